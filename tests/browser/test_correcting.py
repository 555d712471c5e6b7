"""Places put right on a saved page, and the file that leaves it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import ARTYOM, reading, visit
from stories import HOSTILE

from geoevents.errors import strict
from geoevents.model import Candidate
from geoevents.timeline import Timeline


@pytest.fixture(scope="module")
def story():
    rival = replace(
        ARTYOM, id="geonames:2013348", name="Artyom Halt", latitude=44.9, longitude=131.1, admin1_name=HOSTILE
    )
    doubtful = replace(visit()[2].place, alternatives=(Candidate(place=rival, rung="exact", score=0.4),))
    events = tuple(replace(found, place=doubtful) if found.id == "e3" else found for found in visit())
    return Timeline((reading(events),), events, title="A visit")


@pytest.fixture
def view(story, show, tmp_path):
    return show(story.save(tmp_path / "visit.html", editable=True))


def opened(view, key):
    """Open a card and the part where its place is put right."""
    card = view.page.locator(f'.ge-card[data-key="{key}"]')
    card.locator(".ge-card-head").click()
    card.locator(".ge-edit summary").click()
    return card


def downloaded(view, tmp_path):
    with view.page.expect_download() as waiting:
        view.page.locator(".ge-edit-save").click()
    assert waiting.value.suggested_filename == "corrections.jsonl"
    waiting.value.save_as(tmp_path / "corrections.jsonl")
    return tmp_path / "corrections.jsonl"


def point(story, event_id):
    place = next(event for event in story if event.id == event_id).place.place
    return place.name, round(place.latitude, 2), round(place.longitude, 2)


def mark(view, key):
    """Where a mark stands in the window, in pixels."""
    box = view.page.locator(f'.ge-mark-body[data-key="{key}"] .ge-button').bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def count(view):
    return view.page.locator(".ge-desk strong").text_content()


def test_dragged_chosen_and_written_places_come_back_as_a_file(view, story, tmp_path):
    opened(view, 2)
    before = mark(view, 2)
    view.drag(2, (80, -40))
    after = mark(view, 2)
    assert after == pytest.approx((before[0] + 80, before[1] - 40), abs=2)
    card = opened(view, 3)
    card.locator(".ge-edit li button", has_text="Artyom Halt").click()
    assert card.locator(".ge-place bdi").first.text_content() == "Artyom Halt"
    assert card.locator(".ge-badge", has_text="Corrected").count() == 1
    card = opened(view, 4)
    card.locator(".ge-edit input").nth(1).fill("told by the station master")
    card.locator(".ge-edit input").first.fill("143,20")
    card.locator(".ge-edit input").first.press("Enter")
    assert "no point on Earth" in card.locator(".ge-edit-say").text_content()
    card.locator(".ge-edit input").first.fill("39.02,125.73,The Palace")
    card.locator(".ge-edit label button").click()
    view.page.locator(".ge-desk input").fill("Ann")
    view.page.locator(".ge-desk input").blur()
    assert count(view) == "3 corrections"
    path = downloaded(view, tmp_path)
    with strict():
        better = story.with_corrections(path)
    assert point(better, "e2")[0] == "Vladivostok"
    assert point(better, "e2") != point(story, "e2")
    assert point(better, "e4") == ("The Palace", 39.02, 125.73)
    assert better.corrections[-1].why == "told by the station master"
    assert view.faults() == []


def test_a_choice_is_written_as_its_identifier_and_can_be_taken_back(view, tmp_path):
    card = opened(view, 3)
    before, way = mark(view, 3), view.page.locator("path.ge-leg").count()
    card.locator(".ge-edit li button").nth(1).click()
    view.page.keyboard.press("Control+z")
    assert count(view) == "0 corrections"
    assert mark(view, 3) == pytest.approx(before, abs=2)
    assert card.locator(".ge-place bdi").first.text_content() == "Artyom"
    assert view.page.locator("path.ge-leg").count() == way
    view.page.keyboard.press("Control+Shift+z")
    assert count(view) == "1 correction"
    assert card.locator(".ge-edit li button").nth(1).get_attribute("aria-pressed") == "true"
    assert '"value":"geonames:2013348"' in downloaded(view, tmp_path).read_text("utf-8")
    assert view.faults() == []


def test_a_mark_moves_by_keys_alone(view, story, tmp_path):
    card = view.page.locator('.ge-card[data-key="2"]')
    card.locator(".ge-card-head").focus()
    keys = view.page.keyboard
    keys.press("Enter")
    card.locator(".ge-edit summary").focus()
    keys.press("Enter")
    card.locator(".ge-edit-move").focus()
    keys.press("Enter")
    before = mark(view, 2)
    assert "Enter puts it down" in view.page.locator(".ge-desk [role=status]").text_content()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "Shift+ArrowUp"):
        keys.press(key)
    assert mark(view, 2) == pytest.approx((before[0] + 20, before[1] - 11), abs=2)
    keys.press("Escape")
    assert mark(view, 2) == pytest.approx(before, abs=2)
    assert view.page.locator(".ge-desk").is_hidden()
    card.locator(".ge-edit-move").focus()
    keys.press("Enter")
    keys.press("ArrowDown")
    keys.press("+")
    keys.press("Enter")
    assert count(view) == "1 correction"
    assert point(story.with_corrections(downloaded(view, tmp_path)), "e2")[1] < 43.1
    assert view.selected() == {"list": ["2"], "map": ["2"], "time": ["2"]}
    assert view.faults() == []


def test_only_the_selected_mark_moves_and_nothing_on_other_pages(view, story, show, tmp_path):
    opened(view, 2)
    before = mark(view, 4)
    view.drag(4, (-60, -40))
    assert view.page.locator(".ge-desk").is_hidden()
    plain = show(story.save(tmp_path / "plain.html"))
    plain.page.locator('.ge-card[data-key="2"] .ge-card-head').click()
    plain.drag(2, (60, 40))
    assert plain.page.locator(".ge-edit, .ge-desk").count() == 0
    assert plain.page.evaluate("GeoEvents.correct") is None
    assert before


@pytest.mark.parametrize("language", ["de", "ar"])
def test_it_speaks_the_language_of_the_page_and_stays_in_it(story, show, tmp_path, language):
    view = show(
        story.save(tmp_path / "visit.html", editable=True, language=language), viewport={"width": 360, "height": 780}
    )
    card = opened(view, 3)
    card.locator(".ge-edit li button").nth(1).click()
    assert view.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "{" not in view.page.locator(".ge-desk").text_content() + card.locator(".ge-edit summary").text_content()
    assert view.page.evaluate("window.hacked") is None
    assert view.faults() == []
