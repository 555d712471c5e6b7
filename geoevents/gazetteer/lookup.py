"""The door of the gazetteer: names in, candidate places out."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from geoevents.gazetteer.ladder import Ladder
from geoevents.gazetteer.store import GazetteerInfo, NameHint, Store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geoevents.model import Candidate, Place

REMEMBERED = 8192
"""Names whose answers are kept: a report repeats its names, and so does a corpus."""


class Gazetteer:
    """Looks names up in one gazetteer file. Safe to share between threads, to fork and to pickle.

    Args:
        path: A file that ``gazetteer/build.py`` made; the packaged one when left out.

    Raises:
        GazetteerMissing: The file is not there, or is no gazetteer.

    Example:
        >>> Gazetteer().info.layers["country"] > 200
        True
    """

    def __init__(self, path: Path | None = None) -> None:
        self._store = Store(path)
        self._climb = lru_cache(maxsize=REMEMBERED)(Ladder(self._store).climb)

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:
        """Travel as the path."""
        return type(self), (self._store.path,)

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
        return self._climb(name, fuzzy=fuzzy)

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


@cache
def default_gazetteer() -> Gazetteer:
    """Open the packaged gazetteer, once per process.

    Raises:
        GazetteerMissing: The package was installed without its data.

    Example:
        >>> default_gazetteer() is default_gazetteer()
        True
    """
    return Gazetteer()
