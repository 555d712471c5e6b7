from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoevents.errors import InvalidDate
from geoevents.timex import times

if TYPE_CHECKING:
    from geoevents.model import When

SUNDAY = date(2023, 9, 17)
undated = pytest.mark.filterwarnings("ignore::geoevents.errors.NoPublicationDate")
"""For tests that give no publication day on purpose; that this is said is tested by itself."""


def one(text: str, *, published: date | None = SUNDAY) -> When:
    (when,) = times(text, published=published)
    return when


@pytest.mark.parametrize(
    ("text", "mention", "value"),
    [
        # weekdays by the governing verb, the publication day included
        ("She met him on Saturday.", "Saturday", "2023-09-16"),
        ("She left on Sunday.", "Sunday", "2023-09-17"),
        ("The envoy is expected to return on Monday.", "Monday", "2023-09-18"),
        ("The court will rule on Tuesday.", "Tuesday", "2023-09-19"),
        ("Talks are scheduled for Wednesday.", "Wednesday", "2023-09-20"),
        ("The hearing opens Thursday.", "Thursday", "2023-09-21"),
        ("The vote is Tuesday.", "Tuesday", "2023-09-19"),
        ("A verdict could come as soon as Tuesday.", "Tuesday", "2023-09-19"),
        ("It had been scheduled to expire on Friday.", "Friday", "2023-09-15"),
        ("He plans a stop in Houston on Saturday.", "Saturday", "2023-09-23"),
        ("He was dismissed in Tuesday's match and will be missed.", "Tuesday", "2023-09-12"),
        ("They flew to Geneva to meet him on Thursday.", "Thursday", "2023-09-14"),
        ("They met last Sunday.", "last Sunday", "2023-09-10"),
        ("They meet next Sunday.", "next Sunday", "2023-09-24"),
        ("They met on Tuesday of last week.", "Tuesday of last week", "2023-09-05"),
        # written dates
        ("It began on 3 May 2021.", "3 May 2021", "2021-05-03"),
        ("It began on May 3rd, 2021.", "May 3rd, 2021", "2021-05-03"),
        ("It began on the 3rd of May 2021.", "the 3rd of May 2021", "2021-05-03"),
        ("It began on Monday, 3 May 2021.", "Monday, 3 May 2021", "2021-05-03"),
        ("It began on 2021-05-03.", "2021-05-03", "2021-05-03"),
        ("It began on 28/5/2021.", "28/5/2021", "2021-05-28"),
        ("It began on 3.5.2021.", "3.5.2021", "2021-05-03"),
        ("It ended on Sept. 12.", "Sept. 12", "2023-09-12"),
        ("The sale takes effect Nov. 2.", "Nov. 2", "2023-11-02"),
        ("She died last Oct. 3.", "last Oct. 3", "2022-10-03"),
        ("It was founded in March 1998.", "March 1998", "1998-03"),
        ("It was founded in 1998.", "1998", "1998"),
        ("It was popular in the 1980s.", "the 1980s", "198"),
        ("It was built in the 20th century.", "the 20th century", "19"),
        ("It was hot in the summer of 1998.", "the summer of 1998", "1998-SU"),
        ("Sales fell in the third quarter of 1998.", "the third quarter of 1998", "1998-Q3"),
        ("Sales fell in the first half of 1998.", "the first half of 1998", "1998-H1"),
        ("It was January nineteen ninety-seven.", "January nineteen ninety-seven", "1997-01"),
        ("It begins next Wednesday, Sept. 20.", "next Wednesday, Sept. 20", "2023-09-20"),
        ("It began in the second half of 1998.", "the second half of 1998", "1998-H2"),
        # pointing
        ("They met today.", "today", "2023-09-17"),
        ("They met yesterday.", "yesterday", "2023-09-16"),
        ("They meet tomorrow.", "tomorrow", "2023-09-18"),
        ("Prices fell last week.", "last week", "2023-W36"),
        ("Prices fell last month.", "last month", "2023-08"),
        ("Prices fell last year.", "last year", "2022"),
        ("Prices will fall next year.", "next year", "2024"),
        ("Prices fell last spring.", "last spring", "2023-SP"),
        ("It rained over the weekend.", "the weekend", "2023-W37-WE"),
        ("He left two days ago.", "two days ago", "2023-09-15"),
        ("He left three months ago.", "three months ago", "2023-06"),
        ("He left earlier this year.", "earlier this year", "2023"),
        ("It opened on Christmas Day 2020.", "Christmas Day 2020", "2020-12-25"),
        ("It opened on Good Friday 2024.", "Good Friday 2024", "2024-03-29"),
        ("Prices fell the year before.", "the year before", "2022"),
        ("It fell two weeks ago on Monday.", "two weeks ago on Monday", "2023-08-28"),
        ("It fell on Friday the 13th.", "Friday the 13th", "2023-01-13"),
        ("He arrived on the 12th.", "the 12th", "2023-09-12"),
        ("It has run since March.", "March", "2023-03"),
        ("It runs in the week of Oct. 4.", "the week of Oct. 4", "2023-W40"),
        ("Dr. Example was shot on Friday.", "Friday", "2023-09-15"),
        ("It began on 24 February last year.", "24 February last year", "2022-02-24"),
        ("It began in June last year.", "June last year", "2022-06"),
        ("Sales fell in the third quarter of last year.", "the third quarter of last year", "2022-Q3"),
        ("Schools will remain closed on Tuesday.", "Tuesday", "2023-09-19"),
        ("It fell in the week ending Sept. 10.", "the week ending Sept. 10", "2023-W36"),
        # times of day
        ("He is due back on Monday afternoon.", "Monday afternoon", "2023-09-18TAF"),
        ("He left on Sunday morning.", "Sunday morning", "2023-09-17TMO"),
        ("It fell at 9 a.m. on Friday.", "9 a.m. on Friday", "2023-09-15T09:00"),
        ("It fell at 14:30 GMT on Friday.", "14:30 GMT on Friday", "2023-09-15T14:30Z"),
        ("It fell at four in the morning on Friday.", "four in the morning on Friday", "2023-09-15T04:00"),
        ("It fell at 10 o'clock on Friday.", "10 o'clock on Friday", "2023-09-15T10:00"),
        ("He left last night.", "last night", "2023-09-16TNI"),
        ("He arrived this morning.", "this morning", "2023-09-17TMO"),
        # lengths, sets, directions
        ("The siege lasted six days.", "six days", "P6D"),
        ("It took two and a half years.", "two and a half years", "P2Y6M"),
        ("It took half an hour.", "half an hour", "PT30M"),
        ("It will take the next 18 months.", "the next 18 months", "P18M"),
        ("It took nearly two weeks.", "nearly two weeks", "P2W"),
        ("They meet every Monday.", "every Monday", "XXXX-WXX-1"),
        ("They meet on Mondays.", "Mondays", "XXXX-WXX-1"),
        ("They meet every two weeks.", "every two weeks", "P2W"),
        ("The train runs daily.", "daily", "P1D"),
        ("The bridge is now closed.", "now", "PRESENT_REF"),
        ("It will be closed in the near future.", "the near future", "FUTURE_REF"),
        ("Shells fell overnight into Saturday.", "overnight into Saturday", "2023-09-15TNI"),
    ],
)
def test_mention_and_value(text: str, mention: str, value: str) -> None:
    when = one(text)
    assert (when.text, when.value) == (mention, value)
    assert text[when.start : when.end] == mention


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May spoke to the troops.",
        "The soldiers march on the capital, and others may follow.",
        "The Sun published a second story.",
        "More than 2000 people fled, firing thousands of rounds a day.",
        "The clinic treats 40 people an hour.",
        "A 44-year-old man and a woman 52 years old were hurt.",
        "He paid $1998 and got 12% back.",
        "She is in her 30s.",
        "She has a score of 1270 and voted on Super Tuesday.",
        "All of it is Copyright 2018 The Example.",
        "In a second they were gone, and as soon as they left it fell.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert times(text, published=SUNDAY) == ()


@pytest.mark.parametrize(
    "line",
    [
        "Updated 3 hours ago",
        "© 2023 The Daily Example",
        "03:46",
        "Sunday 17 September 2023",
        "Read more: June 4 protest",
    ],
)
def test_page_furniture_yields_nothing(line: str) -> None:
    text = f"Ferry sinks off the coast\n\n{line}\n\nThe ferry sank on Friday, the coast guard said.\n"
    assert [when.text for when in times(text, published=SUNDAY)] == ["Friday"]


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "role"),
    [
        ("The tour, which began on Tuesday, goes on.", date(2023, 9, 12), None, "since"),
        ("Fighting has raged since Friday.", date(2023, 9, 15), None, "since"),
        ("He has ruled since late 2011.", date(2011, 10, 1), None, "since"),
        ("Bids are due by Friday.", None, date(2023, 9, 22), "until"),
        ("The road is closed until Wednesday.", None, date(2023, 9, 20), "until"),
        ("They fought overnight.", date(2023, 9, 16), date(2023, 9, 17), "at"),
        ("It rained in May 2021.", date(2021, 5, 1), date(2021, 5, 31), "at"),
        ("Fighting went on for a third day.", date(2023, 9, 15), date(2023, 9, 17), "span"),
        ("It ran from 3 to 5 May 2021.", date(2021, 5, 3), date(2021, 5, 5), "at"),
        ("It ran between 3 and 5 May 2021.", date(2021, 5, 3), date(2021, 5, 5), "at"),
        ("The strike will last 48 hours.", None, None, "at"),
        ("It rained in the past two weeks.", date(2023, 9, 3), date(2023, 9, 17), "span"),
        ("It will rain in the next ten days.", date(2023, 9, 17), date(2023, 9, 27), "span"),
        ("Fighting entered its third day.", date(2023, 9, 15), date(2023, 9, 17), "span"),
        ("It ran on 3-5 May 2021.", date(2021, 5, 3), date(2021, 5, 5), "at"),
    ],
)
def test_interval_and_role(text: str, earliest: date | None, latest: date | None, role: str) -> None:
    when = one(text)
    assert (when.earliest, when.latest, when.role) == (earliest, latest, role)


@pytest.mark.parametrize(
    ("text", "first", "last", "inferred"),
    [
        ("He ended a six-day visit to the north on Sunday.", date(2023, 9, 12), date(2023, 9, 17), "earliest"),
        (
            "The six-day visit, which concluded on Sunday, was a success.",
            date(2023, 9, 12),
            date(2023, 9, 17),
            "earliest",
        ),
        ("He arrived on Friday for a three-day visit.", date(2023, 9, 15), date(2023, 9, 17), "latest"),
        ("He left on Sunday after a three-day visit.", date(2023, 9, 15), date(2023, 9, 17), "earliest"),
        ("She began a three-day tour of the coast on Friday.", date(2023, 9, 15), date(2023, 9, 17), "latest"),
    ],
)
def test_a_length_with_one_boundary_gets_the_other(text: str, first: date, last: date, inferred: str) -> None:
    length = next(when for when in times(text, published=SUNDAY) if when.type == "DURATION")
    assert (length.earliest, length.latest, length.role) == (first, last, "span")
    assert length.inferred == (inferred,)


def test_two_tenses_in_one_sentence_each_rule_their_own_clause() -> None:
    friday, tuesday = times("Her lawyer said on Friday the union will vote on Tuesday.", published=SUNDAY)
    assert (friday.value, tuesday.value) == ("2023-09-15", "2023-09-19")


def test_one_date_that_is_day_first_settles_the_others() -> None:
    text = "It runs 30/04/2018 and 02/05/2018."
    assert [when.value for when in times(text, published=SUNDAY)] == ["2018-04-30", "2018-05-02"]
    assert one("It runs 02/05/2018.").value == "2018-02-05"


def test_two_days_joined_by_and_are_two_times() -> None:
    assert [when.value for when in times("It rained on Saturday and Sunday.", published=SUNDAY)] == [
        "2023-09-16",
        "2023-09-17",
    ]


@pytest.mark.parametrize(
    "text",
    ["They met from Monday to Wednesday.", "They met between Monday and Wednesday.", "They met Monday-Wednesday."],
)
def test_both_ends_of_a_range_carry_the_whole(text: str) -> None:
    ends = times(text, published=SUNDAY)
    assert [when.value for when in ends] == ["2023-09-11", "2023-09-13"]
    assert {(when.earliest, when.latest, when.role) for when in ends} == {
        (date(2023, 9, 11), date(2023, 9, 13), "span")
    }


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They met on Saturday and Sunday.", ["2023-09-09", "2023-09-10"]),
        ("It will pass on Saturday or Sunday.", ["2023-09-16", "2023-09-17"]),
        ("It will pass on Sunday or Tuesday.", ["2023-09-17", "2023-09-19"]),
        ("They met on May 3 and 5.", ["2023-05-03", "2023-05-05"]),
        ("They met on 3 and 5 May 2021.", ["2021-05-03", "2021-05-05"]),
    ],
)
def test_days_joined_by_and_keep_their_order(text: str, values: list[str]) -> None:
    assert [when.value for when in times(text, published=date(2023, 9, 16))] == values


def test_the_year_of_a_range_holds_for_both_ends() -> None:
    ends = times("It ran from November to February 2020.", published=SUNDAY)
    assert [when.value for when in ends] == ["2019-11", "2020-02"]


def test_a_date_that_was_moved_is_no_range() -> None:
    monday, wednesday = times("The hearing was moved from Monday to Wednesday.", published=SUNDAY)
    assert monday.role == wednesday.role == "at"


def test_a_range_over_the_week_end_runs_forward() -> None:
    ends = times("They met from Friday to Tuesday.", published=SUNDAY)
    assert {(when.earliest, when.latest) for when in ends} == {(date(2023, 9, 8), date(2023, 9, 12))}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On March 3, 2010 he left. Two days later he came back.", ["2010-03-03", "2010-03-05"]),
        ("On March 3, 2010 he left. He came back the next day.", ["2010-03-03", "2010-03-04"]),
        ("On Friday it rained. Later in the day it snowed.", ["2023-09-15", "2023-09-15"]),
        ("On Friday it rained, and a few hours later it snowed.", ["2023-09-15", "2023-09-15"]),
        ("On Friday it rained. In the evening it snowed.", ["2023-09-15", "2023-09-15TEV"]),
        ("On Friday it rained. Two days earlier it had snowed.", ["2023-09-15", "2023-09-13"]),
        ("He left in May 1995 and the following year he died.", ["1995-05", "1996"]),
        ("On 3 March 2010 the dam broke. On 5 April it was repaired.", ["2010-03-03", "2010-04-05"]),
        ("The third quarter was good. A year earlier it lost money.", ["2023-Q3", "2022-Q3"]),
    ],
)
def test_words_that_hang_on_a_time_before(text: str, values: list[str]) -> None:
    assert [when.value for when in times(text, published=SUNDAY)] == values


@undated
@pytest.mark.parametrize("published", [SUNDAY, None])
def test_a_telling_of_the_past_carries_its_year_along(published: date | None) -> None:
    text = (
        "The town was founded in 1802, burnt in 1850, and was rebuilt from 1851 to 1860. "
        "The siege began in 1912. In 1913 the town fell. In March, the army marched north. By 4 June 1914 it was over, "
        "and on 9 July the king returned. He died in 1921."
    )
    values = [when.value for when in times(text, published=published)][4:]
    assert values == ["1912", "1913", "1913-03", "1914-06-04", "1914-07-09", "1921"]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The next year the king returned.", "1914"),
        ("On the 20th the king returned.", "1913-06-20"),
        ("On the 2nd the king returned.", "1913-07-02"),
        ("On 20 May the king returned.", "1913-05-20"),
        ("On 20 January the king returned.", "1914-01-20"),
    ],
)
def test_a_telling_of_the_past_goes_on_from_where_it_is(sentence: str, value: str) -> None:
    text = (
        "The town was founded in 1802, burnt in 1850, and was rebuilt from 1851 to 1860. "
        "The siege began in 1912. It grew in 1912. It was worse in 1913. On 9 June 1913 the town fell. "
    )
    assert times(text + sentence, published=SUNDAY)[-1].value == value


def test_an_aside_does_not_carry_the_telling_away() -> None:
    text = (
        "The town was founded in 1802, burnt in 1850, and was rebuilt from 1851 to 1860. "
        "The war began in 1912. On 3 May 1912 the town fell to men under a general born in 1850. On 9 June he marched "
        "north. In 1913 he lost. In 1914 he died."
    )
    assert [when.value for when in times(text, published=SUNDAY)][7] == "1912-06-09"


def test_a_clock_time_takes_the_day_of_its_sentence() -> None:
    clock, friday = times("At 10:35 a.m. the bridge fell, on Friday.", published=SUNDAY)
    assert (clock.value, friday.value) == ("2023-09-15T10:35", "2023-09-15")


@undated
@pytest.mark.parametrize("text", ["He left on Saturday.", "He left today.", "He left last week.", "He left in May."])
def test_without_an_anchor_nothing_relative_gets_a_day(text: str) -> None:
    when = one(text, published=None)
    assert (when.earliest, when.latest, when.anchor) == (None, None, "")
    assert "XX" in when.value
    assert "not known" in when.explanation


def test_a_time_of_day_alone_never_takes_the_publication_day() -> None:
    when = one("The ship sailed at 14:30 GMT from the port.")
    assert (when.earliest, when.latest) == (None, None)


def test_that_day_is_no_day_when_none_was_told() -> None:
    when = one("That day nobody came.")
    assert (when.earliest, when.latest) == (None, None)


@pytest.mark.parametrize(
    ("text", "explanation"),
    [
        ("She met him on Saturday.", "Saturday before publication on Sunday 17 September 2023"),
        ("She met him on Sunday.", "Sunday: the day of publication on Sunday 17 September 2023"),
        ("She met him two days ago.", "two days ago: 2 days before publication on Sunday 17 September 2023"),
        ("She met him last week.", "last week: 1 week before publication on Sunday 17 September 2023"),
        ("She met him on May 3.", "May 3: the one nearest to publication on Sunday 17 September 2023"),
        ("She met him on 3 May 2021.", "3 May 2021, as written"),
        ("It takes six days.", "six days: Length(6 day)"),
    ],
)
def test_explanation_in_words(text: str, explanation: str) -> None:
    assert one(text).explanation == explanation


def test_a_headline_is_no_furniture() -> None:
    text = "Liverpool sets sail on Wednesday\n\nThe ship sets sail on Wednesday, its owner said.\n"
    assert [when.text for when in times(text, published=SUNDAY)] == ["Wednesday", "Wednesday"]


def test_today_counts_from_the_dateline() -> None:
    text = "ULAN BATOR, Sept 16 (Agency) - Herders met the minister today.\n"
    today = times(text, published=SUNDAY)[-1]
    assert (today.value, today.anchor) == ("2023-09-16", "dateline")
    assert times("Herders met today.", published=SUNDAY, dateline=date(2023, 9, 15))[0].value == "2023-09-15"


def test_published_is_an_iso_day_a_date_or_a_datetime() -> None:
    values = {
        times("Today.", published=published)[0].value
        for published in ("2023-09-17", SUNDAY, datetime(2023, 9, 17, 12))  # noqa: DTZ001 - a civil time
    }
    assert values == {"2023-09-17"}


@pytest.mark.parametrize("published", ["17 Sept", "2023-13-01", ""])
def test_any_other_form_is_refused_by_name(published: str) -> None:
    with pytest.raises(InvalidDate, match="publication day") as caught:
        times("Today.", published=published)
    assert repr(published) in str(caught.value)


_WORDS = st.sampled_from(
    "on Monday the 3 31 May 2021 , . - – last next two six days ago later week year-ago from to between and Sunday "
    "afternoon 10:30 a.m. GMT early late third quarter every began ended until by will said \n\n 12/31/99 00/00/0000 "
    "February 29 30 9999 century 1000000 the following previous day overnight Christmas Easter 1900s ’90s half a".split(
        " "
    )
)


@undated
@settings(deadline=None)
@given(
    text=st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=60).map(" ".join)),
    published=st.none() | st.dates(),
)
def test_whatever_the_text_offsets_and_intervals_hold(text: str, published: date | None) -> None:
    before = 0
    for when in times(text, published=published):
        assert when.start is not None
        assert when.end is not None
        assert before <= when.start < when.end
        assert text[when.start : when.end] == when.text
        assert when.earliest is None or when.latest is None or when.earliest <= when.latest
        assert when.value
        assert when.explanation
        before = when.end


@pytest.mark.parametrize("published", [date.min, date.max])
def test_the_ends_of_the_calendar_are_no_trouble(published: date) -> None:
    text = (
        "For a third day, and on Friday after a six-day visit, from Sunday to Friday, two weeks ago, next year, in May."
    )
    assert times(text, published=published)


@pytest.mark.parametrize("count", ["9" * 400, ",".join(["999"] * 200), "99999999", "9,999,999", "0", "0.5", "٣"])
def test_a_count_of_any_size_is_no_trouble(count: str) -> None:
    text = f"It fell {count} days ago, {count} years later and in the past {count} weeks, for {count} centuries."
    for when in times(text, published=SUNDAY):
        assert text[when.start : when.end] == when.text
