"""What might be a place name, with which edges, and the facts that the judge decides by."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

import numpy as np

from geoevents.gazetteer.flags import FLAGS
from geoevents.language import lexicon
from geoevents.language.edges import DIVISIONS, ROADS, TAILS
from geoevents.language.grammar import Tag
from geoevents.language.names import Label
from geoevents.language.recogniser import ENTITY_LABELS, KINDS
from geoevents.language.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geoevents.language.judge import Judge
    from geoevents.language.spans import Report

    Range = tuple[int, int]

ACCEPTED = 0.36
"""A candidate is a place name from this probability on."""
_LIKELY = 0.02
"""Belief of the network that makes a match of the scan a candidate."""
_TOLD = 0.9
"""How sure a name is at least that the rules choose and that is beyond the judge."""
_WITH_ARTICLE = frozenset({"sea", "region", "nature", "admin1"})
"""Layers whose names often stand behind an article: *the Carolinas*, *the Isle of Wight*."""
_GOES_ON = frozenset(("-", "–", "'s", "’s"))
"""What stands behind a name that goes on."""
_LAYERS = ("country", "admin1", "admin2", "city", "region", "sea", "nature", "site", "airport")
_FLAGS = tuple(name for name in FLAGS if name not in {"own", "minor"})
_CLASSES: dict[str, frozenset[str]] = {
    "site": lexicon.SITE_HEADS,
    "organisation": lexicon.ORGANISATION_HEADS,
    "venue": lexicon.VENUES,
    "tail": TAILS,
    "road": ROADS,
    "division": DIVISIONS,
    "compass": lexicon.COMPASS,
    "government": lexicon.GOVERNMENT_NOUNS,
    "title": lexicon.PERSON_TITLES,
}
_WHERE = lexicon.LOCATIVE | lexicon.GOAL


def settled(
    report: Report, chosen: Sequence[Span], scanned: Sequence[tuple[int, int, object]], judge: Judge
) -> Iterator[Span]:
    """Choose among a text's candidates, the likeliest first, so that none overlap.

    Args:
        report: The text and what is known of it.
        chosen: What the rules take for place names.
        scanned: Matches of the gazetteer's scan, as token ranges.
        judge: Gives each candidate its probability.

    Yields:
        The place names, in no order, with the judge's probability as their score.
    """
    spans, known = described(report, chosen, scanned)
    if not spans:
        return
    rows = np.array([[of[name] for name in judge.features] for of in known], np.float64)
    chances = judge.probability(rows).tolist()
    rules = {(s.start, s.end) for s in chosen}
    told = (_told(report, span) if (span.start, span.end) in rules else 0.0 for span in spans)
    certain = [max(pair) for pair in zip(chances, told, strict=True)]
    taken: list[Range] = []
    for sure, span in sorted(zip(certain, spans, strict=True), key=lambda pair: (-pair[0], pair[1].start)):
        at = bisect_right(taken, (span.start, span.end))
        free = (at == 0 or taken[at - 1][1] <= span.start) and (at == len(taken) or span.end <= taken[at][0])
        if sure >= ACCEPTED and free:
            insort(taken, (span.start, span.end))
            yield replace(span, score=sure)


def _told(report: Report, span: Span) -> float:
    """How sure a name that the rules choose is at least, whatever the judge says.

    A name of the user's own places is, a road with its number, and a known name with a hyphen in it, which is never its
    parts; so is a whole, unmistakable name that a word beside it makes a place, and a building that acts for its
    institution.
    """
    hint = report.hints.get((span.first, span.last))
    within = report.tokens[span.first : span.last]
    if len(within) > 1 and within[-1].text.isdigit():
        return _TOLD
    if hint is None:
        return 0.0
    if "own" in hint.flags or any(token.text in {"-", "–"} for token in within):
        return _TOLD
    after = report.tokens[span.last] if span.last < len(report.tokens) else None
    if "metonym" in hint.flags and after is not None and report.words[span.last].tag in {"VERB", "AUX", "MOD"}:
        return ACCEPTED
    around = report.recognition.entities_in(span.start, span.end)
    part = any(e.label in {"PER", "ORG", "MISC"} and e.end - e.start > span.end - span.start for e in around)
    whole = after is None or not (after.capital or after.text in _GOES_ON or after.text.isdigit())
    article = span.first > 0 and report.words[span.first - 1].tag == "DET" and hint.best_layer not in _WITH_ARTICLE
    clear = whole and not part and not article and not hint.flags & {"common", "person"}
    return ACCEPTED if clear and report.governed(span.first, span.last) else 0.0


def described(
    report: Report, chosen: Sequence[Span], scanned: Sequence[tuple[int, int, object]]
) -> tuple[list[Span], list[dict[str, float]]]:
    """The candidates of a text, and what is known of each.

    Args:
        report: The text and what is known of it.
        chosen: What the rules take for place names.
        scanned: Matches of the gazetteer's scan, as token ranges.

    Returns:
        ``(candidates in text order, the facts of each)``.
    """
    spans = list(_candidates(report, chosen, scanned))
    sources = _Sources(
        rules={(s.start, s.end): s.score for s in chosen},
        network={(t.start, t.end): t.score for t in report.recognition.toponyms},
        matches=frozenset((first, last) for first, last, _ in scanned),
        said=Counter(report.text[s.start : s.end] for s in chosen),
        people=frozenset(
            word
            for entity in report.recognition.entities
            if entity.label == "PER"
            for word in report.text[entity.start : entity.end].lower().split()
        ),
        plain=frozenset(token.text for token in report.tokens if not token.capital),
    )
    return spans, [_facts(report, span, sources) for span in spans]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    """Who takes what for a place name, in one text."""

    rules: Mapping[Range, float]
    """Character ranges that the rules choose, with their score."""
    network: Mapping[Range, float]
    """Character ranges that the network marks, with their score."""
    matches: frozenset[Range]
    """Token ranges that the scan of the gazetteer matches."""
    said: Mapping[str, int]
    """How often the rules choose each name."""
    people: frozenset[str]
    """Words of persons' names, in lower case."""
    plain: frozenset[str]
    """Words that are written without a capital."""


def _candidates(report: Report, chosen: Sequence[Span], scanned: Sequence[tuple[int, int, object]]) -> Iterator[Span]:
    """The rules' choice, the network's names, likely matches of the scan, and each of them a word shorter."""
    tokens, recognition = report.tokens, report.recognition
    starts = [t.start for t in tokens]
    covered = {i for span in chosen for i in range(span.first, span.last)}

    def characters(first: int, last: int) -> Range:
        return tokens[first].start, tokens[last - 1].end

    ours = {(s.start, s.end): s for s in chosen}
    ranges = {*ours, *((t.start, t.end) for t in recognition.toponyms)}
    ranges |= {(e.start, e.end) for e in recognition.entities if e.label in {"LOC", "FAC"}}
    ranges |= {characters(*hinted) for hinted in report.hints if not covered.isdisjoint(range(*hinted))}
    for first, last, _ in scanned:
        if report.believes(first, last) >= _LIKELY or not covered.isdisjoint(range(first, last)):
            ranges.add(characters(first, last))
    for start, end in tuple(ranges):
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end)
        if last - first > 1:
            ranges |= {(tokens[first + 1].start, end), (start, tokens[last - 2].end)}
    for start, end in sorted(ranges):
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end)
        if start < end and first < last:
            inside = ours[start, end].inside if (start, end) in ours else report.name_around(first, last)
            yield Span(start=start, end=end, first=first, last=last, score=0.0, inside=inside)


def _facts(report: Report, span: Span, sources: _Sources) -> dict[str, float]:
    """What is known of a candidate: the same facts in the same order for every one."""
    text = report.text
    there = span.start, span.end
    own = [token.lower for token in report.tokens[span.first : span.last]]
    found: dict[str, float] = {
        "rules": sources.rules.get(there, -1.0),
        "network": sources.network.get(there, -1.0),
        "match": (span.first, span.last) in sources.matches,
        "times": min(sources.said[text[span.start : span.end]], 5),
        "of people": sum(word in sources.people for word in own) / len(own),
        "of words": sum(word in sources.plain for word in own) / len(own),
        "part": span.start / len(text),
        "full stop in": text[span.end - 1] == ".",
        "full stop after": text[span.end : span.end + 1] == ".",
        "hyphen before": text[max(span.start - 1, 0) : span.start] == "-",
        "hyphen after": text[span.end : span.end + 1] == "-",
        "governed": report.governed(span.first, span.last),
    }
    return found | _read(report, span) | _known(report, span) | _beside(report, span)


def _read(report: Report, span: Span) -> dict[str, float]:
    """What the network says of its words, of those beside it, and of the names it takes part in."""
    read, there = report.recognition, report.recognition.words_in(span.start, span.end)
    named = read.named[there]
    before = read.named[there.start - 1] if there.start else 0.0
    after = there.stop < len(read.named)
    found = {
        "belief": named.mean() if named.size else 0.0,
        "least belief": named.min() if named.size else 0.0,
        "most belief": named.max() if named.size else 0.0,
        "belief before": before,
        "belief after": read.named[there.stop] if after else 0.0,
        "begins": read.begun[there.start] if named.size else 0.0,
        "begins again": read.begun[there.start + 1 : there.stop].max(initial=0.0),
        "goes on": read.named[there.stop] - read.begun[there.stop] if after else 0.0,
    }
    found |= zip(KINDS, read.kinds_of(span.start, span.end), strict=True)
    names = read.entities_in(span.start, span.end)
    same = {e.label: e.score for e in names if (e.start, e.end) == (span.start, span.end)}
    longer = {e.label: e.score for e in names if e.start <= span.start and span.end <= e.end and e.label not in same}
    cross = {e.label for e in names if e.label not in same and e.label not in longer}
    labels = read.labels[there]
    for column, label in enumerate(ENTITY_LABELS):
        found |= {
            f"like {label}": labels[:, column].mean() if named.size else 0.0,
            f"like {label} after": read.labels[there.stop, column] if after else 0.0,
            f"is {label}": same.get(label, 0.0),
            f"in {label}": longer.get(label, 0.0),
            f"across {label}": label in cross,
        }
    return {name: float(value) for name, value in found.items()}


def _known(report: Report, span: Span) -> dict[str, float]:
    """What the gazetteer says of the name."""
    hint = report.hints.get((span.first, span.last))
    flags = hint.flags if hint else frozenset()
    layer = hint.best_layer if hint else ""
    return {
        "digits of population": float(len(str(hint.best_population)) if hint else -1),
        **{f"layer {name}": float(layer == name) for name in _LAYERS},
        **{f"flag {name}": float(name in flags) for name in _FLAGS},
    }


def _beside(report: Report, span: Span) -> dict[str, float]:
    """What its own words and those beside it are."""
    tokens, words = report.tokens, report.words
    sentence = report.sentence_at(span.first)
    before = span.first - 1 if span.first > sentence.first else None
    after = span.last if span.last < sentence.last else None
    at = {"first": span.first, "last": span.last - 1, "before": before, "after": after}
    lower = {name: "" if i is None else tokens[i].lower.rstrip(".") for name, i in at.items()}
    tags = {name: "" if at[name] is None else words[at[name] or 0].tag for name in ("before", "after")}
    label = span.inside.label if span.inside else ""
    name = report.name_at(span.first)
    whole = name.label if name and (name.first, name.last) == (span.first, span.last) else ""
    return {
        "tokens": float(span.last - span.first),
        "capitals": float(tokens[span.first].text.isupper()),
        "opens sentence": float(before is None),
        "capital before": float(before is not None and tokens[before].capital),
        "capital after": float(after is not None and tokens[after].capital),
        "of before": float(lower["before"] == "of"),
        "where before": float(lower["before"] in _WHERE),
        "possessive after": float(lower["after"] in {"'s", "’s"}),
        **{f"{name} {side}": float(lower[side] in group) for side in at for name, group in _CLASSES.items()},
        **{f"{tag} {side}": float(said == tag) for side, said in tags.items() for tag in get_args(Tag)},
        **{f"part of {said}": float(label == said) for said in get_args(Label)},
        **{f"is {said}": float(whole == said) for said in get_args(Label)},
    }
