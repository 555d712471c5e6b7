"""The ground of regions and countries as a page draws it: as fine as its scale, and no larger than it must be.

Shapes come from :mod:`geoevents.areas`, which is loaded only when a story names a region or a country.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geoevents.basemap import encode
from geoevents.story import Outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geoevents.areas import Area
    from geoevents.basemap import Frame
    from geoevents.model import Place

CHARACTERS = 9_000
"""Most text that one outline may take in a page."""
ALL_CHARACTERS = 45_000
"""Most text that all of them may take."""
PIXELS = 3000
"""Pixels to which the width of a story is drawn: more than two screens have, for readers who zoom in."""
SCATTERED = 0.025
"""Share of the box around an outline below which its islands are scattered."""
WIDEST = 14.0
"""Degrees; a wider region does not widen the view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A place that is drawn as its ground."""

    number: int
    """Index into the story's outlines."""
    place: Place
    area: Area

    @property
    def note(self) -> str:
        """Quality and source in words."""
        return self.area.note

    def corners(self) -> list[tuple[float, float]]:
        """South-west and north-east corner, longitude first; none of what is too wide for the view."""
        west, south, east, north = self.area.bounds
        return [] if east - west > WIDEST or north - south > WIDEST else [(west, south), (east, north)]


def find(places: Iterable[Place | None]) -> dict[str, Drawn]:
    """Those of some places that have a ground of their own, by identifier, in order of appearance."""
    wide = {place.id: place for place in places if place is not None and place.precision in {"region", "country"}}
    if not wide:
        return {}
    from geoevents.areas import outline

    found = [(place, area) for place in wide.values() if (area := outline(place)) is not None]
    return {place.id: Drawn(number=number, place=place, area=area) for number, (place, area) in enumerate(found)}


def sources(grounds: Mapping[str, Drawn]) -> tuple[str, ...]:
    """Who drew them, each once."""
    return tuple(dict.fromkeys(name for ground in grounds.values() for name in ground.area.source.split(", ")))


def drawn(grounds: Mapping[str, Drawn], view: Frame) -> tuple[Outline, ...]:
    """The outlines for a page.

    Args:
        grounds: What :func:`find` gave.
        view: The ground that the first view shows.
    """
    room = min(CHARACTERS, ALL_CHARACTERS // max(1, len(grounds)))
    screen = view.screenful().padded(0.0, 0.5)
    return tuple(_outline(ground, screen, room) for ground in grounds.values())


def _outline(ground: Drawn, view: Frame, room: int) -> Outline:
    """One outline; where it does not fit, first what lies far from the view loses detail, then the rest."""
    import shapely

    step = round(max((view.east - view.west) / PIXELS, 0.002), 6)
    whole = _unrolled(ground.area.geometry, view)
    shape = _without_specks(shapely.simplify(whole, step), step)
    unit, rings = step, _rings(shape, step)
    window = shapely.box(view.west, view.south, view.east, view.north)
    # Text takes some two characters a point: far more than there is room for needs no trial.
    far = step * 4 if shapely.get_num_coordinates(shape) > 2 * room else step
    while sum(map(len, rings)) > room:
        if far < step * 16:
            far *= 2
            shape = _coarser(shape, step, far, window)
        else:
            step *= 1.5
            shape = _coarser(shape, step, step, window)
        unit, rings = step, _rings(shape, step)
    while not rings:  # an islet that the grid swallows
        unit /= 2
        rings = _rings(whole, unit)
    west, south, east, north = whole.bounds
    return Outline(
        kind="country" if ground.place.precision == "country" else "region",
        quality=ground.area.quality,
        unit=unit,
        rings=rings,
        scattered=whole.area < SCATTERED * (east - west) * (north - south),
    )


def _unrolled(shape: Any, view: Frame) -> Any:
    """A shape on the side of the world where the view is, whole where it crosses the date line."""
    import shapely

    parts = list(shapely.get_parts(shape))
    turns = [360.0 * round((view.unwrapped(part.centroid.x) - part.centroid.x) / 360) for part in parts]
    if not any(turns):
        return shape
    moved = [
        shapely.transform(part, lambda points, turn=turn: points - (-turn, 0.0))
        for part, turn in zip(parts, turns, strict=True)
    ]
    return shapely.union_all(moved)


def _coarser(shape: Any, step: float, far: float, window: Any) -> Any:
    """A shape with details of ``step`` degrees within a window and of ``far`` degrees around it."""
    import shapely

    if far <= step:
        return _without_specks(shapely.simplify(shape, step), step)
    parts = shapely.get_parts(shape)
    within, apart = shapely.within(parts, window), shapely.disjoint(parts, window)
    beyond = _without_specks(shapely.simplify(shapely.MultiPolygon(list(parts[apart])), far), far)
    cut = [_cut(part, far, window) for part in parts[~within & ~apart]]
    return _without_specks(
        shapely.GeometryCollection([*parts[within], *shapely.get_parts(beyond), *shapely.get_parts(cut)]), step
    )


def _cut(part: Any, far: float, window: Any) -> Any:
    """A polygon that reaches out of the window, with less detail there."""
    import shapely

    rest = shapely.make_valid(shapely.simplify(shapely.difference(part, window), far))
    return shapely.union_all([shapely.intersection(part, window), _without_specks(rest, far)])


def _without_specks(shape: Any, step: float) -> Any:
    """Polygons only, without those smaller than two pixels, unless it is all there is."""
    import shapely

    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    kept = [part for part in parts if part.area > (2 * step) ** 2] or parts
    return shapely.MultiPolygon(kept)


def _rings(shape: Any, unit: float) -> tuple[str, ...]:
    """Shells and holes as whole steps from where the equator meets Greenwich."""
    import shapely

    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    found = []
    for ring in (ring for part in parts for ring in (part.exterior, *part.interiors)):
        points = [(round(x / unit), round(y / unit)) for x, y in ring.coords]
        steps = [point for at, point in enumerate(points) if not at or point != points[at - 1]]
        if len(steps) > 3:
            found.append(encode(steps))
    return tuple(found)
