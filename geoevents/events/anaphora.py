"""Whom a pronoun or a description stands for: *he*, *they*, *the North Korean leader*, *the band*, *the storm*."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from geoevents.events.participants import STORMS
from geoevents.events.people import BODIES, COUNTS
from geoevents.language import lexicon

if TYPE_CHECKING:
    from collections.abc import Collection

    from geoevents.events.participants import Cast, Participant
    from geoevents.language import Analysis

SINGULAR = frozenset("he she his her him himself herself".split())
"""Pronouns for one person."""
PLURAL = frozenset("they their them pair both".split())
"""Words for several whom the text has named."""
_STORM_WORDS = STORMS | frozenset("it its eye eyewall centre center system landfall".split())
_MEMORY = 60
"""How many persons back a pronoun may reach."""
_DEEPEST = 6
"""How many sentences back *he* may go on about the same subject."""
_ADDRESSED = frozenset("tell ask urge warn show quote cite describe remark".split())
"""Verbs of saying with an object."""


def shown(analysis: Analysis, cast: Cast, members: list[Participant], *, subject: bool = False) -> list[str]:
    """Participants as the reader sees them: the holder of an office by name where the text tells it."""
    found = []
    for member in members:
        person = _holder(cast, member) if member.kind == "holder" else _body(cast, member)
        if person is None and subject and member.kind == "holder" and member.definite and _only_of(analysis, member):
            person = _named_before(analysis, cast, member)
        if person is not None:
            found.append(person)
        elif member.shown:
            found.append(member.text)
    return found


def _only_of(analysis: Analysis, member: Participant) -> bool:
    """Whether a description has no words but its noun, or a people's: *the leader*, *the North Korean leader*."""
    start, end = analysis.tokens[member.first].start, analysis.tokens[member.last - 2].end
    peoples = (m.kind == "demonym" and (m.start, m.end) == (start, end) for m in analysis.mentions)
    return not member.modifiers or any(peoples)


def _named_before(analysis: Analysis, cast: Cast, member: Participant) -> str | None:
    """Whom a description such as *his guest* means: nobody whom its own sentence names."""
    sentence = analysis.sentence_at(member.first)
    named = {m.text for m in cast.between(sentence.first, sentence.last)}
    return _antecedent(cast, sentence.first, but=named)


def _holder(cast: Cast, member: Participant) -> str | None:
    """Whom the text has called *the leader* before; with other words before it it is another leader."""
    given = [
        person
        for index, modifiers, person in cast.offices.get(member.head, ())
        if index < member.first and (not member.modifiers or not modifiers or member.modifiers & modifiers)
    ]
    return given[-1] if given and member.definite else None


def _body(cast: Cast, member: Participant) -> str | None:
    """The band, the club: the body whose name stands most often before."""
    if member.kind != "group" or member.head not in BODIES or member.modifiers or not member.definite:
        return None
    counts = Counter(m.text for m in cast.latest(member.first) if m.kind in {"name", "body"})
    return counts.most_common(1)[0][0] if counts else None


def joined_before(analysis: Analysis, cast: Cast, member: Participant) -> list[Participant]:
    """A participant with those before it in a list: *Ana, Ivo and the mayor*."""
    members = [member]
    while True:
        cursor = members[0].first - 1
        seen: list[str] = []
        while cursor >= 0 and analysis.words[cursor].tag in {"DET", "CC", "PUNCT"} and len(seen) < 3:
            seen.append(analysis.words[cursor].lemma)
            cursor -= 1
        listed = "and" in seen or (len(members) > 1 and seen == [","])
        before = cast.ending_at(cursor) if listed and set(seen) <= {"and", ",", "the", "his", "her", "their"} else None
        if before is None:
            return members
        members.insert(0, before)


def governed(analysis: Analysis, index: int, first: int, last: int) -> bool:
    """Whether a preposition or a verb stands before a phrase: it is no subject, unless *to* follows (*ask X to*)."""
    cursor = index - 1
    while cursor >= first and analysis.words[cursor].tag in {"WORD", "NUM"}:
        cursor -= 1
    if cursor >= first and analysis.words[cursor].tag == "DET":  # a phrase begins here
        cursor -= 1
    if cursor < first:
        return False
    counted = analysis.words[cursor - 1] if analysis.words[cursor].lemma == "of" and cursor > first else None
    if counted is not None and (counted.tag == "NUM" or counted.lemma in COUNTS):
        return False  # nine of its activists, thousands of teachers
    infinitive = last < len(analysis.words) and analysis.words[last].tag == "TO"
    word = analysis.words[cursor]
    said = word.lemma in lexicon.REPORTING - _ADDRESSED
    return word.tag in {"PREP", "TO"} or (word.tag == "VERB" and not infinitive and not said)


def speaks(analysis: Analysis, member: Participant, verb: int) -> bool:
    """Whether somebody is only the one who said it: *TASS said Kim left*."""
    following = [w for w in analysis.words[member.last : min(member.last + 3, verb)] if w.tag == "VERB"]
    return bool(following) and following[0].lemma in lexicon.REPORTING


def referred(analysis: Analysis, cast: Cast, index: int, deep: int = 0) -> list[str]:
    """Whom a pronoun stands for: somebody before it in the sentence, the subject before, or whom the text is about."""
    first = analysis.sentence_at(index).first
    plural = analysis.words[index].lemma in PLURAL
    if analysis.words[index].lemma in {"pair", "both"}:
        return _two_named(cast, first)
    for member in reversed(cast.between(first, index)):
        members = joined_before(analysis, cast, member)
        if plural and (member.kind == "group" or len(members) > 1):
            return shown(analysis, cast, members)
        if (
            not plural
            and member.kind in {"person", "name"}
            and not governed(analysis, member.first, first, member.last)
        ):
            return [member.text]
    if plural:
        return previous_group(analysis, cast, first)
    person = _previous_subject(analysis, cast, first, deep) or _antecedent(cast, first)
    if person is None:  # from Lyon, where she arrived on Friday, Anna Berg went on
        ahead = cast.between(index, analysis.sentence_at(index).last)
        person = next((m.text for m in ahead if m.kind == "person" or (m.kind == "name" and " " in m.text)), None)
    return [person] if person else []


def _two_named(cast: Cast, first: int) -> list[str]:
    """*The pair*: the two persons whom the text names most."""
    counts = Counter(m.text for m in cast.latest(first) if m.kind == "person")
    return [text for text, _ in counts.most_common(2)] if len(counts) > 1 else []


def previous_group(analysis: Analysis, cast: Cast, first: int) -> list[str]:
    """The last several people of the sentence before."""
    if first == 0:
        return []
    before = analysis.sentence_at(first - 1)
    for member in reversed(cast.between(before.first, first)):
        members = joined_before(analysis, cast, member)
        if member.kind == "group" or len(members) > 1:
            return shown(analysis, cast, members)
    return []


def _previous_subject(analysis: Analysis, cast: Cast, first: int, deep: int = 0) -> str | None:
    """The person who is the subject of the sentence before, in the same paragraph: whom *he* goes on about."""
    if first == 0 or deep >= _DEEPEST:
        return None
    own, before = analysis.sentence_at(first), analysis.sentence_at(first - 1)
    if own.block != before.block:
        return None
    verb = next((i for i in range(before.first, before.last) if analysis.words[i].tag == "VERB"), before.last)
    for member in cast.between(before.first, verb):
        if member.kind in {"person", "name", "holder"} and not governed(
            analysis, member.first, before.first, member.last
        ):
            person = _holder(cast, member) if member.kind == "holder" else member.text
            return person if not speaks(analysis, member, verb + 1) else None
    told = next((i for i in range(before.first, verb) if analysis.words[i].lemma in {"he", "she"}), None)
    return next(iter(referred(analysis, cast, told, deep + 1)), None) if told is not None else None


def _antecedent(cast: Cast, before: int, but: Collection[str] = ()) -> str | None:
    """The person named most often lately, the later of equals."""
    named = [m for m in cast.latest(before) if m.text not in but]
    persons = [m.text for m in named if m.kind == "person"]
    recent = (persons or [m.text for m in named if m.kind == "name" and " " in m.text])[-_MEMORY:]
    counts = Counter(reversed(recent))
    return max(counts, key=lambda text: counts[text]) if counts else None


def storm_told(analysis: Analysis, cast: Cast, first: int, last: int) -> str | None:
    """A named storm that the sentence tells of: *Hurricane Idalia*; later *Idalia*, *the storm* or *it*."""
    if not cast.storms:
        return None
    for token in analysis.tokens[first:last]:
        if token.text in cast.storms:
            return cast.storms[token.text]
    if not any(w.lemma in _STORM_WORDS for w in analysis.words[first:last]):
        return None
    position = bisect_left(cast.things, (last, ""))
    if position:
        return cast.things[position - 1][1]
    return next(iter(cast.storms.values())) if len(cast.storms) == 1 else None
