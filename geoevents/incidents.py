"""A table of incidents, one a row and no report → the same timeline, with the row itself as the evidence."""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geoevents.corrections.correction import when_of
from geoevents.errors import GeoEventsWarning, InvalidCorrection, InvalidFrame
from geoevents.gazetteer import default_gazetteer
from geoevents.model import (
    EVENT_TYPES,
    STATUSES,
    Document,
    Event,
    Evidence,
    Mention,
    Place,
    Reading,
    Resolution,
    Status,
    When,
)
from geoevents.places import resolve
from geoevents.provenance import TABLE, made_with
from geoevents.timeline import Timeline
from geoevents.wording import point_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geoevents.gazetteer import Gazetteer

_OWN = "table"
"""Stands as the source of a place whose point the table gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One incident as text: what is shown as its evidence, and where in it the place stands."""

    document: Document
    mention: Mention
    around: tuple[Mention, ...]
    """Region and country, which tell one Paris from another."""
    cells: Mapping[str, Any]


def from_table(
    table: Any,
    *,
    what: str,
    place: str | None = None,
    region: str | None = None,
    country: str | None = None,
    latitude: str | None = None,
    longitude: str | None = None,
    date: str | None = None,
    end: str | None = None,
    status: str | None = None,
    type: str | None = None,  # noqa: A002 - the column's name in the frame
    actors: str | None = None,
    id: str | None = None,  # noqa: A002 - the column's name in every table
    url: str | None = None,
    title: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> Timeline:
    """Put a table of incidents on a timeline: one event a row.

    Args:
        table: A pandas DataFrame, or a GeoDataFrame whose points are the places.
        what: Column of what happened.
        place: Column of the place's name; looked up in the gazetteer where the row has no point.
        region: Column of the state or province, which helps to find the place.
        country: Column of the country's name, likewise.
        latitude: Column of the latitude, degrees (WGS 84).
        longitude: Column of the longitude, degrees.
        date: Column of the day, month or year (ISO 8601, dates or timestamps), or of ``first/last``.
        end: Column of the last day.
        status: Column of the status: ``occurred ongoing planned possible negated``; ``occurred`` where it is empty.
        type: Column of the kind of event, one of those of ``Event.type``; ``other`` for any other word.
        actors: Column of names, joined by ``"; "``.
        id: Column of your identifier; ``doc_id`` on the frame, so that events join your rows.
        url: Column of an address where a reader finds more.
        title: Title of the story.
        gazetteer: Another gazetteer than the packaged one.

    Returns:
        A timeline with as many events as the table has rows. A row without a place that is known, or without a day,
        keeps its event, which says why.

    Raises:
        InvalidFrame: A column that was named is not there, neither place nor point is named, or a status is none.

    Warns:
        GeoEventsWarning: Some rows have a day or a point that cannot be; the first of them are named.

    Example:
        >>> import pandas as pd
        >>> rows = pd.DataFrame({"kind": ["flood"], "town": ["Bergen"], "land": ["Norway"], "day": ["2023-09-16"]})
        >>> story = from_table(rows, what="kind", place="town", country="land", date="day")
        >>> [(event.what, event.place.place.name, event.when.earliest.isoformat()) for event in story]
        [('flood', 'Bergen', '2023-09-16')]
    """
    named = {
        "what": what, "place": place, "region": region, "country": country, "latitude": latitude,
        "longitude": longitude, "date": date, "end": end, "status": status, "type": type, "actors": actors, "id": id,
        "url": url,
    }  # fmt: skip
    columns = {key: column for key, column in named.items() if column is not None}
    points = _points(table)
    _check(table, columns, points)
    atlas = gazetteer or default_gazetteer()
    finder = _Finder(atlas=atlas)
    problems: list[str] = []
    readings = []
    for number, cells in enumerate(_cells(table, columns, points), start=1):
        row = _row(cells, number)
        event, doubts = _event(row, finder, number)
        problems += doubts
        readings.append(
            Reading(
                document=row.document, resolutions=(event.place,), times=(), events=(event,), problems=tuple(doubts)
            )
        )
    if problems:
        more = f" (and {len(problems) - 5} more)" if len(problems) > 5 else ""
        warnings.warn(f"{'; '.join(problems[:5])}{more}", GeoEventsWarning, stacklevel=2)
    # Rows are incidents of their own: two alike are two, so nothing is merged.
    events = tuple(event for reading in readings for event in reading.events)
    return Timeline(tuple(readings), events, title=title, provenance=made_with(atlas, TABLE))


def _points(table: Any) -> list[tuple[float, float] | None] | None:
    """Latitude and longitude of the points of a GeoDataFrame."""
    if getattr(table, "crs", None) is None or not hasattr(table, "geometry"):
        return None
    from shapely import centroid, get_x, get_y

    middles = centroid(table.geometry.to_crs("EPSG:4326").array)
    points = zip(get_y(middles).tolist(), get_x(middles).tolist(), strict=True)
    return [None if latitude != latitude else (latitude, longitude) for latitude, longitude in points]  # noqa: PLR0124


def _check(table: Any, columns: Mapping[str, str], points: object) -> None:
    there = [str(name) for name in table.columns]
    for column in columns.values():
        if column not in there:
            raise InvalidFrame(f"the table has no column {column!r}; it has: {', '.join(there) or 'none'}")
    if ("latitude" in columns) != ("longitude" in columns):
        raise InvalidFrame("a point needs both: name latitude=… and longitude=…")
    if "place" not in columns and "latitude" not in columns and points is None:
        raise InvalidFrame("where did it happen? Name place=…, or latitude=… and longitude=…, or pass a GeoDataFrame")


def _cells(table: Any, columns: Mapping[str, str], points: Any) -> Iterator[dict[str, Any]]:
    lists = {key: table[column].tolist() for key, column in columns.items()}
    for at in range(len(table)):
        cells = {key: values[at] for key, values in lists.items()}
        cells = {key: cell for key, cell in cells.items() if cell is not None and cell == cell and str(cell).strip()}  # noqa: PLR0124
        if points is not None and points[at] is not None:
            cells["latitude"], cells["longitude"] = points[at]
        yield cells


def _row(cells: Mapping[str, Any], number: int) -> _Row:
    """The row as a line of text: what happened, where, when."""
    what = _words(cells.get("what")) or "incident"
    name = _words(cells.get("place")) or _point_name(cells) or "place not given"
    around = [words for key in ("region", "country") if (words := _words(cells.get(key)))]
    parts = [name, *around]
    days = "/".join(_iso(cells[key]) for key in ("date", "end") if key in cells)
    start = len(what) + 2
    text = f"{what}: {', '.join(parts)}" + (f" ({days})" if days else "")
    identifier = _identifier(cells.get("id")) or f"row {number}"
    document = Document(id=identifier, text=text, url=_words(cells.get("url")) or None)
    mentions = []
    for part in parts:
        mentions.append(
            Mention(start=start, end=start + len(part), text=part, kind="literal", reason="the table names it")
        )
        start += len(part) + 2
    return _Row(document=document, mention=mentions[0], around=tuple(mentions[1:]), cells=cells)


def _point_name(cells: Mapping[str, Any]) -> str:
    """The name of a place that has only a point."""
    if "latitude" not in cells or "longitude" not in cells:
        return ""
    point = _point(cells["latitude"], cells["longitude"])
    return point_in_words(*point) if point else f"{cells['latitude']}, {cells['longitude']}"


def _event(row: _Row, finder: _Finder, number: int) -> tuple[Event, list[str]]:
    doubts: list[str] = []
    found, problem = finder.place(row)
    doubts += [f"row {number}: {problem}"] if problem else []
    when, problem = _when(row.cells)
    doubts += [f"row {number}: {problem}"] if problem else []
    document, mention = row.document, row.mention
    proof = Evidence(
        doc_id=document.id, start=0, end=len(document.text), text=document.text, place_start=mention.start,
        place_end=mention.end, url=document.url,
    )  # fmt: skip
    kind = str(row.cells.get("type", "other")).strip().casefold()
    digest = hashlib.sha256(f"{document.id}\x1f{document.text}".encode("utf-8", "surrogatepass")).hexdigest()
    event = Event(
        id=digest[:12],
        what=_words(row.cells.get("what")) or "incident",
        type=kind if kind in EVENT_TYPES else "other",
        actors=tuple(name.strip() for name in str(row.cells.get("actors", "")).split(";") if name.strip()),
        place=found,
        when=when,
        status=_status(row.cells.get("status"), number),
        evidence=(proof,),
        confidence=round(found.score, 3) if found.place else 0.0,
        reasons=tuple(reason for reason in (found.reason, when.explanation) if reason),
    )
    return event, doubts


@dataclass(slots=True, kw_only=True)
class _Finder:
    """Finds the places of rows; rows that name a place in the same words mean the same place."""

    atlas: Gazetteer
    known: dict[tuple[str, ...], Resolution] = field(default_factory=dict)

    def place(self, row: _Row) -> tuple[Resolution, str]:
        """Where a row lies, and what is wrong with its point."""
        if "latitude" in row.cells and "longitude" in row.cells:
            return _at_point(row)
        if "place" not in row.cells:
            return Resolution(mention=row.mention, place=None, reason="the row names no place"), ""
        mentions = (row.mention, *row.around)
        dated = row.document.text[mentions[-1].end :][:2]
        key = (*(mention.text for mention in mentions), dated)
        if key not in self.known:
            self.known[key] = resolve(row.document, mentions, self.atlas)[0]
        return replace(self.known[key], mention=row.mention), ""


def _at_point(row: _Row) -> tuple[Resolution, str]:
    cells, mention = row.cells, row.mention
    point = _point(cells["latitude"], cells["longitude"])
    if point is None:
        said = f"{cells['latitude']}, {cells['longitude']} is no point on Earth"
        return Resolution(mention=mention, place=None, reason=said), said
    place = Place(
        id=f"{_OWN}:{point[0]},{point[1]}", name=mention.text, latitude=point[0], longitude=point[1], layer="site",
        precision="site", radius_km=1.0, source=_OWN,
    )  # fmt: skip
    return Resolution(mention=mention, place=place, score=1.0, reason="the table gives the point", rung=_OWN), ""


def _point(latitude: Any, longitude: Any) -> tuple[float, float] | None:
    try:
        point = float(latitude), float(longitude)
    except (TypeError, ValueError):
        return None
    return point if abs(point[0]) <= 90 and abs(point[1]) <= 180 else None


def _when(cells: Mapping[str, Any]) -> tuple[When, str]:
    if "date" not in cells and "end" not in cells:
        return When(explanation="the row gives no day"), ""
    first = _iso(cells["date"]) if "date" in cells else ".."
    return _dated(f"{first}/{_iso(cells['end'])}" if "end" in cells and "/" not in first else first)


@lru_cache(maxsize=10_000)
def _dated(written: str) -> tuple[When, str]:
    """A day as the table writes it; many rows have the same."""
    try:
        return replace(when_of(written), text=written, explanation="the table gives the day"), ""
    except InvalidCorrection as problem:
        return When(text=written, explanation=str(problem)), str(problem)


def _status(value: Any, number: int) -> Status:
    status = str(value).strip().casefold() if value is not None else "occurred"
    if status not in STATUSES:
        raise InvalidFrame(f"row {number} has the status {value!r}: use {', '.join(STATUSES)}.")
    return status


def _iso(value: Any) -> str:
    """A day as text; of a moment, its civil day as written."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # pandas turns a whole number column with one gap into floats
    text = str(value).strip()
    return text[:10] if len(text) > 10 and text[4:5] == "-" and text[10] in "T " else text


def _identifier(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else _words(value)


def _words(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())
