"""spaCy factories: the same answers as :func:`geoevents.extract`, inside a spaCy pipeline.

``nlp.add_pipe("geoevents_places")`` works without importing geoevents: the names are entry points. Each
component leaves a span group of its own name with ``kb_id_`` set, and the whole result in
``doc._.geoevents`` (a :class:`geoevents.model.Reading`). Nothing is written to ``doc.ents``.

A reading travels with ``pickle`` and ``copy``, not in spaCy's own bytes: write those with
``doc.to_bytes(exclude=["user_data"])``, which keeps the span groups.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc, Span

from geoevents.errors import NoPublicationDate
from geoevents.events import find_events
from geoevents.gazetteer import default_gazetteer
from geoevents.language import analyse
from geoevents.language.pipelines import recognition_of
from geoevents.language.recogniser import Known
from geoevents.model import Document, Reading
from geoevents.places import DEFAULT_MIN_SCORE, resolve
from geoevents.timex import NO_DAY, find_times, waits_for_a_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PLACES = "geoevents_places"
TIMES = "geoevents_times"
EVENTS = "geoevents_events"

if not Doc.has_extension("geoevents"):
    Doc.set_extension("geoevents", default=None)
    Doc.set_extension("geoevents_parts", default=())
    Doc.set_extension("geoevents_analysis", default=None)
    Doc.set_extension("published", default=None)


def _reading(doc: Doc, published: str | None) -> Reading:
    """What earlier components found, or an empty reading of the text."""
    found = doc._.geoevents
    if isinstance(found, Reading):
        return found
    day = doc._.published or published
    day = date.fromisoformat(day) if isinstance(day, str) else day
    document = Document(
        id=str(doc.user_data.get("doc_id", "doc")),
        text=doc.text,
        published=day,
        published_source="given" if day else None,
        language=doc.lang_,
    )
    return Reading(document=document)


def _spans(doc: Doc, items: Iterable[tuple[int, int, str, str]]) -> list[Span]:
    """Character ranges with label and identifier → spans, widened to whole tokens."""
    found = []
    for start, end, label, identifier in items:
        span = doc.char_span(start, end, label=label, kb_id=identifier, alignment_mode="expand")
        if span is not None:
            found.append(span)
    return found


@Language.factory(
    PLACES,
    assigns=["doc.spans", "doc._.geoevents"],
    default_config={"min_score": DEFAULT_MIN_SCORE, "published": None, "entities": False},
)
def make_places(
    nlp: Language, name: str, min_score: float, published: str | None, entities: bool
) -> Callable[[Doc], Doc]:
    """Make a component that finds and resolves place names.

    Args:
        nlp: The pipeline.
        name: Name of the component, and of its span group.
        min_score: From 0 to 1; a place that is less sure stays unresolved.
        published: ISO day for documents without ``doc._.published``.
        entities: Whether ``doc.ents``, which an earlier component has set, say where the names are, in place of the
            packaged recogniser.

    Returns:
        The component; labels are the kinds of mentions, ``kb_id_`` the identifiers of places.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> _ = nlp.add_pipe("geoevents_places")
        >>> doc = nlp("He went to Vladivostok.")
        >>> [(s.text, s.label_, s.kb_id_) for s in doc.spans["geoevents_places"]]
        [('Vladivostok', 'literal', 'geonames:2013348')]
    """
    del nlp

    def places(doc: Doc) -> Doc:
        reading = _reading(doc, published)
        gazetteer = default_gazetteer()
        recogniser = Known(recognition_of(doc)) if entities else None
        analysis = analyse(reading.document, gazetteer, doc=doc, recogniser=recogniser)
        found = resolve(reading.document, analysis.mentions, gazetteer, min_score=min_score)
        doc._.geoevents = replace(reading, resolutions=found)
        doc._.geoevents_analysis = analysis
        doc._.geoevents_parts = (*doc._.geoevents_parts, PLACES)
        doc.spans[name] = _spans(
            doc, ((r.mention.start, r.mention.end, r.mention.kind, r.place.id if r.place else "") for r in found)
        )
        return doc

    return places


@Language.factory(TIMES, assigns=["doc.spans", "doc._.geoevents"], default_config={"published": None})
def make_times(nlp: Language, name: str, published: str | None) -> Callable[[Doc], Doc]:
    """Make a component that finds and resolves time expressions.

    Args:
        nlp: The pipeline.
        name: Name of the component, and of its span group.
        published: ISO day for documents without ``doc._.published``.

    Returns:
        The component; labels are TIMEX3 types, ``kb_id_`` TIMEX3 values.

    Warns:
        NoPublicationDate: A document has no publication day, and some time waits for one.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> _ = nlp.add_pipe("geoevents_times", config={"published": "2023-09-17"})
        >>> doc = nlp("He left on Saturday.")
        >>> [(s.text, s.kb_id_) for s in doc.spans["geoevents_times"]]
        [('Saturday', '2023-09-16')]
    """
    del nlp

    def tagger(doc: Doc) -> Doc:
        reading = _reading(doc, published)
        found = find_times(reading.document.text, published=reading.document.published)
        if reading.document.published is None and any(waits_for_a_day(when) for when in found):
            warnings.warn(f"{NO_DAY} In a pipeline: doc._.published, or the component's config.", NoPublicationDate, 2)
        doc._.geoevents = replace(reading, times=found)
        doc._.geoevents_parts = (*doc._.geoevents_parts, TIMES)
        doc.spans[name] = _spans(
            doc, ((w.start, w.end, w.type, w.value) for w in found if w.start is not None and w.end is not None)
        )
        return doc

    return tagger


@Language.factory(EVENTS, requires=["doc._.geoevents"], assigns=["doc.spans", "doc._.geoevents"])
def make_events(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make a component that assembles events from the places and times before it.

    Args:
        nlp: The pipeline.
        name: Name of the component, and of its span group.

    Returns:
        The component; spans are the place mentions of events, labels their status, ``kb_id_`` their places.

    Raises:
        TypeError: When the document did not go through ``geoevents_places`` and ``geoevents_times`` first.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> for part in ("geoevents_places", "geoevents_times", "geoevents_events"):
        ...     _ = nlp.add_pipe(part)
        >>> doc = nlp("A storm hit Galveston on 8 September 1900.")
        >>> [(s.text, s.label_) for s in doc.spans["geoevents_events"]]
        [('Galveston', 'occurred')]
    """
    del nlp

    def events(doc: Doc) -> Doc:
        reading = doc._.geoevents
        if not isinstance(reading, Reading) or not {PLACES, TIMES} <= set(doc._.geoevents_parts):
            raise TypeError(
                f"{name!r} needs places and times: add {PLACES!r} and {TIMES!r} before it with nlp.add_pipe"
            )
        analysis = doc._.geoevents_analysis or analyse(reading.document, default_gazetteer(), doc=doc)
        doc._.geoevents_analysis = None  # it has served, and would travel with every copy
        found, judged = find_events(reading.document, analysis, reading.resolutions, reading.times)
        doc._.geoevents = replace(reading, events=found, resolutions=judged)
        doc.spans[name] = _spans(
            doc,
            (
                (
                    e.evidence[0].place_start,
                    e.evidence[0].place_end,
                    e.status,
                    e.place.place.id if e.place.place else "",
                )
                for e in found
            ),
        )
        return doc

    return events
