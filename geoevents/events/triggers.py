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
_STAGED = frozenset(
    "hold stage occur happen begin start end conclude place finish schedule plan cancel postpone announce organise organize "
    "run scrap drop".split()
)
"""Verbs that say that something took place; the noun beside them says what."""
_UNDONE = frozenset("scrap cancel postpone abandon abort skip drop decline refuse suspend deny refute dismiss reject".split())
"""Verbs whose object does not happen."""
_DOUBTED = frozenset("suspect fear believe allege claim think assume".split())
_SEEN = frozenset("see film photograph spot picture observe".split())
_CLOSED_CLAUSES = frozenset({"resume", "which", "who", "whose", "where", "report", "while", "but"})
"""Clauses with a verb of their own: what governs a place in them stands in them."""
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
    if analysis.clause_at(first).opener == "report":
        return Rejection(reason="where somebody spoke, not where it happened")
    rejected: Rejection | None = None
    unknown: Trigger | None = None
    for found in (
        _by_object(analysis, first, sentence, places),
        _by_preposition(analysis, first, sentence, places),
        _by_where(analysis, last, sentence),
        _as_modifier(analysis, first, last, sentence),
        _as_subject(analysis, last, sentence),
        _in_caption(analysis, first, sentence, places),
    ):
        if isinstance(found, Trigger):
            if found.known:
                return found
            unknown = unknown or found
        elif isinstance(found, Rejection):
            rejected = rejected or found
    return unknown or rejected or Rejection(reason="the text does not say that anything happens there")


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
    venue = False
    while cursor >= sentence.first and first - cursor < 10:
        word = analysis.words[cursor]
        venue = venue or word.lemma in lexicon.VENUES
        if word.tag == "VERB":
            if word.form != "VBN" and (word.lemma in PLACE_OBJECT_VERBS or (venue and word.lemma in TRIGGERS)):
                found = _verb_trigger(analysis, cursor, "")
                return found if isinstance(found, Trigger) else None
            return None
        generic = word.lemma == "of" and analysis.words[cursor - 1].lemma in lexicon.PLACE_NOUNS | lexicon.VENUES
        over = cursor in places or word.tag in {"DET", "ADV", "POSS", "CC"} or generic or word.lemma == ","
        if not over and word.lemma not in lexicon.PLACE_NOUNS | lexicon.COMPASS | lexicon.VENUES | {"parts", "much", "old", "new"}:
            return None
        cursor -= 1
    return None


def _by_preposition(
    analysis: Analysis, first: int, sentence: Sentence, places: frozenset[int]
) -> Trigger | Rejection | None:
    """*met in X*, *a ceremony at a station in X*: follow prepositions leftwards to the word of happening."""
    preposition = governor(analysis.tokens, analysis.words, first, sentence, places)
    if preposition.lemma in lexicon.DIRECTION:
        return Rejection(reason=f"a direction (“{preposition.lemma}”), not a place that was reached")
    if preposition.lemma not in lexicon.LOCATIVE | _MOVES:
        return None
    if preposition.lemma in {"in", "at"} and _speaks_there(analysis, preposition.index, first, sentence):
        return Rejection(reason="where somebody spoke, not where it happened")
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


def _speaks_there(analysis: Analysis, index: int, first: int, sentence: Sentence) -> bool:
    """*officials in X said*, *the ministry in X says*: the phrase only tells who speaks."""
    words = analysis.words
    if index <= sentence.first or words[index - 1].tag != "WORD" or noun_trigger(words[index - 1].lemma):
        return False
    for cursor in range(first + 1, min(first + 6, sentence.last)):
        word = words[cursor]
        if word.tag == "VERB":
            return word.lemma in lexicon.REPORTING - {"show", "find"}
        if word.lemma in {",", "where", "which"} or word.tag == "PREP":
            return False
    return False


def _in_caption(analysis: Analysis, first: int, sentence: Sentence, places: frozenset[int]) -> Trigger | None:
    """A picture's caption tells a happening even without a verb: *A team at work in X in April*."""
    if sentence.kind != "caption":
        return None
    preposition = governor(analysis.tokens, analysis.words, first, sentence, places)
    if preposition.lemma not in lexicon.LOCATIVE:
        return None
    start = sentence.first
    while start < preposition.index and not analysis.tokens[start].text[0].isalnum():
        start += 1
    if analysis.words[min(start + 1, sentence.last - 1)].lemma == ":":
        start += 2
    verb = next((i for i in range(start, preposition.index) if analysis.words[i].tag == "VERB"), None)
    index = verb if verb is not None else start
    return Trigger(
        index=index,
        lemma=analysis.words[index].lemma,
        type=TRIGGERS.get(analysis.words[index].lemma, "other"),
        status="occurred",
        noun=verb is None,
        verb=verb,
        preposition=preposition.lemma,
        known=False,
    )


def _head(analysis: Analysis, index: int, sentence: Sentence, preposition: str) -> Trigger | Rejection | int | None:
    """What a preposition hangs on: a trigger, a rejection, or the index of the preposition before a venue."""
    words = analysis.words
    cursor = index - 1
    venue = cursor >= sentence.first and words[cursor].lemma in lexicon.VENUES
    clause = analysis.clause_at(index)
    limit = clause.first if clause.opener in _CLOSED_CLAUSES else sentence.first
    while cursor >= limit:
        word = words[cursor]
        if word.lemma in _HALTS or (word.tag == "SUB" and word.lemma not in {"as", "that"}):
            return None
        if word.tag == "VERB":
            if _modifies_noun(analysis, cursor) and word.lemma in lexicon.STATES and word.lemma not in _RESIDENCE:
                cursor -= 1
                continue
            return _verb_trigger(analysis, cursor, preposition)
        kind = noun_trigger(word.lemma) if word.tag == "WORD" or (word.tag == "NAME" and cursor == index - 1) else None
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
    if any(w.tag in {"VERB", "PRO", "SUB", "MOD"} or w.lemma in {",", "."} for w in between):
        return False
    copula = next((n for n, w in enumerate(between) if w.tag == "AUX"), None)
    return copula is None or all(w.tag in {"ADV", "PREP"} or w.lemma in {"likely", "possible"} for w in between[copula + 1 :])


def _modifies_noun(analysis: Analysis, cursor: int) -> bool:
    """A participle right behind a noun: *students living in*, *a jail located in*."""
    word = analysis.words[cursor]
    previous = analysis.words[cursor - 1] if cursor else word
    return word.form in {"VBG", "VBD", "VBN"} and previous.tag in {"WORD", "NAME"} and word.form == "VBG" or (
        word.lemma in {"locate", "situate"}
    )


def _to_the_right(analysis: Analysis, first: int, sentence: Sentence, preposition: str) -> Trigger | Rejection | None:
    """*In X on Saturday, he met …*, *dockers in X are on strike*: what the rest of the sentence tells."""
    fronted = first - sentence.first <= 4
    if preposition in _MOVES and not fronted:
        return None
    copula = False
    for cursor in range(first, sentence.last):
        word = analysis.words[cursor]
        if word.lemma in _HALTS:
            return None
        if analysis.clause_at(cursor).opener in {"where", "which", "who", "whose"} and analysis.clause_at(cursor).first > first:
            continue
        copula = copula or word.tag == "AUX"
        kind = noun_trigger(word.lemma) if copula and word.tag == "WORD" else None
        if kind:
            return _noun_trigger(analysis, cursor, kind, preposition)
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
    """*X was hit by*, *X hosted*, *X airport, shut since Tuesday, reopened*: the place is the subject."""
    start = _past_apposition(analysis, last, sentence)
    for cursor in range(start, min(start + 5, sentence.last)):
        word = analysis.words[cursor]
        if word.tag == "VERB":
            group = _group(analysis, cursor)
            passive = (group.passive and word.lemma in PLACE_OBJECT_VERBS) or word.lemma in _BEFALLS
            hosts = word.lemma in {"host", "see", "witness", "report", "confirm"} and _object_happens(analysis, cursor, sentence)
            found = _verb_trigger(analysis, cursor, "subject") if passive or hosts else None
            return found if isinstance(found, Trigger) else None
        if word.tag not in {"AUX", "MOD", "NEG", "ADV"} and word.lemma != ",":
            return None
    return None


_BEFALLS = frozenset("close shut reopen flood burn suffer erupt collapse explode flood".split())


def _past_apposition(analysis: Analysis, last: int, sentence: Sentence) -> int:
    """The token behind *, on the coast to the south,*."""
    if last < sentence.last and analysis.tokens[last].text == ",":
        for cursor in range(last + 1, min(last + 14, sentence.last)):
            if analysis.tokens[cursor].text == ",":
                return cursor + 1
    return last


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
    following = analysis.words[index + 1].lemma if index + 1 < len(analysis.words) else ""
    if lemma == "set" and following in {"out", "off", "sail"}:
        lemma = "depart"
    if lemma in _STAGED and (noun := _staged_noun(analysis, index)) is not None:
        return _noun_trigger(analysis, noun[0], noun[1], preposition)
    if lemma == "expect" and group.passive and preposition in {"in", "at"}:
        return Trigger(
            index=index, lemma="expect", type="travel", status="planned", noun=False, verb=index, preposition=preposition, cue="expected"
        )
    if lemma in {"come", "hail"} and preposition == "from" and group.form in {"VB", "VBZ"}:
        return Rejection(reason=f"an origin (“{lemma} from”), not a happening")
    shown = lemma == "show" and group.passive
    if shown:
        lemma = "view"
    if group.present and group.status == "occurred" and preposition != "subject":
        return Rejection(reason=f"a habit (“is {analysis.words[index].lemma}”), not a happening")
    if lemma in lexicon.REPORTING and not host:
        return Rejection(reason=f"where somebody spoke (“{lemma}”), not where it happened")
    if lemma in lexicon.STATES or lemma in _RESIDENCE or (lemma in lexicon.SPEAKING_ACTS and not host and lemma not in TRIGGERS):
        return Rejection(reason=f"a state or a position (“{lemma}”), not a happening")
    if lemma == "fight":
        return Rejection(reason="background: a war without its own place and time")
    moves = lemma in TRAVEL_VERBS or (group.passive and preposition in {"to", "into", "from"})
    if preposition in _MOVES - {"into", "onto"} and not moves:
        return Rejection(reason=f"“{lemma} {preposition}” is no movement to or from it")
    ordered = _ordered(analysis, index) if group.infinitive else None
    if group.infinitive and ordered is None and not (lemma in TRAVEL_VERBS and lemma in ARRIVALS | {"fly", "travel", "go", "visit", "tour", "sail"}):
        return Rejection(reason=f"a purpose (“to {lemma}”), not a happening")
    if _conditional(analysis, index):
        return Rejection(reason="a condition (“if”), not a happening")
    status = (ordered or "planned") if group.infinitive else group.status
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


def _ordered(analysis: Analysis, index: int) -> Status | None:
    """*expected the pair to meet*, *forced the crew to land*: the verb before the object decides."""
    clause = analysis.clause_at(index)
    before = [i for i in range(clause.first, index) if analysis.words[i].tag == "VERB"]
    if not before:
        return None
    lemma = analysis.words[before[-1]].lemma
    if lemma in {"expect", "order", "schedule", "invite", "ask", "urge", "plan"}:
        return "planned"
    return _group(analysis, before[-1]).status if lemma in {"force", "allow", "enable", "help", "let"} else None


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
    before = [w.lemma for w in analysis.words[max(sentence.first, index - 7) : index]]
    if "to" not in before or not set(before) & {"was", "were", "had", "plan"} or not set(before) & _PLANS:
        return False
    own = analysis.clause_at(index)
    return any(c.first >= own.last and c.first < sentence.last and c.opener == "but" for c in analysis.clauses)


_PLANS = frozenset("due expect set schedule plan suppose slate intend want hope".split())


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
    if preposition == "for" and kind != "travel":
        return Rejection(reason=f"“{noun} for” names whom it concerns")
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
    """Adjust the status by what governs the word of happening and by what is said of it afterwards."""
    for judge in (_undone, _complement, _under_way, _adjective):
        changed = judge(analysis, trigger)
        if changed is not None:
            return replace(trigger, status=changed[0], cue=changed[1])
    return trigger


def _undone(analysis: Analysis, trigger: Trigger) -> tuple[Status, str] | None:
    """*scrapped his visit*, *the match was called off*, *talks … did not take place*, *no one was arrested*."""
    words = analysis.words
    sentence, clause = analysis.sentence_at(trigger.index), analysis.clause_at(trigger.index)
    if trigger.verb is not None and any(w.tag == "NEG" for w in words[clause.first : trigger.verb]) and not trigger.noun:
        return "negated", "no"
    if trigger.verb is not None and trigger.status in {"planned", "occurred"} and _but_instead(analysis, trigger.verb):
        return "negated", "but"
    before = [words[i] for i in range(max(clause.first, trigger.index - 6), trigger.index)]
    governing = next((w for w in reversed(before) if w.tag == "VERB"), None)
    off = " ".join(w.lemma for w in words[trigger.index : sentence.last])
    if trigger.noun and governing is not None and governing.lemma in _UNDONE:
        return "negated", governing.lemma
    if trigger.noun and any(f" {phrase} " in f" {' '.join(w.lemma for w in before)} " for phrase in ("call off", "turn down")):
        return "negated", "called off"
    plan = any(w.lemma in {"plan", "plans", "bid", "idea"} for w in before)
    if plan and any(w.lemma in _UNDONE for w in words[sentence.first : trigger.index]):
        return "negated", "the plan was dropped"
    subject = trigger.noun or trigger.status == "planned"
    if subject and any(phrase in off for phrase in ("call off", "not take place", "not go ahead")):
        return "negated", "called off"
    if subject and any(w.tag == "VERB" and w.lemma in {"cancel", "postpone", "abandon"} for w in words[trigger.index + 1 : sentence.last]):
        return "negated", "cancelled"
    return None


def _complement(analysis: Analysis, trigger: Trigger) -> tuple[Status, str] | None:
    """What somebody denies, suspects or fears: the verb right before the clause."""
    clause = analysis.clause_at(trigger.index)
    start = clause.first
    before = [analysis.words[i] for i in range(max(analysis.sentence_at(start).first, start - 3), start + 1)]
    if clause.opener not in {"that", ""} and not before:
        return None
    verb = next((w for w in reversed(before) if w.tag == "VERB"), None)
    if verb is None or clause.opener != "that":
        return None
    if verb.lemma in {"deny", "refute", "dismiss"}:
        return "negated", verb.lemma
    return ("possible", verb.lemma) if verb.lemma in _DOUBTED and trigger.status == "occurred" else None


def _under_way(analysis: Analysis, trigger: Trigger) -> tuple[Status, str] | None:
    """*is under way*, *are still …*, *has been on strike since*."""
    sentence = analysis.sentence_at(trigger.index)
    rest = [w.lemma for w in analysis.words[sentence.first : sentence.last]]
    text = " ".join(rest)
    if trigger.status == "occurred" and trigger.noun and ("under way" in text or "underway" in rest or "ongoing" in rest):
        return "ongoing", "under way"
    if trigger.status != "occurred" or trigger.verb is None:
        return None
    clause = analysis.clause_at(trigger.index)
    earlier = [i for i in range(clause.first, trigger.index) if analysis.words[i].tag == "VERB" and i != trigger.verb]
    reduced = not trigger.noun and analysis.words[trigger.index - 1].tag in {"WORD", "NAME"} and bool(earlier)
    if reduced and _group(analysis, earlier[-1]).status == "ongoing":
        return "ongoing", analysis.words[earlier[-1]].lemma
    copula = [w for w in analysis.words[clause.first : trigger.index] if w.tag == "AUX"]
    present = copula and copula[-1].lemma in {"is", "are", "been"} and not earlier and "since" in rest[trigger.index - sentence.first :]
    return ("ongoing", "since") if trigger.noun and present else None


def _adjective(analysis: Analysis, trigger: Trigger) -> tuple[Status, str] | None:
    """*a planned visit*, *the alleged attack*, *a suspected case*, *reportedly fled*."""
    if trigger.status != "occurred":
        return None
    before = [w.lemma for w in analysis.words[max(0, trigger.index - _CONTEXT) : trigger.index]]
    after = [w.lemma for w in analysis.words[trigger.index + 1 : trigger.index + 4]] if trigger.noun else []
    if trigger.noun:
        after = after if any(w in _COPULAS for w in after) or "plan" in after or "schedule" in after else []
        for cues, status in _ADJECTIVES:
            cue = next((w for w in (*before, *after) if w in cues or _base(w) in cues), "")
            if cue:
                return status, cue
        return None
    cue = next((w for w in before if w in _ADVERBS), "")
    return ("possible", cue) if cue else None


_COPULAS = frozenset("is are was were be been".split())
_ADVERBS = frozenset("allegedly reportedly apparently possibly probably perhaps presumably purportedly likely".split())
_ADJECTIVES: tuple[tuple[frozenset[str], Status], ...] = (
    (lexicon.NEGATED_CUES, "negated"),
    (lexicon.PLANNED_CUES | {"upcoming", "forthcoming", "proposed"}, "planned"),
    (lexicon.POSSIBLE_CUES - {"may", "might", "could"}, "possible"),
)


def _base(word: str) -> str:
    return word.removesuffix("d") if word.endswith("ed") else word


def _conditional(analysis: Analysis, index: int) -> bool:
    return analysis.clause_at(index).opener in {"if", "unless"} or any(
        w.lemma in {"if", "unless"} for w in analysis.words[analysis.clause_at(index).first : index]
    )
