"""Formats for maps: GeoJSON, GeoPackage, GeoParquet, KML and GPX, all but the first written by GDAL or GeoPandas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geoevents.errors import ExtraMissing
from geoevents.export.files import NO_POINT, Told, plain, say_left_out, told_events, writable, write_text, written
from geoevents.export.words import account, days, headline, html_account, iso
from geoevents.frame import COLUMN_NAMES, check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from geoevents.model import Event
    from geoevents.provenance import Provenance

_BARE = Told()


def to_geojson(
    frame: gpd.GeoDataFrame, *, provenance: Provenance | None = None, events: Sequence[Event] | None = None
) -> str:
    """Return a frame as GeoJSON text (RFC 7946), one feature a line, events without a place with ``null``.

    Args:
        frame: A frame of events.
        provenance: What the events were made with; a member ``provenance`` beside the features, which readers of
            GeoJSON pass over.
        events: The events with all their passages; the further ones of each become a member ``passages`` of its
            feature, likewise.

    Returns:
        A feature collection in WGS 84 with the frame's columns as properties.

    Example:
        >>> from geoevents.export import to_geojson
        >>> from geoevents.frame import to_frame
        >>> to_geojson(to_frame([])).split()
        ['{"type":', '"FeatureCollection",', '"features":', '[', ']}']
    """
    check(frame)
    further = {event.id: _passages(event) for event in events or () if len(event.evidence) > 1}
    features = (
        json.dumps(
            {"type": "Feature", "id": one["properties"]["event_id"]}
            | {"geometry": one["geometry"], "properties": one["properties"]}
            | ({"passages": found} if (found := further.get(one["properties"]["event_id"])) else {}),
            ensure_ascii=False,
        )
        for one in frame[list(COLUMN_NAMES)].iterfeatures(na="null", drop_id=True)
    )
    made = f'"provenance": {json.dumps(provenance.as_dict(), ensure_ascii=False)}, ' if provenance else ""
    return '{"type": "FeatureCollection", ' + made + '"features": [\n' + ",\n".join(features) + "\n]}\n"


def write_geojson(frame: gpd.GeoDataFrame, path: str | Path, told: Told = _BARE) -> Path:
    """Write GeoJSON, as ``to_geojson`` makes it."""
    return write_text(path, to_geojson(frame, provenance=told.provenance, events=told.events))


def _passages(event: Event) -> list[dict[str, str | int | None]]:
    """The passages of an event beside the one among its columns."""
    return [
        {
            "doc_id": proof.doc_id,
            "evidence": proof.text,
            "char_start": proof.start,
            "char_end": proof.end,
            "source": proof.source,
            "source_url": proof.url,
            "published": iso(proof.published),
        }
        for proof in event.evidence[1:]
    ]


def write_gpkg(frame: gpd.GeoDataFrame, path: str | Path, told: Told = _BARE) -> Path:
    """Write a GeoPackage with one layer ``events`` and all columns."""
    described = {"DESCRIPTION": told.title} if told.title else {}
    made = {"layer_metadata": told.provenance.as_dict()} if told.provenance else {}
    with written(path) as part:
        _gdal(
            writable(frame), part, "GPKG", layer="events", layer_options={"IDENTIFIER": "events", **described}, **made
        )
        rows = [{"event_id": event.id, **one} for event in told.events or () for one in _passages(event)]
        if rows:
            _gdal(_table(rows), part, "GPKG", layer="passages", append=True)
    return Path(path)


def write_parquet(frame: gpd.GeoDataFrame, path: str | Path, told: Told = _BARE) -> Path:
    """Write GeoParquet with all columns.

    Raises:
        ExtraMissing: pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401, ICN001 - asked for by name so that the message can say so
    except ImportError as cause:
        raise ExtraMissing("GeoParquet needs pyarrow: pip install 'geoevents[parquet]'") from cause
    rows = writable(frame)
    if told.provenance:
        rows.attrs["provenance"] = told.provenance.as_dict()
    with written(path) as part:
        rows.to_parquet(part, index=False)
    return Path(path)


def write_kml(frame: gpd.GeoDataFrame, path: str | Path, told: Told = _BARE) -> Path:
    """Write KML placemarks with a ``TimeSpan`` each, and the frame's columns as extended data.

    An event whose day is open spans its frame of days, and its description says so.
    """
    events = told_events(frame, told)
    marks = writable(frame)
    spans = [days(event) for event in events]
    marks.insert(0, "Name", [plain(headline(event)) for event in events])
    # A KML description is HTML, so the report's words are escaped before GDAL escapes them for XML.
    marks.insert(1, "description", [plain(html_account(event)) for event in events])
    # LIBKML makes a TimeSpan of exactly these two names; as text they stay days without a clock.
    marks["begin"] = pd.Series([iso(first) for first, _ in spans], index=marks.index, dtype="object")
    marks["end"] = pd.Series([iso(last) for _, last in spans], index=marks.index, dtype="object")
    for name in marks.columns.difference(["geometry"]):
        marks[name] = [_within_cdata(cell) for cell in marks[name]]
    heading = {"NAME": told.title or "Events"}
    if told.provenance:
        heading["DESCRIPTION"] = told.provenance.in_words()
    with written(path) as part:
        options = {name: _within_cdata(plain(words)) for name, words in heading.items()}
        _gdal(marks, part, "LIBKML", layer="events", dataset_options=options)
    return Path(path)


def write_gpx(frame: gpd.GeoDataFrame, path: str | Path, told: Told = _BARE) -> Path:
    """Write GPX waypoints with the first day as their time; events without a place are left out."""
    points = writable(frame[frame.geometry.notna()])
    events = told_events(points, told)
    say_left_out(len(frame) - len(points), "GPX", NO_POINT)
    points.insert(0, "name", [plain(headline(event)) for event in events])
    points.insert(1, "desc", [plain(account(event)) for event in events])
    # GPX has moments only, which many programs take for UTC: noon is the same day for nearly every reader.
    # numpy reads years that pandas' nanoseconds cannot hold.
    noons = [f"{event.when.earliest}T12:00" if event.when.earliest else "NaT" for event in events]
    points.insert(2, "time", np.array(noons, "datetime64[ms]"))
    made = {"METADATA_DESCRIPTION": plain(told.provenance.in_words())} if told.provenance else {}
    if told.title:
        made["METADATA_NAME"] = plain(told.title)
    with written(path) as part:
        _gdal(points, part, "GPX", layer="waypoints", dataset_options={"GPX_USE_EXTENSIONS": "YES", **made})
    return Path(path)


def _table(rows: Sequence[Mapping[str, str | int | None]]) -> pd.DataFrame:
    """Rows without the signs that files cannot hold."""
    return pd.DataFrame(
        [{name: plain(cell) if isinstance(cell, str) else cell for name, cell in row.items()} for row in rows]
    )


def _gdal(frame: pd.DataFrame, path: Path, driver: str, **options: Any) -> None:
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    try:
        kind = {"geometry_type": "Point"} if "geometry" in frame else {}
        pyogrio.write_dataframe(frame, path, driver=driver, **kind, **options)
    except (DataSourceError, DataLayerError) as cause:
        raise OSError(f"GDAL says {cause}") from cause


def _within_cdata(cell: Any) -> Any:
    # LIBKML puts text into CDATA sections as it is: their end sign would end them early and break the file.
    return cell.replace("]]>", "]] >") if isinstance(cell, str) else cell
