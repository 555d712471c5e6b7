"""A saved page asks for nothing, says nothing on the console, and looks the same everywhere."""

from __future__ import annotations

import folium
import pytest
from stories import HOSTILE, STORIES, storm, visit

from geoevents import page as pages
from geoevents.maps import draw
from geoevents.page import safe_text


@pytest.mark.parametrize("name", STORIES)
def test_a_page_opens_without_a_request_or_a_console_line(saved, show, name):
    view = show(saved[name])
    view.page.locator(".ge-button").first.wait_for()
    requests = view.page.evaluate(
        "performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith('data:'))"
    )
    assert requests == []
    assert view.faults() == []


def test_a_page_takes_no_script_but_its_own(saved, show, tmp_path):
    text = saved["visit"].read_text(encoding="utf-8")
    copy = tmp_path / "tampered.html"
    copy.write_text(text.replace("</body>", "<script>window.hacked = 1</script></body>"), encoding="utf-8")
    view = show(copy)
    assert view.page.evaluate("window.hacked") is None
    assert [fault for fault in view.faults() if fault.startswith("script-src")]


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Vladivostok", "UTC"])
def test_days_are_the_same_for_every_reader(saved, show, zone):
    view = show(saved["visit"], timezone_id=zone)
    days = view.page.locator(".ge-when").all_inner_texts()
    assert days == [
        "Tuesday 12 September 2023",
        "Wednesday 13 September 2023",
        "Between 12 and 17 September 2023",
        "16–17 September 2023",
        "Sunday 17 September 2023",
        "Planned for Monday 18 September 2023",
        "12–17 September 2023",
    ]
    assert view.page.locator(".ge-tick-label").first.inner_html() == "Tue 12 Sep"
    assert (
        view.page.get_by_role("slider", name="Last day").get_attribute("aria-valuetext") == "Monday 18 September 2023"
    )


def test_without_javascript_the_story_is_a_list(saved, show):
    view = show(saved["visit"], java_script_enabled=False)
    assert view.page.title() == "Six days by armoured train"
    words = view.page.locator("ol.ge-plain").text_content()
    assert "4. Vladivostok" in words
    assert "The guest spent Saturday and Sunday in Vladivostok" in words
    assert (
        view.page.get_by_role("link", name="Guest sees fleet and theatre").first.get_attribute("href").endswith("/port")
    )
    assert view.page.locator(".ge-player").count() == 0


def test_a_layer_of_the_user_stays(show, tmp_path):
    story = draw(**visit())
    folium.CircleMarker([45.0, 135.0], radius=9, color="#123456").add_to(story)
    view = show(pages.save(story, tmp_path / "own.html"))
    assert view.page.locator('path[stroke="#123456"]').count() == 1
    assert view.page.locator(".ge-button").count() == 6
    assert view.faults() == []


def test_a_pin_and_a_popup_of_the_user_work(show, tmp_path):
    story = draw(**visit())
    folium.Marker([46.0, 135.0], popup="my own note").add_to(story)
    view = show(pages.save(story, tmp_path / "pin.html"))
    view.page.locator("img.leaflet-marker-icon").click()
    assert view.page.locator(".leaflet-popup").inner_text().startswith("my own note")
    assert view.faults() == []


def test_text_made_safe_is_shown_as_written_by_folium_too(show, tmp_path):
    story = draw(**visit())
    folium.Marker([46.0, 135.0], popup=safe_text(HOSTILE), tooltip=safe_text(HOSTILE)).add_to(story)
    view = show(pages.save(story, tmp_path / "safe.html"))
    view.page.locator("img.leaflet-marker-icon").click()
    words = view.page.locator(".leaflet-popup-content").text_content()
    assert " ".join(words.split()) == " ".join(HOSTILE.split())
    assert view.page.evaluate("window.hacked") is None
    assert view.faults() == []


def test_a_page_from_disk_asks_no_tile_server_and_says_so(show, tmp_path):
    story = draw(**visit(), tiles="https://{s}.tiles.example/{z}/{x}/{y}.png")
    view = show(pages.save(story, tmp_path / "disk.html"))
    assert "only to pages on a web server" in view.page.locator(".leaflet-control-attribution").inner_text()
    view.page.wait_for_timeout(200)
    assert view.faults() == []


def test_on_a_web_server_tiles_are_asked_for_and_nothing_else_is(show, served, tmp_path):
    story = draw(**visit(), tiles="https://{s}.tiles.example/{z}/{x}/{y}.png")
    view = show(served(pages.save(story, tmp_path / "tiles.html")))
    view.page.wait_for_timeout(300)
    asked = [fault for fault in view.problems if fault.startswith("request")]
    assert asked
    assert all(".tiles.example/" in fault for fault in asked)
    assert view.page.evaluate("window.violations") == []
    assert "tiles.example" in view.page.locator(".leaflet-control-attribution").inner_text()


def test_borders_come_with_a_word_on_whose_they_are(show, saved, tmp_path):
    view = show(pages.save(draw(**visit(), borders=True), tmp_path / "borders.html"))
    assert len(view.page.locator(".ge-border").get_attribute("d")) > 1000
    assert "de facto borders" in view.page.locator(".leaflet-control-attribution").inner_text()
    plain = show(saved["visit"])
    assert len(plain.page.locator(".ge-border").get_attribute("d") or "") < 10


def test_a_plain_folium_map_is_saved_too(show, tmp_path):
    plain = folium.Map([43.0, 132.0], tiles=None, zoom_start=5)
    folium.PolyLine([[43, 132], [45, 135]]).add_to(plain)
    view = show(pages.save(plain, tmp_path / "plain.html", title="Plain"))
    assert view.page.title() == "Plain"
    assert view.page.locator("path.leaflet-interactive").count() == 1
    assert view.faults() == []


def test_the_notebook_shows_the_same_page_in_a_frame(show, tmp_path):
    frame = tmp_path / "notebook.html"
    frame.write_text(f"<!DOCTYPE html><html><body>{draw(**storm())._repr_html_()}</body></html>", encoding="utf-8")
    view = show(frame)
    inside = view.page.frame_locator("iframe")
    inside.locator('.ge-button[aria-label^="3:"]').click()
    assert inside.locator(".ge-card.ge-chosen .ge-place").inner_text().startswith("Apia")
    assert view.faults() == []
