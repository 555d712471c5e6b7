"""What each kind of correction does to the events of a timeline."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from geoevents.corrections.correction import when_of
from geoevents.corrections.fitting import bare, fitting, located, place_words
from geoevents.gazetteer import default_gazetteer
from geoevents.gazetteer.chosen import POINT, chosen_place
from geoevents.merge import merge as merged
from geoevents.model import Event, Evidence, Mention, Place, Resolution, Status, When

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from geoevents.corrections.correction import Correction
    from geoevents.gazetteer.chosen import Gazetteer
    from geoevents.model import Document, Reading

RUNG = "correction"
"""Stands in ``Resolution.rung`` of a place that a person chose."""
Events = tuple[Event, ...]
_MOVED = 12
"""Characters that a name may move within a passage that was mended."""


def put_right(events: Events, event: Event, correction: Correction, gazetteer: Gazetteer | None) -> Events:
    """Change place, date or status of one event, or take it away.

    Raises:
        InvalidCorrection: The gazetteer does not know the place.
    """
    at = _position(events, event)
    if correction.field == "drop":
        return events[:at] + events[at + 1 :]
    reason = reason_of(correction)
    if correction.field == "place":
        atlas = gazetteer if gazetteer is not None else default_gazetteer()
        place = _place(correction, event, atlas)
        reason += _nearby(place, atlas)
        mention = replace(event.place.mention, kind="literal")
        found = replace(event.place, place=place, score=1.0, reason=reason, rung=RUNG, mention=mention)
        changed = replace(event, place=found, reasons=(*event.reasons, reason))
    elif correction.field == "status":
        changed = replace(event, status=cast("Status", correction.value), reasons=(*event.reasons, reason))
    else:
        when = replace(when_of(correction.value), explanation=reason, text=event.when.text)
        changed = replace(event, when=when, reasons=(*event.reasons, reason))
    return (*events[:at], changed, *events[at + 1 :])


def join(events: Events, event: Event, other: Event, correction: Correction) -> Events:
    """Make one event of two: the first keeps its place, day and status, the second brings its passages and actors."""
    one = replace(
        event,
        evidence=tuple(dict.fromkeys((*event.evidence, *other.evidence))),
        actors=tuple(dict.fromkeys((*event.actors, *other.actors))),
        confidence=max(event.confidence, other.confidence),
        reasons=(*event.reasons, reason_of(correction)),
        conflicts=tuple(dict.fromkeys((*event.conflicts, *other.conflicts))),
    )
    return tuple(one if mine is event else mine for mine in events if mine is not other)


def part(events: Events, event: Event, correction: Correction, readings: Sequence[Reading]) -> Events | None:
    """Make two events of one: the passage of the correction, and the rest.

    Returns:
        The events, or None when the event is told by this passage alone, so that there is nothing to part.
    """
    apart = [proof for proof in event.evidence if fitting([_only(event, (proof,))], **_of(correction))]
    rest = tuple(proof for proof in event.evidence if proof not in apart)
    if not apart or not rest:
        return None
    reason = reason_of(correction)
    kept = _as_told(event, rest, readings)
    taken = _as_told(event, tuple(apart), readings)
    if taken.id == kept.id:
        taken = replace(taken, id=_digest(taken.id, correction.evidence))
    pair = (replace(one, reasons=(*one.reasons, reason)) for one in (kept, taken))
    at = _position(events, event)
    return (*events[:at], *pair, *events[at + 1 :])


def enter(events: Events, correction: Correction, readings: Sequence[Reading]) -> Events | str:
    """Add an event that the reading missed.

    Returns:
        The events, as they were where the reading by now finds it itself; or why it cannot be entered.
    """
    present = fitting(events, **_of(correction))
    if present and not correction.other_id:
        return events
    reports = [reading.document for reading in readings]
    held = located(reports, correction.evidence, correction.place_text, correction.doc_id)
    if len(held) != 1:
        return f"is held by {len(held)} reports" if held else "is in no report any more"
    document, start, end = held[0]
    at = _place_at(document.text[start:end], correction)
    # where the name itself was respelt, an equal one further on is another mention
    if at < 0 or abs(at - _place_at(correction.evidence, correction)) > max(_MOVED, 0.1 * len(correction.evidence)):
        return f"no longer names {correction.place_text!r}"
    proof = _proof(document, (start, end), (start + at, start + at + len(correction.place_text)))
    return (*events, _new_event(correction, proof, readings))


def reason_of(correction: Correction) -> str:
    """Say in words what was corrected, by whom and why."""
    deed = {"merge": "merged", "split": "split", "add": "added"}.get(correction.field, f"{correction.field} corrected")
    who = f" by {correction.who}" if correction.who else ""
    why = f": {correction.why}" if correction.why else ""
    return f"{deed}{who}{why}"


def new_id(correction: Correction) -> str:
    """Identifier of an event that a person added; the same at every reading."""
    return _digest(bare(correction.evidence), bare(correction.place_text), correction.value, correction.occurrence)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _position(events: Events, event: Event) -> int:
    return next(at for at, mine in enumerate(events) if mine is event)


def _of(correction: Correction) -> dict[str, str]:
    return {
        "passage": correction.evidence,
        "place": correction.place_text,
        "event_id": correction.event_id,
        "doc_id": correction.doc_id,
        "occurrence": correction.occurrence,
    }


def _only(event: Event, proofs: tuple[Evidence, ...]) -> Event:
    lead = proofs[0]
    if lead is event.evidence[0]:
        return replace(event, evidence=proofs)
    words = place_words(lead) or event.place.mention.text
    mention = replace(event.place.mention, start=lead.place_start, end=lead.place_end, text=words)
    return replace(event, evidence=proofs, place=replace(event.place, mention=mention))


def _as_told(event: Event, proofs: tuple[Evidence, ...], readings: Sequence[Reading]) -> Event:
    """What these passages alone tell: as they were read, unless a person put the event right before."""
    wanted = {(proof.doc_id, proof.place_start, proof.start) for proof in proofs}
    originals = [
        told
        for reading in readings
        for told in reading.events
        if {(proof.doc_id, proof.place_start, proof.start) for proof in told.evidence} <= wanted
    ]
    fallback = _only(event, proofs)
    if any(" corrected" in reason for reason in event.reasons) or not originals:
        return fallback
    again = merged(originals)
    return again[0] if len(again) == 1 and len(again[0].evidence) == len(proofs) else fallback


def _place_at(passage: str, correction: Correction) -> int:
    at = passage.find(correction.place_text)
    for _ in range(
        int(correction.occurrence or 1) - 1 if correction.occurrence.isdigit() or not correction.occurrence else 0
    ):
        further = passage.find(correction.place_text, at + 1)
        at = further if further >= 0 else at
    return at


def _proof(document: Document, span: tuple[int, int], place: tuple[int, int]) -> Evidence:
    return Evidence(
        doc_id=document.id,
        start=span[0],
        end=span[1],
        text=document.text[span[0] : span[1]],
        place_start=place[0],
        place_end=place[1],
        title=document.title,
        source=document.source,
        url=document.url,
        published=document.published,
    )


def _new_event(correction: Correction, proof: Evidence, readings: Sequence[Reading]) -> Event:
    mention = Mention(start=proof.place_start, end=proof.place_end, text=correction.place_text, kind="literal")
    read = (
        found
        for reading in readings
        if reading.document.id == proof.doc_id
        for found in reading.resolutions
        if (found.mention.start, found.mention.end) == (proof.place_start, proof.place_end)
    )
    known = next(read, None)
    unread = Resolution(mention=mention, place=None, reason="added without a place that is known")
    place = unread if known is None else replace(known, mention=mention)
    return Event(
        id=new_id(correction),
        what=correction.value,
        type="other",
        actors=tuple(name for name in correction.actors.split("; ") if name),
        place=place,
        when=When(),
        status="occurred",
        evidence=(proof,),
        confidence=1.0,
        reasons=(reason_of(correction),),
    )


def _place(correction: Correction, event: Event, atlas: Gazetteer) -> Place:
    point = POINT.fullmatch(correction.value)
    return _spot(point, event, atlas) if point else chosen_place(correction.value, atlas)


def _spot(point: re.Match[str], event: Event, atlas: Gazetteer) -> Place:
    """A point as a place: in the division and country around it."""
    latitude, longitude = float(point[1]), float(point[2])
    around, before = atlas.reverse(latitude, longitude), event.place.place
    # A point put into a whole country or division is neither; the nearest town says where it is. A canal stays a canal.
    wide = before is not None and before.layer in {"country", "admin1", "admin2"}
    return Place(
        id=f"correction:{latitude},{longitude}",
        name=point[3] or (around.nearest.name if wide else event.place.mention.text),
        latitude=latitude,
        longitude=longitude,
        country=around.country.country if around.country else None,
        admin1=around.division.admin1 if around.division else None,
        admin1_name=around.division.name if around.division else None,
        layer="site",
        precision="site",
        radius_km=1.0,
        source=RUNG,
    )


def _nearby(place: Place, atlas: Gazetteer) -> str:
    """Where a point lies, in words; empty for a place of the gazetteer, which says so itself."""
    if place.source != RUNG:
        return ""
    around = atlas.reverse(place.latitude, place.longitude)
    within = ", ".join(one.name for one in (around.division, around.country) if one)
    return f" ({around.kilometres:.1f} km from {around.nearest.name}, {f'in {within}' if within else 'at sea'})"
