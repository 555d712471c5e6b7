"""How fast: documents a CPU second, beside a blank spaCy tokenizer and other finders of place names on the same texts.

    python benchmarks/speed.py [records.jsonl]

The example reports are read 20 times when no records are given. CPU seconds of one thread; the ratio to the
tokenizer is what compares between machines. ``geotext`` and ``flashgeotext`` are timed where they are installed.
Then, each in a process of its own: seconds to import and to answer the first call, and peak memory.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from geoevents.language import analyse  # noqa: E402
from geoevents.language.layout import sentences_of, tokens_of  # noqa: E402
from geoevents.language.recogniser import MODEL, default_recogniser  # noqa: E402
from geoevents.pipeline import Extractor  # noqa: E402
from geoevents.places import resolve  # noqa: E402
from geoevents.records import document_from_line  # noqa: E402
from geoevents.timex import times  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geoevents.model import Document


def documents(arguments: Sequence[str]) -> list[Document]:
    """The records of a file, or the example reports twenty times."""
    if arguments:
        lines = Path(arguments[0]).read_text("utf-8").splitlines()
        return [document_from_line(line, number) for number, line in enumerate(lines, 1)]
    found = []
    for story in sorted((ROOT / "geoevents" / "examples").glob("*/story.json")):
        for report in json.loads(story.read_text("utf-8"))["reports"]:
            text = (story.parent / report["file"]).read_text("utf-8")
            found.append(
                document_from_line(
                    json.dumps({"doc_id": report["file"], "text": text, "published": report["published"]}), 1
                )
            )
    return found * 20


def seconds(work: Callable[[Document], object], reports: Sequence[Document]) -> float:
    """CPU seconds to do some work on every report, once warm."""
    work(reports[0])
    start = time.process_time()
    for report in reports:
        work(report)
    return time.process_time() - start


def others() -> dict[str, Callable[[Document], object]]:
    """Finders of place names that are installed, and a spaCy pipeline that matches the gazetteer's larger places."""
    import spacy

    found: dict[str, Callable[[Document], object]] = {}
    if find_spec("geotext"):
        geotext = import_module("geotext").GeoText
        found["geotext"] = lambda report: geotext(report.text).cities
    if find_spec("flashgeotext"):
        flash = import_module("flashgeotext.geotext").GeoText()
        found["flashgeotext"] = lambda report: flash.extract(input_text=report.text)
    with sqlite3.connect(ROOT / "geoevents" / "data" / "places.sqlite") as base:
        names = [row[0] for row in base.execute("SELECT DISTINCT name FROM place WHERE population > 15000")]
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": name} for name in names])  # type: ignore[attr-defined]
    found[f"spaCy matcher, {len(names)} names"] = lambda report: nlp(report.text).ents
    return found


_START = """
import resource, time
begun = time.process_time()
import geoevents as ge
imported = time.process_time()
ge.extract(ge.Document(id="a", text="The ferry left Odesa for Istanbul on 3 May 2021."))
first = time.process_time()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"import {imported - begun:.2f} s, first call {first - imported:.2f} s, peak memory {peak / 1024:.0f} MB")
"""


def main() -> None:
    """Print a table."""
    import spacy

    reports = documents(sys.argv[1:])
    kilobytes = sum(len(report.text) for report in reports) / 1000
    reader = Extractor()
    blank, network = spacy.blank("en"), default_recogniser()
    sentences = {r.id: [(s.start, s.end) for s in sentences_of(r.text, tokens_of(r.text))] for r in reports}
    base = seconds(lambda report: blank(report.text), reports)
    parts: dict[str, Callable[[Document], object]] = {
        "blank spaCy tokenizer": lambda report: blank(report.text),
        "times": lambda report: times(report.text, published=report.published),
        "network alone": lambda report: network.read(report.text, sentences[report.id]),
        "recognition": lambda report: analyse(report, reader.gazetteer),
        "recognition and resolution": lambda report: resolve(
            report, analyse(report, reader.gazetteer).mentions, reader.gazetteer
        ),
        "everything": reader.read_one,
    } | others()
    print(f"{len(reports)} reports, {kilobytes / len(reports):.1f} kB each")
    print(f"{'part':28}{'docs/s':>10}{'kB/s':>10}{'x tokenizer':>13}")
    for name, work in parts.items():
        took = seconds(work, reports)
        print(f"{name:28}{len(reports) / took:10.1f}{kilobytes / took:10.0f}{took / base:13.1f}")
    print(f"weights {MODEL.stat().st_size / 1e6:.1f} MB")
    command = [sys.executable, "-c", _START]
    print(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)  # noqa: S603  # ours


if __name__ == "__main__":
    main()
