"""Many events on one page: file size, building, opening, brushing and memory, beside folium's own layers.

    python benchmarks/maps.py [--events 1000 10000 100000 1000000] [--assets node_modules] [--runs 3] [--notes]

A table of incidents (what, town, point, day, kind, number, address) is put on a page by ``ge.from_table`` and
``save``, and the same columns on ``folium.Map(tiles=None)`` as Marker with Popup, as FastMarkerCluster and as
TimestampedGeoJson. Every page is opened in a fresh headless Chromium that draws without a graphics card and reaches no
network; what folium's pages ask for is answered from ``--assets``, a folder with the npm packages named in ``SERVED``,
and without it they are built and not opened. ``--notes`` adds the same incidents with a sentence of their own each.

Columns: megabytes of the file; CPU seconds to build and write it; seconds until the second frame after everything is
drawn (least of the runs), and CPU seconds of all browser processes till then; 95th percentile and median of the time
from frame to frame, in milliseconds, while a hand moves the time (ours: a band over half of all days; folium's: the
slider over steps of a week), and CPU milliseconds of all browser processes for a frame of it; megabytes of JavaScript's
heap and arrays. A busy machine makes seconds longer, and CPU seconds hardly.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Playwright, Route

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
KINDS = ("Flood", "Landslide", "Road closed", "Power cut", "Wildfire", "Storm damage", "Bridge damaged", "Evacuation")
TYPES = ("disaster", "disaster", "other", "other", "disaster", "disaster", "other", "health")
NOTES = (
    *("water stood in the cellars", "the road was open again by noon", "nobody was hurt", "two families moved out"),
    "the school stayed shut",
)
LIMITS = {"Marker and Popup": 10_000, "FastMarkerCluster": 100_000, "TimestampedGeoJson": 100_000}
"""Most events that each of folium's layers is asked for; above it a page does not open within minutes."""
SERVED = {
    "jquery-3.7.1.min.js": "jquery/dist/jquery.min.js",
    "jquery/3.7.1/jquery.min.js": "jquery/dist/jquery.min.js",
    "leaflet.awesome-markers.js": "leaflet.awesome-markers/dist/leaflet.awesome-markers.js",
    "leaflet.awesome-markers.css": "leaflet.awesome-markers/dist/leaflet.awesome-markers.css",
    "MarkerCluster.Default.css": "leaflet.markercluster/dist/MarkerCluster.Default.css",
    "MarkerCluster.css": "leaflet.markercluster/dist/MarkerCluster.css",
    "leaflet.markercluster.js": "leaflet.markercluster/dist/leaflet.markercluster.js",
    "moment.min.js": "moment/min/moment.min.js",
    "iso8601.min.js": "iso8601-js-period/iso8601.js",
}
"""Ends of addresses that folium's pages ask for, and files of npm packages that answer them; jsDelivr's are found by
their own path. Anything else is answered with nothing."""

_WHEN_DRAWN = """() => new Promise((done) => {
    const ready = () => {
        const ours = document.querySelector(".geoevents");
        if (ours) return ours.classList.contains("ge-ready") && document.querySelectorAll(".ge-card").length > 0;
        return document.readyState === "complete";
    };
    const wait = () => (ready() ? requestAnimationFrame(() => requestAnimationFrame(done)) : setTimeout(wait, 5));
    wait();
})"""
_COUNT_FRAMES = """() => {
    window.frames_seen = [];
    let last = performance.now();
    const count = (now) => { window.frames_seen.push(now - last); last = now; requestAnimationFrame(count); };
    requestAnimationFrame(count);
}"""


@dataclass(slots=True)
class Opened:
    """What a browser did with a page."""

    seconds: float
    """From asking for it to the second frame after everything is drawn."""
    cpu: float
    """CPU seconds of all browser processes till then."""
    heap: float
    """Megabytes of JavaScript's heap and of the arrays beside it, after what is no longer needed was cleared away."""
    frames: list[float]
    """Milliseconds from frame to frame while the time moves; empty without a control of time."""
    step: float
    """CPU milliseconds of all browser processes for a frame of it."""


def incidents(count: int, *, notes: bool = False) -> pd.DataFrame:
    """Made-up incidents around real towns, a few towns with most of them; two years of days."""
    dice = np.random.default_rng(20260101)
    with sqlite3.connect(ROOT / "geoevents" / "data" / "places.sqlite") as base:
        towns = base.execute(
            "SELECT name, lat / 1e5, lon / 1e5 FROM place WHERE layer = 0 AND lat BETWEEN 36e5 AND 64e5 "
            "AND lon BETWEEN -10e5 AND 60e5 ORDER BY population DESC, id LIMIT 600"
        ).fetchall()
    weights = 1 / np.arange(1, len(towns) + 1) ** 0.8
    at = dice.choice(len(towns), count, p=weights / weights.sum())
    middles = np.array([town[1:] for town in towns])[at]
    points = np.round(middles + dice.normal(0, (0.08, 0.12), (count, 2)), 5)
    kind = dice.integers(0, len(KINDS), count)
    season = dice.normal(365, 200, count).astype(int) % 730
    table = pd.DataFrame(
        {
            "nr": np.arange(1, count + 1),
            "what": np.array(KINDS)[kind],
            "type": np.array(TYPES)[kind],
            "town": [towns[number][0] for number in at],
            "lat": points[:, 0],
            "lon": points[:, 1],
            "day": (np.datetime64("2022-01-01") + season).astype(str),
            "status": np.where(dice.random(count) < 0.03, "possible", "occurred"),
            "url": [f"https://incidents.example/{number}" for number in range(1, count + 1)],
        }
    )
    if notes:
        parts = dice.integers(0, len(NOTES), (count, 2))
        table["what"] = [
            f"{kind} {number % 97} km along the river at {7 + number % 12}:{number % 60:02d}; {NOTES[a]}, {NOTES[b]}"
            for number, (kind, (a, b)) in enumerate(zip(table["what"], parts, strict=True))
        ]
    return table


def ours(table: pd.DataFrame, target: Path) -> None:
    """The page of this package."""
    import geoevents as ge

    story = ge.from_table(
        table, what="what", place="town", latitude="lat", longitude="lon", date="day", type="type", status="status",
        id="nr", url="url", title=f"{len(table):,} incidents",
    )  # fmt: skip
    story.save(target)


def _map() -> Any:
    import folium

    found = folium.Map(location=[50, 20], zoom_start=4, tiles=None)
    found.options["maxZoom"] = 18
    return found


def markers(table: pd.DataFrame, target: Path) -> None:
    """Marker and Popup: one element each."""
    import folium

    whole = _map()
    for row in table.itertuples():
        popup = f"{row.what}, {row.town}, {row.day}"
        folium.Marker([row.lat, row.lon], popup=popup).add_to(whole)
    whole.save(str(target))


def clusters(table: pd.DataFrame, target: Path) -> None:
    """FastMarkerCluster with the same words in its popups."""
    from folium.plugins import FastMarkerCluster

    whole = _map()
    words = (table["what"] + ", " + table["town"] + ", " + table["day"]).tolist()
    rows = [
        [latitude, longitude, said]
        for latitude, longitude, said in zip(table["lat"].tolist(), table["lon"].tolist(), words, strict=True)
    ]
    callback = "function (row) { return L.marker([row[0], row[1]]).bindPopup(row[2]); }"
    cluster: Any = FastMarkerCluster
    cluster(rows, callback=callback).add_to(whole)
    whole.save(str(target))


def timestamped(table: pd.DataFrame, target: Path) -> None:
    """TimestampedGeoJson, a week a step."""
    from folium.plugins import TimestampedGeoJson

    whole = _map()
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]},
            "properties": {
                "time": row.day,
                "popup": f"{row.what}, {row.town}, {row.day}",
                "icon": "circle",
                "iconstyle": {"radius": 4},
            },
        }
        for row in table.itertuples()
    ]
    data = {"type": "FeatureCollection", "features": features}
    layer: Any = TimestampedGeoJson
    layer(data, period="P7D", duration="P7D", auto_play=False).add_to(whole)
    whole.save(str(target))


WAYS: dict[str, Callable[[pd.DataFrame, Path], None]] = {
    "geoevents": ours,
    "Marker and Popup": markers,
    "FastMarkerCluster": clusters,
    "TimestampedGeoJson": timestamped,
}


def _answer(assets: Path) -> Callable[[Route], None]:
    """What a page asks the network for, from a folder."""

    def answer(route: Route) -> None:
        address = route.request.url
        name = next((file for end, file in SERVED.items() if address.endswith(end)), None)
        if name is None and "/npm/" in address:
            package, _, rest = address.partition("/npm/")[2].rpartition("@")
            name = f"{package}/{rest.partition('/')[2]}"
        path = assets / (name or "none")
        kind = "text/css" if address.endswith("css") else "text/javascript"
        route.fulfill(body=path.read_bytes() if path.is_file() else b"", content_type=kind)

    return answer


def _processes(marker: str) -> Iterator[Path]:
    """The browser that bears a mark on its command line, and all that it started."""
    parents: dict[str, str] = {}
    mine: set[str] = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[folder.name] = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            if marker in (folder / "cmdline").read_text():
                mine.add(folder.name)
        except OSError:
            continue
    while more := {child for child, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return (Path("/proc") / name for name in mine)


def _cpu(marker: str) -> float:
    """CPU seconds of a browser and its processes so far."""
    ticks = 0
    for folder in _processes(marker):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _drag_band(page: Page) -> None:
    """Move a band over half of all days from the left to the right."""
    track = page.locator(".ge-track").bounding_box()
    handle = page.locator(".ge-handle-1").bounding_box()
    if track is None or handle is None:
        raise RuntimeError("the page has no timeline")
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] / 2, handle["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_timeout(600)
    page.mouse.move(track["x"] + track["width"] / 4, track["y"] + 5)
    page.mouse.down()
    page.evaluate(_COUNT_FRAMES)
    for step in range(120):
        page.mouse.move(track["x"] + track["width"] * (0.25 + 0.5 * step / 119), track["y"] + 5)
    page.mouse.up()


def _step_weeks(page: Page) -> None:
    """Set the time of folium's slider forth week by week."""
    page.evaluate(_COUNT_FRAMES)
    page.evaluate(
        """async () => {
            const map = Object.values(window).find((value) => value instanceof L.Map && value.timeDimension);
            for (let step = 0; step < 60; step += 1) {
                map.timeDimension.nextTime(1, true);
                await new Promise((done) => requestAnimationFrame(done));
            }
        }"""
    )


def _browser(playwright: Playwright, marker: str) -> Browser:
    arguments = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * 127.0.0.1:9", f"--geoevents={marker}"]
    return playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)


def opened(playwright: Playwright, path: Path, way: str, assets: Path | None) -> Opened:
    """Open a page in a browser of its own, and move its time."""
    marker = f"bench-{os.getpid()}-{time.monotonic_ns()}"
    browser = _browser(playwright, marker)
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(180_000)
    if assets:
        page.route("https://**/*", _answer(assets))
    page.goto("about:blank")
    before, start = _cpu(marker), time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    page.evaluate(_WHEN_DRAWN)
    seconds, used = time.perf_counter() - start, _cpu(marker) - before
    page.wait_for_timeout(800)
    devtools = page.context.new_cdp_session(page)
    devtools.send("HeapProfiler.collectGarbage")
    held = devtools.send("Runtime.getHeapUsage")
    frames: list[float] = []
    moving = _cpu(marker)
    if way in {"geoevents", "TimestampedGeoJson"}:
        (_drag_band if way == "geoevents" else _step_weeks)(page)
        frames = page.evaluate("window.frames_seen")[1:]
    step = (_cpu(marker) - moving) * 1000 / max(len(frames), 1)
    browser.close()
    return Opened(
        seconds=seconds, cpu=used, heap=(held["usedSize"] + held["backingStorageSize"]) / 1e6, frames=frames, step=step
    )


def _row(*cells: object) -> str:
    widths = (30, 10, 9, 9, 9, 9, 9, 11, 9, 9)
    return "".join(
        f"{cell:<{w}}" if n == 0 else f"{cell:>{w}}" for n, (cell, w) in enumerate(zip(cells, widths, strict=True))
    )


def _measured(playwright: Playwright, path: Path, way: str, runs: int, assets: Path | None) -> tuple[str, ...]:
    if way != "geoevents" and assets is None:
        return ("–",) * 6
    found = [opened(playwright, path, way, assets) for _ in range(runs)]
    best = min(found, key=lambda one: one.seconds)
    moved = min((one.frames for one in found), key=lambda frames: np.percentile(frames, 95) if frames else 0)
    return (
        f"{best.seconds:.2f}",
        f"{min(one.cpu for one in found):.2f}",
        f"{np.percentile(moved, 95):.0f}" if moved else "–",
        f"{np.median(moved):.0f}" if moved else "–",
        f"{min(one.step for one in found):.0f}" if moved else "–",
        f"{best.heap:.0f}",
    )


def main() -> None:
    """Print a table."""
    from playwright.sync_api import sync_playwright

    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--events", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    asked.add_argument("--assets", type=Path)
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--notes", action="store_true")
    asked.add_argument("--ways", nargs="+", choices=list(WAYS), default=list(WAYS))
    given = asked.parse_args()
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(_row("page", "events", "MB", "build s", "open s", "cpu s", "p95 ms", "median ms", "cpu ms", "heap MB"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for count in given.events:
            for way in given.ways:
                for notes in (False, True) if given.notes and way == "geoevents" else (False,):
                    name = f"{way} with notes" if notes else way
                    if count > LIMITS.get(way, count):
                        print(_row(name, count, *["–"] * 8), flush=True)
                        continue
                    path = Path(folder) / "page.html"
                    table = incidents(count, notes=notes)
                    start = time.process_time()
                    WAYS[way](table, path)
                    used = time.process_time() - start
                    cells = _measured(playwright, path, way, given.runs, given.assets)
                    print(_row(name, count, f"{path.stat().st_size / 1e6:.2f}", f"{used:.1f}", *cells), flush=True)


if __name__ == "__main__":
    main()
