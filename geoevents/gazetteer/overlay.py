"""Places of one's own: a CSV file whose rows add places, give known ones further names, and refuse bad names."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast, get_args

from geoevents.errors import InvalidOverlay
from geoevents.gazetteer.flags import Layer
from geoevents.gazetteer.key import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoevents.model import PlacePrecision

Action = Literal["place", "name", "suppress"]
ACTIONS: tuple[Action, ...] = get_args(Action)
KINDS = tuple(layer.name.lower() for layer in Layer)
ANY = "*"
"""As the identifier of a ``suppress`` row: whatever bears the name."""
_SPREADS: dict[str, tuple[PlacePrecision, float]] = {
    "country": ("country", 500.0),
    "admin1": ("region", 100.0),
    "admin2": ("region", 30.0),
    "sea": ("region", 100.0),
    "region": ("region", 50.0),
    "continent": ("region", 3000.0),
    "nature": ("locality", 10.0),
    "airport": ("site", 3.0),
    "site": ("site", 1.0),
    "city": ("locality", 5.0),
}
"""Kind → how much ground it covers, where a row does not say."""
_PRECISIONS = ("site", "locality", "region", "country")
_FORMULA = re.compile(r"^[=+\-@\t\r]")


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayRow:
    """One line of a file of own places."""

    name: str
    """As reports write it."""
    lat: float | None = None
    """Degrees, WGS 84; with ``lon`` in a ``place`` row only."""
    lon: float | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2 code."""
    admin1: str | None = None
    """GeoNames admin-1 code within the country, such as ``59``."""
    kind: str = "site"
    """A layer of the gazetteer: ``city site region airport …``."""
    precision: str = ""
    """``site locality region country``; by the kind when empty."""
    radius_km: float | None = None
    """Kilometres around the point; by the kind when left out."""
    population: int = 0
    """People; 0 when unknown."""
    aliases: tuple[str, ...] = ()
    """Other names, in the file apart by ``|``."""
    id: str = ""
    """A ``place`` row: its identifier, an own one when empty, or that of the place to be put right. A ``name`` row: the
    place that bears the name. A ``suppress`` row: the place that does not, or ``*`` for all."""
    action: Action = "place"
    """``place`` adds or replaces a place, ``name`` gives a known one more names, ``suppress`` refuses a name."""
    reason: str = ""
    """For whoever reads the file."""
    source: str = ""
    """Who says so; shown as the place's source."""
    line: int = field(default=0, compare=False)
    """Where it stands in its file, from 1; 0 when it is in none."""

    @property
    def place_id(self) -> str:
        """The identifier of the place of a ``place`` row."""
        if self.id:
            return self.id
        slug = re.sub(r"[^0-9a-z]+", "-", name_key(self.name)).strip("-") or "place"
        return f"own:{slug}-{self.country.lower() if self.country else f'{self.lat},{self.lon}'}"

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)

    @property
    def spread(self) -> tuple[PlacePrecision, float]:
        """Precision and radius in kilometres."""
        precision, radius = _SPREADS[self.kind]
        return cast("PlacePrecision", self.precision or precision), self.radius_km or radius


COLUMNS = tuple(column.name for column in fields(OverlayRow) if column.compare)


def read_overlay(path: Path) -> tuple[OverlayRow, ...]:
    r"""Read a file of own places.

    Args:
        path: A CSV file in UTF-8 with a line of column names, of which only ``name`` must be there.

    Returns:
        Its rows in their order.

    Raises:
        InvalidOverlay: The file is not there, or a row cannot be; the message names file, line and cause.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder) / "places.csv"
        ...     _ = path.write_text("name,lat,lon,country,kind\nPier 9,43.1,131.9,RU,site\n")
        ...     read_overlay(path)[0].place_id
        'own:pier-9-ru'
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as problem:
        raise InvalidOverlay(f"no file of places at {path}: `geoevents gazetteer add` makes one") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise InvalidOverlay(f"{path} cannot be read as UTF-8 text: {problem}") from problem
    found: dict[str, int] = {}
    rows = []
    for line, cells in _lines(text, path):
        try:
            row = replace(_row(cells), line=line)
        except ValueError as problem:
            raise InvalidOverlay(f"{path}, line {line}: {problem}") from problem
        if row.action == "place" and row.place_id in found:
            raise InvalidOverlay(
                f"{path}, line {line}: {row.place_id!r} stands in line {found[row.place_id]} already: give an id"
            )
        if row.action == "place":
            found[row.place_id] = line
        rows.append(row)
    return tuple(rows)


def _lines(text: str, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the number and cells of every line that is not empty."""
    head = text.partition("\n")[0]
    delimiter = ";" if ";" in head and "," not in head else ","  # spreadsheets of half the world write semicolons
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = _columns(cells, path)
            elif len(cells) != len(columns):
                raise InvalidOverlay(f"{path}, line {reader.line_num}: {len(cells)} cells under {len(columns)} columns")
            else:
                yield reader.line_num, dict(zip(columns, map(_fused, cells), strict=True))
    except csv.Error as problem:
        raise InvalidOverlay(f"{path}, line {reader.line_num}: {problem}") from problem


def _columns(cells: list[str], path: Path) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    known = ", ".join(COLUMNS)
    if "name" not in columns:
        raise InvalidOverlay(f"{path}, line 1: no column 'name': the first line names the columns, of {known}")
    if unknown := sorted(set(columns).difference(COLUMNS)):
        raise InvalidOverlay(f"{path}, line 1: no column is called {', '.join(map(repr, unknown))}: use {known}")
    if len(set(columns)) < len(columns):
        raise InvalidOverlay(f"{path}, line 1: a column stands there twice")
    return columns


def _row(cells: dict[str, str]) -> OverlayRow:
    """Make a row of its cells; ``ValueError`` says what cannot be."""
    given = {column: cell for column, cell in cells.items() if cell}
    row = OverlayRow(
        name=given.get("name", ""),
        lat=_number(given, "lat", -90, 90),
        lon=_number(given, "lon", -180, 180),
        country=given.get("country"),
        admin1=given.get("admin1"),
        kind=given.get("kind", "site").lower(),
        precision=given.get("precision", "").lower(),
        radius_km=_number(given, "radius_km", 0.001, 20_000),
        population=int(_number(given, "population", 0, 1e10) or 0),
        aliases=tuple(alias.strip() for alias in given.get("aliases", "").split("|") if alias.strip()),
        id=given.get("id", ""),
        action=cast("Action", given.get("action", "place").lower()),
        reason=given.get("reason", ""),
        source=given.get("source", ""),
    )
    return checked(row)


def _number(given: dict[str, str], column: str, least: float, most: float) -> float | None:
    text = given.get(column)
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{column} {text!r} is no number") from None
    if not least <= value <= most:
        raise ValueError(f"{column} {text!r} is not between {least:g} and {most:g}")
    return value


def checked(row: OverlayRow) -> OverlayRow:
    """Refuse a row that cannot be.

    Raises:
        ValueError: Says which cell and why.
    """
    if nameless := [name for name in row.names if not name_key(name)]:
        raise ValueError(f"name {nameless[0]!r} has no letters or digits")
    if row.action not in ACTIONS:
        raise ValueError(f"action {row.action!r} is none of {', '.join(ACTIONS)}")
    if row.kind not in KINDS:
        raise ValueError(f"kind {row.kind!r} is none of {', '.join(KINDS)}")
    if row.precision and row.precision not in _PRECISIONS:
        raise ValueError(f"precision {row.precision!r} is none of {', '.join(_PRECISIONS)}")
    if row.country is not None and not re.fullmatch(r"[A-Z]{2}", row.country):
        raise ValueError(f"country {row.country!r} is no ISO 3166-1 code of two capitals, such as RU")
    if row.action == "place" and (row.lat is None or row.lon is None):
        raise ValueError("a place needs lat and lon in degrees; for a further name of a known place, action is name")
    if row.action != "place" and not (row.lat is None and row.lon is None):
        raise ValueError(f"lat and lon say nothing in a row whose action is {row.action}")
    if row.action != "place" and not row.id:
        raise ValueError(
            f"action {row.action} needs the id of a place" + (", or *" if row.action == "suppress" else "")
        )
    if row.id == ANY and row.action != "suppress":
        raise ValueError("id * is for suppress only")
    return row


def append_row(path: Path, row: OverlayRow) -> None:
    """Add one row to a file of own places, which is made when it is not there.

    Args:
        path: The file.
        row: What to add.

    Raises:
        InvalidOverlay: The file has faults, the row cannot be, or its place is in the file already.
        OSError: The file cannot be written.
    """
    try:
        checked(row)
    except ValueError as problem:
        raise InvalidOverlay(f"{row.name!r} cannot be added: {problem}") from problem
    rows = read_overlay(path) if path.is_file() and path.stat().st_size else ()
    if row in rows:
        return
    if row.action == "place" and row.place_id in {one.place_id for one in rows if one.action == "place"}:
        raise InvalidOverlay(f"{path} has {row.place_id!r} already: change that row, or give another id")
    write_overlay(path, (*rows, row))


def write_overlay(path: Path, rows: tuple[OverlayRow, ...]) -> None:
    """Write a file of own places anew; an existing one is replaced in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".geoevents-") as folder:
        draft = Path(folder) / path.name
        with draft.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows([_defused(_cell(row, column)) for column in COLUMNS] for row in rows)
        draft.replace(path)


def _cell(row: OverlayRow, column: str) -> str:
    value = getattr(row, column)
    if value is None or (column == "population" and not value):
        return ""
    return "|".join(value) if column == "aliases" else str(value)


def _defused(cell: str) -> str:
    """Keep a spreadsheet from running a cell; a negative number is none."""
    if _FORMULA.match(cell) and not re.fullmatch(r"-?\d+(?:\.\d+)?", cell):
        return f"'{cell}"
    return cell


def _fused(cell: str) -> str:
    """Undo :func:`_defused`."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
