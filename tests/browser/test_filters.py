"""Filters by who, source, certainty and words; an address that keeps them, and the view."""

from __future__ import annotations

import pytest


@pytest.fixture
def view(saved, show):
    return show(saved["visit"])


def wait_for_view(view):
    for _ in range(40):
        if "view=" in view.page.evaluate("location.hash"):
            return
        view.page.wait_for_timeout(50)
    raise AssertionError("no view in the address")


def more(view):
    view.page.get_by_text("More filters").click()


def test_words_find_events_without_case_and_accents(view):
    field = view.page.get_by_role("searchbox", name="Search the events")
    field.fill("FRIGATE")
    assert view.keys() == ["4"]
    field.fill("putin vostochny")
    assert view.keys() == ["2"]
    field.fill("artyöm")
    assert view.keys() == ["5"]
    field.fill("nothing of the kind")
    assert view.keys() == []
    assert view.page.locator(".ge-none").is_visible()
    assert view.page.locator(".ge-count").inner_text().startswith("0 of 7 events")
    assert view.page.locator(".ge-button").count() == 0
    view.page.get_by_role("button", name="Show all", exact=True).click()
    assert len(view.keys()) == 7
    assert field.input_value() == ""


def test_keys_in_the_search_field_stay_there(view):
    field = view.page.get_by_role("searchbox", name="Search the events")
    field.fill("kim")
    for key in ("ArrowLeft", "ArrowRight", "Space"):
        field.press(key)
    assert view.selected()["list"] == []
    assert view.page.get_by_role("button", name="Play").count() == 1


def test_by_actor_source_and_certainty(view):
    more(view)
    view.page.get_by_label("Who").select_option("Vladimir Putin")
    assert view.keys() == ["2"]
    view.page.get_by_label("Who").select_option("")
    view.page.get_by_label("Source").select_option("Example Harbour Post")
    assert view.keys() == ["4", "5"]
    view.page.get_by_label("Source").select_option("")
    view.page.get_by_label("How sure").select_option("high")
    assert view.keys() == ["1", "2", "4", "5"]
    assert view.page.get_by_text("More filters (1 in use)").is_visible()
    assert view.faults() == []


def test_the_address_keeps_stop_days_filters_and_view(saved, show, view):
    page = view.page
    more(view)
    page.get_by_label("Who").select_option("Kim Jong Un")
    page.get_by_role("searchbox").fill("train & home")
    page.get_by_role("searchbox").fill("train")
    page.get_by_role("button", name="Planned", exact=True).click()
    page.get_by_role("button", name="Zoom in").click()
    wait_for_view(view)
    shown, fragment = view.keys(), page.evaluate("location.hash")
    assert shown
    assert len(shown) < 7
    other = show(saved["visit"], fragment=fragment)
    assert other.keys() == shown
    assert other.page.evaluate("location.hash") == fragment
    assert other.page.get_by_role("searchbox").input_value() == "train"
    assert other.page.get_by_label("Who").input_value() == "Kim Jong Un"
    corner = ".leaflet-control-scale-line"
    assert other.page.locator(corner).inner_text() == page.locator(corner).inner_text()
    boxes = [seen.page.locator(".ge-button").first.bounding_box() for seen in (view, other)]
    assert boxes[0]["x"] == pytest.approx(boxes[1]["x"], abs=2)
    assert boxes[0]["y"] == pytest.approx(boxes[1]["y"], abs=2)


@pytest.mark.parametrize(
    "fragment",
    [
        "#who=Nobody&source=%3Cb%3E&sure=constructor&not=gone&without=x,y",
        "#view=1,2",
        "#view=a,b,c",
        "#view=99,0,3",
        "#find=",
    ],
)
def test_an_address_that_asks_for_what_there_is_not_shows_everything(saved, show, fragment):
    view = show(saved["visit"], fragment=fragment)
    assert len(view.keys()) == 7
    assert view.faults() == []


def test_stepping_does_not_write_a_view(view):
    for _ in range(6):
        view.page.keyboard.press("ArrowRight")
    assert view.page.evaluate("location.hash") == "#stop=6"


def test_a_view_that_the_reader_chose_is_not_taken_back(view):
    view.page.keyboard.press("ArrowRight")
    view.page.get_by_role("button", name="Zoom in").click()
    wait_for_view(view)
    before = view.page.locator(".leaflet-control-scale-line").inner_text()
    view.page.set_viewport_size({"width": 1180, "height": 800})
    view.page.wait_for_timeout(200)
    assert view.page.locator(".leaflet-control-scale-line").inner_text() == before


def test_reports_that_differ_stand_side_by_side(view):
    view.page.locator('.ge-card[data-key="4"] .ge-card-head').click()
    sides = view.page.locator(".ge-chosen .ge-versus .ge-source")
    assert [side.locator(".ge-by").inner_text() for side in sides.all()] == [
        "Example Rail Gazette",
        "Example Harbour Post",
    ]
    boxes = [side.bounding_box() for side in sides.all()]
    assert boxes[0]["y"] == pytest.approx(boxes[1]["y"], abs=1)
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]


def test_a_stop_without_a_day_has_a_bracket_between_its_neighbours(view):
    bracket = view.page.locator('.ge-bar[data-key="3"] .ge-bracket').bounding_box()
    before, after = (view.page.locator(f'.ge-bar[data-key="{key}"]').bounding_box() for key in "24")
    assert bracket["x"] >= before["x"] - 2
    assert bracket["x"] + bracket["width"] <= after["x"] + after["width"] + 2
    assert "order known, day unknown" in view.page.locator(".ge-legend").inner_text()


def test_a_town_is_ground_and_a_site_a_spot(view):
    assert view.page.locator('.ge-mark-body[data-key="2"] .ge-aim').count() == 1
    assert view.page.locator('.ge-mark-body[data-key="4"] .ge-aim').count() == 0
    for _ in range(3):
        view.page.get_by_role("button", name="Zoom in").click()
        view.page.wait_for_timeout(350)
    assert view.page.locator("path.ge-near").count() > 0
