"""The agency dateline at the head of a report: where and when it was filed."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from geoevents.timex.find import find
from geoevents.timex.operators import Fixed

_HEAD = 1200
"""Characters: a dateline stands within the first few paragraphs."""
_LONGEST = 90
"""Characters of a dateline from its place to its dash."""
_DATELINE = re.compile(
    r"""^[ \t]*(?P<place>(?:[A-Z][\w.'’-]*)(?:[ /](?:[A-Z][\w.'’-]*|de|of|la|el|al|do|da))*)
    (?P<rest>[^\n—–]{0,80}?)
    [ \t]*(?:--|[—–]|(?<=\))[ ]?-|(?<=\s)[-_](?=\s))[ \t]*""",
    re.VERBOSE | re.MULTILINE,
)
_DASH = re.compile(r"[-—–_]")
_REGIONS = re.compile(r"(?:,[ ](?:[A-Z][\w.’'-]*)(?:[ ][A-Z][\w.’'-]*){0,3}){1,2}\s*")
"""``, Indiana, United States``: what may follow a place that is not in capitals."""
_AGENCY = re.compile(r"\(([^()\d]{2,40})\)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """Place, day and agency at the head of a report."""

    start: int
    """Character offset of the whole."""
    end: int
    """Character offset behind the dash, end exclusive."""
    place_start: int
    """Character offset of the place."""
    place_end: int
    """Character offset, end exclusive."""
    place_text: str
    """``text[place_start:place_end]``."""
    month: int | None = None
    """1 to 12 where a day is given."""
    day: int | None = None
    """Day of the month where one is given."""
    date: dt.date | None = None
    """The filing day; None when no day is given or its year is not known."""
    agency: str = ""
    """In brackets, without them."""

    def near(self, published: dt.date) -> dt.date | None:
        """The filing day next to a publication day; None when more than two days lie between."""
        if self.month is None or self.day is None:
            return None
        for year in (published.year, published.year - 1):
            try:
                day = dt.date(year, self.month, self.day)
            except ValueError:
                continue
            if 0 <= (published - day).days <= 2:
                return day
        return None


def dateline(text: str) -> Dateline | None:
    """Find the agency dateline of a report.

    Args:
        text: The report.

    Returns:
        The dateline, or None. Its ``date`` is given only where the dateline writes the year; ``near`` completes
        it from the publication day.

    Example:
        >>> line = dateline("ULAN BATOR, Mongolia, 16 September 2023 (Agency) - Herders said")
        >>> line.place_text, line.date.isoformat(), line.agency
        ('ULAN BATOR', '2023-09-16', 'Agency')
    """
    head = text[:_HEAD]
    start = 0
    while 0 <= start < len(head):
        # A pattern is costly on every line of every text; a line without a dash is none.
        match = _DATELINE.match(head, start) if _DASH.search(head, start, start + _LONGEST + 1) else None
        found = _read(match) if match else None
        if found is not None:
            return found
        start = head.find("\n", start) + 1 or len(head)
    return None


def _read(match: re.Match[str]) -> Dateline | None:
    place, rest = match["place"], match["rest"]
    agency = _AGENCY.search(rest)
    day = _day(rest)
    capitals = place.isupper() and len(place) > 2
    sure = agency or capitals or (day and rest.lstrip().startswith(",")) or _REGIONS.fullmatch(rest)
    if not sure or match.end() - match.start() > _LONGEST:
        return None
    start, end = match.span("place")
    return Dateline(
        start=start,
        end=match.end(),
        place_start=start,
        place_end=end,
        place_text=place,
        month=day.month if day else None,
        day=day.day if day else None,
        date=dt.date(day.year, day.month, day.day) if day and day.year and day.month and day.day else None,
        agency=agency[1] if agency else "",
    )


def _day(rest: str) -> Fixed | None:
    for item in find(rest):
        if isinstance(item.value, Fixed) and item.value.day is not None and item.value.month is not None:
            return item.value
    return None
