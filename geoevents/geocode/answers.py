"""A geocoder's own objects → candidates, after a second look: right country, right name."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geoevents.model import Candidate, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geoevents.geocode.store import Question
    from geoevents.model import PlacePrecision

Edges = tuple[float, float, float, float] | tuple[None, None, None, None]

_LIKE_ENOUGH = 75.0
"""Percent: token set ratio between the name asked for and a name of the answer."""
_RADIUS = {"site": 0.5, "locality": 5.0, "region": 100.0, "country": 500.0}
"""Kilometres, when an answer brings no box."""
_KM_A_DEGREE = 111.2
_OSM_TYPES = {"N": "node", "W": "way", "R": "relation"}
_KINDS: dict[str, tuple[str, PlacePrecision]] = {
    **dict.fromkeys(["country"], ("country", "country")),
    **dict.fromkeys(["state", "region", "province", "state_district"], ("admin1", "region")),
    **dict.fromkeys(["county", "district", "municipality"], ("admin2", "region")),
    **dict.fromkeys(["sea", "ocean", "bay", "strait", "river", "lake", "water"], ("sea", "region")),
    **dict.fromkeys(["island", "archipelago", "peninsula", "desert", "mountain_range", "valley"], ("region", "region")),
    **dict.fromkeys(
        ["city", "town", "village", "hamlet", "suburb", "borough", "quarter", "neighbourhood", "locality"],
        ("city", "locality"),
    ),
}


def candidates_from(answer: Iterable[dict[str, Any]], question: Question) -> tuple[Candidate, ...]:
    """Make candidates of the objects that bear the name and lie in a country asked for.

    Args:
        answer: Objects as the server sent them.
        question: What was asked.

    Returns:
        Candidates in the server's order, each place once.
    """
    read = _nominatim if question.provider == "nominatim" else _photon
    found: dict[str, Candidate] = {}
    for item in answer:
        place, names = read(item, question)
        if question.countries and place.country not in {None, *question.countries}:
            continue
        if _bears(question.name, names) and place.id not in found:
            found[place.id] = Candidate(place=place, rung="geocoder")
    return tuple(found.values())


def _nominatim(item: dict[str, Any], question: Question) -> tuple[Place, list[str]]:
    address = _mapping(item.get("address"))
    head = item["display_name"].partition(",")[0].strip()
    name = _word(item.get("name")) or head
    kind = _word(item.get("addresstype")) or _word(item.get("type"))
    place = _place(
        question,
        osm=f"{item.get('osm_type', 'place')}/{item.get('osm_id', item.get('place_id'))}",
        name=name,
        position=(float(item["lat"]), float(item["lon"])),
        country=_word(address.get("country_code")),
        admin1_name=_word(address.get("state")),
        kind=kind,
        box=_edges(item.get("boundingbox")),
    )
    return place, [name, head, *map(str, _mapping(item.get("namedetails")).values())]


def _photon(item: dict[str, Any], question: Question) -> tuple[Place, list[str]]:
    properties = item["properties"]
    longitude, latitude = item["geometry"]["coordinates"][:2]
    name = _word(properties.get("name")) or question.name
    west, north, east, south = _edges(properties.get("extent"))
    box = _edges((south, north, west, east))
    place = _place(
        question,
        osm=f"{_OSM_TYPES.get(properties.get('osm_type'), 'place')}/{properties.get('osm_id')}",
        name=name,
        position=(float(latitude), float(longitude)),
        country=_word(properties.get("countrycode")),
        admin1_name=_word(properties.get("state")),
        kind=next((kind for key in ("osm_value", "type") if (kind := _word(properties.get(key))) in _KINDS), ""),
        box=box,
    )
    return place, [name]


def _place(
    question: Question,
    *,
    osm: str,
    name: str,
    position: tuple[float, float],
    country: str,
    admin1_name: str,
    kind: str,
    box: Edges,
) -> Place:
    layer, precision = _KINDS.get(kind, ("site", "site"))
    return Place(
        id=f"{question.provider}:{osm}",
        name=name,
        latitude=position[0],
        longitude=position[1],
        country=country.upper() or None,
        admin1_name=admin1_name or None,
        layer=layer,
        precision=precision,
        radius_km=_radius(box) or _RADIUS[precision],
        source=f"© OpenStreetMap contributors (ODbL), {question.provider} at {urlsplit(question.endpoint).netloc}",
    )


def _edges(values: Any) -> Edges:
    try:
        one, two, three, four = map(float, values)
    except (TypeError, ValueError):  # no box, or a broken one: the place is still good
        return (None, None, None, None)
    return (one, two, three, four)


def _radius(box: Edges) -> float | None:
    """Half the diagonal of a box in kilometres."""
    south, north, west, east = box
    if south is None or north is None or west is None or east is None:
        return None
    across = (east - west) % 360  # a box over the 180th meridian has its east below its west
    wide = across * math.cos(math.radians((south + north) / 2))
    radius = math.hypot(north - south, wide) * _KM_A_DEGREE / 2
    return round(radius, 2) if 0 < radius < math.inf else None


def _bears(asked: str, names: Iterable[str]) -> bool:
    from anyascii import anyascii
    from rapidfuzz import fuzz

    wanted = anyascii(asked).casefold()
    return any(fuzz.token_set_ratio(wanted, anyascii(name).casefold()) >= _LIKE_ENOUGH for name in names if name)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _word(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
