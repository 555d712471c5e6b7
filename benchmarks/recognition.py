"""Recognition of place names, cross-validated: each document is read by the model that did not see it.

    python benchmarks/recognition.py work/recogniser [../shared/corpora] [--network] [--errors 50]

The folder holds ``fold0.onnx`` to ``fold4.onnx`` of training/make.py. Figures come from ``score/places.py`` beside the
corpora: recognition exact and overlap, for GWN the literal label, and both end to end. ``--network`` leaves the
gazetteer's second opinion and the rules out, ``--errors N`` prints samples of what was missed and what was wrongly
found. One model instead of the
folder judges everything with it: *seen*, unless it was trained without these corpora.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from geoevents.language.layout import sentences_of, tokens_of  # noqa: E402
from geoevents.language.recogniser import Recogniser  # noqa: E402
from geoevents.model import Document  # noqa: E402
from geoevents.pipeline import Extractor  # noqa: E402
from geoevents.records import record_from_reading  # noqa: E402
from training.corpora import fold_of  # noqa: E402

CORPORA = {"LGL": "lgl.jsonl.gz", "GWN": "gwn.jsonl"}
FOLDS = 5
FIGURES = """rec_exact_p rec_exact_r rec_exact_f1 rec_overlap_p rec_overlap_r rec_overlap_f1 e2e_f1
literal_label_accuracy literal_e2e_p literal_e2e_r literal_e2e_f1""".split()


def documents(file: Path) -> list[dict[str, Any]]:
    """Documents of one corpus, with their gold."""
    opener: Any = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read(recogniser: Recogniser, record: dict[str, Any], *, network: bool) -> dict[str, Any]:
    """One batch record: by everything, or by the network alone."""
    text = record["text"]
    if not network:
        document = Document(id=str(record["doc_id"]), text=text, source=record.get("source"))
        return record_from_reading(Extractor(recogniser=recogniser).read_one(document))
    found = recogniser.read(text, [(s.start, s.end) for s in sentences_of(text, tokens_of(text))])
    toponyms = [
        {"start": t.start, "end": t.end, "literal": t.kinds[0] == max(t.kinds), "lat": None, "lon": None}
        for t in found.toponyms
    ]
    return {"doc_id": str(record["doc_id"]), "toponyms": toponyms}


def predictions(
    models: list[Recogniser], name: str, gold: list[dict[str, Any]], *, network: bool
) -> list[dict[str, Any]]:
    """Every document by the model whose fold it is, or by the only model."""
    found = []
    for record in gold:
        fold = fold_of(name.lower(), str(record["doc_id"]), FOLDS) if len(models) > 1 else 0
        found.append(read(models[fold], record, network=network))
    return found


def scored(scorer: Path, gold: Path, found: list[dict[str, Any]], bootstrap: int) -> dict[str, dict[str, float]]:
    """What score/places.py says."""
    with tempfile.TemporaryDirectory() as folder:
        predicted, result = Path(folder) / "found.jsonl", Path(folder) / "figures.json"
        predicted.write_text("".join(json.dumps(r) + "\n" for r in found), encoding="utf-8")
        command = [sys.executable, scorer, "--gold", gold, "--pred", predicted]
        command += ["--bootstrap", str(bootstrap), "--json", result]
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)  # noqa: S603  # ours
        if done.returncode:
            raise SystemExit(f"{scorer} failed:\n{done.stderr[-2000:]}")
        figures: dict[str, dict[str, float]] = json.loads(result.read_text("utf-8"))["figures"]
    return figures


def errors(gold: list[dict[str, Any]], found: list[dict[str, Any]], number: int) -> None:
    """Print samples of what was missed, of what was wrongly found, and of wrong edges."""
    rows: dict[str, list[str]] = {"missed": [], "wrongly found": [], "edges": []}
    for record, answer in zip(gold, found, strict=True):
        text = record["text"]
        spans = (
            {(t["start"], t["end"]) for t in record["toponyms"]},
            {(t["start"], t["end"]) for t in answer["toponyms"]},
        )
        for label, ours, theirs in (("missed", *spans), ("wrongly found", *spans[::-1])):
            for start, end in sorted(ours - theirs):
                near = [s for s in theirs if s[0] < end and start < s[1]]
                shown = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 30]}".replace(
                    "\n", " "
                )
                beside = f"   ~ {[text[a:b] for a, b in near]}" if near else ""
                if label == "missed" or not near:
                    rows["edges" if near else label].append(f"{shown}{beside}")
    for label, lines in rows.items():
        print(f"--- {label}: {len(lines)}")
        for line in random.Random(1).sample(lines, min(number, len(lines))):  # noqa: S311  # a sample, not a secret
            print("   ", line)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path, help="a folder of fold*.onnx, or one model")
    parser.add_argument("corpora", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--network", action="store_true", help="the network alone")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--bootstrap", type=int, default=0, metavar="N", help="resamples for the 95 % intervals")
    options = parser.parse_args()
    os.environ["GEOEVENTS_DATA"] = str(ROOT / "no-such-folder")  # nobody's own places count
    files = [options.models / f"fold{k}.onnx" for k in range(FOLDS)] if options.models.is_dir() else [options.models]
    models = [Recogniser(file) for file in files]
    for name, file in CORPORA.items():
        gold = documents(options.corpora / file)
        found = predictions(models, name, gold, network=options.network)
        scorer = options.corpora.parent / "score" / "places.py"
        figures = scored(scorer, options.corpora / file, found, options.bootstrap)
        print(name)
        for key in FIGURES:
            if key in figures and not (options.network and key == "e2e_f1"):
                value = figures[key]
                between = f"  [{value['low']:.1f} to {value['high']:.1f}]" if "low" in value else ""
                print(f"  {key:24s} {value['value']:6.2f}{between}")
        if options.errors:
            errors(gold, found, options.errors)


if __name__ == "__main__":
    main()
