"""geopy's geocoders by name: what each wants to be made, whom to name for its answers, how it takes a leaning."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geoevents.errors import InvalidGeocoder
from geoevents.geocode.codes import three_letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoevents.geocode.store import Box, Question

LIMIT = 5
"""Answers to a question, where the server takes such a wish."""
_OURS = frozenset(["self", "timeout", "proxies", "user_agent", "ssl_context", "adapter_factory"])
_PUBLIC = {"nominatim": "https://nominatim.openstreetmap.org", "photon": "https://photon.komoot.io"}
_OSM = "© OpenStreetMap contributors (ODbL)"
_LICENCES = {
    "nominatim": _OSM,
    "photon": _OSM,
    "openmapquest": _OSM,
    "pickpoint": _OSM,
    "geonames": "GeoNames (CC BY 4.0)",
    "banfrance": "Base Adresse Nationale (Licence Ouverte 2.0)",
    "ignfrance": "IGN (Licence Ouverte 2.0)",
    "databc": "Province of British Columbia (Open Government Licence)",
}
_NAMELESS = ("geopy/", "my-application", "my_app", "specify_your_app_name_here")


def check_user_agent(provider: str, user_agent: str | None) -> str:
    """Give the user agent to send.

    Raises:
        InvalidGeocoder: It names nobody, or is missing for a server of OpenStreetMap's, whose rules ask for one.
    """
    if user_agent is None and provider not in _PUBLIC:
        from geoevents import __version__

        return f"geoevents/{__version__}"
    words = (user_agent or "").strip()
    if not words or not words.isprintable() or words.lower().startswith(_NAMELESS):
        raise InvalidGeocoder(
            f"user_agent={user_agent!r} says nobody: name your program and how to reach you, "
            "such as 'harbour-desk/1.0 (desk@coast.example)'"
        )
    return words


def geopy_class(provider: str) -> Any:
    """Find geopy's class.

    Raises:
        InvalidGeocoder: geopy has none of that name, or it takes no names of places.
    """
    from geopy.exc import GeocoderNotFound
    from geopy.geocoders import SERVICE_TO_GEOCODER, get_geocoder_for_service

    try:
        found = get_geocoder_for_service(provider)
    except (GeocoderNotFound, AttributeError) as problem:
        known = ", ".join(sorted(SERVICE_TO_GEOCODER))
        raise InvalidGeocoder(f"no geocoder {provider!r}: use one of {known}") from problem
    if provider.lower().startswith("what3words"):
        raise InvalidGeocoder("what3words finds three words, not names of places: use nominatim or photon")
    return found


def constructor_options(provider: str, endpoint: str | None, options: Mapping[str, Any]) -> dict[str, Any]:
    """Check what the caller gave against what geopy's class takes, and split an endpoint as it wants it.

    Raises:
        InvalidGeocoder: An option is unknown or missing, or the endpoint no http address.
    """
    takes = {
        name: one for name, one in inspect.signature(geopy_class(provider)).parameters.items() if name not in _OURS
    }
    if unknown := sorted(set(options) - set(takes)):
        raise InvalidGeocoder(f"{provider} takes no {', '.join(unknown)}: it takes {', '.join(takes) or 'no options'}")
    made = dict(options)
    address = endpoint or (None if "domain" in options else _PUBLIC.get(provider))
    if address is not None:
        made |= _split(provider, address, takes)
    missing = [name for name, one in takes.items() if one.default is inspect.Parameter.empty and name not in made]
    if missing:
        raise InvalidGeocoder(f"{provider} needs {', '.join(missing)}: give it as {missing[0]}=…")
    return made


def _split(provider: str, endpoint: str, takes: Mapping[str, Any]) -> dict[str, str]:
    address = urlsplit(endpoint.rstrip("/"))
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise InvalidGeocoder(f"endpoint={endpoint!r} is no http address: write http://host:port")
    if address.username or address.password:
        raise InvalidGeocoder("endpoint=… holds a password, which would be written into the cache: leave it out")
    if "domain" not in takes:
        raise InvalidGeocoder(f"{provider} has one server of its own and takes no endpoint")
    return {"domain": address.netloc + address.path} | ({"scheme": address.scheme} if "scheme" in takes else {})


def address_of(provider: str, options: Mapping[str, Any]) -> str:
    """Give the address of the server, without any key; the name of the provider where geopy hides the address."""
    takes = inspect.signature(geopy_class(provider)).parameters
    domain = options.get("domain") or getattr(takes.get("domain"), "default", None)
    scheme = options.get("scheme") or getattr(takes.get("scheme"), "default", None) or "https"
    return f"{scheme}://{str(domain).strip('/')}" if isinstance(domain, str) and domain else f"{provider}:"


def is_own(provider: str, options: Mapping[str, Any]) -> bool:
    """Tell whether the server is the caller's own: its address was given and is not the public one."""
    takes = inspect.signature(geopy_class(provider)).parameters
    public = {urlsplit(address).hostname for address in _PUBLIC.values()}
    standard = getattr(takes.get("domain"), "default", None)
    if isinstance(standard, str):
        public.add(urlsplit(f"//{standard}").hostname)
    given = urlsplit(f"//{options.get('domain') or ''}").hostname
    return given is not None and given.rstrip(".") not in public


def licence_of(provider: str, address: str) -> str:
    """Whom to name for the answers.

    Example:
        >>> licence_of("nominatim", "https://maps.coast.example")
        '© OpenStreetMap contributors (ODbL), nominatim at maps.coast.example'
    """
    terms = _LICENCES.get(provider, "terms of the provider")
    host = urlsplit(address).netloc
    return f"{terms}, {provider} at {host}" if host else f"{terms}, {provider}"


def question_options(geocode: Any, question: Question) -> dict[str, Any]:
    """Say countries, leaning and language in the words that one geocoder's ``geocode`` takes."""
    takes = inspect.signature(geocode).parameters
    wishes: dict[str, Any] = {
        "limit": LIMIT,
        "max_results": LIMIT,
        "maximum_responses": LIMIT,
        "addressdetails": True,
        "namedetails": True,
        "out_fields": "*",
        "language": question.language,
    }
    wishes |= _countries(question) if question.countries else {}
    wishes |= _leaning(question.box) if question.box is not None else {}
    return {name: value for name, value in wishes.items() if name in takes} | {"exactly_one": False}


def _countries(question: Question) -> dict[str, Any]:
    codes = list(question.countries)
    wishes: dict[str, Any] = {"country_codes": [code.lower() for code in codes]}
    wishes["countries"] = [three_letters(code) for code in codes] if question.provider == "herev7" else codes
    if question.provider in {"geonames", "mapbox", "opencage"}:
        wishes["country"] = codes  # elsewhere the word means something else
    return wishes


def _leaning(box: Box) -> dict[str, Any]:
    south, west, north, east = box
    if east < west:  # over the 180th meridian: geopy sorts the edges and would lean to the rest of the world
        return {}
    corners = [(south, west), (north, east)]
    middle = ((south + north) / 2, (west + east) / 2)
    return {"viewbox": corners, "location_bias": middle, "proximity": middle, "location": middle, "at": middle}
