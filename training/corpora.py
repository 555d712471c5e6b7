"""Annotated corpora → chunks of words with the tags that each corpus allows."""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from geoevents.language.recogniser import KINDS, NAMES, TOPONYMS  # noqa: E402

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from geoevents.language.pieces import Vocabulary
    from geoevents.model import Kind

BROAD = ("wwn", "gmb", "gum", "crossner", "uner_ewt", "wikigold")
"""Corpora of the first stage."""
CLOSE = ("lgl", "gwn")
"""Corpora of geoparsing, cross-validated, of the second stage."""
POLICIES = (*BROAD, *CLOSE, "house")
"""Whose habits a chunk follows. The last one is what the shipped model speaks; it learns from CLOSE."""

_LITERAL: dict[str, Kind] = {
    "Literal": "literal",
    "Mixed": "literal",
    "Coercion": "literal",
    "Literal_Modifier": "literal",
    "Embedded_Literal": "literal",
    "Metonymic": "metonym",
    "Non_Literal_Modifier": "metonym",
    "Embedded_Non_Lit": "embedded",
    "D": "demonym",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Whole sentences of one document, or a piece of one that is too long."""

    corpus: str
    doc_id: str
    words: tuple[str, ...]
    toponyms: tuple[int, ...]
    """Bit mask over ``TOPONYMS`` of the tags allowed, one per word."""
    names: tuple[int, ...]
    """Bit mask over ``NAMES``."""
    kinds: tuple[int, ...]
    """Bit mask over ``KINDS``; 0 where the word belongs to no place name."""


def read(folder: Path, corpus: str) -> list[dict[str, Any]]:
    """Documents of one corpus, in the schema of the training folder's README."""
    with gzip.open(folder / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def fold_of(corpus: str, doc_id: str, folds: int) -> int:
    """The fold that a document is held out in: by a digest of its name, the same on every machine."""
    import hashlib

    return int(hashlib.sha256(f"{corpus}/{doc_id}".encode()).hexdigest(), 16) % folds


def chunks_of(corpus: str, record: dict[str, Any], vocabulary: Vocabulary, limit: int) -> Iterator[Chunk]:
    """Cut a document at sentence ends into chunks of at most ``limit`` pieces."""
    words: list[str] = record["words"]
    toponyms = [_mask(t, TOPONYMS) for t in record["toponym"]]
    names = [_mask(t, NAMES) for t in record["ner"]]
    kinds = _kinds(record)
    lengths = [len(vocabulary.numbers(w)) for w in words]
    for first, last in windows(lengths, record["sentence_starts"], limit):
        yield Chunk(
            corpus=corpus,
            doc_id=str(record["doc_id"]),
            words=tuple(words[first:last]),
            toponyms=tuple(toponyms[first:last]),
            names=tuple(names[first:last]),
            kinds=tuple(kinds[first:last]),
        )


def windows(lengths: Sequence[int], starts: Sequence[int], limit: int) -> Iterator[tuple[int, int]]:
    """Word ranges that hold whole sentences, where these fit."""
    first = 0
    bounds = [*starts[1:], len(lengths)]
    total = 0
    for begin, end in zip(starts, bounds, strict=True):
        size = sum(lengths[begin:end])
        if total and total + size > limit:
            yield first, begin
            first, total = begin, 0
        total += size
        if total > limit:
            used = 0
            for index in range(first, end):
                if used + lengths[index] > limit:
                    yield first, index
                    first, used = index, 0
                used += lengths[index]
            total = used
    if first < len(lengths):
        yield first, len(lengths)


def _mask(tag: str | list[str] | None, tags: Sequence[str]) -> int:
    if tag is None:
        return (1 << len(tags)) - 1
    allowed = [tag] if isinstance(tag, str) else tag
    return sum(1 << tags.index(t) for t in allowed if t in tags) or (1 << len(tags)) - 1


def _kinds(record: dict[str, Any]) -> list[int]:
    """Kinds allowed: from the corpus where it says so, from the name around a toponym where that is known."""
    bit = {kind: 1 << number for number, kind in enumerate(KINDS)}
    said = record.get("literal") or [None] * len(record["words"])
    found = []
    spans = _spans(record["toponym"]), _spans(record["ner"])
    for index, tag in enumerate(record["toponym"]):
        inner, outer = spans[0].get(index), spans[1].get(index)
        if said[index] in _LITERAL and inner:
            found.append(bit[_LITERAL[said[index]]])
        elif isinstance(tag, str) and tag.endswith("NORP"):
            found.append(bit["demonym"])
        elif inner and outer and outer[2] in {"ORG", "PER", "MISC"}:
            found.append(bit["metonym"] if inner[:2] == outer[:2] else bit["embedded"])
        elif inner and outer and outer[2] == "FAC":
            found.append(bit["literal"])
        elif inner and outer and outer[2] == "LOC":
            found.append(bit["literal"] | bit["metonym"])
        else:
            found.append(0)
    return found


def _spans(tags: Sequence[str | list[str] | None]) -> dict[int, tuple[int, int, str]]:
    """Word → the span with a certain label that holds it."""
    found = {}
    index = 0
    while index < len(tags):
        tag = tags[index]
        end = index + 1
        if isinstance(tag, str) and tag.startswith("B-"):
            while end < len(tags) and tags[end] == f"I-{tag[2:]}":
                end += 1
            found.update(dict.fromkeys(range(index, end), (index, end, tag[2:])))
        index = end
    return found


def recased(words: Sequence[str], rng: random.Random) -> Sequence[str]:
    """The words, or now and then in capitals, in title case or in lower case: headlines and careless text."""
    dice = rng.random()
    if dice < 0.03:
        return [w.upper() for w in words]
    if dice < 0.06:
        return [w[:1].upper() + w[1:] for w in words]
    if dice < 0.085:
        return [w.lower() for w in words]
    return words
