"""Recognition on damaged copies of fifty development documents: what each kind of damage costs.

    python benchmarks/robustness.py work/recogniser [../shared/corpora]

Each document is read by the model that did not see it (training/make.py writes the five). Damage is done character
by character, so that the gold spans move along: case, misread characters, HTML entities, emoji and sentences in other
scripts. Then a text of a megabyte and an empty one.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import random
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from benchmarks.recognition import CORPORA, FOLDS, documents, read, scored  # noqa: E402
from geoevents.language.recogniser import Recogniser  # noqa: E402
from training.corpora import fold_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NUMBER = 50
_MISREAD = {"l": "1", "o": "0", "e": "c", "m": "n", "i": "l", "S": "5", "B": "8", "h": "b", "u": "v", ",": "."}
_ISLANDS = (" 😀🚂 ", " Поезд ушёл вечером. ", " 列车离开了车站。 ", " Το τρένο έφυγε. ")


def _headline(text: str) -> Iterator[str]:
    start = True
    for letter in text:
        yield _same_length(letter, letter.upper()) if start else letter
        start = not letter.isalnum() and letter not in "'’"


def _same_length(letter: str, changed: str) -> str:
    return changed if len(changed) == 1 else letter


def _misread(text: str) -> Iterator[str]:
    dice = random.Random(7)  # noqa: S311  # noise, not a secret
    for letter in text:
        yield _MISREAD[letter] if letter in _MISREAD and dice.random() < 0.03 else letter


def _islands(text: str) -> Iterator[str]:
    dice = random.Random(7)  # noqa: S311
    for letter in text:
        yield letter + dice.choice(_ISLANDS) if letter in ".!?" and dice.random() < 0.3 else letter


DAMAGE: dict[str, Callable[[str], Iterator[str]]] = {
    "as written": iter,
    "all lower case": lambda text: (_same_length(c, c.lower()) for c in text),
    "all capitals": lambda text: (_same_length(c, c.upper()) for c in text),
    "headline case": _headline,
    "misread characters (3 %)": _misread,
    "HTML entities": lambda text: (html.escape(c) if c in "&\"'<>" else "&#8217;" if c == "’" else c for c in text),
    "emoji, Cyrillic, Chinese, Greek": _islands,
}


def damaged(record: dict[str, Any], damage: Callable[[str], Iterator[str]]) -> dict[str, Any]:
    """A document with its text damaged and its gold spans moved along."""
    parts = list(damage(record["text"]))
    offsets = [0]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    text = "".join(parts)

    def moved(toponym: dict[str, Any]) -> dict[str, Any]:
        start = offsets[toponym["start"]]
        end = offsets[toponym["end"] - 1] + len(parts[toponym["end"] - 1].rstrip()) if toponym["end"] else 0
        kept = {key: value for key, value in toponym.items() if key != "kind"}  # only one of the corpora has it
        return {**kept, "start": start, "end": end, "phrase": text[start:end]}

    return {**record, "text": text, "toponyms": [moved(t) for t in record["toponyms"]]}


def sample(corpora: Path) -> list[tuple[int, dict[str, Any]]]:
    """Fifty documents of both corpora with their folds, by a digest of their names."""
    rows = []
    for name, file in CORPORA.items():
        for record in documents(corpora / file):
            order = sha256(f"robust/{name}/{record['doc_id']}".encode()).hexdigest()
            rows.append((order, fold_of(name.lower(), str(record["doc_id"]), FOLDS), record))
    return [(fold, record) for _, fold, record in sorted(rows, key=lambda r: r[0])[:NUMBER]]


def main() -> None:
    """Print a row for each kind of damage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path, help="a folder of fold*.onnx")
    parser.add_argument("corpora", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpora")
    options = parser.parse_args()
    os.environ["GEOEVENTS_DATA"] = str(ROOT / "no-such-folder")  # nobody's own places count
    models = [Recogniser(options.models / f"fold{k}.onnx") for k in range(FOLDS)]
    chosen = sample(options.corpora)
    scorer = options.corpora.parent / "score" / "places.py"
    for label, damage in DAMAGE.items():
        copies = [(fold, damaged(record, damage)) for fold, record in chosen]
        found = [read(models[fold], copy, network=False) for fold, copy in copies]
        with tempfile.TemporaryDirectory() as folder:
            gold = Path(folder) / "gold.jsonl"
            gold.write_text("".join(json.dumps(c) + "\n" for _, c in copies), encoding="utf-8")
            figures = scored(scorer, gold, found, 0)
        exact, overlap = (figures[f"rec_{kind}_f1"]["value"] for kind in ("exact", "overlap"))
        print(f"{label:34s} exact {exact:5.1f}  overlap {overlap:5.1f}")
    whole = "\n\n".join(record["text"] for _, record in chosen)
    whole = (whole * (1_000_000 // len(whole) + 1))[:1_000_000]
    for label, text in (("1 MB", whole), ("nothing", "")):
        begun = time.process_time()
        found_there = read(models[0], {"doc_id": label, "text": text}, network=False)
        print(f"{label:34s} {len(found_there['toponyms'])} place names, {time.process_time() - begun:.1f} CPU s")


if __name__ == "__main__":
    main()
