"""Towns that have a post office in the United States and are too small for the list of cities."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING

from gazetteer.america import TERRITORIES
from gazetteer.entry import Book, Entry
from gazetteer.settlements import middle
from gazetteer.tables import read_overlay
from geoevents.gazetteer.flags import Layer, NameFlag
from geoevents.gazetteer.key import name_key

if TYPE_CHECKING:
    from pathlib import Path

_NAME, _STATE, _LATITUDE, _LONGITUDE = 2, 4, 9, 10
"""Columns of GeoNames' postal codes, a table without a header."""
_IMPORTANCE = -0.5
"""Behind every town whose people are counted."""
_RADIUS_KM = 5.0


def add_post_towns(book: Book, table: Path) -> None:
    """Enter the post towns whose name no place of their state bears yet.

    Names of peoples and of abbreviated states are left out: *Swiss* and *Mass City* are post towns, too.

    Args:
        book: With all else entered.
        table: GeoNames' postal codes of the United States, tab-separated.
    """
    known = {(entry.admin1, key) for entry in book.entries.values() if entry.country == "US" for key in entry.names}
    peoples = {key for entry in book.entries.values() for key, flags in entry.names.items() if flags & NameFlag.DEMONYM}
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[_STATE] and row[_STATE] not in TERRITORIES and row[_LATITUDE]:
                points[row[_STATE], row[_NAME]].append((float(row[_LATITUDE]), float(row[_LONGITUDE])))
    shortened = {name_key(row["ap"].rstrip(".")) for row in read_overlay("abbreviations")}
    states = {entry.admin1 for entry in book.layer(Layer.ADMIN1) if entry.country == "US"}
    for (state, name), codes in sorted(points.items()):
        key = name_key(name)
        if state not in states or (state, key) in known or key in peoples or key.removesuffix(" city") in shortened:
            continue
        lat, lon = middle(codes)
        entry = Entry(
            ident=f"post:{state}.{name}",
            name=name,
            layer=Layer.CITY,
            lat=lat,
            lon=lon,
            country="US",
            admin1=state,
            importance=_IMPORTANCE,
            radius_km=_RADIUS_KM,
        )
        entry.add_main()
        book.put(entry)
