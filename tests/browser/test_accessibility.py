"""axe finds nothing on any page; the keyboard alone walks through a visit; a stop is announced once."""

from __future__ import annotations

from importlib.resources import files

import pytest
from crowd import crowd
from made import reading
from made import visit as checked
from stories import visit

from geoevents.maps import draw
from geoevents.page import save
from geoevents.timeline import Timeline

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_RUN = """async () => {
    const found = await axe.run(document, { resultTypes: ["violations"] });
    return { violations: found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]),
             passed: found.passes.length };
}"""


@pytest.fixture(scope="module")
def pages(saved, tmp_path_factory):
    folder = tmp_path_factory.mktemp("axe")
    arabic = draw(**visit(), language="ar", byline="Ada Example", credits="Example Agency")
    review = Timeline((reading(),), checked(), title="A visit").review()
    return {
        **saved,
        "arabic": save(arabic, folder / "ar.html"),
        "review": review.save(folder / "review.html"),
        "many": save(draw(crowd(700), title="A wet August"), folder / "many.html"),
    }


def axe(view):
    """What axe has against a page as it is, and how many of its rules the page passes."""
    if not view.page.evaluate("'axe' in window"):
        view.page.evaluate(AXE)  # not as an element: the page's policy would refuse it
    return view.page.evaluate(_RUN)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "fragment"),
    [
        ("visit", "#stop=4"),
        ("visit", "#stop=3&told=1"),
        ("storm", ""),
        ("outbreak", "#stop=1"),
        ("arabic", "#stop=4"),
        ("review", ""),
        ("many", "#stop=3"),
    ],
)
def test_axe_finds_nothing(pages, show, name, fragment, scheme):
    view = show(pages[name], fragment=fragment, color_scheme=scheme, reduced_motion="reduce")
    if name == "many":
        view.page.locator(".ge-canvas[data-drawn]").wait_for(state="attached")
    for width in (1440, 360):
        view.page.set_viewport_size({"width": width, "height": 844})
        view.page.wait_for_timeout(100)
        found = axe(view)
        assert found["violations"] == [], width
        assert found["passed"] >= 20
    view.page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    assert axe(view)["violations"] == [], "unfolded"
    assert view.faults() == []


_LISTEN = """() => {
    window.heard = [];
    for (const region of document.querySelectorAll('[aria-live], [role=status], [role=alert]')) {
        const heard = () => region.textContent && window.heard.push(region.textContent);
        new MutationObserver(heard).observe(region, { childList: true, characterData: true, subtree: true });
    }
}"""
_FOCUS = """() => {
    const node = document.activeElement;
    if (node === document.body) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    return {
        at: [...document.querySelectorAll('*')].indexOf(node),
        ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1,
        name: node.getAttribute('aria-label') || node.textContent.trim().slice(0, 60),
    };
}"""
_CONTROLS = """() => {
    const all = [...document.querySelectorAll('*')];
    const able = all.filter(node => node.matches('a[href], button, input, select, summary, [tabindex]'));
    const seen = (node) => node.checkVisibility({ visibilityProperty: true });
    return able.filter(node => node.tabIndex >= 0 && !node.disabled && seen(node))
        .map(node => all.indexOf(node));
}"""
STOPS = [
    "1: Khasan, Tuesday 12 September 2023",
    "2: Vostochny Cosmodrome, Wednesday 13 September 2023",
    "3: Komsomolsk-on-Amur, between 12 and 17 September 2023",
    "4: Vladivostok, 16–17 September 2023",
    "5: Artyom, Sunday 17 September 2023",
    "6: Pyongyang, planned for Monday 18 September 2023",
]


@pytest.fixture
def listening(saved, show):
    view = show(saved["visit"], reduced_motion="reduce")
    view.page.evaluate(_LISTEN)
    return view


def tab_to(page, name):
    for _ in range(80):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS)
        if focus and focus["name"] == name:
            return
    raise AssertionError(f"{name} is not reached by Tab")


def test_tab_reaches_every_control_once_and_shows_where_it_is(listening):
    page = listening.page
    reached = []
    for _ in range(120):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS)
        if focus is None:
            break
        assert focus["ring"], focus["name"]
        reached.append(focus["at"])
    assert len(reached) > 30
    assert len(set(reached)) == len(reached)
    assert sorted(reached) == page.evaluate(_CONTROLS)
    assert listening.faults() == []


def test_the_whole_visit_by_keyboard_and_each_stop_is_announced_once(listening):
    page = listening.page
    tab_to(page, "Follow the story")
    page.keyboard.press("Enter")
    for number in range(1, 7):
        assert listening.selected()["list"] == [str(number)]
        assert page.locator(".ge-chosen blockquote").first.is_visible()
        page.keyboard.press("Enter")  # on to the next stop, and at the end back to the map
    assert page.evaluate("window.heard") == STOPS
    assert page.locator(".ge-card:visible").count() == 7
    assert listening.faults() == []


def test_arrows_announce_each_stop_once_and_the_marks_open_their_cards(listening):
    page = listening.page
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    assert page.evaluate("window.heard") == STOPS
    page.keyboard.press("Escape")
    page.evaluate("window.heard = []")
    for number in range(1, 7):
        mark = page.locator(".ge-button").nth(number - 1)
        mark.focus()
        page.keyboard.press("Enter")
        assert mark.get_attribute("aria-pressed") == "true"
    assert sorted(page.evaluate("window.heard")) == STOPS


def test_the_window_of_days_moves_by_keyboard_alone(listening):
    page = listening.page
    tab_to(page, "First day shown")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert listening.keys() == ["3", "4", "5", "6", "A"]
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    assert listening.keys() == ["3", "4", "5", "A"]
    tab_to(page, "Show all")
    page.keyboard.press("Enter")
    assert len(listening.keys()) == 7
