"""Trees and intervals → TIMEX3 values and words for a reader: strings are made only here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoevents.timex.operators import (
    Beside,
    Cycle,
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
    from geoevents.model import TimePrecision, TimexType
    from geoevents.timex.spans import Span
    from geoevents.timex.wording import Wording

_LETTER = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "fortnight": "W", "weekend": "D",
    "month": "M", "quarter": "Q", "season": "M", "year": "Y", "decade": "E", "century": "C", "millennium": "L",
}  # fmt: skip
_TIMES = {"second": 1, "minute": 1, "hour": 1, "fortnight": 2, "decade": 10}
_SEASON = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_PRECISION: dict[str, TimePrecision] = {
    "day": "day", "night": "day", "week": "day", "weekend": "day", "fortnight": "day", "range": "day", "month": "month",
    "quarter": "month", "season": "month", "half": "month", "year": "year", "decade": "year", "century": "year",
    "millennium": "year",
}  # fmt: skip


def type_of(tree: Tree) -> TimexType:
    """TIMEX3 type of a tree."""
    match tree:
        case Every():
            return "SET"
        case Length(ordinal=False):
            return "DURATION"
        case Within():
            return "TIME"
        case Beside(of=Happening(), length=Length()):
            return "DURATION"
        case Part(of=of):
            return type_of(of)
        case _:
            return "DATE"


def precision_of(tree: Tree, span: Span | None) -> TimePrecision:
    """Granularity, ``hour`` where a clock time is given."""
    if isinstance(tree, Within) and tree.hour is not None:
        return "hour"
    return _PRECISION.get(span.unit, "unknown") if span is not None else "unknown"


def value_of(tree: Tree, span: Span | None) -> str:
    """TIMEX3 value; unknown places are written X."""
    match tree:
        case Vague(value=value):
            return value
        case Length(ordinal=False):
            return _length(tree)
        case Every(of=of):
            return value_of(of, None)
        case Part(of=of):
            return value_of(of, span)
        case Beside(of=Happening(), length=Length() as length):
            return _length(length)
        case Within():
            day = span.first.isoformat() if span is not None else "XXXX-XX-XX"
            return f"{day}T{tree.part or _clock(tree)}"
        case _:
            return _interval(span) if span is not None else _open(tree)


def _clock(tree: Within) -> str:
    minute = tree.minute if tree.minute is not None else 0
    second = f":{tree.second:02d}" if tree.second is not None else ""
    zone = "Z" if tree.zone in {"GMT", "UTC"} else ""
    return f"{tree.hour:02d}:{minute:02d}{second}{zone}"


def _interval(span: Span) -> str:
    first = span.first
    match span.unit:
        case "week" | "fortnight":
            year, week, _ = first.isocalendar()
            return f"{year:04d}-W{week:02d}"
        case "weekend":
            year, week, _ = first.isocalendar()
            return f"{year:04d}-W{week:02d}-WE"
        case "month":
            return f"{first:%Y-%m}" if first.year > 999 else f"{first.year:04d}-{first.month:02d}"
        case "quarter":
            return f"{first.year:04d}-Q{(first.month + 2) // 3}"
        case "half":
            return f"{first.year:04d}-H{(first.month + 5) // 6}"
        case "season":
            return f"{first.year:04d}-{_SEASON[first.month]}"
        case "year":
            return f"{first.year:04d}"
        case "decade":
            return f"{first.year // 10:03d}"
        case "century" | "millennium":
            return f"{first.year // 100:02d}"
        case "range":
            return f"{first.isoformat()}/{span.last.isoformat()}"
        case _:
            return first.isoformat()


def _open(tree: Tree) -> str:
    match tree:
        case Fixed(year=year, month=month, day=day):
            parts = [f"{year:04d}" if year else "XXXX", f"{month:02d}" if month else "XX"]
            return "-".join([*parts, f"{day:02d}"] if day else parts)
        case Cycle(unit="weekday", index=index):
            return f"XXXX-WXX-{index}"
        case Cycle(unit="season", index=index):
            return f"XXXX-{index}"
        case Cycle(unit="quarter", index=index):
            return f"XXXX-Q{index}"
        case Shift(amount=None) as shift:
            return "PAST_REF" if shift.sign < 0 else "FUTURE_REF"
        case Shift(unit=unit):
            return {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "weekend": "XXXX-WXX-WE"}.get(
                unit, "XXXX"
            )
        case Beside(unit="month" | "year"):
            return "XXXX"
        case Range(first=first, last=last):
            return f"{_open(first)}/{_open(last)}"
        case _:
            return "XXXX-XX-XX"


def _length(tree: Length) -> str:
    unit, amount = tree.unit, tree.amount
    time = "T" if unit in {"second", "minute", "hour"} else ""
    if amount is None:
        return f"P{time}X{'Y' if unit == 'decade' else _LETTER[unit]}"
    whole = int(amount)
    if amount != whole:
        finer = {"year": (12, "M"), "hour": (60, "M"), "minute": (60, "S"), "day": (24, "H")}.get(unit)
        if finer is None:
            return f"P{time}{amount:g}{_LETTER[unit]}"
        rest = round((amount - whole) * finer[0])
        head = f"{whole}{_LETTER[unit]}" if whole else ""
        return f"P{time}{head}{'T' if unit == 'day' else ''}{rest}{finer[1]}"
    if unit == "decade":
        return f"P{10 * whole}Y"
    if unit == "century":
        return f"P{100 * whole}Y"
    return f"P{time}{whole * (2 if unit in {'fortnight', 'weekend'} else 1)}{_LETTER[unit]}"


def explain(tree: Tree, span: Span | None, text: str, wording: Wording) -> str:
    """How the interval was found, in words; the operator itself where it could not be."""
    if span is None:
        if isinstance(tree, Beside) and isinstance(tree.of, Happening):
            beside = wording.before if tree.sign < 0 else wording.after
            return (beside if tree.length else wording.eve).format(text=text, words=tree.of.words)
        alone = isinstance(tree, Length | Every | Vague)
        return (wording.no_place if alone else wording.no_day).format(text=text, tree=tree)
    if span.reference is None:
        return wording.as_written.format(text=text)
    joint = wording.direct if span.why in {"before", "after"} else wording.indirect
    anchor = wording.anchors[span.base or span.anchor].format(date=wording.day(span.reference))
    return joint.format(text=text, found=wording.how(span.why, span.count, span.counted), anchor=anchor)
