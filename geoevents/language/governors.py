"""Which preposition governs a name: determiners, compass words and lists stepped over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoevents.language import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.language.grammar import Word
    from geoevents.language.layout import Sentence, Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Governor:
    """The preposition that governs a place name."""

    lemma: str
    """``in``, ``to`` …; empty when none does."""
    index: int
    """Index of its token; of the name itself when none does."""


def governor(
    tokens: Sequence[Token], words: Sequence[Word], index: int, sentence: Sentence, places: frozenset[int]
) -> Governor:
    """Find the preposition that governs the name starting at a token.

    Determiners, compass words, *the city of* and the earlier members of a list are stepped over.

    Args:
        tokens: All tokens.
        words: Their tags.
        index: Index of the name's first token.
        sentence: Its sentence.
        places: Indices of tokens that belong to place names.

    Returns:
        The preposition, or an empty governor.
    """
    cursor = index - 1
    joined = False
    while cursor >= sentence.first and index - cursor < 14:
        word = words[cursor]
        joined = joined or word.tag == "CC"
        if joined and says_when(words, cursor):
            cursor -= 1
            continue
        if word.lemma == "to" and cursor > sentence.first and words[cursor - 1].lemma in _BESIDE:
            return Governor(lemma="near", index=cursor - 1)
        if word.tag in {"PREP", "TO"}:
            generic = word.lemma == "of" and cursor > sentence.first and words[cursor - 1].lemma in GENERIC
            if not generic:
                return Governor(lemma=word.lemma, index=cursor)
        elif not _steps_over(words, tokens, cursor, places):
            break
        cursor -= 1
    return Governor(lemma="", index=index)


def says_when(words: Sequence[Word], cursor: int) -> bool:
    """A word of a day, or the preposition before one: *in X on Saturday and Y on Sunday* steps over *on Saturday*."""
    temporal = words[cursor].lemma in lexicon.TEMPORAL or words[cursor].tag == "NUM"
    following = words[cursor + 1] if cursor + 1 < len(words) else words[cursor]
    before = words[cursor].lemma in {"on", "in"} and (following.lemma in lexicon.TEMPORAL or following.tag == "NUM")
    return temporal or before


def _steps_over(words: Sequence[Word], tokens: Sequence[Token], cursor: int, places: frozenset[int]) -> bool:
    word = words[cursor]
    lower = tokens[cursor].lower
    if lower in {"(", ")"} or (word.lemma in lexicon.TEMPORAL and words[cursor - 1].lemma == "("):
        return _dated_aside(words, cursor)
    if cursor in places or word.tag in {"DET", "POSS"} or lower in lexicon.PLACE_NOUNS | lexicon.COMPASS:
        return True
    if lower in {",", "and", "or"}:
        if words[cursor + 1].tag == "DET" and lower == ",":
            return False  # ", the Kremlin said": no member of a list
        apposition = lower == "," and words[cursor - 1].lemma in lexicon.PLACE_NOUNS
        contained = lower != "," and words[cursor - 1].lemma == "," and cursor - 2 in places  # Dayton, Ohio, and Gary
        return (
            cursor - 1 in places or contained or apposition or listed(words, cursor - 1) or says_when(words, cursor - 1)
        )
    if word.tag == "NAME" and listed(words, cursor):
        return True
    return word.tag == "WORD" and (
        lower.endswith(("ern", "al", "ese", "ous", "ish", "ian", "ing", "held", "ed", "ic")) or lower in _SIZES
    )


_BESIDE = frozenset("close closer next near nearer adjacent".split())
"""Words that with *to* say beside what."""


def _dated_aside(words: Sequence[Word], cursor: int) -> bool:
    """Whether a token belongs to a day in brackets behind a name: *in X (Friday) and Y*."""
    opening = cursor
    while opening > 0 and words[opening].lemma != "(" and cursor - opening < 5:
        opening -= 1
    inside = [w.lemma in lexicon.TEMPORAL or w.tag == "NUM" for w in words[opening + 1 : opening + 5]]
    length = inside.index(False) if False in inside else 0
    return words[opening].lemma == "(" and length > 0 and words[opening + 1 + length].lemma == ")"


def listed(words: Sequence[Word], cursor: int) -> bool:
    """A name between commas: a member of a list that the gazetteer does not know."""
    if not 1 <= cursor < len(words) - 1 or words[cursor].tag != "NAME":
        return False
    return words[cursor - 1].lemma == "," and words[cursor + 1].lemma in {",", "and", "or"}


GENERIC = lexicon.PLACE_NOUNS | lexicon.VENUES | frozenset("federal national international royal union".split())


_SIZES = frozenset("small big large tiny main old new former war-torn besieged disputed remote same".split())
