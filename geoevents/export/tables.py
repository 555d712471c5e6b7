"""Formats for spreadsheets: CSV and Excel."""

from __future__ import annotations

import csv
import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pandas as pd

from geoevents.errors import ExtraMissing
from geoevents.export.files import TEXT_COLUMNS, Told, beside, plain, pretty, writable, write_text, written
from geoevents.frame import COLUMN_NAMES, COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd

    from geoevents.model import Event

_BARE = Told()
# What spreadsheets take for a formula: ASCII signs, their full-width forms, and the blanks before them.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def write_csv(frame: gpd.GeoDataFrame, path: str | Path, told: Told = _BARE) -> Path:
    """Write CSV (UTF-8) with ``latitude`` and ``longitude`` in place of the geometry.

    A cell of text that a spreadsheet would run as a formula starts with an apostrophe here, which
    spreadsheets hide; strip it where the exact words matter. What the rows were made with, types and units stand in a
    file of their own beside it, as the W3C's "CSV on the Web" has it: ``events.csv-metadata.json``.
    """
    table = pd.DataFrame(frame[list(COLUMN_NAMES)].drop(columns="geometry"))
    table["latitude"], table["longitude"] = frame.geometry.y.to_numpy(), frame.geometry.x.to_numpy()
    for name in TEXT_COLUMNS:
        table[name] = [_unarmed(cell) for cell in table[name]]
    # All text in quotes: the csv module leaves a bare carriage return unquoted, and that would be a new row.
    target = write_text(path, table.to_csv(index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC))
    if told.provenance:
        write_text(beside(target), pretty(_described(target.name, told)))
    return target


def _described(name: str, told: Told) -> dict[str, Any]:
    """A table's description for readers of "CSV on the Web"."""
    types = {"text": "string", "integer": "integer", "number": "number"}
    columns = [
        {
            "name": column,
            "titles": column,
            "datatype": "date" if column in _DAYS else types[dtype],
            "dc:description": " ".join(part for part in (meaning, f"({unit})" if unit != "-" else "") if part),
        }
        for column, dtype, unit, meaning in _explained()
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": quote(name),
        "dc:title": told.title or "Events",
        "dc:creator": f"geoevents {told.provenance.geoevents}" if told.provenance else "geoevents",
        "dc:provenance": told.provenance.in_words() if told.provenance else "",
        "notes": [{"provenance": told.provenance.as_dict() if told.provenance else {}}],
        "tableSchema": {"columns": columns, "primaryKey": "event_id"},
    }


def _unarmed(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


_SHEET_CELL = 32_767
"""Characters that a cell of Excel holds."""
_SHEET_FIRST = date(1900, 3, 1)
"""Before this day Excel has no dates, or wrong ones."""
_DAYS = frozenset(["start", "end", "not_before", "not_after"])
_WIDTHS = {"what": 36, "place": 24, "evidence": 80, "actors": 28, "sources": 28, "time_text": 18, "source_url": 28}
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the file has no time zone; two exports of one frame are alike


def write_excel(frame: gpd.GeoDataFrame, path: str | Path, told: Told = _BARE) -> Path:
    """Write an Excel workbook: the events, what the columns mean, and what they were made with.

    Days are dates of Excel from March 1900 on, before that text. Text is text: no cell runs as a formula or becomes
    a link.

    Raises:
        ExtraMissing: XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as cause:
        raise ExtraMissing("Excel needs XlsxWriter: pip install 'geoevents[excel]'") from cause
    rows = writable(frame)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with written(path) as part:
        book = xlsxwriter.Workbook(part, options)
        book.set_properties({"title": plain(told.title or "Events"), "created": _MADE})
        _events_sheet(book, rows)
        if passages := [proof for event in told.events or () for proof in _further(event)]:
            _fill(book.add_worksheet("passages"), [_PASSAGE, *passages], book.add_format({"bold": True}))
        sheet = book.add_worksheet("columns")
        sheet.set_column(0, 3, 30)
        _fill(sheet, [("column", "type", "unit or values", "meaning"), *_explained()], book.add_format({"bold": True}))
        if told.provenance:
            sheet = book.add_worksheet("about")
            sheet.set_column(0, 1, 60)
            _fill(sheet, [("made with", ""), *told.provenance.as_dict().items()], book.add_format({"bold": True}))
        book.close()
    return Path(path)


_PASSAGE = ("event_id", "doc_id", "evidence", "char_start", "char_end", "source", "source_url", "published")


def _further(event: Event) -> Iterator[tuple[str, ...]]:
    """Passages beside the one in the sheet of events, as rows of text."""
    for proof in event.evidence[1:]:
        day = proof.published.isoformat() if proof.published else ""
        yield (
            *(event.id, proof.doc_id, proof.text, str(proof.start), str(proof.end)),
            *(proof.source or "", proof.url or "", day),
        )


def _events_sheet(book: Any, rows: gpd.GeoDataFrame) -> None:
    sheet = book.add_worksheet("events")
    names = [*COLUMN_NAMES[:-1], "latitude", "longitude"]
    day, head = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
    for at, name in enumerate(names):
        sheet.write_string(0, at, name, head)
        sheet.set_column(at, at, _WIDTHS.get(name, 12))
    points = [(None, None) if point is None else (point.y, point.x) for point in rows.geometry]
    table = rows.drop(columns="geometry").itertuples(index=False, name=None)
    for number, (cells, point) in enumerate(zip(table, points, strict=True), start=1):
        for at, (name, cell) in enumerate(zip(names, (*cells, *point), strict=True)):
            _write_cell(sheet, (number, at), cell, day if name in _DAYS else None)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(names) - 1)


def _write_cell(sheet: Any, at: tuple[int, int], cell: Any, day: Any) -> None:
    if cell is None or cell != cell:  # noqa: PLR0124 - NaN
        return
    if day is not None and (known := date.fromisoformat(cell)) >= _SHEET_FIRST:
        sheet.write_datetime(*at, datetime(known.year, known.month, known.day), day)  # noqa: DTZ001 - a civil day
    elif isinstance(cell, str):
        sheet.write_string(*at, _fitting(cell))
    else:
        sheet.write_number(*at, cell)


def _fitting(cell: str) -> str:
    return cell if len(cell) <= _SHEET_CELL else f"{cell[: _SHEET_CELL - 1]}…"


def _explained() -> list[tuple[str, ...]]:
    told = [(column.name, column.dtype, column.unit, column.meaning) for column in COLUMNS if column.dtype != "point"]
    point = ("degrees, WGS 84", "Where the place is; empty when it is not resolved.")
    return [*told, ("latitude", "number", *point), ("longitude", "number", *point)]


def _fill(sheet: Any, table: list[tuple[str, ...]], head: Any) -> None:
    for number, row in enumerate(table):
        for at, cell in enumerate(row):
            sheet.write_string(number, at, _fitting(plain(cell)), head if number == 0 else None)
