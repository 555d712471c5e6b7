"""How right ``confidence`` is: the weights of ``events/certainty.py`` fitted anew with one document left out at a time.

    python benchmarks/certainty.py [../shared]

Pins come from the annotated articles and the example reports, matched with their gold events as in ``events.py``, and
from ``judged.jsonl``: pins on articles of the development corpora that were judged one by one by the annotation
guide (right in place, day and status, or not; those on background and umbrella events left out). It holds offsets and
digests only; a pin that is no longer drawn does not count.

Printed are, of each group of pins, log loss, Brier score and expected calibration error of ``confidence`` as it is, and
of weights fitted to all documents but the one they are judged on; what each sign saves in log loss, out of fold; then
the weights fitted to all, to be written into ``certainty.py``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from benchmarks.events import (  # noqa: E402
    HALVES,
    Tally,
    annotated,
    articles,
    corpus_texts,
    examples,
    judge,
    scorer,
)
from benchmarks.places import bins, calibration_error  # noqa: E402
from geoevents.events.certainty import Signs, signs  # noqa: E402
from geoevents.itinerary import main_itinerary  # noqa: E402
from geoevents.pipeline import Extractor  # noqa: E402
from geoevents.records import document_from_record, record_from_reading  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geoevents.model import Event

    Numbers = NDArray[np.float64]

JUDGED = ROOT / "benchmarks" / "judged.jsonl"
NAMES = tuple(f.name for f in fields(Signs))
RIDGE = 1.0
"""Weight of the penalty on squared weights: with few pins, a weight stays small unless many pins ask for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One pin that was judged."""

    document: str
    group: str
    seen: Signs
    said: float
    right: bool


def pin(document: str, group: str, event: Event, *, right: bool) -> Pin:
    """A pin with what speaks for and against it."""
    return Pin(document=document, group=group, seen=signs(event), said=event.confidence, right=right)


def judged(reader: Extractor, corpora: Path) -> Iterator[Pin]:
    """The pins that were judged one by one."""
    rows = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
    texts = corpus_texts(corpora, {row["text_sha256"] for row in rows})
    for row in rows:
        text = texts[row["text_sha256"]]["text"]
        told = {"doc_id": row["doc_id"], "text": text, "published": row["published"]}
        reading = reader.read_one(document_from_record(told))
        found = record_from_reading(reading)["events"]
        drawn = {(*e["span"], e["start"], e["end"], e["status"]): i for i, e in enumerate(found)}
        keys = {(*p["span"], p["start"], p["end"], p["status"]): p["right"] for p in row["pins"]}
        for key, right in keys.items():
            if key in drawn:
                yield pin(f"{row['corpus']}/{row['doc_id']}", "judged", reading.events[drawn[key]], right=right)


def matched(reader: Extractor, shared: Path) -> Iterator[Pin]:
    """The pins that count on articles and reports with gold events."""
    score = scorer(shared / "events_dev")
    sources = {"events_dev": articles(shared / "events_dev"), "examples": examples()}
    sources |= {half: annotated(shared / "corpora", half) for half in HALVES if half != "third"}
    for group, source in sources.items():
        for document, gold in source:
            reading = reader.read_one(document)
            tally = Tally()
            record = record_from_reading(reading, itinerary=main_itinerary(reading.events))
            judge(score, gold, record, document.text, tally)
            for number, (_, right) in zip(tally.pins, tally.sure, strict=True):
                yield pin(document.id, group, reading.events[number], right=right)


def fitted(rows: Numbers, right: Numbers) -> Numbers:
    """Shift and weights of a logistic regression, by Newton's method; the shift is not held back.

    Args:
        rows: Signs, a row a pin, the first column ones.
        right: 1 for a right pin, 0 for a wrong one.

    Returns:
        A weight a column.

    Example:
        >>> fitted(np.array([[1.0], [1.0]]), np.array([1.0, 1.0]))[0] > 2
        np.True_
    """
    held = np.eye(rows.shape[1]) * RIDGE
    held[0, 0] = RIDGE / 100
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        said = _share(rows @ weights)
        slope = rows.T @ (right - said) - held @ weights
        weights = weights + np.linalg.solve((rows.T * (said * (1 - said))) @ rows + held, slope)
    return weights


def _share(odds: Numbers) -> Numbers:
    found: Numbers = 1 / (1 + np.exp(-odds))
    return found


def table(pins: Sequence[Pin], names: Sequence[str] = NAMES) -> Numbers:
    """The signs of pins as rows, the first column ones."""
    return np.array([[1.0, *(getattr(p.seen, name) for name in names)] for p in pins])


def out_of_fold(rows: Numbers, pins: Sequence[Pin]) -> Numbers:
    """How sure each pin is by weights fitted to all other documents."""
    right = np.array([float(p.right) for p in pins])
    documents = np.array([p.document for p in pins])
    said = np.zeros(len(pins))
    for document in dict.fromkeys(p.document for p in pins):
        own = documents == document
        said[own] = _share(rows[own] @ fitted(rows[~own], right[~own]))
    return said


def losses(said: Numbers, right: Numbers) -> tuple[float, float, float]:
    """Log loss, Brier score and expected calibration error."""
    sure = np.clip(said, 0.01, 0.99)
    log_loss = -np.mean(right * np.log(sure) + (1 - right) * np.log(1 - sure))
    pairs = [(float(s), bool(r)) for s, r in zip(said, right, strict=True)]
    return float(log_loss), float(np.mean((said - right) ** 2)), calibration_error(pairs)


def show_groups(pins: Sequence[Pin], held_out: Numbers) -> None:
    """A line a group of pins, and one for all."""
    said = np.array([p.said for p in pins])
    right = np.array([float(p.right) for p in pins])
    groups = np.array([p.group for p in pins])
    print(
        f"{'':22}documents pins right   now: log loss  Brier  calibration   out of fold: log loss  Brier  calibration"
    )
    for group in (*dict.fromkeys(groups), "all"):
        own = (groups == group) | (group == "all")
        documents = len({p.document for p, mine in zip(pins, own, strict=True) if mine})
        now, then = losses(said[own], right[own]), losses(held_out[own], right[own])
        print(
            f"{group:14}{documents:9}{own.sum():5}{right[own].mean():6.2f}"
            f"{now[0]:11.3f}{now[1]:7.3f}{now[2]:13.3f}{then[0]:11.3f}{then[1]:7.3f}{then[2]:13.3f}"
        )


def show_weights(pins: Sequence[Pin], held_out: Numbers) -> None:
    """The weights fitted to all, and what each sign saves."""
    right = np.array([float(p.right) for p in pins])
    weights = fitted(table(pins), right)
    whole = losses(held_out, right)[0]
    print(f"{'shift':10}{weights[0]:7.2f}")
    for name, weight in zip(NAMES, weights[1:], strict=True):
        rest = [n for n in NAMES if n != name]
        without = losses(out_of_fold(table(pins, rest), pins), right)[0]
        print(f"{name:10}{weight:7.2f}   saves {without - whole:6.4f} log loss out of fold")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", type=Path, default=ROOT.parent / "shared")
    options = parser.parse_args()
    os.environ["GEOEVENTS_DATA"] = str(ROOT / "no-such-folder")  # nobody's own places count
    reader = Extractor()
    pins = [*matched(reader, options.shared), *judged(reader, options.shared / "corpora")]
    held_out = out_of_fold(table(pins), pins)
    show_groups(pins, held_out)
    pairs = [(float(said), p.right) for said, p in zip(held_out, pins, strict=True)]
    for number, said, share in bins(pairs):
        print(f"    said {said:.2f}  right {share:.2f}  ({number})")
    show_weights(pins, held_out)


if __name__ == "__main__":
    main()
