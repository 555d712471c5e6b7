"""How sure an event is: what speaks for and against it."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoevents import extract
from geoevents.events.certainty import Signs, certainty, doubts, signs
from geoevents.model import Document

PUBLISHED = date(2023, 9, 17)
FOR = {"place", "name", "day", "site"}
odds = st.floats(-3, 3)
yes_or_no = st.sampled_from([0.0, 1.0])
any_signs = st.builds(Signs, place=odds, name=odds, day=yes_or_no, wide=yes_or_no, site=yes_or_no)


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
    ],
)
def test_a_day_and_a_town_are_surer(surer, less_sure):
    def at(text):
        return event_at("Lyon" if "Lyon" in text else "France", text).confidence

    assert at(surer) > at(less_sure)


def test_a_building_is_surer_than_a_town_as_well_known():
    town = event_at("Lyon", "The minister met farmers in Lyon.")
    place = replace(town.place.place, precision="site")
    building = replace(town, place=replace(town.place, place=place))
    assert certainty(signs(building)) > certainty(signs(town))


def test_what_speaks_against_it_stands_in_the_reasons():
    plain = event_at("Lyon", "The minister met farmers in Lyon on Friday.")
    doubtful = event_at("France", "The minister met farmers in France.")
    assert plain.reasons[-1] == "certainty: nothing speaks against it"
    assert "a country or region says little about where" in doubtful.reasons[-1]
    assert "the text itself gives no day" in doubtful.reasons[-1]


@given(any_signs)
def test_nothing_that_is_said_against_it_is_left_out(seen):
    told = doubts(seen)
    assert ("a country or region" in told) == bool(seen.wide)
    assert ("gives no day" in told) == (not seen.day)
