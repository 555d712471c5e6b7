"""Happenings *there*: at the place that the text has just named."""

from datetime import date

import pytest

from geoevents import extract
from geoevents.model import Document

PUBLISHED = date(2023, 4, 22)


def told(text):
    story = extract([Document(id="a", text=text, published=PUBLISHED)])
    return {(e.place.mention.text, str(e.when.earliest), e.status) for e in story.events}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("She has a flat in Graz. A burglar was arrested there on 3 April.", ("Graz", "2023-04-03", "occurred")),
        ("He refused to go to Bonn after a shooting there on Tuesday.", ("Bonn", "2023-04-18", "occurred")),
    ],
)
def test_what_happens_there_is_placed(text, event):
    assert event in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Her brother has a shop in Graz. There was no time to lose.",
        "Her brother has a shop in Graz.\n\nIt rained. The burglar was arrested there.",
        "She lives in Graz and found shelter in a camp. He was arrested there.",
    ],
)
def test_there_points_no_farther_than_the_sentence_before_and_never_past_a_camp(text):
    assert told(text) == set()


def test_the_passage_holds_the_name_and_what_happened():
    text = "She has a flat in Graz. A burglar was arrested there on 3 April."
    story = extract([Document(id="a", text=text, published=PUBLISHED)])
    (event,) = story.events
    passage = event.evidence[0]
    assert "Graz" in passage.text
    assert passage.text.endswith("there on 3 April.")
