"""From a match to a calendar date or a member of a series; None refuses the match."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, cast

from geoevents.timex.lexicon import CLASSES, codes
from geoevents.timex.operators import (
    Cycle,
    Era,
    Every,
    Fixed,
    NthDay,
    Range,
    Shift,
    Tree,
    Vague,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from geoevents.timex.reduce import Match
    from geoevents.timex.tokens import Item


# ------------------------------------------------------------------ numbers
def tens_and_ones(m: Match) -> object:
    """``twenty-one``."""
    tens, ones = m.number("tens"), m.number("ones")
    return tens + ones if 20 <= tens < 100 and tens % 10 == 0 and ones < 10 else None


def magnitude(m: Match) -> object:
    """``two hundred and five``."""
    whole = (m.number("n") if m.has("n") else 1) * m.number("size")
    return whole + sum(float(cast("float", value)) for value in m.all("rest"))


def spoken_year(m: Match) -> object:
    """``nineteen ninety-seven``, ``two thousand``."""
    century, tens, ones = m.number("century"), m.number("tens"), m.integer("ones")
    if century not in {18, 19, 20} or tens < 10 or (ones is not None and (tens < 20 or ones > 9)):
        return None
    return int(century * 100 + tens + (ones or 0))


def total(m: Match) -> object:
    """``2 1/2``, ``two and a half``."""
    return m.number("n") + m.number("part")


# ------------------------------------------------------------------ calendar dates
def _counts_what_follows(m: Match) -> bool:
    """Whether a plural noun stands behind, so that the number may count it."""
    after = m.after()
    return after is not None and after.code in codes("PLURAL PEOPLE")


def calendar_date(m: Match) -> object:
    """``16 September 2023``; not ``in May 12 people died``."""
    day = m.integer("day")
    if day is None or not 1 <= day <= 31:
        return None
    before = m.before()
    if m.get("year") is None and before is not None and before.code == CLASSES["IN"] and _counts_what_follows(m):
        return None
    return Fixed(year=m.integer("year"), month=m.integer("month"), day=day, which=m.integer("which"))


def days_of_month(m: Match) -> object:
    """``12–17 September``."""
    first, last = m.integer("first"), m.integer("last")
    if first is None or last is None or not 1 <= first < last <= 31:
        return None
    year, month = m.integer("year"), m.integer("month")
    return Range(first=Fixed(year=year, month=month, day=first), last=Fixed(year=year, month=month, day=last))


def second_day(m: Match) -> object:
    """The 5 of ``May 3 and 5``."""
    before = m.before(2)
    return _sibling(before.value if before is not None else None, m.integer("day"))


def first_day(m: Match) -> object:
    """The 3 of ``3 and 5 May``."""
    after = m.after(2)
    return _sibling(after.value if after is not None else None, m.integer("day"))


def _sibling(other: object, day: int | None) -> object:
    if not isinstance(other, Fixed) or other.month is None or other.day is None or day is None:
        return None
    return Fixed(year=other.year, month=other.month, day=day)


def numeric_date(m: Match) -> object:
    """``2023-09-17``."""
    day = m.get("date")
    return Fixed(year=day.year, month=day.month, day=day.day) if isinstance(day, date) else None


def month(m: Match) -> object:
    """``September 2023``, ``last September``."""
    which, year = m.integer("which"), m.integer("year")
    if year is not None and year >= 2200 and _counts_what_follows(m):
        return None
    reference = m.reference()
    return Fixed(year=m.integer("year"), month=m.integer("month"), which=which, reference=reference)


_RANKS = 12
"""Ordinals in words up to here rank things more often than they name days: *Saturday, the first since June*."""


def day_of_month(m: Match) -> object:
    """``on the 16th``."""
    day = m.integer("day")
    if isinstance(m.get("weekday"), tuple):
        return None  # Fridays, 13th
    in_words = not m.word("day")[:1].isdigit()
    if day is None or not 1 <= day <= 31 or (in_words and day <= _RANKS):
        return None
    return Fixed(day=day, weekday=m.integer("weekday"))


def day_of_that_month(m: Match) -> object:
    """``the 16th of this month``."""
    day = m.integer("day") or 0
    return Fixed(day=day, which=m.integer("which")) if m.unit("whole") == ("month", False) and 1 <= day <= 31 else None


_YEAR_OPENERS = codes("IN SINCE UNTIL BY BEFORE AFTER FOR BETWEEN FROM OF EARLY FULL OPEN")
_YEAR_LINKS = codes("TO AND OR COMMA")
_OLD_YEAR_OPENERS = codes("IN SINCE EARLY")
_FAR_YEAR_OPENERS = codes("IN SINCE EARLY BY UNTIL BEFORE AFTER TO FROM BETWEEN")
_LAST_YEAR = 2999
_NOT_BEFORE_YEAR = codes("MONEY ZONE")
_NOT_AFTER_YEAR = codes("PERCENT UNIT MAGNITUDE NUMBER DAYNUM BEFORECHRIST")


def year(m: Match) -> object:
    """``2011``; not ``2000 people``, ``$1998``, ``1999-built``."""
    value = cast("int", m.get("year"))
    before, after = m.before(), m.after()
    if (after is not None and after.code in _NOT_AFTER_YEAR) or (
        before is not None and before.code in _NOT_BEFORE_YEAR
    ):
        return None
    ranged = _beside_year(before, m.before(2)) or _beside_year(after, m.after(2)) or _in_series(m)
    early = m.before(2)
    modified = early is not None and early.code == CLASSES["EARLY"]
    hyphens = [beside for beside in (before, after) if beside is not None and beside.code == CLASSES["HYPHEN"]]
    if hyphens and not ranged and not (modified and hyphens == [before]):
        return None
    if before is not None and before.code in codes("AN") and after is not None and after.code == CLASSES["CAPITAL"]:
        return None  # a 1996 Example: a model, not a time
    openers = _YEAR_OPENERS if 1500 <= value < 2200 else _FAR_YEAR_OPENERS if value >= 2200 else _OLD_YEAR_OPENERS
    governed = before is not None and before.code in openers
    dated = before is not None and before.code == CLASSES["THE"] and value % 100 != 0  # the 2014 protests
    if (
        _counts_what_follows(m)
        and not m.has("the")
        and not (dated and after and after.code == CLASSES["PLURAL"])
        and (not governed or (after and after.code == CLASSES["PEOPLE"]))
    ):
        return None
    return Fixed(year=value) if governed or ranged or 1900 <= value <= 2099 else None


def _in_series(m: Match) -> bool:
    """The 1791 of ``in 1790 and 1791``."""
    link, other, opener = m.before(), m.before(2), m.before(3)
    if link is None or other is None or opener is None or other.code != CLASSES["YEAR"]:
        return False
    return link.code in _YEAR_LINKS and opener.code in _YEAR_OPENERS | _YEAR_LINKS


def _beside_year(link: Item | None, other: Item | None) -> bool:
    """Whether a dash ties the year to another one."""
    return (
        link is not None and other is not None and link.code in codes("HYPHEN DASH") and other.code == CLASSES["YEAR"]
    )


def before_christ(m: Match) -> object:
    """``228 BC``: named, but before the calendar we count in."""
    year = m.integer("year") or 0
    return Vague(value=f"BC{year:04d}") if 1 <= year <= 9999 else None


def anno(m: Match) -> object:
    """``AD 79``, ``476 AD``."""
    value = m.integer("year") or 0
    return Fixed(year=value) if 1 <= value <= 9999 else None


def year_in_words(m: Match) -> object:
    """``the year two thousand``."""
    value = m.number("year")
    return Fixed(year=int(value)) if m.unit() == ("year", False) and 1000 <= value <= _LAST_YEAR else None


def of_year(build: Callable[[Match], object]) -> Callable[[Match], object]:
    """``… last year``: the same, where the word pointed at is a year."""

    def built(m: Match) -> object:
        made = build(m) if m.unit("whole")[0] == "year" else None
        return replace(made, which=None, years=m.integer("which")) if isinstance(made, Fixed | Cycle) else None

    return built


def with_year_of_next(m: Match) -> object:
    """The June of ``June to August 2019``."""
    own, after = m.tree("own"), m.after(2)
    other = after.value if after is not None else None
    if not isinstance(own, Fixed) or not isinstance(other, Fixed) or own.month is None or other.month is None:
        return None
    if own.year is not None or own.years is not None or other.year is None:
        return None
    return replace(own, year=other.year if own.month <= other.month else other.year - 1)


# ------------------------------------------------------------------ recurring members
def weekday(m: Match) -> object:
    """``Saturday``, ``next Saturday``; ``Saturdays`` is a set."""
    index, after = m.get("index"), m.after()
    if m.code("which") == CLASSES["THAT"] and after is not None and after.code == CLASSES["POSS"]:
        return None  # said that Sunday's march …: the conjunction
    if isinstance(index, tuple):
        return Every(of=Cycle(unit="weekday", index=cast("int", index[0])))
    return Cycle(
        unit="weekday",
        index=cast("int", index),
        which=m.integer("which"),
        reference=m.reference(),
        definite=m.has("the"),
        skips=m.code("which") == CLASSES["NEXT"] and not m.has("the"),
    )


def season(m: Match) -> object:
    """``the summer of 1998``."""
    return Cycle(
        unit="season",
        index=cast("str", m.get("season")),
        year=m.integer("year"),
        which=m.integer("which"),
        reference=m.reference(),
    )


def nth_weekday(m: Match) -> object:
    """``the first Monday in October``, ``the last Friday of the month``."""
    nth, index = m.integer("nth") or 0, m.get("index")
    if isinstance(index, tuple) or not -1 <= nth <= 5:
        return None
    if m.has("month"):
        of: Tree = Fixed(year=m.integer("year"), month=m.integer("month"))
    elif m.unit("whole") == ("month", False):
        of = Shift(amount=m.integer("which") or 0, unit="month", reference=m.reference())
    else:
        return None
    return NthDay(of=of, weekday=cast("int", index), nth=nth)


def marked_quarter(m: Match) -> object:
    """``Q3 2023``."""
    nth = m.integer("nth") or 0
    return Cycle(unit="quarter", index=nth, year=m.integer("year")) if 1 <= nth <= 4 else None


def holiday(m: Match) -> object:
    """``Christmas Day 2021``; not ``Christmas sales`` nor ``the Christmas Offensive``, which last longer."""
    before, after = m.before(), m.after()
    if after is not None and not m.has("year") and (before is None or before.code != CLASSES["ON"]):
        named = after.code == CLASSES["CAPITAL"] and m.first() == CLASSES["THE"]
        if named or after.code == CLASSES["PLURAL"]:
            return None
    return Cycle(unit="holiday", index=cast("str", m.get("holiday")), year=m.integer("year"), which=m.integer("which"))


def nth_unit(m: Match) -> object:
    """``third quarter of 1989``, ``first half``, ``20th century``."""
    nth, unit = m.integer("nth") or 0, m.unit()[0]
    if unit == "century" and 1 <= nth <= 99:
        return Era(first=(nth - 1) * 100, unit="century")
    if unit == "quarter" and 1 <= nth <= 4:
        return Cycle(unit="quarter", index=nth, year=m.integer("year"), which=m.integer("which"))
    return None


def half(m: Match) -> object:
    """``the first half of 1990``."""
    nth = 2 if m.get("nth") == -1 else m.integer("nth") or 0
    return Cycle(unit="half", index=nth, year=m.integer("year"), which=m.integer("which")) if 1 <= nth <= 2 else None


def decade(m: Match) -> object:
    """``the 1980s``; not ``in his 30s``."""
    before = m.before()
    return (
        None
        if before is not None and before.code == CLASSES["OWN"]
        else Era(first=cast("int", m.get("year")), unit="decade")
    )
