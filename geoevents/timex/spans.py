"""Intervals of civil days, and the members of a series that a year has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from geoevents.timex.civil import SEASON_MONTHS, months
from geoevents.timex.holidays import day_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from geoevents.timex.operators import Cycle, Fixed
    from geoevents.timex.tense import Direction

_AGAINST = 4.0
"""How many times further a date may lie on the side the verb looks to before the nearer one wins."""
_MONTH_AGAINST = 12.0
"""The same for a whole month that a past verb governs: months are far apart, and none is *this* one."""
_NEVER = 1000.0
_UNSAID = 1.5
"""The same where no verb says a side: reports look back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """An interval of civil days, as a tree came out."""

    first: date
    """First day."""
    last: date
    """Last day, inclusive."""
    unit: str
    """What the interval is one of: ``day week month …``."""
    anchor: str = "absolute"
    """What it was counted from: ``absolute published dateline previous``."""
    why: str = ""
    """How it was found: a key of ``Wording.found``."""
    count: int = 1
    """How many units, where the phrase counts them."""
    counted: str = "day"
    """Which units."""
    base: str = ""
    """Key of ``Wording.anchors`` where it is not ``anchor``."""
    reference: date | None = None
    """The day it was counted from."""
    aside: bool = False
    """True for a comparison (a year earlier), which later words do not hang on."""
    low: date | None = None
    """First day of the part that is meant, where it is only a part: late 2011."""
    high: date | None = None
    """Last day of that part."""


def nearest(spans: list[Span], now: date, direction: Direction | None, *, back: float = _AGAINST) -> Span | None:
    """The interval next to a day, with a weight against the side that the verb does not look to.

    Args:
        spans: The intervals to choose from.
        now: The day.
        direction: Where the verb looks.
        back: Weight of what lies before the day where the verb looks ahead.
    """

    def weight(span: Span) -> float:
        if span.first <= now <= span.last:
            return 0
        if span.first > now:
            past = _MONTH_AGAINST if span.unit == "month" else _AGAINST
            against = {"past": past, "since": _NEVER, "future": 1, "near": 1, None: _UNSAID}
            return (span.first - now).days * against[direction]
        return (now - span.last).days * (back if direction == "future" else 1)

    return min(spans, key=weight, default=None)


def in_that_year(make: Callable[[Any, int], Span | None], tree: Fixed | Cycle, year: int) -> Span | None:
    """A member of a year, None where the year has none: 29 February."""
    try:
        return make(tree, year)
    except ValueError:
        return None


def in_year(tree: Fixed, year: int) -> Span:
    """The date, month or year that a tree without its year names in a year."""
    if tree.month is None:
        return Span(first=date(year, 1, 1), last=date(year, 12, 31), unit="year")
    if tree.day is None:
        low, high = months(year, tree.month, 1)
        return Span(first=low, last=high, unit="month")
    day = date(year, tree.month, tree.day)
    return Span(first=day, last=day, unit="day")


def member(tree: Cycle, year: int) -> Span | None:
    """The season, quarter, half or holiday of a year; None for weekdays, of which a year has many."""
    if tree.unit == "season":
        low, high = months(year, SEASON_MONTHS[str(tree.index)], 3)
    elif tree.unit == "quarter":
        low, high = months(year, 3 * int(tree.index) - 2, 3)
    elif tree.unit == "half":
        low, high = months(year, 6 * int(tree.index) - 5, 6)
    elif tree.unit == "holiday":
        low = high = day_of(str(tree.index), year)
    else:
        return None
    return Span(first=low, last=high, unit="day" if tree.unit == "holiday" else tree.unit)


def nth_day(whole: Span | None, weekday: int, nth: int) -> Span | None:
    """The first, second or last such weekday of an interval; None where it has none."""
    if whole is None:
        return None
    if nth < 0:
        day = whole.last - timedelta((whole.last.isoweekday() - weekday) % 7)
    else:
        day = whole.first + timedelta((weekday - whole.first.isoweekday()) % 7 + 7 * (nth - 1))
    return replace(whole, first=day, last=day, unit="day") if whole.first <= day <= whole.last else None
