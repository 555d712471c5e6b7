"""Several gazetteers that answer as one: own places, the packaged file, the full GeoNames, in this order."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING

from geoevents.errors import InvalidOverlay
from geoevents.gazetteer.flags import NameFlag
from geoevents.gazetteer.key import name_key
from geoevents.gazetteer.overlay import ANY, read_overlay
from geoevents.gazetteer.store import LAYERS, NameHint, Row, Store, flags_of
from geoevents.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geoevents.gazetteer.overlay import OverlayRow
    from geoevents.gazetteer.store import Glance

_FULL_NUMBERS = 1 << 40
"""Added to the numbers of the full file, which thereby follow those of the packaged one."""
_BONUS = {"continent": 8.0, "country": 3.0, "sea": 6.0, "nature": 5.0, "region": 4.8, "site": 4.6, "airport": 4.0}
"""Layer → about the importance of the packaged file's places without people, who are added as a logarithm."""
_ADMIN2 = -1.0
_SAME_KM = 12.0
"""Kilometres within which two entries of one name and layer are the same place, at least."""


class Stack:
    """Answers as a :class:`Store` does, from several files."""

    def __init__(self, core: Store, *, full: Store | None = None, overlays: tuple[Path, ...] = ()) -> None:
        self.core = core
        self.full = full
        self.overlays = overlays
        self.path = core.path
        self.info = core.info
        self._areas: dict[str, str] | None = None
        self._places: dict[str, Place] = {}
        self._bearers: dict[str, list[Row]] = {}
        self._refused: dict[str, set[str]] = {}
        self._numbers: dict[str, int] = {}
        for path in reversed(overlays):  # the lowest precedence first: what comes later overrules
            self._lay(path, read_overlay(path))
        self._keys = sorted(self._bearers)
        if full is not None:
            full.adopt_areas(self.areas)

    def _lay(self, path: Path, rows: tuple[OverlayRow, ...]) -> None:
        """Put one file of own places over what is there."""
        for row in (row for row in rows if row.action == "suppress"):
            for key in _keys(row):
                self._refused.setdefault(key, set()).add(row.id)
                kept = [one for one in self._bearers.get(key, ()) if row.id not in {ANY, one.place.id}]
                self._bearers[key] = kept
        self._places |= {row.place_id: self._made(row) for row in rows if row.action == "place"}
        for bearers in self._bearers.values():  # a lower file's names of a place that this one puts right
            bearers[:] = map(self._put_right, bearers)
        laid: dict[str, list[Row]] = {}
        for row in (row for row in rows if row.action != "suppress"):
            place = self.by_id(row.place_id if row.action == "place" else row.id)
            if place is None:
                raise InvalidOverlay(
                    f"{path}, line {row.line}: no place has the id {row.id!r}: look for it with "
                    "`geoevents gazetteer search`, install the full GeoNames if it is one of its, or give lat and lon"
                )
            number = self._numbers.setdefault(place.id, -1 - len(self._numbers))
            for key in _keys(row):
                main = row.action == "place" and key == name_key(row.name)
                flags = NameFlag.OVERLAY | NameFlag.OWN | (NameFlag.MAIN if main else NameFlag.ALTERNATE)
                above = laid.setdefault(key, [])
                if place.id not in {one.place.id for one in above}:
                    above.append(Row(number, place, flags))
        for key, above in laid.items():
            taken = {row.place.id for row in above}
            self._bearers[key] = [*above, *(row for row in self._bearers.get(key, ()) if row.place.id not in taken)]

    def _put_right(self, row: Row) -> Row:
        """Give a bearer as the own places have it."""
        own = self._places.get(row.place.id)
        return row if own is None else Row(row.number, own, row.flags)

    def _made(self, row: OverlayRow) -> Place:
        precision, radius = row.spread
        known = self.by_id(row.place_id)
        country = row.country or (known.country if known else None)
        admin1 = row.admin1 or (known.admin1 if known else None)
        return Place(
            id=row.place_id,
            name=row.name,
            latitude=row.lat or 0.0,
            longitude=row.lon or 0.0,
            country=country,
            admin1=admin1,
            admin1_name=self.areas.get(f"{country}.{admin1}"),
            layer=row.kind,
            precision=precision,
            radius_km=radius,
            population=row.population or (known.population if known else 0),
            geonameid=known.geonameid if known else None,
            source=row.source or "own places",
        )

    @property
    def areas(self) -> dict[str, str]:
        """``RU`` → Russia, ``RU.59`` → Primorye."""
        if self._areas is None:
            self._areas = (self.full.areas if self.full else {}) | self.core.areas
        return self._areas

    def members(self, place_id: str) -> tuple[str, ...]:
        """Give the codes that a region is made of."""
        return self.core.members(place_id)

    def by_id(self, place_id: str) -> Place | None:
        """Give the place of an identifier, from the highest file that has it."""
        found = self._places.get(place_id) or self.core.by_id(place_id)
        return found if found is not None or self.full is None else self.full.by_id(place_id)

    def rows(self, key: str) -> list[Row]:
        """Give every bearer of a key: own places first, then by importance, each place once."""
        own = self._bearers.get(key, [])
        core = self.core.rows(key)
        further = self.full.rows(key) if self.full is not None else []
        below = _merged(core, self._further(core, further)) if further else core
        if not own and not self._places and key not in self._refused:
            return below
        refused = self._refused.get(key, frozenset[str]())
        taken = {row.place.id for row in own}
        kept = [row for row in below if row.place.id not in taken and not refused & {ANY, row.place.id}]
        return [*own, *map(self._put_right, kept)]

    def _further(self, core: list[Row], full: list[Row]) -> Iterator[Row]:
        """Leave out what the packaged file has: it was reviewed, and names that it dropped stay dropped."""
        known = self.core.known([row.place.geonameid or 0 for row in full])
        for row in full:
            if row.place.geonameid not in known and not any(_same(row.place, one.place) for one in core):
                yield Row(row.number + _FULL_NUMBERS, row.place, row.flags)

    def hints(self, keys: Iterable[str]) -> Iterator[tuple[str, NameHint]]:
        """Look up many keys at once; the full file is asked only for what the others lack."""
        wanted = list(dict.fromkeys(keys))
        special = [key for key in wanted if key in self._bearers or key in self._refused]
        chosen = set(special)
        rest = [key for key in wanted if key not in chosen]
        for key in special:
            if rows := self.rows(key):
                yield key, _hint(rows)
        found = dict(self.core.hints(rest))
        yield from found.items()
        if self.full is not None:
            for key in rest:
                if key not in found and (hint := self._glance(self.full.glances(key))):
                    yield key, hint

    def _glance(self, glances: list[Glance]) -> NameHint | None:
        known = self.core.known([glance.geonameid for glance in glances]) if glances else set()
        kept = [glance for glance in glances if glance.geonameid not in known]
        if not kept:
            return None
        flags = 0
        for glance in kept:
            flags |= glance.flags
        if not kept[0].flags & NameFlag.COMMON:
            flags &= ~NameFlag.COMMON
        return NameHint(
            flags=flags_of(flags), best_population=kept[0].people, best_layer=LAYERS[kept[0].layer], count=len(kept)
        )

    def keys_between(self, first: str, after: str) -> Iterator[str]:
        """Give the keys of a stretch of the alphabet, in no order."""
        yield from (key for key in self._keys[bisect_left(self._keys, first) : bisect_left(self._keys, after)])
        yield from self.core.keys_between(first, after)
        if self.full is not None:
            yield from self.full.keys_between(first, after)


def _keys(row: OverlayRow) -> Iterator[str]:
    """Give the keys of the names of a row, also without their article, as a report may leave it out."""
    for name in row.names:
        key = name_key(name)
        yield key
        if short := key.removeprefix("the ") if key.startswith("the ") else "":
            yield short


def _merged(core: list[Row], full: Iterable[Row]) -> list[Row]:
    """Put the full file's places between the others by importance; the packaged file's order stays as it is."""
    rest = sorted(full, key=lambda row: -_importance(row.place))
    if not rest:
        return core
    found: list[Row] = []
    for row in core:
        while rest and _importance(rest[0].place) > _importance(row.place):
            found.append(rest.pop(0))
        found.append(row)
    return found + rest


def _importance(place: Place) -> float:
    people = math.log10(place.population + 1)
    if place.source == "geonames" and place.layer not in {"country", "continent"}:
        return people + (_ADMIN2 if place.layer == "admin2" else 0.0)
    return people + _BONUS.get(place.layer, _ADMIN2 if place.layer == "admin2" else 0.0)


def _same(place: Place, other: Place) -> bool:
    """Tell whether two entries that bear one name are one place, such as a division under two identifiers."""
    if place.layer in {"country", "continent"} and place.layer == other.layer:
        return place.country == other.country
    if place.layer != other.layer or (place.country and other.country and place.country != other.country):
        return False
    if place.layer in {"admin1", "admin2"}:
        return place.admin1 == other.admin1
    north = (place.latitude - other.latitude) * 111.2
    east = ((place.longitude - other.longitude + 180) % 360 - 180) * 111.2 * math.cos(math.radians(place.latitude))
    reach = 0.0 if place.layer in {"city", "site", "airport"} else other.radius_km
    return math.hypot(north, east) <= _SAME_KM + reach


def _hint(rows: list[Row]) -> NameHint:
    flags = 0
    for row in rows:
        flags |= row.flags
    first = next((row for row in rows if not row.flags & NameFlag.SEAT), rows[0])
    if not first.flags & NameFlag.COMMON:
        flags &= ~NameFlag.COMMON
    if first.flags & NameFlag.OWN:
        flags = first.flags  # whoever enters a name means it, even where it is also a word
    return NameHint(
        flags=flags_of(flags & ~NameFlag.SEAT),
        best_population=first.place.population,
        best_layer=first.place.layer,
        count=len(rows),
    )
