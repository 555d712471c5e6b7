"""The ladder from a name to its bearers: as written, without affixes, its head, its nearest spelling."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geoevents.gazetteer.flags import NameFlag
from geoevents.gazetteer.key import name_key
from geoevents.gazetteer.store import GazetteerInfo, NameHint, Row, Store, flags_of
from geoevents.model import Candidate, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_DIVISION = re.compile(
    r"^(?P<stem>.+?) (?P<kind>oblast|krai|okrug|region|province|governorate|county|state|district|prefecture|republic|"
    r"department|voivodeship|canton|territory|parish|emirate|provinces|regions|counties|states|districts)$"
)
_DIVISION_OF = re.compile(
    r"^(?P<kind>oblast|region|province|governorate|county|state|district|prefecture|republic|department|canton|"
    r"territory|emirate|commonwealth) of (?P<stem>.+)$"
)
_BEFORE = re.compile(
    r"^(?:the|city of|town of|village of|port of|port city of|greater|downtown|central|inner|outer|old|metro|"
    r"metropolitan|upstate|rural|mainland|northern|southern|eastern|western|north|south|east|west|northeast|northwest|"
    r"southeast|southwest|northeastern|northwestern|southeastern|southwestern|north eastern|north western|south eastern|"
    r"south western|north east|north west|south east|south west|far north|far east|upper|lower) "
)
_AFTER = re.compile(
    r" (?:city|town|village|area|metro|metropolitan area|municipality|proper|suburbs?|city center|city centre|town center|"
    r"town centre|capital|heights area|valley area|coast area|urban area)$"
)
_LENGTHENED = ("county", "island", "islands", "city", "river")
_FACILITY = re.compile(
    r" (?:international airport|regional airport|municipal airport|airport|air base|airbase|airfield|university|"
    r"state university|college|high school|railway station|train station|bus station|station|seaport|port|harbor|harbour|"
    r"naval base|military base|base|hospital|prison|stadium|shipyard|dam|bridge|cathedral|refinery|power plant|"
    r"power station|nuclear power plant|nuclear plant|cosmodrome|border crossing|checkpoint|crossing)$"
)
_DIVISIONS = frozenset({"admin1", "admin2", "region"})
_SHORTEST_HEAD = 4
_SHORTEST_FUZZY = 6


class Gazetteer:
    """Looks names up in one gazetteer file. Safe to share between threads, to fork and to pickle.

    Args:
        path: A file that ``gazetteer/build.py`` made; the packaged one when left out.

    Raises:
        GazetteerMissing: The file is not there, or is no gazetteer.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._store = Store(path)

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
        key = name_key(name)
        if not key:
            return ()
        if rows := self._readable(key, name):
            return tuple(_candidate(row, "") for row in rows)
        for rung, rows in self._rungs(name, key):
            if rows:
                return tuple(_candidate(row, rung) for row in rows)
        return self._fuzzy(key) if fuzzy else ()

    def scan(self, keys: Iterable[str]) -> dict[str, NameHint]:
        """Tell which of many keys name anything, for a scan of every n-gram of a text.

        Args:
            keys: Results of :func:`name_key`.

        Returns:
            The keys that name something, each with a hint of what.

        Example:
            >>> hints = default_gazetteer().scan([name_key("Vladivostok"), name_key("qwxz")])
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
        codes = [place.country or ""]
        if place.country and place.admin1 and place.layer != "admin1":
            codes.append(f"{place.country}.{place.admin1}")
        if place.layer == "country":
            return ()
        areas = self._store.areas
        return tuple(areas[code] for code in codes if code in areas)

    def _readable(self, key: str, name: str = "") -> list[Row]:
        """Give the bearers of a key in the order a reader would think of them.

        Codes count only when the text writes capitals: ``IN`` may be Indiana, ``in`` never is.
        """
        rows = self._store.rows(key)
        if not name.isupper():
            rows = [row for row in rows if row.flags & ~NameFlag.COMMON & ~NameFlag.PERSON & ~_OVERLAY_CODE]
        return _seats_first(rows)

    def _rungs(self, name: str, key: str) -> Iterator[tuple[str, list[Row]]]:
        """Climb down from the name to its parts."""
        for short in _without_possessive(name):
            yield "normalised", self._readable(name_key(short))
        yield from self._without_affixes(key)
        yield from self._heads(name, key)

    def _without_affixes(self, key: str) -> Iterator[tuple[str, list[Row]]]:
        """Take words off that say what kind of place it is or which part of it."""
        for pattern in (_DIVISION, _DIVISION_OF):
            if match := pattern.match(key):
                rows = self._readable(match["stem"])
                yield "affix", [row for row in rows if row.place.layer in _DIVISIONS] or rows
        for word in _LENGTHENED:
            yield "affix", self._readable(f"{key} {word}")
        stripped = _AFTER.sub("", _BEFORE.sub("", key))
        if stripped != key:
            yield "affix", self._readable(stripped)
            yield from self._without_affixes(stripped)

    def _heads(self, name: str, key: str) -> Iterator[tuple[str, list[Row]]]:
        """Fall back to the part of the name that names something larger."""
        head, comma, tail = name.partition(",")
        if comma:
            yield "head", _inside(self._readable(name_key(head)), self._readable(name_key(tail), tail.strip()))
        owner, apostrophe, owned = name.replace("’", "'").partition("'s ")
        if apostrophe:
            yield "head", _inside(self._readable(name_key(owned)), self._readable(name_key(owner)))
        if (short := _FACILITY.sub("", key)) != key:
            yield "head", self._readable(short)
        parts = re.split(r"[-‐‑–—/]", name)
        for count in range(len(parts) - 1, 0, -1):
            stump = name_key("-".join(parts[:count]))
            if len(stump) >= _SHORTEST_HEAD:
                yield "head", [row for row in self._readable(stump) if not row.flags & NameFlag.COMMON]

    def _fuzzy(self, key: str) -> tuple[Candidate, ...]:
        """Find the names one edit away that begin with the same two letters."""
        if len(key) < _SHORTEST_FUZZY or not key.isascii():
            return ()
        from rapidfuzz import process  # noqa: PLC0415 -- only this rung needs it
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        near = [
            other
            for other in self._store.keys_between(key[:2], key[:2] + "\U0010ffff")
            if abs(len(other) - len(key)) <= 1
        ]
        found = process.extract(key, near, scorer=OSA.distance, score_cutoff=1, limit=5)
        rows = sorted((row for other, _, _ in found for row in self._readable(other)), key=lambda row: row.number)
        unique = {row.number: row for row in rows}
        return tuple(_candidate(row, "fuzzy") for row in unique.values())


_OVERLAY_CODE = NameFlag.CODE | NameFlag.OVERLAY


def _candidate(row: Row, rung: str) -> Candidate:
    """Make the value; a name found as written says by its row what kind of finding that is."""
    if not rung:
        if row.flags & NameFlag.DEMONYM:
            rung = "demonym"
        else:
            rung = "overlay" if row.flags & NameFlag.OVERLAY else "exact"
    return Candidate(place=row.place, rung=rung, flags=flags_of(row.flags & ~NameFlag.SEAT))


def _seats_first(rows: list[Row]) -> list[Row]:
    """Put a city before the division that is named for it: a bare name means the city."""
    if not any(row.flags & NameFlag.SEAT for row in rows):
        return rows
    ordered = []
    held: list[Row] = []
    for row in rows:
        if row.flags & NameFlag.SEAT:
            held.append(row)
            continue
        ordered.append(row)
        home = (row.place.country, row.place.admin1)
        if row.place.layer == "city":
            freed = [one for one in held if (one.place.country, one.place.admin1) == home]
            ordered.extend(freed)
            held = [one for one in held if one not in freed]
    return ordered + held


def _inside(rows: list[Row], around: list[Row]) -> list[Row]:
    """Keep the bearers that lie in what the rest of the name says, where it says anything."""
    countries = {row.place.country for row in around if row.place.layer == "country"}
    divisions = {(row.place.country, row.place.admin1) for row in around if row.place.layer in {"admin1", "admin2"}}
    kept = [
        row for row in rows if row.place.country in countries or (row.place.country, row.place.admin1) in divisions
    ]
    return kept or rows


def _without_possessive(name: str) -> Iterator[str]:
    """Take a possessive ending off."""
    straight = name.replace("’", "'")
    if straight.endswith(("'s", "'S")):
        yield straight[:-2]
    elif straight.endswith("'"):
        yield straight[:-1]


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
