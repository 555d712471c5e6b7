"""Where publishers are at home, as a corpus shows it: a local paper's Springfield is its own.

Nobody is asked and nothing is known beforehand: the places that the reports of one publisher name, resolved
without this knowledge, gather around its home. A wire agency's do not, and then there is no home.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geoevents.places.sphere import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geoevents.model import Document, Place, Resolution

_WORLDWIDE = frozenset(
    "ac ad ag ai am as bz cc cd co cx dj fm gg gl ht im io is la li ly md me ms mu nu pn pw sc sh sr st tk tm to tv vc "
    "ws".split()
)
"""Domains of countries that are sold to the whole world."""
_NAMED_OTHERWISE = {"uk": "GB", "su": "RU"}
FEWEST = 3
"""Reports that a publisher must have."""
_AROUND_KM = 100.0
_SHARE = 0.5
"""Share of the reports that must name a place around the home."""


def land_of(document: Document) -> str | None:
    """The country that the publisher's domain belongs to: a ``.co.uk`` writes of its own Lancaster.

    Args:
        document: A report; its address counts before its source.

    Returns:
        An ISO 3166 code; None where the domain is nobody's (``.com``) or everybody's (``.tv``).

    Example:
        >>> from geoevents.model import Document
        >>> land_of(Document(id="a", text="", url="https://www.example.co.uk/news/1"))
        'GB'
    """
    try:
        host = urlsplit(document.url or "").hostname
    except ValueError:  # an address that is none: "http://[::1"
        host = None
    name = (host or document.source or "").casefold().strip(" ./")
    if " " in name or "." not in name:
        return None
    last = name.rsplit(".", 1)[1]
    if len(last) != 2 or not last.isascii() or not last.isalpha() or last in _WORLDWIDE:
        return None
    return _NAMED_OTHERWISE.get(last, last.upper())


def homes_of(answers: Iterable[tuple[str, Sequence[Resolution]]]) -> dict[str, Place]:
    """Find the homes of publishers.

    Args:
        answers: One pair of publisher and resolutions for each report, resolved without homes.

    Returns:
        Publisher → the place at the centre of what its reports name; publishers without a home are left out.

    Example:
        >>> homes_of([])
        {}
    """
    reports: dict[str, list[dict[str, Place]]] = defaultdict(list)
    for publisher, resolutions in answers:
        if publisher:
            reports[publisher].append(_points(resolutions))
    found = {name: _centre(points) for name, points in reports.items() if len(points) >= FEWEST}
    return {name: place for name, place in found.items() if place is not None}


def _points(resolutions: Sequence[Resolution]) -> dict[str, Place]:
    places = [r.place for r in resolutions if r.place is not None]
    return {p.id: p for p in places if p.precision in {"locality", "site"} or p.layer == "admin2"}


def _centre(reports: Sequence[dict[str, Place]]) -> Place | None:
    """The place with the most reports around it, when they are at least half of all."""
    named: dict[str, Place] = {}
    for points in reports:
        named |= points
    best: tuple[float, str] | None = None
    for place in named.values():
        near = sum(1 for points in reports if any(distance_km(place, p) <= _AROUND_KM for p in points.values()))
        own = sum(place.id in points for points in reports)
        if best is None or (near + own / 1000, place.id) > best:
            best = (near + own / 1000, place.id)
    if best is None or best[0] < _SHARE * len(reports):
        return None
    return named[best[1]]
