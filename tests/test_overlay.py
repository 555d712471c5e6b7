"""Places of one's own: read, written, laid over the gazetteer, promoted from corrections and answers."""

from __future__ import annotations

import os
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import dumps
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from geoevents.cli import app
from geoevents.corrections import Correction, save
from geoevents.errors import InvalidCorrection, InvalidOverlay
from geoevents.gazetteer import Gazetteer, OverlayRow, add_place, default_gazetteer, name_key, promote, read_overlay
from geoevents.gazetteer.overlay import COLUMNS, KINDS, append_row, write_overlay
from geoevents.model import Candidate, Document, Mention, Place, Resolution
from geoevents.pipeline import Extractor

PIER = OverlayRow(name="Pier 9", lat=10.3, lon=20.5, country="FD", admin1="01", aliases=("Ninth Pier",))


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    monkeypatch.setenv("GEOEVENTS_DATA", str(folder))
    monkeypatch.delenv("GEOEVENTS_PLACES", raising=False)
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def laid(small_gazetteer_path, tmp_path):
    """The small gazetteer under files of these rows, highest precedence first."""

    def lay(*files):
        paths = []
        for number, rows in enumerate(files):
            path = tmp_path / f"places{number}.csv"
            path.write_text(rows, "utf-8") if isinstance(rows, str) else write_overlay(path, tuple(rows))
            paths.append(path)
        return Gazetteer(small_gazetteer_path, overlays=paths)

    return lay


def idents(found):
    return [candidate.place.id for candidate in found]


def run(*arguments):
    return CliRunner().invoke(app, ["gazetteer", *map(str, arguments)])


# ------------------------------------------------------------------ what the rows do


@pytest.mark.parametrize("name", ["Pier 9", "pier 9", "the Ninth Pier", "Ninth Pier's"])
def test_a_place_is_found_by_all_its_names(laid, name):
    found = laid([PIER]).lookup(name)
    assert idents(found) == ["own:pier-9-fd"]
    place = found[0].place
    assert (place.latitude, place.longitude, place.country, place.admin1_name) == (10.3, 20.5, "FD", "Klopstok Oblast")
    assert (place.layer, place.precision, place.source) == ("site", "site", "own places")


def test_it_says_that_it_is_ones_own(laid):
    found = laid([PIER]).lookup("Pier 9")[0]
    assert found.rung == "overlay"
    assert {"own", "overlay", "main"} <= found.flags
    assert "main" not in laid([PIER]).lookup("Ninth Pier")[0].flags


def test_place_scan_and_containing(laid):
    gazetteer = laid([PIER])
    place = gazetteer.place("own:pier-9-fd")
    assert place.name == "Pier 9"
    assert gazetteer.containing(place) == ("Freedonia", "Klopstok Oblast")
    hints = gazetteer.scan(["pier 9", "ninth pier", "klopstok", "nothing"])
    assert sorted(hints) == ["klopstok", "ninth pier", "pier 9"]
    assert hints["pier 9"].best_layer == "site"


def test_own_places_stand_before_all_others(laid):
    ours = OverlayRow(name="Port Marx", lat=11.5, lon=22.5, kind="city", id="own:our-port")
    gazetteer = laid([ours])
    assert idents(gazetteer.lookup("Port Marx")) == ["own:our-port", "geonames:4", "geonames:5"]
    assert gazetteer.scan(["port marx"])["port marx"].count == 3
    assert idents(gazetteer.lookup("Port Marx, Sylvania")) == ["geonames:5"]


def test_the_higher_file_wins(laid):
    user = OverlayRow(name="Pier 9", lat=1.0, lon=2.0, country="FD")
    gazetteer = laid([user], [PIER])
    assert idents(gazetteer.lookup("Pier 9")) == ["own:pier-9-fd"]
    assert gazetteer.lookup("Pier 9")[0].place.latitude == 1.0
    assert gazetteer.lookup("Ninth Pier")[0].place.latitude == 1.0  # the lower file's name of the same place
    assert gazetteer.place("own:pier-9-fd").latitude == 1.0
    other = replace(user, id="own:other")
    assert idents(laid([other], [PIER]).lookup("Pier 9")) == ["own:other", "own:pier-9-fd"]
    assert idents(laid([PIER], [other]).lookup("Pier 9")) == ["own:pier-9-fd", "own:other"]


def test_a_known_place_is_put_right(laid):
    right = OverlayRow(name="Port Marx", lat=10.95, lon=21.05, kind="city", id="geonames:4")
    gazetteer = laid([right])
    found = gazetteer.lookup("Port Marx")
    assert idents(found) == ["geonames:4", "geonames:5"]
    assert found[0].place.latitude == gazetteer.place("geonames:4").latitude == 10.95
    assert (found[0].place.country, found[0].place.admin1, found[0].place.population) == ("FD", "01", 80_000)
    under_another_name = laid([replace(right, id="geonames:6", name="Artem")]).lookup("Artyom")
    assert [(one.place.name, one.place.latitude) for one in under_another_name] == [("Artem", 10.95)]


def test_a_known_place_gets_a_name(laid):
    gazetteer = laid([OverlayRow(action="name", name="the Big Port", id="geonames:4", aliases=("BP",))])
    assert idents(gazetteer.lookup("Big Port")) == idents(gazetteer.lookup("BP")) == ["geonames:4"]
    assert gazetteer.lookup("Big Port")[0].place.name == "Port Marx"


@pytest.mark.parametrize(
    ("name", "ident", "asked", "left"),
    [
        ("Port Marx", "geonames:4", "Port Marx", ["geonames:5"]),
        ("Port Marx", "*", "Port Marx", []),
        ("Old Palace", "geonames:1", "Old Palace", ["overlay:old-palace-fd"]),
        ("Freedonian", "*", "Freedonian", []),
        ("Port Marx", "geonames:4", "Klopstok", ["geonames:3", "admin1:FD.01"]),
    ],
)
def test_a_name_is_refused(laid, name, ident, asked, left):
    gazetteer = laid([OverlayRow(action="suppress", name=name, id=ident)])
    assert idents(gazetteer.lookup(asked)) == left
    assert list(gazetteer.scan([name_key(asked)])) == ([name_key(asked)] if left else [])


def test_a_refused_name_may_be_ones_own(laid):
    rows = [OverlayRow(action="suppress", name="Port Marx", id="*"), replace(PIER, name="Port Marx", aliases=())]
    assert idents(laid(rows).lookup("Port Marx")) == ["own:port-marx-fd"]
    assert idents(laid(rows[1:], rows[:1]).lookup("Port Marx")) == ["own:port-marx-fd"]
    assert idents(laid(rows[:1], rows[1:]).lookup("Port Marx")) == []  # the higher file refuses the lower one's


def test_refusing_in_the_full_file(small_gazetteer_path, tmp_path):
    from geoevents.gazetteer.install import install

    (tmp_path / "allCountries.txt").write_text(dumps.text(), "utf-8")
    full = install(tmp_path).path
    write_overlay(tmp_path / "own.csv", (OverlayRow(action="suppress", name="Ebele", id="geonames:20000004"),))
    gazetteer = Gazetteer(small_gazetteer_path, overlays=[tmp_path / "own.csv"], full=full)
    assert idents(gazetteer.lookup("Ebele")) == ["geonames:20000001"]


def test_a_word_that_one_enters_is_a_name(tmp_path):
    write_overlay(tmp_path / "own.csv", (OverlayRow(name="March", lat=52.55, lon=0.09, kind="city"),))
    assert "common" in Gazetteer().scan(["march"])["march"].flags
    assert "common" not in Gazetteer(overlays=[tmp_path / "own.csv"]).scan(["march"])["march"].flags


def test_a_report_is_read_with_them(tmp_path):
    write_overlay(tmp_path / "own.csv", (OverlayRow(name="Grauwacken Yard", lat=43.1, lon=131.9, country="RU"),))
    report = Document(id="a", text="The ship left Grauwacken Yard on 3 May 2021.")
    plain = Extractor(Gazetteer()).read_one(report)
    assert not [one for one in plain.resolutions if one.place and one.place.id.startswith("own:")]
    found = Extractor(Gazetteer(overlays=[tmp_path / "own.csv"])).read_one(report)
    assert [one.place.id for one in found.resolutions if one.place] == ["own:grauwacken-yard-ru"]


def test_pickle_and_threads(laid):
    gazetteer = pickle.loads(pickle.dumps(laid([PIER])))  # noqa: S301 -- our own bytes
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(lambda _: (idents(gazetteer.lookup("Pier 9")), list(gazetteer.scan(["pier 9"]))), range(200))
        )
    assert found == [(["own:pier-9-fd"], ["pier 9"])] * 200


def test_fuzzy(laid):
    assert idents(laid([PIER]).lookup("Ninth Pjer", fuzzy=True)) == ["own:pier-9-fd"]


# ------------------------------------------------------------------ whose they are


def test_the_users_go_before_the_projects(data, tmp_path):
    project, user = tmp_path / "geoevents-places.csv", data / "places.csv"
    assert default_gazetteer().overlays == ()
    add_place(replace(PIER, lat=1.0), overlay=project)
    assert [path.name for path in default_gazetteer().overlays] == ["geoevents-places.csv"]
    assert default_gazetteer().lookup("Pier 9")[0].place.latitude == 1.0
    add_place(replace(PIER, lat=2.0))
    assert default_gazetteer().overlays == (user, project)
    assert default_gazetteer().lookup("Pier 9")[0].place.latitude == 2.0
    user.unlink()
    assert default_gazetteer().lookup("Pier 9")[0].place.latitude == 1.0


def test_another_file_of_the_project(tmp_path, monkeypatch):
    add_place(PIER, overlay=tmp_path / "elsewhere.csv")
    monkeypatch.setenv("GEOEVENTS_PLACES", "elsewhere.csv")
    assert idents(default_gazetteer().lookup("Pier 9")) == ["own:pier-9-fd"]
    monkeypatch.setenv("GEOEVENTS_PLACES", "nowhere.csv")
    with pytest.raises(InvalidOverlay, match=r"no file of places at .*nowhere\.csv"):
        default_gazetteer()


def test_only_those_that_were_named(small_gazetteer_path, tmp_path):
    add_place(PIER)
    add_place(PIER, overlay=tmp_path / "geoevents-places.csv")
    assert Gazetteer(small_gazetteer_path).lookup("Pier 9") == ()


# ------------------------------------------------------------------ faults


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title,lat\nx,1\n", "line 1: no column 'name'"),
        ("name,latitude\nx,1\n", "line 1: no column is called 'latitude': use name, lat, lon"),
        ("name,lat,lat\nx,1,1\n", "line 1: a column stands there twice"),
        ("name,lat,lon\nx,1\n", "line 2: 2 cells under 3 columns"),
        ("name,lat,lon\nx,1,2\n\ny,north,2\n", "line 4: lat 'north' is no number"),
        ("name,lat,lon\nx,91,2\n", "line 2: lat '91' is not between -90 and 90"),
        ("name,lat,lon\nx,1,nan\n", "line 2: lon 'nan' is not between"),
        ("name,lat,lon\nx,1,\n", "line 2: a place needs lat and lon"),
        ("name,lat,lon\n,1,2\n", "line 2: name '' has no letters"),
        ("name,lat,lon,aliases\nx,1,2,a|--\n", "line 2: name '--' has no letters"),
        ("name,lat,lon,kind\nx,1,2,hut\n", "line 2: kind 'hut' is none of city"),
        ("name,lat,lon,precision\nx,1,2,exact\n", "line 2: precision 'exact'"),
        ("name,lat,lon,country\nx,1,2,Russia\n", "line 2: country 'Russia' is no ISO"),
        ("name,lat,lon,radius_km\nx,1,2,-3\n", "line 2: radius_km '-3'"),
        ("name,action\nx,erase\n", "line 2: action 'erase' is none of place, name, suppress"),
        ("name,action\nx,name\n", "line 2: action name needs the id of a place"),
        ("name,action\nx,suppress\n", r"line 2: action suppress needs the id of a place, or \*"),
        ("name,action,id\nx,name,*\n", r"line 2: id \* is for suppress only"),
        ("name,action,id,lat,lon\nx,name,geonames:4,1,2\n", "line 2: lat and lon say nothing"),
        ("name,lat,lon\nx,1,2\ny,1,2\nX,1,2\n", "line 4: .* stands in line 2 already"),
        ('name,lat,lon\n"x,1,2\n', "line 2: unexpected end of data"),
        ("name,action,id\nx,name,geonames:99\n", "line 2: no place has the id 'geonames:99'"),
    ],
)
def test_faults_name_file_line_and_cause(laid, text, message):
    with pytest.raises(InvalidOverlay, match=message) as caught:
        laid(text)
    assert "places0.csv" in str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_other_bytes(tmp_path):
    (tmp_path / "own.csv").write_bytes(b"name\n\xff\xfe")
    with pytest.raises(InvalidOverlay, match="cannot be read as UTF-8"):
        read_overlay(tmp_path / "own.csv")


@pytest.mark.parametrize("text", ["\ufeffname;lat;lon\r\nPier 9;1;2\r\n", "Name , LAT,lon\n Pier 9 , 1 ,2\n"])
def test_what_spreadsheets_write(tmp_path, text):
    (tmp_path / "own.csv").write_bytes(text.encode())
    row = read_overlay(tmp_path / "own.csv")[0]
    assert (row.name, row.lat, row.lon) == ("Pier 9", 1.0, 2.0)


@pytest.mark.parametrize("text", ["", "name\n"])
def test_an_empty_file_has_no_rows(tmp_path, text):
    (tmp_path / "own.csv").write_text(text)
    assert read_overlay(tmp_path / "own.csv") == ()


# ------------------------------------------------------------------ writing

WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"], exclude_characters="|"), min_size=1
).filter(lambda text: name_key(text) != "" and not text.startswith("'") and "\ufeff" not in text)


@given(
    st.builds(
        OverlayRow,
        name=WORDS,
        lat=st.floats(-90, 90),
        lon=st.floats(-180, 180),
        country=st.sampled_from([None, "RU", "UA"]),
        kind=st.sampled_from(KINDS),
        radius_km=st.none() | st.floats(0.1, 900),
        population=st.integers(0, 10**9),
        aliases=st.lists(WORDS, max_size=3).map(tuple),
        reason=st.just("") | WORDS,
    )
)
def test_what_is_written_is_read(tmp_path_factory, row):
    path = tmp_path_factory.getbasetemp() / "written.csv"
    write_overlay(path, (row,))
    assert read_overlay(path) == (row,)


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+7 Street", "@home", "-x"])
def test_no_cell_is_a_formula(tmp_path, name):
    path = tmp_path / "own.csv"
    append_row(path, replace(PIER, name=name))
    assert not any(
        cell.startswith(("=", "+", "@", "-x")) for cell in path.read_text("utf-8").replace("\n", ",").split(",")
    )
    assert read_overlay(path)[0].name == name


def test_adding(tmp_path):
    path = tmp_path / "new" / "own.csv"
    append_row(path, PIER)
    append_row(path, PIER)  # again: nothing new
    append_row(path, OverlayRow(action="suppress", name="Western", id="*"))
    assert [row.name for row in read_overlay(path)] == ["Pier 9", "Western"]
    assert path.read_text("utf-8").splitlines()[0] == ",".join(COLUMNS)
    with pytest.raises(InvalidOverlay, match="has 'own:pier-9-fd' already"):
        append_row(path, replace(PIER, lat=5.0))
    with pytest.raises(InvalidOverlay, match="'Nowhere' cannot be added: a place needs lat and lon"):
        append_row(path, OverlayRow(name="Nowhere"))
    assert os.listdir(path.parent) == ["own.csv"]  # noqa: PTH208 - no draft is left


def test_columns_that_a_user_left_out_are_added(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("lon,lat,name\n2,1,Mole\n")
    append_row(path, PIER)
    assert [(row.name, row.lat) for row in read_overlay(path)] == [("Mole", 1.0), ("Pier 9", 10.3)]


# ------------------------------------------------------------------ promoting


def correction(**values):
    return Correction(**({"evidence": "It left Pier 9.", "place_text": "Pier 9", "field": "place"} | values))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("43.1,131.9", ("place", "Pier 9", 43.1, "RU", "")),
        ("43.1, 131.9, Berth Nine", ("place", "Pier 9", 43.1, "RU", "")),
        ("Vladivostok", ("name", "Pier 9", None, None, "geonames:2013348")),
        ("geonames:2013348", ("name", "Pier 9", None, None, "geonames:2013348")),
    ],
)
def test_a_correction_is_promoted(value, expected):
    rows = promote(correction(value=value, who="Ann", why="seen there"))
    assert [(row.action, row.name, row.lat, row.country, row.id) for row in rows] == [expected]
    assert (rows[0].reason, rows[0].source) == ("seen there", "Ann")
    found = default_gazetteer().lookup("Pier 9")[0].place
    assert found.admin1 == "59"
    if "Berth" in value:
        assert idents(default_gazetteer().lookup("Berth Nine")) == [found.id]


def test_a_timelines_corrections_are_promoted_and_the_rest_passed_over():
    class Told:
        corrections = (correction(field="date", value="2021-05-03"), correction(value="43.1,131.9"))

    assert [row.name for row in promote(Told())] == ["Pier 9"]
    assert promote(Told()) == promote(Told())  # twice is once
    assert len(read_overlay(default_gazetteer().overlays[0])) == 1


@pytest.mark.parametrize(
    ("value", "message"),
    [("Grauwacken Yard", "no place named 'Grauwacken Yard'"), ("geonames:99999999", "no place 'geonames:99999999'")],
)
def test_a_correction_that_names_nothing(value, message):
    with pytest.raises(InvalidCorrection, match=message):
        promote(correction(value=value))
    with pytest.raises(InvalidCorrection, match="none of 1 corrections is of a place"):
        promote(correction(field="drop"))


ANSWER = Place(
    id="nominatim:way/7", name="Berth Nine", latitude=43.1, longitude=131.9, country="RU", layer="site",
    precision="site", radius_km=0.4, source="© OpenStreetMap contributors (ODbL), nominatim",
)  # fmt: skip
MENTION = Mention(start=0, end=6, text="Pier 9", kind="literal")


@pytest.mark.parametrize(
    "answer",
    [ANSWER, Candidate(place=ANSWER, rung="geocoder"), Resolution(mention=MENTION, place=ANSWER, score=0.6)],
    ids=["place", "candidate", "resolution"],
)
def test_a_geocoders_answer_is_promoted(answer):
    promote(answer, name="Pier 9")
    found = default_gazetteer().lookup("Pier 9")[0].place
    assert (found.id, found.latitude, found.radius_km, found.source) == ("nominatim:way/7", 43.1, 0.4, ANSWER.source)
    assert idents(default_gazetteer().lookup("Berth Nine")) == ["nominatim:way/7"]


def test_what_is_not_resolved_cannot_be_kept():
    with pytest.raises(InvalidOverlay, match="is not resolved"):
        promote(Resolution(mention=MENTION, place=None, reason="nobody bears it"))


# ------------------------------------------------------------------ the command line


def test_add_search_and_info(data):
    result = run("add", "Pier 9", "--lat", "-43.1", "--lon", 131.9, "--country", "ru", "--alias", "Ninth Pier")
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"kept in {data / 'places.csv'}" in result.stdout
    assert "own:pier-9-ru  [overlay]" in run("search", "ninth pier").stdout
    assert "own places: " in run("info").stdout
    assert run("add", "Big Port", "--id", "geonames:2013348").exit_code == 0
    assert "geonames:2013348" in run("search", "Big Port").stdout
    assert "means no place from now on" in run("add", "Vladivostok", "--suppress").stdout
    assert run("search", "Vladivostok").exit_code == 1


def test_add_to_the_project(tmp_path):
    assert run("add", "Pier 9", "--lat", 1, "--lon", 2, "--project").exit_code == 0
    assert (tmp_path / "geoevents-places.csv").is_file()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["add", "Pier 9"], "a place needs lat and lon"),
        (["add", "Pier 9", "--lat", "95", "--lon", "2"], "--lat"),
        (["add", "P", "--lat", "1", "--lon", "2", "--kind", "hut"], "kind 'hut' is none of"),
        (["add", "P", "--lat", "1", "--lon", "2", "--project", "--overlay", "x.csv"], "not both"),
        (["promote"], "--answer NAME"),
        (["promote", "--answer", "Pier 9", "--provider", "osm"], "no geocoder 'osm'"),
        (["promote", "nowhere.jsonl"], "no file of corrections"),
        (["install", "osm"], "cannot be installed"),
        (["install", "geonames"], "--from FOLDER"),
        (["install", "geonames", "--from", "nowhere"], "no folder nowhere"),
        (["install", "geonames", "--from", ".", "--countries", "Russia"], "is no ISO 3166-1 code"),
        (["install", "geonames", "--from", ".", "--countries", ","], "is no ISO 3166-1 code"),
        (["info", "--verify"], "no full gazetteer"),
    ],
)
def test_wrong_use_exits_with_two(arguments, message):
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())


def test_promote_a_file(tmp_path):
    save([correction(value="43.1,131.9")], tmp_path / "corrections.jsonl")
    result = run("promote", "corrections.jsonl", "--project")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Pier 9: 43.1, 131.9, kept in geoevents-places.csv" in result.stdout
    assert idents(default_gazetteer().lookup("Pier 9")) == ["own:pier-9-ru"]


def test_install_search_and_uninstall(tmp_path, data):
    (tmp_path / "allCountries.txt").write_text(dumps.text(), "utf-8")
    result = run("install", "geonames", "--from", ".", "--countries", "FD,SY", "--quiet")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "installed 8 places with 11 names" in result.stdout
    assert "geonames:20000002" in run("search", "Duck Creek").stdout
    assert "the full GeoNames, under it:" in run("info").stdout
    assert "is as it was made: sha256" in run("info", "--verify").stdout
    assert run("uninstall").stdout.startswith(f"removed {data}")
    assert run("uninstall").exit_code == 1
    assert "not installed" in run("info").stdout


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister arrived in Springfield on 3 May 2021.", "own:springfield"),
        ("The talks were in France. The minister arrived in Paris.", "own:paris"),
        ("The minister arrived in Springfield, Illinois.", "geonames:4250542"),
    ],
)
def test_the_ranker_prefers_ones_own_unless_the_text_says_otherwise(tmp_path, text, expected):
    rows = [
        OverlayRow(name="Springfield", lat=50.45, lon=30.52, country="UA", kind="city", id="own:springfield"),
        OverlayRow(name="Paris", lat=43.1, lon=131.9, country="RU", id="own:paris"),
    ]
    write_overlay(tmp_path / "own.csv", tuple(rows))
    found = Extractor(Gazetteer(overlays=[tmp_path / "own.csv"])).read_one(Document(id="a", text=text))
    places = {one.mention.text: one for one in found.resolutions}
    mention = "Paris" if "Paris" in text else "Springfield"
    assert places[mention].place.id == expected
    assert ("a place of your own" in places[mention].reason) == expected.startswith("own")


def test_a_file_of_the_project_by_option(tmp_path):
    add_place(PIER, overlay=tmp_path / "elsewhere.csv")
    assert idents(default_gazetteer("elsewhere.csv").lookup("Pier 9")) == ["own:pier-9-fd"]
    assert "own:pier-9-fd" in run("search", "Pier 9", "--places", "elsewhere.csv").stdout
    assert "elsewhere.csv, 1 rows" in run("info", "--places", "elsewhere.csv").stdout
    (tmp_path / "in.jsonl").write_text('{"doc_id": "a", "text": "The ship left Pier 9 on 3 May 2021."}\n')
    result = CliRunner().invoke(app, ["extract", "in.jsonl", "-q", "--places", "elsewhere.csv"])
    assert '"lat": 10.3' in result.stdout
    result = CliRunner().invoke(app, ["extract", "in.jsonl", "-q", "--places", "nowhere.csv"])
    assert (result.exit_code, "nowhere.csv: `geoevents gazetteer add`" in result.stderr) == (2, True)
