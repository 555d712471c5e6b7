"""Timeline: what users hold after ``extract``. A value: every method returns something new."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from anyascii import anyascii

from geoevents.errors import InvalidCorrection, InvalidDate, InvalidFilter, UnknownEvent
from geoevents.model import STATUSES, Event
from geoevents.table import Table
from geoevents.wording import when_in_words, whole

# geopandas, folium and spaCy load inside the calls that need them: a timeline can be counted,
# filtered and printed without them.
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    import folium
    import geopandas as gpd
    import pandas as pd

    from geoevents.comparison import Comparison
    from geoevents.corrections import Correction
    from geoevents.gazetteer.chosen import Gazetteer
    from geoevents.model import Document, Evidence, Reading, Stop
    from geoevents.provenance import Provenance
    from geoevents.review import Review
    from geoevents.widget import StoryWidget


@dataclass(frozen=True, slots=True, repr=False)
class Timeline:
    """Events of one or more reports in order of time, with everything that was read.

    Iterating gives the events, ``len`` counts them. In a notebook a timeline shows itself as a table.
    """

    readings: tuple[Reading, ...]
    """What was found in each report, pins or not."""
    events: tuple[Event, ...]
    """In order of time; the same happening told by several reports is one event here."""
    title: str | None = None
    """Shown above tables and maps."""
    corrections: tuple[Correction, ...] = ()
    """What a person has put right, in the order in which it was said."""
    provenance: Provenance | None = None
    """What the reports were read with; None for what is installed here."""

    def __post_init__(self) -> None:
        # The one place where order is made: whoever builds a timeline may give events as they come.
        object.__setattr__(self, "events", tuple(sorted(self.events, key=_moment)))

    @property
    def documents(self) -> tuple[Document, ...]:
        """The reports, in the order in which they were read."""
        return tuple(reading.document for reading in self.readings)

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be done, in words, each with its report."""
        return tuple(f"{reading.document.id}: {words}" for reading in self.readings for words in reading.problems)

    @property
    def mentions(self) -> pd.DataFrame:
        """Every mention of a place, on the map or not, and why.

        Columns: ``doc_id, start, end, text, kind, place, place_id, latitude, longitude, score,
        reason, on_map``; offsets in characters (end exclusive), degrees in WGS 84, score 0 to 1.
        """
        from geoevents.mentions import mentions

        return mentions(self.readings, self.events)

    @property
    def times(self) -> pd.DataFrame:
        """Every time expression.

        Columns: ``doc_id, start, end, text, type, value, earliest, latest, precision, words,
        explanation``; offsets in characters (end exclusive), days as ISO 8601 text, ``value`` in TIMEX3.
        """
        import pandas as pd

        rows = [
            (
                whole(reading.document.id),
                *(when.start, when.end, whole(when.text), when.type, when.value),
                *(when.earliest and when.earliest.isoformat(), when.latest and when.latest.isoformat()),
                *(when.precision, when_in_words(when), whole(when.explanation)),
            )
            for reading in self.readings
            for when in reading.times
        ]
        return pd.DataFrame(rows, columns=_TIME_COLUMNS)

    @property
    def frame(self) -> gpd.GeoDataFrame:
        """The events as a GeoDataFrame in EPSG:4326; ``docs/data_dictionary.md`` explains its columns."""
        from geoevents.frame import to_frame

        return to_frame(self.events)

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """GeoJSON as a mapping, so that other map libraries take a timeline as it is."""
        interface: dict[str, Any] = self.frame.__geo_interface__
        return interface

    @property
    def movers(self) -> tuple[str, ...]:
        """Who or what is told at two places or more, most often first."""
        from geoevents.itinerary import movers

        return movers(self.events)

    def itinerary(self, mover: str | None = None) -> tuple[Stop, ...]:
        """Follow a mover from stop to stop.

        Args:
            mover: A name of ``movers`` or a part of it, such as a surname; None for the one told most often.

        Returns:
            Stops in travelling order, each with the leg that leads to it.

        Raises:
            UnknownMover: Nobody of that name is in these events; the message names who is.
        """
        from geoevents.itinerary import itinerary

        return itinerary(self.events, mover)

    def trajectories(self, mover: str | None = None) -> Any:
        """The stops of a mover for movingpandas: speeds, generalisation, plots.

        Args:
            mover: As for ``itinerary``.

        Returns:
            A ``movingpandas.TrajectoryCollection``; stops without a day or a place are left out with a warning.

        Raises:
            ExtraMissing: movingpandas is not installed.
            UnknownMover: Nobody of that name is in these events.
        """
        from geoevents.tracks import trajectories

        return trajectories(self.itinerary(mover))

    def compare(self, earlier: Timeline) -> Comparison:
        """Find out what is new since an earlier version of the story, such as yesterday's.

        Args:
            earlier: The other timeline.

        Returns:
            What is new, told otherwise, told no longer, and the same; in a notebook it shows itself as tables.

        Example:
            >>> from geoevents.timeline import Timeline
            >>> Timeline((), ()).compare(Timeline((), ()))
            0 new, 0 told otherwise, 0 told no longer, 0 as before
        """
        from geoevents.comparison import compare

        return compare(earlier.events, self.events)

    def plot(self, kind: str = "time", *, ax: Any = None, most: int = 15) -> Any:
        """Draw how many events there are over time or by place, as bars by status.

        Args:
            kind: ``time`` or ``place``.
            ax: Axes of matplotlib; new ones when left out.
            most: Places shown.

        Returns:
            The axes.

        Raises:
            ExtraMissing: matplotlib is not installed.
            InvalidFilter: There is no such kind.
        """
        from geoevents.plots import plot

        return plot(self.events, kind, ax=ax, most=most)

    def filter(
        self,
        *,
        status: str | Collection[str] | None = None,
        actor: str | None = None,
        place: str | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        min_confidence: float = 0.0,
    ) -> Timeline:
        """Keep the events that match everything that is asked.

        Args:
            status: One or more of ``occurred ongoing planned possible negated``.
            actor: A part of an actor's name; case, accents and hyphens do not matter.
            place: A part of the place's name, of its division, or of the report's words for it, likewise;
                or a country code in capitals.
            since: First day (ISO 8601 or ``date``). Events that may fall on or after it stay.
            until: Last day, inclusive. Events that may fall on or before it stay.
            min_confidence: 0 to 1.

        Returns:
            A timeline with the same reports and fewer events. An event without a day and without
            a frame of days matches no ``since`` and no ``until``.

        Raises:
            InvalidFilter: A status or a confidence that no event can have, or days in the wrong order.
            InvalidDate: A day that is no ISO 8601 day.

        Example:
            >>> from geoevents.timeline import Timeline
            >>> len(Timeline((), ()).filter(status="planned", since="2023-09-16"))
            0
        """
        statuses = _statuses(status)
        first, last = civil_day(since), civil_day(until)
        if first is not None and last is not None and first > last:
            raise InvalidFilter(f"since {first} is after until {last}: swap them.")
        if not 0 <= min_confidence <= 1:
            raise InvalidFilter(f"min_confidence is {min_confidence}: use a number from 0 to 1.")
        kept = tuple(
            event
            for event in self.events
            if event.status in statuses
            and event.confidence >= min_confidence
            and (actor is None or _has_actor(event, actor))
            and (place is None or _has_place(event, place))
            and _may_fall_within(event, first, last)
        )
        return replace(self, events=kept)

    def map(self, title: str | None = None, *, mover: str | None = None, **options: Any) -> folium.Map:
        """Draw the events on an interactive map with its timeline.

        Args:
            title: Above the map; the timeline's own title when left out.
            mover: Whose way is drawn; the mover told most often when left out. Of more than 500 events none is.
            **options: ``standfirst``, ``borders``, ``outlines``, ``tiles`` and ``editable`` among others, as for
                ``geoevents.maps.draw``.

        Returns:
            A ``folium.Map``: show it, add layers to it, or save it with ``save``.
        """
        from geoevents.maps import draw
        from geoevents.mentions import asides
        from geoevents.story import MANY

        # Where nobody moves, a line from place to place would tell a journey that was none.
        few = sum(event.place.place is not None for event in self.events) <= MANY
        moves = mover is not None or (few and bool(self.movers))
        return draw(
            self.events,
            stops=self.itinerary(mover) if moves else (),
            documents=self.documents,
            aside=asides(self.readings, self.events),
            title=self.title if title is None else title,
            made_with=self._made_with().in_brief(),
            **options,
        )

    def widget(self, title: str | None = None, *, height: int = 680, **options: Any) -> StoryWidget:
        """Show the map in a notebook as a two-way widget.

        What a reader selects, narrows and puts right there is in the widget's ``selected``, ``shown``, ``days``,
        ``filters`` and ``story``; setting the first and the last but one moves the map.

        Args:
            title: Above the map; the timeline's own title when left out.
            height: Pixels.
            **options: As for ``map``.

        Raises:
            ExtraMissing: anywidget is not installed: ``pip install 'geoevents[notebook]'``.
        """
        from geoevents.widget import StoryWidget

        return StoryWidget(self, title=self.title if title is None else title, height=height, **options)

    def save(self, path: str | Path, title: str | None = None, **options: Any) -> Path:
        """Write the map as one self-contained HTML file that needs no network.

        Args:
            path: Where to, ending in ``.html``.
            title: Above the map and in the browser's tab; the timeline's own title when left out.
            **options: As for ``map``.

        Returns:
            The path of the file.

        Raises:
            UnwritableOutput: The file cannot be written there.
        """
        from geoevents import page

        heading = self.title if title is None else title
        return page.save(self.map(heading, **options), path, title=heading)

    def review(self, title: str | None = None) -> Review:
        """Check the story: its texts with every name marked, the places each may mean, the doubtful ones first.

        Args:
            title: Above the page; the timeline's own title when left out.

        Returns:
            A page that shows itself in a notebook and that ``save`` writes as one file. What a reader puts right in
            the notebook is in its ``story`` when the extra ``notebook`` is installed; elsewhere it leaves the page as a
            file for ``with_corrections``.
        """
        from geoevents.review import review

        heading = self.title if title is None else title
        return review(self.readings, self.events, title=heading, story=self)

    def picture(
        self, path: str | Path, title: str | None = None, *, width: int = 1600, height: int = 1000, **options: Any
    ) -> Path:
        """Draw the map as a still picture, without a browser.

        Args:
            path: Where to, ending in ``.png``, ``.svg``, ``.pdf``, ``.jpg`` or ``.webp``.
            title: Above the map; the timeline's own title when left out.
            width: Pixels.
            height: Pixels.
            **options: As for ``map``.

        Returns:
            The path of the file.

        Raises:
            ExtraMissing: matplotlib is not installed: ``pip install 'geoevents[static]'``.
            UnwritableOutput: The file cannot be written there.
        """
        from geoevents.picture import picture

        drawn: Any = self.map(title, **options)
        return picture(drawn.story, path, width=width, height=height)

    def export(self, path: str | Path, format: str | None = None) -> Path:  # noqa: A002 - the word users look for
        """Write the events to a file for another program.

        Args:
            path: Where to; its suffix names the format: ``.geojson .gpkg .parquet .kml .gpx .csv .xlsx .ics
                .timeline.json .storymap.json .md .report.html``.
            format: The format's name when the suffix does not tell it.

        Returns:
            The path of the file.

        Raises:
            UnknownFormat: No such format; the message lists those there are.
            ExtraMissing: The format needs a package that is not installed.
            UnwritableOutput: The file cannot be written there.
        """
        from geoevents.export import export

        return export(
            self.frame,
            path,
            format,
            title=self.title,
            provenance=self._made_with(),
            events=self.events,
            draw=self._drawn,
        )

    def to_geojson(self) -> str:
        """Return the events as GeoJSON text (RFC 7946), one feature per event."""
        from geoevents.export import to_geojson

        return to_geojson(self.frame, provenance=self._made_with(), events=self.events)

    def correct(
        self,
        event: Event | str,
        *,
        place: str | tuple[float, float] | None = None,
        date: date | str | None = None,
        status: str | None = None,
        drop: bool = False,
        merge: Event | str | None = None,
        split: Evidence | str | None = None,
        why: str = "",
        who: str = "",
        when: date | None = None,
        gazetteer: Gazetteer | None = None,
    ) -> Timeline:
        """Put one event right, and remember who said so and why.

        Args:
            event: The event, or its ``id``.
            place: ``(latitude, longitude)`` in degrees, the same as text, or a name or identifier of
                the gazetteer.
            date: A day, month, year or ``first/last`` in ISO 8601; ``unknown`` takes the day away.
            status: One of ``occurred ongoing planned possible negated``.
            drop: Take the event off the timeline.
            merge: Another event, or its ``id``, that is the same happening; ``event`` keeps its place, day and status.
            split: A passage of the event, or the ``doc_id`` of its report, that tells another happening.
            why: The reason, for whoever reads the file of corrections.
            who: Whose correction it is.
            when: The day on which it was made.
            gazetteer: Where a place's name or identifier is looked up; the packaged one when left out.

        Returns:
            A new timeline with the correction applied and appended to ``corrections``.

        Raises:
            UnknownEvent: No event of this timeline has that identifier.
            InvalidCorrection: Nothing to correct was given, or a value that cannot be.
        """
        from geoevents.corrections import apply, propose

        made = propose(
            self._event(event),
            place=place,
            date=date,
            status=status,
            drop=drop,
            merge=None if merge is None else self._event(merge),
            split=split,
            why=why,
            who=who,
            when=when,
        )
        events = apply(self.events, made, gazetteer=gazetteer, readings=self.readings)
        return replace(self, events=events, corrections=(*self.corrections, *made))

    def add(
        self,
        passage: str,
        place_text: str,
        what: str,
        *,
        actors: Sequence[str] = (),
        place: str | tuple[float, float] | None = None,
        date: date | str | None = None,
        status: str | None = None,
        beside: Event | str | None = None,
        why: str = "",
        who: str = "",
        when: date | None = None,
        gazetteer: Gazetteer | None = None,
    ) -> Timeline:
        """Put an event on the timeline that the reading missed, with the passage that tells it.

        Args:
            passage: The words of a report that tell it.
            place_text: The words in the passage that name its place.
            what: What happened, in a few words.
            actors: Who, the mover first.
            place: As for ``correct``; what the reading made of ``place_text`` when left out.
            date: As for ``correct``; unknown when left out.
            status: As for ``correct``; ``occurred`` when left out.
            beside: An event of the same passage and place that stays; without one, a reading that finds the event
                itself makes this addition superfluous.
            why: The reason.
            who: Whose addition it is.
            when: The day on which it was made.
            gazetteer: As for ``correct``.

        Returns:
            A new timeline with the event, and with the corrections that make it appended to ``corrections``.

        Raises:
            InvalidCorrection: No report, or more than one, holds the passage, or it does not hold ``place_text``.
        """
        from geoevents.corrections import apply, propose, propose_event
        from geoevents.corrections.changes import enter, new_id

        given = None if beside is None else self._event(beside)
        row = propose_event(passage, place_text, what, actors=actors, beside=given, why=why, who=who, when=when)
        events = enter(self.events, row, self.readings)
        if isinstance(events, str):
            raise InvalidCorrection(f"the passage {events}: “{passage:.80}”.")
        if len(events) == len(self.events):
            raise InvalidCorrection(
                f"an event of {place_text!r} is told by this passage already: correct it, or name it as beside=…"
            )
        more: tuple[Correction, ...] = ()
        row = replace(row, doc_id=events[-1].evidence[0].doc_id)
        if (place, date, status) != (None, None, None):
            made = next(event for event in events if event.id == new_id(row))
            more = propose(made, place=place, date=date, status=status, why=why, who=who, when=when)
        events = apply(events, more, gazetteer=gazetteer, readings=self.readings)
        return replace(self, events=events, corrections=(*self.corrections, row, *more))

    def with_corrections(
        self, corrections: Iterable[Correction] | str | Path, *, gazetteer: Gazetteer | None = None
    ) -> Timeline:
        """Apply corrections made earlier, perhaps to an earlier reading of the same reports.

        Args:
            corrections: Corrections, or the file that ``geoevents.corrections.save`` wrote.
            gazetteer: As for ``correct``.

        Returns:
            A new timeline with what still fits applied, and all of it kept in ``corrections``.

        Raises:
            DocumentMissing: There is no such file.
            InvalidCorrection: A row is no correction.

        Warns:
            CorrectionNotApplied: A correction fits no event any more, or more than one.
        """
        from geoevents.corrections import apply, load

        rows = load(corrections) if isinstance(corrections, str | os.PathLike) else tuple(corrections)
        events = apply(self.events, rows, gazetteer=gazetteer, readings=self.readings)
        return replace(self, events=events, corrections=(*self.corrections, *rows))

    def save_corrections(self, path: str | Path) -> Path:
        """Write what was put right to a file that lives beside the reports, for ``with_corrections``.

        Args:
            path: Where to; a name that ends in ``.csv`` makes a table, any other JSON lines.

        Returns:
            The path of the file.

        Raises:
            UnwritableOutput: The file cannot be written there.
        """
        from geoevents.corrections import save

        return save(self.corrections, path)

    def __len__(self) -> int:
        return len(self.events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def __bool__(self) -> bool:
        # A timeline without events is still one: `if story:` must not hide its reports.
        return True

    def __repr__(self) -> str:
        return self._table().as_text()

    def _repr_html_(self) -> str:
        return self._table().as_html()

    def _drawn(self, path: Path) -> dict[str, str]:
        """Draw the map for a printed report; what stands in the mark of each event that is in the picture."""
        from geoevents.picture import marked

        drawn: Any = self.map()
        seen = marked(drawn.story, path, width=1600, height=960, heading=False)
        return {event_id: label for event_id, label in drawn.marks.items() if label in seen}

    def _made_with(self) -> Provenance:
        from geoevents.provenance import installed

        return self.provenance or installed()

    def _table(self) -> Table:
        placed = {event.place.place.id for event in self.events if event.place.place is not None}
        counts = ", ".join(
            (
                _count(len(self.events), "event"),
                _count(len(placed), "place"),
                _count(len(self.readings), "report"),
            )
        )
        return Table(heading=f"{self.title}: {counts}" if self.title else counts, events=self.events)

    def _event(self, event: Event | str) -> Event:
        wanted = event if isinstance(event, str) else event.id
        for mine in self.events:
            if mine.id == wanted:
                return mine
        known = ", ".join(mine.id for mine in self.events[:5]) or "none, it is empty"
        raise UnknownEvent(
            f"no event {wanted!r} on this timeline (it has {known}…): see the event_id column of .frame."
        )


_TIME_COLUMNS = [
    *("doc_id", "start", "end", "text", "type", "value", "earliest", "latest", "precision", "words", "explanation"),
]


def _moment(event: Event) -> tuple[date, date]:
    """Where an event stands in time: undated ones in the middle of their frame, or at the end."""
    when = event.when
    if when.earliest is None and when.latest is None and when.not_before is not None and when.not_after is not None:
        middle = when.not_before + (when.not_after - when.not_before) / 2
        return middle, when.not_after
    first = when.earliest or when.latest or when.not_before or when.not_after or date.max
    return first, when.latest or first


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _statuses(status: str | Collection[str] | None) -> frozenset[str]:
    if status is None:
        return frozenset(STATUSES)
    wanted = frozenset((status,) if isinstance(status, str) else status)
    if unknown := sorted(wanted.difference(STATUSES)):
        raise InvalidFilter(f"no event has status {', '.join(unknown)}: use {', '.join(STATUSES)}.")
    return wanted


def civil_day(day: date | str | None) -> date | None:
    """A day as it was given: a date, or text in ISO 8601.

    Raises:
        InvalidDate: It is no ISO 8601 day.
    """
    if isinstance(day, datetime):  # a pandas Timestamp too
        return day.date()
    if day is None or isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError as cause:
        raise InvalidDate(f"{day!r} is no day: write it as 2023-09-17.") from cause


def _has_actor(event: Event, actor: str) -> bool:
    return any(_bare(actor) in _bare(name) for name in event.actors)


def _has_place(event: Event, wanted: str) -> bool:
    place = event.place.place
    names = [event.place.mention.text]
    if place is not None:
        if wanted == place.country:
            return True
        names += [place.name, place.admin1_name or ""]
    return any(_bare(wanted) in _bare(name) for name in names)


def _bare(name: str) -> str:
    """A name without case, accents, hyphens and script: *Kim Jong-un* is *Kim Jong Un*, *Artëm* is *Artem*."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in anyascii(name).casefold()).split())


def _may_fall_within(event: Event, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    first = event.when.earliest or event.when.not_before
    last = event.when.latest or event.when.not_after
    if first is None and last is None:
        return False
    return not ((since and last and last < since) or (until and first and first > until))
