from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoevents.model import When
from geoevents.wording import UNKNOWN_DAY, day_in_words, when_in_words


def span(first, last, **more):
    return When(
        earliest=first and date.fromisoformat(first),
        latest=last and date.fromisoformat(last),
        **({"precision": "day"} | more),
    )


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (span("2023-09-16", "2023-09-16"), "Sat 16 Sep 2023"),
        (span("2023-09-16", "2023-09-16", approximate=True), "about Sat 16 Sep 2023"),
        (span("2023-09-12", None, approximate=True), "since about Tue 12 Sep 2023"),
        (span("2023-09-12", "2023-09-17", approximate=True), "between about 12 and 17 Sep 2023"),
        (span("2023-09-18", "2023-09-18", precision="hour", value="2023-09-18TAF"), "Mon 18 Sep 2023, afternoon"),
        (span("2023-09-18", "2023-09-18", precision="hour", value="2023-09-18T14:30"), "Mon 18 Sep 2023, 14:30"),
        (span("2023-09-18", "2023-09-18", precision="hour", value="2023-09-18T07"), "Mon 18 Sep 2023, 07:00"),
        (span("2023-09-18", "2023-09-18", precision="hour", value="2023-09-18TXX"), "Mon 18 Sep 2023"),
        (span("2023-09-12", "2023-09-17"), "between 12 and 17 Sep 2023"),
        (span("2023-09-12", "2023-09-17", role="span"), "12–17 Sep 2023"),
        (span("2023-08-30", "2023-09-02", role="span"), "30 Aug – 2 Sep 2023"),
        (span("2022-12-30", "2023-01-02"), "between 30 Dec 2022 and 2 Jan 2023"),
        (span("2023-09-01", "2023-09-30", precision="month"), "Sep 2023"),
        (span("2023-06-01", "2023-08-31", precision="month"), "Jun–Aug 2023"),
        (span("2022-11-01", "2023-02-28", precision="month"), "Nov 2022–Feb 2023"),
        (span("2023-01-01", "2023-12-31", precision="year"), "2023"),
        (span("1990-01-01", "1999-12-31", precision="year"), "1990–1999"),
        (span("2023-09-12", None), "since Tue 12 Sep 2023"),
        (span("2023-09-12", "2023-09-17", role="since", inferred=("latest",)), "since Tue 12 Sep 2023"),
        (span("2019-01-01", None, precision="year"), "since 2019"),
        (span("2024-02-01", None, precision="month"), "since Feb 2024"),
        (span(None, "2023-09-20"), "until Wed 20 Sep 2023"),
        (span("2023-09-12", "2023-09-20", role="until"), "until Wed 20 Sep 2023"),
        (When(not_before=date(2023, 9, 12), not_after=date(2023, 9, 17)), "between 12 and 17 Sep 2023"),
        (When(not_before=date(2023, 9, 12), not_after=date(2023, 9, 12)), "Tue 12 Sep 2023"),
        (When(not_before=date(2023, 9, 12)), "on or after Tue 12 Sep 2023"),
        (When(not_after=date(2023, 9, 17)), "on or before Sun 17 Sep 2023"),
        (When(), UNKNOWN_DAY),
    ],
)
def test_a_time_is_said_as_a_person_would_say_it(when, words):
    assert when_in_words(when) == words


@given(
    st.dates(),
    st.dates(),
    st.sampled_from(["at", "since", "until", "span"]),
    st.sampled_from(["hour", "day", "month", "year", "unknown"]),
)
def test_every_interval_has_words_that_name_a_year_of_it(one, two, role, precision):
    first, last = sorted((one, two))
    words = when_in_words(When(earliest=first, latest=last, role=role, precision=precision))
    assert str(first.year) in words or str(last.year) in words
    assert "None" not in words


@given(st.dates())
def test_a_day_is_said_with_its_weekday(day):
    assert day_in_words(day).split()[0] == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day.weekday()]
