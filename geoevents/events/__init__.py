"""Places × times × actors × status → events, each with the passage that says so."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geoevents.events.actors import find_actors
from geoevents.events.certainty import certainty, doubts, signs
from geoevents.events.dates import (
    Link,
    Timed,
    dated_happenings,
    journey,
    link,
    of_the_day_told,
    place_times,
    stem,
)
from geoevents.events.modifiers import only_describes, venue_range
from geoevents.events.nearby import nearby, spot
from geoevents.events.participants import Cast, cast_of
from geoevents.events.passages import kin, passage_of
from geoevents.events.there import told_there
from geoevents.events.trigger import Rejection, Trigger
from geoevents.events.triggers import find_trigger
from geoevents.events.what import what_happened
from geoevents.language.verbs import noun_trigger
from geoevents.model import Event, Evidence, Resolution, When
from geoevents.places import distance_km
from geoevents.timex import dateline

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import date

    from geoevents.language import Analysis, Sentence
    from geoevents.model import Document, EventType, Kind, Place, Status

__all__ = ["find_events"]

_WIDE = frozenset({"country", "region"})
_COMMON_STEMS = frozenset(
    stem(word) for word in ("visit", "go", "come", "take", "bring", "send", "meeting", "talks", "case", "cases", "stop")
)
"""Words too common to mean the same happening twice."""
_UNTOLD = {
    "furniture": "page furniture, not the article",
    "biography": "about the author, not the story",
    "heading": "a headline: the text below tells it again",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A mention at which something happens, on its way to become an event."""

    resolution: Resolution
    trigger: Trigger
    link: Link
    sentence: Sentence
    places: frozenset[int]
    """Where the place mentions of the report begin, in characters."""


def find_events(
    document: Document,
    analysis: Analysis,
    resolutions: Sequence[Resolution],
    times: Sequence[When],
    *,
    kinds: Container[Kind] = ("literal",),
) -> tuple[tuple[Event, ...], tuple[Resolution, ...]]:
    """Decide at which place mentions something happens, when, by whom and whether it did.

    Args:
        document: The report.
        analysis: The report, read.
        resolutions: Its place mentions with their places, in text order.
        times: Its time expressions, in text order.
        kinds: What a name may stand for to be the place of an event.

    Returns:
        ``(events, resolutions)``: events in text order, one per place, time and status; and the resolutions
        again, those that are no event with the reason why.

    Example:
        >>> from datetime import date
        >>> from geoevents.gazetteer import default_gazetteer
        >>> from geoevents.language import analyse
        >>> from geoevents.model import Document
        >>> from geoevents.places import resolve
        >>> from geoevents.timex import times
        >>> report = Document(id="a", text="The minister arrived in Lyon on Friday.", published=date(2023, 9, 17))
        >>> gazetteer = default_gazetteer()
        >>> read = analyse(report, gazetteer)
        >>> found = resolve(report, read.mentions, gazetteer)
        >>> events, _ = find_events(report, read, found, times(report.text, published=report.published))
        >>> [(e.what, e.place.place.name, str(e.when.earliest), e.status) for e in events]
        [('minister arrived', 'Lyon', '2023-09-15', 'occurred')]
    """
    if not analysis.sentences:
        return (), tuple(_with_reason(r, "outside the text of the article") for r in resolutions)
    timed = place_times(analysis, times)
    found, told = _judge(document, analysis, resolutions, timed, kinds)
    found = [_told_again(analysis, item, resolutions, timed, document) for item in found]
    found = _same_day(analysis, found, timed)
    frame = journey(analysis, timed, document)
    cast = cast_of(analysis)
    events = [_event(document, analysis, item, frame, cast) for item in found]
    return tuple(map(_weighed, _merged(_umbrellas(nearby(events))))), told


def _judge(
    document: Document,
    analysis: Analysis,
    resolutions: Sequence[Resolution],
    timed: Sequence[Timed],
    kinds: Container[Kind],
) -> tuple[list[_Found], tuple[Resolution, ...]]:
    places = frozenset(
        index
        for r in resolutions
        for index in range(analysis.token_at(r.mention.start), analysis.token_at(max(r.mention.end - 1, 0)) + 1)
    )
    begins = frozenset(r.mention.start for r in resolutions if r.mention.kind in kinds)
    filed = dateline(document.text)
    dated = [t for t in timed if t.when.earliest or t.when.latest]
    found: list[_Found] = []
    told: list[Resolution] = []
    fit: list[Resolution] = []
    for number, resolution in enumerate(resolutions):
        mention = resolution.mention
        first = analysis.token_at(mention.start)
        last = analysis.token_at(max(mention.end - 1, 0)) + 1
        sentence = analysis.sentence_at(first)
        venue = venue_range(analysis, first, last) if mention.kind in {"embedded", "literal"} else None
        first, last = venue or (first, last)
        fitting: Container[Kind] = ("embedded", "literal") if venue else kinds
        reason = _unfit(resolution, sentence, resolutions[number - 1] if number else None, document, fitting)
        if filed is not None and filed.place_start <= mention.start < max(filed.place_end, filed.end):
            reason = "the dateline: where the report was filed"
        reason = reason or only_describes(analysis, first, last, places, country=_is_country(resolution))
        if not reason:
            fit.append(resolution)
        verdict = Rejection(reason=reason) if reason else find_trigger(analysis, first, last, places)
        links = link(analysis, verdict, (first, last), dated, document) if isinstance(verdict, Trigger) else ()
        if isinstance(verdict, Trigger) and _too_wide(resolution, verdict, links):
            verdict = Rejection(reason=f"too wide a place for “{verdict.lemma}” to be shown as a happening there")
        if isinstance(verdict, Trigger) and any(map(_over_years, links)):
            verdict = Rejection(reason=f"what goes on over years (“{verdict.lemma}”), not one happening")
        if isinstance(verdict, Rejection):
            told.append(_with_reason(resolution, verdict.reason))
            continue
        told.append(_with_reason(resolution, ""))
        found += [
            _Found(resolution=resolution, trigger=verdict, link=item, sentence=sentence, places=begins)
            for item in links
        ]
    found += _there(document, analysis, (fit, [f.resolution for f in found]), dated, begins)
    return found, tuple(told)


def _there(
    document: Document,
    analysis: Analysis,
    named: tuple[Sequence[Resolution], Sequence[Resolution]],
    dated: Sequence[Timed],
    begins: frozenset[int],
) -> list[_Found]:
    """What happens *there*, with a passage that names the place."""
    return [
        _Found(resolution=place, trigger=trigger, link=item, sentence=passage, places=begins)
        for place, trigger, index, passage in told_there(analysis, *named)
        for item in link(analysis, trigger, (index, index + 1), dated, document)
        if not _too_wide(place, trigger, (item,))
    ]


def _unfit(
    resolution: Resolution,
    sentence: Sentence,
    previous: Resolution | None,
    document: Document,
    kinds: Container[Kind],
) -> str:
    """Why a mention cannot be a place of an event, before any grammar is asked; empty when it can."""
    mention = resolution.mention
    if not sentence.start <= mention.start < sentence.end:
        return "outside the text of the article"
    if sentence.kind in _UNTOLD:
        return _UNTOLD[sentence.kind]
    if mention.kind not in kinds:
        return mention.reason
    if _in_title(document.text[sentence.start : sentence.end], mention.start - sentence.start):
        return "part of a title"
    if resolution.rung == "demonym" and "demonym" not in kinds:
        return "an adjective: says whose it is, not where it happened"
    if previous is not None and _container(previous, resolution, document):
        return f"says where {previous.mention.text} is"
    return ""


def _is_country(resolution: Resolution) -> bool:
    place = resolution.place
    return place is not None and (place.precision == "country" or place.layer == "continent")


def _in_title(sentence: str, offset: int) -> bool:
    """Whether a name stands in a title in quotation marks: *the novel “A Winter in X”*."""
    for quoted in re.finditer(r"[“\"]([^“”\"]{2,70})[”\"]", sentence):
        if quoted.start() < offset < quoted.end():
            words = [w for w in re.findall(r"[^\W\d_]+", quoted[1]) if len(w) > 3 or w[0].isupper()]
            return len(words) > 1 and all(w[0].isupper() for w in words) and quoted[1][-1] not in ",.?!"
    return False


_CONTAINS = re.compile(
    r"(?:,| in|, in| on|,? in [\w ]{0,24}|, [\w ]{0,20}of|, (?:across|over|just|near) [\w ]{0,24}(?:in|from)"
    r"|,? (?:near|close to|outside|just outside)|'s|’s"
    r"| (?:neighbou?rhood|district|borough|quarter|section|area|part) of)"
    r"\s*(?:the )?"
)
"""What stands between a place and the one that it lies in."""


def _container(previous: Resolution, resolution: Resolution, document: Document) -> bool:
    """*Lyon, France* and *the university in Russia*: the second only says where the first is."""
    gap = document.text[previous.mention.end : resolution.mention.start]
    if not _CONTAINS.fullmatch(gap):
        return False
    inner, outer = previous.place, resolution.place
    if previous.mention.kind not in {"literal", "embedded"} or outer is None:
        return False
    if inner is None:
        return outer.precision in _WIDE
    return (outer.precision in _WIDE and outer.country == inner.country) or distance_km(
        inner, outer
    ) < outer.radius_km + 60


def _too_wide(resolution: Resolution, trigger: Trigger, links: Sequence[Link]) -> bool:
    """A country needs a word that surely names a happening; a region needs that or a day."""
    place = resolution.place
    if place is None or place.precision not in _WIDE or place.layer == "admin2":
        return False
    if place.layer == "continent":
        return True
    sure = trigger.known and trigger.type not in {"other", "business"}
    dated = place.precision == "region" and any(item.when.earliest for item in links)
    return not (sure or dated)


_YEARS = timedelta(days=2 * 366)


def _over_years(item: Link) -> bool:
    """*over the past 40 years*."""
    first, last = item.when.earliest, item.when.latest
    return item.when.type == "DURATION" and first is not None and last is not None and last - first > _YEARS


def _with_reason(resolution: Resolution, reason: str) -> Resolution:
    return replace(resolution, mention=replace(resolution.mention, reason=reason)) if reason else resolution


def _same_day(analysis: Analysis, found: Sequence[_Found], timed: Sequence[Timed]) -> list[_Found]:
    """An undated happening takes the day of a dated one that the same word names: *departed*, *departure*."""
    dated = dated_happenings(analysis, timed)
    told = [replace(item, link=of_the_day_told(analysis, item.trigger, timed) or item.link) for item in found]
    timely = [other if _takes_day(item) else item for item, other in zip(found, told, strict=True)]
    timely = [_with_day(analysis, item, dated) if _takes_day(item) else item for item in timely]
    return [_narrowed(analysis, item, dated) for item in timely]


def _told_again(
    analysis: Analysis,
    item: _Found,
    resolutions: Sequence[Resolution],
    timed: Sequence[Timed],
    document: Document,
) -> _Found:
    """A happening with the sentence behind that tells it again, and with the day that stands there."""
    if item.sentence != analysis.sentence_at(item.trigger.index) or item.trigger.status != "occurred":
        return item
    passage, again = passage_of(analysis, item.sentence, item.trigger, item.resolution.place, resolutions)
    if again is None:
        return item
    dated = [t for t in timed if t.when.earliest or t.when.latest]
    twin = replace(item.trigger, index=again, verb=again if analysis.words[again].tag == "VERB" else None)
    told = link(analysis, twin, (again, again + 1), dated, document)[0]
    when, own = told.when, item.link.when
    if when.earliest and own.earliest and when.earliest != own.earliest:
        return item
    if when.earliest and not (own.earliest or own.latest):
        day = replace(told, how="said in the sentence that tells it again")
        return replace(item, sentence=passage, link=day)
    return replace(item, sentence=passage)


def _narrowed(analysis: Analysis, item: _Found, dated: Mapping[str, When]) -> _Found:
    """*last year's blast* with the day that the text gives of it elsewhere."""
    when = item.link.when
    if when.precision not in {"month", "year"} or when.earliest is None or when.latest is None or when.role != "at":
        return item
    other = _with_day(analysis, item, dated).link
    day = other.when.earliest
    within = day is not None and when.earliest <= day <= when.latest and other is not item.link
    return replace(item, link=other) if within and item.trigger.noun else item


def _takes_day(item: _Found) -> bool:
    when, place = item.link.when, item.resolution.place
    undated = when.earliest is None and when.latest is None
    return undated and item.trigger.status == "occurred" and (place is None or place.precision not in _WIDE)


def _with_day(analysis: Analysis, item: _Found, dated: Mapping[str, When]) -> _Found:
    index = item.trigger.index
    words = [analysis.words[i].lemma for i in range(max(item.sentence.first, index - 2), index + 1)]
    stems = [stem(w) for w in words if noun_trigger(w) or w == item.trigger.lemma]
    day = next((dated[s] for s in reversed(stems) if s in dated and s not in _COMMON_STEMS), None)
    day = day or _of_kin(item.trigger.lemma, dated)
    if day is None:
        return item
    when = replace(day, text="", start=None, end=None, inferred=("earliest", "latest"))
    return replace(item, link=Link(when=when, how="the day of the same happening elsewhere in the text"))


def _of_kin(lemma: str, dated: Mapping[str, When]) -> When | None:
    """The day of the only dated happening that another word tells: *the blast* was *the bombing on 7 March*."""
    days = [dated[stem(word)] for word in kin(lemma) if stem(word) in dated]
    return days[0] if len({day.earliest for day in days}) == 1 else None


def _event(
    document: Document,
    analysis: Analysis,
    found: _Found,
    frame: tuple[date, date | None] | None,
    cast: Cast,
) -> Event:
    mention = found.resolution.mention
    sentence = found.sentence
    when = _framed(found, frame)
    status = _status(found, when, document)
    evidence = Evidence(
        doc_id=document.id,
        start=sentence.start,
        end=sentence.end,
        text=document.text[sentence.start : sentence.end],
        place_start=mention.start,
        place_end=mention.end,
        title=document.title,
        source=document.source,
        url=document.url,
        published=document.published,
    )
    place = found.resolution.place
    reasons = (
        f"place: {found.resolution.reason}",
        f"date: {found.link.how}" + (f" ({when.explanation})" if when.explanation else ""),
        f"status: {status}"
        + (f" because of “{found.trigger.cue}”" if found.trigger.cue else f", told as “{found.trigger.lemma}”"),
    )
    key = f"{document.id}|{mention.start}|{place.id if place else mention.text}|{when.value}|{when.earliest}|{status}"
    return Event(
        id=hashlib.sha256(key.encode()).hexdigest()[:12],
        what=what_happened(analysis, found.trigger, sentence, analysis.token_at(mention.start), found.places),
        type=_type(analysis, found.trigger),
        actors=find_actors(analysis, found.trigger, cast),
        place=found.resolution,
        when=when,
        status=status,
        evidence=(evidence,),
        confidence=0.0,  # once all events of the report are known
        reasons=reasons,
    )


def _type(analysis: Analysis, trigger: Trigger) -> EventType:
    """What a storm or a quake strikes and kills is a disaster, what an illness does a matter of health, no attack."""
    if trigger.type != "attack":
        return trigger.type
    clause = analysis.clause_at(trigger.index)
    told = {noun_trigger(w.lemma) for w in analysis.words[clause.first : clause.last] if w.tag in {"WORD", "NAME"}}
    return "disaster" if "disaster" in told else "health" if "health" in told and trigger.lemma != "stab" else "attack"


def _framed(found: _Found, frame: tuple[date, date | None] | None) -> When:
    """The linked time; without days, the frame of the journey that the report tells."""
    when = found.link.when
    if when.earliest or when.latest or frame is None or found.trigger.status not in {"occurred", "ongoing"}:
        return when
    first, last = frame
    return replace(when, not_before=first, not_after=last, explanation="within the journey that the report tells")


_LONG_AGO = timedelta(days=31)
"""So long before publication nothing is a plan any more."""


def _status(found: _Found, when: When, document: Document) -> Status:
    """Tense says planned or past; a day after publication cannot have passed, and what lasts until then goes on."""
    status = found.trigger.status
    if (
        status in {"occurred", "ongoing"}
        and document.published
        and when.earliest
        and when.earliest > document.published
    ):
        return "planned"
    if status == "planned" and document.published and when.latest and document.published - when.latest > _LONG_AGO:
        return "occurred"  # *is to be sentenced for a robbery in X on 12 January 2021*
    lasts = when.role == "until" and when.latest and document.published and when.latest > document.published
    return "ongoing" if status == "occurred" and lasts else status


def _weighed(event: Event) -> Event:
    """The event with how sure it is, and why."""
    seen = signs(event)
    return replace(event, confidence=certainty(seen), reasons=(*event.reasons, f"certainty: {doubts(seen)}"))


def _umbrellas(events: Sequence[Event]) -> list[Event]:
    """Mark a country or region as an umbrella when a finer event of the report lies in it."""
    fine = [e.place.place for e in events if e.place.place and e.place.place.precision not in _WIDE]
    return [
        replace(
            e,
            umbrella=e.place.place is not None
            and e.place.place.precision in _WIDE
            and any(_inside(e.place.place, p) for p in fine),
        )
        for e in events
    ]


def _inside(wide: Place, fine: Place) -> bool:
    if wide.precision == "country":
        return wide.country == fine.country
    if wide.admin1 and wide.layer == "admin1":
        return (wide.country, wide.admin1) == (fine.country, fine.admin1)
    return distance_km(wide, fine) <= wide.radius_km


def _merged(events: Iterable[Event]) -> tuple[Event, ...]:
    """One event per place, time and status; an undated one joins the only dated one of its place."""
    result: list[Event] = []
    for event in events:
        twin = next((i for i, other in enumerate(result) if _same_pin(other, event)), None)
        if twin is None:
            result.append(event)
        else:
            result[twin] = _joined(result[twin], event)
    return tuple(result)


def _same_pin(one: Event, other: Event) -> bool:
    if one.status != other.status or one.place.place is None or other.place.place is None:
        return (
            one.status == other.status
            and one.place.mention.text == other.place.mention.text
            and _days(one) == _days(other)
        )
    if spot(one.place.place) != spot(other.place.place):
        return False
    days = _days(one), _days(other)
    return days[0] == days[1] or ((None, None) in days and one.place.place.id == other.place.place.id)


def _days(event: Event) -> tuple[date | None, date | None]:
    return event.when.earliest, event.when.latest


_WEIGHTS = {"attack": 0, "disaster": 0, "health": 0, "travel": 2}
"""Of two happenings at one place and day, which one leads: the graver one; not the way there."""


def _leading(event: Event) -> tuple[int, bool, int]:
    """The graver telling leads, then the dated one, then the one with more to say."""
    passage = event.evidence[0]
    return _WEIGHTS.get(event.type, 1), _days(event) == (None, None), passage.start - passage.end


def _joined(one: Event, other: Event) -> Event:
    first, second = sorted((one, other), key=_leading)
    dated = second if _days(first) == (None, None) else first
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    return replace(
        first,
        evidence=evidence,
        when=dated.when,
        reasons=(first.reasons[0], dated.reasons[1], first.reasons[2]),
        actors=tuple(dict.fromkeys((*first.actors, *second.actors)))[:4],
        umbrella=first.umbrella and second.umbrella,
    )
