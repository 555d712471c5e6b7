"""How fast the gazetteer answers, what it costs, and how a full import of GeoNames' size goes.

    python benchmarks/gazetteer.py                    # the packaged file, as `geoevents` uses it
    python benchmarks/gazetteer.py --full 3000000     # and an import of so many generated places

The import's dump is generated: GeoNames' own format, 40 % real names with a heavy head, 35 % a common word with a
real name, 25 % real names with one letter changed; 2.1 names a place, a third of the alternates in another script.
CPU seconds of one thread and wall seconds; a loaded machine shows in the latter only.
"""

from __future__ import annotations

import argparse
import bisect
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from geoevents.gazetteer import Gazetteer, name_key  # noqa: E402
from geoevents.gazetteer.home import full_path  # noqa: E402
from geoevents.gazetteer.install import install  # noqa: E402
from geoevents.gazetteer.store import PACKAGED  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = (
    "Upper Lower New Old North South East West Little Great Rio Cerro Lake Mount Camp Hotel Quebrada Arroyo "
    "Wadi Jabal Gora Ozero Reka Stantsiya"
).split()
AFTER = "Creek School Church Cemetery Park Ridge Valley Farm Bridge Spring Hill Canyon Mine Island Reservoir".split()
FEATURES = (
    *[("P", "PPL")] * 38, ("P", "PPLX"), ("P", "PPLL"), ("A", "ADM3"), ("A", "ADM4"), *[("H", "STM")] * 16,
    *[("H", "LK")] * 6, ("H", "SPNG"), *[("T", "MT")] * 9, *[("T", "HLL")] * 5, ("T", "ISL"), *[("S", "SCH")] * 5,
    *[("S", "CH")] * 3, *[("S", "HTL")] * 4, ("S", "FRM"), ("S", "AIRP"), *[("L", "LCTY")] * 3, ("L", "PRK"),
    ("V", "FRST"),
)  # fmt: skip
"""Classes and codes in about the shares that they have in GeoNames."""
FIRST_FREE = 20_000_000
"""Generated identifiers begin here, so that none is a real place's."""


class Generator:
    """Makes lines of GeoNames' format out of the names of the packaged gazetteer."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)  # noqa: S311 - no secret
        with sqlite3.connect(f"file:{PACKAGED}?mode=ro", uri=True) as core:
            cities = core.execute("SELECT name,country,admin1,lat,lon FROM place WHERE layer=0 ORDER BY id").fetchall()
            keys = [row[0] for row in core.execute("SELECT key FROM name WHERE flags&3 ORDER BY key")]
        core.close()
        self._cities = cities
        self._names: list[str] = [city[0] for city in cities]
        self._other: list[str] = [key.title() for key in keys if not key.isascii()]
        # Zipf's law: the first name is borne a thousand times, most once or twice.
        total, self._weights = 0.0, list[float]()
        for rank in range(len(cities)):
            total += 1 / (rank + 20)
            self._weights.append(total)
        self._shuffled = list(range(len(cities)))
        self._random.shuffle(self._shuffled)

    def name(self) -> str:
        """Make one name."""
        pick = self._random.random
        at = bisect.bisect(self._weights, pick() * self._weights[-1])
        real = self._names[self._shuffled[min(at, len(self._shuffled) - 1)]]
        share = pick()
        if share < 0.4:
            return real
        real = self._names[int(pick() * len(self._names))]
        if share < 0.75:
            word = WORDS[int(pick() * len(WORDS))]
            return f"{word} {real}" if share < 0.6 else f"{real} {AFTER[int(pick() * len(AFTER))]}"
        spot = int(pick() * len(real))
        return f"{real[:spot]}{'aeiounrlst'[int(pick() * 10)]}{real[spot + 1 :]}".strip() or real

    def alternates(self) -> list[str]:
        """Make the column of alternates: none for most places, many for a few."""
        count = 0
        while count < 12 and self._random.random() < 0.52:
            count += 1
        return [self._alternate() for _ in range(count)]

    def _alternate(self) -> str:
        if self._random.random() < 0.35:
            return self._other[int(self._random.random() * len(self._other))]
        return self.name().replace(",", " ")

    def lines(self, count: int) -> Iterator[str]:
        """Make so many lines."""
        pick = self._random.random
        for number in range(count):
            city = self._cities[int(pick() * len(self._cities))]
            kind, code = FEATURES[int(pick() * len(FEATURES))]
            people = int(10 ** (pick() * 4)) if kind == "P" and pick() < 0.05 else 0
            name = self.name().replace("\t", " ")
            plain = name if name.isascii() else name.encode("ascii", "replace").decode().replace("?", "e")
            lat = min(90.0, max(-90.0, city[3] / 1e5 + pick() - 0.5))
            lon = (city[4] / 1e5 + pick() + 179.5) % 360 - 180
            yield (
                f"{FIRST_FREE + number}\t{name}\t{plain}\t{','.join(self.alternates())}\t{lat:.5f}\t{lon:.5f}\t{kind}\t"
                f"{code}\t{city[1]}\t\t{city[2] or '00'}\t\t\t\t{people}\t\t120\tEtc/UTC\t2020-01-01\n"
            )

    def alternate_lines(self, count: int) -> Iterator[str]:
        """Make lines of the file of alternates for so many places: three for two, one in ten former."""
        pick = self._random.random
        for number in range(count * 3 // 2):
            former = "1" if pick() < 0.1 else ""
            language = ("en", "ru", "ar", "link", "")[int(pick() * 5)]
            yield f"{number}\t{FIRST_FREE + number * 2 // 3}\t{language}\t{self._alternate()}\t\t\t\t{former}\t\t\n"


def generate(folder: Path, count: int, *, alternates: bool) -> None:
    """Write a dump of so many places."""
    generator = Generator()
    with (folder / "part").open("w", encoding="utf-8") as stream:
        stream.writelines(generator.lines(count))
    (folder / "part").rename(folder / "allCountries.txt")
    if alternates:
        with (folder / "alternateNamesV2.txt").open("w", encoding="utf-8") as stream:
            stream.writelines(generator.alternate_lines(count))


def lookups(gazetteer: Gazetteer, keys: list[str]) -> float:
    """Rows of exact keys a CPU second, half of them near-misses, without the cache of answers."""
    store = gazetteer._store  # noqa: SLF001 - the cache above it would be measured instead
    start = time.process_time()
    for key in keys:
        store.rows(key)
        store.rows(key[:-1] + "q")
    return 2 * len(keys) / (time.process_time() - start)


def raw_lookups(path: Path, keys: list[str]) -> float:
    """Exact keys a CPU second in the file itself, half of them near-misses."""
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as connection:
        connection.execute("PRAGMA mmap_size=2147418112")
        start = time.process_time()
        for key in keys:
            connection.execute("SELECT place FROM name WHERE key=? LIMIT 1", (key,)).fetchone()
            connection.execute("SELECT place FROM name WHERE key=? LIMIT 1", (key[:-1] + "q",)).fetchone()
        took = time.process_time() - start
    connection.close()
    return 2 * len(keys) / took


def some_keys(path: Path, count: int) -> list[str]:
    """Keys from all over a file."""
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as connection:
        largest = connection.execute("SELECT max(id) FROM place").fetchone()[0]
        smallest = connection.execute("SELECT min(id) FROM place").fetchone()[0]
        pick = random.Random(7)  # noqa: S311 - no secret
        names: list[str] = []
        while len(names) < count:
            at = pick.randint(smallest, largest)
            row = connection.execute("SELECT name FROM place WHERE id>=? LIMIT 1", (at,)).fetchone()
            names.append(name_key(row[0]))
    connection.close()
    return [name for name in names if len(name) > 2]


def scans(gazetteer: Gazetteer) -> tuple[float, int]:
    """Milliseconds of CPU to look up all n-grams of an example report's names, and how many there are."""
    from geoevents.language import analyse
    from geoevents.model import Document

    texts = [path.read_text("utf-8") for path in sorted((ROOT / "geoevents" / "examples").glob("*/*.txt"))]
    asked: list[list[str]] = []

    class Listening:
        """Keeps what is asked for."""

        def scan(self, keys: object) -> object:
            asked.append(list(keys))  # type: ignore[call-overload]
            return gazetteer.scan(asked[-1])

        def __getattr__(self, name: str) -> object:
            return getattr(gazetteer, name)

    for number, text in enumerate(texts):
        analyse(Document(id=str(number), text=text), Listening())  # type: ignore[arg-type]
    start = time.process_time()
    for _ in range(20):
        for keys in asked:
            gazetteer.scan(keys)
    return (time.process_time() - start) / 20 / len(texts) * 1000, sum(map(len, asked)) // len(texts)


COLD = """
import os, sys, time
paths = [p for p in sys.argv[1:] if p]
for path in paths:
    with open(path, "rb") as stream:
        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
from geoevents.gazetteer import Gazetteer
import geoevents.gazetteer.ladder
def private():
    with open("/proc/self/smaps_rollup") as stream:
        rows = dict(line.split(":", 1) for line in stream if ":" in line)
    return sum(int(rows[f"Private_{kind}"].split()[0]) for kind in ("Clean", "Dirty")) / 1000
before, start = private(), time.perf_counter()
gazetteer = Gazetteer(full=paths[1] if len(paths) > 1 else None)
gazetteer.lookup("Vladivostok")
opened = (time.perf_counter() - start) * 1000
for name in ("Artyom", "Springfield", "Kharkiv", "San Antonio", "Duck Creek") * 100:
    gazetteer.lookup(name)
print(f"{opened:.0f} {private() - before:.1f}")
"""


def cold(full: Path | None) -> tuple[float, float]:
    """Milliseconds to open and answer with nothing in the page cache, and private megabytes after some answers."""
    arguments = [str(PACKAGED), str(full) if full else ""]
    ran = subprocess.run(  # noqa: S603 - our own text
        [sys.executable, "-c", COLD, *arguments], check=True, capture_output=True, text=True, cwd=ROOT
    )
    milliseconds, megabytes = ran.stdout.split()
    return float(milliseconds), float(megabytes)


def report(full: Path | None) -> None:
    """Print what one set of files costs."""
    path = full or PACKAGED
    gazetteer = Gazetteer(full=full)
    keys = some_keys(path, 20_000)
    raw_lookups(path, keys)
    milliseconds, asked = scans(gazetteer)
    opened, private = cold(full)
    print(f"file                          {path.stat().st_size / 1e6:10,.1f} MB")
    print(f"exact keys                    {raw_lookups(path, keys):10,.0f} a CPU second")
    print(f"rows with their places        {lookups(gazetteer, keys):10,.0f} keys a CPU second")
    print(f"scan of one example report    {milliseconds:10.2f} ms CPU ({asked} keys)")
    print(f"cold open and first answer    {opened:10.0f} ms")
    print(f"private memory                {private:10.1f} MB")


def measure_import(count: int, folder: Path, *, alternates: bool) -> Path:
    """Generate, import, and print what it took."""
    dump = folder / "dump"
    dump.mkdir(exist_ok=True)
    file = dump / "allCountries.txt"
    if not file.is_file():
        generate(dump, count, alternates=alternates)
    os.environ["GEOEVENTS_DATA"] = str(folder / "data")
    wall, cpu = time.perf_counter(), time.process_time()
    made = install(dump, restart=True, progress=True)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"dump                          {file.stat().st_size / 1e6:10,.1f} MB, {made.places:,} places")
    print(f"import                        {cpu:10.1f} CPU seconds, {wall:.1f} wall seconds")
    print(f"peak memory                   {peak:10.1f} MB")
    print(f"names                         {made.names:10,}")
    return made.path


def build_core() -> None:
    """Print what it takes to make the packaged file, without the npm packages' part of it."""
    code = (
        "import resource, sys, time; from pathlib import Path; from gazetteer.build import build\n"
        "build(Path(sys.argv[1]), node_modules=None)\n"
        "print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)"
    )
    with tempfile.TemporaryDirectory() as folder:
        ran = subprocess.run(  # noqa: S603 - our own text
            [sys.executable, "-c", code, f"{folder}/places.sqlite"],
            check=True, capture_output=True, text=True, cwd=ROOT,
        )  # fmt: skip
    cpu, peak = map(float, ran.stdout.split())
    print(f"build of the packaged file    {cpu:10.1f} CPU seconds, {peak:.0f} MB at most")


def keys_a_second() -> None:
    """Print what one key costs."""
    with sqlite3.connect(f"file:{PACKAGED}?mode=ro", uri=True) as core:
        names = [row[0] for row in core.execute("SELECT name FROM place LIMIT 200000")]
        other = [row[0] for row in core.execute("SELECT key FROM name WHERE key > 'а' LIMIT 100000")]
    core.close()
    for label, some in (("ASCII", [name for name in names if name.isascii()]), ("other scripts", other)):
        start = time.process_time()
        for name in some:
            name_key(name)
        print(f"name_key, {label:20}{(time.process_time() - start) / len(some) * 1e6:10.2f} µs")


def main() -> None:
    """Print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", type=int, metavar="PLACES", help="also import so many generated places")
    parser.add_argument("--folder", type=Path, help="where to; a temporary one when left out")
    parser.add_argument("--alternates", action="store_true", help="with a file of alternates")
    parser.add_argument("--again", action="store_true", help="measure the import that --folder holds, do not repeat it")
    arguments = parser.parse_args()
    print("the packaged file")
    keys_a_second()
    build_core()
    report(None)
    if not arguments.full:
        return
    print("with the full GeoNames under it")
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        done = folder / "data" / full_path().name
        if not (arguments.again and done.is_file()):
            done = measure_import(arguments.full, folder, alternates=arguments.alternates)
        report(done)


if __name__ == "__main__":
    main()
