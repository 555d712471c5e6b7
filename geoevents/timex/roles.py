"""What a time is to its clause: the time itself, the begin or end of something, the whole stretch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from geoevents.timex.civil import length_in_days
from geoevents.timex.lexicon import CLASSES, Lexicon
from geoevents.timex.operators import Length, Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.model import TimeRole, When
    from geoevents.timex.tokens import Item

Placed = tuple[int, "When"]
"""Index of the item in the row, and its time."""

_SENTENCE = frozenset(CLASSES[name] for name in ("STOP", "BREAK"))
_SKIPPED = frozenset(CLASSES[name] for name in ("THE", "ON", "COMMA"))
_REACH = 6
"""Words between a boundary verb and its time."""


def connect(items: Sequence[Item], placed: Sequence[Placed], lexicon: Lexicon, now: date | None) -> tuple[When, ...]:
    """Times with their roles; durations with a boundary in their sentence get both ends."""
    roled = [(at, _with_role(items, at, when, lexicon)) for at, when in placed]
    sentences = _sentence_numbers(items)
    result: list[When] = []
    for at, when in roled:
        tree = cast("Tree", items[at].value)
        if isinstance(tree, Length):
            near = [other for other in roled if sentences[other[0]] == sentences[at] and other[0] != at]
            result.append(_stretch(items, (at, when), tree, near, lexicon, now))
        else:
            result.append(when)
    return tuple(result)


def _sentence_numbers(items: Sequence[Item]) -> list[int]:
    numbers, number = [], 0
    for item in items:
        numbers.append(number)
        number += item.code in _SENTENCE
    return numbers


def _with_role(items: Sequence[Item], at: int, when: When, lexicon: Lexicon) -> When:
    if when.earliest is None:
        return when
    role = _role(items, at, lexicon)
    if role == "since":
        return replace(when, role=role, latest=None)
    if role == "until":
        return replace(when, role=role, earliest=None)
    return when


def _role(items: Sequence[Item], at: int, lexicon: Lexicon) -> TimeRole:
    k = at - 1
    while k > 0 and items[k].code in _SKIPPED and items[k].word != "this":
        k -= 1
    if k < 0:
        return "at"
    before = items[k]
    if before.code == CLASSES["SINCE"]:
        return "since"
    if (
        before.code == CLASSES["UNTIL"]
        or (before.code == CLASSES["BY"] and before.word == "by")
        or before.word == "till"
    ):
        return "until"
    if before.word in lexicon.begin:
        return "since"
    return "at"


def _stretch(
    items: Sequence[Item], placed: Placed, tree: Length, near: Sequence[Placed], lexicon: Lexicon, now: date | None
) -> When:
    """A duration whose begin or end the sentence gives, or that runs up to now (``for a third day``)."""
    at, when = placed
    days = length_in_days(tree.amount, tree.unit) if tree.amount is not None else None
    if days is None or not 0 < days < 36_600:
        return when
    if tree.ordinal:
        end = min((other for other in near if other[1].earliest), key=lambda o: abs(o[0] - at), default=None)
        last = end[1].earliest if end else now
        return _span(when, last - timedelta(days - 1), last, "earliest") if last else when
    for other, time in sorted(near, key=lambda o: abs(o[0] - at)):
        day = time.earliest or time.latest
        if day is None or (time.latest and time.earliest and time.latest != time.earliest):
            continue
        boundary = _boundary(items, at, other, lexicon)
        if boundary == "end":
            return _span(when, day - timedelta(days - 1), day, "earliest")
        if boundary == "begin":
            return _span(when, day, day + timedelta(days - 1), "latest")
    return when


def _span(when: When, first: date, last: date, inferred: str) -> When:
    return replace(
        when,
        earliest=first,
        latest=last,
        role="span",
        precision="day",
        inferred=(inferred,),
        explanation=f"{when.text}, its {'begin' if inferred == 'earliest' else 'end'} counted from the other end",
    )


def _boundary(items: Sequence[Item], at: int, other: int, lexicon: Lexicon) -> str:
    """Whether the nearest boundary verb around the two says that the stretch ended or began then."""
    low, high = min(at, other), max(at, other)
    between = range(low + 1, high)
    around = [*reversed(between), *range(low - 1, max(-1, low - _REACH), -1)]
    for k in around:
        if items[k].code in _SENTENCE:
            break
        if items[k].word in lexicon.finish:
            return "end"
        if items[k].word in lexicon.begin:
            return "begin"
    return ""
