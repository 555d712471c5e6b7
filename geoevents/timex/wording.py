"""What explanations are made of: the phrases of one language, filled with days and numbers.

The tagger itself knows only keys (``before``, ``nearest``); a language says them in its own words. Names of days and
months stand here, too: those of the machine's locale would change the answer with the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The phrases of one language; braces are filled in."""

    weekdays: tuple[str, ...]
    """Names from Monday."""
    months: tuple[str, ...]
    """Names from January."""
    in_full: str
    """A day, of ``{weekday} {day} {month} {year}``."""
    units: Mapping[str, tuple[str, str]]
    """Unit → its singular and plural."""
    found: Mapping[str, str]
    """How a time was found (``before after same nearest counted in_year follows some unit_of count_before count_after
    quarter_before quarter_after``) → its phrase, of ``{count}`` and ``{unit}``."""
    anchors: Mapping[str, str]
    """What it was counted from (``published dateline previous day``) → its name before ``{date}``."""
    as_written: str
    """A time that names its day itself: ``{text}``."""
    direct: str
    """``{text}``, ``{found}`` and ``{anchor}`` where the phrase goes on from the text: Saturday before …"""
    indirect: str
    """The same where it explains the text: two days ago: 2 days before …"""
    no_day: str
    """A relative time without an anchor, of ``{text}`` and ``{tree}``."""
    no_place: str
    """A length, a set or a vague time, of ``{text}`` and ``{tree}``."""
    eve: str
    """``{text} {words}``: the day before a happening that nobody dated."""
    before: str
    """``{text} {words}``: a length before one."""
    after: str
    """``{text} {words}``: a length after one."""
    whole: str
    """``{found} {first} {last}``: an end of a range."""
    in_order: str
    """``{text}``: moved so that two times follow each other."""
    on_day_of: str
    """``{text} {other}``: a clock time with the day of another one."""
    local: str
    """``{text} {other}``: a clock time whose local day was computed from another zone's."""
    begin_counted: str
    """``{text}``: a length whose begin was counted from its end."""
    end_counted: str
    """``{text}``: a length whose end was counted from its begin."""
    since: str
    """What follows an explanation when no end is told."""
    until: str
    """What follows it when no begin is told."""
    about: str
    """What follows it when the day is approximate."""

    def day(self, day: date) -> str:
        """A day for readers: ``Sunday 17 September 2023``."""
        weekday, month = self.weekdays[day.weekday()], self.months[day.month - 1]
        return self.in_full.format(weekday=weekday, day=day.day, month=month, year=day.year)

    def how(self, key: str, count: int, unit: str) -> str:
        """A phrase of ``found``: ``2 days before``."""
        one, many = self.units.get(unit, (unit, unit))
        return self.found[key].format(count=count, unit=one if count == 1 else many)


ENGLISH_WORDING = Wording(
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    in_full="{weekday} {day} {month} {year}",
    units={
        **{
            unit: (unit, f"{unit}s")
            for unit in (
                *("second", "minute", "hour", "day", "night", "week", "fortnight", "weekend"),
                *("month", "quarter", "half", "season", "year", "decade"),
            )
        },
        "century": ("century", "centuries"),
        "millennium": ("millennium", "millennia"),
    },
    found={
        "before": "before",
        "after": "after",
        "same": "the day of",
        "nearest": "the one nearest to",
        "counted": "counted from",
        "in_year": "in the year counted from",
        "follows": "the one that follows",
        "some": "some {unit} from",
        "unit_of": "the {unit} of",
        "count_before": "{count} {unit} before",
        "count_after": "{count} {unit} after",
        "quarter_before": "the same quarter, {count} {unit} before",
        "quarter_after": "the same quarter, {count} {unit} after",
    },
    anchors={
        "published": "publication on {date}",
        "dateline": "the dateline's day, {date}",
        "previous": "the time mentioned before, {date}",
        "day": "{date}",
    },
    as_written="{text}, as written",
    direct="{text} {found} {anchor}",
    indirect="{text}: {found} {anchor}",
    no_day="{text}: {tree}, counted from a day that is not known",
    no_place="{text}: {tree}",
    eve="{text} {words}, whose day is not known",
    before="{text} before {words}, whose day is not known",
    after="{text} after {words}, whose day is not known",
    whole="{found}; from {first} to {last}",
    in_order="{text}, in order with its neighbour",
    on_day_of="{text} on the day of {other}",
    local="{text}: the local day, counted from {other}",
    begin_counted="{text}, its begin counted from its end",
    end_counted="{text}, its end counted from its begin",
    since="no end is told",
    until="no begin is told",
    about="the days are approximate",
)
