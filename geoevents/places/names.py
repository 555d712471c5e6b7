"""The names of a document as the ranker sees them: candidates, and what stands beside the mentions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.gazetteer import Gazetteer
    from geoevents.model import Candidate, Document, Mention

_MOST = 40
"""Candidates weighed per name."""
_DIVISION = re.compile(
    r"\s+(?:county|counties|parish|borough|provinces?|regions?|states?|oblasts?|krais?|governorates?|prefectures?|departments?|republics?)\b",
    re.IGNORECASE,
)
_WATERS = re.compile(r"\b(?:sea|river|ocean|strait|gulf|bay|lake|rio|río|channel)\b", re.IGNORECASE)
_WATER = re.compile(
    r"\s+(?:[Rr]iver|[Cc]reek|[Ss]trait|[Ss]ea|[Bb]ay|[Gg]ulf|[Ii]slands?|[Mm]ountains?|[Vv]alley|[Dd]esert)\b"
)
_HEAD = re.compile(r"\s*(?:[,.;:!?)]|$)|\s+(?:and|or|in|on|at|to|for|with|by|from|as|is|was|were|are|will|has|had)\b")
"""What may follow a name that is no modifier: *the Atlantic, perhaps*, not *the Paris Walmart*."""
_THE = re.compile(r"\b[Tt]he\s$")
_FACILITY = re.compile(
    r"\s+(airport|airfield|air base|university|station|cosmodrome|castle|palace|stadium)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name of a document with all its mentions and candidates."""

    key: str
    candidates: tuple[Candidate, ...]
    count: int
    containers: frozenset[str]
    """Names that stand right behind it: *X, Y*."""
    division: bool
    """Whether *county*, *province* or the like follows it."""
    definite: bool
    """Whether *the* stands before it, as before seas, ranges and regions, never before towns."""
    figurative: bool
    """Whether every mention stands for authorities rather than the place."""
    water: bool
    """Whether *river*, *sea* or *island* follows or leads the name."""
    layers: frozenset[str]
    """Layers that the word behind it names: *Heathrow airport*."""


def key_of(mention: Mention) -> str:
    """Mentions with the same key mean the same place; short capitals stay apart from words."""
    return mention.text.casefold() if not (mention.text.isupper() and len(mention.text) <= 4) else mention.text


def collect_names(document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer) -> dict[str, Name]:
    """Gather the distinct names of a document with their candidates.

    Args:
        document: The report.
        mentions: Its place mentions.
        gazetteer: Where candidates come from.

    Returns:
        Key → name.
    """
    counts = Counter(key_of(m) for m in mentions)
    containers: dict[str, set[str]] = {key: set() for key in counts}
    divisions: dict[str, bool] = dict.fromkeys(counts, False)
    facilities: dict[str, str] = {}
    waters: set[str] = set()
    definite: set[str] = set()
    ordered = sorted(mentions, key=lambda m: m.start)
    for mention, following in zip_longest(ordered, ordered[1:]):
        if following is not None and re.fullmatch(
            r"(?:,| in|, in| \()\s*(?:the )?", document.text[mention.end : following.start]
        ):
            containers[key_of(mention)].add(key_of(following))
        if _DIVISION.match(document.text, mention.end):
            divisions[key_of(mention)] = True
        if _THE.search(document.text, max(0, mention.start - 5), mention.start) and _HEAD.match(
            document.text, mention.end
        ):
            definite.add(key_of(mention))
        if _WATER.match(document.text, mention.end):
            waters.add(key_of(mention))
        if facility := _FACILITY.match(document.text, mention.end):
            facilities[key_of(mention)] = facility.group(1).lower()
    texts = {key_of(m): m.text for m in mentions}
    placed = {key_of(m) for m in mentions if m.kind != "metonym"}
    return {
        key: Name(
            key=key,
            candidates=gazetteer.lookup(texts[key])[:_MOST],
            count=count,
            containers=frozenset(containers[key]),
            division=divisions[key],
            definite=key in definite,
            figurative=key not in placed,
            water=key in waters or bool(_WATERS.search(key)),
            layers=frozenset({"airport", "site"}) if key in facilities else frozenset(),
        )
        for key, count in counts.items()
    }
