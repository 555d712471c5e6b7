"""Write the finished places as one SQLite file, byte for byte the same each time."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from geoevents.gazetteer.flags import SCHEMA_VERSION, Layer

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.entry import Book, Entry

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
  id INTEGER PRIMARY KEY, ident TEXT, gid INTEGER, name TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL,
  country TEXT, admin1 TEXT, layer INTEGER NOT NULL, precision INTEGER NOT NULL, radius INTEGER NOT NULL,
  population INTEGER NOT NULL, source INTEGER NOT NULL
);
CREATE TABLE name (
  key TEXT NOT NULL, place INTEGER NOT NULL, flags INTEGER NOT NULL, PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE member (place INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY (place, code)) WITHOUT ROWID;
CREATE TABLE area (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX place_gid ON place (gid) WHERE gid IS NOT NULL;
CREATE INDEX place_ident ON place (ident) WHERE ident IS NOT NULL;
"""
SCALE = 100_000
"""Coordinates are kept as whole hundred-thousandths of a degree, about a metre."""


def write(book: Book, output: Path, meta: dict[str, object]) -> None:
    """Write places in falling importance, so that the order of numbers is the order of bearers."""
    entries = sorted(book.entries.values(), key=lambda entry: (-entry.importance, entry.ident))
    sources = sorted({entry.source for entry in entries})
    output.parent.mkdir(parents=True, exist_ok=True)
    draft = output.with_name(f"{output.name}.part")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft)
    try:
        connection.executescript(f"PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {SCHEMA}")
        _fill(connection, entries, sources, meta)
        connection.executescript(INDEXES)
        connection.commit()
    finally:
        connection.close()
    draft.replace(output)


def _fill(connection: sqlite3.Connection, entries: list[Entry], sources: list[str], meta: dict[str, object]) -> None:
    """Insert every row in the order of its key."""
    rows = ((number, *_place(entry, sources)) for number, entry in enumerate(entries))
    connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", rows)
    names = sorted((key, number, flags) for number, entry in enumerate(entries) for key, flags in entry.names.items())
    connection.executemany("INSERT INTO name VALUES (?,?,?)", names)
    members = sorted({(number, code) for number, entry in enumerate(entries) for code in entry.members})
    connection.executemany("INSERT INTO member VALUES (?,?)", members)
    areas = {_code(entry): entry.name for entry in entries if entry.layer in {Layer.COUNTRY, Layer.ADMIN1}}
    connection.executemany("INSERT INTO area VALUES (?,?)", sorted(areas.items()))
    counts = {layer.name.lower(): sum(entry.layer is layer for entry in entries) for layer in Layer}
    facts = meta | {
        "schema": SCHEMA_VERSION,
        "sources": sources,
        "layers": counts,
        "places": len(entries),
        "names": len(names),
    }
    connection.executemany(
        "INSERT INTO meta VALUES (?,?)",
        sorted((key, json.dumps(value, sort_keys=True)) for key, value in facts.items()),
    )


def _code(entry: Entry) -> str:
    """``RU`` for a country, ``RU.59`` for a division."""
    return f"{entry.country}.{entry.admin1}" if entry.layer is Layer.ADMIN1 else str(entry.country)


def _place(entry: Entry, sources: list[str]) -> tuple[object, ...]:
    """Give the columns after the number."""
    prefix, _, rest = entry.ident.partition(":")
    known = prefix == "geonames"
    return (
        None if known else entry.ident,
        int(rest) if known else None,
        entry.name,
        round(entry.lat * SCALE),
        round(entry.lon * SCALE),
        entry.country,
        entry.admin1,
        int(entry.layer),
        int(entry.precision),
        round(entry.radius_km * 10),
        entry.population,
        sources.index(entry.source),
    )
