"""Heavenly bodies are no towns, unless the text says so."""

import pytest

from geoevents.gazetteer import default_gazetteer
from geoevents.language import analyse
from geoevents.model import Document


def names(text):
    return {m.text for m in analyse(Document(id="t", text=text), default_gazetteer()).mentions}


@pytest.mark.parametrize(
    "text",
    [
        "The crew will return to Earth on Tuesday.",
        "A probe landed on Mars on Friday.",
        "The station orbits Earth every ninety minutes.",
        "The craft flew past Jupiter in July.",
    ],
)
def test_a_heavenly_body_is_no_place(text):
    assert not names(text) & {"Earth", "Mars", "Jupiter"}


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("A barn burnt down in Mars, Pennsylvania, on Friday.", "Mars"),
        ("Police in Jupiter said that a man was shot.", "Jupiter"),
        ("A barn burnt down in Venus, Texas, on Friday.", "Venus"),
    ],
)
def test_a_town_of_the_name_is_one(text, town):
    assert town in names(text)
