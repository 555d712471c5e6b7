"""Mention + candidates + the document → which place is meant, how sure, and why.

The ranker is additive over evidence that a reader would use too (``features.py``): how big the bearer of a
name is, what stands beside the name (*Paris, Texas*), which countries and provinces the rest of the report is
about, and how near the other places lie. A country, a capital-sized city and a million-city start so far ahead
that only strong evidence makes them lose. The weights are in ``weights.py``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geoevents.model import Candidate, Place, Resolution
from geoevents.places.context import Context, contains, contexts_of
from geoevents.places.features import features
from geoevents.places.home import land_of
from geoevents.places.names import Name, collect_names, lead_of
from geoevents.places.sphere import distance_km
from geoevents.places.surroundings import RUNG, Neighbour, bearers, in_common, placed
from geoevents.places.weights import CEILING, NOBODY, SHARPNESS, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geoevents.gazetteer import Gazetteer
    from geoevents.model import Document, Mention

__all__ = ["DEFAULT_MIN_SCORE", "distance_km", "resolve"]

DEFAULT_MIN_SCORE = 0.25
"""Below this a mention stays unresolved and says why."""

_LIKELY = 8
"""Candidates of a name that can keep others company."""
_DIVISIONS = frozenset({"admin1", "admin2", "region"})
_LISTED = 200_000
"""People of a town that may stand before a division in a list rather than in it: *Tampa, Georgia and Alabama*."""
_ASTRAY_KM = 150.0
"""Kilometres outside a division at which a town is none of its border."""
ROUNDS, _TOGETHER = 5, 2
"""How often the context is read again with the answers of the round before; how often all names change their minds at
once. Then every other name does: two that look at each other would swap their minds for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranked:
    candidate: Candidate
    points: float
    evidence: Mapping[str, float]
    container: str
    """Name of the place that the text puts it in; empty when it does not."""


def resolve(
    document: Document,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    *,
    min_score: float = DEFAULT_MIN_SCORE,
    home: Place | None = None,
) -> tuple[Resolution, ...]:
    """Decide which place each mention of a document means.

    All mentions of one name in one document mean the same place. The answer depends on this document alone.

    Args:
        document: The report.
        mentions: Its place mentions.
        gazetteer: Where candidates come from.
        min_score: From 0 to 1; a best guess below it is left unresolved.
        home: Where the publisher is at home, when a corpus shows it (``geoevents.places.home``).

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
    names, keys = collect_names(document, mentions, gazetteer)
    lead = lead_of(document, mentions, keys)
    land = land_of(document)
    ranked = {key: rank(name, Context(home=home, land=land)) for key, name in names.items()}
    for turn in range(ROUNDS):
        contexts = contexts_of(names, {key: odds_of(rows) for key, rows in ranked.items()}, home, land, lead)
        changing = list(names)[turn % 2 :: 2] if turn >= _TOGETHER else names
        ranked |= {key: rank(names[key], contexts[key]) for key in changing}
    outside = {key: _outside(rows, _containers(names[key], ranked)) for key, rows in ranked.items()}
    answers = [
        _elsewhere(m, ranked[key], outside[key]) if outside[key] else _resolution(m, ranked[key], min_score)
        for m, key in zip(mentions, keys, strict=True)
    ]
    lacked = {
        key: [m for m, own in zip(mentions, keys, strict=True) if own == key]
        for key in names
        if outside[key] or not ranked[key]
    }
    if not lacked:
        return tuple(answers)
    around = _surroundings(document, lacked, answers, gazetteer, home)
    return tuple(_beside(a, around.get(key), min_score) for a, key in zip(answers, keys, strict=True))


def _surroundings(
    document: Document,
    lacked: Mapping[str, Sequence[Mention]],
    answers: Sequence[Resolution],
    gazetteer: Gazetteer,
    home: Place | None,
) -> dict[str, tuple[Candidate, str]]:
    """Near what the names lie that the gazetteer lacks, one answer a name."""
    neighbours = [
        Neighbour(mention=a.mention, place=a.place, sure=a.score)
        for a in sorted(answers, key=lambda a: a.mention.start)
        if a.place is not None and a.score >= DEFAULT_MIN_SCORE
    ]
    towns = [one for ms in lacked.values() for one in bearers(ms, neighbours, gazetteer.lookup)]
    company = in_common(sorted([*neighbours, *towns], key=lambda one: one.mention.start))
    found = {}
    for key, mentions in lacked.items():
        own = {mention.start for mention in mentions}
        others = [one for one in company if one.mention.start not in own]
        found[key] = placed(document, mentions, others, gazetteer.lookup, home)
    return {key: pair for key, pair in found.items() if pair is not None}


def _beside(answer: Resolution, around: tuple[Candidate, str] | None, min_score: float) -> Resolution:
    """Say near what a name lies that the gazetteer lacks; as an answer only when the best guess is wanted."""
    if around is None:
        return answer
    candidate, words = around
    reason = f"{answer.reason}; {words}"
    if min_score > 0:
        return replace(answer, alternatives=(candidate, *answer.alternatives), reason=reason, rung=RUNG)
    return replace(answer, place=candidate.place, score=candidate.score, reason=reason, rung=RUNG)


def _containers(name: Name, ranked: Mapping[str, tuple[_Ranked, ...]]) -> list[Place]:
    """What the text puts a name in: *X, Y* and *X in Y*."""
    return [ranked[key][0].candidate.place for key in sorted(name.containers - {name.key}) if ranked[key]]


def _outside(rows: tuple[_Ranked, ...], containers: Sequence[Place]) -> str:
    """What the text puts a small place in, far from every bearer of its name that the gazetteer has; empty if near."""
    if not rows or not containers:
        return ""
    best = rows[0].candidate
    listed = best.rung != "head" and any(c.layer not in _DIVISIONS for c in containers)
    known = best.place.precision not in {"site", "locality"} or best.place.population > _LISTED or "own" in best.flags
    near = any(contains(c, best.place) or distance_km(c, best.place) < c.radius_km + _ASTRAY_KM for c in containers)
    return "" if listed or known or near else containers[0].name


def _elsewhere(mention: Mention, ranked: tuple[_Ranked, ...], container: str) -> Resolution:
    """Say of a name whose bearers lie elsewhere that the one that is meant is not known."""
    return Resolution(
        mention=mention,
        place=None,
        alternatives=tuple(replace(row.candidate, score=0.0) for row in ranked[:5]),
        reason=f"no place called “{mention.text}” in {container} in the gazetteer",
        rung=ranked[0].candidate.rung,
    )


def odds_of(rows: Sequence[_Ranked]) -> list[tuple[Place, float]]:
    """The likeliest places of a name, with their odds, best first."""
    best = rows[0].points if rows else 0.0
    weights = [math.exp(SHARPNESS * (row.points - best)) for row in rows[:_LIKELY]]
    total = sum(weights) or 1.0
    return [(row.candidate.place, weight / total) for row, weight in zip(rows, weights, strict=False)]


def rank(name: Name, context: Context) -> tuple[_Ranked, ...]:
    """Weigh the candidates of a name, best first."""
    rows = []
    container = context.containers[0].name if context.containers else ""
    for position, candidate in enumerate(name.candidates):
        evidence = features(candidate, position, name, context)
        points = sum(WEIGHTS.get(key, 0.0) * value for key, value in evidence.items())
        rows.append(_Ranked(candidate=candidate, points=points, evidence=evidence, container=container))
    return tuple(sorted(rows, key=lambda row: (-row.points, row.candidate.place.id)))


def _resolution(mention: Mention, ranked: tuple[_Ranked, ...], min_score: float) -> Resolution:
    if not ranked:
        return Resolution(mention=mention, place=None, reason=f"no place called “{mention.text}” in the gazetteer")
    best = ranked[0].points
    weights = [math.exp(SHARPNESS * (row.points - best)) for row in ranked]
    same = [1.0 if _same_spot(ranked[0].candidate.place, row.candidate.place) else 0.0 for row in ranked]
    nobody = math.exp(SHARPNESS * (NOBODY - best))
    score = CEILING * sum(w for w, s in zip(weights, same, strict=True) if s) / (sum(weights) + nobody)
    top = ranked[0].candidate
    score *= {"fuzzy": 0.5, "head": 0.8, "affix": 0.95}.get(top.rung, 1.0)
    candidates = tuple(
        replace(row.candidate, score=round(weight / sum(weights), 4))
        for row, weight in zip(ranked, weights, strict=True)
    )
    why = _reason(ranked)
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


_WORDS = (
    ("of the reader's own", 0.5, "a place of your own bears the name"),
    ("in the container", 0.5, "the text adds “{container}”"),
    ("division named", 0.5, "the text names it as a division"),
    ("named in full", 0.5, "the words beside the name say which"),
    ("facility named", 0.5, "the word behind the name says what it is"),
    ("home 60 km", 0.3, "the publisher is at home there"),
    ("publisher's country", 0.5, "the publisher's address is one of {country}"),
    ("near 120 km", 0.45, "other places of the report lie near"),
    ("near the stop before", 0.5, "it lies near the place named right before it"),
    ("near the headline", 0.5, "it lies near what the headline or dateline names"),
    ("its country beside", 0.5, "the same sentence names {country}"),
    ("country's share", 0.3, "the report is about places in {country}"),
)
"""Evidence → how much of it is worth saying → the words."""


def _reason(ranked: tuple[_Ranked, ...]) -> str:
    top = ranked[0]
    country = top.candidate.place.country or "its country"
    told = {"country": country, "container": top.container}
    said = [words.format(**told) for key, least, words in _WORDS if top.evidence.get(key, 0.0) > least]
    return "; ".join(said) or (
        "the only place of that name" if len(ranked) == 1 else "the best known place of that name"
    )
