"""Our values as EDTF, ISO 8601 and TIMEX3, checked by another library, and back."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from edtf import Date, parse_edtf
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geoevents.errors import InvalidDate
from geoevents.model import When
from geoevents.timex import edtf, from_edtf, interval, times, timex3

SUNDAY = "2023-09-17"


@pytest.mark.parametrize(
    ("text", "written", "days"),
    [
        ("She left on Saturday.", "2023-09-16", "2023-09-16/2023-09-16"),
        ("It rained in May 2021.", "2021-05", "2021-05-01/2021-05-31"),
        ("It was hot in the summer of 1998.", "1998-22", "1998-06-01/1998-08-31"),
        ("It was cold in the winter of 1998.", "1998-24", "1998-12-01/1999-02-28"),
        ("Sales fell in the third quarter of 1998.", "1998-07-01/1998-09-30", "1998-07-01/1998-09-30"),
        ("It was founded in 1998.", "1998", "1998-01-01/1998-12-31"),
        ("It was popular in the 1980s.", "198X", "1980-01-01/1989-12-31"),
        ("It was built in the 19th century.", "18XX", "1800-01-01/1899-12-31"),
        ("It rained last week.", "2023-09-04/2023-09-10", "2023-09-04/2023-09-10"),
        ("It was founded in late 2011.", "2011-10-01~/2011-12-31~", "2011-10-01/2011-12-31"),
        ("The fire has burnt since Friday.", "2023-09-15/..", "2023-09-15/.."),
        ("The fire has burnt since 1998.", "1998/..", "1998-01-01/.."),
        ("It has been shut since March.", "2023-03/..", "2023-03-01/.."),
        ("Bids are due by Friday.", "../2023-09-22", "../2023-09-22"),
        ("He died in 44 BC.", "-0043", ""),
        ("It took six days.", "", ""),
        ("They meet every Monday.", "", ""),
        ("It is now closed.", "", ""),
    ],
)
def test_written(text: str, written: str, days: str) -> None:
    (when,) = times(text, published=SUNDAY)
    assert (edtf(when), interval(when)) == (written, days)


@pytest.mark.filterwarnings("ignore::geoevents.errors.NoPublicationDate")
@pytest.mark.parametrize(
    ("text", "written"),
    [("He left on 25 December.", "XXXX-12-25"), ("He left in May.", "XXXX-05"), ("He left on Friday.", "")],
)
def test_without_a_year_the_known_parts_stay(text: str, written: str) -> None:
    (when,) = times(text)
    assert edtf(when) == written


TEXTS = [
    "She left on Saturday and returns on Monday afternoon.",
    "It was hot in the summer of 1998 and cold in the winter of 1912.",
    "The six-day visit, which concluded on Sunday, was the first since late 2011.",
    "It was built in the 19th century, moved in the 1920s and sold in 1998.",
    "Bids are due by Friday. It rained last week and for a third day. It opened in AD 79.",
    "It ran from Monday to Wednesday, over the weekend, and in about 1850. He died in 44 BC.",
    "Sales fell in Q3 2023 and in the first half of 1990, and rose last month and this year.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_another_library_reads_the_same_days(text: str) -> None:
    for when in times(text, published=SUNDAY):
        written = edtf(when)
        if not written:
            continue
        parsed = parse_edtf(written)
        if when.role in {"since", "until"}:
            open_end = parsed.upper if when.role == "since" else parsed.lower
            assert isinstance(open_end, float) or str(open_end) == ".."
            continue
        if when.earliest is None:
            assert written.startswith(("-", "XXXX"))
            continue
        low, high = parsed.lower_strict(), parsed.upper_strict()
        assert (low.tm_year, low.tm_mon, low.tm_mday) == when.earliest.timetuple()[:3]
        # That library lets a winter end in December of its year; ours runs to the end of February.
        if not written.endswith("-24"):
            assert when.latest is not None
            assert (high.tm_year, high.tm_mon, high.tm_mday) == when.latest.timetuple()[:3]


@pytest.mark.parametrize("text", TEXTS)
def test_back_from_edtf_nothing_changes(text: str) -> None:
    for when in times(text, published=SUNDAY):
        written = edtf(when)
        if written:
            again = from_edtf(written)
            assert edtf(again) == written
            assert (again.earliest, again.latest) == (when.earliest, when.latest)


@settings(deadline=None)
@given(first=st.dates(date(1, 1, 1)), days=st.integers(0, 100_000), role=st.sampled_from(["at", "since", "until"]))
def test_every_interval_comes_back(first: date, days: int, role: str) -> None:
    last = min(first + timedelta(min(days, (date.max - first).days)), date.max)
    when = When(
        earliest=None if role == "until" else first,
        latest=None if role == "since" else last,
        role=role,
        precision="day",
    )
    again = from_edtf(edtf(when))
    assert (again.earliest, again.latest) == (when.earliest, when.latest)


@settings(deadline=None)
@given(year=st.integers(1, 9999), month=st.integers(1, 12))
@example(year=9999, month=11)
def test_months_and_years_read_by_both(year: int, month: int) -> None:
    written = f"{year:04d}-{month:02d}"
    ours, theirs = from_edtf(written), parse_edtf(written)
    assert isinstance(theirs, Date)
    assert ours.earliest is not None
    assert ours.earliest.timetuple()[:3] == theirs.lower_strict()[:3]
    assert edtf(ours) == str(theirs) == written


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("1998-33", (date(1998, 1, 1), date(1998, 3, 31))),
        ("1998-41", (date(1998, 7, 1), date(1998, 12, 31))),
        ("2004-06~", (date(2004, 6, 1), date(2004, 6, 30))),
        ("2004-06-XX/2004-07-03", (None, date(2004, 7, 3))),
        ("XXXX-12-25", (None, None)),
        ("-0043", (None, None)),
        ("/2004", (None, date(2004, 12, 31))),
    ],
)
def test_what_others_write(value: str, days: tuple[date | None, date | None]) -> None:
    when = from_edtf(value)
    assert (when.earliest, when.latest) == days


@pytest.mark.parametrize("value", ["", "..", "../..", "next week", "2023-02-30", "2023-99", "2023-05/2022-01", "Y17E7"])
def test_what_is_no_edtf_is_refused_by_name(value: str) -> None:
    with pytest.raises(InvalidDate, match="EDTF") as caught:
        from_edtf(value)
    assert repr(value) in str(caught.value)


def test_timex3_is_xml_whatever_the_text_says() -> None:
    (when,) = times("It fell in late 2011.", published=SUNDAY)
    element = ET.fromstring(timex3(when, tid="t7"))  # noqa: S314 - we wrote it
    assert (element.tag, element.text) == ("TIMEX3", "late 2011")
    assert element.attrib == {"tid": "t7", "type": "DATE", "value": "2011", "mod": "END"}
    hostile = When(text='<b a="x">&', value='"><script>', type="DATE")
    assert ET.fromstring(timex3(hostile)).text == '<b a="x">&'  # noqa: S314 - we wrote it


def test_a_length_between_two_days_gives_its_ends() -> None:
    length = times("The six-day visit, which concluded on Sunday, was long.", published=SUNDAY)[0]
    assert 'type="DURATION" value="P6D" beginPoint="2023-09-12" endPoint="2023-09-17"' in timex3(length)
