"""Which times belong to the page and not to the report: stamps, copyright lines, a byline's date."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geoevents.timex.find import TREES
from geoevents.timex.lexicon import CLASSES
from geoevents.timex.operators import Fixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.timex.lexicon import Lexicon
    from geoevents.timex.tokens import Item

_LINE = 120
"""Characters: furniture stands on short lines."""
_RIGHTS = 12
"""Characters before a year in which a copyright sign counts."""
_HEAD = 600
"""Characters: a byline stands near the head."""
_BYLINE = re.compile(r"[,|•·–—-]\s*$")
"""What separates the author or the paper from the date of a byline."""


def without_furniture(text: str, items: Sequence[Item], lexicon: Lexicon) -> list[Item]:
    """The items; times on a line of furniture lose their tree."""
    bare = "\n" not in text.strip()  # a single line is what somebody asked about, not a page
    return [
        replace(item, code=CLASSES["OTHER"], value=None)
        if item.code in TREES and _on_furniture(text, item, lexicon, bare=bare)
        else item
        for item in items
    ]


def _left_over(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"[\W\d_]*(?:(?:{lexicon.left_over})[\W\d_]*)?", re.IGNORECASE)


def _is_full_date(item: Item) -> bool:
    return isinstance(item.value, Fixed) and item.value.year is not None and item.value.day is not None


def _opens_furniture(opening: str, lexicon: Lexicon) -> bool:
    return any(
        opening.startswith(head) and not opening[len(head) : len(head) + 1].isalpha() for head in lexicon.furniture
    )


def _on_furniture(text: str, item: Item, lexicon: Lexicon, *, bare: bool) -> bool:
    if text[max(0, item.start - _RIGHTS) : item.start].rstrip().lower().endswith(lexicon.rights):
        return True
    start = text.rfind("\n", max(0, item.start - _LINE), item.start) + 1
    if start == 0 and item.start > _LINE:
        return False
    before = text[start : item.start]
    if before.strip().lower().rstrip(" :") in lexicon.stamps:
        return True
    end = text.find("\n", item.end, start + _LINE)
    if end < 0 and len(text) > start + _LINE:
        return False
    line, after = (text[start:], text[item.end :]) if end < 0 else (text[start:end], text[item.end : end])
    if item.start < _HEAD and _is_full_date(item) and _BYLINE.search(before) and _left_over(lexicon).fullmatch(after):
        return True
    opening = line.strip().lower()
    if _opens_furniture(opening, lexicon) and not opening.endswith((".", "”", '"')):
        return True
    year_only = isinstance(item.value, Fixed) and item.value.month is None  # a heading of a telling of the past
    return (
        not (bare or year_only)
        and _left_over(lexicon).fullmatch(before) is not None
        and _left_over(lexicon).fullmatch(after) is not None
    )
