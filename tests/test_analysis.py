"""The frame with GeoPandas, trajectories with movingpandas, plots with matplotlib."""

from __future__ import annotations

import pickle
import re
import sys
from dataclasses import replace
from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
from made import day, visit
from shapely.geometry import box

from geoevents.errors import ExtraMissing, InvalidFilter, RowsLeftOut
from geoevents.frame import EventFrame
from geoevents.plots import _spans, _unit
from geoevents.timeline import Timeline


@pytest.fixture
def story():
    return Timeline((), visit(), title="A visit")


def test_the_frame_joins_dissolves_and_measures(story):
    areas = gpd.GeoDataFrame({"area": ["Primorye", "north"]}, geometry=[box(130, 42, 136, 48), box(136, 48, 140, 52)],
                             crs=4326)  # fmt: skip
    joined = story.frame.sjoin(areas, predicate="within")
    assert joined.groupby("area").size().to_dict() == {"Primorye": 2, "north": 1}
    whole = story.frame.dissolve("status")
    assert whole.loc["occurred"].geometry.geom_type == "MultiPoint"
    assert story.frame.to_crs(3857).crs.to_epsg() == 3857
    assert len(story.frame.dropna(subset="place").clip(box(130, 42, 136, 48))) == 2


@pytest.mark.parametrize("column", [None, "what", "status", "confidence"])
def test_the_frame_explores_and_runs_nothing_that_a_report_says(column):
    said = "{{7*7}}A ${alert(1)} <script>alert(2)</script> <img src=x onerror=alert(3)> `D` \\"
    events = tuple(
        replace(one, what=said, actors=(said,), evidence=(replace(one.evidence[0], text=said),)) for one in visit()
    )
    drawn = Timeline((), events).frame.explore(column, tiles=None)
    page = drawn.get_root().render()
    assert "Komsomolsk-on-Amur" in page
    for live in ("49A", "{{7*7}}", "${alert", "<script>alert", "<img", "u003cimg", "onerror=alert(3)>", "`D`"):
        assert live not in page
    assert "&#123;&#123;7*7&#125;&#125;A" in page.replace("\\u0026", "&")


def test_what_geopandas_makes_of_the_frame_is_as_safe(story):
    frame, area = story.frame, gpd.GeoDataFrame({"area": ["Primorye"]}, geometry=[box(130, 42, 136, 48)], crs=4326)
    for made in (
        frame[frame["status"] == "planned"], frame.copy(), frame.to_crs(3857), frame.dissolve("country"), frame.head(2),
        frame.sjoin(area), frame.clip(area), pd.concat([frame, frame]), frame.rename_geometry("point"),
        frame.merge(pd.DataFrame({"event_id": ["e1"], "desk": ["<b>"]})), pickle.loads(pickle.dumps(frame)),  # noqa: S301
    ):  # fmt: skip
        assert type(made) is EventFrame
        assert "<b>" not in made.explore(tiles=None).get_root().render()
    assert type(frame.drop(columns="geometry")) is pd.DataFrame
    assert isinstance(frame.geometry, gpd.GeoSeries)
    assert frame["what"].iloc[0] == "toured a plant"


@pytest.mark.parametrize("package", ["mapclassify", "matplotlib"])
def test_a_map_to_explore_names_its_extra(story, monkeypatch, package):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ExtraMissing, match=re.escape("pip install 'geoevents[explore]'")):
        story.frame.explore()


def test_bars_over_time_count_every_dated_event(story):
    import matplotlib as mpl

    mpl.use("Agg")
    ax = story.plot()
    heights = [bar.get_height() for bars in ax.containers for bar in bars]
    assert sum(heights) == 3
    assert ax.get_title(loc="left") == "Events by their first day (2 without a day)"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["occurred", "planned"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2023-09-16", "2023-09-17", "2023-09-18"]


def test_bars_by_place_and_an_empty_story(story):
    import matplotlib as mpl

    mpl.use("Agg")
    ax = story.plot("place", most=2)
    assert len(ax.get_yticklabels()) == 2
    assert ax.get_title(loc="left") == "Events by place (1 without a known place)"
    for kind in ("time", "place"):
        assert Timeline((), ()).plot(kind).get_legend() is None


@pytest.mark.parametrize(
    ("first", "last", "unit", "bars"),
    [
        (date(2023, 9, 1), date(2023, 10, 29), "day", 59),
        (date(2023, 1, 31), date(2023, 12, 1), "month", 12),
        (date(1990, 5, 1), date(2023, 2, 1), "year", 34),
    ],
)
def test_bars_are_days_months_or_years(first, last, unit, bars):
    assert _unit([first, last]) == unit
    spans = _spans([first, last], unit)
    assert len(spans) == len(set(spans)) == bars


def test_an_unknown_plot_and_a_missing_package_are_named(story, monkeypatch):
    with pytest.raises(InvalidFilter, match="no plot of kind 'pie': use time or place"):
        story.plot("pie")
    for name, extra, call in (("matplotlib", "static", story.plot), ("movingpandas", "tracks", story.trajectories)):
        monkeypatch.setitem(sys.modules, name, None)
        monkeypatch.delitem(sys.modules, f"{name}.pyplot", raising=False)
        with pytest.raises(ExtraMissing, match=re.escape(f"pip install 'geoevents[{extra}]'")):
            call()


@pytest.mark.filterwarnings("ignore:The inplace keyword:DeprecationWarning")  # within movingpandas
def test_an_itinerary_is_a_trajectory():
    again = replace(visit()[1], id="e2b", what="boarded a frigate", place=replace(visit()[2].place))
    events = (*visit(), replace(again, when=day(16)))
    with pytest.warns(RowsLeftOut, match="stops left out of the trajectories"):
        collection = Timeline((), events).trajectories("Kim Jong Un")
    (track,) = collection.trajectories
    assert track.id == "Kim Jong Un"
    assert len(track.df) == 4
    assert track.df.index.is_unique
    assert 700_000 < track.get_length() < 900_000
    assert list(track.df["what"])[-1] == "due home"
