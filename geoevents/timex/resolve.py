"""Operator trees → intervals of civil days, in text order, with a small discourse state."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geoevents.timex.civil import SEASON_MONTHS, around, months, shift
from geoevents.timex.holidays import day_of
from geoevents.timex.operators import Cycle, Era, Fixed, Part, Range, Shift, Tree, Within

if TYPE_CHECKING:
    from geoevents.timex.tense import Direction


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
    """How it was found, in words."""
    reference: date | None = None
    """The day it was counted from."""


@dataclass(slots=True, kw_only=True)
class Resolver:
    """Resolves the trees of one text, one after the other."""

    published: date | None
    """Publication day."""
    filing: date | None = None
    """Day of the agency dateline, which deictic words refer to."""
    last: Span | None = None
    """The time mentioned last."""
    by_unit: dict[str, Span] = field(default_factory=dict)
    """The time mentioned last of each unit."""

    @property
    def now(self) -> date | None:
        """The day that *today* means."""
        return self.filing or self.published

    @property
    def now_anchor(self) -> str:
        """Name of that anchor."""
        return "dateline" if self.filing else "published"

    def resolve(self, tree: Tree, direction: Direction | None) -> Span | None:
        """The interval of a tree; None when it has none or hangs on an unknown day."""
        try:
            return self._resolve(tree, direction)
        except (ValueError, OverflowError):  # the 31st of April, the year 12000
            return None

    def note(self, span: Span) -> None:
        """Remember a resolved time for those that hang on it."""
        self.last = span
        self.by_unit[span.unit] = span

    def _resolve(self, tree: Tree, direction: Direction | None) -> Span | None:
        match tree:
            case Fixed():
                return self._fixed(tree, direction)
            case Cycle():
                return self._cycle(tree, direction)
            case Shift():
                return self._shift(tree)
            case Part(of=of):
                return self._resolve(of, direction)
            case Within(of=of):
                return self._resolve(of, direction) if of is not None else None
            case Era(first=first, unit=unit):
                low, high = around(date(max(first, 1), 1, 1), unit)
                return Span(first=low, last=high, unit=unit)
            case Range(first=left, last=right):
                return self._range(left, right, direction)
            case _:
                return None

    def _range(self, left: Tree, right: Tree, direction: Direction | None) -> Span | None:
        begin, end = self._resolve(left, direction), self._resolve(right, direction)
        if begin is None or end is None or end.last < begin.first:
            return None
        return replace(begin, last=end.last, unit="range")

    # ------------------------------------------------------------- calendar dates
    def _fixed(self, tree: Fixed, direction: Direction | None) -> Span | None:
        if tree.year is not None:
            return _in_year(tree, tree.year)
        now = self.now
        if now is None:
            return None
        if tree.month is None:
            return self._day_of_month(tree.day or 1, now, direction)
        if tree.which is not None:
            return self._which_month(tree, now)
        year = self._year_of(tree, now, direction)
        return self._from_now(_in_year(tree, year), "the year counted from")

    def _year_of(self, tree: Fixed, now: date, direction: Direction | None) -> int:
        month, day = tree.month or 1, tree.day
        here = (month, day or 0) if day else (month,)
        today = (now.month, now.day) if day else (now.month,)
        if direction == "future":
            return now.year if here >= today else now.year + 1
        return now.year if here <= today else now.year - 1

    def _which_month(self, tree: Fixed, now: date) -> Span | None:
        month, which = tree.month or 1, tree.which
        if which == 0:
            year = now.year
        elif which == -1:
            year = now.year if month < now.month else now.year - 1
        else:
            year = now.year if month > now.month else now.year + 1
        return self._from_now(_in_year(tree, year), "the month counted from")

    def _day_of_month(self, day: int, now: date, direction: Direction | None) -> Span | None:
        month = now.replace(day=1)
        if direction == "future" and day < now.day:
            month = shift(month, 1, "month")
        elif direction != "future" and day > now.day:
            month = shift(month, -1, "month")
        found = month.replace(day=day)
        return self._from_now(Span(first=found, last=found, unit="day"), "the month counted from")

    # ------------------------------------------------------------- recurring members
    def _cycle(self, tree: Cycle, direction: Direction | None) -> Span | None:
        if tree.year is not None:
            return _member(tree, tree.year)
        now = self.now
        if now is None:
            return None
        if tree.unit == "weekday":
            return self._weekday(tree, now, direction)
        near = [span for year in range(now.year - 1, now.year + 2) if (span := _member(tree, year))]
        if tree.which == 0:
            here = [span for span in near if span.first.year == now.year]
            return self._from_now(here[0], "in the year of") if here else None
        ahead = tree.which == 1 or (tree.which is None and direction == "future")
        if ahead:
            fitting = [span for span in near if span.first > now] or near[-1:]
            return self._from_now(fitting[0], "next after")
        fitting = [span for span in near if (span.last < now if tree.which == -1 else span.first <= now)] or near[:1]
        return self._from_now(fitting[-1], "latest before")

    def _weekday(self, tree: Cycle, now: date, direction: Direction | None) -> Span:
        back = (now.isoweekday() - int(tree.index)) % 7
        if tree.which == -1:
            day, why = now - timedelta(back or 7), "before"
        elif tree.which == 1:
            day, why = now + timedelta(7 - back), "after"
        elif back == 0:
            day, why = now, "the day of"
        elif direction == "future" or (tree.which == 0 and direction is None):
            day, why = now + timedelta(7 - back), "after"
        else:
            day, why = now - timedelta(back), "before"
        return self._from_now(Span(first=day, last=day, unit="day"), why)

    # ------------------------------------------------------------- shifts
    def _shift(self, tree: Shift) -> Span | None:
        base = self._base(tree)
        if base is None or tree.amount is None:
            return None
        day, anchor = base
        unit = tree.unit if tree.unit not in {"second", "minute", "hour"} else "day"
        amount = tree.amount if unit == tree.unit else 0
        low, high = around(shift(day, amount, unit), unit)
        why = f"{_counted(tree.amount, tree.unit)} from" if tree.amount else f"the {tree.unit} of"
        return Span(first=low, last=high, unit=unit, anchor=anchor, why=why, reference=day)

    def _base(self, tree: Shift) -> tuple[date, str] | None:
        if tree.reference == "previous":
            fitting = self._previous(tree.unit)
            if fitting is not None:
                return fitting.first, "previous"
        now = self.now
        return (now, self.now_anchor) if now is not None else None

    def _previous(self, unit: str) -> Span | None:
        if unit in self.by_unit and unit != "day":
            return self.by_unit[unit]
        return self.by_unit.get("day") or self.last

    def _from_now(self, span: Span | None, why: str) -> Span | None:
        if span is None:
            return None
        return replace(span, anchor=self.now_anchor, why=why, reference=self.now)


def _counted(amount: int, unit: str) -> str:
    return f"{amount:+d} {unit}{'' if abs(amount) == 1 else 's'}"


def _in_year(tree: Fixed, year: int) -> Span:
    if tree.month is None:
        return Span(first=date(year, 1, 1), last=date(year, 12, 31), unit="year")
    if tree.day is None:
        low, high = months(year, tree.month, 1)
        return Span(first=low, last=high, unit="month")
    day = date(year, tree.month, tree.day)
    return Span(first=day, last=day, unit="day")


def _member(tree: Cycle, year: int) -> Span | None:
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
