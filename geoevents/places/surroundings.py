"""Where a name that the gazetteer lacks may lie: in what the report puts it, or near what stands around it.

A street, a mill or a school is in no gazetteer of towns, and yet the report says about where it is. Such a place is
told as what it is: the neighbourhood of a known one, with a radius, never the spot itself.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from geoevents.model import Candidate, Place
from geoevents.places.context import division_of
from geoevents.places.sphere import distance_km

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geoevents.model import Document, Mention

RUNG = "context"
"""Rung of the ladder: placed by its surroundings."""
LAYER = "near"
_BEHIND = re.compile(
    r"\s*[,(]?\s*(?:(?:is |was |lies )?(?:in|at|of|near|outside|on|off) )?(?:the )?"
    r"(?:(?!(?:and|or|but|to|from|for|with|by|than) )[a-z]+ ){0,3}?(?:(?:of|in) )?(?:the )?"
)
"""Between a name and what it lies in: *the Old Mill, Bury*; *Queen Street in central Leeds*."""
_OWNER = re.compile(r"['’]s? (?:[a-z]+ ){0,2}")
"""Between a place and what it owns: *Leeds's old Queen Street*."""
_SENTENCE = re.compile(r"[.!?]['”\"’)]?\s+(?=[A-Z“\"])|\n")
_IN_IT, _OWNS_IT, _NAMED_IN_IT, _BESIDE, _AROUND = 10.0, 8.0, 2.5, 2.0, 1.0
"""How much each tells: *X in Y*, *Y's X*, *Y* as a part of the name, the same sentence, the rest of the report."""
_HOME = 0.7
_REACH = 400.0
"""Characters over which a mention elsewhere in the report loses two thirds of its say."""
_FAR = 20_000
"""Characters beyond which a mention says nothing: a book is not about one place."""
_COMPANY_KM = 60.0
"""Kilometres over which places that speak for one neighbourhood support each other."""
_APART_DEGREES = 6.0
"""Degrees of latitude beyond which they do not, and need no measuring."""
_DOUBT = 1.0
"""What speaks for somewhere else altogether."""
_PART = 0.9
"""How sure the town in a name is, for others."""
_ALONE = 0.1
"""What a place still says with which the rest of the report has nothing to do."""
_SAME_DIVISION, _SAME_COUNTRY, _SHARED_KM = 0.2, 0.03, 100.0
"""How much two places speak for each other in one division, in one country, and over how many kilometres else."""
_SAY = {"site": 1.0, "locality": 1.0, "region": 0.4, "country": 0.1}
"""How much a place of each precision says about where a street is."""
_TELLS = {"site": 0.9, "locality": 0.9, "region": 0.6, "country": 0.2}
"""How far the neighbourhood of a place of each precision is one."""
_LEAST, _STEP, CEILING = 0.42, 0.72, 0.93
"""From the share of the votes to how often a neighbourhood is right within 161 km: measured, a straight line."""
_WIDENED_KM = 25.0
_ROADS = frozenset("street st road rd avenue ave drive dr lane ln boulevard blvd way square court place".split())
"""Words of names that are called after places far away."""
_GROUND = frozenset(
    "beach lake lagoon loch creek cape river mount mountain mountains island isle bay point hill hills valley "
    "forest".split()
)
"""Words of names that are called after what gave the town its name: Edisto Beach lies far down the river."""
_TOGETHER_KM = 150.0
_KNOWN = 100_000
"""People of a town that a name has for itself, wherever the rest of the report is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A mention of the report that is resolved."""

    mention: Mention
    place: Place
    sure: float
    """0 to 1."""
    shared: float = 1.0
    """How much of the report plays around the place, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sign:
    place: Place
    weight: float
    words: str


def placed(
    document: Document,
    mentions: Sequence[Mention],
    neighbours: Sequence[Neighbour],
    lookup: Callable[[str], Sequence[Candidate]],
    home: Place | None = None,
) -> tuple[Candidate, str] | None:
    """Say near which known place a name lies that the gazetteer lacks.

    Args:
        document: The report.
        mentions: Where the report names it.
        neighbours: What the report's other names mean, in text order.
        lookup: Looks a part of the name up.
        home: Where the publisher is at home.

    Returns:
        The neighbourhood as a candidate with its certainty, and the reason in words; None when nothing tells.
    """
    signs = [sign for mention in mentions for sign in _signs(document, mention, neighbours)]
    if (part := _part(mentions[0].text, _places(neighbours), lookup)) is not None:
        signs.append(part)
    if home is not None:
        signs.append(_Sign(place=home, weight=_HOME, words="the publisher is at home there"))
    if not signs:
        return None
    votes = _votes(signs)
    best = max(signs, key=lambda one: (votes[one.place.id] * _SAY[one.place.precision] ** 0.5, one.weight))
    total = sum(sign.weight for sign in signs)
    sign = max(
        (one for one in signs if _closeness(one.place, best.place) > 0.5),
        key=lambda one: (one.weight, one.place.id),
    )
    share = votes[best.place.id] / (total + _DOUBT) * _TELLS[sign.place.precision]
    sure = min(CEILING, _LEAST + _STEP * share)
    return Candidate(place=_near(sign), rung=RUNG, score=round(sure, 4)), sign.words


def _votes(signs: Sequence[_Sign]) -> dict[str, float]:
    """What all signs say for the ground around each place: identifier → weight."""
    weights: dict[str, float] = defaultdict(float)
    for sign in signs:
        weights[sign.place.id] += sign.weight
    votes = dict(weights)
    for one, other in combinations({sign.place.id: sign.place for sign in signs}.values(), 2):
        if abs(one.latitude - other.latitude) < _APART_DEGREES:
            close = _closeness(one, other)
            votes[one.id] += weights[other.id] * close
            votes[other.id] += weights[one.id] * close
    return votes


def in_common(neighbours: Sequence[Neighbour]) -> list[Neighbour]:
    """Say of each place of a report how much of the rest plays around it, as a share of the best.

    Args:
        neighbours: What the report's names mean, in text order.

    Returns:
        The same, in the same order.
    """
    places = {neighbour.place.id: neighbour for neighbour in neighbours}
    votes = dict.fromkeys(places, 0.0)
    for one, other in combinations(places.values(), 2):
        company = _company(one.place, other.place)
        votes[one.place.id] += other.sure * company
        votes[other.place.id] += one.sure * company
    most = max(votes.values(), default=0.0) or 1.0
    return [replace(neighbour, shared=votes[neighbour.place.id] / most) for neighbour in neighbours]


def _company(one: Place, other: Place) -> float:
    """How much two places of a report speak for each other."""
    inside = _SAME_COUNTRY if one.country is not None and one.country == other.country else 0.0
    if division_of(one) and division_of(one) == division_of(other):
        inside = _SAME_DIVISION
    return max(inside, math.exp(-distance_km(one, other) / _SHARED_KM))


def _closeness(one: Place, other: Place) -> float:
    return math.exp(-distance_km(one, other) / _COMPANY_KM)


def _near(sign: _Sign) -> Place:
    """The neighbourhood of a place: wider than itself, and never a site."""
    place = sign.place
    radius = max(place.radius_km, _WIDENED_KM if sign.weight < _NAMED_IN_IT else 5.0)
    return Place(
        id=f"near:{place.id}",
        name=f"near {place.name}",
        latitude=place.latitude,
        longitude=place.longitude,
        country=place.country,
        admin1=place.admin1,
        admin1_name=place.admin1_name,
        layer=LAYER,
        precision="locality" if place.precision == "site" else place.precision,
        radius_km=round(radius, 1),
        source=place.source,
    )


def _signs(document: Document, mention: Mention, neighbours: Sequence[Neighbour]) -> Iterator[_Sign]:
    """What the report's other places tell, each by how it stands to the name."""
    text = document.text
    low = bisect_left(neighbours, mention.start - _FAR, key=_start)
    for neighbour in neighbours[low : bisect_left(neighbours, mention.end + _FAR, key=_start)]:
        other, place = neighbour.mention, neighbour.place
        say = _SAY[place.precision] * neighbour.sure * (1.0 if other.kind == "literal" else 0.4)
        say *= _ALONE + (1.0 - _ALONE) * neighbour.shared
        before = other.end <= mention.start
        first, last = (other.end, mention.start) if before else (mention.end, other.start)
        gap = text[first:last]
        if not before and len(gap) < 40 and _BEHIND.fullmatch(gap):
            yield _Sign(place=place, weight=_IN_IT * say, words=f"the report puts it in or at {place.name}")
        elif before and len(gap) < 25 and _OWNER.fullmatch(gap):
            yield _Sign(place=place, weight=_OWNS_IT * say, words=f"the report calls it {place.name}'s")
        elif _SENTENCE.search(text, first, last + 1) is None:
            weight = _BESIDE * say * math.exp(-len(gap) / 150)
            yield _Sign(place=place, weight=weight, words=f"the sentence names {place.name}")
        else:
            weight = _AROUND * say * (1.0 if before else 0.6) * (0.15 + math.exp(-len(gap) / _REACH))
            yield _Sign(place=place, weight=weight, words=f"the report is about {place.name}")


def _start(neighbour: Neighbour) -> int:
    return neighbour.mention.start


def bearers(
    mentions: Sequence[Mention], neighbours: Sequence[Neighbour], lookup: Callable[[str], Sequence[Candidate]]
) -> list[Neighbour]:
    """Towns that stand in a name the gazetteer lacks, as company for the rest of the report.

    Args:
        mentions: Where the report names it.
        neighbours: What the report's other names mean.
        lookup: Looks a part of the name up.

    Returns:
        The town that *Bury Town Hall* is called after, somewhat less sure than if it were named itself.
    """
    places = _places(neighbours)
    parts = {text: _part(text, places, lookup) for text in {mention.text for mention in mentions}}
    return [
        Neighbour(mention=mention, place=part.place, sure=_PART * part.weight / _NAMED_IN_IT)
        for mention in mentions
        if (part := parts[mention.text]) is not None
    ]


def _places(neighbours: Sequence[Neighbour]) -> list[Place]:
    return list({neighbour.place.id: neighbour.place for neighbour in neighbours}.values())


def _part(name: str, places: Sequence[Place], lookup: Callable[[str], Sequence[Candidate]]) -> _Sign | None:
    """The town in the name: *Bury Town Hall*, *the Crown Hotel Bury*; streets are called after towns far away."""
    words = name.split()
    ends = {word.casefold().rstrip(".") for word in (*words[:1], *words[-1:])}
    if ends & (_ROADS | _GROUND):
        return None
    for count in range(min(3, len(words) - 1), 0, -1):
        for part in (" ".join(words[:count]), " ".join(words[-count:])):
            found = [c for c in lookup(part)[:8] if _is_town(c)]
            near = [c for c in found if any(distance_km(c.place, place) < _TOGETHER_KM for place in places)]
            if found and (near or found[0].place.population > _KNOWN):
                place = (near or found)[0].place
                return _Sign(
                    place=place,
                    weight=_NAMED_IN_IT * (1.0 if near else 0.3),
                    words=f"{place.name} is a part of its name",
                )
    return None


def _is_town(candidate: Candidate) -> bool:
    """Whether a part of a name is a place's own name and no word."""
    return candidate.rung in {"exact", "overlay"} and "main" in candidate.flags and "common" not in candidate.flags
