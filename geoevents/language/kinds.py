"""What a place name stands for where it is: a place, its authorities, its people, or a part of another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoevents.language import lexicon
from geoevents.language.governors import governor
from geoevents.language.recogniser import KINDS
from geoevents.language.verbs import PLACE_OBJECT_VERBS, known_verb, noun_trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.gazetteer import NameHint
    from geoevents.language.grammar import Word
    from geoevents.language.layout import Sentence, Token
    from geoevents.language.names import Name
    from geoevents.model import Kind

STATES = frozenset({"country", "admin1", "admin2"})
"""Layers whose names are also those of authorities."""
_PEOPLE = 100_000
"""A demonym that is also a town's name means the people unless the town is larger than this."""


_NO_HEADS = frozenset(
    "early late last next tomorrow yesterday today tonight overnight later earlier ago again alone too instead "
    "together there here now then like time times midday noon midnight abroad once twice first second half".split()
)
"""Words that may stand behind a name without being what it describes."""


_RULES = 0.5
"""Weight of the rules' log probability of a kind beside the network's."""
_ONLY_WHERE = frozenset("near off outside inside throughout beyond beside along".split())
"""Prepositions that say where and nothing else; teams and authorities stand behind *at*, *on* and *to* as well."""
_CODE = 4
"""Characters of *U.S.* or *KY*, at most."""
_DOUBT = 0.03
"""The network never rules a kind out by more than this: it is surer than it is right."""
_READS = {
    "literal": "the passage is about the place itself",
    "metonym": "the passage is about its authorities, team or people, or the name only describes",
    "demonym": "a people or language, not a place",
    "embedded": "part of a longer name",
}


def weighed(
    ruled: tuple[Kind, str, float], read: Sequence[float], name: str, hint: NameHint | None, inside: Name | None
) -> tuple[Kind, str, float]:
    """Weigh what the rules say a name stands for against the network's reading.

    Args:
        ruled: What :func:`ruled_kind` says.
        read: The network's probability of each of ``KINDS``; all equal where it says nothing.
        name: The name, as written.
        hint: What the gazetteer knows of it.
        inside: The longer name that it is a part of, if any.

    Returns:
        ``(kind, reason in words, how sure from 0 to 1)``.
    """
    said, reason, score = ruled
    plural = name.lower().endswith("s") and not name.lower().endswith("ss")
    weights = [
        max(p, _DOUBT) * (score if kind == said else (1 - score) / 3) ** _RULES
        for kind, p in zip(KINDS, _fitting(read, hint, inside, plural=plural), strict=True)
    ]
    best = max(range(len(KINDS)), key=weights.__getitem__)
    kind = KINDS[best]
    return kind, reason if kind == said else _READS[kind], weights[best] / sum(weights)


def _fitting(read: Sequence[float], hint: NameHint | None, inside: Name | None, *, plural: bool) -> tuple[float, ...]:
    """The network's probabilities without the kinds that a name cannot have.

    A word for a people is that or, as an adjective, now and then its land, never an authority; a name that the
    gazetteer has for places only is no people. A site whose whole name this is, is no part of another name.
    """
    literal, metonym, demonym, embedded = read
    if hint is not None and _names_people(hint):
        literal = 0.0 if plural else literal
        return literal, 0.0, metonym + demonym + embedded, 0.0
    if hint is not None and hint.best_layer in {"site", "airport"} and inside is None:
        return literal + embedded / 2, metonym + embedded / 2, 0.0, 0.0
    return literal, metonym, demonym if hint is None or "demonym" in hint.flags else 0.0, embedded


def ruled_kind(
    tokens: Sequence[Token],
    words: Sequence[Word],
    first: int,
    last: int,
    sentence: Sentence,
    hint: NameHint | None,
    inside: Name | None,
    places: frozenset[int],
) -> tuple[Kind, str, float]:
    """Say what a name stands for, by the words around it.

    Args:
        tokens: All tokens.
        words: Their tags.
        first: Index of the name's first token.
        last: Index past its last token.
        sentence: Its sentence.
        hint: What the gazetteer knows of the name.
        inside: The longer name that it is a part of, if any.
        places: Indices of tokens that belong to place names.

    Returns:
        ``(kind, reason in words, how sure from 0 to 1)``.
    """
    flags = hint.flags if hint else frozenset()
    if hint is not None and _names_people(hint):
        return "demonym", "a people or language, not a place", 0.9
    if inside is not None and inside.label in {"work", "vessel"}:
        return "embedded", f"part of the name “{inside.text}”", 0.95
    numbered = last < sentence.last and tokens[last].text.isdigit()
    if numbered and last - first == 1 and tokens[first].text.isupper() and len(tokens[first].text) <= _CODE:
        return "embedded", f"part of the name of a road, “{tokens[first].text} {tokens[last].text}”", 0.9999
    if inside is not None and inside.label in {"organisation", "event"}:
        return "embedded", f"part of the name “{inside.text}”", 0.85
    if inside is not None and inside.label == "unknown" and not _hyphen(tokens, last):
        return "embedded", f"part of the name “{inside.text}”", 0.5
    if last < sentence.last and tokens[last].text.removesuffix("s") in lexicon.CALLED_AFTER:
        return "embedded", f"a thing called after the place: “{tokens[last].text}”", 0.9999
    preposition = governor(tokens, words, first, sentence, places)
    state = hint is not None and (hint.best_layer in STATES or "metonym" in flags or hint.best_population > 1_000_000)
    office = _office(tokens, words, first, last, sentence)
    if office:
        return "metonym", f"stands for its authorities: “{office}”", 0.8
    described = _described(tokens, words, last, sentence)
    if described:
        return "metonym", f"only describes “{described}”", 0.7
    if preposition.lemma in lexicon.LOCATIVE | lexicon.GOAL | {"from", "to", "toward", "towards"}:
        sure = 0.99 if preposition.lemma in _ONLY_WHERE else 0.95
        return "literal", f"“{preposition.lemma}” before it says where", sure
    before = words[first - 1] if first > sentence.first else None
    if before is not None and before.tag == "VERB" and before.lemma in PLACE_OBJECT_VERBS and "metonym" not in flags:
        return "literal", f"where it happened: “{before.lemma}” before it", 0.9999
    if "metonym" in flags:
        acting = last < sentence.last and words[last].tag in {"VERB", "AUX", "MOD"}
        return "metonym", "names an institution", 0.97 if acting else 0.8
    acts = _acts(words, last, sentence) if state else ""
    beaten = first > sentence.first and words[first - 1].lemma in {"beat", "defeat", "thrash"}
    if beaten:
        return "metonym", "a team", 0.8
    if acts:
        return "metonym", f"it “{acts}”: a government speaks or acts", 0.8
    country = hint is not None and hint.best_layer == "country"
    if country and preposition.lemma in {"between", "with", "against", "by", "among"}:
        return "metonym", f"“{preposition.lemma}” before it: a party, not a place", 0.7
    if country and not preposition.lemma and _plays_a_part(words, first, last, sentence, places):
        return "metonym", "a country that acts or is acted on, not a place where something is", 0.6
    return "literal", "a place name", 0.7


def _described(tokens: Sequence[Token], words: Sequence[Word], last: int, sentence: Sentence) -> str:
    """The noun right behind a name that the name only describes: *a Brooklyn man*; not *the Paris airport*."""
    if last >= sentence.last or words[last].tag != "WORD" or not tokens[last].text.isalpha():
        return ""
    word = tokens[last].lower
    stem = word.removesuffix("s")
    placed = {word, stem} & (lexicon.VENUES | lexicon.PLACE_NOUNS | lexicon.COMPASS)
    adjective = word.endswith(("al", "ern", "ic", "ous", "ive", "ly")) or word in _NO_HEADS or known_verb(word)
    return "" if placed or adjective or noun_trigger(word) else tokens[last].text


def _plays_a_part(words: Sequence[Word], first: int, last: int, sentence: Sentence, places: frozenset[int]) -> bool:
    """A country before a verb, or as the object of a verb that does not happen at its object."""
    before = first - 1
    while before >= sentence.first and (
        before in places or words[before].tag in {"DET", "CC"} or words[before].lemma == ","
    ):
        before -= 1
    verb = words[before] if before >= sentence.first and words[before].tag == "VERB" else None
    if verb is not None:
        return verb.lemma not in PLACE_OBJECT_VERBS
    return last < sentence.last and words[last].tag in {"VERB", "AUX", "MOD"}


def _names_people(hint: NameHint) -> bool:
    """A demonym, unless the same word is the name of a country or of a large town."""
    if "demonym" not in hint.flags:
        return False
    if not hint.flags & {"main", "alternate"}:
        return True
    if hint.best_layer in {"country", "region"} and "main" in hint.flags:
        return False
    return hint.best_layer != "city" or hint.best_population < _PEOPLE


def _hyphen(tokens: Sequence[Token], last: int) -> bool:
    return last < len(tokens) and tokens[last].text == "-"


def _office(tokens: Sequence[Token], words: Sequence[Word], first: int, last: int, sentence: Sentence) -> str:
    """The words that make a place an authority: *governor of X*, *X's minister*, *X regional governor*."""
    cursor = last
    possessive = cursor < sentence.last and words[cursor].tag == "POSS"
    window = [t.lower for t in tokens[cursor + possessive : min(cursor + possessive + 3, sentence.last)]]
    for position, word in enumerate(window):
        stem = word.rstrip(".").removesuffix("s")
        title = word.rstrip(".") in lexicon.PERSON_TITLES or (possessive and stem in lexicon.PERSON_TITLES)
        if word in lexicon.GOVERNMENT_NOUNS or title:
            if possessive or position <= 1:
                return (
                    " ".join(t.text for t in tokens[first : cursor + possessive + position + 1])
                    .replace(" 's", "'s")
                    .replace(" ’s", "’s")
                )
            break
        if (
            words[cursor + possessive + position].tag not in {"WORD", "NAME"}
            or tokens[cursor + possessive + position].text == ","
        ):
            break
    before = [t.lower for t in tokens[max(sentence.first, first - 4) : first]]
    if "of" in before:
        head = before[before.index("of") - 1] if before.index("of") else ""
        if head in lexicon.PERSON_TITLES or head in lexicon.GOVERNMENT_NOUNS - {"state", "central", "republic"}:
            return f"{head} of {tokens[first].text}"
    return ""


def _acts(words: Sequence[Word], last: int, sentence: Sentence) -> str:
    """The verb of speaking or deciding whose subject the name is, or nothing."""
    for index in range(last, min(last + 12, sentence.last)):
        word = words[index]
        if word.tag == "VERB":
            return word.lemma if word.lemma in lexicon.SPEAKING_ACTS | lexicon.SPORTING else ""
        if word.tag in {"PREP", "TO", "SUB", "PRO"} or word.lemma in {".", ";"}:
            return ""
    return ""
