"""What a reader knows better: corrections kept in a file, applied by evidence.

A correction names the passage and the place in the words of the report, not a row number, so it
still fits after the reports were read again. What no longer fits is said, never skipped.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from geoevents.corrections.changes import enter, join, part, put_right
from geoevents.corrections.correction import FIELDS, UNKNOWN, Correction, Field, checked
from geoevents.corrections.files import load, save
from geoevents.corrections.fitting import bare, fitting, occurrence_of, place_words
from geoevents.errors import CorrectionNotApplied, InvalidCorrection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from geoevents.gazetteer.chosen import Gazetteer
    from geoevents.model import Event, Evidence, Reading

__all__ = ["FIELDS", "UNKNOWN", "Correction", "Field", "apply", "load", "propose", "propose_event", "save"]


def propose(
    event: Event,
    *,
    place: str | tuple[float, float] | None = None,
    date: date | str | None = None,
    status: str | None = None,
    drop: bool = False,
    merge: Event | None = None,
    split: Evidence | str | None = None,
    why: str = "",
    who: str = "",
    when: date | None = None,
) -> tuple[Correction, ...]:
    """Write down what is to be put right about an event, one correction per field.

    Args:
        event: The event as it stands.
        place: ``(latitude, longitude)`` in degrees, the same as text, or a gazetteer's name or identifier.
        date: A day, month, year or ``first/last`` in ISO 8601, or ``unknown``.
        status: One of ``occurred ongoing planned possible negated``.
        drop: Whether to take the event away.
        merge: Another event that is the same happening; ``event`` keeps its place, day and status.
        split: A passage of this event, or the identifier of its report, that tells another happening.
        why: The reason.
        who: Whose correction it is.
        when: The day on which it is made.

    Returns:
        Corrections that were checked, but not yet applied.

    Raises:
        InvalidCorrection: Nothing was given, or a value that cannot be.
    """
    given: dict[Field, str] = {}
    if place is not None:
        given["place"] = place if isinstance(place, str) else f"{place[0]},{place[1]}"
    if date is not None:
        given["date"] = date if isinstance(date, str) else date.isoformat()[:10]  # of a datetime, its day
    if status is not None:
        given["status"] = status
    if drop:
        given["drop"] = ""
    signed = {"who": who, "when": when.isoformat() if when else "", "why": why}
    rows = [_row(event, event.evidence[0], field, value, signed) for field, value in given.items()]
    if merge is not None:
        rows.append(_merger(event, merge, signed))
    if split is not None:
        rows.append(_row(event, _passage(event, split), "split", "", signed))
    if not rows:
        raise InvalidCorrection(
            f"nothing to correct about event {event.id}: give place, date, status or drop=True, or merge or split."
        )
    return tuple(checked(row) for row in rows)


def propose_event(
    passage: str,
    place_text: str,
    what: str,
    *,
    actors: Sequence[str] = (),
    beside: Event | None = None,
    doc_id: str = "",
    why: str = "",
    who: str = "",
    when: date | None = None,
) -> Correction:
    """Write down an event that the reading missed.

    Args:
        passage: The words of a report that tell it.
        place_text: The words in the passage that name its place.
        what: What happened, in a few words.
        actors: Who, the mover first.
        beside: An event of the same passage and place that stays; without one, a reading that finds the event
            itself makes this correction superfluous.
        doc_id: The report, to tell apart two that hold the same passage.
        why: The reason.
        who: Whose correction it is.
        when: The day on which it is made.

    Returns:
        A correction that was checked, but not yet applied.

    Raises:
        InvalidCorrection: The passage does not hold the words for the place.

    Example:
        >>> propose_event("A ferry sank off Bergen on Sunday.", "Bergen", "ferry sank").field
        'add'
    """
    if not place_text.strip() or place_text not in passage:
        raise InvalidCorrection(f"the passage “{bare(passage)}” does not hold the words {place_text!r} for its place.")
    row = Correction(
        evidence=passage,
        place_text=place_text,
        field="add",
        value=what,
        who=who,
        when=when.isoformat() if when else "",
        why=why,
        other_id=beside.id if beside else "",
        doc_id=doc_id,
        actors="; ".join(name.replace(";", ",") for name in actors),
    )
    return checked(row)


def apply(
    events: Sequence[Event],
    corrections: Iterable[Correction],
    gazetteer: Gazetteer | None = None,
    *,
    readings: Sequence[Reading] = (),
) -> tuple[Event, ...]:
    """Put events right.

    Args:
        events: Events in any order.
        corrections: Applied one after the other.
        gazetteer: Where names and identifiers of places are looked up; the packaged one when left out.
        readings: What was read in each report: ``add`` looks for its passage there, and ``split`` for what each
            passage told alone.

    Returns:
        The events, corrected, in the same order, added ones last; a ``Timeline`` sorts them by time.

    Raises:
        InvalidCorrection: A value cannot be, such as a place that the gazetteer does not know.

    Warns:
        CorrectionNotApplied: A correction fits no event, or more than one.
    """
    current = tuple(events)
    for number, correction in enumerate(corrections, start=1):
        checked(correction)
        outcome = _applied(current, correction, gazetteer, readings)
        if isinstance(outcome, str):
            warnings.warn(f"correction {_named(correction, number)} {outcome}.", CorrectionNotApplied, stacklevel=2)
        else:
            current = outcome
    return current


def _applied(
    events: tuple[Event, ...], correction: Correction, gazetteer: Gazetteer | None, readings: Sequence[Reading]
) -> tuple[Event, ...] | str:
    """The events put right, or why the correction could not be applied."""
    if correction.field == "add":
        return enter(events, correction, readings)
    found = fitting(
        events,
        passage=correction.evidence,
        place=correction.place_text,
        event_id=correction.event_id,
        doc_id=correction.doc_id,
        occurrence=correction.occurrence,
    )
    if len(found) != 1:
        return f"fits {len(found)} events" if found else "fits no event any more"
    if correction.field == "split":
        return part(events, found[0], correction, readings) or "fits an event that this passage alone tells"
    if correction.field != "merge":
        return put_right(events, found[0], correction, gazetteer)
    others = fitting(
        events, passage=correction.value, place=correction.other_place or correction.place_text,
        event_id=correction.other_id,
    )  # fmt: skip
    if others == found:
        return events  # the reading by now tells both as one
    others = [other for other in others if other is not found[0]]
    if len(others) != 1:
        return f"has {len(others)} events to be merged with" if others else "has no event any more to be merged with"
    return join(events, found[0], others[0], correction)


def _row(event: Event, proof: Evidence, field: Field, value: str, signed: dict[str, str]) -> Correction:
    lead = proof is event.evidence[0]
    return Correction(
        evidence=proof.text,
        place_text=event.place.mention.text if lead else place_words(proof) or event.place.mention.text,
        field=field,
        value=value,
        event_id=event.id,
        doc_id=proof.doc_id,
        occurrence=occurrence_of(proof),
        **signed,
    )


def _merger(event: Event, other: Event, signed: dict[str, str]) -> Correction:
    if other.id == event.id:
        raise InvalidCorrection(f"event {event.id} cannot be merged with itself: name another one.")
    lead = event.evidence[0]
    return Correction(
        evidence=lead.text,
        place_text=event.place.mention.text,
        field="merge",
        value=other.evidence[0].text,
        event_id=event.id,
        doc_id=lead.doc_id,
        occurrence=occurrence_of(lead),
        other_place=other.place.mention.text,
        other_id=other.id,
        **signed,
    )


def _passage(event: Event, wanted: Evidence | str) -> Evidence:
    """The passage of an event that is named by itself, its words or its report."""
    if len(event.evidence) < 2:
        raise InvalidCorrection(
            f"event {event.id} is told by one passage, so there is nothing to split: add the other happening with add."
        )
    for proof in event.evidence:
        if proof == wanted or wanted in {proof.doc_id, proof.text}:
            return proof
    known = ", ".join(dict.fromkeys(proof.doc_id for proof in event.evidence))
    raise InvalidCorrection(f"event {event.id} has no passage {wanted!r:.80}: name one of its reports ({known}).")


def _named(correction: Correction, number: int) -> str:
    passage = bare(correction.evidence)
    short = passage if len(passage) <= 60 else f"{passage[:59]}…"
    return f"{number} ({correction.field} of {correction.place_text!r} in “{short}”)"
