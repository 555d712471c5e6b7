"""The frame as files for other programs, one function per format.

Every file is written beside its destination and then moved there, so that a failed export never
leaves half a file. What a format cannot hold is left out with a warning that says how much.
"""

from __future__ import annotations

import csv
import html
import json
import os
import re
import tempfile
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geoevents.errors import ExtraMissing, RowsLeftOut, UnknownFormat, UnwritableOutput
from geoevents.frame import COLUMN_NAMES, COLUMNS, SEPARATOR, check, from_frame, source_names
from geoevents.payload import safe_url
from geoevents.table import place_in_words
from geoevents.wording import when_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import geopandas as gpd

    from geoevents.model import Event

_TEXT_COLUMNS = [column.name for column in COLUMNS if column.dtype == "text"]
# What spreadsheets take for a formula: ASCII signs, their full-width forms, and the blanks before them.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
# XML 1.0 has no way to write these, not even escaped; a NUL would end GDAL's text, a lone surrogate has no UTF-8.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_POINT = "have no point on the map"
_NO_DAY = "have no day"


def export(
    frame: gpd.GeoDataFrame,
    path: str | Path,
    format: str | None = None,  # noqa: A002 - the word users look for
    *,
    title: str | None = None,
) -> Path:
    """Write a frame of events in the format that the path's suffix names.

    Args:
        frame: What ``story.frame`` or ``to_frame`` returns.
        path: Where to; an existing file is replaced.
        format: ``geojson gpkg geoparquet kml gpx csv timelinejs storymapjs icalendar`` when the
            suffix does not tell it.
        title: Heading of the whole, where the format has one.

    Returns:
        The path of the file.

    Raises:
        UnknownFormat: Neither suffix nor name is known; the message lists those there are.
        InvalidFrame: The frame lacks columns.
        ExtraMissing: The format needs a package that is not installed.
        UnwritableOutput: The file cannot be written there.

    Example:
        >>> import tempfile
        >>> from geoevents.export import export
        >>> from geoevents.frame import to_frame
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     export(to_frame([]), f"{folder}/events.geojson").name
        'events.geojson'
    """
    chosen = _format(Path(path), format)
    check(frame)
    return chosen.write(frame, path, title)


def to_geojson(frame: gpd.GeoDataFrame) -> str:
    """Return a frame as GeoJSON text (RFC 7946), one feature a line, events without a place with ``null``.

    Args:
        frame: A frame of events.

    Returns:
        A feature collection in WGS 84 with the frame's columns as properties.

    Example:
        >>> from geoevents.export import to_geojson
        >>> from geoevents.frame import to_frame
        >>> to_geojson(to_frame([])).split()
        ['{"type":', '"FeatureCollection",', '"features":', '[', ']}']
    """
    check(frame)
    features = (
        json.dumps(
            {"type": "Feature", "id": one["properties"]["event_id"]}
            | {"geometry": one["geometry"], "properties": one["properties"]},
            ensure_ascii=False,
        )
        for one in frame[list(COLUMN_NAMES)].iterfeatures(na="null", drop_id=True)
    )
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(features) + "\n]}\n"


def write_geojson(frame: gpd.GeoDataFrame, path: str | Path, title: str | None = None) -> Path:  # noqa: ARG001 - GeoJSON has no heading
    """Write GeoJSON, as ``to_geojson`` makes it."""
    return _write_text(path, to_geojson(frame))


def write_gpkg(frame: gpd.GeoDataFrame, path: str | Path, title: str | None = None) -> Path:
    """Write a GeoPackage with one layer ``events`` and all columns."""
    described = {"DESCRIPTION": title} if title else {}
    with _written(path) as part:
        _gdal(_writable(frame), part, "GPKG", layer="events", layer_options={"IDENTIFIER": "events", **described})
    return Path(path)


def write_parquet(frame: gpd.GeoDataFrame, path: str | Path, title: str | None = None) -> Path:  # noqa: ARG001 - no heading
    """Write GeoParquet with all columns.

    Raises:
        ExtraMissing: pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401, ICN001 - asked for by name so that the message can say so
    except ImportError as cause:
        raise ExtraMissing("GeoParquet needs pyarrow: pip install 'geoevents[parquet]'") from cause
    with _written(path) as part:
        _writable(frame).to_parquet(part, index=False)
    return Path(path)


def write_csv(frame: gpd.GeoDataFrame, path: str | Path, title: str | None = None) -> Path:  # noqa: ARG001 - no heading
    """Write CSV (UTF-8) with ``latitude`` and ``longitude`` in place of the geometry.

    A cell of text that a spreadsheet would run as a formula starts with an apostrophe here, which
    spreadsheets hide; strip it where the exact words matter.
    """
    plain = pd.DataFrame(frame[list(COLUMN_NAMES)].drop(columns="geometry"))
    plain["latitude"], plain["longitude"] = frame.geometry.y.to_numpy(), frame.geometry.x.to_numpy()
    for name in _TEXT_COLUMNS:
        plain[name] = [_unarmed(cell) for cell in plain[name]]
    # All text in quotes: the csv module leaves a bare carriage return unquoted, and that would be a new row.
    return _write_text(path, plain.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC))


def write_kml(frame: gpd.GeoDataFrame, path: str | Path, title: str | None = None) -> Path:
    """Write KML placemarks with a ``TimeSpan`` each, and the frame's columns as extended data.

    An event whose day is open spans its frame of days, and its description says so.
    """
    events = from_frame(frame)
    marks = _writable(frame)
    spans = [_days(event) for event in events]
    marks.insert(0, "Name", [_plain(_headline(event)) for event in events])
    # A KML description is HTML, so the report's words are escaped before GDAL escapes them for XML.
    marks.insert(1, "description", [_plain(_html_account(event)) for event in events])
    # LIBKML makes a TimeSpan of exactly these two names; as text they stay days without a clock.
    marks["begin"] = pd.Series([_iso(first) for first, _ in spans], index=marks.index, dtype="object")
    marks["end"] = pd.Series([_iso(last) for _, last in spans], index=marks.index, dtype="object")
    for name in marks.columns.difference(["geometry"]):
        marks[name] = [_within_cdata(cell) for cell in marks[name]]
    with _written(path) as part:
        _gdal(marks, part, "LIBKML", layer="events", dataset_options={"NAME": _within_cdata(_plain(title or "Events"))})
    return Path(path)


def write_gpx(frame: gpd.GeoDataFrame, path: str | Path, title: str | None = None) -> Path:  # noqa: ARG001 - no heading
    """Write GPX waypoints with the first day as their time; events without a place are left out."""
    points = _writable(frame[frame.geometry.notna()])
    events = from_frame(points)
    _say_left_out(len(frame) - len(points), "GPX", _NO_POINT)
    points.insert(0, "name", [_plain(_headline(event)) for event in events])
    points.insert(1, "desc", [_plain(_account(event)) for event in events])
    # numpy reads years that pandas' nanoseconds cannot hold.
    points.insert(2, "time", np.array([_iso(event.when.earliest) or "NaT" for event in events], "datetime64[ms]"))
    with _written(path) as part:
        _gdal(points, part, "GPX", layer="waypoints", dataset_options={"GPX_USE_EXTENSIONS": "YES"})
    return Path(path)


def write_timelinejs(frame: gpd.GeoDataFrame, path: str | Path, title: str | None = None) -> Path:
    """Write the JSON of TimelineJS; events without any day or frame of days are left out."""
    events = [event for event in from_frame(frame) if _days(event) != (None, None)]
    _say_left_out(len(frame) - len(events), "TimelineJS", _NO_DAY)
    content: dict[str, Any] = {"events": [_timeline_slide(event) for event in events]}
    if title:
        content["title"] = {"text": {"headline": html.escape(title)}}
    return _write_text(path, _pretty(content))


def write_storymapjs(frame: gpd.GeoDataFrame, path: str | Path, title: str | None = None) -> Path:
    """Write the JSON of StoryMapJS, one slide per event; events without a place are left out."""
    events = [event for event in from_frame(frame) if event.place.place is not None]
    _say_left_out(len(frame) - len(events), "StoryMapJS", _NO_POINT)
    opening = {"type": "overview", "text": {"headline": html.escape(title or "Events"), "text": ""}}
    slides = [opening, *(_map_slide(event) for event in events)]
    return _write_text(path, _pretty({"storymap": {"language": "en", "map_type": "osm:standard", "slides": slides}}))


def write_icalendar(frame: gpd.GeoDataFrame, path: str | Path, title: str | None = None) -> Path:
    """Write an iCalendar of whole-day entries; events without any day or frame of days are left out.

    Raises:
        ExtraMissing: icalendar is not installed.
    """
    try:
        import icalendar
    except ImportError as cause:
        raise ExtraMissing("a calendar needs icalendar: pip install 'geoevents[calendar]'") from cause
    events = [event for event in from_frame(frame) if _days(event) != (None, None)]
    _say_left_out(len(frame) - len(events), "iCalendar", _NO_DAY)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//geoevents//EN")
    calendar.add("version", "2.0")
    if title:
        calendar.add("x-wr-calname", title)
    for event in events:
        entry = icalendar.Event()
        for name, value in _calendar_entry(event):
            entry.add(name, value)
        calendar.add_component(entry)
    with _written(path) as part:
        part.write_bytes(calendar.to_ical())
    return Path(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Format:
    """A file format: how its files end and who writes them."""

    suffix: str
    write: Callable[[gpd.GeoDataFrame, str | Path, str | None], Path]


FORMATS: dict[str, _Format] = {
    "geojson": _Format(suffix=".geojson", write=write_geojson),
    "gpkg": _Format(suffix=".gpkg", write=write_gpkg),
    "geoparquet": _Format(suffix=".parquet", write=write_parquet),
    "kml": _Format(suffix=".kml", write=write_kml),
    "gpx": _Format(suffix=".gpx", write=write_gpx),
    "csv": _Format(suffix=".csv", write=write_csv),
    "timelinejs": _Format(suffix=".timeline.json", write=write_timelinejs),
    "storymapjs": _Format(suffix=".storymap.json", write=write_storymapjs),
    "icalendar": _Format(suffix=".ics", write=write_icalendar),
}


def _format(path: Path, name: str | None) -> _Format:
    if name is not None and name.lower() in FORMATS:
        return FORMATS[name.lower()]
    if name is None:
        for known in FORMATS.values():
            if path.name.lower().endswith(known.suffix):
                return known
    fault = f"{path.name!r} ends like no format" if name is None else f"{name!r} is no format"
    listed = ", ".join(f"{known} ({one.suffix})" for known, one in FORMATS.items())
    raise UnknownFormat(f"{fault} that events are written in: use one of {listed}.")


@contextmanager
def _written(path: str | Path) -> Iterator[Path]:
    """A file to fill beside the destination; it is moved there only when it is whole."""
    target = Path(path)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".geoevents-") as folder:
            # GDAL looks at the suffix, so the part bears the name of the whole.
            part = Path(folder) / target.name
            yield part
            os.replace(part, target)  # noqa: PTH105 - Path.replace says the same, but not "over what is there"
    except OSError as cause:
        raise UnwritableOutput(f"cannot write {target}: {cause}. Name a folder that exists and is yours.") from cause


def _write_text(path: str | Path, text: str) -> Path:
    with _written(path) as part:
        part.write_bytes(_plain(text).encode())
    return Path(path)


def _gdal(frame: gpd.GeoDataFrame, path: Path, driver: str, **options: Any) -> None:
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        pyogrio.write_dataframe(frame, path, driver=driver, geometry_type="Point", **options)
    except (DataSourceError, DataLayerError) as cause:
        raise OSError(f"GDAL says {cause}") from cause


def _say_left_out(number: int, form: str, why: str) -> None:
    if number:
        events = "1 event" if number == 1 else f"{number} events"
        warnings.warn(f"{events} left out of {form}: they {why}. GeoJSON holds them.", RowsLeftOut, stacklevel=4)


def _writable(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A copy in order, without the signs that files cannot hold."""
    clean = frame[list(COLUMN_NAMES)].sort_values("order", kind="stable").reset_index(drop=True)
    for name in _TEXT_COLUMNS:
        clean[name] = [_plain(cell) if isinstance(cell, str) else None for cell in clean[name]]
    return clean


def _plain(text: str) -> str:
    return _UNWRITABLE.sub(" ", text)


def _within_cdata(cell: Any) -> Any:
    # LIBKML puts text into CDATA sections as it is: their end sign would end them early and break the file.
    return cell.replace("]]>", "]] >") if isinstance(cell, str) else cell


def _unarmed(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _days(event: Event) -> tuple[date | None, date | None]:
    """First and last day of an event, or of the frame that the report leaves."""
    when = event.when
    if when.earliest is None and when.latest is None:
        return when.not_before, when.not_after
    return when.earliest, when.latest


def _headline(event: Event) -> str:
    """What and whether: programs that show no status must not show a plan as a fact."""
    return event.what if event.status in {"occurred", "ongoing"} else f"[{event.status}] {event.what}"


def _account(event: Event) -> str:
    """Who, where, when and who says so, in plain text."""
    facts = SEPARATOR.join(fact for fact in (", ".join(event.actors), *_where_when(event)) if fact)
    return f"{facts}\n“{event.evidence[0].text}”\n{', '.join(source_names(event))}"


def _html_account(event: Event) -> str:
    facts = [html.escape(fact) for fact in (", ".join(event.actors), *_where_when(event)) if fact]
    names = html.escape(", ".join(source_names(event)))
    link = safe_url(event.evidence[0].url)
    credit = f'<a href="{html.escape(link)}">{names}</a>' if link else names
    return f"<p>{'; '.join(facts)}</p><blockquote>{html.escape(event.evidence[0].text)}</blockquote><p>{credit}</p>"


def _where_when(event: Event) -> tuple[str, str, str]:
    return place_in_words(event), when_in_words(event.when), event.status


def _timeline_slide(event: Event) -> dict[str, Any]:
    first, last = _days(event)
    begin, end = first or last, last or first
    slide: dict[str, Any] = {
        "unique_id": event.id,
        "start_date": _date_parts(begin, event),
        "display_date": when_in_words(event.when),
        "text": {"headline": html.escape(_headline(event)), "text": _html_account(event)},
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
        "text": {"headline": html.escape(_headline(event)), "text": _html_account(event)},
    }


def _calendar_entry(event: Event) -> Sequence[tuple[str, Any]]:
    first, last = _days(event)
    begin, end = first or last or date.min, last or first or date.min
    state = {"planned": "TENTATIVE", "possible": "TENTATIVE", "negated": "CANCELLED"}.get(event.status, "CONFIRMED")
    entry: list[tuple[str, Any]] = [
        ("uid", f"{event.id}@geoevents"),
        # The stamp is required; the event's own day keeps two exports of the same frame alike.
        ("dtstamp", datetime.combine(begin, time(), UTC)),
        ("dtstart", begin),
        # The end of a whole-day entry is the first day after it.
        ("dtend", end + timedelta(days=1) if end < date.max else end),
        ("summary", _headline(event)),
        ("location", place_in_words(event)),
        ("description", _account(event)),
        ("status", state),
        ("transp", "TRANSPARENT"),
    ]
    if event.place.place is not None:
        entry.append(("geo", (event.place.place.latitude, event.place.place.longitude)))
    if link := safe_url(event.evidence[0].url):
        entry.append(("url", link))
    return entry


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _pretty(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
