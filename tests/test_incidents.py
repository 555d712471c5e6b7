from __future__ import annotations

import warnings
from datetime import UTC, date, datetime

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point

import geoevents as ge
from geoevents.corrections import save
from geoevents.errors import GeoEventsWarning, InvalidFrame, strict
from geoevents.frame import COLUMN_NAMES


@pytest.fixture
def table():
    return pd.DataFrame(
        {
            "case": [7, 8, 9],
            "kind": ["flood", "Landslide on the road", "fire"],
            "town": ["Bergen", "Paris", None],
            "state": [None, "Texas", None],
            "land": ["Norway", "United States", None],
            "day": ["2023-09-16", datetime(2023, 9, 17, 23, tzinfo=UTC), None],
            "until": [None, "2023-09-19", None],
        }
    )


def read(table, **more):
    return ge.from_table(
        table, what="kind", place="town", region="state", country="land", date="day", end="until", id="case", **more
    )


def test_every_row_is_an_event_with_itself_as_evidence(table):
    story = read(table, title="Incidents")
    assert [(one.what, one.place.place and one.place.place.name, one.evidence[0].doc_id) for one in story] == [
        ("flood", "Bergen", "7"),
        ("Landslide on the road", "Paris", "8"),
        ("fire", None, "9"),
    ]
    assert story.events[1].place.place.admin1_name == "Texas"
    assert [(one.when.earliest, one.when.latest) for one in story] == [
        (date(2023, 9, 16), date(2023, 9, 16)),
        (date(2023, 9, 17), date(2023, 9, 19)),
        (None, None),
    ]
    for reading in story.readings:
        proof = reading.events[0].evidence[0]
        assert reading.document.text[proof.start : proof.end] == proof.text
        assert proof.text[proof.place_start : proof.place_end] == reading.events[0].place.mention.text
    assert story.events[2].place.reason == "the row names no place"
    assert story.frame["doc_id"].tolist() == ["7", "8", "9"]


def test_rows_go_the_whole_way(table, tmp_path):
    story = read(table)
    better = story.correct(story.events[2], place=(60.1, 5.2), date="2023-09")
    with strict():
        again = read(table).with_corrections(save(better.corrections, tmp_path / "c.jsonl"))
    assert again.events == better.events
    assert better.save(tmp_path / "map.html").stat().st_size > 100_000
    assert len(better.review().items) == 3
    assert list(better.frame.columns) == list(COLUMN_NAMES)


def test_points_come_first_and_two_equal_rows_stay_two():
    table = pd.DataFrame({"a": ["theft", "theft"], "lat": [60.39, 60.39], "lon": [5.32, "5.32"], "s": ["", "Planned"]})
    story = ge.from_table(table, what="a", latitude="lat", longitude="lon", status="s")
    assert [(one.place.place.latitude, one.place.place.longitude, one.place.score) for one in story] == [
        (60.39, 5.32, 1.0),
        (60.39, 5.32, 1.0),
    ]
    assert [one.status for one in story] == ["occurred", "planned"]
    assert len({one.id for one in story}) == 2


def test_a_geodataframe_brings_its_points():
    frame = gpd.GeoDataFrame({"a": ["x", "y"]}, geometry=[Point(592_000, 6_640_000), None], crs="EPSG:25832")
    story = ge.from_table(frame, what="a")
    placed = {one.what: one.place.place for one in story}
    assert round(placed["x"].latitude, 1) == 59.9
    assert placed["y"] is None


def test_what_cannot_be_is_named_and_kept():
    table = pd.DataFrame({"a": ["x", "y"], "lat": [95, 1], "lon": [0, 2], "d": ["2023-09-17", "last week"]})
    with pytest.warns(GeoEventsWarning, match=r"row 1: 95, 0 is no point on Earth; row 2: 'last week' is no date"):
        story = ge.from_table(table, what="a", latitude="lat", longitude="lon", date="d")
    assert len(story) == 2
    assert len(story.problems) == 2


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"what": "nope"}, "has no column 'nope'; it has: a, lat, s"),
        ({"what": "a"}, "where did it happen"),
        ({"what": "a", "latitude": "lat"}, "a point needs both"),
        ({"what": "a", "place": "a", "status": "s"}, "row 1 has the status 'done': use occurred"),
    ],
)
def test_what_is_missing_is_said(given, message):
    table = pd.DataFrame({"a": ["x"], "lat": [1], "s": ["done"]})
    with pytest.raises(InvalidFrame, match=message):
        ge.from_table(table, **given)


def test_an_empty_table_is_an_empty_story():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(ge.from_table(pd.DataFrame({"a": [], "b": []}), what="a", place="b")) == 0
