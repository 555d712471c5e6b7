"""geopy at our terms: one request a question, nothing swallowed, nothing ill-formed taken for an answer."""

from __future__ import annotations

import math
import re
import time
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import quote, quote_plus, urlsplit
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

from geoevents.errors import GeocoderUnavailable, InvalidGeocoder
from geoevents.geocode.providers import geopy_class, question_options

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from geoevents.geocode.store import Question

_OPEN = frozenset(["domain", "scheme", "auth_domain"])
"""Options that may be shown; the others are keys, names and passwords."""
_SIGNATURE = re.compile(
    r"((?:api_?key|app_?code|app_?id|token|signature|key|sn|ak|username)[^=&\s]*)=[^&\s]+", re.IGNORECASE
)
_PAUSE = 60.0
"""Seconds to wait after a 429 that does not say how long."""
_LONGEST_CAUSE = 200
"""Characters of a server's words in an error."""
_LARGEST_ANSWER = 8_000_000
"""Bytes; five places are some thousands."""
_LOOPBACK = frozenset(["localhost", "127.0.0.1", "::1"])


class Client:
    """One server.

    Args:
        provider: Name of the geocoder in geopy.
        endpoint: Address of the server, for messages.
        options: What geopy's class is made with: domain, scheme, keys.
        user_agent: Who asks.
        timeout: Seconds for one request.
        turn: Opened around each HTTP request; waits for its turn and counts.
        adapter_factory: A geopy adapter instead of the one that makes exactly one request.
    """

    def __init__(
        self,
        provider: str,
        *,
        endpoint: str,
        options: Mapping[str, Any],
        user_agent: str,
        timeout: float,
        turn: Callable[[], AbstractContextManager[Any]],
        adapter_factory: Callable[..., Any] | None = None,
    ) -> None:
        inner = adapter_factory or OneRequestAdapter
        self._checked: CheckedAdapter | None = None

        def factory(*, proxies: Any, ssl_context: Any) -> CheckedAdapter:
            made = inner(proxies=proxies, ssl_context=ssl_context)
            self._checked = CheckedAdapter(made, _WELL_FORMED.get(provider, is_some_answer), turn=turn)
            return self._checked

        more: dict[str, Any] = {"user_agent": user_agent, "timeout": timeout, "adapter_factory": factory}
        if urlsplit(endpoint).hostname in _LOOPBACK:
            more["proxies"] = {}  # no proxy stands between a machine and itself
        self._endpoint = endpoint
        self._secrets = [str(value) for name, value in options.items() if name not in _OPEN and value]
        try:
            self._geocoder = geopy_class(provider)(**{**options, **more})
        except (GeopyError, ValueError, TypeError) as problem:
            raise InvalidGeocoder(f"{provider} cannot be set up: {self._safe(str(problem))}") from problem

    def ask(self, question: Question) -> tuple[list[dict[str, Any]], str]:
        """Send one question.

        Returns:
            The server's own objects, an empty list when it knows no such place; and the address that was asked,
            without keys.

        Raises:
            GeocoderUnavailable: Anything else than a well-formed answer; the cause is geopy's error.
            AlreadyAnswered: Another process was faster.
        """
        options = question_options(self._geocoder.geocode, question)
        if self._checked is not None:
            self._checked.forget()
        try:
            found = self._geocoder.geocode(question.name, **options)
            objects = [_kept(location, question.provider) for location in found or ()]
            if not objects and self._checked is not None and not self._checked.says_nothing_found:
                raise GeocoderParseError("neither places nor a plain no")
        except GeocoderUnavailable:
            raise
        except (GeopyError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as problem:
            raise GeocoderUnavailable(
                f"{self._endpoint} did not answer for {question.name!r}: {type(problem).__name__}: "
                f"{self._safe(str(problem))[:_LONGEST_CAUSE]}"
            ) from problem
        return objects, self._safe(self._checked.url if self._checked is not None else "")

    def _safe(self, words: str) -> str:
        """Words without the caller's keys and names, plain or as they stand in an address."""
        for secret in self._secrets:
            words = words.replace(secret, "…").replace(quote_plus(secret), "…").replace(quote(secret, safe=""), "…")
        return _SIGNATURE.sub(r"\1=…", words)


def _kept(location: Any, provider: str) -> dict[str, Any]:
    """What is written down of a location: the server's own object, and where geopy puts it."""
    if not _is_position(location.latitude, location.longitude):
        raise GeocoderParseError(f"no position on the globe: {location.latitude!r}, {location.longitude!r}")
    raw = location.raw if isinstance(location.raw, dict) else {}
    if provider in _OWN_READER:
        return raw
    address = location.address if isinstance(location.address, str) else ""
    return {"address": address, "latitude": location.latitude, "longitude": location.longitude, "raw": raw}


class OneRequestAdapter(URLLibAdapter):  # type: ignore[misc]
    """Neither retries nor follows redirects: one question is one request, and the limit holds.

    Nor does it read for ever: an answer has ``timeout`` seconds in all, and a size.
    """

    def __init__(self, *, proxies: Any, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        proxy = {"http": proxies, "https": proxies} if isinstance(proxies, str) else proxies
        self._opener = build_opener(HTTPSHandler(context=ssl_context), ProxyHandler(proxy), _NoRedirect())
        self.urlopen = self._open

    def _open(self, request: Any, *, timeout: float) -> _Page:
        try:
            return _Page(self._opener.open(request, timeout=timeout), until=time.monotonic() + timeout)
        except HTTPError as problem:
            problem.read = partial(problem.read, _LONGEST_CAUSE)  # type: ignore[method-assign]
            raise


class _Page:
    """What geopy reads of a response, with an end."""

    def __init__(self, response: Any, *, until: float) -> None:
        self._response = response
        self._until = until
        self.headers = response.headers

    def getcode(self) -> int:
        return int(self._response.status)

    def read(self) -> bytes:
        found = bytearray()
        with self._response:
            while chunk := self._response.read1(65_536):
                found += chunk
                if len(found) > _LARGEST_ANSWER or time.monotonic() > self._until:
                    raise TimeoutError("the answer has no end")
        return bytes(found)


class CheckedAdapter(BaseSyncAdapter):  # type: ignore[misc]
    """Lets nothing through but the answers that a server of this kind gives, each request in its turn.

    geopy takes ``null`` and ``{}`` for "no such place"; kept for two weeks, an outage would look like a fact.
    """

    def __init__(
        self, inner: Any, well_formed: Callable[[Any], bool], *, turn: Callable[[], AbstractContextManager[Any]]
    ) -> None:
        super().__init__(proxies=None, ssl_context=None)
        self._inner = inner
        self._well_formed = well_formed
        self._turn = turn
        self.forget()

    def forget(self) -> None:
        """Begin a new question."""
        self.url = ""
        """What was asked last."""
        self.says_nothing_found = False
        """The last answer holds an empty list: the server has looked and found nothing."""

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """Ask, and refuse what is no answer."""
        with self._turn():
            answer = self._inner.get_json(url, timeout=timeout, headers=headers)
        if not self._well_formed(answer):
            raise GeocoderParseError(f"no answer of a geocoder: {str(answer)[:_LONGEST_CAUSE]}")
        self.url = url
        self.says_nothing_found = holds_empty_list(answer)
        return answer

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """Ask for text; nothing that comes as text counts as "no such place"."""
        with self._turn():
            answer = self._inner.get_text(url, timeout=timeout, headers=headers)
        self.url = url
        return answer


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


def is_some_answer(answer: Any) -> bool:
    """Tell whether this may be an answer of a geocoder whose form nobody wrote down here: no error, not nothing.

    Example:
        >>> is_some_answer({"items": []}), is_some_answer({}), is_some_answer({"error": "quota"}), is_some_answer(None)
        (True, False, False, False)
    """
    if isinstance(answer, list):
        return all(isinstance(item, dict) for item in answer)
    return isinstance(answer, dict) and bool(answer) and not any(answer.get(key) for key in ("error", "errors"))


def holds_empty_list(answer: Any) -> bool:
    """Tell whether an answer says, somewhere in it, that a list of places is empty.

    Example:
        >>> holds_empty_list({"response": {"items": []}}), holds_empty_list({"status": "ok"})
        (True, False)
    """
    if isinstance(answer, dict):
        return any(holds_empty_list(value) for value in answer.values())
    return isinstance(answer, list) and (not answer or any(holds_empty_list(value) for value in answer))


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


_WELL_FORMED: dict[str, Callable[[Any], bool]] = {
    "nominatim": is_nominatim,
    "photon": is_photon,
    "pelias": is_photon,
    "geocodeearth": is_photon,
}
"""Forms that are known; any other server is held to :func:`is_some_answer`."""
_OWN_READER = frozenset(_WELL_FORMED)


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
