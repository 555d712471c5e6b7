"""The words on cards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import KOMSOMOLSK, RAIL, STORIES, event, outbreak, place, said, scattered, storm, visit

from geoevents.interface import interface
from geoevents.interface.dates import dated_words, full_words
from geoevents.model import Stop, When
from geoevents.payload import axis, cards, confidence_words, ordered, safe_url

PROOF = said(RAIL, "On Wednesday he toured the launch site at Vostochny with Vladimir Putin.", "Vostochny")


def told(when, **given):
    return event("x", "visits", KOMSOMOLSK, when, PROOF, **given)


def days(first, last=None, **given):
    start = date.fromisoformat(first)
    return When(earliest=start, latest=date.fromisoformat(last) if last else start, precision="day", **given)


@pytest.mark.parametrize(
    ("when", "status", "words"),
    [
        (days("2023-09-16"), "occurred", "Saturday 16 September 2023"),
        (days("2023-09-18"), "planned", "planned for Monday 18 September 2023"),
        (days("2023-09-18"), "possible", "possibly Monday 18 September 2023"),
        (days("2023-05-03"), "negated", "Wednesday 3 May 2023"),
        (days("2024-02-05", approximate=True), "occurred", "about Monday 5 February 2024"),
        (
            When(not_before=date(2023, 9, 12), not_after=date(2023, 9, 17)),
            "occurred",
            "between 12 and 17 September 2023",
        ),
        (When(earliest=date(2023, 9, 12), precision="day", role="since"), "ongoing", "since Tuesday 12 September 2023"),
        (
            When(earliest=date(2019, 4, 2), precision="day", role="since"),
            "planned",
            "planned from Tuesday 2 April 2019",
        ),
        (When(latest=date(2019, 4, 2), precision="day", role="until"), "planned", "planned until Tuesday 2 April 2019"),
        (When(), "planned", "date not given"),
    ],
)
def test_when_in_full_words(when, status, words):
    assert dated_words(when, status, interface("en")) == words


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_full_words_have_no_short_names_left(day):
    words = full_words(When(earliest=day, latest=day, precision="day"), interface("en"))
    assert words.split()[0].endswith("day")
    assert words.split()[2] == "May" or len(words.split()[2]) > 3


@pytest.mark.parametrize(
    ("when", "start", "end", "kind", "short"),
    [
        (days("2023-09-16"), date(2023, 9, 16), date(2023, 9, 16), "given", "16 Sep"),
        (days("2023-09-12", "2023-09-17", role="span"), date(2023, 9, 12), date(2023, 9, 17), "given", "12–17 Sep"),
        (days("2023-09-12", "2023-10-02"), date(2023, 9, 12), date(2023, 10, 2), "frame", "12 Sep – 2 Oct"),
        (days("2019-03-01", "2019-03-31"), date(2019, 3, 1), date(2019, 3, 31), "frame", "Mar 2019"),
        (When(not_before=date(2023, 9, 12)), date(2023, 9, 12), None, "frame", "from 12 Sep"),
        (When(latest=date(2023, 9, 12)), None, date(2023, 9, 12), "given", "until 12 Sep"),
        (When(), None, None, "none", ""),
    ],
)
def test_days_on_the_axis(when, start, end, kind, short):
    (card,) = cards([told(when)], [])
    assert card.start == (start.toordinal() if start else None)
    assert card.end == (end.toordinal() if end else None)
    assert (card.time, card.short) == (kind, short)


def test_the_last_day_that_a_date_can_hold_is_no_trouble():
    (card,) = cards([told(days("9999-12-01", "9999-12-31"))], [])
    assert card.end == date.max.toordinal()


def test_stops_keep_their_numbers_and_other_events_get_letters():
    story = visit()
    extra = event("e8", "protest", place("Seoul", 37.57, 126.98, country="KR"), days("2023-09-14"), PROOF)
    shown = cards([*story["events"], extra], story["stops"])
    assert [card.key for card in shown] == ["1", "2", "3", "4", "5", "6", "A", "B"]
    assert [card.group for card in shown[5:]] == ["stop", "event", "general"]
    assert shown[6].place == "Seoul"
    assert shown[1].leg == "about 1,060 km from stop 1, Khasan"


def test_a_year_is_told_where_it_is_another():
    assert [card.short for card in cards(scattered()["events"], [])] == [
        "1 Jun 1998",
        "20 Mar",
        "21 Mar",
        "22 Mar",
        "22 Mar",
        "23 Mar",
        "10 Jan 2021",
    ]


def test_a_passage_is_cut_at_its_place():
    (card,) = cards([told(days("2023-09-13"))], [])
    assert card.sources[0].quote == ("On Wednesday he toured the launch site at ", "Vostochny", " with Vladimir Putin.")


@pytest.mark.parametrize("text", ["At  sea,\n off\tOslo .", "Oslo", " Oslo\n\nhere "])
def test_a_passage_is_on_one_line(text):
    at = text.index("Oslo")
    proof = replace(PROOF, start=5, end=5 + len(text), text=text, place_start=5 + at, place_end=9 + at)
    (card,) = cards([event("x", "visits", KOMSOMOLSK, days("2023-09-16"), proof)], [])
    assert card.sources[0].quote[1] == "Oslo"
    assert "".join(card.sources[0].quote) == " ".join(text.split())


@pytest.mark.parametrize(("start", "end"), [(0, 3), (90000, 90009), (9, 9)])
def test_a_place_outside_its_passage_cuts_nothing(start, end):
    proof = replace(PROOF, place_start=start, place_end=end)
    (card,) = cards([event("x", "visits", KOMSOMOLSK, days("2023-09-16"), proof, written="x")], [])
    assert card.sources[0].quote == (PROOF.text, "", "")


def test_a_second_mover_has_keys_of_its_own():
    first, second = visit()["events"][:2]
    stops = [Stop(number=1, mover="A", event=first), Stop(number=1, mover="B", event=second)]
    shown = cards([first, second], stops)
    assert [(card.key, card.label, card.mover) for card in shown] == [("1", "1", 0), ("2.1", "1", 1)]


def test_without_stops_events_are_numbered_by_day():
    shown = cards(storm()["events"], [])
    assert [card.place for card in shown] == ["Vanua Levu", "Samoa", "Apia", "Tonga", "Niue"]
    assert [card.label for card in shown] == ["1", "2", "3", "4", "5"]


def test_events_without_a_day_come_last():
    undated, dated = told(When()), told(days("2023-09-16"))
    assert ordered([undated, dated]) == [dated, undated]


@pytest.mark.parametrize("name", STORIES)
def test_keys_are_unique(name):
    story = STORIES[name]()
    keys = [card.key for card in cards(story["events"], story.get("stops", ()))]
    assert len(keys) == len(set(keys))


def test_many_events_have_many_letters():
    many = [replace(told(days("2023-09-16")), id=f"m{number}") for number in range(60)]
    stop = Stop(number=1, mover="A", event=replace(many[0], id="s"))
    labels = [card.label for card in cards(many, [stop])]
    assert labels[1] == "A"
    assert labels[26:29] == ["Z", "AA", "AB"]
    assert len(set(labels)) == 61


def test_the_axis_is_to_scale_where_most_of_it_happens():
    found = axis(cards(scattered()["events"], []))
    assert date.fromordinal(found.first) == date(1998, 6, 1)
    assert date.fromordinal(found.core_first) <= date(2019, 3, 20)
    assert date(2019, 3, 23) <= date.fromordinal(found.core_last) <= date(2019, 4, 15)
    assert date.fromordinal(found.last) == date(2021, 1, 10)


@pytest.mark.parametrize("make", [visit, storm, outbreak])
def test_the_axis_is_whole_where_nothing_lies_far_off(make):
    story = make()
    found = axis(cards(story["events"], story.get("stops", ())))
    assert (found.core_first, found.core_last) == (found.first, found.last)


def test_without_a_date_there_is_no_axis():
    assert axis(cards([told(When())], [])) is None


@given(
    st.lists(
        st.tuples(st.dates(), st.integers(0, 400), st.sampled_from(["both", "start", "end"])), min_size=1, max_size=12
    )
)
def test_the_axis_holds_every_day(spans):
    events = []
    for number, (first, length, ends) in enumerate(spans):
        last = date.fromordinal(min(first.toordinal() + length, date.max.toordinal()))
        when = When(
            earliest=first if ends != "end" else None,
            latest=last if ends != "start" else None,
            precision="day",
            role="span",
        )
        events.append(replace(told(when), id=str(number)))
    shown = cards(events, [])
    found = axis(shown)
    known = [day for card in shown for day in (card.start, card.end) if day is not None]
    assert found.first <= found.core_first <= found.core_last <= found.last
    assert max(1, found.first) <= min(known)
    assert max(known) <= found.last


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,<script>", False),
        (" https://example.org", False),
        ("https://exa\nmple.org", False),
        ("//example.org", False),
        ("https://[broken", False),
        ("file:///etc/passwd", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url, kept):
    assert safe_url(url) == (url if kept else None)


@given(st.floats(0, 1))
def test_confidence_is_one_of_three_words(value):
    assert confidence_words(value) in {"high", "medium", "low"}
