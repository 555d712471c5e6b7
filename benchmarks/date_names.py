"""Whether the recogniser's dates would help the temporal tagger: both, and both together, on annotated texts.

    python benchmarks/date_names.py [../shared/corpora]

Every second text of ``time_dev_tbaq``; a span counts as found when it overlaps one of the gold's.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import warnings
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from geoevents.language.layout import sentences_of, tokens_of  # noqa: E402
from geoevents.language.recogniser import default_recogniser  # noqa: E402
from geoevents.timex import times  # noqa: E402

Spans = list[tuple[int, int]]


def overlapping(span: tuple[int, int], others: Spans) -> bool:
    """Whether a span shares a character with one of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)


def found_in(text: str, published: date | None) -> dict[str, Spans]:
    """Spans of the tagger, of the network, and of both together."""
    tagger = [(t.start, t.end) for t in times(text, published=published) if t.start is not None and t.end is not None]
    sentences = [(s.start, s.end) for s in sentences_of(text, tokens_of(text))]
    read = default_recogniser().read(text, sentences)
    network = [(e.start, e.end) for e in read.entities if e.label == "DATE"]
    both = tagger + [span for span in network if not overlapping(span, tagger)]
    return {"tagger": tagger, "network": network, "both": both}


def main() -> None:
    """Print precision, recall and F1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpora")
    folder = parser.parse_args().corpora
    warnings.simplefilter("ignore")
    counts = {name: [0, 0, 0, 0] for name in ("tagger", "network", "both")}
    with gzip.open(folder / "time_dev_tbaq.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines][::2]
    for record in records:
        gold = [(t["start"], t["end"]) for t in record["timexes"] if t["end"] > t["start"]]
        for name, spans in found_in(record["text"], date.fromisoformat(record["dct"][:10])).items():
            right = sum(overlapping(span, gold) for span in spans)
            met = sum(overlapping(span, spans) for span in gold)
            counts[name] = [a + b for a, b in zip(counts[name], (right, len(spans), met, len(gold)), strict=True)]
    for name, (right, given, met, wanted) in counts.items():
        precision, recall = right / given, met / wanted
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{name:8s} precision {precision:.1%}  recall {recall:.1%}  F1 {f1:.1%}")


if __name__ == "__main__":
    main()
