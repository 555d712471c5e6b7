"""``robots.txt``: what a site lets programs read, as RFC 9309 has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

AGENT = "geoevents"
"""Name under which a site may address this program."""
LONGEST = 512_000
"""Bytes of the file that are looked at."""
_LITERAL = "/:@!$&'()*+,;=~?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line that allows or forbids paths."""

    allow: bool
    """Whether it allows."""
    path: str
    """Beginning of the paths, with ``*`` for anything and ``$`` for the end."""
    agent: str
    """Whom it is about: ``geoevents`` or ``*``."""
    line: int
    """Number of the line, from 1."""

    def __str__(self) -> str:
        return f"{'Allow' if self.allow else 'Disallow'}: {self.path}"


def rules(text: str, agent: str = AGENT) -> tuple[Rule, ...]:
    r"""Read the rules that are about this program: those that name it, else those for everybody.

    Args:
        text: The file.
        agent: Name of the program.

    Example:
        >>> [str(rule) for rule in rules("User-agent: *\nDisallow: /archive/\nAllow: /archive/2023")]
        ['Disallow: /archive/', 'Allow: /archive/2023']
    """
    found = list(_rules(text))
    mine = [rule for rule in found if rule.agent.lower() == agent.lower()]
    return tuple(mine or [rule for rule in found if rule.agent == "*"])


def forbids(found: Iterable[Rule], url: str) -> Rule | None:
    r"""Give the rule that forbids an address: the longest that fits, and of two as long the one that allows.

    Args:
        found: What :func:`rules` gives.
        url: The address.

    Returns:
        The rule, or None when the address may be read.

    Example:
        >>> found = rules("User-agent: *\nDisallow: /archive/\nAllow: /archive/2023")
        >>> str(forbids(found, "https://coast.example/archive/1900")), forbids(found, "https://coast.example/archive/2023")
        ('Disallow: /archive/', None)
    """
    parts = urlsplit(url)
    path = _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    fitting = [rule for rule in found if _fits(_normal(rule.path), path)]
    best = max(fitting, key=lambda rule: (len(_normal(rule.path)), rule.allow), default=None)
    return None if best is None or best.allow else best


def _rules(text: str) -> Iterator[Rule]:
    agents: list[str] = []
    begun = False
    for number, line in enumerate(text.splitlines(), start=1):
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            agents = [value] if begun else [*agents, value]
            begun = False
        elif key in {"allow", "disallow"}:
            begun = True
            if value:  # an empty line forbids nothing
                yield from (Rule(allow=key == "allow", path=value, agent=agent, line=number) for agent in agents)


def _normal(path: str) -> str:
    """A path with every sign written in one way, so that ``%7Efred`` is ``~fred``."""
    return quote(unquote_to_bytes(path), safe=_LITERAL)


def _fits(pattern: str, path: str) -> bool:
    end = pattern.endswith("$")
    first, *further = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    return _in_order(further, path, len(first), end=end)


def _in_order(pieces: Sequence[str], path: str, at: int, *, end: bool) -> bool:
    """Whether pieces follow each other; without going back, so that no pattern takes long."""
    for number, piece in enumerate(pieces):
        if end and number == len(pieces) - 1:
            return len(path) - len(piece) >= at and path.endswith(piece)
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return not end or at == len(path)
