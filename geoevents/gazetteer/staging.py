"""The half-made import: rows as they come, with the place where reading stopped, so that a killed run goes on."""

from __future__ import annotations

import json
import sqlite3
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from geoevents.errors import InvalidDump
from geoevents.gazetteer.dump import blocks, usable
from geoevents.gazetteer.feature import IDENT_MASK, feature_of, importance_of, number_of, radius_of
from geoevents.gazetteer.flags import NameFlag
from geoevents.gazetteer.key import name_key

if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from geoevents.gazetteer.dump import Block, Dump, DumpFile

LAYOUT = 1
"""Raised when an older half-made import can no longer be gone on with."""
SCALE = 100_000
"""Coordinates are kept as whole hundred-thousandths of a degree, about a metre."""
PLACE_FIELDS = 19
ALTERNATE_FIELDS = (8, 10)
_NO_NAMES = frozenset("link post wkdt iata icao faac unlc tcid phon".split())
"""What the alternates' language column calls codes and addresses."""
ABSENT = 255
_SCHEMA = """
CREATE TABLE done (file TEXT PRIMARY KEY, end INTEGER, digest TEXT, line INTEGER, rows INTEGER);
CREATE TABLE place (id INTEGER, name TEXT, lat INTEGER, lon INTEGER, country TEXT, admin1 TEXT, layer INTEGER,
  precision INTEGER, radius INTEGER, population INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, flags INTEGER);
CREATE TABLE plan (words TEXT);
"""


class Progress(NamedTuple):
    """How far one file was read."""

    end: int
    """Bytes of its text."""
    digest: str
    """SHA-256 of these."""
    line: int
    """Number of the next line, from 1."""
    rows: int
    """Rows kept."""


class Staging:
    """A SQLite file that holds rows in the order they came.

    Args:
        path: The file; made when it is not there, emptied when it belongs to another import.
        dump: What is to be read.
        restart: Whether to forget what an earlier run read.
        wait: Seconds for another import to let go of the file.

    Raises:
        InvalidDump: Another import is writing the file.
    """

    def __init__(self, path: Path, dump: Dump, *, restart: bool, wait: float = 5.0) -> None:
        self.path = path
        self.connection = sqlite3.connect(path, isolation_level=None, timeout=wait)
        plan = _plan(dump)
        try:
            # Held until close: the second of two imports is told so, rather than mixing its rows in.
            for statement in ("PRAGMA locking_mode=EXCLUSIVE", "PRAGMA synchronous=NORMAL", "BEGIN IMMEDIATE"):
                self.connection.execute(statement)
            self.resumed = not restart and self._plan() == plan
            if not self.resumed:
                self._clear()
                for statement in _SCHEMA.split(";"):
                    self.connection.execute(statement)
                self.connection.execute("INSERT INTO plan VALUES (?)", (plan,))
            self.connection.execute("COMMIT")
        except sqlite3.DatabaseError as problem:
            self.connection.close()
            raise InvalidDump(
                f"{path} cannot be used ({problem}): wait for the other import, or delete it"
            ) from problem

    def _plan(self) -> str | None:
        """The plan of an earlier run, if there was one."""
        if not self.connection.execute("SELECT 1 FROM sqlite_master WHERE name='plan'").fetchone():
            return None
        found = self.connection.execute("SELECT words FROM plan").fetchone()
        return found[0] if found else None

    def _clear(self) -> None:
        for (table,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
            self.connection.execute(f'DROP TABLE "{table}"')

    def close(self) -> None:
        """Let go of the file; what was committed stays."""
        self.connection.close()

    def progress(self, file: DumpFile) -> Progress:
        """Say how far a file was read."""
        found = self.connection.execute("SELECT end,digest,line,rows FROM done WHERE file=?", (file.label,)).fetchone()
        return Progress(*found) if found else Progress(0, "", 1, 0)

    def read_places(
        self, file: DumpFile, *, countries: frozenset[str], alternates: bool, step: Callable[[int], None]
    ) -> None:
        """Take the rest of a file of places in.

        Args:
            file: ``allCountries`` or a country's.
            countries: Those to keep; empty for all.
            alternates: Whether to take the column of alternates, too.
            step: Called with the bytes of each block once its rows are safe.

        Raises:
            InvalidDump: A line does not have GeoNames' 19 columns, or a number that cannot be.
        """
        self._read(file, lambda block: place_rows(block, file, countries=countries, alternates=alternates), step)

    def read_alternates(self, file: DumpFile, levels: array[int], step: Callable[[int], None]) -> None:
        """Take the rest of the file of alternates in, of the places that are there."""
        self._read(file, lambda block: ([], list(alternate_rows(block, file, levels))), step)

    def _read(
        self, file: DumpFile, parse: Callable[[Block], tuple[list[Row], list[Name]]], step: Callable[[int], None]
    ) -> None:
        done = self.progress(file)
        rows, before = done.rows, done.end
        step(before)
        for block in blocks(file, start=done.end, digest=done.digest, first=done.line):
            places, names = parse(block)
            rows += len(places)
            self.connection.execute("BEGIN")
            self.connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", places)
            self.connection.executemany("INSERT INTO name VALUES (?,?,?)", names)
            self.connection.execute(
                "INSERT OR REPLACE INTO done VALUES (?,?,?,?,?)",
                (file.label, block.end, block.digest, block.first + len(block.lines), rows),
            )
            self.connection.execute("COMMIT")
            step(block.end - before)
            before = block.end

    def levels(self) -> array[int]:
        """Give the level of importance of each geonameid, ``ABSENT`` where there is no such place."""
        from array import array

        largest = self.connection.execute("SELECT max(id & ?) FROM place", (IDENT_MASK,)).fetchone()[0] or 0
        found = array("B", bytes([ABSENT]) * (largest + 1))
        for (number,) in self.connection.execute("SELECT id FROM place"):
            found[number & IDENT_MASK] = number >> (IDENT_MASK.bit_length())
        return found


Row = tuple[int, str, int, int, str | None, str | None, int, int, int, int]
Name = tuple[str, int, int]


def _plan(dump: Dump) -> str:
    """What tells one import from another."""
    files = [(file.label, file.size) for file in (*dump.places, dump.alternates) if file]
    return json.dumps([LAYOUT, files, sorted(dump.countries)])


def place_rows(
    block: Block, file: DumpFile, *, countries: frozenset[str], alternates: bool
) -> tuple[list[Row], list[Name]]:
    """Make rows of places and names of the lines of one block."""
    places: list[Row] = []
    names: list[Name] = []
    for line, text in enumerate(block.lines, block.first):
        fields = text.split("\t")
        if len(fields) != PLACE_FIELDS:
            raise InvalidDump(
                f"{file.label}, line {line} has {len(fields)} columns, not {PLACE_FIELDS}: it is not GeoNames' file"
            )
        if countries and fields[8] not in countries:
            continue
        try:
            row, flags = _place(fields)
        except ValueError as problem:
            raise InvalidDump(f"{file.label}, line {line}: {problem}") from problem
        places.append(row)
        number = row[0]
        main = name_key(fields[1])
        if main:
            names.append((main, number, NameFlag.MAIN | flags))
        if fields[2] != fields[1] or fields[3]:
            keys = _other_keys(fields, main, alternates=alternates)
            names.extend([(key, number, NameFlag.ALTERNATE | flags) for key in keys])
    return places, names


@lru_cache(maxsize=4096)  # some 700 codes are in use
def _unpeopled(kind: str, code: str) -> tuple[int, int, int, int, int]:
    """What the rows of one feature code share when nobody lives there: number, layer, precision, radius, flags."""
    feature = feature_of(kind, code)
    number = number_of(0, importance_of(feature, 0))
    return number, int(feature.layer), int(feature.precision), round(radius_of(feature, 0) * 10), feature.flags


def _place(fields: list[str]) -> tuple[Row, int]:
    geonameid, lat, lon, people = int(fields[0]), float(fields[4]), float(fields[5]), int(fields[14] or 0)
    if not 0 < geonameid <= IDENT_MASK:
        raise ValueError(f"geonameid {geonameid} is not between 1 and {IDENT_MASK}")
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"{lat},{lon} is no point on Earth")
    number, layer, precision, radius, flags = _unpeopled(fields[6], fields[7])
    if people > 0:
        feature = feature_of(fields[6], fields[7])
        number = number_of(0, importance_of(feature, people))
        radius = round(radius_of(feature, people) * 10)
    row = (
        number | geonameid,
        fields[1],
        round(lat * SCALE),
        round(lon * SCALE),
        fields[8] or None,
        fields[10] or None,
        layer,
        precision,
        radius,
        people,
    )
    return row, flags


def _other_keys(fields: list[str], main: str, *, alternates: bool) -> set[str]:
    """Distinct keys of the ASCII form and the alternates, less the main name's."""
    found = {name_key(fields[2])} if fields[2] != fields[1] else set()
    if alternates and fields[3]:
        found.update([name_key(name) for name in fields[3].split(",") if usable(name)])
    found.discard(main)
    found.discard("")
    return found


def alternate_rows(block: Block, file: DumpFile, levels: array[int]) -> Iterator[Name]:
    """Make rows of names of the lines of one block of ``alternateNamesV2``."""
    for line, text in enumerate(block.lines, block.first):
        fields = text.split("\t")
        if len(fields) not in ALTERNATE_FIELDS:
            raise InvalidDump(
                f"{file.label}, line {line} has {len(fields)} columns, not {ALTERNATE_FIELDS[-1]}: "
                "it is not GeoNames' file"
            )
        try:
            geonameid = int(fields[1])
        except ValueError as problem:
            raise InvalidDump(f"{file.label}, line {line}: {problem}") from problem
        level = levels[geonameid] if 0 <= geonameid < len(levels) else ABSENT
        if level == ABSENT or fields[2] in _NO_NAMES:
            continue
        flags = _alternate_flags(fields)
        if (flags == NameFlag.ABBREVIATION or usable(fields[3])) and (key := name_key(fields[3])):
            yield key, level << IDENT_MASK.bit_length() | geonameid, flags


def _alternate_flags(fields: list[str]) -> int:
    if fields[2] == "abbr":
        return NameFlag.ABBREVIATION
    return NameFlag.HISTORIC if fields[7].startswith("1") or fields[2] == "fr_1793" else NameFlag.ALTERNATE
