"""Text → typed tokens: every word, number and mark with its class."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from geoevents.timex.lexicon import CLASSES, Lexicon

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(slots=True)
class Item:
    """A token, or what productions made of several."""

    code: str
    """Character of ``CLASSES``."""
    value: object
    """Meaning within the class: a number, a unit, an operator tree."""
    start: int
    """Character offset."""
    end: int
    """Character offset, end exclusive."""
    word: str
    """Lower-case form; empty for what productions made."""


_FORM_ORDER = (
    ("word", ""),
    ("iso", r"\d{4}(?:-\d\d-|/\d\d/)\d\d(?!\d)"),
    ("slashed", r"\d{1,2}(?P<between>[/.])\d{1,2}(?P=between)(?:\d{4}|\d\d)(?![\d/])"),
    ("clock", ""),
    ("decade", ""),
    ("ordinal", ""),
    ("fraction", r"\d\s?/\s?\d(?![\d/])"),
    ("number", r"\d+(?:,\d{3})*(?:\.\d+)?"),
    ("clitic", ""),
    ("gap", r"(?<![ \t])[ \t]*\n\s*"),  # begun at the head of a run of blanks only, or a long run costs its square
    ("mark", r"[^\s\w]"),
)
"""Kinds of tokens in the order in which they are tried; the language fills those that are empty."""


@cache
def _pattern(forms: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    own = dict(forms)
    return re.compile("|".join(f"(?P<{kind}>{own.get(kind, pattern)})" for kind, pattern in _FORM_ORDER))


_DAY_FIRST = re.compile(r"(?<![\d/])(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])/(?:\d{4}|\d\d)(?![\d/])")
"""A date that can only be day first."""
_MARKS = {
    ",": "COMMA", ".": "STOP", "!": "STOP", "?": "STOP", ";": "SEMI", ":": "SEMI", "-": "HYPHEN", "‐": "HYPHEN",
    "‑": "HYPHEN", "–": "DASH", "—": "DASH", "(": "OPEN", "[": "OPEN", ")": "CLOSE", "]": "CLOSE", '"': "QUOTE",
    "“": "QUOTE", "”": "QUOTE", "‘": "QUOTE", "’": "QUOTE", "'": "QUOTE", "`": "QUOTE", "$": "MONEY", "£": "MONEY",
    "€": "MONEY", "¥": "MONEY", "%": "PERCENT",
}  # fmt: skip
_SENTENCE_END = frozenset(".!?:\"”’')]")
_LONGEST_NUMBER = 12
"""Characters: what is longer counts no days."""
_SHORT_LINE = 50
"""Characters: a line shorter than this was not wrapped, so the next one is no continuation."""


def tokenise(text: str, lexicon: Lexicon) -> list[Item]:
    """Every token of a text with its class, in order."""
    items: list[Item] = []
    line = read = 0
    day_first = lexicon.day_first or _DAY_FIRST.search(text) is not None
    for match in _pattern(tuple(lexicon.forms.items())).finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if start < read:  # the full stop of an abbreviation
            continue
        written = match[0]
        if kind == "word":
            code, value, word, dotted = _known(written, lexicon)
            read = end + 1 if dotted and text.startswith(".", end) else end
            items.append(Item(code, value, start, read, word))
        elif kind == "gap":
            if _breaks(text, line, start, written):
                items.append(Item(CLASSES["BREAK"], None, start, end, "\n"))
            line = end
        else:
            name, value = (
                _slashed(written, day_first=day_first) if kind == "slashed" else _READ[kind or "mark"](written)
            )
            if name == "HYPHEN" and not _tight(text, start, end):
                name = "DASH"
            elif written == "." and not _ends_sentence(text, end, items[-1] if items else None, lexicon):
                name = "OTHER"
            items.append(Item(CLASSES[name], value, start, end, written.lower().replace("’", "'")))
    return items


@lru_cache(maxsize=1 << 14)
def _known(written: str, lexicon: Lexicon) -> tuple[str, object, str, bool]:
    """Class, meaning and lower-case form of a word, and whether a full stop behind it may be its own."""
    lower = written.lower()
    bare = lower.rstrip(".")
    lexeme = lexicon.words.get(lower) or lexicon.words.get(bare)
    capital = written[0].isupper()
    if lexeme is None or (not capital and bare in lexicon.proper):
        return CLASSES[_open_class(lower, lexicon) if not capital else "CAPITAL"], None, lower, False
    return CLASSES[lexeme[0]], lexeme[1], bare, bare in lexicon.abbreviations


def _open_class(lower: str, lexicon: Lexicon) -> str:
    return "PLURAL" if lower.endswith(lexicon.plural) and not lower.endswith(lexicon.not_plural) else "WORD"


def _ends_sentence(text: str, end: int, before: Item | None, lexicon: Lexicon) -> bool:
    """Not behind a title or an initial, nor before a comma or a small letter."""
    if before is not None and before.end == end - 1 and (before.word in lexicon.titles or len(before.word) == 1):
        return before.code not in {CLASSES["CAPITAL"], CLASSES["WORD"], CLASSES["OR"]}
    following = text[end : end + 2].lstrip(" ")[:1]
    return not (following == "," or following.islower())


def _breaks(text: str, line: int, start: int, gap: str) -> bool:
    before = text[start - 1] if start else "\n"
    return gap.count("\n") > 1 or before in _SENTENCE_END or start - line < _SHORT_LINE


def _tight(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and not text[start - 1].isspace() and not text[end].isspace()


def _read_number(written: str) -> tuple[str, object]:
    if len(written) > _LONGEST_NUMBER:
        return "OTHER", None
    if "," in written or "." in written:
        return "NUMBER", float(written.replace(",", ""))
    number = int(written)
    if len(written) == 4 and 1000 <= number <= 2999:
        return "YEAR", number
    return ("DAYNUM" if 1 <= number <= 31 and len(written) <= 2 else "NUMBER"), number


def _read_decade(written: str) -> tuple[str, object]:
    number = int("".join(c for c in written if c.isdigit()))
    return "DECADE", number if number >= 1000 else 1900 + number


def _read_date(written: str) -> tuple[str, object]:
    year, month, day = (int(part) for part in re.split("[-/]", written))
    return _civil(year, month, day)


def _slashed(written: str, *, day_first: bool) -> tuple[str, object]:
    """``3/5/2021``: month first, unless a date of the same text can only be day first; ``3.5.2021``: day first."""
    first, second, third = (int(part) for part in re.split("[/.]", written))
    year = third if third > 99 else third + (2000 if third < 70 else 1900)
    month, day = (second, first) if "." in written or day_first else (first, second)
    return _civil(year, month, day)


def _civil(year: int, month: int, day: int) -> tuple[str, object]:
    try:
        return "NUMDATE", date(year, month, day)
    except ValueError:
        return "OTHER", None


def _read_clock(written: str) -> tuple[str, object]:
    hour, minute, *second = (int(part) for part in re.split("[:.]", written))
    if hour > 24 or minute > 59:
        return "OTHER", None
    return "CLOCK", (hour, minute, second[0] if second else None)


def _read_fraction(written: str) -> tuple[str, object]:
    above, below = (int(part) for part in written.split("/"))
    return ("FRACTION", above / below) if below else ("OTHER", None)


_READ: dict[str, Callable[[str], tuple[str, object]]] = {
    "iso": _read_date,
    "clock": _read_clock,
    "decade": _read_decade,
    "ordinal": lambda written: ("ORDINAL", int("".join(c for c in written if c.isdigit()))),
    "fraction": _read_fraction,
    "number": _read_number,
    "clitic": lambda written: ("POSS", written),
    "mark": lambda written: (_MARKS.get(written, "OTHER"), None),
}
