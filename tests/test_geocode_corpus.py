"""All reports first, then each distinct name once: what is asked, in which order, and what the reports make of it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Loopback
from typer.testing import CliRunner

import geoevents as ge
from geoevents.cli import app
from geoevents.cli.geocoding import geocoder_of
from geoevents.errors import GeocoderUnavailable, InvalidGeocoder
from geoevents.geocode import Geocoder
from geoevents.geocode.corpus import Survey, box_of, countries_of
from geoevents.geocode.resolution import resolved
from geoevents.model import Candidate, Mention, Place, Resolution
from geoevents.records import line_from_record, record_from_reading

AGENT = "geoevents-tests/1.0 (tests@coast.example)"
REPORTS = (
    "A bridge collapsed near Qwyzxbougou Airport on Friday. Buses left Bamako.",
    "A crowd gathered at Zwyxxkoro Airport on Friday. Police closed the road to Qwyzxbougou Airport from Bamako.",
    "A fire broke out at Qwyzxbougou Airport on Monday, and Qwyzxbougou Airport in Mali was closed.",
    "Rain fell in Oslo.",
)


@pytest.fixture
def server(socket_enabled):  # noqa: ARG001
    with Loopback() as http:
        http.mode = "echo"
        yield http


@pytest.fixture
def make(server, tmp_path):
    def geocoder(provider="nominatim", **options):
        options = {"min_delay": 0.0, "timeout": 5.0, "cache": tmp_path / "g.sqlite", **options}
        return Geocoder(provider, user_agent=AGENT, endpoint=server.address, **options)

    return geocoder


def documents():
    day = date(2023, 9, 17)
    return [ge.Document(id=f"r{n}", text=text, published=day) for n, text in enumerate(REPORTS)]


def as_bytes(story):
    return "\n".join(line_from_record(record_from_reading(one)) for one in story.readings).encode()


def place(latitude, longitude, *, precision="locality", country="ML", **more):
    more = {"id": f"x:{latitude},{longitude}", "name": "X", "precision": precision, "country": country, **more}
    return Place(latitude=latitude, longitude=longitude, **more)


def resolution(text, where=None, *, kind="literal", **more):
    return Resolution(mention=Mention(start=0, end=len(text), text=text, kind=kind), place=where, **more)


# ----------------------------------------------------------------- two passes


def test_each_distinct_name_is_asked_once_the_most_mentioned_first(make, server):
    story = ge.extract(documents(), geocoder=make())
    assert server.names == ["Qwyzxbougou Airport", "Zwyxxkoro Airport"]
    geocoded = [r for reading in story.readings for r in reading.resolutions if r.rung == "geocoder"]
    assert [r.mention.text for r in geocoded].count("Qwyzxbougou Airport") >= 3
    assert {r.place.country for r in geocoded} == {"ML"}
    assert story.problems == ()
    for one in geocoded:
        assert 0.25 <= one.score < 0.8
        assert one.reason.startswith(
            "not in the gazetteer; the best answer of the geocoder (© OpenStreetMap contributors"
        )
        assert one.place.id.startswith("nominatim:way/")


def test_the_budget_goes_to_what_is_mentioned_most(make, server):
    story = ge.extract(documents(), geocoder=make(budget=1))
    assert server.names == ["Qwyzxbougou Airport"]
    assert [words.partition(":")[0] for words in story.problems] == ["r1"]
    assert "budget of 1 requests is spent" in story.problems[0]
    assert {r.rung for reading in story.readings for r in reading.resolutions} >= {"geocoder"}


def test_a_later_run_with_more_budget_asks_for_the_rest(make, server):
    ge.extract(documents(), geocoder=make(budget=1))
    geocoder = make()
    ge.extract(documents(), geocoder=geocoder)
    assert server.names == ["Qwyzxbougou Airport", "Zwyxxkoro Airport"]
    assert [(one.name, one.cached) for one in geocoder.consultations] == [
        ("Qwyzxbougou Airport", True),
        ("Zwyxxkoro Airport", False),
    ]


@pytest.mark.parametrize("provider", ["nominatim", "photon"])
def test_a_replay_gives_the_same_bytes_without_a_request(make, server, provider):
    first = as_bytes(ge.extract(documents(), geocoder=make(provider)))
    asked = len(server.asked)
    again = as_bytes(ge.extract(documents(), geocoder=make(provider, offline=True)))
    assert again == first
    assert len(server.asked) == asked == 2
    backwards = ge.extract(documents()[::-1], geocoder=make(provider, offline=True))
    assert sorted(as_bytes(backwards).split(b"\n")) == sorted(first.split(b"\n"))


def test_without_a_geocoder_and_without_unknown_names_nothing_is_asked(make, server):
    ge.extract(documents())
    ge.extract(documents()[3:], geocoder=make())
    assert server.asked == []


@pytest.mark.parametrize("mode", ["500", "403", "html", "429"])
def test_a_server_that_is_down_costs_only_its_answers(make, server, mode):
    server.mode = mode
    story = ge.extract(documents(), geocoder=make())
    assert {words.partition(":")[0] for words in story.problems} == {"r0", "r1", "r2"}
    assert "Bamako" in {r.place.name for reading in story.readings for r in reading.resolutions if r.place}
    assert len(server.asked) == (2 if mode in {"500", "html"} else 1)


def test_what_the_threshold_refuses_stays_unresolved_and_says_so(make):
    story = ge.extract(documents()[:1], geocoder=make(), min_score=0.9)
    (one,) = [r for r in story.readings[0].resolutions if r.rung == "geocoder"]
    assert one.place is None
    assert "is 0.75 sure" in one.reason or "is 0.65 sure" in one.reason
    assert one.alternatives


def test_an_answer_that_breaks_the_reading_costs_no_report(make, monkeypatch):
    def broken(*_, **__):
        raise KeyError("odd")

    monkeypatch.setattr("geoevents.pipeline.resolved", broken)
    story = ge.extract(documents()[:1], geocoder=make())
    assert story.problems == ("r0: the geocoder's answers are left out: KeyError: 'odd'",)
    assert "Bamako" in {r.place.name for r in story.readings[0].resolutions if r.place}


# ------------------------------------------------------------------- survey


def test_reports_of_two_countries_are_asked_for_together_and_answered_apart():
    class Asked:
        calls = ()

        def candidates(self, name, *, countries=(), box=None):
            self.calls += ((name, countries, box),)
            return tuple(Candidate(place=place(1, 2, country=code, id=code), rung="geocoder") for code in ("ML", "NE"))

    survey, asked = Survey(), Asked()
    survey.add((resolution("Dorf"), resolution("a", place(12.5, -8))))
    survey.add((resolution("DORF"), resolution("b", place(13.5, 2.1, country="NE"))))
    survey.add((resolution("Weiler"),))
    answers = survey.ask(asked)
    assert asked.calls == (("Dorf", ("ML", "NE"), (11.0, -9.0, 15.0, 4.0)), ("Weiler", (), None))
    assert [one.place.country for one in answers.candidates("dorf", countries=("NE",))] == ["NE"]
    assert len(answers.candidates("Dorf")) == 2
    assert answers.candidates("never heard of") == ()


def test_only_what_nothing_bears_is_wanted():
    other = Candidate(place=place(1, 2), rung="exact")
    survey = Survey()
    assert not survey.add(
        (
            resolution("known", place(1, 2)),
            resolution("doubtful", alternatives=(other,)),
            resolution("Malian", kind="demonym"),
        )
    )
    assert survey.add((resolution("Un  known"), resolution("Un known")))
    (wanted,) = survey.wanted()
    assert (wanted.name, wanted.mentions) == ("Un known", 2)


def test_many_countries_are_none():
    assert countries_of([resolution("x", place(1, 2, country=a + "A")) for a in "ABCDEFGH"]) != ()
    assert countries_of([resolution("x", place(1, 2, country=a + "A")) for a in "ABCDEFGHI"]) == ()


POINTS = st.tuples(st.floats(-40, 40), st.floats(-180, 180))


@given(st.lists(POINTS, min_size=1, max_size=6))
def test_a_box_holds_all_places(points):
    box = box_of([resolution("x", place(*point)) for point in points])
    if box is not None:
        south, west, north, east = box
        assert -180 <= west <= 180
        assert -180 <= east <= 180
        for latitude, longitude in points:
            assert south <= latitude <= north
            assert (longitude - west) % 360 <= (east - west) % 360


@pytest.mark.parametrize(
    ("points", "box"),
    [
        ([(60.0, 5.0)], (59.0, 4.0, 61.0, 6.0)),
        ([(-17.0, 178.0), (-18.0, -179.0)], (-19.0, 177.0, -16.0, -178.0)),
        ([(0.0, 0.0), (0.0, 120.0)], None),
        ([], None),
    ],
)
def test_boxes(points, box):
    assert box_of([resolution("x", place(*point)) for point in points]) == box


def test_a_box_is_made_of_divisions_when_there_is_no_town():
    country = resolution("x", place(60, 90, precision="country"))
    region = resolution("x", place(45.0, 134.0, precision="region"))
    town = resolution("x", place(43.0, 132.0))
    assert box_of([country]) is None
    assert box_of([country, region]) == (44.0, 133.0, 46.0, 135.0)
    assert box_of([country, region, town]) == (42.0, 131.0, 44.0, 133.0)


def test_a_resolved_mention_keeps_its_place():
    here = resolution("x", place(1, 2), score=0.9)
    assert resolved(here, [Candidate(place=place(3, 4), rung="geocoder")], min_score=0) is here


def test_a_surer_answer_goes_before_the_servers_first():
    far, near = (Candidate(place=place(n, n), rung="geocoder", flags=flags) for n, flags in ((1, ()), (2, {"near"})))
    best = resolved(resolution("x"), [far, near], min_score=0)
    assert (best.place.latitude, best.score) == (2, 0.5)
    assert [one.place.latitude for one in best.alternatives] == [1]


# -------------------------------------------------------------- command line


@pytest.fixture
def options(server, tmp_path):
    return [
        "--geocode", "nominatim", "--user-agent", AGENT, "--geocode-option", f"endpoint={server.address}",
        "--geocode-option", "min_delay=0", "--geocode-option", f"cache={tmp_path / 'g.sqlite'}",
    ]  # fmt: skip


def test_map_asks_when_told_to(server, options, tmp_path):
    report = tmp_path / "report.txt"
    report.write_text(REPORTS[0], "utf-8")
    plain = ["map", str(report), "-p", "2023-09-17", "-o", str(tmp_path / "map.html")]
    assert CliRunner().invoke(app, plain).exit_code == 0
    assert server.asked == []
    outcome = CliRunner().invoke(app, plain + options)
    assert outcome.exit_code == 0, outcome.output
    assert server.names == ["Qwyzxbougou Airport"]
    assert server.asked[0][2] == AGENT
    assert "nominatim: 1 names asked for, 1 of them found, with 1 requests; name © OpenStreetMap" in outcome.stderr
    assert "© OpenStreetMap contributors (ODbL)" in (tmp_path / "map.html").read_text("utf-8")


def test_extract_reads_all_records_before_it_asks(server, options, tmp_path):
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [json.dumps({"doc_id": f"r{n}", "text": text, "published": "2023-09-17"}) for n, text in enumerate(REPORTS)]
    source.write_text("\n".join([lines[1], "{broken", *lines]), "utf-8")
    command = ["extract", str(source), "-o", str(output), "-q", *options]
    outcome = CliRunner().invoke(app, command)
    assert outcome.exit_code == 1
    assert "line 2" in outcome.stderr
    assert server.names == ["Qwyzxbougou Airport", "Zwyxxkoro Airport"]
    first = output.read_bytes()
    assert b'"phrase": "Zwyxxkoro Airport", "lat": 43.0246' in first
    assert CliRunner().invoke(app, [*command, "--geocode-option", "offline=yes"]).exit_code == 1
    assert output.read_bytes() == first
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--geocode", "nominatim"], "user_agent=None says nobody"),
        (["--geocode", "atlas"], "no geocoder 'atlas'"),
        (["--geocode", "pelias", "--user-agent", AGENT], "pelias needs domain"),
        (
            ["--geocode", "photon", "--user-agent", AGENT, "--geocode-option", "budget=many"],
            "budget='many' is no number",
        ),
        (["--geocode", "photon", "--user-agent", AGENT, "--geocode-option", "secret"], "write NAME=VALUE"),
    ],
)
def test_a_geocoder_that_cannot_be_is_refused_before_any_work(tmp_path, arguments, words):
    outcome = CliRunner().invoke(app, ["map", str(tmp_path / "none.txt"), *arguments])
    assert outcome.exit_code == 2
    assert words in outcome.stderr


def test_a_key_stays_out_of_the_message():
    with pytest.raises(InvalidGeocoder) as caught:
        geocoder_of("photon", AGENT, ["=sesame"])
    assert "sesame" not in str(caught.value)
    with pytest.raises(GeocoderUnavailable) as unavailable:
        geocoder_of("geonames", None, ["username=sesame", "offline=yes"]).candidates("Bergen")
    assert "sesame" not in str(unavailable.value)
