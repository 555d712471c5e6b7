"""The case lists, written by another hand than the code, and the quality gate that pins how many come right."""

import json
from pathlib import Path

import pytest

from benchmarks import cases, gate, merge

ROOT = Path(__file__).parents[1]
FLOORS = json.loads((ROOT / "benchmarks" / "floors.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def measured():
    return gate.own_figures()


@pytest.mark.parametrize(
    "name",
    ["cases/mentions", "cases/events", "cases/reports", "cases/merge", "cases/itinerary", "clusters", "examples"],
)
def test_no_list_falls_under_its_floor(measured, name):
    assert gate.compare({name: measured[name]}, {name: FLOORS[name]}) == []


def test_the_lists_have_negatives():
    assert sum(len(case["no_event"]) for case in cases.load("events")) > 40
    assert sum(len(case["not_places"]) for case in cases.load("mentions")) > 40


def test_clusters_have_happenings_told_twice_and_others_that_look_like_them():
    told = [case["happening"] for case in cases.load("clusters")]
    twice = {name for name in told if told.count(name) > 1}
    assert (len(twice), len(set(told)) - len(twice)) >= (30, 20)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({"a": 1, "b": 1, "c": 2}, (1.0, 1.0)),
        ({"a": 1, "b": 2, "c": 3}, (1.0, 2 / 3)),
        ({"a": 1, "b": 1, "c": 1}, (5 / 9, 1.0)),
    ],
)
def test_b_cubed(found, expected):
    assert merge.b_cubed({"a": "x", "b": "x", "c": "y"}, found)[:2] == pytest.approx(expected)


PINNED = {"corpus": {"digest": "a", "seen": False, "f1": 0.8}}


def test_a_figure_under_its_floor_is_named():
    (problem,) = gate.compare({"corpus": {"digest": "a", "seen": False, "f1": 0.7}}, PINNED)
    assert problem == "corpus f1: 0.7000 is under the floor 0.8000"


def test_noise_is_no_problem():
    assert gate.compare({"corpus": {"digest": "a", "seen": False, "f1": 0.7995}}, PINNED) == []


def test_another_corpus_must_be_pinned_anew():
    (problem,) = gate.compare({"corpus": {"digest": "b", "seen": False, "f1": 0.9}}, PINNED)
    assert "changed" in problem


def test_a_corpus_that_is_not_here_is_left_out():
    assert gate.compare({}, PINNED) == []


def test_update_refuses_to_lower_a_floor_without_a_reason():
    worse = {"corpus": {"digest": "a", "seen": False, "f1": 0.7}}
    with pytest.raises(SystemExit, match="allow-regression"):
        gate.raised(worse, PINNED, regression=None)
    assert (
        gate.raised(worse, PINNED, regression="the corpus was wrong")["corpus"]["regression"] == "the corpus was wrong"
    )


def test_update_raises_a_floor():
    assert (
        gate.raised({"corpus": {"digest": "a", "seen": False, "f1": 0.9}}, PINNED, regression=None)["corpus"]["f1"]
        == 0.9
    )


def test_a_floor_lowered_by_hand_is_found_in_the_history():
    by_hand = {"corpus": {"digest": "a", "seen": False, "f1": 0.5}}
    assert gate.lowered(by_hand, PINNED) == ["corpus f1: floor 0.5 was 0.8"]
    assert gate.lowered(PINNED, by_hand) == []
