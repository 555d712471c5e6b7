"""HTML → the article in it, by trafilatura (extra ``read``)."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geoevents.documents.publication import as_day
from geoevents.errors import ExtraMissing, InvalidDate, UnreadableDocument

if TYPE_CHECKING:
    from datetime import date

_BEGINS_HTML = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # bytes; browsers look no further than 1024, generators are sloppier
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
_WITHIN = re.compile(r"data:[\w/+.;=-]{0,80},[A-Za-z0-9+/=%_-]*")
"""Pictures and fonts inside a page that was saved as one file."""
LARGEST_PAGE = 5_000_000
"""Characters of markup: finding the article takes seconds for as many."""
_SENTENCE = 6  # words; a shorter caption is a name or a credit
_LATEST = "2999-12-31"  # htmldate would otherwise ask the clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page says, and what it says of itself."""

    text: str
    """Body, one paragraph a line."""
    title: str | None
    """Headline."""
    published: date | None
    """Day in the page's metadata."""
    url: str | None
    """Canonical address in the page's metadata, or where it came from."""
    source: str | None
    """Name of the site, else its host."""
    author: str | None = None
    """Who wrote it."""


def looks_like_html(text: str) -> bool:
    """Tell a saved page from prose by its beginning.

    Example:
        >>> looks_like_html("<!DOCTYPE html><title>Storm</title>"), looks_like_html("a < b")
        (True, False)
    """
    return _BEGINS_HTML.match(text[:_DECLARED_WITHIN]) is not None


def declared_charset(data: bytes) -> str | None:
    """Name the encoding in a page's ``<meta charset>``, if it has one.

    Example:
        >>> declared_charset(b'<html><meta charset="windows-1251">')
        'windows-1251'
    """
    match = _CHARSET.search(data[:_DECLARED_WITHIN])
    return match[1].decode("ascii") if match else None


def article(markup: str, *, name: str, url: str | None = None) -> Article:
    """Find the article in a page.

    Args:
        markup: The page.
        name: What to call it in an error.
        url: Where it was fetched, when it was.

    Returns:
        The article; its text is never empty.

    Raises:
        ExtraMissing: trafilatura is not installed.
        UnreadableDocument: There is no article in the page.
    """
    markup = _WITHIN.sub("data:,", markup)
    if len(markup) > LARGEST_PAGE:
        raise UnreadableDocument(
            f"{name} is a page of more than {LARGEST_PAGE:,} characters without its pictures, too long for one "
            "report: copy the text into a .txt file"
        )
    found = _extracted(markup, url)
    text = (found.text or "").strip() if found is not None else ""
    if not text:
        raise UnreadableDocument(
            f"no article found in {name}: save the complete page, not its script shell, "
            "or copy the text into a .txt file"
        )
    return Article(
        text=text,
        title=found.title or None,
        published=_metadata_day(found.date),
        url=found.url or url,
        source=found.sitename or found.hostname or None,
        author=found.author or None,
    )


def _extracted(markup: str, url: str | None) -> Any:
    try:
        import trafilatura
    except ImportError as problem:
        raise ExtraMissing(
            "reading HTML needs trafilatura, which is not installed: pip install 'geoevents[read]'"
        ) from problem
    for logger in ("trafilatura", "htmldate"):  # they write to stderr; what goes wrong we raise
        logging.getLogger(logger).addHandler(logging.NullHandler())
    # lxml refuses text that declares an encoding: it is decoded already
    tree = trafilatura.load_html(_DECLARATION.sub("", markup))
    if tree is None:
        return None
    _keep_captions(tree)
    return trafilatura.bare_extraction(
        tree,
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": _LATEST},
    )


def _keep_captions(tree: Any) -> None:
    """Make a paragraph of every caption that is a sentence: trafilatura drops figures, and some tell a visit."""
    for figure in tree.xpath("//figure[.//figcaption]"):
        words = " ".join(" ".join(caption.text_content() for caption in figure.iter("figcaption")).split())
        if len(words.split()) < _SENTENCE:
            continue
        paragraph = figure.makeelement("p")
        paragraph.text = words
        figure.addprevious(paragraph)


def _metadata_day(value: str | None) -> date | None:
    try:
        return as_day(value)
    except InvalidDate:  # a page's own mistake: as good as no date
        return None
