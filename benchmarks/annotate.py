"""Check or show the gold events of the example reports.

    python benchmarks/annotate.py check              # every record against its report; counts and digest
    python benchmarks/annotate.py show storm/landfall   # the report with its annotations inline

The format is that of ``benchmarks/examples/README.md``. Standard library only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "geoevents" / "examples"
GOLD = ROOT / "benchmarks" / "examples" / "gold"

STATUSES = frozenset({"occurred", "ongoing", "planned", "possible", "negated"})
ROLES = frozenset({"main", "background", "umbrella"})
GRANULARITIES = frozenset({"site", "city", "region", "country"})
REASONS = frozenset(
    {
        "government metonym",
        "demonym",
        "organisation name",
        "person name",
        "biography/boilerplate",
        "agency dateline",
        "background mention",
        "work title",
        "other",
    }
)

Record = dict[str, Any]  # a gold file as it stands: the scorers read the same


def report_path(doc_id: str) -> Path:
    """Where the report of a document lies: ``storm/landfall`` is ``examples/storm/landfall.txt``."""
    story, stem = doc_id.split("/")
    return REPORTS / story / f"{stem}.txt"


def problems(gold: Record, text: str) -> list[str]:
    """What is wrong with one gold record, in words; empty when nothing is."""
    found = []
    if hashlib.sha256(text.encode()).hexdigest() != gold["text_sha256"] or len(text) != gold["text_length"]:
        found.append("the report was changed after it was annotated")
    for event in gold["events"]:
        found += [f"{event['id']}: {words}" for words in event_problems(event, len(text))]
    for place in gold["non_event_places"]:
        start, end = place["span"]
        if text[start:end] != place["text"]:
            found.append(f"non-event place {place['text']!r}: the text there is {text[start:end]!r}")
        if place["why"] not in REASONS:
            found.append(f"non-event place {place['text']!r}: unknown reason {place['why']!r}")
    return found + id_problems(gold) + overlap_problems(gold)


def event_problems(event: Record, length: int) -> list[str]:
    """What is wrong with one event of a record."""
    found = []
    first, last = event["evidence_span"]
    if not event["place_spans"]:
        found.append("no place mention")
    for start, end in [*event["place_spans"], event["evidence_span"]]:
        if not 0 <= start < end <= length:
            found.append(f"span {start}-{end} is outside the text")
    if not any(first <= start and end <= last for start, end in event["place_spans"]):
        found.append("its evidence holds no mention of the place")
    for key, allowed in (("status", STATUSES), ("role", ROLES), ("granularity", GRANULARITIES)):
        if event[key] not in allowed:
            found.append(f"unknown {key} {event[key]!r}")
    pairs = [(event["start"], event["end"]), (event.get("not_before"), event.get("not_after"))]
    for low, high in pairs + [tuple(pair) for pair in event.get("date_also", [])]:
        days = [date.fromisoformat(day) if day else None for day in (low, high)]
        if days[0] and days[1] and days[0] > days[1]:
            found.append(f"{low} is after {high}")
    return found


def id_problems(gold: Record) -> list[str]:
    """Repeated ids, and stops that are no events."""
    ids = [event["id"] for event in gold["events"]]
    stops = [*(gold["itinerary"] or []), *(one for pair in gold.get("itinerary_unordered", []) for one in pair)]
    found = [f"id {one} is given twice" for one in sorted(set(ids)) if ids.count(one) > 1]
    return found + [f"stop {stop} is no event" for stop in stops if stop not in ids]


def overlap_problems(gold: Record) -> list[str]:
    """Mentions that are listed both as the place of an event and as none."""
    taken = [tuple(span) for event in gold["events"] for span in event["place_spans"]]
    return [
        f"{place['text']!r} at {place['span'][0]} is also the place of an event"
        for place in gold["non_event_places"]
        if any(start < place["span"][1] and place["span"][0] < end for start, end in taken)
    ]


def inline(gold: Record, text: str) -> str:
    """The report with every annotated mention in brackets, its events or its reason after it."""
    marks: dict[tuple[int, int], list[str]] = {}
    for event in gold["events"]:
        for start, end in event["place_spans"]:
            marks.setdefault((start, end), []).append(event["id"])
    for place in gold["non_event_places"]:
        marks.setdefault((place["span"][0], place["span"][1]), []).append(place["why"])
    pieces, done = [], 0
    for (start, end), words in sorted(marks.items()):
        pieces += [text[done:start], f"[{text[start:end]}|{', '.join(words)}]"]
        done = end
    return "".join([*pieces, text[done:]])


def digest(paths: list[Path]) -> str:
    """SHA-256 over the names and the bytes of the gold files, in the order of their names."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def check() -> int:
    """Print what is wrong, then counts and digest; the exit status."""
    paths = sorted(GOLD.glob("*.json"))
    wrong = 0
    events: list[Record] = []
    others = 0
    for path in paths:
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = report_path(gold["doc_id"]).read_text(encoding="utf-8")
        for words in problems(gold, text):
            print(f"{gold['doc_id']}: {words}")
            wrong += 1
        events += gold["events"]
        others += len(gold["non_event_places"])
    main = sum(event["role"] == "main" for event in events)
    print(f"{len(paths)} reports, {len(events)} events ({main} required), {others} mentions that are none")
    print(f"digest {digest(paths)}")
    return 1 if wrong else 0


def show(doc_id: str) -> int:
    """Print one report with its annotations."""
    path = GOLD / f"{doc_id.replace('/', '_')}.json"
    if not path.is_file():
        print(f"no gold for {doc_id!r}; there is {', '.join(one.stem for one in sorted(GOLD.glob('*.json')))}")
        return 1
    gold = json.loads(path.read_text(encoding="utf-8"))
    print(inline(gold, report_path(gold["doc_id"]).read_text(encoding="utf-8")))
    for event in gold["events"]:
        day = f"{event['start'] or '…'} – {event['end'] or '…'}"
        print(f"{event['id']:5} {event['role']:10} {event['status']:9} {day:25} {event['place_name']}: {event['what']}")
    return 0


def main(argv: list[str] | None = None) -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="every gold record against its report")
    commands.add_parser("show", help="one report with its annotations").add_argument("doc_id")
    args = parser.parse_args(argv)
    return show(args.doc_id) if args.command == "show" else check()


if __name__ == "__main__":
    sys.exit(main())
