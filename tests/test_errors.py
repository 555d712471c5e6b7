"""Bad input: every error names the value, the cause and what mends it, and is also a builtin."""

from __future__ import annotations

import inspect
import subprocess
import sys
import warnings
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from geoevents import errors
from geoevents.cli import app
from geoevents.documents import read
from geoevents.errors import (
    DocumentMissing,
    GazetteerMissing,
    GeoEventsError,
    GeoEventsWarning,
    InvalidDate,
    InvalidFrame,
    SkippedDocument,
    UnreadableDocument,
    UnwritableOutput,
    strict,
)
from geoevents.gazetteer import Gazetteer
from geoevents.timeline import Timeline

ROOT = Path(__file__).parents[1]
REPORT = "The ferry reached Bergen on Saturday.\n"
BINARY = bytes(range(256)) * 8
ERRORS = [value for _, value in inspect.getmembers(errors, inspect.isclass) if issubclass(value, GeoEventsError)]


def cli(*args, **options):
    return CliRunner().invoke(app, [str(arg) for arg in args], prog_name="geoevents", **options)


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path


@pytest.mark.parametrize("error", [error for error in ERRORS if error is not GeoEventsError])
def test_every_error_is_also_a_builtin(error):
    builtin = {ValueError, FileNotFoundError, OSError, ImportError, KeyError, TypeError, LookupError}
    assert any(issubclass(error, kind) for kind in builtin)
    assert error.__doc__


# Each file, and what is said about it in a notebook and by the program.
BAD_FILES = {
    "empty": ("empty.txt", b"", "empty.txt is empty: there is no report to read in it"),
    "blank": ("blank.txt", b"\xef\xbb\xbf \r\n\t\n", "blank.txt is empty: there is no report to read in it"),
    "front matter only": ("a.md", b"---\ntitle: x\n---\n", "a.md is empty: there is no report to read in it"),
    "binary": ("photo.txt", BINARY, "photo.txt is binary"),
    "binary without NUL": ("noise.txt", b"\x01\x02\x03\x04 abc" * 50, "noise.txt is binary"),
    "UTF-16 without a mark": (
        "a.txt",
        REPORT.encode("utf-16-le"),
        "UTF-16 without a byte-order mark: save it as UTF-8",
    ),
    "torn UTF-16": ("torn.txt", "Rain in Bergen".encode("utf-16")[:-1], "save it as UTF-8 text"),
    "PDF": ("paper.txt", b"%PDF-1.7 ...", "paper.txt is a damaged PDF"),
    "Word": ("paper.docx", b"PK\x03\x04....", "paper.docx is a damaged or locked DOCX"),
    "a container": ("paper.epub", b"PK\x03\x04....", "is a ZIP container, and neither DOCX nor a table"),
    "gzip": ("paper.txt.gz", b"\x1f\x8b\x08....", "is compressed with gzip: unpack it first"),
    "page without article": (
        "shell.html",
        b"<html><body><script>load()</script></body></html>",
        "no article found in shell.html",
    ),
    "no page at all": ("not.html", b"<<<>>>", "no article found in not.html: save the complete page"),
    "CSV": ("table.csv", b'text\n"never closed', "table.csv is no CSV table"),
    "JSON": ("table.json", b"{", "table.json is no JSON"),
}


@pytest.mark.parametrize(("name", "data", "words"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file(tmp_path, name, data, words):
    if name.endswith(".html"):
        pytest.importorskip("trafilatura", reason="pages need the extra `read`")
    if data.startswith(b"%PDF"):
        pytest.importorskip("pypdf", reason="PDF needs the extra `pdf`")
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableDocument) as caught:
        read(path)
    assert words in str(caught.value)
    result = cli("map", path, "-o", tmp_path / "map.html")
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "map.html").exists()


@pytest.mark.parametrize("name", ["nope.txt", "nope/", "*.nope", "no\x00pe"])
def test_a_missing_file(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DocumentMissing) as caught:
        read(name)
    assert repr(name) in str(caught.value)
    assert isinstance(caught.value, FileNotFoundError)


def test_a_missing_path_object_and_an_empty_folder(tmp_path):
    with pytest.raises(DocumentMissing, match=r"no such file or folder: .*nope\.txt"):
        read(tmp_path / "nope.txt")
    with pytest.raises(DocumentMissing, match=r"no report in folder .*: it holds no \.txt, \.md, \.html, .*file"):
        read(tmp_path)
    with pytest.raises(DocumentMissing, match="no report in"):
        read([])


def test_a_file_that_may_not_be_read(report, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)  # a mode of 0 would not stop root
    with pytest.raises(UnreadableDocument, match=r"cannot read .*report\.txt': Permission denied"):
        read(report)


@pytest.mark.parametrize("day", ["17.9.2023", "2023-02-30", "September 2023", "20230917"])
def test_a_wrong_date(report, tmp_path, day):
    words = f"published={day!r} is no date: write year-month-day, such as 2023-09-17"
    with pytest.raises(InvalidDate) as caught:
        read(report, published=day)
    assert str(caught.value) == words
    assert isinstance(caught.value, ValueError)
    result = cli("map", report, "--published", day, "-o", tmp_path / "map.html")
    assert (result.exit_code, result.stderr) == (2, f"geoevents: error: {words}\n")


def test_an_unknown_column(tmp_path):
    frame = pd.DataFrame({"body": [REPORT], "day": ["2023-09-17"]})
    with pytest.raises(InvalidFrame) as caught:
        read(frame, text="text")
    assert str(caught.value) == "table has no column 'text'; it has: body, day"
    frame.to_csv(tmp_path / "a.csv", index=False)
    result = cli("map", tmp_path / "a.csv", "--text", "body", "--date", "when", "-o", tmp_path / "map.html")
    assert (result.exit_code, result.stderr) == (2, "geoevents: error: a.csv has no column 'when'; it has: body, day\n")


@pytest.mark.parametrize(("data", "words"), [(None, "no gazetteer at "), (b"no database" * 100, " is no gazetteer (")])
def test_no_gazetteer(report, tmp_path, data, words):
    path = tmp_path / "places.sqlite"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(GazetteerMissing) as caught:
        Gazetteer(path)
    assert words in str(caught.value)
    assert "pip install --force-reinstall geoevents" in str(caught.value)
    for args, env in ((["--gazetteer", path], {}), ([], {"GEOEVENTS_GAZETTEER": str(path)})):
        result = cli("map", report, "-p", "2023-09-17", "-o", tmp_path / "map.html", *args, env=env)
        assert result.exit_code == 2
        assert words in result.stderr


UNWRITABLE = {
    "folder that is not there": ("no/map.html", "there is no folder"),
    "a folder": (".", "it is a folder"),
    "a file as folder": ("report.txt/map.html", "there is no folder"),
    "the report itself": ("report.txt", "is one of the reports: name another file"),
}


@pytest.mark.parametrize(("target", "words"), UNWRITABLE.values(), ids=UNWRITABLE)
def test_an_unwritable_output_is_refused_before_the_work(report, monkeypatch, target, words):
    monkeypatch.chdir(report.parent)
    monkeypatch.setattr("geoevents.documents.read", None)  # calling it would be an unexpected TypeError
    result = cli("map", "report.txt", "-o", target)
    assert result.exit_code == 2
    assert words in result.stderr
    assert repr(target) in result.stderr
    assert report.read_text("utf-8") == REPORT


def test_a_demo_that_cannot_be_written(report):
    result = cli("demo", "-o", report / "maps")
    assert result.exit_code == 2
    assert "cannot make folder" in result.stderr


def test_saving_where_nothing_can_be_saved(tmp_path):
    with pytest.raises(UnwritableOutput, match="no/map"):
        Timeline(readings=(), events=()).save(tmp_path / "no" / "map.html")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_disk_that_is_full(tmp_path):
    (tmp_path / "in.jsonl").write_text('{"doc_id": "a", "text": "Rain.", "published": null}\n', "utf-8")
    command = [sys.executable, "-m", "geoevents", "extract", "-q", str(tmp_path / "in.jsonl")]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, cwd=ROOT, timeout=60)
    assert ran.returncode == 2
    assert ran.stderr == b"geoevents: error: cannot write any further: No space left on device\n"


def test_strict_makes_a_skipped_report_an_error(report):
    (report.parent / "empty.txt").touch()
    with strict(), pytest.raises(SkippedDocument, match=r"left out: empty\.txt is empty"):
        read(report.parent)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert len(read(report.parent)) == 1
    assert [warning.category for warning in caught] == [SkippedDocument]
    assert issubclass(SkippedDocument, GeoEventsWarning)
    assert caught[0].filename == __file__
