"""The geocoder against a server on this machine: how often it asks, how fast, and what it keeps."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from geoevents.errors import GeocoderUnavailable, UnwritableOutput
from geoevents.geocode import Geocoder
from geoevents.geocode.answers import candidates_from
from geoevents.geocode.store import Question, Store

AGENT = "geoevents-tests/1.0 (tests@coast.example)"
CAMPUS = {
    "osm_type": "way",
    "osm_id": 42,
    "lat": "43.0246",
    "lon": "131.8934",
    "name": "Дальневосточный университет",
    "display_name": "Дальневосточный университет, Русский остров, Россия",
    "namedetails": {"name:en": "Far Eastern Federal University"},
    "class": "amenity",
    "type": "university",
    "addresstype": "amenity",
    "address": {"country_code": "ru", "state": "Primorye"},
    "boundingbox": ["43.02", "43.03", "131.88", "131.90"],
    "importance": 0.4,
}
PHOTON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [5.3269, 60.3943]},
            "properties": {
                "osm_type": "R",
                "osm_id": 7,
                "osm_value": "administrative",
                "type": "city",
                "name": "Bergen",
                "state": "Vestland",
                "countrycode": "NO",
                "extent": [5.1, 60.5, 5.6, 60.2],
            },
        }
    ],
}


class Server(BaseHTTPRequestHandler):
    """Speaks Nominatim and Photon, or fails in the way that it is told."""

    def do_GET(self):
        server = self.server
        server.asked.append((time.monotonic(), self.path, self.headers["User-Agent"]))
        mode = server.modes.pop(0) if server.modes else server.mode
        if mode == "slow":
            server.patience.wait(2)
            mode = "ok"
        status, body, headers = {
            "ok": (200, json.dumps([CAMPUS]), {}),
            "photon": (200, json.dumps(PHOTON), {}),
            "empty": (200, "[]", {}),
            "null": (200, "null", {}),
            "object": (200, "{}", {}),
            "error": (200, '{"error": "overloaded"}', {}),
            "nonsense": (200, '[{"lat": "north", "lon": 1, "display_name": "x"}]', {}),
            "html": (200, "<html>busy</html>", {}),
            "429": (429, "slow down", {"Retry-After": "7"}),
            "403": (403, "banned", {}),
            "500": (500, "broken", {}),
            "redirect": (302, "", {"Location": "/elsewhere"}),
        }[mode]
        data = body.encode()
        head = [f"HTTP/1.0 {status} X", "Content-Type: application/json", f"Content-Length: {len(data)}"]
        head += [f"{key}: {value}" for key, value in headers.items()]
        # at once, or the client waits for the second packet
        self.wfile.write("\r\n".join(head).encode() + b"\r\n\r\n" + data)

    def log_message(self, *_):
        pass


@pytest.fixture
def server(socket_enabled):  # noqa: ARG001
    http = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    http.asked, http.mode, http.modes, http.patience = [], "ok", [], threading.Event()
    http.address = f"http://127.0.0.1:{http.server_address[1]}"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield http
    http.patience.set()
    http.shutdown()
    http.server_close()
    thread.join()


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


def test_photon(make, server):
    server.mode = "photon"
    (candidate,) = make("photon").candidates("Bergen", countries=["NO"])
    place = candidate.place
    assert (place.id, place.name, place.country) == ("photon:relation/7", "Bergen", "NO")
    assert (place.layer, place.precision) == ("city", "locality")
    assert 15 < place.radius_km < 30


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


@pytest.mark.parametrize("mode", ["null", "object", "error", "nonsense", "html", "429", "403", "500", "redirect"])
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


def test_processes_share_the_turns(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from geoevents.geocode.store import Store\n"
        "store = Store(Path(sys.argv[1]))\n"
        "for _ in range(2): print(store.take_turn('http://x', delay=0.2))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "g.sqlite")]
    root = Path(__file__).parents[1]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) for _ in range(2)]
    times = sorted(float(line) for process in running for line in process.communicate(timeout=30)[0].split())
    assert len(times) == 4
    assert all(later - earlier >= 0.2 for earlier, later in pairwise(times))


def test_a_clock_set_back_does_not_stop_us(tmp_path):
    store = Store(tmp_path / "g.sqlite")
    store.take_turn("http://x", delay=1_000_000.0)
    begin = time.monotonic()
    store.take_turn("http://x", delay=0.0)
    assert time.monotonic() - begin < 1


@pytest.mark.parametrize(
    ("endpoint", "asked_for", "delay"),
    [(None, 0.0, 1.0), (None, 2.5, 2.5), ("https://NOMINATIM.openstreetmap.org", 0.1, 1.0), ("http://own", 0.1, 0.1)],
)
def test_public_servers_have_a_floor(endpoint, asked_for, delay):
    assert Geocoder(user_agent=AGENT, endpoint=endpoint, min_delay=asked_for)._delay == delay


def test_a_ban_ends_it_at_once(make, server):
    server.mode = "403"
    geocoder = make()
    for _ in range(3):
        with pytest.raises(GeocoderUnavailable):
            geocoder.candidates("Bergen")
    assert len(server.asked) == 1
    with pytest.raises(GeocoderUnavailable, match="is asked no more: it refused us"):
        geocoder.candidates("Bergen")


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
        ({"provider": "maps"}, "no geocoder 'maps': use nominatim or photon"),
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
    from geopy.adapters import BaseSyncAdapter

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
