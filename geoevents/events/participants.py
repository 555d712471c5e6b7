"""Who can act in a report: names, groups (*displaced persons*) and holders of an office (*the trade minister*).

Prepared once per document; :mod:`geoevents.events.actors` then asks who of them a happening belongs to.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geoevents.events.people import CARRIERS, COUNTS, GENERIC, person_noun
from geoevents.language import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geoevents.language import Analysis, Name

STORMS = frozenset("hurricane cyclone typhoon storm".split())
_MOST_MODIFIERS = 4
_REMEMBERED = 240
_FARTHEST_NAME = 12
"""How many words lie at most between an office and the name of its holder."""
_INDEFINITE = frozenset("a an another every each any some".split())
_POSSESSIVE = frozenset("his her their its our my your".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who can act, where the text names or describes them."""

    first: int
    """Index of the first token, determiners left out."""
    last: int
    """Index past the last token."""
    text: str
    """As the text has it; a person's name in its fullest form."""
    kind: Literal["person", "name", "body", "power", "group", "holder"]
    """A person by name, a ship or a name that may be a person's, an organisation, a place that stands for its
    government or team, several people by a common noun, one person by a common noun."""
    head: str = ""
    """Singular of the common noun."""
    modifiers: frozenset[str] = frozenset()
    """Lower-case words before it: *north korean*."""
    definite: bool = True
    """Whether *the* or a possessive stands before it, or nothing."""

    @property
    def shown(self) -> bool:
        """Whether it says who somebody is; *a man* and *four people* do not."""
        if self.kind not in {"group", "holder"}:
            return True
        described = any(not m[0].isdigit() and m not in COUNTS for m in self.modifiers)
        if self.kind == "group":
            return described or self.head not in GENERIC
        return self.head not in GENERIC and (described or self.definite)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody who can act in a document, in text order."""

    members: tuple[Participant, ...]
    """In text order; none overlaps another."""
    firsts: tuple[int, ...]
    """Index of the first token of each."""
    storms: Mapping[str, str]
    """*Idalia* → *Hurricane Idalia*."""
    offices: Mapping[str, tuple[tuple[int, frozenset[str], str], ...]]
    """Common noun → where the text gives it to somebody, with which words before it, and to whom."""
    things: tuple[tuple[int, str], ...]
    """Index and name of whatever *it* may mean where storms are told of: storms, and names of one word."""
    riders: tuple[str, ...]
    """Persons whose train, ship or motorcade the text tells of."""

    def between(self, first: int, last: int) -> tuple[Participant, ...]:
        """Members that start within a token range."""
        return self.members[bisect_left(self.firsts, first) : bisect_left(self.firsts, last)]

    def latest(self, before: int) -> tuple[Participant, ...]:
        """The last members before a token, as far as a reader remembers."""
        position = bisect_left(self.firsts, before)
        return self.members[max(0, position - _REMEMBERED) : position]

    def ending_at(self, index: int) -> Participant | None:
        """The member whose last token is this one."""
        position = bisect_left(self.firsts, index + 1) - 1
        member = self.members[position] if position >= 0 else None
        return member if member is not None and member.last == index + 1 else None


def cast_of(analysis: Analysis) -> Cast:
    """Prepare everybody in a document for :func:`geoevents.events.actors.find_actors`."""
    full = full_names(analysis.names)
    names = [*_named(analysis, full), *_powers(analysis)]
    persons = sorted((n for n in names if n.kind == "person"), key=lambda n: n.first)
    taken = {index for member in names for index in range(member.first, member.last)}
    offices: dict[str, list[tuple[int, frozenset[str], str]]] = {}
    described = []
    for member in _described(analysis, taken):
        person = _holder_beside(analysis, member, persons)
        if person is None:
            described.append(member)
        else:
            offices.setdefault(member.head, []).append((member.first, member.modifiers, person))
    members = tuple(sorted([*names, *described], key=lambda m: m.first))
    storms = _named_storms(analysis.names)
    things = [(m.first, m.text) for m in members if m.kind == "name" and " " not in m.text]
    things += [(i, storms[t.text]) for i, t in enumerate(analysis.tokens) if t.text in storms]
    return Cast(
        members=members,
        firsts=tuple(m.first for m in members),
        storms=storms,
        things=tuple(sorted(things)),
        offices={head: tuple(given) for head, given in offices.items()},
        riders=tuple(_riders(analysis, members)),
    )


def _named(analysis: Analysis, full: Mapping[str, str]) -> Iterator[Participant]:
    placed = [(m.start, m.end) for m in analysis.mentions]
    ends = [end for _, end in placed]
    inside = {n.text for n in analysis.names if not _initial(analysis, n.first)}
    for name in analysis.names:
        if _acts(analysis, name, placed, ends, inside):
            text = re.sub(r"['’]s$", "", name.text)
            kind: Literal["person", "body", "name"]
            kind = "person" if text in full else "body" if name.label == "organisation" else "name"
            yield Participant(first=name.first, last=name.last, text=full.get(text, text), kind=kind)


def _acts(
    analysis: Analysis, name: Name, placed: Sequence[tuple[int, int]], ends: Sequence[int], inside: set[str]
) -> bool:
    """Whether a name can be who did it; ``inside`` holds the names that stand inside sentences, too."""
    words = name.text.lower().split()
    bodies = lexicon.ORGANISATION_HEADS if name.titled else frozenset()  # the General Assembly
    if len(words) == 1 and (words[0] in lexicon.PERSON_TITLES | bodies or _part_of_title(analysis, name)):
        return False
    if words[0].rstrip(".") in lexicon.TEMPORAL or set(words) <= lexicon.COMPASS:
        return False
    if set(words) & lexicon.AGENCIES or (len(words) > 1 and words[-2] in STORMS) or _in_brackets(analysis, name):
        return False
    following = analysis.tokens[name.last].text if name.last < len(analysis.tokens) else ""
    if following == ":" and _initial(analysis, name.first):  # a heading: "The Latest: …"
        return False
    if name.label == "unknown":
        alone = name.last - name.first == 1 and _initial(analysis, name.first) and not name.text.isupper()
        alone = alone and name.text not in inside
        position = bisect_left(ends, name.start + 1)
        return not alone and not (position < len(placed) and placed[position][0] < name.end)
    return name.label in {"person", "organisation", "vessel"}


def _initial(analysis: Analysis, index: int) -> bool:
    """Whether a token begins its sentence, where every word has a capital."""
    begin = analysis.sentence_at(index).first
    return all(analysis.words[i].tag == "PUNCT" for i in range(begin, index))


def _part_of_title(analysis: Analysis, name: Name) -> bool:
    """*Prime* of *Deputy Prime Minister*."""
    following = analysis.tokens[name.last] if name.last < len(analysis.tokens) else None
    return following is not None and following.capital and following.lower in lexicon.PERSON_TITLES


def _in_brackets(analysis: Analysis, name: Name) -> bool:
    """*(Northern Wire)*: who sent the report."""
    before = analysis.tokens[name.first - 1].text if name.first else ""
    return before in {"(", "["} and name.last < len(analysis.tokens) and analysis.tokens[name.last].text in {")", "]"}


def _powers(analysis: Analysis) -> Iterator[Participant]:
    """Places that stand for those who act for them: *Ottawa expelled two diplomats*."""
    for mention in analysis.mentions:
        if mention.kind == "metonym":
            first, last = analysis.token_at(mention.start), analysis.token_at(max(mention.end - 1, 0)) + 1
            following = analysis.words[last].tag if last < len(analysis.words) else "PUNCT"
            if following in {"VERB", "AUX", "MOD", "ADV", "NEG"}:
                yield Participant(first=first, last=last, text=mention.text, kind="power")


def _described(analysis: Analysis, taken: set[int]) -> Iterator[Participant]:
    """Groups and holders of an office that common nouns name."""
    for index, word in enumerate(analysis.words):
        if word.tag not in {"WORD", "ADV", "NAME"} or index in taken:
            continue
        if analysis.tokens[index].capital and not _initial(analysis, index):
            continue
        noun = person_noun(word.lemma)
        following = analysis.words[index + 1] if index + 1 < len(analysis.words) else None
        compound = following is not None and (
            (following.tag == "WORD" and person_noun(following.lemma) is None) or following.lemma in {"-", "–"}
        )
        owner = following is not None and following.tag == "POSS"
        if noun is None or (following is not None and following.tag == "WORD") or (compound and not owner):
            continue
        first = _phrase_start(analysis, index, taken)
        before = analysis.words[first - 1] if first else None
        yield Participant(
            first=first,
            last=index + 1,
            text=_as_inside(analysis, first, re.sub(r"\s+", " ", analysis.span(first, index + 1))),
            kind="group" if noun[1] else "holder",
            head=noun[0],
            modifiers=frozenset(t.lower for t in analysis.tokens[first:index]),
            definite=before is None or before.lemma not in _INDEFINITE,
        )


def _phrase_start(analysis: Analysis, index: int, taken: set[int]) -> int:
    """Where the words before a common noun begin that belong to it, determiners left out."""
    sentence = analysis.sentence_at(index)
    first = index
    while first > sentence.first and index - first < _MOST_MODIFIERS and first - 1 not in taken:
        word = analysis.words[first - 1]
        hyphen = word.lemma in {"-", "–"} and first - 1 > sentence.first and index - first < _MOST_MODIFIERS - 1
        participle = word.tag == "VERB" and word.form in {"VBD", "VBN"} and _opens(analysis, first - 1, sentence.first)
        if word.lemma in lexicon.TEMPORAL or not (word.tag in {"WORD", "NUM", "NAME", "POSS"} or hyphen or participle):
            break
        first -= 1
    while first < index and analysis.words[first].tag in {"POSS", "PUNCT"}:
        first += 1
    return first


def _opens(analysis: Analysis, index: int, first: int) -> bool:
    """Whether a word begins a phrase, so that *displaced* before *persons* is no verb."""
    if index <= first:
        return True
    before = analysis.words[index - 1]
    return before.tag in {"DET", "PREP", "NUM"} or before.lemma in COUNTS


def _as_inside(analysis: Analysis, first: int, text: str) -> str:
    """A phrase as it stands inside a sentence: *gunmen*, but *Russian diplomats*."""
    named = any(m.start == analysis.tokens[first].start for m in analysis.mentions)
    return text if named or not _initial(analysis, first) else text[0].lower() + text[1:]


def _holder_beside(analysis: Analysis, member: Participant, persons: Sequence[Participant]) -> str | None:
    """The person of the name beside a common noun: *leader Kim*, *Kim, the leader*, *the leader, Kim*."""
    if member.kind != "holder":
        return None
    sentence = analysis.sentence_at(member.first)
    position = bisect_left(persons, member.first, key=lambda p: p.first)
    for person in persons[position : position + 1]:
        gap = [w.lemma for w in analysis.words[member.last : min(person.first, member.last + _FARTHEST_NAME)]]
        if person.first < sentence.last and (
            gap in ([], [","]) or (len(gap) < 5 and gap[0] == "of" and gap[-1] == ",")
        ):
            return person.text
    for person in persons[max(position - 1, 0) : position]:
        gap = [w.lemma for w in analysis.words[max(person.last, member.first - _FARTHEST_NAME) : member.first]]
        beside = gap[:1] == [","] and set(gap[1:]) <= {"the", "a", "an", *_POSSESSIVE}
        if person.first >= sentence.first and beside:
            return person.text
    return None


def _riders(analysis: Analysis, members: Sequence[Participant]) -> Iterator[str]:
    """*Kim's armoured train*, *his train*: who is on the train."""
    persons = [m for m in members if m.kind == "person"]
    for index, word in enumerate(analysis.words):
        possessive = word.tag == "POSS" or word.lemma in {"his", "her"}
        if possessive and {w.lemma for w in analysis.words[index + 1 : index + 4]} & CARRIERS:
            position = bisect_left(persons, index, key=lambda p: p.first) - 1
            if position >= 0 and (word.tag != "POSS" or persons[position].last == index):
                yield persons[position].text


def full_names(names: Sequence[Name]) -> dict[str, str]:
    """Every written form of a person's name → the fullest form in the text.

    A single word stands for the longer name that it begins or ends; two persons of one surname stay apart.
    """
    persons = [re.sub(r"['’]s$", "", n.text) for n in names if n.label == "person"]
    longest = sorted(set(persons), key=lambda text: (-len(text.split()), -len(text), text))
    table: dict[str, str] = {}
    edges: dict[str, list[str]] = {}
    for text in longest:
        words = text.split()
        owners = [
            full for full in edges.get(words[0], []) + edges.get(words[-1], []) if _short_for(words, full.split())
        ]
        owners += edges.get(_plain(text), [])
        table[text] = owners[0] if len({_plain(o) for o in owners}) == 1 else text
        if table[text] == text:
            for edge in {words[0], words[-1], _plain(text)}:
                edges.setdefault(edge, []).append(text)
    for name in names:  # a bare surname that nothing else marks as a person's
        owner = edges.get(name.text, []) if name.label == "unknown" and " " not in name.text else []
        if len(owner) == 1 and name.text not in table:
            table[name.text] = owner[0]
    return table


def _short_for(words: Sequence[str], full: Sequence[str]) -> bool:
    begins, ends = list(full[: len(words)]), list(full[-len(words) :])
    return len(words) < len(full) and list(words) in (begins, ends)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _named_storms(names: Sequence[Name]) -> dict[str, str]:
    table = {}
    for name in names:
        words = name.text.split()
        if len(words) > 1 and words[-2].lower() in STORMS:
            table[words[-1]] = " ".join(words[-2:])
    return table
