"""What a result was made with: package, gazetteer and model, for whoever finds the file a year later."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from geoevents import __version__
from geoevents.errors import GazetteerMissing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geoevents.gazetteer import Gazetteer, GazetteerInfo

RULES = "rules only"
"""Stands for the model where none is in the package."""
TABLE = "none: rows of a table"
"""Stands for the model where no text was read."""
_MODEL = "model.onnx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a result was made with, and how its numbers are to be read."""

    geoevents: str
    """Version of the package."""
    gazetteer: str
    """What the gazetteer was made from, with versions; own places over it and the full GeoNames under it, if any."""
    model: str
    """The model's digest, or that there is none."""
    attribution: str
    """Whom to name beside the places, with licences."""
    coordinates: str = "WGS 84 (EPSG:4326), degrees"
    """Coordinate system and unit of the points."""
    days: str = "civil days at the place, ISO 8601; no time zone, so no program shifts them"
    """How dates are meant."""
    units: str = "radius_km in kilometres; char_start and char_end in characters, end exclusive; confidence 0 to 1"
    """Units of the columns."""

    def as_dict(self) -> dict[str, str]:
        """The same as text by name, for files with a place for such."""
        return asdict(self)

    def in_words(self) -> str:
        """One line for a reader.

        Example:
            >>> installed().in_words().startswith("Made with geoevents ")
            True
        """
        return f"Made with {self.in_brief()}. {self.attribution} Coordinates: {self.coordinates}. Dates: {self.days}."

    def in_brief(self) -> str:
        """Versions only."""
        return f"geoevents {self.geoevents} (gazetteer: {self.gazetteer}; model: {self.model})"


def installed() -> Provenance:
    """What is installed here.

    Returns:
        Versions of this package and of the gazetteer and model in it. It does not fail where the gazetteer is
        missing, and says so.

    Example:
        >>> from geoevents import __version__
        >>> installed().geoevents == __version__
        True
    """
    from geoevents.gazetteer import default_gazetteer

    try:
        return made_with(default_gazetteer(), packaged_model())
    except GazetteerMissing:
        return Provenance(geoevents=__version__, gazetteer="not installed", model=packaged_model(), attribution="")


def made_with(gazetteer: Gazetteer, model: str, *, further: Iterable[str] = ()) -> Provenance:
    """What a reading was made with.

    Args:
        gazetteer: Where names were looked up.
        model: What found them, in words.
        further: Whom else to name, such as a geocoder's server.

    Returns:
        Versions and digests of all that had a part in it.

    Example:
        >>> from geoevents.gazetteer import default_gazetteer
        >>> made_with(default_gazetteer(), "my own pipeline").model
        'my own pipeline'
    """
    own = [f"own places of {path.name} ({digest_of(path)})" for path in gazetteer.overlays]
    full = [f"full GeoNames with {_told(gazetteer.full)}"] if gazetteer.full else []
    attribution = " ".join(dict.fromkeys((gazetteer.info.attribution, *further)))
    return Provenance(
        geoevents=__version__,
        gazetteer="; ".join([f"{_file(gazetteer.info)}{_told(gazetteer.info)}", *own, *full]),
        model=model,
        attribution=attribution,
    )


def packaged_model() -> str:
    """The recogniser in the package, with its digest."""
    return model_of(files("geoevents").joinpath("data", _MODEL))  # type: ignore[arg-type]  # packages lie in folders


def model_of(path: Path) -> str:
    """A recogniser's file, with its digest."""
    return f"{path.name} {digest_of(path)}" if path.is_file() else RULES


def digest_of(path: Path) -> str:
    """The beginning of a file's SHA-256; that a file is gone is said, too."""
    try:
        return f"sha256 {hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"
    except OSError:
        return "no longer there"


def _file(info: GazetteerInfo) -> str:
    """Another file than the packaged one by its name."""
    from geoevents.gazetteer.store import PACKAGED

    return "" if info.path == PACKAGED else f"{info.path.name}: "


def _told(info: GazetteerInfo) -> str:
    return f"{info.places:,} places from " + ", ".join(f"{name} {one}" for name, one in sorted(info.packages.items()))
