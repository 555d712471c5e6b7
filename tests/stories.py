"""Stories made by hand for the tests of map and page: facts, told in sentences written here."""

from __future__ import annotations

from datetime import date

from geoevents.maps import Aside
from geoevents.model import Candidate, Document, Event, Evidence, Leg, Mention, Place, Resolution, Stop, When

HOSTILE = (
    "{{7*7}} {% raw %} {# note #} ${alert(1)} </script><script>window.hacked=1</script> "
    "<img src=x onerror=window.hacked=1> \\u003c \\n \u202eevil\u202c 'quote' \"double\" `tick` &amp; <!-- -->"
)


def place(name, latitude, longitude, **given):
    settings = {"precision": "locality", "radius_km": 8.0, "country": "RU", "admin1_name": None} | given
    return Place(id=f"test:{name}", name=name, latitude=latitude, longitude=longitude, **settings)


def day(iso, **given):
    found = date.fromisoformat(iso)
    return When(earliest=found, latest=found, precision="day", value=iso, **given)


def document(id_, title, text, *, source="Example News", published="2023-09-17", url="https://example.org/report"):
    return Document(
        id=id_, text=text, title=title, source=source, published=date.fromisoformat(published), url=f"{url}/{id_}"
    )


def said(report, quote, name):
    start = report.text.index(quote)
    at = report.text.index(name, start)
    return Evidence(
        doc_id=report.id,
        start=start,
        end=start + len(quote),
        text=quote,
        place_start=at,
        place_end=at + len(name),
        title=report.title,
        source=report.source,
        url=report.url,
        published=report.published,
    )


def event(id_, what, where, when, *evidence, **given):
    first = evidence[0]
    name = given.pop("written", None) or (where.name if where else "somewhere")
    mention = Mention(start=first.place_start, end=first.place_end, text=name, kind="literal")
    resolution = Resolution(
        mention=mention,
        place=where,
        score=0.9 if where else 0.0,
        alternatives=given.pop("alternatives", ()),
        reason=given.pop("reason", ""),
    )
    settings = {"type": "travel", "actors": ("Kim Jong Un",), "status": "occurred", "confidence": 0.9} | given
    return Event(id=id_, what=what, place=resolution, when=when, evidence=evidence, **settings)


# --- a visit ----------------------------------------------------------------------------------

RAIL = document(
    "rail",
    "An armoured train goes home",
    "Kim Jong Un's train crossed into Russia at Khasan on Tuesday. On Wednesday he toured the launch site at Vostochny "
    "with Vladimir Putin. A fighter plant in Komsomolsk-on-Amur was on his way as well. On Saturday a minister "
    "received him in Vladivostok and showed him bombers at the airfield. On Sunday the train pulled out of Artyom "
    "after a farewell on the platform. He is expected in Pyongyang on Monday. The trip led through the far east of "
    "Russia. Moscow said nothing had been signed.",
    source="Example Rail Gazette",
)
PORT = document(
    "port",
    "Guest sees fleet and theatre",
    "The guest spent Saturday and Sunday in Vladivostok: a frigate, a ballet, a university. The visit ended at the "
    "station of Artyom on Sunday morning with a military band.",
    source="Example Harbour Post",
)

KHASAN = place("Khasan", 42.4297, 130.6436, admin1_name="Primorskiy (Maritime) Kray", radius_km=5.0)
VOSTOCHNY = place(
    "Vostochny Cosmodrome", 51.8843, 128.3339, admin1_name="Amur Oblast", precision="site", radius_km=2.0, layer="site"
)
KOMSOMOLSK = place("Komsomolsk-on-Amur", 50.5503, 137.0099, admin1_name="Khabarovsk", radius_km=12.0)
VLADIVOSTOK = place("Vladivostok", 43.1056, 131.8735, admin1_name="Primorskiy (Maritime) Kray", radius_km=15.0)
ARTYOM = place("Artyom", 43.3595, 132.1887, admin1_name="Primorskiy (Maritime) Kray", radius_km=8.0)
ARTYOM_ARMENIA = place("Artyom", 40.0, 44.5, country="AM")
PYONGYANG = place("Pyongyang", 39.0339, 125.7543, country="KP", radius_km=20.0)
FAR_EAST = place("Russian Far East", 58.0, 135.0, precision="region", radius_km=1200.0, layer="region")


def visit():
    """Arguments of ``draw`` for a journey of six stops told by two reports."""
    tuesday = day("2023-09-12", text="on Tuesday", explanation="Tuesday before publication on Sunday 17 September 2023")
    frame = When(not_before=date(2023, 9, 12), not_after=date(2023, 9, 17), explanation="within the trip")
    weekend = When(
        earliest=date(2023, 9, 16), latest=date(2023, 9, 17), precision="day", role="span", text="Saturday and Sunday"
    )
    events = [
        event(
            "e1",
            "train crosses into Russia",
            KHASAN,
            tuesday,
            said(RAIL, "Kim Jong Un's train crossed into Russia at Khasan on Tuesday.", "Khasan"),
            confidence=0.88,
        ),
        event(
            "e2",
            "tours the launch site with Vladimir Putin",
            VOSTOCHNY,
            day("2023-09-13", text="On Wednesday"),
            said(
                RAIL,
                "On Wednesday he toured the launch site at Vostochny with Vladimir Putin.",
                "Vostochny",
            ),
            type="meeting",
            actors=("Kim Jong Un", "Vladimir Putin"),
            confidence=0.93,
        ),
        event(
            "e3",
            "visits a fighter plant",
            KOMSOMOLSK,
            frame,
            said(RAIL, "A fighter plant in Komsomolsk-on-Amur was on his way as well.", "Komsomolsk-on-Amur"),
            confidence=0.61,
        ),
        event(
            "e4",
            "meets a minister, sees bombers, a frigate and a ballet",
            VLADIVOSTOK,
            weekend,
            said(
                RAIL,
                "On Saturday a minister received him in Vladivostok and showed him bombers at the airfield.",
                "Vladivostok",
            ),
            said(
                PORT,
                "The guest spent Saturday and Sunday in Vladivostok: a frigate, a ballet, a university.",
                "Vladivostok",
            ),
            type="meeting",
            actors=("Kim Jong Un", "Sergei Shoigu"),
            confidence=0.95,
            conflicts=("Example Rail Gazette says Saturday; Example Harbour Post says Saturday and Sunday.",),
            reasons=("Vladivostok: the largest bearer of the name by far", "happened: told in the past tense"),
        ),
        event(
            "e5",
            "train departs after a farewell on the platform",
            ARTYOM,
            day("2023-09-17", text="On Sunday"),
            said(RAIL, "On Sunday the train pulled out of Artyom after a farewell on the platform.", "Artyom"),
            said(
                PORT,
                "The visit ended at the station of Artyom on Sunday morning with a military band.",
                "Artyom",
            ),
            type="ceremony",
            confidence=0.86,
            alternatives=(Candidate(place=ARTYOM_ARMENIA, rung="exact"),),
        ),
        event(
            "e6",
            "expected home",
            PYONGYANG,
            day("2023-09-18", text="on Monday"),
            said(RAIL, "He is expected in Pyongyang on Monday.", "Pyongyang"),
            status="planned",
            confidence=0.72,
        ),
    ]
    whole = event(
        "e7",
        "a six-day trip",
        FAR_EAST,
        When(earliest=date(2023, 9, 12), latest=date(2023, 9, 17), precision="day", type="DURATION", role="span"),
        said(RAIL, "The trip led through the far east of Russia.", "far east"),
        umbrella=True,
        confidence=0.7,
    )
    kilometres = (None, 1065.0, 640.0, 925.0, 38.0, 725.0)
    stops = [
        Stop(
            number=number,
            mover="Kim Jong Un",
            event=entry,
            leg=None if length is None else Leg(kilometres=length, days=1.0),
        )
        for number, (entry, length) in enumerate(zip(events, kilometres, strict=True), start=1)
    ]
    moscow = RAIL.text.index("Moscow")
    aside = [
        Aside(
            text="Moscow",
            reason="stands for the government of Russia",
            doc_id="rail",
            start=moscow,
            end=moscow + 6,
            quote="Moscow said nothing had been signed.",
        )
    ]
    return {
        "events": [*events, whole],
        "stops": stops,
        "documents": [RAIL, PORT],
        "aside": aside,
        "title": "Six days by armoured train",
        "standfirst": "Where Kim Jong Un stopped on his journey through Russia’s far east in September 2023.",
    }


# --- a storm across the date line -------------------------------------------------------------

STORM_NEWS = document(
    "storm",
    "A storm crosses the islands",
    "The storm passed over Vanua Levu in Fiji on 3 February. It reached Samoa about 5 February. Forecasters do not "
    "expect it in Tonga. It may turn to Niue by 8 February. Power has been out in Apia since 5 February. "
    "Somewhere on the outer reefs a boat was lost.",
    published="2024-02-06",
)


def storm():
    """Arguments of ``draw`` for a path over the date line with every status, no stops."""
    third, fifth = day("2024-02-03", text="on 3 February"), date(2024, 2, 5)
    kind = {"type": "disaster", "actors": ()}
    return {
        "events": [
            event(
                "s1",
                "storm passes over the island",
                place("Vanua Levu", -16.58, 179.2, country="FJ", precision="region", radius_km=90.0),
                third,
                said(STORM_NEWS, "The storm passed over Vanua Levu in Fiji on 3 February.", "Vanua Levu"),
                **kind,
            ),
            event(
                "s2",
                "storm arrives",
                place("Samoa", -13.76, -172.1, country="WS", precision="country", radius_km=110.0, layer="country"),
                When(earliest=fifth, latest=fifth, precision="day", approximate=True, text="about 5 February"),
                said(STORM_NEWS, "It reached Samoa about 5 February.", "Samoa"),
                confidence=0.7,
                **kind,
            ),
            event(
                "s3",
                "storm not expected",
                place("Tonga", -21.18, -175.2, country="TO", precision="country", radius_km=250.0, layer="country"),
                When(),
                said(STORM_NEWS, "Forecasters do not expect it in Tonga.", "Tonga"),
                status="negated",
                **kind,
            ),
            event(
                "s4",
                "storm may turn here",
                place("Niue", -19.05, -169.87, country="NU", precision="country", radius_km=15.0, layer="country"),
                When(latest=date(2024, 2, 8), precision="day", role="until", text="by 8 February"),
                said(STORM_NEWS, "It may turn to Niue by 8 February.", "Niue"),
                status="possible",
                confidence=0.45,
                **kind,
            ),
            event(
                "s5",
                "power out",
                place("Apia", -13.8333, -171.7667, country="WS"),
                When(earliest=fifth, precision="day", role="since", text="since 5 February"),
                said(STORM_NEWS, "Power has been out in Apia since 5 February.", "Apia"),
                status="ongoing",
                **kind,
            ),
            event(
                "s6",
                "boat lost",
                None,
                When(),
                said(STORM_NEWS, "Somewhere on the outer reefs a boat was lost.", "outer reefs"),
                written="outer reefs",
                reason="no place of that name is known",
                **kind,
            ),
        ],
        "documents": [STORM_NEWS],
    }


# --- an outbreak ------------------------------------------------------------------------------

CLINIC = document(
    "clinic",
    "Measles in four towns",
    "Doctors in Timisoara treated 31 children in March. Arad reported nine cases between 4 and 20 March. In Oradea two "
    "clinics opened on Monday. Cluj-Napoca plans to vaccinate from 2 April. Health workers in Timisoara opened a ward "
    "on 18 March. Timisoara expects more patients on 1 April.",
    published="2019-03-26",
    source="Example Health Wire",
)


def outbreak():
    """Arguments of ``draw`` for towns with three events in one of them."""
    romania = {"country": "RO", "radius_km": 6.0}
    timisoara = place("Timișoara", 45.7537, 21.2257, admin1_name="Timiș", **romania)
    march = When(
        earliest=date(2019, 3, 1), latest=date(2019, 3, 31), precision="month", text="in March", value="2019-03"
    )
    health = {"type": "health", "actors": ()}
    return {
        "events": [
            event(
                "o1",
                "31 children treated",
                timisoara,
                march,
                said(CLINIC, "Doctors in Timisoara treated 31 children in March.", "Timisoara"),
                **health,
            ),
            event(
                "o2",
                "nine cases",
                place("Arad", 46.1833, 21.3167, admin1_name="Arad", **romania),
                When(
                    earliest=date(2019, 3, 4), latest=date(2019, 3, 20), precision="day", text="between 4 and 20 March"
                ),
                said(CLINIC, "Arad reported nine cases between 4 and 20 March.", "Arad"),
                **health,
            ),
            event(
                "o3",
                "two clinics open",
                place("Oradea", 47.0458, 21.9183, admin1_name="Bihor", **romania),
                day("2019-03-25", text="on Monday"),
                said(CLINIC, "In Oradea two clinics opened on Monday.", "Oradea"),
                **health,
            ),
            event(
                "o4",
                "vaccination begins",
                place("Cluj-Napoca", 46.7667, 23.6, admin1_name="Cluj", **romania),
                When(earliest=date(2019, 4, 2), precision="day", role="since", text="from 2 April"),
                said(CLINIC, "Cluj-Napoca plans to vaccinate from 2 April.", "Cluj-Napoca"),
                status="planned",
                **health,
            ),
            event(
                "o5",
                "ward opened",
                timisoara,
                day("2019-03-18", text="on 18 March"),
                said(CLINIC, "Health workers in Timisoara opened a ward on 18 March.", "Timisoara"),
                **health,
            ),
            event(
                "o6",
                "more patients expected",
                timisoara,
                day("2019-04-01", text="on 1 April"),
                said(CLINIC, "Timisoara expects more patients on 1 April.", "Timisoara"),
                status="planned",
                **health,
            ),
        ],
        "documents": [CLINIC],
    }


# --- most of it in one place and week, some of it far off ----------------------------------------


def scattered():
    """Arguments of ``draw`` with one place and two times far from the rest."""
    towns = [("Arad", 46.18, 21.32), ("Oradea", 47.05, 21.92), ("Cluj-Napoca", 46.77, 23.6), ("Sibiu", 45.8, 24.15)]
    proof = said(CLINIC, "In Oradea two clinics opened on Monday.", "Oradea")
    near = [
        event(
            f"n{number}",
            "clinic opens",
            place(name, latitude, longitude, country="RO"),
            day(f"2019-03-{20 + number}"),
            proof,
            type="health",
        )
        for number, (name, latitude, longitude) in enumerate(towns)
    ]
    first = event(
        "old", "first cases", place("Sibiu", 45.8, 24.15, country="RO"), day("1998-06-01"), proof, type="health"
    )
    geneva = place("Geneva", 46.2, 6.15, country="CH")
    atlanta = place("Atlanta", 33.75, -84.39, country="US")
    later = day("2021-01-10")
    return {
        "events": [
            *near,
            first,
            event("far", "experts asked", atlanta, day("2019-03-22"), proof, type="meeting"),
            event("last", "report due", geneva, later, proof, type="meeting", status="planned"),
        ],
        "documents": [CLINIC],
        "title": "Clinics in four towns",
    }


# --- hostile text in every field --------------------------------------------------------------


def hostile():
    """Arguments of ``draw`` with text that tries to run in every field that holds text."""
    bad = HOSTILE
    report = Document(
        id=bad, text=bad, title=bad, source=bad, published=date(2024, 1, 2), url="javascript:window.hacked=1"
    )
    where = Place(
        id=bad,
        name=bad,
        latitude=10.0,
        longitude=10.0,
        country="<b",
        admin1_name=bad,
        precision="region",
        radius_km=100.0,
    )
    entry = Event(
        id=bad,
        what=bad,
        type="other",
        actors=(bad, bad),
        place=Resolution(
            mention=Mention(start=0, end=len(bad), text=bad, kind="literal"),
            place=where,
            score=0.5,
            alternatives=(Candidate(place=where, rung="exact"),),
            reason=bad,
        ),
        when=day("2024-01-01", text=bad, explanation=bad),
        status="occurred",
        evidence=(said(report, bad, bad),),
        confidence=0.5,
        reasons=(bad,),
        conflicts=(bad,),
    )
    lost = Event(
        id="lost",
        what=bad,
        type="other",
        actors=(),
        place=Resolution(mention=entry.place.mention, place=None, reason=bad),
        when=When(),
        status="occurred",
        evidence=entry.evidence,
        confidence=0.1,
    )
    other = Event(
        id="second",
        what=bad,
        type="travel",
        actors=(bad,),
        place=Resolution(
            mention=entry.place.mention,
            place=Place(id="p", name=bad, latitude=12.0, longitude=14.0, admin1_name=bad, country="TD"),
        ),
        when=day("2024-01-02"),
        status="planned",
        evidence=entry.evidence,
        confidence=0.5,
    )
    loose = Event(
        id="third",
        what=bad,
        type="other",
        actors=(bad,),
        place=Resolution(mention=entry.place.mention, place=Place(id="q", name=bad, latitude=9.0, longitude=13.0)),
        when=When(),
        status="possible",
        evidence=entry.evidence,
        confidence=0.5,
    )
    return {
        "events": [entry, other, lost, loose],
        "stops": [
            Stop(number=1, mover=bad, event=entry),
            Stop(number=2, mover=bad, event=other, leg=Leg(kilometres=500.0, doubt=bad)),
        ],
        "documents": [report],
        "aside": [Aside(text=bad, reason=bad, doc_id=bad, start=0, end=len(bad), quote=bad)],
        "title": bad,
        "standfirst": bad,
    }


STORIES = {"visit": visit, "storm": storm, "outbreak": outbreak, "scattered": scattered, "hostile": hostile}
