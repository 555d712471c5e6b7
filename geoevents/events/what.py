"""What happened, in at most eight words of the text itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoevents.language import lexicon

if TYPE_CHECKING:
    from collections.abc import Container

    from geoevents.events.trigger import Trigger
    from geoevents.language import Analysis, Sentence

_MOST_WORDS = 8
_FEW_WORDS = 2
"""So short a text says too little without its subject."""
_LONGEST_SUBJECT = 4
_ENDS = frozenset({",", ".", ";", ":", "“", "”", '"', "(", ")", "–", "—"})
_DAYPARTS = frozenset("early late morning afternoon evening night".split())


def what_happened(analysis: Analysis, trigger: Trigger, passage: Sentence, mention: int, places: Container[int]) -> str:
    """Cut out the words around a word of happening, without the place and the time.

    Args:
        analysis: The document, read.
        trigger: The word of happening.
        passage: The passage that tells of it.
        mention: Index of the place's first token.
        places: Where place mentions begin, in characters.

    Returns:
        At most eight words that stand in the passage in a row: the verb and what follows it, with the subject right
        before it where they alone would be one word or two.
    """
    first = _phrase_start(analysis, trigger, passage.first) if trigger.noun else trigger.index
    last = _phrase_end(analysis, trigger, (first, passage.last), mention, places)
    if not trigger.noun and last - first <= _FEW_WORDS:
        first = _with_subject(analysis, first, passage.first, places)
    if last - first == 1 and not trigger.noun:  # left X before dawn
        last = _phrase_end(analysis, trigger, (first, passage.last), -1, ())
    return re.sub(r"\s+", " ", analysis.span(first, last))


def _phrase_start(analysis: Analysis, trigger: Trigger, begin: int) -> int:
    first = trigger.index
    named = analysis.words[first].tag == "NAME"  # the Eastern Economic Forum
    kin = {"WORD", "NUM", "NAME"} if named else {"WORD", "NUM"}
    while first > begin and (analysis.words[first - 1].tag in kin or analysis.words[first - 1].lemma == "-"):
        if first - 1 > begin and _of_date(analysis, first - 1):  # the March 3 attack
            break
        first -= 1
    return first


def _phrase_end(
    analysis: Analysis, trigger: Trigger, bounds: tuple[int, int], mention: int, places: Container[int]
) -> int:
    first, stop = bounds
    last = first
    while last < stop and last - first < _MOST_WORDS and last != mention:
        word = analysis.words[last]
        placed = analysis.tokens[last].start in places
        told = trigger.noun and trigger.verb is None and word.tag in {"VERB", "AUX", "MOD"}  # of something else
        if last > trigger.index and (placed or told or word.lemma in _ENDS or word.tag == "SUB"):
            break
        last += 1
    while last - 1 > trigger.index and (_dangles(analysis, last - 1) or _of_date(analysis, last - 1)):
        if last - 2 == trigger.index and _is_particle(analysis, last - 1):
            break
        last -= 1
    return last + (analysis.words[last - 1].lemma == "-" and last < stop)  # a break-in


def _with_subject(analysis: Analysis, index: int, begin: int, places: Container[int]) -> int:
    """Where the subject right before a verb group begins, or the verb itself when none stands there."""
    words = analysis.words
    chain = index
    while chain > begin and words[chain - 1].tag in {"AUX", "MOD", "NEG", "ADV", "TO"}:
        chain -= 1
    first = chain
    while first > begin and chain - first < _LONGEST_SUBJECT and _of_subject(analysis, first - 1, places):
        first -= 1
    while first < chain and words[first].tag in {"POSS", "PUNCT"}:
        first += 1
    governed = first > begin and words[first - 1].tag in {"PREP", "TO", "VERB", "POSS"}
    article = first - 1 > begin and words[first - 1].tag == "DET" and words[first - 2].tag in {"PREP", "TO", "VERB"}
    return index if first == chain or governed or article else first


def _of_subject(analysis: Analysis, index: int, places: Container[int]) -> bool:
    word = analysis.words[index]
    named = word.tag in {"WORD", "NAME", "NUM", "POSS"} or word.lemma == "-"
    return named and analysis.tokens[index].start not in places and word.lemma not in lexicon.TEMPORAL


_PARTICLES = frozenset("over out off up down away back on in".split())


def _is_particle(analysis: Analysis, index: int) -> bool:
    """*handed over in X*, *broke out in X*: of two prepositions in a row the first belongs to the verb."""
    after = analysis.words[index + 1].tag if index + 1 < len(analysis.words) else ""
    return analysis.words[index].lemma in _PARTICLES and after in {"PREP", "TO"}


_BEFORE_TIMES = frozenset("on in at since until till from".split())


def _of_date(analysis: Analysis, index: int) -> bool:
    """A number that is cut off from its date: *left on 7* / *May*, *the March* / *3 attack*, *met in 1995*."""
    words = analysis.words
    if words[index].tag != "NUM":
        return False
    beside = {words[i].lemma.rstrip(".") for i in (index - 2, index - 1, index + 1) if 0 <= i < len(words)}
    return bool(beside & lexicon.TEMPORAL) or words[index - 1].lemma in _BEFORE_TIMES


def _dangles(analysis: Analysis, index: int) -> bool:
    """A word that cannot end a phrase once the place or the day behind it is cut off."""
    word = analysis.words[index]
    temporal = word.lemma.rstrip(".") in lexicon.TEMPORAL | _DAYPARTS
    return temporal or word.lemma in lexicon.COMPASS or word.tag in {"PREP", "TO", "DET", "CC", "AUX", "POSS"}
