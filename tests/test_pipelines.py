"""A spaCy pipeline in the recogniser's place, and our components in a spaCy pipeline."""

from __future__ import annotations

import pytest
import spacy

import geoevents as ge
from geoevents.errors import InvalidPipeline
from geoevents.language.pipelines import SpacyRecogniser, recognition_of

REPORT = "The Example Band played in Leeds on 3 May 2021. Lee Marlow, a French critic, flew to Cork on 4 May 2021."
PATTERNS = [
    {"label": "GPE", "pattern": "Leeds"},
    {"label": "GPE", "pattern": "Cork"},
    {"label": "NORP", "pattern": "French"},
    {"label": "PERSON", "pattern": "Lee Marlow"},
    {"label": "WORK_OF_ART", "pattern": "The Example Band"},
]


def _ruler() -> spacy.language.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)
    return nlp


def _pipeline(nlp: spacy.language.Language, *, entities: bool) -> spacy.language.Language:
    nlp.add_pipe("geoevents_places", config={"entities": entities})
    nlp.add_pipe("geoevents_times")
    nlp.add_pipe("geoevents_events")
    return nlp


def test_entities_become_places_peoples_and_names():
    found = recognition_of(_ruler()(REPORT))
    assert [REPORT[t.start : t.end] for t in found.toponyms] == ["Leeds", "French", "Cork"]
    assert [(REPORT[e.start : e.end], e.label) for e in found.entities] == [
        ("Leeds", "LOC"), ("Lee Marlow", "PER"), ("French", "NORP"), ("Cork", "LOC")
    ]  # fmt: skip


def test_an_article_is_no_part_of_a_place():
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "the Netherlands"}])
    text = "A flood in the Netherlands."
    assert [text[t.start : t.end] for t in recognition_of(nlp(text)).toponyms] == ["Netherlands"]


def test_extract_reads_with_a_pipeline_of_the_users():
    story = ge.extract(ge.Document(id="a", text=REPORT), nlp=_ruler())
    assert [(r.mention.text, r.mention.kind) for reading in story.readings for r in reading.resolutions] == [
        ("Leeds", "literal"), ("French", "demonym"), ("Cork", "literal")
    ]  # fmt: skip
    assert [e.place.place.name for e in story.events] == ["Leeds", "Cork"]


@pytest.mark.parametrize("entities", [False, True])
def test_our_components_give_what_extract_gives(entities):
    document = ge.Document(id="doc", text=REPORT)
    nlp = _ruler() if entities else spacy.blank("en")
    expected = ge.extract(document, nlp=_ruler() if entities else None).readings[0]
    reading = _pipeline(nlp, entities=entities)(REPORT)._.geoevents
    assert reading.resolutions == expected.resolutions
    assert reading.times == expected.times
    assert reading.events == expected.events


def test_a_pipeline_without_entities_says_what_it_lacks():
    with pytest.raises(InvalidPipeline, match="no entity recogniser"):
        SpacyRecogniser(spacy.blank("en"))


def test_a_pipeline_that_is_not_installed_says_how_to_get_it():
    with pytest.raises(InvalidPipeline, match="spacy download no_such_pipeline"):
        SpacyRecogniser("no_such_pipeline")


def test_an_empty_text_has_no_names():
    found = recognition_of(_ruler()(""))
    assert found.toponyms == ()
    assert found.believes(0, 0) == 0.0
