from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import files

import pytest
from made import ARTYOM, KOMSOMOLSK, reading, visit
from stories import HOSTILE

from geoevents.corrections import Correction
from geoevents.errors import UnwritableOutput, strict
from geoevents.model import Candidate, Document, Mention, Reading, Resolution
from geoevents.review import review
from geoevents.review.page import SCRIPTS, STYLE
from geoevents.timeline import Timeline


@pytest.fixture
def story():
    rival = Candidate(
        place=replace(ARTYOM, id="geonames:1", name="Artemovsk", admin1_name="Ural"), rung="exact", score=0.4
    )
    doubtful = replace(visit()[2], place=replace(visit()[2].place, score=0.5, alternatives=(rival,)))
    events = tuple(doubtful if found.id == "e3" else found for found in visit())
    return Timeline((reading(events),), events, title="A visit")


def test_events_stand_by_their_doubt_with_its_reason(story):
    told = [item for item in story.review().items if item.told]
    assert [item.base["event_id"] for item in told] == ["e5", "e3", "e4", "e1", "e2"]
    assert [item.doubt for item in told] == sorted((item.doubt for item in told), reverse=True)
    assert told[0].doubts == ("the place is not known: the gazetteer does not know it", "the day is open")
    assert told[1].doubts == ("it may be Artemovsk, Ural, RU as well",)
    assert [(choice.name, choice.chosen) for choice in told[1].choices] == [("Artyom", True), ("Artemovsk", False)]


def test_every_item_and_mark_is_in_its_text(story):
    page = story.review()
    for item in page.items:
        text = page.reports[item.report].text
        assert text[item.start : item.end] == item.base["place_text"]
        assert text[slice(*item.passage)] == item.base["evidence"]
    for report in page.reports:
        ends = [0, *(mark.end for mark in report.marks)]
        assert all(mark.start >= end for mark, end in zip(report.marks, ends, strict=False))
    names = {page.reports[0].text[mark.start : mark.end]: mark for mark in page.reports[0].marks}
    assert names["Moscow"].item == -1
    assert names["Moscow"].reason == "speaks, so it is a government"


def test_each_place_says_what_speaks_for_it(story):
    chosen, rival = story.review().items[1].choices
    assert chosen.why == story.events[2].place.reason
    assert rival.why.startswith("it bears the name as it is written; Artyom was held likelier")


def test_further_passages_can_be_split_off(story):
    event = story.events[1]
    other = replace(event.evidence[0], doc_id="b", start=0, end=6, text="Artyom", place_start=0, place_end=6)
    second = Reading(document=Document(id="b", text="Artyom"))
    whole = replace(event, evidence=(*event.evidence, other))
    told = Timeline((*story.readings, second), (whole,))
    (further,) = told.review().items[0].further
    with strict():
        assert len(told.with_corrections([Correction(**further, field="split")])) == 2


def test_what_the_page_writes_down_is_a_correction(story):
    with strict():
        for item in story.review().items:
            assert len(story.with_corrections([Correction(**item.base, field="drop")])) == len(story) - 1
    choice = story.review().items[1].choices[1]
    assert choice.value == "geonames:1"


def test_a_name_without_an_event_brings_its_sentence():
    text = "A fair was held. Mr. Ito of the press club sang in Artyom; Artyom cheered!\nNothing else."
    at = text.rindex("Artyom")
    found = Resolution(mention=Mention(start=at, end=at + 6, text="Artyom", kind="literal"), place=ARTYOM, score=0.9)
    made = Reading(document=Document(id="a", text=text), resolutions=(found,))
    (item,) = review([made], ()).items
    assert not item.told
    assert item.base["evidence"].endswith("Artyom; Artyom cheered!")
    assert item.base["occurrence"] == "2"
    story = Timeline((made,), ()).with_corrections([Correction(**item.base, field="add", value="cheered")])
    assert [(event.what, event.place.place.name) for event in story] == [("cheered", "Artyom")]
    assert story.events[0].evidence[0].place_start == at


def test_a_place_that_the_gazetteer_cannot_look_up_is_written_as_its_point(story):
    better = story.correct("e5", place=(43.25, 132.02))
    item = next(item for item in better.review().items if item.base.get("event_id") == "e5")
    assert item.choices[0].value == "43.25,132.02,Slavianka Halt"
    assert item.doubts[0] == "the place was put right by a person"
    moved = better.with_corrections([Correction(**item.base, field="place", value=item.choices[0].value)])
    assert next(event for event in moved if event.id == "e5").place.place.name == "Slavianka Halt"


def test_both_passages_of_one_event_are_marked():
    event = visit()[0]
    other = replace(event.evidence[0], start=0, end=5, place_start=0, place_end=5, text="Artyo", doc_id="b")
    second = Reading(document=Document(id="b", text="Artyom"))
    whole = replace(event, evidence=(*event.evidence, other))
    page = review([reading((whole,)), second], (whole,))
    assert [(mark.start, mark.item) for mark in page.reports[1].marks] == [(0, 0)]


def test_the_page_holds_no_markup_of_a_report(tmp_path):
    text = f"{HOSTILE} in Artyom."
    at = text.index("Artyom")
    mention = Mention(start=at, end=at + 6, text="Artyom", kind="literal", reason=HOSTILE)
    place = replace(KOMSOMOLSK, name=HOSTILE, admin1_name=HOSTILE)
    found = Resolution(mention=mention, place=place, score=0.4, reason=HOSTILE)
    document = Document(id=HOSTILE, text=text, title=HOSTILE, source=HOSTILE, url="javascript:alert(1)")
    page = review([Reading(document=document, resolutions=(found,))], (), title=HOSTILE)
    content = page.save(tmp_path / "a.html").read_text("utf-8")
    assert content.count("<script") == content.count("</script") == 2
    assert "<img" not in content
    assert "javascript:" not in content.replace("(report.url", "")
    data = json.loads(re.search(r'id="geoevents-review">(.*?)</script>', content, re.DOTALL)[1])
    assert data["reports"][0]["text"] == text
    assert "allow-downloads" in page._repr_html_()
    assert "allow-same-origin" not in page._repr_html_()
    assert "\u202e" not in repr(page)


def test_an_empty_story_has_a_page(tmp_path):
    assert Timeline((), ()).review().save(tmp_path / "a.html").stat().st_size > 10_000
    with pytest.raises(UnwritableOutput, match=r"cannot write .*nowhere"):
        Timeline((), ()).review().save(tmp_path / "nowhere" / "a.html")


@pytest.mark.parametrize(("folder", "name"), [one for one in SCRIPTS if one[0] == "review"])
def test_scripts_write_text_only_as_text_and_ask_nobody(folder, name):
    script = files("geoevents").joinpath(folder, name).read_text("utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc", script)
    assert not re.search(r"\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|import\(|localStorage|cookie", script)
    assert not re.search(r"https?://|</script|<!--", script)


def test_the_style_stays_under_its_class():
    plain = re.sub(r"/\*.*?\*/", "", files("geoevents").joinpath(*STYLE).read_text("utf-8"), flags=re.DOTALL)
    for selectors in re.findall(r"([^{}]+)\{", re.sub(r"@media[^{]*\{", "", plain)):
        assert all(".geoevents-review" in selector for selector in re.split(r",(?![^(]*\))", selectors.strip()))
    assert "url(" not in plain
