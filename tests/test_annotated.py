"""The gold events of the drawn articles: offsets that fit, and halves that keep apart."""

import json
from pathlib import Path

import pytest

from benchmarks.events import annotated

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "benchmarks" / "annotated"
CORPORA = ROOT.parent / "shared" / "corpora"
SPLIT = json.loads((FOLDER / "split.json").read_text("utf-8"))


def test_every_article_is_in_one_half():
    files = sorted(path.stem for path in FOLDER.glob("*.json") if path.name != "split.json")
    assert sorted([*SPLIT["development"], *SPLIT["kept"]]) == files
    assert len(SPLIT["development"]) == len(SPLIT["kept"]) == 27


def test_every_article_is_of_one_batch():
    listed = [name for batch in SPLIT["batches"].values() for name in batch["articles"]]
    assert sorted(listed) == sorted([*SPLIT["development"], *SPLIT["kept"]])


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora do not lie beside the checkout")
@pytest.mark.parametrize("half", ["development", "kept"])
def test_the_loader_cuts_names_out_of_the_texts(half):
    found = list(annotated(CORPORA, half))
    assert [gold["doc_id"] for _, gold in found] == SPLIT[half]
    for document, gold in found:
        assert len(document.text) == gold["text_length"]
        for event in gold["events"]:
            assert event["place_name"].strip()
            assert len(event["actors"]) == len(event["actor_spans"])
