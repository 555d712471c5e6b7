"""A PDF → its paragraphs, by pypdf (extra ``pdf``)."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass
from typing import Any

from geoevents.errors import ExtraMissing, UnreadableDocument

_PAGE_NUMBER = re.compile(r"\s*[-–—]?\s*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*[-–—]?\s*", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"[.!?:][\"'”’)\]]*$")
_SHORT = 0.8
"""A line that ends a sentence and is shorter than this share of the longest ends its paragraph."""
MOST_PAGES = 2000
"""Pages of one report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What the pages say, and what the file says of itself."""

    text: str
    """One paragraph a line, page numbers left out."""
    title: str | None
    """Title in its properties."""
    author: str | None
    """Author in its properties."""


def looks_like_pdf(data: bytes) -> bool:
    """Tell a PDF by its first bytes.

    Example:
        >>> looks_like_pdf(b"%PDF-1.7"), looks_like_pdf(b"Rain")
        (True, False)
    """
    return data.startswith(b"%PDF-")


def is_readable() -> bool:
    """Whether pypdf is installed."""
    try:
        import pypdf  # noqa: F401 - only asked for
    except ImportError:
        return False
    return True


def pages(data: bytes, *, name: str) -> Print:
    """Read the text of a PDF and put its lines together to paragraphs.

    Args:
        data: The whole file.
        name: What to call it in an error.

    Raises:
        ExtraMissing: pypdf is not installed.
        UnreadableDocument: The file is damaged, locked, or holds pictures of pages only.
    """
    try:
        import pypdf
    except ImportError as problem:
        raise ExtraMissing("reading PDF needs pypdf, which is not installed: pip install 'geoevents[pdf]'") from problem
    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # it writes to stderr; what goes wrong we raise
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        many = not locked and len(reader.pages) > MOST_PAGES
        texts = [] if locked or many else [page.extract_text() or "" for page in reader.pages]
        title, author = (None, None) if locked else (_property(reader, "/Title"), _property(reader, "/Author"))
    except Exception as problem:  # a damaged PDF fails in as many ways as it has parts
        raise UnreadableDocument(f"{name} is a damaged PDF: {type(problem).__name__}: {problem}") from problem
    if locked:
        raise UnreadableDocument(f"{name} is locked by a password: save it without one first")
    if many:
        raise UnreadableDocument(f"{name} has more than {MOST_PAGES:,} pages, too long for one report: split it")
    text = "\n".join(paragraphs(text) for text in texts if text.strip())
    if not text.strip():
        raise UnreadableDocument(
            f"{name} holds pictures of pages and no text: have the text recognised first, for example by `ocrmypdf`"
        )
    return Print(text=text, title=title, author=author)


def paragraphs(page: str) -> str:
    r"""Put the lines of a page together to paragraphs, and words that were broken at a line's end to words.

    Example:
        >>> paragraphs("The train left Komsomolsk-\non-Amur in the even-\ning. It was late.\n\n12\n")
        'The train left Komsomolsk-on-Amur in the evening. It was late.'
    """
    lines = [line.strip() for line in page.replace("\r", "\n").split("\n")]
    longest = max(map(len, lines), default=0)
    parts: list[str] = []
    fresh = True
    for line in lines:
        if _PAGE_NUMBER.fullmatch(line):
            continue
        if not line:
            fresh = True
            continue
        if fresh or not parts:
            parts.append(line)
        else:
            parts[-1] = _joined(parts[-1], line)
        fresh = bool(_SENTENCE_ENDS.search(line)) and len(line) < _SHORT * longest
    return "\n".join(parts)


def _joined(before: str, line: str) -> str:
    if not before.endswith(("-", "\u2010", "\u00ad")) or not line[:1].islower():
        return f"{before} {line}"
    # a name such as Komsomolsk-on-Amur goes on with its next hyphen; a broken word does not
    word = line.split(maxsplit=1)[0]
    return before + line if "-" in word and not before.endswith("\u00ad") else before[:-1] + line


def _property(reader: Any, name: str) -> str | None:
    words = (reader.metadata or {}).get(name)
    return " ".join(str(words).split()) or None if words else None
