"""The door of the gazetteer: names in, candidate places out."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoevents.gazetteer.home import full_path, own_overlays
from geoevents.gazetteer.ladder import Ladder
from geoevents.gazetteer.stack import Stack
from geoevents.gazetteer.store import GazetteerInfo, NameHint, Store
from geoevents.wording import whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoevents.gazetteer.reverse import ReverseResult
    from geoevents.model import Candidate, Place

REMEMBERED = 8192
"""Names whose answers are kept: a report repeats its names, and so does a corpus."""


INSTALL = "`geoevents gazetteer install geonames` makes it anew"


class Gazetteer:
    """Looks names up in one gazetteer file and what lies over and under it. Safe to share, to fork and to pickle.

    Args:
        path: A file that ``gazetteer/build.py`` made; the packaged one when left out.
        overlays: CSV files of own places, highest precedence first; :func:`default_gazetteer` takes the user's and
            the project's, this class only those that it is given.
        full: The full GeoNames that ``geoevents gazetteer install`` made, for what the file lacks.

    Raises:
        GazetteerMissing: A file is not there, or is no gazetteer.
        InvalidOverlay: A row of own places cannot be; the message names file, line and cause.

    Example:
        >>> Gazetteer().info.layers["country"] > 200
        True
    """

    def __init__(
        self, path: Path | None = None, *, overlays: Iterable[Path | str] = (), full: Path | str | None = None
    ) -> None:
        self._store = Stack(
            Store(path),
            full=Store(Path(full), mend=INSTALL) if full is not None else None,
            overlays=tuple(map(Path, overlays)),
        )
        self._climb = lru_cache(maxsize=REMEMBERED)(Ladder(self._store).climb)

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        """Travel as the paths."""
        full = self._store.full.path if self._store.full else None
        return _opened, (self._store.path, self._store.overlays, full)

    @property
    def overlays(self) -> tuple[Path, ...]:
        """The files of own places, highest precedence first."""
        return self._store.overlays

    @property
    def full(self) -> GazetteerInfo | None:
        """What the full GeoNames holds; None where it is not used."""
        return self._store.full.info if self._store.full else None

    @property
    def info(self) -> GazetteerInfo:
        """What the file holds: versions, counts, attribution."""
        return self._store.info

    def lookup(self, name: str, *, fuzzy: bool = False) -> tuple[Candidate, ...]:
        """Give the places that a name may mean, most important first.

        The rungs are tried in turn and the first that finds anything answers: the name as written (``overlay``,
        ``exact``, ``demonym``), without its possessive (``normalised``), without words such as *oblast* or *northern*
        (``affix``), its part before a comma, a hyphen or a word such as *airport* (``head``: a coarser place), and
        its nearest spelling (``fuzzy``).

        Args:
            name: A name as it stands in a text, 1 to about 100 characters.
            fuzzy: Also try names one letter away, for names of 6 letters or more.

        Returns:
            Candidates, best first; empty when nothing bears the name.

        Example:
            >>> places = default_gazetteer()
            >>> [candidate.place.country for candidate in places.lookup("Vladivostok")]
            ['RU']
            >>> places.lookup("Kharkiv oblast")[0].place.layer
            'admin1'
        """
        return self._climb(whole(name), fuzzy=fuzzy)

    def scan(self, keys: Iterable[str]) -> dict[str, NameHint]:
        """Tell which of many keys name anything, for a scan of every n-gram of a text.

        Args:
            keys: Results of :func:`name_key`.

        Returns:
            The keys that name something, each with a hint of what.

        Example:
            >>> hints = default_gazetteer().scan(["vladivostok", "qwxz"])
            >>> list(hints), hints["vladivostok"].best_layer
            (['vladivostok'], 'city')
        """
        return dict(self._store.hints(keys))

    def place(self, place_id: str) -> Place:
        """Give the place of an identifier such as ``geonames:2013348``.

        Raises:
            KeyError: The gazetteer has no such place.

        Example:
            >>> default_gazetteer().place("geonames:2013348").name
            'Vladivostok'
        """
        found = self._store.by_id(place_id)
        if found is None:
            raise KeyError(f"{place_id!r} is not in {self._store.path}: look its identifier up by name")
        return found

    def members(self, place_id: str) -> tuple[str, ...]:
        """Give the countries (``UA``) and divisions (``RU.59``) that a region is made of; empty when it has none.

        Example:
            >>> "RU.59" in default_gazetteer().members("overlay:russian-far-east-ru")
            True
        """
        return self._store.members(place_id)

    def containing(self, place: Place) -> tuple[str, ...]:
        """Give the names of the country and the division that a place lies in, larger first.

        Example:
            >>> places = default_gazetteer()
            >>> places.containing(places.place("geonames:2013348"))
            ('Russia', 'Primorye')
        """
        if place.layer == "country" or place.country is None:
            return ()
        codes = [place.country]
        if place.admin1 and place.layer != "admin1":
            codes.append(f"{place.country}.{place.admin1}")
        areas = self._store.areas
        return tuple(areas[code] for code in codes if code in areas)

    def name_of(self, code: str) -> str | None:
        """Give the name of a country (``RU``) or a first-level division (``RU.59``); None when there is none.

        Example:
            >>> default_gazetteer().name_of("RU.59")
            'Primorye'
        """
        return self._store.areas.get(code)

    def reverse(self, latitude: float, longitude: float) -> ReverseResult:
        """Tell what lies at a point: the nearest place, and the division and country around it.

        Outlines come first, the nearest place decides where there is none. The packaged cities are searched.

        Args:
            latitude: Degrees, WGS 84, within 90.
            longitude: Degrees, WGS 84, within 180.

        Raises:
            ValueError: There is no such point.
            AssetMissing: The package was installed without its outlines.

        Example:
            >>> found = default_gazetteer().reverse(43.11, 131.88)
            >>> found.nearest.name, found.division.name, found.country.name
            ('Vladivostok', 'Primorye', 'Russia')
        """
        from geoevents.gazetteer.reverse import reverse

        return reverse(self._store.core, latitude, longitude)


def default_gazetteer(project: Path | str | None = None) -> Gazetteer:
    """Open the packaged gazetteer with the user's and the project's own places over it and the full GeoNames under it.

    The same one is given until one of the files changes.

    Args:
        project: CSV file of the project's places, instead of ``geoevents-places.csv`` in the working folder or the one
            that ``GEOEVENTS_PLACES`` names.

    Raises:
        GazetteerMissing: The package was installed without its data.
        InvalidOverlay: A row of own places cannot be; the message names file, line and cause.

    Example:
        >>> default_gazetteer() is default_gazetteer()
        True
    """
    overlays, full = own_overlays(project), full_path()
    return _kept(tuple(map(_state, overlays)), _state(full) if full.is_file() else None)


def _state(path: Path) -> tuple[str, int, int]:
    """A file as it is now: when any of this changes, it is read again."""
    try:
        found = path.stat()
    except OSError:  # opening it says what is wrong
        return str(path.absolute()), 0, 0
    return str(path.absolute()), found.st_mtime_ns, found.st_ino


@lru_cache(maxsize=4)
def _kept(overlays: tuple[tuple[str, int, int], ...], full: tuple[str, int, int] | None) -> Gazetteer:
    return Gazetteer(overlays=[Path(path) for path, _, _ in overlays], full=full[0] if full else None)


def _opened(path: Path, overlays: tuple[Path, ...], full: Path | None) -> Gazetteer:
    return Gazetteer(path, overlays=overlays, full=full)
