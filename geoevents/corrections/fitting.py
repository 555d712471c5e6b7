"""Which event a correction means: found by the passage and the words for the place, never by position.

Texts change between two readings: a typo is put right, a paragraph moves, a passage grows by a clause. A correction
still fits then, as long as it can mean only one event. In doubt it fits none: a correction at the wrong event is worse
than one that asks to be made again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geoevents.model import Document, Event, Evidence

# A passage that grew or shrank by a clause is still the same passage; a word or two are not.
SHORTEST_PASSAGE = 20
_ALIKE = 84.0
"""Of 100, the words that two passages must share to be one that was mended."""
_AHEAD = 6.0
"""By how much the likest passage must lead the next one."""
_SAME_NAME = 80.0
"""Of 100, the likeness of a place name and its mended spelling."""


def fitting(
    events: Sequence[Event],
    *,
    passage: str,
    place: str,
    event_id: str = "",
    doc_id: str = "",
    occurrence: str = "",
) -> list[Event]:
    """Find the events that a correction may mean.

    Args:
        events: Where to look.
        passage: The passage as it was.
        place: The place as the report wrote it.
        event_id: Tells apart events of the same passage and place.
        doc_id: Tells apart reports with the same passage.
        occurrence: Which of several equal names in the passage is meant; empty where there is one.

    Returns:
        One event where it is clear, several or none where it is not.
    """
    wanted, name = bare(passage), bare(place)
    told = [(event, proof) for event in events for proof in event.evidence]
    named = [(event, proof) for event, proof in told if bare(place_words(proof)) == name or _leads(event, proof, name)]
    found = [(event, proof) for event, proof in named if bare(proof.text) == wanted]
    if not found and len(wanted) >= SHORTEST_PASSAGE:
        found = [(event, proof) for event, proof in named if _within(bare(proof.text), wanted)]
    if not found and len(wanted) >= SHORTEST_PASSAGE:
        found = _likest(named, wanted) or _likest(_respelt(told, name), wanted)
    return _told_apart(found, event_id=event_id, doc_id=doc_id, occurrence=occurrence)


def bare(text: str) -> str:
    r"""Text with every run of blanks as one space, so that a moved line end changes nothing.

    Example:
        >>> bare(" The train\n left. ")
        'The train left.'
    """
    return " ".join(text.split())


def place_words(proof: Evidence) -> str:
    """The words of a passage that name the place; empty where its offsets lie outside."""
    start = proof.place_start - proof.start
    return proof.text[start : proof.place_end - proof.start] if start >= 0 else ""


def occurrence_of(proof: Evidence) -> str:
    """Which of several equal place names in a passage this one is; empty where there is only one."""
    words, before = place_words(proof), proof.text[: max(proof.place_start - proof.start, 0)]
    return str(before.count(words) + 1) if words and proof.text.count(words) > 1 else ""


def located(
    documents: Iterable[Document], passage: str, place: str, doc_id: str = ""
) -> list[tuple[Document, int, int]]:
    """Find a passage in reports, also where blanks moved or typos were mended.

    Args:
        documents: Reports, in any order.
        passage: What to look for.
        place: Words that the place found must hold.
        doc_id: The report to look in, as long as it is there.

    Returns:
        Report, start and end of each, in characters.
    """
    reports = list(documents)
    # in its own report as long as that is there, mended or not: another may tell the same word for word
    mine = [document for document in reports if document.id == doc_id]
    return _held(mine or reports, passage, place)


def _held(reports: Sequence[Document], passage: str, place: str) -> list[tuple[Document, int, int]]:
    found = [(document, *span) for document in reports if (span := _exactly(document.text, passage))]
    if not found and len(passage) >= SHORTEST_PASSAGE:
        found = [(document, *span) for document in reports if (span := _nearly(document.text, passage, place))]
    return found


def _leads(event: Event, proof: Evidence, name: str) -> bool:
    return proof is event.evidence[0] and bare(event.place.mention.text) == name


def _within(one: str, other: str) -> bool:
    return len(one) >= SHORTEST_PASSAGE and (one in other or other in one)


def _respelt(told: Sequence[tuple[Event, Evidence]], name: str) -> list[tuple[Event, Evidence]]:
    """Passages whose place is spelt almost so, and that no longer hold the old spelling."""
    return [
        (event, proof)
        for event, proof in told
        if name not in bare(proof.text) and fuzz.ratio(bare(place_words(proof)), name) >= _SAME_NAME
    ]


def _likest(told: Sequence[tuple[Event, Evidence]], passage: str) -> list[tuple[Event, Evidence]]:
    """The passages most like one, all those that lie close together at the top."""
    scored = [(_likeness(bare(proof.text), passage), event, proof) for event, proof in told]
    best = max((score for score, _, _ in scored), default=0.0)
    return [(event, proof) for score, event, proof in scored if score >= max(_ALIKE, best - _AHEAD)]


def _likeness(one: str, other: str) -> float:
    """Of 100, the share of words that two passages have in common and in order; a mended word is the same word."""
    first, second = one.split(), other.split()
    if min(len(one), len(other)) < SHORTEST_PASSAGE:
        return 0.0
    known = set(first)
    mended = [word if word in known else _mended(word, first) for word in second]
    common = LCSseq.similarity(first, mended)
    shorter, longer = sorted((len(first), len(second)))
    # A passage may have grown by a clause and lost a typo at once; a short part proves nothing.
    part = common / shorter * 100 - 4.0 if 2 * shorter > longer else 0.0
    return max(common / longer * 100, part)


def _mended(word: str, words: Sequence[str]) -> str:
    """The word of which another is a mended spelling; a number is another number, not a misspelt one."""
    if len(word) < 4 or any(sign.isdigit() for sign in word):
        return word
    alike = process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=_SAME_NAME)
    return alike[0] if alike else word


def _told_apart(found: Sequence[tuple[Event, Evidence]], *, event_id: str, doc_id: str, occurrence: str) -> list[Event]:
    """One event of several that share passage and place, where something tells them apart."""
    kept = list(found)
    if occurrence and (same := [one for one in kept if occurrence_of(one[1]) in {occurrence, ""}]):
        kept = same
    elif occurrence:
        return []
    if len(_distinct(kept)) > 1 and (same := [one for one in kept if one[1].doc_id == doc_id]):
        kept = same
    if len(_distinct(kept)) > 1 and (same := [one for one in kept if one[0].id == event_id]):
        kept = same
    return _distinct(kept)


def _distinct(found: Sequence[tuple[Event, Evidence]]) -> list[Event]:
    return list({id(event): event for event, _ in found}.values())


def _exactly(text: str, passage: str) -> tuple[int, int] | None:
    start = text.find(passage)
    if start >= 0:
        return start, start + len(passage)
    words = passage.split()
    at = 0
    while words and (start := text.find(words[0], at)) >= 0:
        end = _through(text, start, words)
        if end is not None:
            return start, end
        at = start + 1
    return None


def _through(text: str, start: int, words: Sequence[str]) -> int | None:
    """Where the words end that follow each other from a place on, with any blanks between them."""
    at = start
    for number, word in enumerate(words):
        if number:
            blank = at
            while at < len(text) and text[at].isspace():
                at += 1
            if at == blank:
                return None
        if not text.startswith(word, at):
            return None
        at += len(word)
    return at


def _nearly(text: str, passage: str, place: str) -> tuple[int, int] | None:
    alike = fuzz.partial_ratio_alignment(passage, text, score_cutoff=_ALIKE)
    if alike is None or len(text) < len(passage) / 2:
        return None
    start, end = alike.dest_start, alike.dest_end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    stretch = text[start:end]
    return (start, start + len(stretch.rstrip())) if place in stretch else None
