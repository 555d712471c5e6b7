"""Map, list and timeline are one selection; the keyboard reaches everything."""

from __future__ import annotations

import re

import pytest


def everywhere(key):
    return {"list": [key], "map": [key], "time": [key]}


@pytest.fixture(scope="module")
def opened(saved, show):
    return show(saved["visit"])


@pytest.fixture
def visit(saved, opened):
    """The visit as it is when it is opened."""
    opened.page.goto("about:blank")
    opened.page.goto(saved["visit"].as_uri())
    return opened


def test_a_mark_a_card_and_a_bar_select_the_same(visit):
    page = visit.page
    page.locator('.ge-button[aria-label^="4:"]').click()
    assert visit.selected() == everywhere("4")
    page.locator('.ge-card[data-key="2"] .ge-card-head').click()
    assert visit.selected() == everywhere("2")
    page.locator('.ge-bar[data-key="5"]').click()
    assert visit.selected() == everywhere("5")
    assert page.url.endswith("#stop=5")
    page.locator('.ge-card[data-key="5"] .ge-card-head').click()
    assert visit.selected() == {"list": [], "map": [], "time": []}
    assert visit.faults() == []


def test_a_selected_card_shows_every_source_with_its_own_words(visit):
    card = visit.page.locator('.ge-card[data-key="4"]')
    card.locator(".ge-card-head").click()
    assert card.locator("blockquote").all_inner_texts() == [
        "On Saturday a minister received him in Vladivostok and showed him bombers at the airfield.",
        "The guest spent Saturday and Sunday in Vladivostok: a frigate, a ballet, a university.",
    ]
    links = card.locator("figcaption a")
    assert [link.get_attribute("href") for link in links.all()] == [
        "https://example.org/report/rail",
        "https://example.org/report/port",
    ]
    assert links.first.get_attribute("rel") == "noopener noreferrer"
    assert "says Saturday and Sunday" in card.locator(".ge-differs").inner_text()
    facts = card.locator(".ge-facts").inner_text()
    for words in ("Sergei Shoigu", "town or city, not an address", "about 920 km from stop 3", "high confidence"):
        assert words in facts


def test_the_address_opens_a_stop_and_a_span_of_days(saved, show):
    view = show(saved["visit"], fragment="#stop=2&days=2023-09-13..2023-09-15")
    assert view.selected() == everywhere("2")
    assert view.keys() == ["2", "3", "A"]
    assert view.page.locator(".ge-count").inner_text() == "3 of 7 events, 13 Sep to 15 Sep 2023"
    view.page.get_by_role("button", name="Show all", exact=True).click()
    assert len(view.keys()) == 7
    view.page.evaluate("location.hash = '#stop=6'")
    view.page.locator('.ge-card[data-key="6"].ge-chosen').wait_for()


def test_a_broken_address_opens_the_whole_story(visit):
    for fragment in ("#stop=99", "#stop=%22%3E%3Cb%3E", "#days=x..y", "#days=2023-99-99..", "#%"):
        visit.page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
        visit.page.reload()
        assert len(visit.keys()) == 7, fragment
    assert visit.faults() == []


def test_keys_step_play_and_let_go(visit):
    page = visit.page
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert visit.selected() == everywhere("2")
    page.keyboard.press("ArrowLeft")
    assert visit.selected() == everywhere("1")
    page.keyboard.press("Space")
    assert page.get_by_role("button", name="Pause").count() == 1
    assert visit.selected() == everywhere("2")
    page.keyboard.press("Escape")
    assert visit.selected() == {"list": [], "map": [], "time": []}
    assert page.get_by_role("button", name="Play").count() == 1
    assert visit.faults() == []


def test_every_stop_is_reached_and_opened_with_tab_and_enter(visit):
    page = visit.page
    page.locator('.ge-card[data-key="1"] .ge-card-head').focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert visit.selected() == everywhere("2")
    assert page.locator(".ge-voice").inner_text() == "2: Vostochny Cosmodrome, Wednesday 13 September 2023"
    assert page.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"


def test_play_walks_through_the_story(saved, show):
    page = show(saved["visit"]).page
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="Play").click()
    for key in "123456":
        page.locator(f'.ge-card[data-key="{key}"].ge-chosen').wait_for()
        page.clock.run_for(2300)


def test_the_brush_narrows_list_and_map_by_drag(visit):
    page = visit.page
    handle = page.get_by_role("slider", name="First day").bounding_box()
    track = page.locator(".ge-track").bounding_box()
    middle = handle["y"] + handle["height"] / 2
    page.mouse.move(handle["x"] + handle["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] * 5 / 7, middle, steps=4)
    page.mouse.up()
    assert visit.keys() == ["3", "4", "5", "6", "A"]
    assert page.locator(".ge-button").count() == 4
    assert "days=2023-09-17..2023-09-18" in page.url
    assert visit.faults() == []


def test_the_brush_moves_by_key_and_never_turns_inside_out(visit):
    last = visit.page.get_by_role("slider", name="Last day")
    last.focus()
    for key in ("PageDown", "PageDown", "ArrowLeft"):
        visit.page.keyboard.press(key)
    assert last.get_attribute("aria-valuetext") == "Tuesday 12 September 2023"
    assert visit.keys() == ["1", "3", "A"]
    visit.page.keyboard.press("End")
    assert len(visit.keys()) == 7


def test_filters_hide_and_show(visit):
    chip = visit.page.get_by_role("button", name="Planned", exact=True)
    chip.click()
    assert visit.keys() == ["1", "2", "3", "4", "5", "A"]
    assert chip.get_attribute("aria-pressed") == "false"
    visit.page.get_by_role("button", name="Travel", exact=True).click()
    assert visit.keys() == ["2", "4", "5"]
    visit.page.get_by_role("button", name="Show all", exact=True).click()
    assert len(visit.keys()) == 7


def test_marks_of_one_place_do_not_hide_each_other(saved, show):
    view = show(saved["outbreak"])
    boxes = [node.bounding_box() for node in view.page.locator(".ge-button").all()]
    centres = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
    for number, (x, y) in enumerate(centres):
        for other_x, other_y in centres[number + 1 :]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 >= 28**2


def test_the_first_view_keeps_to_the_story_and_points_to_what_lies_far_off(saved, show):
    view = show(saved["scattered"])
    far = view.page.get_by_role("button", name="outside this view")
    assert [node.get_attribute("aria-label") for node in far.all()] == [
        "5: Atlanta, outside this view",
        "7: Geneva, outside this view",
    ]
    far.first.click()
    assert view.selected() == everywhere("5")
    view.page.get_by_role("button", name="Show all places").click()
    assert far.count() == 0
    assert view.faults() == []


def test_the_axis_breaks_where_an_event_lies_far_off(saved, show):
    view = show(saved["scattered"])
    labels = view.page.locator(".ge-tick-label").all_text_contents()
    assert {"Earlier", "Later"} <= set(labels)
    assert any(label.endswith("21 Mar") for label in labels)
    first = view.page.get_by_role("slider", name="First day")
    assert first.get_attribute("aria-valuetext") == "Monday 1 June 1998"
    left = [view.page.locator(f'.ge-bar[data-key="{key}"]').bounding_box()["x"] for key in "1234567"]
    assert left == sorted(left)


def test_a_story_over_the_date_line_is_in_one_view(saved, show):
    view = show(saved["storm"])
    stage = view.page.locator(".ge-stage").bounding_box()
    boxes = [node.bounding_box() for node in view.page.locator(".ge-button").all()]
    assert len(boxes) == 5
    assert all(stage["x"] < box["x"] < stage["x"] + stage["width"] - box["width"] for box in boxes)


def test_what_is_not_shown_is_listed_with_its_reason(saved, show):
    view = show(saved["storm"])
    summary = view.page.get_by_text("Not shown: 2 mentions, and why")
    summary.click()
    words = view.page.locator(".ge-missing").inner_text()
    assert "boat lost: no place of that name is known" in words
    assert "Somewhere on the outer reefs a boat was lost." in words
    assert "storm not expected: Tonga: the report gives no date" in words


@pytest.mark.parametrize("name", ["visit", "storm", "outbreak", "scattered"])
def test_what_is_doubtful_of_place_and_day_is_drawn_and_said(saved, show, name):
    view = show(saved[name])
    story = view.page.evaluate("JSON.parse(document.getElementById('geoevents-story').textContent)")
    for card in story["cards"]:
        facts = view.page.locator(f'.ge-card[data-key="{card["key"]}"] .ge-facts').text_content()
        assert card["where_words"] in facts
        assert f"{card['sure']} confidence" in facts
        vague = card["precision"] in {"region", "country"}
        if vague and card.get("group") != "general":
            assert view.page.locator("path.ge-area, path.ge-reach").count() > 0
            assert "somewhere in" in card["where_words"]
        start, end = card.get("start"), card.get("end")
        if start == end and start is not None and not any(card.get("soft", ())):
            continue
        # A span says both its ends, or is a month or year by name.
        said = r"between|–|since|until|about|from|date not given|^(?:[A-Z][a-z]+ )?\d{4}$"
        assert re.search(said, card["when"]), card["when"]
        bar = view.page.locator(f'.ge-bar[data-key="{card["key"]}"]')
        if start is not None or end is not None:
            signs = ("mask", "ge-bar-hatch", "ge-bar-frame")
            whole = start is not None and end is not None and card.get("time", "given") == "given"
            assert whole or any(sign in bar.evaluate("node => node.outerHTML") for sign in signs), card["when"]
