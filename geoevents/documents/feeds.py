"""A feed (RSS, Atom) → documents, one an entry, by feedparser (extra ``read``)."""

from __future__ import annotations

import io
import re
import warnings
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from geoevents.errors import ExtraMissing, GeoEventsError, GeoEventsWarning, UnreadableDocument
from geoevents.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGINS_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!DOCTYPE\s[^<>\[]*(?:\[.*?\]\s*)?>\s*)?<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL,
)
_INLINE = frozenset(
    ["a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub"]
)
_UNREAD = frozenset(["script", "style"])


def looks_like_feed(data: bytes) -> bool:
    """Tell a feed by its first element.

    Example:
        >>> looks_like_feed(b'<?xml version="1.0"?><rss version="2.0">'), looks_like_feed(b"<html>")
        (True, False)
    """
    return _BEGINS_FEED.match(data[:4096]) is not None


def documents_from_feed(
    data: bytes, *, name: str, published: date | None, language: str
) -> Iterator[Document | GeoEventsError]:
    """Read the entries of a feed; an entry without text comes out as the error that says so.

    Args:
        data: The feed.
        name: What to call it in an error and in ids.
        published: The caller's word for every entry's day; it comes before the feed's own.
        language: ISO 639-1 code.

    Raises:
        ExtraMissing: feedparser is not installed.
        UnreadableDocument: The data are no feed, or it has no entry.
    """
    try:
        import feedparser
    except ImportError as problem:
        raise ExtraMissing(
            "reading feeds needs feedparser, which is not installed: pip install 'geoevents[read]'"
        ) from problem
    if b"<!ENTITY" in data:
        # a feed has no use for them; they are how a small XML grows without end
        raise UnreadableDocument(f"{name} is no feed to read: it declares entities")
    feed = feedparser.parse(io.BytesIO(data))  # bytes themselves it would take for a file's name
    if not feed.entries:
        why = feed.get("bozo_exception") or "it has no entry"
        raise UnreadableDocument(f"{name} holds no feed to read: {why}")
    return _entries(feed, name=name, published=published, language=language)


def _entries(feed: Any, *, name: str, published: date | None, language: str) -> Iterator[Document | GeoEventsError]:
    bad: list[str] = []
    for number, entry in enumerate(feed.entries, start=1):
        text = _text(entry)
        if not text:
            yield UnreadableDocument(f"{name}: entry {number} ({entry.get('title', 'no title')}) has no text")
            continue
        own, told = _day(entry)
        if told and own is None:
            bad.append(f"{told:.40}")
        day = published or own
        yield Document(
            id=entry.get("id") or entry.get("link") or f"{name}:{number}",
            text=text,
            title=entry.get("title") or None,
            published=day,
            published_source=None if day is None else ("given" if published else "feed"),
            url=entry.get("link") or None,
            source=feed.feed.get("title") or None,
            author=entry.get("author") or None,
            language=language,
        )
    if bad and published is None:
        shown = ", ".join(map(repr, bad[:3])) + (f" and {len(bad) - 3} more" if len(bad) > 3 else "")
        warnings.warn(
            f"{name} has dates that cannot be read ({shown}): the reports are kept without a publication day, and what "
            "they say of a day such as Saturday stays open. Give it with published=",
            GeoEventsWarning,
            stacklevel=2,
        )


def _day(entry: Any) -> tuple[date | None, str]:
    """The day of an entry, if it can be read, and how the feed writes it."""
    told = dict(entry)  # feedparser's own mapping answers for keys that are not there
    for name in ("published", "updated"):
        stamp = told.get(f"{name}_parsed")
        try:
            if stamp is not None:
                return date(stamp.tm_year, stamp.tm_mon, stamp.tm_mday), str(told.get(name, ""))
        except ValueError:  # the year 0, the 31st of June
            continue
    return None, str(told.get("published") or told.get("updated") or "")


def _text(entry: Any) -> str:
    bodies = [content.get("value", "") for content in entry.get("content", ())] + [entry.get("summary", "")]
    return plain_text(max(bodies, key=len))


def plain_text(fragment: str) -> str:
    r"""Strip the tags of an HTML fragment, with a line end where a block ends.

    Example:
        >>> plain_text("<p>Rain in <b>Bergen</b>.</p><p>Wind &amp; hail.</p>")
        'Rain in Bergen.\nWind & hail.'
    """
    stripper = _Stripper()
    stripper.feed(fragment)
    stripper.close()
    lines = (re.sub(r"[ \t\r\f\v]+", " ", line).strip() for line in "".join(stripper.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Stripper(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._unread += tag in _UNREAD
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unread = max(0, self._unread - (tag in _UNREAD))
        if tag not in _INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.parts.append(data.replace("\n", " "))
