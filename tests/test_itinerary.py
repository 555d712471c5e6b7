"""Stops in travelling order, with legs that can be doubted."""

from datetime import date

import pytest

from geoevents.itinerary import UnknownMover, itinerary, main_itinerary, movers
from geoevents.model import Document
from geoevents.pipeline import Extractor, extract

READER = Extractor()
TOUR = (
    "President Amina Diallo left Dakar on Tuesday. Diallo visited a school in Kayes. "
    "On Friday she met traders in Bamako. She is expected to return to Dakar on Monday."
)


def events(text):
    return READER.read_one(Document(id="t", text=text, published=date(2023, 9, 17))).events


def test_stops_by_day_and_planned_ones_last():
    stops = itinerary(events(TOUR), "Diallo")
    dated = [s.event.place.mention.text for s in stops if s.order_known]
    assert dated == ["Dakar", "Bamako", "Dakar"]
    assert stops[-1].event.status == "planned"
    assert [s.number for s in stops] == list(range(1, len(stops) + 1))


def test_the_order_of_an_undated_stop_is_not_claimed():
    stops = itinerary(events(TOUR), "Diallo")
    (kayes,) = [s for s in stops if s.event.place.mention.text == "Kayes"]
    assert not kayes.order_known


def test_legs_have_length_and_days():
    stops = itinerary(
        events("Amina Diallo left Dakar on Tuesday. Amina Diallo reached Bamako on Friday."), "Amina Diallo"
    )
    assert stops[0].leg is None
    assert stops[1].leg.kilometres == pytest.approx(1050, rel=0.05)
    assert stops[1].leg.days == 3


def test_a_leg_that_no_airliner_flies_is_doubted():
    stops = itinerary(
        events("Amina Diallo met farmers in Auckland on Friday. Amina Diallo met voters in Madrid on Friday."), "Diallo"
    )
    assert "faster than an airliner" in stops[1].leg.doubt
    near = itinerary(
        events("Amina Diallo met farmers in Lyon on Friday. Amina Diallo met voters in Madrid on Friday."), "Diallo"
    )
    assert near[1].leg.doubt == ""


def test_a_surname_is_enough():
    assert itinerary(events(TOUR), "diallo") == itinerary(events(TOUR), "Diallo")


def test_an_unknown_mover_is_an_error_that_names_the_known():
    with pytest.raises(UnknownMover, match="Amina Diallo"):
        itinerary(events(TOUR), "Kim")


def test_what_did_not_happen_is_no_stop():
    stops = itinerary(events("Amina Diallo visited Bamako on Friday. Her visit to Kayes was cancelled."), None)
    assert [s.event.place.mention.text for s in stops] == ["Bamako"]


def test_movers_are_seen_at_two_places():
    assert movers(events(TOUR)) == ("Amina Diallo",)


def test_the_batch_order_is_indices_into_the_events():
    found = events(TOUR)
    order = main_itinerary(found)
    assert sorted(order) == sorted(set(order))
    assert all(0 <= index < len(found) for index in order)


@pytest.mark.parametrize(
    ("text", "mover", "stops"),
    [
        (
            (
                "The cholera outbreak began in Beira on 3 March. It spread to Chimoio on 10 March. "
                "The outbreak reached Tete on 20 March."
            ),
            "cholera outbreak",
            ["Beira", "Chimoio", "Tete"],
        ),
        (
            (
                "The torch was lit in Olympia on 16 April, handed over in Athens on 26 April and carried ashore in "
                "Marseille on 8 May."
            ),
            "torch",
            ["Olympia", "Athens", "Marseille"],
        ),
    ],
)
def test_an_outbreak_and_a_torch_are_movers(text, mover, stops):
    story = extract([Document(id="a", text=text, published=date(2024, 5, 15))])
    assert movers(story.events) == (mover,)
    assert [stop.event.place.mention.text for stop in itinerary(story.events, mover)] == stops


def test_a_case_of_a_disease_moves_nobody():
    story = extract([Document(id="a", text="A doctor saw cases of cholera in Beira.", published=date(2024, 5, 15))])
    assert all("cholera" not in event.actors for event in story.events)
