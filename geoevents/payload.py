"""Events and stops as cards: every word that a reader of the page sees is chosen here.

Dates are words and day numbers (proleptic
Gregorian ordinals of civil days at the place), so that no browser shifts them by its time zone.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from geoevents.corrections.choices import edit
from geoevents.interface import interface
from geoevents.interface.dates import dated_words, short_words
from geoevents.means import means
from geoevents.story import Axis, Card, Source
from geoevents.wording import place_as_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geoevents.interface import Interface
    from geoevents.model import Document, Event, Evidence, Place, Stop, When
    from geoevents.outlines import Drawn

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def ordered(events: Iterable[Event]) -> list[Event]:
    """Events by their first possible day; those without a date last, otherwise in the order given."""
    return sorted(events, key=lambda event: span(event.when)[0] or math.inf)


def listed(events: Iterable[Event]) -> list[Event]:
    """Events off the routes in the order of the list: those with a place by day, general mentions last."""
    return sorted(ordered(event for event in events if event.place.place is not None), key=lambda event: event.umbrella)


def cards(
    events: Sequence[Event],
    stops: Sequence[Stop],
    outlines: Mapping[str, Drawn] = MappingProxyType({}),
    words: Interface | None = None,
    names: Mapping[str, str] = MappingProxyType({}),
    *,
    editable: bool = False,
) -> tuple[Card, ...]:
    """One card per stop, then one per event off the routes, then the general mentions.

    Events without a place get none. Stops keep their number; with stops, other events get letters, without
    stops they are numbered by date. A place in ``outlines`` is drawn as its ground, by its identifier.
    Words are English unless ``words`` are given; ``names`` are a reader's names of places, by identifier or name.
    On an ``editable`` page each card brings along what a correction of its place needs.
    """
    speak = Writer(words=words or interface("en"), names=names)
    movers = movers_of(stops)
    halts, loose = _halts(stops), _loose(events, stops)
    on_way = [speak.stop(stop, movers, _before(stop, stops)) for stop in halts]
    labels = [_letters(number) if stops else str(number) for number in range(1, len(loose) + 1)]
    shown = (*_bracketed(on_way), *(speak.loose(event, label) for event, label in zip(loose, labels, strict=True)))
    placed = shown_events(events, stops)
    drawn = [speak.outlined(card, event, outlines) for card, event in zip(shown, placed, strict=True)]
    if editable:
        drawn = [replace(card, edit=edit(event)) for card, event in zip(drawn, placed, strict=True)]
    return _years_told(tuple(drawn))


def shown_events(events: Sequence[Event], stops: Sequence[Stop]) -> list[Event]:
    """The events that ``cards`` makes a card of, in the order of the cards.

    Example:
        >>> shown_events((), ())
        []
    """
    return [*(stop.event for stop in _halts(stops)), *_loose(events, stops)]


def _halts(stops: Sequence[Stop]) -> list[Stop]:
    movers = movers_of(stops)
    placed = [stop for stop in stops if stop.event.place.place is not None]
    return sorted(placed, key=lambda stop: (movers.index(stop.mover), stop.number))


def _loose(events: Sequence[Event], stops: Sequence[Stop]) -> list[Event]:
    on_route = {stop.event.id for stop in stops}
    return listed(event for event in events if event.id not in on_route)


def _bracketed(halts: Sequence[Card]) -> list[Card]:
    """Stops whose order is known and whose day is not, with the days that the stops around them leave."""
    found = []
    for at, card in enumerate(halts):
        before = [other.start for other in halts[:at] if other.mover == card.mover and _dated(other)]
        after = [other.end for other in halts[at + 1 :] if other.mover == card.mover and _dated(other)]
        if card.order_known and card.time != "given" and before and after:
            first = max(day for day in (before[-1], card.start) if day is not None)
            last = min(day for day in (after[0], card.end) if day is not None)
            found.append(replace(card, bracket=(first, last)) if first <= last else card)
        else:
            found.append(card)
    return found


def _dated(card: Card) -> bool:
    return card.time == "given" and card.start is not None and card.end is not None


def _years_told(shown: tuple[Card, ...]) -> tuple[Card, ...]:
    """Map labels leave out the year, but not where it is another than that of most events."""
    years = [_year(card) for card in shown if _year(card)]
    usual = max(dict.fromkeys(years), key=years.count, default=None)
    return tuple(replace(card, short=with_year(card)) if _year(card) != usual else card for card in shown)


def with_year(card: Card) -> str:
    """The days as a map label says them, with their year."""
    year = str(_year(card) or "")
    return f"{card.short} {year}" if card.short and year not in card.short else card.short


def _year(card: Card) -> int | None:
    day = card.start or card.end
    return date.fromordinal(day).year if day else None


def axis(shown: Sequence[Card]) -> Axis | None:
    """The days of a timeline of cards."""
    return axis_of([(card.start, card.end) for card in shown if card.time != "none"])


def axis_of(spans: Sequence[tuple[int | None, int | None]]) -> Axis | None:
    """The days of a timeline, and those of them that most events need.

    One event of long ago would squeeze all others into a line; what lies far off keeps its place on the
    axis, but the axis is drawn to scale only where most of it happens.

    Args:
        spans: First and last day of each event as ordinals; None for an open end.
    """
    known = [day for days in spans for day in days if day is not None]
    if not known:
        return None
    first, last = min(known), max(known)
    spare = 1 if last - first < 4 else 0
    beyond = max(1, round((last - first) * 0.08))
    left = first - spare - (beyond if any(start is None for start, _ in spans) else 0)
    right = last + spare + (beyond if any(end is None for _, end in spans) else 0)
    lower, upper = _busy([(start or end or 0, end or start or 0) for start, end in spans], last - first)
    lower = left if lower <= first else max(left, lower - 1)
    upper = right if upper >= last else min(right, upper + 1)
    return Axis(first=max(left, 1), last=right, core_first=max(lower, 1), core_last=upper)


def _busy(spans: Sequence[tuple[int, int]], whole: int) -> tuple[int, int]:
    """First and last day of the shortest time with half of the events, and all that is near to it."""
    middles = sorted((start + end) / 2 for start, end in spans)
    most = math.ceil(len(middles) / 2)
    length, lower = min((middles[at + most - 1] - middles[at], middles[at]) for at in range(len(middles) - most + 1))
    upper, near = lower + length, max(length, 7.0)
    if len(spans) < 4 or whole < 60 or near * 4 > whole:
        return min(start for start, _ in spans), max(end for _, end in spans)
    while nearer := [day for day in middles if lower - near / 2 <= day < lower or upper < day <= upper + near / 2]:
        lower, upper = min(lower, *nearer), max(upper, *nearer)
    inside = [span for span in spans if lower <= (span[0] + span[1]) / 2 <= upper]
    return (
        math.floor(min(max(start, lower - near) for start, _ in inside)),
        math.ceil(max(min(end, upper + near) for _, end in inside)),
    )


def movers_of(stops: Sequence[Stop]) -> tuple[str, ...]:
    """Who travels, in the order of first appearance."""
    return tuple(dict.fromkeys(stop.mover for stop in stops))


def safe_url(url: str | None) -> str | None:
    """The address if a reader may follow it: http and https only.

    Example:
        >>> safe_url("javascript:alert(1)") is None
        True
    """
    if url is None or url != url.strip() or any(ord(character) < 33 for character in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def source_words(evidence: Evidence | Document, words: Interface) -> str:
    """Who reported it and when, as a line under a quotation."""
    published = words.day("day", evidence.published) if evidence.published else None
    return ", ".join(part for part in (evidence.source, published) if part)


def _letters(number: int) -> str:
    """1 → A, 26 → Z, 27 → AA."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = _LETTERS[rest].upper() + text
    return text


def _before(stop: Stop, stops: Sequence[Stop]) -> Stop | None:
    earlier = [other for other in stops if other.mover == stop.mover and other.number < stop.number]
    return max(earlier, key=lambda other: other.number, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes cards in the words of one language."""

    words: Interface
    names: Mapping[str, str]
    """A reader's names of places, by identifier or by name."""

    def named(self, event: Event) -> str:
        """The place as the reader knows it, or else as the reports spell it."""
        place, written = event.place.place, place_as_written(event)
        keys = (place.id, place.name, written) if place else (written,)
        return next((self.names[key] for key in keys if key in self.names), written)

    def stop(self, stop: Stop, movers: Sequence[str], before: Stop | None) -> Card:
        """The card of a halt."""
        mover = movers.index(stop.mover)
        return replace(
            self.card(stop.event),
            key=str(stop.number) if mover == 0 else f"{mover + 1}.{stop.number}",
            label=str(stop.number),
            group="stop",
            mover=mover,
            order_known=stop.order_known,
            leg=self.leg(stop, before),
            means=means(stop.event) if stop.leg else None,
            doubt=stop.leg.doubt if stop.leg else "",
        )

    def loose(self, event: Event, label: str) -> Card:
        """The card of an event off the routes."""
        return replace(self.card(event), key=label, label=label, group="general" if event.umbrella else "event")

    def outlined(self, card: Card, event: Event, outlines: Mapping[str, Drawn]) -> Card:
        """The card with the ground of its place instead of a circle."""
        place = event.place.place
        drawn = outlines.get(place.id) if place else None
        if place is None or drawn is None:
            return card
        reach = self.words.say("in_country" if place.precision == "country" else "in_region")
        link = "outline" if drawn.area.quality == "survey" else "outline_about"
        note = drawn.note if self.words.code == "en" else self.words.say(link, source=drawn.area.source)
        return replace(card, outline=drawn.number, where_words=f"{reach}; {note}")

    def leg(self, stop: Stop, before: Stop | None) -> str:
        """The way from the stop before."""
        if stop.leg is None or before is None or before.event.place.place is None:
            return ""
        distance = self.distance(stop.leg.kilometres, about=True)
        order = "" if stop.order_known else self.words.say("leg_open")
        way = self.words.say("leg", distance=distance, number=before.number, place=self.named(before.event)) + order
        how = means(stop.event)
        return f"{way}; {self.words.say(f'means_{how}')}" if how else way

    def distance(self, kilometres: float, *, about: bool) -> str:
        """Kilometres, no finer than they can be meant."""
        if kilometres < 1:
            return self.words.say("km_under")
        step = 1 if kilometres < 20 else 10
        number = self.words.number(round(kilometres / step) * step)
        return self.words.say("km" if about else "km_plain", n=number)

    def precision(self, place: Place) -> str:
        """How much ground the name covers."""
        if place.precision == "region":
            return self.words.say("region", distance=self.distance(place.radius_km, about=False))
        return self.words.say(place.precision)

    def card(self, event: Event) -> Card:
        """What all cards have."""
        place = event.place.place
        if place is None:
            raise AssertionError("only placed events become cards")
        start, end = span(event.when)
        name, written = self.named(event), place_as_written(event)
        given = event.when.earliest or event.when.latest
        days = (event.when.earliest, event.when.latest) if given else (event.when.not_before, event.when.not_after)
        return Card(
            key="",
            label="",
            group="event",
            what=event.what,
            type=event.type,
            actors=event.actors,
            status=event.status,
            status_words=self.words.say(f"status_{event.status}"),
            place=name,
            original=written if name != written else None,
            region=place.admin1_name if place.admin1_name != place.name else None,
            country=place.country if place.layer != "country" else None,
            lat=round(place.latitude, 4),
            lon=round(place.longitude, 4),
            precision=place.precision,
            radius=round(place.radius_km, 1),
            where_words=self.precision(place),
            other_place=runner_up(event),
            when=dated_words(event.when, event.status, self.words),
            start=start,
            end=end,
            time=_time_kind(event.when),
            soft=_soft(event.when),
            short=short_words(*days, self.words),
            written=event.when.text,
            explanation=event.when.explanation,
            confidence=round(event.confidence, 2),
            sure=confidence_words(event.confidence, self.words),
            sources=tuple(_source(evidence, self.words) for evidence in event.evidence),
            reasons=event.reasons,
            conflicts=event.conflicts,
        )


def runner_up(event: Event) -> str | None:
    """Full name of the best other bearer of the place's name."""
    return _full_name(event.place.alternatives[0].place) if event.place.alternatives else None


def _full_name(place: Place) -> str:
    return ", ".join(part for part in (place.name, place.admin1_name, place.country) if part)


def confidence_words(confidence: float, words: Interface | None = None) -> str:
    """A confidence as a word.

    Example:
        >>> confidence_words(0.9), confidence_words(0.6), confidence_words(0.2)
        ('high', 'medium', 'low')
    """
    grade = "high" if confidence >= 0.75 else "medium" if confidence >= 0.5 else "low"
    return (words or interface("en")).say(grade)


def _source(evidence: Evidence, words: Interface) -> Source:
    return Source(
        quote=quoted(evidence),
        title=evidence.title,
        line=source_words(evidence, words),
        url=safe_url(evidence.url),
        by=evidence.source or evidence.title or evidence.doc_id,
    )


def quoted(evidence: Evidence) -> tuple[str, str, str]:
    """A passage on one line, cut where its place begins and ends."""
    start, end = evidence.place_start - evidence.start, evidence.place_end - evidence.start
    if not 0 <= start < end <= len(evidence.text):
        return " ".join(evidence.text.split()), "", ""
    before, place, after = (
        re.sub(r"\s+", " ", part) for part in (evidence.text[:start], evidence.text[start:end], evidence.text[end:])
    )
    return before.lstrip(), place, after.rstrip()


def span(when: When) -> tuple[int | None, int | None]:
    """First and last day on the time axis; None for an open end."""
    given = when.earliest or when.latest
    first = when.earliest if given else when.not_before
    last = when.latest if given else when.not_after
    return (first.toordinal() if first else None, last.toordinal() if last else None)


def _time_kind(when: When) -> Literal["given", "frame", "none"]:
    """``given``: these days; ``frame``: some time within them; ``none``: no date at all."""
    if when.earliest or when.latest:
        within = when.earliest != when.latest and when.role == "at" and when.type != "DURATION"
        return "frame" if within and when.earliest and when.latest else "given"
    return "frame" if when.not_before or when.not_after else "none"


def _soft(when: When) -> tuple[bool, bool]:
    """Which ends are not sharp: about, or implied by the text only."""
    return (when.approximate or "earliest" in when.inferred, when.approximate or "latest" in when.inferred)
