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
from geoevents.places.context import Context, contexts_of
from geoevents.places.features import features
from geoevents.places.names import Name, collect_names, lead_of
from geoevents.places.sphere import distance_km
from geoevents.places.surroundings import RUNG, Neighbour, placed
from geoevents.places.weights import CEILING, NOBODY, SHARPNESS, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geoevents.gazetteer import Gazetteer
    from geoevents.model import Document, Mention

__all__ = ["DEFAULT_MIN_SCORE", "distance_km", "resolve"]

DEFAULT_MIN_SCORE = 0.25
"""Below this a mention stays unresolved and says why."""

_LIKELY = 8
"""Candidates of a name that can keep others company."""
ROUNDS = 3
"""How often the context is read again with the answers of the round before."""


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
    ranked = {key: rank(name, Context(home=home)) for key, name in names.items()}
    for _ in range(ROUNDS):
        contexts = contexts_of(names, {key: odds_of(rows) for key, rows in ranked.items()}, home, lead)
        ranked = {key: rank(name, contexts[key]) for key, name in names.items()}
    answers = [_resolution(m, ranked[key], min_score) for m, key in zip(mentions, keys, strict=True)]
    if all(ranked[key] for key in keys):
        return tuple(answers)
    return tuple(_with_surroundings(document, answers, gazetteer, min_score, home))


def _with_surroundings(
    document: Document, answers: Sequence[Resolution], gazetteer: Gazetteer, min_score: float, home: Place | None
) -> Iterator[Resolution]:
    """Say of the names that the gazetteer lacks near what they lie; as an answer only when the best guess is wanted."""
    neighbours = [
        Neighbour(mention=a.mention, place=a.place, sure=a.score)
        for a in sorted(answers, key=lambda a: a.mention.start)
        if a.place is not None and a.score >= DEFAULT_MIN_SCORE
    ]
    for answer in answers:
        told = answer.place is not None or answer.alternatives
        found = None if told else placed(document, answer.mention, neighbours, gazetteer.lookup, home)
        if found is None:
            yield answer
            continue
        candidate, words = found
        reason = f"{answer.reason}; {words}"
        if min_score > 0:
            yield replace(answer, alternatives=(candidate,), reason=reason, rung=RUNG)
        else:
            yield replace(answer, place=candidate.place, score=candidate.score, reason=reason, rung=RUNG)


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
