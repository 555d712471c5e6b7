"""Whether a text tells of the past by named years, or reports on its own day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoevents.timex.operators import Around, Cycle, Fixed, Part, Range, Shift, Within

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_NAMED = 8
"""Named years that a telling of the past has at least."""
_RECENT = 1
"""Years before the text's own that are still no history."""
_RATIO = 3
"""Named years to each word that points to the text's own day."""


def tells_history(trees: Sequence[object], now: date | None) -> bool:
    """Whether a text names years far more often than it points to its own day."""
    plain = [_plain(tree) for tree in trees]
    recent = now.year - _RECENT if now else 9999
    years = [tree.year for tree in plain if isinstance(tree, Fixed | Cycle) and tree.year is not None]
    named = sum(year < recent for year in years) - sum(year >= recent for year in years)
    pointing = sum(
        (isinstance(tree, Cycle) and tree.unit == "weekday")
        or (isinstance(tree, Shift) and tree.reference == "published" and (tree.amount != 0 or tree.exact))
        for tree in plain
    )
    return named >= _NAMED and named >= _RATIO * pointing


def _plain(tree: object) -> object:
    """What a tree is about, without parts and times of day."""
    while isinstance(tree, Part | Within | Around):
        tree = tree.of
    return tree.first if isinstance(tree, Range) else tree
