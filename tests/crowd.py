"""More events than a page has cards for, made by hand and by a fixed rule, with every kind of place, day and source."""

from __future__ import annotations

import random
from datetime import date, timedelta

from stories import HOSTILE, place

from geoevents.model import EVENT_TYPES, STATUSES, Candidate, Event, Evidence, Mention, Resolution, When

TOWNS = [
    place("Hamar", 60.7945, 11.0679, country="NO", admin1_name="Innlandet"),
    place("Sogndal", 61.2296, 7.1006, country="NO", admin1_name="Vestland"),
    place("Åre", 63.3991, 13.0815, country="SE", admin1_name="Jämtland"),
    place("Tarjei's mill", 61.5, 8.25, country="NO", precision="site", radius_km=1.0),
    place("Innlandet", 61.5, 10.5, country="NO", precision="region", radius_km=160.0, layer="region"),
    place("Norway", 62.0, 10.0, country="NO", precision="country", radius_km=700.0, layer="country"),
]
ACTORS = [("Ingrid Moen",), ("Ole Vik", "Ingrid Moen"), (), ("River watch",), (HOSTILE,)]
SAID = ["a bridge was closed", "water in the cellar", "the road to the mill was open again", HOSTILE, "Überschwemmung"]
START = date(2023, 8, 1)


def times(number):
    """A day, a span, an open beginning or end, a frame, about, or nothing."""
    first = START + timedelta(days=number % 90)
    last = first + timedelta(days=number % 5)
    return (
        When(earliest=first, latest=first, precision="day", text="that day", explanation="as printed"),
        When(earliest=first, latest=last, precision="day", role="span", text=f"from {first}"),
        When(earliest=first, precision="day", role="since"),
        When(latest=last, precision="day", role="until"),
        When(not_before=first, not_after=last + timedelta(days=3)),
        When(earliest=first, latest=first, precision="day", approximate=True),
        When(),
    )[number % 7]


def proof(number, what, name, *, source=0):
    """A passage; one of three reports has neither headline nor publisher."""
    text = f"{what.capitalize()} near {name} in the morning, said witness {number % 40}."
    at = text.index(name)
    return Evidence(
        doc_id=f"row {number}",
        start=0,
        end=len(text),
        text=text,
        place_start=at,
        place_end=at + len(name),
        title=None if source == 0 else f"Notice {number % 12}",
        source=None if source < 2 else "Example Valley Post",
        url=f"https://example.org/notice/{number}" if source else "javascript:window.hacked=1",
        published=date(2023, 9, 1 + number % 5) if source else None,
    )


def one(number, dice):
    """The event of a number."""
    town = TOWNS[dice.randrange(len(TOWNS))]
    if number % 3 == 0:
        latitude, longitude = round(dice.uniform(58, 64), 5), round(dice.uniform(5, 14), 5)
        town = place(f"{latitude}, {longitude}", latitude, longitude, country=None, precision="site", layer="site")
    what = SAID[number % len(SAID)]
    sources = tuple(proof(number, what, town.name, source=kind) for kind in range(number % 3 + 1))
    other = (Candidate(place=TOWNS[0], rung="exact"),) if number % 11 == 0 else ()
    first = sources[0]
    mention = Mention(start=first.place_start, end=first.place_end, text=town.name, kind="literal")
    return Event(
        id=f"e{number}",
        what=what,
        type=EVENT_TYPES[number % len(EVENT_TYPES)],
        actors=ACTORS[number % len(ACTORS)],
        place=Resolution(mention=mention, place=None if number % 97 == 0 else town, alternatives=other, rung="exact"),
        when=times(number),
        status=STATUSES[number % 17 % len(STATUSES)],
        evidence=sources,
        confidence=round(0.3 + number % 70 / 100, 3),
        reasons=("the table gives the point",) if number % 2 else (HOSTILE, "another"),
        conflicts=("one says so, one says otherwise",) if number % 50 == 0 else (),
        umbrella=number % 41 == 0,
    )


def crowd(count=1500):
    """So many events, the same ones every time."""
    dice = random.Random(7)  # noqa: S311
    return [one(number, dice) for number in range(1, count + 1)]


def pacific(count=1200):
    """Events on both sides of the date line, two of them a few kilometres apart."""
    dice = random.Random(3)  # noqa: S311
    found = []
    for number in range(count):
        west = number % 2
        longitude = round(dice.uniform(-179.9, -176.0) if west else dice.uniform(177.0, 179.9), 4)
        latitude = round(dice.uniform(-19, -15), 4)
        if number < 2:
            latitude, longitude = -12.5, -179.98 if west else 179.98
        spot = place(f"{latitude}, {longitude}", latitude, longitude, country="FJ", precision="site", layer="site")
        said = proof(number, f"boat {number}", spot.name)
        mention = Mention(start=said.place_start, end=said.place_end, text=spot.name, kind="literal")
        day = START + timedelta(days=number % 30)
        found.append(
            Event(
                id=f"p{number}",
                what=f"boat {number}",
                type="travel",
                actors=(),
                place=Resolution(mention=mention, place=spot),
                when=When(earliest=day, latest=day, precision="day"),
                status="occurred",
                evidence=(said,),
                confidence=0.9,
            )
        )
    return found
