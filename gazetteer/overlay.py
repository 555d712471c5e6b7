"""Our reviewed tables: places the packages lack, names they lack, and what metonyms stand for."""

from __future__ import annotations

import re
from collections import defaultdict

from gazetteer.countries import add_demonyms
from gazetteer.entry import Book, Entry
from gazetteer.tables import parts, read_overlay
from geoevents.gazetteer.flags import FLAGS, Layer, NameFlag, Precision
from geoevents.gazetteer.key import name_key

TABLES = {
    "regions": Layer.REGION,
    "quarters": Layer.REGION,
    "nature": Layer.NATURE,
    "rivers": Layer.NATURE,
    "lakes": Layer.NATURE,
    "parks": Layer.NATURE,
    "seas": Layer.SEA,
    "sites": Layer.SITE,
    "seats": Layer.SITE,
    "universities": Layer.SITE,
    "hospitals": Layer.SITE,
    "bases": Layer.SITE,
    "stadiums": Layer.SITE,
}
"""Our tables of places, a class or more each, and the layer that their rows are in."""
IMPORTANCE = {Layer.REGION: 7.0, Layer.SEA: 6.5, Layer.NATURE: 5.0, Layer.SITE: 4.0, Layer.AIRPORT: 5.0}
"""Where a row does not say: a named region outranks a town of the same name, a building does not outrank a city."""
KINDS = {
    "nuclear": (
        r" Nuclear Power (?:Plant|Station)$",
        ("Nuclear Power Plant", "Nuclear Power Station", "NPP", "nuclear plant", "atomic power plant"),
    ),
    "crossing": (r" Crossing$", ("crossing", "border crossing", "border post", "checkpoint", "port of entry")),
    "station": (r" (?:Railway )?Station$", ("Station", "railway station", "train station")),
    "base": (r" (?:Air Base|Airbase|Air Force Base)$", ("Air Base", "airbase", "Air Force Base", "AFB")),
}
"""Kind of a site → how its name ends, and how reports end it: Rivne NPP, Medyka border crossing."""
LARGE = 30_000


def add_places(book: Book) -> None:
    """Enter the places of every table of places."""
    for table, layer in TABLES.items():
        for row in read_overlay(table):
            book.put(_place(row, layer))


def _place(row: dict[str, str], layer: Layer) -> Entry:
    """Make one place of a reviewed row."""
    entry = Entry(
        ident=f"overlay:{slug(row['name'], row['country'])}",
        name=row["name"],
        layer=layer,
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        country=row["country"] or None,
        admin1=row["admin1"] or None,
        importance=float(row["importance"] or IMPORTANCE[layer]),
        precision=Precision[row["precision"].upper()],
        radius_km=float(row["radius_km"]),
        source=row["source"],
        members=tuple(parts(row["members"])),
    )
    entry.add(row["name"], NameFlag.MAIN | NameFlag.OVERLAY)
    for name in [*parts(row["aliases"]), *_endings(row)]:
        for form in {name, name.removeprefix("the ")}:
            entry.add(form, NameFlag.ALTERNATE | NameFlag.OVERLAY)
    return entry


def _endings(row: dict[str, str]) -> list[str]:
    """Give the name with the other words that reports have for its kind."""
    pattern, words = KINDS.get(row["kind"], ("", ()))
    stem = re.sub(pattern, "", row["name"]) if pattern else ""
    return [f"{stem} {word}" for word in words] if stem not in {"", row["name"]} else []


def slug(name: str, country: str) -> str:
    """Make an identifier of a name: ``strait-of-hormuz``, ``moscow-kremlin-ru``."""
    return re.sub(r"[^\w]+", "-", f"{name_key(name)} {country.lower()}".strip())


class Finder:
    """Finds the place that a row of a name table means."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._cities: dict[str, list[Entry]] = defaultdict(list)
        for entry in book.layer(Layer.CITY):
            # A large city may be named by any of its names, a small one only by its own.
            for key in entry.names if entry.population > LARGE else [name_key(entry.name)]:
                self._cities[key].append(entry)
        self._codes = {entry.country: entry for entry in book.layer(Layer.COUNTRY)}

    def find(self, target: str) -> Entry:
        """Give the place of ``RU``, ``RU.59``, ``RU/Vladivostok``, ``RU.59/Artëm`` or an identifier.

        Raises:
            ValueError: Nothing, or more than one place of the same size, is called so.
        """
        if target in self._book.entries:
            return self._book.entries[target]
        cell, _, city = target.partition("/")
        if city:
            return self._city(cell, city, target)
        found = self._codes.get(cell) or self._book.entries.get(f"admin1:{cell}")
        if found is None:
            raise ValueError(f"an overlay row means {target!r}, which is not in the gazetteer: correct the row")
        return found

    def _city(self, cell: str, city: str, target: str) -> Entry:
        """Give the largest city of that name in a country or division, rather one whose own name it is."""
        country, _, admin1 = cell.partition(".")
        bearers = [
            entry for entry in self._cities[name_key(city)] if entry.country == country and admin1 in {"", entry.admin1}
        ]
        if not bearers:
            raise ValueError(f"an overlay row means {target!r}, which is not in the gazetteer: correct the row")
        own = {entry.ident: float(name_key(entry.name) == name_key(city)) for entry in bearers}
        return max(bearers, key=lambda entry: (entry.importance + own[entry.ident], entry.ident))


def add_names(book: Book) -> None:
    """Add the names of every table of names to places that are there already."""
    finder = Finder(book)
    for row in read_overlay("aliases"):
        entry = finder.find(row["target"])
        if row["flag"] == "display":
            entry.name = row["name"]
        flag = NameFlag.MAIN if row["flag"] == "display" else FLAGS[row["flag"]]
        entry.add(row["name"], flag | NameFlag.OVERLAY)
    for row in read_overlay("metonyms"):
        for name in (row["name"], f"the {row['name']}"):  # reports write either, and a building may bear both
            after = NameFlag.SEAT if row["first"] == "building" else 0
            finder.find(row["target"]).add(name, NameFlag.METONYM | NameFlag.OVERLAY | after)
    for row in read_overlay("abbreviations"):
        entry = finder.find(row["target"])
        for name in parts(row["ap"]):
            entry.add(name, NameFlag.ABBREVIATION | NameFlag.OVERLAY)
        if row["postal"]:
            entry.add(row["postal"], NameFlag.CODE | NameFlag.OVERLAY)
    for row in read_overlay("demonyms"):
        add_demonyms(finder.find(row["target"]), parts(row["demonyms"]), NameFlag.OVERLAY)
