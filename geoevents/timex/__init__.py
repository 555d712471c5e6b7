"""Time expressions of a text as intervals of civil days, counted from the publication day.

The way through: ``tokens`` types the words, ``find`` makes operator trees of them, ``tense`` says where the
governing verb looks, ``resolve`` computes the intervals, ``roles`` joins boundaries, ``emit`` writes.
"""

from __future__ import annotations

import warnings
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from geoevents.errors import InvalidDate, NoPublicationDate
from geoevents.model import When
from geoevents.timex.dateline import Dateline
from geoevents.timex.dateline import dateline as _dateline
from geoevents.timex.edtf import edtf, from_edtf, interval, timex3
from geoevents.timex.emit import explain as _explained
from geoevents.timex.emit import precision_of, type_of, value_of
from geoevents.timex.english import ENGLISH
from geoevents.timex.find import TREES, find
from geoevents.timex.furniture import without_furniture
from geoevents.timex.history import tells_history
from geoevents.timex.lexicon import CLASSES, Lexicon, codes
from geoevents.timex.operators import Beside, Cycle, Length, Part, Tree, Within
from geoevents.timex.resolve import Resolver
from geoevents.timex.roles import connect, role_of
from geoevents.timex.tense import direction
from geoevents.timex.wording import ENGLISH_WORDING, Wording

if TYPE_CHECKING:
    from geoevents.timex.spans import Span
    from geoevents.timex.tense import Direction
    from geoevents.timex.tokens import Item

__all__ = [
    "NO_DAY",
    "Dateline",
    "dateline",
    "edtf",
    "explain",
    "find_times",
    "from_edtf",
    "interval",
    "times",
    "timex3",
    "waits_for_a_day",
]

dateline = _dateline

NO_DAY = (
    "no publication date: relative times such as on Saturday keep their operator and get no day. "
    'Give it with published="2023-09-17".'
)
"""The same words each time, so that Python says them once for each place that calls."""


def times(
    text: str, *, published: date | str | None = None, dateline: date | None = None, lexicon: Lexicon = ENGLISH
) -> tuple[When, ...]:
    """Every time expression of a text, in text order.

    Args:
        text: The report; offsets of the result count its characters.
        published: Publication day, or its ISO form ``2023-09-17``. Without it relative expressions keep their
            operator and get no day.
        dateline: Filing day, which words such as *today* refer to; read from the text's own dateline when not
            given and at most two days before publication.
        lexicon: The language; another one fills another :class:`geoevents.timex.lexicon.Lexicon`.

    Returns:
        Times with ``text[start:end]`` as written, TIMEX3 type and value, and first and last day where known.

    Raises:
        InvalidDate: ``published`` is no ISO day.

    Warns:
        NoPublicationDate: Neither a publication day nor a dated dateline is there, and some time waits for one.

    Example:
        >>> [(when.text, when.value) for when in times("He left on Friday.", published="2023-09-17")]
        [('Friday', '2023-09-15')]
    """
    found = find_times(text, published=published, dateline=dateline, lexicon=lexicon)
    if published is None and any(waits_for_a_day(when) for when in found):
        warnings.warn(NO_DAY, NoPublicationDate, stacklevel=2)
    return found


def find_times(
    text: str, *, published: date | str | None = None, dateline: date | None = None, lexicon: Lexicon = ENGLISH
) -> tuple[When, ...]:
    """The same as :func:`times`, without the warning: for callers that read many texts and warn once.

    Example:
        >>> [(when.value, when.earliest) for when in find_times("He left on Friday.")]
        [('XXXX-WXX-5', None)]
    """
    day = _published(published)
    resolver = Resolver(published=day, filing=dateline or _filing(text, day))
    items = without_furniture(text, find(text, lexicon), lexicon)
    resolver.history = tells_history([item.value for item in items if item.code in TREES], resolver.now)
    placed = []
    for at, item in enumerate(items):
        if item.code == CLASSES["BREAK"]:
            resolver.new_paragraph()
        elif item.code in TREES and not (at and items[at - 1].word in lexicon.named_days):
            placed.append((at, _when(text, items, at, resolver, lexicon)))
    return connect(items, placed, lexicon, resolver.now)


def waits_for_a_day(when: When) -> bool:
    """Whether a time has no day because nobody knows the day it counts from; not *now* or *recently*."""
    if when.earliest is not None or when.latest is not None or when.type not in {"DATE", "TIME"}:
        return False
    return "X" in when.value.partition("T")[0] and not isinstance(when.tree, Beside) and not _is_bare_clock(when)


def _is_bare_clock(when: When) -> bool:
    return isinstance(when.tree, Within) and when.tree.of is None


def explain(when: When, *, wording: Wording = ENGLISH_WORDING) -> str:
    """How a day was found, in words, with what stays open.

    Args:
        when: A time that :func:`times` found.
        wording: Phrases of another language, which must be the one that ``when`` was found with.

    Returns:
        One line without a full stop.

    Example:
        >>> (when,) = times("The fire has burnt since Friday.", published="2023-09-17")
        >>> explain(when)
        'Friday before publication on Sunday 17 September 2023; no end is told'
    """
    parts = [when.explanation]
    if when.role == "since" and when.latest is None and when.earliest is not None:
        parts.append(wording.since)
    if when.role == "until" and when.earliest is None and when.latest is not None:
        parts.append(wording.until)
    if when.approximate:
        parts.append(wording.about)
    return "; ".join(part for part in parts if part)


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
        resolver.note(span, framing=_framing(items, at))
        _note_happening(items, at, span, resolver)
    return _emit(text, item, tree, span, lexicon)


def _framing(items: list[Item], at: int) -> bool:
    """Whether a time opens its sentence, behind a preposition or not, or ends it."""
    first = at - (at > 0 and items[at - 1].code == CLASSES["IN"])
    opens = first == 0 or items[first - 1].code in _ENDS
    return opens or at + 1 == len(items) or items[at + 1].code in _ENDS


_ENDS = codes("STOP BREAK")


def _note_happening(items: list[Item], at: int, span: Span, resolver: Resolver) -> None:
    """``the vote on Sunday`` dates the vote for what is counted from it later on."""
    if at > 1 and span.unit == "day" and items[at - 1].code == CLASSES["ON"] and items[at - 2].code in _NOUNS:
        resolver.happenings[items[at - 2].word] = span


_NOUNS = codes("WORD PLURAL CAPITAL")


def _looks(items: list[Item], at: int, tree: Tree, lexicon: Lexicon) -> Direction | None:
    """Where the verb looks; *since* looks back, and a deadline without a verb (``by Friday``) lies ahead."""
    role = role_of(items, at, lexicon)
    if role == "since" and at and items[at - 1].code == CLASSES["SINCE"]:
        return "since"
    looks = direction(items, at, lexicon)
    if looks is None and role == "until" and not (isinstance(tree, Cycle) and tree.definite):
        return "future"
    return looks


def _emit(text: str, item: Item, tree: Tree, span: Span | None, lexicon: Lexicon) -> When:
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
        explanation=_explained(tree, span, written, lexicon.wording),
        tree=tree,
    )
