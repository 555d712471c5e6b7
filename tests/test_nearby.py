"""Happenings at places that the gazetteer lacks."""

from datetime import date

import pytest

from geoevents.merge import merge
from geoevents.model import Document
from geoevents.pipeline import Extractor

READER = Extractor()


def events(text, name="a"):
    return READER.read_one(Document(id=name, text=text, published=date(2024, 5, 6))).events


@pytest.mark.parametrize(
    ("text", "mention", "near"),
    [
        ("Fire destroyed the Grimble Mill in Nottingham on Friday.", "Grimble Mill", "near Nottingham"),
        ("Two men were killed in the village of Quellmoor, near Dundee, on Friday.", "Quellmoor", "near Dundee"),
    ],
)
def test_an_event_lies_near_what_the_report_puts_its_place_in(text, mention, near):
    found = events(text)
    event = next(e for e in found if mention in e.place.mention.text)
    assert event.place.place.name == near
    assert event.place.place.radius_km >= 5
    assert "gazetteer" in event.reasons[0]
    assert event.place.score < 0.95


def test_near_a_town_and_in_it_on_one_day_is_one_event():
    found = events(
        "Three men were arrested in Grimble Street in Leeds on Friday. They were arrested in Leeds on Friday."
    )
    assert len([e for e in found if e.place.place and e.place.place.name.endswith("Leeds")]) == 1


def test_what_only_a_country_is_told_of_stays_without_a_place():
    found = events("Two men were killed at Grimble Mill in France on Friday.")
    assert all(e.place.place is None or e.place.place.name != "near France" for e in found)


def test_reports_that_guess_differently_where_a_place_lies_tell_one_event():
    one = events("Hurricane Idalia hit Quellmoor Beach, near Perry, Florida, on Friday.", "a")
    other = events("Hurricane Idalia hit Quellmoor Beach, near Tallahassee, Florida, on Friday.", "b")
    merged = merge([e for e in (*one, *other) if "Quellmoor" in e.place.mention.text])
    assert len(merged) == 1
    assert {e.doc_id for e in merged[0].evidence} == {"a", "b"}


def test_a_mill_and_another_of_its_name_are_two_places():
    told = "Fire broke out at Grimble Mill in {0} on Friday. Firemen from {0} put it out."
    both = [*events(told.format("Dayton, Ohio"), "a"), *events(told.format("Leeds"), "b")]
    merged = merge([e for e in both if "Grimble" in e.place.mention.text])
    assert {e.place.place.name for e in merged} == {"near Dayton", "near Leeds"}
