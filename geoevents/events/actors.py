"""Who did it: whom a happening belongs to, told through the text by name, surname, office and pronoun.

The subject of the happening's verb comes first; then whom the verb acts upon, and those whom *by*, *with* or
*between* adds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoevents.events.anaphora import (
    PLURAL,
    SINGULAR,
    governed,
    joined_before,
    previous_group,
    referred,
    shown,
    speaks,
    storm_told,
)
from geoevents.events.people import CARRIERS, person_noun
from geoevents.events.things import thing_told
from geoevents.language import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoevents.events.participants import Cast, Participant
    from geoevents.events.trigger import Trigger
    from geoevents.language import Analysis

_MOST = 4
_FARTHEST = 120
"""How many words before its verb a subject is looked for."""
_RELATIVE = frozenset("who which that whom".split())
_CHAIN = frozenset({"AUX", "MOD", "ADV", "NEG", "TO", "DET"})
_NOUN_PHRASE = frozenset({"WORD", "NAME", "NUM", "POSS"})
_SPELLS = frozenset(
    "minute minutes hour hours day days night nights morning afternoon evening week weeks weekend month months year "
    "years time moment today yesterday tomorrow tonight noon midnight dawn dusk".split()
)
"""Nouns of time: *a few hours later* is no subject."""
_ADDING = frozenset({"by", "with", "between", "alongside", "beside"})
_PEOPLE = frozenset({"person", "group", "holder"})
_BEFALLING = frozenset({"attack", "disaster", "court", "health"})
"""Kinds of happening that one speaks of without being there."""
_OF = frozenset(
    "arrest arrival death killing murder poisoning departure release trial return kidnapping rescue".split()
)
"""Nouns of happening whose *of* names whom it befell or who did it."""


def find_actors(analysis: Analysis, trigger: Trigger, cast: Cast) -> tuple[str, ...]:
    """Find who a happening belongs to.

    Args:
        analysis: The document, read.
        trigger: The word of happening.
        cast: Everybody in the document.

    Returns:
        Names as the text gives them, the subject first, without repetition; *displaced persons* or *the trade
        minister* where it gives no name; empty when it tells of nobody.
    """
    found = tuple(dict.fromkeys(_candidates(analysis, trigger, cast)))[:_MOST]
    thing = thing_told(analysis, trigger) if not found else None
    return (thing,) if thing is not None else found


def _candidates(analysis: Analysis, trigger: Trigger, cast: Cast) -> Iterator[str]:
    verb = trigger.verb if trigger.verb is not None else trigger.index
    sentence = analysis.sentence_at(trigger.index)
    found = _owners(analysis, trigger, cast)
    if not found and not (trigger.noun and trigger.type in _BEFALLING and _after_preposition(analysis, trigger.index)):
        found = _subjects(analysis, cast, verb, sentence.first)
    storm = storm_told(analysis, cast, sentence.first, sentence.last)
    if storm is not None and storm not in found and (not found or trigger.type == "disaster"):
        found = [storm, *found]
    yield from found
    yield from _others(analysis, trigger, cast)


def _after_preposition(analysis: Analysis, index: int) -> bool:
    """*accused them of the attack*: the subject of the verb need not have to do with it."""
    cursor = index - 1
    while cursor >= 0 and analysis.words[cursor].tag in {"DET", *_NOUN_PHRASE}:
        cursor -= 1
    return cursor >= 0 and analysis.words[cursor].tag == "PREP"


def _owners(analysis: Analysis, trigger: Trigger, cast: Cast) -> list[str]:
    """*Kim's extended tour*, *their talks*: whose happening it is."""
    sentence = analysis.sentence_at(trigger.index)
    for member in cast.between(max(sentence.first, trigger.index - 12), trigger.index):
        if 0 < trigger.index - member.last <= 5 and analysis.words[member.last].tag == "POSS":
            return shown(analysis, cast, [member], subject=True)
    for cursor in range(trigger.index - 1, max(sentence.first, trigger.index - 5) - 1, -1):
        word = analysis.words[cursor]
        if trigger.noun and word.tag == "DET" and word.lemma in SINGULAR | PLURAL:
            return referred(analysis, cast, cursor)
        if word.tag not in _NOUN_PHRASE:
            break
    return []


def _subjects(analysis: Analysis, cast: Cast, verb: int, first: int) -> list[str]:
    """The subject of a verb, those joined to it by *and* included; empty when it is a thing or nobody."""
    cursor = verb - 1
    first = max(first, verb - _FARTHEST)
    while cursor >= first:
        word = analysis.words[cursor]
        member = cast.ending_at(cursor)
        start = member.first if member else _phrase_start(analysis, cast, cursor, first)
        if member is None and word.lemma in SINGULAR | PLURAL:
            return referred(analysis, cast, cursor)
        if member is None and word.tag == "DET" and _stands_alone(analysis, cursor):
            return previous_group(analysis, cast, first) if word.lemma == "all" else []
        if member is not None or word.tag in _NOUN_PHRASE:
            if governed(analysis, start, first, cursor + 1):
                cursor = _before_preposition(analysis, start, first)
                continue
            predicate = member is None and start > first and analysis.words[start - 1].tag in {"AUX", "NEG"}
            if predicate or word.lemma in _SPELLS | lexicon.TEMPORAL:  # was due to play; a few hours later
                cursor = start - 1
                continue
            if member is None:
                return _carried(analysis, cast, cursor, start, first)
            if not speaks(analysis, member, verb):
                return shown(analysis, cast, joined_before(analysis, cast, member), subject=True)
        elif word.tag in {"VERB", "CC"}:
            before = next((i for i in range(cursor, first - 1, -1) if analysis.words[i].tag == "VERB"), None)
            if before is None:
                return []
            verb, cursor = before, before - 1
            continue
        elif word.lemma in _RELATIVE and word.tag == "SUB":
            head = cast.ending_at(cursor - 2 if analysis.words[cursor - 1].lemma == "," else cursor - 1)
            if head is not None:
                return shown(analysis, cast, joined_before(analysis, cast, head), subject=True)
        if word.tag not in _CHAIN | {"PREP"}:
            break
        cursor -= 1
    return _loose_subject(analysis, cast, verb, first)


def _stands_alone(analysis: Analysis, index: int) -> bool:
    """*some of those affected*, *all three were*: a determiner that is the subject itself."""
    following = [w.tag for w in analysis.words[index + 1 : index + 3]]
    return following[:1] in (["VERB"], ["AUX"], ["MOD"], ["PREP"]) or following in (["NUM", "AUX"], ["WORD", "AUX"])


def _phrase_start(analysis: Analysis, cast: Cast, index: int, first: int) -> int:
    while index > first and analysis.words[index - 1].tag in _NOUN_PHRASE and cast.ending_at(index - 1) is None:
        index -= 1
    return index


def _before_preposition(analysis: Analysis, index: int, first: int) -> int:
    cursor = index - 1
    while cursor >= first and analysis.words[cursor].tag not in {"PREP", "VERB", "TO"}:
        cursor -= 1
    return cursor if cursor >= first and analysis.words[cursor].tag == "VERB" else cursor - 1


def _carried(analysis: Analysis, cast: Cast, index: int, start: int, first: int) -> list[str]:
    """Whom a thing that is the subject takes along: *his train*; nobody for other things."""
    if not {w.lemma for w in analysis.words[start : index + 1]} & CARRIERS:
        return []
    owner = cast.ending_at(start - 1) if start > first and analysis.words[start].tag == "POSS" else None
    if owner is not None:
        return shown(analysis, cast, [owner], subject=True)
    before = analysis.words[start - 1] if start > first else None
    if before is not None and before.lemma in SINGULAR:
        return referred(analysis, cast, start - 1)
    return list(cast.riders[-1:]) if before is not None and before.lemma == "the" else []


def _loose_subject(analysis: Analysis, cast: Cast, verb: int, first: int) -> list[str]:
    """Where a comma or a clause lies between: the last participant before the verb that nothing governs."""
    for member in reversed(cast.between(first, verb)):
        if not governed(analysis, member.first, first, member.last) and not speaks(analysis, member, verb):
            return shown(analysis, cast, joined_before(analysis, cast, member), subject=True)
    told = next((i for i in range(verb - 1, first - 1, -1) if analysis.words[i].lemma in SINGULAR | PLURAL), None)
    return referred(analysis, cast, told) if told is not None else []


def _joined_right(analysis: Analysis, cast: Cast, index: int, last: int) -> list[Participant]:
    """The participants that begin at a token, determiners and a title stepped over, and those listed after them."""
    members: list[Participant] = []
    cursor, joined = index, True
    while cursor < last:
        word = analysis.words[cursor]
        member = next(iter(cast.between(cursor, cursor + 1)), None)
        if member is not None and joined:
            members.append(member)
            cursor, joined = member.last, False
        elif word.lemma in {"and", ","} and members:
            joined = joined or word.lemma == "and" or len(members) > 0
            cursor += 1
        elif joined and (word.tag in {"DET", "NUM"} or _titles(analysis, cast, cursor)):
            cursor += 1
        else:
            break
    return members


def _titles(analysis: Analysis, cast: Cast, index: int) -> bool:
    """Whether a word only leads to a person's name: *Foreign Minister Anna Berg*, *the banker Anna Berg*."""
    beside = cast.between(index + 1, index + 5)
    led = analysis.tokens[index : beside[0].first] if beside and beside[0].kind == "person" else ()
    return bool(led) and all(t.capital or person_noun(t.lower) is not None for t in led)


def _others(analysis: Analysis, trigger: Trigger, cast: Cast) -> Iterator[str]:
    """Whom the verb acts upon, those whom *by*, *with*, *between* or *of* adds, and who waits *where* it leads."""
    number = analysis.clause_number(trigger.index)
    clause, sentence = analysis.clauses[number], analysis.sentence_at(trigger.index)
    if not trigger.noun:
        yield from _objects(analysis, trigger, cast, clause.last)
    ahead = range(trigger.index + 1, sentence.last - 1)
    near = next((i for i in ahead if analysis.words[i].tag in {"VERB", "SUB"}), clause.last)
    for cursor in ahead:
        word = analysis.words[cursor]
        adds = word.lemma in _ADDING or (word.lemma == "of" and trigger.noun and trigger.lemma in _OF)
        apart = cursor >= near and not (word.lemma == "with" and analysis.words[cursor - 1].lemma == ",")
        if adds and word.tag == "PREP" and not apart:
            members = _joined_right(analysis, cast, cursor + 1, sentence.last)
            agents = word.lemma in {"by", "between"}
            yield from shown(analysis, cast, [m for m in members if agents or m.kind in _PEOPLE])
    after = analysis.clauses[number + 1] if number + 1 < len(analysis.clauses) else clause
    waiting = next((i for i in range(after.first, after.last) if analysis.words[i].tag == "VERB"), None)
    if after.opener == "where" and waiting is not None:
        members = [m for m in cast.between(after.first, waiting) if m.kind in {"person", "group"}]
        yield from shown(analysis, cast, members)


def _objects(analysis: Analysis, trigger: Trigger, cast: Cast, last: int) -> list[str]:
    """Whom a verb acts upon; teams and bodies only where they meet in a match."""
    following = analysis.words[trigger.index + 1] if trigger.index + 1 < last else None
    beyond = analysis.words[trigger.index + 2].tag if trigger.index + 2 < last else "PUNCT"
    if following is not None and following.lemma in {"him", "her", "them"} and beyond not in _NOUN_PHRASE:
        return referred(analysis, cast, trigger.index + 1)
    members = _joined_right(analysis, cast, trigger.index + 1, last)
    return shown(analysis, cast, [m for m in members if m.kind in _PEOPLE or trigger.type == "sport"])
