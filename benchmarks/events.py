"""Events against annotated articles: who, in which words, how sure, how fast, and what goes wrong.

    python benchmarks/events.py [folder]             # default ../shared/events_dev; needs ../score/events.py beside it
    python benchmarks/events.py [folder] --own       # the example reports in place of the folder's articles
    python benchmarks/events.py --annotated third    # drawn articles: development and kept, both looked at; third, not
    python benchmarks/events.py [folder] --sample 50 # errors, grouped: place, date, status, event-hood

Pins are matched with gold events by the scorer beside the folder. Where, when and whether are that scorer's figures
(of the articles drawn at random they are printed first); here stand those it does not print:

- *actors*: F1 over the matched events; two names are one when the words of one stand in the other in a row.
- *evidence*: share of matched events whose passage overlaps the gold passage.
- *what*: share of all events of which every word of ``what`` stands in the passage.
- *calibration*: expected error of ``confidence`` in ten bins over the pins that count; right is place, day and status.
- *speed*: documents a CPU second of one process, and the share of each stage.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import os
import random
import re
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from benchmarks.places import bins, calibration_error  # noqa: E402
from geoevents import pipeline  # noqa: E402
from geoevents.itinerary import main_itinerary  # noqa: E402
from geoevents.records import document_from_record, record_from_reading  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from types import ModuleType

    from geoevents.model import Document

Gold = dict[str, Any]
Record = dict[str, Any]
STAGES = {"analyse": "language", "resolve": "places", "find_times": "times", "find_events": "events"}
"""Functions that the pipeline calls, and the stage each stands for."""
ANNOTATED = ROOT / "benchmarks" / "annotated"
HALVES = ("development", "kept", "third")
CORPORA = ("gwn.jsonl", "lgl.jsonl.gz", "time_dev.jsonl.gz", "time_dev_tbaq.jsonl.gz")
GROUPS = ("place", "date", "status", "event-hood")


@dataclass(slots=True)
class Tally:
    """What is counted over the documents."""

    matched: int = 0
    overlapping: int = 0
    actors: list[tuple[int, int, int]] = field(default_factory=list)
    """Of each matched event: actors found rightly, actors found, actors in the gold."""
    worded: list[bool] = field(default_factory=list)
    sure: list[tuple[float, bool]] = field(default_factory=list)
    """Of each pin that counts: how sure, and whether it is right."""
    pins: list[int] = field(default_factory=list)
    """Of each of them, in the same order: the index of its event in its document."""
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def scorer(folder: Path) -> ModuleType:
    """The scorer that lies beside a folder of annotated articles.

    Raises:
        SystemExit: There is none.
    """
    path = folder.resolve().parent / "score" / "events.py"
    spec = importlib.util.spec_from_file_location("score_events", path)
    if spec is None or spec.loader is None or not path.exists():
        raise SystemExit(f"no scorer at {path}: give the folder that lies beside it")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def articles(folder: Path) -> Iterator[tuple[Document, Gold]]:
    """Articles with their gold, from ``texts.jsonl`` and ``gold/``."""
    with (folder / "texts.jsonl").open(encoding="utf-8") as lines:
        texts = {record["doc_id"]: record for record in map(json.loads, lines)}
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        yield document_from_record(texts[gold["doc_id"]]), gold


def examples() -> Iterator[tuple[Document, Gold]]:
    """The example reports with their gold."""
    for path in sorted((ROOT / "benchmarks" / "examples" / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (ROOT / "geoevents" / "examples" / f"{gold['doc_id']}.txt").read_text("utf-8")
        yield document_from_record({"doc_id": gold["doc_id"], "text": text, "published": gold["published"]}), gold


def corpus_texts(corpora: Path, wanted: Collection[str]) -> dict[str, Record]:
    """Documents of the development corpora by the digest of their text."""
    found = {}
    for name in CORPORA:
        data = (corpora / name).read_bytes()
        for line in (gzip.decompress(data) if name.endswith(".gz") else data).decode().split("\n"):
            record = json.loads(line) if line.strip() else {"text": ""}
            digest = hashlib.sha256(record["text"].encode()).hexdigest()
            if digest in wanted:
                found[digest] = record
    return found


def annotated(corpora: Path, half: str) -> Iterator[tuple[Document, Gold]]:
    """Articles drawn at random with their gold, their texts from the corpora.

    Args:
        corpora: The folder of the corpora.
        half: ``development`` or ``kept``, whose errors were looked at, or ``third``, whose errors never were.

    Yields:
        Documents with gold in the form of the others: names are cut out of the text, ``what`` is empty.
    """
    names = json.loads((ANNOTATED / "split.json").read_text("utf-8"))[half]
    golds = [json.loads((ANNOTATED / f"{name}.json").read_text("utf-8")) for name in names]
    texts = corpus_texts(corpora, {gold["text_sha256"] for gold in golds})
    for gold in golds:
        record = texts[gold["text_sha256"]]
        text = record["text"]
        for event in gold["events"]:
            event["actors"] = [text[slice(*span)] for span in event["actor_spans"]]
            event |= {"place_name": text[slice(*event["place_spans"][0])], "what": ""}
        told = {"doc_id": gold["doc_id"], "text": text, "published": gold["published"], "source": record.get("source")}
        yield document_from_record(told), gold


def judge(score: ModuleType, gold: Gold, record: Record, text: str, tally: Tally) -> None:
    """Count one document: its matched events, the pins that count, and the errors."""
    pins, _ = score.pins_of(record)
    events = record["events"]
    pairs = score.match_document(gold, pins)
    for event in events:
        passage = set(re.findall(r"\w+", text[slice(*event["evidence"])]))
        tally.worded.append(set(re.findall(r"\w+", event["what"])) <= passage)
    for g, p in pairs:
        wanted, found = gold["events"][g], events[pins[p]["index"]]
        dated = score.date_verdict(wanted, pins[p]["start"], pins[p]["end"]) in score.STRICT
        stands = score.status_right(wanted, pins[p]["status"])
        tally.matched += 1
        tally.overlapping += score.overlap(found["evidence"], wanted["evidence_span"])
        tally.actors.append(_actors(score, wanted["actors"], found["actors"]))
        tally.sure.append((found["confidence"], dated and stands))
        tally.pins.append(pins[p]["index"])
        for group, right in (("date", dated), ("status", stands)):
            if not right:
                tally.errors[group].append(_line(gold, wanted, found, text))
    _unmatched(score, gold, (record, pins, pairs), text, tally)


def _unmatched(
    score: ModuleType, gold: Gold, found: tuple[Record, list[Any], list[tuple[int, int]]], text: str, tally: Tally
) -> None:
    """Count false pins and missed events; pins on what may be shown, or need not be, do not count."""
    record, pins, pairs = found
    taken = {p for _, p in pairs}
    optional = [e for e in gold["events"] if not score.required(e)]
    for p, pin in enumerate(pins):
        if p in taken or any(score.near(e, pin) and score.on_place(e, pin) for e in optional):
            continue
        event = record["events"][pin["index"]]
        tally.sure.append((event["confidence"], False))
        tally.pins.append(pin["index"])
        spots = any(score.on_place(e, pin) for e in gold["events"])
        tally.errors["place" if spots else "event-hood"].append(_line(gold, None, event, text))
    located = [t for t in record["toponyms"] if t["lat"] is not None]
    for g, event in enumerate(gold["events"]):
        if score.required(event) and g not in {m for m, _ in pairs}:
            known = any(
                score.overlap((t["start"], t["end"]), span) and _close(score, event, t)
                for t in located
                for span in event["place_spans"]
            )
            tally.errors["event-hood" if known else "place"].append(_line(gold, event, None, text))


def _close(score: ModuleType, event: Gold, toponym: Record) -> bool:
    far: float = score.distance_km(event["lat"], event["lon"], toponym["lat"], toponym["lon"])
    return far <= float(event["tolerance_km"])


def _actors(score: ModuleType, wanted: Sequence[str], found: Sequence[str]) -> tuple[int, int, int]:
    same = [[float(score.same_name(one, other)) for other in found] for one in wanted]
    return len(score.assign(same)) if found else 0, len(found), len(wanted)


def _line(gold: Gold, wanted: Gold | None, found: Record | None, text: str) -> str:
    """One error in words: what was wanted, what was found, the passage."""
    parts = [gold["doc_id"]]
    for label, event in (("wanted", wanted), ("found", found)):
        if event is None:
            parts.append(f"{label} nothing")
        else:
            days = event["start"] if event["start"] == event["end"] else f"{event['start']}..{event['end']}"
            parts.append(f"{label} {event['what']!r} at {event['place_name']}, {days}, {event['status']}")
    span = wanted["evidence_span"] if wanted else found["evidence"] if found else [0, 0]
    return "; ".join(parts) + "\n        " + " ".join(text[slice(*span)].split())[:240]


def figures(tally: Tally) -> dict[str, float]:
    """The figures of a tally, from 0 to 1."""
    right, found, wanted = (sum(column) for column in zip(*tally.actors, strict=True))
    return {
        "actor_precision": right / found,
        "actor_recall": right / wanted,
        "actor_f1": 2 * right / (found + wanted),
        "evidence": tally.overlapping / tally.matched,
        "what_in_evidence": sum(tally.worded) / len(tally.worded),
        "calibration_error": calibration_error(tally.sure),
    }


def predicted(found: Iterable[tuple[Document, Gold]]) -> list[Record]:
    """The batch records of articles."""
    reader = pipeline.Extractor()
    readings = [reader.read_one(document) for document, _ in found]
    return [record_from_reading(reading, itinerary=main_itinerary(reading.events)) for reading in readings]


def measure(score: ModuleType, found: Sequence[tuple[Document, Gold]], records: Sequence[Record]) -> Tally:
    """Count over articles and their batch records."""
    tally = Tally()
    for (document, gold), record in zip(found, records, strict=True):
        judge(score, gold, record, document.text, tally)
    return tally


def _show_score(score: ModuleType, golds: list[Gold], records: Sequence[Record]) -> None:
    """Print the scorer's totals."""
    result = score.evaluate(golds, {record["doc_id"]: record for record in records})
    print(score.report(result).partition("\n\n")[2], end="\n\n")


def stage_seconds(documents: list[Document], rounds: int) -> dict[str, float]:
    """CPU seconds in each stage of the pipeline, and in all, once warm."""
    reader = pipeline.Extractor()
    for document in documents:
        reader.read_one(document)
    took: dict[str, float] = defaultdict(float)
    originals = {name: getattr(pipeline, name) for name in STAGES}
    for name, function in originals.items():
        setattr(pipeline, name, _timed(function, STAGES[name], took))
    try:
        start = time.process_time()
        for document in documents * rounds:
            reader.read_one(document)
        took["all"] = time.process_time() - start
    finally:
        for name, function in originals.items():
            setattr(pipeline, name, function)
    return dict(took)


def _timed(function: Callable[..., Any], stage: str, took: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: object, **options: object) -> object:
        start = time.process_time()
        try:
            return function(*arguments, **options)
        finally:
            took[stage] += time.process_time() - start

    return timed


def _show_speed(documents: list[Document], rounds: int) -> None:
    took = stage_seconds(documents, rounds)
    reports, size = len(documents) * rounds, sum(len(d.text) for d in documents) / len(documents) / 1000
    print(f"{'documents a CPU second':24}{reports / took['all']:8.1f}   {size:.1f} kB each")
    for stage in STAGES.values():
        print(f"{'  share in ' + stage:24}{took[stage] / took['all']:8.3f}")


def _show_sample(errors: dict[str, list[str]], count: int, seed: int) -> None:
    """Print a sample of errors, so many of each group as its share says."""
    total = sum(map(len, errors.values()))
    rng = random.Random(seed)  # noqa: S311  # a sample, no secret
    picked = set(rng.sample([(g, i) for g in GROUPS for i in range(len(errors[g]))], min(count, total)))
    print(f"\n{len(picked)} of {total} errors")
    for group in GROUPS:
        print(f"{group}: {len(errors[group])}")
        print(*(f"    {line}" for i, line in enumerate(errors[group]) if (group, i) in picked), sep="\n")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "events_dev")
    parser.add_argument("--own", action="store_true", help="read the example reports, not the folder's articles")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="print so many errors, grouped")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    parser.add_argument("--rounds", type=int, default=5, help="how often the articles are read for the speed")
    parser.add_argument("--annotated", choices=HALVES, help="read one list of the drawn articles")
    options = parser.parse_args()
    if options.sample and options.annotated == "third":
        parser.error("--sample: nobody looks at the errors of the third list")
    os.environ["GEOEVENTS_DATA"] = str(ROOT / "no-such-folder")  # nobody's own places count
    score = scorer(options.folder)
    if options.annotated:
        found = list(annotated(options.folder.parent / "corpora", options.annotated))
    else:
        found = list(examples() if options.own else articles(options.folder))
    records = predicted(found)
    if options.annotated:
        _show_score(score, [gold for _, gold in found], records)
    tally = measure(score, found, records)
    print(f"{len(found)} documents, {tally.matched} matched events, {len(tally.sure)} pins that count")
    for name, figure in figures(tally).items():
        print(f"{name.replace('_', ' '):24}{figure:8.3f}")
    for number, said, right in bins(tally.sure):
        print(f"    said {said:.2f}  right {right:.2f}  ({number})")
    if options.rounds:
        _show_speed([document for document, _ in found], options.rounds)
    if options.sample:
        _show_sample(tally.errors, options.sample, options.seed)


if __name__ == "__main__":
    main()
