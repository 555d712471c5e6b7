"""What all formats share: whole files or none, text without the signs that files cannot hold, what is left out said."""

from __future__ import annotations

import json
import os
import re
import tempfile
import warnings
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoevents.errors import RowsLeftOut, UnwritableOutput
from geoevents.frame import COLUMN_NAMES, COLUMNS, from_frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas as gpd

    from geoevents.model import Event
    from geoevents.provenance import Provenance

TEXT_COLUMNS = [column.name for column in COLUMNS if column.dtype == "text"]
# XML 1.0 has no way to write these, not even escaped; a NUL would end GDAL's text, a lone surrogate has no UTF-8.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NO_POINT = "have no point on the map"
NO_DAY = "have no day"


Draw = Callable[[Path], Mapping[str, str]]
"""Draws the map into a picture file and tells what stands in the mark of each event, by its identifier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a file says beside its rows."""

    title: str | None = None
    """Heading of the whole, where the format has one."""
    provenance: Provenance | None = None
    """What the events were made with, where the format has a place for it."""
    events: Sequence[Event] | None = None
    """The events of the frame with all their passages, which a frame does not hold; None where only it is known."""
    draw: Draw | None = None
    """Draws the map; None where there is nobody to draw it."""


def told_events(frame: gpd.GeoDataFrame, told: Told) -> tuple[Event, ...]:
    """The events of a frame in its order, with all their passages where they are known."""
    known = {event.id: event for event in told.events or ()}
    return tuple(known.get(event.id, event) for event in from_frame(frame))


@contextmanager
def written(path: str | Path) -> Iterator[Path]:
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


def write_text(path: str | Path, text: str) -> Path:
    """Write text in UTF-8, without the signs that files cannot hold."""
    with written(path) as part:
        part.write_bytes(plain(text).encode())
    return Path(path)


def say_left_out(number: int, form: str, why: str) -> None:
    """Warn that a format does not hold so many events, and why."""
    if number:
        events = "1 event" if number == 1 else f"{number} events"
        warnings.warn(f"{events} left out of {form}: they {why}. GeoJSON holds them.", RowsLeftOut, stacklevel=4)


def writable(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A copy in order, without the signs that files cannot hold."""
    clean = frame[list(COLUMN_NAMES)].sort_values("order", kind="stable").reset_index(drop=True)
    for name in TEXT_COLUMNS:
        clean[name] = [plain(cell) if isinstance(cell, str) else None for cell in clean[name]]
    return clean


def plain(text: str) -> str:
    """Text with a space for every sign that XML, GDAL or UTF-8 cannot hold."""
    return _UNWRITABLE.sub(" ", text)


def pretty(content: dict[str, Any]) -> str:
    """JSON that people can read."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def beside(path: str | Path) -> Path:
    """Where stands what a file without room for it cannot say of itself.

    Example:
        >>> beside("events.csv").name
        'events.csv-metadata.json'
    """
    return Path(f"{path}-metadata.json")
