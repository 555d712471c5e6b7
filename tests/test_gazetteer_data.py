"""The packaged gazetteer: names that must be found, and where; names that must not."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

import pytest

from gazetteer.entry import distance_km
from gazetteer.overlay import TABLES
from gazetteer.tables import OVERLAY, parts
from geoevents.gazetteer import default_gazetteer, name_key
from geoevents.gazetteer.flags import Layer
from geoevents.gazetteer.store import PACKAGED

CASES = Path(__file__).resolve().parent.parent / "gazetteer" / "cases"
OPPOSITE = {"none", "forbidden"}
STRANDED = 0.012
"""Share of the sites that may lie in no division: on Gibraltar, in a desert."""
IN_TOWN_KM = 60.0

pytestmark = pytest.mark.skipif(
    not PACKAGED.is_file(), reason="no gazetteer in geoevents/data: run `python gazetteer/build.py`"
)


@functools.cache
def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cases(*, opposite):
    for path in sorted(CASES.glob("*.csv")):
        if (path.stem in OPPOSITE) is opposite:
            for row in rows(path):
                yield pytest.param(path.stem, row, id=f"{path.stem}: {row['name']}")


def is_near(place, row):
    if row["expected_country"] and place.country != row["expected_country"]:
        return False
    if not row["lat"]:
        return True
    apart = distance_km(place.latitude, place.longitude, float(row["lat"]), float(row["lon"]))
    return apart <= float(row["tolerance_km"])


@pytest.mark.parametrize(("group", "row"), list(cases(opposite=False)))
def test_first_candidate(group, row):
    found = default_gazetteer().lookup(row["name"])
    assert found, f"nothing is called {row['name']!r}"
    assert is_near(found[0].place, row), found[:3]
    if group == "demonyms":
        assert "demonym" in found[0].flags
    if group == "metonyms":
        assert "metonym" in found[0].flags


@pytest.mark.parametrize(("group", "row"), list(cases(opposite=True)))
def test_absent_candidate(group, row):
    found = default_gazetteer().lookup(row["name"])
    if group == "none":
        assert found == ()
    else:
        assert not any(is_near(candidate.place, row) for candidate in found[:1])


def test_size_and_layers():
    info = default_gazetteer().info
    assert PACKAGED.stat().st_size <= 50_000_000
    assert info.places > 260_000
    floors = {"city": 230_000, "country": 245, "admin1": 3_500, "admin2": 20_000, "airport": 5_000, "continent": 6}
    assert all(info.layers[layer] >= least for layer, least in floors.items()), info.layers
    assert "GeoNames" in info.attribution


@pytest.mark.parametrize("table", TABLES)
def test_every_overlay_row_is_complete_and_found(table):
    gazetteer = default_gazetteer()
    for row in rows(OVERLAY / f"{table}.csv"):
        assert row["reason"], row
        assert row["source"], row
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row
        for name in [row["name"], *parts(row["aliases"])]:
            places = [candidate.place for candidate in gazetteer.lookup(name)]
            assert any(place.name == row["name"] for place in places), name


def test_overlay_members_exist():
    gazetteer = default_gazetteer()
    known = {f"{place.country}.{place.admin1}" for place in all_places("admin1")}
    known |= {place.country for place in all_places("country")}
    for row in rows(OVERLAY / "regions.csv"):
        assert set(parts(row["members"])) <= known, row["name"]
    assert gazetteer.members("overlay:donbas-ua") == ("UA.05", "UA.14")


def all_places(layer):
    number = ["city", "country", "admin1"].index(layer)
    store = default_gazetteer()._store.core
    for ident, gid in store.connection.execute("SELECT ident, gid FROM place WHERE layer=?", (number,)):
        yield default_gazetteer().place(ident or f"geonames:{gid}")


def test_sites_of_a_country_lie_near_one_of_its_cities():
    gazetteer = default_gazetteer()
    sites = [
        row
        for table, layer in TABLES.items()
        if layer is Layer.SITE
        for row in rows(OVERLAY / f"{table}.csv")
        if row["country"] and row["country"] != "AQ"
    ]
    stranded = [
        row["name"]
        for row in sites
        if not any(
            candidate.place.admin1 for candidate in gazetteer.lookup(row["name"]) if candidate.place.name == row["name"]
        )
    ]
    assert len(stranded) <= STRANDED * len(sites), stranded


@pytest.mark.parametrize("table", TABLES)
def test_what_names_its_town_lies_there(table):
    """A slip of the keyboard moves a point by hundreds of kilometres: the town is looked up, the point was typed."""
    gazetteer = default_gazetteer()
    astray = [
        f"{row['name']}: {row['town']}"
        for row in rows(OVERLAY / f"{table}.csv")
        if row.get("town")
        and not any(
            distance_km(town.latitude, town.longitude, float(row["lat"]), float(row["lon"])) <= IN_TOWN_KM
            for town in (candidate.place for candidate in gazetteer.lookup(row["town"]))
        )
    ]
    assert astray == []


@pytest.mark.parametrize("name", ["March", "May", "Reading", "Nice", "Bush", "Putin"])
def test_words_and_people_are_marked(name):
    hint = default_gazetteer().scan([name_key(name)]).get(name_key(name))
    assert hint is None or "common" in hint.flags


@pytest.mark.parametrize("name", ["Vladivostok", "Kharkiv", "Pyongyang", "Mymensingh", "Moscow", "Primorye"])
def test_unmistakable_names_are_not_marked(name):
    assert "common" not in default_gazetteer().scan([name_key(name)])[name_key(name)].flags


def test_precisions_and_radii():
    gazetteer = default_gazetteer()
    expected = {
        "Vladivostok": ("locality", 5, 20),
        "Primorye": ("region", 150, 500),
        "Russia": ("country", 1500, 3000),
        "Far Eastern Federal University": ("site", 0.5, 3),
        "Black Sea": ("region", 200, 800),
        "Heathrow Airport": ("site", 1, 5),
    }
    for name, (precision, least, most) in expected.items():
        place = gazetteer.lookup(name)[0].place
        assert place.precision == precision, name
        assert least <= place.radius_km <= most, name
