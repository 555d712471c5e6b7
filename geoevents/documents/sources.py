"""Whatever a caller hands in → one outcome a report: a document, or the error that says why not."""

from __future__ import annotations

import glob
import hashlib
import os
import sys
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoevents.documents import feeds, frontmatter, mail, office, pdf, tables, web, webpage
from geoevents.documents.clipboard import CLIPBOARD, clipboard
from geoevents.documents.decoding import decode, unix_newlines
from geoevents.documents.publication import publication
from geoevents.errors import (
    DocumentMissing,
    GeoEventsError,
    GeoEventsWarning,
    InvalidFrame,
    UnreadableDocument,
)
from geoevents.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

Outcome = Document | GeoEventsError

_TEXT_SUFFIXES = frozenset([".txt", ".text", ".md", ".markdown"])
_HTML_SUFFIXES = frozenset([".html", ".htm", ".xhtml"])
_OTHER_SUFFIXES = frozenset([".eml", ".docx"])
_WORKBOOK_SUFFIXES = frozenset([".xlsx", ".xlsm", ".xls", ".ods"])
_TABLE_SUFFIXES = frozenset([".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet"]) | _WORKBOOK_SUFFIXES
_LONGEST_NAME = 200  # characters: a longer string is a report, not a path
_LARGEST_REPORT = 20_000_000  # bytes; a report is no corpus
_CHUNK = 1 << 20  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the caller of ``read`` asked for."""

    columns: tables.Columns
    """Names of columns, or headline and address of a single report."""
    published: date | None
    """Publication day that the caller gave."""
    language: str
    """ISO 639-1 code."""
    allow_network: bool
    """Fetch http addresses."""
    visitor: web.Visitor
    """Who fetches."""


def outcomes(source: object, wanted: Wanted) -> Iterator[Outcome]:
    """Read every report of a source, in order.

    Args:
        source: What ``read`` accepts.
        wanted: The caller's options.

    Yields:
        A document, or the error that says why one report could not be read.

    Raises:
        DocumentMissing: A path or pattern matches nothing.
        InvalidFrame: A column was named that does not exist, or for something that is no table.
        TypeError: The source is nothing we know.
    """
    seen: set[Path] = set()
    parts = list(_parts(source))
    single = len(parts) == 1
    for part in parts:
        if isinstance(part, Path):
            if (real := part.resolve()) in seen:  # named twice, such as by overlapping patterns
                continue
            seen.add(real)
        yield from _part(part, wanted, single=single)


def _parts(source: object) -> Iterator[object]:
    """Flatten lists, folders and patterns into documents, frames, paths, addresses and texts."""
    if isinstance(source, Document) or _is_frame(source):
        yield source
    elif isinstance(source, str):
        yield from _named(source)
    elif isinstance(source, os.PathLike):
        yield from _files(Path(source))
    elif isinstance(source, Iterable) and not isinstance(source, (bytes, bytearray)):
        for item in source:
            yield from _parts(item)
    else:
        raise TypeError(
            f"cannot read {type(source).__name__}: give a path, a text, a table, documents, or a list of these"
        )


def _named(name: str) -> Iterator[object]:
    if name == CLIPBOARD:
        yield _Text(clipboard())
    elif web.is_url(name) and not any(character.isspace() for character in name.strip()):
        yield _Address(name.strip())
    elif _exists(path := Path(name)) or _exists(path := Path(_home(name))):
        yield from _files(path)
    elif matches := _matches(name):
        yield from matches
    elif _is_report(name):
        yield _Text(name)
    else:
        raise DocumentMissing(
            f"no such file, folder or pattern: {name!r} (seen from {Path.cwd()}); "
            "a text is read as one when it holds a line end or more than 200 characters"
        )


def _is_report(name: str) -> bool:
    if "\n" in name or "\r" in name:
        return True
    is_long_path = "/" in name and not any(character.isspace() for character in name)
    return len(name) > _LONGEST_NAME and not is_long_path


def _home(name: str) -> str:
    return os.path.expanduser(name)  # noqa: PTH111 - Path.expanduser raises for a text that begins with ~


def _matches(pattern: str) -> list[Path]:
    if "\n" in pattern or "\x00" in pattern or not glob.has_magic(pattern):
        return []
    # Path.glob knows no absolute patterns
    found = glob.glob(_home(pattern), recursive=True)  # noqa: PTH207
    return [path for path in map(Path, sorted(found)) if path.is_file()]


class _Text(str):
    """A report handed in as text, so that it is not looked up again as a path."""

    __slots__ = ()


class _Address(str):
    """An http address."""

    __slots__ = ()


def _files(path: Path) -> Iterator[Path]:
    if not _exists(path):
        raise DocumentMissing(f"no such file or folder: {str(path)!r} (seen from {Path.cwd()})")
    if not path.is_dir():
        yield path
        return
    inside = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p.relative_to(path)))
    # without its extra a PDF among other reports is left out and named, and does not cost the folder
    wanted = _TEXT_SUFFIXES | _HTML_SUFFIXES | _OTHER_SUFFIXES | ({".pdf"} if pdf.is_readable() else set())
    reports = [p for p in inside if p.suffix.lower() in wanted]
    if not reports:
        raise DocumentMissing(
            f"no report in folder {str(path)!r}: it holds no .txt, .md, .html, .eml, .docx or .pdf file; "
            "name others one by one"
        )
    if others := [p.name for p in inside if p not in set(reports)]:
        shown = ", ".join(others[:5]) + (" …" if len(others) > 5 else "")
        warnings.warn(
            f"left out {len(others)} of {len(inside)} files in {str(path)!r}, which are no reports: {shown}",
            GeoEventsWarning,
            stacklevel=2,
        )
    yield from reports


def _part(part: object, wanted: Wanted, *, single: bool) -> Iterator[Outcome]:
    if isinstance(part, Document):
        yield part
    elif isinstance(part, Path):
        yield from _from_file(part, wanted, single=single)
    elif isinstance(part, _Address):
        _refuse_columns(wanted, part, single=single)
        yield from _caught(lambda: _from_address(part, wanted))
    elif isinstance(part, _Text):
        _refuse_columns(wanted, "a text", single=single)
        name = f"text-{hashlib.sha256(part.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        yield from _caught(lambda: _from_text(str(part), name, wanted))
    else:
        yield from tables.documents_from_frame(
            part, columns=wanted.columns, published=wanted.published, language=wanted.language
        )


def _from_file(path: Path, wanted: Wanted, *, single: bool) -> Iterator[Outcome]:
    suffix = path.suffix.lower()
    if suffix in _TABLE_SUFFIXES:
        yield from _caught(lambda: _from_table(path, suffix, wanted))
        return
    _refuse_columns(wanted, str(path), single=single)
    yield from _caught(lambda: _from_bytes(_bytes(path), path.name, wanted, is_html=suffix in _HTML_SUFFIXES))


def _from_table(path: Path, suffix: str, wanted: Wanted) -> Iterable[Outcome]:
    options: dict[str, Any] = {
        "columns": wanted.columns,
        "published": wanted.published,
        "language": wanted.language,
        "name": path.name,
    }
    if suffix == ".parquet":
        return tables.documents_from_parquet(path, **options)
    if suffix in _WORKBOOK_SUFFIXES:
        return tables.documents_from_workbook(_bytes(path, limit=tables.LARGEST_TABLE), **options)
    text = decode(_bytes(path, limit=tables.LARGEST_TABLE), name=str(path))
    if suffix in {".csv", ".tsv"}:
        return tables.documents_from_csv(text, **options)
    return tables.documents_from_json(text, lines=suffix != ".json", **options)


def _from_bytes(data: bytes, name: str, wanted: Wanted, *, is_html: bool) -> Iterable[Outcome]:
    if pdf.looks_like_pdf(data):
        print_ = pdf.pages(data, name=name)
        return _document(print_.text, name, wanted, Said(title=print_.title, author=print_.author))
    if office.looks_like_docx(data) or name.lower().endswith(".docx"):
        letter = office.letter(data, name=name)
        return _document(letter.text, name, wanted, Said(title=letter.title, author=letter.author))
    if name.lower().endswith(".eml"):
        post = mail.message(data, name=name)
        said = Said(title=post.title, published=post.published, source=post.source, author=post.author)
        return _document(post.text, name, wanted, said)
    if feeds.looks_like_feed(data):
        return feeds.documents_from_feed(data, name=name, published=wanted.published, language=wanted.language)
    charset = webpage.declared_charset(data) if is_html else None
    return _from_text(decode(data, name=name, charset=charset), name, wanted, is_html=is_html)


def _from_address(address: str, wanted: Wanted) -> Iterable[Outcome]:
    if not wanted.allow_network:
        raise UnreadableDocument(
            f"{address} was not fetched, because nothing here uses the network unasked: "
            "pass allow_network=True (--allow-network), or save the page and read the file"
        )
    page = wanted.visitor.fetch(address)
    if feeds.looks_like_feed(page.data):
        return feeds.documents_from_feed(page.data, name=page.url, published=wanted.published, language=wanted.language)
    is_html = "html" in page.content_type
    charset = page.charset or (webpage.declared_charset(page.data) if is_html else None)
    text = decode(page.data, name=page.url, charset=charset)
    return _from_text(text, page.url, wanted, is_html=is_html, url=page.url)


def _from_text(
    text: str, name: str, wanted: Wanted, *, is_html: bool = False, url: str | None = None
) -> Iterable[Outcome]:
    url = wanted.columns.url or url
    if is_html or webpage.looks_like_html(text):
        page = webpage.article(text, name=name, url=url)
        said = Said(
            title=page.title, published=page.published, url=url or page.url, source=page.source, author=page.author
        )
        return _document(page.text, name, wanted, said)
    head = frontmatter.split(unix_newlines(text))
    said = Said(title=head.title, published=head.published, url=url or head.url, source=head.source, author=head.author)
    return _document(head.body, name, wanted, said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a file says of itself beside its text."""

    title: str | None = None
    """Headline."""
    published: date | None = None
    """Day in its metadata."""
    url: str | None = None
    """Where a reader finds it."""
    source: str | None = None
    """Publisher."""
    author: str | None = None
    """Who wrote it."""


def _document(body: str, name: str, wanted: Wanted, said: Said) -> Iterable[Outcome]:
    if not body.strip():
        raise UnreadableDocument(f"{name} is empty: there is no report to read in it")
    body = unix_newlines(body)
    day, day_source = publication(given=wanted.published, metadata=said.published, text=body, name=name)
    document = Document(
        id=name,
        text=body,
        title=wanted.columns.title or said.title,
        published=day,
        published_source=day_source,
        url=wanted.columns.url or said.url,
        source=said.source,
        author=said.author,
        language=wanted.language,
    )
    return (document,)


def _caught(make: Any) -> Iterator[Outcome]:
    """Turn the fault of one report into an outcome; what is wrong with the set-up or the call still raises."""
    try:
        yield from make()
    except UnreadableDocument as problem:
        yield problem


def _refuse_columns(wanted: Wanted, what: str, *, single: bool) -> None:
    columns = wanted.columns
    for argument in ("text", "date", "id") if single else ("text", "date", "id", "title", "url"):
        if (value := getattr(columns, argument)) is not None:
            raise InvalidFrame(f"{argument}={value!r} names a column, but {what:.80} is no table")


def _bytes(path: Path, *, limit: int = _LARGEST_REPORT) -> bytes:
    try:
        size = path.stat().st_size  # 0 for a pipe, which is counted as it is read
        with path.open("rb") as file:
            # not read(limit + 1): that sets aside as much memory as the limit, whatever the file holds
            chunks, size = [], size if size > limit else 0
            while size <= limit and (chunk := file.read(_CHUNK)):
                chunks.append(chunk)
                size += len(chunk)
    except OSError as problem:
        raise UnreadableDocument(f"cannot read {str(path)!r}: {problem.strerror or problem}") from problem
    if size > limit:
        what = "one report" if limit == _LARGEST_REPORT else "a table that is held in memory"
        raise UnreadableDocument(f"{str(path)!r} is larger than {limit:,} bytes, too long for {what}: split it")
    return b"".join(chunks)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # longer than a path may be, or holding a NUL
        return False


def _hidden(relative: Path) -> bool:
    return any(part.startswith(".") for part in relative.parts)


def _is_frame(source: object) -> bool:
    # a DataFrame cannot exist before pandas is imported, so nobody else pays for the import
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(source, pandas.DataFrame)
