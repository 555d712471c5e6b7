"""What a page shows, as values: every word is chosen, nothing is laid out yet.

``maps`` makes a :class:`Story`, ``page`` writes it as JSON beside our scripts. Field names are the
keys that the scripts read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from geoevents.areas import AreaQuality
    from geoevents.basemap import Ground, Label
    from geoevents.corrections.choices import Edit
    from geoevents.means import Means
    from geoevents.model import EventType, PlacePrecision, Status

MANY = 500
"""Events with a place above which a page draws them on a canvas and makes a card only when a reader asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One passage and who published it."""

    quote: tuple[str, str, str]
    """The passage: what comes before the place, the place as written, what comes after."""
    title: str | None
    """Headline of the report."""
    line: str
    """Publisher and day, in words; may be empty."""
    url: str | None
    """Where a reader finds the report; http and https only."""
    by: str
    """Publisher, or what stands for one: the headline, the id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The ground of one region or country, as fine as the page needs it."""

    kind: Literal["region", "country"]
    """Drawn as a line, or only as a tint."""
    quality: AreaQuality
    """Whether the line is where an atlas has it."""
    unit: float
    """Degrees, side of the grid; longitudes go beyond 180 where the story crosses the date line."""
    rings: tuple[str, ...]
    """Shells and holes as steps on the grid, in the text form of the base map."""
    scattered: bool
    """Islands so far apart that a circle has to tell they belong together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One stop or event, as list, map and timeline show it."""

    key: str
    """Unique in the story; ``#stop=KEY`` opens it."""
    label: str
    """What stands in its mark: a number or a letter."""
    group: Literal["stop", "event", "general"]
    """On a route, off the routes, or a coarse mention of what finer events show."""
    mover: int | None = None
    """Index into the story's movers; None off the routes."""
    order_known: bool = True
    """Whether the reports say that this stop came here in the order."""
    leg: str = ""
    """The way here, in words."""
    means: Means | None = None
    """How the mover came, where the reports say so."""
    doubt: str = ""
    """Why that way is doubtful."""
    what: str
    """What happened."""
    type: EventType
    """Coarse class, for filter and colour."""
    actors: tuple[str, ...]
    """Who."""
    status: Status
    """Whether it happened, for shape and filter."""
    status_words: str
    """The same in words."""
    place: str
    """Name of the place."""
    original: str | None = None
    """The name as the reports spell it, where ``place`` is a reader's own name for it."""
    region: str | None
    """Name of the division around it."""
    country: str | None
    """ISO 3166-1 alpha-2 code; the browser knows its name."""
    lat: float
    """Degrees, WGS 84."""
    lon: float
    """Degrees, WGS 84; beyond 180 where the story crosses the date line."""
    precision: PlacePrecision
    """How much ground the name covers."""
    radius: float
    """Kilometres around the point that the name may mean."""
    where_words: str
    """The precision in words."""
    outline: int | None = None
    """Index into the story's outlines; None where a circle must do."""
    other_place: str | None
    """The best other bearer of the name."""
    when: str
    """When, in words."""
    start: int | None
    """First day as proleptic Gregorian ordinal; None when open."""
    end: int | None
    """Last day, inclusive; None when open."""
    time: Literal["given", "frame", "none"]
    """These days, some time within them, or no date at all."""
    bracket: tuple[int, int] | None = None
    """Order known, day unknown: first and last day that the stops before and after leave for it."""
    soft: tuple[bool, bool]
    """Which ends are about or only implied."""
    short: str
    """The days as a map label says them."""
    written: str
    """The time as the text has it."""
    explanation: str
    """How the days follow from it."""
    confidence: float
    """0 to 1."""
    sure: str
    """The confidence as a word."""
    sources: tuple[Source, ...]
    """Passages, one per report or more."""
    reasons: tuple[str, ...]
    """Why this place, date and status."""
    conflicts: tuple[str, ...]
    """Where the reports differ."""
    edit: Edit | None = None
    """What an editable page needs to put the place right; None on other pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that is not shown, and why."""

    text: str
    """What the report says or names."""
    reason: str
    """Why it is not shown."""
    quote: str = ""
    """The passage."""
    source: str = ""
    """The report."""
    times: int = 1
    """How often it comes; passage and report are those of the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Things not shown, of one kind."""

    heading: str
    """The kind, in words."""
    entries: tuple[Entry, ...]
    """At least one."""
    more: int = 0
    """How many there are besides that the page only counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One of the reports that were read."""

    title: str
    """Headline, publisher or id."""
    line: str
    """Publisher and day, in words; may be empty."""
    url: str | None
    """Where a reader finds it; http and https only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """Picture tiles that the author of the map asked for."""

    url: str
    """Address with ``{z}``, ``{x}`` and ``{y}``."""
    host: str
    """The server, for the page's policy and the credits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Very many events, packed: what :mod:`geoevents.columns` makes and ``static/columns.js`` reads."""

    count: int
    """Events."""
    general: int
    """Number of the first that only sums up others; as many as ``count`` where none does."""
    digits: int
    """Decimals of a degree that points have."""
    shortened: int | None
    """Characters that a passage may have, where passages had to be cut; 0 where they are left out."""
    parts: tuple[tuple[str, str, int], ...]
    """Each column: its name, ``text`` or of how many bytes a number is, and how many bytes or numbers it holds."""
    packed: str
    """The columns one after the other, deflated, in base 64."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Days that the timeline covers, as proleptic Gregorian ordinals."""

    first: int
    """First day."""
    last: int
    """Last day, inclusive."""
    core_first: int
    """First day that is drawn to scale; the same as ``first`` where nothing lies far before."""
    core_last: int
    """Last day that is drawn to scale, inclusive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All that one page shows."""

    title: str
    """Headline."""
    standfirst: str
    """Sentence under it."""
    byline: str
    """Who made the page; may be empty."""
    credits: str
    """Whom the page thanks, at its foot; may be empty."""
    language: str
    """ISO 639-1 code of the interface."""
    direction: Literal["ltr", "rtl"]
    """Its writing direction."""
    words: dict[str, Any]
    """Its words, by key."""
    cards: tuple[Card, ...]
    """In the order of the list; with ``columns`` only the first, for readers without JavaScript."""
    movers: tuple[str, ...]
    """Who travels, one per route."""
    statuses: tuple[Status, ...]
    """Those that occur."""
    types: tuple[EventType, ...]
    """Those that occur."""
    missing: tuple[Missing, ...]
    """What is not shown."""
    reports: tuple[Report, ...]
    """What was read."""
    more_reports: int = 0
    """How many there are besides that the page only counts."""
    bounds: tuple[tuple[float, float], tuple[float, float]]
    """South-west and north-east corner: latitude and longitude, degrees."""
    focus: tuple[tuple[float, float], tuple[float, float]]
    """Corners of what the first view shows: most of the story, without what lies far off."""
    axis: Axis | None
    """Days of the timeline; None without any date."""
    ground: Ground
    """The base map."""
    outlines: tuple[Outline, ...]
    """Grounds of regions and countries, each once."""
    outline_sources: tuple[str, ...]
    """Who drew them, for the credits."""
    labels: tuple[Label, ...]
    """Names around the story."""
    borders: bool
    """Whether borders are drawn."""
    tiles: Tiles | None
    """None when nobody is asked for pictures."""
    made_with: str = ""
    """Versions of what made it, for whoever finds the file a year later; no part of what is shown."""
    editable: bool = False
    """Whether readers may put places right."""
    columns: Columns | None = None
    """All events, where there are too many for a card each."""
