"""How politely a geocoder is asked: ours beside geopy's RateLimiter with its defaults, counted at the server.

    python benchmarks/geocode.py

A server on this machine speaks Nominatim's and Photon's JSON and fails in each of the ways that servers fail.
Both sides ask through geopy's real HTTP client: two names, each mentioned in three reports. Then four processes ask
at once, at one request a second; and ``geoevents extract`` is killed, goes on, and is replayed from its cache.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from loopback import Loopback  # type: ignore[import-not-found]  # noqa: E402 -- of the tests

from geoevents.errors import GeocoderUnavailable  # noqa: E402
from geoevents.geocode import Geocoder  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

AGENT = "geoevents-benchmark/1.0 (benchmark@coast.example)"
NAMES = ("Far Eastern Federal University", "Old Harbour Light") * 3
"""Six mentions of two names."""
MODES = ("echo", "empty", "429", "403", "500", "html", "slow")
PROVIDERS = ("nominatim", "photon")
PROCESSES, NAMES_EACH = 4, 3
AIRPORTS = tuple(f"{head}wyxkoro Airport" for head in ("Zb", "Qr", "Xl", "Vp", "Jt", "Kz", "Wq", "Zx"))
"""Names that no gazetteer has."""

OURS = """
import sys
from geoevents.geocode import Geocoder
address, cache, agent, *names = sys.argv[1:]
geocoder = Geocoder(user_agent=agent, endpoint=address, cache=cache, min_delay=1.0)
for name in names:
    geocoder.candidates(name)
"""
THEIRS = """
import sys
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
address, _, agent, *names = sys.argv[1:]
geocoder = Nominatim(domain=address.partition("//")[2], scheme="http", user_agent=agent, proxies={})
ask = RateLimiter(geocoder.geocode, min_delay_seconds=1)
for name in names:
    ask(name, exactly_one=False)
"""


def ours(provider: str, address: str, cache: Path) -> str:
    """Ask as geoevents does, and say what became of it."""
    geocoder = Geocoder(provider, user_agent=AGENT, endpoint=address, cache=cache, min_delay=1.0, timeout=1.0)
    told = [_outcome(partial(geocoder.candidates, name)) for name in NAMES]
    return _counted(told)


def theirs(provider: str, address: str, _: Path) -> str:
    """Ask as geopy's pages show, with its RateLimiter's defaults and its default timeout of one second."""
    from geopy.extra.rate_limiter import RateLimiter
    from geopy.geocoders import get_geocoder_for_service

    host = address.partition("//")[2]
    made = get_geocoder_for_service(provider)(domain=host, scheme="http", user_agent=AGENT, proxies={})
    ask = RateLimiter(made.geocode, min_delay_seconds=1)
    told = [_outcome(partial(ask, name, exactly_one=False)) for name in NAMES]
    return _counted(told)


ASKS = {"geoevents": ours, "RateLimiter": theirs}


def _outcome(ask: Callable[[], Any]) -> str:
    try:
        return "found" if ask() else "not there"
    except GeocoderUnavailable:
        return "says why"


def _counted(told: list[str]) -> str:
    return ", ".join(f"{told.count(words)} {words}" for words in dict.fromkeys(told))


def modes() -> None:
    """Print, for each way to fail, how many requests the server saw, how close, how long it took, and what was said."""
    print(f"{len(NAMES)} mentions of {len(set(NAMES))} names; the server asks for 2 seconds of pause with a 429\n")
    print(f"{'provider':11}{'server':8}{'who':12}{'requests':>9}{'closest s':>11}{'seconds':>9}  told")
    rows = [(provider, mode, who) for provider in PROVIDERS for mode in MODES for who in ASKS]
    with ThreadPoolExecutor(len(rows)) as pool:  # each row waits most of the time, for a server of its own
        for line in pool.map(_row, *zip(*rows, strict=True)):
            print(line, flush=True)


def _row(provider: str, mode: str, who: str) -> str:
    with Loopback() as server, tempfile.TemporaryDirectory() as folder:
        server.mode, server.retry_after, server.slowness = mode, 2, 1.5
        begin = time.monotonic()
        told = ASKS[who](provider, server.address, Path(folder) / "cache.sqlite")
        took = time.monotonic() - begin
        closest = f"{min(server.gaps):.3f}" if server.gaps else "-"
        return f"{provider:11}{mode:8}{who:12}{len(server.asked):9}{closest:>11}{took:9.1f}  {told}"


def processes() -> None:
    """Print how close the requests of four processes came at the server."""
    print(f"\n{PROCESSES} processes at once, {NAMES_EACH} names each, at most one request a second for all")
    print(f"{'who':12}{'requests':>9}{'closest s':>11}{'most in one second':>20}{'seconds':>9}")
    for who, code in (("geoevents", OURS), ("RateLimiter", THEIRS)):
        with Loopback() as server, tempfile.TemporaryDirectory() as folder:
            server.mode = "echo"
            begin = time.monotonic()
            running = [_start(code, server.address, folder, number) for number in range(PROCESSES)]
            for process in running:
                process.wait(timeout=120)
            took = time.monotonic() - begin
            row = f"{len(server.asked):9}{min(server.gaps):11.3f}{_most(server):20}{took:9.1f}"
            print(f"{who:12}{row}")


def _start(code: str, address: str, folder: str, number: int) -> subprocess.Popen[bytes]:
    names = [f"place {number} {one}" for one in range(NAMES_EACH)]
    command = [sys.executable, "-c", code, address, str(Path(folder) / "cache.sqlite"), AGENT, *names]
    return subprocess.Popen(command, cwd=ROOT)  # noqa: S603 -- this file's own code


def _most(server: Loopback) -> int:
    """The most requests within any one second."""
    times = sorted(when for when, _, _ in server.asked)
    return max(sum(1 for other in times if when <= other < when + 1 - 0.001) for when in times)


def killed() -> None:
    """Kill ``geoevents extract`` after three requests, go on, replay from the cache, and run four of them at once."""
    with Loopback() as server, tempfile.TemporaryDirectory() as name:
        server.mode, folder = "echo", Path(name)
        _write_records(folder / "in.jsonl")
        process = subprocess.Popen(_extract(server, folder, "first"), stderr=subprocess.DEVNULL)  # noqa: S603
        while len(server.asked) < 3:
            time.sleep(0.05)
        process.kill()
        process.wait()
        before = len(server.asked)
        subprocess.run(_extract(server, folder, "first"), check=True, stderr=subprocess.DEVNULL)  # noqa: S603
        print(f"\nkilled after {before} requests, then {len(server.asked) - before} more for {len(AIRPORTS)} names")
        after = len(server.asked)
        replay = [*_extract(server, folder, "second"), "--geocode-option", "offline=yes"]
        subprocess.run(replay, check=True, stderr=subprocess.DEVNULL)  # noqa: S603
        same = (folder / "first").read_bytes() == (folder / "second").read_bytes()
        print(f"replay: {'the same bytes' if same else 'OTHER BYTES'}, {len(server.asked) - after} requests")
        (folder / "cache.sqlite").unlink()
        commands = [_extract(server, folder, f"out{number}") for number in range(PROCESSES)]
        running = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for command in commands]  # noqa: S603
        for process in running:
            process.wait(timeout=120)
        outputs = {(folder / f"out{number}").read_bytes() for number in range(PROCESSES)}
        print(f"{PROCESSES} at once: {len(server.asked) - after} requests, {len(outputs)} different output")


def _write_records(path: Path) -> None:
    lines = (
        f"A crowd gathered at {AIRPORTS[number * number % 8]} on Friday. Police closed the road to "
        f"{AIRPORTS[number % 8]} from Bamako."
        for number in range(24)
    )
    records = ({"doc_id": f"d{number}", "text": text, "published": "2023-09-17"} for number, text in enumerate(lines))
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")


def _extract(server: Loopback, folder: Path, output: str) -> list[str]:
    command = [sys.executable, "-m", "geoevents", "extract", str(folder / "in.jsonl"), "-o", str(folder / output), "-q"]
    given = {"endpoint": server.address, "cache": folder / "cache.sqlite"}
    options = [word for name, value in given.items() for word in ("--geocode-option", f"{name}={value}")]
    return [*command, "--geocode", "nominatim", "--user-agent", AGENT, *options]


def main() -> None:
    """Print the tables."""
    logging.getLogger("geopy").setLevel(logging.CRITICAL)
    modes()
    processes()
    killed()


if __name__ == "__main__":
    main()
