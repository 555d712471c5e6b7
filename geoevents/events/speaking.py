"""Where somebody spoke, and when what was said tells a happening there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geoevents.events.happening import noun_of_happening, verb_trigger
from geoevents.events.trigger import Trigger
from geoevents.language import lexicon
from geoevents.language.verbs import noun_trigger

if TYPE_CHECKING:
    from geoevents.language import Analysis, Sentence


_NEAR = 6
"""How many words may stand between an occasion and its place."""


def on_occasion(analysis: Analysis, first: int, last: int, sentence: Sentence) -> Trigger | None:
    """Find the occasion of words, when it is itself a happening.

    *Said in X on Thursday after talks with …*, *said at a news conference in X*.

    Args:
        analysis: The document, read.
        first: Index of the place's first token.
        last: Index past its last token.
        sentence: Its sentence.
    """
    words = analysis.words
    for cursor in range(first - 1, max(sentence.first, first - _NEAR), -1):
        kind = noun_trigger(words[cursor].lemma) if words[cursor].tag == "WORD" else None
        if words[cursor].tag == "VERB" or words[cursor].lemma in {",", "that"}:
            break
        if kind in {"meeting", "ceremony"} and any(w.lemma in {"at", "during"} for w in words[cursor - 3 : cursor]):
            found = noun_of_happening(analysis, cursor, kind, "in")
            said = next((i for i in range(cursor, sentence.first, -1) if words[i].tag == "VERB"), None)
            return replace(found, verb=said) if isinstance(found, Trigger) else None
    for cursor in range(last, min(last + 6, sentence.last - 1)):
        if words[cursor].lemma in {"after", "during", "following", "at"}:
            noun = next((i for i in range(cursor + 1, min(cursor + 5, sentence.last)) if words[i].tag != "DET"), None)
            kind = noun_trigger(words[noun].lemma) if noun is not None and words[noun].tag == "WORD" else None
            if noun is None or kind not in {"meeting", "ceremony"}:
                return None
            found = noun_of_happening(analysis, noun, kind, "in")
            said = next((i for i in range(last - 1, sentence.first, -1) if words[i].tag == "VERB"), None)
            return replace(found, verb=said) if isinstance(found, Trigger) else None  # the day of the words is its day
        if words[cursor].lemma in {",", "that"}:
            return None
    return None


_ON_THE_SPOT = frozenset(
    "police officials authorities firefighters rescuers residents witnesses villagers neighbours neighbors doctors "
    "medics prosecutors soldiers troops workers activists spokesman spokeswoman spokesperson".split()
)
"""Who tells of what happened where they are."""


def reported_from(analysis: Analysis, first: int, sentence: Sentence, places: frozenset[int]) -> Trigger | None:
    """Find what those on the spot tell of, unless it names another place: *In X, police said a man was shot*.

    Args:
        analysis: The document, read.
        first: Index of the place's first token.
        sentence: Its sentence.
        places: Indices of all tokens that belong to place mentions.
    """
    words = analysis.words
    verbs = [i for i in range(first, sentence.last) if words[i].tag == "VERB"]
    if first - sentence.first > _FRONTED or len(verbs) < 2 or words[verbs[0]].lemma not in {"say", "report"}:
        return None
    said, told = verbs[:2]
    comma = next((i for i in range(said - 1, first, -1) if words[i].lemma == ","), None)
    if comma is None or not any(w.lemma in _ON_THE_SPOT for w in words[comma:said]):
        return None
    if places & set(range(said, sentence.last)):
        return None
    found = verb_trigger(analysis, told, "in")
    return found if isinstance(found, Trigger) and found.known else None


_FRONTED = 6
"""How many words a place at the front of its sentence may have before it."""


def speaks_there(analysis: Analysis, index: int, first: int, sentence: Sentence) -> bool:
    """Whether a phrase only tells who speaks: *officials in X said*, *the ministry in X says*.

    Args:
        analysis: The document, read.
        index: Index of the preposition.
        first: Index of the place's first token.
        sentence: Its sentence.
    """
    words = analysis.words
    if index <= sentence.first or words[index - 1].tag != "WORD" or noun_trigger(words[index - 1].lemma):
        return False
    for cursor in range(first + 1, min(first + 6, sentence.last)):
        word = words[cursor]
        if word.tag == "VERB":
            return word.lemma in lexicon.REPORTING - {"show", "find"}
        if word.lemma in {",", "where", "which"} or word.tag == "PREP":
            return False
    return False
