"""What the gazetteer says: its names in the text, judged by the names around each match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoevents.gazetteer import name_key
from geoevents.language import lexicon
from geoevents.language.governors import GENERIC, listed, says_when
from geoevents.language.kinds import STATES
from geoevents.language.layout import is_shouted
from geoevents.language.verbs import PLACE_OBJECT_VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geoevents.gazetteer import Gazetteer, NameHint
    from geoevents.language.grammar import Word
    from geoevents.language.layout import Sentence, Token
    from geoevents.language.names import Name

_LONGEST = 8
_SMALL = 50_000
_METROPOLIS = 1_000_000
_FAMOUS = 500_000
"""People from which on a name that is also a word or a surname needs no evidence beside it."""


def find_hints(
    text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], gazetteer: Gazetteer
) -> dict[tuple[int, int], NameHint]:
    """Look every run of up to eight tokens that starts and ends like a name up in the gazetteer.

    Returns:
        Token range → what the gazetteer knows of that name.
    """
    spans: dict[tuple[int, int], str] = {}
    for sentence in sentences:
        for first in range(sentence.first, sentence.last):
            if tokens[first].capital:
                for last in range(first + 1, min(first + _LONGEST, sentence.last) + 1):
                    if _ends_name(tokens, first, last):
                        spans[first, last] = name_key(text[tokens[first].start : tokens[last - 1].end])
    known = gazetteer.scan({key for key in spans.values() if key})
    return {span: known[key] for span, key in spans.items() if key in known}


def _ends_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    end = tokens[last - 1]
    if not end.text[0].isalnum() or (end.lower in lexicon.TEMPORAL and last - first == 1):
        return False
    if last - first > 1 and any(t.text in {",", ".", ";", ":", "(", ")", '"', "“", "”"} for t in tokens[first:last]):
        return False
    return end.capital or end.text[0].isdigit() or end.start == tokens[last - 2].end or end.lower in lexicon.PLACE_NOUNS


_ABBREVIATED = frozenset("co corp inc ltd dept bureau dist assn".split())
WHERE = lexicon.LOCATIVE | lexicon.GOAL | lexicon.DIRECTION | {"from"} | PLACE_OBJECT_VERBS
"""Lemmas before a name that make it a place."""


def find_matches(
    tokens: Sequence[Token],
    words: Sequence[Word],
    sentences: Sequence[Sentence],
    names: Sequence[Name],
    hints: Mapping[tuple[int, int], NameHint],
    text: str,
) -> Iterator[tuple[int, int, Name | None]]:
    """Find the gazetteer's names that are places here, as far as rules can tell.

    Args:
        tokens: All tokens.
        words: Their tags, one per token.
        sentences: The sentences.
        names: Proper names with their labels.
        hints: Token ranges that the gazetteer knows.
        text: The text.

    Yields:
        ``(first, last, the longer name they stand in)``, the longest matches first.
    """
    known: set[str] = set()
    doubtful: list[tuple[int, int, str, Name]] = []
    taken: set[int] = set()
    owner = {i: name for name in names for i in range(name.first, name.last)}
    sentence_of = {i: s for s in sentences for i in range(s.first, s.last)}
    for first, last in sorted(hints, key=lambda span: (span[0] - span[1], span[0])):
        if taken & set(range(first, last)):
            continue
        name = next((owner[i] for i in range(first, last) if i in owner), None)
        if name is None:
            continue
        sentence = sentence_of[first]
        verdict = _accepts(tokens, words, first, last, name, hints[first, last], sentence, text)
        if not verdict and _in_list(tokens, words, first, taken) and hints[first, last].flags & {"common", "person"}:
            verdict = (first, last) == (name.first, name.last) and name.label == "unknown"
        raw = text[tokens[first].start : tokens[last - 1].end]
        if not verdict:
            doubtful.append((first, last, raw, name))
        else:
            known.add(raw)
            taken |= set(range(first, last))
            whole = (first <= name.first and name.last <= last) or last > name.last or is_shouted(tokens, sentence)
            yield first, last, None if whole else name
    for first, last, raw, name in doubtful:  # the town of the report inside another name: the Paris Walmart
        inside = first == name.first and last < name.last and name.label in {"unknown", "organisation", "site"}
        if inside and raw in known and not taken & set(range(first, last)):
            taken |= set(range(first, last))
            yield first, last, name
    for name in names:  # a site the gazetteer lacks is still a place: look-up falls back to its head
        if name.label == "site" and not taken & set(range(name.first, name.last)):
            located = name.first > 0 and words[name.first - 1].lemma in lexicon.LOCATIVE | {"to", "from", "the"}
            if located:
                taken |= set(range(name.first, name.last))
                yield name.first, name.last, None


def _in_list(tokens: Sequence[Token], words: Sequence[Word], first: int, taken: set[int]) -> bool:
    """Whether a name continues a list of places: *Lyon, Marseille and Nice*."""
    joined = first > 1 and tokens[first - 1].lower in {",", "and", "or"}
    if not joined:
        return False
    gapped = says_when(words, first - 2) and bool(taken & set(range(first - 6, first - 2)))
    return first - 2 in taken or gapped or listed(words, first - 2)


def _accepts(
    tokens: Sequence[Token],
    words: Sequence[Word],
    first: int,
    last: int,
    name: Name,
    hint: NameHint,
    sentence: Sentence,
    text: str,
) -> bool:
    raw = text[tokens[first].start : tokens[last - 1].end]
    state = hint.best_layer in STATES or "demonym" in hint.flags
    if name.label in {"work", "vessel"} or (
        name.label == "person" and not (last - first > 1 and first == name.first and state and not name.titled)
    ):
        return "demonym" in hint.flags and first == name.first and last < name.last and name.label == "person"
    if last - first == 1 and raw.lower().rstrip(".") in lexicon.COMPASS | GENERIC | _ABBREVIATED:
        return False
    if last < len(tokens) and tokens[last].text.isdigit() and "." in raw:
        return False  # a road: U.S. 79
    if len(raw) < 3 and not (raw.isupper() and state):
        return False
    if raw.isupper() and raw.isalpha() and len(raw) <= 4 and not is_shouted(tokens, sentence):
        return _code(tokens, words, first, hint)
    before = words[first - 1].lemma if first > sentence.first else ""
    located = before in WHERE
    container = last + 1 < sentence.last and tokens[last].text == "," and tokens[last + 1].capital
    partial = (first, last) != (name.first, name.last) and last <= name.last
    famous = hint.best_population >= _FAMOUS or "demonym" in hint.flags
    ordinary = "common" in hint.flags or ("person" in hint.flags and not state)
    if ordinary and not famous:
        return (located or container) and not partial and not (first == sentence.first and not container)
    if partial and name.label == "unknown" and is_shouted(tokens, sentence):
        return (state or hint.best_population >= _SMALL) and "common" not in hint.flags
    if partial and name.label == "unknown":
        acts = name.last - name.first == 2 and name.last < len(words) and words[name.last].tag == "VERB"
        return _accepts_part(tokens, first, last, name, hint, state=state, acts=acts)
    if partial and name.label in {"organisation", "event", "site"}:
        return state or hint.best_population >= _SMALL or last - first > 1
    return True


def _code(tokens: Sequence[Token], words: Sequence[Word], first: int, hint: NameHint) -> bool:
    """Short capitals: a country's abbreviation anywhere, a postal code only after a comma."""
    if hint.best_layer == "country" or (hint.best_layer in {"region", "continent"} and "overlay" in hint.flags):
        return True
    if hint.best_layer == "admin1":
        return first > 1 and tokens[first - 1].text == "," and words[first - 2].tag == "NAME"
    return False


def _accepts_part(
    tokens: Sequence[Token], first: int, last: int, name: Name, hint: NameHint, *, state: bool, acts: bool
) -> bool:
    """A match inside a longer unknown name: *North Korean Kim*, *Komsomolsk-on-Amur Aircraft*, not *Kim Jong Un*."""
    rest = [t.lower for t in (*tokens[name.first : first], *tokens[last : name.last])]
    if "demonym" in hint.flags or all(word in lexicon.COMPASS | lexicon.PLACE_NOUNS | {"new", "old"} for word in rest):
        return True
    hyphenated = tokens[last].text == "-" and last < name.last if last < len(tokens) else False
    if hyphenated:
        return hint.best_population >= _SMALL or state
    if first == name.first and hint.best_population >= _METROPOLIS and not acts:
        return True
    return state and (first == name.first or hint.best_layer in {"country", "admin1"})
