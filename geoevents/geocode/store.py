"""Answers of geocoders on disk, and whose turn it is to ask: one SQLite file for all processes of this user."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geoevents.errors import GeocoderUnavailable, UnwritableOutput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DAY = 86_400.0
_FOUND_FOR = 180 * _DAY
_NOT_FOUND_FOR = 14 * _DAY
_VERSION = 1
"""Of what is asked and kept; raising it asks anew."""
_PATIENCE = 30.0
"""Seconds to wait for another process that writes."""
_LONGEST_DELAY = 600.0
"""Seconds; a turn further ahead than this comes from a clock that was set back."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers(
  key TEXT PRIMARY KEY, endpoint TEXT NOT NULL, name TEXT NOT NULL, answer TEXT NOT NULL,
  fetched REAL NOT NULL, expires REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS turns(
  endpoint TEXT PRIMARY KEY, next REAL NOT NULL DEFAULT 0, closed_until REAL NOT NULL DEFAULT 0
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a geocoder; equal questions have equal answers."""

    provider: str
    """``nominatim`` or ``photon``."""
    endpoint: str
    """Address of the server."""
    name: str
    """Name of the place, single spaces."""
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2 codes, sorted; empty for everywhere."""
    language: str
    """ISO 639-1 code of the names in answers."""

    @property
    def key(self) -> str:
        """Key of the answer on disk."""
        parts = [_VERSION, self.provider, self.endpoint, self.name.casefold(), self.countries, self.language]
        return json.dumps(parts, ensure_ascii=False)


class Store:
    """The file; it is made on first writing.

    A turn is taken in an immediate transaction, which is SQLite's lock between processes: it is let go even when
    the process dies, and nobody holds it while waiting.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def recall(self, question: Question) -> list[dict[str, Any]] | None:
        """The kept answer, an empty list for a name that the server did not know, None when nothing is kept."""
        if not self.path.exists():
            return None
        with self._open() as database:
            row = database.execute(
                "SELECT answer FROM answers WHERE key = ? AND expires > ?", (question.key, time.time())
            ).fetchone()
        return None if row is None else json.loads(row[0])

    def keep(self, question: Question, answer: list[dict[str, Any]]) -> None:
        """Keep an answer: 180 days when it holds places, 14 days when it is empty."""
        now = time.time()
        expires = now + (_FOUND_FOR if answer else _NOT_FOUND_FOR)
        row = (question.key, question.endpoint, question.name, json.dumps(answer, ensure_ascii=False), now, expires)
        with self._open() as database:
            database.execute("INSERT OR REPLACE INTO answers VALUES(?, ?, ?, ?, ?, ?)", row)

    def take_turn(self, endpoint: str, *, delay: float) -> float:
        """Wait until this process may send a request.

        Args:
            endpoint: The server.
            delay: Seconds between two requests.

        Returns:
            The time of the turn, seconds since 1970; turns of one endpoint lie at least ``delay`` apart.

        Raises:
            GeocoderUnavailable: The server has asked everyone to wait, and the time is not over.
        """
        while True:
            # nobody is promised a turn ahead: who wakes late would then send close to the next
            now, free = self._try_turn(endpoint, delay=delay)
            if free <= now:
                return now
            time.sleep(free - now)

    def _try_turn(self, endpoint: str, *, delay: float) -> tuple[float, float]:
        """Give now, and when the next turn is free; it is taken when that is now."""
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            now = time.time()
            row = database.execute("SELECT next, closed_until FROM turns WHERE endpoint = ?", (endpoint,)).fetchone()
            free, closed_until = row or (0.0, 0.0)
            if closed_until > now:
                raise GeocoderUnavailable(
                    f"{endpoint} asked for a pause: {closed_until - now:.0f} more seconds before the next request"
                )
            if now < free <= now + _LONGEST_DELAY:
                return now, free
            database.execute(
                "INSERT INTO turns(endpoint, next) VALUES(?, ?) "
                "ON CONFLICT(endpoint) DO UPDATE SET next = excluded.next",
                (endpoint, now + delay),
            )
            database.execute("COMMIT")
            return now, now

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
                database.executescript(_SCHEMA)
                yield database
        except OSError as problem:
            if isinstance(problem, GeocoderUnavailable):
                raise
            raise UnwritableOutput(f"cannot keep answers in {self.path}: {problem.strerror or problem}") from problem
        except sqlite3.Error as problem:
            raise GeocoderUnavailable(
                f"the cache {self.path} cannot be used ({problem}): delete it, or name another with cache=…"
            ) from problem
