"""The batch record: what comes in is checked, what goes out has the agreed keys in the agreed order."""

from __future__ import annotations

import json
import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoevents.errors import InvalidRecord
from geoevents.model import Document, Event, Evidence, Mention, Place, Reading, Resolution, When
from geoevents.records import document_from_line, document_from_record, line_from_record, record_from_reading

TEXT = "The ferry reached Bergen on Saturday; Oslo declined to comment."
GOOD = {"doc_id": "a", "text": TEXT, "published": "2023-09-17"}


def without(key):
    return {name: value for name, value in GOOD.items() if name != key}


# ----------------------------------------------------------------------- in


def test_a_whole_record():
    document = document_from_record(
        {
            **GOOD,
            "corpus": "ours",
            "source": "coast.example",
            "url": "https://coast.example/1",
            "title": "Ferry",
            "toponyms": [{"start": 38, "end": 42, "lat": 0, "geonameid": 1}, {"start": 18, "end": 24, "phrase": "x"}],
            "anything": {"else": 1},
        }
    )
    assert document == Document(
        id="a",
        text=TEXT,
        title="Ferry",
        published=date(2023, 9, 17),
        published_source="given",
        url="https://coast.example/1",
        source="coast.example",
        corpus="ours",
        spans=((18, 24), (38, 42)),
    )
    assert [TEXT[start:end] for start, end in document.spans] == ["Bergen", "Oslo"]


@pytest.mark.parametrize(("toponyms", "spans"), [(None, None), ([], ())])
def test_no_spans_and_an_empty_list_of_spans_differ(toponyms, spans):
    assert document_from_record({**GOOD, "toponyms": toponyms}).spans == spans


@pytest.mark.parametrize(("published", "day"), [(None, None), ("", None), ("2023-09-17T08:00:00Z", date(2023, 9, 17))])
def test_publication_days(published, day):
    document = document_from_record({**GOOD, "published": published})
    assert document.published == day
    assert (document.published_source is None) == (day is None)


def test_published_may_be_left_out():
    assert document_from_record(without("published")).published is None


@given(st.text(min_size=1))
def test_the_text_is_kept_character_for_character(text):
    line = json.dumps({**GOOD, "text": text})
    assert document_from_line(line, 1).text == text


@pytest.mark.parametrize(
    ("record", "cause"),
    [
        ([], "a record is a JSON object, not a list"),
        ("text", "a record is a JSON object, not a text"),
        (None, "a record is a JSON object, not nothing"),
        (without("doc_id"), "doc_id must be a text that is not empty, not nothing"),
        ({**GOOD, "doc_id": 7}, "doc_id must be a text that is not empty, not a number"),
        ({**GOOD, "doc_id": ""}, "doc_id must be a text that is not empty, not an empty text"),
        (without("text"), "text must be a text, not nothing"),
        ({**GOOD, "text": ["Rain"]}, "text must be a text, not a list"),
        ({**GOOD, "published": "17 September"}, "published='17 September' is no date: write year-month-day"),
        ({**GOOD, "published": 2023}, "published must be an ISO day such as 2023-09-17 or null, not a number"),
        ({**GOOD, "corpus": 1}, "corpus must be a text or null, not a number"),
        ({**GOOD, "url": {}}, "url must be a text or null, not an object"),
        ({**GOOD, "toponyms": {}}, "toponyms must be a list of objects, not an object"),
        ({**GOOD, "toponyms": [[1, 2]]}, "toponyms[0] must be an object with start and end, not a list"),
        ({**GOOD, "toponyms": [{"start": 1}]}, "toponyms[0]: start and end must be whole numbers, not 1 and None"),
        ({**GOOD, "toponyms": [{"start": True, "end": 2}]}, "start and end must be whole numbers, not True and 2"),
        ({**GOOD, "toponyms": [{"start": 0, "end": 64}]}, "span 0 to 64 lies outside the text of 63 characters"),
        ({**GOOD, "toponyms": [{"start": -1, "end": 4}]}, "span -1 to 4 lies outside"),
        (
            {**GOOD, "toponyms": [{"start": 4, "end": 4}]},
            "span 4 to 4 lies outside the text of 63 characters or is empty",
        ),
    ],
)
def test_a_broken_record_names_line_and_cause(record, cause):
    with pytest.raises(InvalidRecord) as caught:
        document_from_record(record, line=12)
    assert str(caught.value).startswith("line 12: ")
    assert cause in str(caught.value)


@pytest.mark.parametrize("line", ["", "{", '{"doc_id": NaN}', "[" * 100_000, '{"doc_id": "a", "text": "b"} x'])
def test_a_line_that_is_no_json(line):
    with pytest.raises(InvalidRecord, match="line 3: no JSON"):
        document_from_line(line, 3)


# ---------------------------------------------------------------------- out


BERGEN = Place(id="geonames:3161732", name="Bergen", latitude=60.392991234, longitude=5.32415, geonameid=3161732)
SATURDAY = When(
    earliest=date(2023, 9, 16),
    latest=date(2023, 9, 16),
    precision="day",
    value="2023-09-16",
    text="Saturday",
    start=28,
    end=36,
)
INFERRED = When(not_before=date(2023, 9, 12), not_after=date(2023, 9, 17))


def bergen(score=0.91234):
    return Resolution(mention=Mention(start=18, end=24, text="Bergen", kind="literal"), place=BERGEN, score=score)


def event(place, when=SATURDAY, doc_ids=("a",)):
    evidence = tuple(
        Evidence(doc_id=doc_id, start=0, end=37, text=TEXT[:37], place_start=18, place_end=24) for doc_id in doc_ids
    )
    return Event(
        id="e1",
        what="ferry reached",
        type="travel",
        actors=("ferry",),
        place=place,
        when=when,
        status="occurred",
        evidence=evidence,
        confidence=0.87654,
    )


def reading(*events, **document):
    oslo = Resolution(mention=Mention(start=38, end=42, text="Oslo", kind="metonym"), place=None, reason="government")
    return Reading(
        document=Document(id="a", text=TEXT, **document),
        resolutions=(bergen(), oslo),
        times=(SATURDAY, INFERRED),
        events=events,
    )


def test_what_goes_out():
    record = record_from_reading(reading(event(bergen()), corpus="ours", source="coast"), itinerary=(0,))
    assert list(record) == ["doc_id", "corpus", "source", "toponyms", "timexes", "events", "itinerary"]
    assert record["toponyms"][0] == {
        "start": 18,
        "end": 24,
        "phrase": "Bergen",
        "lat": 60.392991,
        "lon": 5.32415,
        "geonameid": 3161732,
        "literal": True,
        "kind": "literal",
        "score": 0.9123,
    }
    assert list(record["toponyms"][0]) == [
        *("start", "end", "phrase", "lat", "lon", "geonameid", "literal", "kind", "score")
    ]
    assert record["timexes"] == [{"start": 28, "end": 36, "text": "Saturday", "type": "DATE", "value": "2023-09-16"}]
    assert record["events"] == [
        {
            "place_name": "Bergen",
            "lat": 60.392991,
            "lon": 5.32415,
            "start": "2023-09-16",
            "end": "2023-09-16",
            "not_before": None,
            "not_after": None,
            "status": "occurred",
            "span": [18, 24],
            "what": "ferry reached",
            "actors": ["ferry"],
            "type": "travel",
            "evidence": [0, 37],
            "confidence": 0.8765,
        }
    ]
    assert list(record["events"][0]) == [
        *("place_name", "lat", "lon", "start", "end", "not_before", "not_after", "status"),
        *("span", "what", "actors", "type", "evidence", "confidence"),
    ]
    assert record["itinerary"] == [0]


def test_what_is_unresolved_stays_as_a_row_without_coordinates():
    toponym = record_from_reading(reading())["toponyms"][1]
    assert (toponym["phrase"], toponym["lat"], toponym["lon"], toponym["geonameid"]) == ("Oslo", None, None, None)
    assert (toponym["literal"], toponym["kind"]) == (False, "metonym")


def test_an_open_date_keeps_its_frame():
    out = record_from_reading(reading(event(bergen(), INFERRED)))["events"][0]
    assert (out["start"], out["end"], out["not_before"], out["not_after"]) == (None, None, "2023-09-12", "2023-09-17")


@pytest.mark.parametrize(("min_score", "lat"), [(0.0, 60.392991), (0.5, None)])
def test_a_place_less_sure_than_asked_for_has_no_coordinates(min_score, lat):
    record = record_from_reading(reading(event(bergen(score=0.4))), min_score=min_score)
    assert record["events"][0]["lat"] == lat
    assert record["toponyms"][0]["lat"] == 60.392991


def test_the_passage_of_this_report_is_the_evidence():
    merged = event(bergen(), doc_ids=("b", "a"))
    assert record_from_reading(reading(merged))["events"][0]["evidence"] == [0, 37]
    with pytest.raises(ValueError, match="event e1 has no evidence in a"):
        record_from_reading(reading(event(bergen(), doc_ids=("b",))))


def test_an_itinerary_points_at_events_that_exist():
    with pytest.raises(IndexError, match="outside 0 to 0"):
        record_from_reading(reading(event(bergen())), itinerary=(0, 1))


def test_nothing_that_json_lacks_goes_out():
    with pytest.raises(ValueError, match="JSON"):
        line_from_record({"lat": math.nan})


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)))
def test_a_line_is_one_line_and_reads_back(record):
    line = line_from_record(record)
    assert "\n" not in line
    assert json.loads(line.encode().decode()) == record


def test_half_a_surrogate_pair_does_not_stop_the_run():
    document = document_from_line('{"doc_id": "a", "text": "Rain \\ud800", "published": null}', 1)
    assert json.loads(line_from_record({"text": document.text}).encode())["text"] == "Rain \ud800"
