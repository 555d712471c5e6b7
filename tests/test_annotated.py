"""The gold events of the drawn articles: offsets that fit, and lists that keep apart."""

import json
from pathlib import Path

import pytest

from benchmarks.events import annotated

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "benchmarks" / "annotated"
CORPORA = ROOT.parent / "shared" / "corpora"
SPLIT = json.loads((FOLDER / "split.json").read_text("utf-8"))


LISTS = ["development", "kept", "third"]
LISTED = [name for part in LISTS for name in SPLIT[part]]


def test_every_article_is_in_one_list():
    files = sorted(path.stem for path in FOLDER.glob("*.json") if path.name != "split.json")
    assert sorted(LISTED) == files
    assert [len(SPLIT[part]) for part in LISTS] == [27, 27, 20]


def test_every_article_is_of_one_batch():
    listed = [name for batch in SPLIT["batches"].values() for name in batch["articles"]]
    assert sorted(listed) == sorted(LISTED)
    assert SPLIT["batches"]["3"]["articles"] == SPLIT["third"]


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora do not lie beside the checkout")
@pytest.mark.parametrize("half", LISTS)
def test_the_loader_cuts_names_out_of_the_texts(half):
    found = list(annotated(CORPORA, half))
    assert [gold["doc_id"] for _, gold in found] == SPLIT[half]
    for document, gold in found:
        assert len(document.text) == gold["text_length"]
        for event in gold["events"]:
            assert event["place_name"].strip()
            assert len(event["actors"]) == len(event["actor_spans"])
