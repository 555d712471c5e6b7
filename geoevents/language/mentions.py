"""Place mentions: what the network finds, with the gazetteer's scan as a second opinion."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoevents.language.edges import mended
from geoevents.language.kinds import kind_of
from geoevents.language.layout import is_shouted
from geoevents.language.names import label_names, relabelled
from geoevents.language.scan import WHERE, find_hints, find_matches
from geoevents.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geoevents.gazetteer import Gazetteer, NameHint
    from geoevents.language.grammar import Word
    from geoevents.language.layout import Sentence, Token
    from geoevents.language.names import Name
    from geoevents.language.recogniser import Recognition

_SURE = 0.6
"""A span of the network's that the gazetteer does not know counts from this certainty on."""
_KNOWN = 0.3
"""One that it knows, from this on."""
_SCANNED = 0.4
"""A match of the scan counts where the network believes in it at least this much, …"""
_REPEATED = 0.1
"""… or this much when the same name is surely found elsewhere in the text, or is no word or person's name either, …"""
_GOVERNED = 0.02
"""… or this much when that name stands after a word that says where."""
_CERTAIN = 0.8
"""What surely means there."""
_SHOUTED = 0.05
"""The same between capitals, where the network sees less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of text taken for a place name."""

    start: int
    end: int
    first: int
    last: int
    score: float
    inside: Name | None


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
    hints = find_hints(text, tokens, sentences, gazetteer)
    names = relabelled(label_names(tokens, words, sentences, hints, text), recognition)
    spans = sorted(_spans(text, tokens, words, sentences, names, hints, recognition, gazetteer), key=lambda s: s.start)
    places = frozenset(i for span in spans for i in range(span.first, span.last))
    begins = [s.first for s in sentences]
    found = []
    for span in spans:
        sentence = sentences[bisect_right(begins, span.first) - 1]
        hint = hints.get((span.first, span.last))
        kind, reason, score = kind_of(
            tokens,
            words,
            span.first,
            span.last,
            sentence,
            hint,
            span.inside,
            places,
            recognition.kinds_of(span.start, span.end),
        )
        found.append(
            Mention(
                start=span.start,
                end=span.end,
                text=text[span.start : span.end],
                kind=kind,
                reason=reason,
                score=min(score, span.score),
            )
        )
    return tuple(found), names


def _spans(
    text: str,
    tokens: Sequence[Token],
    words: Sequence[Word],
    sentences: Sequence[Sentence],
    names: Sequence[Name],
    hints: Mapping[tuple[int, int], NameHint],
    recognition: Recognition,
    gazetteer: Gazetteer,
) -> Iterator[Span]:
    """The network's spans, put right at their edges and filled up by the scan, in no order."""
    matches = list(find_matches(tokens, words, sentences, names, hints, text))
    read = _read(text, tokens, names, recognition, gazetteer)
    longer = [m for m in matches if _completes(tokens, read, recognition, m)]
    taken: set[int] = set()
    for first, last, inside in longer:
        taken.update(range(first, last))
        start, end = tokens[first].start, tokens[last - 1].end
        yield Span(start=start, end=end, first=first, last=last, score=recognition.believes(start, end), inside=inside)
    for span in read:
        sure = span.score >= (_KNOWN if (span.first, span.last) in hints else _SURE)
        if sure and not taken & set(range(span.first, span.last)):
            taken.update(range(span.first, span.last))
            yield span
    begins = [s.first for s in sentences]
    surely = {text[s.start : s.end] for s in read if s.score >= _CERTAIN}
    for first, last, inside in matches:
        if taken & set(range(first, last)):
            continue
        start, end = tokens[first].start, tokens[last - 1].end
        score = recognition.believes(start, end)
        sentence = sentences[bisect_right(begins, first) - 1]
        clear = _is_clear(hints.get((first, last)), recognition, start, end)
        governed = first > sentence.first and words[first - 1].lemma in WHERE
        if is_shouted(tokens, sentence):
            least = _SHOUTED
        elif clear and governed:
            least = _GOVERNED
        else:
            least = _REPEATED if clear or text[start:end] in surely else _SCANNED
        if score >= least:
            yield Span(start=start, end=end, first=first, last=last, score=max(score, least), inside=inside)


def _is_clear(hint: NameHint | None, recognition: Recognition, start: int, end: int) -> bool:
    """Whether the gazetteer knows a name that is no word or person's name, and the network sees no other name."""
    if hint is None or hint.flags & {"common", "person"}:
        return False
    return not any(e.start < end and start < e.end and e.label in {"PER", "ORG", "MISC"} for e in recognition.entities)


def _read(
    text: str, tokens: Sequence[Token], names: Sequence[Name], recognition: Recognition, gazetteer: Gazetteer
) -> list[Span]:
    """The network's spans over whole tokens, their edges mended; the full stop of an abbreviation belongs to it."""
    starts = [t.start for t in tokens]
    ranges = [(bisect_right(starts, t.start) - 1, bisect_left(starts, t.end)) for t in recognition.toponyms]
    found: list[Span] = []
    for toponym, whole, (first, last) in zip(
        recognition.toponyms, ranges, mended(tokens, ranges, text, gazetteer), strict=True
    ):
        if found and first < found[-1].last:
            continue
        start, end = tokens[first].start, tokens[last - 1].end
        if (first, last) == whole:
            start, end = toponym.start, end if text[toponym.end : end] == "." else toponym.end
        inside = next(
            (n for n in names if n.first <= first and last <= n.last and n.last - n.first > last - first), None
        )
        found.append(Span(start=start, end=end, first=first, last=last, score=toponym.score, inside=inside))
    return found


def _completes(
    tokens: Sequence[Token], read: Sequence[Span], recognition: Recognition, match: tuple[int, int, Name | None]
) -> bool:
    """Whether a match of the scan holds a name that the network cut short: *Komsomolsk* for *Komsomolsk-on-Amur*."""
    first, last, _ = match
    parts = [s for s in read if s.first < last and first < s.last]
    if not parts or any(s.first < first or s.last > last or (s.first, s.last) == (first, last) for s in parts):
        return False
    hyphenated = any(t.text in {"-", "–"} for t in tokens[first:last])
    covered = {i for s in parts for i in range(s.first, s.last)}
    rest = [t for i, t in enumerate(tokens[first:last], first) if i not in covered and t.text[0].isalnum()]
    return hyphenated or all(recognition.believes(t.start, t.end) >= _SCANNED for t in rest)
