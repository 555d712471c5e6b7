"""The packaged recogniser: words, pieces, windows, and the same answer however it is asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import geoevents as ge
from geoevents.errors import ModelMissing
from geoevents.language.layout import sentences_of, tokens_of
from geoevents.language.pieces import Vocabulary, case_of, plain, word_spans
from geoevents.language.recogniser import KINDS, MODEL, Recogniser, default_recogniser, windows_of

if TYPE_CHECKING:
    from pathlib import Path

REPORT = (
    "The ferry left Odesa for Istanbul on Monday. Rescuers in Izmir said the quake had damaged houses in Bornova "
    "and Seferihisar. Officials in Ankara sent tents to the coast."
)


def _read(text: str):
    return default_recogniser().read(text, [(s.start, s.end) for s in sentences_of(text, tokens_of(text))])


def _names(text: str) -> list[str]:
    return [text[t.start : t.end] for t in _read(text).toponyms]


def test_words_are_letters_or_single_marks():
    text = "U.S.-led talks, 24°C: Perm'"
    assert [text[a:b] for a, b in word_spans(text)] == "U . S . - led talks , 24 ° C : Perm '".split()


@given(st.text(max_size=200))
def test_words_hold_everything_but_white_space(text):
    covered = "".join(text[a:b] for a, b in word_spans(text))
    assert covered == "".join(text.split()) or set("".join(text.split())) - set(covered) <= set(text)
    assert all(a < b for a, b in word_spans(text))


@pytest.mark.parametrize(
    ("word", "pattern"),
    [("train", 0), ("Artyom", 1), ("A", 1), ("USA", 2), ("McDonald", 3), ("2018", 0), ("Москва", 1), ("中国", 0)],
)
def test_case_patterns(word, pattern):
    assert case_of(word) == pattern


def test_pieces_are_cut_longest_first_and_never_more_than_eight():
    vocabulary = Vocabulary.of(["[UNK]", "a", "ab", "##c", "##cd", "##d", "##e"])
    assert vocabulary.numbers("abcd") == (2, 4)
    assert vocabulary.numbers("ABCD") == (2, 4)
    assert vocabulary.numbers("x") == (0,)
    assert vocabulary.numbers("a" + "e" * 40) == (1, *[6] * 7)


def test_accents_are_taken_off():
    assert plain("Besançon") == "besancon"
    assert plain("ÅRE") == "are"


@given(
    st.lists(st.integers(1, 8), min_size=1, max_size=300),
    st.lists(st.integers(0, 299), max_size=20),
    st.integers(8, 60),
)
def test_windows_keep_every_word_once_and_fit(lengths, cuts, limit):
    begins = sorted({0, *(c for c in cuts if c < len(lengths))})
    windows = list(windows_of(lengths, begins, limit))
    kept = [w for window in windows for w in range(window.from_word, window.to_word)]
    assert kept == list(range(len(lengths)))
    for window in windows:
        assert window.first <= window.from_word < window.to_word <= window.last
        assert sum(lengths[window.first : window.last]) <= limit


def test_the_answer_is_the_same_alone_in_a_batch_and_on_threads():
    texts = [REPORT, "Nothing here.", f"{REPORT} {REPORT}", "Riots in Lyon."] * 3
    alone = [_read(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(_read, texts))
    for one, other in zip(alone, together, strict=True):
        assert one.toponyms == other.toponyms
        assert one.entities == other.entities
        assert np.array_equal(one.named, other.named)


@pytest.mark.parametrize(
    "text", ["", " \n\t ", "…", "\x00\x01", "&amp;&nbsp;", "😀 🇫🇷", "А" * 5000, "a " * 3000, "Rain in 北京."]
)
def test_odd_texts_are_read(text):
    found = _read(text)
    assert all(0 <= t.start < t.end <= len(text) for t in found.toponyms)
    assert len(found.named) == len(found.starts) == len(found.ends)


def test_probabilities_are_probabilities():
    for toponym in _read(REPORT).toponyms:
        assert 0 < toponym.score <= 1
        assert len(toponym.kinds) == len(KINDS)
        assert sum(toponym.kinds) == pytest.approx(1, abs=1e-5)


def test_a_missing_file_says_how_to_mend_it(tmp_path: Path):
    with pytest.raises(ModelMissing, match="install geoevents again"):
        Recogniser(tmp_path / "nowhere.onnx")


def test_the_weights_fit_the_package():
    assert MODEL.stat().st_size <= 26_000_000


def test_places_of_a_report_are_found():
    assert _names(REPORT) == ["Odesa", "Istanbul", "Izmir", "Bornova", "Seferihisar", "Ankara"]


def test_a_name_in_a_sentence_longer_than_any_window_is_found_wherever_it_stands():
    listed = " and ".join(f"a house of {number} rooms" for number in range(120))
    for place in (0, 40, 80, 119):
        text = listed.replace(f" {place} rooms", f" {place} rooms in Istanbul") + "."
        assert _names(text) == ["Istanbul"], place


def test_extract_gives_the_same_on_threads():
    reports = [ge.Document(id=str(n), text=REPORT.replace("Monday", f"{n} May 2021")) for n in range(1, 8)]
    alone, together = ge.extract(reports), ge.extract(reports, threads=3)
    assert together.readings == alone.readings
    assert together.events == alone.events
