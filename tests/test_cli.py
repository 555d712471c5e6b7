"""The program: what it prints where, how it exits, and what it leaves behind when it is stopped."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geoevents import __version__
from geoevents.cli import app, batch
from geoevents.cli.demo import reports, stories
from geoevents.cli.reporting import one_line
from geoevents.errors import GazetteerMissing, NoPublicationDate
from geoevents.model import Reading
from geoevents.provenance import Provenance

MADE = Provenance(geoevents="9.9", gazetteer="nine places", model="rules only", attribution="Places: nobody.")
ROOT = Path(__file__).parents[1]
REPORT = (
    "The ferry reached Bergen on Saturday after two days at sea, and the harbour master of Stavanger met the crew.\n\n"
    "On Friday the ship had called at Haugesund, where it took fuel. It is expected in Oslo on Monday.\n"
)


def run(*args, **options):
    return CliRunner().invoke(app, [str(arg) for arg in args], prog_name="geoevents", **options)


def program(*args, **options):
    """The program as a user runs it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    command = [sys.executable, "-m", "geoevents", *map(str, args)]
    return subprocess.run(command, capture_output=True, check=False, env=environment, timeout=60, **options)


def records(count, **more):
    return [
        {"doc_id": f"d{n}", "text": f"Rain fell in Bergen on day {n}.", "published": None, **more} for n in range(count)
    ]


def write(path, lines):
    text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt", encoding="utf-8") as file:
        file.write(text)
    return path


def ids(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line)["doc_id"] for line in file]


@pytest.fixture
def quick(monkeypatch):
    """Stand-in for the extractor: finds nothing, and does what a test puts under a document's id."""

    class Quick:
        provenance = MADE
        todo = {}  # noqa: RUF012
        seen = []  # noqa: RUF012

        def __init__(self, *_, **options):
            Quick.options = options

        def read_one(self, document):
            Quick.seen.append(document.id)
            if (do := Quick.todo.get(document.id)) is not None:
                do()
            return Reading(document=document)

    Quick.todo, Quick.seen = {}, []
    monkeypatch.setattr("geoevents.pipeline.Extractor", Quick)
    monkeypatch.setattr("geoevents.cli.lookup.opened", lambda path, _places: path)
    return Quick


def throw(problem):
    def do():
        raise problem

    return do


# ------------------------------------------------------------------ the frame


def test_help_names_every_command_and_loads_nothing_heavy():
    code = (
        "import sys, geoevents.cli as cli\n"
        "sys.argv = ['x', '--help']\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        "print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    for command in ("demo", "map", "extract", "gazetteer", "--version", "--debug"):
        assert command in ran.stdout
    heavy = {"spacy", "geopandas", "pandas", "folium", "geopy", "numpy", "onnxruntime", "sqlite3", "tqdm"}
    assert not heavy & set(ran.stderr.split())


def test_the_module_is_the_program():
    assert program("--version").stdout.decode().split() == ["geoevents", __version__]
    assert program("--help").stdout.decode().split()[:2] == ["Usage:", "geoevents"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["nope"], "No such command 'nope'"),
        (["map"], "Missing argument"),
        (["extract", "x", "--min-score", "2"], "--min-score"),
        (["map", "x", "--colour"], "No such option"),
    ],
)
def test_faults_of_usage_exit_with_2(args, words):
    result = run(*args)
    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.parametrize(
    "args", [["map", "/nope.txt"], ["extract", "/nope.jsonl"], ["map", "/nope.txt", "-o", "/no/x"]]
)
def test_an_error_is_one_line_without_a_traceback(args):
    ran = program(*args)
    lines = ran.stderr.decode().splitlines()
    assert ran.returncode == 2
    assert len(lines) == 1
    assert lines[0].startswith("geoevents: error: ")
    assert "/no" in lines[0]
    assert ran.stdout == b""


@pytest.mark.parametrize("args", [["--debug", "map", "/nope.txt"], ["map", "/nope.txt", "--debug"]])
def test_debug_shows_the_traceback_wherever_it_stands(args):
    ran = program(*args)
    assert ran.returncode != 0
    assert b"Traceback" in ran.stderr
    assert b"DocumentMissing" in ran.stderr


def test_what_nobody_expected_is_still_one_line(monkeypatch, tmp_path):
    monkeypatch.setattr("geoevents.documents.read", lambda *_, **__: 1 / 0)
    result = run("map", write(tmp_path / "a.txt", [REPORT]), "-o", tmp_path / "m.html")
    assert result.exit_code == 2
    assert result.stderr == "geoevents: error: unexpected ZeroDivisionError: division by zero (--debug shows where)\n"


def test_no_message_moves_the_cursor():
    assert one_line("a\x1b[2Jb\nc\u202ed") == r"a\x1b[2Jb c\u202ed"
    assert one_line("caf\udce9.txt") == r"caf\udce9.txt"
    result = run("map", "no\x1b[2Jsuch\u202e.txt")
    assert "\x1b" not in result.stderr
    assert "\u202e" not in result.stderr


# -------------------------------------------------------------------- extract


def test_extract_end_to_end(tmp_path):
    source = write(
        tmp_path / "in.jsonl",
        [
            {"doc_id": "ferry", "text": REPORT, "published": "2023-09-17", "corpus": "ours", "source": "coast"},
            {"doc_id": "given", "text": "Xyzzy and Bergen.", "published": None, "toponyms": [{"start": 10, "end": 16}]},
        ],
    )
    result = run("extract", source, "-o", tmp_path / "out.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"2 records written to {tmp_path / 'out.jsonl'}" in result.stderr
    assert "2/2" in result.stderr
    ferry, given = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert list(ferry) == ["doc_id", "corpus", "source", "toponyms", "timexes", "events", "itinerary"]
    for toponym in ferry["toponyms"]:
        assert REPORT[toponym["start"] : toponym["end"]] == toponym["phrase"]
    for event in ferry["events"]:
        assert REPORT[slice(*event["span"])] == event["place_name"]
    bergen = next(event for event in ferry["events"] if event["place_name"] == "Bergen")
    assert (round(bergen["lat"]), bergen["start"], bergen["status"]) == (60, "2023-09-16", "occurred")
    assert all(0 <= index < len(ferry["events"]) for index in ferry["itinerary"])
    assert [(t["start"], t["end"]) for t in given["toponyms"]] == [(10, 16)]
    assert not list(tmp_path.glob("*.part*"))


@pytest.mark.parametrize(("score", "options"), [((), {}), (("--min-score", "0"), {"min_score": 0.0})])
def test_min_score_reaches_the_extractor(quick, tmp_path, score, options):
    assert run("extract", write(tmp_path / "in.jsonl", records(1)), "-o", tmp_path / "out.jsonl", *score).exit_code == 0
    assert quick.options == options | {"kinds": ["literal"]}


def test_what_a_name_may_stand_for_reaches_the_extractor(quick, tmp_path):
    source, target = write(tmp_path / "in.jsonl", records(1)), tmp_path / "out.jsonl"
    assert run("extract", source, "-o", target, "--kind", "literal", "--kind", "embedded").exit_code == 0
    assert quick.options == {"kinds": ["literal", "embedded"]}
    refused = run("extract", source, "-o", target, "--kind", "cities")
    assert refused.exit_code == 2
    assert "'cities' is no kind: use literal, metonym, demonym, embedded, other" in refused.stderr


def test_a_map_of_more_than_places(tmp_path):
    report = tmp_path / "a.txt"
    report.write_text("A bomb exploded at Lyon University on Saturday.", "utf-8")
    told = [
        run("map", report, "-p", "2023-09-17", "-o", tmp_path / "map.html", *more).stdout
        for more in ((), ("--kind", "literal", "--kind", "embedded"))
    ]
    assert ["0 events on the map" in one for one in told] == [True, False]


def test_what_records_were_made_with_stands_beside_them(quick, tmp_path):
    source, target = write(tmp_path / "in.jsonl", records(2)), tmp_path / "out.jsonl"
    beside = tmp_path / "out.jsonl-metadata.json"
    for version, options, expected in (
        ("1", (), ["1"]), ("2", (), ["2"]), ("2", ("--resume",), ["2"]), ("3", ("--resume",), ["2", "3"]),
    ):  # fmt: skip
        quick.provenance = replace(MADE, geoevents=version)
        assert run("extract", source, "-o", target, *options).exit_code == 0
        assert [one["geoevents"] for one in json.loads(beside.read_text("utf-8"))["made_with"]] == expected
    beside.write_text("damaged", "utf-8")
    assert run("extract", source, "-o", target, "--resume").exit_code == 0
    assert json.loads(beside.read_text("utf-8"))["made_with"] == [quick.provenance.as_dict()]
    assert run("extract", source, "-o", "-").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl", beside.name]


def test_a_broken_record_is_named_and_the_rest_is_done(quick, tmp_path):
    lines = records(4)
    lines[1:1] = ['{"doc_id": "broken"', "", {"doc_id": "late", "text": "x", "published": "17.9.2023"}]
    quick.todo["d2"] = throw(KeyError("where"))
    result = run("extract", write(tmp_path / "in.jsonl", lines), "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert ids(tmp_path / "out.jsonl") == ["d0", "d1", "d3"]
    assert "geoevents: line 2: no JSON (Expecting ',' delimiter at character 20)" in result.stderr
    assert "geoevents: line 4: published='17.9.2023' is no date" in result.stderr
    assert "geoevents: line 6 (d2): KeyError: 'where'" in result.stderr
    assert "3 records written" in result.stderr
    assert "3 failed" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_line_that_is_no_utf8_is_named(quick, tmp_path):  # noqa: ARG001
    (tmp_path / "in.jsonl").write_bytes(b'{"doc_id": "a", "text": "caf\xe9"}\n' + json.dumps(records(1)[0]).encode())
    result = run("extract", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert "line 1: not UTF-8 (invalid continuation byte at byte 28)" in result.stderr
    assert ids(tmp_path / "out.jsonl") == ["d0"]


def test_a_byte_order_mark_and_odd_line_separators(quick, tmp_path):  # noqa: ARG001
    line = json.dumps({"doc_id": "a\u2028b", "text": "x"}, ensure_ascii=False)
    (tmp_path / "in.jsonl").write_bytes(b"\xef\xbb\xbf" + line.encode() + b"\r\n")
    assert run("extract", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl").exit_code == 0
    assert ids(tmp_path / "out.jsonl") == ["a\u2028b"]


@pytest.mark.parametrize("source", ["in.jsonl", "in.jsonl.gz"])
@pytest.mark.parametrize("target", ["out.jsonl", "out.jsonl.gz"])
def test_gzip_on_either_side(quick, tmp_path, source, target):  # noqa: ARG001
    result = run("extract", write(tmp_path / source, records(3)), "-o", tmp_path / target)
    assert result.exit_code == 0
    assert ids(tmp_path / target) == ["d0", "d1", "d2"]


def test_a_gzip_file_that_breaks_off(quick, tmp_path):  # noqa: ARG001
    source = write(tmp_path / "in.jsonl.gz", records(2000, corpus="x" * 50))
    source.write_bytes(source.read_bytes()[:-2000])
    result = run("extract", source, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert "breaks off after line" in result.stderr
    assert len(ids(tmp_path / "out.jsonl")) > 10


def test_standard_input_and_output():
    lines = "".join(json.dumps(record) + "\n" for record in records(2))
    ran = program("extract", "-", "-o", "-", input=lines.encode())
    assert ran.returncode == 0
    assert [json.loads(line)["doc_id"] for line in ran.stdout.splitlines()] == ["d0", "d1"]
    assert b"2 records written to standard output" in ran.stderr


def test_a_reader_that_has_had_enough(tmp_path):
    source = write(tmp_path / "in.jsonl", records(300))
    command = f"'{sys.executable}' -m geoevents extract -q {source} | head -n 1"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, check=False, cwd=ROOT, timeout=60)
    assert ran.stdout.count(b"\n") == 1
    assert b"rror" not in ran.stderr


def test_quiet_shows_no_bar(quick, tmp_path):  # noqa: ARG001
    result = run("extract", write(tmp_path / "in.jsonl", records(2)), "-o", tmp_path / "out.jsonl", "-q")
    assert "2/2" not in result.stderr


def test_a_fault_of_the_set_up_ends_the_run(quick, tmp_path):
    quick.todo["d1"] = throw(GazetteerMissing("no gazetteer at x: reinstall"))
    result = run("extract", write(tmp_path / "in.jsonl", records(3)), "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 2
    assert result.stderr.endswith("geoevents: error: no gazetteer at x: reinstall\n")
    assert quick.seen == ["d0", "d1"]


def test_our_warnings_are_notes(quick, tmp_path):
    import warnings

    quick.todo["d0"] = lambda: warnings.warn("no publication date for 'd0'", NoPublicationDate, stacklevel=1)
    result = run("extract", write(tmp_path / "in.jsonl", records(1)), "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 0
    assert "geoevents: note: no publication date for 'd0'" in result.stderr


# --------------------------------------------------------- stopped and resumed


def test_a_stopped_run_keeps_what_it_has_and_says_so(quick, tmp_path):
    source, target = write(tmp_path / "in.jsonl", records(5)), tmp_path / "out.jsonl"
    quick.todo["d3"] = throw(KeyboardInterrupt())
    result = run("extract", source, "-o", target)
    assert result.exit_code == 130
    assert f"stopped: 3 records written; {target}.part holds them: go on with --resume" in result.stderr
    assert not target.exists()
    assert ids(tmp_path / "out.jsonl.part") == ["d0", "d1", "d2"]

    quick.todo.clear()
    quick.seen.clear()
    result = run("extract", source, "-o", target, "--resume")
    assert result.exit_code == 0
    assert quick.seen == ["d3", "d4"]
    assert ids(target) == ["d0", "d1", "d2", "d3", "d4"]
    assert "2 records written" in result.stderr
    assert "3 were there already" in result.stderr
    assert not list(tmp_path.glob("*.part*"))


@pytest.mark.parametrize("target", ["out.jsonl", "out.jsonl.gz"])
def test_a_torn_line_is_done_again(quick, tmp_path, target):
    source = write(tmp_path / "in.jsonl", records(3))
    part = write(tmp_path / f"{target}.part.plain", [{"doc_id": "d0"}, {"doc_id": "d1"}]).rename(
        f"{tmp_path / target}.part"
    )
    part.write_bytes(part.read_bytes() + b'{"doc_id": "d2", "topo')
    assert run("extract", source, "-o", tmp_path / target, "--resume").exit_code == 0
    assert quick.seen == ["d2"]
    assert ids(tmp_path / target) == ["d0", "d1", "d2"]


@pytest.mark.parametrize("target", ["out.jsonl", "out.jsonl.gz"])
def test_what_failed_is_done_again(quick, tmp_path, target):
    source = write(tmp_path / "in.jsonl", records(3))
    quick.todo["d1"] = throw(ValueError("once"))
    assert run("extract", source, "-o", tmp_path / target).exit_code == 1
    quick.todo.clear()
    quick.seen.clear()
    assert run("extract", source, "-o", tmp_path / target, "--resume").exit_code == 0
    assert quick.seen == ["d1"]
    assert sorted(ids(tmp_path / target)) == ["d0", "d1", "d2"]


def test_an_id_that_comes_twice_is_resumed_twice(quick, tmp_path):
    source = write(tmp_path / "in.jsonl", [*records(2), *records(2)])
    target = write(tmp_path / "out.jsonl", [{"doc_id": "d0"}, {"doc_id": "d1"}, {"doc_id": "d0"}])
    assert run("extract", source, "-o", target, "--resume").exit_code == 0
    assert quick.seen == ["d1"]


def test_resume_without_anything_to_resume(quick, tmp_path):  # noqa: ARG001
    source = write(tmp_path / "in.jsonl", records(2))
    assert run("extract", source, "-o", tmp_path / "out.jsonl", "--resume").exit_code == 0
    assert ids(tmp_path / "out.jsonl") == ["d0", "d1"]


def test_a_new_run_puts_an_interrupted_one_aside(quick, tmp_path):  # noqa: ARG001
    source = write(tmp_path / "in.jsonl", records(2))
    write(tmp_path / "out.jsonl.part", [{"doc_id": "hours of work"}])
    assert run("extract", source, "-o", tmp_path / "out.jsonl").exit_code == 0
    assert ids(tmp_path / "out.jsonl") == ["d0", "d1"]
    assert ids(tmp_path / "out.jsonl.part.old") == ["hours of work"]


def test_an_old_output_stands_until_the_new_one_is_whole(quick, tmp_path):
    target = write(tmp_path / "out.jsonl", [{"doc_id": "old"}])
    quick.todo["d1"] = throw(KeyboardInterrupt())
    run("extract", write(tmp_path / "in.jsonl", records(2)), "-o", target)
    assert ids(target) == ["old"]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_signals_to_the_real_program(tmp_path, sign):
    source = write(tmp_path / "in.jsonl", [{**record, "text": REPORT * 3} for record in records(3000)])
    command = [sys.executable, "-m", "geoevents", "extract", str(source), "-o", str(tmp_path / "out.jsonl")]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    part = batch.part_of(tmp_path / "out.jsonl")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not (part.exists() and part.stat().st_size):
        time.sleep(0.02)
    process.send_signal(sign)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"go on with --resume" in stderr
    assert b"Traceback" not in stderr
    assert 0 < len(ids(part)) < 3000


# ------------------------------------------------------------------- outputs


@pytest.mark.parametrize(
    ("target", "words"),
    [("in.jsonl", "is the input"), (".", "it is a folder"), ("no/out.jsonl", "No such file or directory")],
)
def test_an_output_that_cannot_be(quick, tmp_path, monkeypatch, target, words):  # noqa: ARG001
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "in.jsonl", records(1))
    result = run("extract", "in.jsonl", "-o", target)
    assert result.exit_code == 2
    assert words in result.stderr
    assert ids(tmp_path / "in.jsonl") == ["d0"]


# ------------------------------------------------------------------------ map


def test_map_writes_one_page_and_says_where(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ferry.txt").write_text(REPORT, "utf-8")
    result = run(
        "map", "ferry.txt", "--published", "2023-09-17", "-o", "ferry.html", "--title", "The ferry", "--borders"
    )
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith(str(tmp_path / "ferry.html"))
    assert "events on the map, 1 report" in result.stdout
    page = (tmp_path / "ferry.html").read_text("utf-8")
    assert "The ferry" in page
    assert "Bergen" in page
    assert run("map", "ferry.txt", "--published", "2023-09-17", "-o", "ferry.html").exit_code == 0


def test_map_of_a_table(tmp_path):
    (tmp_path / "a.csv").write_text('nr,body,day\n1,"Rain fell in Bergen on Saturday.",2023-09-17\n', "utf-8")
    result = run("map", tmp_path / "a.csv", "--text", "body", "--date", "day", "--id", "nr", "-o", tmp_path / "a.html")
    assert result.exit_code == 0, result.stderr
    assert "1 report" in result.stdout


def test_map_of_an_address_says_how(tmp_path):
    result = run("map", "https://coast.example/ferry", "-o", tmp_path / "a.html")
    assert result.exit_code == 2
    assert "(--allow-network)" in result.stderr


def test_map_says_when_nobody_knows_the_day(tmp_path):
    result = run("map", write(tmp_path / "ferry.txt", [REPORT]), "-o", tmp_path / "ferry.html")
    assert result.exit_code == 0
    assert "geoevents: note: no publication date for 'ferry.txt'" in result.stderr


def test_map_without_a_report_that_is_bad(tmp_path):
    good = write(tmp_path / "ferry.txt", [REPORT])
    (tmp_path / "empty.txt").touch()
    result = run("map", good, tmp_path / "empty.txt", "-p", "2023-09-17", "-o", tmp_path / "ferry.html")
    assert result.exit_code == 1
    assert "geoevents: note: left out: empty.txt is empty" in result.stderr
    assert "1 report" in result.stdout


def test_no_map_when_no_report_can_be_read(tmp_path, monkeypatch):
    monkeypatch.setattr("geoevents.pipeline.Extractor.read_one", lambda *_: 1 / 0)
    result = run("map", write(tmp_path / "ferry.txt", [REPORT]), "-o", tmp_path / "ferry.html")
    assert result.exit_code == 2
    assert "note: left out report 'ferry.txt': ZeroDivisionError" in result.stderr
    assert "error: none of the reports could be read" in result.stderr
    assert not (tmp_path / "ferry.html").exists()


def test_map_keeps_what_is_not_its_own(tmp_path):
    (tmp_path / "ferry.txt").write_text(REPORT, "utf-8")
    (tmp_path / "thesis.html").write_text("<p>years of work", "utf-8")
    result = run("map", tmp_path / "ferry.txt", "-p", "2023-09-17", "-o", tmp_path / "thesis.html")
    assert result.exit_code == 2
    assert "is there and is no map of ours: --force replaces it" in result.stderr
    assert (tmp_path / "thesis.html").read_text("utf-8") == "<p>years of work"
    forced = run("map", tmp_path / "ferry.txt", "-p", "2023-09-17", "-o", tmp_path / "thesis.html", "--force")
    assert forced.exit_code == 0
    result = run("map", tmp_path / "ferry.txt", "-p", "2023-09-17", "-o", tmp_path / "ferry.txt", "--force")
    assert result.exit_code == 2
    assert "is one of the reports" in result.stderr


# ----------------------------------------------------------------------- demo


def test_the_stories_are_whole():
    for name, story in stories().items():
        documents = reports(name)
        assert len(documents) == len(story["reports"]) >= 2
        assert all(document.published_source == "given" for document in documents)
        assert [document.title for document in documents] == [entry["title"] for entry in story["reports"]]


def test_demo_writes_a_map_for_each_story_and_says_where(tmp_path):
    result = run("demo", "-o", tmp_path / "new" / "maps")
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert len(lines) == len(stories()) >= 3
    for line, (name, story) in zip(lines, stories().items(), strict=True):
        assert line.startswith(f"{tmp_path / 'new' / 'maps' / name}.html  {story['title']}: ")
        assert not line.startswith("0 events", line.index(": ") + 2)
        assert 10_000 < (tmp_path / "new" / "maps" / f"{name}.html").stat().st_size < 450_000


def test_map_speaks_the_language_of_its_readers(tmp_path):
    report = write(tmp_path / "a.txt", [REPORT])
    told = ["--language", "de", "--byline", "Graphics desk", "--credit", "Thanks to the crew", "--standfirst", "Kurz."]
    assert run("map", report, "-p", "2023-09-17", "-o", tmp_path / "m.html", *told).exit_code == 0
    page = (tmp_path / "m.html").read_text("utf-8")
    for words in ('<html lang="de">', "Graphics desk", "Thanks to the crew", "Kurz.", "Samstag, 16. September 2023"):
        assert words in page
    refused = run("map", report, "-o", tmp_path / "n.html", "--language", "tlh")
    assert refused.exit_code == 2
    assert "'tlh'" in refused.stderr
    assert not (tmp_path / "n.html").exists()


# ------------------------------------------------------------------ gazetteer


def test_gazetteer_info():
    result = run("gazetteer", "info")
    assert result.exit_code == 0
    assert "places: " in result.stdout
    assert "GeoNames (CC BY 4.0)" in result.stdout


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["Vladivostok"], 0, "geonames:2013348  [exact]"),
        (["Springfield", "--limit", "2"], 0, " more: --limit "),
        (["Vladivostock"], 1, ""),
        (["Vladivostock", "--fuzzy"], 0, "[fuzzy]"),
    ],
)
def test_gazetteer_search(args, code, words):
    result = run("gazetteer", "search", *args)
    assert result.exit_code == code
    assert words in result.stdout


@pytest.mark.parametrize("how", ["option", "environment"])
@pytest.mark.parametrize("command", [["gazetteer", "info"], ["gazetteer", "search", "x"], ["extract", "in.jsonl"]])
def test_a_gazetteer_that_is_not_there(tmp_path, monkeypatch, how, command):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "in.jsonl", records(1))
    option = ["--gazetteer", "nope.sqlite"] if how == "option" else []
    result = run(*command, *option, env={} if option else {"GEOEVENTS_GAZETTEER": "nope.sqlite"})
    assert result.exit_code == 2
    assert "no gazetteer at nope.sqlite: reinstall geoevents" in result.stderr
