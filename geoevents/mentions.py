"""Every name of a place that was read: on the map or not, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from geoevents.wording import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geoevents.maps import Aside
    from geoevents.model import Event, Reading, Resolution

COLUMNS = (
    *("doc_id", "start", "end", "text", "kind", "place", "place_id", "latitude", "longitude"),
    *("score", "reason", "on_map"),
)
_LONGEST_QUOTE = 240
"""Characters on each side of a name, where its paragraph is longer."""


def mentions(readings: Iterable[Reading], events: Sequence[Event]) -> pd.DataFrame:
    """List every mention of a place in the order of the reports.

    Args:
        readings: What was found in each report.
        events: What is on the timeline.

    Returns:
        A table with ``COLUMNS``: offsets in characters (end exclusive), degrees in WGS 84, score 0 to 1.

    Example:
        >>> list(mentions((), ()).columns)[:4]
        ['doc_id', 'start', 'end', 'text']
    """
    pinned = _pinned(events)
    rows = [_row(reading.document.id, found, pinned) for reading in readings for found in reading.resolutions]
    cells = [[whole(value) if isinstance(value, str) else value for value in row] for row in rows]
    return pd.DataFrame(cells, columns=list(COLUMNS))


def asides(readings: Iterable[Reading], events: Sequence[Event]) -> tuple[Aside, ...]:
    """Names of places that are not on the map, so that a reader can see that they were seen.

    Args:
        readings: What was found in each report.
        events: What is on the timeline.

    Returns:
        One per report, name and reason; none for a name whose place is on the map for another passage.

    Example:
        >>> asides((), ())
        ()
    """
    from geoevents.maps import Aside

    pinned = _pinned(events)
    placed = {event.place.place.id for event in events if event.place.place is not None}
    found: dict[tuple[str, str, str], Aside] = {}
    for reading in readings:
        document = reading.document
        for resolution in reading.resolutions:
            mention, place = resolution.mention, resolution.place
            shown = place is not None and mention.kind == "literal" and place.id in placed
            if shown or (document.id, mention.start) in pinned:
                continue
            aside = Aside(
                text=mention.text,
                reason=_reason(resolution, on_map=False),
                doc_id=document.id,
                start=mention.start,
                end=mention.end,
                quote=_around(document.text, mention.start, mention.end),
            )
            found.setdefault((aside.doc_id, aside.text, aside.reason), aside)
    return tuple(found.values())


def _pinned(events: Iterable[Event]) -> set[tuple[str, int]]:
    """Report and offset of every mention that stands on the map."""
    return {
        (passage.doc_id, passage.place_start)
        for event in events
        if event.place.place is not None
        for passage in event.evidence
    }


def _row(doc_id: str, resolution: Resolution, pinned: set[tuple[str, int]]) -> tuple[Any, ...]:
    mention, place = resolution.mention, resolution.place
    where = (None, None, None, None) if place is None else (place.name, place.id, place.latitude, place.longitude)
    on_map = (doc_id, mention.start) in pinned
    return (
        *(doc_id, mention.start, mention.end, mention.text, mention.kind),
        *where,
        *(resolution.score, _reason(resolution, on_map=on_map), on_map),
    )


def _reason(resolution: Resolution, *, on_map: bool) -> str:
    """Why the mention stands where it stands: its kind decides first, then what it resolved to."""
    if resolution.mention.kind != "literal":
        return resolution.mention.reason or resolution.reason or f"named as {resolution.mention.kind}"
    why = resolution.reason or resolution.mention.reason
    if on_map or resolution.place is None:
        return why
    return f"no event is told here; {why}" if why else "no event is told here"


def _around(text: str, start: int, end: int) -> str:
    """The line around a mention, cut at sentence ends when it is long."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if last - first > _LONGEST_QUOTE:
        before, after = text.rfind(". ", first, start), text.find(". ", end, last)
        first = before + 2 if before >= 0 else first
        last = after + 1 if after >= 0 else last
    return text[max(first, start - _LONGEST_QUOTE) : min(last, end + _LONGEST_QUOTE)].strip()
