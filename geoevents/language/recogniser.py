"""The trained recogniser: place names with their kind, people and organisations, by one pass of a small network.

The weights lie in ``geoevents/data/model.onnx`` with their vocabulary, tags and digest; ``training/`` makes
them. A text is read in windows of whole sentences. Each window is computed by itself, so that the answer for a text
is the same alone, in a batch and on any number of threads.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np

from geoevents.errors import ModelMissing
from geoevents.language.judge import Judge
from geoevents.language.pieces import Vocabulary, encoded, word_spans
from geoevents.provenance import model_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geoevents.model import Kind

    Scores = NDArray[np.float32]

TOPONYMS = ("O", "B-LOC", "I-LOC", "B-NORP", "I-NORP")
"""Tags of what a geoparser marks: place names, also inside longer names, and words for peoples."""
ENTITY_LABELS = ("LOC", "FAC", "NORP", "PER", "ORG", "MISC", "DATE")
"""Labels of outermost names."""
NAMES = ("O", *(f"{p}-{label}" for label in ENTITY_LABELS for p in "BI"))
"""Tags of outermost names."""
_LABELLED = [[n for n, tag in enumerate(NAMES) if tag[2:] == label] for label in ENTITY_LABELS]
_BEGINS = [n for n, tag in enumerate(TOPONYMS) if tag.startswith("B")]
KINDS: tuple[Kind, ...] = ("literal", "metonym", "demonym", "embedded")
"""What a place name may stand for."""
MODEL = Path(__file__).resolve().parents[1] / "data" / "model.onnx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place name, or a word for a people."""

    start: int
    """Character offset."""
    end: int
    """Character offset, end exclusive."""
    score: float
    """Probability, 0 to 1, of the tags that mark it: the least sure word's."""
    kinds: tuple[float, ...]
    """Probability of each of ``KINDS``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An outermost name."""

    start: int
    """Character offset."""
    end: int
    """Character offset, end exclusive."""
    label: str
    """``LOC FAC NORP PER ORG MISC DATE``."""
    score: float
    """Probability, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What the network says of one text."""

    toponyms: tuple[Toponym, ...] = ()
    """In text order, never overlapping."""
    entities: tuple[Entity, ...] = ()
    """In text order, never overlapping."""
    starts: NDArray[np.int64]
    """Character offset of each word."""
    ends: NDArray[np.int64]
    """Character offset past each word."""
    named: Scores
    """Probability of each word to belong to a place name or a word for a people."""
    begun: Scores
    """Probability of each word to begin one."""
    kinds: Scores
    """Words × ``KINDS``."""
    labels: Scores
    """Words × ``ENTITY_LABELS``: probability to belong to an outermost name of that label."""
    judge: Judge | None = None
    """What settles the edges of place names and which of them count, when the finder brings it along."""

    def words_in(self, start: int, end: int) -> slice:
        """The words that lie in a character range."""
        return slice(int(np.searchsorted(self.ends, start, "right")), int(np.searchsorted(self.starts, end, "left")))

    def entities_in(self, start: int, end: int) -> tuple[Entity, ...]:
        """The names that share a character with a range."""
        first = bisect_right(self.entities, start, key=lambda e: e.end)
        last = bisect_left(self.entities, end, key=lambda e: e.start)
        return self.entities[first:last]

    def believes(self, start: int, end: int) -> float:
        """How sure the network is, from 0 to 1, that a character range is a place name: the mean over its words."""
        inside = self.named[self.words_in(start, end)]
        return float(inside.mean()) if inside.size else 0.0

    def kinds_of(self, start: int, end: int) -> tuple[float, ...]:
        """Probability of each of ``KINDS`` for a character range.

        What a name stands for was learned on place names only, so that it counts as far as the network takes the
        range for one; the rest is shared out evenly.
        """
        words = self.words_in(start, end)
        if words.start >= words.stop:
            return (1.0 / len(KINDS),) * len(KINDS)
        belief = self.named[words][:, None]
        return tuple(float(p) for p in (belief * self.kinds[words] + (1 - belief) / len(KINDS)).mean(axis=0))


class Recognises(Protocol):
    """What finds the names of a text: the packaged network, or a spaCy pipeline of the user's."""

    def read(self, text: str, sentences: Sequence[tuple[int, int]]) -> Recognition:
        """Find the names of a text whose sentences are given as character ranges."""
        ...


@dataclass(frozen=True, slots=True)
class Known:
    """What was found before, in the place of a recogniser."""

    recognition: Recognition

    def read(self, text: str, sentences: Sequence[tuple[int, int]]) -> Recognition:
        """The answer that is known."""
        del text, sentences
        return self.recognition


class Recogniser:
    """The network, loaded from one file.

    Args:
        path: An ONNX file that ``training/export.py`` wrote; the packaged one when left out.

    Raises:
        ModelMissing: There is no such file.

    Example:
        >>> text = "Kim arrived in Vladivostok on Saturday."
        >>> found = default_recogniser().read(text, [(0, len(text))])
        >>> [text[t.start:t.end] for t in found.toponyms]
        ['Vladivostok']
    """

    def __init__(self, path: Path | None = None) -> None:
        import onnxruntime

        path = path or MODEL
        if not path.is_file():
            raise ModelMissing(f"no recogniser at {path}: install geoevents again, or run python -m training.make")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        facts: dict[str, str] = self._session.get_modelmeta().custom_metadata_map
        made = [tuple(json.loads(facts[name])) for name in ("toponyms", "names", "kinds")]
        if made != [TOPONYMS, NAMES, KINDS]:
            raise ModelMissing(f"{path} was made for other tags than this geoevents reads: install geoevents again")
        self._vocabulary = Vocabulary.of(facts["vocabulary"].split("\n"))
        self._limit = int(facts["limit"])
        self.judge = Judge.of(facts["judge"]) if "judge" in facts else None
        """Trees that settle what the network proposes; none in a file that holds the network alone."""
        self.digest = facts["digest"]
        """SHA-256 of the weights."""
        self._path = path

    @property
    def name(self) -> str:
        """The file and its digest, for whoever asks what a result was made with."""
        return model_of(self._path)

    def read(self, text: str, sentences: Sequence[tuple[int, int]]) -> Recognition:
        """Find the names of a text.

        Args:
            text: The text.
            sentences: Character ranges of its sentences, in text order; what lies outside is not read.

        Returns:
            What was found, with offsets into the text.
        """
        spans: list[tuple[int, int]] = []
        begins: list[int] = []
        for start, end in sentences:
            begins.append(len(spans))
            spans.extend((start + a, start + b) for a, b in word_spans(text[start:end]))
        words = [text[a:b] for a, b in spans]
        scores = self._scores(words, begins)
        starts, ends = (np.array([s[side] for s in spans], np.int64) for side in (0, 1))
        toponyms, names, kinds = (_softmax(scores[head]) for head in ("toponyms", "names", "kinds"))
        found = [
            Toponym(
                start=spans[first][0],
                end=spans[last - 1][1],
                score=float(1 - toponyms[first:last, 0].max()),
                kinds=tuple(float(p) for p in kinds[first:last].mean(axis=0)),
            )
            for first, last, _ in _decoded(toponyms, TOPONYMS)
        ]
        entities = [
            Entity(
                start=spans[first][0], end=spans[last - 1][1], label=label, score=float(names[first:last].max(1).min())
            )
            for first, last, label in _decoded(names, NAMES)
        ]
        return Recognition(
            toponyms=tuple(found),
            entities=tuple(entities),
            starts=starts,
            ends=ends,
            named=1 - toponyms[:, 0],
            begun=toponyms[:, _BEGINS].sum(axis=1),
            kinds=kinds,
            labels=np.stack([names[:, columns].sum(axis=1) for columns in _LABELLED], axis=1),
            judge=self.judge,
        )

    def _scores(self, words: Sequence[str], begins: Sequence[int]) -> dict[str, Scores]:
        """Scores of every word's tags, from the window in which it stands furthest from an edge."""
        lengths = [len(self._vocabulary.numbers(word)) for word in words]
        sizes = {"toponyms": len(TOPONYMS), "names": len(NAMES), "kinds": len(KINDS)}
        scores = {head: np.zeros((len(words), size), np.float32) for head, size in sizes.items()}
        for window in windows_of(lengths, begins, self._limit):
            rows = encoded(words[window.first : window.last], self._vocabulary)
            inputs = {
                name: np.array(row, np.int64) for name, row in zip(("numbers", "cases", "firsts"), rows, strict=True)
            }
            outputs = self._session.run(list(sizes), inputs)
            kept = slice(window.from_word - window.first, window.to_word - window.first)
            for head, found in zip(sizes, outputs, strict=True):
                scores[head][window.from_word : window.to_word] = cast("Any", found)[kept]
        return scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Words that are read together, and those of them whose answer is kept."""

    first: int
    last: int
    from_word: int
    to_word: int


def windows_of(lengths: Sequence[int], begins: Sequence[int], limit: int) -> Iterator[Window]:
    """Pack whole sentences into windows; a sentence longer than a window is read in windows that overlap by half.

    Args:
        lengths: Pieces of each word.
        begins: Index of each sentence's first word.
        limit: Most pieces of a window.

    Yields:
        Windows in text order; every word is kept in exactly one.

    Example:
        >>> [(w.first, w.last) for w in windows_of([1] * 10, [0, 3, 6], 6)]
        [(0, 6), (6, 10)]
    """
    first = size = 0
    for begin, end in pairwise((*begins, len(lengths))):
        longer = sum(lengths[begin:end])
        if size and size + longer > limit:
            yield Window(first=first, last=begin, from_word=first, to_word=begin)
            first, size = begin, 0
        if longer > limit:
            yield from _overlapping(lengths, begin, end, limit)
            first, longer = end, 0
        size += longer
    if first < len(lengths):
        yield Window(first=first, last=len(lengths), from_word=first, to_word=len(lengths))


def _overlapping(lengths: Sequence[int], begin: int, end: int, limit: int) -> Iterator[Window]:
    first = kept = begin
    while True:
        last, size = first, 0
        while last < end and size + lengths[last] <= limit:
            size += lengths[last]
            last += 1
        if last == end:
            yield Window(first=first, last=end, from_word=kept, to_word=end)
            return
        middle = max((first + last) // 2, first + 1)
        upto = max(kept, last - (last - first) // 4)
        if upto > kept:
            yield Window(first=first, last=last, from_word=kept, to_word=upto)
        first, kept = middle, upto


def _softmax(scores: Scores) -> Scores:
    if not len(scores):
        return scores
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return cast("Scores", powers / powers.sum(axis=1, keepdims=True))


_SILENT = 0.98
"""A word that belongs to no name with at least this probability ends every name before it."""


def _decoded(probabilities: Scores, tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The likeliest row of tags in which names begin with a begin tag, as ``(first word, past the last, label)``."""
    label, first, last = "", 0, 0
    for index, tag in _best_tags(probabilities, tags):
        if label and (not tag.startswith("I") or index > last):
            yield first, last, label
            label = ""
        if tag.startswith("B"):
            label, first = tag[2:], index
        last = index + 1
    if label:
        yield first, last, label


def _best_tags(probabilities: Scores, tags: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Viterbi decoding of each run of words that may belong to a name."""
    heard = np.flatnonzero(probabilities[:, 0] < _SILENT) if len(probabilities) else np.array([], np.int64)
    allowed = _allowed(tuple(tags))
    for run in np.split(heard, np.flatnonzero(np.diff(heard) > 1) + 1):
        if not len(run):
            continue
        scores = np.log(probabilities[run] + 1e-9)
        total, back = scores[0] + allowed[0], []
        if len(run) == 1:
            tag = int(total.argmax())
            if tag:
                yield int(run[0]), tags[tag]
            continue
        for row in scores[1:]:
            paths = total[:, None] + allowed
            best = paths.argmax(axis=0)
            back.append(best)
            total = paths[best, np.arange(len(tags))] + row
        tag = int(total.argmax())
        path = [tag]
        for best in reversed(back):
            tag = int(best[tag])
            path.append(tag)
        for index, number in zip(run.tolist(), reversed(path), strict=True):
            if number:
                yield index, tags[number]


@cache
def _allowed(tags: tuple[str, ...]) -> Scores:
    """Tags × the tags that may follow: zero, or minus infinity where an inside tag has nothing to be inside of."""
    follows = [[0.0 if not b.startswith("I") or a[1:] == b[1:] else -np.inf for b in tags] for a in tags]
    return np.array(follows, np.float32)


@cache
def default_recogniser() -> Recogniser:
    """The packaged recogniser, loaded once."""
    return Recogniser()
