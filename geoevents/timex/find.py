"""The grammar: forty-odd productions in four stages, from words to operator trees."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from geoevents.timex.lexicon import CLASSES, ENGLISH, Lexicon
from geoevents.timex.operators import Cycle, Era, Every, Fixed, Length, Part, Range, Shift, Tree, Unit, Vague, Within
from geoevents.timex.reduce import Match, Production, production, reduce_items
from geoevents.timex.tokens import Item, tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TREES = frozenset(CLASSES[name] for name in ("XDAY", "XDATE", "XTIME", "XLENGTH", "XSET", "XREF"))
"""Classes of items whose value is an operator tree."""

_SINGULAR_ONLY = frozenset({"second", "minute", "hour"})


def find(text: str, lexicon: Lexicon = ENGLISH) -> list[Item]:
    """The text as a row of items, time expressions among them as operator trees."""
    items = tokenise(text, lexicon)
    items = _holidays(items, lexicon)
    for stage, starts in _STAGES:
        items = reduce_items(items, stage, starts)
    return items


def _holidays(items: list[Item], lexicon: Lexicon) -> list[Item]:
    firsts = {words[0] for words in lexicon.holidays}
    made: list[Item] = []
    at = 0
    while at < len(items):
        key, size = _holiday(items, at, lexicon) if items[at].word in firsts else ("", 1)
        first = items[at]
        made.append(Item(CLASSES["HOLIDAY"], key, first.start, items[at + size - 1].end, key) if key else first)
        at += size
    return made


def _holiday(items: list[Item], at: int, lexicon: Lexicon) -> tuple[str, int]:
    best = ("", 1)
    for words, key in lexicon.holidays.items():
        row = tuple(item.word.replace("’", "'") for item in items[at : at + len(words)])
        if row == words and (not best[0] or len(words) > best[1]) and items[at].code != CLASSES["WORD"]:
            best = (key, len(words))
    return best


# ------------------------------------------------------------------ stage 1: numbers
def _number(value: object) -> float:
    return float(cast("float", value))


def _tens_and_ones(m: Match) -> object:
    tens, ones = _number(m.get("tens")), _number(m.get("ones"))
    return tens + ones if 20 <= tens < 100 and tens % 10 == 0 and ones < 10 else None


def _magnitude(m: Match) -> object:
    count, size, rest = m.get("n"), _number(m.get("size")), m.all("rest")
    total = (_number(count) if count is not None else 1) * size
    return total + sum(_number(value) for value in rest if value is not None)


def _spoken_year(m: Match) -> object:
    century, tens, ones = _number(m.get("century")), _number(m.get("tens")), m.get("ones")
    if century not in {18, 19, 20} or tens < 10 or (ones is not None and (tens < 20 or _number(ones) > 9)):
        return None
    return int(century * 100 + tens + (_number(ones) if ones is not None else 0))


_NUMBERS = (
    production("CARDINAL", "tens=CARDINAL HYPHEN? ones=CARDINAL", _tens_and_ones),
    production("ORDINAL", "tens=CARDINAL HYPHEN? ones=ORDINAL", _tens_and_ones),
    production("YEAR", "century=CARDINAL tens=CARDINAL HYPHEN? ones=CARDINAL?", _spoken_year),
    production(
        "CARDINAL", "n=[CARDINAL AN DAYNUM NUMBER] size=MAGNITUDE (?: AND? rest=CARDINAL HYPHEN? CARDINAL? )?", _magnitude
    ),
    production("NUMBER", "n=[CARDINAL DAYNUM NUMBER] HYPHEN? f=FRACTION", lambda m: _sum(m, "n", "f")),
    production("NUMBER", "n=[CARDINAL DAYNUM NUMBER] AND AN h=HALF", lambda m: _sum(m, "n", "h")),
    production("VAGUE", "AN v=VAGUE OF?", lambda m: (m.get("v"),)),
    production("VAGUE", "v=VAGUE", lambda m: (m.get("v"),)),
)


def _sum(m: Match, *groups: str) -> object:
    return sum(_number(m.get(group)) for group in groups)


# ------------------------------------------------------------------ stage 2: atoms
_NUMERIC = "[DAYNUM NUMBER YEAR CARDINAL VAGUE AN]"
_DIRECTION = "[LAST NEXT THIS THAT FOLLOWING PRIOR]"


def _int(value: object) -> int | None:
    return int(_number(value)) if value is not None else None


def _amount(value: object) -> float | None:
    if isinstance(value, tuple):
        value = value[0]
    return _number(value) if value is not None else None


def _unit(m: Match, group: str = "unit") -> tuple[Unit, bool]:
    return cast("tuple[Unit, bool]", m.get(group))


def _calendar(m: Match) -> object:
    day = _int(m.get("day"))
    if day is not None and not 1 <= day <= 31:
        return None
    after = m.after()
    # "In May 12 people died": the number counts what follows.
    if m.get("year") is None and after is not None and after.code == "_" and _counted_noun(after.word):
        before = m.before()
        if before is not None and before.code == CLASSES["IN"]:
            return None
    return Fixed(year=_int(m.get("year")), month=_int(m.get("month")), day=day)


_NOT_NOUNS = frozenset("was is has as does its this us plus versus says".split())


def _counted_noun(word: str) -> bool:
    return word == "people" or (word.endswith("s") and word not in _NOT_NOUNS)


def _day_range(m: Match) -> object:
    first, last = _int(m.get("first")), _int(m.get("last"))
    year, month = _int(m.get("year")), _int(m.get("month"))
    if first is None or last is None or first >= last:
        return None
    return Range(first=Fixed(year=year, month=month, day=first), last=Fixed(year=year, month=month, day=last))


def _weekday(m: Match) -> object:
    index = m.get("index")
    if isinstance(index, tuple):
        return Every(of=Cycle(unit="weekday", index=cast("int", index[0])))
    return Cycle(unit="weekday", index=cast("int", index), which=_int(m.get("which")))


def _month(m: Match) -> object:
    return Fixed(year=_int(m.get("year")), month=_int(m.get("month")), which=_int(m.get("which")))


def _season(m: Match) -> object:
    season = cast("str", m.get("season"))
    return Cycle(unit="season", index=season, year=_int(m.get("year")), which=_int(m.get("which")))


_YEAR_PREPOSITIONS = frozenset(CLASSES[n] for n in ("IN", "SINCE", "UNTIL", "BY", "FROM", "OF", "EARLY"))
_YEAR_STOPPERS = frozenset(CLASSES[n] for n in ("PERCENT", "UNIT", "MAGNITUDE", "NUMBER", "DAYNUM"))


def _year(m: Match) -> object:
    year = cast("int", m.get("year"))
    before, after = m.before(), m.after()
    if before is not None and before.code in (CLASSES["MONEY"], CLASSES["ZONE"]):
        return None
    if after is not None and (after.code in _YEAR_STOPPERS or (after.code == "_" and _counted_noun(after.word))):
        return None
    governed = before is not None and before.code in _YEAR_PREPOSITIONS
    return Fixed(year=year) if governed or 1900 <= year <= 2099 else None


def _nth(m: Match) -> object:
    nth, unit = cast("int", m.get("nth")), _unit(m)[0]
    year, which = _int(m.get("year")), _int(m.get("which"))
    if unit == "century":
        return Era(first=(nth - 1) * 100, unit="century")
    if unit == "quarter" and 1 <= nth <= 4:
        return Cycle(unit="quarter", index=nth, year=year, which=which)
    return None


def _pointed(m: Match) -> object:
    unit, plural = _unit(m)
    if plural or unit in _SINGULAR_ONLY:
        return None
    anaphoric = m.word("which") not in _DEICTIC
    return Shift(amount=_int(m.get("which")), unit=unit, reference="previous" if anaphoric else "published")


_DEICTIC = frozenset("last past next coming upcoming forthcoming this current latest".split())


def _the_unit(m: Match) -> object:
    unit, plural = _unit(m)
    if plural or unit not in {"quarter", "weekend", "year", "week", "month"} or m.word("the") != "the":
        return None
    return Shift(amount=0, unit=unit, reference="published" if unit == "weekend" else "previous")


def _length(m: Match) -> object:
    unit, _ = _unit(m)
    return Length(amount=_amount(m.get("n")), unit=unit, frame=_int(m.get("frame")), above=_int(m.get("above")))


def _bounded_length(m: Match) -> object:
    """A count before a unit, unless it is a rate (``12 a day``) or a ``second`` in a row."""
    unit, plural = _unit(m)
    if m.word("n") in {"a", "an"}:
        before = m.before()
        if plural or before is None or before.code not in _LENGTH_OPENERS:
            return None
    return _length(m)


_LENGTH_OPENERS = frozenset(
    CLASSES[name] for name in ("IN", "FOR", "APPROX", "BY", "AFTER", "OF", "HALF", "BREAK", "STOP", "ON", "MORE", "QUOTE")
)


def _bare_plural(m: Match) -> object:
    unit, plural = _unit(m)
    before = m.before()
    if not plural or before is None or before.code not in _LENGTH_OPENERS:
        return None
    return Length(amount=None, unit=unit)


def _compound(m: Match) -> object:
    unit, plural = _unit(m)
    return None if plural else Length(amount=_amount(m.get("n")), unit=unit, compound=True)


def _half(m: Match) -> object:
    whole = _amount(m.get("n"))
    return Length(amount=(whole or 0) + 0.5, unit=_unit(m)[0])


def _nth_day(m: Match) -> object:
    unit, plural = _unit(m)
    return None if plural else Length(amount=_amount(m.get("nth")), unit=unit, ordinal=True)


def _clock(m: Match) -> object:
    clock = m.get("clock")
    hour, minute, second = clock if isinstance(clock, tuple) else (_int(clock) or 0, None, None)
    half = m.get("half")
    if half is None and not isinstance(clock, tuple):
        return None
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + cast("int", half)
    return Within(of=None, hour=hour, minute=minute, second=second, zone=m.word("zone").upper())


def _daypart(m: Match) -> object:
    part = cast("str", m.get("part"))
    which = _int(m.get("which"))
    if m.word("part") == "overnight":
        return Within(of=Shift(amount=0, unit="day"), part=part)
    if which is None:
        return None
    anaphoric = m.word("which") not in _DEICTIC
    day = Shift(amount=which, unit="day", reference="previous" if anaphoric else "published")
    return Within(of=day, part=part)


def _every(m: Match) -> object:
    unit = m.get("unit")
    if unit is not None:
        return Every(of=Length(amount=_amount(m.get("n")) or 1, unit=_unit(m)[0]))
    weekday, month, part = m.get("weekday"), m.get("month"), m.get("part")
    if weekday is not None:
        return Every(of=Cycle(unit="weekday", index=cast("int", _amount(weekday))))
    if part is not None:
        return Every(of=Within(of=None, part=cast("str", part)))
    return Every(of=Fixed(month=_int(month)))


def _often(m: Match) -> object:
    unit, amount = cast("tuple[Unit, int]", m.get("often"))
    return Every(of=Length(amount=amount, unit=unit))


def _holiday_date(m: Match) -> object:
    key = cast("str", m.get("holiday"))
    return Cycle(unit="holiday", index=key, year=_int(m.get("year")), which=_int(m.get("which")))


def _day_of_month(m: Match) -> object:
    day = _int(m.get("day"))
    return Fixed(day=day) if day is not None and 1 <= day <= 31 else None


_MONTHS = "[MONTH WKMONTH]"
_DAYS = "[DAYNUM ORDINAL SECOND]"
_LEAD = "(?: [WEEKDAY WDABBR] COMMA? THE? )?"
_GOVERNS_MONTH = "(?<=[IN SINCE UNTIL BY FROM OF EARLY ON COMPARE AND OR])"

_ATOMS = (
    production("XDAY", f"{_LEAD} month={_MONTHS} THE? day={_DAYS} (?: COMMA? year=YEAR )?", _calendar),
    production("XDAY", f"{_LEAD} THE? day={_DAYS} OF? month={_MONTHS} (?: COMMA? OF? year=YEAR )?", _calendar),
    production("XDATE", f"month={_MONTHS} first={_DAYS} [HYPHEN DASH] last={_DAYS} (?: COMMA? year=YEAR )?", _day_range),
    production("XDATE", f"first={_DAYS} [HYPHEN DASH] last={_DAYS} OF? month={_MONTHS} (?: COMMA? year=YEAR )?", _day_range),
    production("XDATE", f"BETWEEN? first=DAYNUM [AND TO] last=DAYNUM OF? month={_MONTHS} (?: COMMA? year=YEAR )?", _day_range),
    production("XDAY", f"{_LEAD} date=NUMDATE", lambda m: _numeric(m)),
    production("XDAY", f"THE? which={_DIRECTION}? index=WEEKDAY", _weekday),
    production("XDAY", "which=[LAST NEXT THIS] index=WDABBR", _weekday),
    production("XDAY", "THE? day=TODAY", lambda m: _today(m)),
    production("XDAY", "THE? which=[LAST NEXT THIS]? holiday=HOLIDAY year=YEAR?", _holiday_date),
    production("XDAY", "(?<= ON) THE day=ORDINAL (?= [COMMA STOP BREAK IN BY TO])", _day_of_month),
    production("XDATE", f"month={_MONTHS} (?: COMMA | OF )? year=YEAR", _month),
    production("XDATE", f"which={_DIRECTION} month={_MONTHS}", _month),
    production("XDATE", "month=MONTH", _month),
    production("XDATE", f"{_GOVERNS_MONTH} month=WKMONTH (?! CAPITAL)", _month),
    production("XDATE", f"month={_MONTHS} (?: OF | COMMA )? which={_DIRECTION} whole=UNIT", lambda m: _of_year(m, _month)),
    production("XDATE", "THE? season=[SEASON WKSEASON] OF? year=YEAR", _season),
    production("XDATE", f"which={_DIRECTION} season=[SEASON WKSEASON]", _season),
    production("XDATE", "(?<= IN ) THE? season=[SEASON WKSEASON] (?! OF)", _season),
    production("XDATE", "THE season=SEASON", _season),
    production("XDATE", "THE? year=DECADE", lambda m: Era(first=cast("int", m.get("year")), unit="decade")),
    production("XDATE", "THE? nth=[ORDINAL SECOND] HYPHEN? unit=UNIT (?: (?: OF | IN )? year=YEAR )?", _nth),
    production(
        "XDATE", f"THE? nth=[ORDINAL SECOND] HYPHEN? unit=UNIT OF? which={_DIRECTION} whole=UNIT", lambda m: _of_year(m, _nth)
    ),
    production("XDATE", "year=YEAR", _year),
    production("XDATE", f"THE? which={_DIRECTION} unit=UNIT", _pointed),
    production("XDATE", "the=THE unit=UNIT", _the_unit),
    production("XLENGTH", f"n={_NUMERIC} MORE? unit=UNIT", _bounded_length),
    production("XLENGTH", f"n={_NUMERIC} unit=SECOND", lambda m: None),
    production("XLENGTH", f"n={_NUMERIC} [TO OR HYPHEN DASH] above=[DAYNUM NUMBER CARDINAL] unit=UNIT", _length),
    production("XLENGTH", "n=[DAYNUM NUMBER CARDINAL VAGUE] HYPHEN unit=UNIT (?: HYPHEN? OLD )?", _compound),
    production("XLENGTH", f"THE? frame=[LAST NEXT FOLLOWING PRIOR] n={_NUMERIC} unit=UNIT", _length),
    production("XLENGTH", "THE? n=[CARDINAL DAYNUM] unit=UNIT", _length),
    production("XLENGTH", "n=AN unit=UNIT AND AN HALF", _half),
    production("XLENGTH", "HALF (?: HYPHEN | AN | OF AN )? unit=UNIT", _half),
    production("XLENGTH", "unit=UNIT", _bare_plural),
    production("XLENGTH", "(?<= FOR ) [AN THE] nth=[ORDINAL SECOND] [WORD CAPITAL]? unit=UNIT", _nth_day),
    production("XTIME", "clock=[CLOCK DAYNUM CARDINAL] half=AMPM? STOP? (?: LOCAL WORD )? zone=ZONE?", _clock),
    production("XTIME", "clock=YEAR zone=ZONE", lambda m: _military(m)),
    production("XTIME", "noon=NOON", lambda m: Within(of=None, hour=cast("int", m.get("noon")))),
    production("XTIME", f"THE? which={_DIRECTION}? part=DAYPART", _daypart),
    production("XSET", "EVERY n=[CARDINAL DAYNUM]? unit=UNIT", _every),
    production("XSET", f"EVERY (?: weekday=WEEKDAY | month={_MONTHS} | part=DAYPART )", _every),
    production("XSET", "often=OFTEN", _often),
    production("XREF", "value=REFWORD", lambda m: Vague(value=cast("str", m.get("value")))),
    production("XREF", "THE? value=ADJREF unit=UNIT", lambda m: Vague(value=cast("str", m.get("value")))),
    production("XREF", "(?<= IN ) THE value=ADJREF (?! [WORD CAPITAL])", lambda m: Vague(value=cast("str", m.get("value")))),
)


def _numeric(m: Match) -> object:
    day = m.get("date")
    return Fixed(year=day.year, month=day.month, day=day.day) if hasattr(day, "year") else None


def _today(m: Match) -> object:
    day = Shift(amount=_int(m.get("day")), unit="day")
    return Within(of=day, part="NI") if m.word("day") == "tonight" else day


def _of_year(m: Match, build: Callable[[Match], object]) -> object:
    return build(m) if _unit(m, "whole")[0] == "year" else None


def _military(m: Match) -> object:
    hour, minute = divmod(cast("int", m.get("clock")), 100)
    return Within(of=None, hour=hour, minute=minute, zone=m.word("zone").upper()) if hour < 24 and minute < 60 else None


# ------------------------------------------------------------------ stage 3: compounds
_ANY_DATE = "[XDAY XDATE]"


def _tree(m: Match, group: str) -> Tree:
    return cast("Tree", m.get(group))


def _ago(m: Match) -> object:
    return _offset(_tree(m, "length"), cast("int", m.get("sign")), "published")


def _compare(m: Match) -> object:
    return _offset(_tree(m, "length"), cast("int", m.get("sign")), "previous")


def _offset(length: Tree, sign: int, reference: str) -> object:
    if not isinstance(length, Length) or length.frame is not None:
        return None
    amount = None if length.amount is None else round(sign * length.amount)
    return Shift(amount=amount, unit=length.unit, reference=cast("object", reference), exact=True)  # type: ignore[arg-type]


def _part(m: Match) -> object:
    of = _tree(m, "of")
    mod = cast("str", m.get("mod"))
    return None if isinstance(of, Length | Every | Vague) else Part(of=of, mod=mod)


def _compared(m: Match) -> object:
    return Part(of=_tree(m, "of"), mod="START" if m.get("mod") == -1 else "END")


def _within(m: Match) -> object:
    day, time = _tree(m, "day"), m.get("time")
    if isinstance(time, Within):
        if time.of is not None and not (isinstance(time.of, Shift) and time.part):
            return None
        return Within(of=day, part=time.part, hour=time.hour, minute=time.minute, second=time.second, zone=time.zone)
    return Within(of=day, part=cast("str", time))


def _approximate(m: Match) -> object:
    return _tree(m, "of")


_COMPOUNDS = (
    production("XDATE", "APPROX? length=XLENGTH sign=AGO", _ago),
    production("XDATE", "APPROX? length=XLENGTH sign=COMPARE (?! [XDAY XDATE THAT])", _compare),
    production("XLENGTH", "APPROX of=XLENGTH", _approximate),
    production("XDATE", f"APPROX of={_ANY_DATE}", lambda m: Part(of=_tree(m, "of"), mod="APPROX")),
    production("XDATE", f"THE? mod=EARLY (?: HYPHEN | OF | IN )? of={_ANY_DATE}", _part),
    production("XDATE", f"THE? mod=EDGE OF of={_ANY_DATE}", _part),
    production("XDATE", f"mod=COMPARE of={_ANY_DATE}", _compared),
    production("XTIME", "EARLY? day=XDAY POSS? time=DAYPART", _within),
    production("XTIME", "THE? EARLY? time=DAYPART (?: OF | ON | COMMA )? day=XDAY", _within),
    production("XTIME", "time=XTIME (?: ON | COMMA | OF )? day=XDAY", _within),
    production("XTIME", "day=XDAY (?: ON | COMMA )? time=XTIME", _within),
    production("XSET", "EVERY of=XDAY", lambda m: Every(of=_tree(m, "of"))),
)

_RANGES: tuple[Production, ...] = ()


def _starts(stage: Sequence[Production], classes: str) -> tuple[Sequence[Production], frozenset[str]]:
    return stage, frozenset(CLASSES[name] for name in classes.split())


_STAGES = (
    _starts(_NUMBERS, "CARDINAL DAYNUM NUMBER AN VAGUE"),
    _starts(
        _ATOMS,
        "WEEKDAY WDABBR MONTH WKMONTH SEASON WKSEASON DAYPART UNIT DECADE HOLIDAY NUMDATE DAYNUM NUMBER YEAR CARDINAL "
        "VAGUE HALF ORDINAL SECOND TODAY LAST NEXT THIS THAT FOLLOWING PRIOR EVERY OFTEN REFWORD ADJREF CLOCK NOON THE AN "
        "BETWEEN",
    ),
    _starts(_COMPOUNDS, "APPROX XLENGTH XDAY XDATE XTIME THE EDGE EARLY COMPARE DAYPART EVERY"),
)
