"""A Word document (DOCX) → its paragraphs, with nothing but the standard library."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geoevents.errors import UnreadableDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

_BODY = "word/document.xml"
_CORE = "docProps/core.xml"
_LARGEST = 25_000_000
"""Bytes of one part of the container, unpacked; a report is no corpus, and a small file can unpack to any size."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
# The same text box once more for older readers, what was deleted with changes tracked, and what fields are made of.
_SKIPPED = frozenset(
    [
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
        *(f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "pPr", "rPr", "tblPr", "sectPr")),
    ]
)
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011", f"{_W}softHyphen": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a document says, and what it says of itself."""

    text: str
    """One paragraph a line."""
    title: str | None
    """Title in its properties."""
    author: str | None
    """Author in its properties."""


def looks_like_docx(data: bytes) -> bool:
    """Tell a Word document from other ZIP containers by its parts.

    Example:
        >>> looks_like_docx(b"PK but no container")
        False
    """
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            return _BODY in container.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        # a damaged one is still better named than read as text
        return _BODY.encode() in data


def letter(data: bytes, *, name: str) -> Letter:
    """Read the paragraphs of a document: body, tables and text boxes, without headers, notes and deleted words.

    Args:
        data: The whole file.
        name: What to call it in an error.

    Raises:
        UnreadableDocument: The file is damaged, locked, or unpacks to more than a report can be.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            body = _part(container, _BODY, name)
            core = _part(container, _CORE, name) if _CORE in container.namelist() else None
    except UnreadableDocument:
        raise
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, EOFError, RuntimeError, NotImplementedError) as problem:
        raise UnreadableDocument(f"{name} is a damaged or locked DOCX: {problem}") from problem
    try:
        lines = ["".join(_words(paragraph)).strip() for paragraph in _paragraphs(body)]
    except RecursionError as problem:
        raise UnreadableDocument(f"{name} is no DOCX that a writer made: its parts lie hundreds deep") from problem
    return Letter(
        text="\n".join(line for line in lines if line),
        title=_property(core, f"{_DC}title"),
        author=_property(core, f"{_DC}creator"),
    )


def _part(container: zipfile.ZipFile, part: str, name: str) -> ET.Element:
    with container.open(part) as stream:
        data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise UnreadableDocument(f"{name} unpacks to more than {_LARGEST:,} bytes, too long for one report: split it")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        # the format has neither; entities are how a small XML grows without end
        raise UnreadableDocument(f"{name} is no DOCX: its text declares entities")
    try:
        return ET.fromstring(data)  # noqa: S314 - without entities, and of a bounded size
    except ET.ParseError as problem:
        raise UnreadableDocument(f"{name} is a damaged DOCX: {problem}") from problem


def _paragraphs(node: ET.Element) -> Iterator[ET.Element]:
    """Paragraphs in their order, those of a text box before the one that holds it."""
    for child in node:
        if child.tag in _SKIPPED:
            continue
        yield from _paragraphs(child)
        if child.tag == f"{_W}p":
            yield child


def _words(node: ET.Element) -> Iterator[str]:
    for child in node:
        if child.tag in _SKIPPED or child.tag == f"{_W}p":  # a paragraph within one stands for itself
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _words(child)


def _property(core: ET.Element | None, tag: str) -> str | None:
    words = core.findtext(tag) if core is not None else None
    return " ".join(words.split()) or None if words else None
