"""Did it happen? What governs a word of happening, and what is said of it afterwards, changes its status."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geoevents.language import lexicon

if TYPE_CHECKING:
    from geoevents.events.trigger import Trigger
    from geoevents.language import Analysis
    from geoevents.model import Status

_CONTEXT = 3
_UNDONE = frozenset(
    "scrap cancel postpone abandon abort skip drop decline refuse suspend deny refute dismiss reject".split()
)
"""Verbs whose object does not happen."""
_DOUBTED = frozenset("suspect fear believe allege claim think assume".split())
_PLANS = frozenset("due expect set schedule plan suppose slate intend want hope".split())


_OTHERWISE = re.compile(r"\b(?:turn out|prove|test) (?:\w+ ){0,3}(?:else|negative|false|hoax|harmless|unfounded)\b")


_IN_DOUBT = re.compile(r"\b(?:is|are|be|was|were) (?:\w+ )?(?:in doubt|uncertain|on hold)\b")


_RELATIVE = frozenset({"that", "which", "who", "whose", "where"})


def _but_instead(analysis: Analysis, index: int) -> bool:
    """*was due to play in X but has returned home*: a past plan that a *but* takes back."""
    sentence = analysis.sentence_at(index)
    heading = analysis.words[index].lemma in {"head", "route", "bind"}
    before = [w.lemma for w in analysis.words[max(sentence.first, index - 7) : index]]
    planned = "to" in before and set(before) & {"was", "were", "had", "plan"} and set(before) & _PLANS
    if not (heading or planned):
        return False
    number = analysis.clause_number(index)
    later = [c for c in analysis.clauses[number:] if c.first < sentence.last]
    return any(c.opener == "but" and before.opener not in _RELATIVE for before, c in pairwise(later))


def coloured(analysis: Analysis, trigger: Trigger) -> Trigger:
    """Adjust the status by what governs the word of happening and by what is said of it afterwards."""
    for judge in (_undone, _complement, _governed, _wished, _foreseen, _under_way, _adjective):
        changed = judge(analysis, trigger)
        if changed is not None:
            return replace(trigger, status=changed[0], cue=changed[1])
    return trigger


def _undone(analysis: Analysis, trigger: Trigger) -> tuple[Status, str] | None:
    """*scrapped his visit*, *the match was called off*, *talks … did not take place*, *no one was arrested*."""
    words = analysis.words
    sentence, clause = analysis.sentence_at(trigger.index), analysis.clause_at(trigger.index)
    if (
        trigger.verb is not None
        and any(w.tag == "NEG" for w in words[clause.first : trigger.verb])
        and not trigger.noun
    ):
        return "negated", "no"
    if trigger.verb is not None and trigger.status in {"planned", "occurred"} and _but_instead(analysis, trigger.verb):
        return "negated", "but"
    before = [words[i] for i in range(max(clause.first, trigger.index - 6), trigger.index)]
    governing = next((w for w in reversed(before) if w.tag == "VERB"), None)
    off = " ".join(w.lemma for w in words[trigger.index : sentence.last])
    if trigger.noun and governing is not None and governing.lemma in _UNDONE:
        return "negated", governing.lemma
    if trigger.noun and any(
        f" {phrase} " in f" {' '.join(w.lemma for w in before)} " for phrase in ("call off", "turn down")
    ):
        return "negated", "called off"
    plan = any(w.lemma in {"plan", "plans", "bid", "idea"} for w in before)
    if plan and any(w.lemma in _UNDONE for w in words[sentence.first : trigger.index]):
        return "negated", "the plan was dropped"
    if trigger.noun and _IN_DOUBT.search(off):
        return "possible", "in doubt"
    if trigger.noun and re.search(r"\bfail to (?:take place|go ahead|happen)\b", off):
        return "negated", "fail"
    if trigger.noun and _OTHERWISE.search(off):
        return "negated", "turned out otherwise"
    doubted = trigger.lemma in _DOUBTED | {"suspect"}
    if (trigger.noun or doubted) and re.search(r"\brule (?:\w+ ){0,3}out\b", off):
        return "negated", "ruled out"
    if doubted and not trigger.noun:
        return "possible", trigger.lemma
    subject = trigger.noun or trigger.status == "planned"
    if subject and any(phrase in off for phrase in ("call off", "not take place", "not go ahead")):
        return "negated", "called off"
    undone = (i for i in range(trigger.index + 1, sentence.last) if words[i].lemma in {"cancel", "postpone", "abandon"})
    if subject and any(words[i].tag == "VERB" and analysis.group_at(i).status == "occurred" for i in undone):
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


_KEPT_FROM = frozenset("keep prevent stop block blocked barred ban deterred discouraged save".split())
_BLOCKED = frozenset("block blocked barred ban prevent thwart foil veto forbid".split())
"""Verbs whose object does not happen, or not as planned."""
_ASKED_FOR = frozenset("demand requested seek urge want threaten propose favour favor oppose support".split())
_CONSIDERED = frozenset("oppose favour favor support consider discuss suggest recommend propose contemplate".split())
_WARNED_OF = frozenset("warn fear threaten predict forecast anticipate dread".split())


def _governed(analysis: Analysis, trigger: Trigger) -> tuple[Status, str] | None:
    """What the verb before a word of happening makes of it: *demanded the return*, *kept him from leaving*."""
    words, clause = analysis.words, analysis.clause_at(trigger.index)
    first = next((i for i in range(trigger.index - 1, clause.first - 1, -1) if words[i].tag == "VERB"), None)
    if first is None or trigger.status == "negated":
        return None
    verb, between = words[first].lemma, words[first + 1 : trigger.index]
    prepositions = {w.lemma for w in between if w.tag in {"PREP", "TO"}}
    if any(w.tag in {"CC", "SUB", "PUNCT"} for w in between) or any(w.lemma in {"and", ","} for w in between):
        return None
    if trigger.noun:
        if _is_about(analysis, trigger.index) and trigger.type == "travel":
            return "possible", "asked for"
        if verb in _WARNED_OF and prepositions <= {"of", "about", "against"}:
            return "possible", verb
        if verb in _ASKED_FOR and not prepositions:
            return "possible", verb
        return ("negated", verb) if verb in _BLOCKED and not prepositions else None
    return _governed_verb(analysis, trigger, first, prepositions)


_ASKING = frozenset(
    "request demand call plea petition appeal campaign bid fight battle order decision ruling application protest "
    "protests rally march marched demonstration demonstrations vote argument".split()
)


def _is_about(analysis: Analysis, index: int) -> bool:
    """*a request for the transfer*, *marched against his return*: nobody says that it came true."""
    words, first = analysis.words, index
    while first > 1 and words[first - 1].tag in {"DET", "POSS", "WORD", "NAME"} and index - first < 4:
        first -= 1
    if words[first - 1].lemma not in {"for", "against", "on", "over"}:
        return False
    return words[first - 2].lemma in _ASKING


def _governed_verb(
    analysis: Analysis, trigger: Trigger, first: int, prepositions: set[str]
) -> tuple[Status, str] | None:
    """*kept him from leaving*, *wants it returned*, *denied dumping it*, *believe they fled*."""
    words, verb = analysis.words, analysis.words[first].lemma
    form, group = words[trigger.index].form, analysis.group_at(first)
    gerund = form == "VBG" or words[trigger.index - 1].lemma == "being"
    if gerund and "from" in prepositions and verb in _KEPT_FROM:
        return ("negated", verb) if group.status == "occurred" and not group.infinitive else ("possible", verb)
    if form == "VBG" and verb == "deny" and first == trigger.index - 1:
        return "negated", verb
    if form == "VBG" and verb in _CONSIDERED and first == trigger.index - 1:
        return "possible", verb
    alone = form in {"VBD", "VBN"} and words[trigger.index - 1].tag in {"WORD", "NAME", "PRO"} and not prepositions
    if alone and verb in {"want", "need", "demand"}:
        return "possible", verb
    if alone and verb in {"order", "ordered"}:
        return "planned", verb
    plain = not prepositions and not group.infinitive and group.status == "occurred" and form != "VB"
    return ("possible", verb) if plain and verb in {"believe", "think", "suspect", "fear"} else None


def _wished(analysis: Analysis, trigger: Trigger) -> tuple[Status, str] | None:
    """*asked that the girl be returned*: a wish, and nobody says that it came true."""
    words, index = analysis.words, trigger.index
    if trigger.noun or words[index - 1].lemma != "be" or words[index - 2].tag in {"MOD", "TO", "ADV", "NEG", "AUX"}:
        return None
    return ("possible", "be") if any(w.lemma == "that" for w in words[max(0, index - 8) : index]) else None


def _foreseen(analysis: Analysis, trigger: Trigger) -> tuple[Status, str] | None:
    """*will rest when the rally returns to X*: the clause of a plan lies ahead, too."""
    if trigger.status != "occurred":
        return None
    clause, sentence = analysis.clause_at(trigger.index), analysis.sentence_at(trigger.index)
    plain = trigger.verb is None or analysis.group_at(trigger.verb).form in {"VB", "VBZ"}
    if clause.opener != "when" or not plain:
        return None
    ahead = any(w.lemma in {"will", "'ll", "wo"} for w in analysis.words[sentence.first : clause.first])
    return ("planned", "when") if ahead else None


def _under_way(analysis: Analysis, trigger: Trigger) -> tuple[Status, str] | None:
    """*is under way*, *are still …*, *has been on strike since*."""
    sentence = analysis.sentence_at(trigger.index)
    rest = [w.lemma for w in analysis.words[sentence.first : sentence.last]]
    text = " ".join(rest)
    if trigger.status == "occurred" and trigger.lemma in {"pend", "pending"}:
        return "ongoing", "pending"
    if trigger.status == "occurred" and ("under way" in text or "underway" in rest or "ongoing" in rest):
        return "ongoing", "under way"
    if trigger.status != "occurred" or trigger.verb is None:
        return None
    clause = analysis.clause_at(trigger.index)
    earlier = [i for i in range(clause.first, trigger.index) if analysis.words[i].tag == "VERB" and i != trigger.verb]
    reduced = not trigger.noun and analysis.words[trigger.index - 1].tag in {"WORD", "NAME"} and bool(earlier)
    if reduced and analysis.group_at(earlier[-1]).status == "ongoing":
        return "ongoing", analysis.words[earlier[-1]].lemma
    copula = [w for w in analysis.words[clause.first : trigger.index] if w.tag == "AUX"]
    present = (
        copula
        and copula[-1].lemma in {"is", "are", "been"}
        and not earlier
        and "since" in rest[trigger.index - sentence.first :]
    )
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
            cue = next((w for w in (*before, *after) if w in cues), "")
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
