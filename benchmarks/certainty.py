"""How right ``confidence`` is: the curve of ``events/certainty.py`` fitted anew with one document left out at a time.

    python benchmarks/certainty.py [../shared]

Pins come from the annotated articles and the example reports, matched with their gold events as in ``events.py``, and
from ``judged.jsonl``: pins on articles of the development corpora that were judged one by one by the annotation
guide (right in place, day and status, or not; those on background and umbrella events left out). It holds offsets and
digests only; a pin that is no longer drawn does not count.

Printed are the expected calibration error of ``confidence`` as it is, and of the curve fitted to all documents but the
one it is judged on; then the curve fitted to all, to be written into ``certainty.py``.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import sys
from collections import defaultdict
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from benchmarks.events import Tally, articles, examples, judge, scorer  # noqa: E402
from benchmarks.places import bins, calibration_error  # noqa: E402
from geoevents.itinerary import main_itinerary  # noqa: E402
from geoevents.pipeline import Extractor  # noqa: E402
from geoevents.records import document_from_record, record_from_reading  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Sure = tuple[float, bool]
JUDGED = ROOT / "benchmarks" / "judged.jsonl"
FILES = ("gwn.jsonl", "lgl.jsonl.gz", "time_dev.jsonl.gz", "time_dev_tbaq.jsonl.gz")
_PRIOR = 4.0
"""Weight of the curve as it is, in pins: keeps a fit to few of them near it."""


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of a corpus file."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    yield from (json.loads(line) for line in text.split("\n") if line.strip())


def judged(reader: Extractor, corpora: Path) -> Iterator[tuple[str, list[Sure]]]:
    """Per judged article, how sure each pin is and whether it is right."""
    verdicts = {row["text_sha256"]: row for row in map(json.loads, JUDGED.read_text("utf-8").splitlines())}
    for file in FILES:
        for record in records(corpora / file):
            row = verdicts.get(hashlib.sha256(record["text"].encode()).hexdigest())
            if row is None:
                continue
            told = {"doc_id": row["doc_id"], "text": record["text"], "published": row["published"]}
            found = record_from_reading(reader.read_one(document_from_record(told)))["events"]
            drawn = {(*e["span"], e["start"], e["end"], e["status"]): e["confidence"] for e in found}
            keys = {(*p["span"], p["start"], p["end"], p["status"]): p["right"] for p in row["pins"]}
            yield (
                f"{row['corpus']}/{row['doc_id']}",
                [(drawn[key], right) for key, right in keys.items() if key in drawn],
            )


def matched(reader: Extractor, shared: Path) -> Iterator[tuple[str, list[Sure]]]:
    """The same for the articles and reports with gold events."""
    score = scorer(shared / "events_dev")
    for document, gold in [*articles(shared / "events_dev"), *examples()]:
        reading = reader.read_one(document)
        tally = Tally()
        judge(score, gold, record_from_reading(reading, itinerary=main_itinerary(reading.events)), document.text, tally)
        yield document.id, tally.sure


def fitted(pins: Iterable[Sure]) -> tuple[float, float]:
    """Shift and slope of the log odds of being right, by Newton's method.

    Example:
        >>> shift, slope = fitted([(0.9, True), (0.9, False)] * 50)
        >>> shift + slope * log(9) < 0.5
        True
    """
    rows = [(_odds(said), float(right)) for said, right in pins]
    shift, slope = 0.0, 1.0
    for _ in range(30):
        gradient, curvature = [-_PRIOR * shift, -_PRIOR * (slope - 1)], [_PRIOR, 0.0, _PRIOR]
        for odds, right in rows:
            p = _share(shift + slope * odds)
            gradient = [gradient[0] + right - p, gradient[1] + (right - p) * odds]
            weight = p * (1 - p)
            curvature = [curvature[0] + weight, curvature[1] + weight * odds, curvature[2] + weight * odds * odds]
        a, b, c = curvature
        determinant = a * c - b * b
        shift += (c * gradient[0] - b * gradient[1]) / determinant
        slope += (a * gradient[1] - b * gradient[0]) / determinant
    return shift, slope


def _odds(p: float) -> float:
    p = min(max(p, 0.01), 0.99)
    return log(p / (1 - p))


def _share(odds: float) -> float:
    return 1 / (1 + exp(-odds))


def out_of_fold(documents: Mapping[str, Sequence[Sure]]) -> dict[str, list[Sure]]:
    """Each document's pins by the curve fitted to all others."""
    found = {}
    for name, pins in documents.items():
        shift, slope = fitted(pin for other, others in documents.items() if other != name for pin in others)
        found[name] = [(_share(shift + slope * _odds(said)), right) for said, right in pins]
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=ROOT.parent / "shared")
    options = parser.parse_args()
    os.environ["GEOEVENTS_DATA"] = str(ROOT / "no-such-folder")  # nobody's own places count
    reader = Extractor()
    documents: dict[str, list[Sure]] = defaultdict(list)
    groups: dict[str, str] = {}
    for group, source in (
        ("gold", matched(reader, options.shared)),
        ("judged", judged(reader, options.shared / "corpora")),
    ):
        for name, pins in source:
            documents[name] += pins
            groups[name] = group
    held_out = out_of_fold(documents)
    for group in ("gold", "judged", "all"):
        names = [n for n in documents if group in {"all", groups[n]}]
        now, then = ([pin for n in names for pin in source[n]] for source in (documents, held_out))
        share = sum(right for _, right in now) / len(now)
        print(
            f"{group:8}{len(names):4} documents {len(now):4} pins, right {share:.3f}; calibration error "
            f"now {calibration_error(now):.3f}, out of fold {calibration_error(then):.3f}"
        )
    for number, said, right in bins([pin for pins in held_out.values() for pin in pins]):
        print(f"    said {said:.2f}  right {right:.2f}  ({number})")
    shift, slope = fitted(pin for pins in documents.values() for pin in pins)
    print(f"curve on top of the present one: shift {shift:.3f}, slope {slope:.3f}")


if __name__ == "__main__":
    main()
