"""The pages of a story as two-way widgets of a notebook: what a reader does there reaches Python, and back.

A widget is the very page that ``save`` writes, in a frame of its own, and a few lines that carry messages. It needs the
extra ``notebook``; without it ``story.map()`` and ``story.review()`` show the same pages one-way.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote

from geoevents import page as pages
from geoevents.corrections.files import correction_of
from geoevents.errors import CorrectionNotApplied, ExtraMissing, InvalidCorrection, UnknownEvent
from geoevents.timeline import civil_day

try:
    import anywidget
    import traitlets
except ImportError as cause:
    raise ExtraMissing("the two-way widget needs anywidget: pip install 'geoevents[notebook]'") from cause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.corrections import Correction
    from geoevents.model import Event
    from geoevents.review import Review
    from geoevents.timeline import Timeline

FILTERS = ("not", "without", "who", "source", "sure", "find")
"""Filters of the page, as its address names them."""


class PageWidget(anywidget.AnyWidget):  # type: ignore[misc, unused-ignore] # anywidget's own base has no types
    """A page of a story in a frame, with what it tells Python."""

    _esm = files("geoevents").joinpath("static", "widget.js").read_text("utf-8")
    title = traitlets.Unicode("").tag(sync=True)
    """What the frame is called for those who cannot see it."""
    page = traitlets.Unicode("").tag(sync=True)
    """The page as HTML."""
    height = traitlets.Int(680).tag(sync=True)
    """Pixels."""
    selected = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    """Identifier of the event that is selected; set it to select another."""
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    """Corrections made on the page, the latest last, as rows of the file of corrections."""
    undone = traitlets.List(traitlets.Dict()).tag(sync=True)
    """Corrections taken back, the latest last."""
    problems = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """What could not be applied, in words."""
    shown = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """Identifiers of the events that pass days and filters."""
    address = traitlets.Unicode("").tag(sync=True)
    """Days, filters and view as the page's address has them."""
    story = traitlets.Any(read_only=True)
    """The timeline with all corrections applied."""

    def __init__(self, story: Timeline, **given: Any) -> None:
        """Take a story; ``given`` are traits."""
        self._base = story
        self.set_trait("story", story)
        super().__init__(**given)

    @property
    def event(self) -> Event | None:
        """The event that is selected."""
        return next((event for event in self.story if event.id == self.selected), None)

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """All corrections of the story, for ``geoevents.corrections.save``."""
        found: tuple[Correction, ...] = self.story.corrections
        return found

    def undo(self) -> None:
        """Take the latest correction of the page back."""
        if self.rows:
            with self.hold_sync():
                self.undone, self.rows = [*self.undone, self.rows[-1]], self.rows[:-1]

    def redo(self) -> None:
        """Make the correction again that was taken back last."""
        if self.undone:
            with self.hold_sync():
                self.rows, self.undone = [*self.rows, self.undone[-1]], self.undone[:-1]

    @traitlets.validate("selected")
    def _known(self, proposal: Any) -> str | None:
        wanted: str | None = proposal["value"]
        story: Any = self.story
        # One that was dropped on the page may still be the one at hand there.
        if wanted is not None and all(event.id != wanted for event in (*story, *self._base)):
            known = ", ".join(event.id for event in self.story.events[:5]) or "none, it is empty"
            raise UnknownEvent(
                f"no event {wanted!r} in this widget (it has {known}…): see the event_id column of .frame."
            )
        return wanted

    @traitlets.observe("rows")
    def _correct(self, _: Any) -> None:
        story, self.problems = corrected(self._base, self.rows)
        if story.events == self.story.events:
            self.set_trait("story", story)
            return
        self.set_trait("story", story)
        self._renew()

    def _renew(self) -> None:
        """Make the page anew after the story changed; nothing to do where the page itself shows what was decided."""

    def _static(self) -> str:
        """The same page one-way, for where no kernel runs, such as an exported notebook."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **given: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle: Any = super()._repr_mimebundle_(**given)
        data, metadata = bundle
        return data | {"text/html": self._static()}, metadata


class StoryWidget(PageWidget):
    """Map, list and timeline of a story, two-way; ``story.widget()`` makes one.

    A mark that is dragged, or another place chosen for it, is a correction: ``widget.story`` is the story with it,
    ``widget.undo()`` takes it back.
    """

    days = traitlets.Any(None, allow_none=True)
    """First and last day that are shown, ISO 8601; None for all."""
    filters = traitlets.Dict()
    """Filters as the page's address names them: ``not without who source sure find``."""

    def __init__(self, story: Timeline, **options: Any) -> None:
        """Take a story; ``options`` are those of ``story.map``, and ``height`` in pixels."""
        given = {"height": options.pop("height")} if "height" in options else {}
        self._options, self._reading = options, False
        super().__init__(story, title="Map and timeline", **given)
        self._renew()

    @property
    def shown_story(self) -> Timeline:
        """The story with the events only that pass the days and filters of the page."""
        shown = set(self.shown)
        found: Timeline = replace(self.story, events=tuple(event for event in self.story if event.id in shown))
        return found

    def _renew(self) -> None:
        self.page = pages.html(self._map(), bridged=True)

    def _map(self) -> Any:
        return self.story.map(editable=True, **self._options)

    def _static(self) -> str:
        return pages.framed(pages.html(self._map()), title=self.title, height=self.height)

    @traitlets.validate("days")
    def _span(self, proposal: Any) -> tuple[str, str] | None:
        if not proposal["value"]:
            return None
        first, last = (str(civil_day(day)) for day in proposal["value"])
        return first, last

    @traitlets.validate("filters")
    def _sound(self, proposal: Any) -> dict[str, str]:
        if unknown := sorted(set(proposal["value"]).difference(FILTERS)):
            raise traitlets.TraitError(f"no filter {', '.join(unknown)}: use {', '.join(FILTERS)}.")
        return {name: str(words) for name, words in proposal["value"].items() if words}

    @traitlets.observe("address")
    def _read(self, _: Any) -> None:
        given = dict(parse_qsl(self.address))
        self._reading = True
        try:
            self.days = given["days"].split("..") if "days" in given else None
            self.filters = {name: given[name] for name in FILTERS if name in given}
        finally:
            self._reading = False

    @traitlets.observe("days", "filters")
    def _write(self, _: Any) -> None:
        if self._reading:
            return
        kept = {name: words for name, words in parse_qsl(self.address) if name in {"view", "told"}}
        wanted = {**({"days": "..".join(self.days)} if self.days else {}), **self.filters, **kept}
        self.address = "&".join(f"{name}={quote(words, safe=',.')}" for name, words in wanted.items())


class ReviewWidget(PageWidget):
    """The page on which a story is checked, two-way: what is decided there is in ``widget.story`` at once."""

    def __init__(self, story: Timeline, review: Review, *, height: int) -> None:
        """Take a story and the page that checks it."""
        super().__init__(story, title="Review", height=height, page=review.html(bridged=True))
        self._review = review

    def _static(self) -> str:
        return self._review._repr_html_()


def corrected(story: Timeline, rows: Sequence[dict[str, Any]]) -> tuple[Timeline, list[str]]:
    """Apply rows that a page wrote, each on its own, so that one that cannot be does not stop the others.

    Args:
        story: What was shown.
        rows: Rows of the file of corrections.

    Returns:
        The story with what could be applied, and in words what could not.

    Example:
        >>> from geoevents.timeline import Timeline
        >>> corrected(Timeline((), ()), [{"field": "drop"}])[1]
        ['correction 1 lacks evidence, place_text.']
    """
    problems = []
    for number, row in enumerate(rows, start=1):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", CorrectionNotApplied)
                story = story.with_corrections([correction_of(row, f"correction {number}")])
        except (InvalidCorrection, CorrectionNotApplied) as problem:
            problems.append(str(problem))
    return story, problems
