"""What a reader checks: events and names, each with its doubts in words and the places it may mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoevents.corrections.changes import RUNG
from geoevents.corrections.choices import Choice, base, choices
from geoevents.corrections.fitting import place_words
from geoevents.frame import source_names
from geoevents.payload import safe_url
from geoevents.table import place_in_words
from geoevents.wording import day_in_words, when_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geoevents.model import Document, Event, Place, Reading, Resolution, When

_RIVAL = 0.15
"""From this share on another bearer of the name is worth a word."""
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One event to check, or one name of which no event is told."""

    told: bool
    """False for a name without an event."""
    report: int
    """Which report, from 0."""
    start: int
    """Character offset of the name."""
    end: int
    """Character offset, end exclusive."""
    passage: tuple[int, int]
    """Character offsets of the passage."""
    name: str
    """The place in words."""
    what: str
    """What happened; empty for a name without an event."""
    who: str
    """Names, joined by commas."""
    when: str
    """The time in words."""
    day: str
    """The time as a correction writes it; empty when it is open."""
    status: str
    """Whether it happened; empty for a name without an event."""
    doubt: float
    """From 0, sure, to 1."""
    doubts: tuple[str, ...]
    """What is doubtful, in words; empty where only the reading as a whole is not sure."""
    reasons: tuple[str, ...]
    """Why this place, date and status."""
    sources: str
    """Who tells it."""
    choices: tuple[Choice, ...]
    """Places that the name may mean, the likeliest first."""
    also: tuple[tuple[int, int, int], ...]
    """Where else the name stands for this event: report, start and end."""
    base: dict[str, str]
    """The keys of a correction of this item that do not depend on what is corrected."""
    further: tuple[dict[str, str], ...]
    """The same for each further passage of the event, which may tell another happening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a report that stands out."""

    start: int
    """Character offset."""
    end: int
    """Character offset, end exclusive."""
    item: int
    """Which item; -1 for a name that stands for no place."""
    kind: str
    """What the name stands for."""
    reason: str
    """Why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One text with its marks."""

    title: str
    """Headline, or the identifier."""
    line: str
    """Publisher and day, in words."""
    url: str | None
    """Where a reader finds it; http and https only."""
    text: str
    """The text that all offsets refer to."""
    marks: tuple[Mark, ...]
    """In the order of the text, none over another."""


def items(readings: Sequence[Reading], events: Iterable[Event]) -> tuple[Item, ...]:
    """List what can be checked, the most doubtful first.

    Args:
        readings: What was found in each report.
        events: What is on the timeline.

    Returns:
        Events by their doubt, then names of which no event is told.

    Example:
        >>> items((), ())
        ()
    """
    numbers = {reading.document.id: number for number, reading in enumerate(readings)}
    told = [_told(event, numbers) for event in events if event.evidence and event.evidence[0].doc_id in numbers]
    taken = {(proof.doc_id, proof.place_start) for event in events for proof in event.evidence}
    untold = [
        _untold(reading.document, found, numbers)
        for reading in readings
        for found in reading.resolutions
        if found.mention.kind == "literal" and (reading.document.id, found.mention.start) not in taken
    ]
    ordered = sorted(told, key=lambda item: (-item.doubt, item.report, item.start))
    return (*ordered, *sorted(untold, key=lambda item: (item.report, item.start)))


def reports(readings: Sequence[Reading], found: Sequence[Item]) -> tuple[Report, ...]:
    """The texts, each with the marks of its items and of the names that stand for no place.

    Args:
        readings: What was found in each report.
        found: What ``items`` listed.

    Returns:
        One report per reading, in their order.
    """
    return tuple(_report(reading, number, found) for number, reading in enumerate(readings))


def _report(reading: Reading, number: int, found: Sequence[Item]) -> Report:
    document = reading.document
    marks = [
        Mark(start=start, end=end, item=at, kind="literal", reason="; ".join(item.reasons))
        for at, item in enumerate(found)
        for report, start, end in ((item.report, item.start, item.end), *item.also)
        if report == number
    ]
    marks += [
        Mark(start=one.mention.start, end=one.mention.end, item=-1, kind=one.mention.kind, reason=one.mention.reason)
        for one in reading.resolutions
    ]
    published = day_in_words(document.published) if document.published else ""
    return Report(
        title=document.title or document.id,
        line=", ".join(part for part in (document.source, published) if part),
        url=safe_url(document.url),
        text=document.text,
        marks=tuple(_apart(marks)),
    )


def _apart(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Marks that do not cover each other; of several at one place the first item is kept."""
    end = 0
    for mark in sorted(marks, key=lambda one: (one.start, one.item < 0, one.item)):
        if mark.start >= end and mark.end > mark.start:
            yield mark
            end = mark.end


def _told(event: Event, numbers: dict[str, int]) -> Item:
    lead = event.evidence[0]
    doubt, doubts = _doubts(event)
    return Item(
        told=True,
        report=numbers[lead.doc_id],
        start=lead.place_start,
        end=lead.place_end,
        passage=(lead.start, lead.end),
        name=place_in_words(event),
        what=event.what,
        who=", ".join(event.actors),
        when=when_in_words(event.when),
        day=_as_written(event.when),
        status=event.status,
        doubt=round(doubt, 3),
        doubts=doubts,
        reasons=tuple(dict.fromkeys(reason for reason in (event.place.reason, *event.reasons) if reason)),
        sources=", ".join(dict.fromkeys(source_names(event))),
        choices=tuple(choices(event.place)),
        also=tuple(
            (numbers[proof.doc_id], proof.place_start, proof.place_end)
            for proof in event.evidence[1:]
            if proof.doc_id in numbers
        ),
        base=base(lead, event.place.mention.text, event.id),
        further=tuple(
            base(proof, place_words(proof) or event.place.mention.text, event.id) for proof in event.evidence[1:]
        ),
    )


def _untold(document: Document, found: Resolution, numbers: dict[str, int]) -> Item:
    mention, place = found.mention, found.place
    start, end = _sentence(document.text, mention.start, mention.end)
    passage = document.text[start:end]
    several = passage.count(mention.text) > 1
    occurrence = str(document.text[start : mention.start].count(mention.text) + 1) if several else ""
    return Item(
        told=False,
        report=numbers[document.id],
        start=mention.start,
        end=mention.end,
        passage=(start, end),
        name=f"{place.name}, {place.country}" if place and place.country else place.name if place else mention.text,
        what="",
        who="",
        when="",
        day="",
        status="",
        doubt=0.0,
        doubts=("no event is told here",),
        reasons=tuple(reason for reason in (found.reason, mention.reason) if reason),
        sources=document.source or document.id,
        choices=tuple(choices(found)),
        also=(),
        base={
            "evidence": passage,
            "place_text": mention.text,
            "doc_id": document.id,
            **({"occurrence": occurrence} if occurrence else {}),
        },
        further=(),
    )


def _doubts(event: Event) -> tuple[float, tuple[str, ...]]:
    """How doubtful an event is, and why: the weakest of its place, its day and its status decides."""
    found, said = event.place, []
    doubt = 1.0 - event.confidence
    if found.rung == RUNG:
        said.append("the place was put right by a person")
    elif found.place is None:
        doubt, words = 1.0, f": {found.reason}" if found.reason else ""
        said.append(f"the place is not known{words}")
    else:
        doubt = max(doubt, 1.0 - found.score)
        rivals = [rival for rival in found.alternatives if rival.score >= _RIVAL and rival.place.id != found.place.id]
        said += [f"it may be {_full_name(rivals[0].place)} as well"] if rivals else []
    if event.conflicts:
        doubt = max(doubt, 0.6)
        said += event.conflicts
    if event.when.earliest is None and event.when.latest is None:
        doubt = max(doubt, 0.3)
        said.append("the day is open")
    if event.status in {"possible", "negated"}:
        doubt = max(doubt, 0.3)
        said.append(f"it is read as {event.status}")
    return doubt, tuple(said)


def _full_name(place: Place) -> str:
    return ", ".join(part for part in (place.name, place.admin1_name, place.country) if part)


def _as_written(when: When) -> str:
    """A time as a correction writes it."""
    first, last = when.earliest, when.latest
    if first is None and last is None:
        return ""
    if first == last and first is not None:
        return first.isoformat()
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a name, without the blanks at its ends."""
    first = max((stop.end() for stop in _SENTENCE_END.finditer(text, 0, start)), default=0)
    stop = _SENTENCE_END.search(text, end)
    last = stop.end() if stop else len(text)
    while last > end and text[last - 1].isspace():
        last -= 1
    while first < start and text[first].isspace():
        first += 1
    return first, last
