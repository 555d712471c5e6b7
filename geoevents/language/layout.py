"""Text → blocks, sentences and tokens, with the page's furniture told from the article's body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from geoevents.language import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

BlockKind = Literal["body", "heading", "caption", "furniture", "biography"]

_FURNITURE = re.compile("|".join(f"(?:{pattern})" for pattern in lexicon.FURNITURE), re.IGNORECASE)
_TAIL = re.compile(
    r"(?:related (?:articles?|stories|posts?)|leave a (?:reply|comment)|source link|tags?\b|filed under|more from|"
    r"most read|you (?:may|might) (?:also )?(?:like|be interested))",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:\[?\(?\b(?i:photo|photograph|picture|image|illustration|file photo|credit)s?\s*(?:by\b|:|/|credit)|"
    r"\((?:[A-Z][\w ]{1,30} )?(?i:photo|handout|pool)\)|"
    r"\b(?:AP|AFP|Reuters|Getty|EPA)(?: Photo| Images|/)|/(?:AP|AFP|Reuters|Getty)\b)"
)
_ENDS = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_BIO = re.compile(
    r"\b(?:is|was) (?:an?|the|our)\b[^.]{0,60}\b(?:" + "|".join(sorted(lexicon.BIOGRAPHY)) + r")\b|"
    r"\bcan be reached at\b|\bfollow (?:him|her|them|us) on\b|\bis also involved\b|\bhas (?:written|worked) for\b",
    re.IGNORECASE,
)
_LONGEST_SENTENCE = 200
"""Tokens; a longer one is a table or a list, and grammar across it says nothing."""
_LONGEST_RUN = 300
_ENDLESS = re.compile(rf"\S{{{_LONGEST_RUN},}}")
_OPENERS = lexicon.DETERMINERS | lexicon.PRONOUNS | lexicon.SUBORDINATORS | lexicon.CONJUNCTIONS | lexicon.PREPOSITIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token of the text."""

    text: str
    """As written."""
    lower: str
    """Lower case, with straight apostrophes."""
    start: int
    """Character offset."""
    end: int
    """Character offset, end exclusive."""

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: a run of tokens inside a block."""

    first: int
    """Index of the first token."""
    last: int
    """Index past the last token."""
    start: int
    """Character offset."""
    end: int
    """Character offset, end exclusive."""
    kind: BlockKind
    """Of the block it stands in."""
    block: int
    """Number of the block, from 0."""


def tokens_of(text: str, doc: Doc | None = None) -> tuple[Token, ...]:
    """Cut a text into tokens by spaCy's English rules.

    Args:
        text: The text; offsets refer to it.
        doc: A spaCy document of the same text, whose tokens are then used.

    Returns:
        Tokens in text order, white space left out.

    Example:
        >>> [t.text for t in tokens_of("Kim's train left Artyom.")]
        ['Kim', "'s", 'train', 'left', 'Artyom', '.']
    """
    pieces = ((0, doc),) if doc is not None else ((at, _nlp().tokenizer(piece)) for at, piece in _pieces(text))
    return tuple(
        Token(text=w.text, lower=w.lower_.replace("’", "'"), start=at + w.idx, end=at + w.idx + len(w.text))
        for at, words in pieces
        for w in words
        if not w.is_space
    )


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text in one piece, or cut inside runs without white space so long that no word is: bytes, tables, art."""
    start = 0
    for run in _ENDLESS.finditer(text):
        for cut in range(run.start(), run.end(), _LONGEST_RUN):
            if cut > start:
                yield start, text[start:cut]
            start = cut
    yield start, text[start:]


@cache
def _nlp() -> Language:
    import spacy

    return spacy.blank("en")


def blocks_of(text: str) -> Iterator[tuple[int, int, BlockKind]]:
    r"""Cut a text into paragraphs and say what each is.

    Args:
        text: The text.

    Yields:
        ``(start, end, kind)`` in text order, blank lines left out.

    Example:
        >>> [kind for *_, kind in blocks_of("Storm hits coast\n\nIt made landfall on Monday.\n\nLeave a Reply")]
        ['heading', 'body', 'furniture']
        >>> [kind for *_, kind in blocks_of("Storm hits coast of Florida")]
        ['body']
    """
    blocks = list(_blocks(text))
    bare = all(kind != "body" for *_, kind in blocks)  # a title from a feed, a note: nothing tells it again below
    for start, end, kind in blocks:
        yield start, end, "body" if bare and kind == "heading" else kind


def _blocks(text: str) -> Iterator[tuple[int, int, BlockKind]]:
    spans = list(_paragraphs(text))
    tail = False
    for number, (start, end) in enumerate(spans):
        block = text[start:end]
        kind = _block_kind(block, late=2 * number >= len(spans))
        tail = tail or (kind == "furniture" and 2 * number >= len(spans) and bool(_TAIL.match(block.strip())))
        if tail and kind in ("heading", "caption"):
            kind = "furniture"
        yield start, end, kind


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Lines, with hard-wrapped ones joined: a line goes on when the next starts in lower case."""
    start: int | None = None
    end = 0
    for match in re.finditer(r"[^\n]*\n?", text):
        line = match.group()
        body = line.strip()
        if not body:
            if start is not None:
                yield start, end
            start = None
            continue
        first = match.start() + len(line) - len(line.lstrip())
        wrapped = start is not None and not _ENDS.search(text[start:end]) and (body[0].islower() or end - start > 60)
        if start is not None and not wrapped:
            yield start, end
            start = None
        start = first if start is None else start
        end = first + len(body)
    if start is not None:
        yield start, end


def _block_kind(block: str, *, late: bool) -> BlockKind:
    stripped = block.strip(" \t-–—*•|>·")
    if not stripped or _FURNITURE.fullmatch(stripped):
        return "furniture"
    if _BIO.search(block) and late and not re.search(r"[\"“]", block[:200]):
        return "biography"
    if len(block) < 700 and _CREDIT.search(block):
        return "caption"
    if not _ENDS.search(stripped) and len(stripped) < 160:
        return "heading"
    return "body"


def sentences_of(text: str, tokens: tuple[Token, ...]) -> tuple[Sentence, ...]:
    """Cut the blocks of a text into sentences.

    Args:
        text: The text.
        tokens: Its tokens.

    Returns:
        Sentences in text order; every token is in exactly one, or in none when it stands outside all blocks.

    Example:
        >>> text = "Gen. Lee arrived in the U.S. on Monday. He left on Friday."
        >>> [text[s.start:s.end] for s in sentences_of(text, tokens_of(text))]
        ['Gen. Lee arrived in the U.S. on Monday.', 'He left on Friday.']
    """
    found: list[Sentence] = []
    position = 0
    for number, (start, end, kind) in enumerate(blocks_of(text)):
        while position < len(tokens) and tokens[position].start < start:
            position += 1
        first = position
        while position < len(tokens) and tokens[position].start < end:
            position += 1
            full = position - first >= _LONGEST_SENTENCE
            if (
                position == len(tokens)
                or tokens[position].start >= end
                or full
                or _breaks(tokens, position, first, end)
            ):
                if position > first:
                    found.append(_sentence(tokens, first, position, kind, number))
                first = position
    return tuple(found)


def _sentence(tokens: tuple[Token, ...], first: int, last: int, kind: BlockKind, block: int) -> Sentence:
    words = " ".join(t.text for t in tokens[first:last])
    if kind == "caption" and last - first <= 12 and _CREDIT.search(words.replace(" :", ":")):
        kind = "furniture"
    return Sentence(first=first, last=last, start=tokens[first].start, end=tokens[last - 1].end, kind=kind, block=block)


_RANKS = frozenset("Adm Capt Cmdr Col Cpl Det Gen Gov Hon Insp Lt Maj Prof Pvt Rep Rev Sen Sgt Supt".split())
"""Titles that are written with a full stop before a name."""


def _breaks(tokens: tuple[Token, ...], position: int, first: int, end: int) -> bool:
    """Whether a sentence ends just before ``position``."""
    following = tokens[position]
    last = position - 1
    while last > first and tokens[last].text in {'"', "”", "’", "'", ")", "]", "''"}:
        last -= 1
    mark = tokens[last].text
    if following.text in {'"', "”", "’", ")", "]"} and following.start == tokens[position - 1].end:
        return False
    starts = following.capital or following.text[0].isdigit() or following.text in {"“", '"', "‘", "[", "(", "`", "``"}
    if mark == "." and tokens[last - 1].text in _RANKS and tokens[last - 1].end == tokens[last].start:
        return False  # Capt. Roy
    if mark in {"!", "?", "…"} or mark == ".":
        return starts and following.start < end
    if mark.endswith(".") and len(mark) > 2 and "." in mark[:-1]:  # "U.S." ends a sentence only before an opener
        return following.capital and following.lower in _OPENERS
    return mark.endswith(("a.m.", "p.m.")) and following.capital


def is_shouted(tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Whether most words of a sentence are in capitals, so that capitals say nothing in it."""
    words = [t for t in tokens[sentence.first : sentence.last] if t.text.isalpha()]
    return sum(t.text.isupper() for t in words) * 2 > len(words)
