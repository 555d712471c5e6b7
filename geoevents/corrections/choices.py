"""What a page needs to put an event right: the places that its name may mean, and how a correction names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoevents.corrections.fitting import occurrence_of, place_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoevents.model import Candidate, Event, Evidence, Place, Resolution

_KNOWN = ("geonames:", "admin1:", "admin2:", "overlay:", "airport:", "county:")
"""Identifiers that the gazetteer looks up again; other places are written as their point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One place that a name may mean."""

    value: str
    """What a correction writes down for it."""
    name: str
    """Its name."""
    detail: str
    """Division, country, kind and people, in words."""
    lat: float
    """Degrees, WGS 84."""
    lon: float
    """Degrees, WGS 84."""
    share: float
    """How likely the reading held it, 0 to 1."""
    chosen: bool
    """Whether it is the one on the map."""
    why: str
    """What speaks for it, in words: why it was chosen, or how the name leads here and what was held likelier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What an editable page knows about putting one event right."""

    base: dict[str, str]
    """The keys of a correction of this event that do not depend on what is corrected."""
    choices: tuple[Choice, ...]
    """Places that the name may mean, the likeliest first."""


def edit(event: Event) -> Edit:
    """Give what a page needs to put an event right.

    Args:
        event: An event with a passage.

    Returns:
        How corrections name it, and the places that its name may mean.
    """
    return Edit(base=base(event.evidence[0], event.place.mention.text, event.id), choices=tuple(choices(event.place)))


def base(proof: Evidence, place_text: str, event_id: str) -> dict[str, str]:
    """The keys of a correction that name its event.

    Args:
        proof: The passage.
        place_text: The place as the report writes it.
        event_id: Identifier of the event.
    """
    occurrence = occurrence_of(proof) if place_words(proof) == place_text else ""
    return {
        "evidence": proof.text,
        "place_text": place_text,
        "event_id": event_id,
        "doc_id": proof.doc_id,
        **({"occurrence": occurrence} if occurrence else {}),
    }


def choices(found: Resolution) -> Iterator[Choice]:
    """The places that a name may mean, the one on the map first, each once."""
    if found.place is not None:
        yield _choice(found.place, found.score, chosen=True, why=found.reason)
    seen = {found.place.id} if found.place else set()
    for other in found.alternatives:
        if other.place.id not in seen:
            seen.add(other.place.id)
            yield _choice(other.place, _share(other), chosen=False, why=_why(other, found))


_RUNGS = {
    "overlay": "one of your own places has this name",
    "exact": "it bears the name as it is written",
    "normalised": "it bears the name but for case, accents or a possessive",
    "affix": "it bears the name without a word such as oblast or northern",
    "head": "it bears the first part of the name",
    "demonym": "the word says who comes from there",
    "fuzzy": "its name is one letter away",
    "geocoder": "a geocoder gave it",
}
_FLAGS = {
    "alternate": "as a further name",
    "code": "as a code",
    "abbreviation": "as an abbreviation",
    "historic": "as a former name",
    "metonym": "as the name of what sits there",
    "common": "and the name is a common word",
    "own": "by your own list",
}


def _why(candidate: Candidate, found: Resolution) -> str:
    """How the name leads to a place that was not chosen, and what was held likelier."""
    led = [
        _RUNGS.get(candidate.rung, candidate.rung),
        *(_FLAGS[flag] for flag in sorted(candidate.flags & set(_FLAGS))),
    ]
    if found.place is None:
        return f"{', '.join(led)}; none was sure enough: {found.reason}"
    return f"{', '.join(led)}; {found.place.name} was held likelier: {found.reason}"


def _share(candidate: Candidate) -> float:
    return min(max(candidate.score, 0.0), 1.0)


def _choice(place: Place, share: float, *, chosen: bool, why: str) -> Choice:
    people = f"{place.population:,} people" if place.population else ""
    where = ", ".join(part for part in (place.admin1_name, place.country) if part and part != place.name)
    return Choice(
        value=place.id if place.id.startswith(_KNOWN) else f"{place.latitude},{place.longitude},{place.name}",
        name=place.name,
        detail="; ".join(part for part in (where, place.layer, people) if part),
        lat=round(place.latitude, 4),
        lon=round(place.longitude, 4),
        share=round(share, 3),
        chosen=chosen,
        why=why,
    )
