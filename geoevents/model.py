"""The nouns: frozen values that travel from one module to the next.

Offsets count characters of ``Document.text`` (end exclusive), coordinates are degrees in WGS 84,
distances kilometres, days are civil days at the place. Nothing here computes anything that needs
data, a model or the network.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from geoevents.timex.operators import Tree

Kind = Literal["literal", "metonym", "demonym", "embedded", "other"]
Status = Literal["occurred", "ongoing", "planned", "possible", "negated"]
PlacePrecision = Literal["site", "locality", "region", "country"]
TimePrecision = Literal["hour", "day", "month", "year", "unknown"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimeRole = Literal["at", "since", "until", "span"]
PublishedSource = Literal["given", "metadata", "feed", "dateline", "filename"]
EventType = Literal[
    "travel", "meeting", "ceremony", "attack", "disaster", "health", "protest", "court", "sport", "business", "other"
]

KINDS: tuple[Kind, ...] = ("literal", "metonym", "demonym", "embedded", "other")
STATUSES: tuple[Status, ...] = ("occurred", "ongoing", "planned", "possible", "negated")
EVENT_TYPES: tuple[EventType, ...] = (
    "travel",
    "meeting",
    "ceremony",
    "attack",
    "disaster",
    "health",
    "protest",
    "court",
    "sport",
    "business",
    "other",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report, as text."""

    id: str
    """Unique within a run; a file's name, a record's ``doc_id``."""
    text: str
    """The text that all offsets refer to."""
    title: str | None = None
    """Headline, when it is known apart from the text."""
    published: date | None = None
    """Publication day, civil calendar; None when nobody knows."""
    published_source: PublishedSource | None = None
    """Who says so."""
    url: str | None = None
    """Where a reader finds the report."""
    source: str | None = None
    """Publisher: a domain or a name."""
    author: str | None = None
    """Who wrote it, as the page, the feed or the file says."""
    corpus: str | None = None
    """Passed through from batch input to batch output."""
    language: str = "en"
    """ISO 639-1 code."""
    spans: tuple[tuple[int, int], ...] | None = None
    """Toponym spans that came with the input and replace recognition; None when we recognise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of text that names a place, or looks as if it did."""

    start: int
    """Character offset."""
    end: int
    """Character offset, end exclusive."""
    text: str
    """``document.text[start:end]``."""
    kind: Kind
    """What the name stands for here; only ``literal`` can become a pin."""
    score: float = 1.0
    """How sure recognition is, 0 to 1."""
    reason: str = ""
    """Why this kind, in words for a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An entry of the gazetteer, or an answer of a geocoder."""

    id: str
    """``geonames:2013348``, ``overlay:farther-russia``, ``nominatim:way/123``."""
    name: str
    """Display name."""
    latitude: float
    """Degrees, WGS 84."""
    longitude: float
    """Degrees, WGS 84."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code; None for seas and regions across borders."""
    admin1: str | None = None
    """GeoNames admin-1 code within the country."""
    admin1_name: str | None = None
    """Name of that division, for display."""
    layer: str = "city"
    """``city country admin1 admin2 sea region site airport …``: the gazetteer's layer; ``near`` for a neighbourhood."""
    precision: PlacePrecision = "locality"
    """How much ground the name covers."""
    radius_km: float = 5.0
    """Kilometres around the point that the name may mean."""
    population: int = 0
    """People, 0 when unknown."""
    geonameid: int | None = None
    """GeoNames identifier where there is one."""
    source: str = "geonames"
    """Where the entry comes from, for attribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One bearer of a name, with the rung of the ladder that found it."""

    place: Place
    rung: str
    """``overlay exact normalised affix demonym head fuzzy geocoder context``: how the name led here, best first."""
    flags: frozenset[str] = frozenset()
    """Of the name row: ``main alternate code abbreviation demonym historic metonym common``; of a geocoder's answer
    what agrees with the report: ``country name near``."""
    score: float = 0.0
    """Ranker's score, 0 to 1; 0 before ranking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a mention resolved to, or why it did not."""

    mention: Mention
    place: Place | None
    """None when unresolved: ``reason`` says why."""
    score: float = 0.0
    """How sure, 0 to 1."""
    alternatives: tuple[Candidate, ...] = ()
    """Other bearers, best first; the first is the runner-up."""
    reason: str = ""
    """In words for a reader."""
    rung: str = ""
    """The rung of the winner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time as an interval of civil days, with what the text leaves open."""

    earliest: date | None = None
    """First day; None when the text does not give it."""
    latest: date | None = None
    """Last day, inclusive; None when open or not given."""
    not_before: date | None = None
    """When no day is given: the frame's first day."""
    not_after: date | None = None
    """When no day is given: the frame's last day."""
    precision: TimePrecision = "unknown"
    """Granularity of the expression."""
    type: TimexType = "DATE"
    """TIMEX3 type."""
    value: str = ""
    """TIMEX3 value, such as ``2023-09-18TAF`` or ``P6D``."""
    role: TimeRole = "at"
    """``at`` the time, ``since`` it (began), ``until`` it (deadline, ended), ``span`` for the whole interval."""
    text: str = ""
    """The expression as written; empty when the time was inferred."""
    start: int | None = None
    """Character offset of the expression; None when inferred."""
    end: int | None = None
    """Character offset, end exclusive; None when inferred."""
    anchor: str = ""
    """What it was counted from: ``absolute published dateline previous``; empty when nothing."""
    approximate: bool = False
    """About, around, roughly."""
    inferred: tuple[str, ...] = ()
    """Which ends the text does not say itself but implies: ``earliest``, ``latest``."""
    explanation: str = ""
    """In words: ``Saturday before publication on Sunday 17 September 2023``."""
    tree: Tree | None = field(default=None, repr=False, compare=False)
    """The expression's operators, such as ``Shift(-1 week, published)``; None when the time was inferred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The passage of one report that says so."""

    doc_id: str
    """The report."""
    start: int
    """Character offset of the passage."""
    end: int
    """Character offset, end exclusive."""
    text: str
    """``document.text[start:end]``."""
    place_start: int
    """Character offset of the place mention."""
    place_end: int
    """Character offset, end exclusive."""
    title: str | None = None
    """Headline of the report."""
    source: str | None = None
    """Publisher."""
    url: str | None = None
    """Where a reader finds it."""
    published: date | None = None
    """Publication day of the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One place, one time, one status at which something happens, with the passages that say so."""

    id: str
    """Stable digest of document, place mention, day and status."""
    what: str
    """At most eight words from the text."""
    type: EventType
    """Coarse class, for colours and filters."""
    actors: tuple[str, ...]
    """Names as the text gives them, the mover first."""
    place: Resolution
    """Where."""
    when: When
    """When."""
    status: Status
    """Whether it happened."""
    evidence: tuple[Evidence, ...]
    """Passages, one per report or more; the first is shown."""
    confidence: float
    """0 to 1, of place, date and status together."""
    reasons: tuple[str, ...] = ()
    """Why this place, date and status, in words for a reader."""
    conflicts: tuple[str, ...] = ()
    """Where the reports differ, in words."""
    umbrella: bool = False
    """The whole of which other events are the parts (a trip, a country)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """The way from one stop to the next."""

    kilometres: float
    """Geodesic length."""
    days: float | None = None
    """Least time between the two stops in days; None when a date is open."""
    doubt: str = ""
    """Why the leg is doubtful, such as an impossible speed; empty when it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One halt of a mover."""

    number: int
    """1, 2, 3 … in travelling order."""
    mover: str
    """Who or what travels."""
    event: Event
    """What happened there."""
    leg: Leg | None = None
    """The way here from the stop before; None at the first."""
    order_known: bool = True
    """False when the text leaves open whether this stop came before its neighbours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was found in one report."""

    document: Document
    """The report."""
    resolutions: tuple[Resolution, ...] = ()
    """Every place mention in text order, pins or not, each with its reason."""
    times: tuple[When, ...] = ()
    """Every time expression in text order."""
    events: tuple[Event, ...] = ()
    """Events in text order."""
    problems: tuple[str, ...] = field(default=())
    """What could not be done, in words."""
