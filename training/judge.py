"""Networks → the same with trees that settle which candidates are place names, grown on answers out of fold.

    python -m training.judge ../shared/corpora work/small work/judged

``work/small`` holds ``fold0.onnx`` to ``fold4.onnx`` and ``final.onnx``, as training/export.py writes them. Each
document is read by the network that did not see it, as written and, counting less, in lower case, in capitals and in
headline case; the trees of a fold are grown on the other folds' documents, those of ``final.onnx`` on all.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from sklearn.ensemble import HistGradientBoostingClassifier

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from benchmarks.recognition import CORPORA, FOLDS, documents  # noqa: E402
from benchmarks.robustness import DAMAGE, damaged  # noqa: E402
from geoevents.gazetteer import default_gazetteer  # noqa: E402
from geoevents.language import grammar, layout  # noqa: E402
from geoevents.language.candidates import described  # noqa: E402
from geoevents.language.mentions import proposed  # noqa: E402
from geoevents.language.recogniser import Recogniser  # noqa: E402
from training.corpora import fold_of  # noqa: E402

VERSIONS = {"as written": 1.0, "all lower case": 0.05, "all capitals": 0.05, "headline case": 0.05}
"""Versions of each document, and how much each counts."""
TREES = {
    "max_iter": 300,
    "learning_rate": 0.04,
    "max_leaf_nodes": 16,
    "l2_regularization": 5.0,
    "max_features": 0.25,
}


@dataclass(slots=True)
class Table:
    """Candidates of all documents."""

    rows: list[dict[str, float]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    """Whether the corpus has this place name with just these edges."""
    weights: list[float] = field(default_factory=list)
    folds: list[int] = field(default_factory=list)


def add(table: Table, record: dict[str, Any], recogniser: Recogniser, fold: int, weight: float) -> None:
    """The candidates of one document."""
    text = record["text"]
    tokens = layout.tokens_of(text)
    sentences = layout.sentences_of(text, tokens)
    words = grammar.tag_text(tokens, sentences)
    read = recogniser.read(text, [(s.start, s.end) for s in sentences])
    spans, known = described(*proposed(text, tokens, words, sentences, default_gazetteer(), read))
    gold = {(t["start"], t["end"]) for t in record["toponyms"]}
    table.rows += known
    table.right += [(s.start, s.end) in gold for s in spans]
    table.weights += [weight] * len(spans)
    table.folds += [fold] * len(spans)


def table_of(corpora: Path, networks: Path) -> Table:
    """The candidates of all documents, each read by the network that did not see it."""
    models = [Recogniser(networks / f"fold{k}.onnx") for k in range(FOLDS)]
    table = Table()
    for name, file in CORPORA.items():
        for record in documents(corpora / file):
            fold = fold_of(name.lower(), str(record["doc_id"]), FOLDS)
            for version, weight in VERSIONS.items():
                add(table, damaged(record, DAMAGE[version]), models[fold], fold, weight)
        print(f"{name}: {len(table.rows)} candidates", flush=True)
    return table


def grown(table: Table, without: int | None) -> str:
    """Trees as JSON, grown without the documents of a fold."""
    names = tuple(table.rows[0])
    values = np.array([list(row.values()) for row in table.rows], np.float64)
    used = np.array(table.folds) != without
    forest = HistGradientBoostingClassifier(**TREES, early_stopping=False, random_state=1)
    forest.fit(values[used], np.array(table.right)[used], sample_weight=np.array(table.weights)[used])
    trees = [round_[0].nodes for round_ in forest._predictors]  # noqa: SLF001  # no public way to a tree's nodes
    nodes = np.concatenate(trees)
    sizes = np.array([len(tree) for tree in trees])
    roots = np.cumsum(sizes) - sizes
    shift = np.repeat(roots, sizes)
    leaf = nodes["is_leaf"].astype(bool)
    asked = sorted(set(nodes["feature_idx"][~leaf].tolist()))
    column = {index: number for number, index in enumerate(asked)}
    data = {
        "features": [names[index] for index in asked],
        "roots": roots.tolist(),
        "feature": [-1 if end else column[f] for end, f in zip(leaf, nodes["feature_idx"].tolist(), strict=True)],
        "threshold": [0.0 if end else float(f"{t:.7g}") for end, t in zip(leaf, nodes["num_threshold"], strict=True)],
        "left": np.where(leaf, 0, nodes["left"] + shift).tolist(),
        "right": np.where(leaf, 0, nodes["right"] + shift).tolist(),
        "value": [float(f"{v:.5g}") if end else 0.0 for end, v in zip(leaf, nodes["value"], strict=True)],
        "base": float(forest._baseline_prediction.item()),  # noqa: SLF001  # no public way to it
    }
    return json.dumps(data, separators=(",", ":"))


def judged(model: onnx.ModelProto, trees: str) -> onnx.ModelProto:
    """A model that carries trees; its digest covers them too."""
    facts = {entry.key: entry.value for entry in model.metadata_props}
    facts["judge"] = trees
    facts["digest"] = hashlib.sha256(f"{facts['digest']} {trees}".encode()).hexdigest()
    onnx.helper.set_model_props(model, facts)
    return model


def main() -> None:
    """Write the six models."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="texts with gold toponyms: lgl.jsonl.gz and gwn.jsonl")
    parser.add_argument("networks", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    os.environ["GEOEVENTS_DATA"] = str(ROOT / "no-such-folder")  # nobody's own places count
    options.output.mkdir(parents=True, exist_ok=True)
    table = table_of(options.corpora, options.networks)
    for name, without in [*((f"fold{k}", k) for k in range(FOLDS)), ("final", None)]:
        model = onnx.load(options.networks / f"{name}.onnx")
        file = options.output / f"{name}.onnx"
        file.write_bytes(judged(model, grown(table, without)).SerializeToString())
        print(f"{file}: {file.stat().st_size / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main()
