"""The same happening told by several reports is one event."""

from datetime import date

import pytest

from geoevents.merge import is_name, merge
from geoevents.model import Document
from geoevents.pipeline import Extractor, extract

READER = Extractor()


def story(*reports):
    return extract(
        [Document(id=f"r{n}", text=text, published=date.fromisoformat(day)) for n, (text, day) in enumerate(reports)]
    )


def sources(story_):
    return [sorted({e.doc_id for e in event.evidence}) for event in story_.events]


def test_one_happening_with_both_sources():
    both = story(
        ("Amina Diallo met traders in Bamako on Friday.", "2023-09-17"),
        ("On Friday Amina Diallo held talks with traders in Bamako.", "2023-09-17"),
    )
    assert sources(both) == [["r0", "r1"]]


def test_different_days_stay_apart():
    both = story(
        ("Amina Diallo met traders in Bamako on Friday.", "2023-09-17"),
        ("Amina Diallo met traders in Bamako on Saturday.", "2023-09-17"),
    )
    assert sources(both) == [["r0"], ["r1"]]


def test_a_later_report_fulfils_a_plan():
    both = story(
        ("Amina Diallo will visit Bamako on Friday.", "2023-09-13"),
        ("Amina Diallo visited Bamako on Friday.", "2023-09-17"),
    )
    (event,) = both.events
    assert event.status == "occurred"
    assert event.conflicts == ("one report tells it as planned, another as occurred",)


def test_two_sources_are_surer_than_one():
    report = ("Amina Diallo met traders in Bamako on Friday.", "2023-09-17")
    assert story(report, report).events[0].confidence > story(report).events[0].confidence


def test_an_undated_telling_joins_the_only_dated_one():
    both = story(
        ("Amina Diallo visited a school in Bamako on Friday.", "2023-09-17"),
        ("Amina Diallo visited a school in Bamako.", "2023-09-18"),
    )
    assert sources(both) == [["r0", "r1"]]


@pytest.mark.parametrize("turn", [False, True])
def test_the_narrower_time_stands_and_two_days_stay_two(turn):
    reports = [
        ("Amina Diallo visited Bamako in August.", "2023-09-17"),
        ("Amina Diallo visited Bamako on 13 August.", "2023-09-17"),
    ]
    (event,) = story(*(reports[::-1] if turn else reports)).events
    assert event.when.earliest == event.when.latest == date(2023, 8, 13)
    reports.append(("Amina Diallo visited Bamako on 20 August.", "2023-09-17"))
    days = {e.when.earliest for e in story(*(reports[::-1] if turn else reports)).events}
    assert {date(2023, 8, 13), date(2023, 8, 20)} <= days


def test_a_guessed_day_does_not_narrow_a_told_journey():
    both = story(
        ("Amina Diallo ended a six-day journey to Spain on Sunday.", "2023-09-17"),
        ("Amina Diallo received gifts on her visit to Spain, a news agency said on Sunday.", "2023-09-17"),
    )
    (event,) = both.events
    assert (event.when.earliest, event.when.latest) == (date(2023, 9, 12), date(2023, 9, 17))


def test_order_of_reports_does_not_change_what_is_merged():
    reports = [
        ("Amina Diallo met traders in Bamako on Friday.", "2023-09-17"),
        ("Amina Diallo met farmers in Sikasso on Thursday.", "2023-09-17"),
        ("On Friday Amina Diallo held talks with traders in Bamako.", "2023-09-17"),
    ]
    places = [{e.place.mention.text for e in story(*order).events} for order in (reports, reports[::-1])]
    assert places[0] == places[1] == {"Bamako", "Sikasso"}


@pytest.mark.parametrize("count", [2000])
def test_many_reports_are_not_compared_in_pairs(count):
    events = READER.read_one(
        Document(
            id="r",
            text="Amina Diallo met traders in Bamako on Friday. A man was shot in Leeds on Monday.",
            published=date(2023, 9, 17),
        )
    ).events
    calls = merge(events * count)
    assert len(calls) == len(events)


def test_one_day_and_a_vague_kind_are_no_proof():
    both = story(
        ("Ilse Brandt won the tournament in Oulu on Sunday.", "2024-09-09"),
        ("A patient was found dead in Oulu on Sunday.", "2024-09-09"),
    )
    assert sources(both) == [["r0"], ["r1"]]


def test_police_are_everywhere_but_teachers_tell_a_happening():
    for who, expected in (("Police", [["r0"], ["r1"]]), ("Teachers", [["r0", "r1"]])):
        both = story(
            (f"{who} marched through Sibiu on Sunday.", "2024-09-09"),
            (f"{who} opened a hall in Sibiu yesterday.", "2024-09-09"),
        )
        assert sources(both) == expected


@pytest.mark.parametrize(
    ("actor", "expected"), [("Kim Jong Un", True), ("Russian diplomats", False), ("14 passengers", False), ("", False)]
)
def test_who_is_told_by_name(actor, expected):
    assert is_name(actor) == expected


BURNT = (
    "A fire destroyed a furniture warehouse on the edge of Kaunas on {day}; {number} workers were hurt, the mayor said."
)


def test_reports_of_one_fire_that_differ_in_the_day_and_in_a_figure_are_one_event_with_both_told():
    both = story(
        (BURNT.format(day="Saturday", number="nine"), "2024-09-09"),
        (BURNT.format(day="Sunday", number="eleven"), "2024-09-09"),
    )
    (event,) = both.events
    assert sources(both) == [["r0", "r1"]]
    days, figures = event.conflicts
    assert days.startswith("one report says ")
    assert {"7", "8"} == {word for word in days.replace(",", " ").split() if word.isdigit() and len(word) == 1}
    assert sorted(figures.removeprefix("one report says ").split(", another ")) == ["eleven workers", "nine workers"]


@pytest.mark.parametrize(
    "other",
    [
        BURNT.format(day="Friday", number="nine"),
        "A fire destroyed two garages in Kaunas on Saturday; nobody was hurt.",
    ],
)
def test_another_fire_stays_another(other):
    both = story((BURNT.format(day="Sunday", number="nine"), "2024-09-09"), (other, "2024-09-09"))
    assert len(both.events) == 2


def test_distances_that_differ_are_told():
    both = story(
        ("A missile was fired near Wonsan on Tuesday and flew 200 km, one ministry said.", "2024-09-12"),
        ("A missile that was fired near Wonsan on Tuesday flew 250 kilometres, the other said.", "2024-09-12"),
    )
    told = {conflict for event in both.events for conflict in event.conflicts}
    assert told in (
        {"one report says 200 km, another 250 kilometres"},
        {"one report says 250 kilometres, another 200 km"},
    )


def test_what_is_counted_twice_or_is_a_date_is_no_figure():
    both = story(
        ("Amina Diallo met 3 mayors and 4 mayors in Bamako on 15 September 2023.", "2023-09-17"),
        ("Amina Diallo met 5 mayors in Bamako on 15 September.", "2023-09-17"),
    )
    assert [event.conflicts for event in both.events] == [()]
