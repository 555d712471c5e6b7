"""Who did it: the names a happening belongs to, told through the text by surname, title and pronoun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoevents.language import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geoevents.events.trigger import Trigger
    from geoevents.language import Analysis, Name

_STORMS = frozenset("hurricane cyclone typhoon storm".split())
_STORM_WORDS = _STORMS | frozenset("it its eye eyewall centre center system landfall".split())
_MOST = 4
_MEMORY = 60
"""How many names of persons back a pronoun may reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The names of a document that can act, prepared once."""

    names: tuple[Name, ...]
    """Persons, organisations, ships and unknown names that are no place, in text order."""
    firsts: tuple[int, ...]
    """Index of the first token of each."""
    full: Mapping[str, str]
    """Written form of a person's name → its fullest form."""
    storms: Mapping[str, str]
    """*Idalia* → *Hurricane Idalia*."""

    def between(self, first: int, last: int) -> tuple[Name, ...]:
        """Names that start within a token range."""
        return self.names[bisect_left(self.firsts, first) : bisect_left(self.firsts, last)]


def cast_of(analysis: Analysis) -> Cast:
    """Prepare the names of a document for :func:`find_actors`."""
    placed = [(m.start, m.end) for m in analysis.mentions]
    ends = [end for _, end in placed]
    inside = {n.text for n in analysis.names if n.first != analysis.sentence_at(n.first).first}
    acting = tuple(n for n in analysis.names if _acts(analysis, n, placed, ends, inside))
    return Cast(
        names=acting,
        firsts=tuple(n.first for n in acting),
        full=full_names(analysis.names),
        storms=_named_storms(analysis.names),
    )


def _acts(
    analysis: Analysis, name: Name, placed: Sequence[tuple[int, int]], ends: Sequence[int], inside: set[str]
) -> bool:
    """Whether a name can be who did it; ``inside`` holds the names that stand inside sentences, too."""
    words = name.text.lower().split()
    if len(words) == 1 and words[0] in lexicon.PERSON_TITLES:
        return False
    if set(words) & lexicon.AGENCIES or (len(words) > 1 and words[-2] in _STORMS):
        return False
    if name.label == "unknown":
        initial = name.first == analysis.sentence_at(name.first).first
        alone = name.last - name.first == 1 and initial and name.text not in inside
        position = bisect_left(ends, name.start + 1)
        return not alone and not (position < len(placed) and placed[position][0] < name.end)
    return name.label in {"person", "organisation", "vessel"}


def full_names(names: Sequence[Name]) -> dict[str, str]:
    """Every written form of a person's name → the fullest form in the text.

    A single word stands for the longer name that it begins or ends; two persons of one surname stay apart.
    """
    persons = [re.sub(r"['’]s$", "", n.text) for n in names if n.label == "person"]
    longest = sorted(set(persons), key=lambda text: (-len(text.split()), -len(text), text))
    table: dict[str, str] = {}
    edges: dict[str, list[str]] = {}
    for text in longest:
        words = text.split()
        owners = [
            full for full in edges.get(words[0], []) + edges.get(words[-1], []) if _short_for(words, full.split())
        ]
        owners += edges.get(_plain(text), [])
        table[text] = owners[0] if len({_plain(o) for o in owners}) == 1 else text
        if table[text] == text:
            for edge in {words[0], words[-1], _plain(text)}:
                edges.setdefault(edge, []).append(text)
    return table


def _short_for(words: Sequence[str], full: Sequence[str]) -> bool:
    begins, ends = list(full[: len(words)]), list(full[-len(words) :])
    return len(words) < len(full) and list(words) in (begins, ends)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _named_storms(names: Sequence[Name]) -> dict[str, str]:
    table = {}
    for name in names:
        words = name.text.split()
        if len(words) > 1 and words[-2].lower() in _STORMS:
            table[words[-1]] = " ".join(words[-2:])
    return table


def find_actors(analysis: Analysis, trigger: Trigger, cast: Cast) -> tuple[str, ...]:
    """Find who a happening belongs to.

    Args:
        analysis: The document, read.
        trigger: The word of happening.
        cast: The document's names.

    Returns:
        Names, the subject first, without repetition; empty when the text names nobody.
    """
    found = [cast.full.get(text, text) for text in _candidates(analysis, trigger, cast)]
    return tuple(dict.fromkeys(found))[:_MOST]


def _candidates(analysis: Analysis, trigger: Trigger, cast: Cast) -> Iterator[str]:
    verb = trigger.verb if trigger.verb is not None else trigger.index
    sentence = analysis.sentence_at(trigger.index)
    for name in cast.between(max(sentence.first, trigger.index - 12), trigger.index):
        if name.label == "person" and 0 < trigger.index - name.last <= 5 and analysis.words[name.last].tag == "POSS":
            yield name.text  # Kim's extended tour
    subject = _subject(analysis, cast, verb, sentence.first)
    if subject is not None:
        yield subject
    storm = _storm(analysis, cast, sentence.first, sentence.last)
    if storm is not None:
        yield storm
    if trigger.type == "meeting":
        clause = analysis.clause_at(verb)
        yield from (n.text for n in cast.between(verb + 1, clause.last) if n.label == "person")


def _subject(analysis: Analysis, cast: Cast, verb: int, first: int) -> str | None:
    """The last name before the verb that nothing governs, else whom a pronoun stands for."""
    for name in reversed(cast.between(first, verb)):
        if not _governed(analysis, name, first) and not _speaker(analysis, name, verb):
            return name.text
    told = next((i for i in range(verb - 1, first - 1, -1) if _refers(analysis.words[i].lemma)), None)
    if told is None:
        return None
    named = [n.text for n in cast.between(first, told) if n.label == "person" or " " in n.text]
    return named[-1] if named else _previous_subject(analysis, cast, first) or _antecedent(cast, first)


def _governed(analysis: Analysis, name: Name, first: int) -> bool:
    """Whether a preposition or a verb stands before the name: it is no subject."""
    cursor = name.first - 1
    while cursor >= first and analysis.words[cursor].tag in {"DET", "WORD", "NUM"}:
        cursor -= 1
    direct = name.first > first and analysis.words[name.first - 1].tag in {"PREP", "TO"}
    return direct or (cursor >= first and analysis.words[cursor].tag == "VERB")


def _speaker(analysis: Analysis, name: Name, verb: int) -> bool:
    """Whether the name is only the one who said it: *TASS said Kim left*."""
    following = [w for w in analysis.words[name.last : min(name.last + 3, verb)] if w.tag == "VERB"]
    return bool(following) and following[0].lemma in lexicon.REPORTING


def _refers(word: str) -> bool:
    """A pronoun, or a common noun for a person: *the cyclist*, *the leader*."""
    return word in {"he", "she", "they", "his", "her"} or word in lexicon.PERSON_TITLES | lexicon.PERSON_NOUNS


def _previous_subject(analysis: Analysis, cast: Cast, first: int) -> str | None:
    """The person who is the subject of the sentence before, in the same paragraph: whom *he* goes on about."""
    if first == 0:
        return None
    own, before = analysis.sentence_at(first), analysis.sentence_at(first - 1)
    if own.block != before.block:
        return None
    verb = next((i for i in range(before.first, before.last) if analysis.words[i].tag == "VERB"), before.last)
    for name in cast.between(before.first, verb):
        if name.label in {"person", "unknown"} and not _governed(analysis, name, before.first):
            return name.text if not _speaker(analysis, name, verb + 1) else None
    return None


def _antecedent(cast: Cast, before: int) -> str | None:
    """The person named most often lately, the later of equals."""
    recent = [n for n in cast.between(0, before) if n.label == "person" or " " in n.text][-_MEMORY:]
    counts = Counter(cast.full.get(n.text, n.text) for n in recent if n.label in {"person", "unknown"})
    return max(counts, key=lambda text: counts[text]) if counts else None


def _storm(analysis: Analysis, cast: Cast, first: int, last: int) -> str | None:
    """A named storm that the sentence tells of: *Hurricane Idalia*; later *Idalia*, *the storm* or *it*."""
    if not cast.storms:
        return None
    for token in analysis.tokens[first:last]:
        if token.text in cast.storms:
            return cast.storms[token.text]
    tells = any(w.lemma in _STORM_WORDS for w in analysis.words[first:last])
    return next(iter(cast.storms.values())) if tells and len(cast.storms) == 1 else None
