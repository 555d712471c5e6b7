"""Which time belongs to which happening: by clause, never by distance alone."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geoevents.events.happening import inside_subject, phrase_start
from geoevents.language import lexicon
from geoevents.language.verbs import TRAVEL_VERBS, noun_trigger
from geoevents.model import When

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.events.trigger import Trigger
    from geoevents.language import Analysis, Clause
    from geoevents.model import Document

_DEPENDENT = frozenset("where as while when with after before and but that who resume".split())
_JOURNEYS = frozenset("visit trip tour journey stay voyage pilgrimage mission".split())
_LEAD_SENTENCES = 3
_SAME_DAY_NEWS = frozenset({"travel", "meeting", "ceremony", "sport", "protest"})
"""Public happenings, reported on their day; what police or hospitals report may be older."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """A time expression with its place in the grammar of its sentence."""

    when: When
    """The time."""
    index: int
    """Index of its first token."""
    owner: int | None
    """Index of the verb or noun of happening that it belongs to; None when there is none."""
    noun: int | None = None
    """Index of the noun of happening that it stands right before (*Friday's explosion*); None when it stands alone."""
    reporting: bool
    """Whether it is the day on which somebody said it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The time of a happening and how it was found."""

    when: When
    """The time; without days when the text gives none."""
    how: str
    """In words for a reader."""


def place_times(analysis: Analysis, times: Sequence[When]) -> tuple[Timed, ...]:
    """Find what each time expression belongs to."""
    return tuple(_timed(analysis, when) for when in times if when.start is not None)


def _timed(analysis: Analysis, when: When) -> Timed:
    index = analysis.token_at(when.start or 0)
    noun = _noun_behind(analysis, index, analysis.token_at(max((when.end or 1) - 1, 0)) + 1)
    owner = _owner(analysis, index) if noun is None else noun
    verb = owner is not None and analysis.words[owner].tag == "VERB"
    reporting = verb and owner is not None and analysis.words[owner].lemma in lexicon.REPORTING
    return Timed(when=when, index=index, owner=owner, noun=noun, reporting=reporting)


_ATTRIBUTES = 3
"""How many words may stand between a day and the noun of happening that it describes."""


def _noun_behind(analysis: Analysis, first: int, last: int) -> int | None:
    """The noun of happening that a time describes: *Friday's mine explosion*, *the March 3 attack*, *a 1997 raid*."""
    words = analysis.words
    possessed = last < len(words) and words[last].tag == "POSS"
    if not possessed and (first == 0 or words[first - 1].tag not in {"DET", "POSS"}):
        return None
    begin = last + possessed
    found = None
    for index in range(begin, min(begin + _ATTRIBUTES + 1, len(words))):
        if words[index].tag not in {"WORD", "NAME", "POSS", "ADV"} and words[index].lemma != "-":
            break
        if words[index].tag == "WORD" and noun_trigger(words[index].lemma):
            found = index
    return found


def _owner(analysis: Analysis, index: int) -> int | None:
    """The nearest verb before the time in its clause, else the first behind it."""
    clause = analysis.clause_at(index)
    placed = False
    for cursor in range(index - 1, clause.first - 1, -1):
        word = analysis.words[cursor]
        if word.tag == "VERB" or (placed and _looks_back_on(analysis, cursor)):
            return cursor
        placed = placed or word.tag == "NAME" or word.lemma == "there"
    for cursor in range(index + 1, clause.last):
        if analysis.words[cursor].tag == "VERB":
            return cursor
    return None


def _looks_back_on(analysis: Analysis, index: int) -> bool:
    """*refused to go after a shooting there on Tuesday*: the noun that the day belongs to."""
    word = analysis.words[index]
    if word.tag != "WORD" or noun_trigger(word.lemma) is None:
        return False
    return any(w.lemma in {"after", "before", "following"} for w in analysis.words[max(index - 4, 0) : index])


def link(
    analysis: Analysis, trigger: Trigger, place: tuple[int, int], times: Sequence[Timed], document: Document
) -> tuple[Link, ...]:
    """Find the times of a happening: more than one when the text lists several days.

    Args:
        analysis: The document, read.
        trigger: The word of happening.
        place: Token range of the place mention.
        times: The times of the document that have a day, in text order.
        document: The report, for its publication day.

    Returns:
        At least one link; its ``when`` has no days when the text gives none.
    """
    sentence = analysis.sentence_at(trigger.index)
    low = bisect_left(times, sentence.first, key=lambda t: t.index)
    near = times[low : bisect_left(times, sentence.last, key=lambda t: t.index)]
    if trigger.lemma == "route":  # the day is that of setting out, not of arriving
        return (Link(when=When(), how="the text gives no day of arrival"),)
    own = _in_clause(analysis, trigger, place, near) or _where(analysis, place, near)
    if own:
        return tuple(Link(when=t.when, how="said in the same clause") for t in own)
    other = _said_underway(analysis, trigger, near) or _from_other_clause(analysis, trigger, near)
    if other:
        return (Link(when=other.when, how="said in the clause that it belongs to"),)
    return (_lead(analysis, trigger, times, document) or Link(when=When(), how="the text gives no day"),)


def _said_underway(analysis: Analysis, trigger: Trigger, near: Sequence[Timed]) -> Timed | None:
    """*said on Monday before leaving X*, *said on Monday on arrival in X*: the words and the journey are of one day."""
    words, index = analysis.words, trigger.index
    if trigger.noun:
        while words[index - 1].tag in {"DET", "PRO", "POSS", "WORD"} and index > 1:
            index -= 1
    journey = words[trigger.index].form == "VBG" if not trigger.noun else trigger.type == "travel"
    if not journey or words[index - 1].lemma not in {"before", "after", "on", "upon", "while", "during"}:
        return None
    told = [t for t in near if t.reporting and analysis.token_at(max((t.when.end or 1) - 1, 0)) + 1 == index - 1]
    later = any(t.index > trigger.index for t in near)
    return None if later or not told else told[0]


def _where(analysis: Analysis, place: tuple[int, int], near: Sequence[Timed]) -> list[Timed]:
    """The time of the clause behind a place: *X, where he blessed a hospital on Saturday*."""
    for index in (place[1], place[1] + 1):
        if index < len(analysis.words) and analysis.words[index].lemma == "where":
            clause = analysis.clause_at(index)
            return [t for t in near if _covers(clause, t) and not t.reporting][:1]
    return []


def _in_clause(analysis: Analysis, trigger: Trigger, place: tuple[int, int], near: Sequence[Timed]) -> list[Timed]:
    clause = analysis.clause_at(trigger.index)
    described = [t for t in near if t.noun == trigger.index]
    if described:
        return described[:1]
    here = [t for t in near if clause.first <= t.index < clause.last and _belongs(analysis, t, trigger)]
    if len(here) < 2:
        return here
    nearest = min(here, key=lambda t: _apart(analysis, t, place, trigger))
    here.remove(nearest)
    joined = [t for t in here if _joined(analysis, nearest, t)]
    return sorted([nearest, *joined], key=lambda t: t.index)


def _apart(analysis: Analysis, timed: Timed, place: tuple[int, int], trigger: Trigger) -> tuple[int, int]:
    """How far a time stands from a place: *in X on Friday and in Y on Saturday* pairs each with its own day."""
    lasting = timed.when.role == "span" and trigger.noun and 0 < trigger.index - timed.index <= 4
    if lasting:  # a six-day journey
        return -1, 0
    if timed.index >= place[1] and timed.index - place[1] <= 2:
        return 0, timed.index - place[1]
    low, high = sorted((timed.index, trigger.index))
    crossed = sum(1 for w in analysis.words[low:high] if w.tag == "CC")
    return 1 + crossed, high - low


def _belongs(analysis: Analysis, timed: Timed, trigger: Trigger) -> bool:
    """A time belongs to a happening unless a verb of saying, or another happening, stands nearer to it."""
    if timed.noun is not None:
        return _in_it(analysis, timed.noun, trigger)
    if trigger.noun and _looks_on(analysis, timed, trigger):
        return False  # arrested on Sunday over the robbery in X
    if trigger.noun and _of_another_verb(analysis, timed, trigger):
        return False
    if timed.owner is None or timed.owner in {trigger.index, trigger.verb}:
        return True
    if any(w.lemma == "according" for w in analysis.words[trigger.index : timed.index]):
        return False  # according to a statement issued on Monday
    since = analysis.words[analysis.sentence_at(timed.index).first].lemma == "since" and timed.owner < trigger.index
    if since and any(w.lemma == "," for w in analysis.words[timed.index : trigger.index]):
        return False  # since it was seen in 1969, it has killed
    if timed.reporting or _quoted_apart(analysis, timed, trigger) or _told_aside(analysis, timed, trigger):
        return False
    words = analysis.words
    if not trigger.noun and words[trigger.index].form == "VBG" and words[trigger.index - 1].tag == "PREP":
        return False  # charged on Sunday with stealing
    gerund = words[timed.owner].form == "VBG" and words[timed.owner - 1].tag == "PREP"
    if gerund and trigger.index < timed.owner < timed.index:
        return False  # charged with stealing in 2019
    low, high = sorted((timed.owner, trigger.index))
    between = analysis.words[low + 1 : high]
    if trigger.noun and any(w.tag == "VERB" and w.lemma in _LOOKING_ON for w in between):
        return False  # marched on Sunday to protest the killings in X
    governs_noun = trigger.noun and timed.owner < trigger.index
    return governs_noun or not any(w.tag == "SUB" for w in between)


_BACK = frozenset({"after", "following", "over", "about", "since", "despite"})
_SAME_DAY = frozenset({"meeting", "ceremony", "travel"})
"""Kinds of happening that words and deeds right after them are of one day with."""


def _of_another_verb(analysis: Analysis, timed: Timed, trigger: Trigger) -> bool:
    """*survivors of the crash arrived on Monday*, *resigned on Monday after the attack*: not the day of the noun."""
    words, owner = analysis.words, timed.owner
    if owner is None or words[owner].tag != "VERB":
        return False
    if owner > trigger.index:
        return trigger.verb is None
    return timed.index < trigger.index and trigger.type not in _SAME_DAY and _looked_back_on(analysis, trigger.index)


def _looked_back_on(analysis: Analysis, index: int) -> bool:
    """*after the attack*, *over last year's raid*."""
    return analysis.words[phrase_start(analysis.words, index, 1) - 1].lemma in _BACK


def _in_it(analysis: Analysis, noun: int, trigger: Trigger) -> bool:
    """Whether a verb tells what a noun with its own day does: *Friday's quake killed*, *died in Friday's quake*."""
    if trigger.noun:
        return False
    words = analysis.words
    first = phrase_start(words, noun, 0)
    governed = words[first - 1].lemma if first and words[first - 1].tag in {"PREP", "TO", "VERB"} else ""
    low, high = sorted((noun, trigger.index))
    apart = any(w.tag == "VERB" for w in words[low + 1 : high])
    return not apart and (governed in {"in", "during", "by"} if trigger.index < noun else not governed)


_LOOKING_ON = frozenset(
    "arrest charge convict sentence try accuse suspect protest condemn mourn commemorate remember investigate probe "
    "testify plead indict question blame sue recall vow warn threaten promise pledge urge demand criticise criticize "
    "praise thank apologise apologize".split()
)
"""Verbs of what comes after a happening, and on another day."""


def _looks_on(analysis: Analysis, timed: Timed, trigger: Trigger) -> bool:
    """Whether the day is that of an arrest or a protest, and the noun what it was about."""
    owner = timed.owner
    if owner is None or owner >= trigger.index or analysis.words[owner].lemma not in _LOOKING_ON:
        return False
    judged = analysis.words[owner].lemma in _JUDGING and trigger.type not in _SAME_DAY
    return (
        timed.index < trigger.index
        or judged
        or any(
            w.tag == "PREP" and w.lemma in {"over", "for", "about", "of", "with", "against"}
            for w in analysis.words[owner + 1 : trigger.index]
        )
    )


_JUDGING = frozenset("condemn deplore denounce mourn criticise criticize praise protest".split())
"""Verbs whose day stands behind their object: *condemned the bombing in X on Thursday*."""
_QUOTES = frozenset({"“", "”", '"', "``", "''"})


def _quoted_apart(analysis: Analysis, timed: Timed, trigger: Trigger) -> bool:
    """Whether a quotation mark stands between: who says it on Friday does not say when it happened."""
    low, high = sorted((timed.index, trigger.index))
    return sum(w.lemma in _QUOTES for w in analysis.words[low:high]) % 2 == 1


def _told_aside(analysis: Analysis, timed: Timed, trigger: Trigger) -> bool:
    """*, born in 1952,*: the day belongs to the aside alone."""
    words, owner = analysis.words, timed.owner
    own = owner is None or owner in {trigger.index, trigger.verb} or owner > timed.index
    if owner is None or own or words[owner].form not in {"VBD", "VBN"}:
        return False
    behind = next((i for i in range(timed.index, min(timed.index + 6, len(words))) if words[i].tag == "PUNCT"), None)
    return words[owner - 1].lemma == "," and behind is not None and words[behind].lemma == ","


def _joined(analysis: Analysis, one: Timed, other: Timed) -> bool:
    first, second = sorted((one, other), key=lambda t: t.index)
    gap = analysis.text[first.when.end or 0 : second.when.start or 0].strip().lower()
    return gap in {"and", "and on", "and again on", ", and", ","} and one.when.earliest != other.when.earliest


def _from_other_clause(analysis: Analysis, trigger: Trigger, near: Sequence[Timed]) -> Timed | None:
    """The time of a relative clause behind a noun, or of the clause that this one hangs on."""
    usable = [
        t
        for t in near
        if t.noun is None
        and not (t.reporting or _told_aside(analysis, t, trigger) or (trigger.noun and _looks_on(analysis, t, trigger)))
    ]
    own = analysis.clause_at(trigger.index)
    number = analysis.clause_number(trigger.index)
    following = analysis.clauses[number + 1] if number + 1 < len(analysis.clauses) else None
    if trigger.noun and following is not None and following.opener in {"which", "that"}:
        for timed in usable:
            if _covers(following, timed) and _near_opening(analysis, following, timed):
                return timed
    if own.opener.strip(",") in _DEPENDENT or own.opener == "":
        before = [t for t in usable if t.index < own.first and _governs(analysis, t, own)]
        if before and own.opener:
            return before[-1] if _same_tense(before[-1], trigger) else None
    return None


def _covers(clause: Clause, timed: Timed) -> bool:
    return clause.first <= timed.index < clause.last


def _near_opening(analysis: Analysis, clause: Clause, timed: Timed) -> bool:
    verbs = [i for i in range(clause.first, timed.index) if analysis.words[i].tag == "VERB"]
    return len(verbs) <= 1


def _governs(analysis: Analysis, timed: Timed, own: Clause) -> bool:
    """Whether the clause of a time is the one right before, relative clauses that interrupt it left out."""
    clause = analysis.clause_at(timed.index)
    if clause.opener in {"which", "who", "whose", "since"} and own.opener not in {"and", "but"}:
        return False
    return analysis.clause_number(own.first) - analysis.clause_number(timed.index) <= 2


def _same_tense(timed: Timed, trigger: Trigger) -> bool:
    """A plan does not inherit the day of what has happened."""
    return timed.when.latest is None or trigger.status != "planned"


def _lead(analysis: Analysis, trigger: Trigger, dated: Sequence[Timed], document: Document) -> Link | None:
    """The news itself, told in the first sentences without a day of its own, is of the day of the reporting.

    Only when the lead says on which day it was reported, that day is the publication day or the one before,
    and the happening is told as past.
    """
    body = [s for s in analysis.sentences if s.kind == "body"][:_LEAD_SENTENCES]
    sentence = analysis.sentence_at(trigger.index)
    if trigger.type not in _SAME_DAY_NEWS:
        return None
    if sentence not in body or trigger.status != "occurred" or document.published is None or trigger.verb is None:
        return None
    perfect = any(w.lemma in {"has", "have", "had"} for w in analysis.words[max(0, trigger.verb - 3) : trigger.verb])
    if perfect:
        return None
    for timed in dated:
        day = timed.when.earliest
        lead = timed.index < body[0].last if body else False
        if lead and timed.reporting and day and timedelta(0) <= document.published - day <= timedelta(1):
            when = replace(timed.when, text="", start=None, end=None, inferred=("earliest", "latest"))
            return Link(when=when, how="the news of the day on which it was reported")
    return None


def journey(analysis: Analysis, times: Sequence[Timed], document: Document) -> tuple[date, date | None] | None:
    """First and last day of the journey that the report is about, where it says so.

    Args:
        analysis: The document, read.
        times: All times of the document.
        document: The report.

    Returns:
        ``(first, last)``, the last None while it goes on, or None when no journey is dated.
    """
    for timed in times:
        when = timed.when
        sentence = analysis.sentence_at(timed.index)
        tells = any(
            w.lemma in _JOURNEYS or (w.lemma.removesuffix("s") in _JOURNEYS)
            for w in analysis.words[sentence.first : timed.index + 4]
        )
        if not tells or when.earliest is None:
            continue
        if when.role == "span" and when.latest is not None:
            return when.earliest, when.latest
        if when.role == "since":
            return when.earliest, when.latest or document.published
    return None


_BACK_SENTENCES = 2


def of_the_day_told(analysis: Analysis, trigger: Trigger, times: Sequence[Timed]) -> Link | None:
    """Find the day of a happening of which only the hour is told: that of the sentence before.

    *robbed on Thursday evening. The men entered a shop in X at about 7:15 p.m.*

    Args:
        analysis: The document, read.
        trigger: The word of happening.
        times: All times of the document.

    Returns:
        The link, or None when no hour is told, or no day right before in the paragraph.
    """
    clause, sentence = analysis.clause_at(trigger.index), analysis.sentence_at(trigger.index)
    hours = any(
        t.when.precision == "hour" and t.when.earliest is None and clause.first <= t.index < clause.last for t in times
    )
    if not hours or trigger.status != "occurred":
        return None
    start = sentence
    for _ in range(_BACK_SENTENCES):
        before = analysis.sentence_at(start.first - 1) if start.first else start
        start = before if before.block == sentence.block else start
    told = [t for t in times if start.first <= t.index < sentence.first and t.when.earliest and not t.reporting]
    if not told or told[-1].when.precision != "day" or told[-1].when.role != "at":
        return None
    when = replace(told[-1].when, text="", start=None, end=None, inferred=("earliest", "latest"))
    return Link(when=when, how="the day told just before, of which this is the hour")


def dated_happenings(analysis: Analysis, times: Sequence[Timed]) -> dict[str, When]:
    """The happenings that the text dates, wherever: stem of the word → day.

    Args:
        analysis: The document, read.
        times: All times of the document.

    Returns:
        Stems of nouns of happening and travel verbs with the day that stands nearest in their clause.
    """
    table: dict[str, When] = {}
    for timed in sorted(times, key=lambda t: t.noun is None):  # the day that a noun bears itself comes first
        day = timed.when
        if timed.reporting or day.earliest is None or day.precision not in {"day", "hour"} or day.role != "at":
            continue
        clause = analysis.clause_at(timed.index)
        noun = clause.first - 1
        if clause.opener in {"which", "that"} and noun > 0 and noun_trigger(analysis.words[noun].lemma):
            table.setdefault(stem(analysis.words[noun].lemma), day)  # the bombings which killed 24 on 7 March
        looking_on = False
        for index in range(clause.first, clause.last):
            word = analysis.words[index]
            looking_on = looking_on or (word.tag == "VERB" and word.lemma in _LOOKING_ON)
            happens = (word.tag == "WORD" and noun_trigger(word.lemma) and _of_noun(analysis, timed, index)) or (
                word.tag == "VERB" and word.lemma in TRAVEL_VERBS and timed.noun is None
            )
            if happens and not looking_on:
                table.setdefault(stem(word.lemma), day)
    return table


def _of_noun(analysis: Analysis, timed: Timed, index: int) -> bool:
    """Whether the day of a clause may be that of a noun in it."""
    owner = timed.owner
    if timed.noun is not None or owner is None or analysis.words[owner].tag != "VERB":
        return timed.noun in {None, index}
    if owner > index:
        return not inside_subject(analysis, index, owner)
    same = noun_trigger(analysis.words[index].lemma) in _SAME_DAY
    return same or index < timed.index or not _looked_back_on(analysis, index)


def stem(word: str) -> str:
    """The first six letters, which a verb and its noun share: *depart*, *departure*.

    Example:
        >>> stem("departure") == stem("depart"), stem("meeting") == stem("visit")
        (True, False)
    """
    return word[:6]
