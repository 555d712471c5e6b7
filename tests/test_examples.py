"""The example reports, their gold and the case lists are what they say they are."""

from __future__ import annotations

import importlib.util
import json
import re
from datetime import date
from pathlib import Path

import pytest

from geoevents.model import STATUSES

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "geoevents" / "examples"
GOLD = sorted((ROOT / "benchmarks" / "examples" / "gold").glob("*.json"))
STORIES = sorted(path.parent for path in EXAMPLES.glob("*/story.json"))
CASES = ROOT / "tests" / "cases"
KINDS = {"literal", "metonym", "demonym", "embedded", "other"}


def load_annotate():
    spec = importlib.util.spec_from_file_location("annotate", ROOT / "benchmarks" / "annotate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


annotate = load_annotate()


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def cases(name):
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [pytest.param(json.loads(line), id=f"{number}") for number, line in enumerate(lines, 1)]


def days_of(event):
    pairs = [(event["start"], event["end"]), (event.get("not_before"), event.get("not_after"))]
    return pairs + [tuple(pair) for pair in event.get("date_also", [])]


# --- stories


def test_there_are_three_stories_of_different_kinds():
    assert [story.name for story in STORIES] == ["outbreak", "storm", "visit"]


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_story_is_well_formed(story):
    told = read_json(story / "story.json")
    assert set(told) == {"title", "standfirst", "mover", "reports"}
    assert told["title"].strip()
    assert told["standfirst"].strip()
    assert told["mover"] is None or told["mover"].strip()
    assert {report["file"] for report in told["reports"]} == {path.name for path in story.glob("*.txt")}
    published = [date.fromisoformat(report["published"]) for report in told["reports"]]
    assert published == sorted(published)
    for report in told["reports"]:
        assert set(report) == {"file", "title", "published", "source", "url"}
        assert re.fullmatch(r"[a-z][a-z0-9-]*\.txt", report["file"])
        text = (story / report["file"]).read_text(encoding="utf-8")
        assert text.startswith(report["title"])
        assert 1500 <= len(text) <= 3500
        assert "\r" not in text


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_mover_is_named_in_every_report(story):
    mover = read_json(story / "story.json")["mover"]
    for path in story.glob("*.txt"):
        assert mover is None or mover in path.read_text(encoding="utf-8")


# --- gold


def test_every_report_has_gold_and_every_gold_a_report():
    reports = {f"{path.parent.name}/{path.stem}" for path in EXAMPLES.glob("*/*.txt")}
    assert {read_json(path)["doc_id"] for path in GOLD} == reports


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_fits_its_report(path):
    gold = read_json(path)
    assert path.stem == gold["doc_id"].replace("/", "_")
    report = annotate.report_path(gold["doc_id"])
    text = report.read_text(encoding="utf-8")
    assert annotate.problems(gold, text) == []
    published = {one["file"]: one["published"] for one in read_json(report.parent / "story.json")["reports"]}
    assert gold["published"] == published[report.name]
    for event in gold["events"]:
        names = {text[start:end].casefold() for start, end in event["place_spans"]}
        assert event["place_name"].casefold() in names


def test_gold_has_every_status_role_and_reason():
    events = [event for path in GOLD for event in read_json(path)["events"]]
    assert {event["status"] for event in events} == set(STATUSES)
    assert {event["role"] for event in events} == annotate.ROLES
    reasons = {place["why"] for path in GOLD for place in read_json(path)["non_event_places"]}
    assert reasons == annotate.REASONS


def test_readme_gives_the_digest_of_the_gold():
    readme = (ROOT / "benchmarks" / "examples" / "README.md").read_text(encoding="utf-8")
    assert annotate.digest(GOLD) in readme


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text_length": 1}, "changed after"),
        ({"itinerary": ["e99"]}, "e99 is no event"),
        ({"non_event_places": [{"span": [0, 3], "text": "xyz", "why": "other"}]}, "'xyz'"),
        ({"non_event_places": [{"span": [0, 1], "text": "K", "why": "a whim"}]}, "a whim"),
    ],
)
def test_checker_finds_what_is_wrong_with_a_record(change, words):
    gold = read_json(next(path for path in GOLD if path.stem == "visit_cosmodrome"))
    text = annotate.report_path(gold["doc_id"]).read_text(encoding="utf-8")
    found = annotate.problems(gold | change, text)
    assert any(words in problem for problem in found)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"place_spans": []}, "no place mention"),
        ({"evidence_span": [0, 1]}, "evidence holds no mention"),
        ({"place_spans": [[0, 10**6]]}, "outside the text"),
        ({"status": "perhaps"}, "unknown status"),
        ({"start": "2023-09-14"}, "is after"),
    ],
)
def test_checker_finds_what_is_wrong_with_an_event(change, words):
    gold = read_json(next(path for path in GOLD if path.stem == "visit_cosmodrome"))
    found = annotate.event_problems(gold["events"][0] | change, gold["text_length"])
    assert any(words in problem for problem in found)


def test_show_prints_the_annotations_and_says_what_there_is(capsys):
    assert annotate.main(["show", "visit/farewell"]) == 0
    assert "[Artyom|e1]" in capsys.readouterr().out
    assert annotate.main(["show", "visit/nowhere"]) == 1
    assert "visit_farewell" in capsys.readouterr().out
    assert annotate.main(["check"]) == 0


# --- case lists


@pytest.mark.parametrize("case", cases("mentions.jsonl"))
def test_mention_case_is_well_formed(case):
    text = case["text"]
    date.fromisoformat(case["published"])
    assert case["places"] or case["not_places"]
    for place in case["places"]:
        assert place["kind"] in KINDS
        assert text[place["start"] :].startswith(place["text"])
    for words, start in zip(case["not_places"], case["not_starts"], strict=True):
        assert text[start:].startswith(words)


@pytest.mark.parametrize("case", cases("events.jsonl"))
def test_event_case_is_well_formed(case):
    date.fromisoformat(case["published"])
    assert case["events"] or case["no_event"]
    assert all(place in case["text"] for place in case["no_event"])
    for event in case["events"]:
        assert event["place"] in case["text"]
        assert event["place"] not in case["no_event"]
        assert {event["status"], *event.get("status_also", [])} <= set(STATUSES)
        for low, high in days_of(event):
            first, last = (date.fromisoformat(day) if day else None for day in (low, high))
            assert not (first and last) or first <= last


@pytest.mark.parametrize("case", cases("merge.jsonl"))
def test_merge_case_is_well_formed(case):
    assert isinstance(case["same"], bool)
    assert case["why"].strip()
    for report in (case["a"], case["b"]):
        assert report["text"].strip()
        date.fromisoformat(report["published"])


@pytest.mark.parametrize("case", cases("itinerary.jsonl"))
def test_itinerary_case_is_well_formed(case):
    together = " ".join(report["text"] for report in case["texts"])
    assert len(case["order"]) >= 2
    assert case["mover"].casefold() in together.casefold()
    assert all(place in together for place in case["order"] + case.get("absent", []))
    assert not set(case["order"]) & set(case.get("absent", []))


def test_about_half_of_the_cases_are_negative():
    def share(name, negative):
        rows = [parameter.values[0] for parameter in cases(name)]
        return sum(bool(negative(row)) for row in rows) / len(rows)

    assert 0.4 <= share("events.jsonl", lambda row: not row["events"]) <= 0.6
    assert 0.4 <= share("merge.jsonl", lambda row: not row["same"]) <= 0.6
    others = share(
        "mentions.jsonl", lambda row: row["not_places"] or any(p["kind"] != "literal" for p in row["places"])
    )
    assert 0.4 <= others <= 0.8


def test_events_cases_have_every_status():
    rows = [parameter.values[0] for parameter in cases("events.jsonl")]
    assert {event["status"] for row in rows for event in row["events"]} == set(STATUSES)
