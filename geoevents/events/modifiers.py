"""A name that stands before a noun: *the X attack* happens there, *the X suburb of Y* and *the X embassy* do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoevents.events.happening import STRUCK, noun_of_happening
from geoevents.events.trigger import Trigger
from geoevents.language import lexicon
from geoevents.language.verbs import noun_trigger

if TYPE_CHECKING:
    from collections.abc import Container

    from geoevents.language import Analysis, Sentence

_GATHERINGS = frozenset("summit summits conference congress talks meeting forum".split())
"""Meetings that are called after the place where they are held."""
_PRINTED = frozenset("section sections edition editions page pages desk".split())
_TOWNS = frozenset(
    "suburb suburbs town city village hamlet township commune municipality port resort settlement".split()
)
"""What has its name behind *of*; in *the X district of Y* the district is X."""
_ABROAD = frozenset(
    "embassy embassies consulate consulates mission ambassador ambassadors envoy envoys diplomat diplomats "
    "troops forces soldiers ship ships warship warships vessel flag".split()
)
"""What a country has outside itself."""


def only_describes(analysis: Analysis, first: int, last: int, places: Container[int], *, country: bool) -> str:
    """Why a name in another's name, or before a noun, tells no place of a happening; empty when it may.

    Args:
        analysis: The document, read.
        first: Index of the name's first token.
        last: Index past the name's last token.
        places: Indices of all tokens that belong to place mentions.
        country: Whether it names a country or a continent.
    """
    words = analysis.words
    if first > 1 and words[first - 1].lemma == "at" and _campus(analysis, first - 2):
        return "part of the university's name"
    end = analysis.sentence_at(last - 1).last
    if last + 1 < end and words[last].lemma in {"-", "–"} and words[last + 1].lemma in {"based", "born", "base"}:
        return "says where somebody or something is based"
    if last >= end or words[last].tag != "WORD":
        return ""
    noun = words[last].lemma
    if noun in _PRINTED:
        return f"a part of a publication (“{noun}”)"
    placed = last + 2 < len(words) and words[last + 1].lemma == "of" and last + 2 in places
    if placed and noun in _TOWNS:
        return f"says where the {noun} lies"
    if country and noun in _ABROAD:
        return f"says whose it is (“{noun}”)"
    one = first > 0 and words[first - 1].lemma in {"a", "an"} and analysis.tokens[first].text.istitle()
    if country and one and not noun_trigger(noun) and noun not in lexicon.PLACE_NOUNS | lexicon.VENUES:
        return f"only describes “{noun}”"
    return ""


def _campus(analysis: Analysis, index: int) -> bool:
    """Whether a name ends here that a university has: *the State University of X* / *at Y*."""
    words = analysis.words
    first = index
    while first > 0 and (words[first].tag == "NAME" or words[first].lemma == "of"):
        if words[first].lemma == "university":
            return words[first].tag == "NAME"
        first -= 1
    return False


_VENUES = frozenset(
    "court courthouse hospital infirmary clinic airport station stadium arena prison jail church cathedral mosque "
    "synagogue temple museum theatre theater hall park zoo harbour harbor port bridge centre center racecourse "
    "speedway".split()
)
"""What stands in the town that it is named after."""


def venue_range(analysis: Analysis, first: int, last: int) -> tuple[int, int] | None:
    """Find the name of a building that a name of a town is part of: *at* / *Swansea Crown Court*.

    Args:
        analysis: The document, read.
        first: Index of the town's first token.
        last: Index past its last token.

    Returns:
        The token range of the building's name behind a preposition that says where; None when there is none.
    """
    words, sentence = analysis.words, analysis.sentence_at(first)
    begin, end = first, last
    while begin > sentence.first and words[begin - 1].tag == "NAME":
        begin -= 1
    while end < sentence.last and (words[end].tag == "NAME" or words[end].lemma in {"'", "'s", "’"}):
        end += 1
    before = begin - 1 - (begin > sentence.first and words[begin - 1].tag == "DET")
    if end == last or words[end - 1].lemma not in _VENUES or before < sentence.first:
        return None
    return (begin, end) if words[before].lemma in {"at", "in", "outside", "inside", "near", "to", "into"} else None


def as_modifier(analysis: Analysis, first: int, last: int, sentence: Sentence) -> Trigger | None:
    """*the X attack*, *X's airport crash*, *last year's X summit*: the name stands before a noun of happening."""
    words = analysis.words
    start = last + (last < sentence.last and words[last].tag == "POSS")
    for cursor in range(start, min(start + 2, sentence.last)):
        word = words[cursor]
        kind = noun_trigger(word.lemma) if word.tag == "WORD" else None
        before = words[first - 1].tag if first > sentence.first else ""
        gathering = cursor == last and word.lemma in _GATHERINGS and before in {"DET", "POSS", "NUM"}
        if kind and ((kind in STRUCK and before in {"DET", "PREP", "TO"}) or gathering):
            found = noun_of_happening(analysis, cursor, kind, "modifier")
            return found if isinstance(found, Trigger) else None
        if word.tag != "WORD":
            return None
    return None
