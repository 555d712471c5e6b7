"""The place that a reader chose, as text: a point, an identifier or a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from geoevents.errors import InvalidCorrection

if TYPE_CHECKING:
    from geoevents.gazetteer.reverse import ReverseResult
    from geoevents.model import Candidate, Place

POINT = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*(?:,\s*(\S.*?)\s*)?")
"""``lat,lon`` or ``lat,lon,name``, in degrees."""


class Gazetteer(Protocol):
    """What looks up the places that corrections name; ``geoevents.gazetteer.Gazetteer`` does."""

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """Give the places that a name may mean, most important first."""

    def place(self, place_id: str) -> Place:
        """Give the place of an identifier; ``KeyError`` when there is none."""

    def reverse(self, latitude: float, longitude: float) -> ReverseResult:
        """Tell what lies at a point."""


def chosen_place(value: str, gazetteer: Gazetteer) -> Place:
    """Look up what is no point: an identifier such as ``geonames:2013348``, or the likeliest place of a name.

    Raises:
        InvalidCorrection: The gazetteer has neither.
    """
    if ":" in value:
        try:
            return gazetteer.place(value)
        except LookupError as cause:
            raise InvalidCorrection(f"the gazetteer has no place {value!r}: write lat,lon or a name.") from cause
    candidates = gazetteer.lookup(value)
    if not candidates:
        raise InvalidCorrection(f"the gazetteer knows no place named {value!r}: write lat,lon in degrees.")
    return candidates[0].place
