"""The full GeoNames from its dump: read, resumed, checked, swapped in, and asked together with the packaged file."""

from __future__ import annotations

import hashlib
import http.server
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import dumps
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from geoevents.cli import app
from geoevents.errors import DownloadFailed, DumpMissing, GeoEventsError, InvalidDump, UnwritableOutput
from geoevents.gazetteer import Gazetteer, default_gazetteer, home, name_key
from geoevents.gazetteer import dump as dump_module
from geoevents.gazetteer import install as installing
from geoevents.gazetteer.dump import DumpFile, blocks, find_dump
from geoevents.gazetteer.feature import IDENT_MASK, feature_of, importance_of, number_of
from geoevents.gazetteer.fetch import fetch
from geoevents.gazetteer.flags import Layer
from geoevents.gazetteer.install import install, uninstall, verify
from geoevents.gazetteer.staging import Staging


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    monkeypatch.setenv("GEOEVENTS_DATA", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def folder(tmp_path):
    """A folder as GeoNames' server has it."""
    found = tmp_path / "dump"
    found.mkdir()
    (found / "allCountries.txt").write_text(dumps.text(), "utf-8")
    (found / "admin1CodesASCII.txt").write_text(dumps.DIVISIONS, "utf-8")
    return found


@pytest.fixture
def both(folder, small_gazetteer_path):
    """The small gazetteer with the full one under it."""
    return Gazetteer(small_gazetteer_path, full=install(folder).path)


def idents(found):
    return [candidate.place.id for candidate in found]


# ------------------------------------------------------------------ what is made


def test_places_and_names(folder, data):
    made = install(folder)
    assert (made.places, made.path) == (8, data / "geonames.sqlite")
    assert made.names == 11
    assert made.size == made.path.stat().st_size
    assert not made.resumed
    assert sorted(path.name for path in data.iterdir()) == ["geonames.sha256", "geonames.sqlite"]


def test_a_place_of_the_full_file(both):
    place = both.lookup("Duck Creek")[0].place
    assert (place.id, place.geonameid, place.layer, place.country) == ("geonames:20000002", 20_000_002, "nature", "FD")
    assert (place.latitude, place.longitude) == (10.6, 20.6)
    assert place.admin1_name == "Klopstok Oblast"
    assert both.place("geonames:20000002") == place
    with pytest.raises(KeyError, match="geonames:20000099"):
        both.place("geonames:20000099")


def test_small_places_of_the_full_file_say_so(both):
    """The ranker must not take a creek for one of the few great rivers of the packaged file."""
    assert {"minor", "common"} <= both.lookup("Duck Creek")[0].flags
    assert not {"minor", "common"} & both.lookup("Ebele")[0].flags
    assert not any("minor" in candidate.flags for candidate in both.lookup("Old Palace"))


@pytest.mark.parametrize("name", ["Ébélé", "ebele town", "Эбеле", "Ebele"])
def test_names_of_a_place(both, name):
    assert "geonames:20000001" in idents(both.lookup(name))


def test_codes_among_alternates_are_no_names(both):
    assert both.lookup("EBL") == ()


def test_bearers_stand_by_importance(both):
    assert idents(both.lookup("Ebele")) == ["geonames:20000004", "geonames:20000001"]


def test_the_packaged_places_keep_their_order_and_larger_ones_go_between(both):
    assert idents(both.lookup("Klopstok")) == ["geonames:20000003", "geonames:3", "admin1:FD.01"]
    assert idents(both.lookup("Port Marx")) == ["geonames:4", "geonames:5", "geonames:20000007"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Klopstok Oblast", ["admin1:FD.01"]), ("Sylvania", ["geonames:2"])],
    ids=["division", "country"],
)
def test_nothing_is_there_twice(both, name, expected):
    assert idents(both.lookup(name)) == expected


def test_names_that_the_packaged_file_dropped_stay_dropped(both):
    assert both.lookup("Old Noise") == ()


def test_divisions_have_names(both):
    assert both.place("geonames:20000007").admin1_name == "Far Shore"
    assert both.name_of("SY.03") == "Far Shore"


def test_hints(both):
    hints = both.scan(["duck creek", "klopstok", "ebele", "nothing"])
    assert sorted(hints) == ["duck creek", "ebele", "klopstok"]
    assert "common" in hints["duck creek"].flags  # a creek's name counts only where the text speaks of a place
    assert "common" not in hints["ebele"].flags
    assert hints["ebele"].best_population == 90_000


def test_info(both):
    assert both.info.places == 9
    assert both.full.places == 8
    assert both.full.layers["city"] == 5
    assert "CC BY 4.0" in both.full.attribution


def test_fuzzy_reaches_into_the_full_file(both):
    assert idents(both.lookup("Duck Crek", fuzzy=True)) == ["geonames:20000002"]


def test_the_same_dump_makes_the_same_bytes(folder):
    assert install(folder).sha256 == install(folder).sha256


def test_alternates_say_what_a_name_is(folder, small_gazetteer_path):
    (folder / "alternateNamesV2.txt").write_text(dumps.alternates(), "utf-8")
    both = Gazetteer(small_gazetteer_path, full=install(folder).path)
    assert "historic" in both.lookup("Groucholand")[0].flags
    assert "abbreviation" in both.lookup("EB.")[0].flags
    assert idents(both.lookup("Ébélé la Neuve")) == ["geonames:20000001"]
    assert both.lookup("Q1") == both.lookup("Nowhere") == both.lookup("Эбеле") == ()


@pytest.mark.parametrize("packed", [False, True], ids=["txt", "zip"])
def test_some_countries_of_the_whole(folder, packed, small_gazetteer_path):
    if packed:
        dumps.pack(folder / "allCountries.zip", "allCountries.txt", (folder / "allCountries.txt").read_text("utf-8"))
        (folder / "allCountries.txt").unlink()
    made = install(folder, countries=["sy"])
    assert made.places == 3
    both = Gazetteer(small_gazetteer_path, full=made.path)
    assert idents(both.lookup("Ebele")) == ["geonames:20000004"]
    assert both.name_of("SY.03") == "Far Shore"


def test_files_of_countries_go_before_the_whole(folder):
    for code in ("FD", "SY"):
        own = [place for place in dumps.PLACES if place[8] == code]
        dumps.pack(folder / f"{code}.zip", f"{code}.txt", dumps.text(own))
    assert [file.member for file in find_dump(folder, ["SY", "FD"]).places] == ["FD.txt", "SY.txt"]
    assert install(folder, countries=["SY", "FD"]).places == 8
    assert [file.member for file in find_dump(folder, ["SY", "FD", "XX"]).places] == ["allCountries.txt"]


def test_default_gazetteer_takes_it_and_leaves_it(folder):
    assert default_gazetteer().full is None
    assert default_gazetteer().lookup("Duck Creek Ébélé") == ()
    install(folder)
    assert default_gazetteer().full.places == 8
    assert idents(default_gazetteer().lookup("Ébélé"))[0] == "geonames:20000004"
    assert [path.name for path in uninstall()] == ["geonames.sqlite", "geonames.sha256"]
    assert default_gazetteer().full is None
    assert uninstall() == ()


# ------------------------------------------------------------------ what goes wrong


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a\tb\tc\n", "line 1 has 3 columns, not 19"),
        (dumps.text() + "\n", "line 9 has 1 columns, not 19"),
        (dumps.text().replace("20000002", "duck", 1), "line 2: invalid literal for int"),
        (dumps.text().replace("10.6", "106.0", 1), "line 2: 106.0,20.6 is no point on Earth"),
        (dumps.text().replace("20000002", "99999999999", 1), "line 2: geonameid 99999999999 is not between"),
        (dumps.text().replace("10.6", "nan", 1), "line 2: nan,20.6 is no point on Earth"),
    ],
)
def test_a_line_that_cannot_be_is_named(folder, data, content, message):
    (folder / "allCountries.txt").write_text(content, "utf-8")
    with pytest.raises(InvalidDump, match=message):
        install(folder)
    assert not (data / "geonames.sqlite").exists()


def test_other_text_is_named(folder):
    (folder / "allCountries.txt").write_bytes(dumps.text().encode() + b"\xff\xfe\n")
    with pytest.raises(InvalidDump, match="line 9 is no UTF-8"):
        install(folder)


@pytest.mark.parametrize("where", [60, 200, -30])
def test_a_damaged_zip_is_named(folder, where):
    dumps.pack(folder / "FD.zip", "FD.txt", dumps.many(50))
    raw = bytearray((folder / "FD.zip").read_bytes())
    raw[where] ^= 0xFF
    (folder / "FD.zip").write_bytes(raw)
    with pytest.raises(InvalidDump, match=r"FD\.zip"):
        install(folder, countries=["FD"])


def test_a_zip_of_something_else_is_named(folder):
    dumps.pack(folder / "FD.zip", "readme.txt", "hello")
    with pytest.raises(InvalidDump, match=r"FD\.zip holds readme\.txt, not FD\.txt"):
        install(folder, countries=["FD"])


@pytest.mark.parametrize(
    ("listing", "message"),
    [("0" * 64 + "  allCountries.txt\n", "has the sum .*, not 0000"), ("abc allCountries.txt\n", "line 1 is no sum")],
)
def test_sums_are_compared(folder, data, listing, message):
    (folder / "SHA256SUMS").write_text(listing, "utf-8")
    with pytest.raises(InvalidDump, match=message):
        install(folder)
    assert not data.exists()


def test_right_sums_pass(folder):
    digest = hashlib.sha256((folder / "allCountries.txt").read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest} *allCountries.txt\n{'1' * 64}  other.zip\n", "utf-8")
    assert install(folder).places == 8


def test_wrong_columns_of_divisions_and_alternates_are_named(folder):
    (folder / "admin1CodesASCII.txt").write_text("FD.01\tKlopstok\n", "utf-8")
    with pytest.raises(InvalidDump, match=r"admin1CodesASCII\.txt, line 1 has 2 columns, not 4"):
        install(folder)
    (folder / "alternateNamesV2.txt").write_text("1\t2\n", "utf-8")
    with pytest.raises(InvalidDump, match=r"alternateNamesV2\.txt, line 1 has 2 columns, not 10"):
        install(folder)


@pytest.mark.parametrize(
    ("countries", "message"), [([], r"no allCountries\.zip"), (["RU"], r"no RU\.zip nor allCountries\.zip")]
)
def test_a_missing_file_is_named(tmp_path, countries, message):
    with pytest.raises(DumpMissing, match=message):
        install(tmp_path, countries=countries)
    with pytest.raises(DumpMissing, match="no folder"):
        install(tmp_path / "nowhere")


def test_a_full_disk_is_said_before_the_work(folder, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 10))
    with pytest.raises(UnwritableOutput, match="the import needs"):
        install(folder)


def test_a_data_folder_that_cannot_be(folder, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("GEOEVENTS_DATA", str(tmp_path / "file" / "below"))
    with pytest.raises(UnwritableOutput, match="GEOEVENTS_DATA"):
        install(folder)


def test_verify(folder):
    with pytest.raises(DumpMissing, match="no full gazetteer"):
        verify()
    made = install(folder)
    assert verify() == made.sha256
    with made.path.open("r+b") as stream:
        stream.seek(made.size // 2)
        stream.write(b"damage")
    with pytest.raises(InvalidDump, match="install it again"):
        verify()


# ------------------------------------------------------------------ stopped, resumed, swapped


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(dump_module, "BLOCK", 4_000)


class Stopped(Exception):  # noqa: N818
    """The power went off."""


def stop_after(monkeypatch, count):
    """Break off after so many blocks."""
    whole = Staging._read
    left = [count]

    def read(self, file, parse, step):
        def counted(block):
            left[0] -= 1
            if left[0] < 0:
                raise Stopped
            return parse(block)

        whole(self, file, counted, step)

    monkeypatch.setattr(Staging, "_read", read)
    return lambda: monkeypatch.setattr(Staging, "_read", whole)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("packed", [False, True], ids=["txt", "zip"])
def test_a_stopped_import_goes_on(folder, monkeypatch, packed):
    (folder / "allCountries.txt").write_text(dumps.many(300), "utf-8")
    if packed:
        dumps.pack(folder / "allCountries.zip", "allCountries.txt", (folder / "allCountries.txt").read_text("utf-8"))
        (folder / "allCountries.txt").unlink()
    whole = install(folder).sha256
    mend = stop_after(monkeypatch, 3)
    with pytest.raises(Stopped):
        install(folder)
    assert home.full_path().is_file()  # what was installed is still there
    mend()
    read = []
    monkeypatch.setattr(installing.Staging, "read_places", _counting(Staging.read_places, read))
    made = install(folder)
    assert made.resumed
    assert made.sha256 == whole
    assert 12_000 <= read[0] < 13_000


def _counting(method, read):
    def counting(self, file, **options):
        read.append(self.progress(file).end)
        method(self, file, **options)

    return counting


@pytest.mark.usefixtures("small_blocks")
def test_a_file_that_changed_in_between_is_not_gone_on_with(folder, monkeypatch):
    content = dumps.many(300)
    (folder / "allCountries.txt").write_text(content, "utf-8")
    mend = stop_after(monkeypatch, 3)
    with pytest.raises(Stopped):
        install(folder)
    mend()
    (folder / "allCountries.txt").write_text(content.replace("Village 1\t", "Village I\t"), "utf-8")
    with pytest.raises(InvalidDump, match="changed since the import began: begin anew with --restart"):
        install(folder)
    made = install(folder, restart=True)
    assert (made.places, made.resumed) == (300, False)


@pytest.mark.usefixtures("small_blocks")
def test_another_choice_of_countries_begins_anew(folder, monkeypatch):
    (folder / "allCountries.txt").write_text(dumps.many(300) + dumps.text(), "utf-8")
    mend = stop_after(monkeypatch, 3)
    with pytest.raises(Stopped):
        install(folder)
    mend()
    made = install(folder, countries=["SY"])
    assert (made.places, made.resumed) == (3, False)


def test_killed_in_the_middle(folder, data):
    """A real process, ended by SIGKILL while it reads."""
    (folder / "allCountries.txt").write_text(dumps.many(60_000), "utf-8")
    code = (
        "import sys, time; from geoevents.gazetteer import dump, install, staging\n"
        "dump.BLOCK = 100_000\n"
        "rows = staging.place_rows\n"
        "def slow(*a, **k):\n    time.sleep(0.05); return rows(*a, **k)\n"
        "staging.place_rows = slow\n"
        f"install.install({str(folder)!r})"
    )
    process = subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"GEOEVENTS_DATA": str(data)})
    try:
        until = time.monotonic() + 30
        half = data / "geonames.half"
        while time.monotonic() < until and not (half.is_file() and half.stat().st_size > 500_000):
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == -signal.SIGKILL
    assert not (data / "geonames.sqlite").exists()
    made = install(folder)
    assert made.resumed
    assert made.places == 60_000
    assert made.names == 120_000


def test_two_imports_do_not_mix(folder, data):
    data.mkdir()
    first = Staging(home.staging_path(), find_dump(folder, []), restart=False)
    first.connection.execute("PRAGMA busy_timeout=0")
    try:
        with pytest.raises(InvalidDump, match="wait for the other import"):
            Staging(home.staging_path(), find_dump(folder, []), restart=False, wait=0)
    finally:
        first.close()


def test_the_swap_is_one_step(folder, small_gazetteer_path):
    """Readers that are open keep what they have, and those that open get the old file or the new one, never a part."""
    (folder / "FD.txt").write_text(dumps.many(400), "utf-8")
    path = install(folder, countries=["FD"]).path
    before = Gazetteer(small_gazetteer_path, full=path)
    seen, stop = set(), threading.Event()

    def look():
        while not stop.is_set():
            found = Gazetteer(small_gazetteer_path, full=path)
            seen.add((found.full.places, len(found.lookup("Village 7")), len(found.lookup("Duck Creek"))))

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(look) for _ in range(2)]
        for _ in range(3):
            install(folder)
            install(folder, countries=["FD"])
        stop.set()
        for one in done:
            one.result()
    assert seen <= {(400, 1, 0), (8, 0, 1)}
    assert idents(before.lookup("Village 9")) == ["geonames:21000009"]


def test_threads_share_it(both):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: idents(both.lookup("Ebele")) + list(both.scan(["duck creek"])), range(200)))
    assert set(map(tuple, found)) == {("geonames:20000004", "geonames:20000001", "duck creek")}


# ------------------------------------------------------------------ numbers, keys, blocks


@given(st.integers(1, IDENT_MASK), st.integers(1, IDENT_MASK), st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_order_by_importance_and_keep_the_identifier(one, other, people, more):
    feature = feature_of("P", "PPL")
    small, large = sorted((people, more))
    first, second = (number_of(i, importance_of(feature, p)) for i, p in ((one, large), (other, small)))
    assert first & IDENT_MASK == one
    assert 0 < second < 2**31
    assert first >> 26 <= second >> 26


@pytest.mark.parametrize(
    ("kind", "code", "layer"),
    [
        ("A", "PCLI", Layer.COUNTRY), ("A", "ADM1", Layer.ADMIN1), ("A", "ADM3", Layer.ADMIN2),
        ("A", "PCLH", Layer.REGION), ("P", "PPLX", Layer.CITY), ("H", "SEA", Layer.SEA),
        ("H", "STM", Layer.NATURE), ("S", "AIRP", Layer.AIRPORT), ("S", "SCH", Layer.SITE),
        ("L", "RGN", Layer.REGION), ("L", "CONT", Layer.CONTINENT), ("", "", Layer.SITE), ("Q", "NEW", Layer.SITE),
    ],
)  # fmt: skip
def test_features(kind, code, layer):
    assert feature_of(kind, code).layer is layer


@given(st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=20), min_size=1))
def test_blocks_give_every_line_wherever_they_begin(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("blocks") / "x.txt"
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())
    file = DumpFile(path=path, member="x.txt", size=path.stat().st_size)
    before = dump_module.BLOCK
    dump_module.BLOCK = 16
    try:
        whole = list(blocks(file))
        assert [line for block in whole for line in block.lines] == lines
        middle = whole[len(whole) // 2]
        rest = blocks(file, start=middle.end, digest=middle.digest, first=middle.first + len(middle.lines))
        assert [line for block in rest for line in block.lines] == lines[middle.first + len(middle.lines) - 1 :]
    finally:
        dump_module.BLOCK = before


def plainly(name):
    """``name_key`` without its short cut for plain names: a full stop that changes nothing takes the long way."""
    return name_key(f"{name}\u200e")


@given(st.text(st.characters(max_codepoint=127)))
def test_the_short_way_to_a_key_gives_the_same(name):
    assert name_key(name) == plainly(name)


# ------------------------------------------------------------------ download


class Server(http.server.BaseHTTPRequestHandler):
    """Serves files with ranges and versions, and breaks off when told to."""

    files: dict[str, bytes]
    version = '"1"'
    stop_at: int | None = None
    asked: list[tuple[str, str | None]]

    def do_GET(self):
        name = self.path.rpartition("/")[2]
        span = self.headers.get("Range")
        self.asked.append((name, span))
        body = self.files.get(name)
        if body is None:
            self.send_error(404)
            return
        start = int(span.removeprefix("bytes=").removesuffix("-")) if span else 0
        if start and self.headers.get("If-Range") != self.version:
            start = 0
        self.send_response(206 if start else 200)
        self.send_header("ETag", self.version)
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        self.wfile.write(body[start : type(self).stop_at])
        type(self).stop_at = None

    def log_message(self, *_):
        pass


@pytest.fixture
def server(folder, tmp_path, socket_enabled):  # noqa: ARG001
    dumps.pack(tmp_path / "allCountries.zip", "allCountries.txt", dumps.text())
    files = {
        "allCountries.zip": (tmp_path / "allCountries.zip").read_bytes(),
        "admin1CodesASCII.txt": dumps.DIVISIONS.encode(),
    }
    handler = type("Handler", (Server,), {"files": files, "asked": []})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        handler.url = f"http://127.0.0.1:{running.server_port}/dump/"
        yield handler
        running.shutdown()
        thread.join()


def test_download_and_install(server, tmp_path):
    files = fetch(tmp_path / "down", [], url=server.url)
    assert [path.name for path in files] == ["allCountries.zip", "admin1CodesASCII.txt"]
    assert sorted(path.name for path in (tmp_path / "down").iterdir()) == ["admin1CodesASCII.txt", "allCountries.zip"]
    assert install(tmp_path / "down").places == 8
    fetch(tmp_path / "down", [], url=server.url)
    assert len(server.asked) == 2  # what is there is not asked for again


@pytest.mark.parametrize("newer", [False, True], ids=["same", "newer"])
def test_a_download_that_broke_off_goes_on(server, tmp_path, newer):
    server.stop_at = 100
    with pytest.raises(DownloadFailed, match=r"broke off .* goes on where it stopped"):
        fetch(tmp_path / "down", [], url=server.url)
    assert (tmp_path / "down" / "allCountries.zip.part").stat().st_size == 100
    if newer:
        server.version = '"2"'
    files = fetch(tmp_path / "down", [], url=server.url)
    assert files[0].read_bytes() == server.files["allCountries.zip"]
    assert server.asked[1] == ("allCountries.zip", "bytes=100-")


@pytest.mark.parametrize(
    ("countries", "url", "message"),
    [
        (["XX"], None, r"XX\.zip answered 404"),
        ([], "ftp://example.org/", "is no http address"),
        ([], "http://127.0.0.1:1/", "broke off"),
    ],
)
def test_a_download_that_cannot_be(server, tmp_path, countries, url, message):
    with pytest.raises(DownloadFailed, match=message) as caught:
        fetch(tmp_path / "down", countries, url=url or server.url)
    assert isinstance(caught.value, (GeoEventsError, OSError))
    assert not list(Path(tmp_path / "down").glob("*.zip"))


def test_download_from_the_command_line(server, data):
    result = CliRunner().invoke(app, ["gazetteer", "install", "geonames", "--download", "--url", server.url, "-q"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert "installed 8 places" in result.stdout
    assert list((data / "downloads").iterdir()) == []  # not kept once they are imported
    result = CliRunner().invoke(
        app, ["gazetteer", "install", "geonames", "--countries", "XX", "--download", "--url", server.url]
    )
    assert result.exit_code == 2
    assert "404" in result.stderr
    assert default_gazetteer().full.places == 8


def test_stopping_says_how_to_go_on(folder, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(Staging, "read_places", stop)
    result = CliRunner().invoke(app, ["gazetteer", "install", "geonames", "--from", str(folder)])
    assert result.exit_code == 130
    assert "the same command goes on" in result.stderr
