"""What settles place names: trees over what is known of each candidate, the likeliest first and none overlapping."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from geoevents.gazetteer import default_gazetteer
from geoevents.language import analyse, grammar, layout
from geoevents.language.candidates import ACCEPTED, described, settled
from geoevents.language.judge import Judge
from geoevents.language.mentions import proposed
from geoevents.language.recogniser import default_recogniser
from geoevents.model import Document

TEXT = (
    "The ferry left Odesa for Istanbul on Monday. A nurse from East Texas teaches at the University of Oslo. "
    "Mayor Paris Jackson spoke in North Las Vegas, near Red Bank Road."
)


UNGOVERNED = "Residents of Istanbul and Odesa waited."


def _proposed(text: str):
    tokens = layout.tokens_of(text)
    sentences = layout.sentences_of(text, tokens)
    words = grammar.tag_text(tokens, sentences)
    read = default_recogniser().read(text, [(s.start, s.end) for s in sentences])
    return proposed(text, tokens, words, sentences, default_gazetteer(), read)


def _judge(feature: str, threshold: float, *, above: float, below: float) -> Judge:
    tree = {"features": [feature], "roots": [0], "feature": [0, -1, -1], "threshold": [threshold, 0, 0]}
    return Judge.of(json.dumps(tree | {"left": [1, 0, 0], "right": [2, 0, 0], "value": [0, below, above], "base": 0}))


def _settled(text: str, judge: Judge) -> set[str]:
    return {text[s.start : s.end] for s in settled(*_proposed(text), judge)}


def test_trees_add_up_and_a_value_on_the_threshold_goes_left():
    forest = {
        "features": ["a", "b"],
        "roots": [0, 3],
        "feature": [0, -1, -1, 1, -1, 0, -1, -1],
        "threshold": [1.0, 0, 0, 2.0, 0, 5.0, 0, 0],
        "left": [1, 0, 0, 4, 0, 6, 0, 0],
        "right": [2, 0, 0, 5, 0, 7, 0, 0],
        "value": [0, -1.0, 1.0, 0, 0.5, 0, 2.0, 4.0],
        "base": 0.25,
    }
    rows = np.array([[1.0, 2.0], [1.5, 2.5], [6.0, 3.0]])
    odds = np.array([-1.0 + 0.5 + 0.25, 1.0 + 2.0 + 0.25, 1.0 + 4.0 + 0.25])
    assert Judge.of(json.dumps(forest)).probability(rows) == pytest.approx(1 / (1 + np.exp(-odds)))


def test_candidates_hold_longer_and_shorter_readings_of_a_name():
    spans, known = described(*_proposed(TEXT))
    said = {TEXT[s.start : s.end] for s in spans}
    assert {"Odesa", "East Texas", "Texas", "North Las Vegas", "Las Vegas", "Red Bank Road"} <= said
    assert len({tuple(facts) for facts in known}) == 1
    assert all(np.isfinite(list(facts.values())).all() for facts in known)


@pytest.mark.parametrize(("above", "below", "whole"), [(3.0, 1.0, True), (1.0, 3.0, False)])
def test_the_likelier_edges_win_and_no_two_names_overlap(above, below, whole):
    judge = _judge("tokens", 2.5, above=above, below=below)
    spans = sorted(settled(*_proposed(TEXT), judge), key=lambda s: s.start)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert ("North Las Vegas" in {TEXT[s.start : s.end] for s in spans}) is whole


def test_what_the_judge_does_not_believe_is_no_place_name():
    assert _settled(UNGOVERNED, _judge("tokens", 0.5, above=5.0, below=5.0)) == {"Istanbul", "Odesa"}
    assert _settled(UNGOVERNED, _judge("tokens", 0.5, above=-5.0, below=-5.0)) == set()


def test_a_name_of_the_users_own_places_stands_where_the_rules_take_it_for_one():
    report, chosen, scanned = _proposed(UNGOVERNED)
    span = next(s for s in chosen if UNGOVERNED[s.start : s.end] == "Odesa")
    hint = replace(report.hints[span.first, span.last], flags=frozenset({"own", "main"}))
    own = replace(report, hints={**report.hints, (span.first, span.last): hint})
    judge = _judge("tokens", 0.5, above=-5.0, below=-5.0)
    assert [UNGOVERNED[s.start : s.end] for s in settled(own, chosen, scanned, judge)] == ["Odesa"]


def test_a_text_without_candidates_has_no_place_names():
    assert _settled("nobody went anywhere.", _judge("tokens", 0.5, above=5.0, below=5.0)) == set()


def test_the_packaged_judge_asks_only_for_facts_that_are_given_and_is_not_always_sure():
    judge = default_recogniser().judge
    assert judge is not None
    _, known = described(*_proposed(TEXT))
    assert set(judge.features) <= set(known[0])
    rows = np.array([[facts[name] for name in judge.features] for facts in known])
    chances = judge.probability(rows)
    assert chances.min() < 0.1 < ACCEPTED < 0.9 < chances.max() < 1


def _mentions(text: str) -> dict[str, str]:
    report = Document(id="a", text=text)
    return {m.text: m.kind for m in analyse(report, default_gazetteer()).mentions}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The wreck was found off Galle.", "Galle"),
        ("The sailor put in at Praia and reached Recife on Tuesday.", "Recife"),
        ("Kherson was shelled in the night.", "Kherson"),
        ("He toured a plant in Komsomolsk-on-Amur on Friday.", "Komsomolsk-on-Amur"),
        ("The storm crossed the Azores overnight.", "Azores"),
        ("She grew up in Stratford-upon-Avon.", "Stratford-upon-Avon"),
    ],
)
def test_what_a_word_beside_it_or_its_own_form_makes_sure_is_not_overruled(text, name):
    assert _mentions(text).get(name) == "literal"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The truck was heading west on U.S. 79 when it turned over.", "U.S."),
        ("A cinema showed the film Casablanca to a full house.", "Casablanca"),
        ("Her novel Petersburg was banned for years.", "Petersburg"),
        ("Pirates boarded the tanker Odessa at dawn.", "Odessa"),
    ],
)
def test_a_road_a_work_and_a_ship_are_no_places(text, name):
    assert _mentions(text).get(name) != "literal"


def test_a_film_shown_in_a_town_leaves_the_town():
    found = _mentions("The film Casablanca was shown in Tangier.")
    assert found.get("Casablanca") != "literal"
    assert found["Tangier"] == "literal"
