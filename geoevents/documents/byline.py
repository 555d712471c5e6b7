"""The day in the lines above a report: ``Aug. 31, 2023`` under the headline, ``Published: 31 August 2023``."""

from __future__ import annotations

import re
from datetime import date

_LINES = 8
"""So many lines that are not blank are looked at."""
_LONGEST_LINE = 100
"""Characters; a longer line is prose, and the report has begun."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month{n}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day{n}>\d{{1,2}})(?:st|nd|rd|th)?"
_FORMS = (
    (_MONTH + r"\s+" + _DAY + r",?\s+(?P<year{n}>\d{{4}})").format(n=1),
    (_DAY + r"\s+(?:of\s+)?" + _MONTH + r",?\s+(?P<year{n}>\d{{4}})").format(n=2),
    r"(?P<iso>\d{4}-\d\d-\d\d)",
)
_DATE = rf"{_WEEKDAY}(?:{'|'.join(_FORMS)})\b"
_LABEL = (
    r"(?P<label>(?:first\s+|last\s+)?"
    r"(?:published|posted|issued|released|dated?|filed|updated|modified)(?:\s+(?:on|at))?)"
)
_TIME = r"(?:,?\s*(?:at\s+|T)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{1,4}\)?|[+-]\d\d:?\d\d)?)?"
_LABELLED = re.compile(rf"{_LABEL}\s*[:,|–—-]?\s*{_DATE}.{{0,60}}", re.IGNORECASE)
_BARE = re.compile(rf"(?:[^\d\n]{{0,40}}[|·•–—-]\s*)?{_DATE}{_TIME}(?:\s*[|·•–—-]\s*[^\d\n]{{0,40}})?", re.IGNORECASE)

_SIGNED = re.compile(rf"[^\d\n]{{2,60}},\s+{_DATE}{_TIME}", re.IGNORECASE)
"""``The Coastal Register, 31 August 2023``: not in the first line, where it would be a headline about that day."""


def day_above(text: str) -> date | None:
    r"""Read the publication day from the lines between headline and report.

    A line counts when it holds nothing but a full date (perhaps with weekday, time, and a name behind a bar), or
    begins with a word such as *Published*. A publication day comes before a day of update.

    Args:
        text: The report, from its first line.

    Returns:
        The day, or None when no such line says one.

    Example:
        >>> day_above("Storm leaves the coast\nThe Weather Desk\nAug. 31, 2023\n\nThe storm moved out to sea.")
        datetime.date(2023, 8, 31)
    """
    updated: date | None = None
    for number, line in enumerate(_head(text)):
        match = _LABELLED.fullmatch(line) or _BARE.fullmatch(line) or (_SIGNED.fullmatch(line) if number else None)
        day = None if match is None else _day(match)
        if match is None or day is None:
            continue
        label = match.groupdict().get("label") or ""
        if not label.lower().startswith(("last", "updated", "modified")):
            return day
        updated = updated or day
    return updated


def _head(text: str) -> list[str]:
    found: list[str] = []
    for line in text.split("\n"):
        words = line.strip()
        if len(words) > _LONGEST_LINE or len(found) == _LINES:
            break
        if words:
            found.append(words)
    return found


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    try:
        if parts["iso"]:
            return date.fromisoformat(parts["iso"])
        number = "1" if parts["year1"] else "2"
        month = _MONTHS.index(parts[f"month{number}"][:3].lower()) + 1
        return date(int(parts[f"year{number}"]), month, int(parts[f"day{number}"]))
    except ValueError:
        return None
