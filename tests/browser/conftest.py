"""A Chromium without network, and pages that remember everything that went wrong in them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field

import pytest
from stories import STORIES

from geoevents import page as pages
from geoevents.maps import draw

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
# Every name leads to a closed port of this machine: a page that asks for anything fails at once.
ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP * 127.0.0.1:9"]

# Collects what the console does not show; runs before any script of the page.
_WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
    (event) => window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""


SERVED: dict[str, str] = {}
"""Pages that pretend to come from a web server: address to text."""


@dataclass
class Opened:
    """A page in the browser and what went wrong in it."""

    page: object
    problems: list[str] = field(default_factory=list)

    def faults(self):
        """Console lines, page errors, requests and policy violations so far."""
        return [*self.problems, *self.page.evaluate("window.violations")]

    def keys(self):
        """Cards that the list shows, by key."""
        return self.page.eval_on_selector_all(".ge-card:not([hidden])", "nodes => nodes.map(n => n.dataset.key)")

    def drag(self, key, by, frame=None):
        """Drag a mark of the map by some pixels."""
        box = (frame or self.page).locator(f'.ge-mark-body[data-key="{key}"] .ge-button').bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + by[0], y + by[1], steps=4)
        self.page.mouse.up()

    def selected(self):
        """What list, map and timeline show as selected."""
        return self.page.evaluate(
            """() => ({
                list: [...document.querySelectorAll('.ge-card.ge-chosen')].map(n => n.dataset.key),
                map: [...document.querySelectorAll('.ge-mark-body.ge-chosen')].map(n => n.dataset.key),
                time: [...document.querySelectorAll('.ge-bar.ge-chosen')].map(n => n.dataset.key),
            })"""
        )


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests."""
    if CHROMIUM is None:
        pytest.skip("no Chromium found on PATH; install one, such as Debian's package chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def saved(tmp_path_factory):
    """Files of the stories by name."""
    folder = tmp_path_factory.mktemp("pages")
    return {name: pages.save(draw(**make()), folder / f"{name}.html") for name, make in STORIES.items()}


def _answer(text):
    return lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8")


@pytest.fixture
def served():
    """Give a page an http address for the length of a test."""

    def serve(page, name="story.html"):
        text = page if isinstance(page, str) else page.read_text(encoding="utf-8")
        SERVED[f"http://news.example/{name}"] = text
        return f"http://news.example/{name}"

    yield serve
    SERVED.clear()


@pytest.fixture(scope="module")
def show(chromium):
    """Open a file; ``settings`` are those of a browser context."""
    contexts = []

    def opened(path, *, fragment="", **settings):
        context = chromium.new_context(**({"viewport": {"width": 1280, "height": 800}} | settings))
        contexts.append(context)
        context.add_init_script(_WATCH)
        view = Opened(page=context.new_page())
        view.page.set_default_timeout(15_000)
        view.page.on("console", lambda message: view.problems.append(f"console: {message.text}"))
        view.page.on("pageerror", lambda error: view.problems.append(f"error: {error}"))
        view.page.on("requestfailed", lambda request: view.problems.append(f"request: {request.url[:80]}"))
        for address, content in SERVED.items():
            view.page.route(address, _answer(content))
        view.page.goto((path if isinstance(path, str) else path.as_uri()) + fragment)
        return view

    yield opened
    for context in contexts:
        context.close()
