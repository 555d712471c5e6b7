"""The spaCy components work by name and give the answers of ``extract``."""

import subprocess
import sys
from datetime import date

import pytest
import spacy

from geoevents.errors import NoPublicationDate
from geoevents.model import Document
from geoevents.pipeline import Extractor

TEXT = "Amina Diallo met traders in Bamako on Friday. She will fly to Accra on Monday."


def pipeline(*names):
    nlp = spacy.blank("en")
    for name in names:
        nlp.add_pipe(name)
    return nlp


def test_the_same_events_as_extract():
    nlp = pipeline("geoevents_places", "geoevents_times", "geoevents_events")
    doc = nlp.make_doc(TEXT)
    doc._.published = date(2023, 9, 17)
    for _, component in nlp.pipeline:
        doc = component(doc)
    ours = Extractor().read_one(Document(id="doc", text=TEXT, published=date(2023, 9, 17), published_source="given"))
    assert doc._.geoevents.events == ours.events
    assert [(s.text, s.label_) for s in doc.spans["geoevents_events"]] == [("Bamako", "occurred"), ("Accra", "planned")]


def test_spans_carry_the_identifier_of_the_place():
    doc = pipeline("geoevents_places")(TEXT)
    assert [(s.text, s.kb_id_) for s in doc.spans["geoevents_places"]] == [
        ("Bamako", "geonames:2460596"),
        ("Accra", "geonames:2306104"),
    ]


@pytest.mark.filterwarnings("ignore::geoevents.errors.NoPublicationDate")
@pytest.mark.parametrize("before", [(), ("geoevents_times",), ("geoevents_places",)])
def test_events_need_places_and_times(before):
    with pytest.raises(TypeError, match="geoevents_places"):
        pipeline(*before, "geoevents_events")(TEXT)


def test_times_carry_their_value_and_ask_for_a_publication_day():
    nlp = spacy.blank("en")
    nlp.add_pipe("geoevents_times", config={"published": "2023-09-17"})
    doc = nlp(TEXT)
    found = [(s.text, s.label_, s.kb_id_) for s in doc.spans["geoevents_times"]]
    assert found == [("Friday", "DATE", "2023-09-15"), ("Monday", "DATE", "2023-09-18")]
    with pytest.warns(NoPublicationDate, match="published"):
        undated = pipeline("geoevents_times")(TEXT)
    assert [s.kb_id_ for s in undated.spans["geoevents_times"]] == ["XXXX-WXX-5", "XXXX-WXX-1"]


def test_span_groups_survive_spacys_bytes():
    nlp = pipeline("geoevents_places")
    doc = nlp(TEXT)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes(exclude=["user_data"]))
    assert [s.kb_id_ for s in again.spans["geoevents_places"]] == [s.kb_id_ for s in doc.spans["geoevents_places"]]


def test_by_name_without_importing_geoevents():
    code = (
        "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('geoevents_places'); "
        "print(len(nlp('He is in Lima.').spans['geoevents_places']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "1", done.stderr
