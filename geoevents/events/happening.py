"""Verbs and nouns → triggers: which of them tell a happening, of what kind and with what status."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geoevents.events.status import coloured
from geoevents.events.trigger import Rejection, Trigger
from geoevents.language import lexicon
from geoevents.language.verbs import ARRIVALS, TRAVEL_VERBS, TRIGGERS, noun_trigger

if TYPE_CHECKING:
    from geoevents.language import Analysis, Group
    from geoevents.model import EventType, Status

MOVES = lexicon.GOAL | {"to", "from"}
"""Prepositions of movement."""
RESIDENCE = frozenset("live reside base bear born raise grow settle".split())
"""Verbs of living somewhere."""
_STAGED = frozenset(
    "hold stage occur happen begin start end conclude place finish schedule plan cancel postpone announce organise "
    "organize run scrap drop".split()
)
"""Verbs that say that something took place; the noun beside them says what."""
_ORIGINS = frozenset("come hail take draw".split())
_CALLED_OFF = frozenset("cancel postpone abandon scrap".split())
_SEEN = frozenset("see film photograph spot picture observe".split())


def verb_trigger(analysis: Analysis, index: int, preposition: str) -> Trigger | Rejection:
    """Judge a verb that governs a place.

    Args:
        analysis: The document, read.
        index: Index of the verb.
        preposition: What links the place to it: ``in``, ``to`` …, ``where``, ``subject``, or empty for an object.

    Returns:
        The trigger, or why the verb tells no happening there.
    """
    group = analysis.group_at(index)
    lemma = group.lemma
    if lemma in _SEEN and index + 1 < len(analysis.words) and analysis.words[index + 1].form == "VBG":
        return verb_trigger(analysis, index + 1, preposition)
    if lemma in _STAGED and (noun := _staged_noun(analysis, index)) is not None:
        return noun_of_happening(analysis, noun[0], noun[1], preposition)
    expected = lemma == "expect" and group.passive and preposition in {"in", "at"}
    meaning = "arrive" if expected else _meaning(analysis, group, preposition)
    ordered = "planned" if expected else _ordered(analysis, index) if group.infinitive else None
    refusal = _refusal(analysis, group, meaning, preposition, ordered)
    if refusal:
        return Rejection(reason=refusal)
    trigger = Trigger(
        index=index,
        lemma=meaning,
        type=TRIGGERS.get(meaning, "other"),
        status=ordered or ("planned" if group.infinitive else group.status),
        noun=False,
        verb=index,
        preposition=preposition,
        cue="expected" if expected else group.cue or ("to" if group.infinitive else ""),
        known=meaning in TRIGGERS,
    )
    return coloured(analysis, _destination(trigger))


def _meaning(analysis: Analysis, group: Group, preposition: str) -> str:
    """The lemma, or for a turn of phrase the verb that means the same: *set out* is *depart*."""
    following = analysis.words[group.index + 1].lemma if group.index + 1 < len(analysis.words) else ""
    if group.lemma == "set" and following in {"out", "off", "sail"}:
        return "depart"
    if group.lemma in _SEEN and group.passive and preposition in lexicon.LOCATIVE:
        return "spot"
    return "view" if group.lemma == "show" and group.passive else group.lemma


def _refusal(analysis: Analysis, group: Group, lemma: str, preposition: str, ordered: Status | None) -> str:
    """Why a verb tells no happening at the place, in words; empty when it does."""
    host = lemma in {"host", "see", "witness", "report", "confirm"} and preposition == "subject"
    moves = lemma in TRAVEL_VERBS | {"spread"} or (group.passive and preposition in {"to", "into", "from"})
    arrives = lemma in TRAVEL_VERBS and lemma in ARRIVALS | {"fly", "travel", "go", "visit", "tour", "sail"}
    stands = lemma in lexicon.STATES or lemma in RESIDENCE
    decides = lemma in lexicon.SPEAKING_ACTS and not host and lemma not in TRIGGERS
    if ordered is not None and not group.infinitive:  # is expected in X
        return ""
    refusals = (
        (lemma in _ORIGINS and preposition == "from" and group.form in {"VB", "VBZ"}, "an origin (“{} from”)"),
        (group.present and group.status == "occurred" and preposition != "subject", "a habit (“is … {}”)"),
        (lemma in lexicon.REPORTING and not host, "where somebody spoke (“{}”), not where it happened"),
        (stands or decides, "a state or a position (“{}”), not a happening"),
        (lemma == "hear" and not group.passive, "what somebody heard (“{}”), not a happening"),
        (lemma == "fight", "background: a war without its own place and time"),
        (preposition in MOVES - {"into", "onto"} and not moves, f"“{{}} {preposition}” is no movement to or from it"),
        (group.infinitive and ordered is None and not arrives, "a purpose (“to {}”), not a happening"),
        (_conditional(analysis, group.index), "a condition (“if”), not a happening"),
    )
    return next((words.format(lemma) for refused, words in refusals if refused), "")


def _ordered(analysis: Analysis, index: int) -> Status | None:
    """*expected the pair to meet*, *forced the crew to land*: the verb before the object decides."""
    clause = analysis.clause_at(index)
    before = [i for i in range(clause.first, index) if analysis.words[i].tag == "VERB"]
    if not before:
        return None
    lemma = analysis.words[before[-1]].lemma
    if lemma in {"expect", "order", "schedule", "invite", "ask", "urge", "plan"}:
        return "planned"
    return analysis.group_at(before[-1]).status if lemma in {"force", "allow", "enable", "help", "let"} else None


def _staged_noun(analysis: Analysis, index: int) -> tuple[int, EventType] | None:
    """The noun of happening that a verb such as *hold* stages: its object, else its subject."""
    clause = analysis.clause_at(index)
    for cursor in (
        *range(index + 1, min(index + 6, clause.last)),
        *range(index - 1, max(clause.first, index - 7) - 1, -1),
    ):
        word = analysis.words[cursor]
        compound = cursor + 1 < clause.last and analysis.words[cursor + 1].tag == "WORD"  # a fire station
        kind = noun_trigger(word.lemma) if word.tag == "WORD" and not compound else None
        if kind:
            return cursor, kind
    return None


def _destination(trigger: Trigger) -> Trigger:
    """*left for X*, *headed to X*: the way there is told, the arrival is not."""
    under_way = trigger.preposition == "for" or trigger.lemma in {"head", "route", "way"}
    if under_way and trigger.status in {"occurred", "ongoing"} and trigger.preposition in {"for", "to"}:
        return replace(trigger, status="planned", cue=f"{trigger.lemma} {trigger.preposition}")
    return trigger


def noun_of_happening(analysis: Analysis, index: int, kind: EventType, preposition: str) -> Trigger | Rejection:
    """Judge a noun of happening that governs a place; arguments as for :func:`verb_trigger`.

    Args:
        analysis: The document, read.
        index: Index of the noun.
        kind: What kind of happening it names.
        preposition: What links the place to it.

    Returns:
        The trigger, or why the noun tells no happening there.
    """
    verb = _clause_verb(analysis, index)
    noun = analysis.words[index].lemma
    if preposition == "to" and kind not in {"travel", "ceremony"}:
        return Rejection(reason=f"“{noun} to” is no movement to it")
    if preposition == "for" and kind != "travel":
        return Rejection(reason=f"“{noun} for” names whom it concerns")
    if preposition == "from" and kind != "travel":
        return Rejection(reason=f"“{noun} from” tells an origin")
    group = analysis.group_at(verb) if verb is not None else None
    status: Status
    if _negated_existence(analysis, index):
        status, cue = "negated", "no"
    elif group is None or group.lemma in lexicon.REPORTING or (group.infinitive and group.index > index):
        status, cue = "occurred", ""
    elif group.lemma in _CALLED_OFF and group.index > index:
        status, cue = ("occurred", "") if group.status == "negated" else ("negated", group.lemma)
    else:
        status, cue = group.status, group.cue
    trigger = Trigger(
        index=index, lemma=noun, type=kind, status=status, noun=True, verb=verb, preposition=preposition, cue=cue
    )
    return coloured(analysis, _destination(trigger))


def _negated_existence(analysis: Analysis, index: int) -> bool:
    return any(w.lemma in {"no", "without", "nor"} for w in analysis.words[max(0, index - 4) : index])


def _clause_verb(analysis: Analysis, index: int) -> int | None:
    """The verb of the clause: the nearest before the noun, else the first behind it."""
    clause = analysis.clause_at(index)
    before = [i for i in range(clause.first, index) if analysis.words[i].tag == "VERB"]
    if before:
        return before[-1]
    return next((i for i in range(index + 1, clause.last) if analysis.words[i].tag == "VERB"), None)


def _conditional(analysis: Analysis, index: int) -> bool:
    return analysis.clause_at(index).opener in {"if", "unless"} or any(
        w.lemma in {"if", "unless"} for w in analysis.words[analysis.clause_at(index).first : index]
    )
