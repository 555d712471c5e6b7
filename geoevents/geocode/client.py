"""geopy at our terms: one request a question, nothing swallowed, nothing ill-formed taken for an answer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, build_opener

from geopy.adapters import BaseSyncAdapter, URLLibAdapter
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeopyError,
)
from geopy.geocoders import Nominatim, Photon

from geoevents.errors import GeocoderUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from geoevents.geocode.store import Question

_LIMIT = 5
_PAUSE = 60.0
"""Seconds to wait after a 429 that does not say how long."""
_LONGEST_CAUSE = 200
"""Characters of a server's words in an error."""
_LOOPBACK = frozenset(["localhost", "127.0.0.1", "::1"])


class Client:
    """One server."""

    def __init__(
        self,
        provider: str,
        *,
        endpoint: str,
        user_agent: str,
        timeout: float,
        adapter_factory: Callable[..., Any] | None = None,
    ) -> None:
        inner = adapter_factory or OneRequestAdapter
        well_formed = is_nominatim if provider == "nominatim" else is_photon

        def factory(*, proxies: Any, ssl_context: Any) -> CheckedAdapter:
            return CheckedAdapter(inner(proxies=proxies, ssl_context=ssl_context), well_formed)

        address = urlsplit(endpoint)
        options: dict[str, Any] = {
            "domain": address.netloc + address.path,
            "scheme": address.scheme,
            "user_agent": user_agent,
            "timeout": timeout,
            "adapter_factory": factory,
        }
        if address.hostname in _LOOPBACK:
            options["proxies"] = {}  # no proxy stands between a machine and itself
        self._endpoint = endpoint
        self._geocoder = Nominatim(**options) if provider == "nominatim" else Photon(**options)

    def ask(self, question: Question) -> list[dict[str, Any]]:
        """Send one request.

        Returns:
            The server's own objects, as they came; an empty list when it knows no such place.

        Raises:
            GeocoderUnavailable: Anything else than a well-formed answer; the cause is geopy's error.
        """
        options: dict[str, Any] = {"exactly_one": False, "limit": _LIMIT, "language": question.language}
        if question.provider == "nominatim":
            options |= {"addressdetails": True, "namedetails": True}
            options["country_codes"] = [code.lower() for code in question.countries]
        try:
            found = self._geocoder.geocode(question.name, **options)
        except GeopyError as problem:
            raise GeocoderUnavailable(
                f"{self._endpoint} did not answer for {question.name!r}: {type(problem).__name__}: "
                f"{str(problem)[:_LONGEST_CAUSE]}"
            ) from problem
        return [location.raw for location in found or ()]


class OneRequestAdapter(URLLibAdapter):  # type: ignore[misc]
    """Neither retries nor follows redirects: one question is one request, and the limit holds."""

    def __init__(self, *, proxies: Any, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        proxy = {"http": proxies, "https": proxies} if isinstance(proxies, str) else proxies
        self.urlopen = build_opener(HTTPSHandler(context=ssl_context), ProxyHandler(proxy), _NoRedirect()).open


class CheckedAdapter(BaseSyncAdapter):  # type: ignore[misc]
    """Lets nothing through but the answers that a server of this kind gives.

    geopy takes ``null`` and ``{}`` for "no such place"; kept for two weeks, an outage would look like a fact.
    """

    def __init__(self, inner: Any, well_formed: Callable[[Any], bool]) -> None:
        super().__init__(proxies=None, ssl_context=None)
        self._inner = inner
        self._well_formed = well_formed

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """Ask, and refuse what is no answer."""
        answer = self._inner.get_json(url, timeout=timeout, headers=headers)
        if not self._well_formed(answer):
            raise GeocoderParseError(f"no answer of a geocoder: {str(answer)[:_LONGEST_CAUSE]}")
        return answer

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """Ask for text; geopy's interface has it, nothing here uses it."""
        return self._inner.get_text(url, timeout=timeout, headers=headers)


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def is_nominatim(answer: Any) -> bool:
    """Tell whether this is a list of Nominatim's places, perhaps empty.

    Example:
        >>> is_nominatim([]), is_nominatim({}), is_nominatim([{"lat": "60.4", "lon": "5.3", "display_name": "Bergen"}])
        (True, False, True)
    """
    return isinstance(answer, list) and all(
        isinstance(place, dict)
        and _is_position(place.get("lat"), place.get("lon"))
        and isinstance(place.get("display_name"), str)
        for place in answer
    )


def is_photon(answer: Any) -> bool:
    """Tell whether this is a GeoJSON collection of points, perhaps empty.

    Example:
        >>> is_photon({"features": []}), is_photon([])
        (True, False)
    """
    features = answer.get("features") if isinstance(answer, dict) else None
    return isinstance(features, list) and all(_is_point(feature) for feature in features)


def _is_point(feature: Any) -> bool:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        return False
    geometry = feature.get("geometry")
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    return isinstance(coordinates, list) and len(coordinates) >= 2 and _is_position(coordinates[1], coordinates[0])


def _is_position(latitude: Any, longitude: Any) -> bool:
    try:
        north, east = float(latitude), float(longitude)
    except (TypeError, ValueError):
        return False
    return math.isfinite(north) and math.isfinite(east) and abs(north) <= 90 and abs(east) <= 180


def refused(problem: GeocoderUnavailable) -> bool:
    """Tell whether the server wants to hear no more of us: 401, 402, 403."""
    kinds = (GeocoderInsufficientPrivileges, GeocoderAuthenticationFailure, GeocoderQuotaExceeded)
    return isinstance(problem.__cause__, kinds) and not isinstance(problem.__cause__, GeocoderRateLimited)


def retry_after(problem: GeocoderUnavailable) -> float | None:
    """Seconds that the server asked us to wait (429); None when it did not."""
    cause = problem.__cause__
    if not isinstance(cause, GeocoderRateLimited):
        return None
    return float(cause.retry_after or _PAUSE)
