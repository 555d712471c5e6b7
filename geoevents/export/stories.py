"""Formats that tell a story or fill a calendar: TimelineJS, StoryMapJS and iCalendar."""

from __future__ import annotations

import html
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoevents.errors import ExtraMissing
from geoevents.export.files import NO_DAY, NO_POINT, Told, plain, pretty, say_left_out, told_events, write_text, written
from geoevents.export.words import account, days, headline, html_account
from geoevents.payload import safe_url
from geoevents.table import place_in_words
from geoevents.wording import when_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from geoevents.model import Event

_BARE = Told()


def write_timelinejs(frame: gpd.GeoDataFrame, path: str | Path, told: Told = _BARE) -> Path:
    """Write the JSON of TimelineJS; events without any day or frame of days are left out."""
    events = [event for event in told_events(frame, told) if days(event) != (None, None)]
    say_left_out(len(frame) - len(events), "TimelineJS", NO_DAY)
    content: dict[str, Any] = {"events": [_timeline_slide(event) for event in events]}
    if told.title:
        content["title"] = {"text": {"headline": html.escape(told.title)}}
    if told.provenance:
        content["provenance"] = told.provenance.as_dict()
    return write_text(path, pretty(content))


def write_storymapjs(frame: gpd.GeoDataFrame, path: str | Path, told: Told = _BARE) -> Path:
    """Write the JSON of StoryMapJS, one slide per event; events without a place are left out."""
    events = [event for event in told_events(frame, told) if event.place.place is not None]
    say_left_out(len(frame) - len(events), "StoryMapJS", NO_POINT)
    opening = {"type": "overview", "text": {"headline": html.escape(told.title or "Events"), "text": ""}}
    slides = [opening, *(_map_slide(event) for event in events)]
    content: dict[str, Any] = {"storymap": {"language": "en", "map_type": "osm:standard", "slides": slides}}
    if told.provenance:
        content["provenance"] = told.provenance.as_dict()
    return write_text(path, pretty(content))


def write_icalendar(frame: gpd.GeoDataFrame, path: str | Path, told: Told = _BARE) -> Path:
    """Write an iCalendar of whole-day entries; events without any day or frame of days are left out.

    Raises:
        ExtraMissing: icalendar is not installed.
    """
    try:
        import icalendar
    except ImportError as cause:
        raise ExtraMissing("a calendar needs icalendar: pip install 'geoevents[calendar]'") from cause
    events = [event for event in told_events(frame, told) if days(event) != (None, None)]
    say_left_out(len(frame) - len(events), "iCalendar", NO_DAY)
    calendar = icalendar.Calendar()
    version = f" {told.provenance.geoevents}" if told.provenance else ""
    calendar.add("prodid", f"-//geoevents//geoevents{version}//EN")
    calendar.add("version", "2.0")
    if told.title:
        # icalendar takes a value of x-… as it is: a line end in it would begin a line of the file.
        calendar.add("x-wr-calname", " ".join(plain(told.title).split()))
    if told.provenance:
        calendar.add("x-wr-caldesc", told.provenance.in_words())
    for event in events:
        entry = icalendar.Event()
        for name, value in _calendar_entry(event):
            entry.add(name, value)
        calendar.add_component(entry)
    with written(path) as part:
        part.write_bytes(calendar.to_ical())
    return Path(path)


def _timeline_slide(event: Event) -> dict[str, Any]:
    first, last = days(event)
    begin, end = first or last, last or first
    slide: dict[str, Any] = {
        "unique_id": event.id,
        "start_date": _date_parts(begin, event),
        "display_date": when_in_words(event.when),
        "text": {"headline": html.escape(headline(event)), "text": html_account(event)},
        "group": html.escape(place_in_words(event)),
    }
    if end != begin:
        slide["end_date"] = _date_parts(end, event)
    return slide


def _date_parts(day: date | None, event: Event) -> dict[str, int]:
    """Only as much of a day as is known: TimelineJS shows a month as a month."""
    if day is None:
        return {}
    parts = {"year": day.year, "month": day.month, "day": day.day}
    known = {"year": 1, "month": 2}.get(event.when.precision, 3)
    return dict(list(parts.items())[:known])


def _map_slide(event: Event) -> dict[str, Any]:
    place = event.place.place
    where = {} if place is None else {"lat": place.latitude, "lon": place.longitude, "name": html.escape(place.name)}
    zoom = {"site": 14, "locality": 10, "region": 7, "country": 5}[place.precision if place else "locality"]
    return {
        "date": html.escape(when_in_words(event.when)),
        "location": {**where, "zoom": zoom, "line": True},
        "text": {"headline": html.escape(headline(event)), "text": html_account(event)},
    }


def _calendar_entry(event: Event) -> Sequence[tuple[str, Any]]:
    first, last = days(event)
    begin, end = first or last or date.min, last or first or date.min
    state = {"planned": "TENTATIVE", "possible": "TENTATIVE", "negated": "CANCELLED"}.get(event.status, "CONFIRMED")
    entry: list[tuple[str, Any]] = [
        ("uid", f"{event.id}@geoevents"),
        # The stamp is required; the event's own day keeps two exports of the same frame alike.
        ("dtstamp", datetime.combine(begin, time(), UTC)),
        ("dtstart", begin),
        # The end of a whole-day entry is the first day after it.
        ("dtend", end + timedelta(days=1) if end < date.max else end),
        ("summary", headline(event)),
        ("location", place_in_words(event)),
        ("description", account(event)),
        ("status", state),
        ("transp", "TRANSPARENT"),
    ]
    if event.place.place is not None:
        entry.append(("geo", (event.place.place.latitude, event.place.place.longitude)))
    if link := safe_url(event.evidence[0].url):
        entry.append(("url", link))
    return entry
