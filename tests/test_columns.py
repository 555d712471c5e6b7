"""Very many events as columns."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace

import numpy as np
import pytest
from crowd import crowd, pacific
from hypothesis import given
from hypothesis import strategies as st
from stories import HOSTILE

from geoevents import page
from geoevents.columns import _cut_passage, _planes, _referring, _Texts, spots, unpacked
from geoevents.errors import GeoEventsWarning
from geoevents.maps import draw
from geoevents.model import Stop
from geoevents.payload import listed
from geoevents.story import MANY

EVENTS = crowd(MANY + 200)
PLACED = listed(EVENTS)
SIGNS = "\x01\x02\x03\x04"


@pytest.fixture(scope="module")
def story():
    return draw(EVENTS).story


def test_up_to_a_number_of_events_each_has_its_card():
    few = listed(EVENTS)[:MANY]
    assert draw(few).story.columns is None
    assert len(draw(few).story.cards) == MANY
    more = draw(listed(EVENTS)[: MANY + 1]).story
    assert (more.columns.count, len(more.cards)) == (MANY + 1, 100)


def test_every_event_is_a_row_in_the_order_of_the_list(story):
    held = unpacked(story.columns)
    assert story.columns.count == len(PLACED) == len(held["status"])
    assert [held["what"][at] for at in held["what_at"]] == [event.what for event in PLACED]
    assert [held["actors"][at] for at in held["actors_at"]] == ["\x1f".join(event.actors) for event in PLACED]
    assert held["sure"].tolist() == [round(event.confidence * 100) for event in PLACED]
    assert held["sources"].tolist() == [len(event.evidence) for event in PLACED]
    assert story.columns.general == sum(not event.umbrella for event in PLACED)
    found = spots(story.columns)
    exact = [event.place.place for event in PLACED if not event.umbrella]
    wanted = [(at.latitude, at.longitude) for at in exact if at.precision in {"site", "locality"}]
    assert np.allclose(found, wanted, atol=6e-6)


def test_rows_alike_cost_next_to_nothing():
    size = {count: len(page.html(draw(crowd(count)))) for count in (MANY + 200, 2 * MANY + 400)}
    assert size[2 * MANY + 400] - size[MANY + 200] < 80 * (MANY + 200)


def test_longitudes_go_on_over_the_date_line():
    found = draw(pacific()).story
    (_, west), (_, east) = found.bounds
    assert 0 < east - west < 10
    longitudes = spots(found.columns)[:, 1]
    assert longitudes.min() >= west
    assert longitudes.max() <= east


def test_the_page_holds_text_only_as_data(story):
    text = page.html(draw(EVENTS, title="A wet August"))
    assert HOSTILE not in text
    assert text.count("<script") == text.count("</script>") == 7
    assert '<script type="text/plain" id="geoevents-columns">' in text
    assert story.columns.packed.isascii()


def test_what_is_not_on_the_map_is_counted_and_the_first_of_it_listed():
    lost = [
        replace(event, id=f"lost {number}", place=replace(event.place, place=None))
        for number, event in enumerate(EVENTS[:500])
    ]
    (unplaced, *_) = draw([*EVENTS, *lost]).story.missing
    assert len(unplaced.entries) == 200
    assert unplaced.more == 500 + sum(event.place.place is None for event in EVENTS) - 200
    assert f"and {unplaced.more} more" in page.html(draw([*EVENTS, *lost]))


def test_a_route_of_so_many_stops_is_refused_aloud():
    stops = [Stop(number=number, mover="Ole Vik", event=event) for number, event in enumerate(PLACED, 1)]
    with pytest.warns(GeoEventsWarning, match=r"too many for a route.*filter\(actor="):
        story = draw(EVENTS, stops=stops).story
    assert story.movers == ()


def test_passages_are_cut_around_their_place_until_they_fit():
    told = [
        replace(
            event,
            evidence=(
                replace(
                    event.evidence[0], text=f"{number} " + "far away " * 40 + event.evidence[0].text, place_start=-1
                ),
            ),
        )
        for number, event in enumerate(EVENTS)
    ]
    whole, cut, none = (draw(told, text_megabytes=room).story.columns for room in (5, 0.004, 0))
    assert whole.shortened is None
    assert 0 < cut.shortened < 360
    assert max(map(len, unpacked(cut)["quote"])) <= cut.shortened + 4
    assert {*unpacked(none)["quote"]} == {"\x1d\x1d"}
    with pytest.raises(ValueError, match="text_megabytes=-1"):
        draw(told, text_megabytes=-1)


def test_a_cut_passage_keeps_its_place():
    passage = f"{'before ' * 20}\x1dHamar\x1d{' after' * 20}"
    for limit in (24, 40, 120):
        before, place, after = _cut_passage(passage, limit).split("\x1d")
        assert place == "Hamar"
        assert len(before + place + after) <= limit + 3
    assert _cut_passage("a\x1dHamar\x1db", 40) == "a\x1dHamar\x1db"


words = st.text(alphabet="ab \x1d.,é", max_size=12)


@given(words, st.tuples(words, words, words, words))
def test_a_passage_comes_back_from_its_signs(passage, said):
    pairs = [(sign, text.replace("\x1d", "")) for sign, text in zip(SIGNS, said, strict=True)]
    found = _referring(passage, pairs)
    for sign, text in pairs:
        found = found.replace(sign, text)
    assert found == passage


@given(st.lists(st.sampled_from("abcdef"), max_size=30))
def test_numbers_of_values_come_back(values):
    texts = _Texts()
    for value in values:
        texts.add(value)
    seen, found = 0, []
    for step in texts.index().tolist():
        seen += not step
        found.append(seen - (step or 1))
    assert [texts.texts[at] for at in found] == values


@given(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=20))
def test_numbers_come_back_from_their_bytes(values):
    planes = _planes(np.asarray(values))
    assert [
        sum(plane[at] << (8 * number) for number, plane in enumerate(planes)) for at in range(len(values))
    ] == values


def test_half_a_character_and_control_signs_stop_nothing():
    bad = [replace(event, what="half \ud83d\x00\x1d", actors=("\x1f\udc00",)) for event in EVENTS]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        held = unpacked(draw(bad).story.columns)
    assert held["what"] == ["half ���"]
    assert held["actors"] == ["��"]
    assert all(json.loads(ground) for ground in held["ground"])
