"""Values at the edge: EDTF (ISO 8601-2), ISO 8601 intervals and TIMEX3, and back from EDTF.

Inside the package a time is an interval of civil days; strings are made only here and in ``emit``. EDTF has seasons,
decades and open ends, and marks what is approximate (``~``); it has no weeks and no parts of a day, so a week is
written as the interval of its days and an afternoon as its day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from geoevents.errors import InvalidDate
from geoevents.model import When
from geoevents.timex.civil import SEASON_MONTHS, months

if TYPE_CHECKING:
    from geoevents.model import TimePrecision, TimeRole

_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_CODES = {code: name for name, code in _SEASONS.items()}
_QUARTERS = {33: 1, 34: 2, 35: 3, 36: 4}
_HALVES = {40: 1, 41: 2}
_LAST_QUARTER = 10
"""Month after which three months leave the calendar in its last year."""
_VALUE = re.compile(r"(?P<year>\d{4})(?:-(?P<part>SP|SU|FA|WI|Q[1-4]|H[12]))?")
_OPEN_VALUE = re.compile(r"(?P<year>XXXX|\d{4})-(?P<month>XX|\d\d)(?:-(?P<day>XX|\d\d))?")
_BEFORE_CHRIST = re.compile(r"BC(\d{4})")
_CENTURY = re.compile(r"\d\d")
_DECADE = re.compile(r"\d{3}")


# ------------------------------------------------------------------ out
def edtf(when: When) -> str:
    """The days of a time in the Extended Date/Time Format of the Library of Congress, level 2.

    Args:
        when: A time that :func:`geoevents.times` found, or any other.

    Returns:
        A date (``2023-09-16``), a month, a season (``1998-22``), a year, a decade (``198X``) or an interval
        (``2023-09-12/..`` where no end is told); ``~`` marks what is approximate. Empty where the calendar gives no
        day: for lengths, sets and times that nobody could place. Where only the day is open the parts that are known
        stay (``XXXX-12-25``).

    Example:
        >>> from geoevents import times
        >>> [edtf(when) for when in times("It began on Tuesday and runs until Friday.", published="2023-09-17")]
        ['2023-09-12/..', '../2023-09-22']
    """
    if when.earliest is None and when.latest is None:
        return _without_days(when.value)
    about = "~" if when.approximate else ""
    if when.role == "since" and when.latest is None:
        return f"{_end(when.earliest, when, about)}/.."
    if when.role == "until" and when.earliest is None:
        return f"../{_end(when.latest, when, about)}"
    named = _named(when)
    if named:
        return named + about
    if when.earliest == when.latest:
        return f"{_iso(when.earliest)}{about}"
    return f"{_iso(when.earliest)}{about}/{_iso(when.latest)}{about}"


def interval(when: When) -> str:
    """The days of a time as an ISO 8601 interval, ``..`` for an end that is not told; empty without any day.

    Example:
        >>> from geoevents import times
        >>> [interval(when) for when in times("It rained last week.", published="2023-09-17")]
        ['2023-09-04/2023-09-10']
    """
    if when.earliest is None and when.latest is None:
        return ""
    return f"{_iso(when.earliest)}/{_iso(when.latest)}"


def timex3(when: When, *, tid: str = "t1") -> str:
    """A TIMEX3 element around the expression as written.

    Args:
        when: A time that :func:`geoevents.times` found.
        tid: Identifier of the element.

    Returns:
        XML with ``type``, ``value`` and, where they apply, ``mod``, ``beginPoint`` and ``endPoint`` as days.

    Example:
        >>> from geoevents import times
        >>> timex3(times("It happened in late 2011.", published="2023-09-17")[0])
        '<TIMEX3 tid="t1" type="DATE" value="2011" mod="END">late 2011</TIMEX3>'
    """
    attributes = {"tid": tid, "type": when.type, "value": when.value}
    mod = getattr(when.tree, "mod", "")
    if mod in {"START", "MID", "END", "APPROX"}:
        attributes["mod"] = mod
    if when.type == "DURATION" and when.earliest and when.latest:
        attributes |= {"beginPoint": when.earliest.isoformat(), "endPoint": when.latest.isoformat()}
    written = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f"<TIMEX3 {written}>{escape(when.text)}</TIMEX3>"


def _iso(day: date | None) -> str:
    return ".." if day is None else day.isoformat()


def _end(day: date | None, when: When, about: str) -> str:
    """One end of an open interval, no finer than the text: since 1998."""
    if day is None:
        return ".."
    if when.precision == "year" and (day.month, day.day) in {(1, 1), (12, 31)} and not about:
        return f"{day.year:04d}"
    if when.precision == "month" and re.fullmatch(r"\d{4}-\d\d", when.value) and not about:
        return f"{day.year:04d}-{day.month:02d}"
    return day.isoformat() + about


def _named(when: When) -> str:
    """A month, season, year, decade or century by its name, where the days are all of it."""
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return ""
    if first.month == 1 and first.day == 1 and (last.month, last.day) == (12, 31):
        if first.year == last.year:
            return f"{first.year:04d}"
        if first.year % 10 == 0 and last.year == first.year + 9 and _DECADE.fullmatch(when.value):
            return f"{first.year // 10:03d}X"
        if first.year % 100 == 0 and last.year == first.year + 99 and _CENTURY.fullmatch(when.value):
            return f"{first.year // 100:02d}XX"
    if first.day != 1:
        return ""
    if (last.year, last.month) == (first.year, first.month) and last.day == monthrange(first.year, first.month)[1]:
        return f"{first.year:04d}-{first.month:02d}"
    if first.year == date.max.year and first.month > _LAST_QUARTER:
        return ""  # three months from there would pass the last day that dates can hold
    season = _season(when, first) if last == months(first.year, first.month, 3)[1] else ""
    return f"{first.year:04d}-{season}" if season else ""


def _season(when: When, first: date) -> str:
    """Code of a season; a quarter has one on level 2 alone, which few readers know, so it stays an interval."""
    match = _VALUE.fullmatch(when.value)
    part = match["part"] if match else None
    return str(_SEASONS[part]) if part in _SEASONS and SEASON_MONTHS[part] == first.month else ""


def _without_days(value: str) -> str:
    christ = _BEFORE_CHRIST.fullmatch(value)
    if christ:
        return f"-{int(christ[1]) - 1:04d}"  # there is no year nought, but EDTF counts one
    match = _OPEN_VALUE.fullmatch(value)
    if match is None or {match["month"], match["day"] or "XX"} == {"XX"}:
        return ""
    return value


# ------------------------------------------------------------------ back in
_DAY = r"\d{4}-\d\d-\d\d"
_READ = re.compile(
    r"(?P<year>-?\d{4}|\d{3}X|\d\dXX|XXXX)(?:-(?P<month>\d\d|XX))?(?:-(?P<day>\d\d|XX))?(?P<mark>[~?%]?)"
)


def from_edtf(value: str) -> When:
    """A time from its EDTF form: what :func:`edtf` writes, and seasons, quarters and halves of level 2.

    Args:
        value: Such as ``2023-09-16``, ``1998-22~``, ``198X``, ``2023-09-12/..``.

    Returns:
        The days, without text and offsets.

    Raises:
        InvalidDate: The value is no such date, or one that EDTF has and this package does not compute with.

    Example:
        >>> when = from_edtf("2023-09-12/..")
        >>> (when.earliest, when.latest, when.role)
        (datetime.date(2023, 9, 12), None, 'since')
    """
    left, slash, right = value.partition("/")
    if not slash:
        return _one(left, value)
    begin, end = (None if part in {"", ".."} else _one(part, value) for part in (left, right))
    if begin is None and end is None:
        raise _refused(value, "both ends are open")
    first, last = begin.earliest if begin else None, end.latest if end else None
    if first is not None and last is not None and last < first:
        raise _refused(value, "it ends before it begins")
    known = begin or end
    role: TimeRole = "since" if end is None else "until" if begin is None else "span"
    return When(
        earliest=first,
        latest=last,
        precision=known.precision if known and role != "span" else "day",
        value=known.value if known and role != "span" else f"{_iso(first)}/{_iso(last)}",
        role=role,
        anchor="absolute",
        approximate=any(end is not None and end.approximate for end in (begin, end)),
    )


def _one(part: str, whole: str) -> When:
    match = _READ.fullmatch(part)
    if match is None:
        raise _refused(whole, f"{part!r} is no date")
    approximate = bool(match["mark"])
    year, month, day = match["year"], match["month"], match["day"]
    try:
        days, precision, value = _days(year, month, day)
    except ValueError as problem:
        raise _refused(whole, str(problem)) from problem
    first, last = days or (None, None)
    return When(
        earliest=first, latest=last, precision=precision, value=value, anchor="absolute", approximate=approximate
    )


def _days(year: str, month: str | None, day: str | None) -> tuple[tuple[date, date] | None, TimePrecision, str]:
    """First and last day, granularity and TIMEX3 value."""
    if year.startswith("-"):
        return None, "year", f"BC{1 - int(year):04d}"
    open_parts = [part for part in (year, month, day) if part and "X" in part]
    if year == "XXXX" or (open_parts and not ("X" in year and month is None)):
        return None, "unknown", "-".join(part for part in (year, month, day) if part)
    digits = year.rstrip("X")
    if digits != year:
        size = int(10 ** (4 - len(digits)))
        low = int(digits) * size
        return (date(max(low, 1), 1, 1), date(low + size - 1, 12, 31)), "year", digits
    number = int(year)
    if month is None:
        return (date(number, 1, 1), date(number, 12, 31)), "year", year
    if day is not None:
        one = date(number, int(month), int(day))
        return (one, one), "day", one.isoformat()
    return (*_part_of_year(number, int(month)),)


def _part_of_year(year: int, code: int) -> tuple[tuple[date, date], TimePrecision, str]:
    if 1 <= code <= 12:
        return months(year, code, 1), "month", f"{year:04d}-{code:02d}"
    if code in _CODES:
        return months(year, SEASON_MONTHS[_CODES[code]], 3), "month", f"{year:04d}-{_CODES[code]}"
    if code in _QUARTERS:
        return months(year, 3 * _QUARTERS[code] - 2, 3), "month", f"{year:04d}-Q{_QUARTERS[code]}"
    if code in _HALVES:
        return months(year, 6 * _HALVES[code] - 5, 6), "month", f"{year:04d}-H{_HALVES[code]}"
    raise ValueError(f"there is no part {code:02d} of a year")


def _refused(value: str, cause: str) -> InvalidDate:
    return InvalidDate(f"{value!r} cannot be read as EDTF: {cause}. Write such as 2023-09-16, 2023-09, 2023-09-12/..")
