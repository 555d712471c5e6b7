"""Airports with the names that people use."""

from __future__ import annotations

import csv
import re
from importlib import resources

from gazetteer.entry import Book, Entry
from gazetteer.tables import parts, read_overlay
from geoevents.gazetteer.flags import Layer, NameFlag, Precision

KIND = re.compile(
    r"\s+(?:International|Intercontinental|Regional|Municipal|Domestic|Metropolitan|County|City|Memorial|Executive)?"
    r"\s*(?:Airport|Airfield|Aerodrome|Airpark|Air Base)$"
)
BASE = re.compile(r"^RAF \w|\w (?:Air Base|Airbase|Air Force Base|Naval Air Station|Army Airfield)$")
"""Names of military airfields, which airlines give no code."""
REMARK = re.compile(r"\s*\([^)]*\)|(?<=Base) Airport$|\bMilitary (?=Air Base)")
IMPORTANCE = 3.0
"""Below the town that an airport is named for, above a village elsewhere."""
HUB_IMPORTANCE = 5.2
"""Above the towns that happen to bear a hub's short name: Heathrow in Florida."""


def add_airports(book: Book) -> None:
    """Enter every airport with an IATA code, with its official name and the name without the owner's words."""
    with resources.files("airportsdata").joinpath("airports.csv").open("r", encoding="utf-8") as file:
        listed = list(csv.DictReader(file))
    _add_bases(book, [row for row in listed if not row["iata"]])
    rows = [row for row in listed if row["iata"]]
    hubs = {row["iata"]: parts(row["names"]) for row in read_overlay("airports")}
    if missing := hubs.keys() - {row["iata"] for row in rows}:
        raise ValueError(f"gazetteer/overlay/airports.csv names unknown airports: {', '.join(sorted(missing))}")
    for row in sorted(rows, key=lambda row: row["iata"]):
        hub = hubs.get(row["iata"], [])
        entry = _airport(row, row["iata"], HUB_IMPORTANCE if hub else IMPORTANCE)
        for name in hub:
            entry.add(name, NameFlag.ALTERNATE | NameFlag.OVERLAY)
        if hub or KIND.search(row["name"]):
            entry.add_main()
            _add_short_names(entry, row["city"])
            book.put(entry)


def _airport(row: dict[str, str], code: str, importance: float) -> Entry:
    """Make one airport, without names."""
    return Entry(
        ident=f"airport:{code}",
        name=row["name"],
        layer=Layer.AIRPORT,
        lat=round(float(row["lat"]), 5),
        lon=round(float(row["lon"]), 5),
        country=row["country"] or None,
        importance=importance,
        precision=Precision.SITE,
        radius_km=3.0,
        source="airportsdata",
    )


def _add_bases(book: Book, rows: list[dict[str, str]]) -> None:
    """Enter the military airfields."""
    for row in sorted(rows, key=lambda row: row["icao"]):
        name = " ".join(REMARK.sub("", row["name"]).split())
        if row["icao"] and BASE.search(name):
            entry = book.put(_airport(row | {"name": name}, row["icao"], IMPORTANCE))
            entry.add_main()
            entry.add(name.replace("Air Force Base", "Air Base"), NameFlag.ALTERNATE)


def _add_short_names(entry: Entry, city: str) -> None:
    """Add ``Heathrow Airport`` for ``London Heathrow Airport``, and both with and without ``International``."""
    stem = KIND.sub("", entry.name)
    short = stem.removeprefix(city).strip(" -/") if city else ""
    for base in filter(None, (stem, short, city)):
        flags = NameFlag.ALTERNATE
        entry.add(f"{base} Airport", flags)
        if "International" in entry.name:
            entry.add(f"{base} International Airport", flags)
            entry.add(f"{base} International", flags)
