"""A geocoder's own objects → candidates, after a second look: right country, right name."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geoevents.geocode.codes import two_letters
from geoevents.geocode.providers import licence_of
from geoevents.model import Candidate, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geoevents.geocode.store import Box, Question
    from geoevents.model import PlacePrecision

Edges = tuple[float, float, float, float] | tuple[None, None, None, None]

_LIKE_ENOUGH = 75.0
"""Percent: likeness of the words, sorted, between the name asked for and a name of the answer."""
_LARGEST = 1_500.0
"""Kilometres: an answer wider than this is a continent or an ocean, which the gazetteer knows itself."""
_LARGEST_SITE = 30.0
"""Kilometres: what is wider is no site, whatever its type is called."""
_RADIUS = {"site": 0.5, "locality": 5.0, "region": 100.0, "country": 500.0}
"""Kilometres, when an answer brings no box."""
_LONGEST_WORD = 200
"""Characters; more is no name."""
_KM_A_DEGREE = 111.2
_COUNTRIES = (
    "country_code",
    "countryCode",
    "countrycode",
    "CountryCode",
    "CntryCode",
    "country_a",
    "Country",
    "country",
)
_REGIONS = ("adminName1", "region", "Region", "state", "State", "adminDistrict", "countrySubdivision")
_NAMES = ("name", "toponymName", "PlaceName", "LongLabel", "text", "title", "formatted_address", "display_name")
_IDS = ("geonameId", "gid", "place_id", "placeId", "osm_id", "id", "Id")
_TYPES = ("fcode", "fcl", "Type", "Addr_type", "layer", "place_type", "resultType", "types", "kind", "type", "category")
"""Where the geocoders put these things, the surest first."""
_WORDS = re.compile(r"[a-z0-9]+")
_OSM_TYPES = {"N": "node", "W": "way", "R": "relation"}
_KINDS: dict[str, tuple[str, PlacePrecision]] = {
    **dict.fromkeys(["country", "pcli"], ("country", "country")),
    **dict.fromkeys(["state", "region", "province", "state_district", "macroregion", "adm1"], ("admin1", "region")),
    **dict.fromkeys(["county", "district", "municipality", "macrocounty", "adm2"], ("admin2", "region")),
    **dict.fromkeys(["sea", "ocean", "bay", "strait", "river", "lake", "water", "marinearea", "h"], ("sea", "region")),
    **dict.fromkeys(["island", "archipelago", "peninsula", "desert", "mountain_range", "valley"], ("region", "region")),
    **dict.fromkeys(["l", "t", "a"], ("region", "region")),
    **dict.fromkeys(
        ["city", "town", "village", "hamlet", "suburb", "borough", "quarter", "neighbourhood", "locality"],
        ("city", "locality"),
    ),
    **dict.fromkeys(["localadmin", "neighborhood", "place", "populated place", "p"], ("city", "locality")),
}


def candidates_from(
    answer: Iterable[dict[str, Any]], question: Question, *, licence: str | None = None
) -> tuple[Candidate, ...]:
    """Make candidates of the objects that bear the name, lie in a country asked for, and are no continent.

    Args:
        answer: Objects as the server sent them.
        question: What was asked.
        licence: Whom to name for the answers; None for what is known of the provider.

    Returns:
        Candidates in the server's order, each place once. Their flags say what agreed: ``country`` (it was asked
        for), ``name`` (the same but for case and accents, not merely alike), ``near`` (where the report's other
        places lie).
    """
    read = _READERS.get(question.provider, _any)
    source = licence or licence_of(question.provider, question.endpoint)
    found: dict[str, Candidate] = {}
    for item in answer:
        place, names = read(item, question)
        flags = _agreement(place, names, question)
        if flags is not None and place.id not in found:
            found[place.id] = Candidate(place=replace(place, source=source), rung="geocoder", flags=flags)
    return tuple(found.values())


def _agreement(place: Place, names: list[str], question: Question) -> frozenset[str] | None:
    """What agrees with the question; None when the answer cannot be meant."""
    if question.countries and place.country not in {None, *question.countries}:
        return None
    likeness = _likeness(question.name, names)
    if likeness < _LIKE_ENOUGH or place.radius_km > _LARGEST:
        return None
    agrees = {
        "country": bool(question.countries) and place.country is not None,
        "name": likeness == 100.0,
        "near": question.box is not None and _inside(place, question.box),
    }
    return frozenset(flag for flag, is_so in agrees.items() if is_so)


def _inside(place: Place, box: Box) -> bool:
    south, west, north, east = box
    return south <= place.latitude <= north and (place.longitude - west) % 360 <= (east - west) % 360


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
        osm=f"{_OSM_TYPES.get(_word(properties.get('osm_type')), 'place')}/{properties.get('osm_id')}",
        name=name,
        position=(float(latitude), float(longitude)),
        country=_word(properties.get("countrycode")),
        admin1_name=_word(properties.get("state")),
        kind=next((kind for key in ("osm_value", "type") if (kind := _word(properties.get(key))) in _KINDS), ""),
        box=box,
    )
    return place, [name]


def _pelias(item: dict[str, Any], question: Question) -> tuple[Place, list[str]]:
    properties = item["properties"]
    longitude, latitude = item["geometry"]["coordinates"][:2]
    name = _word(properties.get("name")) or question.name
    west, south, east, north = _edges(item.get("bbox"))
    place = _place(
        question,
        osm=_word(properties.get("gid")) or f"{latitude},{longitude}",
        name=name,
        position=(float(latitude), float(longitude)),
        country=_word(properties.get("country_code")) or _word(properties.get("country_a")),
        admin1_name=_word(properties.get("region")),
        kind=_word(properties.get("layer")),
        box=_edges((south, north, west, east)),
    )
    return place, [name, _word(properties.get("label")).partition(",")[0]]


def _any(item: dict[str, Any], question: Question) -> tuple[Place, list[str]]:
    """Read a location of any other geocoder: geopy gives address and position, the rest is looked for in its object."""
    raw = _mapping(item.get("raw"))
    head = _word(item.get("address")).partition(",")[0].strip()
    names = [head, *(word for key in _NAMES if (word := _word(_sought(raw, key))))]
    number = next((value for key in _IDS if (value := _sought(raw, key))), None)
    latitude, longitude = float(item["latitude"]), float(item["longitude"])
    kind = next((kind for key in _TYPES if (kind := _word(_sought(raw, key)).lower()) in _KINDS), "")
    place = _place(
        question,
        osm=str(number or f"{latitude},{longitude}"),
        name=next(filter(None, names), question.name),
        position=(latitude, longitude),
        country=next((word for key in _COUNTRIES if (word := _code(_sought(raw, key)))), ""),
        admin1_name=next((word for key in _REGIONS if (word := _word(_sought(raw, key)))), ""),
        kind=kind,
        box=(None, None, None, None),
    )
    if question.provider == "geonames" and isinstance(number, int):
        place = replace(place, geonameid=number)
    return place, names


def _sought(raw: Any, key: str, *, depth: int = 4) -> Any:
    """The first value of a key, the outermost first."""
    if depth == 0 or not isinstance(raw, dict | list):
        return None
    if isinstance(raw, dict) and raw.get(key) not in (None, "", [], {}):
        return raw[key][0] if isinstance(raw[key], list) else raw[key]
    inner = raw.values() if isinstance(raw, dict) else raw
    return next((value for one in inner if (value := _sought(one, key, depth=depth - 1)) is not None), None)


def _code(value: Any) -> str:
    return two_letters(value) or "" if isinstance(value, str) else ""


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
    layer, precision = _KINDS.get(kind.lower(), ("site", "site"))
    radius = _radius(box)
    if precision == "site" and radius is not None and radius > _LARGEST_SITE:
        layer, precision = "region", "region"
    return Place(
        id=f"{question.provider}:{osm}"[:_LONGEST_WORD],
        name=name,
        latitude=position[0],
        longitude=position[1],
        country=two_letters(country),
        admin1_name=admin1_name or None,
        layer=layer,
        precision=precision,
        radius_km=radius or _RADIUS[precision],
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


def _likeness(asked: str, names: Iterable[str]) -> float:
    """Percent of likeness between the name asked for and the likest name of the answer, accents and case aside."""
    from anyascii import anyascii
    from rapidfuzz import fuzz

    wanted = anyascii(asked).casefold()
    borne = [anyascii(name).casefold() for name in names if name]
    if wanted in borne:
        return 100.0
    words = set(_WORDS.findall(wanted)) - {"the"}
    # an answer may say more than was asked, but a town is not the airport that is named for it
    return max(
        (99.0 if words and words <= set(_WORDS.findall(name)) else min(99.0, fuzz.token_sort_ratio(wanted, name)))
        for name in [*borne, ""]
    )


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _word(value: Any) -> str:
    return value.strip()[:_LONGEST_WORD] if isinstance(value, str) else ""


_READERS: dict[str, Callable[[dict[str, Any], Question], tuple[Place, list[str]]]] = {
    "nominatim": _nominatim,
    "photon": _photon,
    "pelias": _pelias,
    "geocodeearth": _pelias,
}
"""The others are read by :func:`_any`."""
