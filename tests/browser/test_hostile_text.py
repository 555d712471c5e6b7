"""Text that tries to run is shown as it was written."""

from __future__ import annotations

import pytest
from stories import HOSTILE


@pytest.fixture(scope="module")
def view(saved, show):
    return show(saved["hostile"], fragment="#stop=2")


def test_nothing_runs_in_the_page(view):
    view.page.wait_for_timeout(100)
    assert view.page.evaluate("window.hacked") is None
    assert view.page.locator(".geoevents img, .geoevents script").count() == 0
    assert view.faults() == []


@pytest.mark.parametrize(
    "field",
    [
        "h1",
        ".ge-standfirst",
        '.ge-card[data-key="2"] .ge-place bdi >> nth=0',
        '.ge-card[data-key="2"] .ge-what',
        '.ge-card[data-key="2"] blockquote',
        '.ge-card[data-key="1"] .ge-differs li',
        '.ge-card[data-key="1"] .ge-why li',
        ".ge-missing li strong >> nth=0",
        ".ge-missing q >> nth=0",
        ".ge-reports bdi >> nth=0",
        ".ge-list h2 bdi",
        ".ge-label-own .ge-name >> nth=0",
    ],
)
def test_every_field_reads_as_written(view, field):
    assert " ".join(view.page.locator(field).first.text_content().split()) == " ".join(HOSTILE.split())


def test_an_address_that_is_no_web_address_is_no_link(view):
    hrefs = view.page.eval_on_selector_all(".geoevents a", "nodes => nodes.map(n => n.getAttribute('href'))")
    assert [href for href in hrefs if not href.startswith("http") and href != "#"] == []


def test_without_javascript_it_reads_as_written_too(saved, show):
    plain = show(saved["hostile"], java_script_enabled=False).page
    assert plain.locator(".ge-plain h2").first.text_content() == f"1. {HOSTILE}"
    assert plain.locator(".geoevents img").count() == 0
