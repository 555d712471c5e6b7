"""``geoevents gazetteer``: what it holds, and who bears a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoevents.gazetteer import Gazetteer, default_gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geoevents.model import Candidate


def opened(path: Path | None) -> Gazetteer:
    """Open a gazetteer file, the packaged one when there is no path.

    Raises:
        GazetteerMissing: There is none.
    """
    return default_gazetteer() if path is None else Gazetteer(path)


def described(path: Path | None) -> Iterator[str]:
    """Say what a gazetteer holds, line by line."""
    info = opened(path).info
    yield f"file: {info.path}"
    yield f"layout: {info.schema}"
    yield f"places: {info.places:,}"
    yield f"names: {info.names:,}"
    for layer, count in info.layers.items():
        yield f"  {layer}: {count:,}"
    yield "made from: " + ", ".join(f"{package} {version}" for package, version in info.packages.items())
    yield f"attribution: {info.attribution}"


def bearers(path: Path | None, name: str, *, fuzzy: bool, limit: int) -> Iterator[str]:
    """List the places that a name may mean, best first, one a line, fields apart by tabs."""
    found = opened(path).lookup(name, fuzzy=fuzzy)
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
