"""The temporal tagger: how fast, beside dateparser in the same run; how light to import; how it grows; where it errs.

    python benchmarks/times.py                     # the example reports, twenty times
    python benchmarks/times.py corpus.jsonl.gz     # documents with ``text`` and ``dct``
    python benchmarks/times.py corpus.jsonl.gz --errors 50   # and a sample of what differs from the annotation

CPU seconds of one thread, best of three runs. ``search_dates`` of dateparser comes with the ``read`` extra; where it
is not installed the script says so. It reads as many documents as fit in ``--budget`` CPU seconds.
The sample groups by the shape of the expression and prints no text but the expressions themselves.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import importlib.util
import json
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from geoevents.timex import find_times  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Record = dict[str, Any]
_SIZES = (10_000, 100_000, 1_000_000)
"""Characters of the texts that show how the work grows."""


def records(path: Path | None) -> list[Record]:
    """Documents with text and publication day; the example reports twenty times without a file."""
    if path is not None:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
        return [json.loads(line) for line in text.split("\n") if line]
    found = []
    for story in sorted((ROOT / "geoevents" / "examples").glob("*/story.json")):
        for report in json.loads(story.read_text("utf-8"))["reports"]:
            text = (story.parent / report["file"]).read_text("utf-8")
            found.append({"doc_id": report["file"], "text": text, "dct": report["published"], "timexes": []})
    return found * 20


def seconds(work: Callable[[Record], object], documents: Sequence[Record]) -> float:
    """CPU seconds for all documents."""
    start = time.process_time()
    for document in documents:
        work(document)
    return time.process_time() - start


def ours(document: Record) -> object:
    """The tagger on one document."""
    return find_times(document["text"], published=document["dct"])


def speed(documents: Sequence[Record], budget: float) -> None:
    """Documents a CPU second of the two."""
    ours(documents[0])
    took = min(seconds(ours, documents) for _ in range(3))
    _row("geoevents", len(documents), took, documents)
    if importlib.util.find_spec("dateparser") is None:
        print('dateparser              not installed: pip install "geoevents[read]"')
        return
    search_dates = importlib.import_module("dateparser.search").search_dates

    def theirs(document: Record) -> object:
        base = datetime.combine(date.fromisoformat(document["dct"]), datetime.min.time())
        settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        return search_dates(document["text"], languages=["en"], settings=settings)

    theirs(documents[0])
    done, took = 0, 0.0
    while done < len(documents) and took < budget:
        took += seconds(theirs, documents[done : done + 1])
        done += 1
    _row("dateparser search_dates", done, took, documents[:done])


def _row(name: str, count: int, took: float, documents: Sequence[Record]) -> None:
    kilobytes = sum(len(document["text"]) for document in documents) / 1000
    each, docs, rate = kilobytes / count, count / took, kilobytes / took
    print(f"{name:24}{count:6} docs{each:8.1f} kB each{docs:10.1f} docs/s{rate:10.0f} kB/s")


def growth(documents: Sequence[Record]) -> None:
    """CPU seconds a megabyte for texts of different length: the same when the work is linear."""
    whole = "\n\n".join(document["text"] for document in documents)
    while len(whole) < _SIZES[-1]:
        whole += "\n\n" + whole
    for size in _SIZES:
        sample = {"text": whole[:size], "dct": documents[0]["dct"]}
        took = min(seconds(ours, [sample]) for _ in range(3))
        print(f"{size:>9,} characters{took:9.3f} s{took * 1e6 / size:9.2f} s/MB")


_REPEATED = (
    *("on Monday and ", "six-day ", "1 ", "the day before ", "two to "),
    *("from ", "\n", " \u2003", "A B, ", "in the "),
)


def repetition() -> None:
    """CPU seconds a megabyte for one piece over and over, the worst that a text can do: the same at both sizes."""
    for piece in _REPEATED:
        rates = []
        for count in (1_000, 10_000):
            sample = {"text": piece * count, "dct": "2023-09-17"}
            rates.append(min(seconds(ours, [sample]) for _ in range(3)) * 1e6 / (len(piece) * count))
        print(f"{piece!r:24}{rates[0]:9.2f} s/MB{rates[1]:9.2f} s/MB")


_IMPORT = """
import time
start = time.process_time()
import geoevents.timex
print(time.process_time() - start)
"""


def import_time() -> float:
    """CPU milliseconds to import the tagger in a fresh interpreter, best of seven."""
    runs = [
        subprocess.run([sys.executable, "-c", _IMPORT], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own words
        for _ in range(7)
    ]
    return min(float(run) for run in runs) * 1000


# ------------------------------------------------------------------ errors
def errors(documents: Sequence[Record], size: int) -> None:
    """Count and sample what differs from the annotation, by kind of difference and shape of the expression."""
    found: list[tuple[str, str]] = []
    for document in documents:
        gold = [timex for timex in document["timexes"] if not timex.get("dct")]
        stamps = [timex for timex in document["timexes"] if timex.get("dct")]
        predicted = [
            {"start": when.start, "end": when.end, "text": when.text, "value": when.value, "type": when.type}
            for when in find_times(document["text"], published=document["dct"])
        ]
        predicted = [one for one in predicted if not any(_overlap(one, stamp) for stamp in stamps)]
        for timex in gold:
            best = max(predicted, key=lambda one: _overlap(one, timex), default=None)
            if best is None or not _overlap(best, timex):
                found.append(("missed", f"{timex['text']!r} {timex['value']}"))
            elif best["value"] != timex["value"]:
                found.append((_difference(best, timex), f"{timex['text']!r} {timex['value']} ours {best['value']}"))
        found += [
            ("found, not annotated", f"{one['text']!r} {one['value']}")
            for one in predicted
            if not any(_overlap(one, timex) for timex in gold)
        ]
    total = Counter(kind for kind, _ in found)
    print(f"\n{len(found)} differences: " + ", ".join(f"{kind} {count}" for kind, count in total.most_common()))
    for kind, words in sorted(random.Random(0).sample(found, min(size, len(found)))):  # noqa: S311 - a sample, no secret
        print(f"{kind:28}{words}")


def _overlap(one: Record, other: Record) -> int:
    return int(max(0, min(one["end"], other["end"]) - max(one["start"], other["start"])))


def _difference(ours: Record, gold: Record) -> str:
    if ours["type"] != gold["type"]:
        return f"type {gold['type']} / {ours['type']}"
    if "X" in gold["value"] or gold["value"].endswith("_REF"):
        return "annotated less exactly"
    return "value, same length" if len(ours["value"]) == len(gold["value"]) else "value, other granularity"


def main(argv: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("corpus", nargs="?", type=Path, help="JSON lines with text and dct")
    parser.add_argument("--budget", type=float, default=20.0, help="CPU seconds for dateparser")
    parser.add_argument("--errors", type=int, default=0, help="how many differences to sample")
    args = parser.parse_args(argv)
    documents = records(args.corpus)
    speed(documents, args.budget)
    growth(documents)
    repetition()
    print(f"import geoevents.timex: {import_time():.0f} ms CPU")
    if args.errors:
        errors(documents, args.errors)


if __name__ == "__main__":
    main()
