"""Events of the development articles, each read by a recogniser that did not see it.

    python benchmarks/events_unseen.py work/recogniser [../shared]

Articles that are also documents of the geoparsing corpora are read by the model whose fold they are in; the others,
which no model was trained on, by the first. The figures are of ``score/events.py``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from benchmarks.recognition import CORPORA, FOLDS, documents  # noqa: E402
from geoevents.language.recogniser import Recogniser  # noqa: E402
from geoevents.pipeline import Extractor  # noqa: E402
from geoevents.records import document_from_line, record_from_reading  # noqa: E402
from training.corpora import fold_of  # noqa: E402


def letters(text: str) -> str:
    """A text without what editions of it differ in: its letters, in lower case, from the middle."""
    found = "".join(c for c in text.lower() if c.isalpha())
    return found[len(found) // 3 : len(found) // 3 + 120]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path, help="a folder of fold*.onnx")
    parser.add_argument("shared", nargs="?", type=Path, default=ROOT.parent / "shared")
    options = parser.parse_args()
    os.environ["GEOEVENTS_DATA"] = str(ROOT / "no-such-folder")  # nobody's own places count
    models = [Recogniser(options.models / f"fold{k}.onnx") for k in range(FOLDS)]
    seen = [
        ("".join(c for c in record["text"].lower() if c.isalpha()), fold_of(name.lower(), str(record["doc_id"]), FOLDS))
        for name, file in CORPORA.items()
        for record in documents(options.shared / "corpora" / file)
    ]
    lines = (options.shared / "events_dev" / "texts.jsonl").read_text("utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "events.jsonl"
        with predicted.open("w", encoding="utf-8") as output:
            for number, line in enumerate(lines, 1):
                document = document_from_line(line, number)
                passage = letters(document.text)
                fold = next((f for text, f in seen if passage in text), None)
                print(f"{document.id}: {'no model saw it' if fold is None else f'fold {fold}'}")
                reading = Extractor(recogniser=models[fold or 0]).read_one(document)
                output.write(json.dumps(record_from_reading(reading)) + "\n")
        command = [sys.executable, options.shared / "score" / "events.py", predicted]
        subprocess.run([str(part) for part in command], check=True)  # noqa: S603  # the scorer beside the corpora


if __name__ == "__main__":
    main()
