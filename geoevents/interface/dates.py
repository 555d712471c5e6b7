"""Days and intervals in the words of an interface: what :mod:`geoevents.wording` is for English tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoevents.wording import ends_month, is_period, period_end

if TYPE_CHECKING:
    from datetime import date

    from geoevents.interface import Interface
    from geoevents.model import Status, When

_PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_CLOCK = re.compile(r"T([01]\d|2[0-4])(?::?([0-5]\d))?")
_PART = re.compile(r"T([A-Z]{2})\b")


def unknown(when: When) -> bool:
    """Whether a time names no day at all."""
    return not any((when.earliest, when.latest, when.not_before, when.not_after))


def full_words(when: When, words: Interface) -> str:
    """A time in unshortened words.

    Example:
        >>> from datetime import date
        >>> from geoevents.interface import interface
        >>> from geoevents.model import When
        >>> saturday = When(earliest=date(2023, 9, 16), latest=date(2023, 9, 16), precision="day")
        >>> full_words(saturday, interface("en"))
        'Saturday 16 September 2023'
        >>> full_words(saturday, interface("fr"))
        'samedi 16 septembre 2023'
    """
    if unknown(when):
        return words.dates["none"]
    if when.earliest is None and when.latest is None:
        return _frame(when.not_before, when.not_after, words)
    return _given(when, words) + _hour(when, words)


def dated_words(when: When, status: Status, words: Interface) -> str:
    """When it happened, is planned, or may happen, in words.

    Example:
        >>> from geoevents.interface import interface
        >>> from geoevents.model import When
        >>> dated_words(When(), "planned", interface("en"))
        'date not given'
    """
    if unknown(when):
        return words.say("undated")
    said = full_words(when, words)
    if status == "possible":
        return words.say("possibly", when=said)
    if status != "planned":
        return said
    if _is_since(when):
        return words.say("planned_from", when=_since(when, words))
    plain = _plain(when)
    return words.say("planned_for" if plain else "planned", when=said)


def _plain(when: When) -> bool:
    """Whether the words begin with the day itself, not with a word such as between or until."""
    first, last = when.earliest, when.latest
    if first is None and last is None:
        return when.not_before is not None and when.not_before == when.not_after
    if first is None or last is None or when.role == "until":
        return False
    return is_period(first, last) or first == last or when.role == "span" or when.type == "DURATION"


def _is_since(when: When) -> bool:
    return when.earliest is not None and (when.latest is None or when.role == "since")


def _since(when: When, words: Interface) -> str:
    first = when.earliest
    if first is None:
        raise AssertionError("only asked of a time with a first day")
    last = first if when.precision in {"hour", "day"} else period_end(first, when)
    return _about(_point(first, last, words, inner=True), when, words)


def _given(when: When, words: Interface) -> str:
    first, last = when.earliest, when.latest
    if _is_since(when):
        return words.dates["since"].format(when=_since(when, words))
    if last is not None and (first is None or when.role == "until"):
        return words.dates["until"].format(when=_about(_point(last, last, words, inner=True), when, words))
    if first is None or last is None:
        raise AssertionError("a time with neither day is said by its frame")
    if is_period(first, last) or first == last:
        return _about(_point(first, last, words), when, words)
    if when.role == "span" or when.type == "DURATION":
        return _about(reach(first, last, words), when, words)
    return _between(first, last, words, when=when)


def _about(said: str, when: When, words: Interface) -> str:
    return words.dates["about"].format(when=said) if when.approximate else said


def _frame(first: date | None, last: date | None, words: Interface) -> str:
    if first is not None and last is not None:
        return words.day("full", first) if first == last else _between(first, last, words)
    if first is not None:
        return words.dates["on_or_after"].format(when=words.day("inner", first))
    return words.dates["on_or_before"].format(when=words.day("inner", last)) if last is not None else ""


def _between(first: date, last: date, words: Interface, *, when: When | None = None) -> str:
    if (first.year, first.month) == (last.year, last.month):
        start = words.numbered(first) if when is None else _about(words.numbered(first), when, words)
        return words.day("between_days", last, first=start)
    ends = _ends(first, last, words)
    if when is not None:
        ends |= {name: _about(ends[name], when, words) for name in ("a", "c")}
    return words.dates["between"].format(**ends)


def _ends(first: date, last: date, words: Interface) -> dict[str, str]:
    """Two days with a shared year said once: beside the last (a, b) or, where years come first, the first (c, d)."""
    short = "day" if first.year != last.year else "day_month"
    return {
        "a": words.day(short, first),
        "b": words.day("day", last),
        "c": words.day("day", first),
        "d": words.day(short, last),
    }


def reach(first: date, last: date, words: Interface) -> str:
    """Two days without saying a shared month or year twice.

    Example:
        >>> from datetime import date
        >>> from geoevents.interface import interface
        >>> reach(date(2023, 9, 12), date(2023, 9, 17), interface("de"))
        '12.–17. September 2023'
    """
    if (first.year, first.month) == (last.year, last.month):
        return words.day("days", last, first=words.numbered(first))
    return words.dates["range"].format(**_ends(first, last, words))


def _hour(when: When, words: Interface) -> str:
    """The part of the day or the hour of the TIMEX value, when there is one."""
    if when.precision != "hour" or when.earliest != when.latest:
        return ""
    if part := _PART.search(when.value):
        return words.dates["part"].format(part=words.said[_PARTS[part[1]]]) if part[1] in _PARTS else ""
    if clock := _CLOCK.search(when.value):
        return words.dates["part"].format(part=f"{clock[1]}:{clock[2] or '00'}")
    return ""


def _point(first: date, last: date, words: Interface, *, inner: bool = False) -> str:
    """One day, or the month, months or years that the two days enclose."""
    if first == last:
        return words.day("inner" if inner else "full", first)
    if (first.month, last.month) == (1, 12):
        return words.day("year", first) if first.year == last.year else _joined(first, last, "year", words)
    month = "month_inner" if inner else "month"
    if (first.year, first.month) == (last.year, last.month):
        return words.day(month, first)
    if first.year == last.year:
        return words.dates["months"].format(
            a=words.calendar["months"][first.month - 1], b=words.calendar["months"][last.month - 1], year=first.year
        )
    return _joined(first, last, month, words)


def _joined(first: date, last: date, pattern: str, words: Interface) -> str:
    return words.dates["periods"].format(a=words.day(pattern, first), b=words.day(pattern, last))


def short_words(first: date | None, last: date | None, words: Interface) -> str:
    """Days as a map label says them.

    Example:
        >>> from datetime import date
        >>> from geoevents.interface import interface
        >>> short_words(date(2023, 9, 12), date(2023, 9, 17), interface("en"))
        '12–17 Sep'
    """
    if first and last:
        if first == last:
            return words.day("short", first)
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        if first.day == 1 and ends_month(last):
            months = words.day("short_month", first), words.day("short_month", last)
            return months[0] if months[0] == months[1] else " – ".join(months)
        if (first.year, first.month) == (last.year, last.month):
            return words.day("short_days", last, first=words.numbered(first))
        return f"{words.day('short', first)} – {words.day('short', last)}"
    if first:
        return words.dates["short_from"].format(when=words.day("short", first))
    return words.dates["short_until"].format(when=words.day("short", last)) if last else ""
