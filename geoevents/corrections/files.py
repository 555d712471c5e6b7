"""Corrections as files that live in git: one JSON object a line, or CSV for people with a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tempfile
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoevents.corrections.correction import Correction, checked
from geoevents.errors import DocumentMissing, InvalidCorrection, UnwritableOutput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAMES = tuple(field.name for field in fields(Correction))
_ALWAYS = frozenset(["evidence", "place_text", "field"])
# What a spreadsheet would run as a formula, and what an earlier apostrophe already made harmless.
_ARMED = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")


def load(path: str | Path) -> tuple[Correction, ...]:
    """Read a file of corrections.

    Args:
        path: JSON lines, or CSV where the name ends in ``.csv``, in UTF-8; empty lines are ignored.

    Returns:
        Corrections in the order of the file.

    Raises:
        DocumentMissing: There is no such file.
        InvalidCorrection: A line is no correction; the message says which line and why.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> from geoevents.corrections import Correction, load, save
        >>> row = Correction(evidence="The train left Artyom.", place_text="Artyom", field="date", value="2023-09-17")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     load(save([row], Path(folder) / "corrections.jsonl")) == (row,)
        True
    """
    source = Path(path)
    try:
        text = source.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as cause:
        raise DocumentMissing(f"no file of corrections at {source}: name one that `save` wrote.") from cause
    except (OSError, UnicodeDecodeError) as cause:
        raise InvalidCorrection(f"{source} cannot be read as UTF-8 text: {cause}.") from cause
    rows = _csv_rows(text, source.name) if _is_csv(source) else _json_rows(text, source.name)
    return tuple(correction_of(row, where) for where, row in rows)


def save(corrections: Iterable[Correction], path: str | Path) -> Path:
    """Write corrections, one a line; an existing file is replaced.

    Args:
        corrections: What ``Timeline.corrections`` holds.
        path: Where to; a name that ends in ``.csv`` makes a CSV table, any other JSON lines.

    Returns:
        The path of the file.

    Raises:
        UnwritableOutput: The file cannot be written there.
    """
    target = Path(path)
    rows = [asdict(correction) for correction in corrections]
    text = _as_csv(rows) if _is_csv(target) else "".join(f"{_as_json(row)}\n" for row in rows)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".geoevents-") as folder:
            part = Path(folder) / target.name
            part.write_bytes(text.encode("utf-8", "replace"))
            os.replace(part, target)  # noqa: PTH105 - over what is there
    except OSError as cause:
        raise UnwritableOutput(f"cannot write {target}: {cause}. Name a folder that exists and is yours.") from cause
    return target


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def _as_json(row: dict[str, str]) -> str:
    told = {name: value for name, value in row.items() if value or name in _ALWAYS}
    return json.dumps(told, ensure_ascii=True)


def _as_csv(rows: Iterable[dict[str, str]]) -> str:
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(_NAMES)
    writer.writerows([_disarmed(row[name]) for name in _NAMES] for row in rows)
    return table.getvalue()


def _disarmed(cell: str) -> str:
    return f"'{cell}" if _ARMED.match(cell) else cell


def _as_meant(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _ARMED.match(cell) else cell


def _json_rows(text: str, name: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        try:
            yield where, json.loads(line)
        except json.JSONDecodeError as cause:
            raise InvalidCorrection(f"{where} is no JSON object: {cause}.") from cause


def _csv_rows(text: str, name: str) -> Iterator[tuple[str, Any]]:
    # newline="": a line end inside quotes is part of the passage
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in rows:
            where = f"{name}, line {rows.line_num}"
            if None in row or None in row.values():
                raise InvalidCorrection(f"{where} has another number of cells than the header: {', '.join(_NAMES)}.")
            if any(row.values()):
                yield where, {key: _as_meant(cell) for key, cell in row.items()}
    except csv.Error as cause:
        raise InvalidCorrection(f"{name}, line {rows.line_num} is no CSV: {cause}.") from cause


def correction_of(row: Any, where: str) -> Correction:
    """One row of a file as a correction.

    Args:
        row: What was read; anything that is no mapping of text is refused.
        where: Where the row stands, for messages.

    Raises:
        InvalidCorrection: It is no correction; the message says where and why.
    """
    if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
        raise InvalidCorrection(f"{where} is no correction: write one JSON object with text values.")
    if unknown := sorted(set(row).difference(_NAMES)):
        raise InvalidCorrection(f"{where} has {', '.join(unknown)}: a correction has {', '.join(_NAMES)}.")
    if missing := [name for name in ("evidence", "place_text", "field") if not row.get(name)]:
        raise InvalidCorrection(f"{where} lacks {', '.join(missing)}.")
    try:
        return checked(Correction(**row))
    except InvalidCorrection as cause:
        raise InvalidCorrection(f"{where}: {cause}") from cause
