"""The normalised look-up key of a name: what two spellings of one name have in common.

The build script and every look-up share this function, so a key stored is a key found.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "e",
        "ħ": "h",
        "ŧ": "t",
        "ё": "е",
        "&": " and ",
    }
    | dict.fromkeys("'’‘ʼʻ`´′ʹʺ“”\"«».\u200e\u200f\u00ad")
    | dict.fromkeys("-‐‑‒–—―−/\\,;:()[]|_\u00a0·", " ")
)
_INNER_DOT = re.compile(r"(?<=\w\w)\.(?=\w)")
_LETTER_RUN = re.compile(r"\b(?:[a-z] ){1,}[a-z]\b")
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_SLAVIC_ENDING = re.compile(r"(?<=[a-z])sk(?:iy|ij|yi|yy|ii|i|y)$")
_SPECIAL = re.compile(r"\b(?:st|ste|mt|ft|kray|[a-z])\b|sk[iy][jiy]?(?= |$)")
_SPECIAL_WORDS = frozenset({"st", "ste", "mt", "ft", "kray", *"abcdefghijklmnopqrstuvwxyz"})


class _Folds(dict[int, str]):
    """What each character becomes, worked out once: an import folds hundreds of millions."""

    def __missing__(self, code: int) -> str:
        text = unicodedata.normalize("NFKD", chr(code).casefold().translate(_LETTERS))
        text = "".join(char for char in text if not unicodedata.combining(char)).casefold().translate(_LETTERS)
        self[code] = text
        return text


_FOLDS = _Folds()


def name_key(name: str) -> str:
    """Reduce a name to its look-up key.

    Case, diacritics, apostrophes, dots and the choice between hyphen and space do not count; ``St.``, ``Mt.`` and
    ``Ft.`` are written out unless they come last; spaced initials close up; ``-skiy`` and ``kray`` become
    ``-sky`` and ``krai``. Scripts are kept: a Cyrillic name has a Cyrillic key.

    Args:
        name: A name in any script, as it stands in a text.

    Returns:
        The key; empty when nothing of the name remains.

    Example:
        >>> name_key("Mt. Køln–Łódź"), name_key("U. S."), name_key("Primorskiy Kray")
        ('mount koln lodz', 'us', 'primorsky krai')
    """
    if name.isascii():
        text = name.lower()
        words = text.split(" ")
        if "".join(words).isalnum() and "" not in words and "sk" not in text and _SPECIAL_WORDS.isdisjoint(words):
            return text  # nothing to fold, as with most names: an import must not dwell on them
    else:
        # Composed first: a letter and its mark count as one, and some marks on their own are apostrophes.
        name = unicodedata.normalize("NFC", name)
    spaced = ". " in name
    if "." in name:
        name = _INNER_DOT.sub(" ", name).replace(".", "")
    text = " ".join(name.translate(_FOLDS).split())
    if _SPECIAL.search(text) is None:
        return text
    if spaced:
        text = _LETTER_RUN.sub(lambda run: run.group().replace(" ", ""), text)
    words = text.split(" ")
    return " ".join(_word(word, last=index == len(words) - 1) for index, word in enumerate(words))


def _word(word: str, *, last: bool) -> str:
    """Write out one abbreviated word, or fold one Slavic ending."""
    if word == "kray":
        return "krai"
    if not last and word in _ABBREVIATIONS:
        return _ABBREVIATIONS[word]
    return _SLAVIC_ENDING.sub("sky", word) if len(word) > 5 else word
