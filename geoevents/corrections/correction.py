"""One correction as a value, checked for what can be seen to be wrong without a gazetteer or a report."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from geoevents.errors import InvalidCorrection, InvalidDate
from geoevents.gazetteer.chosen import POINT
from geoevents.model import STATUSES, When

if TYPE_CHECKING:
    from geoevents.model import TimePrecision

Field = Literal["place", "date", "status", "drop", "merge", "split", "add"]
FIELDS: tuple[Field, ...] = get_args(Field)
UNKNOWN = "unknown"

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One thing put right about one event."""

    evidence: str
    """The passage of the report, as the event showed it."""
    place_text: str
    """The place as the report writes it."""
    field: Field
    """``place``, ``date``, ``status``, ``drop``, ``merge``, ``split`` or ``add``."""
    value: str = ""
    """A place: ``lat,lon`` or ``lat,lon,name`` in degrees, or a gazetteer's name or identifier. A date: a day, month,
    year or ``first/last`` in ISO 8601, with ``..`` for an open end, or ``unknown``. A status. For ``merge`` the
    passage of the event that tells the same. For ``add`` what happened, in a few words. Empty for ``drop`` and
    ``split``."""
    event_id: str = ""
    """The event that was meant, to tell apart two that share passage and place; may be empty."""
    who: str = ""
    """Whose correction it is."""
    when: str = ""
    """The day on which it was made, ISO 8601."""
    why: str = ""
    """The reason, for whoever reads the file."""
    doc_id: str = ""
    """The report, to tell apart two that hold the same passage; may be empty."""
    occurrence: str = ""
    """Which of several equal place names within the passage is meant: ``1``, ``2`` …; empty where there is one."""
    other_place: str = ""
    """For ``merge``: the other event's place as its report writes it."""
    other_id: str = ""
    """For ``merge``: the other event. For ``add``: the event of the same passage and place that it stands beside."""
    actors: str = ""
    """For ``add``: who, names joined by ``"; "``."""


def checked(correction: Correction) -> Correction:
    """Refuse what can be seen to be wrong without a gazetteer.

    Raises:
        InvalidCorrection: The field or its value cannot be.

    Example:
        >>> row = Correction(evidence="The train left Artyom.", place_text="Artyom", field="date", value="2023-09")
        >>> checked(row) is row
        True
    """
    field, value = correction.field, correction.value
    if field not in FIELDS:
        raise InvalidCorrection(f"field {field!r} cannot be corrected: use {', '.join(FIELDS)}.")
    if field == "status" and value not in STATUSES:
        raise InvalidCorrection(f"{value!r} is no status: use {', '.join(STATUSES)}.")
    if field == "date":
        when_of(value)
    if field == "place":
        _check_place(value)
    if field == "merge" and not value.strip():
        raise InvalidCorrection("merge needs the passage of the other event as its value.")
    if field == "add" and not correction.place_text.strip():
        raise InvalidCorrection("an added event needs the words of its passage that name the place.")
    return correction


def _check_place(value: str) -> None:
    if not value.strip():
        raise InvalidCorrection("the place is empty: write lat,lon in degrees, a name or an identifier.")
    point = POINT.fullmatch(value)
    if point and not (abs(float(point[1])) <= 90 and abs(float(point[2])) <= 180):
        raise InvalidCorrection(f"{value!r} is no point on Earth: latitude -90 to 90, longitude -180 to 180.")


def when_of(value: str) -> When:
    """A date as it is written in a correction.

    Args:
        value: A day, month or year in ISO 8601, ``first/last``, ``first/..``, ``../last``, or ``unknown``.

    Raises:
        InvalidCorrection: It is none of these.

    Example:
        >>> when_of("2023-09").latest
        datetime.date(2023, 9, 30)
    """
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
