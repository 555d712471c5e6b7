"""What the gazetteer lacks, asked of a geocoder: off by default, cached, one polite request a name.

Nothing in geoevents asks a geocoder unless it is handed a :class:`Geocoder`. The public servers belong to others:
one request a second for all programs of this machine together, an honest user agent, and every answer kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoevents.errors import GeocoderUnavailable
from geoevents.geocode.answers import candidates_from
from geoevents.geocode.providers import (
    address_of,
    check_user_agent,
    constructor_options,
    is_own,
    licence_of,
)
from geoevents.geocode.store import AlreadyAnswered, Answer, Question, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from geoevents.geocode.client import Client
    from geoevents.geocode.store import Box
    from geoevents.model import Candidate

_PUBLIC_DELAY = 1.0
"""Seconds: the rule of the public servers, which no argument lowers."""
_FAILURES = 3
"""So many in a row, and this geocoder asks no more."""
_BANNED_FOR = 3600.0
"""Seconds for which no program of this machine asks under a name that the server has refused."""
_LONGEST_NAME = 200
"""Characters; longer is no name of a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """One question that was put to a geocoder or its cache, and where the answer comes from."""

    name: str
    """As the text has it, single spaces."""
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2 codes that were asked for; empty for everywhere."""
    found: int
    """Places that passed the second look."""
    sent: int
    """Places that the server sent."""
    cached: bool
    """The answer came from the cache, without a request."""
    url: str
    """What was asked when it was asked, without keys."""
    licence: str
    """Whom to name."""
    retrieved: datetime
    """When the server said so, UTC."""
    expires: datetime
    """Until when the answer is kept, UTC."""


class Geocoder:
    """Asks one of geopy's geocoders for places.

    Args:
        provider: geopy's name of it: ``nominatim``, ``photon``, ``pelias``, ``geonames``, ``arcgis`` …
        user_agent: Who asks, such as ``harbour-desk/1.0 (desk@coast.example)``. Nominatim and Photon refuse nameless
            programs; the others get the name of this package when it is left out.
        endpoint: Address of an own server, such as ``http://localhost:8080``; None for the provider's.
        cache: SQLite file of answers and turns; None for ``geocode.sqlite`` in the user's cache folder, or in the
            folder that the environment variable ``GEOEVENTS_CACHE`` names.
        min_delay: Seconds between two requests to one server, over all processes; at least 1 unless it is your own.
        timeout: Seconds for one request.
        budget: Requests that this geocoder may make.
        offline: Answer from the cache only.
        language: ISO 639-1 code of the names in answers.
        licence: Whom to name for the answers of an own server; None for what is known of the provider.
        adapter_factory: A geopy adapter instead of the one that makes exactly one request, for tests and proxies.
        options: What geopy's class takes besides: ``domain``, ``username``, ``api_key`` … Never written anywhere.

    Raises:
        InvalidGeocoder: The provider is unknown, an option unknown or missing, the user agent empty, or the endpoint
            no http address. It is a ``ValueError``, too.

    Example:
        >>> geocoder = Geocoder(user_agent="example/1.0 (me@coast.example)", offline=True)
        >>> geocoder.endpoint, geocoder.requests
        ('https://nominatim.openstreetmap.org', 0)
        >>> Geocoder("geonames", username="me", offline=True).endpoint
        'http://api.geonames.org'
    """

    def __init__(
        self,
        provider: str = "nominatim",
        *,
        user_agent: str | None = None,
        endpoint: str | None = None,
        cache: Path | str | None = None,
        min_delay: float = 1.0,
        timeout: float = 10.0,
        budget: int = 50,
        offline: bool = False,
        language: str = "en",
        licence: str | None = None,
        adapter_factory: Callable[..., Any] | None = None,
        **options: Any,
    ) -> None:
        self.provider = provider.lower()
        self._options = constructor_options(self.provider, endpoint, options)
        self._user_agent = check_user_agent(self.provider, user_agent)
        self.endpoint = address_of(self.provider, self._options)
        self.licence = licence or licence_of(self.provider, self.endpoint)
        """Whom to name for the answers."""
        self.requests = 0
        """Requests made so far."""
        self.consultations: list[Consultation] = []
        """What was asked so far, of the server or of the cache, and where each answer comes from."""
        self._store = Store(Path(cache) if cache is not None else _default_cache())
        self._delay = max(min_delay, 0.0 if is_own(self.provider, self._options) else _PUBLIC_DELAY)
        self._timeout = timeout
        self._budget = budget
        self._offline = offline
        self._language = language
        self._adapter_factory = adapter_factory
        self._client: Client | None = None
        self._asking: Question | None = None
        self._failures = 0
        self._closed = ""
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        state = self._closed or ("offline" if self._offline else "ready")
        return f"<Geocoder {self.provider} at {self.endpoint}: {self.requests} of {self._budget} requests, {state}>"

    def candidates(
        self, name: str, *, countries: Collection[str] = (), box: Box | None = None
    ) -> tuple[Candidate, ...]:
        """Find the bearers of a name.

        Answers of another country or another name than those asked for, and answers as large as a continent, are
        dropped; the flags of a candidate say what was looked at: ``country``, ``name``, ``near``.

        Args:
            name: As the text has it.
            countries: ISO 3166-1 alpha-2 codes to look in; everywhere when empty.
            box: South, west, north, east in degrees: where the other places of the report lie. A leaning, no border.

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
            provider=self.provider,
            endpoint=self.endpoint,
            name=words,
            countries=codes,
            language=self._language,
            box=None if box is None else (float(box[0]), float(box[1]), float(box[2]), float(box[3])),
        )
        with self._lock:
            kept = self._store.recall(question)
            try:
                answer = kept or self._ask(question)
            except AlreadyAnswered as news:
                answer = kept = news.answer
            found = _read(answer, question)  # before it is kept: what cannot be read is no answer
            if kept is None:
                answer = self._store.keep(question, answer)
            self.consultations.append(_consultation(question, answer, found=len(found), cached=kept is not None))
        return found

    def _ask(self, question: Question) -> Answer:
        self._refuse_unless_open(f"{question.name!r} is not in {self._store.path}")
        if self._client is None:
            self._client = self._new_client()
        try:
            self._asking = question
            objects, url = self._client.ask(question)
        except GeocoderUnavailable as problem:
            self._note_failure(problem)
            raise
        self._failures = 0
        return Answer(objects=objects, url=url, licence=self.licence, fetched=time.time())

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Around each HTTP request, of which some geocoders need several: count it, and wait for its turn."""
        self._refuse_unless_open("one question needs several requests")
        with self._store.turn(self.endpoint, delay=self._delay, patience=self._timeout, identity=self._identity()):
            if self._asking is not None and (answer := self._store.recall(self._asking)) is not None:
                raise AlreadyAnswered(answer)
            self._asking = None
            self.requests += 1
            yield

    def _refuse_unless_open(self, what: str) -> None:
        if self._offline:
            raise GeocoderUnavailable(f"{what} and the geocoder is offline")
        if self._closed:
            raise GeocoderUnavailable(f"{self.endpoint} is asked no more: {self._closed}")
        if self.requests >= self._budget:
            raise GeocoderUnavailable(
                f"the budget of {self._budget} requests is spent: a larger budget=… goes on where this ended, "
                "because the answers are kept"
            )

    def _note_failure(self, problem: GeocoderUnavailable) -> None:
        from geoevents.geocode.client import refused, retry_after

        if problem.__cause__ is None:
            return  # nobody was asked
        self._failures += 1
        if refused(problem):
            self._closed = f"it refused us ({problem}); ask its owner before you try again"
            self._store.close_until_later(self._identity(), seconds=_BANNED_FOR)
        elif (seconds := retry_after(problem)) is not None:
            self._store.close_until_later(self.endpoint, seconds=seconds)
        elif self._failures >= _FAILURES:
            self._closed = f"{self._failures} failures in a row, the last: {problem}"

    def _identity(self) -> str:
        """Who asks, as the server sees it; a ban binds every program of that name, and no other."""
        told = json.dumps([self.endpoint, self._user_agent, self._options], sort_keys=True, default=str)
        return f"{self.endpoint}#{hashlib.sha256(told.encode()).hexdigest()[:16]}"

    def _new_client(self) -> Client:
        from geoevents.geocode.client import Client

        return Client(
            self.provider,
            endpoint=self.endpoint,
            options=self._options,
            user_agent=self._user_agent,
            timeout=self._timeout,
            turn=self._turn,
            adapter_factory=self._adapter_factory,
        )


def _read(answer: Answer, question: Question) -> tuple[Candidate, ...]:
    try:
        return candidates_from(answer.objects, question, licence=answer.licence)
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as problem:
        raise GeocoderUnavailable(
            f"{question.endpoint} did not answer for {question.name!r} in a form that can be read: "
            f"{type(problem).__name__}: {problem}"
        ) from problem


def _consultation(question: Question, answer: Answer, *, found: int, cached: bool) -> Consultation:
    return Consultation(
        name=question.name,
        countries=question.countries,
        found=found,
        sent=len(answer.objects),
        cached=cached,
        url=answer.url,
        licence=answer.licence,
        retrieved=datetime.fromtimestamp(answer.fetched, UTC),
        expires=datetime.fromtimestamp(answer.expires, UTC),
    )


def _default_cache() -> Path:
    if folder := os.environ.get("GEOEVENTS_CACHE"):
        return Path(folder) / "geocode.sqlite"
    from platformdirs import user_cache_path

    return user_cache_path("geoevents") / "geocode.sqlite"


__all__ = ["Consultation", "Geocoder"]
