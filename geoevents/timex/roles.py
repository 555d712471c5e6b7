"""What a time is to its clause: the time itself, or the begin or the end of something."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geoevents.timex.join import join
from geoevents.timex.lexicon import CLASSES, Lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geoevents.model import TimeRole, When
    from geoevents.timex.join import Placed
    from geoevents.timex.tokens import Item

_SENTENCE = frozenset(CLASSES[name] for name in ("STOP", "BREAK"))
_SKIPPED = frozenset(CLASSES[name] for name in ("THE", "ON", "COMMA", "APPROX", "LEAST"))
_STEPS = 4
"""Small words between a time and the one that gives it its role."""


def connect(items: Sequence[Item], placed: Sequence[Placed], lexicon: Lexicon, now: date | None) -> tuple[When, ...]:
    """Times with their roles, those of one sentence joined to ranges and stretches."""
    result: list[When] = []
    for sentence in _sentences(items, placed):
        roled = [(at, _with_role(when, role_of(items, at, lexicon))) for at, when in sentence]
        result.extend(join(items, roled, lexicon, now))
    return tuple(result)


def role_of(items: Sequence[Item], at: int, lexicon: Lexicon) -> TimeRole:
    """``since`` behind *since* and *began*, ``until`` behind *until* and *by*, else ``at``."""
    k = at - 1
    while k >= 0 and at - k <= _STEPS and items[k].code in _SKIPPED:
        k -= 1
    if k < 0:
        return "at"
    before = items[k]
    if before.code == CLASSES["SINCE"] or before.word in lexicon.begin:
        return "since"
    if before.code == CLASSES["UNTIL"] or before.word in lexicon.deadline:
        return "until"
    return "at"


def _sentences(items: Sequence[Item], placed: Sequence[Placed]) -> list[list[Placed]]:
    """The times sentence by sentence."""
    groups: list[list[Placed]] = []
    before = -1
    for at, when in placed:
        if before < 0 or any(items[k].code in _SENTENCE for k in range(before + 1, at)):
            groups.append([])
        groups[-1].append((at, when))
        before = at
    return groups


def _with_role(when: When, role: TimeRole) -> When:
    if when.earliest is None or when.type in {"DURATION", "SET"}:
        return when
    if role == "since":
        return replace(when, role=role, latest=None)
    if role == "until":
        return replace(when, role=role, earliest=None)
    return when
