"""Answers of geocoders on disk, and whose turn it is to ask: one SQLite file for all processes of this user."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geoevents.errors import GeocoderUnavailable, UnwritableOutput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DAY = 86_400.0
_FOUND_FOR = 180 * _DAY
_NOT_FOUND_FOR = 14 * _DAY
_VERSION = 2
"""Of what is asked and kept; raising it asks anew."""
_PATIENCE = 30.0
"""Seconds to wait for another process that writes."""
_POLL = 0.05
"""Seconds between two looks whether the request before ours has ended."""
_LONGEST_DELAY = 600.0
"""Seconds; a turn further ahead than this comes from a clock that was set back."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers(
  key TEXT PRIMARY KEY, provider TEXT NOT NULL, endpoint TEXT NOT NULL, name TEXT NOT NULL, url TEXT NOT NULL,
  licence TEXT NOT NULL, answer TEXT NOT NULL, fetched REAL NOT NULL, expires REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS turns(
  endpoint TEXT PRIMARY KEY, next REAL NOT NULL DEFAULT 0, closed_until REAL NOT NULL DEFAULT 0
) WITHOUT ROWID;
"""


Box = tuple[float, float, float, float]
"""South, west, north, east in degrees; east is below west when the box crosses the 180th meridian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a geocoder; equal questions have equal answers."""

    provider: str
    """Name of the geocoder in geopy: ``nominatim photon pelias geonames`` …"""
    endpoint: str
    """Address of the server."""
    name: str
    """Name of the place, single spaces."""
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2 codes, sorted; empty for everywhere."""
    language: str
    """ISO 639-1 code of the names in answers."""
    box: Box | None = None
    """Where the report's other places lie: a leaning, no border."""

    @property
    def key(self) -> str:
        """Key of the answer on disk."""
        parts = [_VERSION, self.provider, self.endpoint, self.name.casefold(), self.countries, self.language, self.box]
        return json.dumps(parts, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said, and where that comes from."""

    objects: list[dict[str, Any]]
    """The server's own objects; empty when it knows no such place."""
    url: str
    """What was asked, without any key or password."""
    licence: str
    """Whom to name, and the terms."""
    fetched: float
    """When the server said so, seconds since 1970."""
    expires: float = 0.0
    """Until when it is kept, seconds since 1970."""


class AlreadyAnswered(Exception):  # noqa: N818 -- no error: news that travels through geopy
    """While we waited for our turn, another process has put the same question."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


class Store:
    """The file; it is made on first writing.

    A turn is taken in an immediate transaction, which is SQLite's lock between processes: it is let go even when
    the process dies, and nobody holds it while waiting. A turn lasts until its request has ended, and the next one
    begins ``delay`` later: so the server, too, sees requests at least so far apart, however slow the way to it is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def recall(self, question: Question) -> Answer | None:
        """The kept answer; None when nothing is kept or it is too old."""
        if not self.path.exists():
            return None
        with self._open() as database:
            row = database.execute(
                "SELECT answer, url, licence, fetched, expires FROM answers WHERE key = ? AND expires > ?",
                (question.key, time.time()),
            ).fetchone()
        if row is None:
            return None
        return Answer(objects=json.loads(row[0]), url=row[1], licence=row[2], fetched=row[3], expires=row[4])

    def keep(self, question: Question, answer: Answer) -> Answer:
        """Keep an answer: 180 days when it holds places, 14 days when it is empty."""
        expires = answer.fetched + (_FOUND_FOR if answer.objects else _NOT_FOUND_FOR)
        objects = json.dumps(answer.objects, ensure_ascii=False)
        row = (question.key, question.provider, question.endpoint, question.name, answer.url, answer.licence, objects)
        with self._open() as database:
            database.execute(
                "INSERT OR REPLACE INTO answers VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, answer.fetched, expires)
            )
        return replace(answer, objects=json.loads(objects), expires=expires)

    @contextmanager
    def turn(self, endpoint: str, *, delay: float, patience: float = 0.0, identity: str = "") -> Iterator[float]:
        """Wait for a turn, hold it for the length of a ``with`` block, and let the next one begin ``delay`` later.

        Args:
            endpoint: The server.
            delay: Seconds between the end of one request and the begin of the next.
            patience: Seconds after which the request counts as ended even when its process has died.
            identity: Who asks, as the server sees it; a refusal binds only this one.

        Yields:
            The time of the turn, seconds since 1970; turns of one endpoint lie at least ``delay`` apart.

        Raises:
            GeocoderUnavailable: The server has asked everyone to wait, and the time is not over.
        """
        began, held = self._begin(endpoint, delay=delay, patience=patience, identity=identity)
        pause = delay
        try:
            yield began
        except AlreadyAnswered:
            pause = 0.0  # nothing was sent
            raise
        finally:
            self._end(endpoint, held=held, free=time.time() + pause)

    def _begin(self, endpoint: str, *, delay: float, patience: float, identity: str) -> tuple[float, float]:
        while True:
            # nobody is promised a turn ahead: who wakes late would then send close to the next
            now, free, held = self._try_turn(endpoint, delay=delay, patience=patience, identity=identity)
            if free <= now:
                return now, held
            time.sleep(min(free - now, _POLL))

    def _try_turn(self, endpoint: str, *, delay: float, patience: float, identity: str) -> tuple[float, float, float]:
        """Give now, when the next turn is free (taken when that is now), and until when it is then held."""
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            now = time.time()
            found = database.execute(
                "SELECT endpoint, next, closed_until FROM turns WHERE endpoint IN (?, ?)", (endpoint, identity)
            ).fetchall()
            for key, _, closed_until in found:
                if closed_until > now:
                    why = "asked for a pause" if key == endpoint else "has refused us, ask its owner"
                    left = f"{closed_until - now:.0f} more seconds before the next request"
                    raise GeocoderUnavailable(f"{endpoint} {why}: {left}")
            free = next((when for key, when, _ in found if key == endpoint), 0.0)
            if now < free <= now + _LONGEST_DELAY:
                return now, free, 0.0
            held = now + min(delay + patience, _LONGEST_DELAY)
            database.execute(
                "INSERT INTO turns(endpoint, next) VALUES(?, ?) "
                "ON CONFLICT(endpoint) DO UPDATE SET next = excluded.next",
                (endpoint, held),
            )
            database.execute("COMMIT")
            return now, now, held

    def _end(self, endpoint: str, *, held: float, free: float) -> None:
        """Let the next turn begin; later than another process has it by now, never sooner."""
        with self._open() as database:
            database.execute(
                "UPDATE turns SET next = CASE WHEN next = ? THEN ? ELSE max(next, ?) END WHERE endpoint = ?",
                (held, free, free, endpoint),
            )

    def close_until_later(self, endpoint: str, *, seconds: float) -> None:
        """Let no process ask for so many seconds, at most a day."""
        until = time.time() + min(seconds, _DAY)
        with self._open() as database:
            database.execute(
                "INSERT INTO turns(endpoint, closed_until) VALUES(?, ?) "
                "ON CONFLICT(endpoint) DO UPDATE SET closed_until = max(closed_until, excluded.closed_until)",
                (endpoint, until),
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)) as database:
                self._make(database)
                yield database
        except OSError as problem:
            if isinstance(problem, GeocoderUnavailable):
                raise
            raise UnwritableOutput(f"cannot keep answers in {self.path}: {problem.strerror or problem}") from problem
        except sqlite3.Error as problem:
            raise GeocoderUnavailable(
                f"the cache {self.path} cannot be used ({problem}): delete it, or name another with cache=…"
            ) from problem

    @staticmethod
    def _make(database: sqlite3.Connection) -> None:
        if database.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
            return
        database.execute("BEGIN IMMEDIATE")
        if database.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            database.execute("DROP TABLE IF EXISTS answers")  # of an older form: asked anew
            for statement in _SCHEMA.split(";\n"):
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {_VERSION}")
        database.execute("COMMIT")
