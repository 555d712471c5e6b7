"""Tokens → coarse tags, verb groups and clauses, from closed word classes alone.

This is no parser. It answers three questions about a place in a sentence: which verb or noun of
happening governs it, whether that verb group says occurred, planned, possible or negated, and which
words belong to the same clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from geoevents.language import lexicon
from geoevents.language.verbs import BASE_PARTICIPLES, known_verb, noun_trigger, verb_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.language.layout import Sentence, Token
    from geoevents.model import Status

Tag = Literal[
    "PUNCT", "NUM", "DET", "PRO", "CC", "SUB", "MOD", "AUX", "NEG", "PREP", "TO", "POSS", "VERB", "ADV", "NAME", "WORD"
]

_NOT_ADVERBS = frozenset("july family italy assembly supply reply daily weekly early only ally rally fly apply".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A token with its coarse tag and, for a verb, its lemma and form."""

    tag: Tag
    """Coarse part of speech."""
    lemma: str
    """Base form of a verb, else the lower-case word."""
    form: str = ""
    """Penn tag of a verb: ``VB VBZ VBD VBN VBG``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A run of tokens around one verb group, or none."""

    first: int
    """Index of the first token."""
    last: int
    """Index past the last token."""
    opener: str
    """The word that opened it: ``which while , ;`` … or empty at the head of a sentence."""


def tag_text(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> list[Word]:
    """Tag the words of all sentences; what stands outside of them is punctuation.

    Args:
        tokens: All tokens of a text.
        sentences: Its sentences.

    Returns:
        One word per token.
    """
    words = [Word(tag="PUNCT", lemma=token.lower) for token in tokens]
    for sentence in sentences:
        words[sentence.first : sentence.last] = tag_words(tokens, sentence)
    return words


def tag_words(tokens: Sequence[Token], sentence: Sentence) -> tuple[Word, ...]:
    """Tag the tokens of one sentence.

    Args:
        tokens: All tokens of the text.
        sentence: The sentence.

    Returns:
        One word per token of the sentence.

    Example:
        >>> from geoevents.language.layout import sentences_of, tokens_of
        >>> text = "The visit ended and he will visit Bonn."
        >>> tokens = tokens_of(text)
        >>> [w.tag for w in tag_words(tokens, sentences_of(text, tokens)[0])]
        ['DET', 'WORD', 'VERB', 'CC', 'PRO', 'MOD', 'VERB', 'NAME', 'PUNCT']
    """
    words: list[Word] = []
    for index in range(sentence.first, sentence.last):
        words.append(_tag(tokens, index, words, initial=index == sentence.first))
    return tuple(words)


def _tag(tokens: Sequence[Token], index: int, before: list[Word], *, initial: bool) -> Word:
    token = tokens[index]
    lower = token.lower
    closed = _closed_class(token, tokens[index + 1].lower if index + 1 < len(tokens) else "", before)
    if closed:
        return Word(tag=closed, lemma=lower)
    if token.capital and not initial and not token.text.isupper():
        return Word(tag="NAME", lemma=lower)
    if token.capital and initial and not known_verb(lower) and noun_trigger(lower) is None:
        return Word(tag="NAME", lemma=lower)
    verb = verb_form(lower)
    if verb and _acts_as_verb(lower, verb[1], before, tokens, index):
        return Word(tag="VERB", lemma=verb[0], form=verb[1])
    if lower.endswith("ly") and len(lower) > 4 and lower not in _NOT_ADVERBS:
        return Word(tag="ADV", lemma=lower)
    return Word(tag="NAME" if token.text.isupper() and len(token.text) > 1 else "WORD", lemma=lower)


def _closed_class(token: Token, following: str, before: list[Word]) -> Tag | None:
    lower = token.lower
    if lower == "may" and token.capital:
        return None
    if not any(c.isalnum() for c in lower):
        return "PUNCT"
    if lower[0].isdigit():
        return "NUM"
    if lower == "to":
        return "TO"
    if lower in {"'s", "'"}:
        return "POSS"
    if lower in lexicon.NEGATIONS:
        return "DET" if lower == "no" and following in {"fewer", "less", "more", "later"} else "NEG"
    if lower == "according" and following == "to":
        return "PREP"
    if lower == "following" and before and before[-1].tag in {"NAME", "WORD", "NUM", "ADV", "VERB", "PUNCT"}:
        return "PREP"  # was arrested following a raid
    if lower == "back" and following in _WHITHER:  # sent the men back to X
        return "ADV"
    if lower == "that" and following in _TIME_NOUNS:
        return "DET"
    if lower == "that" and before and before[-1].tag in {"PREP", "CC", "TO"} and following not in _FINITE:
        return "DET"
    for words, tag in _CLASSES:
        if lower in words:
            return tag
    if lower in {"also", "then", "later", "again", "now", "already", "still", "just", "even", "often", "soon", "first"}:
        return "ADV"
    return None


_WHITHER = frozenset("to from in into at home there here".split())
_TIME_NOUNS = frozenset("day morning afternoon evening night week weekend month year time summer winter".split())
_FINITE = lexicon.MODALS | lexicon.AUXILIARIES | lexicon.PRONOUNS

_CLASSES: tuple[tuple[frozenset[str], Tag], ...] = (
    (lexicon.MODALS, "MOD"),
    (lexicon.AUXILIARIES, "AUX"),
    (lexicon.CONJUNCTIONS, "CC"),
    (lexicon.SUBORDINATORS, "SUB"),
    (lexicon.DETERMINERS, "DET"),  # before the pronouns: "her visit"
    (lexicon.PRONOUNS, "PRO"),
    (lexicon.PREPOSITIONS - {"to"}, "PREP"),
)


def _acts_as_verb(lower: str, form: str, before: list[Word], tokens: Sequence[Token], index: int) -> bool:
    """Tell a verb from the noun or adjective of the same spelling by what stands before and after it."""
    previous = before[-1] if before else None
    if previous is None:
        return form in {"VBG", "VBD", "VBN"}
    if form == "VB":
        return (
            previous.tag in {"TO", "MOD", "NEG", "PRO"}
            or previous.lemma in {"do", "does", "did", "and", "also", "let", "who"}
            or (previous.tag in {"WORD", "NAME"} and _is_plural(previous.lemma) and noun_trigger(lower) is None)
            or (previous.tag == "NAME" and noun_trigger(lower) is None and _plural_subject(before))
        )
    if form == "VBZ":
        return _third_person(lower, before, tokens, index)
    if form == "VBG":
        numbered = len(before) > 1 and before[-2].tag in {"DET", "POSS"} and previous.lemma in _ORDINALS
        named = previous.tag in {"DET", "POSS"} or numbered  # the first sailing
        compound = previous.tag in {"WORD", "NAME"} and (lower in _NOMINAL or noun_trigger(lower) is not None)
        return not named and not compound
    if previous.tag == "ADV" and len(before) > 1 and before[-2].tag in {"DET", "NUM", "PREP"}:
        return False  # 32 federally qualified health centres
    if previous.tag in {"DET", "POSS", "NUM"}:
        following = tokens[index + 1].lower if index + 1 < len(tokens) else "."
        capital = index + 1 < len(tokens) and tokens[index + 1].capital
        return previous.tag == "NUM" and (capital or following in lexicon.PREPOSITIONS | lexicon.DETERMINERS)
    return not (previous.tag == "PREP" and form in {"VBD", "VBN"} and previous.lemma != "as")


def _is_plural(lemma: str) -> bool:
    return lemma.endswith("s") or lemma in {"police", "people", "men", "women", "children"}


def _plural_subject(before: Sequence[Word]) -> bool:
    """Whether a plural with a place behind it waits for its verb: *analysts in X expect*."""
    run = [w.tag for w in before]
    begin = max((n for n, w in enumerate(before) if w.tag in {"SUB", "CC", "PUNCT"}), default=-1) + 1
    if any(tag in {"VERB", "AUX", "MOD"} for tag in run[begin:]) or "PREP" not in run[begin:]:
        return False
    head = run.index("PREP", begin) - 1
    return head >= begin and run[head] in {"WORD", "NAME"} and before[head].lemma.endswith("s")


def _third_person(lower: str, before: list[Word], tokens: Sequence[Token], index: int) -> bool:
    """Tell *visits*, the verb, from the plural noun."""
    previous = before[-1]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    object_follows = after is not None and (after.capital or after.lower in lexicon.DETERMINERS)
    nominal = noun_trigger(lower) is not None and previous.tag not in {"NAME", "PRO"} and not object_follows
    joined = [w.tag for w in before[-3:]] in (["NUM", "PUNCT", "WORD"], ["WORD", "PUNCT", "WORD"])  # two-day passes
    joined = joined and before[-2].lemma == "-"
    counted = previous.lemma in lexicon.NUMBERS or joined
    if previous.tag == "CC":  # won there and travels to …
        led = after is not None and (object_follows or after.lower in lexicon.PREPOSITIONS)
        return led and any(w.tag == "VERB" for w in before) and (not nominal or tokens[index + 1].lower == "to")
    if previous.tag == "VERB" and previous.form == "VBG":  # the sailing leaves
        return object_follows and not nominal
    return previous.tag in {"NAME", "PRO", "WORD", "ADV", "SUB"} and not nominal and not counted


_NOMINAL = frozenset(
    "building opening training painting ruling warning setting housing clothing funding parking shipping banking "
    "drawing recording crossing dwelling engineering manufacturing".split()
)
"""Nouns in *-ing* that head a compound: *the federal building*."""
_ORDINALS = frozenset("first second third next last final maiden new".split())


def clauses_of(words: Sequence[Word], offset: int) -> tuple[Clause, ...]:
    """Cut a tagged sentence into clauses.

    Args:
        words: The tagged words of one sentence.
        offset: Index of its first token in the text.

    Returns:
        Clauses that cover the sentence, in order, with token indices of the text.
    """
    cuts: list[tuple[int, str]] = [(0, "")]
    for index in range(1, len(words)):
        opener = _opener(words, index)
        if not opener and _in_relative(cuts) and _resumes(words, index, cuts[-1][0]):
            opener = "resume"
        if opener and index - cuts[-1][0] > 1:
            cuts.append((index, opener))
    ends = [start for start, _ in cuts[1:]] + [len(words)]
    return tuple(
        Clause(first=offset + start, last=offset + end, opener=opener)
        for (start, opener), end in zip(cuts, ends, strict=True)
    )


def _opener(words: Sequence[Word], index: int) -> str:
    word = words[index]
    if word.tag == "SUB" and word.lemma not in {"as", "once", "before", "after", "since", "until"}:
        return word.lemma
    if word.tag == "SUB":
        dayparts = index + 1 < len(words) and words[index + 1].lemma in lexicon.DAYPARTS  # before dawn
        return word.lemma if not dayparts and _verb_ahead(words, index + 1, limit=9, subject=True) else ""
    if word.lemma in {";", ":", "—", "–", "--"}:
        return word.lemma
    if word.lemma == "," and _reporting_tail(words, index + 1):
        return "report"
    if word.tag == "CC" and word.lemma in {"and", "but", "or", "nor"}:
        following = words[index + 1] if index + 1 < len(words) else None
        if following and (
            following.tag in {"PRO", "MOD", "AUX"} or (following.tag == "VERB" and following.form != "VBG")
        ):
            return word.lemma
        comma = words[index - 1].lemma == ","
        return word.lemma if comma and _verb_ahead(words, index + 1, limit=8) else ""
    return ""


def _in_relative(cuts: Sequence[tuple[int, str]]) -> bool:
    """Whether the clause at hand is a relative one, or joined to one by *and*."""
    opener = next((opener for _, opener in reversed(cuts) if opener not in {"and", "or", "but"}), "")
    return opener in {"which", "who", "whose", "where"}


def _resumes(words: Sequence[Word], index: int, start: int) -> bool:
    """Whether the main clause goes on after a relative clause: ``, which began on Tuesday, has …``."""
    if words[index].tag == "ADV" and index + 1 < len(words) and words[index + 1].tag in {"AUX", "MOD", "VERB"}:
        return words[index - 1].lemma == "," and any(w.tag in {"VERB", "AUX"} for w in words[start : index - 1])
    compound = index + 2 < len(words) and words[index + 1].lemma == "-" and words[index + 2].tag == "VERB"
    return (
        (compound or words[index].tag in {"AUX", "MOD", "VERB"})
        and words[index].form != "VBG"
        and words[index - 1].lemma == ","
        and any(w.tag in {"VERB", "AUX"} for w in words[start : index - 1])
    )


def _verb_ahead(words: Sequence[Word], start: int, *, limit: int, subject: bool = False) -> bool:
    """Whether a finite verb follows before the next comma; with ``subject``, one that *and* does not join."""
    for index, word in enumerate(words[start : start + limit], start):
        joined = subject and word.tag == "CC" and index + 1 < len(words) and words[index + 1].tag == "VERB"
        if word.lemma == "," or joined or (subject and word.tag == "SUB"):
            return False
        if word.tag in {"MOD", "AUX"} or (word.tag == "VERB" and word.form != "VBG"):
            return True
    return False


def _reporting_tail(words: Sequence[Word], start: int) -> bool:
    """Whether the segment after a comma only says who said it: ``, police said on Sunday``."""
    for position, word in enumerate(words[start : start + 14], start):
        if word.lemma == "," or word.tag == "SUB":
            return False
        if word.tag == "VERB":
            rest = [w for w in words[position + 1 :] if w.tag == "VERB"]
            return word.lemma in lexicon.REPORTING and word.form != "VBG" and not rest
        if word.lemma == "according":
            return True
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A verb with its auxiliaries, and what they say."""

    index: int
    """Index of the main verb's token."""
    lemma: str
    """Its base form."""
    form: str
    """Its Penn tag."""
    status: Status
    """What tense, modals and negation say."""
    cue: str
    """The word that decided the status; empty for a plain past."""
    infinitive: bool = False
    """A bare infinitive of purpose, without a cue of its own."""
    passive: bool = False
    """Whether a form of *be* stands before a participle."""
    present: bool = False
    """Whether it is a present passive, as habits are told: *are built*."""


_CHAIN = {"AUX", "MOD", "NEG", "ADV", "TO"}
_GOVERNING_CUES: tuple[tuple[frozenset[str], Status], ...] = (
    (
        frozenset(
            "expect due set schedule plan slate poise intend announce arrange go prepare order aim hope want decide "
            "agree vow pledge promise".split()
        ),
        "planned",
    ),
    (
        frozenset(
            "fear believe suspect allege think say report claim appear seem rumour presume likely threaten "
            "forecast try attempt".split()
        ),
        "possible",
    ),
    (frozenset("fail refuse decline unable cancel forbid prevent".split()), "negated"),
    (frozenset("continue begin start keep".split()), "ongoing"),
)


def group_at(words: Sequence[Word], position: int, offset: int) -> Group:
    """Read the verb group that ends in the verb at ``position``.

    Args:
        words: The tagged words of one sentence.
        position: Index of the verb within ``words``.
        offset: Index of the sentence's first token in the text.

    Returns:
        The group with its status.
    """
    chain: list[Word] = []
    cursor = position - 1
    while cursor >= 0 and (words[cursor].tag in _CHAIN or _governs_infinitive(words, cursor, chain)):
        chain.insert(0, words[cursor])
        cursor -= 1
    main = words[position]
    status, cue = _group_status(chain, main)
    return Group(
        index=offset + position,
        lemma=main.lemma,
        form="VB" if main.lemma in BASE_PARTICIPLES and main.form == "VBN" and not chain else main.form,
        status=status,
        cue=cue,
        infinitive=bool(chain) and chain[-1].tag == "TO" and not cue and not any(w.tag == "VERB" for w in chain),
        passive=main.form in {"VBD", "VBN"} and any(w.lemma in _BE for w in chain),
        present=main.form in {"VBD", "VBN"} and bool(chain) and chain[-1].lemma in {"is", "are"},
    )


_BE = frozenset("is are was were be been being get got 're".split())


def _governs_infinitive(words: Sequence[Word], cursor: int, chain: list[Word]) -> bool:
    """``was expected`` before ``to return``; ``due`` and ``unable`` count as verbs here."""
    if not chain or chain[0].tag != "TO":
        return False
    word = words[cursor]
    return word.tag == "VERB" or word.lemma in {
        "due",
        "set",
        "unable",
        "likely",
        "plans",
        "plan",
        "scheduled",
        "poised",
    }


def _group_status(chain: list[Word], main: Word) -> tuple[Status, str]:
    lemmas = [w.lemma for w in chain]
    negation = next((w.lemma for w in chain if w.tag == "NEG"), "")
    if negation:
        return "negated", negation
    infinitive = "to" in lemmas
    for word in reversed(chain):
        if infinitive and word.tag != "AUX":
            lemma = (verb_form(word.lemma) or (word.lemma, ""))[0]
            for cues, status in _GOVERNING_CUES:
                if lemma in cues or word.lemma in cues:
                    return status, word.lemma
        if word.lemma == "would" and "have" in lemmas:
            return "negated", "would have"
        if word.lemma in {"will", "'ll", "shall", "would", "should"}:
            return "planned", word.lemma
        if word.lemma in {"may", "might", "could", "can"}:
            return "possible", word.lemma
    direct = [a.tag == "AUX" and b.tag == "TO" for a, b in pairwise(chain)]
    if any(direct) or lemmas[:2] == ["to", "be"]:  # is to open; a bridge to be opened
        return "planned", "to"
    if "being" in lemmas and any(w in {"is", "are"} for w in lemmas):
        return "ongoing", "being"
    if (
        main.form == "VBG"
        and "had" not in lemmas
        and any(w.lemma in {"is", "are", "am", "been", "'re", "'s"} for w in chain)
    ):
        return "ongoing", main.lemma
    return "occurred", ""
