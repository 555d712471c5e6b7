"""Which words and which passage stand for a happening."""

from datetime import date

import pytest

from geoevents import extract
from geoevents.model import Document

PUBLISHED = date(2023, 4, 22)


def story(text):
    return extract([Document(id="a", text=text, published=PUBLISHED)]).events


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("The first buses have left Odesa, the council says.", "buses have left"),
        ("Two lorries collided in Lyon on Tuesday.", "Two lorries collided"),
        ("The old ferry sank off Bergen.", "old ferry sank"),
        ("In the morning we left Cusco before dawn.", "left Cusco"),
        ("The minister met farmers and their families in Lyon on Tuesday.", "met farmers and their families"),
        ("The expedition left Cusco on 7 April.", "expedition left"),
        ("The trophy was handed over in Lyon on 12 April.", "trophy was handed over"),
        ("Police recalled the March 3 attack in Lyon.", "attack"),
        ("The strike killed 12 in Odesa on Monday.", "strike killed 12"),
        ("Trains from the north were stopped in Lyon on Tuesday.", "stopped in Lyon"),
    ],
)
def test_the_words_say_who_or_what_it_is_about(text, what):
    (event,) = [e for e in story(text) if e.place.mention.text in {"Odesa", "Lyon", "Bergen", "Cusco"}]
    assert event.what == what


@pytest.mark.parametrize(
    "again", ["They were arrested at a petrol station on Thursday.", "Police held them. It rained."]
)
def test_the_sentence_behind_gives_the_day_only_where_it_tells_the_same_again(again):
    (event,) = story(f"Three burglars have been captured in Lyon, the mayor says. {again}")
    day = date(2023, 4, 20) if "arrested" in again else None
    assert (event.when.earliest, again.split(".")[0] in event.evidence[0].text) == (day, day is not None)


def test_the_same_happening_somewhere_else_does_not_lend_its_day():
    events = story("Three burglars were arrested in Lyon. Their driver was arrested in Turin on Thursday.")
    assert {(e.place.mention.text, e.when.earliest) for e in events} == {("Lyon", None), ("Turin", date(2023, 4, 20))}


def test_of_two_tellings_the_graver_leads_and_the_dated_gives_the_day():
    text = "On Sunday the plane flew to Lyon.\n\nThe plane crashed into a field near Lyon, and its pilot died."
    (event,) = story(text)
    assert (event.type, event.when.earliest) == ("disaster", date(2023, 4, 16))
    assert event.evidence[0].text.startswith("The plane crashed")
    assert len(event.evidence) == 2


def test_a_verb_joined_by_and_may_be_told_again_and_what_it_is_done_for_lies_elsewhere():
    text = (
        "In Lyon the miners were seen paying their bill and leaving the inn. They left it on Thursday to fly to Turin."
    )
    lyon = [e for e in story(text) if e.place.mention.text == "Lyon"]
    assert [(e.when.earliest, "Thursday" in e.evidence[0].text) for e in lyon] == [(date(2023, 4, 20), True)]
