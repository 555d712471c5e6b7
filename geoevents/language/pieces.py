"""Words, their case and their word pieces: what the recogniser reads."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_MOST_PIECES = 8
"""Pieces kept of one word; the rest of a longer one says nothing more about it."""
_LONGEST_WORD = 64
CASES = 4
"""Number of case patterns: lower or none, Title, UPPER, mIxed."""


def word_spans(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text into runs of letters and digits, and single marks.

    Args:
        text: The text.

    Yields:
        ``(start, end)`` character offsets in text order.

    Example:
        >>> text = "Kim's train"
        >>> [text[a:b] for a, b in word_spans(text)]
        ['Kim', "'", 's', 'train']
    """
    return (match.span() for match in _WORD.finditer(text))


@lru_cache(maxsize=100_000)
def case_of(word: str) -> int:
    """Case pattern of a word: 0 lower or none, 1 Title, 2 UPPER, 3 mIxed.

    Example:
        >>> [case_of(w) for w in ("train", "Artyom", "USA", "McDonald", "A", "24")]
        [0, 1, 2, 3, 1, 0]
    """
    if word.islower() or word.upper() == word.lower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and word[1:].islower() else 3


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Word pieces of an uncased BERT vocabulary, with their numbers.

    The longest-match-first rule is that of Wu et al. (arXiv 1609.08144) as BERT uses it (Devlin et al., NAACL 2019).
    """

    pieces: dict[str, int]
    """Piece → number; pieces that continue a word start with ``##``."""
    known: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)
    """Words met before."""

    @classmethod
    def of(cls, pieces: Sequence[str]) -> Vocabulary:
        """The vocabulary whose pieces are numbered in the order given."""
        return cls({piece: number for number, piece in enumerate(pieces)})

    def numbers(self, word: str) -> tuple[int, ...]:
        """Numbers of a word's pieces, at most eight; the unknown piece alone when it cannot be put together.

        Args:
            word: One word, of any case.

        Returns:
            At least one number.
        """
        found = self.known.get(word)
        if found is None:
            found = self._cut(plain(word[:_LONGEST_WORD]))
            if len(self.known) < 100_000:
                self.known[word] = found
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        numbers: list[int] = []
        start = 0
        while start < len(word) and len(numbers) < _MOST_PIECES:
            prefix = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self.pieces.get(prefix + word[start:end])
                if number is not None:
                    numbers.append(number)
                    start = end
                    break
            else:
                return (self.pieces["[UNK]"],)
        return tuple(numbers) or (self.pieces["[UNK]"],)


def plain(word: str) -> str:
    """Lower case without accents."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


def encoded(words: Sequence[str], vocabulary: Vocabulary) -> tuple[list[int], list[int], list[int]]:
    """``(piece numbers, case of each piece's word, position of each word's first piece)``, with both end marks."""
    numbers, cases, firsts = [vocabulary.pieces["[CLS]"]], [0], []
    for word in words:
        pieces = vocabulary.numbers(word)
        firsts.append(len(numbers))
        numbers.extend(pieces)
        cases.extend([case_of(word)] * len(pieces))
    return [*numbers, vocabulary.pieces["[SEP]"]], [*cases, 0], firsts
