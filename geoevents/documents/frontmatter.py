"""What a text file says of itself above the report: a block of ``key: value`` lines between two ``---``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoevents.documents.publication import as_day
from geoevents.errors import InvalidDate

if TYPE_CHECKING:
    from datetime import date

_BLOCK = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", re.DOTALL)
_LINE = re.compile(r"([A-Za-z_-]+)[ \t]*:[ \t]*(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A text without its front matter, and what that said."""

    body: str
    """The report."""
    title: str | None = None
    """``title``."""
    published: date | None = None
    """``date`` or ``published``."""
    url: str | None = None
    """``url``."""
    source: str | None = None
    """``source`` or ``publisher``."""
    author: str | None = None
    """``author`` or ``by``."""


def split(text: str) -> Head:
    r"""Take the front matter off a Markdown or text file.

    Args:
        text: The file, with ``\n`` line ends.

    Returns:
        The report and its front matter; a date that is none counts as not given.

    Example:
        >>> split("---\ntitle: Rain\ndate: 2023-09-17\n---\nRain fell.").published
        datetime.date(2023, 9, 17)
    """
    block = _BLOCK.match(text)
    pairs = {} if block is None else _pairs(block[1])
    if block is None or not pairs:
        return Head(body=text)
    return Head(
        body=text[block.end() :].lstrip("\n"),
        title=pairs.get("title"),
        published=_day(pairs.get("date") or pairs.get("published")),
        url=pairs.get("url"),
        source=pairs.get("source") or pairs.get("publisher"),
        author=pairs.get("author") or pairs.get("by"),
    )


def _pairs(block: str) -> dict[str, str]:
    matches = (_LINE.fullmatch(line.strip()) for line in block.split("\n"))
    return {m[1].lower(): m[2].strip().strip("\"'") for m in matches if m and m[2].strip()}


def _day(value: str | None) -> date | None:
    try:
        return as_day(value)
    except InvalidDate:
        return None
