"""Days and intervals in words for people: the one place that turns a ``When`` into a phrase."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from geoevents.model import Event, When

# Own names, not strftime: the words must not change with the reader's locale.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_CLOCK = re.compile(r"T([01]\d|2[0-4])(?::?([0-5]\d))?")
_PART = re.compile(r"T([A-Z]{2})\b")

UNKNOWN_DAY = "day unknown"
_HALVES = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """Write half a character as the sign for one that cannot be read, since tables and files hold none.

    JSON may hold half of a surrogate pair, and so may the text of a report.

    Example:
        >>> whole(chr(0xD83D) + " train") == chr(0xFFFD) + " train"
        True
    """
    return _HALVES.sub("\ufffd", text)


def place_as_written(event: Event) -> str:
    """Name a place as the reports spell it, so that a reader finds the name again in the quote.

    Where the text abbreviates, shouts or gives only a part of the name, the gazetteer's name stands.

    Args:
        event: Any event.

    Returns:
        ``Artyom`` for a text that writes so, although GeoNames spells it ``Artëm``.

    Example:
        >>> from geoevents.model import Event, Mention, Place, Resolution, When
        >>> place = Place(id="a", name="Artëm", latitude=43.4, longitude=132.2)
        >>> mention = Mention(start=0, end=6, text="Artyom", kind="literal")
        >>> found = Resolution(mention=mention, place=place, rung="exact")
        >>> event = Event(id="e", what="left", type="travel", actors=(), place=found, when=When(), status="occurred",
        ...               evidence=(), confidence=1.0)
        >>> place_as_written(event)
        'Artyom'
    """
    place, text = event.place.place, event.place.mention.text.removeprefix("the ").removeprefix("The ")
    if place is None:
        return text
    written = event.place.rung in {"exact", "overlay"} and place.layer == "city"
    plain = not text.isupper() and "." not in text and len(text) > 3
    return text if written and plain else place.name


def point_in_words(latitude: float, longitude: float) -> str:
    """Name a point that has no other name, to a tenth of a metre.

    Example:
        >>> point_in_words(60.7336, -11.0)
        '60.7336, -11'
    """
    # 0.0 is added so that what rounds to nothing has no sign.
    return ", ".join(f"{round(degrees, 6) + 0.0:.6f}".rstrip("0").rstrip(".") for degrees in (latitude, longitude))


def when_in_words(when: When) -> str:
    """Say a time as a person would, with what the text leaves open.

    Args:
        when: An interval of civil days, or the frame that the text leaves.

    Returns:
        One phrase, such as ``Sat 16 Sep 2023``, ``12–17 Sep 2023`` (all of it), ``between 12 and
        17 Sep 2023`` (some day in it), ``since Tue 12 Sep 2023`` or ``day unknown``.

    Example:
        >>> from datetime import date
        >>> from geoevents.model import When
        >>> from geoevents.wording import when_in_words
        >>> when_in_words(When(earliest=date(2023, 9, 16), latest=date(2023, 9, 16), precision="day"))
        'Sat 16 Sep 2023'
        >>> when_in_words(When(not_before=date(2023, 9, 12), not_after=date(2023, 9, 17)))
        'between 12 and 17 Sep 2023'
        >>> when_in_words(When())
        'day unknown'
    """
    if when.earliest is None and when.latest is None:
        return _frame(when.not_before, when.not_after)
    words = _given(when) + _hour(when)
    return _about(words) if when.approximate else words


def day_in_words(day: date) -> str:
    """Say one day, weekday first.

    Example:
        >>> from datetime import date
        >>> day_in_words(date(2023, 9, 17))
        'Sun 17 Sep 2023'
    """
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_month(day)}"


def _given(when: When) -> str:
    first, last = when.earliest, when.latest
    if first is not None and (last is None or when.role == "since"):
        return f"since {_point(first, first if when.precision in {'hour', 'day'} else period_end(first, when))}"
    if last is not None and (first is None or when.role == "until"):
        return f"until {_point(last, last)}"
    if first is None or last is None:
        return UNKNOWN_DAY
    if is_period(first, last) or first == last:
        return _point(first, last)
    if when.role == "span" or when.type == "DURATION":
        return _range(first, last, "–")
    return f"between {_range(first, last, ' and ')}"


def _about(words: str) -> str:
    link, _, rest = words.partition(" ")
    return f"{link} about {rest}" if link in {"since", "until", "between"} else f"about {words}"


def _frame(first: date | None, last: date | None) -> str:
    if first is not None and last is not None:
        return day_in_words(first) if first == last else f"between {_range(first, last, ' and ')}"
    if first is not None:
        return f"on or after {day_in_words(first)}"
    if last is not None:
        return f"on or before {day_in_words(last)}"
    return UNKNOWN_DAY


def _hour(when: When) -> str:
    """The part of the day or the hour of the TIMEX value, when there is one."""
    if when.precision != "hour" or when.earliest != when.latest:
        return ""
    if part := _PART.search(when.value):
        return f", {_PARTS[part[1]]}" if part[1] in _PARTS else ""
    if clock := _CLOCK.search(when.value):
        return f", {clock[1]}:{clock[2] or '00'}"
    return ""


def _point(first: date, last: date) -> str:
    """One day, or the month, months or years that the two days enclose."""
    if first == last:
        return day_in_words(first)
    if (first.month, last.month) == (1, 12):
        return _year(first) if first.year == last.year else f"{_year(first)}–{_year(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return _month(first)
    if first.year == last.year:
        return f"{_MONTHS[first.month - 1]}–{_month(last)}"
    return f"{_month(first)}–{_month(last)}"


def _range(first: date, last: date, link: str) -> str:
    """Two days without saying a shared month or year twice."""
    if first.year != last.year:
        return f"{first.day} {_month(first)}{_spaced(link)}{last.day} {_month(last)}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]}{_spaced(link)}{last.day} {_month(last)}"
    return f"{first.day}{link}{last.day} {_month(last)}"


def _spaced(link: str) -> str:
    return f" {link.strip()} "


def is_period(first: date, last: date) -> bool:
    """Whether the interval is made of whole months, at most a few years."""
    return first.day == 1 and ends_month(last) and first < last


def ends_month(day: date) -> bool:
    """Whether a day is the last of its month."""
    # The last representable day has no successor.
    return (day.month, day.day) == (12, 31) or (day + timedelta(days=1)).day == 1


def period_end(first: date, when: When) -> date:
    """Last day of the month or year that begins with ``first``, so that it is said as one."""
    if when.precision == "year":
        return first.replace(month=12, day=31)
    return next(day for day in (first.replace(day=1) + timedelta(days=n) for n in range(27, 31)) if ends_month(day))


def _month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {_year(day)}"


def _year(day: date) -> str:
    return str(day.year)
