"""The names of a document as the ranker sees them: candidates, and what stands beside the mentions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
_REST_BEHIND = re.compile(
    r"\s+(?:county|parish|province|region|state|oblast|krai|governorate|prefecture|department|"
    r"(?:international |regional |municipal )?airport|airfield|air ?base|university|college|"
    r"(?:railway |train |central |bus )?station|nuclear (?:power )?(?:plant|station)|npp|cosmodrome|spaceport|"
    r"port of entry|(?:border )?(?:crossing|checkpoint|post)|prison|castle|palace|stadium|dam|bridge|islands?)\b",
    re.IGNORECASE,
)
_REST_BEFORE = re.compile(r"\b(?:state|province|county|region|isle) of $", re.IGNORECASE)
"""What may be the rest of a name of which the mention is a part: *Incheon* airport, state of *New York*."""
_STATE = re.compile(r"\b(?:state|region)\b", re.IGNORECASE)


_SENTENCE_END = re.compile(r"[.!?]['”\"’)]?\s+(?=[A-Z“\"])|\n")
_LEAD = re.compile(r"[^\n]{0,160}?(?:\n|[.!?]\s|(?:\([A-Z][A-Za-z]+\)\s*)?[–—]|\s-{1,2}\s)(?:\s*[A-Z][A-Z .]{2,30}\b)?")
"""The headline with the dateline behind it, or the dateline alone."""
_LISTED = re.compile(r"(?:,|,? (?:and|or|&)|/) ?(?:in |the |in the )?")
_CLOSED = re.compile(r"\b(?:and|or)\b|&|/")
"""What joins the names of a list, and what shows that it is one: *Utah, Nevada or Washington*."""
_INTO = re.compile(r"(?:,| in|, in| \()\s*(?:the )?")
"""Between a name and what it lies in: *Paris, Texas*."""


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
    beside: frozenset[str]
    """Names in the same sentence, or at the head of the one behind."""
    listed: frozenset[str]
    """Names that are listed with it: *Utah, Nevada or Washington*."""
    before: frozenset[str]
    """Names that come right before it, as the stops of a journey do."""
    kind_told: bool
    """Whether the name itself has a word such as *county*."""
    whole: frozenset[str]
    """Identifiers of what the name means together with the words beside it: *New York* in *New York state*."""


def key_of(mention: Mention) -> str:
    """Mentions with the same key mean the same place; short capitals stay apart from words."""
    return mention.text.casefold() if not (mention.text.isupper() and len(mention.text) <= 4) else mention.text


def whole_of(document: Document, mention: Mention, gazetteer: Gazetteer) -> tuple[str, tuple[Candidate, ...]]:
    """The longer name that a mention is a part of, when the gazetteer knows it.

    Args:
        document: The report.
        mention: A place mention.
        gazetteer: Where names are looked up.

    Returns:
        The longer name and its bearers; the mention's own text and none when it is no part of a longer name.
    """
    behind = _REST_BEHIND.match(document.text, mention.end)
    before = _REST_BEFORE.search(document.text, max(0, mention.start - 15), mention.start)
    start = before.start() if before else mention.start
    for first, last in ((mention.start, behind.end() if behind else mention.end), (start, mention.end)):
        name = document.text[first:last]
        found = gazetteer.lookup(name) if last - first > len(mention.text) else ()
        if kept := tuple(candidate for candidate in found if _is_named(candidate, name)):
            return name, kept
    return mention.text, ()


def _is_named(candidate: Candidate, name: str) -> bool:
    """Whether a longer name is the candidate's own, or says that the candidate is a state: no *Columbia State* is."""
    if candidate.rung != "affix":
        return candidate.rung in {"overlay", "exact"}
    first = candidate.place.layer in {"admin1", "region"}
    return first or (candidate.place.layer == "admin2" and not _STATE.search(name))


def collect_names(
    document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> tuple[dict[str, Name], tuple[str, ...]]:
    """Gather the distinct names of a document with their candidates.

    Args:
        document: The report.
        mentions: Its place mentions.
        gazetteer: Where candidates come from.

    Returns:
        Key → name, and the key of each mention.
    """
    parts = [whole_of(document, mention, gazetteer) for mention in mentions]
    keys = tuple(name.casefold() if found else key_of(m) for m, (name, found) in zip(mentions, parts, strict=True))
    wholes = {key: found for key, (_, found) in zip(keys, parts, strict=True)}
    counts = Counter(keys)
    containers: dict[str, set[str]] = {key: set() for key in counts}
    divisions: dict[str, bool] = dict.fromkeys(counts, False)
    beside: dict[str, set[str]] = {key: set() for key in counts}
    before: dict[str, set[str]] = {key: set() for key in counts}
    facilities: set[str] = set()
    waters: set[str] = set()
    definite: set[str] = set()
    ordered = sorted(zip(mentions, keys, strict=True), key=lambda pair: pair[0].start)
    for (mention, key), following in zip_longest(ordered, ordered[1:]):
        if following is not None and _INTO.fullmatch(document.text[mention.end : following[0].start]):
            containers[key].add(following[1])
        if following is not None and following[1] != key:
            before[following[1]].add(key)
        if _DIVISION.match(document.text, mention.end):
            divisions[key] = True
        if _THE.search(document.text, max(0, mention.start - 5), mention.start) and _HEAD.match(
            document.text, mention.end
        ):
            definite.add(key)
        if _WATER.match(document.text, mention.end):
            waters.add(key)
        if _FACILITY.match(document.text, mention.end):
            facilities.add(key)
    for sentence in _sentences(document.text, ordered):
        for key in sentence:
            beside[key] |= sentence - {key}
    listed: dict[str, set[str]] = {key: set() for key in counts}
    for row in _lists(document.text, ordered):
        for key in row:
            listed[key] |= row - {key}
    texts = {key: m.text for m, key in zip(mentions, keys, strict=True)}
    placed = {key for m, key in zip(mentions, keys, strict=True) if m.kind != "metonym"}
    names = {
        key: Name(
            key=key,
            candidates=_joined(wholes[key], gazetteer.lookup(texts[key]))[:_MOST],
            count=count,
            containers=frozenset(containers[key]),
            division=divisions[key],
            definite=key in definite,
            figurative=key not in placed,
            water=key in waters or bool(_WATERS.search(key)),
            layers=frozenset({"airport", "site"}) if key in facilities else frozenset(),
            beside=frozenset(beside[key]),
            listed=frozenset(listed[key]),
            before=frozenset(before[key]),
            kind_told=bool(_DIVISION.search(key)),
            whole=frozenset(candidate.place.id for candidate in wholes[key]),
        )
        for key, count in counts.items()
    }
    return names, keys


def lead_of(document: Document, mentions: Sequence[Mention], keys: Sequence[str]) -> frozenset[str]:
    """The keys of the names in the headline and the dateline: in the first line, or at the head of the second."""
    head = _LEAD.match(document.text)
    end = head.end() if head else 0
    title = (document.title or "").casefold()
    return frozenset(
        key
        for mention, key in zip(mentions, keys, strict=True)
        if mention.start < end or (title and mention.text.casefold() in title)
    )


def _sentences(text: str, ordered: Sequence[tuple[Mention, str]]) -> Iterator[set[str]]:
    """The keys of the mentions of each sentence; a name at its very head counts to the one before."""
    found: set[str] = set()
    end = 0
    for mention, key in ordered:
        if found and _SENTENCE_END.search(text, end, mention.start):
            yield found
            found = set()
        found.add(key)
        end = mention.end
    yield found


def _lists(text: str, ordered: Sequence[tuple[Mention, str]]) -> Iterator[set[str]]:
    """The keys of the mentions of each list."""
    found: set[str] = set()
    closed = False
    for (mention, key), following in zip_longest(ordered, ordered[1:]):
        found.add(key)
        gap = text[mention.end : following[0].start] if following is not None else "."
        if _LISTED.fullmatch(gap):
            closed = closed or bool(_CLOSED.search(gap))
            continue
        if closed and len(found) > 1:
            yield found
        found, closed = set(), False


def _joined(whole: Sequence[Candidate], part: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The bearers of a longer name and of the part that is mentioned, each place once."""
    taken = {candidate.place.id for candidate in whole}
    return (*whole, *(candidate for candidate in part if candidate.place.id not in taken))
