"""Every kind of time that news holds, one by one: kind, sentence, and the days that are wanted."""

from __future__ import annotations

from datetime import date

import pytest

from geoevents.timex import dateline, explain, times
from geoevents.timex.operators import Beside, Happening

SUNDAY = date(2023, 9, 17)
SEPTEMBER = {day: date(2023, 9, day) for day in range(1, 31)}


def found(text: str, mention: str, *, published: date | None = SUNDAY):
    (when,) = [when for when in times(text, published=published) if when.text == mention]
    return when


def days(first: int | None, last: int | None) -> tuple[date | None, date | None]:
    return SEPTEMBER.get(first or 0), SEPTEMBER.get(last or 0)


@pytest.mark.parametrize(
    ("kind", "text", "mention", "wanted", "value"),
    [
        ("weekday, past", "The nurse saw him on Saturday.", "Saturday", days(16, 16), "2023-09-16"),
        ("publication day", "The ferry sailed on Sunday.", "Sunday", days(17, 17), "2023-09-17"),
        (
            "weekday to come",
            "The crew is expected to land on Monday afternoon.",
            "Monday afternoon",
            days(18, 18),
            "2023-09-18TAF",
        ),
        ("two tenses, past", "He said on Friday that voters will decide on Tuesday.", "Friday", days(15, 15), None),
        ("two tenses, future", "He said on Friday that voters will decide on Tuesday.", "Tuesday", days(19, 19), None),
        ("open begin", "The strike, which began on Tuesday, goes on.", "Tuesday", days(12, None), "2023-09-12"),
        ("length and end", "She ended a six-day tour of the coast on Sunday.", "six-day", days(12, 17), "P6D"),
        ("length and begin", "A three-day fair opened on Friday.", "three-day", days(15, 17), "P3D"),
        ("ordinal day", "Crews searched for a third day.", "a third day", days(15, 17), "2023-09-17"),
        ("deadline", "Bidders must answer by Friday.", "Friday", days(None, 22), "2023-09-22"),
        ("over midnight", "Shells fell overnight.", "overnight", days(16, 17), "2023-09-16TNI"),
        ("week", "Rivers rose last week.", "last week", days(4, 10), "2023-W36"),
        ("weekend", "Roads are closed this weekend.", "this weekend", days(16, 17), "2023-W37-WE"),
        ("set", "The boat sails every Monday.", "every Monday", (None, None), "XXXX-WXX-1"),
        ("vague part", "He has led it since late 2011.", "late 2011", (date(2011, 10, 1), None), "2011"),
        ("month, past", "It opened in December.", "December", (date(2022, 12, 1), date(2022, 12, 31)), "2022-12"),
        ("month to come", "It will open in December.", "December", (date(2023, 12, 1), date(2023, 12, 31)), "2023-12"),
        ("season", "It flooded last winter.", "last winter", (date(2022, 12, 1), date(2023, 2, 28)), "2022-WI"),
        (
            "local day, ahead of Greenwich",
            "The quake struck at 3 a.m. local time (1700 GMT Friday).",
            "3 a.m. local time",
            days(16, 16),
            "2023-09-16T03:00",
        ),
        (
            "local day, behind Greenwich",
            "It hit at 11:30 p.m. local time (0530 GMT Sunday).",
            "11:30 p.m. local time",
            days(16, 16),
            "2023-09-16T23:30",
        ),
        ("negated", "The convoy did not arrive on Friday.", "Friday", days(15, 15), "2023-09-15"),
        ("cancelled", "Monday's match was called off.", "Monday", days(18, 18), "2023-09-18"),
        ("week after", "She leaves a week on Tuesday.", "a week on Tuesday", days(26, 26), "2023-09-26"),
        ("next, of next week", "They meet next Friday.", "next Friday", days(22, 22), "2023-09-22"),
        ("of this month", "It sank on the 3rd of this month.", "the 3rd of this month", days(3, 3), "2023-09-03"),
        ("headline", "Quake kills 12, 16 Sept\n\nMany were hurt.", "16 Sept", days(16, 16), "2023-09-16"),
        ("before 1900", "It burnt on 29 February 1896.", "29 February 1896", (date(1896, 2, 29),) * 2, "1896-02-29"),
        ("first century", "The city fell in AD 79.", "AD 79", (date(79, 1, 1), date(79, 12, 31)), "0079"),
        ("before Christ", "He died in 44 BC.", "44 BC", (None, None), "BC0044"),
        ("after 2100", "It will be full in 2250.", "2250", (date(2250, 1, 1), date(2250, 12, 31)), "2250"),
        ("holiday", "It closed on Easter Monday 2024.", "Easter Monday 2024", (date(2024, 4, 1),) * 2, "2024-04-01"),
        ("beside a holiday", "He came the day after Christmas 2020.", "the day after Christmas 2020",
         (date(2020, 12, 26),) * 2, "2020-12-26"),
        ("eve", "They met on the eve of Christmas 2020.", "the eve of Christmas 2020", (date(2020, 12, 24),) * 2, None),
        ("nth weekday", "They meet on the first Monday in October.", "the first Monday in October",
         (date(2023, 10, 2),) * 2, "2023-10-02"),
        ("last weekday", "He left on the last Friday of last month.", "the last Friday of last month",
         (date(2023, 8, 25),) * 2, "2023-08-25"),
        ("weekday and day", "He left on Sunday 10th.", "Sunday 10th", days(10, 10), "2023-09-10"),
        ("years to the week", "Twenty years ago this week, it fell.", "Twenty years ago this week",
         (date(2003, 9, 15), date(2003, 9, 21)), "2003-W38"),
        ("years to the day", "He died ten years ago today.", "ten years ago today", (date(2013, 9, 17),) * 2, None),
        ("part of a decade", "It was built in the early 1990s.", "the early 1990s",
         (date(1990, 1, 1), date(1992, 12, 31)), "199"),
    ],
)  # fmt: skip
def test_kind(kind: str, text: str, mention: str, wanted: tuple[date | None, date | None], value: str | None) -> None:
    when = found(text, mention)
    assert (when.earliest, when.latest) == wanted, kind
    assert value is None or when.value == value
    assert when.tree is not None


def test_next_friday_on_a_monday_is_not_this_friday() -> None:
    monday = date(2023, 9, 18)
    assert found("They meet next Friday.", "next Friday", published=monday).value == "2023-09-29"
    assert found("They meet this coming Friday.", "this coming Friday", published=monday).value == "2023-09-22"
    assert found("They meet next Sunday.", "next Sunday", published=monday).value == "2023-09-24"


def test_a_narrative_hangs_on_the_day_told_before() -> None:
    text = "On March 3, 2010 the dam broke. Two days later help came."
    when = found(text, "Two days later")
    assert (when.value, when.anchor) == ("2010-03-05", "previous")
    assert "Wednesday 3 March 2010" in when.explanation


@pytest.mark.parametrize(
    ("text", "mention", "type_", "words"),
    [
        ("The day before the vote, she left.", "The day before", "DATE", "the vote"),
        ("She left two days after the general election.", "two days", "DURATION", "the general election"),
        ("She left a day after the cabinet announced cuts.", "a day", "DURATION", "the cabinet announced cuts"),
        ("She left on the eve of the summit.", "the eve of", "DATE", "the summit"),
        ("Weeks after the ceasefire fighting resumed.", "Weeks", "DURATION", "the ceasefire fighting resumed"),
    ],
)
def test_a_day_beside_a_happening_keeps_the_link_and_gets_no_date(
    text: str, mention: str, type_: str, words: str
) -> None:
    when = found(text, mention)
    assert (when.earliest, when.latest, when.type) == (None, None, type_)
    assert isinstance(when.tree, Beside)
    assert isinstance(when.tree.of, Happening)
    assert when.tree.of.words == words
    assert when.explanation.endswith(f"{words}, whose day is not known")


@pytest.mark.parametrize(
    "text",
    [
        "The vote on 3 May 2021 was close. She left two days after the vote.",
        "She left two days after the vote on 3 May 2021.",
    ],
)
def test_it_gets_one_when_the_text_dates_the_happening(text: str) -> None:
    when = found(text, "two days")
    assert (when.earliest, when.latest) == (date(2021, 5, 5), date(2021, 5, 5))


def test_a_dateline_is_an_anchor_and_a_place() -> None:
    text = "HOVD, Sept 16 (Agency) – Herders met the minister today.\n"
    line = dateline(text)
    assert line is not None
    assert (line.place_text, line.near(SUNDAY)) == ("HOVD", SEPTEMBER[16])
    assert found(text, "today").earliest == SEPTEMBER[16]


@pytest.mark.parametrize("line", ["Updated 3 hours ago", "© 2023 The Example", "Read more: June 4"])
def test_page_furniture_is_nothing(line: str) -> None:
    assert times(f"The mayor left.\n\n{line}\n\nShe will be missed.\n", published=SUNDAY) == ()


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("Election Day", 2016, (11, 8)),
        ("Election Day", 2020, (11, 3)),
        ("Election Day", 2022, (11, 8)),
        ("Thanksgiving", 2023, (11, 23)),
        ("Black Friday", 2023, (11, 24)),
        ("Memorial Day", 2023, (5, 29)),
        ("Columbus Day", 2023, (10, 9)),
        ("Easter Sunday", 2038, (4, 25)),
        ("Ascension Day", 2023, (5, 18)),
        ("Shrove Tuesday", 2024, (2, 13)),
        ("Orthodox Easter", 2023, (4, 16)),
        ("Orthodox Easter", 2024, (5, 5)),
        ("Halloween", 1999, (10, 31)),
        ("Anzac Day", 2015, (4, 25)),
    ],
)
def test_named_days(name: str, year: int, day: tuple[int, int]) -> None:
    assert found(f"It happened on {name} {year}.", f"{name} {year}").earliest == date(year, *day)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("She left on Saturday.", "Nearest(weekday 6)"),
        ("She left last week.", "Shift(-1 week, published)"),
        ("She left in late 2011.", "Part(Date(year=2011), END)"),
        ("It took six days.", "Length(6 day)"),
        ("They meet every Monday.", "Every(Nearest(weekday 1))"),
        ("She leaves a week on Tuesday.", "Beside(+1 week, Next(weekday 2))"),
    ],
)
def test_the_operator_tree_is_there_to_read(text: str, tree: str) -> None:
    (when,) = times(text, published=SUNDAY)
    assert str(when.tree) == tree


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She left on Saturday.", "Saturday before publication on Sunday 17 September 2023"),
        ("It has burnt since Friday.", "Friday before publication on Sunday 17 September 2023; no end is told"),
        ("Bids are due by Friday.", "Friday after publication on Sunday 17 September 2023; no begin is told"),
        ("It was built in late 2011.", "late 2011, as written; the days are approximate"),
    ],
)
def test_explain_says_what_stays_open(text: str, words: str) -> None:
    (when,) = times(text, published=SUNDAY)
    assert explain(when) == words
