"""Gives places without a division the division of the nearest city of their country."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gazetteer.entry import distance_km
from geoevents.gazetteer.flags import Layer

if TYPE_CHECKING:
    from gazetteer.entry import Book, Entry

CELL = 0.5
"""Degrees; cities are looked for in the cell of a place and the eight around it."""
SMALL_KM = 60.0
"""A place with a larger radius may straddle divisions and keeps none."""


def fill_divisions(book: Book) -> None:
    """Fill the admin-1 code of airports, sites and small regions."""
    cities: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for city in book.layer(Layer.CITY):
        cities[_cell(city.lat, city.lon)].append(city)
    for entry in book.entries.values():
        if entry.country and not entry.admin1 and entry.layer is not Layer.COUNTRY and entry.radius_km <= SMALL_KM:
            entry.admin1 = _nearest(entry, cities)


def _nearest(entry: Entry, cities: dict[tuple[int, int], list[Entry]]) -> str | None:
    """Give the division of the nearest city of the same country."""
    row, column = _cell(entry.lat, entry.lon)
    near = [
        city
        for down in (-1, 0, 1)
        for across in (-1, 0, 1)
        for city in cities.get((row + down, column + across), ())
        if city.country == entry.country
    ]
    if not near:
        return None
    return min(near, key=lambda city: (distance_km(entry.lat, entry.lon, city.lat, city.lon), city.ident)).admin1


def _cell(lat: float, lon: float) -> tuple[int, int]:
    """Give the grid cell of a point."""
    return int(lat // CELL), int(lon // CELL)
