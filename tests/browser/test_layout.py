"""The page on a phone, in the dark, on paper."""

from __future__ import annotations

from importlib.resources import files

import pytest
from stories import STORIES

from geoevents.page import STYLES, tight_style


@pytest.mark.parametrize("name", STORIES)
def test_nothing_is_wider_than_the_window(saved, show, name):
    view = show(saved[name], fragment="#stop=1")
    for width in (360, 390, 768, 1440):
        view.page.set_viewport_size({"width": width, "height": 844})
        assert view.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width
    assert view.page.locator(".ge-card.ge-chosen").count() == 1


def test_a_phone_may_zoom_and_keeps_map_and_buttons_in_sight(saved, show):
    view = show(saved["visit"], viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    assert (
        view.page.locator('meta[name="viewport"]').all()[0].get_attribute("content")
        == "width=device-width, initial-scale=1"
    )
    view.page.locator('.ge-card[data-key="6"] .ge-card-head').tap()
    assert view.page.locator(".ge-stage").bounding_box()["y"] == pytest.approx(0, abs=1)
    assert view.page.get_by_role("button", name="Play").bounding_box()["y"] < 844
    card = view.page.locator('.ge-card[data-key="6"]').bounding_box()
    player = view.page.locator(".ge-player").bounding_box()
    assert card["y"] >= player["y"] + player["height"] - 1


def test_names_on_the_map_cover_neither_marks_nor_each_other(saved, show):
    view = show(saved["visit"])
    names, marks = (
        view.page.eval_on_selector_all(
            selector,
            """nodes => nodes.filter(n => getComputedStyle(n).visibility === 'visible').map(n => {
                const { left, right, top, bottom } = n.getBoundingClientRect();
                return [left, right, top, bottom];
            })""",
        )
        for selector in (".ge-label", ".ge-button")
    )
    assert len(names) > 10
    for number, (left, right, top, bottom) in enumerate(names):
        for other in names[number + 1 :] + marks:
            # A mark's button is a little larger than its disc.
            assert left >= other[1] - 3 or right <= other[0] + 3 or top >= other[3] - 3 or bottom <= other[2] + 3


# Properties of one's own are kept as they were written.
_RULES = """(text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return [...sheet.cssRules].map(rule => rule.cssText.replaceAll(", ", ","));
}"""


def test_a_style_sheet_without_its_space_means_the_same(saved, show):
    view = show(saved["visit"])
    folder = files("geoevents")
    sheets = [("static", name) for name in STYLES] + [
        ("review", "review.css"),
        ("data", "npm", "leaflet", "leaflet.css"),
    ]
    for sheet in sheets:
        text = folder.joinpath(*sheet).read_text(encoding="utf-8")
        whole, tight = view.page.evaluate(_RULES, text), view.page.evaluate(_RULES, tight_style(text))
        assert whole, sheet
        assert tight == whole, sheet
        assert len(tight_style(text)) < 0.95 * len(text), sheet


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(saved, show, scheme):
    view = show(saved["visit"], fragment="#stop=4", color_scheme=scheme)
    for field in (
        ".ge-standfirst",
        ".ge-when",
        ".ge-what",
        "blockquote",
        "figcaption a",
        ".ge-count",
        ".ge-badge-differs",
    ):
        assert view.page.locator(field).first.evaluate(_CONTRAST) >= 4.5, field


_CONTRAST = """(node) => {
    const parse = (words) => words.match(/[\\d.]+/g).map(Number);
    const bent = (v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    const light = (rgb) => rgb.slice(0, 3).map((v) => bent(v / 255))
        .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
    let ground = node;
    while (ground && (parse(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0) ground = ground.parentElement;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(parse(getComputedStyle(ground).backgroundColor))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""


def test_paper_has_map_and_every_quotation(saved, show):
    view = show(saved["visit"])
    view.page.emulate_media(media="print")
    assert view.page.locator("blockquote").count() == 9
    assert all(node.is_visible() for node in view.page.locator("blockquote").all())
    assert view.page.locator(".ge-stage").is_visible()
    assert not view.page.get_by_role("slider").first.is_visible()
    assert not view.page.get_by_role("button", name="Play").is_visible()
    assert len(view.page.pdf()) > 10_000


def test_paper_is_light_and_whole_in_the_dark_and_while_the_story_is_told(saved, show):
    view = show(saved["visit"], fragment="#stop=2&told=1", color_scheme="dark")
    view.page.emulate_media(media="print", color_scheme="dark")
    ground = view.page.locator(".geoevents").evaluate("node => getComputedStyle(node).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    assert view.page.locator(".ge-card:visible").count() == 7
    assert not view.page.locator(".ge-tour").is_visible()
    width = view.page.evaluate("document.querySelector('.ge-stage').offsetWidth * 25.4 / 96")
    assert width <= 210 - 2 * 12


def test_less_motion_is_respected(saved, show):
    view = show(saved["visit"], reduced_motion="reduce")
    disc = view.page.locator(".ge-button .ge-disc").first
    assert disc.evaluate("node => getComputedStyle(node).transitionDuration") == "0s"
