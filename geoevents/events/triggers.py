"""A place mention → the word of happening that governs it, or the reason why nothing happens there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geoevents.language import lexicon
from geoevents.language.grammar import Group, group_at
from geoevents.language.mentions import governor
from geoevents.language.verbs import ARRIVALS, PLACE_OBJECT_VERBS, TRAVEL_VERBS, TRIGGERS, noun_trigger

if TYPE_CHECKING:
    from geoevents.language import Analysis, Sentence
    from geoevents.model import EventType, Status

_MOVES = lexicon.GOAL | {"to", "from"}
_RESIDENCE = frozenset("live reside base bear born raise grow settle".split())
_CONTEXT = 3
_WIDE_VERBS = frozenset("travel meeting ceremony attack disaster health protest court sport".split())
_STAGED = frozenset("hold stage occur happen begin start end conclude place finish schedule plan cancel postpone".split())
"""Verbs that say that something took place; the noun beside them says what."""
_SEEN = frozenset("see film photograph spot picture observe".split())
_HALTS = frozenset({";", ":", "—", "–", "(", ")"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The word that says something happens at a place."""

    index: int
    """Index of its token."""
    lemma: str
    """Base form of the verb, or the noun."""
    type: EventType
    """Kind of happening."""
    status: Status
    """What the words around it say."""
    noun: bool
    """Whether it is a noun (*a visit to*)."""
    verb: int | None
    """Index of the verb of its clause, itself when it is one."""
    preposition: str
    """What governs the place: ``in``, ``to`` …; empty for an object."""
    cue: str = ""
    """The word that decided the status."""
    known: bool = True
    """Whether the word stands in our lists; an unknown verb counts less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Why a place mention is no place of an event."""

    reason: str
    """In words for a reader."""


def find_trigger(analysis: Analysis, first: int, last: int, places: frozenset[int]) -> Trigger | Rejection:
    """Find what happens at the place that a token range names.

    Args:
        analysis: The document, read.
        first: Index of the mention's first token.
        last: Index past its last token.
        places: Indices of all tokens that belong to place mentions.

    Returns:
        The trigger, or the reason why there is none.
    """
    sentence = analysis.sentence_at(first)
    found = _by_where(analysis, last, sentence) or _by_object(analysis, first, sentence, places)
    if found is None:
        found = _by_preposition(analysis, first, last, sentence, places)
    if found is None or isinstance(found, Rejection):
        found = _as_modifier(analysis, first, last, sentence) or _as_subject(analysis, last, sentence) or found
    return found or Rejection(reason="the text does not say that anything happens there")


def _by_where(analysis: Analysis, last: int, sentence: Sentence) -> Trigger | None:
    """*X, where they met*: the clause behind the name tells what happens there."""
    index = last + (last < sentence.last and analysis.tokens[last].text == ",")
    if index >= sentence.last or analysis.words[index].lemma != "where":
        return None
    for cursor in range(index, min(index + 12, sentence.last)):
        if analysis.words[cursor].tag == "VERB":
            found = _verb_trigger(analysis, cursor, "where")
            return found if isinstance(found, Trigger) else None
    return None


def _by_object(analysis: Analysis, first: int, sentence: Sentence, places: frozenset[int]) -> Trigger | None:
    """*visited X*, *hit the coast of X*: the place is the verb's object."""
    cursor = first - 1
    while cursor >= sentence.first and first - cursor < 10:
        word = analysis.words[cursor]
        if word.tag == "VERB":
            if word.lemma in PLACE_OBJECT_VERBS and word.form != "VBN":
                found = _verb_trigger(analysis, cursor, "")
                return found if isinstance(found, Trigger) else None
            return None
        generic = word.lemma == "of" and analysis.words[cursor - 1].lemma in lexicon.PLACE_NOUNS | lexicon.VENUES
        over = cursor in places or word.tag in {"DET", "ADV", "POSS", "CC"} or generic or word.lemma == ","
        if not over and word.lemma not in lexicon.PLACE_NOUNS | lexicon.COMPASS | {"parts", "much", "city"}:
            return None
        cursor -= 1
    return None


def _by_preposition(
    analysis: Analysis, first: int, last: int, sentence: Sentence, places: frozenset[int]
) -> Trigger | Rejection | None:
    """*met in X*, *a ceremony at a station in X*: follow prepositions leftwards to the word of happening."""
    del last
    preposition = governor(analysis.tokens, analysis.words, first, sentence, places)
    if preposition.lemma in lexicon.DIRECTION:
        return Rejection(reason=f"a direction (“{preposition.lemma}”), not a place that was reached")
    if preposition.lemma not in lexicon.LOCATIVE | _MOVES:
        return None
    index = preposition.index
    for _ in range(4):
        found = _head(analysis, index, sentence, preposition.lemma)
        if isinstance(found, int):  # a venue: what governs the venue governs the place
            index = found
            continue
        if found is not None:
            return found
        break
    return _to_the_right(analysis, first, sentence, preposition.lemma)


def _head(analysis: Analysis, index: int, sentence: Sentence, preposition: str) -> Trigger | Rejection | int | None:
    """What a preposition hangs on: a trigger, a rejection, or the index of the preposition before a venue."""
    words = analysis.words
    cursor = index - 1
    venue = cursor >= sentence.first and words[cursor].lemma in lexicon.VENUES
    while cursor >= sentence.first:
        word = words[cursor]
        if word.lemma in _HALTS or (word.tag == "SUB" and word.lemma not in {"as", "that"}):
            return None
        if word.tag == "VERB":
            if _modifies_noun(analysis, cursor) and word.lemma in lexicon.STATES and word.lemma not in _RESIDENCE:
                cursor -= 1
                continue
            return _verb_trigger(analysis, cursor, preposition)
        kind = noun_trigger(word.lemma) if word.tag in {"WORD", "VERB"} else None
        if kind and _names_happening(analysis, cursor, index):
            return _noun_trigger(analysis, cursor, kind, preposition)
        if word.lemma == "route" and words[cursor - 1].lemma == "en":
            return _noun_trigger(analysis, cursor, "travel", preposition)
        if word.lemma in lexicon.WAR_NOUNS and index - cursor <= 2:
            return Rejection(reason=f"background: “{word.lemma} {preposition} …” names no happening of its own")
        if word.tag in {"PREP", "TO"} and venue and index - cursor > 1:
            return cursor
        cursor -= 1
    return None


def _names_happening(analysis: Analysis, cursor: int, index: int) -> bool:
    """A noun of happening heads the phrase before the preposition, or stands before *of …* in it."""
    between = analysis.words[cursor + 1 : index]
    return not any(w.tag in {"VERB", "PRO", "SUB", "MOD", "AUX"} or w.lemma in {",", "."} for w in between)


def _modifies_noun(analysis: Analysis, cursor: int) -> bool:
    """A participle right behind a noun: *students living in*, *a jail located in*."""
    word = analysis.words[cursor]
    previous = analysis.words[cursor - 1] if cursor else word
    return word.form in {"VBG", "VBD", "VBN"} and previous.tag in {"WORD", "NAME"} and word.form == "VBG" or (
        word.lemma in {"locate", "situate"}
    )


def _to_the_right(analysis: Analysis, first: int, sentence: Sentence, preposition: str) -> Trigger | Rejection | None:
    """*In X on Saturday, he met …*: a phrase at the head of its clause."""
    for cursor in range(first, sentence.last):
        word = analysis.words[cursor]
        if word.lemma in _HALTS:
            return None
        if word.tag == "VERB":
            participle = cursor and analysis.words[cursor - 1].lemma == "being"
            if participle or (word.form == "VBG" and analysis.words[cursor - 1].tag not in {"AUX", "ADV"}):
                continue
            return _verb_trigger(analysis, cursor, preposition)
    return None


def _as_modifier(analysis: Analysis, first: int, last: int, sentence: Sentence) -> Trigger | None:
    """*the X attack*, *X's airport crash*: the name stands before a noun of happening."""
    start = last + (last < sentence.last and analysis.words[last].tag == "POSS")
    for cursor in range(start, min(start + 2, sentence.last)):
        word = analysis.words[cursor]
        kind = noun_trigger(word.lemma) if word.tag == "WORD" else None
        definite = first > sentence.first and analysis.words[first - 1].tag in {"DET", "PREP", "TO"}
        if kind in {"attack", "disaster", "health", "protest"} and definite:
            return _noun_trigger(analysis, cursor, kind, "modifier")
        if word.tag != "WORD":
            return None
    return None


def _as_subject(analysis: Analysis, last: int, sentence: Sentence) -> Trigger | None:
    """*X was hit by*, *X hosted*: the place is the subject."""
    for cursor in range(last, min(last + 5, sentence.last)):
        word = analysis.words[cursor]
        if word.tag == "VERB":
            group = _group(analysis, cursor)
            passive = group.passive and word.lemma in PLACE_OBJECT_VERBS
            hosts = word.lemma in {"host", "see", "witness", "report", "confirm"} and _object_happens(analysis, cursor, sentence)
            found = _verb_trigger(analysis, cursor, "subject") if passive or hosts else None
            return found if isinstance(found, Trigger) else None
        if word.tag not in {"AUX", "MOD", "NEG", "ADV"} and word.lemma != ",":
            return None
    return None


def _object_happens(analysis: Analysis, cursor: int, sentence: Sentence) -> bool:
    return any(noun_trigger(w.lemma) for w in analysis.words[cursor + 1 : min(cursor + 6, sentence.last)] if w.tag == "WORD")


def _group(analysis: Analysis, index: int) -> Group:
    sentence = analysis.sentence_at(index)
    return group_at(analysis.words[sentence.first : sentence.last], index - sentence.first, sentence.first)


def _verb_trigger(analysis: Analysis, index: int, preposition: str) -> Trigger | Rejection:
    group = _group(analysis, index)
    lemma = group.lemma
    if lemma in _SEEN and index + 1 < len(analysis.words) and analysis.words[index + 1].form == "VBG":
        return _verb_trigger(analysis, index + 1, preposition)
    host = lemma in {"host", "see", "witness", "report", "confirm"} and preposition == "subject"
    if lemma in lexicon.REPORTING and not host:
        return Rejection(reason=f"where somebody spoke (“{lemma}”), not where it happened")
    if lemma in lexicon.STATES or lemma in _RESIDENCE or (lemma in lexicon.SPEAKING_ACTS and not host and lemma not in TRIGGERS):
        return Rejection(reason=f"a state or a position (“{lemma}”), not a happening")
    if lemma == "fight":
        return Rejection(reason="background: a war without its own place and time")
    moves = lemma in TRAVEL_VERBS or (group.passive and preposition in {"to", "into", "from"})
    if preposition in _MOVES - {"into", "onto"} and not moves:
        return Rejection(reason=f"“{lemma} {preposition}” is no movement to or from it")
    if group.infinitive and not (lemma in TRAVEL_VERBS and lemma in ARRIVALS | {"fly", "travel", "go", "visit", "tour", "sail"}):
        return Rejection(reason=f"a purpose (“to {lemma}”), not a happening")
    if _conditional(analysis, index):
        return Rejection(reason="a condition (“if”), not a happening")
    if lemma in _STAGED and (noun := _staged_noun(analysis, index)) is not None:
        return _noun_trigger(analysis, noun[0], noun[1], preposition)
    status = "planned" if group.infinitive else group.status
    if status == "planned" and _but_instead(analysis, index):
        status = "negated"
    trigger = Trigger(
        index=index,
        lemma=lemma,
        type=TRIGGERS.get(lemma, "other"),
        status=status,
        noun=False,
        verb=index,
        preposition=preposition,
        cue=group.cue or ("to" if group.infinitive else ""),
        known=lemma in TRIGGERS,
    )
    return _coloured(analysis, _destination(trigger))


def _staged_noun(analysis: Analysis, index: int) -> tuple[int, EventType] | None:
    """The noun of happening that a verb such as *hold* stages: its object, else its subject."""
    clause = analysis.clause_at(index)
    for cursor in (*range(index + 1, min(index + 6, clause.last)), *range(index - 1, max(clause.first, index - 7) - 1, -1)):
        word = analysis.words[cursor]
        kind = noun_trigger(word.lemma) if word.tag == "WORD" else None
        if kind:
            return cursor, kind
        if cursor > index and word.tag in {"PREP", "PUNCT"}:
            continue
    return None


def _but_instead(analysis: Analysis, index: int) -> bool:
    """*was due to play in X but has returned home*: a past plan that a *but* takes back."""
    sentence = analysis.sentence_at(index)
    before = {w.lemma for w in analysis.words[max(sentence.first, index - 5) : index]}
    if not before & {"was", "were", "had"}:
        return False
    own = analysis.clause_at(index)
    return any(c.first >= own.last and c.first < sentence.last and c.opener == "but" for c in analysis.clauses)


def _destination(trigger: Trigger) -> Trigger:
    """*left for X*, *headed to X*: the way there is told, the arrival is not."""
    under_way = trigger.preposition == "for" or trigger.lemma in {"head", "route", "way"}
    if under_way and trigger.status in {"occurred", "ongoing"} and trigger.preposition in {"for", "to"}:
        return replace(trigger, status="planned", cue=f"{trigger.lemma} {trigger.preposition}")
    return trigger


def _noun_trigger(analysis: Analysis, index: int, kind: EventType, preposition: str) -> Trigger | Rejection:
    verb = _clause_verb(analysis, index)
    noun = analysis.words[index].lemma
    if preposition == "to" and kind not in {"travel", "ceremony"}:
        return Rejection(reason=f"“{noun} to” is no movement to it")
    if preposition == "from" and kind != "travel":
        return Rejection(reason=f"“{noun} from” tells an origin")
    group = _group(analysis, verb) if verb is not None else None
    if _negated_existence(analysis, index):
        status, cue = "negated", "no"
    elif group is None or group.lemma in lexicon.REPORTING or (group.infinitive and group.index > index):
        status, cue = "occurred", ""
    else:
        status, cue = group.status, group.cue
    trigger = Trigger(
        index=index, lemma=noun, type=kind, status=status, noun=True, verb=verb, preposition=preposition, cue=cue
    )
    return _coloured(analysis, trigger)


def _negated_existence(analysis: Analysis, index: int) -> bool:
    return any(w.lemma in {"no", "without", "nor"} for w in analysis.words[max(0, index - 4) : index])


def _clause_verb(analysis: Analysis, index: int) -> int | None:
    """The verb of the clause: the nearest before the noun, else the first behind it."""
    clause = analysis.clause_at(index)
    before = [i for i in range(clause.first, index) if analysis.words[i].tag == "VERB"]
    if before:
        return before[-1]
    return next((i for i in range(index + 1, clause.last) if analysis.words[i].tag == "VERB"), None)


def _coloured(analysis: Analysis, trigger: Trigger) -> Trigger:
    """Adjust the status by adjectives and by the verb that a noun of happening is the subject of."""
    words = analysis.words
    before = [w.lemma for w in words[max(0, trigger.index - _CONTEXT) : trigger.index]]
    clause = analysis.clause_at(trigger.index)
    inside = [w.lemma for w in words[clause.first : clause.last]]
    after = [w.lemma for w in words[trigger.index + 1 : clause.last]] if trigger.noun else []
    if trigger.status in {"occurred", "planned"} and ("cancel" in after or "postpone" in after or "called off" in " ".join(after)):
        return replace(trigger, status="negated", cue="cancelled")
    if trigger.status != "occurred":
        return trigger
    for cues, status in (
        (lexicon.NEGATED_CUES, "negated"),
        (lexicon.PLANNED_CUES | {"upcoming", "forthcoming", "proposed"}, "planned"),
        (lexicon.POSSIBLE_CUES, "possible"),
    ):
        cue = next((w for w in before if w in cues or (trigger.noun and _base(w) in cues)), "")
        if cue and trigger.noun:
            return replace(trigger, status=status, cue=cue)
    if not trigger.noun:
        cue = next((w for w in inside if w in {"allegedly", "reportedly", "apparently", "possibly", "probably", "perhaps"}), "")
        if cue:
            return replace(trigger, status="possible", cue=cue)
    return trigger


def _base(word: str) -> str:
    return word.removesuffix("d") if word.endswith("ed") else word


def _conditional(analysis: Analysis, index: int) -> bool:
    return analysis.clause_at(index).opener in {"if", "unless"} or any(
        w.lemma in {"if", "unless"} for w in analysis.words[analysis.clause_at(index).first : index]
    )
