"""What the gazetteer lacks, asked of a geocoder: off by default, cached, one polite request a name.

Nothing in geoevents asks a geocoder unless it is handed a :class:`Geocoder`. The public servers belong to others:
one request a second for all programs of this machine together, an honest user agent, and every answer kept.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from geoevents.errors import GeocoderUnavailable
from geoevents.geocode.answers import candidates_from
from geoevents.geocode.store import Question, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import Literal

    from geoevents.geocode.client import Client
    from geoevents.model import Candidate

    Provider = Literal["nominatim", "photon"]

_PUBLIC = {"nominatim": "https://nominatim.openstreetmap.org", "photon": "https://photon.komoot.io"}
_PUBLIC_DELAY = 1.0
"""Seconds: the rule of the public servers, which no argument lowers."""
_FAILURES = 3
"""So many in a row, and this geocoder asks no more."""
_LONGEST_NAME = 200
"""Characters; longer is no name of a place."""


class Geocoder:
    """Asks Nominatim or Photon for places, through geopy.

    Args:
        provider: ``nominatim`` or ``photon``.
        user_agent: Who asks, such as ``harbour-desk/1.0 (desk@coast.example)``; servers refuse nameless programs.
        endpoint: Address of an own server, such as ``http://localhost:8080``; None for the public one.
        cache: SQLite file of answers and turns; None for ``geocode.sqlite`` in the user's cache folder, or in the
            folder that the environment variable ``GEOEVENTS_CACHE`` names.
        min_delay: Seconds between two requests to one endpoint, over all processes; at least 1 for a public server.
        timeout: Seconds for one request.
        budget: Requests that this geocoder may make.
        offline: Answer from the cache only.
        language: ISO 639-1 code of the names in answers.
        adapter_factory: A geopy adapter instead of the one that makes exactly one request, for tests and proxies.

    Raises:
        ValueError: The provider is unknown, the user agent empty, or the endpoint no http address.

    Example:
        >>> geocoder = Geocoder(user_agent="example/1.0 (me@coast.example)", offline=True)
        >>> geocoder.endpoint, geocoder.requests
        ('https://nominatim.openstreetmap.org', 0)
    """

    def __init__(
        self,
        provider: Provider = "nominatim",
        *,
        user_agent: str,
        endpoint: str | None = None,
        cache: Path | str | None = None,
        min_delay: float = 1.0,
        timeout: float = 10.0,
        budget: int = 50,
        offline: bool = False,
        language: str = "en",
        adapter_factory: Callable[..., Any] | None = None,
    ) -> None:
        if provider not in _PUBLIC:
            raise ValueError(f"no geocoder {provider!r}: use {' or '.join(_PUBLIC)}")
        if not user_agent.strip() or user_agent.lower().startswith(("geopy/", "my-application", "my_app")):
            raise ValueError(f"user_agent={user_agent!r} says nobody: name your program and how to reach you")
        address = (endpoint or _PUBLIC[provider]).rstrip("/")
        if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname:
            raise ValueError(f"endpoint={endpoint!r} is no http address: write http://host:port")
        self.provider = provider
        self.endpoint = address
        self.requests = 0
        """Requests made so far."""
        self._user_agent = user_agent
        self._store = Store(Path(cache) if cache is not None else _default_cache())
        self._delay = max(min_delay, _PUBLIC_DELAY) if self._is_public() else max(min_delay, 0.0)
        self._timeout = timeout
        self._budget = budget
        self._offline = offline
        self._language = language
        self._adapter_factory = adapter_factory
        self._client: Client | None = None
        self._failures = 0
        self._closed = ""
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        state = self._closed or ("offline" if self._offline else "ready")
        return f"<Geocoder {self.provider} at {self.endpoint}: {self.requests} of {self._budget} requests, {state}>"

    def candidates(self, name: str, *, countries: Collection[str] = ()) -> tuple[Candidate, ...]:
        """Find the bearers of a name.

        Answers of another country or another name than those asked for are dropped.

        Args:
            name: As the text has it.
            countries: ISO 3166-1 alpha-2 codes to look in; everywhere when empty.

        Returns:
            Candidates with rung ``geocoder`` in the server's order; none when the server knows none.

        Raises:
            GeocoderUnavailable: The server refused, timed out, broke or talked nonsense; the budget is spent; or the
                geocoder is offline and the cache does not know the name. Nothing of this is kept as an answer.
        """
        words = " ".join(name.split())
        if not words or len(words) > _LONGEST_NAME or not any(character.isalnum() for character in words):
            return ()
        codes = tuple(sorted({code.upper() for code in countries}))
        question = Question(
            provider=self.provider, endpoint=self.endpoint, name=words, countries=codes, language=self._language
        )
        with self._lock:
            answer = self._store.recall(question)
            if answer is None:
                answer = self._ask(question)
                self._store.keep(question, answer)
        return candidates_from(answer, question)

    def _ask(self, question: Question) -> list[dict[str, Any]]:
        self._refuse_unless_open(question)
        self._store.take_turn(self.endpoint, delay=self._delay)
        self.requests += 1
        if self._client is None:
            self._client = self._new_client()
        try:
            answer = self._client.ask(question)
        except GeocoderUnavailable as problem:
            self._note_failure(problem)
            raise
        self._failures = 0
        return answer

    def _refuse_unless_open(self, question: Question) -> None:
        if self._offline:
            raise GeocoderUnavailable(f"{question.name!r} is not in {self._store.path} and the geocoder is offline")
        if self._closed:
            raise GeocoderUnavailable(f"{self.endpoint} is asked no more: {self._closed}")
        if self.requests >= self._budget:
            raise GeocoderUnavailable(
                f"the budget of {self._budget} requests is spent: a larger budget=… goes on where this ended, "
                "because the answers are kept"
            )

    def _note_failure(self, problem: GeocoderUnavailable) -> None:
        from geoevents.geocode.client import refused, retry_after

        self._failures += 1
        if refused(problem):
            self._closed = f"it refused us ({problem}); ask its owner before you try again"
        elif (seconds := retry_after(problem)) is not None:
            self._store.close_until_later(self.endpoint, seconds=seconds)
        elif self._failures >= _FAILURES:
            self._closed = f"{self._failures} failures in a row, the last: {problem}"

    def _new_client(self) -> Client:
        from geoevents.geocode.client import Client

        return Client(
            self.provider,
            endpoint=self.endpoint,
            user_agent=self._user_agent,
            timeout=self._timeout,
            adapter_factory=self._adapter_factory,
        )

    def _is_public(self) -> bool:
        host = urlsplit(self.endpoint).hostname
        return host in {urlsplit(address).hostname for address in _PUBLIC.values()}


def _default_cache() -> Path:
    if folder := os.environ.get("GEOEVENTS_CACHE"):
        return Path(folder) / "geocode.sqlite"
    from platformdirs import user_cache_path

    return user_cache_path("geoevents") / "geocode.sqlite"


__all__ = ["Geocoder"]
