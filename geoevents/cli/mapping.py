"""``geoevents map``: reports in, one HTML file out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoevents.errors import UnreadableDocument, UnwritableOutput

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geoevents.geocode.corpus import Asks
    from geoevents.model import Document, Kind
    from geoevents.timeline import Timeline

_OURS = b'<meta name="generator" content="geoevents'
_LOOKED_AT = 65_536  # bytes at the beginning of a page


def write_map(
    documents: Sequence[Document],
    output: Path,
    *,
    title: str | None,
    borders: bool,
    min_score: float | None,
    gazetteer: Path | None = None,
    places: Path | None = None,
    geocoder: Asks | None = None,
    kinds: Sequence[Kind] = ("literal",),
    page: Mapping[str, Any] | None = None,
) -> str:
    """Read the documents, write the map, and return the line that says where.

    Args:
        documents: The reports.
        output: The HTML file.
        title: Headline; None for one made from the events.
        borders: Draw country borders.
        min_score: Places less sure than this stay unresolved, 0 to 1; None for the default.
        gazetteer: Another gazetteer file.
        places: The project's own places, instead of the usual file.
        geocoder: Asked for what the gazetteer lacks.
        kinds: What a name may stand for to be the place of an event.
        page: What else the page shows: ``standfirst``, ``byline``, ``credits``, ``language``.

    Raises:
        GazetteerMissing: There is no gazetteer.
        UnreadableDocument: Not one report could be read.
        UnwritableOutput: The file cannot be written.
    """
    from geoevents.cli.lookup import opened
    from geoevents.pipeline import extract

    options: dict[str, Any] = {} if min_score is None else {"min_score": min_score}
    options |= {"geocoder": geocoder, "kinds": kinds, "progress": len(documents) > 1}
    timeline = extract(documents, gazetteer=opened(gazetteer, places), **options)
    if not timeline.readings:
        raise UnreadableDocument("none of the reports could be read, so there is no map; the notes above say why")
    path = timeline.save(output, title=title, borders=borders, **(page or {}))
    return f"{Path(path).resolve()}  {counted(timeline)}"


def check_output(output: Path, *, inputs: Sequence[str], force: bool) -> None:
    """Refuse an output that cannot be written or would destroy something, before any work is done.

    Args:
        output: The HTML file to come.
        inputs: The reports, none of which may be written over.
        force: Replace a file that is no map of ours.

    Raises:
        UnwritableOutput: With the cause and what to do.
    """
    folder = output.absolute().parent
    if output.is_dir():
        raise UnwritableOutput(f"cannot write {str(output)!r}: it is a folder; name a file in it")
    if not folder.is_dir():
        raise UnwritableOutput(f"cannot write {str(output)!r}: there is no folder {str(folder)!r}; make it first")
    if not os.access(output if output.exists() else folder, os.W_OK):
        raise UnwritableOutput(f"cannot write {str(output)!r}: permission denied")
    if not output.exists():
        return
    if any(_same(name, output) for name in inputs):
        raise UnwritableOutput(f"{str(output)!r} is one of the reports: name another file for the map")
    if not force and output.stat().st_size and not _is_ours(output):
        raise UnwritableOutput(f"{str(output)!r} is there and is no map of ours: --force replaces it")


def counted(timeline: Timeline) -> str:
    """Say how much a timeline holds.

    Example:
        >>> from geoevents.timeline import Timeline
        >>> counted(Timeline(readings=(), events=()))
        '0 events on the map, 0 reports'
    """
    pins = sum(1 for event in timeline.events if event.place.place is not None)
    reports = len(timeline.readings)
    return f"{pins} event{'s' * (pins != 1)} on the map, {reports} report{'s' * (reports != 1)}"


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return _OURS in file.read(_LOOKED_AT)


def _same(name: str, path: Path) -> bool:
    try:
        return Path(name).samefile(path)
    except (OSError, ValueError):
        return False
