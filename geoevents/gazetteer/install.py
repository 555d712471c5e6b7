"""The full GeoNames as one file beside the packaged gazetteer: made from GeoNames' dump, swapped in whole."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoevents.errors import DumpMissing, InvalidDump, UnwritableOutput
from geoevents.gazetteer import home
from geoevents.gazetteer.dump import EVERYTHING, find_dump, sum_of
from geoevents.gazetteer.flags import SCHEMA_VERSION, Layer
from geoevents.gazetteer.staging import Staging

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator

    from geoevents.gazetteer.dump import Dump

ATTRIBUTION = "Places: GeoNames (CC BY 4.0)."
_DATA_SHARE, _TEMPORARY_SHARE = 1.9, 0.7
"""Bytes of disk to a byte of dump: the rows as they came and the new file, and what sorting spills; measured."""
_SETTINGS = """
PRAGMA new.page_size=8192; PRAGMA new.journal_mode=OFF; PRAGMA new.synchronous=OFF;
PRAGMA new.cache_size=-65536; PRAGMA main.cache_size=-131072;
"""
_SCHEMA = """
CREATE TABLE new.meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE new.place (
  id INTEGER PRIMARY KEY, ident TEXT, gid INTEGER, name TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL,
  country TEXT, admin1 TEXT, layer INTEGER NOT NULL, precision INTEGER NOT NULL, radius INTEGER NOT NULL,
  population INTEGER NOT NULL, source INTEGER NOT NULL
);
CREATE TABLE new.name (
  key TEXT NOT NULL, place INTEGER NOT NULL, flags INTEGER NOT NULL, PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE new.member (place INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY (place, code)) WITHOUT ROWID;
CREATE TABLE new.area (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
"""
_STEPS = (
    """INSERT OR REPLACE INTO new.place
    SELECT id,NULL,NULL,name,lat,lon,country,admin1,layer,precision,radius,population,0 FROM main.place ORDER BY id""",
    # A name that a place has twice keeps the lower flag: the main name before the alternate.
    "INSERT OR IGNORE INTO new.name SELECT key,place,flags FROM main.name ORDER BY key,place,flags",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """What an import made."""

    path: Path
    """The file."""
    places: int
    names: int
    """Pairs of key and place."""
    size: int
    """Bytes."""
    sha256: str
    """Of the file; ``verify`` compares it."""
    resumed: bool
    """Whether an earlier run had begun it."""


def install(
    folder: Path | str, *, countries: Collection[str] = (), restart: bool = False, progress: bool = False
) -> Installed:
    """Make the full gazetteer from GeoNames' dump files, and use it from now on.

    What was installed before is used until the new file is complete, and replaced in one step. A run that was
    stopped goes on where it was when it is called again with the same files.

    Args:
        folder: Where ``allCountries`` or ``RU``, ``UA`` … lie, as ``.txt`` or ``.zip``; ``alternateNamesV2`` and
            ``admin1CodesASCII`` beside them are used when they are there, and so are the sums in ``SHA256SUMS``.
        countries: ISO 3166-1 alpha-2 codes; empty for all.
        restart: Forget what an earlier run read.
        progress: Show a bar on standard error.

    Returns:
        What was made.

    Raises:
        DumpMissing: The folder lacks a file.
        InvalidDump: A file is damaged, is not GeoNames', or changed while it was read.
        UnwritableOutput: The data folder cannot be written to, or the disk is too full.
    """
    dump = find_dump(Path(folder), countries)
    target = home.full_path()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _require_room(target.parent, dump)
        staging = Staging(home.staging_path(), dump, restart=restart)
        with closing(staging):
            _stage(staging, dump, progress=progress)
            draft = target.with_name(f"{target.name}.part")
            facts = _write(staging, dump, draft, progress=progress)
    except OSError as problem:
        if isinstance(problem, (DumpMissing, UnwritableOutput)):
            raise
        raise UnwritableOutput(
            f"cannot write {target.parent}: {problem}. Name another folder in GEOEVENTS_DATA."
        ) from problem
    return _swap(draft, target, facts, resumed=staging.resumed)


def _require_room(folder: Path, dump: Dump) -> None:
    """Stop before the work rather than in the middle of it."""
    size = sum(file.size for file in (*dump.places, dump.alternates) if file)
    if dump.countries and any(file.member.startswith(EVERYTHING) for file in dump.places):
        return  # how much of the whole the countries are is not known before
    scratch = Path(tempfile.gettempdir())
    together = folder.stat().st_dev == scratch.stat().st_dev
    shares = {folder: _DATA_SHARE + _TEMPORARY_SHARE} if together else {folder: _DATA_SHARE, scratch: _TEMPORARY_SHARE}
    for place, share in shares.items():
        free = shutil.disk_usage(place).free
        if free < size * share:
            raise UnwritableOutput(
                f"{place} has {free / 1e9:.1f} GB left and the import needs {size * share / 1e9:.1f} GB"
            )


def _stage(staging: Staging, dump: Dump, *, progress: bool) -> None:
    from tqdm import tqdm

    total = sum(file.size for file in (*dump.places, dump.alternates) if file)
    with tqdm(total=total, unit="B", unit_scale=True, desc="reading", disable=not progress) as bar:
        for file in dump.places:
            staging.read_places(file, countries=dump.countries, alternates=dump.alternates is None, step=bar.update)
        if dump.alternates:
            staging.read_alternates(dump.alternates, staging.levels(), bar.update)


def _write(staging: Staging, dump: Dump, draft: Path, *, progress: bool) -> dict[str, Any]:
    """Sort the rows into a new file and close it."""
    from tqdm import tqdm

    draft.unlink(missing_ok=True)
    connection = staging.connection  # which holds the lock that keeps a second import out
    connection.execute("ATTACH ? AS new", (str(draft),))
    connection.executescript(_SETTINGS)
    connection.execute("BEGIN")
    for statement in _SCHEMA.split(";"):
        connection.execute(statement)
    for statement in tqdm(_STEPS, desc="sorting", unit="table", disable=not progress):
        connection.execute(statement)
    connection.executemany("INSERT OR REPLACE INTO new.area VALUES (?,?)", sorted(_areas(dump)))
    facts = _facts(connection, dump)
    rows = sorted((key, json.dumps(value, sort_keys=True)) for key, value in facts.items())
    connection.executemany("INSERT INTO new.meta VALUES (?,?)", rows)
    connection.execute("COMMIT")
    connection.execute("DETACH new")
    return facts


def _areas(dump: Dump) -> Iterator[tuple[str, str]]:
    """Codes and names of first-level divisions."""
    if dump.divisions is None:
        return
    with dump.divisions.open() as stream:
        for number, raw in enumerate(stream, 1):
            fields = raw.decode("utf-8").rstrip("\r\n").split("\t")
            if len(fields) != 4:
                raise InvalidDump(
                    f"{dump.divisions.label}, line {number} has {len(fields)} columns, not 4: it is not GeoNames' file"
                )
            if not dump.countries or fields[0].partition(".")[0] in dump.countries:
                yield fields[0], fields[1]


def _facts(connection: sqlite3.Connection, dump: Dump) -> dict[str, Any]:
    """What the head of the file says."""
    layers = dict.fromkeys((layer.name.lower() for layer in Layer), 0)
    for number, count in connection.execute("SELECT layer, count(*) FROM new.place GROUP BY layer"):
        layers[Layer(number).name.lower()] = count
    files = connection.execute("SELECT file, digest, rows FROM main.done ORDER BY file").fetchall()
    return {
        "schema": SCHEMA_VERSION,
        "numbering": "geonameid",
        "sources": ["geonames"],
        "layers": layers,
        "places": sum(layers.values()),
        "names": connection.execute("SELECT count(*) FROM new.name").fetchone()[0],
        "packages": {Path(file).name: digest[:12] for file, digest, _ in files},
        "countries": sorted(dump.countries),
        "attribution": ATTRIBUTION,
    }


def _swap(draft: Path, target: Path, facts: dict[str, Any], *, resumed: bool) -> Installed:
    """Put the new file in the old one's place: a reader sees the one or the other, never a part."""
    with draft.open("rb+") as stream:
        os.fsync(stream.fileno())
    made = Installed(
        path=target,
        places=facts["places"],
        names=facts["names"],
        size=draft.stat().st_size,
        sha256=sum_of(draft),
        resumed=resumed,
    )
    note = target.with_suffix(".sha256.part")
    note.write_text(f"{made.sha256}  {target.name}\n", "utf-8")
    os.replace(draft, target)  # noqa: PTH105 - over what is there
    os.replace(note, target.with_suffix(".sha256"))  # noqa: PTH105 - over what is there
    home.staging_path().unlink(missing_ok=True)
    return made


def verify() -> str:
    """Compare the installed file with the sum that was taken when it was made.

    Returns:
        The sum, as hexadecimal digits.

    Raises:
        DumpMissing: The full GeoNames is not installed.
        InvalidDump: The file is not as it was made.
    """
    path = home.full_path()
    note = path.with_suffix(".sha256")
    if not path.is_file() or not note.is_file():
        raise DumpMissing(f"no full gazetteer at {path}: `geoevents gazetteer install geonames` makes it")
    wanted, found = note.read_text("utf-8").split()[0], sum_of(path)
    if wanted != found:
        raise InvalidDump(f"{path} has the sum {found}, not {wanted}: install it again")
    return found


def uninstall() -> tuple[Path, ...]:
    """Remove the full GeoNames and what an import left half-made; own places stay.

    Returns:
        The files that were removed; none when nothing was installed.
    """
    path = home.full_path()
    half = home.staging_path()
    found = [path, path.with_suffix(".sha256"), path.with_name(f"{path.name}.part"), half]
    found.append(half.with_name(f"{half.name}-journal"))
    gone = tuple(file for file in found if file.is_file())
    for file in gone:
        file.unlink()
    return gone
