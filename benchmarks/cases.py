"""Judge the pipeline on the case lists of ``tests/cases`` and on the example reports.

    python benchmarks/cases.py            # a line per list
    python benchmarks/cases.py --wrong    # every case that went wrong, too

Every list has positives and negatives; a figure is the share of them that came out right.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "cases"
EXAMPLES = ROOT / "geoevents" / "examples"
GOLD = ROOT / "benchmarks" / "examples" / "gold"


sys.path.append(str(ROOT))

from geoevents.itinerary import UnknownMover, itinerary  # noqa: E402
from geoevents.merge import merge  # noqa: E402
from geoevents.model import Document, Event, Place  # noqa: E402
from geoevents.pipeline import Extractor, extract  # noqa: E402
from geoevents.places import distance_km  # noqa: E402

Verdict = tuple[bool, str]


def load(name: str) -> list[dict[str, Any]]:
    """Read one case list."""
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines() if line.strip()]


def document(case: dict[str, Any], ident: str = "case") -> Document:
    """A case's text as a report."""
    published = date.fromisoformat(case["published"]) if case.get("published") else None
    return Document(id=ident, text=case["text"], published=published, title=case.get("title"))


def _alike(one: str, other: str) -> bool:
    return one.casefold() in other.casefold() or other.casefold() in one.casefold()


def _days(event: Event) -> tuple[str | None, str | None]:
    first, last = event.when.earliest, event.when.latest
    return (first.isoformat() if first else None, last.isoformat() if last else None)


def judge_mentions(reader: Extractor, case: dict[str, Any]) -> list[Verdict]:
    """One verdict per place that must be found with its kind, and per name that must not be a place."""
    found = [r.mention for r in reader.read_one(document(case)).resolutions]
    verdicts = []
    for place in case["places"]:
        match = [m for m in found if m.start < place["start"] + len(place["text"]) and place["start"] < m.end]
        right = any(m.kind == place["kind"] for m in match)
        verdicts.append((right, f"{place['text']} as {place['kind']}: {[(m.text, m.kind) for m in match]}"))
    for text, start in zip(case["not_places"], case["not_starts"], strict=True):
        match = [m for m in found if m.start < start + len(text) and start < m.end and m.kind == "literal"]
        verdicts.append((not match, f"{text} is no place: {[m.text for m in match]}"))
    return verdicts


def judge_events(reader: Extractor, case: dict[str, Any]) -> list[Verdict]:
    """One verdict per event that must be found with day and status, and per place where nothing happens."""
    events = list(reader.read_one(document(case)).events)
    verdicts = []
    for gold in case["events"]:
        days = {(gold["start"], gold["end"]), *(tuple(d) for d in gold.get("date_also", []))}
        statuses = {gold["status"], *gold.get("status_also", [])}
        near = [e for e in events if _alike(e.place.mention.text, gold["place"])]
        right = next((e for e in near if _days(e) in days and e.status in statuses), None)
        verdicts.append((right is not None, f"{gold}: {[(_days(e), e.status) for e in near]}"))
        if right is not None:
            events.remove(right)
    for text in case["no_event"]:
        near = [e for e in events if _alike(e.place.mention.text, text)]
        verdicts.append((not near, f"nothing happens at {text}: {[(e.what, e.status) for e in near]}"))
    return verdicts


def judge_merge(reader: Extractor, case: dict[str, Any]) -> list[Verdict]:
    """Whether the two reports' events at the place become one event, or stay apart."""
    del reader
    story = extract([document(case["a"], "a"), document(case["b"], "b")])
    told = [{e.doc_id for e in event.evidence} for event in story.events if at_place(event, case["place"])]
    joined = {"a", "b"} in told
    return [(joined == case["same"], f"{case['why']}: told by {told}")]


def at_place(event: Event, place: str) -> bool:
    """Whether an event is at a place of that name, as written or as the gazetteer has it."""
    name = event.place.place.name if event.place.place else ""
    return _alike(event.place.mention.text, place) or (bool(name) and _alike(name, place))


def judge_itinerary(reader: Extractor, case: dict[str, Any]) -> list[Verdict]:
    """Whether the stops come in the right order, and whether places not reached stay out."""
    readings = [reader.read_one(document(text, str(number))) for number, text in enumerate(case["texts"])]
    events = merge(e for reading in readings for e in reading.events)
    try:
        stops = [s.event.place.mention.text for s in itinerary(events, case["mover"])]
    except UnknownMover:
        stops = []
    halts = [place for place, _ in groupby(stops)]
    kept = [place for place in halts if any(_alike(place, wanted) for wanted in case["order"])]
    right = len(kept) == len(case["order"]) and all(_alike(a, b) for a, b in zip(kept, case["order"], strict=False))
    verdicts = [(right, f"{case['order']}: {stops}")]
    absent = case.get("absent", [])
    return verdicts + [(not any(_alike(p, stop) for stop in stops), f"{p} is no stop: {stops}") for p in absent]


JUDGES = {
    "mentions": judge_mentions,
    "events": judge_events,
    "reports": judge_events,
    "merge": judge_merge,
    "itinerary": judge_itinerary,
}


def judge_examples(reader: Extractor) -> tuple[float, int]:
    """Joint F1 (place, day, status) over the required events of the example reports, and false pins.

    The rule is that of the annotation guide in short: a pin is right within its gold tolerance with the same
    days and status; pins on optional events do not count.
    """
    hits = pins = wanted = false = 0
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        text = (EXAMPLES / f"{gold['doc_id']}.txt").read_text("utf-8")
        found = reader.read_one(document({"text": text, "published": gold["published"]})).events
        events = [e for e in found if e.place.place]
        required = [g for g in gold["events"] if g["role"] == "main"]
        optional = [g for g in gold["events"] if g["role"] != "main"]
        wanted += len(required)
        for event in events:
            match = next((g for g in required if _right(event, g)), None)
            if match is not None:
                required.remove(match)
                hits += 1
                pins += 1
            elif not any(_spot(event, g) for g in optional):
                pins += 1
                false += not any(_spot(event, g) for g in gold["events"])
    return 2 * hits / (pins + wanted), false


def _spot(event: Event, gold: dict[str, Any]) -> bool:
    place = event.place.place
    if place is None:
        return False
    spot = Place(id="", name="", latitude=gold["lat"], longitude=gold["lon"])
    return distance_km(place, spot) <= max(float(gold["tolerance_km"]), 1.0)


def _right(event: Event, gold: dict[str, Any]) -> bool:
    days = {(gold["start"], gold["end"]), *(tuple(d) for d in gold.get("date_also", []))}
    statuses = {gold["status"], *gold.get("status_also", [])}
    return _spot(event, gold) and _days(event) in days and event.status in statuses


def measure(*, wrong: bool = False) -> dict[str, float]:
    """Share of right verdicts per list, and the example reports' joint F1.

    Args:
        wrong: Print each wrong verdict.
    """
    reader = Extractor()
    figures: dict[str, float] = {}
    for name, judge in JUDGES.items():
        verdicts = [(case, *verdict) for case in load(name) for verdict in judge(reader, case)]
        figures[name] = round(sum(right for _, right, _ in verdicts) / len(verdicts), 4)
        for case, right, why in verdicts:
            if wrong and not right:
                told = case.get("text") or case.get("texts") or (case["a"]["text"], case["b"]["text"])
                print(f"{name}: {told}\n    {why}")
    joint, false = judge_examples(reader)
    figures |= {"examples_joint_f1": round(joint, 4), "examples_false_pins": float(false)}
    return figures


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="print each wrong case")
    for name, figure in measure(wrong=parser.parse_args().wrong).items():
        print(f"{name:20} {figure:.4f}")


if __name__ == "__main__":
    main()
