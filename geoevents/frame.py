"""Events as a GeoDataFrame and back: the column contract that maps, files and users build on.

Every column is a flat scalar, because no GDAL driver writes lists. Days are ISO 8601 text, because
a civil day has no time zone and GeoJSON has no dates. Names that belong together are joined by
``"; "``. An event whose place is not known keeps its row and has no geometry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geoevents.errors import ExtraMissing, InvalidFrame
from geoevents.model import (
    STATUSES,
    Event,
    Evidence,
    Mention,
    Place,
    PlacePrecision,
    Resolution,
    Status,
    TimePrecision,
    TimeRole,
    When,
)
from geoevents.wording import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import folium

CRS = "EPSG:4326"
SEPARATOR = "; "

ColumnType = Literal["text", "integer", "number", "point"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the contract."""

    name: str
    """Its name in the frame and in every file."""
    dtype: ColumnType
    """``text``, ``integer``, ``number`` (float) or ``point`` (geometry)."""
    unit: str
    """Unit, notation or closed set of values; ``-`` when there is none."""
    meaning: str
    """What it says, and when it is empty."""


def _column(name: str, dtype: ColumnType, unit: str, meaning: str) -> Column:
    return Column(name=name, dtype=dtype, unit=unit, meaning=meaning)


COLUMNS: tuple[Column, ...] = (
    _column("event_id", "text", "digest", "Stable name of the event."),
    _column("doc_id", "text", "-", "Report of the passage that is shown."),
    _column("what", "text", "words", "What happened, at most eight words of the report."),
    _column("actors", "text", "names, '; '", "Who, the mover first; empty text when nobody is named."),
    _column(
        "place",
        "text",
        "name",
        "Display name of the place, *near Perry* where only its surroundings are known; missing when not resolved.",
    ),
    _column("place_id", "text", "source:id", "Identifier in the gazetteer; missing when not resolved."),
    _column("country", "text", "ISO 3166-1 alpha-2", "Country of the place; missing for seas and when not resolved."),
    _column("precision", "text", "site locality region country", "How much ground the place's name covers."),
    _column("radius_km", "number", "kilometres", "Distance around the point that the name may mean."),
    _column("start", "text", "ISO 8601 day", "First day; missing when the report does not give it."),
    _column("end", "text", "ISO 8601 day", "Last day, inclusive; missing when open or not given."),
    _column(
        "not_before", "text", "ISO 8601 day", "When no day is given: first day of the frame that the report leaves."
    ),
    _column("not_after", "text", "ISO 8601 day", "When no day is given: last day of that frame, inclusive."),
    _column("time_precision", "text", "hour day month year unknown", "Granularity of the time expression."),
    _column("time_text", "text", "words", "The time as the report writes it; empty text when it was inferred."),
    _column("status", "text", "occurred ongoing planned possible negated", "Whether it happened."),
    _column("place_text", "text", "words", "The place as the report writes it."),
    _column("evidence", "text", "words", "The passage that says so, exactly as in the report."),
    _column("char_start", "integer", "characters", "Where the passage starts in the report's text."),
    _column("char_end", "integer", "characters, end exclusive", "Where the passage ends."),
    _column("confidence", "number", "0 to 1", "How sure place, day and status are together."),
    _column(
        "sources", "text", "names, '; '", "One name per report that tells it: the publisher, else the report's id."
    ),
    _column("source_url", "text", "URL", "Where a reader finds the report of the passage; missing when unknown."),
    _column("order", "integer", "1, 2, 3 …", "Position on the timeline; files may shuffle rows, this restores them."),
    _column("geometry", "point", "degrees, WGS 84", "Longitude and latitude; none when the place is not resolved."),
)

COLUMN_NAMES: tuple[str, ...] = tuple(column.name for column in COLUMNS)

# pandas 3 has a text type of its own; before it, text lives in object columns.
_TEXT = "str" if int(pd.__version__.split(".")[0]) >= 3 else "object"
_DTYPES = {"text": _TEXT, "integer": "int64", "number": "float64"}


_LIVE = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>\"'{}$`\\"})
"""Signs that HTML, Jinja or JavaScript would act on, as HTML writes them down."""


class EventFrame(gpd.GeoDataFrame):  # type: ignore[misc]  # geopandas has no types
    """A GeoDataFrame of events, whose ``explore`` shows what reports say as plain text.

    geopandas hands cells to folium as HTML and as templates, where ``<img onerror=…>`` runs in the notebook and
    ``{{…}}`` in the kernel. Everything else is as in any other GeoDataFrame.

    Example:
        >>> frame = to_frame([])
        >>> type(frame).__name__, type(frame[frame["status"] == "planned"]).__name__
        ('EventFrame', 'EventFrame')
    """

    @property
    def _constructor(self) -> Any:
        plain = super()._constructor
        return lambda *args, **options: _of_events(plain(*args, **options))

    def _constructor_from_mgr(self, mgr: Any, axes: Any) -> Any:
        return _of_events(super()._constructor_from_mgr(mgr, axes))

    def explore(self, *args: Any, **options: Any) -> folium.Map:
        """Draw an interactive map, as ``geopandas.GeoDataFrame.explore`` does.

        Raises:
            ExtraMissing: mapclassify or matplotlib is not installed.
        """
        table = pd.DataFrame({name: _inert(column) for name, column in self.items()})
        inert = gpd.GeoDataFrame(table, geometry=self.geometry.name)
        try:
            drawn: folium.Map = inert.explore(*args, **options)
        except ImportError as cause:
            raise ExtraMissing(
                "explore() needs mapclassify and matplotlib: pip install 'geoevents[explore]'"
            ) from cause
        return drawn

    def sjoin(self, *args: Any, **options: Any) -> EventFrame:
        """Join with another frame by place, as ``geopandas.GeoDataFrame.sjoin`` does."""
        return cast("EventFrame", _of_events(super().sjoin(*args, **options)))

    def dissolve(self, *args: Any, **options: Any) -> EventFrame:
        """Put rows together, as ``geopandas.GeoDataFrame.dissolve`` does."""
        return cast("EventFrame", _of_events(super().dissolve(*args, **options)))


def _of_events(made: Any) -> Any:
    """What geopandas made of a frame of events; without a geometry it is a plain table."""
    if isinstance(made, gpd.GeoDataFrame):
        made.__class__ = EventFrame
    return made


def _inert(column: pd.Series) -> pd.Series:
    """A column whose text cannot act."""
    if not any(isinstance(cell, str) for cell in column):
        return column
    return column.map(lambda cell: cell.translate(_LIVE) if isinstance(cell, str) else cell)


def to_frame(events: Sequence[Event]) -> EventFrame:
    """Put events into a table, one row each, in the order given.

    Args:
        events: Events; unresolved places are welcome and keep their row.

    Returns:
        A GeoDataFrame in EPSG:4326 with exactly the columns of ``COLUMNS``, in that order.

    Example:
        >>> from geoevents.frame import to_frame
        >>> frame = to_frame([])
        >>> list(frame.columns)[:4], frame.crs.to_epsg()
        (['event_id', 'doc_id', 'what', 'actors'], 4326)
    """
    rows = [_row(event, order) for order, event in enumerate(events, start=1)]
    columns = {
        column.name: pd.Series([_cell(row[column.name]) for row in rows], dtype=_DTYPES[column.dtype])
        for column in COLUMNS
        if column.dtype != "point"
    }
    geometry = gpd.GeoSeries([row["geometry"] for row in rows], crs=CRS)
    return EventFrame(columns, geometry=geometry, crs=CRS)


def _cell(value: Any) -> Any:
    return whole(value) if isinstance(value, str) else value


def from_frame(frame: pd.DataFrame) -> tuple[Event, ...]:
    """Read events back from a table, as far as its columns tell them.

    The frame holds one passage per event: other reports come back as names of sources without a
    passage, the type as ``other``, and reasons and alternatives not at all.

    Args:
        frame: A table with the columns of ``COLUMNS``, in any order; more columns are ignored.

    Returns:
        Events by their ``order``.

    Raises:
        InvalidFrame: Columns are missing, or a cell holds no value of its column.

    Example:
        >>> from geoevents.frame import from_frame, to_frame
        >>> from_frame(to_frame([]))
        ()
    """
    check(frame)
    ordered = frame.sort_values("order", kind="stable")
    return tuple(_event(row) for row in _cells(ordered))


def check(frame: pd.DataFrame) -> None:
    """Refuse a table that lacks columns of the contract, or whose points are not in degrees.

    Args:
        frame: Any table.

    Raises:
        InvalidFrame: Names every missing column, or the coordinate system.

    Example:
        >>> import pandas as pd
        >>> from geoevents.frame import COLUMN_NAMES, check
        >>> check(pd.DataFrame(columns=COLUMN_NAMES))
    """
    missing = [name for name in COLUMN_NAMES if name not in frame.columns]
    if missing:
        raise InvalidFrame(
            f"the table lacks {', '.join(missing)}: it is no frame of events. "
            "Pass `story.frame` or what `geoevents.frame.to_frame(events)` returns."
        )
    crs = getattr(frame, "crs", None)
    if crs is not None and not crs.equals(CRS, ignore_axis_order=True):
        raise InvalidFrame(f"the points are in {crs.name}, not in degrees (WGS 84): pass `frame.to_crs({CRS!r})`.")


def source_names(event: Event) -> tuple[str, ...]:
    """Name every report that tells an event, once per report.

    Args:
        event: An event with evidence.

    Returns:
        Publishers, or the report's id where the publisher is not known.
    """
    reports = {passage.doc_id: _flat(passage.source or passage.doc_id) for passage in event.evidence}
    return tuple(reports.values())


def _row(event: Event, order: int) -> dict[str, Any]:
    place, when, shown = event.place.place, event.when, event.evidence[0]
    return {
        "event_id": event.id,
        "doc_id": shown.doc_id,
        "what": event.what,
        "actors": SEPARATOR.join(_flat(actor) for actor in event.actors),
        "place": place and place.name,
        "place_id": place and place.id,
        "country": place and place.country,
        "precision": place and place.precision,
        "radius_km": place and place.radius_km,
        "start": _iso(when.earliest),
        "end": _iso(when.latest),
        "not_before": _iso(when.not_before),
        "not_after": _iso(when.not_after),
        "time_precision": when.precision,
        "time_text": when.text,
        "status": event.status,
        "place_text": event.place.mention.text,
        "evidence": shown.text,
        "char_start": shown.start,
        "char_end": shown.end,
        "confidence": event.confidence,
        "sources": SEPARATOR.join(source_names(event)),
        "source_url": shown.url,
        "order": order,
        "geometry": None if place is None else Point(place.longitude, place.latitude),
    }


def _flat(name: str) -> str:
    """A name without the sign that joins names."""
    return name.replace(";", ",")


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _cells(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows as plain values, with None for every way that pandas says missing."""
    for values in frame[list(COLUMN_NAMES)].itertuples(index=False, name=None):
        yield {name: _plain(value) for name, value in zip(COLUMN_NAMES, values, strict=True)}


def _plain(value: Any) -> Any:
    return None if value is None or (not isinstance(value, BaseGeometry) and pd.isna(value)) else value


def _event(row: dict[str, Any]) -> Event:
    return Event(
        id=_text(row, "event_id"),
        what=_text(row, "what"),
        type="other",
        actors=_names(row["actors"]),
        place=_resolution(row),
        when=_when(row),
        status=cast("Status", _one_of(row, "status", STATUSES)),
        evidence=_evidence(row),
        confidence=_number(row, "confidence"),
    )


def _resolution(row: dict[str, Any]) -> Resolution:
    text = row["place_text"] or ""
    start = _place_start(row)
    mention = Mention(start=start, end=start + len(text), text=text, kind="literal")
    return Resolution(mention=mention, place=_place(row), score=_number(row, "confidence"))


def _place(row: dict[str, Any]) -> Place | None:
    point = row["geometry"]
    if point is None or point.is_empty:
        return None
    if not isinstance(point, Point):
        raise InvalidFrame(f"row {row['order']} has a {point.geom_type}: events stand at points.")
    return Place(
        id=_text(row, "place_id"),
        name=_text(row, "place"),
        latitude=point.y,
        longitude=point.x,
        country=row["country"],
        precision=cast("PlacePrecision", _one_of(row, "precision", get_args(PlacePrecision))),
        radius_km=_number(row, "radius_km"),
    )


def _when(row: dict[str, Any]) -> When:
    days = {name: _day(row, name) for name in ("start", "end", "not_before", "not_after")}
    role: TimeRole = "at"
    if days["start"] is None and days["end"] is not None:
        role = "until"
    elif days["start"] is not None and days["end"] is None:
        role = "since"
    return When(
        earliest=days["start"],
        latest=days["end"],
        not_before=days["not_before"],
        not_after=days["not_after"],
        precision=cast("TimePrecision", _one_of(row, "time_precision", get_args(TimePrecision))),
        text=row["time_text"] or "",
        role=role,
    )


def _evidence(row: dict[str, Any]) -> tuple[Evidence, ...]:
    names = _names(row["sources"])
    doc_id, start = _text(row, "doc_id"), _place_start(row)
    shown = Evidence(
        doc_id=doc_id,
        start=int(_number(row, "char_start")),
        end=int(_number(row, "char_end")),
        text=row["evidence"] or "",
        place_start=start,
        place_end=start + len(row["place_text"] or ""),
        source=names[0] if names and names[0] != _flat(doc_id) else None,
        url=row["source_url"],
    )
    others = (
        Evidence(doc_id=f"{doc_id}+{number}", start=0, end=0, text="", place_start=0, place_end=0, source=name)
        for number, name in enumerate(names[1:], start=1)
    )
    return (shown, *others)


def _place_start(row: dict[str, Any]) -> int:
    """Offset of the place in the report: its first mention within the passage."""
    within = (row["evidence"] or "").find(row["place_text"] or "")
    return int(_number(row, "char_start")) + max(within, 0)


def _names(joined: str | None) -> tuple[str, ...]:
    return tuple(joined.split(SEPARATOR)) if joined else ()


def _text(row: dict[str, Any], name: str) -> str:
    if row[name] is None:
        raise InvalidFrame(f"row {row['order']} has no {name}; every event with a place needs one.")
    return str(row[name])


def _number(row: dict[str, Any], name: str) -> float:
    try:
        return float(row[name])
    except (TypeError, ValueError) as cause:
        raise InvalidFrame(f"row {row['order']} has {name} {row[name]!r}: write a number.") from cause


def _day(row: dict[str, Any], name: str) -> date | None:
    value = row[name]
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as cause:
        raise InvalidFrame(f"row {row['order']} has {name} {value!r}: write a day such as 2023-09-17.") from cause


def _one_of(row: dict[str, Any], name: str, allowed: Sequence[str]) -> str:
    if row[name] not in allowed:
        raise InvalidFrame(f"row {row['order']} has {name} {row[name]!r}: use one of {', '.join(allowed)}.")
    return str(row[name])
