"""A story to check: its texts with every name marked, beside the places each may mean, the doubtful ones first.

The page needs neither a kernel nor the network. What a reader puts right there leaves it as rows of corrections,
for ``Timeline.with_corrections``; in a notebook with the extra ``notebook`` it is in ``Review.story`` at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoevents.errors import ExtraMissing
from geoevents.page import framed
from geoevents.review.items import Item, Report, items, reports
from geoevents.review.page import html, write
from geoevents.table import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.model import Event, Reading
    from geoevents.timeline import Timeline
    from geoevents.widget import ReviewWidget

__all__ = ["Item", "Report", "Review", "review"]

_MOST_LINES = 20
"""Events that a console shows."""
_HEIGHT = 760
"""Pixels of the page inside a notebook."""


@dataclass(slots=True, repr=False, eq=False, kw_only=True)
class Review:
    """A page on which a story is checked; it shows itself in a notebook, and ``save`` writes it as one file."""

    title: str
    """Headline."""
    items: tuple[Item, ...]
    """What can be checked: events, the doubtful first, then names of which no event is told."""
    reports: tuple[Report, ...]
    """The texts with their marks."""
    checked: Timeline
    """The story as it was when the page was made."""
    _widget: ReviewWidget | None = field(default=None, init=False)

    @property
    def story(self) -> Timeline:
        """The story with what was put right in this notebook; as it was made where the extra is not installed."""
        if self._widget is None:
            return self.checked
        found: Timeline = self._widget.story
        return found

    def widget(self) -> ReviewWidget:
        """The page as a two-way widget, which a notebook shows of itself; the same one each time.

        Raises:
            ExtraMissing: anywidget is not installed: ``pip install 'geoevents[notebook]'``.
        """
        from geoevents.widget import ReviewWidget

        if self._widget is None:
            self._widget = ReviewWidget(self.checked, self, height=_HEIGHT)
        return self._widget

    def html(self, *, bridged: bool = False) -> str:
        """The whole page as text; it asks the network for nothing.

        Args:
            bridged: Let the page and the frame around it talk, as a notebook's widget does.
        """
        return html(self.title, self.items, self.reports, bridged=bridged)

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
        return framed(self.html(), title="Review", height=_HEIGHT)

    def _repr_mimebundle_(self, **given: Any) -> dict[str, Any]:
        """Two-way where a notebook can; the plain page goes along for those that only read the notebook."""
        try:
            data, _ = self.widget()._repr_mimebundle_(**given)
        except ExtraMissing:
            return {}
        return {name: value for name, value in data.items() if "widget" in name}


def review(
    readings: Sequence[Reading], events: Sequence[Event], *, title: str | None = None, story: Timeline | None = None
) -> Review:
    """Make the page on which a story is checked.

    Args:
        readings: What was found in each report.
        events: What is on the timeline.
        title: Headline.
        story: The timeline that both are of; without it one is made of them.

    Returns:
        The page.

    Example:
        >>> review((), (), title="Nothing yet").items
        ()
    """
    from geoevents.timeline import Timeline

    found = items(readings, events)
    checked = story or Timeline(tuple(readings), tuple(events), title=title)
    return Review(title=title or "Review", items=found, reports=reports(readings, found), checked=checked)
