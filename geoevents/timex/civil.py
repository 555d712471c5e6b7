"""Arithmetic on civil days: the interval of a unit around a day, and shifts by units."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]
"""First and last day, inclusive."""

_MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_MONTHS_IN["millennium"] = 12_000
_DAYS_IN = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, northern hemisphere; winter runs into the next year."""


def months(year: int, month: int, count: int) -> Days:
    """So many whole months from the given one."""
    end_year, end_month = divmod(year * 12 + month - 1 + count - 1, 12)
    return date(year, month, 1), date(end_year, end_month + 1, monthrange(end_year, end_month + 1)[1])


def around(day: date, unit: str) -> Days:
    """The interval of a unit that a day lies in; for a weekend, the one of its ISO week."""
    if unit in {"week", "fortnight"}:
        monday = day - timedelta(day.weekday())
        return monday, monday + timedelta(6)
    if unit == "weekend":
        monday = day - timedelta(day.weekday())
        return monday + timedelta(5), monday + timedelta(6)
    if unit == "month":
        return months(day.year, day.month, 1)
    if unit == "quarter":
        return months(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    if unit == "half":
        return months(day.year, (day.month - 1) // 6 * 6 + 1, 6)
    size = {"year": 1, "decade": 10, "century": 100, "millennium": 1000}.get(unit)
    if size is None:
        return day, day
    first = max(1, day.year // size * size)
    return date(first, 1, 1), date(day.year // size * size + size - 1, 12, 31)


def shift(day: date, amount: int, unit: str) -> date:
    """The day so many units away; the last of a month stays in its month.

    Raises:
        OverflowError, ValueError: Beyond the years 1 to 9999.
    """
    if unit in _DAYS_IN:
        return day + timedelta(amount * _DAYS_IN[unit])
    if unit not in _MONTHS_IN:
        return day
    year, month = divmod(day.year * 12 + day.month - 1 + amount * _MONTHS_IN[unit], 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_LONG = 3_000
"""Days of a stretch whose parts are whole years."""


def third(first: date, last: date, mod: str) -> Days:
    """The early, middle or late part of an interval: quarters of a year, whole years of a decade, else thirds."""
    size = (last - first).days + 1
    if size > _LONG:
        years = last.year - first.year + 1
        early, late = first.year + round(0.3 * years), last.year - round(0.3 * years)
        if mod == "START":
            return first, date(early - 1, 12, 31)
        return (date(late + 1, 1, 1), last) if mod == "END" else (date(early, 1, 1), date(late, 12, 31))
    cut = 92 if 365 <= size <= 366 else round(size / 3)
    if mod == "START":
        return first, first + timedelta(max(cut, 1) - 1)
    if mod == "END":
        return last - timedelta(max(cut, 1) - 1), last
    return first + timedelta(cut), last - timedelta(cut)


def length_in_days(amount: float, unit: str) -> int | None:
    """How many civil days a stretch covers; None for units that are not whole days."""
    if unit not in _DAYS_IN or amount != int(amount):
        return None
    return int(amount) * _DAYS_IN[unit]
