"""The widgets' side in Python; ``tests/browser/test_two_way.py`` has the page's."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest
from made import reading, visit

from geoevents.corrections import load
from geoevents.corrections.choices import edit
from geoevents.errors import ExtraMissing, InvalidDate, UnknownEvent
from geoevents.timeline import Timeline

needs_anywidget = pytest.mark.skipif(
    find_spec("anywidget") is None, reason="anywidget is not installed: pip install 'geoevents[test]'"
)
STORY = Timeline((reading(),), visit(), title="A visit")


def row(event_id, field, value="", **more):
    event = next(event for event in STORY if event.id == event_id)
    return {**edit(event).base, "field": field, "value": value, "when": "2023-09-20", **more}


@pytest.fixture
def widget():
    return STORY.widget()


@needs_anywidget
def test_a_correction_of_the_page_is_in_the_story_and_in_a_file(widget, tmp_path):
    heard = []
    widget.observe(lambda change: heard.append(change["new"]), "story")
    page = widget.page
    widget.rows = [row("e3", "place", "43.25,132.02", who="Ann")]
    place = next(event for event in widget.story if event.id == "e3").place.place
    assert (place.name, place.latitude, place.admin1_name) == ("Artyom", 43.25, "Primorye")
    assert heard == [widget.story]
    assert widget.page != page
    assert widget.problems == []
    again = STORY.with_corrections(widget.story.save_corrections(tmp_path / "corrections.jsonl"))
    assert again.events == widget.story.events
    assert load(tmp_path / "corrections.jsonl")[0].who == "Ann"


@needs_anywidget
def test_undo_and_redo_step_through_the_corrections(widget):
    widget.rows = [row("e3", "place", "43.25,132.02"), row("e2", "status", "possible")]
    both = widget.story
    widget.undo()
    assert [one["field"] for one in widget.rows] == ["place"]
    assert widget.story != both
    widget.undo()
    widget.undo()
    assert widget.story.events == STORY.events
    widget.redo()
    widget.redo()
    widget.redo()
    assert widget.story.events == both.events
    assert widget.undone == []


@needs_anywidget
def test_what_cannot_be_applied_is_said_and_stops_nothing_else(widget):
    strange = {**row("e2", "place", "Artyom"), "evidence": "A passage that is nowhere.", "event_id": "x"}
    widget.rows = [row("e3", "place", "Nowhere-on-Sea"), strange, {"field": 7}, row("e4", "drop")]
    assert [event.id for event in widget.story] == ["e1", "e2", "e3", "e5"]
    assert widget.problems == [
        "the gazetteer knows no place named 'Nowhere-on-Sea': write lat,lon in degrees.",
        "correction 1 (place of 'Vladivostok' in “A passage that is nowhere.”) fits no event any more.",
        "correction 3 is no correction: write one JSON object with text values.",
    ]


@needs_anywidget
def test_the_address_of_the_page_is_days_and_filters(widget):
    widget.address = "days=2023-09-12..2023-09-15&not=planned&find=Kim%20saw&view=43.1,131.9,6"
    assert widget.days == ("2023-09-12", "2023-09-15")
    assert widget.filters == {"not": "planned", "find": "Kim saw"}
    widget.days = None
    widget.filters = {"who": "Kim Jong Un & Co"}
    assert widget.address == "who=Kim%20Jong%20Un%20%26%20Co&view=43.1,131.9,6"
    widget.days = (visit()[1].when.earliest, "2023-09-17")
    assert widget.days == ("2023-09-16", "2023-09-17")


@needs_anywidget
def test_selection_and_what_is_shown_are_events(widget):
    assert widget.event is None
    widget.selected = "e2"
    assert widget.event.what == "saw missiles"
    widget.shown = ["e4", "e2"]
    assert [event.id for event in widget.shown_story] == ["e2", "e4"]
    with pytest.raises(UnknownEvent, match=r"no event 'e9'.*e1"):
        widget.selected = "e9"
    with pytest.raises(InvalidDate, match="next week"):
        widget.days = ("next week", "2023-09-17")
    with pytest.raises(Exception, match="no filter whom: use not, without, who"):
        widget.filters = {"whom": "Kim"}


@needs_anywidget
def test_where_no_kernel_runs_the_page_is_there_all_the_same(widget):
    data, _ = widget._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "allow-same-origin" not in data["text/html"]
    assert "geoevents-story" in data["text/html"]
    assert "GeoEvents.bridge =" not in data["text/html"]
    assert "GeoEvents.bridge =" in widget.page


@needs_anywidget
def test_a_review_is_two_way_and_keeps_the_story_it_was_made_of():
    review = STORY.review()
    assert review.story is STORY
    assert list(review._repr_mimebundle_()) == ["application/vnd.jupyter.widget-view+json"]
    review.widget().rows = [row("e4", "drop"), row("e5", "date", "2023-09-14")]
    assert [event.id for event in review.story] == ["e5", "e1", "e2", "e3"]
    assert len(review.story.corrections) == 2
    assert review.checked is STORY
    assert "GeoEvents.bridge =" not in review._repr_html_()


def test_without_the_extra_the_command_is_named_and_the_plain_pages_stay():
    code = """
import sys; sys.modules["anywidget"] = None
from geoevents.errors import ExtraMissing
from geoevents.timeline import Timeline
story = Timeline((), ())
try:
    story.widget()
except ExtraMissing as problem:
    print(problem)
print(story.review()._repr_mimebundle_(), story.review().story is story, "<iframe" in story.review()._repr_html_())
"""
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    assert ran.stdout.splitlines() == [
        "the two-way widget needs anywidget: pip install 'geoevents[notebook]'",
        "{} True True",
    ]
    assert issubclass(ExtraMissing, ImportError)
