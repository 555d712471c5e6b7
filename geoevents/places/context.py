"""What the rest of a document says about where it plays."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geoevents.places.sphere import distance_km

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from geoevents.model import Candidate, Place
    from geoevents.places.names import Name

REACHES = {25.0: 0.4, 120.0: 1.0, 400.0: 1.0}
"""Kilometres at which company counts a third as much as on the spot, and to which power its odds count. At close
quarters a rare bearer speaks nearly as loud as a famous one: that *Paris* and *Henry County* lie side by side in
Tennessee is hardly an accident."""
_READINGS = 3
"""Meanings of a container's name that are weighed: *Georgia* the state and the country."""
_NEAR_DEGREES = 5.0
"""Farther than this in latitude, nearness says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the rest of the document says about where it plays."""

    countries: Mapping[str, float] = field(default_factory=dict)
    """Share of the other names by country."""
    admins: Mapping[str, float] = field(default_factory=dict)
    """Share of the other names by first-level division."""
    others: tuple[tuple[float, str, Place, float], ...] = ()
    """Points that the document's names may mean, by latitude, each with its name and its odds."""
    mentions: int = 0
    """How many other names of the document have a country."""
    containers: tuple[Place, ...] = ()
    """Places that the text names right behind the name."""
    contained: tuple[Place, ...] = ()
    """Places that names may mean behind which the text names this one: *Fulton County, Georgia*."""
    beside: tuple[tuple[Place, float], ...] = ()
    """What the name's sentences name besides, with its odds."""
    listed: tuple[tuple[Place, float], ...] = ()
    """What is listed with it, with its odds."""
    capitals: frozenset[str] = frozenset()
    """Identifiers of the capitals among the candidates."""
    before: tuple[tuple[Place, float], ...] = ()
    """Towns and sites that are named right before it, with their odds."""
    lead: tuple[tuple[Place, float], ...] = ()
    """What the headline and the dateline name, with their odds."""
    home: Place | None = None
    """Where the publisher is at home, when a corpus shows it."""
    land: str | None = None
    """Country of the publisher's domain."""

    def company(self, place: Place, key: str) -> dict[float, float]:
        """How surely another name of the document means a point around a place, 0 to 1, by reach in kilometres."""
        low = bisect_left(self.others, (place.latitude - _NEAR_DEGREES,))
        high = bisect_left(self.others, (place.latitude + _NEAR_DEGREES,))
        best = dict.fromkeys(REACHES, 0.0)
        for _, name, other, odds in self.others[low:high]:
            if name != key:
                away = distance_km(place, other)
                for reach, power in REACHES.items():
                    best[reach] = max(best[reach], odds**power * math.exp(-away / reach))
        return best


def contexts_of(
    names: Mapping[str, Name],
    likely: Mapping[str, Sequence[tuple[Place, float]]],
    home: Place | None = None,
    land: str | None = None,
    lead: Collection[str] = (),
) -> dict[str, Context]:
    """The context of every name: the document's votes without its own.

    Args:
        names: Key → name.
        likely: Key → the places that the name may mean with their odds, best first.
        home: Where the publisher is at home.
        land: Country of the publisher's domain.
        lead: Keys of the names in the headline and the dateline.

    Returns:
        Key → context.
    """
    tops = {key: row[0][0] for key, row in likely.items() if row}
    weights = {key: math.sqrt(names[key].count) for key, place in tops.items() if place.country}
    countries: dict[str, float] = defaultdict(float)
    admins: dict[str, float] = defaultdict(float)
    for key, weight in weights.items():
        countries[tops[key].country or ""] += weight
        if division_of(tops[key]):
            admins[division_of(tops[key])] += weight
    points = [
        (place.latitude, key, place, odds)
        for key, row in likely.items()
        for place, odds in row
        if place.precision in {"site", "locality"} or place.layer == "admin2"
    ]
    points.sort(key=lambda point: (point[0], point[1], point[2].id))
    total = sum(weights.values())
    inside: dict[str, list[Place]] = defaultdict(list)
    for key, name in names.items():
        for container in name.containers - {key}:
            inside[container] += [place for place, _ in likely.get(key, ())]

    capitals = frozenset(c.place.id for name in names.values() for c in name.candidates if is_capital(c))

    def meant(keys: Iterable[str], own: str) -> tuple[tuple[Place, float], ...]:
        return tuple(pair for key in sorted(keys) if key != own for pair in likely.get(key, ())[:_READINGS])

    return {
        key: Context(
            countries=_without(countries, tops[key].country or "" if key in tops else "", weights.get(key, 0.0), total),
            admins=_without(admins, division_of(tops[key]) if key in tops else "", weights.get(key, 0.0), total),
            others=tuple(points),
            mentions=len(weights) - (key in weights),
            beside=meant(name.beside, key),
            listed=meant(name.listed, key),
            capitals=capitals,
            before=meant(name.before, key),
            lead=meant(lead, key),
            home=home,
            land=land,
            containers=tuple(place for c in name.containers if c != key for place, _ in likely.get(c, ())[:_READINGS]),
            contained=tuple(inside.get(key, ())),
        )
        for key, name in names.items()
    }


def is_capital(candidate: Candidate) -> bool:
    """Whether a place is the capital of a country today."""
    return "capital" in candidate.flags and "historic" not in candidate.flags


def division_of(place: Place) -> str:
    """Code of the first-level division, such as ``RU.59``; empty for countries and what crosses borders."""
    return f"{place.country}.{place.admin1}" if place.country and place.admin1 and place.layer != "country" else ""


def _without(votes: Mapping[str, float], own: str, weight: float, total: float) -> dict[str, float]:
    """Shares of the votes when one name's own vote is taken out."""
    rest = (total - weight) or 1.0
    shares = {code: (vote - (weight if code == own else 0.0)) / rest for code, vote in votes.items()}
    return {code: share for code, share in shares.items() if share > 1e-9}


def contains(container: Place, place: Place) -> bool:
    """Whether a place lies in another, by country, division or distance."""
    if container.id == place.id:
        return False
    if container.layer == "country":
        return container.country == place.country
    if container.layer == "admin1":
        return container.country == place.country and container.admin1 == place.admin1
    return container.precision in {"region", "locality"} and distance_km(container, place) <= max(
        container.radius_km, 60.0
    )
