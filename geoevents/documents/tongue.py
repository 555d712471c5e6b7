"""Which language a report is in, and what that means for it: the rules of time and event know English only."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

from geoevents.errors import OtherLanguage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoevents.model import Document

ENGLISH = "en"
_LOOKED_AT = 20_000
"""Characters; the language of a report does not change after that."""
_FEWEST = 25
"""Words; fewer prove nothing, and a headline of names looks like any language."""
_FEWEST_DISTINCT = 12
"""Distinct words; a line that repeats itself proves nothing either."""
_ENGLISH_SHARE = 0.12
"""Of English prose a third and more are these words; of other languages less than a twentieth."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# "in", "a", "an", "as" and "at" are left out: other languages have them too.
_FUNCTION_WORDS = frozenset(
    "the of and to is was for on that with by from it he his her had has were are not be this which said they their"
    " after have who will but been its would she there when where than into before about over under up out".split()
)
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian",
    "nb": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish",
    "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
UNKNOWN = "und"
"""ISO 639 code of a language that was not determined."""


def language_of(text: str) -> str:
    """Guess the language of a report.

    Args:
        text: The report.

    Returns:
        An ISO 639-1 code; ``en`` for a text too short to tell, ``und`` for another language where py3langid, which
        could name it, is not installed.

    Example:
        >>> language_of("The minister said that he was on his way to the port, and that it would be open for all of "
        ...             "them after the storm had passed over the coast.")
        'en'
    """
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text[:_LOOKED_AT])]
    # a script without blanks between words has few, but long ones
    if len(words) < _FEWEST and sum(map(len, words)) < 8 * _FEWEST:
        return ENGLISH
    if len(set(words)) < _FEWEST_DISTINCT and sum(map(len, set(words))) < 8 * _FEWEST_DISTINCT:
        return ENGLISH
    share = sum(word in _FUNCTION_WORDS for word in words) / len(words)
    return ENGLISH if share >= _ENGLISH_SHARE else _classified(text[:_LOOKED_AT], share)


def told(documents: Iterable[Document], *, given: str | None) -> tuple[Document, ...]:
    """Set the language of each report, and say which are not in English.

    Args:
        documents: Reports.
        given: The caller's word; None to guess.

    Returns:
        The same reports in the same order.

    Warns:
        OtherLanguage: Reports are in another language; what still works is said.
    """
    if given is not None:
        return tuple(documents)
    found = tuple(_with_language(document) for document in documents)
    others: dict[str, list[str]] = {}
    for document in found:
        if document.language != ENGLISH:
            others.setdefault(document.language, []).append(document.id)
    for code, names in others.items():
        shown = ", ".join(repr(name) for name in names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        warnings.warn(
            f"{shown} read{'s' if len(names) == 1 else ''} as {_NAMES.get(code, 'another language than English')}: "
            "names of places are looked up and days in figures are dated, but words for time, happenings and whether "
            "they happened are known in English only, so events will be missing. Translate the report first, or pass "
            'language="en" where it is English after all.',
            OtherLanguage,
            stacklevel=3,
        )
    return found


def _with_language(document: Document) -> Document:
    if document.language != ENGLISH:
        return document
    code = language_of(document.text)
    return document if code == ENGLISH else replace(document, language=code)


def _classified(text: str, share: float) -> str:
    try:
        import py3langid
    except ImportError:
        # without a second opinion only a text that has next to none of the words that every English text is made of
        return UNKNOWN if share < _ENGLISH_SHARE / 4 else ENGLISH
    return str(py3langid.classify(text)[0])
