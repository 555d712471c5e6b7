"""Evidence for one candidate, as numbers with names: what the ranker weighs and a reader can check."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geoevents.places.context import contains, division_of, is_capital
from geoevents.places.sphere import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoevents.model import Candidate, Place
    from geoevents.places.context import Context
    from geoevents.places.names import Name

_MILLION = 1_000_000
_KNOWN = 50_000
_TINY = 100_000
_STAGE_KM = 200.0
"""Kilometres over which the next place of a report is two thirds less likely."""
_COUNTY = 4.0
"""Logarithm of the people of a small county. Only those that are called as Cornwall is, without a word for their kind,
are told from towns by their people."""
_ENOUGH = 3
"""Names that must point elsewhere before a lone one counts against a candidate."""


def features(candidate: Candidate, rank: int, name: Name, context: Context) -> dict[str, float]:
    """Describe a candidate.

    Args:
        candidate: A bearer of the name.
        rank: Its place in the gazetteer's own order, from 0.
        name: The name, with what stands beside it.
        context: The rest of the document.

    Returns:
        Feature → value; features that are absent count 0.
    """
    place = candidate.place
    found = _of_the_place(candidate, rank, name)
    found |= _of_the_neighbours(place, name, context)
    found["listed with its like"] = _alike(candidate, context) / max(len(name.listed), 1)
    found |= _of_the_document(candidate, context)
    if "own" in candidate.flags:  # "Springfield, Illinois" is not a Springfield of one's own that lies elsewhere
        elsewhere = context.containers and not any(contains(container, place) for container in context.containers)
        found["of the reader's own"] = float(not elsewhere)
    found |= _of_the_order(place, context)
    if place.layer not in {"country", "continent"}:
        found |= {f"near {km:.0f} km": near for km, near in context.company(place, name.key).items()}
    if context.land is not None and place.layer not in {"country", "continent"}:
        found["publisher's country"] = float(place.country == context.land)
    if context.home is not None and place.layer not in {"country", "continent"}:
        away = distance_km(place, context.home)
        found |= {"home 60 km": math.exp(-away / 60), "home 300 km": math.exp(-away / 300)}
        found["home division"] = float(division_of(place) == division_of(context.home))
    return {key: value for key, value in found.items() if value}


def _of_the_place(candidate: Candidate, rank: int, name: Name) -> dict[str, float]:
    place, flags = candidate.place, candidate.flags
    own = "main" in flags or candidate.rung in {"overlay", "demonym"}
    short = place.name.casefold().startswith(f"{name.key.casefold()} ")
    entered = "own" in flags
    capital = is_capital(candidate)
    bare = "main" in flags and "seat" not in flags and not name.kind_told
    # Whoever enters a place means it: a hamlet of one's own stands beside a town of 100,000, and before it.
    size = math.log10(max(place.population + 100, _TINY if entered else 0))
    return {
        "layer minor" if "minor" in flags else f"layer {place.layer}": 1.0,
        "no country's own": float(place.layer == "sea" and not place.country),
        "a hamlet": float(place.layer == "city" and place.population == 0),
        "people of a town": size if place.layer == "city" else 0.0,
        "a capital or a million people": float(capital or (place.layer == "city" and place.population > _MILLION)),
        "people of a state": size if place.layer == "admin1" else 0.0,
        "people of a county": size - _COUNTY if place.layer == "admin2" and bare else 0.0,
        "people of a country": size if place.layer == "country" else 0.0,
        "a tiny country": float(place.layer == "country" and place.population < _TINY),
        f"rung {candidate.rung}": 1.0,
        "another name": float(not own and not short),
        "a short name": float(not own and short),
        "a former name": float("historic" in flags),
        "named for a town": float("seat" in flags and place.layer in {"admin1", "admin2"}),
        "stands back": float("seat" in flags and place.layer not in {"admin1", "admin2"}),
        "a metonym": float("metonym" in flags and not name.figurative),
        "a code": float("code" in flags and place.layer not in {"country", "admin1"}),
        "a country of that name": float(not own and any(c.place.layer == "country" for c in name.candidates)),
        "rank": math.log1p(rank),
    }


def _of_the_neighbours(place: Place, name: Name, context: Context) -> dict[str, float]:
    divided = place.layer in {"admin1", "admin2", "region"}
    state = any(c.place.layer == "country" for c in name.candidates)  # "Mexico, Canada and Cuba" is a list
    around = [c for c in context.containers if not (state and place.layer == "city" and c.layer == "country")]
    return {
        "division named": float(name.division and divided),
        "division named, not this": float(name.division and not divided),
        "definite town": float(name.definite and place.layer == "city" and not name.layers),
        "water named, not this": float(name.water and place.layer not in {"nature", "sea"}),
        "facility named": float(place.layer in name.layers),
        "named in full": float(place.id in name.whole),
        "holds what is put in it": float(any(contains(place, inner) for inner in context.contained)),
        "in the container": float(any(contains(container, place) for container in around)),
    }


def _alike(candidate: Candidate, context: Context) -> float:
    """How many of its kind are listed with it: countries, divisions, capitals; towns are listed with anything."""
    place = candidate.place
    if place.layer in {"country", "admin1", "admin2"}:
        return sum(odds for other, odds in context.listed if other.layer == place.layer)
    return sum(odds for other, odds in context.listed if other.id in context.capitals) if is_capital(candidate) else 0.0


def _of_the_order(place: Place, context: Context) -> dict[str, float]:
    """What headline, dateline, the same sentence and the stop before tell."""
    if place.layer in {"country", "continent"} or not place.country:
        return {}
    lands = [odds for other, odds in context.beside if other.layer == "country" and other.country == place.country]
    return {
        "its country beside": max(lands, default=0.0),
        "near the stop before": _nearest(place, context.before),
        "near the headline": _nearest(place, context.lead),
    }


def _nearest(place: Place, others: Iterable[tuple[Place, float]]) -> float:
    """How surely one of some places lies near, 0 to 1."""
    near = (
        odds * math.exp(-distance_km(place, other) / _STAGE_KM)
        for other, odds in others
        if other.precision in {"site", "locality"} or other.layer == "admin2"
    )
    return max(near, default=0.0)


def _of_the_document(candidate: Candidate, context: Context) -> dict[str, float]:
    place = candidate.place
    if not place.country:
        return {}
    share = context.countries.get(place.country, 0.0)
    lone = share == 0.0 and context.mentions >= _ENOUGH
    own = place.layer == "admin1" and division_of(place) in context.admins
    return {
        "country's share": share,
        "division's share": context.admins.get(division_of(place), 0.0),
        "lone country": float(lone and place.layer == "country"),
        "stranger": float(lone and "main" not in candidate.flags and place.population < _KNOWN),
        "a town of it is named": float(own),
    }
