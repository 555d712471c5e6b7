"""GeoNames' feature codes → our layers, how much ground they cover, and how important they are."""

from __future__ import annotations

import math
from typing import NamedTuple

from geoevents.gazetteer.flags import Layer, NameFlag, Precision

LEVELS = 32
"""Steps of importance in the number of a place; five bits."""
_STEP = 4
"""Levels to a power of ten of people."""
IDENT_BITS = 26
"""For the geonameid; the largest in use is about 13.4 million, 67 million fit."""
IDENT_MASK = (1 << IDENT_BITS) - 1


class Feature(NamedTuple):
    """What all places of one feature code share."""

    layer: Layer
    precision: Precision
    radius_km: float
    """Kilometres; 0 for a settlement, whose people say."""
    bonus: float
    """Added to the logarithm of its people."""
    flags: int = 0
    """Of every name."""


_CLASSES = {
    "A": Feature(Layer.ADMIN2, Precision.REGION, 15, -1.5),
    "P": Feature(Layer.CITY, Precision.LOCALITY, 0, 0),
    "H": Feature(Layer.NATURE, Precision.REGION, 10, 0),
    "T": Feature(Layer.NATURE, Precision.LOCALITY, 5, 0),
    "V": Feature(Layer.NATURE, Precision.LOCALITY, 5, 0),
    "U": Feature(Layer.SEA, Precision.REGION, 100, 0.5),
    "L": Feature(Layer.REGION, Precision.LOCALITY, 10, 0.25),
    "S": Feature(Layer.SITE, Precision.SITE, 0.5, 0),
    "R": Feature(Layer.SITE, Precision.LOCALITY, 5, 0),
}
_COUNTRY = Feature(Layer.COUNTRY, Precision.COUNTRY, 500, 3)
_CODES = {
    **dict.fromkeys(["PCLI", "PCLD", "PCLF", "PCLS", "PCLIX", "PCL", "TERR"], _COUNTRY),
    # No country, or the Soviet Union would stand beside Russia; the packaged file has its name.
    "PCLH": Feature(Layer.REGION, Precision.COUNTRY, 500, 0, NameFlag.HISTORIC),
    "ADM1": Feature(Layer.ADMIN1, Precision.REGION, 100, 0),
    "ADM2": Feature(Layer.ADMIN2, Precision.REGION, 30, -1),
    "ADM1H": Feature(Layer.ADMIN2, Precision.REGION, 100, -2, NameFlag.HISTORIC),
    "ADM2H": Feature(Layer.ADMIN2, Precision.REGION, 30, -2, NameFlag.HISTORIC),
    "CONT": Feature(Layer.CONTINENT, Precision.REGION, 3000, 7),
    "PPLC": Feature(Layer.CITY, Precision.LOCALITY, 0, 1),
    "PPLX": Feature(Layer.CITY, Precision.LOCALITY, 0, -0.5),
    "PPLH": Feature(Layer.CITY, Precision.LOCALITY, 0, -0.5, NameFlag.HISTORIC),
    "PPLQ": Feature(Layer.CITY, Precision.LOCALITY, 0, -0.5, NameFlag.HISTORIC),
    **dict.fromkeys(["OCN", "SEA"], Feature(Layer.SEA, Precision.REGION, 500, 6)),
    **dict.fromkeys(["GULF", "STRT", "CHN"], Feature(Layer.SEA, Precision.REGION, 100, 2)),
    **dict.fromkeys(["BAY", "COVE", "INLT", "SD"], Feature(Layer.SEA, Precision.REGION, 20, 0.5)),
    **dict.fromkeys(["LK", "LKS", "RSV"], Feature(Layer.NATURE, Precision.REGION, 10, 0.5)),
    "STM": Feature(Layer.NATURE, Precision.REGION, 20, 0.25),
    **dict.fromkeys(["MTS", "DSRT", "PLN", "PEN", "ISLS"], Feature(Layer.NATURE, Precision.REGION, 50, 1)),
    "ISL": Feature(Layer.NATURE, Precision.REGION, 10, 1),
    **dict.fromkeys(["RGN", "RGNE", "RGNH", "AREA"], Feature(Layer.REGION, Precision.REGION, 50, 1)),
    **dict.fromkeys(["AIRP", "AIRB"], Feature(Layer.AIRPORT, Precision.SITE, 3, 1)),
    "AIRF": Feature(Layer.AIRPORT, Precision.SITE, 2, 0),
}
_UNKNOWN = Feature(Layer.SITE, Precision.LOCALITY, 5, -0.5)


def feature_of(kind: str, code: str) -> Feature:
    """Give what a feature class (``P``) and code (``PPLC``) mean to us.

    Example:
        >>> feature_of("P", "PPLA").layer.name, feature_of("H", "SEA").layer.name, feature_of("", "").layer.name
        ('CITY', 'SEA', 'SITE')
    """
    return _CODES.get(code) or _CLASSES.get(kind, _UNKNOWN)


def number_of(geonameid: int, importance: float) -> int:
    """Number a place so that the order of numbers is falling importance, and the geonameid can be read back.

    Example:
        >>> number_of(2013348, 5.8) < number_of(1, 2.0), number_of(2013348, 5.8) & IDENT_MASK
        (True, 2013348)
    """
    level = min(LEVELS - 1, max(0, round(importance * _STEP)))
    return (LEVELS - 1 - level) << IDENT_BITS | geonameid


def importance_of(feature: Feature, people: int) -> float:
    """About the decimal logarithm of the people who would use the name."""
    return feature.bonus + (math.log10(people + 1) if people else 0.0)


def radius_of(feature: Feature, people: int) -> float:
    """Kilometres around the point that the name may mean."""
    return feature.radius_km or round(min(40.0, 2.0 + math.sqrt(people) / 100), 1)
