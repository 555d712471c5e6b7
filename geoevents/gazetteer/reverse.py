"""From a point to what lies there: the nearest place, and the division and country around it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from geoevents import areas
from geoevents.errors import GazetteerMissing
from geoevents.gazetteer.flags import Layer

if TYPE_CHECKING:
    from geoevents.gazetteer.store import Store
    from geoevents.model import Place

EARTH_KM = 6371.0088
DEGREE = 100_000
"""Steps of the file's coordinates in a degree."""
COAST_KM = 25.0
"""A point outside of every outline belongs to where a place this near belongs: outlines cut corners off."""
_CITIES = f"SELECT id, lat, lon FROM place WHERE layer={int(Layer.CITY)} ORDER BY id"  # noqa: S608 -- a number of ours
_COUNTRIES = f"SELECT country, gid FROM place WHERE layer={int(Layer.COUNTRY)}"  # noqa: S608 -- a number of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseResult:
    """What lies at a point."""

    nearest: Place
    """The nearest city, town or village."""
    kilometres: float
    """How far it is."""
    country: Place | None
    """The country around the point; None at sea, far from every coast."""
    division: Place | None
    """The first-level division around the point; None where there is none, or at sea."""
    county: Place | None
    """The US county around the point."""
    how: Literal["outline", "nearest", "open sea"]
    """Whether an outline holds the point, it was counted to where the nearest place belongs, or to nobody."""


COAST_KM = 25.0
"""A point outside of every outline belongs to where a place this near belongs: outlines cut corners off."""


def reverse(store: Store, latitude: float, longitude: float) -> ReverseResult:
    """Look a point up; see :meth:`geoevents.gazetteer.Gazetteer.reverse`."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(
            f"{latitude}, {longitude} is no point on Earth: latitude within 90, longitude within 180 degrees"
        )
    points = _points(store.path)
    found = points.nearest(store, latitude, longitude)
    if found is None:
        raise GazetteerMissing(f"{store.path} holds no settlements: take the packaged gazetteer, or one with cities")
    nearest, kilometres = found
    codes = areas.containing(latitude, longitude)
    how: Literal["outline", "nearest", "open sea"] = "outline" if codes else "nearest"
    if not codes and kilometres > COAST_KM:
        how = "open sea"
    country, division = (None, None) if how == "open sea" else _around(codes, nearest)
    county = next((code for code in codes if ":" in code), None)
    return ReverseResult(
        nearest=nearest,
        kilometres=round(kilometres, 2),
        country=store.by_id(f"geonames:{points.countries[country]}") if country in points.countries else None,
        division=store.by_id(f"admin1:{division}") if division else None,
        county=store.by_id(county) if county else None,
        how=how,
    )


def _around(codes: tuple[str, ...], nearest: Place) -> tuple[str | None, str | None]:
    """Codes of country and division: those of the outlines, of several that of the nearest place."""
    own = f"{nearest.country}.{nearest.admin1}"
    divisions = [code for code in codes if "." in code]
    country = next((code for code in codes if code.isalpha()), None)
    country = country or (divisions[0].partition(".")[0] if divisions else nearest.country)
    inside = [code for code in divisions if code.startswith(f"{country}.")]
    if own in inside or (not inside and nearest.country == country and nearest.admin1):
        return country, own
    return country, inside[0] if inside else None


class _Points:
    """Every settlement of a file as a point on the unit sphere, from south to north."""

    def __init__(self, store: Store) -> None:
        import numpy as np

        rows = np.array(store.connection.execute(_CITIES).fetchall(), dtype=np.int64).reshape(-1, 3)
        rows = rows[rows[:, 1].argsort(kind="stable")]
        self.countries: dict[str, int] = dict(store.connection.execute(_COUNTRIES))
        self._numbers, self._latitudes = rows[:, 0], rows[:, 1] / DEGREE
        self._vectors = _vector(self._latitudes, rows[:, 2] / DEGREE)

    def nearest(self, store: Store, latitude: float, longitude: float) -> tuple[Place, float] | None:
        """The nearest settlement and how many kilometres it is away; None in a file without any."""
        here = _vector(latitude, longitude)
        reach = 0.5
        while len(self._numbers):
            low, high = self._latitudes.searchsorted([latitude - reach, latitude + reach])
            if high > low:
                cosines = self._vectors[low:high] @ here
                best = int(cosines.argmax())
                # What lies beyond the band of latitudes is farther than the band is wide.
                if math.degrees(math.acos(min(1.0, float(cosines[best])))) <= reach or reach > 180:
                    place = self._place(store, int(self._numbers[low + best]))
                    return place, _km(place, latitude, longitude)
            reach *= 4
        return None

    def _place(self, store: Store, number: int) -> Place:
        row = store.connection.execute("SELECT ident, gid FROM place WHERE id=?", (number,)).fetchone()
        found = store.by_id(row[0] or f"geonames:{row[1]}")
        if found is None:
            raise AssertionError("a row of the file is found by its own identifier")
        return found


def _vector(latitude: Any, longitude: Any) -> Any:
    import numpy as np

    north, east = np.radians(latitude), np.radians(longitude)
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=-1)


def _km(place: Place, latitude: float, longitude: float) -> float:
    north, south = math.radians(place.latitude), math.radians(latitude)
    east = math.radians(place.longitude - longitude)
    half = math.sin((north - south) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


@lru_cache(maxsize=4)
def _points(path: Any) -> _Points:
    """The points of a file, read on the first question."""
    from geoevents.gazetteer.store import Store

    return _Points(Store(path))
