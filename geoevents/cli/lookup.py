"""``geoevents gazetteer``: what it holds, who bears a name, and what was added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import typer

from geoevents.gazetteer import Gazetteer, default_gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geoevents.gazetteer import GazetteerInfo, OverlayRow
    from geoevents.model import Candidate


def opened(path: Path | None, places: Path | None = None) -> Gazetteer:
    """Open a gazetteer file with own places over it; without a path the packaged one, with all that belongs to it.

    Args:
        path: The file.
        places: The project's places, instead of the usual file.

    Raises:
        GazetteerMissing: There is none.
        InvalidOverlay: A row of own places cannot be.
    """
    from geoevents.gazetteer.home import own_overlays

    return default_gazetteer(places) if path is None else Gazetteer(path, overlays=own_overlays(places))


def described(path: Path | None, places: Path | None = None) -> Iterator[str]:
    """Say what a gazetteer holds, line by line."""
    from geoevents.gazetteer import read_overlay
    from geoevents.gazetteer.home import full_path

    found = opened(path, places)
    yield from _told(found.info)
    if found.full is not None:
        yield "the full GeoNames, under it:"
        yield from (f"  {line}" for line in _told(found.full))
    elif path is None:
        yield f"the full GeoNames: not installed (it would be {full_path()})"
    for overlay in found.overlays:
        yield f"own places: {overlay}, {len(read_overlay(overlay)):,} rows"


def _told(info: GazetteerInfo) -> Iterator[str]:
    yield f"file: {info.path}"
    yield f"layout: {info.schema}"
    yield f"size: {info.path.stat().st_size / 1e6:,.1f} MB"
    yield f"places: {info.places:,}"
    yield f"names: {info.names:,}"
    for layer, count in info.layers.items():
        yield f"  {layer}: {count:,}"
    yield "made from: " + ", ".join(f"{package} {version}" for package, version in info.packages.items())
    yield f"attribution: {info.attribution}"


def bearers(path: Path | None, name: str, *, fuzzy: bool, limit: int, places: Path | None = None) -> Iterator[str]:
    """List the places that a name may mean, best first, one a line, fields apart by two blanks."""
    found = opened(path, places).lookup(name, fuzzy=fuzzy)
    for candidate in found[:limit]:
        yield _line(candidate)
    if len(found) > limit:
        yield f"… and {len(found) - limit} more: --limit {len(found)} shows them"


def _line(candidate: Candidate) -> str:
    place = candidate.place
    where = ", ".join(part for part in (place.admin1_name, place.country) if part)
    people = f"{place.population:,} people" if place.population else "-"
    position = f"{place.latitude:.4f} {place.longitude:.4f}"
    return "  ".join((place.name, where or "-", place.layer, people, position, place.id, f"[{candidate.rung}]"))


def kept(row: OverlayRow, path: Path) -> str:
    """Say what one row of own places does from now on."""
    names = ", ".join(row.names)
    if row.action == "suppress":
        whom = "no place" if row.id == "*" else f"not {row.id}"
        return f"{names}: means {whom} from now on ({path})"
    where = f"{row.lat}, {row.lon}" if row.action == "place" else row.id
    return f"{names}: {where}, kept in {path}"


def remembered(name: str, *, provider: str, endpoint: str | None) -> Candidate:
    """Give the best answer that a geocoder once gave for a name, from its cache.

    Raises:
        GeocoderUnavailable: It was never asked.
        BadParameter: There is no such geocoder, or it knew no such place.
    """
    from geoevents.geocode import Geocoder

    try:
        geocoder = Geocoder(
            provider,
            user_agent="geoevents gazetteer promote",
            endpoint=endpoint,
            offline=True,
        )
    except ValueError as problem:
        raise typer.BadParameter(str(problem)) from problem
    found = geocoder.candidates(name)
    if not found:
        raise typer.BadParameter(f"{provider} knew no place called {name!r}")
    return found[0]


def codes_of(countries: str) -> frozenset[str]:
    """Read ``RU,UA`` or ``all``.

    Raises:
        BadParameter: A code is none.
    """
    codes = frozenset(code.strip().upper() for code in countries.split(",") if code.strip())
    if codes == {"ALL"}:
        return frozenset()
    if wrong := sorted(code for code in codes if not re.fullmatch(r"[A-Z]{2}", code)) or (
        ["nothing"] if not codes else []
    ):
        raise typer.BadParameter(f"{wrong[0]!r} is no ISO 3166-1 code of two letters: write RU,UA or all")
    return codes


def installed(
    codes: frozenset[str], *, folder: Path | None, url: str | None, alternates: bool, restart: bool, progress: bool
) -> list[str]:
    """Download if asked to, import, and say what was made."""
    from geoevents.gazetteer.home import data_folder
    from geoevents.gazetteer.install import install

    if folder is None:
        from geoevents.gazetteer.fetch import GEONAMES, fetch

        folder = data_folder() / "downloads"
        for old in folder.glob("*") if restart else ():
            old.unlink()
        files = fetch(folder, codes, url=url or GEONAMES, alternates=alternates, progress=progress)
    else:
        files = ()
    made = install(folder, countries=codes, restart=restart, progress=progress)
    for file in files:  # kept until here, so that a stopped import need not download again
        file.unlink()
    again = " (went on where an earlier run had stopped)" if made.resumed else ""
    return [
        f"installed {made.places:,} places with {made.names:,} names{again}",
        f"{made.path}, {made.size / 1e6:,.1f} MB, sha256 {made.sha256}",
    ]
