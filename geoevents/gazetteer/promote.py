"""What a reader put right or a geocoder found → rows of own places, by one call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from geoevents.errors import InvalidCorrection, InvalidOverlay
from geoevents.gazetteer.chosen import POINT, chosen_place
from geoevents.gazetteer.home import user_overlay
from geoevents.gazetteer.lookup import Gazetteer, default_gazetteer
from geoevents.gazetteer.overlay import KINDS, OverlayRow, append_row
from geoevents.model import Candidate, Place, Resolution

if TYPE_CHECKING:
    from collections.abc import Iterable


class Correction(Protocol):
    """What is read of a correction; :class:`geoevents.corrections.Correction` has it."""

    @property
    def place_text(self) -> str:
        """The place as the report writes it."""

    @property
    def field(self) -> str:
        """``place`` for those that matter here."""

    @property
    def value(self) -> str:
        """``lat,lon``, ``lat,lon,name``, a name or an identifier."""

    @property
    def who(self) -> str:
        """Whose it is."""

    @property
    def why(self) -> str:
        """The reason."""


def add_place(row: OverlayRow, *, overlay: Path | str | None = None) -> Path:
    """Enter a place, a further name or a refused name into own places.

    Args:
        row: What to enter.
        overlay: The CSV file; the user's own when left out.

    Returns:
        The file.

    Raises:
        InvalidOverlay: The row or the file cannot be, or the place is there already.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = add_place(OverlayRow(name="Pier 9", lat=43.1, lon=131.9), overlay=f"{folder}/places.csv")
        ...     [place.place.name for place in Gazetteer(overlays=[path]).lookup("Pier 9")]
        ['Pier 9']
    """
    path = Path(overlay) if overlay is not None else user_overlay()
    append_row(path, row)
    return path


def promote(
    source: Any, *, name: str = "", overlay: Path | str | None = None, gazetteer: Gazetteer | None = None
) -> tuple[OverlayRow, ...]:
    """Enter what was put right, or found, into own places, so that every later reading knows it.

    Args:
        source: A timeline with corrections, corrections, one correction, or an answer of a geocoder: a candidate,
            a place, or a resolved mention. Corrections of dates and the like are passed over.
        name: The name as reports write it, for a place or a candidate; its own name when empty.
        overlay: The CSV file; the user's own when left out.
        gazetteer: Where names and identifiers are looked up; the default one when left out.

    Returns:
        The rows, also those that were there already.

    Raises:
        InvalidCorrection: No correction is of a place, or one names a place that the gazetteer does not know.
        InvalidOverlay: A row cannot be, or the file has another place under the same identifier.

    Example:
        >>> import tempfile
        >>> from geoevents.corrections import Correction
        >>> right = Correction(evidence="It left Pier 9.", place_text="Pier 9", field="place", value="43.1,131.9")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [(row.name, row.lat, row.country) for row in promote([right], overlay=f"{folder}/places.csv")]
        [('Pier 9', 43.1, 'RU')]
    """
    atlas = gazetteer if gazetteer is not None else default_gazetteer()
    rows = tuple(dict.fromkeys(_rows(source, name, atlas)))
    for row in rows:
        add_place(row, overlay=overlay)
    return rows


def _rows(source: Any, name: str, atlas: Gazetteer) -> Iterable[OverlayRow]:
    if isinstance(source, Resolution):
        if source.place is None:
            raise InvalidOverlay(
                f"{source.mention.text!r} is not resolved ({source.reason}): there is no place to keep"
            )
        return [_of_place(source.place, name or source.mention.text)]
    if isinstance(source, (Candidate, Place)):
        place = source.place if isinstance(source, Candidate) else source
        return [_of_place(place, name or place.name)]
    given = getattr(source, "corrections", source)
    given = [given] if hasattr(given, "place_text") else list(given)
    places = [correction for correction in given if correction.field == "place"]
    if not places:
        raise InvalidCorrection(f"none of {len(given)} corrections is of a place: there is nothing to keep")
    return [_of_correction(correction, atlas) for correction in places]


def _of_place(place: Place, name: str) -> OverlayRow:
    """A place that the gazetteer lacks becomes one of its own; one that it has gets a further name."""
    if place.id.startswith(("geonames:", "admin1:", "admin2:", "overlay:", "airport:", "county:")):
        return OverlayRow(action="name", name=name, id=place.id, kind=place.layer)
    return OverlayRow(
        name=name,
        lat=round(place.latitude, 6),
        lon=round(place.longitude, 6),
        country=place.country,
        admin1=place.admin1,
        kind=place.layer if place.layer in KINDS else "site",
        precision=place.precision,
        radius_km=place.radius_km,
        population=place.population,
        aliases=() if place.name == name else (place.name,),
        id=place.id,
        source=place.source,
    )


def _of_correction(correction: Correction, atlas: Gazetteer) -> OverlayRow:
    who = correction.who or "a correction"
    if point := POINT.fullmatch(correction.value):
        latitude, longitude = float(point[1]), float(point[2])
        around = atlas.reverse(latitude, longitude)
        return OverlayRow(
            name=correction.place_text,
            lat=latitude,
            lon=longitude,
            country=around.country.country if around.country else None,
            admin1=around.division.admin1 if around.division else None,
            aliases=(point[3],) if point[3] and point[3] != correction.place_text else (),
            reason=correction.why,
            source=who,
        )
    place = chosen_place(correction.value, atlas)
    return OverlayRow(
        action="name", name=correction.place_text, id=place.id, kind=place.layer, reason=correction.why, source=who
    )
