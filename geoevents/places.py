"""Mention + candidates + the document → which place is meant, how sure, and why.

The ranker is additive over evidence that a reader would use too: how big the bearer of a name is, what
stands beside the name (*Paris, Texas*), which countries and provinces the rest of the report is about,
and how near the other places lie. A country, a capital-sized city and a million-city start so far ahead
that only evidence beside the name makes them lose.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from geoevents.model import Candidate, Place, Resolution

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geoevents.gazetteer import Gazetteer
    from geoevents.model import Document, Mention

DEFAULT_MIN_SCORE = 0.25
"""Below this a mention stays unresolved and says why."""

_COUNTRY_VOTE = 3.0
"""Points for lying in the only country that the report names otherwise, in powers of ten of population."""
_ADMIN_VOTE = 2.5
_NEARNESS = 1.8
_NEAR_KM = 120.0
_NEAR_DEGREES = 5.0
"""Farther than this in latitude, nearness adds nothing."""
_ALTERNATE = 0.9
_SHORTENED = 0.2
"""*Marburg* for *Marburg an der Lahn*: nearly its own name."""
_KNOWN = 50_000
_STRANGER = 1.5
"""What a mere alternate name costs in a country that the report does not mention otherwise."""
_NO_TOWN = 1.5
"""What *the* before the name costs a town."""
_LONE_COUNTRY = 2.0
"""What it costs a country that none of three or more other places lies in it."""
_OWN_TOWN = 1.5
"""Points of a division that a town of the report lies in."""
_NOBODY = 2.8
"""Points of the answer that none of the candidates is meant."""
_MOST = 40
_EARTH_KM = 6371.0088
_LAYER_WEIGHT = {"country": 10.0, "admin1": 5.6, "region": 6.3, "sea": 5.6, "admin2": 4.4, "site": 5.0, "airport": 4.4}
_RUNG_COST = {"overlay": 0.0, "exact": 0.0, "normalised": 0.15, "affix": 0.4, "demonym": 0.0, "head": 1.2, "fuzzy": 2.0}
_DIVISION = re.compile(
    r"\s+(?:county|counties|parish|borough|provinces?|regions?|states?|oblasts?|krais?|governorates?|prefectures?|departments?|republics?)\b",
    re.IGNORECASE,
)
_WATER = re.compile(
    r"\s+(?:[Rr]iver|[Cc]reek|[Ss]trait|[Ss]ea|[Bb]ay|[Gg]ulf|[Ii]slands?|[Mm]ountains?|[Vv]alley|[Dd]esert)\b"
)
_HEAD = re.compile(r"\s*(?:[,.;:!?)]|$)|\s+(?:and|or|in|on|at|to|for|with|by|from|as|is|was|were|are|will|has|had)\b")
"""What may follow a name that is no modifier: *the Atlantic, perhaps*, not *the Paris Walmart*."""
_THE = re.compile(r"\b[Tt]he\s$")
_FACILITY = re.compile(
    r"\s+(airport|airfield|air base|university|station|cosmodrome|castle|palace|stadium)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """One name of a document with all its mentions and candidates."""

    key: str
    candidates: tuple[Candidate, ...]
    count: int
    containers: frozenset[str]
    """Names that stand right behind it: *X, Y*."""
    division: bool
    """Whether *county*, *province* or the like follows it."""
    definite: bool
    """Whether *the* stands before it, as before seas, ranges and regions, never before towns."""
    water: bool
    """Whether *river*, *sea* or *island* follows or leads the name."""
    layers: frozenset[str]
    """Layers that the word behind it names: *Heathrow airport*."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranked:
    candidate: Candidate
    points: float
    reasons: tuple[str, ...]


def distance_km(one: Place, other: Place) -> float:
    """Great-circle distance on a sphere of the Earth's mean radius, in kilometres.

    Haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984).

    Example:
        >>> moscow = Place(id="a", name="Moscow", latitude=55.75, longitude=37.62)
        >>> vladivostok = Place(id="b", name="Vladivostok", latitude=43.11, longitude=131.87)
        >>> round(distance_km(moscow, vladivostok), -2)
        6400.0
    """
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    half = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def resolve(
    document: Document,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    *,
    min_score: float = DEFAULT_MIN_SCORE,
) -> tuple[Resolution, ...]:
    """Decide which place each mention of a document means.

    All mentions of one name in one document mean the same place. The answer depends on this document alone.

    Args:
        document: The report.
        mentions: Its place mentions.
        gazetteer: Where candidates come from.
        min_score: From 0 to 1; a best guess below it is left unresolved.

    Returns:
        One resolution per mention, in their order.

    Example:
        >>> from geoevents.gazetteer import default_gazetteer
        >>> from geoevents.language import analyse
        >>> from geoevents.model import Document
        >>> report = Document(id="a", text="A storm hit Paris, Texas.")
        >>> gazetteer = default_gazetteer()
        >>> found = resolve(report, analyse(report, gazetteer).mentions, gazetteer)
        >>> [(r.place.name, r.place.admin1_name) for r in found]
        [('Paris', 'Texas'), ('Texas', 'Texas')]
    """
    names = _collect(document, mentions, gazetteer)
    ranked = {key: _rank(name, _Context()) for key, name in names.items()}
    for _ in range(2):
        tops = {key: rows[0].candidate.place for key, rows in ranked.items() if rows}
        contexts = _contexts(names, tops)
        ranked = {key: _rank(name, contexts[key]) for key, name in names.items()}
    return tuple(_resolution(m, ranked[_key(m)], min_score) for m in mentions)


def _key(mention: Mention) -> str:
    return mention.text.casefold() if not (mention.text.isupper() and len(mention.text) <= 4) else mention.text


def _collect(document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer) -> dict[str, _Name]:
    counts = Counter(_key(m) for m in mentions)
    containers: dict[str, set[str]] = {key: set() for key in counts}
    divisions: dict[str, bool] = dict.fromkeys(counts, False)
    facilities: dict[str, str] = {}
    waters: set[str] = set()
    definite: set[str] = set()
    ordered = sorted(mentions, key=lambda m: m.start)
    for mention, following in zip_longest(ordered, ordered[1:]):
        if following is not None and re.fullmatch(
            r"(?:,| in|, in| \()\s*(?:the )?", document.text[mention.end : following.start]
        ):
            containers[_key(mention)].add(_key(following))
        if _DIVISION.match(document.text, mention.end):
            divisions[_key(mention)] = True
        if _THE.search(document.text, max(0, mention.start - 5), mention.start) and _HEAD.match(
            document.text, mention.end
        ):
            definite.add(_key(mention))
        if _WATER.match(document.text, mention.end):
            waters.add(_key(mention))
        if facility := _FACILITY.match(document.text, mention.end):
            facilities[_key(mention)] = facility.group(1).lower()
    texts = {_key(m): m.text for m in mentions}
    return {
        key: _Name(
            key=key,
            candidates=gazetteer.lookup(texts[key])[:_MOST],
            count=count,
            containers=frozenset(containers[key]),
            division=divisions[key],
            definite=key in definite,
            water=key in waters,
            layers=frozenset({"airport", "site"}) if key in facilities else frozenset(),
        )
        for key, count in counts.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What the rest of the document says about where it plays."""

    countries: Mapping[str, float] = field(default_factory=dict)
    """Share of the other names by country."""
    admins: Mapping[str, float] = field(default_factory=dict)
    """Share of the other names by first-level division."""
    others: tuple[tuple[float, str, Place], ...] = ()
    """Points of the document by latitude, each with its name."""
    mentions: int = 0
    """How many other names of the document have a country."""
    containers: tuple[Place, ...] = ()

    def nearest_km(self, place: Place, key: str) -> float | None:
        """Distance to the nearest other point within five degrees of latitude; None when there is none."""
        low = bisect_left(self.others, (place.latitude - _NEAR_DEGREES,))
        high = bisect_left(self.others, (place.latitude + _NEAR_DEGREES,))
        return min((distance_km(place, p) for _, name, p in self.others[low:high] if name != key), default=None)


def _contexts(names: Mapping[str, _Name], tops: Mapping[str, Place]) -> dict[str, _Context]:
    """The context of every name: the document's votes without its own."""
    weights = {key: math.sqrt(names[key].count) for key, place in tops.items() if place.country}
    countries: dict[str, float] = defaultdict(float)
    admins: dict[str, float] = defaultdict(float)
    for key, weight in weights.items():
        countries[tops[key].country or ""] += weight
        if _division(tops[key]):
            admins[_division(tops[key])] += weight
    points = (
        sorted(
            (p.latitude, key, p)
            for key, p in tops.items()
            if p.precision in {"site", "locality"} or p.layer == "admin2"
        )
        if tops
        else []
    )
    total = sum(weights.values())
    return {
        key: _Context(
            countries=_without(countries, tops[key].country or "" if key in tops else "", weights.get(key, 0.0), total),
            admins=_without(admins, _division(tops[key]) if key in tops else "", weights.get(key, 0.0), total),
            others=tuple(points),
            mentions=len(weights) - (key in weights),
            containers=tuple(tops[c] for c in name.containers if c in tops and c != key),
        )
        for key, name in names.items()
    }


def _division(place: Place) -> str:
    return f"{place.country}.{place.admin1}" if place.country and place.admin1 and place.layer != "country" else ""


def _without(votes: Mapping[str, float], own: str, weight: float, total: float) -> dict[str, float]:
    """Shares of the votes when one name's own vote is taken out."""
    rest = (total - weight) or 1.0
    shares = {code: (vote - (weight if code == own else 0.0)) / rest for code, vote in votes.items()}
    return {code: share for code, share in shares.items() if share > 1e-9}


def _rank(name: _Name, context: _Context) -> tuple[_Ranked, ...]:
    rows = [_points(candidate, name, context) for candidate in name.candidates]
    return tuple(sorted(rows, key=lambda row: (-row.points, row.candidate.place.id)))


def _points(candidate: Candidate, name: _Name, context: _Context) -> _Ranked:
    place = candidate.place
    points = _prior(candidate, name)
    reasons: list[str] = []
    if name.division:
        divided = place.layer in {"admin1", "admin2", "region"}
        points += 2.0 if divided else -0.5
        reasons += ["a division is named"] * divided
    if name.definite and place.layer == "city" and name.layers == frozenset():
        points -= _NO_TOWN
    if name.water and place.layer not in {"nature", "sea"}:
        points -= 3.0
    if place.layer in name.layers:
        points += 2.5
        reasons.append("the word behind the name says what it is")
    if any(_contains(container, place) for container in context.containers):
        points += 6.0
        reasons.append(f"the text adds “{context.containers[0].name}”")
    if place.country:
        share = context.countries.get(place.country, 0.0)
        points += _COUNTRY_VOTE * share
        lone = share == 0.0 and context.mentions >= 3
        if lone and "main" not in candidate.flags and place.population < _KNOWN:
            points -= _STRANGER
        points -= _LONE_COUNTRY if lone and place.layer == "country" else 0.0
        own = place.layer == "admin1" and f"{place.country}.{place.admin1}" in context.admins
        points += _OWN_TOWN if own else 0.0
        if share > 0.3:
            reasons.append(f"the report is about places in {place.country}")
        points += _ADMIN_VOTE * context.admins.get(f"{place.country}.{place.admin1}", 0.0) if place.admin1 else 0.0
    nearest = context.nearest_km(place, name.key) if place.layer != "country" else None
    if nearest is not None:
        points += _NEARNESS * math.exp(-nearest / _NEAR_KM)
        if nearest < 100:
            reasons.append("other places of the report lie near")
    return _Ranked(candidate=candidate, points=points, reasons=tuple(reasons))


def _prior(candidate: Candidate, name: _Name) -> float:
    place = candidate.place
    if place.layer == "city":
        points = math.log10(place.population + 100)
        points += 1.0 if place.population > 1_000_000 else 0.0
    else:
        points = _LAYER_WEIGHT.get(place.layer, 4.5)
    points -= _RUNG_COST.get(candidate.rung, 1.0)
    if "main" not in candidate.flags and candidate.rung not in {"overlay", "demonym"}:
        points -= _SHORTENED if place.name.casefold().startswith(f"{name.key.casefold()} ") else _ALTERNATE
    if "historic" in candidate.flags:
        points -= 1.0
    if "seat" in candidate.flags and place.layer in {"admin1", "admin2"}:
        points -= 1.5
    if "code" in candidate.flags and place.layer not in {"country", "admin1"}:
        points -= 2.0
    return points


def _contains(container: Place, place: Place) -> bool:
    if container.id == place.id:
        return False
    if container.layer == "country":
        return container.country == place.country
    if container.layer == "admin1":
        return container.country == place.country and container.admin1 == place.admin1
    return container.precision in {"region", "locality"} and distance_km(container, place) <= max(
        container.radius_km, 60.0
    )


def _resolution(mention: Mention, ranked: tuple[_Ranked, ...], min_score: float) -> Resolution:
    if not ranked:
        return Resolution(mention=mention, place=None, reason=f"no place called “{mention.text}” in the gazetteer")
    best = ranked[0].points
    weights = [math.exp(1.6 * (row.points - best)) for row in ranked]
    same = [1.0 if _same_spot(ranked[0].candidate.place, row.candidate.place) else 0.0 for row in ranked]
    nobody = math.exp(1.6 * (_NOBODY - best))
    score = sum(w for w, s in zip(weights, same, strict=True) if s) / (sum(weights) + nobody)
    top = ranked[0].candidate
    score *= {"fuzzy": 0.5, "head": 0.8, "affix": 0.95}.get(top.rung, 1.0)
    candidates = tuple(
        replace(row.candidate, score=round(weight / sum(weights), 4))
        for row, weight in zip(ranked, weights, strict=True)
    )
    why = "; ".join(ranked[0].reasons) or (
        "the only place of that name" if len(ranked) == 1 else "the best known place of that name"
    )
    if score < min_score:
        return Resolution(
            mention=mention,
            place=None,
            score=round(score, 4),
            alternatives=candidates[:6],
            reason=f"{len(ranked)} places are called “{mention.text}” and nothing tells which is meant",
            rung=top.rung,
        )
    return Resolution(
        mention=mention, place=top.place, score=round(score, 4), alternatives=candidates[1:6], reason=why, rung=top.rung
    )


def _same_spot(one: Place, other: Place) -> bool:
    """A city and the division named for it count as one answer."""
    return one.id == other.id or (one.country == other.country and distance_km(one, other) < 50.0)
