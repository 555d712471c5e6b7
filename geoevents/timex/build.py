"""What productions make of their matches: functions from a match to a meaning, or None to refuse it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from geoevents.timex.lexicon import CLASSES
from geoevents.timex.operators import (
    Around,
    Cycle,
    DayIn,
    Era,
    Every,
    Fixed,
    Length,
    Part,
    Range,
    Reference,
    Shift,
    Tree,
    Unit,
    Vague,
    Within,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from geoevents.timex.reduce import Match
    from geoevents.timex.tokens import Item


def _codes(names: str) -> frozenset[str]:
    return frozenset(CLASSES[name] for name in names.split())


# ------------------------------------------------------------------ plain readings
def _number(value: object) -> float:
    return float(cast("float", value))


def _int(value: object) -> int | None:
    return int(_number(value)) if value is not None else None


def _amount(value: object) -> float | None:
    """A count; None for *several*, which the lexicon writes as an empty count."""
    if isinstance(value, tuple):
        value = value[0]
    return _number(value) if value is not None else None


def _unit(m: Match, group: str = "unit") -> tuple[Unit, bool]:
    return cast("tuple[Unit, bool]", m.get(group))


def tree(m: Match, group: str = "of") -> Tree:
    """The operator tree that an earlier stage made."""
    return cast("Tree", m.get(group))


# ------------------------------------------------------------------ numbers
def tens_and_ones(m: Match) -> object:
    """``twenty-one``."""
    tens, ones = _number(m.get("tens")), _number(m.get("ones"))
    return tens + ones if 20 <= tens < 100 and tens % 10 == 0 and ones < 10 else None


def magnitude(m: Match) -> object:
    """``two hundred and five``."""
    count = m.get("n")
    total = (_number(count) if count is not None else 1) * _number(m.get("size"))
    return total + sum(_number(value) for value in m.all("rest"))


def spoken_year(m: Match) -> object:
    """``nineteen ninety-seven``, ``two thousand``."""
    century, tens, ones = _number(m.get("century")), _number(m.get("tens")), m.get("ones")
    if century not in {18, 19, 20} or tens < 10 or (ones is not None and (tens < 20 or _number(ones) > 9)):
        return None
    return int(century * 100 + tens + (_number(ones) if ones is not None else 0))


def total(m: Match) -> object:
    """``2 1/2``, ``two and a half``."""
    return _number(m.get("n")) + _number(m.get("part"))


# ------------------------------------------------------------------ calendar dates
_COUNTED = frozenset(["people", "men", "women", "children"])
_NOT_NOUNS = frozenset(["was", "is", "has", "as", "does", "its", "this", "us", "plus", "versus", "says"])


def _counts_what_follows(m: Match) -> bool:
    """Whether a plural noun stands behind, so that the number may count it."""
    after = m.after()
    if after is None or after.code != CLASSES["WORD"]:
        return False
    return after.word in _COUNTED or (after.word.endswith("s") and after.word not in _NOT_NOUNS)


def calendar_date(m: Match) -> object:
    """``16 September 2023``; not ``in May 12 people died``."""
    day = _int(m.get("day"))
    if day is None or not 1 <= day <= 31:
        return None
    before = m.before()
    if m.get("year") is None and before is not None and before.code == CLASSES["IN"] and _counts_what_follows(m):
        return None
    return Fixed(year=_int(m.get("year")), month=_int(m.get("month")), day=day, which=_int(m.get("which")))


def days_of_month(m: Match) -> object:
    """``12–17 September``."""
    first, last = _int(m.get("first")), _int(m.get("last"))
    if first is None or last is None or not 1 <= first < last <= 31:
        return None
    year, month = _int(m.get("year")), _int(m.get("month"))
    return Range(first=Fixed(year=year, month=month, day=first), last=Fixed(year=year, month=month, day=last))


def numeric_date(m: Match) -> object:
    """``2023-09-17``."""
    day = m.get("date")
    return Fixed(year=day.year, month=day.month, day=day.day) if isinstance(day, date) else None


def month(m: Match) -> object:
    """``September 2023``, ``last September``."""
    which = _int(m.get("which"))
    reference = _member_reference(m)
    return Fixed(year=_int(m.get("year")), month=_int(m.get("month")), which=which, reference=reference)


def day_of_month(m: Match) -> object:
    """``on the 16th``."""
    day = _int(m.get("day"))
    return Fixed(day=day) if day is not None and 1 <= day <= 31 else None


_YEAR_OPENERS = _codes("IN SINCE UNTIL BY FROM OF EARLY FULL OPEN")
_NOT_BEFORE_YEAR = _codes("MONEY ZONE")
_NOT_AFTER_YEAR = _codes("PERCENT UNIT MAGNITUDE NUMBER DAYNUM BEFORECHRIST")


def year(m: Match) -> object:
    """``2011``; not ``2000 people``, ``$1998``, ``1999-built``."""
    value = cast("int", m.get("year"))
    before, after = m.before(), m.after()
    if (after is not None and after.code in _NOT_AFTER_YEAR) or (
        before is not None and before.code in _NOT_BEFORE_YEAR
    ):
        return None
    ranged = _beside_year(before, m.before(2)) or _beside_year(after, m.after(2))
    early = m.before(2)
    modified = early is not None and early.code == CLASSES["EARLY"]
    hyphens = [beside for beside in (before, after) if beside is not None and beside.code == CLASSES["HYPHEN"]]
    if hyphens and not ranged and not (modified and hyphens == [before]):
        return None
    governed = before is not None and before.code in _YEAR_OPENERS
    if _counts_what_follows(m) and not m.word("the") and (not governed or (after and after.word in _COUNTED)):
        return None
    return Fixed(year=value) if governed or ranged or 1900 <= value <= 2099 else None


def _beside_year(link: Item | None, other: Item | None) -> bool:
    """Whether a hyphen or dash ties the year to another one."""
    return (
        link is not None and other is not None and link.code in _codes("HYPHEN DASH") and other.code == CLASSES["YEAR"]
    )


def before_christ(m: Match) -> object:
    """``228 BC``: named, but before the calendar we count in."""
    return Vague(value=f"BC{_int(m.get('year')):04d}")


def of_year(build: Callable[[Match], object]) -> Callable[[Match], object]:
    """``… last year``: the same, where the word pointed at is a year."""
    return lambda m: build(m) if _unit(m, "whole")[0] == "year" else None


# ------------------------------------------------------------------ recurring members
def weekday(m: Match) -> object:
    """``Saturday``, ``next Saturday``; ``Saturdays`` is a set."""
    index = m.get("index")
    if isinstance(index, tuple):
        return Every(of=Cycle(unit="weekday", index=cast("int", index[0])))
    return Cycle(
        unit="weekday",
        index=cast("int", index),
        which=_int(m.get("which")),
        reference=_member_reference(m),
        definite=bool(m.word("the")),
    )


def _member_reference(m: Match) -> Reference:
    return _reference(m) if m.get("which") is not None else "published"


def season(m: Match) -> object:
    """``the summer of 1998``."""
    return Cycle(
        unit="season",
        index=cast("str", m.get("season")),
        year=_int(m.get("year")),
        which=_int(m.get("which")),
        reference=_member_reference(m),
    )


def holiday(m: Match) -> object:
    """``Christmas Day 2021``."""
    return Cycle(
        unit="holiday", index=cast("str", m.get("holiday")), year=_int(m.get("year")), which=_int(m.get("which"))
    )


def nth_unit(m: Match) -> object:
    """``third quarter of 1989``, ``first half``, ``20th century``."""
    nth, unit = cast("int", m.get("nth")), _unit(m)[0]
    if unit == "century":
        return Era(first=(nth - 1) * 100, unit="century")
    if unit == "quarter" and 1 <= nth <= 4:
        return Cycle(unit="quarter", index=nth, year=_int(m.get("year")), which=_int(m.get("which")))
    return None


def half(m: Match) -> object:
    """``the first half of 1990``."""
    nth = 2 if m.get("nth") == -1 else cast("int", m.get("nth"))
    return Cycle(unit="half", index=nth, year=_int(m.get("year")), which=_int(m.get("which"))) if nth <= 2 else None


def decade(m: Match) -> object:
    """``the 1980s``; not ``in his 30s``."""
    before = m.before()
    possessive = (before is not None and before.code == CLASSES["THE"] and before.word not in _ARTICLES) or (
        m.word("the") not in _ARTICLES
    )
    return None if possessive else Era(first=cast("int", m.get("year")), unit="decade")


_ARTICLES = frozenset({"the", ""})


# ------------------------------------------------------------------ pointers
_DEICTIC = frozenset(["last", "past", "next", "coming", "upcoming", "forthcoming", "this", "current", "latest"])
_NEVER_POINTED = frozenset({"second", "minute", "hour"})
_LONG = frozenset({"decade", "century", "millennium"})


def _reference(m: Match) -> Reference:
    """Whether the pointing word counts from publication or from the time mentioned before."""
    return "published" if m.word("which") in _DEICTIC else "previous"


def pointed(m: Match) -> object:
    """``last week``, ``that month``, ``the following year``; ``the past decade`` is a length."""
    unit, plural = _unit(m)
    which = _int(m.get("which")) or 0
    following_day = unit == "day" and which == 1 and bool(m.word("the"))
    if plural:
        return Length(amount=None, unit=unit, frame=which) if m.word("which") in _FRAMES else None
    if unit in _NEVER_POINTED:
        return None
    if unit == "weekend":
        return Cycle(unit="weekend", index="WE", which=which)
    if unit in _LONG and which == -1:
        return Length(amount=1, unit=unit, frame=-1)
    return Shift(amount=which, unit=unit, reference="previous" if following_day else _reference(m))


_FRAMES = frozenset(["past", "coming", "next"])


def definite(m: Match) -> object:
    """``the quarter``, ``the weekend``: the one in view; ``the year ended …`` is a length."""
    unit, plural = _unit(m)
    after = m.after()
    if plural or unit not in {"quarter", "weekend", "year", "week", "month"} or m.word("the") not in {"the", ""}:
        return None
    if after is not None and after.code in _codes("ENDED"):
        return Length(amount=1, unit=unit) if unit == "year" else Shift(amount=0, unit=unit, reference="previous")
    if after is not None and after.code == CLASSES["HYPHEN"]:
        return None
    if unit == "weekend":
        return Cycle(unit="weekend", index="WE")
    return Shift(amount=0, unit=unit, reference="previous" if unit == "quarter" else "published")


def end_of_unit(m: Match) -> object:
    """``year-end``: its last day."""
    unit, plural = _unit(m)
    if plural or unit not in {"year", "month", "quarter"}:
        return None
    return Part(of=Shift(amount=0, unit=unit), mod="LASTDAY")


def today(m: Match) -> object:
    """``yesterday``; ``tonight`` is a part of the day."""
    day = Shift(amount=_int(m.get("day")), unit="day", exact=True)
    return Within(of=day, part="NI") if m.word("day") == "tonight" else day


def year_ago(m: Match) -> object:
    """``the year-ago quarter``: one unit back from the time in view."""
    unit, plural = _unit(m)
    return None if plural else Shift(amount=cast("int", m.get("sign")), unit=unit, reference="previous", exact=True)


def vague(m: Match) -> object:
    """``now``, ``soon``; not ``as soon as``, ``shortly after``."""
    after = m.after()
    if after is not None and (after.code in _codes("AFTER BY SINCE") or after.word == "as"):
        return None
    return Vague(value=cast("str", m.get("value")))


def vague_stretch(m: Match) -> object:
    """``recent weeks`` is a length, ``recent years`` and ``future quarters`` are a direction."""
    unit, plural = _unit(m)
    value = cast("str", m.get("value"))
    if plural and value == "PAST_REF" and unit not in {"year", "decade"}:
        return Length(amount=None, unit=unit, frame=-1)
    return Vague(value=value) if plural else None


# ------------------------------------------------------------------ lengths
_LENGTH_OPENERS = _codes("IN FOR APPROX BY AFTER OF HALF BREAK STOP ON MORE THAN QUOTE UNTIL")
_OFFSETS = _codes("AGO COMPARE AFTER AHEAD")


def length(m: Match) -> object:
    """``two to three weeks``, ``the next 18 months``."""
    unit, _ = _unit(m)
    frame = _int(m.get("frame"))
    return Length(amount=_amount(m.get("n")), unit=unit, frame=frame, above=_int(m.get("above")))


def counted(m: Match) -> object:
    """``six days``; not a rate (``12 a day``), nor an age (``52 years old``)."""
    unit, plural = _unit(m)
    before, after = m.before(), m.after()
    if after is not None and after.code == CLASSES["OLD"]:
        return None
    count = _amount(m.get("n"))
    if count is not None and unit in {"quarter", "year"} and 1900 <= count <= 2099 and not plural:
        return None
    article = m.word("n") in {"a", "an"}
    ahead = after is not None and (after.code in _OFFSETS or after.word == "before")
    opened = before is not None and before.code in _LENGTH_OPENERS
    return None if article and (plural or not (opened or ahead)) else length(m)


def bare_plural(m: Match) -> object:
    """``for years``; not ``on days when``, ``hundreds of years``."""
    unit, plural = _unit(m)
    before, after = m.before(), m.after()
    opened = before is not None and before.code in _codes("IN FOR AFTER")
    ahead = after is not None and after.code in _OFFSETS
    return Length(amount=None, unit=unit) if plural and (opened or ahead) else None


def compound(m: Match) -> object:
    """``six-day``; not ``6-year-old``."""
    unit, plural = _unit(m)
    if plural or m.get("old") is not None or m.word("old"):
        return None
    return Length(amount=_amount(m.get("n")), unit=unit, compound=True)


def unit_long(m: Match) -> object:
    """``day-long``, ``decades-long``."""
    unit, plural = _unit(m)
    return Length(amount=None if plural else 1, unit=unit, compound=True)


def and_a_half(m: Match) -> object:
    """``a minute and a half``, ``half an hour``."""
    return Length(amount=(_amount(m.get("n")) or 0) + 0.5, unit=_unit(m)[0])


def nth_day(m: Match) -> object:
    """``for a third day``."""
    unit, plural = _unit(m)
    return None if plural else Length(amount=_amount(m.get("nth")), unit=unit, ordinal=True)


# ------------------------------------------------------------------ times of day
def clock(m: Match) -> object:
    """``14:30``, ``9 a.m. GMT``."""
    written = m.get("clock")
    hour, minute, second = written if isinstance(written, tuple) else (_int(written) or 0, None, None)
    noon = m.get("half")
    if noon is None and not isinstance(written, tuple):
        return None
    if noon is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + cast("int", noon)
    return Within(of=None, hour=hour, minute=minute, second=second, zone=m.word("zone").upper())


def military(m: Match) -> object:
    """``1600 GMT``."""
    hour, minute = divmod(cast("int", _int(m.get("clock"))), 100)
    if hour > 24 or minute > 59:
        return None
    return Within(of=None, hour=hour, minute=minute, zone=m.word("zone").upper())


def noon(m: Match) -> object:
    """``noon``, ``midnight``; not ``High Noon``."""
    before = m.before()
    named = before is not None and before.word == "high"
    return None if named else Within(of=None, hour=cast("int", m.get("noon")))


def daypart(m: Match) -> object:
    """``this morning``, ``last night``, ``overnight``."""
    part = cast("str", m.get("part"))
    if m.word("part") == "overnight":
        return Within(of=Shift(amount=0, unit="day"), part="NI", overnight=True)
    which = _int(m.get("which"))
    if which is None:
        return None
    following = which == 1 and bool(m.word("the"))
    return Within(of=Shift(amount=which, unit="day", reference="previous" if following else _reference(m)), part=part)


def within(m: Match) -> object:
    """``Monday afternoon``, ``9 a.m. Tuesday``."""
    day, time = tree(m, "day"), m.get("time")
    if isinstance(day, Every) or (isinstance(day, Cycle) and day.unit not in {"weekday", "holiday"}):
        return None
    if not isinstance(time, Within):
        return Within(of=day, part=cast("str", time))
    if time.of is not None:
        return None
    return Within(of=day, part=time.part, hour=time.hour, minute=time.minute, second=time.second, zone=time.zone)


# ------------------------------------------------------------------ sets
def every(m: Match) -> object:
    """``every Monday``, ``each of two days``."""
    if m.get("unit") is not None:
        return Every(of=Length(amount=_amount(m.get("n")) or 1, unit=_unit(m)[0]))
    weekday_index, part = m.get("weekday"), m.get("part")
    if weekday_index is not None:
        return Every(of=Cycle(unit="weekday", index=cast("int", weekday_index)))
    if part is not None:
        return Every(of=Within(of=None, part=cast("str", part)))
    return Every(of=Fixed(month=_int(m.get("month"))))


def often(m: Match) -> object:
    """``daily``."""
    unit, amount = cast("tuple[Unit, int]", m.get("often"))
    return Every(of=Length(amount=amount, unit=unit))


# ------------------------------------------------------------------ compounds
def ago(m: Match) -> object:
    """``two days ago``."""
    return _offset(tree(m, "length"), cast("int", m.get("sign")), deictic=True)


def later(m: Match) -> object:
    """``two days later``."""
    return _offset(tree(m, "length"), cast("int", m.get("sign")), deictic=False)


def _offset(of: Tree, sign: int, *, deictic: bool) -> object:
    if not isinstance(of, Length) or of.frame is not None or of.compound:
        return None
    amount = None if of.amount is None else round(sign * of.amount)
    return Shift(amount=amount, unit=of.unit, reference="published" if deictic else "previous", exact=True, sign=sign)


def part(m: Match) -> object:
    """``late 2011``, ``the end of the year``."""
    of = tree(m)
    return None if isinstance(of, Length | Every | Vague) else Part(of=of, mod=cast("str", m.get("mod")))


def compared(m: Match) -> object:
    """``earlier this year``."""
    of = tree(m)
    if isinstance(of, Length | Every | Vague):
        return None
    return Part(of=of, mod="BEFORE" if m.get("mod") == -1 else "AFTER")


def approximate(m: Match) -> object:
    """``about 1850``, ``around Nov. 1``; not ``around Wednesday's vote``."""
    of = tree(m)
    return Part(of=of, mod="APPROX") if isinstance(of, Fixed) and m.get("mod") == "APPROX" else None


def about(m: Match) -> object:
    """``nearly two weeks``."""
    of = tree(m)
    return of if isinstance(of, Length) else None


def week_of(m: Match) -> object:
    """``the week of March 6``."""
    unit, plural = _unit(m)
    return None if plural or unit in _NEVER_POINTED else Around(of=tree(m), unit=unit)


def day_of_week(m: Match) -> object:
    """``Tuesday of last week``."""
    day, week = tree(m, "day"), tree(m, "week")
    if isinstance(day, Cycle) and day.unit == "weekday" and isinstance(week, Shift) and week.unit == "week":
        return DayIn(of=week, weekday=cast("int", day.index))
    return None


def from_to(m: Match) -> object:
    """``1990-95``: the second year in two digits."""
    first, last = cast("int", m.get("first")), _int(m.get("last")) or 0
    end = first // 100 * 100 + last
    return Range(first=Fixed(year=first), last=Fixed(year=end)) if first < end <= first + 99 else None
