"""One place while the file is being made, and the book that collects them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geoevents.gazetteer.flags import Layer, NameFlag, Precision
from geoevents.gazetteer.key import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

EARTH_KM = 6371.0


@dataclass(slots=True, kw_only=True)
class Entry:
    """A place with its name rows."""

    ident: str
    """``geonames:<id>``, ``admin1:RU.59``, ``overlay:<slug>`` …"""
    name: str
    layer: Layer
    lat: float
    lon: float
    country: str | None = None
    admin1: str | None = None
    population: int = 0
    importance: float = 0.0
    """Orders the bearers of one name; about the decimal logarithm of the people who would use it."""
    precision: Precision = Precision.LOCALITY
    radius_km: float = 5.0
    source: str = "geonames"
    names: dict[str, int] = field(default_factory=dict)
    """Key → flags."""
    members: tuple[str, ...] = ()
    """Codes of countries and divisions that a region is made of."""

    def add(self, name: str, flags: int) -> None:
        """Give the place one more name."""
        key = name_key(name)
        if key:
            self.names[key] = self.names.get(key, 0) | flags

    def add_main(self) -> None:
        """Enter the display name itself."""
        self.add(self.name, NameFlag.MAIN)


@dataclass(slots=True)
class Book:
    """All places, in the order they came."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def put(self, entry: Entry) -> Entry:
        """Enter a place; two places under one identifier are a mistake in the sources."""
        if entry.ident in self.entries:
            raise ValueError(f"two places are called {entry.ident!r}: {self.entries[entry.ident].name}, {entry.name}")
        self.entries[entry.ident] = entry
        return entry

    def layer(self, layer: Layer) -> Iterator[Entry]:
        """Give the places of one layer."""
        return (entry for entry in self.entries.values() if entry.layer is layer)


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance on a sphere; build-time radii need no better.

    Example:
        >>> round(distance_km(0, 0, 0, 1))
        111
    """
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    half = (
        math.sin((other_phi - phi) / 2) ** 2
        + math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def size(population: int) -> float:
    """Importance of a settlement or division: the logarithm of its people."""
    return math.log10(population + 1)
