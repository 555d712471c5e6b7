"""The word of happening that governs a place, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geoevents.model import EventType, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The word that says something happens at a place."""

    index: int
    """Index of its token."""
    lemma: str
    """Base form of the verb, or the noun."""
    type: EventType
    """Kind of happening."""
    status: Status
    """What the words around it say."""
    noun: bool
    """Whether it is a noun (*a visit to*)."""
    verb: int | None
    """Index of the verb of its clause, itself when it is one."""
    preposition: str
    """What governs the place: ``in``, ``to`` …; empty for an object."""
    cue: str = ""
    """The word that decided the status."""
    known: bool = True
    """Whether the word stands in our lists; an unknown verb counts less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Why a place mention is no place of an event."""

    reason: str
    """In words for a reader."""
