"""GeoNames' own dump files, as text or zip: found, checked against their sums, read in blocks from any place on."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from geoevents.errors import DumpMissing, InvalidDump

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

BLOCK = 1 << 21
"""Bytes read at a time."""
SUMS = "SHA256SUMS"
ALTERNATES = "alternateNamesV2"
DIVISIONS = "admin1CodesASCII"
EVERYTHING = "allCountries"
_TOO_LONG = 60
"""Characters; a longer alternate is a description."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpFile:
    """One file of the dump, plain or inside a zip."""

    path: Path
    """The file as it lies in the folder."""
    member: str
    """Name of the text inside the zip, or of the file itself."""
    size: int
    """Bytes of the text."""

    @property
    def label(self) -> str:
        """How messages name it."""
        return str(self.path) if self.path.name == self.member else f"{self.path} ({self.member})"

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open the text; a damaged zip is an error that names the file."""
        try:
            if self.path.name == self.member:
                with self.path.open("rb") as stream:
                    yield stream
            else:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as stream:
                    yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError) as problem:
            raise InvalidDump(f"{self.path} is damaged ({problem}): download it again") from problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """The files that one import reads."""

    places: tuple[DumpFile, ...]
    alternates: DumpFile | None
    """With flags for each name; the column of alternates in the places' files serves when there is none."""
    divisions: DumpFile | None
    """Names of first-level divisions."""
    countries: frozenset[str]
    """ISO 3166-1 alpha-2 codes to keep; empty for all."""


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines."""

    lines: list[str]
    end: int
    """Offset in bytes of the text after them."""
    digest: str
    """SHA-256 of the text up to there."""
    first: int
    """Number of the first line, from 1."""


def find_dump(folder: Path, countries: Collection[str]) -> Dump:
    """Find the files in a folder.

    Args:
        folder: Where ``allCountries`` or ``RU``, ``UA`` … lie, each as ``.txt`` or ``.zip``.
        countries: ISO 3166-1 alpha-2 codes; empty for all.

    Raises:
        DumpMissing: A file that is needed is not there.
        InvalidDump: A file does not have the sum that ``SHA256SUMS`` beside it says.
    """
    codes = frozenset(code.upper() for code in countries)
    if not folder.is_dir():
        raise DumpMissing(f"no folder {folder}: name the one with {EVERYTHING}.zip or a country's file such as RU.zip")
    whole = _find(folder, EVERYTHING)
    own = {code: _find(folder, code) for code in sorted(codes)}
    places = tuple(file for file in own.values() if file) if codes and all(own.values()) else (whole,) if whole else ()
    if not places:
        wanted = ", ".join(f"{code}.zip" for code, file in own.items() if not file) or f"{EVERYTHING}.zip"
        also = f" nor {EVERYTHING}.zip" if codes else ""
        raise DumpMissing(f"{folder} has no {wanted}{also} (or .txt): put GeoNames' dump there, or use --download")
    found = Dump(
        places=places, alternates=_find(folder, ALTERNATES), divisions=_find(folder, DIVISIONS), countries=codes
    )
    _check_sums(folder, {file.path.name for file in (*places, found.alternates, found.divisions) if file})
    return found


def _find(folder: Path, stem: str) -> DumpFile | None:
    plain, packed = folder / f"{stem}.txt", folder / f"{stem}.zip"
    if plain.is_file():
        return DumpFile(path=plain, member=plain.name, size=plain.stat().st_size)
    if not packed.is_file():
        return None
    try:
        with zipfile.ZipFile(packed) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error) as problem:
        raise InvalidDump(f"{packed} is damaged ({problem}): download it again") from problem
    if plain.name not in sizes:
        raise InvalidDump(f"{packed} holds {', '.join(sizes) or 'nothing'}, not {plain.name}: it is not GeoNames' file")
    return DumpFile(path=packed, member=plain.name, size=sizes[plain.name])


def sum_of(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _check_sums(folder: Path, names: set[str]) -> None:
    """Compare files with ``SHA256SUMS``, where the folder has one."""
    listing = folder / SUMS
    if not listing.is_file():
        return
    for number, line in enumerate(listing.read_text("utf-8").splitlines(), 1):
        wanted, _, name = line.partition(" ")
        name = name.strip().removeprefix("*")
        if line.strip() and (len(wanted) != 64 or not name):
            raise InvalidDump(f"{listing}, line {number} is no sum: write 64 hexadecimal digits and a file's name")
        if name in names and (is_so := sum_of(folder / name)) != wanted.lower():
            raise InvalidDump(f"{folder / name} has the sum {is_so}, not {wanted} as {SUMS} says: download it again")


def blocks(file: DumpFile, *, start: int = 0, digest: str = "", first: int = 1) -> Iterator[Block]:
    """Read a text in blocks of whole lines, beginning where an earlier run stopped.

    Args:
        file: What to read.
        start: Bytes that were read before.
        digest: SHA-256 of these; they are read again to see that the file is still the same.
        first: Number of the first line after them.

    Raises:
        InvalidDump: The file is damaged, changed, or is no UTF-8 text.
    """
    with file.open() as stream:
        running = hashlib.sha256()
        _skip(stream, running, start)
        if start and running.hexdigest() != digest:
            raise InvalidDump(f"{file.label} changed since the import began: begin anew with --restart")
        end = start
        while chunk := stream.read(BLOCK):
            chunk += stream.readline()
            running.update(chunk)
            end += len(chunk)
            try:
                lines = chunk.decode("utf-8").removesuffix("\n").split("\n")
            except UnicodeDecodeError as problem:
                line = first + chunk.count(b"\n", 0, problem.start)
                raise InvalidDump(f"{file.label}, line {line} is no UTF-8: it is not GeoNames' file") from problem
            yield Block(lines, end, running.hexdigest(), first)
            first += len(lines)


def _skip(stream: IO[bytes], running: hashlib._Hash, count: int) -> None:
    while count and (chunk := stream.read(min(BLOCK, count))):
        running.update(chunk)
        count -= len(chunk)


def usable(name: str) -> bool:
    """Tell a name that people write from a machine's: codes, transliterated search keys, descriptions.

    Example:
        >>> [name for name in ("Tashkent", "TAS", "swldw", "Ташкент") if usable(name)]
        ['Tashkent', 'Ташкент']
    """
    length = len(name)
    if length > _TOO_LONG or length < 2:
        return False
    if not name.isascii():
        return True
    # "TAS", "UN": airport codes and initials; "swldw": a search key made from Arabic script.
    return length > 2 and not name.islower() and not (length <= 4 and name.isupper())
