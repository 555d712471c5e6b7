"""Means of travel: what a passage says of how somebody came to a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from geoevents.model import Event

Means = Literal["rail", "air", "sea", "road"]

# Only what tells an arrival: a train that leaves says nothing of the way here.
_MOVES = r"(?:cross(?:es|ed)|arriv(?:es|ed)|reach(?:es|ed)|(?:roll|pull)(?:s|ed) in(?:to)?|stop(?:s|ped))"
_SAID: tuple[tuple[Means, re.Pattern[str]], ...] = (
    (
        "rail",
        re.compile(rf"\bby (?:\w+ )?(?:train|rail)\b|\btrain {_MOVES}\b|\bboarded (?:a|the|his|her|their) train\b"),
    ),
    (
        "air",
        re.compile(
            r"\b(?:flew|flown|flies) (?:in|into|to|on|home|there)\b|\bby (?:plane|air|helicopter|jet)\b"
            rf"|\b(?:plane|jet|flight|helicopter) (?:landed|{_MOVES})\b"
        ),
    ),
    (
        "sea",
        re.compile(
            rf"\bby (?:ship|boat|sea|ferry)\b|\bsail(?:s|ed) (?:to|into|for)\b|\b(?:ship|ferry|boat) {_MOVES}\b"
        ),
    ),
    (
        "road",
        re.compile(
            r"\bby (?:car|bus|road|coach|motorcade)\b|\bdrove (?:to|into|on)\b"
            rf"|\b(?:motorcade|convoy|bus) {_MOVES}\b"
        ),
    ),
)


def means(event: Event) -> Means | None:
    """How somebody came there, where the passages say one thing about it; None where they say nothing or two things.

    Args:
        event: A halt of a mover.

    Example:
        >>> from geoevents.model import Event, Evidence, Mention, Resolution, When
        >>> text = "The train crossed into Russia at Khasan."
        >>> proof = Evidence(doc_id="a", start=0, end=len(text), text=text, place_start=33, place_end=39)
        >>> found = Resolution(mention=Mention(start=33, end=39, text="Khasan", kind="literal"), place=None)
        >>> means(Event(id="e", what="crossed", type="travel", actors=(), place=found, when=When(), status="occurred",
        ...             evidence=(proof,), confidence=1.0))
        'rail'
    """
    if event.type != "travel":
        return None
    said = {kind for proof in event.evidence for kind, words in _SAID if words.search(proof.text)}
    return said.pop() if len(said) == 1 else None
