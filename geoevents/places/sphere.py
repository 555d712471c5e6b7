"""Distances on the Earth taken as a sphere."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geoevents.model import Place

_EARTH_KM = 6371.0088


def distance_km(one: Place, other: Place) -> float:
    """Great-circle distance on a sphere of the Earth's mean radius, in kilometres.

    Haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984).

    Example:
        >>> from geoevents.model import Place
        >>> moscow = Place(id="a", name="Moscow", latitude=55.75, longitude=37.62)
        >>> vladivostok = Place(id="b", name="Vladivostok", latitude=43.11, longitude=131.87)
        >>> round(distance_km(moscow, vladivostok), -2)
        6400.0
    """
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    half = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
