from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import VLADIVOSTOK, day, event, passage, visit

from geoevents.errors import InvalidFrame
from geoevents.frame import COLUMN_NAMES, COLUMNS, check, from_frame, source_names, to_frame
from geoevents.model import STATUSES, Event, Evidence, Mention, Place, Resolution, When

DICTIONARY = Path(__file__).parents[1] / "docs" / "data_dictionary.md"


def test_the_columns_are_the_contract_in_order():
    names = (
        "event_id doc_id what actors place place_id country precision radius_km start end not_before not_after "
        "time_precision time_text status place_text evidence char_start char_end confidence sources source_url "
        "order geometry"
    )
    frame = to_frame(visit())
    assert list(frame.columns) == names.split() == list(COLUMN_NAMES)
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.name == "geometry"


@pytest.mark.parametrize("events", [(), visit()[:1], visit()[4:], visit()], ids=["none", "one", "unplaced", "all"])
def test_dtypes_do_not_depend_on_the_rows(events):
    assert to_frame(events).dtypes.equals(to_frame(visit()).dtypes)


def test_cells_are_flat_scalars():
    frame = to_frame(visit())
    plain = frame.drop(columns="geometry")
    assert all(isinstance(cell, (str, int, float)) or pd.isna(cell) for row in plain.to_numpy() for cell in row)
    third = frame.iloc[2]
    assert third["actors"] == "Kim Jong Un; Oleg Kozhemyako"
    assert (third["start"], third["end"], third["order"]) == ("2023-09-17", "2023-09-17", 3)
    assert third["sources"] == "example.org"


def test_an_unresolved_place_keeps_its_row_without_a_point():
    row = to_frame(visit()).iloc[4]
    assert row["geometry"] is None
    assert pd.isna(row["place"])
    assert row["place_text"] == "Slavianka Halt"


def test_an_open_day_keeps_its_frame():
    row = to_frame(visit()).iloc[0]
    assert pd.isna(row["start"])
    assert (row["not_before"], row["not_after"]) == ("2023-09-12", "2023-09-17")


def test_each_report_is_one_source():
    first = passage("On Saturday Kim saw missiles in Vladivostok.", "Vladivostok", source="example.org")
    again = passage("Kim saw missiles in Vladivostok.", "Vladivostok", source="example.org")
    other = passage("Kim saw missiles in Vladivostok.", "Vladivostok", doc_id="b.txt")
    told = event(1, first.text, "Vladivostok", VLADIVOSTOK, day(16), evidence=(first, again, other))
    assert source_names(told) == ("example.org", "b.txt")
    assert to_frame([told])["sources"].iloc[0] == "example.org; b.txt"


@pytest.mark.parametrize("missing", [["status"], ["order", "geometry"]])
def test_a_table_without_its_columns_is_refused_by_name(missing):
    frame = pd.DataFrame(to_frame(visit()).drop(columns=missing))
    with pytest.raises(InvalidFrame, match=re.escape(", ".join(missing))):
        from_frame(frame)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("status", "maybe", "row 1 has status 'maybe': use one of occurred, ongoing"),
        ("start", "last week", "row 1 has start 'last week': write a day such as"),
        ("time_precision", None, "row 1 has time_precision None"),
        ("precision", "village", "row 1 has precision 'village'"),
        ("event_id", None, "row 1 has no event_id"),
        ("confidence", None, "row 1 has confidence None: write a number"),
    ],
)
def test_a_cell_that_is_no_value_is_refused_with_its_row(column, value, message):
    frame = to_frame(visit())
    frame.loc[0, column] = value
    with pytest.raises(InvalidFrame, match=message):
        from_frame(frame)


def test_points_that_are_not_in_degrees_are_refused():
    frame = to_frame(visit()).to_crs("EPSG:3857")
    with pytest.raises(InvalidFrame, match="the points are in WGS 84 / Pseudo-Mercator, not in degrees"):
        from_frame(frame)


def test_longitude_first_is_the_same_system():
    frame = to_frame(visit()).set_crs("OGC:CRS84", allow_override=True)
    assert from_frame(frame) == from_frame(to_frame(visit()))


def test_an_area_is_no_place_of_an_event():
    frame = to_frame(visit())
    frame.loc[0, "geometry"] = frame.geometry.iloc[0].buffer(1)
    with pytest.raises(InvalidFrame, match="row 1 has a Polygon"):
        from_frame(frame)


def test_rows_come_back_by_their_order():
    shuffled = to_frame(visit()).iloc[::-1]
    assert [one.id for one in from_frame(shuffled)] == ["e1", "e2", "e3", "e4", "e5"]


def test_events_come_back_as_far_as_the_frame_tells_them():
    made = visit()
    back = from_frame(to_frame(made))
    assert [one.when for one in back] == [one.when for one in made]
    assert [one.actors for one in back] == [one.actors for one in made]
    assert [one.evidence for one in back] == [one.evidence for one in made]
    assert back[0].place.place.radius_km == 12.5


def test_check_takes_what_to_frame_returns():
    assert check(to_frame([])) is None


def test_the_data_dictionary_says_what_the_code_says():
    rows = [
        tuple(cell.strip().strip("`") for cell in line.strip("|\n ").split(" | "))
        for line in DICTIONARY.read_text("utf-8").splitlines()
        if line.startswith("| `")
    ]
    assert rows == [(column.name, column.dtype, column.unit, column.meaning) for column in COLUMNS]


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
days = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))


@st.composite
def events(draw):
    before, mention, after = draw(words), draw(words), draw(words)
    text, offset = before + mention + after, draw(st.integers(0, 10_000))
    start = offset + len(before)
    place = Place(
        id=draw(words),
        name=draw(words),
        latitude=draw(st.floats(-90, 90)),
        longitude=draw(st.floats(-180, 180)),
        country=draw(st.none() | st.sampled_from(["RU", "NA"])),
        precision=draw(st.sampled_from(["site", "locality", "region", "country"])),
    )
    return Event(
        id=draw(words),
        what=draw(words),
        type="other",
        actors=tuple(draw(st.lists(words, max_size=3))),
        place=Resolution(
            mention=Mention(start=start, end=start + len(mention), text=mention, kind="literal"),
            place=draw(st.none() | st.just(place)),
        ),
        when=When(earliest=draw(days), latest=draw(days), not_before=draw(days), text=draw(words)),
        status=draw(st.sampled_from(STATUSES)),
        evidence=tuple(
            Evidence(
                doc_id=f"{number} {draw(words)}",
                start=offset,
                end=offset + len(text),
                text=text,
                place_start=start,
                place_end=start + len(mention),
                source=draw(st.none() | words),
            )
            for number in range(draw(st.integers(1, 3)))
        ),
        confidence=draw(st.floats(0, 1)),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(events(), max_size=4))
def test_the_frame_survives_the_way_to_events_and_back(made):
    frame = to_frame(made)
    again = to_frame(from_frame(frame))
    pd.testing.assert_frame_equal(pd.DataFrame(again), pd.DataFrame(frame))
