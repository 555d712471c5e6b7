"""GeoNames' dump files over HTTP, when the user asks for it: resumed where a run stopped, whole or not at all."""

from __future__ import annotations

from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from geoevents.errors import DownloadFailed
from geoevents.gazetteer.dump import ALTERNATES, DIVISIONS, EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

GEONAMES = "https://download.geonames.org/export/dump/"
"""Where GeoNames publishes its dump, every day anew."""
_BLOCK = 1 << 18
_TIMEOUT = 60.0
"""Seconds without a byte."""


def fetch(
    folder: Path,
    countries: Collection[str],
    *,
    url: str = GEONAMES,
    alternates: bool = False,
    progress: bool = False,
) -> tuple[Path, ...]:
    """Download what an import needs.

    Args:
        folder: Where to; files that are there already are kept.
        countries: ISO 3166-1 alpha-2 codes; empty for all.
        url: Folder of the dump, http or https.
        alternates: Also the file of alternates, which tells former names and abbreviations apart; it is large.
        progress: Show a bar on standard error.

    Returns:
        The files.

    Raises:
        DownloadFailed: The server has no such file, refused or broke off. What came is kept for the next attempt.
    """
    if urlsplit(url).scheme not in {"http", "https"}:
        raise DownloadFailed(f"{url!r} is no http address: write one such as {GEONAMES}")
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"{code.upper()}.zip" for code in sorted(countries)] or [f"{EVERYTHING}.zip"]
    names += [f"{DIVISIONS}.txt", *([f"{ALTERNATES}.zip"] if alternates else [])]
    return tuple(_file(url, folder / name, progress=progress) for name in names)


def _file(url: str, target: Path, *, progress: bool) -> Path:
    if target.is_file():
        return target
    address = url.rstrip("/") + "/" + quote(target.name)
    part, note = target.with_name(f"{target.name}.part"), target.with_name(f"{target.name}.version")
    version = note.read_text("utf-8") if note.is_file() else ""
    have = part.stat().st_size if part.is_file() and version else 0
    headers = {"User-Agent": "geoevents (gazetteer install)"}
    if have:  # the rest of the same version, or all of a newer one
        headers |= {"Range": f"bytes={have}-", "If-Range": version}
    try:
        with urlopen(Request(address, headers=headers), timeout=_TIMEOUT) as answer:  # noqa: S310 - http, as checked
            have = have if answer.status == 206 else 0
            note.write_text(answer.headers.get("ETag") or answer.headers.get("Last-Modified") or "", "utf-8")
            _store(answer, part, have, progress=progress)
    except HTTPError as problem:
        problem.close()
        words = f"{address} answered {problem.code} {problem.reason}"
        hint = "is the country's code right?" if problem.code == 404 else "try again later"
        if problem.code == 416:
            part.unlink(missing_ok=True)
        raise DownloadFailed(f"{words}: {hint}") from problem
    except (OSError, HTTPException) as problem:
        raise DownloadFailed(f"{address} broke off ({problem}): the same command goes on where it stopped") from problem
    part.replace(target)
    note.unlink(missing_ok=True)
    return target


def _store(answer: Any, part: Path, have: int, *, progress: bool) -> None:
    """Write the body after what is there, and see that it is whole."""
    from tqdm import tqdm

    length = answer.headers.get("Content-Length")
    total = have + int(length) if length is not None else None
    with (
        part.open("ab" if have else "wb") as stream,
        tqdm(total=total, initial=have, unit="B", unit_scale=True, desc=part.stem, disable=not progress) as bar,
    ):
        while block := answer.read(_BLOCK):
            stream.write(block)
            bar.update(len(block))
    if total is not None and (size := part.stat().st_size) != total:
        raise OSError(f"{size:,} of {total:,} bytes came")
