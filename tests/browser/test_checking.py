"""Checking a story by keyboard, and what leaves the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import ARTYOM, reading, visit
from stories import HOSTILE

from geoevents.corrections import load
from geoevents.errors import strict
from geoevents.model import Candidate, Document, Mention, Reading, Resolution
from geoevents.review import review
from geoevents.timeline import Timeline


@pytest.fixture(scope="module")
def story():
    rival = Candidate(place=replace(ARTYOM, id="geonames:472045", name="Vladivostok"), rung="exact", score=0.4)
    doubtful = replace(visit()[2], place=replace(visit()[2].place, score=0.5, alternatives=(rival,)))
    events = tuple(doubtful if found.id == "e3" else found for found in visit())
    return Timeline((reading(events),), events, title="A visit")


@pytest.fixture
def view(story, show, tmp_path):
    return show(story.review().save(tmp_path / "review.html"))


def test_ten_keys_make_a_file_that_fits(view, story, tmp_path):
    keys = view.page.keyboard
    keys.press("p")
    keys.type("43.25,132.02,The Halt")
    keys.press("Enter")
    keys.press("Escape")
    keys.press("Enter")  # right, and on to Artyom
    keys.press("2")
    keys.press("j")
    keys.press("x")
    keys.press("ArrowDown")
    keys.press("d")
    keys.type("next week")
    keys.press("Tab")
    assert "is no date" in view.page.locator("[role=status]").text_content()
    keys.press("Escape")
    view.page.locator("footer input").fill("Ann")
    view.page.locator("footer input").blur()
    assert view.page.locator("footer strong").text_content() == "3 corrections"
    path = tmp_path / "corrections.jsonl"
    path.write_text(view.page.input_value("footer textarea"), "utf-8")
    rows = load(path)
    assert [(row.event_id, row.field, row.value, row.who) for row in rows] == [
        ("e5", "place", "43.25,132.02,The Halt", "Ann"),
        ("e3", "place", "geonames:472045", "Ann"),
        ("e4", "drop", "", "Ann"),
    ]
    with strict():
        better = story.with_corrections([rows[0], rows[2]])
    assert [event.id for event in better if event.place.place is None] == []
    assert view.faults() == []


def test_a_click_on_a_mark_opens_its_event_and_undo_takes_back(view):
    view.page.locator(".gr-mark", has_text="Vladivostok").click()
    assert view.page.locator(".gr-here .gr-name").text_content() == "Vladivostok, RU"
    assert view.page.locator(".gr-chosen").text_content() == "Vladivostok"
    assert "On Saturday Kim saw missiles" in view.page.locator(".gr-passage").first.text_content()
    view.page.keyboard.press("x")
    assert view.page.locator("footer strong").text_content() == "1 correction"
    view.page.keyboard.press("u")
    assert view.page.locator("footer strong").text_content() == "0 corrections"
    assert "null" not in view.page.locator(".gr-panel").text_content()
    assert view.faults() == []


def test_events_are_merged_and_split_by_keyboard(show, tmp_path):
    first, second, *rest = visit()
    other = replace(
        second.evidence[0], doc_id="wire.txt", start=0, end=23, text="Kim came to the harbour.", place_start=16
    )
    other = replace(other, place_end=23, end=24)
    whole = replace(second, evidence=(*second.evidence, other))
    wire = Reading(document=Document(id="wire.txt", text="Kim came to the harbour."))
    story = Timeline((reading((first, second, *rest)), wire), (first, whole, *rest), title="A visit")
    view = show(story.review().save(tmp_path / "review.html"))
    keys = view.page.keyboard
    view.page.locator(".gr-list li", has_text="Komsomolsk").click()
    keys.press("m")
    view.page.locator("[data-field=merge]").select_option(label="Artyom, RU: train left (Sun 17 Sep 2023)")
    keys.press("Escape")
    assert view.page.locator(".gr-list li", has_text="Artyom").locator(".gr-state").text_content() == "merged"
    view.page.locator(".gr-list li", has_text="Vladivostok").click()
    keys.press("t")
    keys.press("Space")
    assert view.page.locator(".gr-apart").get_attribute("aria-pressed") == "true"
    assert "Kim came to the harbour." in view.page.locator(".gr-apart").text_content()
    path = tmp_path / "corrections.jsonl"
    path.write_text(view.page.input_value("footer textarea"), "utf-8")
    rows = load(path)
    assert sorted((row.field, row.event_id, row.other_id) for row in rows) == [
        ("merge", "e1", "e3"),
        ("split", "e2", ""),
    ]
    with strict():
        better = story.with_corrections(rows)
    assert len(better) == len(story)  # one more, one less
    assert {len(event.evidence) for event in better if event.id in {"e1", "e2"}} == {2, 1}
    keys.press("t")
    keys.press("Space")
    assert view.page.locator("footer strong").text_content() == "1 correction"
    assert view.faults() == []


def test_one_click_says_why_a_place_was_not_chosen(view):
    view.page.locator(".gr-list li", has_text="Artyom").click()
    reasons = view.page.locator(".gr-choices details")
    assert reasons.count() >= 1
    reasons.last.locator("summary").click()
    assert reasons.last.get_attribute("open") is not None
    assert "it bears the name as it is written; Artyom was held likelier" in reasons.last.text_content()
    assert view.faults() == []


def test_the_file_can_be_downloaded(view):
    view.page.keyboard.press("x")
    with view.page.expect_download() as waiting:
        view.page.get_by_text("Download").click()
    assert waiting.value.suggested_filename == "corrections.jsonl"
    assert view.faults() == []


def test_hostile_text_is_shown_as_written(show, tmp_path):
    text = f"\U0001f682 {HOSTILE} in Artyom, and again in Artyom."
    at = text.index("Artyom")
    mention = Mention(start=at, end=at + 6, text="Artyom", kind="literal", reason=HOSTILE)
    found = Resolution(mention=mention, place=replace(ARTYOM, name=HOSTILE), score=0.4, reason=HOSTILE)
    document = Document(id="a", text=text, title=HOSTILE, url="javascript:alert(1)")
    page = review([Reading(document=document, resolutions=(found,))], (), title=HOSTILE)
    view = show(page.save(tmp_path / "review.html"))
    assert view.page.evaluate("window.hacked") is None
    assert view.page.locator(".geoevents-review img, .geoevents-review script, .geoevents-review a").count() == 0
    assert view.page.locator(".gr-body").text_content() == text
    assert view.page.locator(".gr-chosen").text_content() == "Artyom"  # offsets count characters, not halves of pairs
    for field in ("h1", ".gr-text h2", ".gr-panel h2 bdi"):
        assert " ".join(HOSTILE.split()) in " ".join(view.page.locator(field).first.text_content().split())
    assert view.faults() == []
    plain = show(tmp_path / "review.html", java_script_enabled=False).page
    assert plain.locator("h1").text_content() == HOSTILE
