"""How fast: documents a CPU second, beside a blank spaCy tokenizer on the same texts.

    python benchmarks/speed.py [records.jsonl]

The example reports are read 20 times when no records are given. CPU seconds of one thread; the ratio to the
tokenizer is what compares between machines.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from geoevents.language import analyse  # noqa: E402
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


def main() -> None:
    """Print a table."""
    import spacy

    reports = documents(sys.argv[1:])
    kilobytes = sum(len(report.text) for report in reports) / 1000
    reader = Extractor()
    blank = spacy.blank("en")
    base = seconds(lambda report: blank(report.text), reports)
    parts: dict[str, Callable[[Document], object]] = {
        "blank spaCy tokenizer": lambda report: blank(report.text),
        "times": lambda report: times(report.text, published=report.published),
        "recognition": lambda report: analyse(report, reader.gazetteer),
        "recognition and resolution": lambda report: resolve(
            report, analyse(report, reader.gazetteer).mentions, reader.gazetteer
        ),
        "everything": reader.read_one,
    }
    print(f"{len(reports)} reports, {kilobytes / len(reports):.1f} kB each")
    print(f"{'part':28}{'docs/s':>10}{'kB/s':>10}{'x tokenizer':>13}")
    for name, work in parts.items():
        took = seconds(work, reports)
        print(f"{name:28}{len(reports) / took:10.1f}{kilobytes / took:10.0f}{took / base:13.1f}")


if __name__ == "__main__":
    main()
