"""The base map that travels inside a page: cells of land, lakes and borders, fine where the story is.

The data file is made by ``gazetteer/basemap.py``. Nothing is computed here but which cells and
labels to take.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from statistics import median
from typing import TYPE_CHECKING, Any, Literal

from geoevents.errors import AssetMissing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FINE_CHARACTERS = 60_000
"""Most text that the finest cells may take in a page; above it a coarser level is used."""
MIDDLE_CHARACTERS = 40_000
"""Most text that the cells around them may take."""
CITIES = (12, 8)
"""Most city labels in a page: within the story, and around it."""
_SPACING = 0.05
"""Least distance of two city labels, as a share of the width of the view."""
_LEVELS = ("110m", "50m", "10m")
_SCREEN = 1.7
"""Width to height of the map that most readers see."""


Cell = tuple[int, Sequence[str], Sequence[str], Sequence[str], Sequence[str]]
"""Level of detail, rings of land, rings of lakes, lines of rivers, lines of borders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a page needs to draw the ground of a story."""

    cell: int
    """Degrees, side of a cell."""
    units: tuple[float, ...]
    """Degrees, the grid of each level's coordinates."""
    cells: dict[str, Cell]
    """``"column,row"`` → cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name on the ground around a story."""

    kind: Literal["country", "city"]
    """What it names."""
    text: str
    """The name."""
    lat: float
    """Degrees, WGS 84."""
    lon: float
    """Degrees, WGS 84; beyond 180 where the story crosses the date line."""
    room: float = 0.0
    """Degrees around the point that belong to what is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Ground that a story covers, in degrees; ``east`` passes 180 where it crosses the date line."""

    west: float
    south: float
    east: float
    north: float

    def padded(self, share: float, least: float) -> Frame:
        """The same ground with room around it: a share of its size, at least so many degrees."""
        wide = max((self.east - self.west) * share, least)
        high = max((self.north - self.south) * share, least * 0.6)
        return Frame(
            west=self.west - wide,
            south=max(self.south - high, -85.0),
            east=self.east + wide,
            north=min(self.north + high, 85.0),
        )

    def screenful(self) -> Frame:
        """The same ground widened to the shape of a screen."""
        # Degrees of longitude are that much narrower on the ground, and on the map, than of latitude.
        narrow = math.cos(math.radians((self.south + self.north) / 2))
        lacking = ((self.north - self.south) * _SCREEN / max(narrow, 0.2) - (self.east - self.west)) / 2
        spare = max(lacking, 0.0)
        return Frame(west=self.west - spare, south=self.south, east=self.east + spare, north=self.north)

    def unwrapped(self, longitude: float) -> float:
        """The longitude as the frame counts it."""
        middle = (self.west + self.east) / 2
        return longitude + 360 * round((middle - longitude) / 360)

    def within(self, whole: Frame) -> Frame:
        """The same ground, with longitudes as a larger frame counts them."""
        west = whole.unwrapped(self.west)
        west += 360 if west < whole.west - 1e-9 else 0
        return Frame(west=west, south=self.south, east=west + self.east - self.west, north=self.north)

    def corners(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """South-west and north-east corner: latitude and longitude, to ten metres."""
        return (round(self.south, 4), round(self.west, 4)), (round(self.north, 4), round(self.east, 4))

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a point lies inside."""
        return self.west <= self.unwrapped(longitude) <= self.east and self.south <= latitude <= self.north


def frame(points: Iterable[tuple[float, float]]) -> Frame:
    """The smallest frame around points, across the date line where that is the shorter way.

    Args:
        points: Longitude and latitude, degrees; at least one.

    Example:
        >>> around = frame([(178.4, -18.1), (-171.8, -13.8)])
        >>> (around.west, round(around.east, 1))
        (178.4, 188.2)
    """
    pairs = list(points)
    longitudes = sorted({longitude for longitude, _ in pairs})
    west = _west_end(longitudes)
    span = max((longitude - west) % 360 for longitude in longitudes)
    latitudes = [latitude for _, latitude in pairs]
    return Frame(west=west, south=min(latitudes), east=west + span, north=max(latitudes))


def core(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points without those that lie far from most of them, which a first view need not show.

    Args:
        points: Longitude and latitude, degrees; at least one.

    Example:
        >>> core([(131.9, 43.1), (132.2, 43.4), (137.0, 50.6), (125.8, 39.0), (-74.0, 40.7)])
        [(131.9, 43.1), (132.2, 43.4), (137.0, 50.6), (125.8, 39.0)]
    """
    whole = frame(points)
    middle = (median(whole.unwrapped(longitude) for longitude, _ in points), median(latitude for _, latitude in points))
    far = [_angle(middle, point) for point in points]
    # Seven of ten set the scale; what is more than three times as far does not belong to them.
    usual = sorted(far)[math.ceil(len(far) * 0.7) - 1]
    kept = [point for point, distance in zip(points, far, strict=True) if distance <= max(3 * usual, 5.0)]
    return kept if len(points) > 3 else list(points)


def _angle(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Degrees of arc between two points."""
    east, north = math.radians(one[0] - other[0]), (math.radians(one[1]), math.radians(other[1]))
    cosine = math.sin(north[0]) * math.sin(north[1]) + math.cos(north[0]) * math.cos(north[1]) * math.cos(east)
    return math.degrees(math.acos(max(-1.0, min(1.0, cosine))))


def around(story: Frame, *, borders: bool) -> Ground:
    """The ground of a story: the world coarse, the surroundings fine.

    Args:
        story: The ground that events cover.
        borders: Also carry the borders between countries.

    Raises:
        AssetMissing: The package was installed without its data.
    """
    data = _data()
    chosen = _levels(data, story)
    cells: dict[str, Cell] = {}
    for key, level in sorted(chosen.items()):
        land, lakes, rivers, lines = data["levels"][_LEVELS[level]]["cells"][key]
        cells[key] = (level, land, lakes, rivers, lines if borders else ())
    return Ground(cell=data["cell"], units=tuple(data["levels"][name]["unit"] for name in _LEVELS), cells=cells)


def packed(ground: Ground) -> dict[str, Any]:
    """The ground as a page carries it: all cells as one text.

    Cells are parted by ``/``. One that does not stand right of the cell before begins with its column and row and a
    ``:``. Then comes its level, then rings of land, lakes, rivers and borders, parted by ``;`` and ``,``. Rings that
    many cells have, such as a whole square of land, stand in ``often`` and are their number elsewhere. Packed points
    hold none of these signs, and no digits.

    Args:
        ground: The ground of a story.

    Returns:
        ``cell`` and ``units`` as in :class:`Ground`, ``often`` and ``cells``; ``static/ground.js`` takes it apart.

    Example:
        >>> cells = {"3,1": (0, ["??EB"], [], [], []), "4,1": (0, [], [], [], ["?A"])}
        >>> packed(Ground(cell=5, units=(0.1,), cells=cells))
        {'cell': 5, 'units': (0.1,), 'often': [], 'cells': '3,1:0??EB/0;;;?A'}
    """
    times = Counter(ring for _, *parts in ground.cells.values() for part in parts for ring in part)
    often = [ring for ring, number in times.most_common(10) if number > 1]
    short = {ring: str(number) for number, ring in enumerate(often)}
    cells, before = [], ""
    for row, column, key in sorted((int(key.split(",")[1]), int(key.split(",")[0]), key) for key in ground.cells):
        level, *parts = ground.cells[key]
        text = ";".join(",".join(short.get(ring, ring) for ring in part) for part in parts).rstrip(";")
        if text:
            cells.append(f"{'' if before == f'{column - 1},{row}' else f'{key}:'}{level}{text}")
            before = key
    return {"cell": ground.cell, "units": ground.units, "often": often, "cells": "/".join(cells)}


def labels(story: Frame, *, taken: Sequence[tuple[str, float, float]] = ()) -> tuple[Label, ...]:
    """Names of countries and large cities around a story, the most useful first.

    Args:
        story: The ground that events cover.
        taken: Name, latitude and longitude of what the events label themselves.
    """
    view = story.screenful().padded(0.25, 2.0)
    data = _data()
    spacing = (view.east - view.west) * _SPACING
    own = {_folded(name) for name, _, _ in taken}
    cities = [
        city
        for city in data["cities"]
        if _folded(city[0]) not in own and all(_degrees(city, mark) > spacing / 3 for mark in taken)
    ]
    chosen = _spaced(cities, story.padded(0.1, 0.5), CITIES[0], [], spacing)
    chosen = _spaced(cities, view, CITIES[1], chosen, spacing * 2)
    return (
        *_countries(data, view),
        *(
            Label(kind="city", text=name, lat=latitude, lon=round(view.unwrapped(longitude), 2))
            for name, latitude, longitude, _ in chosen
        ),
    )


def encode(points: Sequence[tuple[int, int]]) -> str:
    """Points of a grid as printable text: zigzag steps, five bits a character, sixth bit to go on.

    The 64 characters are those of ASCII from ``?`` on, without the backslash, which would double in
    JSON, and with ``!`` in its stead.

    Example:
        >>> encode([(0, 0), (3, -2)])
        '??EB'
    """
    text = []
    x = y = 0
    for nx, ny in points:
        for value in (nx - x, ny - y):
            number = value << 1 if value >= 0 else ~(value << 1)
            while number >= 32:
                text.append(chr((number & 31 | 32) + 63))
                number >>= 5
            text.append(chr(number + 63))
        x, y = nx, ny
    return "".join(text).replace("\\", "!")


def decode(text: str) -> list[tuple[int, int]]:
    """Points of a grid from the text that :func:`encode` made.

    Example:
        >>> decode("??EB")
        [(0, 0), (3, -2)]
    """
    points, number, shift, x, y, upright = [], 0, 0, 0, 0, False
    for character in text.replace("!", "\\"):
        bits = ord(character) - 63
        number |= (bits & 31) << shift
        if bits & 32:
            shift += 5
            continue
        step = ~(number >> 1) if number & 1 else number >> 1
        number = shift = 0
        if upright:
            y += step
            points.append((x, y))
        else:
            x += step
        upright = not upright
    return points


def _west_end(longitudes: Sequence[float]) -> float:
    """The longitude after the widest gap: from there eastwards the story is shortest."""
    gaps = [
        ((after - before) % 360 or 360, after)
        for before, after in zip(longitudes, (*longitudes[1:], longitudes[0]), strict=True)
    ]
    return max(gaps)[1]


def _levels(data: dict[str, Any], story: Frame) -> dict[str, int]:
    """Cell → level of detail: the world coarse, the surroundings finer, the story as fine as there is room for."""
    chosen = dict.fromkeys(data["levels"][_LEVELS[0]]["cells"], 0)
    view = story.screenful()
    for ground, level, room in (
        (view.padded(1.0, 6.0), 1, MIDDLE_CHARACTERS),
        (view.padded(0.15, 1.5), 1, FINE_CHARACTERS),
        (view.padded(0.15, 1.5), 2, FINE_CHARACTERS),
        (story.padded(0.05, 1.0), 2, FINE_CHARACTERS),
    ):
        cells = data["levels"][_LEVELS[level]]["cells"]
        keys = [key for key in _keys(ground, data["cell"]) if key in cells]
        if sum(_weight(cells[key]) for key in keys) <= room:
            chosen.update(dict.fromkeys(keys, level))
    return chosen


def _keys(ground: Frame, cell: int) -> Iterator[str]:
    columns = 360 // cell
    for column in range(math.floor(ground.west / cell), math.floor(ground.east / cell) + 1):
        wrapped = (column + columns // 2) % columns - columns // 2
        for row in range(math.floor(ground.south / cell), math.floor(ground.north / cell) + 1):
            yield f"{wrapped},{row}"


def _weight(cell: Sequence[Sequence[str]]) -> int:
    return sum(len(line) for part in cell[:3] for line in part)


def _spaced(cities: Sequence[Any], ground: Frame, most: int, taken: Sequence[Any], least: float) -> list[Any]:
    """The largest cities on a ground that are not too near to a larger one, after those already taken."""
    chosen = list(taken)
    for city in cities:
        if len(chosen) == len(taken) + most:
            break
        if ground.holds(city[2], city[1]) and all(_degrees(city, other) >= least for other in chosen):
            chosen.append(city)
    return chosen


def _folded(name: str) -> str:
    """A name without case and accents: one town is written with either kind of diacritic."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(character for character in plain if not unicodedata.combining(character)).casefold()


def _degrees(one: Sequence[Any], other: Sequence[Any]) -> float:
    """Distance on the map, in degrees of longitude."""
    east = abs(one[2] - other[2]) % 360
    return math.hypot(min(east, 360 - east), (one[1] - other[1]) / math.cos(math.radians(min(abs(one[1]), 80))))


def _countries(data: dict[str, Any], view: Frame) -> Iterator[Label]:
    """Each country's name where it has most room inside the view."""
    least = min(view.east - view.west, view.north - view.south) * 0.03
    for name, flat in data["countries"]:
        spots = zip(flat[::3], flat[1::3], flat[2::3], strict=True)
        inside = [(_room(view, spot), spot) for spot in spots if view.holds(spot[0], spot[1])]
        room, spot = max(inside, default=(0.0, (0.0, 0.0, 0.0)))
        if room > least:
            yield Label(
                kind="country",
                text=name,
                lat=spot[1],
                lon=round(view.unwrapped(spot[0]), 2),
                room=round(room, 2),
            )


def _room(view: Frame, spot: tuple[float, float, float]) -> float:
    """Degrees around a spot that belong to the country and to the view."""
    longitude, latitude, clear = spot
    east = view.unwrapped(longitude)
    return min(clear, east - view.west, view.east - east, latitude - view.south, view.north - latitude)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    source = files("geoevents").joinpath("data", "basemap.json")
    if not source.is_file():
        raise AssetMissing(
            f"{source} is missing: the base map is made when geoevents is installed; run `pip install .`"
        )
    data: dict[str, Any] = json.loads(source.read_bytes())
    return data
