"""Names and days that stand before a noun, and days that belong to something else."""

from datetime import date

import pytest

from geoevents import extract
from geoevents.model import Document

PUBLISHED = date(2023, 4, 22)


def story(text):
    found = extract([Document(id="a", text=text, published=PUBLISHED)])
    return {e.place.mention.text: e.when.earliest for e in found.events}


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("A gas pipe burst on Friday in the Boston suburb of Quincy.", {"Quincy": date(2023, 4, 21)}),
        ("Families fled from U.S. consulates in Lahore on Monday.", {"Lahore": date(2023, 4, 17)}),
        ("Her essay was printed in the Ireland section of a weekly.", {}),
        ("A man was shot in the Dorchester neighborhood of Boston.", {"Dorchester": None}),
        ("Nine were held in Dayton, Ohio, and Gary, Indiana.", {"Dayton": None, "Gary": None}),
        ("They were admitted at the Lisbon summit in July 2016.", {"Lisbon": date(2016, 7, 1)}),
        ("He quoted the Geneva Convention.", {}),
        ("He appeared at Swansea Crown Court on Friday.", {"Swansea": date(2023, 4, 21)}),
        ("The judge at Swansea Crown Court said the law was old.", {}),
        ("Four Tulsa homes were burgled on Friday.", {"Tulsa": date(2023, 4, 21)}),
    ],
)
def test_a_name_before_a_noun(text, events):
    assert story(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Police asked a man about last month's shooting in Nantes.", {"Nantes": date(2023, 3, 1)}),
        ("A man wanted over last week's raid in Nantes fled to Bilbao.", {"Nantes": date(2023, 4, 10), "Bilbao": None}),
        ("The minister resigned on Monday after the attack in Dakar.", {"Dakar": None}),
        (
            "Survivors of the crash near Arusha were flown to Dodoma on Monday.",
            {"Arusha": None, "Dodoma": date(2023, 4, 17)},
        ),
        ("The minister said on Monday before leaving Dakar that talks would go on.", {"Dakar": date(2023, 4, 17)}),
        ("Two men were killed near Goma, according to a statement issued on Monday.", {"Goma": None}),
        (
            "A clerk was robbed on Thursday. The men entered a shop in Bristol at 7:15 p.m.",
            {"Bristol": date(2023, 4, 20)},
        ),
        ("Friday's quake killed nine people in Antofagasta.", {"Antofagasta": date(2023, 4, 21)}),
    ],
)
def test_whose_day_it_is(text, events):
    assert story(text) == events


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("In Dayton, police said a man was shot dead.", ["Dayton"]),
        ("In Dayton, police said a man was shot dead in Toledo.", ["Toledo"]),
        ("In Dayton, analysts said exports fell.", []),
        ("The bricks came from a kiln near Puebla.", []),
        ("The team came back from Puebla.", ["Puebla"]),
        ("Rents rose fastest in Utrecht, figures showed.", []),
        ("Firefighters in Tampere fought a blaze.", ["Tampere"]),
        ("Rebels fought the army in Kassala.", []),
    ],
)
def test_who_tells_it_and_what_is_no_happening(text, places):
    assert list(story(text)) == places


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Police are investigating a shooting in Tulsa.", "occurred"),
        ("The hearing in Basel continues.", "ongoing"),
        ("The book fair runs in Cork until Friday.", "ongoing"),
        ("Funeral services will be at ten on Monday in Tyler.", "planned"),
        ("The drivers will rest when the rally returns to Kenya.", "planned"),
        ("The agency decided to send them back to Kabul.", "planned"),
        ("The mother wants her daughter returned to Quito.", "possible"),
        ("Marchers demanded the return of the statue to Cusco.", "possible"),
        ("Police warned of an attack in Casablanca.", "possible"),
        ("The visit to Ankara is in doubt.", "possible"),
        ("Two nuns who oppose her return to Quito wrote to the court.", "possible"),
        ("Neighbours marched against the boy's return to Quito.", "possible"),
        ("The union opposes sending nurses to Kabul.", "possible"),
        ("The decision to send the girl back to Quito was put on hold.", "planned"),
        ("Fog prevented the minister from flying to Bergen.", "negated"),
        ("A court blocked the transfer of the prisoner to Tunis.", "negated"),
        ("The company denied dumping oil off Mombasa.", "negated"),
        ("Marchers demanded an inquiry after the attack in Cusco.", "occurred"),
    ],
)
def test_what_the_verb_before_makes_of_a_happening(text, status):
    events = extract([Document(id="a", text=text, published=PUBLISHED)]).events
    assert [event.status for event in events] == [status]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Eleven people died in the blast in Kampala. A court looks into the bombings which killed 24 on 7 March.",
            (3, 7),
        ),
        ("Two men were held over last month's blast in Kampala. The bombing on 9 March was the worst.", (3, 9)),
        ("Two men were held over last month's blast in Kampala. The bombing on 9 April was the worst.", (3, 1)),
    ],
)
def test_the_day_of_a_happening_told_by_another_word(text, day):
    assert story(text)["Kampala"] == date(2023, *day)


def test_a_rank_does_not_end_a_sentence():
    assert story("In Durban, police spokesman Capt. Sipho Ndlovu said agents seized nine rifles on Thursday.") == {
        "Durban": date(2023, 4, 20)
    }
