"""A new user's first hour, timed: from a clone to a corrected, exported map of three reports, in a real JupyterLab.

    python benchmarks/newcomer.py                    # clone this checkout, install it, start JupyterLab
    python benchmarks/newcomer.py --python VENV/bin/python   # what is installed there already
    python benchmarks/newcomer.py --shots pictures/  # keep a picture of every step, light and dark

Chromium is driven by playwright as a hand would do it: keys and clicks are counted, and every line that a cell writes
to its error stream, every page error and every request that leaves the machine is printed. Needs playwright here (the
extra ``test``) and a Chromium on PATH; the new environment gets the extra ``notebook`` and nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
REPORTS = {
    "2021-03-24-aground.txt": "A ship across the canal\n\n"
    "The container ship Ever Given ran aground in the Suez Canal on Tuesday. A dust storm had closed the port of Suez "
    "on Tuesday morning. Tugs from Ismailia reached the ship on Wednesday.\n",
    "2021-03-30-afloat.txt": "Afloat again\n\n"
    "The Ever Given floated free on Monday and sailed to the Great Bitter Lake. Ships left Port Said again on Monday "
    "evening. Inspectors boarded the ship on Tuesday.\n",
    "2021-07-30-rotterdam.txt": "The late arrival\n\n"
    "The Ever Given reached Rotterdam on Thursday, four months late. It had left Ismailia on 7 July. The ship is due "
    "in Felixstowe on Tuesday.\n",
}
"""Three own text files, named by the day on which they came out."""
CELLS = {
    "read": 'import geoevents as ge\n\nstory = ge.extract(ge.read("reports/"), title="The Ever Given")\nstory',
    "map": "story.map()",
    "widget": "widget = story.widget()\nwidget",
    "corrected": "story = widget.story\nstory.corrections",
    "review": "review = story.review()\nreview",
    "decided": "story = review.story\nlen(story.corrections)",
    "saved": 'story.save("ever-given.html")',
}


@dataclass
class Hand:
    """What a user does, counted."""

    page: Any
    clicks: int = 0
    keys: int = 0
    faults: list[str] = field(default_factory=list)

    def click(self, target: Any) -> None:
        """One click."""
        self.clicks += 1
        target.click()

    def write(self, text: str) -> None:
        """As many keys as the text has signs."""
        self.keys += len(text)
        self.page.keyboard.insert_text(text)

    def press(self, key: str) -> None:
        """One key, or several held together."""
        self.keys += 1
        self.page.keyboard.press(key)

    def drag(self, target: Any, by: tuple[int, int]) -> None:
        """One drag counts as one click."""
        self.clicks += 1
        target.scroll_into_view_if_needed()
        self.page.wait_for_timeout(700)  # the map may still be on its way
        box = target.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + by[0], y + by[1], steps=6)
        self.page.mouse.up()


class Clock:
    """Prints how long each step took."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step by the wall, which is what a user feels."""
        start = time.monotonic()
        yield
        print(f"{name:42} {time.monotonic() - start:7.1f} s   after {(time.monotonic() - self.began) / 60:5.1f} min")


def run(*command: str | Path, folder: Path | None = None) -> None:
    """Run a command and stop where it fails."""
    subprocess.run([str(part) for part in command], cwd=folder, check=True)  # noqa: S603  # ours


def install(folder: Path, clock: Clock) -> Path:
    """Clone this checkout and install it with the extra ``notebook``; gives back the new Python."""
    with clock.step("git clone, python -m venv"):
        run("git", "clone", "-q", ROOT, folder / "clone")
        run(sys.executable, "-m", "venv", folder / "venv")
    python = folder / "venv" / "bin" / "python"
    with clock.step("pip install '.[notebook]'"):
        run(python, "-m", "pip", "install", "-q", ".[notebook]", folder=folder / "clone")
    return python


@contextmanager
def jupyter(python: Path, folder: Path) -> Iterator[str]:
    """A JupyterLab on this machine; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(python), "-m", "jupyterlab", "--no-browser", f"--port={port}", "--IdentityProvider.token="]
    settings = {"JUPYTER_CONFIG_DIR": str(folder / ".jupyter"), "JUPYTER_PREFER_ENV_PATH": "1"}
    if os.geteuid() == 0:
        command.append("--allow-root")
    with (folder / "jupyter.log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=os.environ | settings)  # noqa: S603  # ours
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=5).close()  # noqa: S310 - our own server
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def run_cell(hand: Hand, source: str, number: int) -> Any:
    """Write a cell, run it, wait for its end; gives back its output."""
    cell = hand.page.locator(".jp-Notebook .jp-CodeCell").nth(number)
    if not cell.locator(".cm-focused").count():
        back_to_cells(hand, number)
    hand.write(source)
    hand.press("Shift+Enter")
    started = cell.locator(".jp-InputArea-prompt", has_text=re.compile(r"\[[\d*]+\]"))
    for _ in range(5):
        if _comes(started):
            break
        # JupyterLab may show a kernel as idle before it hears it, and lets go of the cell.
        back_to_cells(hand, number)
        hand.press("Shift+Enter")
    cell.locator(".jp-InputArea-prompt", has_text=re.compile(r"\[\d+\]")).wait_for(timeout=60_000)
    for line in cell.locator('[data-mime-type="application/vnd.jupyter.stderr"]').all_text_contents():
        hand.faults.append(f"cell {number + 1}: {line.strip()}")
    return cell.locator(".jp-OutputArea-output").last


def _comes(wanted: Any) -> bool:
    from playwright.sync_api import TimeoutError as TookTooLong

    try:
        wanted.wait_for(timeout=10_000)
    except TookTooLong:
        return False
    return True


def journey(hand: Hand, address: str, folder: Path, shots: Path | None, look: str) -> None:
    """From the launcher to the saved page."""
    page, clock = hand.page, Clock()

    def shot(name: str) -> None:
        if shots:
            page.screenshot(path=shots / f"{name}-{look}.png")

    with clock.step("JupyterLab open, notebook made"):
        page.goto(f"{address}/lab")
        hand.click(page.locator('.jp-LauncherCard[data-category="Notebook"]').first)
        page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
        page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=120_000)
        back_to_cells(hand, 0)
    with clock.step("three reports read"):
        run_cell(hand, CELLS["read"], 0).locator("table").wait_for()
        shot("1-table")
    with clock.step("a map"):
        output = run_cell(hand, CELLS["map"], 1)
        output.locator("iframe").content_frame.locator(".ge-ready").wait_for()
        page.wait_for_timeout(800)
        shot("2-map")
    with clock.step("a stop dragged on the widget"):
        frame = run_cell(hand, CELLS["widget"], 2).locator("iframe").content_frame
        hand.click(frame.locator(".ge-card-head", has_text="Suez").first)
        hand.drag(frame.locator(".ge-mark-body.ge-chosen .ge-button"), (25, -18))
        frame.locator(".ge-desk strong", has_text="1 correction").wait_for()
        page.wait_for_timeout(4000)  # a user looks at what came of it
        shot("3-widget")
        back_to_cells(hand, 3)
        made = run_cell(hand, CELLS["corrected"], 3).text_content()
        if "place" not in made:
            hand.faults.append(f"the dragged stop did not reach Python: {made!r}")
    check_and_save(hand, clock, folder, shot)


def check_and_save(hand: Hand, clock: Clock, folder: Path, shot: Callable[[str], None]) -> None:
    """The review, the page as a file, the notebook."""
    page = hand.page
    with clock.step("one event dropped in the review"):
        frame = run_cell(hand, CELLS["review"], 4).locator("iframe").content_frame
        hand.click(frame.locator(".gr-list li").first)
        hand.press("x")
        frame.locator("footer strong", has_text="1 correction").wait_for()
        page.wait_for_timeout(4000)
        shot("4-review")
        back_to_cells(hand, 5)
        made = run_cell(hand, CELLS["decided"], 5).text_content()
        if made.strip() != "2":
            hand.faults.append(f"the review did not reach Python: {made!r}")
    with clock.step("page saved"):
        run_cell(hand, CELLS["saved"], 6)
        shot("5-saved")
        hand.press("Control+s")
        page.get_by_text("Rename and Save").wait_for()  # JupyterLab asks for a name the first time
        hand.press("Enter")
        notebook = folder / "Untitled.ipynb"
        for _ in range(60):
            if "geoevents-story" in notebook.read_text("utf-8"):
                break
            page.wait_for_timeout(500)


def back_to_cells(hand: Hand, number: int) -> None:
    """From a page in an output back to the next cell."""
    hand.click(hand.page.locator(".jp-Notebook .jp-CodeCell").nth(number).locator(".cm-content"))


def read_back(browser: Any, folder: Path, python: Path, shots: Path | None, look: str, hand: Hand) -> None:
    """The saved page without network, and the notebook as static HTML."""
    run(python, "-m", "nbconvert", "--to", "html", "--log-level=ERROR", "Untitled.ipynb", folder=folder)
    for name in ("ever-given.html", "Untitled.html"):
        context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=look, offline=True)
        page = context.new_page()
        page.on("pageerror", lambda error, name=name: hand.faults.append(f"{name}: {error}"))
        page.goto((folder / name).as_uri())
        page.wait_for_timeout(2500)
        size = (folder / name).stat().st_size
        frames = page.locator("iframe").count()
        print(f"{name:42} {size:9,} bytes, {frames} frames in it")
        if shots:
            page.screenshot(path=shots / f"6-{Path(name).stem.lower()}-{look}.png", full_page=name == "Untitled.html")
        context.close()


def dark_theme(folder: Path, name: str) -> None:
    """What the menu Settings, Theme writes."""
    settings = folder / ".jupyter" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "themes.jupyterlab-settings").write_text(json.dumps({"theme": name}), "utf-8")


def main() -> None:
    """Run the trial once in light and, for the pictures, once in dark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", type=Path, help="an environment with geoevents[notebook]; without it one is made")
    parser.add_argument("--shots", type=Path, help="folder for pictures")
    given = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    if chromium is None:
        sys.exit("no Chromium found on PATH; install one, such as Debian's package chromium")
    if given.shots:
        given.shots.mkdir(parents=True, exist_ok=True)
    from playwright.sync_api import sync_playwright

    clock = Clock()
    with tempfile.TemporaryDirectory(prefix="newcomer-") as name, sync_playwright() as playwright:
        base = Path(name)
        python = given.python.absolute() if given.python else install(base, clock)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for look in ("light", "dark") if given.shots else ("light",):
            trial(browser, base / look, python, given.shots, look, clock)
        browser.close()


def trial(browser: Any, folder: Path, python: Path, shots: Path | None, look: str, clock: Clock) -> None:
    """One look: reports, JupyterLab, the journey, what came of it."""
    (folder / "reports").mkdir(parents=True)
    for name, text in REPORTS.items():
        (folder / "reports" / name).write_text(text, "utf-8")
    dark_theme(folder, "JupyterLab Dark" if look == "dark" else "JupyterLab Light")
    with clock.step(f"{look}: all of it in JupyterLab"), jupyter(python, folder) as address:
        page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=look)
        page.set_default_timeout(60_000)
        hand = Hand(page=page)
        page.on("pageerror", lambda error: hand.faults.append(f"page: {error}"))
        page.on("request", lambda asked: None if _at_home(asked.url) else hand.faults.append(f"asked {asked.url}"))
        try:
            journey(hand, address, folder, shots, look)
        except Exception:
            if shots:
                page.screenshot(path=shots / f"stuck-{look}.png")
            print((folder / "jupyter.log").read_text("utf-8")[-3000:])
            raise
        page.close()
    read_back(browser, folder, python, shots, look, hand)
    print(f"clicks {hand.clicks}, keys {hand.keys} of which {sum(map(len, CELLS.values()))} are code")
    for fault in hand.faults or ["nothing went wrong and nothing was asked of another machine"]:
        print(f"  {fault}")


def _at_home(address: str) -> bool:
    return address.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:"))


if __name__ == "__main__":
    main()
