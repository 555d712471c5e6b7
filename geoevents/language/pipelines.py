"""A user's own spaCy pipeline in the recogniser's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geoevents.errors import InvalidPipeline
from geoevents.language.pieces import word_spans
from geoevents.language.recogniser import ENTITY_LABELS, Entity, Recognition, Toponym

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

_LABELS = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "FAC": "FAC", "GPE": "LOC", "LOC": "LOC", "NORP": "NORP"}
"""Labels of OntoNotes and of CoNLL-2003 → ours."""
_PLACES = frozenset({"LOC", "FAC", "NORP"})
_INSIDE, _OUTSIDE = 0.9, 0.1
"""How sure a pipeline that gives no probabilities is taken to be."""
_OPEN = (0.45, 0.45, 0.02, 0.08)
"""Kinds of a place name that no pipeline tells apart: the rules decide."""
_PEOPLE = (0.02, 0.02, 0.95, 0.01)


class SpacyRecogniser:
    """Finds names with a spaCy pipeline that sets ``doc.ents``.

    Args:
        nlp: The pipeline, or the name of an installed one. Labels of OntoNotes (GPE, LOC, FAC, NORP, PERSON, ORG) and
            of CoNLL-2003 (LOC, PER, ORG) are understood, others passed over.

    Raises:
        InvalidPipeline: It sets no entities, or no pipeline of that name is installed.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Artyom"}])
        >>> text = "The train left Artyom."
        >>> [text[t.start:t.end] for t in SpacyRecogniser(nlp).read(text, [(0, 22)]).toponyms]
        ['Artyom']
    """

    def __init__(self, nlp: Language | str) -> None:
        import spacy

        if isinstance(nlp, str):
            try:
                nlp = spacy.load(nlp)
            except OSError as problem:
                raise InvalidPipeline(
                    f"no spaCy pipeline {nlp!r} is installed: python -m spacy download {nlp}, or leave nlp out to "
                    "use the recogniser in the package"
                ) from problem
        if not any("doc.ents" in nlp.get_pipe_meta(name).assigns for name in nlp.pipe_names):
            raise InvalidPipeline(
                f"the spaCy pipeline has no entity recogniser (its pipes: {', '.join(nlp.pipe_names) or 'none'}): add "
                "one, or leave nlp out to use the recogniser in the package"
            )
        self._nlp = nlp
        self.name = f"spaCy pipeline {nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
        """Which pipeline, for whoever asks what a result was made with."""

    def read(self, text: str, sentences: Sequence[tuple[int, int]]) -> Recognition:
        """Find the names of a text; its sentences are the pipeline's own affair."""
        del sentences
        return recognition_of(self._nlp(text))


def recognition_of(doc: Doc) -> Recognition:
    """What the entities of a spaCy document say.

    Args:
        doc: A document whose ``ents`` are set.

    Returns:
        The same as the packaged recogniser gives, with fixed probabilities.
    """
    spans = list(word_spans(doc.text))
    starts, ends = (np.array([s[side] for s in spans], np.int64) for side in (0, 1))
    named = np.full(len(spans), _OUTSIDE, np.float32)
    begun = np.zeros(len(spans), np.float32)
    labels = np.zeros((len(spans), len(ENTITY_LABELS)), np.float32)
    kinds = np.tile(np.array(_OPEN, np.float32), (len(spans), 1))
    toponyms, entities = [], []
    for ent in doc.ents:
        label = _LABELS.get(ent.label_)
        if label is None:
            continue
        start, end = _without_article(ent.text, ent.start_char), ent.end_char
        entities.append(Entity(start=start, end=end, label=label, score=_INSIDE))
        words = slice(int(np.searchsorted(ends, start, "right")), int(np.searchsorted(starts, end, "left")))
        labels[words, ENTITY_LABELS.index(label)] = _INSIDE
        named[words] = _INSIDE if label in _PLACES else 0.0
        if label in _PLACES:
            shares = _PEOPLE if label == "NORP" else _OPEN
            kinds[words] = shares
            begun[words.start : words.start + 1] = _INSIDE
            toponyms.append(Toponym(start=start, end=end, score=_INSIDE, kinds=shares))
    return Recognition(
        toponyms=tuple(toponyms),
        entities=tuple(entities),
        starts=starts,
        ends=ends,
        named=named,
        begun=begun,
        kinds=kinds,
        labels=labels,
    )


def _without_article(text: str, start: int) -> int:
    """OntoNotes counts *the* into a name; a place's name goes without."""
    return start + 4 if text[:4].lower() == "the " else start
