"""The geocoder against a server on this machine: how often it asks, how fast, and what it keeps."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.adapters import BaseSyncAdapter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback import ARCGIS, BERGEN, CAMPUS, GEONAMES, PELIAS, Loopback

from geoevents.errors import GeocoderUnavailable, UnwritableOutput
from geoevents.geocode import Geocoder
from geoevents.geocode.answers import candidates_from
from geoevents.geocode.store import Question, Store

KEYS = {*CAMPUS, *BERGEN["properties"], *PELIAS["properties"], *GEONAMES, *ARCGIS["attributes"], *BERGEN, *ARCGIS}
AGENT = "geoevents-tests/1.0 (tests@coast.example)"


@pytest.fixture
def server(socket_enabled):  # noqa: ARG001
    with Loopback() as http:
        yield http


@pytest.fixture
def make(server, tmp_path):
    def geocoder(provider="nominatim", **options):
        options = {"min_delay": 0.0, "timeout": 5.0, "cache": tmp_path / "cache" / "g.sqlite", **options}
        return Geocoder(provider, user_agent=AGENT, endpoint=server.address, **options)

    return geocoder


# ------------------------------------------------------------------ answers


def test_a_place_comes_with_its_provenance(make, server):
    (candidate,) = make().candidates("Far Eastern Federal University", countries=["RU"])
    place = candidate.place
    assert candidate.rung == "geocoder"
    assert place.id == "nominatim:way/42"
    assert (place.latitude, place.longitude, place.country, place.admin1_name) == (43.0246, 131.8934, "RU", "Primorye")
    assert (place.layer, place.precision, place.geonameid) == ("site", "site", None)
    assert 0.5 < place.radius_km < 2
    assert place.source.startswith("© OpenStreetMap contributors (ODbL), nominatim at 127.0.0.1:")
    (_, path, agent) = server.asked[0]
    asked = parse_qs(urlsplit(path).query)
    assert agent == AGENT
    assert asked["q"] == ["Far Eastern Federal University"]
    assert asked["countrycodes"] == ["ru"]


def test_photon(make):
    (candidate,) = make("photon").candidates("Bergen", countries=["NO"])
    place = candidate.place
    assert (place.id, place.name, place.country) == ("photon:relation/7", "Bergen", "NO")
    assert (place.layer, place.precision) == ("city", "locality")
    assert 15 < place.radius_km < 30


@pytest.mark.parametrize(
    ("provider", "options", "ident", "licence"),
    [
        ("pelias", {"api_key": "sesame"}, "pelias:whosonfirst:locality:101751889", "terms of the provider, pelias at "),
        ("geonames", {"username": "sesame"}, "geonames:3161732", "GeoNames (CC BY 4.0), geonames at "),
        ("arcgis", {}, "arcgis:60.3943,5.3269", "terms of the provider, arcgis at "),
    ],
)
def test_any_geocoder_of_geopy(make, server, tmp_path, provider, options, ident, licence):
    geocoder = make(provider, **options)
    (candidate,) = geocoder.candidates("Bergen", countries=["NO"], box=(58.0, 3.0, 62.0, 8.0))
    place = candidate.place
    assert (place.id, place.name, place.country, place.admin1_name) == (ident, "Bergen", "NO", "Vestland")
    assert (place.layer, place.precision) == ("city", "locality")
    assert abs(place.latitude - 60.39) < 0.01
    assert candidate.flags == {"country", "name", "near"}
    assert place.source.startswith(licence)
    assert make(provider, offline=True, **options).candidates("Bergen", countries=["NO"], box=(58, 3, 62, 8)) == (
        candidate,
    )
    (told,) = geocoder.consultations
    assert (told.sent, told.found, told.cached, told.licence) == (1, 1, False, place.source)
    assert told.url.startswith(server.address)
    assert 179 < (told.expires - told.retrieved).days <= 180
    kept = (tmp_path / "cache" / "g.sqlite").read_bytes()
    assert b"Bergen" in kept
    assert b"sesame" not in kept
    assert "sesame" not in repr(geocoder) + told.url


@pytest.mark.parametrize("provider", ["nominatim", "photon", "pelias", "geonames", "arcgis"])
@pytest.mark.parametrize("mode", ["empty", "object", "null", "status", "html", "500", "503", "403", "429"])
def test_no_server_makes_us_keep_an_error(make, server, tmp_path, provider, mode):
    options = {"geonames": {"username": "sesame"}, "pelias": {"api_key": "sesame"}}.get(provider, {})
    server.mode = mode
    geocoder = make(provider, **options)
    if mode == "empty":
        assert geocoder.candidates("Bergen") == ()
    else:
        with pytest.raises(GeocoderUnavailable, match="did not answer for 'Bergen'") as caught:
            geocoder.candidates("Bergen")
        assert "sesame" not in str(caught.value)
    assert len(server.asked) == geocoder.requests == 1
    with closing(sqlite3.connect(tmp_path / "cache" / "g.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM answers").fetchone() == (int(mode == "empty"),)


def test_countries_and_leaning_reach_each_server_in_its_own_words(make, server):
    box = (58.0, 3.0, 62.0, 8.0)
    for provider, options in (("nominatim", {}), ("photon", {}), ("pelias", {}), ("geonames", {"username": "me"})):
        make(provider, **options).candidates("Bergen", countries=["SE", "no"], box=box)
    nominatim, photon, pelias, geonames = (parse_qs(urlsplit(path).query) for _, path, _ in server.asked)
    assert (nominatim["countrycodes"], nominatim["viewbox"]) == (["no,se"], ["3.0,58.0,8.0,62.0"])
    assert "bounded" not in nominatim
    assert (photon["lat"], photon["lon"]) == (["60.0"], ["5.5"])
    assert pelias["boundary.country"] == ["NO,SE"]
    assert geonames["country"] == ["NO", "SE"]


@pytest.mark.parametrize(
    ("name", "asked", "wanted"),
    [
        ("Bergen", "bergen", {"name"}),
        ("Bérgen", "Bergen", {"name"}),
        ("Bergen Airport, Flesland", "Bergen Airport", {"name"}),
        ("Bergen", "Bergen Airport", None),
        ("Old Bergen", "Bergen", set()),
        ("Bergen (airport)", "the Bergen Airport", set()),
        ("Oslo", "Bergen", None),
    ],
)
def test_names_are_looked_at_twice(name, asked, wanted):
    question = Question(provider="nominatim", endpoint="http://x", name=asked, countries=(), language="en")
    found = candidates_from([{**CAMPUS, "name": name, "display_name": name, "namedetails": {}}], question)
    assert [set(candidate.flags) for candidate in found] == ([] if wanted is None else [wanted])


def test_a_continent_is_no_answer():
    question = Question(provider="nominatim", endpoint="http://x", name="Fiji", countries=(), language="en")
    assert candidates_from([{**CAMPUS, "name": "Fiji", "boundingbox": ["-60", "60", "-90", "90"]}], question) == ()


@pytest.mark.parametrize("name", ["Paris", "Springfield"])
def test_an_answer_of_another_name_is_dropped(make, name):
    assert make().candidates(name) == ()


def test_an_answer_of_another_country_is_dropped(make):
    assert make().candidates("Far Eastern Federal University", countries=["US", "ca"]) == ()


@pytest.mark.parametrize("name", ["", "   ", "…", "x" * 201])
def test_what_is_no_name_is_not_asked(make, server, name):
    assert make().candidates(name) == ()
    assert server.asked == []


@pytest.mark.parametrize(
    ("box", "least", "most"),
    [(["-20", "-10", "170", "-170"], 1000, 1400), (["a", "b", "c", "d"], 0.5, 0.5), ([], 0.5, 0.5), (None, 0.5, 0.5)],
)
def test_boxes_over_the_date_line_and_broken_ones(box, least, most):
    question = Question(provider="nominatim", endpoint="http://x", name="Fiji", countries=(), language="en")
    answer = [{**CAMPUS, "name": "Fiji", "boundingbox": box}]
    (candidate,) = candidates_from(answer, question)
    assert least <= candidate.place.radius_km <= most


# -------------------------------------------------------------------- cache


def test_an_answer_is_asked_for_once(make, server):
    geocoder = make()
    first = geocoder.candidates("Far Eastern Federal University")
    assert geocoder.candidates("far  eastern federal university") == first
    assert make(offline=True).candidates("Far Eastern Federal University") == first
    assert len(server.asked) == 1
    assert geocoder.requests == 1


def test_other_countries_are_another_question(make, server):
    make().candidates("Far Eastern Federal University", countries=["RU"])
    make().candidates("Far Eastern Federal University")
    assert len(server.asked) == 2


def test_a_well_formed_no_is_kept(make, server):
    server.mode = "empty"
    assert make().candidates("Nowhereville") == ()
    assert make().candidates("Nowhereville") == ()
    assert len(server.asked) == 1


def test_answers_grow_old(make, server, monkeypatch):
    server.modes = ["ok", "empty", "empty"]
    for name in ("Far Eastern Federal University", "Nowhereville"):
        make().candidates(name)
    now = time.time()
    for days, asked in ((13, 2), (15, 3), (181, 5)):
        monkeypatch.setattr("geoevents.geocode.store.time.time", lambda days=days: now + days * 86_400)
        for name in ("Far Eastern Federal University", "Nowhereville"):
            make().candidates(name)
        assert len(server.asked) == asked


@pytest.mark.parametrize(
    "mode", ["null", "object", "status", "error", "nonsense", "html", "429", "403", "500", "redirect"]
)
def test_nothing_but_an_answer_is_kept(make, server, tmp_path, mode):
    server.mode = mode
    with pytest.raises(GeocoderUnavailable, match=r"did not answer for 'Bergen'") as caught:
        make().candidates("Bergen")
    assert caught.value.__cause__ is not None
    assert len(server.asked) == 1
    with closing(sqlite3.connect(tmp_path / "cache" / "g.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM answers").fetchone() == (0,)


def test_a_slow_server_is_asked_once(make, server):
    server.mode = "slow"
    begin = time.monotonic()
    with pytest.raises(GeocoderUnavailable, match="TimedOut"):
        make(timeout=0.2).candidates("Bergen")
    assert time.monotonic() - begin < 1.5
    assert len(server.asked) == 1


def test_an_answer_without_an_end(make, server):
    server.mode = "dripping"
    begin = time.monotonic()
    with pytest.raises(GeocoderUnavailable, match="Unable to read the response"):
        make(timeout=0.3).candidates("Bergen")
    assert time.monotonic() - begin < 2
    assert len(server.asked) == 1


def test_a_server_that_is_not_there(make, server):
    server.address = "http://127.0.0.1:9"
    with pytest.raises(GeocoderUnavailable, match="refused"):
        make().candidates("Bergen")


def test_a_broken_cache_names_the_file_and_the_way_out(make, tmp_path):
    (tmp_path / "broken.sqlite").write_bytes(b"this is no database, not at all" * 100)
    with pytest.raises(GeocoderUnavailable, match=r"broken\.sqlite cannot be used .*: delete it"):
        make(cache=tmp_path / "broken.sqlite").candidates("Bergen")


def test_a_cache_that_cannot_be_made(make, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableOutput, match="cannot keep answers in"):
        make(cache=tmp_path / "file" / "g.sqlite").candidates("Bergen")


def test_the_cache_folder_comes_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("GEOEVENTS_CACHE", str(tmp_path))
    with pytest.raises(GeocoderUnavailable, match=r"'Bergen' is not in .*geocode\.sqlite and the geocoder is offline"):
        Geocoder(user_agent=AGENT, offline=True).candidates("Bergen")
    assert list(tmp_path.iterdir()) == []


# --------------------------------------------------------------- politeness


def test_requests_keep_their_distance(make, server):
    for name in ("one", "two", "three"):
        make(min_delay=0.3).candidates(name)
    times = [when for when, _, _ in server.asked]
    assert len(times) == 3
    assert times[-1] - times[0] > 0.45  # a busy machine may stamp the first one late


def test_threads_share_the_turns(make, server):
    geocoder = make(min_delay=0.1)
    threads = [threading.Thread(target=make(min_delay=0.1).candidates, args=(f"name {n}",)) for n in range(3)]
    threads.append(threading.Thread(target=geocoder.candidates, args=("name 3",)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(when for when, _, _ in server.asked)
    assert len(times) == 4
    assert times[-1] - times[0] > 0.28


PROCESS = """
import sys
from geoevents.geocode import Geocoder
address, cache, delay, *names = sys.argv[1:]
geocoder = Geocoder(user_agent="tests/1.0 (t@coast.example)", endpoint=address, cache=cache, min_delay=float(delay))
for name in names:
    geocoder.candidates(name)
    print(name, flush=True)
"""


@pytest.fixture
def start(server, tmp_path):
    """Start a process that asks for names, and end it at the latest with the test."""
    running = []

    def process(*names, delay):
        command = [sys.executable, "-c", PROCESS, server.address, str(tmp_path / "g.sqlite"), str(delay), *names]
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]))
        return running[-1]

    yield process
    for process in running:
        process.kill()
        process.communicate(timeout=30)


def test_four_processes_together_keep_their_distance_as_the_server_sees_it(server, start):
    server.mode = "echo"
    running = [start(f"port {number}", f"cape {number}", delay=0.2) for number in range(4)]
    said = [process.communicate(timeout=60)[0].split("\n")[:2] for process in running]
    assert sorted(server.names) == sorted(name for names in said for name in names)
    assert len(server.asked) == 8
    assert min(server.gaps) >= 0.2 - 0.001  # a clock's grain


def test_four_processes_ask_for_the_same_names_once(server, start):
    server.mode = "echo"
    running = [start("port", "cape", "reef", delay=0.3) for _ in range(4)]
    said = [process.communicate(timeout=60)[0].split() for process in running]
    assert said == [["port", "cape", "reef"]] * 4
    assert server.names == ["port", "cape", "reef"]
    assert min(server.gaps) >= 0.3 - 0.001


def test_slow_servers_are_not_asked_faster(server, make):
    server.mode, server.slowness = "slow", 0.15
    for name in ("one", "two", "three"):
        make(min_delay=0.2).candidates(name)
    assert min(server.gaps) >= 0.2 + 0.15 - 0.001


def test_a_killed_run_goes_on_where_it_ended(server, start, make, tmp_path):
    server.mode = "echo"
    names = [f"harbour {number}" for number in range(6)]
    process = start(*names, delay=0.05)
    done = [process.stdout.readline().strip() for _ in range(3)]
    process.kill()
    process.wait(timeout=30)
    asked = len(server.asked)
    geocoder = make(cache=tmp_path / "g.sqlite", timeout=0.2)
    assert all(geocoder.candidates(name) for name in names)
    assert done == names[:3]
    assert len(server.asked) - asked == geocoder.requests <= 3
    assert set(server.names) == set(names)


def test_the_turn_of_a_dead_process_ends(tmp_path):
    store = Store(tmp_path / "g.sqlite")
    dead = store.turn("http://x", delay=0.0, patience=0.3)
    dead.__enter__()  # taken, and not given back
    begin = time.monotonic()
    with store.turn("http://x", delay=0.0):
        assert 0.2 < time.monotonic() - begin < 2


def test_a_clock_set_back_does_not_stop_us(tmp_path):
    store = Store(tmp_path / "g.sqlite")
    with store.turn("http://x", delay=1_000_000.0):
        pass
    begin = time.monotonic()
    with store.turn("http://x", delay=0.0):
        assert time.monotonic() - begin < 1


@pytest.mark.parametrize(
    ("endpoint", "asked_for", "delay"),
    [
        (None, 0.0, 1.0),
        (None, 2.5, 2.5),
        ("https://NOMINATIM.openstreetmap.org", 0.1, 1.0),
        ("https://nominatim.openstreetmap.org.:443/", 0.1, 1.0),
        ("https://photon.komoot.io", 0.1, 1.0),
        ("http://own", 0.1, 0.1),
    ],
)
def test_public_servers_have_a_floor(endpoint, asked_for, delay):
    assert Geocoder(user_agent=AGENT, endpoint=endpoint, min_delay=asked_for)._delay == delay


@pytest.mark.parametrize(
    ("provider", "options", "delay"),
    [
        ("arcgis", {}, 1.0),
        ("geonames", {"username": "me"}, 1.0),
        ("herev7", {"apikey": "k"}, 1.0),
        ("pelias", {"domain": "pelias.coast.example"}, 0.0),
    ],
)
def test_so_have_the_servers_of_all_providers(provider, options, delay):
    assert Geocoder(provider, min_delay=0.0, **options)._delay == delay


def test_a_ban_ends_it_at_once(make, server):
    server.mode = "403"
    geocoder = make()
    for _ in range(3):
        with pytest.raises(GeocoderUnavailable):
            geocoder.candidates("Bergen")
    assert len(server.asked) == 1
    with pytest.raises(GeocoderUnavailable, match="is asked no more: it refused us"):
        geocoder.candidates("Bergen")


def test_a_ban_binds_all_who_ask_under_that_name(make, server):
    server.modes = ["403"]
    with pytest.raises(GeocoderUnavailable, match="GeocoderInsufficientPrivileges"):
        make().candidates("Bergen")
    with pytest.raises(GeocoderUnavailable, match=r"has refused us, ask its owner: 3\d\d\d more seconds"):
        make().candidates("Bergen")
    assert len(server.asked) == 1
    other = Geocoder(user_agent="other/1.0 (o@coast.example)", endpoint=server.address, cache=make()._store.path)
    assert len(other.candidates("Far Eastern Federal University")) == 1


def test_too_many_requests_stops_everyone_for_as_long_as_the_server_says(make, server, monkeypatch):
    server.modes = ["429"]
    with pytest.raises(GeocoderUnavailable, match="GeocoderRateLimited"):
        make().candidates("Far Eastern Federal University")
    with pytest.raises(GeocoderUnavailable, match=r"asked for a pause: [67] more seconds"):
        make().candidates("Far Eastern Federal University")
    assert len(server.asked) == 1
    later = time.time() + 8
    monkeypatch.setattr("geoevents.geocode.store.time.time", lambda: later)
    assert len(make().candidates("Far Eastern Federal University")) == 1


def test_three_failures_in_a_row_end_it(make, server):
    server.modes = ["500", "500", "ok", "500", "html", "500"]
    geocoder = make()
    outcomes = []
    for number in range(8):
        try:
            geocoder.candidates(f"Far Eastern Federal University {number}")
            outcomes.append("answer")
        except GeocoderUnavailable as problem:
            outcomes.append("closed" if "asked no more: 3 failures" in str(problem) else "failure")
    assert outcomes == ["failure", "failure", "answer", "failure", "failure", "failure", "closed", "closed"]
    assert len(server.asked) == 6


def test_the_budget_is_kept_and_says_how_to_go_on(make, server):
    geocoder = make(budget=2)
    for name in ("one", "two", "one"):
        geocoder.candidates(name)
    with pytest.raises(GeocoderUnavailable, match=r"budget of 2 requests is spent: a larger budget="):
        geocoder.candidates("three")
    assert len(server.asked) == 2


def test_offline_never_connects(make, server):
    with pytest.raises(GeocoderUnavailable, match="geocoder is offline"):
        make(offline=True).candidates("Bergen")
    assert server.asked == []


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"provider": "maps"}, "no geocoder 'maps': use one of .*nominatim"),
        ({"provider": "what3words", "api_key": "k"}, "not names of places"),
        ({"user_agent": None}, "user_agent=None says nobody"),
        ({"provider": "photon", "user_agent": None}, "says nobody"),
        ({"provider": "pelias"}, "pelias needs domain: give it as domain="),
        ({"provider": "geonames"}, "geonames needs username"),
        ({"provider": "arcgis", "key": "k"}, "arcgis takes no key: it takes username, password"),
        ({"provider": "baidu", "api_key": "k", "endpoint": "http://own"}, "takes no endpoint"),
        ({"endpoint": "http://me:secret@own"}, "holds a password"),
        ({"user_agent": " "}, "says nobody"),
        ({"user_agent": "geopy/2.5.0"}, "says nobody"),
        ({"endpoint": "localhost:8080"}, "is no http address"),
        ({"endpoint": "file:///etc"}, "is no http address"),
    ],
)
def test_what_cannot_be_asked_is_refused(options, words):
    with pytest.raises(ValueError, match=words):
        Geocoder(**{"user_agent": AGENT, **options})


def test_an_own_adapter_takes_the_place_of_ours(tmp_path):
    class Tape(BaseSyncAdapter):
        def get_json(self, *_, **__):
            return [CAMPUS]

        def get_text(self, *_, **__):
            raise NotImplementedError

    geocoder = Geocoder(
        user_agent=AGENT, endpoint="http://nowhere", cache=tmp_path / "g", min_delay=0, adapter_factory=Tape
    )
    assert geocoder.candidates("Far Eastern Federal University")[0].place.id == "nominatim:way/42"
    assert repr(geocoder) == "<Geocoder nominatim at http://nowhere: 1 of 50 requests, ready>"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(KEYS)), inner, max_size=5),
    max_leaves=8,
)


def _twisted(data, value):
    """An answer with some of its parts, anywhere, put in the place of others."""
    if isinstance(value, dict):
        return {
            key: data.draw(JSON) if data.draw(st.integers(0, 9)) == 0 else _twisted(data, one)
            for key, one in value.items()
        }
    return [_twisted(data, one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("provider", "answer"),
    [
        ("nominatim", [CAMPUS]),
        ("photon", {"features": [BERGEN]}),
        ("pelias", {"features": [PELIAS]}),
        ("geonames", {"geonames": [GEONAMES]}),
        ("arcgis", {"candidates": [ARCGIS]}),
    ],
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_answer_gives_places_or_is_refused(tmp_path, provider, answer, data):
    told = _twisted(data, answer)

    class Tape(BaseSyncAdapter):
        def get_json(self, *_, **__):
            return told

        def get_text(self, *_, **__):
            raise NotImplementedError

    name = "Bergen" if provider != "nominatim" else "Far Eastern Federal University"
    options = {"geonames": {"username": "me"}}.get(provider, {})
    cache = Path(tempfile.mkdtemp(dir=tmp_path)) / "g.sqlite"
    geocoder = Geocoder(
        provider, user_agent=AGENT, endpoint="http://own", cache=cache, min_delay=0, adapter_factory=Tape, **options
    )
    try:
        found = geocoder.candidates(name)
    except GeocoderUnavailable:
        return
    for candidate in found:
        assert -90 <= candidate.place.latitude <= 90
        assert -180 <= candidate.place.longitude <= 180
        assert 0 < candidate.place.radius_km <= 1500
        assert candidate.rung == "geocoder"
    assert geocoder.candidates(name) == found
