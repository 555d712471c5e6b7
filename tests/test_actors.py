"""Who did it: by name, office, pronoun and common noun."""

from datetime import date

import pytest

from geoevents.events.participants import full_names
from geoevents.events.people import person_noun
from geoevents.language import Name
from geoevents.model import Document
from geoevents.pipeline import Extractor

READER = Extractor()


def actors(text, place):
    """Who is found at the last event of a place."""
    found = READER.read_one(Document(id="t", text=text, published=date(2023, 9, 17))).events
    return next(e.actors for e in reversed(found) if e.place.mention.text == place)


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("Amina Diallo and Omar Haddad met traders in Bamako.", "Bamako", ("Amina Diallo", "Omar Haddad", "traders")),
        ("Gunmen killed three farmers near Jos on Friday.", "Jos", ("gunmen", "three farmers")),
        ("Two displaced persons were arrested by soldiers in Goma.", "Goma", ("two displaced persons", "soldiers")),
        ("Foreign Minister Anna Berg met with President Omar Haddad in Tunis.", "Tunis", ("Anna Berg", "Omar Haddad")),
        ("Talks between Anna Berg and Omar Haddad were held in Tunis.", "Tunis", ("Anna Berg", "Omar Haddad")),
        ("Seven of its supporters were detained in Kutaisi on Friday.", "Kutaisi", ("supporters",)),
        ("Anna Berg, who arrived in Lyon on Friday, is ill.", "Lyon", ("Anna Berg",)),
        ("Anna Berg spoke and a few hours later flew to Lyon.", "Lyon", ("Anna Berg",)),
        (
            "On Friday, Anna Berg toured a dam in Lyon, with Omar Haddad at her side.",
            "Lyon",
            ("Anna Berg", "Omar Haddad"),
        ),
        ("A bus plunged into a canal near Cuttack.", "Cuttack", ()),
        ("A man was shot in Leeds on Friday.", "Leeds", ()),
    ],
)
def test_who_takes_part(text, place, expected):
    assert actors(text, place) == expected


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        (
            "Malian leader Amina Diallo left Dakar. The Malian leader reached Bamako on Friday.",
            "Bamako",
            "Amina Diallo",
        ),
        ("Amina Diallo, the mayor, left Dakar. The mayor reached Bamako on Friday.", "Bamako", "Amina Diallo"),
        ("Amina Diallo’s train left Dakar. The train reached Bamako on Friday.", "Bamako", "Amina Diallo"),
        ("Amina Diallo left Dakar. Haddad said his guest would fly to Bamako on Monday.", "Bamako", "Amina Diallo"),
        ("From Dakar, which she reached on Friday, Amina Diallo flew to Bamako.", "Dakar", "Amina Diallo"),
    ],
)
def test_whom_a_description_stands_for(text, place, expected):
    assert actors(text, place)[:1] == (expected,)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Amina Diallo spoke. A dam burst in Lyon on Friday.", "Lyon"),
        ("Amina Diallo said that a man was killed in Lyon on Friday.", "Lyon"),
        ("Amina Diallo spoke. Some of those affected were taken to Lyon.", "Lyon"),
        ("(Northern Wire) A bridge collapsed in Lyon on Friday.", "Lyon"),
    ],
)
def test_who_has_nothing_to_do_with_it(text, place):
    assert actors(text, place) == ()


def test_a_storm_is_told_on_by_its_name():
    text = "Hurricane Odalys hit Tampa on Friday. It came ashore near Miami on Saturday."
    assert actors(text, "Miami") == ("Hurricane Odalys",)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("firemen", ("fireman", True)),
        ("deputies", ("deputy", True)),
        ("thieves", ("thief", True)),
        ("police", ("police", True)),
        ("leader", ("leader", False)),
        ("trains", None),
        ("general", None),
    ],
)
def test_common_nouns_for_people(word, expected):
    assert person_noun(word) == expected


def name(text, label="person"):
    return Name(first=0, last=1, start=0, end=len(text), text=text, label=label)


def test_two_persons_of_one_surname_stay_apart():
    table = full_names([name("Anna Berg"), name("Omar Berg"), name("Berg"), name("Anna")])
    assert (table["Berg"], table["Anna"]) == ("Berg", "Anna Berg")


@pytest.mark.parametrize("count", [3, 300])
def test_long_texts_are_read(count):
    text = "He met and left and visited and saw " * count + "Lyon. The Malian leader, his train and they left Oslo."
    READER.read_one(Document(id="t", text=text))
