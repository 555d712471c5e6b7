"""The ladder from a name to its bearers: as written, without affixes, its head, its nearest spelling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoevents.gazetteer.flags import NameFlag
from geoevents.gazetteer.key import name_key
from geoevents.gazetteer.store import Row, flags_of
from geoevents.model import Candidate, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoevents.gazetteer.stack import Stack

_KINDS = (
    "oblast|krai|okrug|region|province|governorate|county|state|district|prefecture|republic|department|voivodeship|"
    "canton|territory|parish|emirate"
)
_DIVISION = re.compile(rf"^(?P<stem>.+?) (?:{_KINDS}|regions|provinces|counties|states|districts)$")
_DIVISION_OF = re.compile(rf"^(?:{_KINDS}|commonwealth) of (?P<stem>.+)$")
_KIND_BEFORE = re.compile(r"^(?:the|city of|town of|village of|port of|port city of|township of|borough of) ")
_PART_BEFORE = re.compile(
    r"^(?:greater|downtown|central|inner|outer|metro|metropolitan|rural|mainland|far|upper|lower|occupied|"
    r"(?:north|south|mid)? ?(?:north|south|east|west)(?:ern)?) "
)
_KIND_AFTER = re.compile(
    r" (?:city|town|village|area|metro|metro(?:politan)? area|urban area|municipality|proper|suburbs?|"
    r"(?:city|town) cent(?:er|re)|township|twp|borough)$"
)
_LENGTHENED = ("county", "island", "islands", "city", "river")
_FACILITY = re.compile(
    r" (?:international airport|regional airport|municipal airport|airport|air base|airbase|airfield|university|"
    r"state university|college|high school|railway station|train station|bus station|station|seaport|port|harbou?r|"
    r"naval base|military base|base|hospital|prison|stadium|shipyard|dam|bridge|cathedral|refinery|power plant|"
    r"power station|nuclear power plant|nuclear plant|cosmodrome|border crossing|checkpoint|crossing)$"
)
_DIVISIONS = frozenset({"admin1", "admin2", "region"})
_SHORTEST_HEAD = 4
_LONGEST_INITIALS = 3
_SHORTEST_FUZZY = 6
_LONGEST = 200
"""Characters; what is longer is no name, and would only cost time."""
_INITIALS = NameFlag.CODE | NameFlag.ABBREVIATION | NameFlag.OVERLAY
_WRITTEN_OUT = NameFlag.MAIN | NameFlag.ALTERNATE | NameFlag.HISTORIC | NameFlag.METONYM | NameFlag.DEMONYM
_LARGE = 50_000
_LARGE_LAYERS = frozenset({"country", "continent", "admin1", "region", "nature", "sea"})


class Ladder:
    """Climbs down from a name to what it names."""

    def __init__(self, store: Stack) -> None:
        self._store = store

    def climb(self, name: str, *, fuzzy: bool) -> tuple[Candidate, ...]:
        """Give the bearers that the first fruitful rung finds."""
        key = name_key(name)
        if not key or len(name) > _LONGEST:
            return ()
        if rows := self._readable(key, name):
            return tuple(_candidate(row, "") for row in rows)
        for rung, rows in self._rungs(name, key):
            if rows:
                return tuple(_candidate(row, rung) for row in rows)
        return self._fuzzy(key) if fuzzy else ()

    def _readable(self, key: str, name: str = "") -> list[Row]:
        """Give the bearers of a key in the order a reader would think of them.

        Codes count only in capitals, abbreviations in capitals or with a dot: ``IN`` or ``Ind.`` may be Indiana,
        ``in`` never is. Two or three capitals are initials: ``UN`` is no village. A word in small letters is a word.
        """
        rows = self._store.rows(key)
        if not name.isupper():
            wanted = _WRITTEN_OUT | NameFlag.ABBREVIATION if "." in name else _WRITTEN_OUT
            rows = [row for row in rows if row.flags & wanted]
        elif len(key) <= _LONGEST_INITIALS:
            rows = [row for row in rows if row.flags & _INITIALS]
        if name.islower():
            rows = [row for row in rows if row.flags & NameFlag.OVERLAY or not row.flags & NameFlag.COMMON]
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
        for word in _LENGTHENED if len(key) >= _SHORTEST_HEAD else ():
            yield "affix", self._readable(f"{key} {word}")
        if (short := _KIND_AFTER.sub("", _KIND_BEFORE.sub("", key))) != key:
            yield "affix", self._readable(short)
            yield from self._without_affixes(short)
        if (whole := _PART_BEFORE.sub("", key)) != key:
            # Only what is large has a north: "West Wing" is no part of a village called Wing.
            yield (
                "affix",
                [row for row in self._readable(whole) if _is_large(row.place) and not row.flags & NameFlag.SEAT],
            )

    def _heads(self, name: str, key: str) -> Iterator[tuple[str, list[Row]]]:
        """Fall back to the part of the name that names something larger."""
        head, comma, tail = name.partition(",")
        if comma:
            rows = self._readable(name_key(head), head.strip())
            around = self._readable(name_key(tail), tail.strip())
            yield "head", _contained(rows, around) or around or rows
        owner, apostrophe, owned = name.replace("’", "'").partition("'s ")
        if apostrophe:
            around = self._readable(name_key(owner))
            yield "head", _contained(self._any(owned), around) if around else []
        if (short := _FACILITY.sub("", key)) != key:
            yield "head", _distinct(self._readable(short))
        parts = re.split(r"[-‐‑–—/]", name)
        for count in range(len(parts) - 1, 0, -1):
            stump = name_key("-".join(parts[:count]))
            if len(stump) >= _SHORTEST_HEAD:
                yield "head", _distinct(self._readable(stump))

    def _any(self, name: str) -> list[Row]:
        """Give the bearers of a name on its own, by key or without its affixes."""
        key = name_key(name)
        return self._readable(key, name) or next((rows for _, rows in self._without_affixes(key) if rows), [])

    def _fuzzy(self, key: str) -> tuple[Candidate, ...]:
        """Find the names one edit away that begin with the same two letters."""
        if len(key) < _SHORTEST_FUZZY or not key.isascii():
            return ()
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = [
            other
            for other in self._store.keys_between(key[:2], key[:2] + "\U0010ffff")
            if abs(len(other) - len(key)) <= 1
        ]
        found = process.extract(key, near, scorer=OSA.distance, score_cutoff=1, limit=5)
        bearers = [rows for other, _, _ in found if (rows := self._readable(other))]
        bearers.sort(key=lambda rows: rows[0].number)
        unique = {row.number: row for rows in bearers for row in rows}
        return tuple(_candidate(row, "fuzzy") for row in unique.values())


def _candidate(row: Row, rung: str) -> Candidate:
    """Make the value; a name found as written says by its row what kind of finding that is."""
    if not rung:
        as_written = "overlay" if row.flags & NameFlag.OVERLAY else "exact"
        rung = "demonym" if row.flags & NameFlag.DEMONYM else as_written
    return Candidate(place=row.place, rung=rung, flags=flags_of(row.flags))


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


def _contained(rows: list[Row], around: list[Row]) -> list[Row]:
    """Keep the bearers that lie in a country or division, the largest kind that the rest of the name may mean."""
    for layers in ({"country"}, {"admin1"}, {"admin2"}):
        areas = [row.place for row in around if row.place.layer in layers and not row.flags & NameFlag.SEAT]
        kept = [row for row in rows if any(_lies_in(row.place, area) for area in areas)]
        if kept:
            return kept
    return []


def _lies_in(place: Place, area: Place) -> bool:
    """Tell whether a place lies in a country or division, as far as their codes say."""
    return place.country == area.country and (area.layer == "country" or place.admin1 == area.admin1)


def _is_large(place: Place) -> bool:
    """Tell whether a place is large enough to have a north."""
    return place.layer in _LARGE_LAYERS or place.population >= _LARGE


def _distinct(rows: list[Row]) -> list[Row]:
    """Leave out names that are ordinary words: the head of ``People's Court`` is no village."""
    return [row for row in rows if not row.flags & NameFlag.COMMON or row.flags & NameFlag.PERSON]


def _without_possessive(name: str) -> Iterator[str]:
    """Take a possessive ending off."""
    straight = name.replace("’", "'")
    if straight.endswith(("'s", "'S")):
        yield straight[:-2]
    elif straight.endswith("'"):
        yield straight[:-1]
