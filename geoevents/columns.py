"""Very many events as columns: every number a few bytes, every text once, packed into one page.

A card for each of a hundred thousand events would make a page that no browser opens. Here each event is a row of
numbers: where (a spot), when (a time), what, who, by whom told; ``static/columns.js`` reads them back and makes
a card of a row when a reader asks for it. Words are chosen by :mod:`geoevents.payload`, as for few events.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any
from unicodedata import combining

import numpy as np

from geoevents import basemap
from geoevents.model import EVENT_TYPES, STATUSES
from geoevents.payload import quoted, runner_up, safe_url, source_words, span, with_year
from geoevents.story import Columns
from geoevents.wording import point_in_words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from geoevents.model import Event, Evidence, Place
    from geoevents.outlines import Drawn
    from geoevents.payload import Writer

OUTLINES = 40
"""Most regions and countries whose ground is drawn; those with most events."""
_SAMPLE = 4000
"""Events that decide on the first view and on the busy days."""
_PART, _ITEM, _ROW = "\x1d", "\x1f", "\x00"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")


def most_told(places: Iterable[Place | None]) -> list[Place]:
    """Regions and countries with most events, at most :data:`OUTLINES` of them."""
    wide: dict[str, Place] = {}
    counts: Counter[str] = Counter()
    for place in places:
        if place is not None and place.precision in {"region", "country"}:
            wide.setdefault(place.id, place)
            counts[place.id] += 1
    return [wide[key] for key, _ in counts.most_common(OUTLINES)]


@dataclass(slots=True)
class _Texts:
    """Each value once, numbered in the order of first appearance, and which value each row has."""

    numbers: dict[Hashable, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def add(self, text: str) -> None:
        """A row that holds a text; one of several parts has clean parts already."""
        number = self.numbers.get(text)
        if number is None:
            number = self.numbers[text] = len(self.texts)
            self.texts.append(text)
        self.rows.append(number)

    def index(self) -> Any:
        """How far back from the newest value each row's value lies; 0 for one that comes for the first time."""
        rows = np.asarray(self.rows, dtype=np.int64)
        seen = np.concatenate(([0], np.maximum.accumulate(rows)[:-1] + 1)) if len(rows) else rows
        return seen - rows


def clean(text: str) -> str:
    r"""Text without the control signs that part the columns, and without halves of characters.

    Example:
        >>> clean("half \ud83d of a pair\x00")
        'half � of a pair�'
    """
    return _CONTROL.sub("\ufffd", text) if _CONTROL.search(text) else text


class Sheet:
    """The rows of very many events, before they are packed."""

    def __init__(self, events: Sequence[Event], speak: Writer, outlines: Mapping[str, Drawn]) -> None:
        """Read placed events in the order of the list."""
        self._speak, self._outlines = speak, outlines
        self._lines: dict[Hashable, str] = {}
        self._known: dict[Hashable, tuple[int, str]] = {}
        self._places: dict[Hashable, str] = {}
        self._names: dict[str, str] = {}
        self.general = len(events)
        self.statuses: list[int] = []
        self.types: list[int] = []
        self.sure: list[int] = []
        self.sources: list[int] = []
        self.points: list[tuple[float, float]] = []
        self.days: list[tuple[int | None, int | None]] = []
        self.spots, self.grounds, self.times = _Texts(), _Texts(), _Texts()
        self.what, self.actors, self.notes = _Texts(), _Texts(), _Texts()
        self.quotes, self.titles, self.credits, self.urls, self.by = (_Texts() for _ in range(5))
        for number, event in enumerate(events):
            if event.umbrella and self.general == len(events):
                self.general = number
            self._add(event)

    def _add(self, event: Event) -> None:
        place = event.place.place
        if place is None:
            raise AssertionError("only placed events become rows")
        point = point_in_words(place.latitude, place.longitude)
        name = self._spot(event, place, point)
        written = self._time(event)
        self.statuses.append(STATUSES.index(event.status))
        self.types.append(EVENT_TYPES.index(event.type))
        self.sure.append(max(0, min(100, round(event.confidence * 100))))
        self.what.add(clean(event.what))
        self.actors.add(_ITEM.join(map(clean, event.actors)))
        self.notes.add(_PART.join(_ITEM.join(map(clean, part)) for part in (event.reasons, event.conflicts)))
        self.sources.append(len(event.evidence))
        said = ("\x01", event.what), ("\x02", name), ("\x03", written), ("\x04", point)
        for evidence in event.evidence:
            self._source(evidence, said)

    def _spot(self, event: Event, place: Place, point: str) -> str:
        """Where: the point, and what is said of it; the name."""
        other, drawn = runner_up(event), self._outlines.get(place.id)
        written = event.place.mention.text, event.place.rung
        traits = (place.name, place.admin1_name, place.country, place.layer, place.precision, place.radius_km)
        unnamed = place.name == written[0] == point
        key = ("",) if unnamed else (*written, place.id if self._speak.names else "")
        key = (*key, *traits[unnamed:], other, drawn.number if drawn else None)
        ground = self._places.get(key)
        if ground is None:
            card = self._speak.outlined(self._speak.card(event), event, self._outlines)
            fields = (
                "" if unnamed else card.place, card.original, card.region, card.country, card.precision, card.radius,
                card.where_words, card.other_place, card.outline,
            )  # fmt: skip
            ground = self._places[key] = _json(fields)
            self._names[ground] = clean(card.place)
        self.grounds.add(ground)
        spot = (place.latitude, place.longitude, place.precision, place.radius_km, drawn.number if drawn else None)
        number = self.spots.numbers.get(spot)
        if number is None:
            number = self.spots.numbers[spot] = len(self.points)
            self.points.append((place.latitude, place.longitude))
        self.spots.rows.append(number)
        return "" if unnamed else self._names[ground]

    def _time(self, event: Event) -> str:
        """When, in numbers and words; what the text has for it."""
        key = (event.when, event.status)
        known = self._known.get(key)
        if known is None:
            card = self._speak.card(event)
            spoken = card.when, with_year(card), card.written, card.explanation
            words = _json((card.start, card.end, card.time, *card.soft, *spoken))
            number = self.times.numbers.get(words)
            if number is None:
                number = self.times.numbers[words] = len(self.days)
                self.times.texts.append(words)
                self.days.append(span(event.when))
            known = self._known[key] = number, card.written
        self.times.rows.append(known[0])
        return known[1]

    def _source(self, evidence: Evidence, said: Sequence[tuple[str, str]]) -> None:
        key = (evidence.source, evidence.published)
        if key not in self._lines:
            self._lines[key] = clean(source_words(evidence, self._speak.words))
        self.quotes.add(_referring(_PART.join(map(clean, quoted(evidence))), said))
        self.titles.add(clean(evidence.title or ""))
        self.credits.add(self._lines[key])
        self.urls.add(safe_url(evidence.url) or "")
        self.by.add(clean(evidence.source or evidence.title or evidence.doc_id))

    def ground(self) -> tuple[basemap.Frame, basemap.Frame]:
        """What all events cover, to a hundredth of a degree, and what most of them do."""
        points = np.asarray(self.points)[np.asarray(self.spots.rows[: self.general or None])]
        edges = np.unique(np.concatenate((np.floor(points[:, 1] * 100), np.ceil(points[:, 1] * 100)))) / 100
        south, north = points[:, 0].min(), points[:, 0].max()
        sides = [(float(longitude), float(south)) for longitude in edges]
        whole = basemap.frame([*sides, (sides[0][0], float(north))])
        some = points[:: max(1, len(points) // _SAMPLE)]
        focus = basemap.frame(basemap.core([(float(longitude), float(latitude)) for latitude, longitude in some]))
        return whole, focus.within(whole)

    def spans(self) -> list[tuple[int | None, int | None]]:
        """First and last days, those of all events thinned out evenly; the outermost are among them."""
        found = sorted((self.days[row] for row in self.times.rows), key=lambda days: days[0] or days[1] or 0)
        dated = [days for days in self.days if days != (None, None)]
        ends = [
            min(dated, key=lambda days: days[0] or days[1] or 0),
            max(dated, key=lambda days: days[1] or days[0] or 0),
        ]
        return [*found[:: max(1, len(found) // _SAMPLE)], *ends] if dated else []

    def packed(self, frame: basemap.Frame, room: int) -> Columns:
        """The page's columns.

        Args:
            frame: How longitudes are counted.
            room: Characters that what happened and the passages may take in the page.
        """
        shortened = self._shorten(room)
        digits, points = _grid(self.points, frame)
        parts: list[tuple[str, str, int]] = []
        body: list[bytes] = []
        numbers = {
            "status": np.asarray(self.statuses), "type": np.asarray(self.types), "sure": np.asarray(self.sure),
            "sources": np.asarray(self.sources), "lat": _zigzag(points[:, 0]), "lon": _zigzag(points[:, 1]),
        }  # fmt: skip
        texts = {
            "ground": self.grounds, "time": self.times, "what": self.what, "actors": self.actors, "notes": self.notes,
            "quote": self.quotes, "title": self.titles, "credit": self.credits, "url": self.urls, "by": self.by,
        }  # fmt: skip
        numbers |= {f"{name}_at": held.index() for name, held in (texts | {"spot": self.spots}).items()}
        for name, values in numbers.items():
            planes = _planes(values)
            parts.append((name, str(len(planes)), len(values)))
            body += planes
        for name, held in texts.items():
            content = _ROW.join(held.texts).encode()
            parts.append((name, "text", len(content)))
            body.append(content)
        return Columns(
            count=len(self.statuses),
            general=self.general,
            digits=digits,
            shortened=shortened,
            parts=tuple(parts),
            packed=base64.b64encode(zlib.compress(b"".join(body), 9)).decode("ascii"),
        )

    def _shorten(self, room: int) -> int | None:
        """Cut what happened and the passages to so many characters that they fit; None where nothing is cut."""
        held = self.what.texts + self.quotes.texts
        packed = len(zlib.compress(_ROW.join(held).encode(), 6)) * 4 / 3
        if packed <= room:
            return None
        lengths = sorted(map(len, held))
        sums = [0, *accumulate(lengths)]
        wanted = sums[-1] * room / packed
        limit = max(length for length in range(lengths[-1]) if _kept(lengths, sums, length) <= wanted)
        self.what.texts = [_cut(text, max(limit, 24)) for text in self.what.texts]
        self.quotes.texts = [_cut_passage(text, limit) for text in self.quotes.texts]
        return limit


def unpacked(columns: Columns) -> dict[str, Any]:
    """The columns by name: numbers as arrays, texts as lists; what ``static/columns.js`` reads."""
    body, at = zlib.decompress(base64.b64decode(columns.packed)), 0
    found: dict[str, Any] = {}
    for name, kind, length in columns.parts:
        if kind == "text":
            found[name] = body[at : at + length].decode().split(_ROW)
            at += length
            continue
        planes = np.frombuffer(body, np.uint8, int(kind) * length, at).reshape(int(kind), length).astype(np.int64)
        values = sum(plane << (8 * number) for number, plane in enumerate(planes))
        found[name] = _numbered(values) if name.endswith("_at") else values
        at += int(kind) * length
    return found


def _numbered(steps: Any) -> Any:
    """Numbers of values again, from how far back each lies from the newest."""
    seen = np.cumsum(steps == 0)
    return seen - np.where(steps == 0, 1, steps)


def spots(columns: Columns) -> Any:
    """Latitude and longitude of each event whose place is a spot and no region or country, degrees.

    Args:
        columns: What a page of very many events carries.

    Returns:
        An array of two columns.
    """
    held = unpacked(columns)
    exact = np.asarray([json.loads(ground)[4] not in {"region", "country"} for ground in held["ground"]])
    at = held["spot_at"][: columns.general][exact[held["ground_at"][: columns.general]]]
    degrees = [np.where(values & 1, -(values >> 1) - 1, values >> 1) for values in (held["lat"], held["lon"])]
    return np.stack([values[at] / 10**columns.digits for values in degrees], axis=1)


def _kept(lengths: Sequence[int], sums: Sequence[int], limit: int) -> int:
    """Characters of texts of some lengths (sorted, with running sums) when none may be longer than a limit."""
    at = bisect_right(lengths, limit)
    return sums[at] + (len(lengths) - at) * limit


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _cut_passage(text: str, limit: int) -> str:
    """A passage cut on both sides of its place; nothing of it where there is no room for a few words."""
    if len(text) <= max(limit, 8):
        return text
    if limit < 24:
        return _PART + _PART
    before, place, after = text.split(_PART)
    place = _cut(place, limit)
    left = max(0, limit - len(place))
    ahead = min(len(before), max(left // 2, left - len(after)))
    before = before if len(before) <= ahead else "…" + before[len(before) - ahead :].lstrip()
    return _PART.join((before, place, _cut(after, max(1, left - ahead))))


def _referring(passage: str, said: Sequence[tuple[str, str]]) -> str:
    """A passage with signs in the place of what the row says in other columns: what, place, time, point."""
    for sign, words in said:
        at = passage.find(words) if len(words) > 2 else -1
        if at < 0 or _CONTROL.search(words):
            continue
        before, after = passage[:at], passage[at + len(words) :]
        if not (_joins(before.rstrip(_PART)[-1:]) or _joins(after.lstrip(_PART)[:1])):
            passage = f"{before}{sign}{after}"
    return passage


def _joins(sign: str) -> bool:
    """Whether a sign belongs to the same word as what it stands beside."""
    return sign.isalnum() or (sign > "\x7f" and bool(combining(sign)))


def _grid(points: Sequence[tuple[float, float]], frame: basemap.Frame) -> tuple[int, Any]:
    """Decimals, and points as whole numbers of such a fraction of a degree; longitudes as the frame counts them."""
    given = np.asarray(points)
    # Points finer than this are noise of the device, not knowledge.
    digits = next((d for d in (4, 5) if np.array_equal(np.round(given, d), given)), 6)
    middle = (frame.west + frame.east) / 2
    given[:, 1] += 360 * np.round((middle - given[:, 1]) / 360)
    return digits, np.rint(given * 10**digits).astype(np.int64)


def _zigzag(values: Any) -> Any:
    """Whole numbers without a sign: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return np.where(values < 0, -2 * values - 1, 2 * values)


def _planes(values: Any) -> list[bytes]:
    """Numbers as their lowest bytes, then the next: like beside like packs better."""
    found: list[bytes] = []
    while not found or values.any():
        found.append((values & 255).astype(np.uint8).tobytes())
        values = values >> 8
    return found


def _json(value: Any) -> str:
    return json.dumps(
        [clean(item) if isinstance(item, str) else item for item in value], ensure_ascii=False, separators=(",", ":")
    )
