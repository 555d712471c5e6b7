"""How sure an event is: what speaks for and against it."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoevents import extract
from geoevents.events.certainty import Signs, certainty, doubts
from geoevents.model import Document

PUBLISHED = date(2023, 9, 17)
FOR = {"place", "name", "day"}
odds = st.floats(-3, 3)
yes_or_no = st.sampled_from([0.0, 1.0])
any_signs = st.builds(Signs, place=odds, name=odds, day=yes_or_no, wide=yes_or_no, parts=yes_or_no, possible=yes_or_no)


def event_at(place, text):
    story = extract([Document(id="a", text=text, published=PUBLISHED)])
    return next(e for e in story.events if e.place.mention.text == place)


@given(any_signs, st.sampled_from([f.name for f in fields(Signs)]), st.floats(0.01, 3))
def test_each_sign_speaks_its_way_whatever_the_others_say(seen, name, more):
    stronger = replace(seen, **{name: getattr(seen, name) + more})
    before, after = certainty(seen), certainty(stronger)
    assert after >= before if name in FOR else after <= before
    assert 0 <= after <= 1


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        ("The minister met farmers in Lyon on Friday.", "The minister met farmers in Lyon."),
        ("The minister met farmers in Lyon on Friday.", "The minister met farmers in Lyon in 2019."),
        ("The minister met farmers in Lyon on Friday.", "The minister met farmers in France on Friday."),
        ("A fire broke out in Lyon on Friday.", "It is feared that a fire broke out in Lyon on Friday."),
    ],
)
def test_a_day_a_town_and_a_fact_are_surer(surer, less_sure):
    def at(text):
        return event_at("Lyon" if "Lyon" in text else "France", text).confidence

    assert at(surer) > at(less_sure)


def test_a_country_whose_towns_are_told_of_is_less_sure_than_one_told_of_alone():
    alone = event_at("France", "The minister arrived in France on Friday.")
    parted = event_at("France", "The minister arrived in France on Friday.\n\nHe met farmers in Lyon on Saturday.")
    assert parted.umbrella
    assert parted.confidence < alone.confidence


def test_what_speaks_against_it_stands_in_the_reasons():
    plain = event_at("Lyon", "The minister met farmers in Lyon on Friday.")
    doubtful = event_at("France", "The minister met farmers in France.")
    assert plain.reasons[-1] == "certainty: nothing speaks against it"
    assert "a country or region says little about where" in doubtful.reasons[-1]
    assert "the text itself gives no day" in doubtful.reasons[-1]


@given(any_signs)
def test_nothing_that_is_said_against_it_is_left_out(seen):
    told = doubts(seen)
    against = {"wide": "a country or region", "parts": "finer places", "possible": "only thought possible"}
    assert [words in told for words in against.values()] == [bool(getattr(seen, name)) for name in against]
    assert ("gives no day" in told) == (not seen.day)
