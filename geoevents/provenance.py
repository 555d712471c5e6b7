"""What a result was made with: package, gazetteer and model, for whoever finds the file a year later."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files

from geoevents import __version__
from geoevents.errors import GazetteerMissing

RULES = "rules only"
"""Stands for the model where none is in the package."""
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
        return (
            f"Made with geoevents {self.geoevents} (gazetteer: {self.gazetteer}; model: {self.model}). "
            f"{self.attribution} Coordinates: {self.coordinates}. Dates: {self.days}."
        )


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
    gazetteer, attribution = _gazetteer()
    return Provenance(geoevents=__version__, gazetteer=gazetteer, model=_model(), attribution=attribution)


def _gazetteer() -> tuple[str, str]:
    from geoevents.gazetteer import default_gazetteer

    try:
        atlas = default_gazetteer()
        info, full = atlas.info, atlas.full
    except GazetteerMissing:
        return "not installed", ""
    made_from = ", ".join(f"{name} {version}" for name, version in sorted(info.packages.items()))
    own = [f"own places of {path.name}" for path in atlas.overlays]
    whole = [f"full GeoNames with {full.places:,} places"] if full else []
    return "; ".join([f"{info.places:,} places from {made_from}", *own, *whole]), info.attribution


@cache
def _model() -> str:
    model = files("geoevents").joinpath("data", _MODEL)
    return f"{_MODEL} sha256 {hashlib.sha256(model.read_bytes()).hexdigest()[:12]}" if model.is_file() else RULES
