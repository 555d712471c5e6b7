"""Everything in order: corpora → geoevents/data/model.onnx, and five models for cross-validation.

    python -m training.make ../shared/training [--texts ../shared/corpora] [--work work/recogniser] [--threads 2]

About two and a half hours on two cores; each step is skipped when its file is there, so a run that was stopped
goes on where it was. benchmarks/recognition.py judges the five models on the documents that each did not see.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from training.train import FOLDS

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ROOT / "geoevents" / "data" / "model.onnx"


def run(module: str, *arguments: object, output: Path) -> None:
    """Run one step, unless its file is there."""
    if output.exists():
        print(f"{output} is there")
        return
    half = output.with_name(f"{output.name}.part")
    command = [sys.executable, "-m", f"training.{module}", *(str(a) for a in arguments)]
    subprocess.run(  # noqa: S603  # our own modules
        [part if part != str(output) else str(half) for part in command], cwd=ROOT, check=True
    )
    half.rename(output)


def main() -> None:
    """Make the shipped file, and the folds' beside the work."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--texts", type=Path, help="texts with gold toponyms; corpora/ beside the corpora if left out")
    parser.add_argument("--work", type=Path, default=ROOT / "work" / "recogniser")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    work, corpora = options.work.resolve(), options.corpora.resolve()
    texts = (options.texts or corpora.parent / "corpora").resolve()
    small, judged = work / "small", work / "judged"
    small.mkdir(parents=True, exist_ok=True)
    threads = ("--threads", options.threads)
    broad = work / "broad.pt"
    run("train", "broad", corpora, broad, *threads, output=broad)
    parts: list[tuple[str, tuple[object, ...]]] = [("final", ())]
    parts += [(f"fold{k}", ("--fold", k)) for k in range(FOLDS)]
    for name, held_out in parts:
        weights, narrow, model = work / f"{name}.pt", small / f"{name}.pt", small / f"{name}.onnx"
        run("train", "close", corpora, weights, "--start", broad, *held_out, *threads, output=weights)
        run("narrow", corpora, weights, narrow, *held_out, *threads, output=narrow)
        run("export", narrow, model, output=model)
    run("judge", texts, small, judged, output=judged)
    SHIPPED.write_bytes((judged / "final.onnx").read_bytes())
    print(f"wrote {SHIPPED}")


if __name__ == "__main__":
    main()
