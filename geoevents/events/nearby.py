"""Happenings at a place that the gazetteer lacks: near the known one that the report puts it in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geoevents.places.surroundings import LAYER, RUNG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.model import Candidate, Event, Place

_LEAST = 0.6
"""How sure it must be near what the place lies."""


def nearby(events: Sequence[Event]) -> list[Event]:
    """Place events near the town that their report tells of, when the gazetteer lacks the place itself.

    Args:
        events: Events of one report.

    Returns:
        The events, such ones in a neighbourhood that is called *near Perry* and as wide as the doubt. One stays
        without a place where nothing but a country or region says near what it lies; so does one without a day when
        the town has a pin of its own, which would hide it or be hidden.
    """
    pinned = {(event.place.place.id, event.status) for event in events if event.place.place is not None}
    found = []
    for event in events:
        best = _neighbourhood(event)
        undated = event.when.earliest is None and event.when.latest is None
        if best is None or (undated and (spot(best.place), event.status) in pinned):
            found.append(event)
        else:
            found.append(replace(event, place=replace(event.place, place=best.place, score=best.score)))
    return found


def _neighbourhood(event: Event) -> Candidate | None:
    resolution = event.place
    best = resolution.alternatives[0] if resolution.place is None and resolution.alternatives else None
    if best is None or best.rung != RUNG or best.place.precision != "locality" or best.score < _LEAST:
        return None
    return best


def spot(place: Place) -> str:
    """What two events of one report share that are at a place and near it."""
    return place.id.removeprefix(f"{LAYER}:") if place.layer == LAYER else place.id
