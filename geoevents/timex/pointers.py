"""From a match to a time that is pointed at, or that modifies another; None refuses the match."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from geoevents.timex.lexicon import CLASSES, codes
from geoevents.timex.operators import (
    Around,
    Beside,
    Cycle,
    DayIn,
    Every,
    Fixed,
    Happening,
    Length,
    Part,
    Range,
    Shift,
    Tree,
    Vague,
    Within,
)

if TYPE_CHECKING:
    from geoevents.timex.reduce import Match
    from geoevents.timex.tokens import Item


# ------------------------------------------------------------------ pointers
_NEVER_POINTED = frozenset({"second", "minute", "hour"})
_LONG = frozenset({"decade", "century", "millennium"})


def pointed(m: Match) -> object:
    """``last week``, ``that month``, ``the following year``; ``the past decade`` is a length."""
    unit, plural = m.unit()
    which = m.integer("which") or 0
    following_day = unit == "day" and which == 1 and m.has("the")
    if plural:
        return Length(amount=None, unit=unit, frame=which) if which and m.reference() == "published" else None
    if unit in _NEVER_POINTED:
        return None
    if unit == "weekend":
        return Cycle(unit="weekend", index="WE", which=which)
    if unit in _LONG and which == -1:
        return Length(amount=1, unit=unit, frame=-1)
    told = which == 1 and m.has("the")
    return Shift(amount=which, unit=unit, reference="previous" if following_day else m.reference(), told=told)


def definite(m: Match) -> object:
    """``the quarter``, ``the weekend``: the one in view; ``the year ended …`` is a length."""
    unit, plural = m.unit()
    after = m.after()
    if unit == "day" and not plural and _within_it(m):
        return Shift(amount=0, unit=unit, reference="previous")
    if plural or unit not in {"quarter", "weekend", "year", "week", "month"}:
        return None
    if after is not None and after.code in codes("ENDED"):
        if unit == "week":
            return None  # left to week_of
        return Length(amount=1, unit=unit) if unit == "year" else Shift(amount=0, unit=unit, reference="previous")
    if after is not None and after.code in codes("HYPHEN OF"):
        return None
    if unit == "weekend":
        return Cycle(unit="weekend", index="WE")
    return Shift(amount=0, unit=unit, reference="previous" if unit == "quarter" else "published")


def _within_it(m: Match) -> bool:
    """``later in the day``."""
    preposition, part = m.before(), m.before(2)
    if preposition is None or part is None or preposition.code != CLASSES["IN"]:
        return False
    return part.code in codes("COMPARE EARLY")


def end_of_unit(m: Match) -> object:
    """``year-end``: its last day."""
    unit, plural = m.unit()
    if plural or unit not in {"year", "month", "quarter"}:
        return None
    return Part(of=Shift(amount=0, unit=unit), mod="LASTDAY")


def today(m: Match) -> object:
    """``yesterday``; ``tonight`` is a part of the day."""
    amount, part = cast("tuple[int, str]", m.get("day"))
    day = Shift(amount=amount, unit="day", exact=True)
    return Within(of=day, part=part) if part else day


def year_ago(m: Match) -> object:
    """``the year-ago quarter``: one unit back from the time in view."""
    unit, plural = m.unit()
    return None if plural else Shift(amount=cast("int", m.get("sign")), unit=unit, reference="previous", exact=True)


def vague(m: Match) -> object:
    """``now``, ``soon``; not ``as soon as``, ``shortly after``."""
    after = m.after()
    if after is not None and after.code in codes("AFTER BEFORE SINCE AS"):
        return None
    return Vague(value=cast("str", m.get("value")))


def recent(m: Match) -> object:
    """``recent advances``, not ``the most recent``; what is *future* is said of too many things to be a time."""
    before = m.before()
    if before is not None and before.code == CLASSES["LEAST"]:
        return None
    return Vague(value="PAST_REF") if m.get("value") == "PAST_REF" else None


def ahead(m: Match) -> object:
    """``in the near future``; ``in the recent`` something is no time."""
    return Vague(value="FUTURE_REF") if m.get("value") == "FUTURE_REF" else None


def one_before(m: Match) -> object:
    """``the year before``."""
    unit, plural = m.unit()
    return None if plural else Shift(amount=-1, unit=unit, reference="previous", exact=True)


def vague_stretch(m: Match) -> object:
    """``recent weeks`` is a length, ``recent years`` and ``future quarters`` are a direction."""
    unit, plural = m.unit()
    value = cast("str", m.get("value"))
    if plural and value == "PAST_REF" and unit not in {"year", "decade"}:
        return Length(amount=None, unit=unit, frame=-1)
    return Vague(value=value) if plural else None


# ------------------------------------------------------------------ compounds
def ago(m: Match) -> object:
    """``two days ago``."""
    return _offset(m.tree("length"), cast("int", m.get("sign")), deictic=True)


def later(m: Match) -> object:
    """``two days later``."""
    return _offset(m.tree("length"), cast("int", m.get("sign")), deictic=False)


def _offset(of: Tree, sign: int, *, deictic: bool) -> object:
    if not isinstance(of, Length) or of.frame is not None or of.compound:
        return None
    amount = None if of.amount is None else round(sign * of.amount)
    return Shift(amount=amount, unit=of.unit, reference="published" if deictic else "previous", exact=True, sign=sign)


def beside(m: Match) -> object:
    """``two days before Easter``, ``the day after Christmas``, ``the eve of the holiday``."""
    return _beside(m, m.tree("of"))


def day_beside(m: Match) -> object:
    """``the day before the vote``: as long as nobody dates the vote, the link is all there is."""
    if m.has("unit") and (m.unit()[1] or m.unit()[0] not in {"day", "night"}):
        return None
    return _beside(m, _happening(m, 1))


def length_beside(m: Match) -> object:
    """``two days after the vote``: the length, with its link."""
    return _beside(m, _happening(m, 2))


def _beside(m: Match, of: Tree | None) -> object:
    sign = -1 if m.code("sign") in codes("BEFORE EVE") or (not m.has("sign") and _before(m)) else 1
    length = m.get("length")
    if of is None or isinstance(of, Every | Length | Vague):
        return None
    if not isinstance(length, Length):
        unit, plural = m.unit() if m.has("unit") else ("day", False)
        return None if plural else Beside(of=of, amount=sign, unit="day" if unit == "night" else unit, sign=sign)
    if length.frame is not None or length.compound or length.ordinal:
        return None
    amount = None if length.amount is None else round(sign * length.amount)
    return Beside(of=of, amount=amount, unit=length.unit, length=length, sign=sign)


def _before(m: Match) -> bool:
    after = m.after()
    return after is not None and after.code == CLASSES["BEFORE"]


_DETERMINERS = codes("THE OWN AN THAT")
_NOUNS = codes("WORD PLURAL CAPITAL UNIT WKSEASON ORDINAL")
_NAMES = codes("CAPITAL")
_LONGEST_NAME = 2
"""Words behind the article that name a happening for sure when nothing follows that may belong to them."""


_LONGEST_PHRASE = 8


def _happening(m: Match, first: int) -> Tree | None:
    """What a time is counted from: the noun phrase behind a match, or its day where the phrase gives it at once.

    Without a tagger the end of a noun phrase is not known; names go on, other words only up to a mark or a preposition.
    """
    article = m.after(first)
    if article is None or article.code not in _DETERMINERS:
        return None
    run: list[Item] = []
    while (item := m.after(first + 1 + len(run))) is not None and item.code in _NOUNS and len(run) <= _LONGEST_NAME:
        run.append(item)
    if not run:
        return None
    behind, day = m.after(first + 1 + len(run)), m.after(first + 2 + len(run))
    if behind is not None and day is not None and behind.code == CLASSES["ON"] and day.code == CLASSES["XDAY"]:
        return cast("Tree", day.value)
    if len(run) > _LONGEST_NAME or (behind is not None and behind.code in _DETERMINERS):
        names = next((k for k, item in enumerate(run) if item.code not in _NAMES), len(run))
        run = run[: max(1, names)]
    return Happening(words=_phrase(m, first), head=run[-1].word)


def _phrase(m: Match, first: int) -> str:
    """The words from a place on up to a mark: ``the government announced cuts``."""
    words: list[str] = []
    while (item := m.after(first + len(words))) is not None and item.word.isalpha() and len(words) < _LONGEST_PHRASE:
        words.append(item.word)
    return " ".join(words)


def week_on(m: Match) -> object:
    """``a week on Tuesday``, ``Tuesday week``: seven days after the coming one."""
    day = m.tree("of")
    if not isinstance(day, Cycle) or day.unit != "weekday" or day.which is not None or m.unit() != ("week", False):
        return None
    return Beside(of=Cycle(unit="weekday", index=day.index, which=1), amount=1, unit="week")


def part(m: Match) -> object:
    """``late 2011``, ``the end of the year``."""
    of = m.tree()
    return None if isinstance(of, Length | Every | Vague) else Part(of=of, mod=cast("str", m.get("mod")))


def compared(m: Match) -> object:
    """``earlier this year``."""
    of = m.tree()
    if isinstance(of, Length | Every | Vague):
        return None
    return Part(of=of, mod="BEFORE" if m.get("mod") == -1 else "AFTER")


def approximate(m: Match) -> object:
    """``about 1850``, ``around Nov. 1``; not ``around Wednesday's vote``."""
    of = m.tree()
    return Part(of=of, mod="APPROX") if isinstance(of, Fixed) and m.get("mod") == "APPROX" else None


def about(m: Match) -> object:
    """``nearly two weeks``."""
    of = m.tree()
    framed = m.first() == CLASSES["APPROX"] and isinstance(of, Length) and of.frame is not None  # over the past week
    return of if isinstance(of, Length) and not framed else None


_THIRDS = {1: "START", 2: "MID", 3: "MID", 4: "END", 5: "END", -1: "END"}


def nth_part(m: Match) -> object:
    """``the first week of August``, ``the second half of September``."""
    nth, of = m.integer("nth") or 0, m.tree()
    if not isinstance(of, Fixed | Shift | Cycle) or nth not in _THIRDS:
        return None
    return Part(of=of, mod="END" if nth > 1 and m.has("half") else _THIRDS[nth])


def from_now(m: Match) -> object:
    """``three days from now``, ``in three days' time``."""
    return _offset(m.tree("length"), 1, deictic=True)


def week_of(m: Match) -> object:
    """``the week of March 6``."""
    unit, plural = m.unit()
    return None if plural or unit in _NEVER_POINTED else Around(of=m.tree(), unit=unit)


def day_of_week(m: Match) -> object:
    """``Tuesday of last week``."""
    day, week = m.tree("day"), m.tree("week")
    if isinstance(day, Cycle) and day.unit == "weekday" and isinstance(week, Shift) and week.unit == "week":
        return DayIn(of=week, weekday=cast("int", day.index))
    return None


def years_before(m: Match) -> object:
    """``twenty years ago this week``, ``ten years ago on Friday``."""
    years, of = m.tree("years"), m.tree("of")
    if not isinstance(years, Shift) or not years.exact or years.unit != "year" or years.reference != "published":
        return None
    this = isinstance(of, Shift) and of.amount == 0 and of.unit in {"day", "week", "month"}
    if years.amount is None or not (this or (isinstance(of, Cycle) and of.unit == "weekday" and of.which is None)):
        return None
    return Beside(of=of, amount=years.amount, unit="year", same=True)


def from_to(m: Match) -> object:
    """``1990-95``: the second year in two digits."""
    first, last = cast("int", m.get("first")), m.integer("last") or 0
    end = first // 100 * 100 + last
    return Range(first=Fixed(year=first), last=Fixed(year=end)) if first < end <= first + 99 else None
