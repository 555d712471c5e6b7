"""Outlines of countries, divisions and the regions made of them, read only when one is asked for.

The file is made by ``gazetteer/areas.py``. Ground is counted to a country as GeoNames counts its cities, which is
also what every card says; ``docs/areas.md`` tells what that means where a border is disputed.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import zlib
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from geoevents.errors import AssetMissing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geoevents.gazetteer import Gazetteer
    from geoevents.model import Place

AreaQuality = Literal["survey", "approximate", "box"]

LAYOUT = 1
"""Raised when an older file can no longer be read."""
SCALE = 500
"""Grid steps in a degree: outlines are kept to 0.002 degrees, about 200 metres."""
QUALITIES: tuple[AreaQuality, ...] = ("survey", "approximate", "box")
SOURCES = ("Natural Earth", "US Census Bureau", "Natural Earth, GeoNames", "GeoNames")
REMEMBERED = 2048
"""Outlines that are kept once they were read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The ground of a place, and how far to trust it."""

    codes: tuple[str, ...]
    """What it is made of: ``RU`` for a country, ``RU.59`` for a division, ``county:06037`` for a US county."""
    quality: AreaQuality
    """``survey``: drawn by an atlas; ``approximate``: the ground nearest to its cities, or the members of a region
    that has no fixed border; ``box``: only the box around its cities."""
    source: str
    """Who drew it."""
    note: str
    """Quality and source in words for a reader."""
    _file: _File = field(repr=False)

    @property
    def geometry(self) -> Any:
        """The outline as a shapely polygon or multipolygon, degrees; read on the first use."""
        import shapely

        parts = [self._file.geometry(code) for code in self.codes]
        return parts[0] if len(parts) == 1 else _whole(shapely.union_all(parts))

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north, degrees; read without the outline."""
        sides = [self._file.bounds(code) for code in self.codes]
        return (
            min(side[0] for side in sides),
            min(side[1] for side in sides),
            max(side[2] for side in sides),
            max(side[3] for side in sides),
        )


def outline(place: Place, gazetteer: Gazetteer | None = None) -> Area | None:
    """Find the ground that a place covers.

    Args:
        place: A country, a division, a US county or a region that the gazetteer says the members of.
        gazetteer: Where the members of regions are looked up; the packaged one when left out.

    Returns:
        The area, or None where there is no outline: cities, sites, seas, most counties.

    Raises:
        AssetMissing: The package was installed without its outlines.

    Example:
        >>> from geoevents.gazetteer import default_gazetteer
        >>> places = default_gazetteer()
        >>> primorye = outline(places.place("admin1:RU.59"))
        >>> primorye.quality, primorye.source
        ('survey', 'Natural Earth')
        >>> outline(places.place("overlay:donbas-ua")).note
        'outline: Donetsk Oblast and Luhansk Oblast together, by Natural Earth; approximate'
    """
    code = _code(place)
    if code is not None:
        return _single(code)
    return _composed(place, gazetteer) if place.layer in {"region", "continent"} else None


def containing(latitude: float, longitude: float) -> tuple[str, ...]:
    """Find the codes of the country, the division and the US county around a point, larger first.

    Args:
        latitude: Degrees, WGS 84.
        longitude: Degrees, WGS 84.

    Raises:
        AssetMissing: The package was installed without its outlines.

    Example:
        >>> containing(43.8, 131.9)
        ('RU', 'RU.59')
    """
    return tuple(sorted(_opened().around(latitude, longitude), key=_rank))


def _rank(code: str) -> tuple[int, str]:
    return (2 if ":" in code else int("." in code), code)


def _code(place: Place) -> str | None:
    """The key of an outline of one piece."""
    if place.layer == "country":
        return place.country
    if place.layer == "admin1" and place.country and place.admin1:
        return f"{place.country}.{place.admin1}"
    return place.id if place.id.startswith("county:") else None


def _single(code: str) -> Area | None:
    file = _opened()
    if (found := file.about(code)) is None:
        return None
    quality, source = found
    words = {"survey": "", "approximate": "; approximate", "box": "; only the box around its cities"}[quality]
    note = f"outline: {source}{words}"
    if quality == "approximate":
        note = f"outline: the ground nearest to its cities, by {source}; approximate"
    return Area(codes=(code,), quality=quality, source=source, note=note, _file=file)


def _composed(place: Place, gazetteer: Gazetteer | None) -> Area | None:
    """A region made of countries and divisions, when all of them have outlines."""
    if gazetteer is None:
        from geoevents.gazetteer import default_gazetteer

        gazetteer = default_gazetteer()
    codes = gazetteer.members(place.id)
    areas = [area for code in codes if (area := _single(code)) is not None]
    if not areas or len(areas) < len(codes):
        return None
    names = [gazetteer.name_of(code) or code for code in codes]
    if names == [place.name.removesuffix(" Region")]:
        return areas[0]
    sources = tuple(dict.fromkeys(name for area in areas for name in area.source.split(", ")))
    return Area(
        codes=codes,
        quality="approximate",
        source=", ".join(sources),
        note=f"outline: {_listed(names)}, by {' and '.join(sources)}; approximate",
        _file=areas[0]._file,  # noqa: SLF001 -- its own class
    )


def _listed(names: Sequence[str]) -> str:
    if len(names) > 4:
        return f"its {len(names)} members together"
    return f"{', '.join(names[:-1])} and {names[-1]} together" if len(names) > 1 else f"that of {names[0]}"


# --- the file ---------------------------------------------------------------------------------


class _File:
    """The outlines, read by any thread of any process."""

    def __init__(self, path: Path) -> None:
        mend = "it is made when geoevents is installed; run `pip install .`"
        if not path.is_file():
            raise AssetMissing(f"{path} is missing: {mend}")
        self.path = path
        self._local = threading.local()
        self.geometry = lru_cache(maxsize=REMEMBERED)(self._geometry)
        try:
            (layout,) = self._one("SELECT value FROM meta WHERE key=?", "layout") or ("0",)
        except sqlite3.DatabaseError as problem:
            raise AssetMissing(f"{path} holds no outlines ({problem}): {mend}") from problem
        if json.loads(layout) != LAYOUT:
            raise AssetMissing(f"{path} has layout {layout}, not {LAYOUT}: {mend}")

    @property
    def _connection(self) -> sqlite3.Connection:
        """This thread's connection; a forked child opens its own."""
        if getattr(self._local, "pid", None) != os.getpid():
            self._local.connection = sqlite3.connect(
                f"file:{quote(str(self.path.resolve()))}?mode=ro&immutable=1", uri=True
            )
            self._local.pid = os.getpid()
        found: sqlite3.Connection = self._local.connection
        return found

    def _one(self, statement: str, value: str) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._connection.execute(statement, (value,)).fetchone()
        return found

    def about(self, code: str) -> tuple[AreaQuality, str] | None:
        """Quality and source of an outline."""
        found = self._one("SELECT quality, source FROM area WHERE code=?", code)
        return None if found is None else (QUALITIES[found[0]], SOURCES[found[1]])

    def bounds(self, code: str) -> tuple[float, float, float, float]:
        """West, south, east and north."""
        found = self._one("SELECT west, south, east, north FROM area WHERE code=?", code)
        if found is None:
            raise KeyError(code)
        return found[0], found[1], found[2], found[3]

    def _geometry(self, code: str) -> Any:
        import shapely

        found = self._one("SELECT packed FROM outline WHERE code=?", code)
        if found is None:
            raise KeyError(code)
        ground = decode(found[0])
        shapely.prepare(ground)
        return ground

    def around(self, latitude: float, longitude: float) -> Iterator[str]:
        """Codes of the outlines that hold a point."""
        import shapely

        codes, sides = self._boxes
        west, south, east, north = sides
        near = (west <= longitude) & (longitude <= east) & (south <= latitude) & (latitude <= north)
        for at in near.nonzero()[0]:
            if shapely.intersects_xy(self.geometry(codes[at]), longitude, latitude):
                yield codes[at]

    @cached_property
    def _boxes(self) -> tuple[list[str], Any]:
        """Every code, and the four sides of the boxes around them."""
        import numpy as np

        rows = self._connection.execute("SELECT code, west, south, east, north FROM area").fetchall()
        return [row[0] for row in rows], np.array([row[1:] for row in rows]).T


@cache
def _opened() -> _File:
    """The packaged outlines, opened once per process."""
    return _File(Path(str(files("geoevents").joinpath("data", "areas.sqlite"))))


def encode(parts: Iterable[Any]) -> bytes | None:
    """Polygons as bytes: steps on a grid, packed; None when nothing is left on the grid.

    Args:
        parts: shapely polygons in degrees.
    """
    import numpy as np

    shape: list[list[int]] = []
    columns: list[Any] = []
    for part in parts:
        rings = [_gridded(ring) for ring in (part.exterior, *part.interiors)]
        kept = rings[:1] + [ring for ring in rings[1:] if len(ring) > 3]
        if len(kept[0]) > 3:
            shape.append([len(ring) for ring in kept])
            columns.extend(kept)
    if not columns:
        return None
    steps = np.diff(np.concatenate(columns), axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    head = [len(shape), *(len(rings) for rings in shape), *(length for rings in shape for length in rings)]
    values = np.concatenate([head, ((steps << 1) ^ (steps >> 63)).T.ravel()]).astype("<u4")
    # All first bytes, then all second bytes …: nearly all of the higher ones are zero.
    return zlib.compress(values.view(np.uint8).reshape(-1, 4).T.tobytes(), 9)


def _gridded(ring: Any) -> Any:
    """The points of a ring as whole steps, without the same step twice."""
    import numpy as np

    points = np.rint(np.asarray(ring.coords)[:, :2] * SCALE).astype(np.int64)
    return points[np.concatenate([[True], (np.diff(points, axis=0) != 0).any(axis=1)])]


def decode(blob: bytes) -> Any:
    """What :func:`encode` made, as a valid shapely polygon or multipolygon."""
    import numpy as np
    from shapely.geometry import MultiPolygon, Polygon

    packed = np.frombuffer(zlib.decompress(blob), dtype=np.uint8)
    values = packed.reshape(4, -1).T.copy().view("<u4").ravel().astype(np.int64)
    count = int(values[0])
    rings = values[1 : 1 + count]
    lengths = values[1 + count : 1 + count + int(rings.sum())]
    zigzag = values[1 + count + len(lengths) :].reshape(2, -1).T
    points = np.cumsum((zigzag >> 1) ^ -(zigzag & 1), axis=0) / SCALE
    lines = iter(np.split(points, np.cumsum(lengths)[:-1]))
    parts = [[next(lines) for _ in range(number)] for number in rings]
    return _whole(MultiPolygon([Polygon(shell, holes) for shell, *holes in parts]))


def _whole(ground: Any) -> Any:
    """Polygons only: rounding to the grid can make a ring touch itself."""
    import shapely

    if ground.is_valid and ground.geom_type in {"Polygon", "MultiPolygon"}:
        return ground
    valid = shapely.make_valid(ground)
    if valid.geom_type in {"Polygon", "MultiPolygon"}:
        return valid
    return shapely.union_all([part for part in shapely.get_parts(valid) if part.geom_type.endswith("Polygon")])
