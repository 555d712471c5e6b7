"""Events and stops as cards: every word that a reader of the page sees is chosen here.

Dates are words and day numbers (proleptic
Gregorian ordinals of civil days at the place), so that no browser shifts them by its time zone.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import MAXYEAR, date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from geoevents.story import Axis, Card, Source
from geoevents.wording import UNKNOWN_DAY, place_as_written, when_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geoevents.model import Document, Event, Evidence, Place, Stop, When
    from geoevents.outlines import Drawn

_FULL = {
    **dict(
        zip(
            ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
            ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
            strict=True,
        )
    ),
    **dict(
        zip(
            ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
            (
                "January",
                "February",
                "March",
                "April",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ),
            strict=True,
        )
    ),
}
_SHORTENED = re.compile(rf"\b(?:{'|'.join(_FULL)})\b")
_STATUS = {
    "occurred": "Happened",
    "ongoing": "Still going on",
    "planned": "Planned",
    "possible": "Possible, not confirmed",
    "negated": "Did not happen",
}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def full_words(when: When) -> str:
    """A time in unshortened words.

    Example:
        >>> from datetime import date
        >>> from geoevents.model import When
        >>> full_words(When(earliest=date(2023, 9, 16), latest=date(2023, 9, 16), precision="day"))
        'Saturday 16 September 2023'
    """
    return _SHORTENED.sub(lambda found: _FULL[found[0]], when_in_words(when))


def dated_words(event: Event) -> str:
    """When it happened, is planned, or may happen, in words.

    A day that the text does not give is ``date not given``.
    """
    words = full_words(event.when)
    if words == UNKNOWN_DAY:
        return "date not given"
    if event.status == "planned":
        return _planned(words)
    return f"possibly {words}" if event.status == "possible" else words


def _planned(words: str) -> str:
    if words.startswith("since "):
        return f"planned from {words.removeprefix('since ')}"
    link = " " if words.startswith(("between ", "until ", "on or ")) else " for "
    return f"planned{link}{words}"


def ordered(events: Iterable[Event]) -> list[Event]:
    """Events by their first possible day; those without a date last, otherwise in the order given."""
    return sorted(events, key=lambda event: _span(event.when)[0] or math.inf)


def cards(
    events: Sequence[Event], stops: Sequence[Stop], outlines: Mapping[str, Drawn] = MappingProxyType({})
) -> tuple[Card, ...]:
    """One card per stop, then one per event off the routes, then the general mentions.

    Events without a place get none. Stops keep their number; with stops, other events get letters, without
    stops they are numbered by date. A place in ``outlines`` is drawn as its ground, by its identifier.
    """
    on_route = {stop.event.id for stop in stops}
    movers = movers_of(stops)
    halts = sorted(stops, key=lambda stop: (movers.index(stop.mover), stop.number))
    loose = ordered(event for event in events if event.id not in on_route and event.place.place is not None)
    loose.sort(key=lambda event: event.umbrella)
    on_way = [_stop_card(stop, movers, _before(stop, stops)) for stop in halts if stop.event.place.place is not None]
    labels = [_letters(number) if stops else str(number) for number in range(1, len(loose) + 1)]
    shown = (*on_way, *(_loose_card(event, label) for event, label in zip(loose, labels, strict=True)))
    placed = [*(stop.event for stop in halts if stop.event.place.place), *loose]
    return _years_told(tuple(_outlined(card, event, outlines) for card, event in zip(shown, placed, strict=True)))


def _outlined(card: Card, event: Event, outlines: Mapping[str, Drawn]) -> Card:
    """The card with the ground of its place instead of a circle."""
    place = event.place.place
    drawn = outlines.get(place.id) if place else None
    if place is None or drawn is None:
        return card
    reach = "somewhere in the country" if place.precision == "country" else "somewhere in the region"
    return replace(card, outline=drawn.number, where_words=f"{reach}; {drawn.note}")


def _years_told(shown: tuple[Card, ...]) -> tuple[Card, ...]:
    """Map labels leave out the year, but not where it is another than that of most events."""
    years = [_year(card) for card in shown if _year(card)]
    usual = max(dict.fromkeys(years), key=years.count, default=None)
    return tuple(
        replace(card, short=f"{card.short} {_year(card)}")
        if card.short and _year(card) != usual and str(_year(card)) not in card.short
        else card
        for card in shown
    )


def _year(card: Card) -> int | None:
    day = card.start or card.end
    return date.fromordinal(day).year if day else None


def axis(shown: Sequence[Card]) -> Axis | None:
    """The days of a timeline, and those of them that most events need.

    One event of long ago would squeeze all others into a line; what lies far off keeps its place on the
    axis, but the axis is drawn to scale only where most of it happens.
    """
    spans = [(card.start, card.end) for card in shown if card.time != "none"]
    known = [day for span in spans for day in span if day is not None]
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


def source_words(evidence: Evidence | Document) -> str:
    """Who reported it and when, as a line under a quotation."""
    published = day_words(evidence.published) if evidence.published else None
    return ", ".join(part for part in (evidence.source, published) if part)


def day_words(day: date) -> str:
    """One day in unshortened words, without the weekday."""
    return f"{day.day} {_FULL.get(_month(day), _month(day))} {day.year}"


def _month(day: date) -> str:
    return ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[day.month - 1]


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


def _stop_card(stop: Stop, movers: Sequence[str], before: Stop | None) -> Card:
    mover = movers.index(stop.mover)
    return replace(
        _card(stop.event),
        key=str(stop.number) if mover == 0 else f"{mover + 1}.{stop.number}",
        label=str(stop.number),
        group="stop",
        mover=mover,
        order_known=stop.order_known,
        leg=_leg_words(stop, before),
        doubt=stop.leg.doubt if stop.leg else "",
    )


def _loose_card(event: Event, label: str) -> Card:
    return replace(_card(event), key=label, label=label, group="general" if event.umbrella else "event")


def _leg_words(stop: Stop, before: Stop | None) -> str:
    if stop.leg is None or before is None or before.event.place.place is None:
        return ""
    distance = _distance_words(stop.leg.kilometres)
    order = "" if stop.order_known else " (the reports leave the order open)"
    return f"{distance} from stop {before.number}, {place_as_written(before.event)}{order}"


def _distance_words(kilometres: float) -> str:
    if kilometres < 1:
        return "less than 1 km"
    step = 1 if kilometres < 20 else 10
    return f"about {round(kilometres / step) * step:,} km"


def _card(event: Event) -> Card:
    place = event.place.place
    if place is None:
        raise AssertionError("only placed events become cards")
    start, end = _span(event.when)
    runner_up = event.place.alternatives[0].place if event.place.alternatives else None
    return Card(
        key="",
        label="",
        group="event",
        what=event.what,
        type=event.type,
        actors=event.actors,
        status=event.status,
        status_words=_STATUS[event.status],
        place=place_as_written(event),
        region=place.admin1_name if place.admin1_name != place.name else None,
        country=place.country if place.layer != "country" else None,
        lat=round(place.latitude, 4),
        lon=round(place.longitude, 4),
        precision=place.precision,
        radius=round(place.radius_km, 1),
        where_words=_precision_words(place),
        other_place=_full_name(runner_up) if runner_up else None,
        when=dated_words(event),
        start=start,
        end=end,
        time=_time_kind(event.when),
        soft=_soft(event.when),
        short=_short(event.when),
        written=event.when.text,
        explanation=event.when.explanation,
        confidence=round(event.confidence, 2),
        sure=confidence_words(event.confidence),
        sources=tuple(_source(evidence) for evidence in event.evidence),
        reasons=event.reasons,
        conflicts=event.conflicts,
    )


def _full_name(place: Place) -> str:
    return ", ".join(part for part in (place.name, place.admin1_name, place.country) if part)


def _precision_words(place: Place) -> str:
    if place.precision == "site":
        return "exact site"
    if place.precision == "locality":
        return "town or city, not an address"
    reach = f"{_distance_words(place.radius_km).removeprefix('about ')} around the mark"
    if place.precision == "region":
        return f"somewhere in the region, up to {reach}"
    return "somewhere in the country; the mark is only its middle"


def confidence_words(confidence: float) -> str:
    """A confidence as a word.

    Example:
        >>> confidence_words(0.9), confidence_words(0.6), confidence_words(0.2)
        ('high', 'medium', 'low')
    """
    if confidence >= 0.75:
        return "high"
    return "medium" if confidence >= 0.5 else "low"


def _source(evidence: Evidence) -> Source:
    return Source(
        quote=_quoted(evidence),
        title=evidence.title,
        line=source_words(evidence),
        url=safe_url(evidence.url),
        doc=evidence.doc_id,
    )


def _quoted(evidence: Evidence) -> tuple[str, str, str]:
    """A passage on one line, cut where its place begins and ends."""
    start, end = evidence.place_start - evidence.start, evidence.place_end - evidence.start
    if not 0 <= start < end <= len(evidence.text):
        return " ".join(evidence.text.split()), "", ""
    before, place, after = (
        re.sub(r"\s+", " ", part) for part in (evidence.text[:start], evidence.text[start:end], evidence.text[end:])
    )
    return before.lstrip(), place, after.rstrip()


def _span(when: When) -> tuple[int | None, int | None]:
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


def _short(when: When) -> str:
    """Days as a map label says them: ``16 Sep``, ``12–17 Sep``, ``from 12 Sep``."""
    given = when.earliest or when.latest
    first = when.earliest if given else when.not_before
    last = when.latest if given else when.not_after
    if first and last:
        if first == last:
            return f"{first.day} {_month(first)}"
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        if first.day == 1 and last.year < MAXYEAR and (last + timedelta(days=1)).day == 1:
            months = f"{_month(first)} {first.year}", f"{_month(last)} {last.year}"
            return months[0] if months[0] == months[1] else " – ".join(months)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{last.day} {_month(last)}"
        return f"{first.day} {_month(first)} – {last.day} {_month(last)}"
    if first:
        return f"from {first.day} {_month(first)}"
    return f"until {last.day} {_month(last)}" if last else ""
