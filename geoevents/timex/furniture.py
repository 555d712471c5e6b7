"""Which times belong to the page and not to the report: stamps, copyright lines, a byline's date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoevents.timex.find import TREES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.timex.lexicon import Lexicon
    from geoevents.timex.tokens import Item

_LINE = 120
"""Characters: furniture stands on short lines."""
_LEFT_OVER = re.compile(r"[\W\d_]*(?:(?:at|on|et|by)[\W\d_]*)?", re.IGNORECASE)
"""What may stand beside the times of a line that holds nothing else."""


def without_furniture(text: str, items: Sequence[Item], lexicon: Lexicon) -> list[Item]:
    """The items; times on a line of furniture lose their tree."""
    return [_plain(item) if item.code in TREES and _on_furniture(text, item, lexicon) else item for item in items]


def _plain(item: Item) -> Item:
    return type(item)("?", None, item.start, item.end, "")


def _on_furniture(text: str, item: Item, lexicon: Lexicon) -> bool:
    start = text.rfind("\n", max(0, item.start - _LINE), item.start) + 1
    if start == 0 and item.start > _LINE:
        return False
    end = text.find("\n", item.end, start + _LINE)
    if end < 0:
        if len(text) > start + _LINE:
            return False
        end = len(text)
    before, after = text[start : item.start], text[item.end : end]
    opening = text[start:end].strip().lower()
    if opening.startswith(lexicon.furniture) and not opening.endswith((".", "”", '"')):
        return True
    alone = text.count("\n", 0, 4 * _LINE) > 0 and len(opening) > 0
    return alone and _LEFT_OVER.fullmatch(before) is not None and _LEFT_OVER.fullmatch(after) is not None
