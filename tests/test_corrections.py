from __future__ import annotations

import json
import re
import warnings
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import ARTYOM, DOCUMENT, KOMSOMOLSK, REPORT, VLADIVOSTOK, day, event, passage, reading, visit

import geoevents as ge
from geoevents.corrections import Correction, apply, load, propose, save
from geoevents.errors import (
    CorrectionNotApplied,
    DocumentMissing,
    InvalidCorrection,
    UnknownEvent,
    UnwritableOutput,
    strict,
)
from geoevents.gazetteer import default_gazetteer, promote
from geoevents.model import Candidate, Document, Reading
from geoevents.places.sphere import distance_km
from geoevents.timeline import Timeline
from geoevents.wording import when_in_words


class Book:
    """A gazetteer of three places."""

    places = (ARTYOM, VLADIVOSTOK, KOMSOMOLSK)

    def lookup(self, name):
        return tuple(Candidate(place=place, rung="exact") for place in self.places if place.name == name)

    def place(self, place_id):
        return {place.id: place for place in self.places}[place_id]

    def reverse(self, latitude, longitude):
        return default_gazetteer().reverse(latitude, longitude)


@pytest.fixture
def story():
    return Timeline((reading(),), visit())


def one(story, event_id):
    return next(found for found in story if found.id == event_id)


@pytest.mark.parametrize(
    ("value", "name", "point", "precision"),
    [
        ((43.25, 132.02), "Slavianka Halt", (43.25, 132.02), "site"),
        ("43.25, 132.02", "Slavianka Halt", (43.25, 132.02), "site"),
        ("-43.25,-132,The Halt", "The Halt", (-43.25, -132.0), "site"),
        ("geonames:2013348", "Vladivostok", (43.1056, 131.8735), "locality"),
        ("Artyom", "Artyom", (43.35, 132.19), "locality"),
    ],
)
def test_a_place_is_put_right_by_point_identifier_or_name(story, value, name, point, precision):
    better = story.correct("e5", place=value, why="I was there", who="Ann", gazetteer=Book())
    found = one(better, "e5").place
    assert (found.place.name, found.place.precision) == (name, precision)
    assert (found.place.latitude, found.place.longitude) == point
    assert (found.score, found.rung) == (1.0, "correction")
    assert "corrected by Ann: I was there" in found.reason
    assert one(story, "e5").place.place is None
    assert better.frame.geometry.notna().all()
    assert better.mentions.set_index("text").loc["Slavianka Halt", "on_map"]


@pytest.mark.parametrize(
    ("point", "country", "division", "words"),
    [
        ("43.36,132.19", "RU", "Primorye", "(0.3 km from Artyom, in Primorye, Russia)"),
        ("41.7,129.8,the harbour", "KP", "North Hamgyong", ", in North Hamgyong, North Korea)"),
        ("40,170", None, None, ", at sea)"),
    ],
)
def test_a_point_lies_in_the_division_and_country_around_it(story, point, country, division, words):
    found = one(story.correct("e3", place=point), "e3").place
    assert (found.place.country, found.place.admin1_name) == (country, division)
    assert words in found.reason


def test_a_point_in_a_whole_country_is_named_by_what_is_near(story):
    whole = replace(one(story, "e3").place.place, name="Russia", layer="country", precision="country")
    event = replace(one(story, "e3"), place=replace(one(story, "e3").place, place=whole))
    better = replace(story, events=(event,)).correct("e3", place=(43.1, 131.9))
    assert better.events[0].place.place.name == "Vladivostok"


@pytest.mark.parametrize(
    ("value", "words", "precision"),
    [
        ("2023-09-14", "Thu 14 Sep 2023", "day"),
        (datetime(2023, 9, 14, 23), "Thu 14 Sep 2023", "day"),  # noqa: DTZ001 - a civil day
        (date(2023, 9, 14), "Thu 14 Sep 2023", "day"),
        ("2023-09", "Sep 2023", "month"),
        ("2023", "2023", "year"),
        ("2023-09-12/2023-09-14", "12–14 Sep 2023", "day"),
        ("2023-09-12/..", "since Tue 12 Sep 2023", "day"),
        ("../2023-09-14", "until Thu 14 Sep 2023", "day"),
        ("unknown", "day unknown", "unknown"),
    ],
)
def test_a_date_is_put_right(story, value, words, precision):
    when = one(story.correct("e2", date=value), "e2").when
    assert when_in_words(when) == words
    assert when.precision == precision
    assert when.text == "Saturday"


def test_an_event_moves_to_its_new_day(story):
    assert [found.id for found in story.correct("e4", date="2023-09-10")] == ["e4", "e1", "e2", "e3", "e5"]
    assert [found.id for found in story.correct("e1", date="2023-09-17")] == ["e2", "e1", "e3", "e4", "e5"]
    assert [found.id for found in story.correct("e2", date="unknown")] == ["e1", "e3", "e4", "e2", "e5"]


def test_status_and_dropping(story):
    better = story.correct("e4", status="occurred", why="he came home").correct(one(story, "e5"), drop=True)
    assert one(better, "e4").status == "occurred"
    assert "status corrected: he came home" in one(better, "e4").reasons
    assert [found.id for found in better] == ["e1", "e2", "e3", "e4"]
    assert [row.field for row in better.corrections] == ["status", "drop"]
    assert (len(story), story.corrections) == (5, ())


def test_several_fields_at_once_are_rows_of_their_own(story):
    better = story.correct(
        "e5", place="Artyom", date="2023-09-17", status="possible", when=date(2023, 9, 20), gazetteer=Book()
    )
    assert [(row.field, row.value, row.when) for row in better.corrections] == [
        ("place", "Artyom", "2023-09-20"),
        ("date", "2023-09-17", "2023-09-20"),
        ("status", "possible", "2023-09-20"),
    ]


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        ({}, "nothing to correct about event e2: give place, date, status or drop=True"),
        ({"status": "done"}, "'done' is no status: use occurred"),
        ({"date": "last week"}, "'last week' is no date: write 2023-09-17"),
        ({"date": "2023-02-30"}, "'2023-02-30' is no date"),
        ({"date": "2023-09-17/2023-09-12"}, "'2023-09-17/2023-09-12' is no interval"),
        ({"date": "../.."}, "'../..' is no interval"),
        ({"place": ""}, "the place is empty"),
        ({"place": "143.1,132.2"}, "'143.1,132.2' is no point on Earth"),
        ({"place": "Atlantis"}, "knows no place named 'Atlantis'"),
        ({"place": "geonames:1"}, "has no place 'geonames:1'"),
    ],
)
def test_what_cannot_be_is_refused(story, given_, message):
    with pytest.raises(InvalidCorrection, match=re.escape(message)):
        story.correct("e2", gazetteer=Book(), **given_)


def test_an_unknown_event_is_refused(story):
    with pytest.raises(UnknownEvent, match="no event 'e9' on this timeline"):
        story.correct("e9", drop=True)


def test_corrections_fit_a_later_reading_of_the_same_report(story, tmp_path):
    better = story.correct("e5", place=(43.25, 132.02)).correct("e2", date="2023-09-15").correct("e4", drop=True)
    path = save(better.corrections, tmp_path / "corrections.jsonl")
    # A later version gives other ids, and passages that end a clause later.
    again = tuple(replace(found, id=f"new-{found.id}") for found in visit())
    longer = passage(
        "On Saturday Kim saw missiles in Vladivostok.\nDuring the trip he toured a plant in Komsomolsk-on-Amur.",
        "Vladivostok",
    )
    again = (again[0], replace(again[1], evidence=(longer,)), *again[2:])
    told = Timeline((reading(),), again).with_corrections(path)
    assert [found.id for found in told] == ["new-e1", "new-e2", "new-e3", "new-e5"]
    assert one(told, "new-e2").when.earliest == date(2023, 9, 15)
    assert one(told, "new-e5").place.place.latitude == 43.25
    assert told.corrections == better.corrections


def test_a_further_report_of_the_event_is_enough():
    other = passage("A boy waved at Slavianka Halt.", "Slavianka Halt", doc_id="other.txt")
    row = Correction(evidence="A boy waved at  Slavianka Halt.", place_text="Slavianka Halt", field="drop")
    merged = replace(visit()[4], evidence=(passage("On Saturday Kim saw missiles in Vladivostok.", "Kim"), other))
    assert apply((merged,), [row]) == ()


@pytest.mark.parametrize(
    "row",
    [
        Correction(evidence="A boy waved at Slavianka Halt.", place_text="Moscow", field="drop"),
        Correction(evidence="A girl waved at Slavianka Halt.", place_text="Slavianka Halt", field="drop"),
        Correction(evidence="Slavianka Halt", place_text="Slavianka Halt", field="drop"),
    ],
    ids=["other place", "other passage", "too short"],
)
def test_what_no_longer_fits_is_said_by_name(row):
    with pytest.warns(
        CorrectionNotApplied, match=f"correction 2 .drop of '{row.place_text}' .* fits no event any more"
    ):
        assert len(apply(visit(), [propose(visit()[0], status="possible")[0], row])) == 5
    with strict(), pytest.raises(CorrectionNotApplied):
        apply(visit(), [row])


def test_two_events_of_one_passage_are_told_apart_by_id():
    proof = "On Saturday Kim saw missiles in Vladivostok."
    twins = tuple(event(number, proof, "Vladivostok", VLADIVOSTOK, day(15 + number)) for number in (1, 2))
    (row,) = propose(twins[1], drop=True)
    assert apply(twins, [row]) == twins[:1]
    with pytest.warns(CorrectionNotApplied, match="fits 2 events"):
        assert apply(twins, [replace(row, event_id="gone")]) == twins


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "c.jsonl, line 2 is no JSON object"),
        ("[1]", "c.jsonl, line 2 is no correction"),
        ('{"evidence": 3}', "c.jsonl, line 2 is no correction"),
        ('{"field": "drop", "place_text": "x"}', "c.jsonl, line 2 lacks evidence."),
        ('{"evidence": "e", "place_text": "x", "field": "actor"}', "line 2: field 'actor' cannot be corrected"),
        ('{"evidence": "e", "place_text": "x", "field": "drop", "note": "?"}', "line 2 has note: a correction has"),
    ],
)
def test_a_row_that_is_no_correction_is_named(tmp_path, line, message):
    path = tmp_path / "c.jsonl"
    path.write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(InvalidCorrection, match=re.escape(message)):
        load(path)


def test_a_missing_or_binary_file_is_named(tmp_path):
    with pytest.raises(DocumentMissing, match=r"no file of corrections at .*none\.jsonl"):
        load(tmp_path / "none.jsonl")
    (tmp_path / "b.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidCorrection, match="cannot be read as UTF-8"):
        load(tmp_path / "b.jsonl")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnwritableOutput, match=r"cannot write .*nowhere"):
        save([], tmp_path / "nowhere" / "c.jsonl")


def test_the_file_is_one_object_a_line(story, tmp_path):
    path = save(story.correct("e5", drop=True, why="a\nb\u2028c").corrections, tmp_path / "c.jsonl")
    (line,) = path.read_text("utf-8").splitlines()
    assert json.loads(line)["why"] == "a\nb\u2028c"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(
            Correction,
            evidence=st.text(min_size=1),
            place_text=st.text(min_size=1),
            field=st.just("drop"),
            value=st.text(),
            event_id=st.text(),
            who=st.text(),
            when=st.text(),
            why=st.text(),
        ),
        max_size=4,
    )
)
def test_any_correction_survives_its_file(tmp_path_factory, rows):
    path = save(rows, tmp_path_factory.mktemp("c") / "c.jsonl")
    assert load(path) == tuple(rows)


@given(st.sampled_from(visit()), st.sampled_from(["possible", "negated"]))
def test_correcting_twice_is_correcting_once(chosen, status):
    rows = propose(chosen, status=status)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        once = apply(visit(), rows)
        twice = apply(once, rows)
    assert [replace(found, reasons=()) for found in twice] == [replace(found, reasons=()) for found in once]


def told_twice():
    """The train's departure told by two reports, merged into one event, with what each report alone tells."""
    other = "Reporters at Artyom saw the train leave on Sunday, an hour late. Kim waved from Artyom."
    document = Document(id="other.txt", text=other, source="other.example")
    proof = passage("Reporters at Artyom saw the train leave on Sunday, an hour late.", "Artyom", doc_id="other.txt",
                    report=other, source="other.example")  # fmt: skip
    first = visit()[2]
    mention = replace(first.place.mention, start=proof.place_start, end=proof.place_end)
    second = replace(
        first, id="second", what="seen leaving", evidence=(proof,), place=replace(first.place, mention=mention)
    )
    whole = replace(first, evidence=(*first.evidence, proof))
    events = tuple(whole if found.id == "e3" else found for found in visit())
    return Timeline((reading(), Reading(document=document, events=(second,))), events)


@pytest.mark.parametrize("named", ["other.txt", "Reporters at Artyom saw the train leave on Sunday, an hour late."])
def test_one_event_of_two_reports_is_split(named, tmp_path):
    story = told_twice()
    better = story.correct("e3", split=named, why="another train")
    assert [
        (found.id, found.what, len(found.evidence)) for found in better if "Artyom" in found.place.mention.text
    ] == [
        ("e3", "train left", 1),
        ("second", "seen leaving", 1),
    ]
    again = story.with_corrections(save(better.corrections, tmp_path / "c.jsonl"))
    assert again.events == better.events


def test_what_one_passage_tells_is_not_split(story):
    with pytest.raises(InvalidCorrection, match="event e3 is told by one passage"):
        story.correct("e3", split="report.txt")
    with pytest.raises(InvalidCorrection, match=r"has no passage 'nobody' *: name one of its reports \(report.txt, o"):
        told_twice().correct("e3", split="nobody")
    (row,) = told_twice().correct("e3", split="other.txt").corrections
    alone = replace(told_twice(), events=told_twice().correct("e3", split="other.txt").events)
    with pytest.warns(CorrectionNotApplied, match="this passage alone tells"):
        assert len(alone.with_corrections([row])) == len(alone)


def test_two_events_are_merged(story, tmp_path):
    better = story.correct("e3", merge="e5", why="the same stop", who="Ann")
    merged = one(better, "e3")
    assert [proof.text for proof in merged.evidence] == [
        "The train left Artyom on Sunday.",
        "A boy waved at Slavianka Halt.",
    ]
    assert merged.actors == ("Kim Jong Un", "Oleg Kozhemyako", "a boy")
    assert (merged.when, merged.place) == (one(story, "e3").when, one(story, "e3").place)
    assert "merged by Ann: the same stop" in merged.reasons
    again = story.with_corrections(save(better.corrections, tmp_path / "c.csv"))
    assert again.events == better.events
    # a reading that merges them by itself needs no correction, and says nothing
    with strict():
        assert again.with_corrections(better.corrections).events == again.events


def test_merging_needs_two_events(story):
    with pytest.raises(InvalidCorrection, match="cannot be merged with itself"):
        story.correct("e3", merge="e3")
    (row,) = propose(visit()[2], merge=visit()[4])
    with pytest.warns(CorrectionNotApplied, match="has no event any more to be merged with"):
        assert len(apply(visit()[:4], [row])) == 4


def test_an_event_is_added_with_its_passage(story, tmp_path):
    better = story.add(
        "The gifts cost $5 and were no secret, Moscow said.", "Moscow", "gifts told", actors=("Moscow; Kremlin",),
        place="55.75,37.62", date="2023-09-17", status="ongoing", who="Ann", gazetteer=Book(),
    )  # fmt: skip
    (made,) = [found for found in better if found.what == "gifts told"]
    assert made.actors == ("Moscow, Kremlin",)
    assert (made.place.place.latitude, made.when.earliest, made.status) == (55.75, date(2023, 9, 17), "ongoing")
    assert REPORT[made.evidence[0].place_start : made.evidence[0].place_end] == "Moscow"
    assert [row.field for row in better.corrections] == ["add", "place", "date", "status"]
    again = story.with_corrections(save(better.corrections, tmp_path / "c.csv"))
    assert again.events == better.events


def test_an_added_event_survives_an_edited_report(story):
    better = story.add("The gifts cost $5 and were no secret, Moscow said.", "Moscow", "gifts told", date="2023-09-17")
    document = replace(DOCUMENT, text="New head.\n" + REPORT.replace("were no secret", "were  never a secret"))
    again = Timeline((replace(reading(), document=document),), visit()).with_corrections(better.corrections)
    (made,) = [found for found in again if found.what == "gifts told"]
    proof = made.evidence[0]
    assert document.text[proof.start : proof.end] == proof.text
    assert proof.text.endswith("Moscow said.")
    assert document.text[proof.place_start : proof.place_end] == "Moscow"
    gone = Timeline((replace(reading(), document=replace(DOCUMENT, text="Nothing is left of it.")),), ())
    with pytest.warns(CorrectionNotApplied, match="is in no report any more|fits no event"):
        assert gone.with_corrections(better.corrections).events == ()


def test_what_a_passage_tells_already_is_added_only_beside_it(story):
    proof = "He is due in Pyongyang on Monday."
    with pytest.raises(InvalidCorrection, match="told by this passage already"):
        story.add(proof, "Pyongyang", "parade")
    better = story.add(proof, "Pyongyang", "parade", beside="e4", date="2023-09-20", gazetteer=Book())
    again = story.with_corrections(better.corrections)
    assert again.events == better.events
    assert [found.when.earliest.day for found in again if found.place.mention.text == "Pyongyang"] == [18, 20]


@pytest.mark.parametrize(
    ("proof", "place", "message"),
    [
        ("Nobody wrote this sentence here.", "Nobody", "is in no report any more"),
        ("The gifts cost $5 and were no secret, Moscow said.", "London", "does not hold the words 'London'"),
    ],
)
def test_an_event_without_its_words_is_refused(story, proof, place, message):
    with pytest.raises(InvalidCorrection, match=message):
        story.add(proof, place, "nothing")


@pytest.mark.parametrize(
    ("now", "fits"),
    [
        ("On Saturday Kim saw new missiles in Vladivostok.", True),
        ("On Saturday Kim  saw missiles\nin Vladivostok.", True),
        ("On Saturday Kim saw misiles in Vladivostok.", True),
        ("On Saturday Kim saw missiles in Vladivostock.", True),
        ("On Sunday Putin left planes in Vladivostok.", False),
        ("On Saturday Kim saw missiles in Khabarovsk.", False),
    ],
)
def test_a_mended_passage_still_fits(now, fits):
    place = next(word for word in ("Vladivostok", "Vladivostock", "Khabarovsk") if f"{word}." in now)
    proof = passage(now, place, report=now)
    mention = replace(visit()[1].place.mention, text=place)
    later = replace(visit()[1], id="new", evidence=(proof,), place=replace(visit()[1].place, mention=mention))
    row = propose(visit()[1], drop=True)
    if fits:
        assert apply((later,), row) == ()
    else:
        with pytest.warns(CorrectionNotApplied):
            assert apply((later,), row) == (later,)


def test_the_second_of_two_equal_names_is_meant():
    text = "He left Artyom on Friday and was back in Artyom on Sunday."
    first, second = passage(text, "Artyom", report=text), passage(text, "Artyom", report=text)
    at = text.rindex("Artyom")
    second = replace(second, place_start=at, place_end=at + 6)
    pair = tuple(replace(visit()[2], id=name, evidence=(proof,)) for name, proof in (("a", first), ("b", second)))
    (row,) = propose(pair[1], drop=True)
    assert row.occurrence == "2"
    assert apply(pair, [replace(row, event_id="gone")]) == pair[:1]
    with pytest.warns(CorrectionNotApplied):  # never the other one
        assert apply(pair[:1], [row]) == pair[:1]


@pytest.mark.parametrize("cell", ["=1+1", "'=1", "-43.2,132", "a\r\nb", '"', "\ta", "@x", "''", "ünï;,"])
def test_a_table_of_corrections_runs_no_formula_and_comes_back(tmp_path, cell):
    row = Correction(evidence=f"{cell}", place_text="x", field="drop", value=cell, why=cell)
    path = save([row], tmp_path / "c.CSV")
    assert load(path) == (row,)
    assert not re.search(r'(^|,)"\s*[=@+\-]', path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("evidence,place_text,field\na,b\n", "c.csv, line 2 has another number of cells"),
        ("evidence,place_text,field\na,b,jump\n", "field 'jump' cannot be corrected"),
        ('evidence,place_text,field\n"a,b,drop\n', "is no CSV"),
        ("evidence,place_text,field,note\na,b,drop,?\n", "has note"),
    ],
)
def test_a_bad_table_of_corrections_is_named(tmp_path, text, message):
    (tmp_path / "c.csv").write_text(text, "utf-8")
    with pytest.raises(InvalidCorrection, match=message):
        load(tmp_path / "c.csv")


@pytest.mark.parametrize(
    ("value", "name"), [("32.2948,-64.7814,Hamilton on Bermuda", "Hamilton"), ("a lesser one", "Paris")]
)
def test_a_promoted_correction_is_right_in_the_next_report(tmp_path, value, name):
    story = ge.extract(ge.read(f"A storm hit {name} on Saturday.\n", published="2023-09-17"))
    wrong = story.events[0].place.place
    value = default_gazetteer().lookup(name)[-1].place.id if "," not in value else value
    better = story.correct(story.events[0], place=value, who="Ann", why="seen there")
    meant = better.events[0].place.place
    assert distance_km(wrong, meant) > 100
    promote(better, overlay=tmp_path / "places.csv")
    later = ge.read(
        f"On Monday the governor flew to {name}. A fire broke out in {name} on Tuesday.\n", published="2023-09-20"
    )
    again = ge.extract(later, gazetteer=default_gazetteer(tmp_path / "places.csv"))
    assert len(again) == 2
    assert [round(distance_km(found.place.place, meant), 1) for found in again] == [0.0, 0.0]
    assert "own places of places.csv" in again.provenance.gazetteer
