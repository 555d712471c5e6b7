"""What is told as a happening at a place, and what only looks like one."""

from datetime import date

import pytest

from geoevents.events.happening import noun_of_happening
from geoevents.events.trigger import Trigger
from geoevents.gazetteer import default_gazetteer
from geoevents.language import analyse
from geoevents.model import Document
from geoevents.pipeline import Extractor

READER = Extractor()
PUBLISHED = date(2024, 5, 15)  # a Wednesday


def told(text):
    events = READER.read_one(Document(id="t", text=text, published=PUBLISHED)).events
    return [(e.place.mention.text, str(e.when.earliest), e.status) for e in events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Heavy snow is forecast for Inverness on Saturday.", ("Inverness", "2024-05-18", "possible")),
        ("Two cases of polio were confirmed in Lilongwe on Monday.", ("Lilongwe", "2024-05-13", "occurred")),
        ("A summit planned for Vilnius in July has been cancelled.", ("Vilnius", "2024-07-01", "negated")),
        ("The team has cancelled Saturday's concert in Cardiff.", ("Cardiff", "2024-05-18", "negated")),
        ("The rocket lifted off from Kourou on Tuesday.", ("Kourou", "2024-05-14", "occurred")),
        ("She won in Gent on Sunday and travels to Lille on Friday.", ("Lille", "2024-05-17", "planned")),
        ("The quartet plays in Graz on Thursday, then in Linz (Friday).", ("Linz", "2024-05-17", "planned")),
        ("The club is holding a race in Leuven tomorrow.", ("Leuven", "2024-05-16", "planned")),
        ("The minister said in Riga on Monday after talks there that prices fall.", ("Riga", "2024-05-13", "occurred")),
        ("A bus fell into a canal close to Cuttack on Monday.", ("Cuttack", "2024-05-13", "occurred")),
        ("Graz is to host a summit on 4 June.", ("Graz", "2024-06-04", "planned")),
        ("The princess visited the old citadel of Hue on Sunday.", ("Hue", "2024-05-12", "occurred")),
        ("The yacht rounded Cape Horn on Tuesday.", ("Cape Horn", "2024-05-14", "occurred")),
        ("Police in Bergamo arrested two men on Sunday over a robbery in Como.", ("Como", "None", "occurred")),
        ("Hundreds marched in Bonn on Sunday to protest the killings in Goma.", ("Goma", "None", "occurred")),
        ("Detectives seek witnesses of a break-in in Bonn on Monday.", ("Bonn", "2024-05-13", "occurred")),
        ("Making his first visit to Ghent, he is due to arrive on Friday.", ("Ghent", "2024-05-17", "planned")),
        ("The president on Saturday vowed to punish the bombings of two hotels in Cali.", ("Cali", "None", "occurred")),
        ("A suspected case in Zomba turned out to be something else.", ("Zomba", "None", "negated")),
    ],
)
def test_happenings_are_told_in_many_ways(text, expected):
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ship, built in Gdansk and registered in Bergen, carries grain.",
        "Most of her neighbours come from Siaya.",
        "Requests have come from Livorno and Genoa.",
        "She learned to sail on a lake near Geneva.",
        "Donors in Geneva and Rome promised more.",
        "Shares fell 4 percent in Amsterdam.",
        "The mayor must appear before a court in Lille.",
        "Novices are required to travel to Lhasa.",
        "The novel “A Winter in Trieste” sold well.",
        "Young cooks vie for the opportunity to work in Boston.",
        "As with all celebrations in Taiwan, it is crowded.",
        "A new stadium would damage Bicester, neighbours say.",
        "He was taken ill on a train from Vienna to Graz.",
        "The army maintains a base in Zadar.",
        "Good evening from the park in downtown Havana.",
        "The army will wait until the envoy visits Goma.",
        "She spent ten years in Leiden and graduated from a college in Ghent.",
        "“Stop the bloodshed in Goma,” the protesters chanted.",
        "Reached by telephone in Managua, the author said she was well.",
        "Some forty owners with barges moored in Narvik have signed the petition.",
    ],
)
def test_what_only_looks_like_a_happening_gets_no_pin(text):
    assert told(text) == []


def test_a_verb_may_be_the_last_word_of_a_text():
    analysis = analyse(Document(id="t", text="The shooting in Lyon looked"), default_gazetteer())
    assert isinstance(noun_of_happening(analysis, 1, "attack", "in"), Trigger)
