"""How somebody came to a place, as far as the reports say."""

from __future__ import annotations

import pytest
from stories import ARTYOM, VLADIVOSTOK, day, document, event, said

from geoevents.means import means
from geoevents.model import Leg, Stop
from geoevents.payload import cards


def told(text, *more, kind="travel"):
    reports = [document(f"r{number}", "A report", words) for number, words in enumerate((text, *more))]
    proofs = [said(report, report.text, "Artyom") for report in reports]
    return event("x", "comes", ARTYOM, day("2023-09-17"), *proofs, type=kind)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He came to Artyom by train.", "rail"),
        ("He came to Artyom by armoured train.", "rail"),
        ("The train rolled into Artyom at noon.", "rail"),
        ("She flew to Artyom on Friday.", "air"),
        ("The plane landed at Artyom.", "air"),
        ("They sailed for Artyom.", "sea"),
        ("The motorcade reached Artyom.", "road"),
        ("The train pulled out of Artyom.", None),
        ("She flew out of Artyom.", None),
        ("He arrived in Artyom.", None),
        ("Artyom trains its young drivers by example.", None),
        ("He came to Artyom by train and by car.", None),
    ],
)
def test_only_what_tells_an_arrival_tells_the_means(text, found):
    assert means(told(text)) == found


def test_reports_that_differ_tell_nothing():
    assert means(told("He came to Artyom by train.", "He came to Artyom by car.")) is None


def test_only_a_journey_has_means():
    assert means(told("They met in Artyom and left by train.", kind="meeting")) is None


def test_the_first_stop_has_no_way_and_so_no_means():
    first = event("a", "left", VLADIVOSTOK, day("2023-09-16"), told("The train stopped in Artyom.").evidence[0])
    stops = [
        Stop(number=1, mover="X", event=first),
        Stop(number=2, mover="X", event=told("The train stopped in Artyom."), leg=Leg(kilometres=38.0)),
    ]
    shown = cards([stop.event for stop in stops], stops)
    assert [card.means for card in shown] == [None, "rail"]
    assert shown[1].leg == "about 40 km from stop 1, Vladivostok; by train"
