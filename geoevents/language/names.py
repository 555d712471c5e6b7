"""Runs of capitalised words, and what tells a person, an organisation or a title of a work from a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geoevents.language import lexicon
from geoevents.language.layout import is_shouted
from geoevents.language.verbs import known_verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geoevents.gazetteer import NameHint
    from geoevents.language.grammar import Word
    from geoevents.language.layout import Sentence, Token
    from geoevents.language.recogniser import Recognition

Label = Literal["person", "organisation", "site", "work", "vessel", "event", "unknown"]

_JOINERS = frozenset("de la del du des von van der den al bin el da dos di le les y e ibn".split())
_CLOSED = (
    lexicon.DETERMINERS
    | lexicon.PRONOUNS
    | lexicon.CONJUNCTIONS
    | lexicon.SUBORDINATORS
    | lexicon.PREPOSITIONS
    | lexicon.MODALS
    | lexicon.AUXILIARIES
    | lexicon.NEGATIONS
    | frozenset(
        "however meanwhile earlier later also then there here more most other such only even still yet so".split()
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name in the text."""

    first: int
    """Index of the first token."""
    last: int
    """Index past the last token."""
    start: int
    """Character offset."""
    end: int
    """Character offset, end exclusive."""
    text: str
    """As written."""
    label: Label
    """What it names, as far as its words and neighbours tell."""
    titled: bool = False
    """Whether a title such as *President* stands before it."""


def chunks_of(tokens: Sequence[Token], words: Sequence[Word], sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised tokens of a sentence as token ranges.

    A run goes on over hyphens without spaces, over *of* after a common noun of names (*Bank of …*), and over
    the small words of foreign names.
    """
    index = sentence.first
    shouted = is_shouted(tokens, sentence)
    while index < sentence.last:
        if not _starts_name(tokens, words, index, sentence):
            index += 1
            continue
        last = index + 1
        while (longer := _longer(tokens, last, index, sentence.last, shouted=shouted)) > last:
            last = longer
        yield index, last
        index = last


def _starts_name(tokens: Sequence[Token], words: Sequence[Word], index: int, sentence: Sentence) -> bool:
    token = tokens[index]
    if not token.capital or token.lower in lexicon.TEMPORAL:
        return False
    if token.lower in _CLOSED:
        return (
            token.text.isupper()
            and len(token.text) > 1
            and token.lower in {"us", "it"}
            and not is_shouted(tokens, sentence)
        )
    if is_shouted(tokens, sentence):
        return not known_verb(token.lower)
    return not (index == sentence.first and words[index].tag in {"ADV", "VERB"} and not token.text.isupper())


def _longer(tokens: Sequence[Token], last: int, first: int, limit: int, *, shouted: bool) -> int:
    """The end of the run one step further, or ``last`` when it ends here."""
    if last >= limit:
        return last
    token, previous = tokens[last], tokens[last - 1]
    if token.start == previous.end and token.text in {"-", "–"}:
        nearby = last + 1 < limit and tokens[last + 1].start == token.end and tokens[last + 1].text[0].isalnum()
        return last + 2 if nearby else last
    if shouted and (token.lower in _CLOSED or known_verb(token.lower)):
        return last
    if token.capital and token.start > previous.end and token.lower not in lexicon.TEMPORAL | {"the"}:
        return last if token.lower in _CLOSED and not token.text.isupper() else last + 1
    following = tokens[last + 1] if last + 1 < limit else None
    if following is None or not following.capital or following.lower in lexicon.TEMPORAL:
        return last
    if token.lower in _JOINERS or token.text == "&":
        return last + 2
    if token.lower == "of" and _takes_of(previous.lower, first == last - 1):
        return last + 2
    return last


def _takes_of(word: str, alone: bool) -> bool:
    """*University of*, *Bank of*, *Birth of*; not *Mayor of*, *City of* or *President of*."""
    if word in lexicon.PERSON_TITLES or word in lexicon.GOVERNMENT_NOUNS - {"republic", "bank", "court"}:
        return False
    if not alone:  # "the Royal Bank of X", not "Anna Example of Lyon"
        return word in lexicon.ORGANISATION_HEADS | lexicon.SITE_HEADS | lexicon.EVENT_NAME_HEADS
    return word not in lexicon.PLACE_NOUNS - {"republic"} | lexicon.GIVEN_NAMES


def label_names(
    tokens: Sequence[Token],
    words: Sequence[Word],
    sentences: Sequence[Sentence],
    hints: Mapping[tuple[int, int], NameHint],
    text: str,
) -> tuple[Name, ...]:
    """Label every run of capitalised words, persons' surnames carried through the text.

    Args:
        tokens: All tokens.
        words: Their tags.
        sentences: The sentences.
        hints: Token ranges that the gazetteer knows.
        text: The text.

    Returns:
        Names in text order.
    """
    found: list[Name] = []
    for sentence in sentences:
        for chunk in chunks_of(tokens, words, sentence):
            for first, last in _split(tokens, *chunk):
                label, titled = _label(tokens, words, first, last, hints, text)
                found.append(_name(tokens, first, last, label, text, titled=titled))
    surnames = _surnames(found, hints)
    return tuple(_carried(name, surnames) for name in found)


def _name(tokens: Sequence[Token], first: int, last: int, label: Label, text: str, *, titled: bool = False) -> Name:
    start, end = tokens[first].start, tokens[last - 1].end
    return Name(first=first, last=last, start=start, end=end, text=text[start:end], label=label, titled=titled)


def _split(tokens: Sequence[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Part a run at titles: *Moscow Mayor Sergei Sobyanin* is a place and a titled person."""
    start = first
    for index in range(first, last):
        if tokens[index].lower.rstrip(".") in lexicon.PERSON_TITLES and last - index > 1 and index >= start:
            if tokens[index + 1].lower == "of":
                continue
            if index > start:
                yield start, index
            start = index + 1
    if start < last:
        yield start, last


def _label(
    tokens: Sequence[Token],
    words: Sequence[Word],
    first: int,
    last: int,
    hints: Mapping[tuple[int, int], NameHint],
    text: str,
) -> tuple[Label, bool]:
    parts = [t.lower.rstrip(".") for t in tokens[first:last] if t.text[0].isalnum()]
    titled = first > 0 and tokens[first - 1].lower.rstrip(".") in lexicon.PERSON_TITLES and tokens[first - 1].capital
    hint = hints.get((first, last))
    if titled:
        return "person", True
    lower_title = first > 0 and tokens[first - 1].lower in lexicon.PERSON_TITLES - {"general", "chief", "state"}
    if lower_title and len(parts) > 1 and hint is None:
        return "person", True
    if parts[0] in lexicon.VESSEL_PREFIXES and len(parts) > 1 and tokens[first].text.isupper():
        return "vessel", False
    if first > 0 and tokens[first - 1].text in lexicon.VESSEL_NOUNS:
        return "vessel", False
    if _is_work(tokens, first, last, text):
        return "work", False
    head = parts[-1]
    if (head in lexicon.EVENT_NAME_HEADS or parts[0] in lexicon.STORM_NOUNS) and len(parts) > 1:
        return "event", False
    if len(parts) > 1 and hint is None:
        if head in lexicon.SITE_HEADS:
            return "site", False
        if head in lexicon.ORGANISATION_HEADS or _of_organisation(parts):
            return "organisation", False
    if _is_person(tokens, words, first, last, parts, hint):
        return "person", False
    return "unknown", False


def _of_organisation(parts: Sequence[str]) -> bool:
    return "of" in parts and parts[parts.index("of") - 1] in lexicon.ORGANISATION_HEADS - {"state"}


def _is_work(tokens: Sequence[Token], first: int, last: int, text: str) -> bool:
    """A title of a work: named as one before, by the very word before if it is one word, or quoted and longer."""
    before = {t.text for t in tokens[max(0, first - (3 if last - first > 1 else 1)) : first]}
    if before & lexicon.WORK_NOUNS:
        return True
    start, end = tokens[first].start, tokens[last - 1].end
    quoted = text[max(0, start - 1) : start] in {"“", '"', "‘"} and text[end : end + 1] in {"”", '"', "’"}
    return quoted and last - first > 1


def _is_person(
    tokens: Sequence[Token], words: Sequence[Word], first: int, last: int, parts: Sequence[str], hint: NameHint | None
) -> bool:
    big = hint is not None and (hint.best_layer in {"country", "admin1"} or hint.best_population > 20_000)
    given = parts[0] in lexicon.GIVEN_NAMES
    located = first > 0 and words[first - 1].lemma in lexicon.LOCATIVE | {"from", "to"}
    if len(parts) > 1 and given and parts[-1] not in lexicon.SITE_HEADS and not (big or (hint is not None and located)):
        return True
    if len(parts) > 1 and hint is None and any(re.fullmatch(r"[a-z]", p) for p in parts[1:-1]):
        return True
    following = [t.text for t in tokens[last : last + 3]]
    aged = (
        len(following) == 3 and following[0] == "," and re.fullmatch(r"\d{1,2}", following[1]) and following[2] == ","
    )
    if aged:
        return True
    speaks = last < len(words) and words[last].tag == "VERB" and words[last].lemma in lexicon.REPORTING
    initial = first == 0 or (
        not words[first - 1].lemma[-1:].isalnum() and words[first - 1].lemma not in {",", "-", "”", '"'}
    )
    if initial and len(parts) == 1 and not given:
        return False  # "Observers said": a capital at the head of a sentence makes no name
    shouted = tokens[first].text.isupper() and len(tokens[first].text) > 1
    return not big and not located and not shouted and speaks and (hint is None or len(parts) == 1)


def _surnames(names: Sequence[Name], hints: Mapping[tuple[int, int], NameHint]) -> frozenset[str]:
    """Last words of persons' names; a single titled or speaking name counts as one too."""
    found = set()
    for name in names:
        if name.label != "person":
            continue
        parts = [
            p
            for p in re.split(r"[\s]+", name.text)
            if p[0].isupper() and p.lower().rstrip(".") not in {"jr", "sr", "ii", "iii"}
        ]
        if parts:
            found.add(parts[-1].lower())
            first = hints.get((name.first, name.first + 1))
            if first is None or (first.best_layer not in {"country", "admin1"} and first.best_population < 500_000):
                found.add(parts[0].lower())  # family name first, or called by the given name
    return frozenset(found)


def _carried(name: Name, surnames: frozenset[str]) -> Name:
    from dataclasses import replace

    if name.label == "unknown" and name.text.lower() in surnames:
        return replace(name, label="person")
    return name


_LABELS: dict[str, Label] = {"PER": "person", "ORG": "organisation"}
_TOLD = 0.6
"""The network's word counts from this certainty on."""


def relabelled(names: Sequence[Name], recognition: Recognition) -> tuple[Name, ...]:
    """Let the network say whether a name is a person's, an organisation's or a place's, where it is sure.

    Args:
        names: Names with the labels that rules gave them.
        recognition: What the network found.

    Returns:
        The same names; titles of works, ships and named events keep their labels.
    """
    from dataclasses import replace

    found = []
    entities = recognition.entities
    at = 0
    for name in names:
        while at < len(entities) and entities[at].end <= name.start:
            at += 1
        entity = entities[at] if at < len(entities) else None
        told = (
            entity is not None
            and entity.start < name.end
            and entity.score >= _TOLD
            and 2 * (min(entity.end, name.end) - max(entity.start, name.start)) > name.end - name.start
        )
        if entity is None or not told or name.label in {"work", "vessel", "event"}:
            found.append(name)
            continue
        label = _LABELS.get(entity.label)
        place = entity.label in {"LOC", "NORP", "FAC"} and name.label in {"person", "organisation"} and not name.titled
        found.append(replace(name, label=label or ("unknown" if place else name.label)))
    return tuple(found)
