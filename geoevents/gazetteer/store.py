"""The file itself: rows in, values out."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from geoevents.errors import GazetteerMissing
from geoevents.gazetteer.feature import IDENT_BITS, IDENT_MASK, LEVELS
from geoevents.gazetteer.flags import SCHEMA_VERSION, Layer, NameFlag, Precision, flag_names
from geoevents.model import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

PACKAGED = Path(__file__).parent.parent / "data" / "places.sqlite"
_COLUMNS = "p.id,p.ident,p.gid,p.name,p.lat,p.lon,p.country,p.admin1,p.layer,p.precision,p.radius,p.population,p.source"
# Only column names and question marks are put into these statements; every value is bound.
_BEARERS = f"SELECT n.flags,{_COLUMNS} FROM name n JOIN place p ON p.id=n.place WHERE n.key=? ORDER BY n.place LIMIT ?"  # noqa: S608
_ONE = f"SELECT {_COLUMNS} FROM place p WHERE p.%s=?"  # noqa: S608 -- %s is one of two column names
_HINTS = (
    "SELECT n.key, n.flags, p.population, p.layer FROM name n JOIN place p ON p.id=n.place "  # noqa: S608
    f"WHERE n.key IN (%s) ORDER BY n.key, n.flags & {NameFlag.SEAT}, n.place"
)
_NUMBERED = f"SELECT {_COLUMNS} FROM place p WHERE p.id IN ({','.join('?' * LEVELS)})"  # noqa: S608
_GLANCES = (
    "SELECT n.flags,p.id,p.layer,p.population FROM name n JOIN place p ON p.id=n.place WHERE n.key=? "
    "ORDER BY n.place LIMIT 16"
)
_MOST_DIGITS = 18
"""What fits SQLite's integers for certain."""
BATCH = 500
"""Keys asked for in one statement; SQLite allows more, and gains nothing by it."""
MOST = 100
"""Bearers of one name that the full GeoNames gives; hundreds of streams share theirs, and the least are left out."""
_KNOWN = 1_000
"""People; the name of a smaller place of the full GeoNames counts only where the text speaks of a place."""
_GREAT = frozenset({Layer.COUNTRY, Layer.ADMIN1, Layer.CONTINENT})
_MEND = (
    "reinstall geoevents (`pip install --force-reinstall geoevents`), or in a checkout run `python gazetteer/build.py`"
)
LAYERS = [layer.name.lower() for layer in Layer]
PRECISIONS = [precision.name.lower() for precision in Precision]
flags_of = lru_cache(maxsize=None)(flag_names)


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerInfo:
    """What a gazetteer file holds and where it comes from."""

    path: Path
    """The file."""
    schema: int
    """Version of the file's layout."""
    places: int
    """How many places."""
    names: int
    """How many pairs of name and place."""
    layers: dict[str, int]
    """Layer → how many places."""
    packages: dict[str, str]
    """Package → version that the file was made from."""
    attribution: str
    """What to print under a map, with licences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHint:
    """That a key names something, without saying what in full."""

    flags: frozenset[str]
    """Of all its rows together: ``main alternate code demonym common person …``."""
    best_population: int
    """People of the first bearer, 0 when unknown."""
    best_layer: str
    """Layer of the first bearer."""
    count: int
    """How many places bear the name."""


@dataclass(frozen=True, slots=True)
class Row:
    """One bearer of a key: the place and what the name is to it."""

    number: int
    """Position in the file, by falling importance."""
    place: Place
    flags: int


class Glance(NamedTuple):
    """One bearer of a key of the full GeoNames, as far as a hint goes."""

    geonameid: int
    flags: int
    people: int
    layer: int


class Store:
    """One gazetteer file, read by any thread of any process."""

    def __init__(self, path: Path | None = None, *, mend: str = _MEND) -> None:
        self._mend = mend
        self.path = Path(path) if path is not None else PACKAGED
        self._local = threading.local()
        self._meta = self._read_meta()
        self._sources: list[str] = self._meta["sources"]
        self._full = self._meta.get("numbering") == "geonameid"
        self._areas: dict[str, str] | None = None

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection; a forked child opens its own."""
        if getattr(self._local, "pid", None) != os.getpid():
            uri = f"file:{quote(str(self.path.resolve()))}?mode=ro&immutable=1"
            self._local.connection = sqlite3.connect(uri, uri=True)
            self._local.connection.execute("PRAGMA mmap_size=2147418112")  # the whole file: pages that all share
            self._local.pid = os.getpid()
        found: sqlite3.Connection = self._local.connection
        return found

    def _read_meta(self) -> dict[str, Any]:
        """Read the head of the file, or say why it is none."""
        mend = self._mend
        if not self.path.is_file():
            raise GazetteerMissing(f"no gazetteer at {self.path}: {mend}")
        try:
            meta = {key: json.loads(value) for key, value in self.connection.execute("SELECT key, value FROM meta")}
        except sqlite3.DatabaseError as problem:
            raise GazetteerMissing(f"{self.path} is no gazetteer ({problem}): {mend}") from problem
        if meta.get("schema") != SCHEMA_VERSION:
            raise GazetteerMissing(f"{self.path} has layout {meta.get('schema')}, not {SCHEMA_VERSION}: {mend}")
        return meta

    @property
    def info(self) -> GazetteerInfo:
        """What the file holds."""
        fields = ("schema", "places", "names", "layers", "packages", "attribution")
        return GazetteerInfo(path=self.path, **{field: self._meta[field] for field in fields})

    def rows(self, key: str) -> list[Row]:
        """Give the bearers of a key, most important first."""
        cursor = self.connection.execute(_BEARERS, (key, MOST if self._full else -1))
        if not self._full:
            return [Row(found[1], self._place(found[1:]), found[0]) for found in cursor]
        return [Row(found[1], self._place(found[1:]), _doubted(found[0], found[9], found[12])) for found in cursor]

    def glances(self, key: str) -> list[Glance]:
        """Give what a hint needs of the first bearers of a key of the full GeoNames."""
        cursor = self.connection.execute(_GLANCES, (key,))
        return [
            Glance(number & IDENT_MASK, _doubted(flags, layer, people), people, layer)
            for flags, number, layer, people in cursor
        ]

    def known(self, geonameids: Collection[int]) -> set[int]:
        """Tell which of some geonameids, at most a few hundred, the file has."""
        marks = ",".join("?" * len(geonameids))
        cursor = self.connection.execute(f"SELECT gid FROM place WHERE gid IN ({marks})", tuple(geonameids))  # noqa: S608
        return {row[0] for row in cursor}

    def hints(self, keys: Iterable[str]) -> Iterator[tuple[str, NameHint]]:
        """Look up many keys at once."""
        wanted = list(dict.fromkeys(keys))
        for begin in range(0, len(wanted), BATCH):
            batch = wanted[begin : begin + BATCH]
            yield from _gather(self.connection.execute(_HINTS % ",".join("?" * len(batch)), batch))

    def keys_between(self, first: str, after: str) -> Iterator[str]:
        """Give the distinct keys of a stretch of the alphabet."""
        cursor = self.connection.execute("SELECT DISTINCT key FROM name WHERE key>=? AND key<?", (first, after))
        return (row[0] for row in cursor)

    def by_id(self, place_id: str) -> Place | None:
        """Give the place of an identifier."""
        found = self._find(place_id)
        return None if found is None else self._place(found)

    def _find(self, place_id: str) -> tuple[Any, ...] | None:
        """Give the row of an identifier."""
        prefix, _, rest = place_id.partition(":")
        number = prefix == "geonames" and rest.isdecimal() and len(rest) <= _MOST_DIGITS
        if self._full:
            return self._find_numbered(int(rest)) if number and int(rest) <= IDENT_MASK else None
        column, value = ("gid", int(rest)) if number else ("ident", place_id)
        row: tuple[Any, ...] | None = self.connection.execute(_ONE % column, (value,)).fetchone()
        return row

    def _find_numbered(self, geonameid: int) -> tuple[Any, ...] | None:
        """Give the row whose number ends in a geonameid, whatever its level."""
        numbers = [level << IDENT_BITS | geonameid for level in range(LEVELS)]
        row: tuple[Any, ...] | None = self.connection.execute(_NUMBERED, numbers).fetchone()
        return row

    def members(self, place_id: str) -> tuple[str, ...]:
        """Give the codes that a region is made of."""
        found = self._find(place_id)
        if found is None:
            return ()
        rows = self.connection.execute("SELECT code FROM member WHERE place=? ORDER BY code", (found[0],))
        return tuple(row[0] for row in rows)

    @property
    def areas(self) -> dict[str, str]:
        """``RU`` → Russia, ``RU.59`` → Primorye; read once."""
        if self._areas is None:
            self._areas = dict(self.connection.execute("SELECT code, name FROM area"))
        return self._areas

    def adopt_areas(self, areas: dict[str, str]) -> None:
        """Name divisions as another file does, too."""
        self._areas = areas

    def _place(self, row: tuple[Any, ...]) -> Place:
        """Make the value of a row of ``_COLUMNS``."""
        number, ident, gid, name, lat, lon, country, admin1, layer, precision, radius, population, source = row
        if self._full:
            gid = number & IDENT_MASK
        return Place(
            id=ident or f"geonames:{gid}",
            name=name,
            latitude=lat / 100_000,
            longitude=lon / 100_000,
            country=country,
            admin1=admin1,
            admin1_name=self.areas.get(f"{country}.{admin1}") if admin1 else None,
            layer=LAYERS[layer],
            precision=PRECISIONS[precision],
            radius_km=radius / 10,
            population=population,
            geonameid=gid,
            source=self._sources[source],
        )


def _doubted(flags: int, layer: int, people: int) -> int:
    """Mark the names of what is small: among twelve million, every word is somewhere a creek."""
    if people >= _KNOWN or layer in _GREAT:
        return flags
    return flags | NameFlag.COMMON | (0 if layer == Layer.CITY else NameFlag.MINOR)


def _gather(cursor: Iterable[tuple[str, int, int, int]]) -> Iterator[tuple[str, NameHint]]:
    """Fold the rows of each key into one hint; they come sorted by key and importance."""
    key, flags, population, layer, count = "", 0, 0, 0, 0
    for row in cursor:
        if row[0] != key:
            if count:
                yield key, _hint(flags, population, layer, count)
            key, flags, population, layer, count = row[0], 0, row[2], row[3], 0
        flags |= row[1]
        count += 1
    if count:
        yield key, _hint(flags, population, layer, count)


def _hint(flags: int, population: int, layer: int, count: int) -> NameHint:
    """Make the value of one key."""
    return NameHint(
        flags=flags_of(flags & ~NameFlag.SEAT), best_population=population, best_layer=LAYERS[layer], count=count
    )
