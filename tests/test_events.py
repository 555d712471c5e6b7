"""Events: where, when, who, whether, and the passage that says so."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoevents.errors import InvalidRecord
from geoevents.events import find_events
from geoevents.language import analyse
from geoevents.model import Document
from geoevents.pipeline import Extractor
from geoevents.places import resolve
from geoevents.timex import find_times

READER = Extractor()
SUNDAY = date(2023, 9, 17)


def events(text, published=SUNDAY):
    return READER.read_one(Document(id="t", text=text, published=published)).events


def told(text, published=SUNDAY):
    return [
        (e.place.mention.text, e.when.earliest and e.when.earliest.isoformat(), e.status)
        for e in events(text, published)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister arrived in Lyon on Friday.", [("Lyon", "2023-09-15", "occurred")]),
        ("She is expected to return to Nairobi on Monday.", [("Nairobi", "2023-09-18", "planned")]),
        ("The concert in Cork was cancelled.", [("Cork", None, "negated")]),
        ("Rebels may have attacked Goma.", [("Goma", None, "possible")]),
        ("Firefighters are battling a blaze in Porto.", [("Porto", None, "ongoing")]),
        (
            "He met ministers in Tunis on Thursday and in Sfax on Friday.",
            [("Tunis", "2023-09-14", "occurred"), ("Sfax", "2023-09-15", "occurred")],
        ),
        ("Police said on Friday that a man was shot in Leeds on Thursday.", [("Leeds", "2023-09-14", "occurred")]),
        ("In Riga on Saturday, she met the president.", [("Riga", "2023-09-16", "occurred")]),
        ("He was due to play in Oslo but has fallen ill.", [("Oslo", None, "negated")]),
        (
            "Modi flew to Athens on Thursday and is due in Bengaluru on Saturday.",
            [("Athens", "2023-09-14", "occurred"), ("Bengaluru", "2023-09-23", "planned")],
        ),
        (
            "He visited Vladivostok on Friday and Artyom on Saturday.",
            [("Vladivostok", "2023-09-15", "occurred"), ("Artyom", "2023-09-16", "occurred")],
        ),
        ("The show in Cork wasn't cancelled.", [("Cork", None, "occurred")]),
        ("Aid from Germany landed in Aleppo on Friday.", [("Aleppo", "2023-09-15", "occurred")]),
        ("THE PRESIDENT ARRIVED IN LYON ON FRIDAY.", [("LYON", "2023-09-15", "occurred")]),
        ("Lyon's airport closed on Friday.", [("Lyon", "2023-09-15", "occurred")]),
        ("He was in Bali on Friday.", [("Bali", "2023-09-15", "occurred")]),
        ("She would have visited Rome.", [("Rome", None, "negated")]),
        ("Suspected cases in Lagos were ruled out on Friday.", [("Lagos", "2023-09-15", "negated")]),
        ("Two men in Lagos were suspected of having the illness.", [("Lagos", None, "possible")]),
    ],
)
def test_place_day_and_status(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nairobi rejected the offer.",
        "Kenyan officials in Nairobi said the road was safe.",
        "She was born in Nairobi and lives in Mombasa.",
        "The University of Nairobi opened a new institute.",
        "NAIROBI, Sept 16 (Example) - The shilling fell.",
        "The band sang the march Farewell of Vienna.",
        "The war in Ukraine has raised prices.",
        "Kenya borders Uganda.",
        "Leave a Reply\n\nNairobi",
    ],
)
def test_where_nothing_happens(text):
    assert told(text) == []


def test_every_mention_off_the_map_has_its_reason():
    reading = READER.read_one(Document(id="t", text="Moscow said Kenya borders Uganda.", published=SUNDAY))
    assert not reading.events
    assert all(r.mention.reason for r in reading.resolutions)


def test_a_place_behind_its_container_is_one_event():
    assert told("The train stopped in Lyon, France, on Friday.") == [("Lyon", "2023-09-15", "occurred")]


def test_an_undated_stop_takes_the_frame_of_the_journey():
    text = "Her tour of Spain, which began on Tuesday, has taken her to Seville. She visited a school in Granada."
    granada = next(e for e in events(text) if e.place.mention.text == "Granada")
    assert (granada.when.earliest, granada.when.latest) == (None, None)
    assert granada.when.not_before == date(2023, 9, 12)
    assert granada.when.not_after == SUNDAY


def test_the_publication_day_is_never_a_date_by_default():
    assert told("A bridge collapsed in Genoa.") == [("Genoa", None, "occurred")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The storm struck Lyon on Friday.", "disaster"),
        ("Gunmen struck a market in Kano on Friday.", "attack"),
        ("A man was stabbed to death in Leeds on Friday.", "attack"),
        ("Inter Miami beat Atlanta United in Fort Lauderdale on Friday.", "sport"),
        ("Crews at a fire station in Leeds held a party on Friday.", "other"),
    ],
)
def test_the_kind_of_happening(text, kind):
    assert [e.type for e in events(text)] == [kind]


def test_who_only_says_it_does_not_travel():
    (event,) = events("President Amina Diallo left. Observers said she was expected to return to Dakar on Monday.")[-1:]
    assert (event.actors, event.status) == (("Amina Diallo",), "planned")


def test_an_office_of_another_people_is_kept_in_what_happened():
    (event,) = events("She met the Senegalese trade minister in Bamako on Friday.")
    assert event.what == "met the Senegalese trade minister"


@pytest.mark.parametrize(
    "text",
    ["A larger dam burst in Lyon.", "Residents slept in a school in Lyon.", "A dinner was held in Lyon."],
)
def test_common_nouns_are_nobody_in_particular(text):
    assert all("Anna Schmidt" not in e.actors for e in events(f"Anna Schmidt spoke.\n\n{text}"))


@pytest.mark.parametrize("spans", [((-3, 2),), ((19, 14),), ((500, 600),)])
def test_spans_outside_the_text_are_an_error_that_names_them(spans):
    with pytest.raises(InvalidRecord, match="toponym span"):
        READER.read_one(Document(id="t", text="He is in Lima.", spans=spans))


@pytest.mark.parametrize(
    "text", ["", "\n \n", "…", "'" * 5000, "Paris, " * 2000, "\r\n\r\nHe left Lyon.\r\n", "🙂 مرحبا"]
)
def test_odd_texts_are_read(text):
    READER.read_one(Document(id="t", text=text, published=SUNDAY, spans=((0, 1),) if text.strip(" ") else None))


def test_actors_are_told_through_the_text():
    text = (
        "President Amina Diallo left Dakar on Thursday. Diallo met traders in Bamako on Friday. "
        "She flew to Accra on Saturday."
    )
    assert [e.actors[0] for e in events(text)] == ["Amina Diallo"] * 3


def test_what_happened_stands_in_the_text_in_at_most_eight_words():
    text = "The long convoy of relief trucks finally reached the hospital in Gondar on Friday."
    (event,) = events(text)
    assert event.what in text
    assert len(event.what.split()) <= 8


def test_reasons_are_given_in_words():
    (event,) = events("The minister arrived in Lyon on Friday.")
    assert [r.split(":")[0] for r in event.reasons] == ["place", "date", "status", "certainty"]
    assert 0 < event.confidence <= 1


WORDS = st.sampled_from(
    "Kim Jong met left visited in to from at Moscow Lyon Paris , . and the will not may on Monday Friday said who "
    "where which but Oslo ’s visit attack 2021 “ ” planned cancelled if President".split()
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_evidence_is_always_the_text_and_holds_the_place(text):
    for event in events(text):
        for passage in event.evidence:
            assert text[passage.start : passage.end] == passage.text
            assert passage.start <= passage.place_start < passage.place_end <= passage.end
        when = event.when
        assert when.earliest is None or when.latest is None or when.earliest <= when.latest


def test_an_adjective_for_a_land_is_no_place_of_an_event():
    text = "Rebels shelled the Yemeni city of Taiz on Friday."
    document = Document(id="t", text=text, published=SUNDAY)
    analysis = analyse(document, READER.gazetteer)
    resolutions = tuple(
        replace(r, mention=replace(r.mention, kind="literal"))
        for r in resolve(document, analysis.mentions, READER.gazetteer)
    )
    assert [r.mention.text for r in resolutions] == ["Yemeni", "Taiz"]
    whens = find_times(text, published=SUNDAY)
    found, judged = find_events(document, analysis, resolutions, whens)
    assert [e.place.mention.text for e in found] == ["Taiz"]
    assert "adjective" in judged[0].mention.reason


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A shooting in Lyon on Friday killed three men", ["Lyon"]),
        ("Shooting in Lyon\n\nThree men were killed in Villeurbanne on Friday.", ["Villeurbanne"]),
        ("The army battled rebels under fire in Goma on Friday.", ["Goma"]),
    ],
)
def test_a_line_by_itself_is_a_text_and_a_headline_is_told_again(text, places):
    read = Extractor().read_one(Document(id="t", text=text, published=date(2023, 9, 17)))
    assert [e.place.mention.text for e in read.events] == places
    assert all("fire" not in e.what or "under fire" in e.what for e in read.events)
