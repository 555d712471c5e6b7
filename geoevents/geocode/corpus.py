"""All reports first, then the questions: each distinct name once, the most mentioned first, and the answers for all."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from geoevents.errors import GeocoderUnavailable
from geoevents.places.surroundings import RUNG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from geoevents.geocode.store import Box
    from geoevents.model import Candidate, Mention, Place, Resolution

_MANY_COUNTRIES = 8
"""With more, the reports are about the world, and a list of countries tells nothing."""
_MARGIN = 1.0
"""Degrees around the known places, at least."""
_WIDEST = 90.0
"""Degrees: a box wider or higher than this leans nowhere."""


class Asks(Protocol):
    """Whatever finds the bearers of a name: a :class:`geoevents.geocode.Geocoder`, or :class:`Answers`."""

    def candidates(
        self, name: str, *, countries: Collection[str] = (), box: Box | None = None
    ) -> tuple[Candidate, ...]:
        """Find the bearers of a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A name that nothing in the gazetteer bears."""

    name: str
    """As the first report has it, single spaces."""
    mentions: int
    """How often the reports have it."""
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2 codes of the places that those reports name; empty when they are many."""
    box: Box | None
    """Where those places lie; None when they lie far apart."""


def plain_name(mention: Mention) -> str:
    """A mention's text with single spaces: what is asked, and what answers are found by."""
    return " ".join(mention.text.split())


def unknown_names(resolutions: Iterable[Resolution]) -> Counter[str]:
    """Count the names of one report that the gazetteer lacks and that could become a pin.

    Args:
        resolutions: Of one report.

    Returns:
        Mentions by name, single spaces.
    """
    return Counter(plain_name(r.mention) for r in resolutions if is_unknown(r) and r.mention.kind == "literal")


def is_unknown(resolution: Resolution) -> bool:
    """Whether nothing in the gazetteer bears a name, or nothing where the report puts it."""
    return resolution.rung == RUNG or (resolution.place is None and not resolution.alternatives)


def countries_of(resolutions: Iterable[Resolution]) -> tuple[str, ...]:
    """The countries that a report names or whose places it names, sorted; none when they are many."""
    found = sorted({r.place.country for r in resolutions if r.place is not None and r.place.country})
    return tuple(found) if len(found) <= _MANY_COUNTRIES else ()


def box_of(resolutions: Iterable[Resolution]) -> Box | None:
    """Where the sites and towns of a report lie, in whole degrees with a margin; its divisions when it has no town."""
    places = [r.place for r in resolutions if r.place is not None and r.mention.kind == "literal"]
    for precisions in ({"site", "locality"}, {"region"}):
        if chosen := [place for place in places if place.precision in precisions]:
            return _around(chosen)
    return None


class Survey:
    """Collects what a corpus wants to know.

    Example:
        >>> survey = Survey()
        >>> survey.add(())
        False
        >>> survey.wanted()
        ()
    """

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._mentions: Counter[str] = Counter()
        self._reports: dict[str, list[tuple[tuple[str, ...], Box | None]]] = {}

    def add(self, resolutions: Collection[Resolution]) -> bool:
        """Take in one report.

        Args:
            resolutions: All of the report.

        Returns:
            Whether it has a name that is wanted.
        """
        unknown = unknown_names(resolutions)
        if not unknown:
            return False
        context = (countries_of(resolutions), box_of(resolutions))
        for name, count in unknown.items():
            key = name.casefold()
            self._names.setdefault(key, name)
            self._mentions[key] += count
            self._reports.setdefault(key, []).append(context)
        return True

    def wanted(self) -> tuple[Wanted, ...]:
        """The distinct names, the most mentioned first, by the alphabet where the counts are equal."""
        ordered = sorted(self._mentions.items(), key=lambda item: (-item[1], item[0]))
        return tuple(self._one(key, count) for key, count in ordered)

    def _one(self, key: str, count: int) -> Wanted:
        contexts = self._reports[key]
        named = {code for countries, _ in contexts for code in countries}
        everywhere = len(named) > _MANY_COUNTRIES or not all(countries for countries, _ in contexts)
        return Wanted(
            name=self._names[key],
            mentions=count,
            countries=() if everywhere else tuple(sorted(named)),
            box=_union([box for _, box in contexts]),
        )

    def ask(self, geocoder: Asks) -> Answers:
        """Put every wanted name to a geocoder, once.

        What it does not answer is kept as a reason; the budget goes to the names that are mentioned most.

        Args:
            geocoder: Who is asked.

        Returns:
            The answers, which take the geocoder's place for the single reports.
        """
        found: dict[str, tuple[Candidate, ...]] = {}
        silent: dict[str, str] = {}
        for one in self.wanted():
            key = one.name.casefold()
            try:
                found[key] = geocoder.candidates(one.name, countries=one.countries, box=one.box)
            except GeocoderUnavailable as problem:
                silent[key] = str(problem)
        return Answers(found, silent, licence=getattr(geocoder, "licence", ""))


class Answers:
    """What a geocoder said about the names of a corpus; nobody is asked any more."""

    def __init__(self, found: dict[str, tuple[Candidate, ...]], silent: dict[str, str], *, licence: str = "") -> None:
        self._found = found
        self._silent = silent
        self.licence = licence
        """Whom to name for the answers."""

    def __bool__(self) -> bool:
        return bool(self._found or self._silent)

    def candidates(
        self, name: str, *, countries: Collection[str] = (), box: Box | None = None
    ) -> tuple[Candidate, ...]:
        """The answers for one report: those in the countries that it names; they were asked for all reports at once.

        Args:
            name: As the report has it.
            countries: ISO 3166-1 alpha-2 codes that the report names; everywhere when empty.
            box: Taken for the geocoder's sake; what lies near was asked for already.

        Raises:
            GeocoderUnavailable: The geocoder did not answer for this name.
        """
        del box
        key = " ".join(name.split()).casefold()
        if key in self._silent:
            raise GeocoderUnavailable(self._silent[key])
        return tuple(
            candidate
            for candidate in self._found.get(key, ())
            if not countries or candidate.place.country in {None, *countries}
        )


def _around(places: list[Place]) -> Box | None:
    """The smallest box of whole degrees around places, over the 180th meridian where that is shorter."""
    south = math.floor(min(place.latitude for place in places) - _MARGIN)
    north = math.ceil(max(place.latitude for place in places) + _MARGIN)
    longitudes = sorted(place.longitude for place in places)
    gaps = [(later - earlier) for earlier, later in pairwise(longitudes)]
    gaps.append(longitudes[0] + 360 - longitudes[-1])
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    east, west = longitudes[widest], longitudes[(widest + 1) % len(longitudes)]
    return _box(
        max(south, -90), _turned(math.floor(west - _MARGIN)), min(north, 90), _turned(math.ceil(east + _MARGIN))
    )


def _union(boxes: list[Box | None]) -> Box | None:
    known = [box for box in boxes if box is not None]
    if not known or len(known) < len(boxes):
        return None
    if len(set(known)) == 1:
        return known[0]
    if any(east < west for _, west, _, east in known):
        return None
    souths, wests, norths, easts = zip(*known, strict=True)
    return _box(min(souths), min(wests), max(norths), max(easts))


def _box(south: float, west: float, north: float, east: float) -> Box | None:
    if north - south > _WIDEST or (east - west) % 360 > _WIDEST:
        return None
    return (float(south), float(west), float(north), float(east))


def _turned(longitude: float) -> float:
    return (longitude + 180) % 360 - 180
