"""The page in the languages of its readers."""

from __future__ import annotations

from datetime import date

import pytest
from stories import outbreak, visit

from geoevents import page as pages
from geoevents.interface import LANGUAGES, interface
from geoevents.maps import draw

OTHERS = [code for code in LANGUAGES if code != "en"]
# What an interface may have in common with English: names, signs, and words that are the same in both.
SAME = {"Pause", "Filter", "Protest", "Sport", "Court", "Source", "Cause", "Status", "Possible"}


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("languages")
    return {
        code: pages.save(
            draw(**visit(), language=code, credits="Example Agency", byline="Ada Example"), folder / f"{code}.html"
        )
        for code in LANGUAGES
    }


@pytest.mark.parametrize("code", OTHERS)
def test_no_word_of_the_interface_is_english(spoken, show, code):
    view = show(spoken[code], fragment="#stop=4")
    english = {words for key, words in interface("en").page.items() if "{" not in words} - SAME
    shown = view.page.evaluate(
        """() => [...document.querySelectorAll('.geoevents *')].flatMap(n => [
            n.getAttribute('aria-label'), n.getAttribute('title'), n.getAttribute('placeholder'),
            n.children.length ? null : n.textContent]).filter(Boolean).map(s => s.trim())"""
    )
    assert set(shown) & english == set()
    assert view.page.get_attribute("html", "lang") == code
    assert view.faults() == []


@pytest.mark.parametrize("code", OTHERS)
def test_dates_are_said_as_the_language_says_them(spoken, show, code):
    view = show(spoken[code], timezone_id="America/New_York")
    first = interface(code).day("full", date(2023, 9, 12))
    assert view.page.locator(".ge-when").first.inner_text().casefold() == first.casefold()
    slider = view.page.get_by_role("slider").first
    assert slider.get_attribute("aria-valuetext") == first


@pytest.mark.parametrize(
    ("code", "country"), [("ru", "Россия"), ("ko", "러시아"), ("ja", "ロシア"), ("de", "Russland"), ("ar", "روسيا")]
)
def test_countries_have_their_names_in_the_readers_language(spoken, show, code, country):
    view = show(spoken[code])
    assert country in view.page.locator(".ge-card").first.inner_text()
    assert country in view.page.locator(".ge-label-country").all_text_contents()


@pytest.mark.parametrize("width", [360, 1280])
def test_arabic_is_written_from_right_to_left(spoken, show, width):
    view = show(spoken["ar"], viewport={"width": width, "height": 800}, fragment="#stop=4")
    assert view.page.evaluate("getComputedStyle(document.querySelector('.geoevents')).direction") == "rtl"
    disc = view.page.locator(".ge-card-head .ge-disc").first.bounding_box()
    words = view.page.locator(".ge-card-head .ge-place").first.bounding_box()
    assert disc["x"] > words["x"]
    if width > 900:
        assert view.page.locator(".ge-side").bounding_box()["x"] > view.page.locator(".ge-stage").bounding_box()["x"]
    assert view.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    bars = [view.page.locator(f'.ge-bar[data-key="{key}"]').bounding_box()["x"] for key in "125"]
    assert bars == sorted(bars)
    assert view.page.locator(".ge-button").count() == 6
    assert view.faults() == []


def test_notes_that_stay_english_say_so(spoken, show):
    view = show(spoken["ja"], fragment="#stop=4")
    assert view.page.locator(".ge-why bdi").first.get_attribute("lang") == "en"
    assert "英語" in view.page.locator(".ge-credits").inner_text()


def test_a_byline_stands_under_the_standfirst_and_credits_at_the_foot(spoken, show):
    view = show(spoken["en"])
    assert view.page.locator(".ge-byline").inner_text() == "Ada Example"
    assert view.page.locator(".ge-credits").inner_text() == "Example Agency"
    plain = show(spoken["fr"], java_script_enabled=False)
    words = plain.page.locator("noscript, .geoevents").first.inner_text()
    assert "Example Agency" in words
    assert "mardi 12 septembre 2023" in words.lower()


def test_a_name_of_the_readers_shows_that_of_the_reports(show, tmp_path):
    story = draw(**visit(), language="ko", place_names={"Vladivostok": "블라디보스토크"})
    view = show(pages.save(story, tmp_path / "names.html"))
    place = view.page.locator('.ge-card[data-key="4"] .ge-place')
    assert place.inner_text().split()[:2] == ["블라디보스토크", "Vladivostok"]
    assert "블라디보스토크" in view.page.locator(".ge-label-own .ge-name").all_text_contents()
    search = view.page.get_by_role("searchbox")
    search.fill("vladivostok")
    assert view.keys() == ["4"]


def test_an_outbreak_in_russian_has_no_english_standfirst():
    assert draw(**outbreak(), language="ru").story.standfirst == "6 событий, 1 сообщение, 1 марта – 2 апреля 2019 г."
