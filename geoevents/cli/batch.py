"""``geoevents extract``: records in, readings out, one line at a time."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from geoevents.errors import (
    AssetMissing,
    DocumentMissing,
    ExtraMissing,
    GazetteerMissing,
    InvalidRecord,
    UnwritableOutput,
)
from geoevents.records import document_from_line, line_from_record

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from geoevents.model import Document
    from geoevents.provenance import Provenance

    Read = Callable[[Document], dict[str, Any]]

_GZIP = b"\x1f\x8b"
_SETUP = (AssetMissing, ExtraMissing, GazetteerMissing)  # would fail for every record: stop at once


@dataclass(slots=True, kw_only=True)
class Tally:
    """How a run went so far."""

    written: int = 0
    """Records put out by this run."""
    failed: int = 0
    """Records that could not be done."""
    kept: int = 0
    """Records that an earlier run had put out."""
    interrupted: bool = False
    """The run was stopped from the keyboard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """Who is told how the run goes."""

    begin: Callable[[int | None], None]
    """Called once, with the number of records where it is known."""
    step: Callable[[], None]
    """Called after each record."""
    failed: Callable[[str, BaseException], None]
    """Called with the words for a record that could not be done, and the cause."""


def run(source: str, target: str, *, prepare: Callable[[], Read], resume: bool, watcher: Watcher) -> Tally:
    """Read every record of a file and write what was found.

    Output grows in ``TARGET.part``, flushed after each record, and takes its name at the end; a run that is
    stopped leaves the part, and ``resume`` goes on from there (or from a finished output that lacks records).

    Args:
        source: JSONL file, plain or gzip; ``-`` for standard input.
        target: JSONL file, compressed when its name ends in ``.gz``; ``-`` for standard output.
        prepare: Called when the input is there; gives what makes the output record of a document.
        resume: Keep the records that are there and do the others.
        watcher: Who is told how it goes.

    Returns:
        The counts.

    Raises:
        DocumentMissing: There is no such input.
        UnwritableOutput: The output cannot be written.
        GazetteerMissing: Or another fault of the set-up, which no record survives.
    """
    if target != "-" and source != "-" and _same(source, target):
        raise UnwritableOutput(f"{target!r} is the input: name another file for the output")
    tally = Tally()
    with lines_in(source) as lines:
        read = prepare()
        with _output(target, resume=resume) as (sink, done):
            watcher.begin(_count(source))
            tally.kept = done.total()
            try:
                for number, line in lines:
                    _one(line, number, sink=sink, done=done, read=read, watcher=watcher, tally=tally)
                    watcher.step()
            except InvalidRecord as problem:  # the file itself breaks off: what came before it is whole
                tally.failed += 1
                watcher.failed(str(problem), problem)
            except KeyboardInterrupt:
                tally.interrupted = True
    if not tally.interrupted:
        _finish(target)
    return tally


def write_made_with(target: str, made: Sequence[Provenance], *, resume: bool) -> None:
    """Write beside an output what its records were made with; of a resumed run, also what the earlier ones were.

    Args:
        target: The output; nothing is written for standard output.
        made: What this run was made with.
        resume: Keep what is written there already.

    Raises:
        UnwritableOutput: The file cannot be written.
    """
    from geoevents.export.files import beside, pretty, write_text

    if target == "-":
        return
    path = beside(target)
    told = [one.as_dict() for one in made]
    try:
        if resume and path.is_file():
            told = [*json.loads(path.read_bytes())["made_with"], *told]
    except (OSError, ValueError, KeyError, TypeError):
        pass  # not ours, or damaged: what is known now is written
    kept = [one for at, one in enumerate(told) if one not in told[:at]]
    write_text(path, pretty({"made_with": kept}))


def part_of(target: str | Path) -> Path:
    """Where an output grows until it is whole.

    Example:
        >>> part_of("out.jsonl").name
        'out.jsonl.part'
    """
    return Path(f"{target}.part")


def _one(
    line: bytes,
    number: int,
    *,
    sink: BinaryIO,
    done: Counter[str],
    read: Read,
    watcher: Watcher,
    tally: Tally,
) -> None:
    where = f"line {number}"
    try:
        document = document_from_line(_text(line, number), number)
        where = f"line {number} ({document.id})"
        if done[document.id]:
            done[document.id] -= 1  # an id that comes twice was written twice
            return
        out = line_from_record(read(document))
    except _SETUP:
        raise
    except InvalidRecord as problem:
        tally.failed += 1
        watcher.failed(str(problem), problem)
    except Exception as problem:  # noqa: BLE001 - one record must not end the run, whatever is wrong with it
        tally.failed += 1
        watcher.failed(f"{where}: {type(problem).__name__}: {problem}", problem)
    else:
        _write(sink, out)
        tally.written += 1


def _text(line: bytes, number: int) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as problem:
        raise InvalidRecord(f"line {number}: not UTF-8 ({problem.reason} at byte {problem.start})") from problem


def _write(sink: BinaryIO, line: str) -> None:
    try:
        sink.write(line.encode() + b"\n")
        sink.flush()
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise UnwritableOutput(f"cannot write any further: {problem.strerror or problem}") from problem


@contextmanager
def lines_in(source: str) -> Iterator[Iterator[tuple[int, bytes]]]:
    """Open a file of records, plain or gzip, for the length of a ``with`` block: its lines that are not blank.

    Args:
        source: The file; ``-`` for standard input.

    Yields:
        Line numbers, from 1, and lines.

    Raises:
        DocumentMissing: There is no such file.
        InvalidRecord: While reading, when the file breaks off.
    """
    with _opened(source) as file:
        yield _numbered(file, source)


def _numbered(file: BinaryIO, source: str) -> Iterator[tuple[int, bytes]]:
    number = 0
    try:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield number, line
    except (EOFError, OSError, zlib.error) as problem:
        raise InvalidRecord(f"{source} breaks off after line {number}: {problem}") from problem


@contextmanager
def _opened(source: str) -> Iterator[BinaryIO]:
    try:
        raw = cast("io.BufferedReader", sys.stdin.buffer) if source == "-" else Path(source).open("rb")  # noqa: SIM115 - closed below
    except FileNotFoundError as problem:
        raise DocumentMissing(f"no such file: {source!r} (seen from {Path.cwd()})") from problem
    except OSError as problem:
        raise DocumentMissing(f"cannot read {source!r}: {problem.strerror or problem}") from problem
    try:
        packed = raw.peek(2)[:2] == _GZIP
        yield cast("BinaryIO", gzip.GzipFile(fileobj=raw)) if packed else raw
    finally:
        if source != "-":
            raw.close()


def _count(source: str) -> int | None:
    if source == "-" or not Path(source).is_file():
        return None
    try:
        with lines_in(source) as lines:
            return sum(1 for _ in lines)
    except InvalidRecord:  # reported when the run comes there
        return None


@contextmanager
def _output(target: str, *, resume: bool) -> Iterator[tuple[BinaryIO, Counter[str]]]:
    """Open what grows, with the ids that are in it already."""
    if target == "-":
        yield sys.stdout.buffer, Counter()
        return
    part = part_of(target)
    if Path(target).is_dir():
        raise UnwritableOutput(f"cannot write {target!r}: it is a folder")
    try:
        done = _salvage(Path(target), part) if resume else _put_aside(part)
        file = part.open("ab")
    except OSError as problem:
        raise UnwritableOutput(f"cannot write {target!r}: {problem.strerror or problem}") from problem
    with file:
        yield file, done


def _put_aside(part: Path) -> Counter[str]:
    if part.exists():
        part.replace(f"{part}.old")  # hours of an interrupted run may be in it
    return Counter()


def _salvage(target: Path, part: Path) -> Counter[str]:
    """Keep the whole lines of an earlier run, and drop the one it was writing when it ended."""
    source = part if part.exists() else target
    done: Counter[str] = Counter()
    if not source.exists():
        return done
    fresh = Path(f"{part}.new")
    with _opened(str(source)) as old, fresh.open("wb") as new:
        for line in old:
            try:
                done[json.loads(line)["doc_id"]] += 1
            except (ValueError, KeyError, TypeError):
                continue
            new.write(line.rstrip(b"\n") + b"\n")
    fresh.replace(part)
    return done


def _finish(target: str) -> None:
    if target == "-":
        return
    part = part_of(target)
    try:
        if target.endswith(".gz"):
            packed = Path(f"{part}.gz")
            with part.open("rb") as plain, gzip.open(packed, "wb") as out:
                while chunk := plain.read(1 << 20):
                    out.write(chunk)
            packed.replace(target)
            part.unlink()
        else:
            part.replace(target)
    except OSError as problem:
        raise UnwritableOutput(
            f"cannot write {target!r}: {problem.strerror or problem}; the records are in {part}"
        ) from problem


def _same(source: str, target: str) -> bool:
    try:
        return Path(source).samefile(target)
    except OSError:
        return False
