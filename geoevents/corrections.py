"""What a reader knows better: corrections kept as one JSON object a line, applied by evidence.

A correction names the passage and the place in the words of the report, not a row number, so it
still fits after the reports were read again. What no longer fits is said, never skipped.
"""

from __future__ import annotations

import calendar
import json
import os
import re
import tempfile
import warnings
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from geoevents.errors import (
    CorrectionNotApplied,
    DocumentMissing,
    InvalidCorrection,
    InvalidDate,
    UnwritableOutput,
)
from geoevents.gazetteer import default_gazetteer
from geoevents.gazetteer.chosen import POINT, chosen_place
from geoevents.model import STATUSES, Event, Place, Status, TimePrecision, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geoevents.gazetteer.chosen import Gazetteer

Field = Literal["place", "date", "status", "drop"]
FIELDS: tuple[Field, ...] = get_args(Field)
UNKNOWN = "unknown"

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_RUNG = "correction"
# A passage that grew or shrank by a clause is still the same passage; a word or two are not.
_SHORTEST_PASSAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One thing put right about one event."""

    evidence: str
    """The passage of the report, as the event showed it."""
    place_text: str
    """The place as the report writes it."""
    field: Field
    """``place``, ``date``, ``status`` or ``drop``."""
    value: str = ""
    """A place: ``lat,lon`` or ``lat,lon,name`` in degrees, or a gazetteer's name or identifier. A date: a day, month,
    year or ``first/last`` in ISO 8601, with ``..`` for an open end, or ``unknown``. A status. Empty for ``drop``."""
    event_id: str = ""
    """The event that was meant, to tell apart two that share passage and place; may be empty."""
    who: str = ""
    """Whose correction it is."""
    when: str = ""
    """The day on which it was made, ISO 8601."""
    why: str = ""
    """The reason, for whoever reads the file."""


def propose(
    event: Event,
    *,
    place: str | tuple[float, float] | None = None,
    date: date | str | None = None,
    status: str | None = None,
    drop: bool = False,
    why: str = "",
    who: str = "",
    when: date | None = None,
) -> tuple[Correction, ...]:
    """Write down what is to be put right about an event, one correction per field.

    Args:
        event: The event as it stands.
        place: ``(latitude, longitude)`` in degrees, the same as text, or a gazetteer's name or identifier.
        date: A day, month, year or ``first/last`` in ISO 8601, or ``unknown``.
        status: One of ``occurred ongoing planned possible negated``.
        drop: Whether to take the event away.
        why: The reason.
        who: Whose correction it is.
        when: The day on which it is made.

    Returns:
        Corrections that were checked, but not yet applied.

    Raises:
        InvalidCorrection: Nothing was given, or a value that cannot be.
    """
    given: dict[Field, str] = {}
    if place is not None:
        given["place"] = place if isinstance(place, str) else f"{place[0]},{place[1]}"
    if date is not None:
        given["date"] = date if isinstance(date, str) else date.isoformat()[:10]  # of a datetime, its day
    if status is not None:
        given["status"] = status
    if drop:
        given["drop"] = ""
    if not given:
        raise InvalidCorrection(f"nothing to correct about event {event.id}: give place, date, status or drop=True.")
    return tuple(
        _checked(
            Correction(
                evidence=event.evidence[0].text,
                place_text=event.place.mention.text,
                field=field,
                value=value,
                event_id=event.id,
                who=who,
                when=when.isoformat() if when else "",
                why=why,
            )
        )
        for field, value in given.items()
    )


def load(path: str | Path) -> tuple[Correction, ...]:
    """Read a file of corrections.

    Args:
        path: A JSON-lines file in UTF-8; empty lines are ignored.

    Returns:
        Corrections in the order of the file.

    Raises:
        DocumentMissing: There is no such file.
        InvalidCorrection: A line is no correction; the message says which line and why.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from geoevents.corrections import Correction, load, save
        >>> row = Correction(evidence="The train left Artyom.", place_text="Artyom", field="date", value="2023-09-17")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     load(save([row], Path(folder) / "corrections.jsonl")) == (row,)
        True
    """
    source = Path(path)
    try:
        lines = source.read_text("utf-8").split("\n")
    except FileNotFoundError as cause:
        raise DocumentMissing(f"no file of corrections at {source}: name one that `save` wrote.") from cause
    except (OSError, UnicodeDecodeError) as cause:
        raise InvalidCorrection(f"{source} cannot be read as UTF-8 text: {cause}.") from cause
    return tuple(
        _parsed(line, f"{source.name}, line {number}") for number, line in enumerate(lines, start=1) if line.strip()
    )


def save(corrections: Iterable[Correction], path: str | Path) -> Path:
    """Write corrections, one JSON object a line; an existing file is replaced.

    Args:
        corrections: What ``Timeline.corrections`` holds.
        path: Where to.

    Returns:
        The path of the file.

    Raises:
        UnwritableOutput: The file cannot be written there.
    """
    target = Path(path)
    rows = [json.dumps(asdict(correction), ensure_ascii=True) for correction in corrections]
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".geoevents-") as folder:
            part = Path(folder) / target.name
            part.write_text("".join(f"{row}\n" for row in rows), "utf-8")
            os.replace(part, target)  # noqa: PTH105 - over what is there
    except OSError as cause:
        raise UnwritableOutput(f"cannot write {target}: {cause}. Name a folder that exists and is yours.") from cause
    return target


def apply(
    events: Sequence[Event], corrections: Iterable[Correction], gazetteer: Gazetteer | None = None
) -> tuple[Event, ...]:
    """Put events right.

    Args:
        events: Events in any order.
        corrections: Applied one after the other.
        gazetteer: Where names and identifiers of places are looked up; the packaged one when left out.

    Returns:
        The events, corrected, in the same order; a ``Timeline`` sorts them by time.

    Raises:
        InvalidCorrection: A value cannot be, such as a place that the gazetteer does not know.

    Warns:
        CorrectionNotApplied: A correction fits no event, or more than one.
    """
    current = tuple(events)
    for number, correction in enumerate(corrections, start=1):
        _checked(correction)
        fitting = _fitting(current, correction)
        if len(fitting) != 1:
            fits = "fits no event any more" if not fitting else f"fits {len(fitting)} events"
            warnings.warn(f"correction {_named(correction, number)} {fits}.", CorrectionNotApplied, stacklevel=2)
            continue
        current = _put_right(current, fitting[0], correction, gazetteer)
    return current


def _fitting(events: Sequence[Event], correction: Correction) -> list[Event]:
    """The events that a correction may mean: same place words, same passage; then the same id."""
    place, passage = _bare(correction.place_text), _bare(correction.evidence)
    near = [event for event in events if _bare(event.place.mention.text) == place]
    found = [event for event in near if any(_bare(proof.text) == passage for proof in event.evidence)]
    if not found and len(passage) >= _SHORTEST_PASSAGE:
        found = [event for event in near if any(_within(_bare(proof.text), passage) for proof in event.evidence)]
    if len(found) > 1:
        return [event for event in found if event.id == correction.event_id] or found
    return found


def _bare(text: str) -> str:
    return " ".join(text.split())


def _within(one: str, other: str) -> bool:
    return len(one) >= _SHORTEST_PASSAGE and (one in other or other in one)


def _put_right(
    events: tuple[Event, ...], event: Event, correction: Correction, gazetteer: Gazetteer | None
) -> tuple[Event, ...]:
    at = events.index(event)
    if correction.field == "drop":
        return events[:at] + events[at + 1 :]
    reason = _reason(correction)
    if correction.field == "place":
        place = _place(correction, event, gazetteer)
        mention = replace(event.place.mention, kind="literal")
        found = replace(event.place, place=place, score=1.0, reason=reason, rung=_RUNG, mention=mention)
        changed = replace(event, place=found, reasons=(*event.reasons, reason))
    elif correction.field == "status":
        changed = replace(event, status=cast("Status", correction.value), reasons=(*event.reasons, reason))
    else:
        when = replace(_when(correction.value), explanation=reason, text=event.when.text)
        changed = replace(event, when=when, reasons=(*event.reasons, reason))
    return (*events[:at], changed, *events[at + 1 :])


def _reason(correction: Correction) -> str:
    who = f" by {correction.who}" if correction.who else ""
    why = f": {correction.why}" if correction.why else ""
    return f"{correction.field} corrected{who}{why}"


def _named(correction: Correction, number: int) -> str:
    passage = _bare(correction.evidence)
    short = passage if len(passage) <= 60 else f"{passage[:59]}…"
    return f"{number} ({correction.field} of {correction.place_text!r} in “{short}”)"


def _place(correction: Correction, event: Event, gazetteer: Gazetteer | None) -> Place:
    if point := POINT.fullmatch(correction.value):
        latitude, longitude = float(point[1]), float(point[2])
        return Place(
            id=f"correction:{latitude},{longitude}",
            name=point[3] or event.place.mention.text,
            latitude=latitude,
            longitude=longitude,
            country=event.place.place.country if event.place.place else None,
            layer="site",
            precision="site",
            radius_km=1.0,
            source=_RUNG,
        )
    return chosen_place(correction.value, gazetteer if gazetteer is not None else default_gazetteer())


def _checked(correction: Correction) -> Correction:
    """Refuse what can be seen to be wrong without a gazetteer."""
    field, value = correction.field, correction.value
    if field not in FIELDS:
        raise InvalidCorrection(f"field {field!r} cannot be corrected: use {', '.join(FIELDS)}.")
    if field == "status" and value not in STATUSES:
        raise InvalidCorrection(f"{value!r} is no status: use {', '.join(STATUSES)}.")
    if field == "date":
        _when(value)
    if field == "place":
        if not value.strip():
            raise InvalidCorrection("the place is empty: write lat,lon in degrees, a name or an identifier.")
        point = POINT.fullmatch(value)
        if point and not (abs(float(point[1])) <= 90 and abs(float(point[2])) <= 180):
            raise InvalidCorrection(f"{value!r} is no point on Earth: latitude -90 to 90, longitude -180 to 180.")
    return correction


def _when(value: str) -> When:
    """A date as it is written in a correction."""
    if value == UNKNOWN:
        return When()
    first_text, slash, last_text = value.partition("/")
    try:
        first = None if slash and first_text == ".." else _bounds(first_text)
        last = (None if last_text == ".." else _bounds(last_text)) if slash else first
    except (InvalidDate, ValueError) as cause:
        hint = "write 2023-09-17, 2023-09, 2023, 2023-09-12/2023-09-17, ../2023-09-17 or unknown"
        raise InvalidCorrection(f"{value!r} is no date: {hint}.") from cause
    known = first or last
    if known is None or (first and last and first[0] > last[1]):
        raise InvalidCorrection(f"{value!r} is no interval: the first day comes first, and one of both is given.")
    role = "at" if not slash else "since" if last is None else "until" if first is None else "span"
    return When(
        earliest=first and first[0],
        latest=last and last[1],
        precision=known[2],
        role=cast("Any", role),
        value=value if not slash else "",
        anchor="absolute",
    )


def _bounds(text: str) -> tuple[date, date, TimePrecision]:
    """First and last day of a day, month or year, with its precision."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        raise InvalidDate(f"{text!r} is no ISO 8601 date.")
    year, month, day = int(match[1]), match[2], match[3]
    if month is None:
        return date(year, 1, 1), date(year, 12, 31), "year"
    if day is None:
        first = date(year, int(month), 1)
        return first, first + timedelta(days=calendar.monthrange(year, int(month))[1] - 1), "month"
    exact = date(year, int(month), int(day))
    return exact, exact, "day"


def _parsed(line: str, where: str) -> Correction:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as cause:
        raise InvalidCorrection(f"{where} is no JSON object: {cause}.") from cause
    if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
        raise InvalidCorrection(f"{where} is no correction: write one JSON object with text values.")
    known = Correction.__dataclass_fields__
    if unknown := sorted(set(row).difference(known)):
        raise InvalidCorrection(f"{where} has {', '.join(unknown)}: a correction has {', '.join(known)}.")
    if missing := [name for name in ("evidence", "place_text", "field") if not row.get(name)]:
        raise InvalidCorrection(f"{where} lacks {', '.join(missing)}.")
    try:
        return _checked(Correction(**row))
    except InvalidCorrection as cause:
        raise InvalidCorrection(f"{where}: {cause}") from cause
