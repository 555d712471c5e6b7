"""A workbook → the rows of its first sheet, by python-calamine (extra ``excel``).

calamine lays a sheet out in memory as one rectangle, up to its last cell: a file of a few hundred bytes with a cell in
the last corner would end the process. The cells are therefore counted before.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from geoevents.errors import ExtraMissing, GeoEventsWarning, UnreadableDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 300_000_000
"""Bytes that the parts of a workbook may unpack to."""
MOST_CELLS = 10_000_000
"""Cells of the rectangle that holds all that are not empty."""
MOST_TEXT = 500_000_000
"""Characters of a sheet, a text that many cells share counted as often as it is shown."""
_CHUNK = 1 << 20
_SHARED = "xl/sharedStrings.xml"
_ITEM_END = re.compile(rb"</(?:\w+:)?si>")
_SHOWN = re.compile(rb"""\st\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>\s*(\d{1,9})\s*</""")
_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\sr|r)\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!/)>""")
_BARE = re.compile(rb"<(?:\w+:)?c(?=[\s>])(?![^>]*\sr\s*=)[^>]*(?<!/)>")
"""A cell that does not say where it is, and so stands beside the one before."""
_ROW = re.compile(rb"""<(?:\w+:)?row\s(?:[^>]*?\sr|r)\s*=\s*["'](\d{1,7})["'][^>]*(?<!/)>""")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def rows(data: bytes, *, name: str) -> Iterator[list[Any]]:
    """Read the first sheet row by row, from the first that is not empty.

    Args:
        data: The whole file: Excel (new and old) or OpenDocument.
        name: What to call it in an error.

    Yields:
        Cells; whole numbers as such, days as days, the empty ones as None.

    Raises:
        ExtraMissing: python-calamine is not installed.
        UnreadableDocument: The file is no workbook, is locked, or unpacks to more than a table can be.

    Warns:
        GeoEventsWarning: The workbook has more sheets than the one that is read.
    """
    try:
        import python_calamine
    except ImportError as problem:
        raise ExtraMissing(
            "reading Excel needs python-calamine, which is not installed: pip install 'geoevents[excel]'"
        ) from problem
    _refuse_bomb(data, name)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
    except (python_calamine.CalamineError, ValueError, IndexError, OSError, zipfile.BadZipFile) as problem:
        raise UnreadableDocument(f"{name} is no workbook that can be read, or is locked: {problem}") from problem
    if len(book.sheet_names) > 1:
        warnings.warn(
            f"read the sheet {book.sheet_names[0]!r} of {name}, the first of {len(book.sheet_names)}; for another pass "
            "the DataFrame of pandas.read_excel(…, sheet_name=…)",
            GeoEventsWarning,
            stacklevel=2,
        )
    begun = False
    for row in sheet.iter_rows():
        begun = begun or any(cell not in {"", None} for cell in row)
        if begun:
            yield [_cell(cell) for cell in row]


def _cell(cell: Any) -> Any:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return None if cell == "" else cell


def _refuse_bomb(data: bytes, name: str) -> None:
    """Refuse a container that unpacks to far more than it is: its parts are unpacked in pieces and counted."""
    if not data.startswith(b"PK"):
        return
    size = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            for part in container.infolist():
                with container.open(part) as stream:
                    size += _size(stream, LARGEST - size, name)
            _refuse_wide(container, name)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, zlib.error) as problem:
        raise UnreadableDocument(f"{name} is a damaged or locked workbook: {problem}") from problem
    except ET.ParseError as problem:
        raise UnreadableDocument(f"{name} is a damaged workbook: {problem}") from problem


def _size(stream: IO[bytes], most: int, name: str) -> int:
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > most:
            raise UnreadableDocument(f"{name} unpacks to more than {LARGEST:,} bytes: save the table as CSV")
    return size


def _refuse_wide(container: zipfile.ZipFile, name: str) -> None:
    shared = _shared_lengths(container)
    for part in container.namelist():
        if _SHEET.fullmatch(part):
            with container.open(part) as stream:
                extent = _excel_extent(stream, shared)
        elif part == "content.xml":
            with container.open(part) as stream:
                extent = _open_document_extent(stream)
        else:
            continue
        if extent.wide * extent.tall > MOST_CELLS:
            raise UnreadableDocument(
                f"{name} has a sheet of {extent.tall:,} rows and {extent.wide:,} columns up to its last cell, more "
                f"than {MOST_CELLS:,} cells: delete what lies far off, or save the table as CSV"
            )
        if extent.text > MOST_TEXT:
            raise UnreadableDocument(f"{name} has a sheet of more than {MOST_TEXT:,} characters of text: split it")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Extent:
    """How large a sheet becomes in memory."""

    wide: int
    """Columns up to the last cell that is not empty."""
    tall: int
    """Rows, likewise."""
    text: int = 0
    """Bytes of the texts that cells share, as often as they are shown."""


def _pieces(stream: IO[bytes], end: bytes) -> Iterator[bytes]:
    """A stream in pieces that are cut only after an end tag, as long as there is one in a while."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        piece, cut, rest = (rest + chunk).rpartition(end)
        if not cut and len(rest) > 4 * _CHUNK:
            piece, rest = rest, b""
        yield piece + cut
    yield rest


def _shared_lengths(container: zipfile.ZipFile) -> list[int]:
    """Bytes of each text that cells share."""
    if _SHARED not in container.namelist():
        return []
    lengths: list[int] = []
    with container.open(_SHARED) as stream:
        for piece in _pieces(stream, b"si>"):
            lengths += map(len, _ITEM_END.split(piece)[:-1])
    return lengths


def _excel_extent(stream: IO[bytes], shared: list[int]) -> _Extent:
    wide = tall = bare = row = text = 0
    for piece in _pieces(stream, b"</"):
        text += sum(shared[at] for at in map(int, _SHOWN.findall(piece)) if at < len(shared))
        columns = set()
        for column, number in _CELL.findall(piece):
            columns.add(column)
            tall = max(tall, int(number))
        wide = max([wide, *map(_column, columns)])
        bare += len(_BARE.findall(piece))
        row = max([row, *map(int, _ROW.findall(piece))])
    if bare:
        wide, tall = max(wide, min(bare, 16_384)), max(tall, row)
    return _Extent(wide=wide, tall=tall, text=text)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _open_document_extent(stream: IO[bytes]) -> _Extent:
    """Of the widest sheet, repeated cells and rows counted out, without the empty ones at the ends."""
    wide = tall = at = across = used = 0
    for event, node in ET.iterparse(stream, events=("start", "end")):  # noqa: S314 - of a bounded size, and without entities
        if event == "start" and node.tag == f"{_TABLE}table":
            at = 0
        elif event == "start" and node.tag == f"{_TABLE}table-row":
            across = used = 0
        elif event == "end" and node.tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            across += _repeated(node, "columns")
            used = across if len(node) else used
            node.clear()
        elif event == "end" and node.tag == f"{_TABLE}table-row":
            at += _repeated(node, "rows")
            wide, tall = (max(wide, used), max(tall, at)) if used else (wide, tall)
            node.clear()
    return _Extent(wide=wide, tall=tall)


def _repeated(node: ET.Element, what: str) -> int:
    said = node.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(said) if said.isdigit() else 1
