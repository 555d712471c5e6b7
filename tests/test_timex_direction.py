"""Which side of publication a time lies on: the governing verb decides, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from geoevents.errors import NoPublicationDate
from geoevents.timex import times

SUNDAY = "2023-09-17"
FRIDAY = "2023-09-15"


@pytest.mark.parametrize(
    ("published", "text", "value"),
    [
        # present forms that plan
        (SUNDAY, "The match takes place on Saturday.", "2023-09-23"),
        (SUNDAY, "Voters go to the polls on Saturday.", "2023-09-23"),
        (SUNDAY, "The leaders meet in Bern on Wednesday.", "2023-09-20"),
        (SUNDAY, "They leave on Wednesday.", "2023-09-20"),
        (SUNDAY, "They flew to Bern to meet him on Wednesday.", "2023-09-13"),
        (SUNDAY, "The dividend is payable Dec. 1.", "2023-12-01"),
        # a modal that is past as well as present takes the nearer day
        (FRIDAY, "The typhoon could strike Kagoshima on Sunday.", "2023-09-17"),
        (FRIDAY, "He could not be reached on Thursday.", "2023-09-14"),
        # what was called off may lie on either side
        (FRIDAY, "Saturday's concert in Cardiff has been cancelled.", "2023-09-16"),
        (SUNDAY, "Saturday's concert in Cardiff has been cancelled.", "2023-09-16"),
        (FRIDAY, "A concert planned for Saturday was cancelled.", "2023-09-16"),
        (SUNDAY, "A concert planned in the old port for Saturday was called off.", "2023-09-16"),
        (SUNDAY, "Monday's match was called off.", "2023-09-18"),
        (SUNDAY, "The hearing was postponed until Tuesday.", "2023-09-19"),
        (SUNDAY, "They extended the deadline to Tuesday.", "2023-09-19"),
        # what holds since then lies behind
        (SUNDAY, "It was the first win since 7 October.", "2022-10-07"),
        (SUNDAY, "It has been shut since December.", "2022-12"),
        (date(2023, 10, 27), "In January, the company hired a new chief.", "2023-01"),
        # a plan that was made then, and one that went as planned
        (SUNDAY, "On Tuesday, the court agreed to hear the case.", "2023-09-12"),
        (SUNDAY, "The court is expected to rule on Tuesday.", "2023-09-19"),
        (SUNDAY, "They began the march as planned on Tuesday.", "2023-09-12"),
        (SUNDAY, "The judge set a hearing for Tuesday.", "2023-09-19"),
        (SUNDAY, "Students return to class on Wednesday.", "2023-09-20"),
        # what nobody announces lies behind, whatever the verb says
        (SUNDAY, "The cabinet will respond to Wednesday's attack.", "2023-09-13"),
        (SUNDAY, "The envoy will attend Wednesday's talks.", "2023-09-20"),
        # the subject may be long
        (SUNDAY, "On Tuesday, the Rivers and Lakes League plans to meet.", "2023-09-19"),
        # an ordinal that ranks is no day of the month
        (SUNDAY, "They won on Saturday, the first time in a year.", "2023-09-16"),
    ],
)
def test_the_verb_says_where_the_time_lies(published: str, text: str, value: str) -> None:
    assert times(text, published=published)[0].value == value


def test_days_told_backwards_stay_as_they_are() -> None:
    found = times("They made statements on Friday and Thursday.", published=FRIDAY)
    assert [when.value for when in found] == ["2023-09-15", "2023-09-14"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Snow is expected between Thursday and Saturday.", (date(2023, 9, 21), date(2023, 9, 23))),
        ("Snow is expected from Saturday to Monday.", (date(2023, 9, 23), date(2023, 9, 25))),
        ("Snow fell between Thursday and Saturday.", (date(2023, 9, 14), date(2023, 9, 16))),
    ],
)
def test_between_two_weekdays(text: str, days: tuple[date, date]) -> None:
    assert {(when.earliest, when.latest) for when in times(text, published=SUNDAY)} == {days}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("In 1956 the brigade landed. On 7 November it sailed home.", "1956-11-07"),
        ("The fleet came in April 1621. It was lost on 27 May.", "1621-05-27"),
        ("The bridge, built in 1956, was shut. On 7 November it opened again.", "2022-11-07"),  # an aside
        ("Her debut was in 1956. A concert will be held on 2 June.", "2023-06-02"),  # a plan leads back
        ("In 2022 the brigade landed. On 7 November it sailed home.", "2022-11-07"),
        ("In 1956 the brigade landed.\n\nOn 7 November it sailed home.", "2022-11-07"),  # another paragraph
    ],
)
def test_a_year_long_past_that_opens_or_ends_its_sentence_frames_the_dates_behind_it(text, day):
    assert str(times(text, published="2023-04-22")[-1].earliest) == day


def test_a_plan_is_not_of_the_year_told_before_when_nobody_knows_the_publication_day():
    with pytest.warns(NoPublicationDate):
        found = times("He won his first race in 2003. The series returns to Silverstone on 19 May.")
    assert [when.earliest for when in found] == [date(2003, 1, 1), None]
