"""Place mentions: what the network finds, with the gazetteer's scan as a second opinion."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from geoevents.language.candidates import settled
from geoevents.language.celestial import is_celestial
from geoevents.language.edges import mended
from geoevents.language.kinds import ruled_kind, weighed
from geoevents.language.layout import is_shouted
from geoevents.language.names import label_names, relabelled
from geoevents.language.scan import find_hints, find_matches
from geoevents.language.spans import Report, Span
from geoevents.model import Mention

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from geoevents.gazetteer import Gazetteer
    from geoevents.language.grammar import Word
    from geoevents.language.layout import Sentence, Token
    from geoevents.language.names import Name
    from geoevents.language.recogniser import Recognition

_SURE = 0.75
"""A span of the network's that the gazetteer does not know counts from this certainty on."""
_KNOWN = 0.3
"""One that it knows, from this on."""
_SCANNED = 0.4
"""A match of the scan counts where the network believes in it at least this much, …"""
_REPEATED = 0.1
"""… or this much when the same name is surely found elsewhere in the text, or is no word or person's name either, …"""
_RARE = 0.02
"""… or this much when it is a word for a people, or one of the names that were chosen one by one. One that a word
beside it makes a place needs no belief."""
_TOLD = 0.5
"""A name of another sort speaks against a place from this certainty on."""
_BEYOND_DOUBT = 0.97
"""A name that is also the surname of somebody in the text is a place from this certainty on, or where a word beside it
says so."""
_CERTAIN = 0.8
"""What surely means there."""
_SHOUTED = 0.05
"""The same between capitals, where the network sees less."""


_REVIEWED = frozenset({"sea", "region", "nature", "site", "airport"})
"""Layers whose names were chosen for the gazetteer one by one, so that a match means more."""


def find_mentions(
    text: str,
    tokens: Sequence[Token],
    words: Sequence[Word],
    sentences: Sequence[Sentence],
    gazetteer: Gazetteer,
    recognition: Recognition,
) -> tuple[tuple[Mention, ...], tuple[Name, ...]]:
    """Find the place mentions of a text.

    Args:
        text: The text.
        tokens: Its tokens.
        words: Their tags, one per token.
        sentences: Its sentences.
        gazetteer: Where names are looked up.
        recognition: What the network found.

    Returns:
        ``(mentions, names)``: mentions in text order that never overlap, and every proper name with its label.
    """
    report, chosen, scanned = proposed(text, tokens, words, sentences, gazetteer, recognition)
    judged = settled(report, chosen, scanned, recognition.judge) if recognition.judge else chosen
    spans = sorted((s for s in judged if not is_celestial(tokens, words, s.first, s.last)), key=lambda s: s.start)
    places = frozenset(i for span in spans for i in range(span.first, span.last))
    return tuple(_mention(report, span, places) for span in spans), relabelled(report.names, recognition)


def proposed(
    text: str,
    tokens: Sequence[Token],
    words: Sequence[Word],
    sentences: Sequence[Sentence],
    gazetteer: Gazetteer,
    recognition: Recognition,
) -> tuple[Report, tuple[Span, ...], tuple[tuple[int, int, Name | None], ...]]:
    """What the network, the gazetteer and the rules take for place names; arguments as in :func:`find_mentions`.

    Returns:
        ``(the text with all that is known of it, stretches of it that never overlap, matches of the scan)``.
    """
    hints = find_hints(text, tokens, sentences, gazetteer)
    report = Report(
        text=text,
        tokens=tokens,
        words=words,
        sentences=sentences,
        begins=[s.first for s in sentences],
        names=label_names(tokens, words, sentences, hints, text),
        hints=hints,
        recognition=recognition,
    )
    scanned = tuple(find_matches(tokens, words, sentences, report.names, hints, text))
    chosen = tuple(_spans(report, scanned, gazetteer))
    return report, chosen, scanned


def _mention(report: Report, span: Span, places: frozenset[int]) -> Mention:
    said = report.text[span.start : span.end]
    hint = report.hints.get((span.first, span.last))
    sentence = report.sentence_at(span.first)
    name = report.name_at(span.first)
    titled = name is not None and name.label in {"work", "vessel"} and name.last == span.last
    inside = name if titled else span.inside
    ruled = ruled_kind(report.tokens, report.words, span.first, span.last, sentence, hint, inside, places)
    read = report.recognition.kinds_of(span.start, span.end)
    kind, reason, score = weighed(ruled, read, said, hint, inside)
    return Mention(start=span.start, end=span.end, text=said, kind=kind, reason=reason, score=min(score, span.score))


def _spans(report: Report, scanned: Sequence[tuple[int, int, Name | None]], gazetteer: Gazetteer) -> Iterator[Span]:
    """The network's spans, put right at their edges and filled up by the scan, in no order."""
    tokens = report.tokens
    matches = sorted(scanned, key=lambda match: match[0] - match[1])
    read = _read(report, gazetteer)
    taken: set[int] = set()
    surely = {report.text[s.start : s.end] for s in read if s.score >= _CERTAIN}

    def whole(first: int, last: int, inside: Name | None, score: float) -> Span:
        taken.update(range(first, last))
        start, end = tokens[first].start, tokens[last - 1].end
        return Span(start=start, end=end, first=first, last=last, score=score, inside=inside)

    for first, last, inside in matches:
        if not taken & set(range(first, last)) and _completes(report, read, first, last):
            yield whole(first, last, inside, max(report.believes(first, last), _SCANNED))
    people = _surnames(report.recognition, report.text)
    for span in read:
        sure = span.score >= (_KNOWN if (span.first, span.last) in report.hints else _SURE)
        if report.text[span.start : span.end] in people and not report.governed(span.first, span.last):
            sure = span.score >= _BEYOND_DOUBT
        if sure and not taken & set(range(span.first, span.last)):
            taken.update(range(span.first, span.last))
            yield span
    for first, last, inside in matches:
        if taken & set(range(first, last)):
            continue
        score = report.believes(first, last)
        if score >= _least(report, first, last, surely):
            yield whole(first, last, inside, max(score, _SCANNED))


def _least(report: Report, first: int, last: int, surely: Collection[str]) -> float:
    """How much the network has to believe in a match of the scan."""
    start, end = report.tokens[first].start, report.tokens[last - 1].end
    hint = report.hints.get((first, last))
    if is_shouted(report.tokens, report.sentence_at(first)):
        return _SHOUTED
    if hint is None:
        return _SCANNED
    labels = {e.label for e in report.recognition.entities_in(start, end) if e.score >= _TOLD}
    known = not hint.flags & {"common", "person"}
    clear = known and not labels & {"PER", "ORG", "MISC"}
    acts = last < len(report.words) and report.words[last].tag in {"VERB", "AUX", "MOD"}
    if "metonym" in hint.flags:
        return 0.0 if acts else _SCANNED
    if known and report.governed(first, last):
        return 0.0
    if known and not labels & {"PER", "ORG"} and (hint.best_layer in _REVIEWED or "demonym" in hint.flags):
        return _RARE
    return _REPEATED if clear or report.text[start:end] in surely else _SCANNED


def _surnames(recognition: Recognition, text: str) -> frozenset[str]:
    """Last words of the persons' names that the network surely found: *Kinney* after *Ray Kinney*."""
    full = (text[e.start : e.end].split() for e in recognition.entities if e.label == "PER" and e.score >= _TOLD)
    return frozenset(words[-1] for words in full if len(words) > 1)


def _read(report: Report, gazetteer: Gazetteer) -> list[Span]:
    """The network's spans over whole tokens, their edges mended; the full stop of an abbreviation belongs to it."""
    tokens, toponyms = report.tokens, report.recognition.toponyms
    starts = [t.start for t in tokens]
    ranges = [(bisect_right(starts, t.start) - 1, bisect_left(starts, t.end)) for t in toponyms]
    found: list[Span] = []
    for toponym, exact, (first, last) in zip(
        toponyms, ranges, mended(tokens, ranges, report.text, gazetteer), strict=True
    ):
        if found and first < found[-1].last:
            continue
        start, end = tokens[first].start, tokens[last - 1].end
        if (first, last) == exact:
            start, end = toponym.start, end if report.text[toponym.end : end] == "." else toponym.end
        inside = report.name_around(first, last)
        found.append(Span(start=start, end=end, first=first, last=last, score=toponym.score, inside=inside))
    return found


def _completes(report: Report, read: Sequence[Span], first: int, last: int) -> bool:
    """Whether a match of the scan holds a name that the network cut short: *Komsomolsk* for *Komsomolsk-on-Amur*."""
    begin = bisect_right(read, first, key=lambda s: s.last)
    parts = []
    for span in read[begin:]:
        if span.first >= last:
            break
        parts.append(span)
    if not parts or any(s.first < first or s.last > last or (s.first, s.last) == (first, last) for s in parts):
        return False
    hint = report.hints.get((first, last))
    hyphenated = any(t.text in {"-", "–"} for t in report.tokens[first:last])
    built = hint is not None and hint.best_layer in {"site", "airport"}
    reviewed = hint is not None and hint.best_layer in _REVIEWED and (report.governed(first, last) or not built)
    if hyphenated or reviewed:
        return True
    covered = {i for s in parts for i in range(s.first, s.last)}
    rest = [i for i in range(first, last) if i not in covered and report.tokens[i].text[0].isalnum()]
    return all(report.believes(i, i + 1) >= _SCANNED for i in rest)
