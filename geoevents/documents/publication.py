"""Publication day: who says so, and what a date must look like.

Relative dates count from this day, so it is never assumed: the caller gives it, the page's metadata, the
dateline or the file's name say it, or it stays open.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from geoevents.documents.byline import day_above
from geoevents.errors import InvalidDate

if TYPE_CHECKING:
    from geoevents.model import PublishedSource

_ISO_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\d\d(?::?\d\d.*)?)?")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")


def as_day(value: object, *, what: str = "published") -> date | None:
    """Read a publication day as the caller wrote it.

    Args:
        value: A date, a datetime (its civil day as written counts, whatever the time zone), an ISO 8601 day
            or timestamp, or nothing (``None``, ``""``, NaN, NaT).
        what: Name of the argument, column or field, for the error.

    Returns:
        The day, or None when there is none.

    Raises:
        InvalidDate: The value is no such date.

    Example:
        >>> as_day("2023-09-17T22:15:00+09:00")
        datetime.date(2023, 9, 17)
    """
    if value is None or value != value or (isinstance(value, str) and not value.strip()):  # noqa: PLR0124 - NaN, NaT
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = _ISO_DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    day = _day(match[1]) if match else None
    if day is None:
        raise InvalidDate(f"{what}={value!r} is no date: write year-month-day, such as 2023-09-17")
    return day


def publication(
    *, given: date | None, metadata: date | None, text: str, name: str, metadata_source: PublishedSource = "metadata"
) -> tuple[date | None, PublishedSource | None]:
    """Choose the publication day: given, else metadata, else byline or dateline, else the file's name.

    Args:
        given: The caller's word.
        metadata: What the page or feed says of itself.
        text: The report, whose first lines may carry a date or a dateline.
        name: File name, which may carry a date.
        metadata_source: ``metadata`` of a page or ``feed``.

    Returns:
        The day and who said so; both None when nobody did.

    Example:
        >>> publication(given=None, metadata=None, text="Flood water rose.", name="2023-09-17-flood.txt")
        (datetime.date(2023, 9, 17), 'filename')
    """
    if given is not None:
        return given, "given"
    if metadata is not None:
        return metadata, metadata_source
    if (day := day_above(text) or _dateline_day(text)) is not None:
        return day, "dateline"
    if (day := day_in_name(name)) is not None:
        return day, "filename"
    return None, None


def day_in_name(name: str) -> date | None:
    """Find a day such as ``2023-09-17``, ``2023_09_17`` or ``20230917`` in a file's name.

    Example:
        >>> day_in_name("kcna_20230917_en.txt")
        datetime.date(2023, 9, 17)
    """
    for match in _IN_NAME.finditer(name):
        day = _day(f"{match[1]}-{match[3]}-{match[4]}")
        if day is not None:
            return day
    return None


def _dateline_day(text: str) -> date | None:
    from geoevents.timex import dateline

    found = dateline(text)
    return None if found is None else found.date


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None
