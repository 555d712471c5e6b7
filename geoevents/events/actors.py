"""Who did it: the names a happening belongs to, told through the text by surname, title and pronoun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geoevents.language import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geoevents.events.trigger import Trigger
    from geoevents.language import Analysis, Name

_ACTING: frozenset[str] = frozenset({"person", "organisation", "vessel"})
_MOVERS = re.compile(r"^(?:hurricane|cyclone|typhoon|storm|tropical storm|tropical cyclone)\b", re.IGNORECASE)
_STORMS = frozenset("hurricane cyclone typhoon storm".split())


def full_names(names: Sequence[Name]) -> dict[str, str]:
    """Every written form of a person's name → the fullest form in the text.

    A single word stands for the longer name that it begins or ends; two persons of one surname stay apart.
    """
    persons = [re.sub(r"['’]s$", "", n.text) for n in names if n.label == "person"]
    longest = sorted(set(persons), key=lambda text: (-len(text.split()), -len(text), text))
    table: dict[str, str] = {}
    for text in longest:
        words = text.split()
        owners = [full for full in dict.fromkeys(table.values()) if _short_for(words, full.split())]
        table[text] = owners[0] if len({_plain(o) for o in owners}) == 1 else text
    return table


def _short_for(words: Sequence[str], full: Sequence[str]) -> bool:
    if _plain(" ".join(words)) == _plain(" ".join(full)):
        return True
    return len(words) < len(full) and (
        list(words) == list(full[: len(words)]) or list(words) == list(full[-len(words) :])
    )


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def find_actors(analysis: Analysis, trigger: Trigger, known: Mapping[str, str]) -> tuple[str, ...]:
    """Find who a happening belongs to.

    Args:
        analysis: The document, read.
        trigger: The word of happening.
        known: Written form of a name → its fullest form.

    Returns:
        Names, the subject first, without repetition; empty when the text names nobody.
    """
    found = [known.get(text, text) for text in _candidates(analysis, trigger)]
    return tuple(dict.fromkeys(found))[:4]


def _candidates(analysis: Analysis, trigger: Trigger) -> Iterator[str]:
    verb = trigger.verb if trigger.verb is not None else trigger.index
    sentence = analysis.sentence_at(trigger.index)
    before = [n for n in analysis.names if sentence.first <= n.first < verb and _acts(analysis, n)]
    owner = _possessor(analysis, trigger)
    if owner is not None:
        yield owner
    subject = _subject(analysis, before, verb, sentence.first)
    if subject is not None:
        yield subject
    storm = _storm(analysis, sentence.first, sentence.last)
    if storm:
        yield storm
    if trigger.type == "meeting":
        clause = analysis.clause_at(verb)
        yield from (n.text for n in analysis.names if verb < n.first < clause.last and n.label == "person")


def _acts(analysis: Analysis, name: Name) -> bool:
    """A person, an organisation, a ship, or an unknown name that is no place."""
    if set(name.text.lower().split()) & lexicon.AGENCIES or _MOVERS.match(name.text):
        return False
    if name.label == "unknown":
        alone = name.last - name.first == 1 and name.first == analysis.sentence_at(name.first).first
        return not alone and not any(m.start < name.end and name.start < m.end for m in analysis.mentions)
    return name.label in _ACTING


def _subject(analysis: Analysis, before: Sequence[Name], verb: int, first: int) -> str | None:
    """The last name before the verb that no preposition governs, else whom a pronoun stands for."""
    for name in reversed(before):
        governed = name.first > first and analysis.words[name.first - 1].tag in {"PREP", "TO"}
        if not governed and not _speaker(analysis, name, verb):
            return name.text
    told = any(_refers(analysis.words[i].lemma) for i in range(first, verb))
    return _previous_subject(analysis, first) or _antecedent(analysis, first) if told else None


def _previous_subject(analysis: Analysis, first: int) -> str | None:
    """The person who is the subject of the sentence before, in the same paragraph: whom *he* goes on about."""
    if first == 0:
        return None
    own, before = analysis.sentence_at(first), analysis.sentence_at(first - 1)
    if own.block != before.block:
        return None
    verb = next((i for i in range(before.first, before.last) if analysis.words[i].tag == "VERB"), before.last)
    for name in analysis.names:
        governed = name.first > before.first and analysis.words[name.first - 1].tag in {"PREP", "TO"}
        if before.first <= name.first < verb and name.label == "person" and not governed:
            return name.text if not _speaker(analysis, name, verb + 1) else None
    return None


def _refers(word: str) -> bool:
    """A pronoun, or a common noun for a person: *the cyclist*, *the leader*."""
    person = word in lexicon.PERSON_TITLES or (
        len(word) > 5 and word.endswith(("ist", "woman", "man", "ler", "tor", "ger", "ner"))
    )
    return word in {"he", "she", "they", "his", "her"} or person


def _speaker(analysis: Analysis, name: Name, verb: int) -> bool:
    """Whether the name is only the one who said it: *TASS said Kim left*."""
    following = [w for w in analysis.words[name.last : min(name.last + 3, verb)] if w.tag == "VERB"]
    return bool(following) and following[0].lemma in lexicon.REPORTING


def _antecedent(analysis: Analysis, before: int) -> str | None:
    """The person named most often up to here, the later of equals."""
    persons = [n for n in analysis.names if n.first < before and (n.label == "person" or _named(analysis, n))]
    if not persons:
        return None
    known = full_names(persons)
    counts: dict[str, int] = {}
    for name in persons:
        full = known.get(name.text, name.text)
        counts[full] = counts.get(full, 0) + 1
    return max(counts, key=lambda text: counts[text])


def _named(analysis: Analysis, name: Name) -> bool:
    """An unknown name of two words or more that stands right before a verb acts like a person."""
    follows = name.last < len(analysis.words) and analysis.words[name.last].tag == "VERB"
    return name.label == "unknown" and " " in name.text and follows and _acts(analysis, name)


def _possessor(analysis: Analysis, trigger: Trigger) -> str | None:
    """*Kim's extended tour*."""
    for name in analysis.names:
        gap = trigger.index - name.last
        if name.label == "person" and 0 < gap <= 5 and analysis.words[name.last].tag == "POSS":
            return name.text
    return None


def _storm(analysis: Analysis, first: int, last: int) -> str | None:
    """A named storm that the sentence tells of: *Hurricane Idalia*; later *Idalia* or *the storm*."""
    named = {}
    for name in analysis.names:
        words = name.text.split()
        if len(words) > 1 and words[-2].lower() in _STORMS:
            named[words[-1]] = " ".join(words[-2:])
    if not named:
        return None
    for index in range(first, last):
        text = analysis.tokens[index].text
        if text in named:
            return named[text]
    tells = any(analysis.words[i].lemma in _STORMS | {"it"} for i in range(first, last))
    return next(iter(named.values())) if tells and len(named) == 1 else None
