"""TopoJSON and polygons: arcs to rings, rings to ground between 180 degrees west and east."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import Polygon, box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

Topology = dict[str, Any]
Points = list[tuple[float, float]]


def read(path: Path) -> Topology:
    """Parse a file of an npm package, or say how to get it."""
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing; run `npm ci --ignore-scripts` where package-lock.json is")
    topology: Topology = json.loads(path.read_bytes())
    return topology


def absolute_arcs(topology: Topology) -> list[Points]:
    """Arcs as degrees: the file holds them as steps on a grid."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def joined_ring(arcs: Sequence[Points], indices: Sequence[int]) -> Points:
    """Arcs joined end to end; ``~i`` means arc ``i`` backwards."""
    ring: Points = []
    for index in indices:
        points = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(points if not ring else points[1:])
    return ring


def parts_of(geometry: Topology) -> Iterator[Sequence[Sequence[int]]]:
    """Polygons of a geometry, each a list of rings of arc numbers."""
    if geometry["type"] == "Polygon":
        yield geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        yield from geometry["arcs"]


def polygons(topology: Topology, name: str) -> list[Polygon]:
    """All polygons of one layer."""
    arcs = absolute_arcs(topology)
    return [polygon for geometry in topology["objects"][name]["geometries"] for polygon in polygons_of(arcs, geometry)]


def polygons_of(arcs: Sequence[Points], geometry: Topology) -> Iterator[Polygon]:
    """Polygons of one geometry, valid."""
    for rings in parts_of(geometry):
        shell, *holes = [unrolled(joined_ring(arcs, ring)) for ring in rings]
        # The grid of the source collapses some tiny islands to a line.
        if len(shell) > 3:
            polygon = Polygon(shell, [hole for hole in holes if len(hole) > 3])
            yield from rolled(polygon if polygon.is_valid else shapely.make_valid(polygon))


def unrolled(ring: Points) -> Points:
    """A ring without the jumps of 360 degrees that the source makes at the date line."""
    turn = 0.0
    points = ring[:1]
    for (before, _), (longitude, latitude) in itertools.pairwise(ring):
        turn -= 360.0 * round((longitude - before) / 360)
        points.append((longitude + turn, latitude))
    if turn:
        # Around the pole: the ring closes beyond it.
        points += [(points[-1][0], -90.0), (points[0][0], -90.0), points[0]]
    return points


def rolled(ground: BaseGeometry) -> Iterator[Polygon]:
    """Polygons within 180 degrees west and east, cut at the date line."""
    if ground.bounds[0] >= -180 and ground.bounds[2] <= 180:
        yield from flat(ground, Polygon)
        return
    for turn in (-360.0, 0.0, 360.0):
        piece = ground.intersection(box(turn - 180, -90, turn + 180, 90))
        if not piece.is_empty:
            yield from flat(shapely.transform(piece, lambda points, turn=turn: points - (turn, 0.0)), Polygon)


def flat(geometry: BaseGeometry, kind: type) -> Iterator[Any]:
    """Parts of one kind, however deep they lie in collections."""
    if isinstance(geometry, kind):
        yield geometry
    elif hasattr(geometry, "geoms"):
        for part in geometry.geoms:
            yield from flat(part, kind)
