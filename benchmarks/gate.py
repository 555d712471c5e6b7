# ruff: noqa: S603, S607 -- the commands are ours
"""The quality gate: measured figures against the floors of ``floors.json``.

    python benchmarks/gate.py                       # measure what can be measured here, compare
    python benchmarks/gate.py --update              # raise floors to what was measured, add new ones
    python benchmarks/gate.py --update --allow-regression "reason"   # the only way to lower one

Own lists and example reports are always measured. The development corpora are measured where they lie beside
the checkout (``../shared``), with the scorers that come with them; elsewhere the gate says that it left them out.
Every corpus here is marked *seen*: rules, constants and tables were looked at against it, so its figure shows
regressions and proves nothing about other texts. A corpus is pinned by digest: when its bytes change, its floors
must be pinned anew.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "benchmarks" / "floors.json"
SHARED = ROOT.parent / "shared"
NOISE = 0.002
"""Figures wobble by less than this when nothing changed that matters."""

sys.path.append(str(ROOT))

PLACES = {"LGL": "lgl.jsonl.gz", "GWN": "gwn.jsonl"}
TIMES = {"time_dev_tbaq": "time_dev_tbaq.jsonl.gz", "time_dev": "time_dev.jsonl.gz"}

Figures = dict[str, dict[str, Any]]


def digest(*paths: Path) -> str:
    """SHA-256 over the bytes of files, in the order given."""
    found = hashlib.sha256()
    for path in paths:
        found.update(path.read_bytes())
    return found.hexdigest()


def own_figures() -> Figures:
    """Figures on what ships with the project."""
    from benchmarks import merge
    from benchmarks.cases import CASES, GOLD, measure

    figures = measure()
    lists = {name: figures.pop(name) for name in ("mentions", "events", "reports", "merge", "itinerary")}
    own: Figures = {
        f"cases/{name}": {"digest": digest(CASES / f"{name}.jsonl"), "seen": True, "right": figure}
        for name, figure in lists.items()
    }
    golds = sorted(GOLD.glob("*.json"))
    own["clusters"] = {"digest": digest(CASES / "clusters.jsonl"), "seen": True} | merge.measure()
    own["examples"] = {"digest": digest(*golds), "seen": True, "joint_f1": figures["examples_joint_f1"]}
    return own


def shared_figures(folder: Path) -> Figures:
    """Figures on the development corpora, by the scorers beside them."""
    figures: Figures = {}
    for name, file in PLACES.items():
        gold = SHARED / "corpora" / file
        predicted = _extracted(gold, folder / f"{name}.jsonl")
        scored = folder / f"{name}.json"
        _run("places.py", "--gold", gold, "--pred", predicted, "--bootstrap", "0", "--json", scored)
        found = json.loads(scored.read_text("utf-8"))["figures"]
        figures[name] = {"digest": digest(gold), "seen": True} | {
            key: round(found[key]["value"] / 100, 4) for key in ("rec_overlap_f1", "e2e_f1")
        }
    for name, file in TIMES.items():
        gold = SHARED / "corpora" / file
        printed = _run("times.py", gold, _extracted(gold, folder / f"{name}.jsonl"), "--json")
        found = json.loads(printed)["all"]
        figures[name] = {
            "digest": digest(gold),
            "seen": True,
            "value_f1": round(found["value"]["f1"], 4),
            "date_all": round(found["date_all"], 4),
        }
    texts = SHARED / "events_dev" / "texts.jsonl"
    scored = folder / "events.json"
    _run("events.py", _extracted(texts, folder / "events.jsonl"), "--bootstrap", "0", "--json", scored)
    found = json.loads(scored.read_text("utf-8"))["total"]
    figures["events_dev"] = {
        "digest": digest(texts, *sorted((SHARED / "events_dev" / "gold").glob("*.json"))),
        "seen": True,
        "joint_f1": round(found["joint_f1"], 4),
    } | _told_figures(SHARED / "events_dev")
    return figures


def _told_figures(folder: Path) -> dict[str, float]:
    """Actors, evidence and certainty of events; certainty as its share right, so that higher is better."""
    from benchmarks import events

    articles = list(events.articles(folder))
    found = events.figures(events.measure(events.scorer(folder), articles, events.predicted(articles)))
    told = {key: round(found[key], 4) for key in ("actor_f1", "evidence", "what_in_evidence")}
    return told | {"calibration": round(1 - found["calibration_error"], 4)}


def _extracted(gold: Path, output: Path) -> Path:
    records = output.with_suffix(".in.jsonl")
    if gold.name == "texts.jsonl":
        records.write_bytes(gold.read_bytes())
    else:
        _run("inputs.py", gold, records)
    _checked([sys.executable, "-m", "geoevents", "extract", str(records), "-o", str(output), "--quiet"])
    return output


def _run(script: str, *arguments: object) -> str:
    return _checked([sys.executable, str(SHARED / "score" / script), *map(str, arguments)])


def _checked(command: list[str]) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def compare(measured: Figures, floors: Figures) -> list[str]:
    """Say which figure lies under its floor, and which corpus is another than the pinned one."""
    problems = []
    for corpus, pinned in floors.items():
        found = measured.get(corpus)
        if found is None:
            continue
        if found["digest"] != pinned["digest"]:
            problems.append(f"{corpus}: its files changed since the floor was pinned; run gate.py --update")
            continue
        for key, floor in pinned.items():
            if isinstance(floor, float) and found.get(key, 0.0) < floor - NOISE:
                problems.append(f"{corpus} {key}: {found.get(key, 0.0):.4f} is under the floor {floor:.4f}")
    return problems


def raised(measured: Figures, floors: Figures, *, regression: str | None) -> Figures:
    """The floors after ``--update``: never lower than before unless a reason is given.

    Raises:
        SystemExit: A floor would fall and no reason was given.
    """
    updated = {corpus: dict(pinned) for corpus, pinned in floors.items()}
    for corpus, found in measured.items():
        before = floors.get(corpus, {})
        same = before.get("digest") == found["digest"]
        lower = [k for k, v in before.items() if isinstance(v, float) and found.get(k, 0.0) < v - NOISE]
        if lower and not regression:
            changed = "" if same else " (the corpus changed)"
            raise SystemExit(f"{corpus}: {', '.join(lower)} would fall{changed}; --allow-regression needs a reason")
        kept = {} if regression or not same else {k: v for k, v in before.items() if isinstance(v, float)}
        updated[corpus] = dict(found) | {k: max(v, found.get(k, 0.0)) for k, v in kept.items()}
        if lower and regression:
            updated[corpus]["regression"] = regression
    return updated


def lowered(now: Figures, before: Figures) -> list[str]:
    """Floors that are lower than in an earlier version of the file, without a reason beside them."""
    return [
        f"{corpus} {key}: floor {now.get(corpus, {}).get(key)} was {floor}"
        for corpus, pinned in before.items()
        for key, floor in pinned.items()
        if isinstance(floor, float)
        and now.get(corpus, {}).get(key, 0.0) < floor - NOISE
        and "regression" not in now.get(corpus, {})
    ]


def earlier_floors() -> Figures:
    """The floors of the commit before the last that touched the file; none in a fresh history."""
    log = subprocess.run(
        ["git", "log", "--format=%H", "-n", "2", "--", "benchmarks/floors.json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    commits = log.stdout.split()
    if len(commits) < 2:
        return {}
    shown = subprocess.run(
        ["git", "show", f"{commits[1]}:benchmarks/floors.json"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    found: Figures = json.loads(shown.stdout) if shown.returncode == 0 else {}
    return found


def main() -> None:
    """Measure, print, compare; exit with 1 when a floor is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="pin what was measured")
    parser.add_argument("--allow-regression", metavar="REASON", help="lower floors, and keep the reason in the file")
    options = parser.parse_args()
    os.environ["GEOEVENTS_DATA"] = str(ROOT / "no-such-folder")  # nobody's own places count
    floors: Figures = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    measured = own_figures()
    if SHARED.is_dir():
        with tempfile.TemporaryDirectory() as folder:
            measured |= shared_figures(Path(folder))
    else:
        print(f"no development corpora at {SHARED}: only our own lists are measured")
    for corpus, found in measured.items():
        shown = ", ".join(f"{k} {v:.4f}" for k, v in found.items() if isinstance(v, float))
        print(f"{corpus:16} {shown}{' (seen)' if found['seen'] else ''}")
    if options.update:
        updated = raised(measured, floors, regression=options.allow_regression)
        FLOORS.write_text(json.dumps(updated, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return
    problems = compare(measured, floors) + lowered(floors, earlier_floors())
    for problem in problems:
        print(problem)
    raise SystemExit(1 if problems else 0)


if __name__ == "__main__":
    main()
