"""The base map: which cells and names a page takes."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from ground import unpacked
from hypothesis import given
from hypothesis import strategies as st

from geoevents import basemap
from geoevents.basemap import encode
from geoevents.errors import AssetMissing

longitudes = st.floats(-180, 180, allow_nan=False)
latitudes = st.floats(-84, 84, allow_nan=False)


@given(st.lists(st.tuples(longitudes, latitudes), min_size=1, max_size=8))
def test_a_frame_holds_its_points_and_is_at_most_the_world(points):
    found = basemap.frame(points)
    assert found.south <= found.north
    assert 0 <= found.east - found.west <= 360
    wider = found.padded(0.0, 1e-6)
    assert all(wider.holds(longitude, latitude) for longitude, latitude in points)


@pytest.mark.parametrize(
    ("points", "west", "east"),
    [
        ([(130.0, 40.0), (137.0, 50.0)], 130.0, 137.0),
        ([(178.4, -18.1), (-171.8, -13.8)], 178.4, 188.2),
        ([(-179.0, 0.0), (179.0, 0.0)], 179.0, 181.0),
        ([(12.0, 5.0)], 12.0, 12.0),
    ],
)
def test_a_frame_takes_the_shorter_way_around(points, west, east):
    found = basemap.frame(points)
    assert (found.west, found.east) == (pytest.approx(west), pytest.approx(east))


@given(st.lists(st.tuples(longitudes, latitudes), min_size=1, max_size=12))
def test_the_core_is_most_of_the_points(points):
    kept = basemap.core(points)
    assert set(kept) <= set(points)
    assert len(kept) >= 0.7 * len(points)


def test_cells_are_fine_at_the_story_and_coarse_elsewhere():
    ground = basemap.around(basemap.frame([(131.9, 43.1), (132.2, 43.4)]), borders=False)
    assert ground.cells["26,8"][0] == 2
    assert ground.cells["0,9"][0] == 0
    assert all(not borders for *_, borders in ground.cells.values())


@pytest.mark.parametrize(
    "points",
    [
        [(131.9, 43.1)],
        [(-0.1, 51.5), (2.3, 48.9), (24.9, 60.2)],
        [(178.4, -18.1), (-171.8, -13.8)],
        [(-120.0, -40.0), (150.0, 65.0), (20.0, 0.0)],
        [(5.3, 60.4), (25.8, 71.2)],
    ],
)
def test_the_ground_of_any_story_stays_small(points):
    ground = basemap.around(basemap.frame(points), borders=True)
    assert len(json.dumps(list(ground.cells.items()))) < 240_000


def test_borders_come_only_when_asked_for():
    story = basemap.frame([(22.0, 46.0)])
    assert not any(cell[4] for cell in basemap.around(story, borders=False).cells.values())
    assert any(cell[4] for cell in basemap.around(story, borders=True).cells.values())


def test_names_around_a_story_leave_out_what_the_story_names():
    story = basemap.frame([(131.87, 43.1), (137.0, 50.55)])
    names = {label.text for label in basemap.labels(story)}
    assert {"Vladivostok", "Harbin", "Russia", "China"} <= names
    rest = {label.text for label in basemap.labels(story, taken=[("VLADIVOSTOK", 43.1, 131.87), ("X", 45.75, 126.65)])}
    assert not {"Vladivostok", "Harbin"} & rest


def test_one_town_is_one_name_with_either_diacritic():
    story = basemap.frame([(21.2, 45.7), (23.6, 46.8)])
    assert not any(label.text.startswith("Timi") for label in basemap.labels(story, taken=[("Timișoara", 0.0, 0.0)]))


def test_labels_over_the_date_line_lie_beside_the_story():
    story = basemap.frame([(178.4, -18.1), (-171.8, -13.8)])
    assert all(story.west - 30 < label.lon < story.east + 30 for label in basemap.labels(story))


@given(st.lists(st.tuples(st.integers(-3000, 3000), st.integers(-3000, 3000)), min_size=1))
def test_encoded_points_read_back(points):
    assert unpacked(encode(points)) == points


def test_every_cell_lies_in_its_square():
    data = json.loads(files("geoevents").joinpath("data", "basemap.json").read_bytes())
    for level in data["levels"].values():
        size = round(data["cell"] / level["unit"])
        reach = range(-data["overlap"], size + data["overlap"] + 1)
        for cell in list(level["cells"].values())[::7]:
            assert all(x in reach and y in reach for part in cell for line in part for x, y in unpacked(line))


def test_a_package_without_its_base_map_says_how_to_mend_it(monkeypatch, tmp_path):
    monkeypatch.setattr(basemap, "files", lambda _: tmp_path)
    basemap._data.cache_clear()
    with pytest.raises(AssetMissing, match=r"basemap\.json is missing.*pip install"):
        basemap.around(basemap.frame([(0.0, 0.0)]), borders=False)


def taken_apart(text, often):
    """The other direction of ``packed``, as ``static/ground.js`` does it."""
    column, row, found = 0, 0, {}
    for cell in text.split("/"):
        place, _, rest = cell.rpartition(":")
        column, row = map(int, place.split(",")) if place else (column + 1, row)
        parts = [
            [often[int(ring)] if ring.isdigit() else ring for ring in part.split(",") if ring]
            for part in rest[1:].split(";")
        ]
        found[f"{column},{row}"] = (int(rest[0]), *(parts + [[]] * (4 - len(parts))))
    return found


@pytest.mark.parametrize("borders", [False, True])
def test_a_packed_ground_is_the_same_ground(borders):
    whole = basemap.around(basemap.Frame(west=120.0, south=38.0, east=140.0, north=52.0), borders=borders)
    packed = basemap.packed(whole)
    kept = {key: (level, *map(list, parts)) for key, (level, *parts) in whole.cells.items() if any(parts)}
    assert taken_apart(packed["cells"], packed["often"]) == kept
    assert len(packed["cells"]) < 0.85 * len(json.dumps(whole.cells))


def test_no_part_of_a_city_is_labelled_in_its_place():
    names = {
        row[0] for row in json.loads(files("geoevents").joinpath("data/basemap.json").read_text("utf-8"))["cities"]
    }
    assert {"Memphis", "Paris", "Delhi", "New Delhi", "Laredo", "Nuevo Laredo"} <= names
    assert not {"New South Memphis", "Paris 15 Vaugirard", "West Raleigh"} & names
