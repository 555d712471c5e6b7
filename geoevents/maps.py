"""Events and stops on a ``folium.Map``: the map, the list and the timeline of one story.

No text ever goes through folium's templates, which would run it as code: the map carries its
story as a JSON text, and :mod:`geoevents.page` puts that beside our own scripts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import folium

from geoevents import basemap, page
from geoevents import outlines as ground
from geoevents.interface import interface
from geoevents.interface.dates import reach, unknown
from geoevents.model import EVENT_TYPES, STATUSES
from geoevents.payload import axis, cards, movers_of, safe_url, shown_events, source_words
from geoevents.story import Entry, Missing, Report, Story, Tiles
from geoevents.wording import place_as_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from geoevents.interface import Interface
    from geoevents.model import Document, Event, Stop
    from geoevents.story import Card

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

    Returns:
        A real ``folium.Map``; other folium layers may be added to it.

    Raises:
        ValueError: ``tiles`` is no https address with ``{z}``, ``{x}`` and ``{y}``.
        UnknownLanguage: There is no dictionary for ``language``.
        AssetMissing: The package was installed without its base map or its outlines.

    Example:
        >>> import folium
        >>> story = draw([], title="A quiet day")
        >>> isinstance(story, folium.Map)
        True
    """
    grounds = ground.find(event.place.place for event in events) if outlines else {}
    words = interface(language)
    shown = cards(events, stops, grounds, words, place_names, editable=editable)
    # A whole country behind finer events would push them into a corner of the map.
    fine = [card for card in shown if card.group != "general"] or shown
    points = [point for card in fine for point in _extent(card, grounds)]
    frame = basemap.frame(points) if points else _WORLD
    focus = basemap.frame(basemap.core(points)).within(frame) if points else _WORLD
    shown = tuple(replace(card, lon=round(frame.unwrapped(card.lon), 4)) for card in shown)
    story = Story(
        title=title or _title(events, stops, documents, words),
        standfirst=standfirst if standfirst is not None else _standfirst(shown, events, documents, words),
        byline=byline,
        credits=credits,
        language=words.code,
        direction=words.direction,
        words=words.for_page(editable=editable),
        cards=shown,
        movers=movers_of(stops),
        statuses=tuple(status for status in STATUSES if any(card.status == status for card in shown)),
        types=tuple(kind for kind in EVENT_TYPES if any(card.type == kind for card in shown)),
        missing=tuple(_missing(events, aside, documents, words)),
        reports=tuple(_report(document, words) for document in documents),
        bounds=frame.corners(),
        focus=focus.corners(),
        outlines=ground.drawn(grounds, focus),
        outline_sources=ground.sources(grounds),
        axis=axis(shown),
        ground=basemap.around(focus, borders=borders),
        labels=basemap.labels(focus, taken=[(card.place, card.lat, card.lon) for card in shown]),
        borders=borders,
        tiles=_tiles(tiles),
        made_with=made_with,
        editable=editable,
    )
    told = zip(shown_events(events, stops), shown, strict=True)
    return StoryMap(story, frame, {event.id: card.label for event, card in told if card.group != "general"})


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


def _standfirst(shown: Sequence[Card], events: Sequence[Event], documents: Sequence[Document], words: Interface) -> str:
    what = words.count("event", len(shown)) if shown else words.say("standfirst_none")
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
    events: Sequence[Event], aside: Sequence[Aside], documents: Sequence[Document], words: Interface
) -> Iterator[Missing]:
    """What the reports say and the map does not show, by kind, each with its reason."""
    titles = {document.id: document.title or document.source or document.id for document in documents}
    unplaced = [_unplaced(event, words) for event in events if event.place.place is None]
    undated = [_undated(event, words) for event in events if event.place.place and unknown(event.when)]
    for heading, entries in (
        ("missing_place", unplaced),
        ("missing_date", undated),
        ("missing_aside", list(_asides(aside, titles))),
    ):
        if entries:
            yield Missing(heading=words.say(heading), entries=tuple(entries))


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
