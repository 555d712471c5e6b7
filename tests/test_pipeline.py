"""From documents to a timeline."""

import re
from dataclasses import replace
from datetime import date

import pytest
import spacy

import geoevents as ge
from geoevents.errors import GeocoderUnavailable, InvalidFilter, NoPublicationDate, SkippedDocument
from geoevents.gazetteer import Gazetteer
from geoevents.model import Candidate
from geoevents.pipeline import Extractor, learn_homes
from geoevents.provenance import installed

TEXT = "Amina Diallo met traders in Bamako on Friday."


def document(text=TEXT, published=date(2023, 9, 17), **more):
    return ge.Document(id=more.pop("id", "a"), text=text, published=published, **more)


def test_one_document_or_many():
    assert ge.extract(document()).events == ge.extract([document()]).events


def test_an_empty_text_gives_an_empty_story():
    story = ge.extract([document(text="")])
    assert len(story) == 0
    assert len(story.frame) == 0


def test_without_a_publication_date_the_user_is_told_once_how_to_give_it():
    with pytest.warns(NoPublicationDate, match="published=") as caught:
        story = ge.extract([document(published=None), document(published=None, id="b")])
    assert len(caught) == 1
    assert all(event.when.earliest is None for event in story.events)


def test_a_bad_document_does_not_cost_the_batch(monkeypatch):
    real = Extractor.read_one

    def read_one(self, report):
        if report.id == "bad":
            raise RuntimeError("broken")
        return real(self, report)

    monkeypatch.setattr(Extractor, "read_one", read_one)
    with pytest.warns(SkippedDocument, match="'bad'.*broken"):
        story = ge.extract([document(id="bad"), document()])
    assert len(story) == 1


def test_alone_or_in_a_batch_the_answer_is_the_same():
    reports = [document(), document(text="A storm hit Paris, Texas.", id="b")]
    together = [reading.events for reading in ge.extract(reports).readings]
    assert together == [ge.extract(report).readings[0].events for report in reports]


class Asked:
    """A geocoder that knows one village and notes what it was asked."""

    licence = "Chart makers (CC0)"

    def __init__(self, *, broken=False):
        self.names = []
        self.broken = broken

    def candidates(self, name, *, countries=(), box=None):  # noqa: ARG002
        self.names.append((name, tuple(countries)))
        if self.broken:
            raise GeocoderUnavailable("no answer from the geocoder")
        place = ge.Place(
            id="nominatim:node/1", name=name, latitude=12.6, longitude=-7.9, country="ML", source="nominatim"
        )
        return (Candidate(place=place, rung="geocoder"),)


VILLAGE = "A bridge collapsed near Qwyzxbougou Airport on Friday. Buses left Bamako."


def test_a_geocoder_is_asked_only_for_what_the_gazetteer_lacks():
    geocoder = Asked()
    story = ge.extract(document(text=VILLAGE), geocoder=geocoder)
    assert geocoder.names == [("Qwyzxbougou Airport", ("ML",))]
    (event,) = [e for e in story.events if e.place.rung == "geocoder"]
    assert event.place.place.source == "nominatim"
    assert "not in the gazetteer" in event.place.reason


def test_a_geocoder_that_fails_costs_only_its_answers():
    story = ge.extract(document(text=VILLAGE), geocoder=Asked(broken=True))
    assert story.problems == ("a: no answer from the geocoder",)
    assert "Bamako" in {e.place.mention.text for e in story.events}


LOCAL = (
    "Voters in Denton and Lewisville queued. Paris was quiet.",
    "Police in Denton and Plano searched a school.",
    "A fire in Lewisville and Denton was put out.",
)


def test_a_local_papers_names_are_its_own_when_the_corpus_shows_its_home():
    reports = [document(text=text, id=str(n), source="gazette.example") for n, text in enumerate(LOCAL)]
    reports.append(document(text="Paris was quiet.", id="alone", source="gazette.example"))

    def country_of_paris(story):
        return [r.place.country for r in story.readings[-1].resolutions if r.mention.text == "Paris"]

    assert country_of_paris(ge.extract(reports)) == ["FR"]
    assert learn_homes(reports)["gazette.example"].admin1 == "TX"
    found = ge.extract(reports, source_homes=True).readings[0].resolutions
    assert {r.place.admin1 for r in found if r.mention.text in {"Denton", "Lewisville"}} == {"TX"}


def test_a_wire_agency_has_no_home():
    texts = ("A strike hit Lyon.", "A storm hit Manila.", "A court sat in Lima.", "A flood hit Porto.")
    reports = [document(text=text, id=str(n), source="wire.example") for n, text in enumerate(texts)]
    assert learn_homes(reports) == {}


def test_progress_is_shown_when_asked_for(capfd):
    ge.extract([document()], progress=True)
    assert "report" in capfd.readouterr().err


def test_kinds_let_other_names_be_events():
    report = ge.Document(id="a", text="The Lyon Light Festival opened in Lyon on 8 December 2022.")
    embedded = ge.extract(report, kinds=("literal", "embedded"))
    assert {m.mention.kind for m in embedded.readings[0].resolutions} == {"embedded", "literal"}
    assert len(ge.extract(report).events) <= len(embedded.events)
    assert ge.extract(report, kinds=()).events == ()


def test_a_story_knows_what_it_was_read_with(tmp_path, small_gazetteer_path):
    own = tmp_path / "harbour.csv"
    own.write_text("name,lat,lon,reason\nPier Nine,10.9,21.1,chart\n", "utf-8")
    atlas = Gazetteer(small_gazetteer_path, overlays=[own])
    story = ge.extract(document(text="Ada Stone left Pier Nine on Friday."), gazetteer=atlas)
    made = story.provenance
    assert made.gazetteer.startswith("small.sqlite: 9 places from nothing 1; own places of harbour.csv (sha256 ")
    assert made.attribution == "Invented."
    assert re.fullmatch(r"model\.onnx sha256 [0-9a-f]{12}", made.model)
    later = story.filter(status="occurred").correct(story.events[0], place=(10.0, 21.0))
    assert later.provenance == made
    assert "small.sqlite" in later.to_geojson()
    assert "small.sqlite" in later.save(tmp_path / "map.html").read_text("utf-8")
    own.unlink()
    assert "own places of harbour.csv (no longer there)" in Extractor(atlas).provenance.gazetteer


def test_the_packaged_gazetteer_and_a_pipeline_of_ones_own_are_named():
    nlp = spacy.blank("en")
    nlp.meta["version"] = "7.1"
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Bamako"}])
    made = ge.extract(document(), nlp=nlp).provenance
    assert made.model == "spaCy pipeline en_pipeline 7.1"
    assert replace(made, model=installed().model) == installed()


def test_a_geocoder_that_was_asked_is_named():
    made = ge.extract(document(), geocoder=Asked()).provenance
    assert made.attribution == f"{installed().attribution} Chart makers (CC0)"


def test_a_kind_that_is_none_is_refused():
    with pytest.raises(InvalidFilter, match="no name stands for 'city': use literal, metonym"):
        ge.extract(document(), kinds=("literal", "city"))
