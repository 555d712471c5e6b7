"""The story told stop by stop."""

from __future__ import annotations

import pytest


@pytest.fixture
def view(saved, show):
    return show(saved["visit"], reduced_motion="reduce")


def marks(view):
    return view.page.eval_on_selector_all(".ge-mark-body", "nodes => nodes.map(n => n.dataset.key).sort()")


def test_the_story_goes_from_stop_to_stop_and_back_to_the_map(view):
    page = view.page
    page.get_by_role("button", name="Follow the story").click()
    assert page.locator(".ge-card:visible").count() == 1
    assert marks(view) == ["1"]
    following = page.locator(".ge-tour-next")
    assert following.inner_text().split() == ["Next", "Vostochny", "Cosmodrome"]
    assert page.evaluate("document.activeElement.className").endswith("ge-tour-next")
    for number in range(2, 7):
        page.keyboard.press("Enter")
        assert view.selected()["list"] == [str(number)]
        assert marks(view) == [str(stop) for stop in range(1, number + 1)]
        assert page.locator(".ge-tour-at").inner_text() == f"{number} of 6"
    assert following.inner_text() == "See the whole map"
    page.keyboard.press("Enter")
    assert len(view.keys()) == 7
    assert page.locator(".ge-card:visible").count() == 7
    assert len(marks(view)) == 6
    assert view.faults() == []


def test_each_stop_shows_its_quotation_and_source(view):
    page = view.page
    page.get_by_role("button", name="Follow the story").click()
    page.keyboard.press("ArrowRight")
    assert page.locator(".ge-chosen blockquote").is_visible()
    assert page.locator(".ge-chosen figcaption a").is_visible()
    assert not page.locator(".ge-chosen .ge-facts").is_visible()
    assert page.locator(".ge-voice").text_content().startswith("2: Vostochny Cosmodrome")


def test_escape_leaves_the_story(view):
    view.page.get_by_role("button", name="Follow the story").click()
    view.page.keyboard.press("Escape")
    assert view.page.locator(".ge-card:visible").count() == 7
    assert view.page.evaluate("document.activeElement.className") == "ge-tell"


def test_the_address_opens_the_story_at_its_stop(saved, show):
    view = show(saved["visit"], fragment="#stop=3&told=1", reduced_motion="reduce")
    assert view.page.locator(".ge-tour-at").inner_text() == "3 of 6"
    assert marks(view) == ["1", "2", "3"]


def test_without_a_route_all_events_are_told(saved, show):
    view = show(saved["outbreak"], fragment="#told=1", reduced_motion="reduce")
    assert view.page.locator(".ge-tour-at").inner_text() == "1 of 6"


@pytest.mark.parametrize("width", [360, 390])
def test_on_a_phone_map_quotation_and_way_on_are_in_sight_at_once(saved, show, width):
    size = {"width": width, "height": 844}
    view = show(saved["visit"], viewport=size, is_mobile=True, has_touch=True, reduced_motion="reduce")
    view.page.get_by_role("button", name="Follow the story").tap()
    view.page.locator(".ge-tour-next").tap()
    for part in (".ge-stage", ".ge-chosen blockquote", ".ge-tour-next"):
        box = view.page.locator(part).first.bounding_box()
        assert 0 <= box["y"] < 844, part
    assert view.page.locator(".ge-tour-next").bounding_box()["height"] >= 40
    assert view.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
