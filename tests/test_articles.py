"""The main job on two real reports, which lie beside the checkout where they may be used, and nowhere else."""

from datetime import date
from pathlib import Path

import pytest

import geoevents as ge

ARTICLES = Path(__file__).parents[2] / "shared" / "articles"
pytestmark = pytest.mark.skipif(
    not ARTICLES.is_dir(),
    reason="the two real reports are not beside this checkout; the example reports are tested instead",
)
SUNDAY = date(2023, 9, 17)


@pytest.fixture(scope="module")
def story():
    return ge.extract(ge.read(str(ARTICLES), published="2023-09-17"))


def found(story, place):
    return [e for e in story.events if e.place.mention.text == place and not e.umbrella]


@pytest.mark.parametrize(
    ("place", "days", "status"),
    [
        ("Artyom", [date(2023, 9, 17)], "occurred"),
        ("Vladivostok", [date(2023, 9, 16), date(2023, 9, 17)], "occurred"),
        ("Komsomolsk-on-Amur", [None], "occurred"),
        ("Pyongyang", [date(2023, 9, 18)], "planned"),
    ],
)
def test_the_stops_of_the_visit(story, place, days, status):
    assert [e.when.earliest for e in found(story, place)] == days
    assert {e.status for e in found(story, place)} == {status}


def test_the_factory_has_no_day_but_the_frame_of_the_journey(story):
    (event,) = found(story, "Komsomolsk-on-Amur")
    assert (event.when.not_before, event.when.not_after) == (date(2023, 9, 12), SUNDAY)


@pytest.mark.parametrize("place", ["Artyom", "Komsomolsk-on-Amur"])
def test_what_both_reports_tell_has_both_sources(story, place):
    (event,) = found(story, place)
    assert len({e.doc_id for e in event.evidence}) == 2


def test_the_visit_that_only_a_caption_tells_is_there(story):
    assert any("University" in e.place.mention.text for e in story.events)


def test_one_itinerary(story):
    stops = [s.event.place.mention.text for s in story.itinerary("Kim Jong Un")]
    assert stops[-4:] == ["Vladivostok", "Vladivostok", "Artyom", "Pyongyang"]


@pytest.mark.parametrize("name", ["Moscow", "Kremlin", "Ukraine", "UN", "Slavianka", "Mymensingh", "North Korean"])
def test_what_is_no_happening_is_not_on_the_map(story, name):
    assert not [e for e in story.events if name in e.place.mention.text]


def test_the_page_is_small_and_asks_for_nothing(story, tmp_path):
    page = story.save(tmp_path / "visit.html")
    assert page.stat().st_size < 450_000
    assert 'src="http' not in page.read_text("utf-8")
