"""How well reports of the same happening are put together, and what ten thousand reports cost.

    python benchmarks/merge.py             # B-cubed on tests/cases/clusters.jsonl
    python benchmarks/merge.py --wrong     # the happenings that came apart or ran together, too
    python benchmarks/merge.py --growth    # 2,500, 5,000 and 10,000 synthetic reports: time, memory

B-cubed: for every report, the share of the reports put together with it that tell its happening (precision), and
the share of the reports that tell its happening that are put together with it (recall); both are averaged over
reports. A report of which no event was found at its place stands alone.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from benchmarks.cases import at_place, document, load  # noqa: E402
from geoevents.merge import merge  # noqa: E402
from geoevents.model import Document  # noqa: E402
from geoevents.pipeline import Extractor, extract  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SIZES = (2_500, 5_000, 10_000)
TOWNS = (
    "Lisbon Porto Madrid Seville Valencia Bilbao Lyon Nantes Lille Bordeaux Turin Naples Palermo Vienna Graz Prague "
    "Warsaw Gdansk Krakow Vilnius Riga Tallinn Helsinki Oslo Bergen Stockholm Malmo Copenhagen Aarhus Hamburg Bremen "
    "Leipzig Dresden Munich Stuttgart Zurich Geneva Antwerp Ghent Utrecht Leeds Cardiff Dublin Cork Athens Sofia "
    "Varna Bucharest Zagreb Belgrade Kyiv Odesa Ankara Izmir Tbilisi Baku Cairo Tunis Nairobi Mombasa"
).split()
PEOPLE = "Anna Berg|Omar Haddad|Lucia Conti|Peter Novak|Grace Mwangi|Ivan Petrov|Maria Sousa|Erik Lund".split("|")
TELLINGS = (
    ("{who} visited a hospital in {town} {day}.", "On a tour of {town}, {who} went to see a hospital {day}."),
    ("A fire destroyed a warehouse in {town} {day}.", "Flames gutted a warehouse in {town} {day}, officials said."),
    ("Two trains collided near {town} {day}.", "A train crash near {town} {day} injured eleven people."),
    ("Students marched through {town} {day}.", "A student protest was held in {town} {day}."),
    ("{who} met mayors in {town} {day}.", "{who} held talks with mayors in {town} {day}."),
)
"""Each happening in two wordings; a third report repeats the first."""


def clusters(cases: list[dict[str, Any]]) -> dict[str, str]:
    """Report → label of the event that its telling became part of; a label of its own when none was found."""
    story = extract([document(case, case["id"]) for case in cases])
    found: dict[str, str] = {}
    for event in story.events:
        for passage in event.evidence:
            case = next(c for c in cases if c["id"] == passage.doc_id)
            if at_place(event, case["place"]):
                found.setdefault(passage.doc_id, event.id)
    return {case["id"]: found.get(case["id"], f"alone {case['id']}") for case in cases}


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a clustering.

    Args:
        gold: Item → its true cluster.
        found: Item → the cluster it was put in; the same items.

    Returns:
        ``(precision, recall, F1)``, from 0 to 1.

    Example:
        >>> b_cubed({"a": "x", "b": "x", "c": "y"}, {"a": "1", "b": "1", "c": "1"})[1]
        1.0
    """
    true, put = _members(gold), _members(found)
    shared = [len(true[gold[item]] & put[found[item]]) for item in gold]
    precision = sum(n / len(put[found[item]]) for n, item in zip(shared, gold, strict=True)) / len(gold)
    recall = sum(n / len(true[gold[item]]) for n, item in zip(shared, gold, strict=True)) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _members(labels: Mapping[str, str]) -> dict[str, set[str]]:
    members: dict[str, set[str]] = defaultdict(set)
    for item, label in labels.items():
        members[label].add(item)
    return members


def measure(*, wrong: bool = False) -> dict[str, float]:
    """B-cubed precision, recall and F1 on the gold clusters of our own.

    Args:
        wrong: Print each happening that came apart, and each event of two happenings.
    """
    cases = load("clusters")
    gold = {case["id"]: case["happening"] for case in cases}
    found = clusters(cases)
    if wrong:
        _show_wrong(cases, gold, found)
    precision, recall, f1 = b_cubed(gold, found)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "b_cubed_f1": round(f1, 4)}


def _show_wrong(cases: list[dict[str, Any]], gold: Mapping[str, str], found: Mapping[str, str]) -> None:
    texts = {case["id"]: case["text"] for case in cases}
    for label, items in _members(found).items():
        if len({gold[item] for item in items}) > 1:
            print("ran together:", *(f"    {i}: {texts[i]}" for i in sorted(items)), sep="\n")
        elif label.startswith("alone"):
            print("no event:", *(f"    {i}: {texts[i]}" for i in items), sep="\n")
    for items in _members(gold).values():
        if len({found[item] for item in items}) > 1:
            print("came apart:", *(f"    {found[i]} {i}: {texts[i]}" for i in sorted(items)), sep="\n")


def synthetic(count: int, towns: int, seed: int = 0) -> Iterator[Document]:
    """Reports that tell happenings in threes, over two years of days and a number of towns."""
    rng = random.Random(seed)  # noqa: S311  # a benchmark's texts, no secret
    for number in range(count):
        if number % 3 == 0:
            town, who = rng.choice(TOWNS[:towns]), rng.choice(PEOPLE)
            day = date(2023, 1, 1) + timedelta(days=rng.randrange(730))
            wordings = rng.choice(TELLINGS)
        told = wordings[number % 3 % 2].format(town=town, who=who, day=f"on {day.day} {day:%B %Y}")
        yield Document(id=str(number), text=f"{told} More is not known.", published=day + timedelta(days=1))


def cost(count: int, towns: int) -> str:
    """Read and merge synthetic reports; CPU seconds of both, and the peak memory of the process."""
    reader = Extractor()
    start = time.process_time()
    events = [event for report in synthetic(count, towns) for event in reader.read_one(report).events]
    read = time.process_time() - start
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    merged = merge(events)
    took = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    figures = f"{count:8,}{len(events):8,}{len(merged):9,}{read:9.1f}{took:10.2f}"
    return f"{figures}{peak / 1024:10.0f}{(peak - before) / 1024:12.1f}"


def growth() -> None:
    """Print what reports cost, each size in a process of its own."""
    for towns in (len(TOWNS), 1):
        print(f"{towns} towns" if towns > 1 else "one town: every report has to do with every other")
        print(f"{'reports':>8}{'told':>8}{'events':>9}{'read s':>9}{'merge s':>10}{'peak MiB':>10}{'merge MiB':>12}")
        for size in SIZES:
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                print(pool.submit(cost, size, towns).result(), flush=True)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="print what came apart or ran together")
    parser.add_argument("--growth", action="store_true", help="time and memory of up to 10,000 reports")
    options = parser.parse_args()
    if options.growth:
        growth()
    else:
        print("  ".join(f"{name} {figure:.4f}" for name, figure in measure(wrong=options.wrong).items()))


if __name__ == "__main__":
    main()
