"""How sure an event is: what a careful reader of the passage would look at, each with its weight."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from math import exp, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geoevents.model import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What speaks for or against an event; as weights, how much each speaks."""

    place: float
    """Log odds that the name was given the right place; above nine in ten it says no more."""
    name: float
    """Log odds that the name stands for a place here, and for nothing else; nothing below even odds."""
    day: float
    """1 when the text itself gives the day, 0 when a month, a year, a day taken from elsewhere, or none."""
    wide: float
    """1 for a country or region: what happened there happened at a finer place, told or untold."""
    site: float
    """1 for a building, an airport or another spot with a name of its own."""


SHIFT = -1.24
WEIGHTS = Signs(place=0.52, name=0.37, day=0.69, wide=-1.05, site=1.04)
"""Logistic regression on 314 pins of 96 documents, each right or wrong in place, day and status: 239 on annotated
articles and example reports, 75 judged one by one. ``benchmarks/certainty.py`` fits it anew.

Added nothing on documents left out: noun or verb, listed or not, actors, the kind of happening, status, tense,
quotation, position in the report, how many pins it has, finer places told of beside a wider one, how long the passage
is, how far from the name the word stands.
"""
_PLACE, _NAME = (0.05, 0.9), (0.5, 0.99)
"""Between which shares being sure of the place, and of the name, counts."""


def signs(event: Event) -> Signs:
    """Look at an event as a careful reader does.

    Args:
        event: An event of one report.

    Returns:
        Its signs.
    """
    place, when = event.place.place, event.when
    given = when.start is not None and when.precision in {"day", "hour"} and bool(when.earliest or when.latest)
    wide = place is not None and place.precision in {"region", "country"} and place.layer != "admin2"
    return Signs(
        place=_odds(event.place.score, *_PLACE),
        name=_odds(event.place.mention.score, *_NAME),
        day=float(given),
        wide=float(wide),
        site=float(place is not None and place.precision == "site"),
    )


def certainty(seen: Signs) -> float:
    """How sure an event is.

    Args:
        seen: Its signs.

    Returns:
        0 to 1: the share of such events that are right in place, day and status.

    Example:
        >>> town = Signs(place=2.2, name=4.6, day=1, wide=0, site=0)
        >>> country = Signs(place=2.2, name=4.6, day=0, wide=1, site=0)
        >>> certainty(town) > 0.9, certainty(country) < 0.7
        (True, True)
    """
    return share(SHIFT + sum(w * s for w, s in zip(astuple(WEIGHTS), astuple(seen), strict=True)))


def doubts(seen: Signs) -> str:
    """What speaks against an event, in words for a reader.

    Example:
        >>> doubts(Signs(place=2.2, name=1.0, day=0, wide=0, site=0))
        'lowered because the word may not name a place here, and the text itself gives no day'
    """
    against = (
        (seen.place < _odds(0.8, *_PLACE), "the name may mean another place"),
        (seen.name < _odds(0.9, *_NAME), "the word may not name a place here"),
        (not seen.day, "the text itself gives no day"),
        (bool(seen.wide), "a country or region says little about where"),
    )
    words = [reason for speaks, reason in against if speaks]
    return f"lowered because {', and '.join(words)}" if words else "nothing speaks against it"


def share(odds: float) -> float:
    """Log odds as a share of one."""
    return round(1.0 / (1.0 + exp(-odds)), 3)


def _odds(p: float, least: float, most: float) -> float:
    p = min(max(p, least), most)
    return log(p / (1.0 - p))
