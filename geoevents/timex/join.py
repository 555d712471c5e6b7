"""Times of one sentence that belong together: ranges, clock times with their day, stretches with a boundary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from geoevents.timex.civil import length_in_days
from geoevents.timex.lexicon import CLASSES, Lexicon
from geoevents.timex.operators import Cycle, Fixed, Length, Tree, Within

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geoevents.model import When
    from geoevents.timex.tokens import Item
    from geoevents.timex.wording import Wording

Placed = tuple[int, "When"]
"""Index of the item in the row, and its time."""

_SENTENCE = frozenset(CLASSES[name] for name in ("STOP", "BREAK"))
_LINKS = frozenset(CLASSES[name] for name in ("TO", "UNTIL", "DASH", "HYPHEN"))
_PAIRS = frozenset(CLASSES[name] for name in ("AND", "OR"))
_NEAR = 3
"""Neighbours on each side that a time may be joined to; keeps a sentence without end linear."""
_IN_A_ROW = 3
"""Days from the first to the second weekday of a pair that is told forwards."""
_REACH = 6
"""Words between a boundary verb and its time."""
_LONGEST = 36_600
"""Days of a stretch whose ends are still worth naming."""


def join(items: Sequence[Item], placed: Sequence[Placed], lexicon: Lexicon, now: date | None) -> list[When]:
    """The times of a sentence, joined; as they were where a join would leave the calendar (year 1 to 9999)."""
    try:
        return _joined(items, placed, lexicon, now)
    except OverflowError:
        return [when for _, when in placed]


def _joined(items: Sequence[Item], placed: Sequence[Placed], lexicon: Lexicon, now: date | None) -> list[When]:
    row = _ranges(items, placed, lexicon, now)
    row = [(at, _clock(items, row, k, lexicon.wording)) for k, (at, _) in enumerate(row)]
    return [_stretch(items, row, k, lexicon, now) for k in range(len(row))]


def _tree(items: Sequence[Item], at: int) -> Tree:
    return cast("Tree", items[at].value)


def _neighbours(row: Sequence[Placed], k: int) -> Iterable[Placed]:
    """The nearest first."""
    for step in range(1, _NEAR + 1):
        if k - step >= 0:
            yield row[k - step]
        if k + step < len(row):
            yield row[k + step]


# ------------------------------------------------------------------ ranges
def _ranges(items: Sequence[Item], placed: Sequence[Placed], lexicon: Lexicon, now: date | None) -> list[Placed]:
    row = list(placed)
    for k in range(len(row) - 1):
        (left, first), (right, last) = row[k], row[k + 1]
        if right == left + 2 and _linked(items, left, lexicon):
            row[k], row[k + 1] = _range((left, first), (right, last), items, now, lexicon.wording)
        elif right == left + 2 and items[left + 1].code in _PAIRS and _weekdays_turned(items, row[k], row[k + 1]):
            ahead = now is not None and first.earliest is not None and first.earliest > now
            row[k if not ahead else k + 1] = (
                (right, _moved(last, 7, lexicon.wording)) if ahead else (left, _moved(first, -7, lexicon.wording))
            )
    return row


def _linked(items: Sequence[Item], left: int, lexicon: Lexicon) -> bool:
    opener = items[left - 1].code if left else ""
    link = items[left + 1].code
    if link == CLASSES["AND"]:
        return opener == CLASSES["BETWEEN"]
    if any(items[k].word in lexicon.moving for k in range(max(0, left - _REACH), left)):
        return False
    return link in _LINKS and (opener == CLASSES["FROM"] or items[left].code == items[left + 2].code)


def _range(
    left: Placed, right: Placed, items: Sequence[Item], now: date | None, wording: Wording
) -> tuple[Placed, Placed]:
    first, last = left[1], right[1]
    begin, end = first.earliest, last.latest or last.earliest
    if begin is None or end is None or "DURATION" in {first.type, last.type}:
        return left, right
    both = _is_weekday(_tree(items, left[0])) and _is_weekday(_tree(items, right[0]))
    if both and (end - begin).days > 7:
        last = _moved(last, -7, wording)
        end = last.latest or end
    elif both and end < begin and now is not None and end > now:
        last = _moved(last, 7, wording)  # Thursday to Sunday, told on a Friday of what is to come
        end = last.latest or end
    elif both and end < begin:
        first = _moved(first, -7, wording)  # Friday to Monday: the Friday before
    elif end < begin and _yearless(_tree(items, left[0])) and _yearless(_tree(items, right[0])):
        first = _years_moved(first, -1, wording)  # January to March, of which January came out as the next
    if first.earliest is None or end < first.earliest:
        return left, right
    begin = first.earliest

    def whole(when: When) -> When:
        words = wording.whole.format(found=when.explanation, first=first.text, last=last.text)
        return replace(when, explanation=words, earliest=begin, latest=end, role="span")

    return (left[0], whole(first)), (right[0], whole(last))


def _yearless(tree: Tree) -> bool:
    return isinstance(tree, Fixed) and tree.year is None and tree.month is not None


def _years_moved(when: When, years: int, wording: Wording) -> When:
    """The same date of another year; as it was where that year has no such day."""
    try:
        earliest = when.earliest and when.earliest.replace(year=when.earliest.year + years)
        latest = when.latest and when.latest.replace(year=when.latest.year + years)
    except ValueError:
        return when
    if earliest is None:
        return when
    value = f"{earliest.year:04d}{when.value[4:]}"
    words = wording.in_order.format(text=when.text)
    return replace(when, earliest=earliest, latest=latest, value=value, explanation=words)


def _is_weekday(tree: Tree) -> bool:
    return isinstance(tree, Cycle) and tree.unit == "weekday"


def _weekdays_turned(items: Sequence[Item], left: Placed, right: Placed) -> bool:
    """``Saturday and Sunday`` whose Sunday came out before its Saturday."""
    one, other = _tree(items, left[0]), _tree(items, right[0])
    if not (isinstance(one, Cycle) and isinstance(other, Cycle) and one.unit == other.unit == "weekday"):
        return False
    if (int(other.index) - int(one.index)) % 7 > _IN_A_ROW:
        return False  # on Friday and Thursday: told backwards
    first, last = left[1].earliest, right[1].latest
    return first is not None and last is not None and last < first


def _moved(when: When, days: int, wording: Wording) -> When:
    day = cast("date", when.earliest or when.latest) + timedelta(days)
    words = wording.in_order.format(text=when.text)
    return replace(when, earliest=day, latest=day, value=day.isoformat(), explanation=words)


# ------------------------------------------------------------------ clock times
def _clock(items: Sequence[Item], row: Sequence[Placed], k: int, wording: Wording) -> When:
    """A clock time takes the day that its sentence names; the local one the local day."""
    at, when = row[k]
    tree = _tree(items, at)
    if not isinstance(tree, Within) or tree.of is not None:
        return when
    for at_other, other in _neighbours(row, k):
        day = other.earliest
        if day is None or day != other.latest or other.type not in {"DATE", "TIME"}:
            continue
        beside = _tree(items, at_other)
        local = isinstance(beside, Within) and bool(beside.zone) and not tree.zone
        if isinstance(beside, Within) and local:
            day += timedelta(_days_apart(tree, beside))
        return replace(
            when,
            earliest=day,
            latest=day,
            value=day.isoformat() + when.value[when.value.index("T") :],
            anchor="previous",
            explanation=(wording.local if local else wording.on_day_of).format(text=when.text, other=other.text),
        )
    return when


def _days_apart(local: Within, zoned: Within) -> int:
    """Days from the date of a clock time in a named zone to that of the same moment by the local clock.

    No place is farther from Greenwich than 12 hours to the west or 14 to the east, so that the two clocks decide.
    """
    if zoned.hour is None or local.hour is None:
        return 0
    ahead = local.hour + (local.minute or 0) / 60 - zoned.hour - (zoned.minute or 0) / 60
    ahead += _HOURS_OF_ZONE.get(zoned.zone, 0)
    return 1 if ahead < _WEST else -1 if ahead > _EAST else 0


_WEST, _EAST = -12, 14
_HOURS_OF_ZONE = {
    "GMT": 0, "UTC": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "HKT": 8, "SGT": 8,
    "JST": 9, "KST": 9, "AEST": 10, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "ET": -5, "CT": -6, "PT": -8,
}  # fmt: skip
"""Hours ahead of Greenwich, as news copy uses these names."""


# ------------------------------------------------------------------ stretches
def _stretch(items: Sequence[Item], row: Sequence[Placed], k: int, lexicon: Lexicon, now: date | None) -> When:
    """A length whose begin or end the sentence gives, or that runs up to now (``for a third day``)."""
    at, when = row[k]
    tree = _tree(items, at)
    days = length_in_days(tree.amount, tree.unit) if isinstance(tree, Length) and tree.amount is not None else None
    if not isinstance(tree, Length) or days is None or not 0 < days < _LONGEST:
        return when
    if tree.ordinal:
        return _so_far(when, row, k, days, now, lexicon.wording)
    for other, time in _neighbours(row, k):
        day = _one_day(time)
        boundary = _boundary(items, at, other, lexicon) if day is not None else ""
        if day is not None and boundary == "end":
            return _span(when, day - timedelta(days - 1), day, "earliest", lexicon.wording)
        if day is not None and boundary == "begin":
            return _span(when, day, day + timedelta(days - 1), "latest", lexicon.wording)
    return when


def _one_day(when: When) -> date | None:
    day = when.earliest or when.latest
    return day if when.precision in {"day", "hour"} and when.latest in {None, day} else None


def _so_far(when: When, row: Sequence[Placed], k: int, days: int, now: date | None, wording: Wording) -> When:
    ends = [day for _, other in _neighbours(row, k) if (day := _one_day(other)) is not None]
    last = ends[0] if ends else now
    if last is None:
        return when
    return replace(_span(when, last - timedelta(days - 1), last, "earliest", wording), value=last.isoformat())


def _span(when: When, first: date, last: date, inferred: str, wording: Wording) -> When:
    words = wording.begin_counted if inferred == "earliest" else wording.end_counted
    return replace(
        when,
        earliest=first,
        latest=last,
        role="span",
        precision="day",
        inferred=(inferred,),
        explanation=words.format(text=when.text),
    )


def _compound(items: Sequence[Item], at: int) -> bool:
    tree = _tree(items, at)
    return isinstance(tree, Length) and tree.compound


def _boundary(items: Sequence[Item], at: int, other: int, lexicon: Lexicon) -> str:
    """Whether the nearest boundary verb around the two says that the stretch ended or began then."""
    opener = items[at - 1] if at else None
    article = opener is not None and opener.code == CLASSES["AN"]
    before = items[at - 2] if article and at > 1 else opener
    if before is not None and other < at and (before.code == CLASSES["AFTER"] or before.code == CLASSES["FOR"]):
        return "end" if before.code == CLASSES["AFTER"] else "begin" if _compound(items, at) else ""
    low, high = min(at, other), max(at, other)
    for k in (*range(high - 1, low, -1), *range(low - 1, max(-1, low - _REACH), -1)):
        if items[k].code in _SENTENCE:
            break
        if items[k].word in lexicon.finish:
            return "end"
        if items[k].word in lexicon.begin:
            return "begin"
    return ""
