"""A table → documents, one a row: DataFrame, CSV, JSON, JSON Lines, batch records."""

from __future__ import annotations

import io
import json
import warnings
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from geoevents.documents import workbook
from geoevents.documents.publication import as_day
from geoevents.errors import ExtraMissing, GeoEventsError, InvalidFrame, UnreadableDocument
from geoevents.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

Row = tuple[str, "Mapping[str, object]"]  # what to call the row in an id or an error, and its cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column holds what; a name that is None falls back on the batch record's name where that exists."""

    text: str | None = None
    """The report; batch record: ``text``."""
    date: str | None = None
    """Publication day; batch record: ``published``."""
    id: str | None = None
    """Identifier, unique; batch record: ``doc_id``."""
    title: str | None = None
    """Headline; batch record: ``title``."""
    url: str | None = None
    """Address; batch record: ``url``."""

    @property
    def named(self) -> bool:
        """True when the caller named any column."""
        return any(getattr(self, field.name) is not None for field in fields(self))


_RECORD_NAMES = {"text": "text", "date": "published", "id": "doc_id", "title": "title", "url": "url"}
_SEPARATORS = ",;\t|"
LARGEST_TABLE = 250_000_000
"""Bytes of a table in a file, which is held in memory."""
MOST_CELLS = 10_000_000
"""Cells that a table in a file may have, as far as they can be counted before it is read."""
MOST_ROWS = 1_000_000
"""Rows of a table in a file that are read."""
MOST_TEXT = 500_000_000
"""Characters of a table in a file that are read."""
_BATCH = 500
"""Rows of a Parquet table that are held at once."""


def documents_from_frame(
    frame: Any,
    *,
    columns: Columns,
    published: date | None,
    language: str,
    name: str = "table",
    limited: bool = False,
) -> Iterator[Document | GeoEventsError]:
    """Read a pandas DataFrame; a row that is no report comes out as the error that says why.

    Args:
        frame: The table; the text of a cell is kept character for character.
        columns: Which column holds what.
        published: Publication day of the rows that have none.
        language: ISO 639-1 code of all rows.
        name: What to call the table in an error.
        limited: Stop where a table in a file would grow beyond memory.

    Raises:
        InvalidFrame: A column that was named is not there; the message names those that are.
    """
    names = [str(column) for column in frame.columns]
    if len(set(names)) < len(names):
        raise InvalidFrame(f"{name} has two columns of one name: {', '.join(names)}")
    labels = [str(label) for label in frame.index]
    if len(set(labels)) < len(labels):
        labels = [str(number) for number in range(len(labels))]
    held = {column: frame[at].tolist() for at, column in zip(frame.columns, names, strict=True)
            if column in _holders(columns, names, name).values()}  # fmt: skip
    rows = (
        (f"{name}:{label}", dict(zip(held, row, strict=True)))
        for label, row in zip(labels, zip(*held.values(), strict=True), strict=True)
    )
    return _documents(rows, names, columns=columns, published=published, language=language, name=name, limited=limited)


def documents_from_csv(
    text: str, *, columns: Columns, published: date | None, language: str, name: str
) -> Iterator[Document | GeoEventsError]:
    """Read CSV text; comma, semicolon, tab or bar, whichever the header has most of.

    Raises:
        InvalidFrame: A column that was named is not there.
        UnreadableDocument: The text is no CSV.
    """
    import pandas as pd

    header = text.lstrip("\r\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=header.count)
    _refuse_many(text.count(separator) + text.count("\n"), name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            # without index_col=False one field too many a row shifts every column by one
            # not io.StringIO, which takes four bytes a character
            data = io.BytesIO(text.encode("utf-8", "surrogatepass"))
            options: dict[str, Any] = {"encoding": "utf-8", "encoding_errors": "surrogatepass"}
            frame = pd.read_csv(data, sep=separator, dtype=str, keep_default_na=False, index_col=False, **options)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, pd.errors.ParserWarning) as problem:
        raise UnreadableDocument(f"{name} is no CSV table: {problem}") from problem
    return documents_from_frame(frame, columns=columns, published=published, language=language, name=name, limited=True)


def _refuse_many(cells: int, name: str) -> None:
    if cells > MOST_CELLS:
        raise UnreadableDocument(
            f"{name} has about {cells:,} cells, more than {MOST_CELLS:,}, too many for a table that is held in memory: "
            "split it, or keep only the columns that are read"
        )


def documents_from_parquet(
    path: Path, *, columns: Columns, published: date | None, language: str, name: str
) -> Iterator[Document | GeoEventsError]:
    """Read a Parquet or GeoParquet table.

    Raises:
        ExtraMissing: pyarrow is not installed.
        InvalidFrame: A column that was named is not there.
        UnreadableDocument: The file is no Parquet table.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as problem:
        raise ExtraMissing(
            "reading Parquet needs pyarrow, which is not installed: pip install 'geoevents[parquet]'"
        ) from problem
    try:
        texts = [field.name for field in pq.read_schema(path) if pa.types.is_string(field.type)]
        # a text that comes in many rows is kept once: unpacked, a small file can be of any size
        file = pq.ParquetFile(path, read_dictionary=texts)
    except (OSError, ValueError, pa.ArrowException) as problem:
        raise UnreadableDocument(f"{name} is no Parquet table: {problem}") from problem
    size = sum(file.metadata.row_group(number).total_byte_size for number in range(file.num_row_groups))
    if size > LARGEST_TABLE:
        raise UnreadableDocument(f"{name} unpacks to {size:,} bytes, more than {LARGEST_TABLE:,}: split it")
    names = [str(column) for column in file.schema_arrow.names]
    held = _holders(columns, names, name)
    rows = _parquet_rows(file, list(held.values()), name)
    return _documents(rows, names, columns=columns, published=published, language=language, name=name)


def _parquet_rows(file: Any, wanted: list[str], name: str) -> Iterator[Row]:
    import pyarrow as pa

    index = ((file.schema_arrow.pandas_metadata or {}).get("index_columns") or [None])[0]
    label = [index] if isinstance(index, str) else []  # a table of pandas: its rows have names
    number = 0
    try:
        for batch in file.iter_batches(_BATCH, columns=[*wanted, *label]):
            for row in zip(*(batch.column(at) for at in range(batch.num_columns)), strict=True):
                cells = dict(zip(batch.schema.names, (cell.as_py() for cell in row), strict=True))
                yield f"{name}:{cells[label[0]] if label else number}", cells
                number += 1
    except (OSError, ValueError, pa.ArrowException) as problem:
        raise UnreadableDocument(f"{name} breaks off after {number} rows: {problem}") from problem


def documents_from_workbook(
    data: bytes, *, columns: Columns, published: date | None, language: str, name: str
) -> Iterator[Document | GeoEventsError]:
    """Read the first sheet of a workbook: Excel (new and old) or OpenDocument.

    Raises:
        ExtraMissing: python-calamine is not installed.
        InvalidFrame: A column that was named is not there.
        UnreadableDocument: The file is no workbook, is locked, or unpacks to more than a table can be.

    Warns:
        GeoEventsWarning: The workbook has more sheets than the one that is read.
    """
    found = workbook.rows(data, name=name)
    head = next(found, [])
    names = [f"Unnamed: {at}" if cell is None else str(cell) for at, cell in enumerate(head)]
    if len(set(names)) < len(names):
        raise InvalidFrame(f"{name} has two columns of one name: {', '.join(names)}")
    table = ((f"{name}:{number}", dict(zip(names, row, strict=True))) for number, row in enumerate(found))
    return _documents(table, names, columns=columns, published=published, language=language, name=name)


def documents_from_json(
    text: str, *, lines: bool, columns: Columns, published: date | None, language: str, name: str
) -> Iterator[Document | GeoEventsError]:
    """Read a JSON array of objects, one object, or JSON Lines.

    Without column names the objects are batch records, with the spans that they bring.

    Raises:
        InvalidFrame: A column that was named is in no object.
        UnreadableDocument: The text is no JSON.
    """
    if not lines:
        _refuse_many(text.count(",") + text.count("{") + text.count("["), name)
    if not columns.named:
        return _records(text, lines=lines, published=published, name=name)
    rows = [(f"{name}:{number}", item) for number, item in _objects(text, lines=lines, name=name)]
    names = list(dict.fromkeys(key for _, row in rows for key in row))
    return _documents(rows, names, columns=columns, published=published, language=language, name=name)


def _documents(
    rows: Iterable[Row],
    names: Sequence[str],
    *,
    columns: Columns,
    published: date | None,
    language: str,
    name: str,
    limited: bool = True,
) -> Iterator[Document | GeoEventsError]:
    held = _holders(columns, names, name)

    def each() -> Iterator[Document | GeoEventsError]:
        taken: set[str] = set()
        size = 0
        for number, (label, row) in enumerate(rows):
            if limited and (number == MOST_ROWS or size > MOST_TEXT):
                yield UnreadableDocument(
                    f"what follows the first {number:,} rows of {name}: a table in a file is read up to {MOST_ROWS:,} "
                    f"rows or {MOST_TEXT:,} characters; split it"
                )
                return
            cells = {field: row.get(column) for field, column in held.items()}
            try:
                document = _document(cells, label=label, held=held, published=published, language=language)
            except GeoEventsError as problem:
                yield problem
                continue
            if document.id in taken:
                raise InvalidFrame(f"{label}: id {document.id!r} is taken by a row above; ids must be unique")
            taken.add(document.id)
            size += len(document.text)
            yield document

    return each()  # the columns are checked now, the rows when asked for


def _holders(columns: Columns, names: Sequence[str], table: str) -> dict[str, str]:
    held = {}
    for field, record_name in _RECORD_NAMES.items():
        column = getattr(columns, field)
        if column is None and record_name in names:
            column = record_name
        if column is not None and column not in names:
            raise InvalidFrame(f"{table} has no column {column!r}; it has: {', '.join(names) or 'none'}")
        if column is not None:
            held[field] = column
    if "text" not in held:
        raise InvalidFrame(
            f"which column of {table} holds the text? Name it with text=… (--text); "
            f"there are: {', '.join(names) or 'none'}"
        )
    return held


def _document(
    cells: Mapping[str, object], *, label: str, held: Mapping[str, str], published: date | None, language: str
) -> Document:
    text = cells["text"]
    if not isinstance(text, str) or not text.strip():
        raise UnreadableDocument(f"{label}: no text in column {held['text']!r}")
    day = as_day(cells.get("date"), what=f"{label}: {held.get('date')}") or published
    return Document(
        id=_cell(cells.get("id")) or label,
        text=text,
        title=_cell(cells.get("title")),
        published=day,
        published_source=None if day is None else "given",
        url=_cell(cells.get("url")),
        language=language,
    )


def _cell(value: object) -> str | None:
    if value is None or value != value:  # noqa: PLR0124 - NaN, NaT
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # pandas turns a whole number column with one gap into floats
    return str(value).strip() or None


def _records(text: str, *, lines: bool, published: date | None, name: str) -> Iterator[Document | GeoEventsError]:
    from geoevents.records import document_from_line, document_from_record

    items: Iterable[tuple[int, Any]] = _numbered(text) if lines else _objects(text, lines=False, name=name)
    make: Callable[[Any, int], Document] = document_from_line if lines else document_from_record
    for number, item in items:
        try:
            document = make(item, number)
        except GeoEventsError as problem:
            yield type(problem)(f"{name}, {problem}")
            continue
        if document.published is None and published is not None:
            document = replace(document, published=published, published_source="given")
        yield document


def _objects(text: str, *, lines: bool, name: str) -> list[tuple[int, dict[str, object]]]:
    try:
        if lines:
            items = [(number, json.loads(line)) for number, line in _numbered(text)]
        else:
            whole = json.loads(text)
            items = list(enumerate(whole if isinstance(whole, list) else [whole], start=1))
    except (ValueError, RecursionError) as problem:
        raise UnreadableDocument(f"{name} is no JSON: {problem}") from problem
    for number, item in items:
        if not isinstance(item, dict):
            raise UnreadableDocument(f"{name}: item {number} is no object, so it has no columns")
    return items


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    # not splitlines(): JSON text may hold U+2028, which ends no line of a JSONL file
    return ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())
