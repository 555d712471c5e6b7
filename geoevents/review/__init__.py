"""A story to check: its texts with every name marked, beside the places each may mean, the doubtful ones first.

The page needs neither a kernel nor the network. What a reader puts right there leaves it as rows of corrections,
for ``Timeline.with_corrections``.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from geoevents.review.items import Item, Report, items, reports
from geoevents.review.page import html, write
from geoevents.table import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.model import Event, Reading

__all__ = ["Item", "Report", "Review", "review"]

_MOST_LINES = 20
"""Events that a console shows."""
_HEIGHT = 760
"""Pixels of the page inside a notebook."""


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Review:
    """A page on which a story is checked; it shows itself in a notebook, and ``save`` writes it as one file."""

    title: str
    """Headline."""
    items: tuple[Item, ...]
    """What can be checked: events, the doubtful first, then names of which no event is told."""
    reports: tuple[Report, ...]
    """The texts with their marks."""

    def html(self) -> str:
        """The whole page as text; it asks the network for nothing."""
        return html(self.title, self.items, self.reports)

    def save(self, path: str | Path) -> Path:
        """Write the page as one HTML file.

        Raises:
            UnwritableOutput: The file cannot be written there.
        """
        return write(self.html(), Path(path))

    def __repr__(self) -> str:
        told = [item for item in self.items if item.told]
        lines = [f"{self.title}: {len(told)} events to check, the most doubtful first"]
        lines += [
            f"{item.doubt:4.0%}  {item.name}: {'; '.join((item.what, *item.doubts))}" for item in told[:_MOST_LINES]
        ]
        return "\n".join(printable(line) for line in lines)

    def _repr_html_(self) -> str:
        # Without allow-same-origin the page cannot reach the notebook around it, whatever text it shows.
        return (
            f'<iframe title="Review" sandbox="allow-scripts allow-downloads" srcdoc="{escape(self.html())}"'
            f' style="width:100%;height:{_HEIGHT}px;border:0"></iframe>'
        )


def review(readings: Sequence[Reading], events: Sequence[Event], *, title: str | None = None) -> Review:
    """Make the page on which a story is checked.

    Args:
        readings: What was found in each report.
        events: What is on the timeline.
        title: Headline.

    Returns:
        The page.

    Example:
        >>> review((), (), title="Nothing yet").items
        ()
    """
    found = items(readings, events)
    return Review(title=title or "Review", items=found, reports=reports(readings, found))
