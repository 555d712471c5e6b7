"""The frame as files for other programs, one function per format.

Every file is written beside its destination and then moved there, so that a failed export never
leaves half a file. What a format cannot hold is left out with a warning that says how much.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geoevents.errors import UnknownFormat
from geoevents.export.files import Told
from geoevents.export.geographic import to_geojson, write_geojson, write_gpkg, write_gpx, write_kml, write_parquet
from geoevents.export.reports import write_html, write_markdown
from geoevents.export.stories import write_icalendar, write_storymapjs, write_timelinejs
from geoevents.export.tables import write_csv, write_excel
from geoevents.frame import check

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import geopandas as gpd

    from geoevents.export.files import Draw
    from geoevents.model import Event
    from geoevents.provenance import Provenance

__all__ = ["FORMATS", "Told", "export", "to_geojson", "write_csv"]


def export(
    frame: gpd.GeoDataFrame,
    path: str | Path,
    format: str | None = None,  # noqa: A002 - the word users look for
    *,
    title: str | None = None,
    provenance: Provenance | None = None,
    events: Sequence[Event] | None = None,
    draw: Draw | None = None,
) -> Path:
    """Write a frame of events in the format that the path's suffix names.

    Args:
        frame: What ``story.frame`` or ``to_frame`` returns.
        path: Where to; an existing file is replaced.
        format: ``geojson gpkg geoparquet kml gpx csv excel timelinejs storymapjs icalendar markdown report`` when
            the suffix does not tell it.
        title: Heading of the whole, where the format has one.
        provenance: What the events were made with; written inside where the format has a place for it.
        events: The events of the frame with all their passages, for the reports; without them each is told by the
            one passage that a frame holds.
        draw: Draws the map into a picture file, for the printable report, and tells what stands in the mark of each
            event; without it the report has no map.

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
    return chosen.write(frame, path, Told(title=title, provenance=provenance, events=events, draw=draw))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Format:
    """A file format: how its files end and who writes them."""

    suffix: str
    write: Callable[[gpd.GeoDataFrame, str | Path, Told], Path]


FORMATS: dict[str, _Format] = {
    "geojson": _Format(suffix=".geojson", write=write_geojson),
    "gpkg": _Format(suffix=".gpkg", write=write_gpkg),
    "geoparquet": _Format(suffix=".parquet", write=write_parquet),
    "kml": _Format(suffix=".kml", write=write_kml),
    "gpx": _Format(suffix=".gpx", write=write_gpx),
    "csv": _Format(suffix=".csv", write=write_csv),
    "excel": _Format(suffix=".xlsx", write=write_excel),
    "timelinejs": _Format(suffix=".timeline.json", write=write_timelinejs),
    "storymapjs": _Format(suffix=".storymap.json", write=write_storymapjs),
    "icalendar": _Format(suffix=".ics", write=write_icalendar),
    "markdown": _Format(suffix=".md", write=write_markdown),
    "report": _Format(suffix=".report.html", write=write_html),
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
