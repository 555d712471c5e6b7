"""Named days that can be computed: fixed ones, nth weekdays, and those that hang on Easter."""

from __future__ import annotations

from datetime import date, timedelta

_FIXED = {
    "new-year": (1, 1),
    "new-year-eve": (12, 31),
    "christmas": (12, 25),
    "christmas-eve": (12, 24),
    "boxing-day": (12, 26),
    "valentine": (2, 14),
    "st-patrick": (3, 17),
    "may-day": (5, 1),
    "victory-day": (5, 9),
    "independence-us": (7, 4),
    "bastille-day": (7, 14),
    "halloween": (10, 31),
    "armistice-day": (11, 11),
    "womens-day": (3, 8),
    "epiphany": (1, 6),
    "orthodox-christmas": (1, 7),
    "all-saints": (11, 1),
    "workers-day": (5, 1),
    "canada-day": (7, 1),
    "anzac-day": (4, 25),
    "australia-day": (1, 26),
    "guy-fawkes": (11, 5),
    "juneteenth": (6, 19),
    "inauguration-us": (1, 20),
    "earth-day": (4, 22),
    "human-rights-day": (12, 10),
    "world-aids-day": (12, 1),
}
_FROM_EASTER = {
    "easter": 0,
    "easter-monday": 1,
    "good-friday": -2,
    "palm-sunday": -7,
    "ash-wednesday": -46,
    "pentecost": 49,
    "shrove-tuesday": -47,
    "maundy-thursday": -3,
    "holy-saturday": -1,
    "ascension": 39,
    "whit-monday": 50,
}
_NTH_WEEKDAY = {
    "thanksgiving": (11, 4, 4),
    "labor-day": (9, 1, 1),
    "memorial-day": (5, 1, -1),
    "mlk-day": (1, 1, 3),
    "presidents-day": (2, 1, 3),
    "columbus-day": (10, 1, 2),
}
"""Month, ISO weekday, which one of the month (-1 the last)."""
_AFTER = {"black-friday": ("thanksgiving", 1), "cyber-monday": ("thanksgiving", 4), "election-us": ("election-eve", 1)}
"""Days after one of the others: the elections of the United States fall on the Tuesday after a Monday."""
_NTH_WEEKDAY["election-eve"] = (11, 1, 1)


def day_of(key: str, year: int) -> date:
    """The day a holiday falls on.

    Args:
        key: One of the lexicon's holiday keys.
        year: 1583 to 9999 for those that hang on Easter.

    Returns:
        The civil day.

    Example:
        >>> day_of("good-friday", 2024)
        datetime.date(2024, 3, 29)
    """
    if key in _FIXED:
        return date(year, *_FIXED[key])
    if key in _AFTER:
        other, days = _AFTER[key]
        return day_of(other, year) + timedelta(days)
    if key == "orthodox-easter":
        return orthodox_easter(year)
    if key in _FROM_EASTER:
        return easter(year) + timedelta(_FROM_EASTER[key])
    month, weekday, nth = _NTH_WEEKDAY[key]
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return last - timedelta((last.isoweekday() - weekday) % 7)


def easter(year: int) -> date:
    """Western Easter Sunday, by the Gregorian computus."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    offset = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * offset) // 451
    month, day = divmod(epact + offset - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the churches that keep the Julian computus, as a day of the Gregorian calendar."""
    moon = (19 * (year % 19) + 15) % 30
    month, day = divmod(moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + 114, 31)
    drift = year // 100 - year // 400 - 2  # days that the Julian calendar is behind
    return date(year, month, day + 1) + timedelta(drift)
