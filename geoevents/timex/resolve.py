"""Operator trees → intervals of civil days, in text order, with a small discourse state."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from geoevents.timex.civil import around, shift, third
from geoevents.timex.operators import (
    Around,
    Beside,
    Cycle,
    DayIn,
    Era,
    Fixed,
    Happening,
    Length,
    NthDay,
    Part,
    Range,
    Shift,
    Tree,
    Within,
)
from geoevents.timex.spans import Span, in_that_year, in_year, member, nearest, nth_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from geoevents.timex.tense import Direction


@dataclass(slots=True, kw_only=True)
class Resolver:
    """Resolves the trees of one text, one after the other."""

    published: date | None
    """Publication day."""
    filing: date | None = None
    """Day of the agency dateline, which deictic words refer to."""
    mentions: dict[str, tuple[int, Span]] = field(default_factory=dict)
    """Of each unit the time mentioned last, with its number in the order of mention."""
    happenings: dict[str, Span] = field(default_factory=dict)
    """Days of what the text dated itself, by its noun: *the vote on Sunday*."""
    count: int = 0
    """Times mentioned so far."""
    history: bool = False
    """True for a text that tells of dated years and hardly points to its own day."""
    story: date | None = None
    """Where a telling of the past has come to; dates without a year count from it."""
    year: int | None = None
    """The year that a telling of the past opened with, in which its next date lies."""
    leap: date | None = None
    """A dated mention far from the telling, which may be an aside."""

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

    def note(self, span: Span, *, framing: bool = False) -> None:
        """Remember a resolved time for those that hang on it; a comparison leaves the view where it was.

        Args:
            span: The time.
            framing: Whether it opens or ends its sentence, as one that a telling goes on from.
        """
        if span.aside:
            return
        self.count += 1
        self.mentions[span.unit] = (self.count, span)
        if span.anchor in {"absolute", "previous"}:
            back = self._goes_back(span, framing=framing)
            if self.history or back:
                self._follow(span.first)
            self.year = span.first.year if back and span.unit == "year" and not self.history else None
        elif not self.history:
            self.story = None

    def _goes_back(self, span: Span, *, framing: bool) -> bool:
        """Whether a dated mention leads into another year (*In 1956 the army landed. On 7 May it left*)."""
        if self.now is None:
            return framing or span.unit == "day"
        if span.unit == "day":
            return span.first.year != self.now.year
        return framing and span.unit in {"month", "year"} and span.first.year < self.now.year - 1

    def _returns(self, direction: Direction | None) -> bool:
        """Whether a plan leads back from a telling of other years (*… in 1951. A concert will be held on 2 June*)."""
        away = self.story is not None and (self.now is None or self.story.year < self.now.year - 1)
        return direction == "future" and away and not self.history

    def _follow(self, day: date) -> None:
        """Move the telling on; a leap out of it counts only when the next dated mention lands there too."""
        near = [place for place in (self.story, self.leap) if place and abs((day - place).days) <= _STRIDE]
        if self.story is None or near or not self.history:
            self.story, self.leap = day, None
        else:
            self.leap = day

    def new_paragraph(self) -> None:
        """Leave a telling of the past that was only an aside."""
        if not self.history:
            self.story = None

    def _resolve(self, tree: Tree, direction: Direction | None) -> Span | None:
        match tree:
            case Fixed():
                return self._fixed(tree, direction)
            case Cycle():
                return self._cycle(tree, direction)
            case Shift():
                return self._shift(tree, direction)
            case Around(of=of, unit=unit):
                return self._around(of, unit, direction)
            case DayIn(of=of, weekday=weekday):
                week = self._resolve(of, direction)
                day = week.first + timedelta(weekday - 1) if week else None
                return replace(week, first=day, last=day, unit="day") if week and day else None
            case Beside():
                return self._beside(tree, direction)
            case Happening(head=head):
                return self.happenings.get(head)
            case NthDay(of=of, weekday=weekday, nth=nth):
                return nth_day(self._resolve(of, direction), weekday, nth)
            case Part(of=of, mod=mod):
                return self._part(self._resolve(of, direction), mod)
            case Within(of=of, overnight=overnight):
                return self._within(of, direction, overnight=overnight)
            case Era(first=first, unit=unit):
                low, high = around(date(max(first, 1), 1, 1), unit)
                return Span(first=low, last=high, unit=unit)
            case Length(frame=-1 | 1):
                return self._framed(tree)
            case Range(first=left, last=right):
                return self._range(left, right, direction)
            case _:
                return None

    def _framed(self, tree: Length) -> Span | None:
        """``the past two weeks``: up to now, or from now on."""
        now = self.now
        if now is None or tree.amount is None or tree.amount > _LONGEST_FRAME:
            return None
        hours = _HOURS.get(tree.unit)
        amount, unit = (math.ceil(tree.amount * hours / 24), "day") if hours else (int(tree.amount), tree.unit)
        other = shift(now, amount * (tree.frame or 1), unit)
        span = Span(first=min(now, other), last=max(now, other), unit="range", aside=True)
        return self._from_now(span, "counted")

    def _range(self, left: Tree, right: Tree, direction: Direction | None) -> Span | None:
        begin, end = self._resolve(left, direction), self._resolve(right, direction)
        if begin is None or end is None or end.last < begin.first:
            return None
        return replace(begin, last=end.last, unit="range")

    # ------------------------------------------------------------- calendar dates
    def _fixed(self, tree: Fixed, direction: Direction | None) -> Span | None:
        if tree.year is not None:
            return in_year(tree, tree.year)
        if tree.years is not None:
            return self._of_year(in_year, tree, tree.years)
        telling = self.history or tree.day is not None or self.now is None
        told = telling and not self._returns(direction)
        if self.story and tree.month and told and (tree.which is None or tree.reference == "previous"):
            return self._in_story(in_year, tree, self.story)
        if self.story and self.history and tree.month is None and tree.which is None and tree.weekday is None:
            return self._day_in_story(tree, self.story)
        now = self.now
        if now is None:
            return None
        if tree.month is None and tree.which is not None:
            month = shift(now.replace(day=1), tree.which, "month")
            return self._from_now(in_year(replace(tree, month=month.month), month.year), "counted")
        if tree.month is None:
            return self._day_of_month(tree, now, direction)
        if tree.which is not None:
            return self._which_month(tree, now)
        near = [span for year in range(now.year - 1, now.year + 2) if (span := in_that_year(in_year, tree, year))]
        return self._from_now(nearest(near, now, direction), "nearest")

    def _day_in_story(self, tree: Fixed, story: date) -> Span | None:
        """``on the 5th``: of the month told of, or the next when that day is over there."""
        month = shift(story.replace(day=1), 0 if (tree.day or 1) >= story.day else 1, "month")
        found = in_that_year(in_year, replace(tree, month=month.month), month.year)
        return replace(found, anchor="previous", why="follows", reference=story) if found else None

    def _which_month(self, tree: Fixed, now: date) -> Span | None:
        month, which = tree.month or 1, tree.which
        if which == 0:
            year = now.year
        elif which == -1:
            year = now.year if month < now.month else now.year - 1
        else:
            year = now.year if month > now.month else now.year + 1
        return self._from_now(in_year(tree, year), "counted")

    def _day_of_month(self, tree: Fixed, now: date, direction: Direction | None) -> Span | None:
        """``the 16th``, ``Friday the 13th``: the nearest such day."""
        reach = _MONTHS_SEARCHED if tree.weekday else 1
        near = []
        for count in range(-reach, reach + 1):
            month = shift(now.replace(day=1), count, "month")
            found = month + timedelta((tree.day or 1) - 1)
            if found.month == month.month and tree.weekday in {None, found.isoweekday()}:
                near.append(Span(first=found, last=found, unit="day"))
        if direction in {"past", "since", "future"}:
            near = [span for span in near if (span.first >= now if direction == "future" else span.first <= now)]
        return self._from_now(nearest(near, now, direction), "nearest")

    # ------------------------------------------------------------- recurring members
    def _cycle(self, tree: Cycle, direction: Direction | None) -> Span | None:
        if tree.year is not None:
            return member(tree, tree.year)
        if tree.years is not None:
            return self._of_year(member, tree, tree.years)
        if tree.unit == "weekday":
            return self._weekday(tree, direction)
        now = self.now or self.story
        if now is None:
            return None
        if self.story is not None and tree.unit != "weekend" and (tree.which is None or tree.reference == "previous"):
            return self._in_story(member, tree, self.story)
        if tree.unit == "weekend":
            return self._weekend(tree, now, direction)
        near = [span for year in range(now.year - 1, now.year + 2) if (span := in_that_year(member, tree, year))]
        if tree.which == 0:
            near = [span for span in near if span.first.year == now.year]
        elif tree.which == 1:
            near = [span for span in near if span.first > now][:1]
        elif tree.which == -1:
            near = [span for span in near if span.last < now][-1:]
        return self._from_now(nearest(near, now, direction), "nearest")

    def _weekend(self, tree: Cycle, now: date, direction: Direction | None) -> Span | None:
        low, high = around(now, "weekend")
        if tree.which == 1:
            step = 7
        elif tree.which == -1:
            step = -7
        else:
            step = 0 if now >= low or direction == "future" else -7
        first, last = low + timedelta(step), high + timedelta(step)
        return self._from_now(Span(first=first, last=last, unit="weekend"), "counted")

    def _of_year(self, make: Callable[[Any, int], Span | None], tree: Fixed | Cycle, years: int) -> Span | None:
        base = self._base(Shift(amount=years, unit="year", reference=tree.reference))
        if base is None:
            return None
        day, anchor = base
        found = in_that_year(make, tree, day.year + years)
        return replace(found, anchor=anchor, why="in_year", reference=day) if found else None

    def _in_story(self, make: Callable[[Any, int], Span | None], tree: Fixed | Cycle, story: date) -> Span | None:
        years = range(story.year - 1, story.year + 2) if self.year is None else (self.year,)
        near = [span for year in years if (span := in_that_year(make, tree, year))]
        if tree.which == 1:
            near = [span for span in near if span.first > story][:1]
        elif tree.which == -1:
            near = [span for span in near if span.last < story][-1:]
        found = nearest(near, story, "future", back=_STORY_BACK)
        return replace(found, anchor="previous", why="follows", reference=story) if found else None

    def _weekday(self, tree: Cycle, direction: Direction | None) -> Span | None:
        before = self._latest("day") if tree.reference == "previous" else None
        now = before.first if before else self.now
        if now is None:
            return None
        back = (now.isoweekday() - int(tree.index)) % 7
        if tree.which == -1:
            day, why = now - timedelta(back or 7), "before"
        elif tree.which == 1:
            ahead = 7 - back
            skipped = tree.skips and now.isoweekday() + ahead <= 7 and ahead < _THE_NEXT
            day, why = now + timedelta(ahead + 7 if skipped else ahead), "after"
        elif back == 0:
            day, why = now, "same"
        elif direction == "future" or (tree.which == 0 and direction is None) or (direction == "near" and back > 3):
            day, why = now + timedelta(7 - back), "after"
        else:
            day, why = now - timedelta(back), "before"
        found = Span(first=day, last=day, unit="day")
        if before is not None:
            return replace(found, anchor="previous", why=why, reference=now)
        return self._from_now(found, why)

    # ------------------------------------------------------------- shifts
    def _around(self, of: Tree, unit: str, direction: Direction | None) -> Span | None:
        inner = self._resolve(of, direction)
        if inner is None:
            return None
        low, high = around(inner.first, unit)
        return replace(inner, first=low, last=high, unit=unit)

    def _beside(self, tree: Beside, direction: Direction | None) -> Span | None:
        inner = self._resolve(tree.of, direction)
        if inner is None or tree.amount is None or tree.unit in _HOURS:
            return None
        base = inner.first if tree.amount < 0 else inner.last
        if tree.same and inner.unit != "day" and inner.reference is not None:
            base = inner.reference
        unit = inner.unit if tree.same else tree.unit if tree.unit in {"month", "year"} else "day"
        low, high = around(shift(base, tree.amount, tree.unit), unit)
        found = Span(first=low, last=high, unit=unit, anchor=inner.anchor, base="day", reference=base)
        return replace(found, why=_side(tree.amount), count=abs(tree.amount), counted=tree.unit)

    def _part(self, whole: Span | None, mod: str) -> Span | None:
        if whole is None or whole.first == whole.last:
            return whole
        if mod == "LASTDAY":
            return replace(whole, first=whole.last, unit="day")
        low, high = third(whole.first, whole.last, mod) if mod in {"START", "MID", "END"} else (None, None)
        if mod == "BEFORE" and self.now is not None:
            low, high = whole.first, min(whole.last, self.now)
        if mod == "AFTER" and self.now is not None:
            low, high = max(whole.first, self.now), whole.last
        return replace(whole, low=low, high=high) if low is not None and high is not None and low <= high else whole

    def _within(self, of: Tree | None, direction: Direction | None, *, overnight: bool) -> Span | None:
        day = self._resolve(of, direction) if of is not None else None
        return replace(day, first=day.first - timedelta(1)) if day and overnight else day

    def _shift(self, tree: Shift, direction: Direction | None) -> Span | None:
        if tree.amount is None and not (tree.unit in _HOURS and tree.reference == "previous"):
            return None
        quarter = self._latest("quarter")
        if quarter is not None and tree.exact and tree.unit == "year" and tree.amount in {-1, 1}:
            return _year_apart(quarter, tree.amount)
        base = self._base(tree)
        if base is None:
            return None
        day, anchor = base
        unit, amount = _whole_days(tree)
        if tree.unit == "quarter" and tree.reference == "previous" and anchor != "previous" and direction != "future":
            amount -= 1  # without one in view it is the last that is over
        shown = "year" if tree.exact and unit in {"decade", "century", "millennium"} else unit
        low, high = around(shift(day, amount, unit), shown)
        why = "some" if tree.amount is None else _side(tree.amount) if tree.amount else "unit_of"
        count = 2 if tree.amount is None else abs(tree.amount) or 1
        found = Span(first=low, last=high, unit=shown, anchor=anchor, reference=day)
        return replace(found, why=why, count=count, counted=tree.unit)

    def _base(self, tree: Shift) -> tuple[date, str] | None:
        telling = self.history and tree.amount == 0 and not tree.exact
        if tree.reference == "previous" or telling or (tree.told and self.story is not None):
            fitting = self._previous(tree.unit)
            if fitting is not None:
                return fitting.first, "previous"
            if tree.unit == "day" and tree.amount == 0 and tree.reference == "previous":
                return None  # that day: of which nothing was said
        now = self.now
        return (now, self.now_anchor) if now is not None else None

    def _latest(self, unit: str) -> Span | None:
        return self.mentions[unit][1] if unit in self.mentions else None

    def _previous(self, unit: str) -> Span | None:
        """The time mentioned last that is no longer than the unit asked for."""
        if unit not in _RANK:
            return None
        fitting = [row for name, row in self.mentions.items() if _RANK.get(name, 99) <= _RANK[unit]]
        if unit == "quarter":
            fitting = [row for name, row in self.mentions.items() if name == "quarter"]
        return max(fitting, key=lambda row: row[0])[1] if fitting else None

    def _from_now(self, span: Span | None, why: str) -> Span | None:
        if span is None:
            return None
        return replace(span, anchor=self.now_anchor, why=why, reference=self.now)


_THE_NEXT = 6
"""Days ahead within its week up to which *next Friday* is the one after *Friday*."""
_LONGEST_FRAME = 9_999
"""Units of a frame whose days are still worth naming."""
_STORY_BACK = 3.0
"""How many times nearer a date before a telling must be than the one after it: stories mostly go on."""
_STRIDE = 800
"""Days that a telling of the past moves between two mentions without leaping."""
_MONTHS_SEARCHED = 15
"""Months within which every day of the month falls on every weekday at least once."""
_HOURS = {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}
_RANK = {
    unit: rank
    for rank, units in enumerate(
        (
            "second minute hour day night",
            "weekend range",
            "week",
            "month",
            "quarter season",
            "half",
            "year",
            "decade",
            "century",
        )
    )
    for unit in units.split()
}
"""Units by their length: a time can be counted from one that is no longer."""


def _whole_days(tree: Shift) -> tuple[str, int]:
    """Unit and amount; hours and less in whole days, so that *three hours later* stays on its day."""
    if tree.unit in _HOURS:
        return "day", int((tree.amount or 0) * _HOURS[tree.unit] / 24)
    return tree.unit, tree.amount or 0


def _year_apart(quarter: Span, amount: int) -> Span:
    """A year earlier, where quarters are told of: the same quarter of that year."""
    low, high = around(shift(quarter.first, amount, "year"), "quarter")
    found = Span(first=low, last=high, unit="quarter", anchor="previous", reference=quarter.first, aside=True)
    return replace(found, why="quarter_before" if amount < 0 else "quarter_after", counted="year")


def _side(amount: int) -> str:
    return "count_before" if amount < 0 else "count_after"
