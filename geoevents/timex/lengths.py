"""From a match to a length, a time of day or a set; None refuses the match."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from geoevents.timex.lexicon import CLASSES, codes
from geoevents.timex.operators import (
    Cycle,
    Every,
    Fixed,
    Length,
    Shift,
    Unit,
    Within,
)

if TYPE_CHECKING:
    from geoevents.timex.reduce import Match


# ------------------------------------------------------------------ lengths
_LENGTH_OPENERS = codes("IN FOR APPROX BY BEFORE AFTER OF HALF BREAK STOP ON MORE THAN QUOTE UNTIL")
_OFFSETS = codes("AGO COMPARE AFTER BEFORE")


def length(m: Match) -> object:
    """``two to three weeks``, ``the next 18 months``."""
    unit, _ = m.unit()
    frame = m.integer("frame")
    return Length(amount=m.amount("n"), unit=unit, frame=frame, above=m.integer("above"))


def counted(m: Match) -> object:
    """``six days``; not a rate (``12 a day``), nor an age (``52 years old``)."""
    unit, plural = m.unit()
    before, after = m.before(), m.after()
    if after is not None and after.code == CLASSES["OLD"]:
        return None
    count = m.amount("n")
    if count is not None and unit in {"quarter", "year"} and 1900 <= count <= 2099 and not plural:
        return None
    if before is not None and before.code == CLASSES["AS"]:
        return None  # in as many days
    article = m.code("n") == CLASSES["AN"]
    ahead = after is not None and (after.code in _OFFSETS)
    opened = before is not None and before.code in _LENGTH_OPENERS
    return None if article and (plural or not (opened or ahead)) else length(m)


def bare_plural(m: Match) -> object:
    """``for years``; not ``on days when``, ``hundreds of years``."""
    unit, plural = m.unit()
    before, after = m.before(), m.after()
    opened = before is not None and before.code in codes("IN FOR AFTER")
    ahead = after is not None and after.code in _OFFSETS
    return Length(amount=None, unit=unit) if plural and (opened or ahead) else None


def compound(m: Match) -> object:
    """``six-day``; not ``6-year-old``."""
    unit, plural = m.unit()
    if plural or m.has("old"):
        return None
    return Length(amount=m.amount("n"), unit=unit, compound=True)


def unit_long(m: Match) -> object:
    """``day-long``, ``decades-long``."""
    unit, plural = m.unit()
    return Length(amount=None if plural else 1, unit=unit, compound=True)


def and_a_half(m: Match) -> object:
    """``a minute and a half``, ``half an hour``."""
    return Length(amount=(m.amount("n") or 0) + 0.5, unit=m.unit()[0])


def nth_day(m: Match) -> object:
    """``for a third day``, ``in its fifth week``; not ``on his first day``."""
    unit, plural = m.unit()
    nth = m.amount("nth") or 0
    return (
        None
        if plural or nth < 2 or unit not in {"day", "night", "week"}
        else Length(amount=m.amount("nth"), unit=unit, ordinal=True)
    )


# ------------------------------------------------------------------ times of day
def clock(m: Match) -> object:
    """``14:30``, ``9 a.m. GMT``."""
    written = m.get("clock")
    hour, minute, second = written if isinstance(written, tuple) else (m.integer("clock") or 0, None, None)
    noon = m.get("half")
    if noon is None and not isinstance(written, tuple):
        return None
    if noon is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + cast("int", noon)
    return Within(of=None, hour=hour, minute=minute, second=second, zone=m.word("zone").upper())


def spoken_clock(m: Match) -> object:
    """``four in the morning``, ``ten o'clock``."""
    written = m.get("clock")
    hour, minute, second = written if isinstance(written, tuple) else (m.integer("clock") or 0, None, None)
    if not 1 <= hour <= 12:
        return None
    late = m.get("part") in {"AF", "EV"} or (m.get("part") == "NI" and hour > 5)
    return Within(of=None, hour=hour % 12 + 12 if late else hour, minute=minute, second=second)


def military(m: Match) -> object:
    """``1600 GMT``."""
    hour, minute = divmod(cast("int", m.integer("clock")), 100)
    if hour > 24 or minute > 59:
        return None
    return Within(of=None, hour=hour, minute=minute, zone=m.word("zone").upper())


def noon(m: Match) -> object:
    """``noon``, ``midnight``."""
    return Within(of=None, hour=cast("int", m.get("noon")))


def daypart(m: Match) -> object:
    """``this morning``, ``last night``, ``overnight``."""
    part = cast("str", m.get("part"))
    which = m.integer("which")
    if which is None:
        return None
    following = which == 1 and m.has("the")
    return Within(of=Shift(amount=which, unit="day", reference="previous" if following else m.reference()), part=part)


def same_day(m: Match) -> object:
    """``in the evening``: of the day told of."""
    return Within(of=Shift(amount=0, unit="day", reference="previous"), part=cast("str", m.get("part")))


def overnight(m: Match) -> object:
    """``overnight``: the night that runs into the day; not *an overnight success*."""
    before = m.before()
    named = before is not None and before.code == CLASSES["AN"]
    return None if named else Within(of=Shift(amount=0, unit="day"), part="NI", overnight=True)


def night_into(m: Match) -> object:
    """``overnight into Saturday``."""
    return Within(of=m.tree("day"), part="NI", overnight=True)


def part_before(m: Match) -> object:
    """``the night before``."""
    return Within(of=Shift(amount=-1, unit="day", reference="previous"), part=cast("str", m.get("part")))


def within(m: Match) -> object:
    """``Monday afternoon``, ``9 a.m. Tuesday``."""
    day, time = m.tree("day"), m.get("time")
    if isinstance(day, Every) or (isinstance(day, Cycle) and day.unit not in {"weekday", "holiday"}):
        return None
    if not isinstance(time, Within):
        return Within(of=day, part=cast("str", time))
    if time.overnight:
        return Within(of=day, part=time.part)
    if time.of is not None and not (isinstance(time.of, Shift) and time.of.reference == "previous"):
        return None
    return Within(of=day, part=time.part, hour=time.hour, minute=time.minute, second=time.second, zone=time.zone)


# ------------------------------------------------------------------ sets
def every(m: Match) -> object:
    """``every Monday``, ``each of two days``."""
    if m.get("unit") is not None:
        return Every(of=Length(amount=m.amount("n") or 1, unit=m.unit()[0]))
    weekday_index, part = m.get("weekday"), m.get("part")
    if weekday_index is not None:
        return Every(of=Cycle(unit="weekday", index=cast("int", weekday_index)))
    if part is not None:
        return Every(of=Within(of=None, part=cast("str", part)))
    return Every(of=Fixed(month=m.integer("month")))


def often(m: Match) -> object:
    """``daily``."""
    unit, amount = cast("tuple[Unit, int]", m.get("often"))
    return Every(of=Length(amount=amount, unit=unit))
