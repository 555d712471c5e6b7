"""Events and stops on a ``folium.Map``: the map, the list and the timeline of one story.

No text ever goes through folium's templates, which would run it as code: the map carries its
story as a JSON text, and :mod:`geoevents.page` puts that beside our own scripts.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import folium

from geoevents import basemap, page
from geoevents import outlines as ground
from geoevents.errors import GeoEventsWarning
from geoevents.interface import interface
from geoevents.interface.dates import reach, unknown
from geoevents.model import EVENT_TYPES, STATUSES
from geoevents.payload import Writer, axis, axis_of, cards, listed, movers_of, safe_url, shown_events, source_words
from geoevents.story import MANY, Entry, Missing, Report, Story, Tiles
from geoevents.wording import place_as_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from geoevents.interface import Interface
    from geoevents.model import Document, Event, Stop
    from geoevents.story import Axis, Card, Columns

_PLAIN = 100
"""Of so many events, how many the list for readers without JavaScript holds."""
_LISTED = 200
"""Of so many events, how many things of one kind that are not on the map are listed and not only counted."""
_WORLD = basemap.Frame(west=-150.0, south=-50.0, east=170.0, north=70.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A place name in a report that is not on the map, and why."""

    text: str
    """The name as written."""
    reason: str
    """Why it is not on the map, in words for a reader."""
    doc_id: str
    """The report."""
    start: int
    """Character offset of the name."""
    end: int
    """Character offset, end exclusive."""
    quote: str
    """The passage around it."""


class StoryMap(folium.Map):
    """A ``folium.Map`` that carries a story; other layers can be added to it as to any map.

    Shown in a notebook or saved, it is one page that asks the network for nothing.
    """

    def __init__(self, story: Story, frame: basemap.Frame, marks: Mapping[str, str] = MappingProxyType({})) -> None:
        """Take what :func:`draw` made."""
        middle = [(frame.south + frame.north) / 2, (frame.west + frame.east) / 2]
        super().__init__(location=middle, tiles=None, zoom_start=4)
        self._name = "Map"
        self.story = story
        """What the page shows."""
        self.marks = marks
        """Identifier of an event → what stands in its mark."""
        # ``max_zoom=`` of folium goes to a tile layer only, and there is none.
        self.options["maxZoom"] = 14

    def save(self, outfile: Path | str, *, title: str | None = None) -> None:  # type: ignore[override]
        """Write the self-contained page; see :func:`geoevents.page.save`."""
        page.save(self, outfile, title=title)

    def _repr_html_(self, **_: Any) -> str:
        return page.framed(page.html(self), title="Map and timeline", height=680)


def draw(
    events: Sequence[Event],
    *,
    stops: Sequence[Stop] = (),
    documents: Sequence[Document] = (),
    aside: Sequence[Aside] = (),
    title: str | None = None,
    standfirst: str | None = None,
    byline: str = "",
    credits: str = "",  # noqa: A002 - the word newspapers use
    language: str = "en",
    place_names: Mapping[str, str] = MappingProxyType({}),
    borders: bool = False,
    outlines: bool = True,
    tiles: str | None = None,
    made_with: str = "",
    editable: bool = False,
    text_megabytes: float = 2.0,
) -> StoryMap:
    """Put events on a map with their list and timeline.

    Args:
        events: What happened. Those without a place are listed beside the map with their reason.
        stops: Halts of a mover in travelling order; they are numbered and joined by a route.
        documents: The reports, for their titles and days.
        aside: Place names that are not on the map and why.
        title: Headline; without one it is made from the stops or the report.
        standfirst: Sentence under the headline; without one it says how many events and reports there are.
        byline: Who made the page, under the standfirst.
        credits: Whom the page thanks, at its foot, beside the sources of the base map that are always named.
        language: Language of the interface, dates and distances: one of ``geoevents.interface.LANGUAGES``. What the
            reports say stays as it is.
        place_names: Names of places as the readers know them, by the gazetteer's identifier or by the name in the
            reports; the reports' own name stands beside it.
        borders: Also draw borders between countries, as Natural Earth has them.
        outlines: Draw regions and countries as their ground where it is known, as ``docs/areas.md`` explains; without
            them all are dashed circles.
        tiles: Address of picture tiles with ``{z}``, ``{x}`` and ``{y}`` to draw over the own base map; the page then
            asks that server for pictures. None asks nobody.
        made_with: Versions of what made it, in words; they stand in the file and are not shown.
        editable: Let readers put places right, by dragging a mark or choosing another place of its name, and take the
            corrections along as a file.
        text_megabytes: Of more than 500 events, how much of the page what happened and the passages may take;
            longer ones are cut around their place, and the page says so.

    Returns:
        A real ``folium.Map``; other folium layers may be added to it.

    Raises:
        ValueError: ``tiles`` is no https address with ``{z}``, ``{x}`` and ``{y}``, or ``text_megabytes`` is negative.
        UnknownLanguage: There is no dictionary for ``language``.
        AssetMissing: The package was installed without its base map or its outlines.

    Warns:
        GeoEventsWarning: There are more than 500 events, and ``stops`` or ``editable`` were given: neither a
            route nor corrections are on such a map.

    Example:
        >>> import folium
        >>> story = draw([], title="A quiet day")
        >>> isinstance(story, folium.Map)
        True
    """
    if text_megabytes < 0:
        raise ValueError(f"text_megabytes={text_megabytes} is less than nothing: use 0 or more")
    words = interface(language)
    placed = sum(event.place.place is not None for event in events)
    asked = _Asked(
        words=words, names=place_names, outlines=outlines, editable=editable, room=round(text_megabytes * 1e6)
    )
    found = _many(events, stops, asked) if placed > MANY else _few(events, stops, asked)
    most = _LISTED if placed > MANY else max(len(documents), len(aside), len(events))
    told = {trait for event in events if event.place.place for trait in (event.status, event.type)}
    # A row of a table is its event once more, and not worth a line of its own.
    named = [document for document in documents if placed <= MANY or document.title or document.source]
    story = Story(
        title=title or _title(events, stops, documents, words),
        standfirst=standfirst if standfirst is not None else _standfirst(placed, events, named, words),
        byline=byline,
        credits=credits,
        language=words.code,
        direction=words.direction,
        words=words.for_page(editable=found.editable, many=found.columns is not None),
        cards=found.cards,
        movers=movers_of(stops) if found.columns is None else (),
        statuses=tuple(status for status in STATUSES if status in told),
        types=tuple(kind for kind in EVENT_TYPES if kind in told),
        missing=tuple(_missing(events, aside, documents, words, most)),
        reports=tuple(_report(document, words) for document in named[:most]),
        more_reports=max(0, len(named) - most),
        bounds=found.frame.corners(),
        focus=found.focus.corners(),
        outlines=ground.drawn(found.grounds, found.focus),
        outline_sources=ground.sources(found.grounds),
        axis=found.axis,
        ground=basemap.around(found.focus, borders=borders),
        labels=basemap.labels(found.focus, taken=found.taken),
        borders=borders,
        tiles=_tiles(tiles),
        made_with=made_with,
        editable=found.editable,
        columns=found.columns,
    )
    return StoryMap(story, found.frame, found.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """How events are to be shown."""

    words: Interface
    names: Mapping[str, str]
    outlines: bool
    editable: bool
    room: int
    """Characters for the texts of very many events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Events as a page shows them, and the ground and the days that they cover."""

    cards: tuple[Card, ...]
    columns: Columns | None = None
    grounds: Mapping[str, ground.Drawn]
    frame: basemap.Frame
    focus: basemap.Frame
    axis: Axis | None
    taken: Sequence[tuple[str, float, float]] = ()
    """Names that the events bring with them, with latitude and longitude."""
    marks: Mapping[str, str]
    """Identifier of an event → what stands in its mark."""
    editable: bool = False


def _few(events: Sequence[Event], stops: Sequence[Stop], asked: _Asked) -> _Found:
    """A card for each event."""
    grounds = ground.find(event.place.place for event in events) if asked.outlines else {}
    shown = cards(events, stops, grounds, asked.words, asked.names, editable=asked.editable)
    # A whole country behind finer events would push them into a corner of the map.
    fine = [card for card in shown if card.group != "general"] or shown
    points = [point for card in fine for point in _extent(card, grounds)]
    frame = basemap.frame(points) if points else _WORLD
    told = zip(shown_events(events, stops), shown, strict=True)
    return _Found(
        cards=tuple(replace(card, lon=round(frame.unwrapped(card.lon), 4)) for card in shown),
        grounds=grounds,
        frame=frame,
        focus=basemap.frame(basemap.core(points)).within(frame) if points else _WORLD,
        axis=axis(shown),
        taken=[(card.place, card.lat, card.lon) for card in shown],
        marks={event.id: card.label for event, card in told if card.group != "general"},
        editable=asked.editable,
    )


def _many(events: Sequence[Event], stops: Sequence[Stop], asked: _Asked) -> _Found:
    """Columns of all events, and cards of the first."""
    from geoevents.columns import Sheet, most_told

    if stops:
        _warn(f"{len(events)} events are too many for a route, so none is drawn", "actor=…", "the way of one mover")
    if asked.editable:
        _warn(f"the places of {len(events)} events cannot be put right on one map", "since=…", "some of them")
    grounds = ground.find(most_told(event.place.place for event in events)) if asked.outlines else {}
    rows = listed(events)
    sheet = Sheet(rows, Writer(words=asked.words, names=asked.names), grounds)
    frame, focus = sheet.ground()
    return _Found(
        cards=cards(rows[:_PLAIN], [], grounds, asked.words, asked.names),
        columns=sheet.packed(frame, asked.room),
        grounds=grounds,
        frame=frame,
        focus=focus,
        axis=axis_of(sheet.spans()),
        marks={event.id: str(number) for number, event in enumerate(rows, 1) if not event.umbrella},
    )


def _warn(problem: str, argument: str, shown: str) -> None:
    warnings.warn(f"{problem}; story.filter({argument}).map(…) shows {shown}", GeoEventsWarning, stacklevel=5)


def _extent(card: Card, grounds: Mapping[str, ground.Drawn]) -> list[tuple[float, float]]:
    """Longitude and latitude of what the view should hold of a card: its mark, and a region that is not too wide."""
    found = next((one for one in grounds.values() if one.number == card.outline), None)
    corners = found.corners() if found and card.precision == "region" else []
    return [(card.lon, card.lat), *corners]


def _title(events: Sequence[Event], stops: Sequence[Stop], documents: Sequence[Document], words: Interface) -> str:
    if stops:
        places = [place_as_written(stop.event) for stop in stops]
        way = words.say("title_way", mover=stops[0].mover, a=places[0], b=places[-1])
        return way if len(places) > 1 else stops[0].mover
    if len(documents) == 1 and documents[0].title:
        return documents[0].title
    return words.say("title" if events else "title_none")


def _standfirst(shown: int, events: Sequence[Event], documents: Sequence[Document], words: Interface) -> str:
    what = words.count("event", shown) if shown else words.say("standfirst_none")
    if documents:
        what = words.say("standfirst", events=what, reports=words.count("report", len(documents)))
    days = [day for event in events for day in (event.when.earliest, event.when.latest) if day]
    what = what[:1].upper() + what[1:]
    if not days:
        return words.say("standfirst_end", what=what)
    first, last = min(days), max(days)
    said = words.day("day", first) if first == last else reach(first, last, words)
    # The Russian word for year is shortened, and its full stop ends the sentence too.
    return words.say("standfirst_days", what=what, days=said).replace("..", ".")


def _missing(
    events: Sequence[Event], aside: Sequence[Aside], documents: Sequence[Document], words: Interface, most: int
) -> Iterator[Missing]:
    """What the reports say and the map does not show, by kind, each with its reason; the first ``most`` of a kind."""
    titles = {document.id: document.title or document.source or document.id for document in documents}
    unplaced = [event for event in events if event.place.place is None]
    undated = [event for event in events if event.place.place and unknown(event.when)]
    named = list(_asides(aside, titles))
    for heading, entries, count in (
        ("missing_place", [_unplaced(event, words) for event in unplaced[:most]], len(unplaced)),
        ("missing_date", [_undated(event, words) for event in undated[:most]], len(undated)),
        ("missing_aside", named[:most], sum(entry.times for entry in named)),
    ):
        if entries:
            more = count - sum(entry.times for entry in entries)
            yield Missing(heading=words.say(heading), entries=tuple(entries), more=more)


def _unplaced(event: Event, words: Interface) -> Entry:
    proof = event.evidence[0] if event.evidence else None
    return Entry(
        text=event.what or event.place.mention.text,
        reason=event.place.reason or words.say("no_place"),
        quote=" ".join(proof.text.split()) if proof else "",
        source=(proof.title or source_words(proof, words)) if proof else "",
    )


def _undated(event: Event, words: Interface) -> Entry:
    place = event.place.place
    return Entry(
        text=f"{event.what}: {place_as_written(event)}" if place else event.what,
        reason=event.when.explanation or words.say("no_date"),
    )


def _asides(aside: Sequence[Aside], titles: Mapping[str, str]) -> Iterator[Entry]:
    """One entry for a name and reason, with the first passage and how often it comes."""
    alike: dict[tuple[str, str], list[Aside]] = {}
    for entry in aside:
        alike.setdefault((entry.text, entry.reason), []).append(entry)
    for entries in alike.values():
        yield _aside(entries[0], titles, len(entries))


def _aside(entry: Aside, titles: Mapping[str, str], times: int) -> Entry:
    return Entry(
        text=entry.text,
        reason=entry.reason,
        times=times,
        quote=" ".join(entry.quote.split()),
        source=titles.get(entry.doc_id, entry.doc_id),
    )


def _report(document: Document, words: Interface) -> Report:
    return Report(
        title=document.title or document.source or document.id,
        line=source_words(document, words),
        url=safe_url(document.url),
    )


def _tiles(address: str | None) -> Tiles | None:
    if address is None:
        return None
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.netloc or not all(mark in address for mark in ("{z}", "{x}", "{y}")):
        raise ValueError(f"tiles={address!r} is no https address of picture tiles with {{z}}, {{x}} and {{y}} in it")
    return Tiles(url=address, host=parts.netloc)
