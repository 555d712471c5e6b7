"""Verbs and nouns → triggers: which of them tell a happening, of what kind and with what status."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from geoevents.events.status import coloured
from geoevents.events.trigger import Rejection, Trigger
from geoevents.language import lexicon
from geoevents.language.verbs import ARRIVALS, TRAVEL_VERBS, TRIGGERS, noun_trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.language import Analysis, Group
    from geoevents.language.grammar import Word
    from geoevents.model import EventType, Status

MOVES = lexicon.GOAL | {"to", "from"}
"""Prepositions of movement."""
RESIDENCE = frozenset("live reside base bear born raise grow settle".split())
"""Verbs of living somewhere."""
_STAGED = frozenset(
    "hold stage occur happen begin start end conclude place finish schedule plan cancel postpone announce organise "
    "organize run scrap drop continue resume".split()
)
"""Verbs that say that something took place; the noun beside them says what."""
_ORIGINS = frozenset("come hail take draw".split())
_CALLED_OFF = frozenset("cancel postpone abandon scrap".split())
_SEEN = frozenset("see film photograph spot picture observe".split())
_FOUND = frozenset("confirm report record register detect feel identify observe hear note see".split())
"""Verbs that, in the passive, say that something took place; the noun beside them says what."""
_FORESEEN = frozenset("forecast predict fear suspect".split())
"""Verbs that, in the passive, say that something may take place; the noun beside them says what."""
_MADE = frozenset(
    "build make manufacture produce design assemble construct base raise register write print publish name".split()
)
"""Participles that describe a thing: *a ship built in X*."""
REMOTE = frozenset("send issue promise offer provide pay give publish post approve pass order fund follow sell".split())
"""What an office does where it is, and what happens elsewhere or nowhere: *donors in X promised more*."""
_FIGURES = frozenset(
    "climb rise fall drop gain slip jump slide sink plunge surge soar tumble lose add dip slump".split()
)
_OFF = frozenset("lift take blast set".split())
_UNREAL = frozenset("equivalent idea way cost chance risk possibility hope dream prospect habit means cost".split())


_RITES = frozenset("funeral memorial prayer church burial graveside worship remembrance thanksgiving".split())


def noun_kind(analysis: Analysis, index: int) -> EventType | None:
    """Kind of happening that a noun in its text names: *memorial service* is a ceremony, *bus service* nothing.

    Args:
        analysis: The document, read.
        index: Index of the noun.
    """
    word = analysis.words[index]
    if word.lemma in {"service", "services"}:
        return "ceremony" if index and analysis.words[index - 1].lemma in _RITES else None
    month = word.lemma == "march" and not analysis.tokens[index].text.islower()
    shot_at = word.lemma == "fire" and index > 0 and analysis.words[index - 1].lemma == "under"
    return None if month or shot_at else noun_trigger(word.lemma)


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
    told = group.passive and lemma in _FOUND | _FORESEEN
    if told and (noun := _staged_noun(analysis, index, subject=True)) is not None:
        return _told_of(analysis, noun, group, preposition)
    took_place = lemma == "take" and analysis.words[min(index + 1, len(analysis.words) - 1)].lemma == "place"
    if took_place and (noun := _staged_noun(analysis, index, subject=True)) is not None:
        return noun_of_happening(analysis, noun[0], noun[1], preposition)
    if lemma in _STAGED and (noun := _staged_noun(analysis, index)) is not None:
        meant = preposition == "for" and lemma in {"plan", "schedule", "set"}  # a summit planned for X
        return noun_of_happening(analysis, noun[0], noun[1], "in" if meant else preposition)
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


def _told_of(analysis: Analysis, noun: tuple[int, EventType], group: Group, preposition: str) -> Trigger | Rejection:
    """*two cases were confirmed in X*, *snow is forecast for X*: the noun happens, the verb says whether."""
    found = noun_of_happening(analysis, noun[0], noun[1], "in" if preposition == "for" else preposition)
    if isinstance(found, Rejection):
        return found
    if group.lemma in _FORESEEN and group.status != "negated":
        return replace(found, status="possible", cue=group.lemma)
    if group.status != "occurred":
        return replace(found, status=group.status, cue=group.cue)
    return found


_FIRES = frozenset("fire fires blaze blazes flames wildfire wildfires".split())


def _meaning(analysis: Analysis, group: Group, preposition: str) -> str:
    """The lemma, or for a turn of phrase the verb that means the same: *set out* is *depart*."""
    following = analysis.words[group.index + 1].lemma if group.index + 1 < len(analysis.words) else ""
    if (group.lemma in _OFF and following == "off") or (group.lemma == "set" and following in {"out", "sail"}):
        return "depart"
    near = [w.lemma for w in analysis.words[group.index + 1 : group.index + 5]]
    if group.lemma in {"fight", "battle"} and _FIRES & set(near) and "under" not in near:
        return "burn"
    if group.lemma == "take" and following == "place":
        return "happen"
    if group.lemma == "call" and following == "at":
        return "stop"
    if group.lemma in _SEEN and group.passive and preposition in lexicon.LOCATIVE:
        return "spot"
    return "view" if group.lemma == "show" and group.passive else group.lemma


def _refusal(analysis: Analysis, group: Group, lemma: str, preposition: str, ordered: Status | None) -> str:
    """Why a verb tells no happening at the place, in words; empty when it does."""
    host = lemma in {"host", "see", "witness", "report", "confirm"} and preposition == "subject"
    moves = lemma in TRAVEL_VERBS | {"spread"} or (group.passive and preposition in {"to", "into", "from"})
    arrives = lemma in TRAVEL_VERBS and (
        lemma in ARRIVALS | {"visit", "tour"}
        or (lemma in {"fly", "travel", "go", "sail"} and (preposition in MOVES or not preposition))
    )
    stands = (lemma in lexicon.STATES and not (lemma == "feel" and group.passive)) or lemma in RESIDENCE
    decides = lemma in lexicon.SPEAKING_ACTS and not host and lemma not in TRIGGERS
    shows = lemma == "show" and _shows_something(analysis, group.index)
    words = analysis.words
    following = words[min(group.index + 1, len(words) - 1)].lemma
    if ordered is not None and not group.infinitive:  # is expected in X
        return ""
    refusals = (
        (lemma in _ORIGINS and _tells_origin(analysis, group, preposition), "an origin (“{} from”)"),
        (lemma == "face" and _faces_nobody(analysis, group.index), "a position (“{}”), not a happening"),
        (lemma == "receive" and _given(analysis, group.index), "what somebody was given (“{}”), not a happening"),
        (lemma in _MADE and _describes(analysis, group), "says where something was made (“{}”), not what happens"),
        (lemma not in TRIGGERS and _describes(analysis, group), "only describes (“{}”), not a happening"),
        (lemma not in TRIGGERS and _simple_present(group) and not host, "a habit or a state (“{}”), not a happening"),
        (lemma in _FIGURES and _of_figures(analysis, group.index), "a figure that changed (“{}”), not a happening"),
        (_of_markets(analysis, group), "a figure that changed (“{}”), not a happening"),
        (lemma.startswith(("trade", "trading")), "a market's business (“{}”), not a happening"),
        (lemma in {"update", "updated", "revise", "revised"}, "when a text was changed (“{}”), not what happened"),
        (preposition == "for" and lemma in _SERVED, "“{} for” names whom it is for"),
        (lemma in {"watch", "point"} and following == "out", "what somebody said (“{} out”), not a happening"),
        (lemma == "become", "what somebody is (“{}”), not a happening"),
        (_only_able(analysis, group), "an ability or a liking (“… to {}”), not a happening"),
        (_life(analysis, group), "a part of somebody's life (“{}”), not the story"),
        (_duty(analysis, group.index), "a duty (“{}”), not a happening"),
        (_unreal(analysis, group), "a thought (“{}”), not a happening"),
        (
            lemma == "reach" and words[min(group.index + 2, len(words) - 1)].lemma in {"phone", "telephone", "email"},
            "where somebody spoke (“{} by …”), not where it happened",
        ),
        (group.present and group.status == "occurred" and preposition != "subject", "a habit (“is … {}”)"),
        (lemma in lexicon.REPORTING and not host and not shows, "where somebody spoke (“{}”), not where it happened"),
        (stands or decides, "a state or a position (“{}”), not a happening"),
        (lemma == "hear" and not group.passive, "what somebody heard (“{}”), not a happening"),
        (lemma == "fight", "background: a war without its own place and time"),
        (preposition in MOVES - {"into", "onto"} and not moves, f"“{{}} {preposition}” is no movement to or from it"),
        (group.infinitive and ordered is None and not arrives, "a purpose (“to {}”), not a happening"),
        (_simple_present(group) and _by_the_clock(analysis, group.index), "a habit (“{}”), not a happening"),
        (_anyone(analysis, group.index), "what anyone may do (“{}”), not what somebody did"),
        (_conditional(analysis, group.index), "a condition (“if”), not a happening"),
    )
    return next((words.format(lemma) for refused, words in refusals if refused), "")


def _tells_origin(analysis: Analysis, group: Group, preposition: str) -> bool:
    """*they come from X*, *a coach who came from X*, *the bricks came from a kiln near X*; not *came back from X*."""
    following = analysis.words[group.index + 1].lemma if group.index + 1 < len(analysis.words) else ""
    if group.lemma == "come":
        return following == "from"
    plain = group.form in {"VB", "VBZ"} or analysis.clause_at(group.index).opener in {"who", "which", "that"}
    return preposition == "from" and plain


def _faces_nobody(analysis: Analysis, index: int) -> bool:
    """*faces more trouble*; not *faces Barcelona*."""
    return not any(w.tag == "NAME" for w in analysis.words[index + 1 : index + 4])


_GIFTS = frozenset(
    "grant grants fund funds funding money aid letter letters call calls complaint complaints report reports "
    "information request requests email emails message messages subsidy subsidies pay payment payments".split()
)


def _given(analysis: Analysis, index: int) -> bool:
    """*received a grant*, *received dozens of calls*; not *received the envoy*."""
    return any(w.lemma in _GIFTS for w in analysis.words[index + 1 : index + 5])


def _describes(analysis: Analysis, group: Group) -> bool:
    """Whether a participle only describes the noun before it: *ships built in X*, *boats moored in X were fined*."""
    words, index = analysis.words, group.index
    if group.form not in {"VBD", "VBN"} or group.passive or index == 0 or words[index - 1].tag in {"AUX", "ADV", "PRO"}:
        return False
    sentence = analysis.sentence_at(index)
    aside = words[index - 1].lemma == "," and index - 1 > sentence.first
    later = next((i for i in range(index + 1, sentence.last) if words[i].tag in {"AUX", "MOD", "SUB", "CC"}), None)
    finite = later is not None and words[later].tag in {"AUX", "MOD"}
    earlier = any(w.tag in {"VERB", "AUX"} for w in words[sentence.first : index])
    if aside or (words[index - 1].lemma == "and" and group.lemma in _MADE):
        return finite or group.lemma in _MADE
    placed = words[index - 1].tag in {"WORD", "NAME"}
    return placed and finite and words[index + 1].tag == "PREP" and not earlier


def _simple_present(group: Group) -> bool:
    """*Russia maintains it in X*: what is so, not what happened."""
    return group.form in {"VB", "VBZ"} and group.status == "occurred" and not group.infinitive


_STUDIES = frozenset("school college university classes class academy degree seminary".split())


def _life(analysis: Analysis, group: Group) -> bool:
    """*attended law school in X*, *graduated from a college in X*, *spent ten years in X*."""
    near = {w.lemma for w in analysis.words[group.index + 1 : group.index + 7]}
    perfect = any(w.lemma in {"has", "have", "had"} for w in analysis.words[max(0, group.index - 2) : group.index])
    if perfect and group.lemma in {"coached", "teach", "work", "serve", "practise", "practice"}:
        return True
    studies = group.lemma in {"attend", "graduate", "finish", "complete", "leave"} and bool(near & _STUDIES)
    years = group.lemma == "spend" and bool(near & {"years", "life", "childhood", "months", "career", "decades"})
    return (studies or years or group.lemma.startswith("graduate")) and group.status == "occurred"


_MEASURED = frozenset(
    "rent rents price prices sale sales export exports import imports share shares profit profits cost costs wage "
    "wages income incomes rate rates output demand unemployment inflation turnover".split()
)


def _of_figures(analysis: Analysis, index: int) -> bool:
    """*shares fell 4 per cent in X*, *rents rose fastest in X*."""
    near = analysis.words[index + 1 : index + 6]
    counted = any(w.tag == "NUM" or w.lemma in lexicon.NUMBERS for w in near) and any(
        w.lemma in {"%", "percent", "per", "points", "cents", "percentage"} for w in near
    )
    before = analysis.words[max(analysis.clause_at(index).first, index - 3) : index]
    return counted or any(w.lemma in _MEASURED for w in before)


_SERVED = frozenset("fly play fight work speak die vote pray sign compete serve star appear sing race".split())
"""What is done for a country or a club, not on the way to it."""
_MARKETS = _MEASURED | frozenset("stock stocks bonds index currency dollar yen euro economy earnings".split())
_MOVEMENTS = _FIGURES | {"hit", "crash", "close", "open", "reach", "collapse", "recover"}


def _of_markets(analysis: Analysis, group: Group) -> bool:
    """*stocks hit a low in X*, *house prices have crashed*."""
    chain = group.index
    while chain > 0 and analysis.words[chain - 1].tag in {"AUX", "MOD", "ADV", "NEG"}:
        chain -= 1
    subject = analysis.words[chain - 1].lemma if chain else ""
    return subject in _MARKETS and group.lemma in _MOVEMENTS and not group.passive


def _unreal(analysis: Analysis, group: Group) -> bool:
    """*the idea of flying to X*, *would damage X* when nobody foretold it."""
    words, index = analysis.words, group.index
    if group.form == "VBG" and index > 1 and words[index - 1].tag == "PREP":
        return words[index - 1].lemma in {"than", "like"} or words[index - 2].lemma in _UNREAL
    if group.cue != "would":
        return False
    sentence = analysis.sentence_at(index)
    foretold = any(w.form in {"VBD", "VBN"} or w.lemma in {"had", "was", "were"} for w in words[sentence.first : index])
    return not foretold and not any(w.lemma in lexicon.TEMPORAL for w in words[sentence.first : sentence.last])


def _only_able(analysis: Analysis, group: Group) -> bool:
    """*learned to sail*, *likes to walk*, *the opportunity to travel*."""
    words, index = analysis.words, group.index
    return index > 1 and words[index - 1].tag == "TO" and words[index - 2].lemma in _LIKING


_LIKING = frozenset(
    "learn teach like love prefer use used need know free able opportunity chance ability right permission eligible "
    "pressure call calls request appeal reason incentive".split()
)
_DUTIES = frozenset("must require oblige suppose supposed required permit entitle".split())


def _duty(analysis: Analysis, index: int) -> bool:
    """*must leave X*, *are required to go to X*, *have to appear in X*: nobody says that they did."""
    chain = []
    for word in reversed(analysis.words[max(analysis.sentence_at(index).first, index - 6) : index]):
        if word.tag not in {"TO", "AUX", "MOD", "ADV", "VERB", "NEG"}:
            break
        chain.append(word)
    lemmas = [w.lemma for w in chain]
    owed = lemmas[:2] in (["to", "have"], ["to", "has"])
    return bool(_DUTIES & set(lemmas)) or owed


def _shows_something(analysis: Analysis, index: int) -> bool:
    """*will show its new ship in X*; not *figures show that …*."""
    after = analysis.words[index + 1] if index + 1 < len(analysis.words) else None
    thing = after is not None and after.tag == "DET" and after.lemma not in {"that", "no"}
    return thing and analysis.group_at(index).status in {"planned", "ongoing", "negated"}


_RESOLVES: dict[str, Status] = {
    "decision": "planned",
    "order": "planned",
    "agreement": "planned",
    "deal": "planned",
    "bid": "possible",
    "attempt": "possible",
    "effort": "possible",
    "proposal": "possible",
}
"""Nouns whose infinitive names a journey that is meant to be: *the decision to send her back to X*."""


def _ordered(analysis: Analysis, index: int) -> Status | None:
    """*expected the pair to meet*, *forced the crew to land*: the verb before the object decides."""
    clause = analysis.clause_at(index)
    noun = analysis.words[index - 2].lemma if index > 1 and analysis.words[index - 1].tag == "TO" else ""
    if noun in _RESOLVES and analysis.group_at(index).lemma in TRAVEL_VERBS:
        return _RESOLVES[noun]
    before = [i for i in range(clause.first, index) if analysis.words[i].tag == "VERB"]
    if not before:
        return None
    lemma = analysis.words[before[-1]].lemma
    if lemma in {"expect", "order", "schedule", "invite", "ask", "urge", "plan"}:
        return "planned"
    group = analysis.group_at(before[-1])
    told = lemma in {"force", "allow", "enable", "help", "let"} and not _simple_present(group)
    return group.status if told else None


def _staged_noun(analysis: Analysis, index: int, *, subject: bool = False) -> tuple[int, EventType] | None:
    """The noun of happening that a verb such as *hold* stages: its object, else its subject, or the subject alone."""
    clause = analysis.clause_at(index)
    ahead = range(0) if subject else range(index + 1, min(index + 6, clause.last))
    for cursor in (*ahead, *range(index - 1, max(clause.first, index - 7) - 1, -1)):
        word = analysis.words[cursor]
        compound = cursor + 1 < clause.last and analysis.words[cursor + 1].tag == "WORD"  # a fire station
        kind = noun_kind(analysis, cursor) if word.tag == "WORD" and not compound else None
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
    if verb is not None and inside_subject(analysis, index, verb):
        verb = None
    noun = analysis.words[index].lemma
    if preposition == "to" and kind not in {"travel", "ceremony"}:
        return Rejection(reason=f"“{noun} to” is no movement to it")
    if preposition == "for" and kind != "travel":
        return Rejection(reason=f"“{noun} for” names whom it concerns")
    if preposition == "from" and kind != "travel" and noun not in {"launch", "liftoff", "broadcast", "march"}:
        return Rejection(reason=f"“{noun} from” tells an origin")
    if verb is not None and verb < index and _duty(analysis, verb):
        return Rejection(reason=f"a duty, not a happening (“{noun}”)")
    if _in_general(analysis, index, verb):
        return Rejection(reason=f"“{noun}” in general, not one that happened")
    group = analysis.group_at(verb) if verb is not None else None
    status: Status
    if _negated_existence(analysis, index):
        status, cue = "negated", "no"
    elif group is None and _will_be(analysis, index):
        status, cue = "planned", "will be"
    elif group is not None and _goes_on(group, index):
        status, cue = "ongoing", group.lemma
    elif group is None or group.lemma in lexicon.REPORTING or _says_nothing(analysis, group, index):
        status, cue = "occurred", ""
    elif group.lemma in _CALLED_OFF and group.index > index:
        status, cue = ("occurred", "") if group.status == "negated" else ("negated", group.lemma)
    else:
        ahead = _main_group(analysis, group)
        status, cue = ahead.status, ahead.cue
    trigger = Trigger(
        index=index, lemma=noun, type=kind, status=status, noun=True, verb=verb, preposition=preposition, cue=cue
    )
    return coloured(analysis, _destination(trigger))


def _main_group(analysis: Analysis, group: Group) -> Group:
    """The verb that says whether: of *making his first visit to X, he is due …* the finite one."""
    sentence = analysis.sentence_at(group.index)
    if group.form != "VBG" or group.index != sentence.first:
        return group
    later = (i for i in range(group.index + 1, sentence.last) if analysis.words[i].tag == "VERB")
    finite = [g for g in map(analysis.group_at, later) if g.form != "VBG"]
    return next((g for g in finite if g.status not in {"occurred", "ongoing"}), finite[0] if finite else group)


_HOLDS = frozenset("cost last need require mean depend tend".split())
"""Verbs in the present that tell what is always so."""


def _in_general(analysis: Analysis, index: int, verb: int | None) -> bool:
    """*all celebrations in X*, *every visit to X*, *any attack*, *flights from X cost more*."""
    first = index
    while first > 0 and analysis.words[first - 1].tag in {"WORD", "NAME", "NUM"}:
        first -= 1
    always = verb is not None and verb > index and analysis.group_at(verb).form in {"VB", "VBZ"}
    holds = always and verb is not None and analysis.words[verb].lemma in _HOLDS
    return holds or (first > 0 and analysis.words[first - 1].lemma in {"all", "any", "every", "each", "such"})


def _by_the_clock(analysis: Analysis, index: int) -> bool:
    """*shops open at nine*, without a day."""
    words = analysis.words[index + 1 : analysis.sentence_at(index).last]
    clock = any(
        w.lemma == "at" and (after.tag == "NUM" or after.lemma in lexicon.NUMBERS) for w, after in pairwise(words)
    )
    days = lexicon.TEMPORAL | {"today", "tomorrow", "tonight"}
    return clock and not any(w.lemma in days for w in words)


def _anyone(analysis: Analysis, index: int) -> bool:
    """*anyone caught smoking in X faces a fine*."""
    return analysis.words[analysis.sentence_at(index).first].lemma in {"anyone", "anybody", "whoever"}


def _will_be(analysis: Analysis, index: int) -> bool:
    """*services will be at ten on Monday*."""
    after = [w.lemma for w in analysis.words[index + 1 : index + 3]]
    return after == ["will", "be"]


def _goes_on(group: Group, index: int) -> bool:
    """*the hearing continues*: it is not over."""
    return group.lemma in {"continue", "resume"} and group.index > index and group.form in {"VB", "VBZ", "VBG"}


_LOOKED_INTO = frozenset(
    "investigate probe probing examine study review mourn commemorate remember recall condemn deplore denounce discuss "
    "debate describe blame regret".split()
)
"""Verbs whose object is over."""


STRUCK = frozenset({"attack", "disaster", "health", "protest"})
"""Kinds of what befalls a place, and is called after it."""


def _says_nothing(analysis: Analysis, group: Group, index: int) -> bool:
    """Whether a verb does not say if the noun happened: *refused to go after a shooting there*."""
    following = analysis.words[min(group.index + 1, len(analysis.words) - 1)].lemma
    into = group.lemma == "look" and following in {"into", "at"}
    struck = noun_trigger(analysis.words[index].lemma) in STRUCK
    if struck and group.index < index and group.status != "negated" and (into or group.lemma in _LOOKED_INTO):
        return True
    near = {w.lemma for w in analysis.words[max(group.index, index - 5) + 1 : index]}
    behind = not near.isdisjoint({"after", "following", "since", "despite"})
    concerned = group.lemma in {"search", "look", "seek", "want", "question", "investigate"} and "with" in near
    return behind or concerned or (group.infinitive and group.index > index)


def _negated_existence(analysis: Analysis, index: int) -> bool:
    return any(w.lemma in {"no", "without", "nor"} for w in analysis.words[max(0, index - 4) : index])


def _clause_verb(analysis: Analysis, index: int) -> int | None:
    """The verb of the clause: the nearest before the noun, else the first behind it."""
    clause = analysis.clause_at(index)
    before = [i for i in range(clause.first, index) if analysis.words[i].tag == "VERB"]
    if before:
        return before[-1]
    return next((i for i in range(index + 1, clause.last) if analysis.words[i].tag == "VERB"), None)


_PARTS = frozenset(
    "start end opening beginning day part round leg stage phase series wave spate string number plan idea prospect "
    "threat risk one some most all many each both couple pair majority rest first second third last kind type "
    "possibility time date aim purpose venue site scene place".split()
)
"""Nouns that say which part of a happening, or whether there is one: its verb is theirs."""


def phrase_start(words: Sequence[Word], index: int, begin: int) -> int:
    """Index of the first word of the noun phrase that ends with a noun: *last year's mine* / *blast*.

    Args:
        words: All words of the document.
        index: Index of the noun.
        begin: Index before which the phrase does not reach.
    """
    while index > begin and words[index - 1].tag in {"WORD", "NAME", "NUM", "DET", "POSS"}:
        index -= 1
    return index


def inside_subject(analysis: Analysis, index: int, verb: int) -> bool:
    """Whether a noun of happening only describes the subject of a verb, so that the verb tells of something else.

    *Evidence from the bombing arrived*, *survivors of the crash fled*.

    Args:
        analysis: The document, read.
        index: Index of the noun.
        verb: Index of the verb.
    """
    words, begin = analysis.words, analysis.clause_at(index).first
    first = phrase_start(words, index, begin)
    if verb < index or first - 1 <= begin or words[first - 1].lemma not in {"from", "of", "in", "by"}:
        return False
    head = words[first - 2]
    part = {head.lemma, head.lemma.removesuffix("s")} & _PARTS or noun_trigger(head.lemma)
    return head.tag in {"WORD", "NAME"} and not part


def _conditional(analysis: Analysis, index: int) -> bool:
    clause = analysis.clause_at(index)
    awaited = clause.opener in {"until", "once", "before"} and _simple_present(analysis.group_at(index))
    return (
        awaited
        or clause.opener in {"if", "unless"}
        or any(w.lemma in {"if", "unless"} for w in analysis.words[analysis.clause_at(index).first : index])
    )
