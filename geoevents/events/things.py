"""Things that come to one place after another: an outbreak, a torch, a ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geoevents.events.trigger import Trigger
    from geoevents.language import Analysis

_THINGS = frozenset(
    "outbreak epidemic pandemic virus disease cholera measles ebola polio plague flu influenza bird-flu wildfire "
    "slick torch flame relic statue ship vessel yacht tanker freighter frigate submarine destroyer balloon "
    "swarm".split()
)
"""Nouns of what spreads or is carried from place to place."""
_IT = frozenset({"it", "she"})
_MEMORY = 2000
"""How many words back the fullest form is looked for."""
_FARTHEST = 3
"""How many sentences back *it* may reach."""


def thing_told(analysis: Analysis, trigger: Trigger) -> str | None:
    """Find the thing that a happening is about, where the text tells of nobody.

    Args:
        analysis: The document, read.
        trigger: The word of happening.

    Returns:
        Such as ``cholera outbreak``: always the fullest form that the text has for it; None when there is none.
    """
    sentence = analysis.sentence_at(trigger.index)
    verb = trigger.verb if trigger.verb is not None else trigger.index
    last = max(verb, trigger.index)
    own = _last_thing(analysis, sentence.first, last + (trigger.noun and trigger.index >= verb))
    if own is None and any(w.lemma in _IT and w.tag == "PRO" for w in analysis.words[sentence.first : last]):
        first = sentence.first
        for _ in range(_FARTHEST):
            if first == 0:
                break
            first = analysis.sentence_at(first - 1).first
        own = _last_thing(analysis, first, sentence.first)
    return _fullest(analysis, own) if own is not None else None


def _last_thing(analysis: Analysis, first: int, last: int) -> int | None:
    """The last noun of a thing in a range that nothing governs: the subject, not *a case of cholera*."""
    for index in range(last - 1, first - 1, -1):
        word = analysis.words[index]
        if word.tag == "WORD" and word.lemma in _THINGS:
            begin = _begin(analysis, index)
            before = begin - 1
            while before > first and analysis.words[before].tag == "DET":
                before -= 1
            following = analysis.words[index + 1].tag if index + 1 < len(analysis.words) else "PUNCT"
            if analysis.words[before].tag not in {"PREP", "TO", "VERB"} and following not in {"WORD", "POSS"}:
                return index
    return None


def _begin(analysis: Analysis, index: int) -> int:
    while index > 0 and analysis.words[index - 1].tag == "WORD":
        index -= 1
    return index


def _fullest(analysis: Analysis, index: int) -> str:
    """The longest phrase with the same noun up to here: *cholera outbreak* for a later *outbreak*."""
    head = analysis.words[index].lemma
    same = [
        i
        for i in range(max(0, index - _MEMORY), index + 1)
        if analysis.words[i].tag == "WORD" and analysis.words[i].lemma == head
    ]
    return max((analysis.span(_begin(analysis, i), i + 1) for i in same), key=lambda text: len(text.split()))
