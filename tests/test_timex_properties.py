"""What holds for every text: spans, order, shifts, time zones, and time that grows with the text and no faster."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoevents.errors import NoPublicationDate
from geoevents.timex import edtf, explain, find_times, from_edtf, interval, times, timex3
from geoevents.timex.english import ENGLISH
from geoevents.timex.tokens import _FORM_ORDER, _pattern

if TYPE_CHECKING:
    from types import FrameType

SUNDAY = date(2023, 9, 17)
PUBLISHED = st.dates(date(1600, 1, 1), date(2500, 1, 1))

_RELATIVE = [
    "on Friday", "last Friday", "next Friday", "this coming Monday", "yesterday", "today", "tomorrow", "two days ago",
    "three weeks ago", "last week", "next week", "this weekend", "last weekend", "overnight", "last night",
    "on Monday afternoon", "since Tuesday", "by Friday", "until Wednesday", "for a third day", "a week on Tuesday",
    "from Monday to Wednesday", "on Saturday and Sunday", "in the past two weeks", "the next day", "two days later",
    "the day after", "between Thursday and Saturday", "Tuesday of last week", "in two weeks' time",
]  # fmt: skip
_VERBS = [
    "He left",
    "She will return",
    "They are due to meet",
    "It could rain",
    "It was called off",
    "They met",
    "It is",
]


@st.composite
def reports(draw: st.DrawFn) -> str:
    sentence = st.tuples(st.sampled_from(_VERBS), st.sampled_from(_RELATIVE)).map(" ".join)
    return ". ".join(draw(st.lists(sentence, min_size=1, max_size=5))) + "."


def _shifted(day: date | None, weeks: int) -> date | None:
    return day and day + timedelta(7 * weeks)


@settings(deadline=None)
@given(text=reports(), published=PUBLISHED, weeks=st.integers(-500, 500))
def test_n_weeks_later_the_same_words_mean_n_weeks_later(text: str, published: date, weeks: int) -> None:
    before, after = (times(text, published=_shifted(published, n)) for n in (0, weeks))
    assert [when.text for when in before] == [when.text for when in after]
    for one, other in zip(before, after, strict=True):
        assert (_shifted(one.earliest, weeks), _shifted(one.latest, weeks)) == (other.earliest, other.latest)


@settings(deadline=None)
@given(published=PUBLISHED, gap=st.integers(-300, 300), weeks=st.integers(-300, 300))
def test_text_and_publication_shifted_together_shift_the_days(published: date, gap: int, weeks: int) -> None:
    def read(n: int) -> list[tuple[date | None, date | None]]:
        day = published + timedelta(gap + 7 * n)
        text = f"On {day.isoformat()} the dam broke. Two days later help came. It closed on Monday."
        return [(when.earliest, when.latest) for when in times(text, published=_shifted(published, n))]

    assert read(weeks) == [(_shifted(first, weeks), _shifted(last, weeks)) for first, last in read(0)]


@settings(deadline=None)
@given(text=reports(), published=PUBLISHED)
def test_spans_intervals_and_words(text: str, published: date) -> None:
    for when in times(text, published=published):
        assert text[when.start : when.end] == when.text
        assert when.earliest is None or when.latest is None or when.earliest <= when.latest
        assert when.tree is not None
        assert explain(when).startswith(when.text)
        assert interval(when) or when.earliest is when.latest is None
        assert timex3(when).startswith("<TIMEX3")
        if written := edtf(when):
            again = from_edtf(written)
            assert (again.earliest, again.latest) == (when.earliest, when.latest)


@settings(deadline=None)
@given(before=reports(), published=PUBLISHED)
def test_blank_lines_before_a_text_move_spans_and_nothing_else(before: str, published: date) -> None:
    plain, moved = times(before, published=published), times(f"\n\n{before}", published=published)
    assert [(w.start, w.end, w.value) for w in moved] == [(w.start + 2, w.end + 2, w.value) for w in plain]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "UTC"])
def test_the_time_zone_and_the_locale_of_the_machine_change_nothing(zone: str) -> None:
    code = (
        "import locale, geoevents.timex as t\n"
        "try: locale.setlocale(locale.LC_ALL, '')\n"
        "except locale.Error: pass\n"
        "text = 'He left on Sunday at 1 a.m., came back last night and leaves on Friday. It began in late 2011.'\n"
        "print([(w.value, w.earliest, w.explanation) for w in t.times(text, published='2023-09-17')])"
    )
    environment = {"TZ": zone, "LC_ALL": "de_DE.UTF-8", "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin"}
    outputs = {
        subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True).stdout
        for env in (environment, {"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"})
    }
    assert len(outputs) == 1
    assert "2023-09-17T01:00" in outputs.pop()


def test_without_a_publication_day_the_reader_is_told() -> None:
    with pytest.warns(NoPublicationDate, match=r'published="2023-09-17"'):
        (when,) = times("He left on Saturday.")
    assert (when.earliest, when.value, str(when.tree)) == (None, "XXXX-WXX-6", "Nearest(weekday 6)")


@pytest.mark.parametrize(
    "text", ["He died on 3 May 2021.", "It is now closed for six days.", "It opens at 10 a.m. every Monday.", ""]
)
def test_nobody_is_told_when_nothing_waits(text: str) -> None:
    assert all(when.text for when in times(text))


_EVERY_WORD = st.sampled_from(
    [*ENGLISH.words, *(words[0][0][-1] for words in ENGLISH.holidays.values())]
    + [word.capitalize() for word in ENGLISH.words]
    + [*".,;:-–()'\"’$%/", "3", "13th", "31", "1998", "2023-02-30", "10:30", "2,000", "1 1/2", "’90s", "\n\n"]
)


@settings(max_examples=300, deadline=None)
@given(words=st.lists(_EVERY_WORD, max_size=30), published=PUBLISHED)
def test_any_row_of_the_words_that_the_grammar_knows_is_read(words: list[str], published: date) -> None:
    text = " ".join(words)
    assert all(text[when.start : when.end] == when.text for when in find_times(text, published=published))


# ------------------------------------------------------------------ no input makes it slow
_PIECES = [
    *("on Monday and ", "six-day ", "3 hours ago\n", "1 ", "the ", "a b ", "'s ", "two to ", "1,000", "12/31/", "9"),
    *("’", "A.", "a.m. ", "last ", "the day before ", "of ", "from ", "May ", "- ", "\n", " \n", "\t\n ", "("),
    *("1990-", "90s ", "will ", "had been ", "to be ", "LONDON, ", "A B, ", "( ", "—", "Copyright ", "at "),
    *("in the ", "first half of ", " ", "\t", "\u00a0", " \u2003", "\r", "5|[Bm$-Q\t3a"),
    *("twenty-", "nineteen ", "Christmas ", "new year ", "every ", "1/2 ", "second ", "XX-", "year-", "early "),
]  # fmt: skip


def _calls(text: str) -> int:
    """How many functions reading a text calls: what the work is worth, the same on every machine."""
    count = 0

    def profile(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        times(text, published=SUNDAY)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", _PIECES)
def test_one_piece_over_and_over(piece: str) -> None:
    assert _calls(piece * 1_000) < 12 * _calls(piece * 100) + 1_000


@settings(max_examples=30, deadline=None)
@given(pieces=st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4))
def test_pieces_mixed_over_and_over(pieces: list[str]) -> None:
    text = "".join(pieces)
    size = 1_000 // len(text) + 1
    assert _calls(text * size * 8) < 12 * _calls(text * size) + 1_000


_NESTED = re.compile(r"[*+]\)[*+{]|\([^()]*[*+][^()]*\)[*+]")


def test_no_pattern_repeats_a_repetition() -> None:
    """The form that makes a backtracking engine explode; an escape hatch needs a separator in between."""
    productions = [rule.pattern for stage in ENGLISH.grammar.stages for rule in stage]
    assert not [pattern for pattern in productions if _NESTED.search(pattern)]
    forms = [pattern for _, pattern in _FORM_ORDER] + list(ENGLISH.forms.values())
    assert [pattern for pattern in forms if _NESTED.search(pattern)] == []
    assert _pattern(tuple(ENGLISH.forms.items())).groups >= len(_FORM_ORDER)
