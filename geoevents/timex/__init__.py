"""Time expressions of a text as intervals of civil days, counted from the publication day.

The way through: ``tokens`` types the words, ``find`` makes operator trees of them, ``tense`` says where the
governing verb looks, ``resolve`` computes the intervals, ``roles`` joins boundaries, ``emit`` writes.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from geoevents.errors import InvalidDate
from geoevents.model import When
from geoevents.timex.dateline import Dateline
from geoevents.timex.dateline import dateline as _dateline
from geoevents.timex.emit import explain, precision_of, type_of, value_of
from geoevents.timex.english import ENGLISH
from geoevents.timex.find import TREES, find
from geoevents.timex.furniture import without_furniture
from geoevents.timex.history import tells_history
from geoevents.timex.lexicon import CLASSES, Lexicon
from geoevents.timex.operators import Cycle, Length, Part, Tree
from geoevents.timex.resolve import Resolver
from geoevents.timex.roles import connect, role_of
from geoevents.timex.tense import direction

if TYPE_CHECKING:
    from geoevents.timex.spans import Span
    from geoevents.timex.tense import Direction
    from geoevents.timex.tokens import Item

__all__ = ["Dateline", "dateline", "times"]

dateline = _dateline


def times(text: str, *, published: date | str | None = None, dateline: date | None = None) -> tuple[When, ...]:
    """Every time expression of a text, in text order.

    Args:
        text: The report; offsets of the result count its characters.
        published: Publication day, or its ISO form ``2023-09-17``. Without it relative expressions keep their
            operator and get no day.
        dateline: Filing day, which words such as *today* refer to; read from the text's own dateline when not
            given and at most two days before publication.

    Returns:
        Times with ``text[start:end]`` as written, TIMEX3 type and value, and first and last day where known.

    Raises:
        InvalidDate: ``published`` is no ISO day.

    Example:
        >>> [(when.text, when.value) for when in times("He left on Friday.", published="2023-09-17")]
        [('Friday', '2023-09-15')]
    """
    day = _published(published)
    resolver = Resolver(published=day, filing=dateline or _filing(text, day))
    items = without_furniture(text, find(text), ENGLISH)
    resolver.history = tells_history([item.value for item in items if item.code in TREES], resolver.now)
    placed = []
    for at, item in enumerate(items):
        if item.code == CLASSES["BREAK"]:
            resolver.new_paragraph()
        elif item.code in TREES and not (at and items[at - 1].word in ENGLISH.named_days):
            placed.append((at, _when(text, items, at, resolver, ENGLISH)))
    return connect(items, placed, ENGLISH, resolver.now)


def _published(published: date | str | None) -> date | None:
    if isinstance(published, datetime):
        return published.date()
    if not isinstance(published, str):
        return published
    try:
        return date.fromisoformat(published)
    except ValueError as problem:
        raise InvalidDate(
            f"{published!r} is no publication day: {problem}. Write year, month and day, such as 2023-09-17."
        ) from problem


def _filing(text: str, published: date | None) -> date | None:
    line = _dateline(text)
    if line is None:
        return None
    return line.near(published) if published is not None else line.date


def _when(text: str, items: list[Item], at: int, resolver: Resolver, lexicon: Lexicon) -> When:
    item = items[at]
    tree = cast("Tree", item.value)
    span = resolver.resolve(tree, _looks(items, at, tree, lexicon))
    if span is not None:
        resolver.note(span)
    return _emit(text, item, tree, span)


def _looks(items: list[Item], at: int, tree: Tree, lexicon: Lexicon) -> Direction | None:
    """Where the verb looks; *since* looks back, and a deadline without a verb (``by Friday``) lies ahead."""
    role = role_of(items, at, lexicon)
    if role == "since" and at and items[at - 1].code == CLASSES["SINCE"]:
        return "since"
    looks = direction(items, at, lexicon)
    if looks is None and role == "until" and not (isinstance(tree, Cycle) and tree.definite):
        return "future"
    return looks


def _emit(text: str, item: Item, tree: Tree, span: Span | None) -> When:
    written = text[item.start : item.end]
    return When(
        earliest=(span.low or span.first) if span else None,
        latest=(span.high or span.last) if span else None,
        precision=precision_of(tree, span),
        type=type_of(tree),
        value=value_of(tree, span),
        text=written,
        start=item.start,
        end=item.end,
        role="span" if span and isinstance(tree, Length) else "at",
        anchor=span.anchor if span else "",
        approximate=(span is not None and span.low is not None) or (isinstance(tree, Part) and tree.mod == "APPROX"),
        explanation=explain(tree, span, written),
    )
