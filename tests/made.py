"""Events made by hand: short sentences of ours about facts of September 2023."""

from __future__ import annotations

from datetime import date

from geoevents.model import Document, Event, Evidence, Mention, Place, Reading, Resolution, When

ARTYOM = Place(
    id="geonames:2027667", name="Artyom", latitude=43.35, longitude=132.19, country="RU", admin1_name="Primorye"
)
VLADIVOSTOK = Place(
    id="geonames:2013348",
    name="Vladivostok",
    latitude=43.1056,
    longitude=131.8735,
    country="RU",
    admin1_name="Primorye",
)
KOMSOMOLSK = Place(
    id="geonames:2021851", name="Komsomolsk-on-Amur", latitude=50.55, longitude=137.0, country="RU", radius_km=12.5
)
PYONGYANG = Place(id="geonames:1871859", name="Pyongyang", latitude=39.03385, longitude=125.75432, country="KP")

REPORT = (
    "The train left Artyom on Sunday. On Saturday Kim saw missiles in Vladivostok.\n"
    "During the trip he toured a plant in Komsomolsk-on-Amur. He is due in Pyongyang on Monday.\n"
    "The gifts cost $5 and were no secret, Moscow said. A boy waved at Slavianka Halt."
)
DOCUMENT = Document(id="report.txt", text=REPORT, published=date(2023, 9, 17), source="example.org")


def day(number, last=None, **more):
    """One day, or the days to ``last``, of September 2023."""
    first = date(2023, 9, number)
    latest = date(2023, 9, last) if last else first
    return When(**({"earliest": first, "latest": latest, "precision": "day"} | more))


def passage(text, mention, *, doc_id="report.txt", report=REPORT, **more):
    """The passage ``text`` of a report, checked to be in it."""
    start = report.index(text)
    place_start = start + text.index(mention)
    place = (place_start, place_start + len(mention))
    return Evidence(
        doc_id=doc_id, start=start, end=start + len(text), text=text, place_start=place[0], place_end=place[1], **more
    )


def event(number, text, mention, place, when, *, reason="", **more):
    """An event told by one passage of the report."""
    proof = passage(text, mention, source="example.org", url="https://example.org/visit")
    resolution = Resolution(
        mention=Mention(start=proof.place_start, end=proof.place_end, text=mention, kind="literal"),
        place=place,
        score=0.9 if place else 0.0,
        reason=reason,
    )
    values = {
        "id": f"e{number}",
        "what": "toured a plant",
        "type": "travel",
        "actors": ("Kim Jong Un",),
        "place": resolution,
        "when": when,
        "status": "occurred",
        "evidence": (proof,),
        "confidence": 0.8,
    }
    return Event(**(values | more))


def visit():
    """Five events of one report: three stops, one planned, one at an unknown place and time."""
    frame = When(not_before=date(2023, 9, 12), not_after=date(2023, 9, 17))
    return (
        event(1, "During the trip he toured a plant in Komsomolsk-on-Amur.", "Komsomolsk-on-Amur", KOMSOMOLSK, frame),
        event(
            *(2, "On Saturday Kim saw missiles in Vladivostok.", "Vladivostok", VLADIVOSTOK),
            day(16, text="Saturday"),
            what="saw missiles",
        ),
        event(
            *(3, "The train left Artyom on Sunday.", "Artyom", ARTYOM, day(17, text="Sunday")),
            what="train left",
            actors=("Kim Jong Un", "Oleg Kozhemyako"),
        ),
        event(
            *(4, "He is due in Pyongyang on Monday.", "Pyongyang", PYONGYANG, day(18, text="Monday")),
            what="due home",
            status="planned",
            confidence=0.6,
        ),
        event(
            *(5, "A boy waved at Slavianka Halt.", "Slavianka Halt", None, When()),
            what="waved",
            actors=("a boy",),
            confidence=0.2,
            reason="the gazetteer does not know it",
        ),
    )


def reading(events=None):
    """The report with its events and with Moscow, a government and no happening."""
    made = visit() if events is None else events
    start = REPORT.index("Moscow")
    moscow = Resolution(
        mention=Mention(
            start=start, end=start + 6, text="Moscow", kind="metonym", reason="speaks, so it is a government"
        ),
        place=None,
    )
    resolutions = tuple(sorted((*(one.place for one in made), moscow), key=lambda found: found.mention.start))
    times = tuple(one.when for one in made if one.when.text)
    return Reading(
        document=DOCUMENT, resolutions=resolutions, times=times, events=tuple(made), problems=("a line was cut",)
    )
