"""*He was arrested there*: happenings at the place that the text has just named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geoevents.events.trigger import Rejection, Trigger
from geoevents.events.triggers import govern_there
from geoevents.language import lexicon

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from geoevents.language import Analysis, Sentence
    from geoevents.model import Resolution

_EXISTS = frozenset("is are was were be been has have had will would may might could can 's 'll seems appears".split())


def told_there(
    analysis: Analysis, fit: Sequence[Resolution], pinned: Collection[Resolution]
) -> Iterator[tuple[Resolution, Trigger, int, Sentence]]:
    """Find what is told to happen *there*.

    Args:
        analysis: The document, read.
        fit: The mentions that name a place where something can happen, in text order.
        pinned: Those of them where something is known to happen; *there* points to one of these first.

    Yields:
        ``(mention, trigger, index of *there*, passage from the mention to *there*)``.
    """
    for index, word in enumerate(analysis.words):
        if word.lemma != "there" or not _points(analysis, index):
            continue
        sentence = analysis.sentence_at(index)
        named = _named_before(analysis, index, sentence, [r for r in fit if r in pinned])
        named = named or _named_before(analysis, index, sentence, fit)
        if named is None:
            continue
        found = govern_there(analysis, index, sentence)
        if isinstance(found, Rejection) or found is None:
            continue
        first = analysis.sentence_at(analysis.token_at(named.mention.start))
        yield named, found, index, replace(first, last=sentence.last, end=sentence.end)


def _points(analysis: Analysis, index: int) -> bool:
    """Whether *there* says where; *there was a fire* only says that there was one."""
    after = analysis.words[index + 1].lemma if index + 1 < len(analysis.words) else ""
    return after not in _EXISTS and analysis.words[index - 1].lemma not in {"out", "up", "over", "hi", "hello"}


def _named_before(analysis: Analysis, index: int, sentence: Sentence, fit: Sequence[Resolution]) -> Resolution | None:
    """The last place before, in the sentence or in the one before of the same paragraph."""
    offset = analysis.tokens[index].start
    before = [r for r in fit if r.mention.end <= offset]
    if not before:
        return None
    named = before[-1]
    between = range(analysis.token_at(named.mention.end) + 2, index)
    if any(analysis.words[i].lemma in lexicon.VENUES and analysis.words[i - 1].tag == "DET" for i in between):
        return None  # there: in the camp, not in the town
    home = analysis.sentence_at(analysis.token_at(named.mention.start))
    earlier = analysis.sentence_at(sentence.first - 1) if sentence.first else sentence
    return named if home in (sentence, earlier) and home.block == sentence.block else None
