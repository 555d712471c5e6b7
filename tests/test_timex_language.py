"""Another language fills the lexicon, its own productions and its own phrases; the rest stays as it is.

A small German: enough to show that order and words are the language's, and resolution is not.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import geoevents.timex
from geoevents.timex import dates, explain, pointers, times
from geoevents.timex.english import ENGLISH
from geoevents.timex.lexicon import CLASSES, Lexicon
from geoevents.timex.reduce import Grammar, production
from geoevents.timex.wording import ENGLISH_WORDING

SUNDAY = date(2023, 9, 17)


def classes(**words: str) -> dict[str, tuple[str, object]]:
    return {word: (name, None) for name, row in words.items() for word in row.split()}


def numbered(name: str, words: str) -> dict[str, tuple[str, object]]:
    return {word: (name, number) for number, word in enumerate(words.split(), 1)}


WORDS = {
    **classes(IN="im in", ON="am", THE="der die das dem den", SINCE="seit", UNTIL="bis", AND="und"),
    **numbered("WEEKDAY", "montag dienstag mittwoch donnerstag freitag samstag sonntag"),
    **numbered(
        "MONTH", "januar februar märz april mai juni juli august september oktober november dezember"
    ),
    **numbered("CARDINAL", "ein zwei drei vier fünf sechs"),
    **{word: ("UNIT", (unit, plural)) for word, unit, plural in [
        ("tag", "day", False), ("tage", "day", True), ("tagen", "day", True), ("woche", "week", False),
        ("wochen", "week", True), ("monat", "month", False), ("jahr", "year", False), ("jahren", "year", True),
    ]},
    **dict.fromkeys(["letzte", "letzten", "vergangene"], ("LAST", -1)),
    **dict.fromkeys(["nächste", "nächsten"], ("NEXT", 1)),
    "vor": ("AGO", -1),
    "heute": ("TODAY", (0, "")),
    "gestern": ("TODAY", (-1, "")),
    "morgen": ("TODAY", (1, "")),
    "nachmittag": ("DAYPART", "AF"),
    "anfang": ("EARLY", "START"),
    "ende": ("EARLY", "END"),
}  # fmt: skip

GRAMMAR = Grammar(
    stages=(
        (
            production("XDAY", "day=ORDINAL month=MONTH year=YEAR?", dates.calendar_date),
            production("XDAY", "date=NUMDATE", dates.numeric_date),
            production("XDATE", "month=MONTH year=YEAR?", dates.month),
            production("XDATE", "year=YEAR", dates.year),
            production("XDAY", "which=[LAST NEXT]? index=WEEKDAY", dates.weekday),
            production("XDAY", "day=TODAY", pointers.today),
            production("XDATE", "which=[LAST NEXT] unit=UNIT", pointers.pointed),
            production("XLENGTH", "n=[CARDINAL DAYNUM] unit=UNIT", geoevents.timex.lengths.length),
        ),
        (
            production("XDATE", "sign=AGO length=XLENGTH", pointers.ago),  # the preposition stands before
            production("XDATE", "mod=EARLY of=[XDAY XDATE]", pointers.part),
            production("XTIME", "day=XDAY time=DAYPART", geoevents.timex.lengths.within),
        ),
    )
)

WORDING = replace(
    ENGLISH_WORDING,
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    in_full="{weekday}, {day}. {month} {year}",
    units={"day": ("Tag", "Tage"), "week": ("Woche", "Wochen"), "year": ("Jahr", "Jahre")},
    found={
        "before": "vor",
        "after": "nach",
        "same": "der Tag",
        "nearest": "nächstgelegen zu",
        "counted": "gezählt von",
        "count_before": "{count} {unit} vor",
        "count_after": "{count} {unit} nach",
    },
    anchors={"published": "der Veröffentlichung am {date}", "previous": "dem {date}", "day": "{date}"},
    as_written="{text}, wie geschrieben",
    since="ein Ende ist nicht genannt",
)

GERMAN: Lexicon = replace(
    ENGLISH,
    grammar=GRAMMAR,
    wording=WORDING,
    forms={
        "clock": r"\d{1,2}[:.]\d\d(?=\sUhr)",
        "decade": r"\d\d\d0er\b",
        "ordinal": r"\d{1,2}\.(?=\s[A-ZÄÖÜ])",
        "clitic": r"['’](?=\s)",
        "word": r"[^\W\d_]+",
    },
    day_first=True,
    left_over="am|um|von",
    words=WORDS,
    abbreviations=frozenset(),
    proper=frozenset(),
    holidays={},
    past=frozenset("war kam ging traf fiel begann regnete starb sagte hatte wurde".split()),
    future=frozenset("wird werden soll sollen".split()),
    planning=frozenset("plant geplant erwartet".split()),
    scheduled=frozenset("beginnt endet reist".split()),
    begin=frozenset("begann beginnt".split()),
    finish=frozenset("endet endete".split()),
    clause=frozenset("dass weil und oder während".split()),
    coordinators=frozenset("und oder".split()),
    infinitive=frozenset({"zu"}),
    deadline=frozenset(),
    named_days=frozenset({"karfreitag"}),
    regular_past=("te",),
)


def test_every_class_has_a_character_of_its_own() -> None:
    assert len(set(CLASSES.values())) == len(CLASSES)
    assert all(len(character) == 1 for character in CLASSES.values())


def test_the_words_are_of_this_language_only() -> None:
    assert {name for name, _ in WORDS.values()} <= set(CLASSES)
    assert times("She met him on Saturday.", published=SUNDAY, lexicon=GERMAN) == ()


@pytest.mark.parametrize(
    ("text", "mention", "value"),
    [
        ("Sie traf ihn am Samstag.", "Samstag", "2023-09-16"),
        ("Sie kam am Sonntag.", "Sonntag", "2023-09-17"),
        ("Sie wird am Montag kommen.", "Montag", "2023-09-18"),
        ("Sie wird am Montag Nachmittag kommen.", "Montag Nachmittag", "2023-09-18TAF"),
        ("Es regnete letzte Woche.", "letzte Woche", "2023-W36"),
        ("Nächste Woche soll es regnen.", "Nächste Woche", "2023-W38"),
        ("Sie kam vor zwei Tagen.", "vor zwei Tagen", "2023-09-15"),
        ("Sie starb am 3. Mai 2021.", "3. Mai 2021", "2021-05-03"),
        ("Sie starb am 3/5/2021.", "3/5/2021", "2021-05-03"),
        ("Sie starb am 3. Mai.", "3. Mai", "2023-05-03"),
        ("Es fiel im Mai 2021.", "Mai 2021", "2021-05"),
        ("Sie kam gestern.", "gestern", "2023-09-16"),
        ("Es begann Ende 2011.", "Ende 2011", "2011"),
    ],
)
def test_values_do_not_depend_on_the_language(text: str, mention: str, value: str) -> None:
    (when,) = times(text, published=SUNDAY, lexicon=GERMAN)
    assert (when.text, when.value) == (mention, value)
    assert text[when.start : when.end] == mention


def test_roles_and_phrases_are_of_the_language() -> None:
    (when,) = times("Das Feuer brennt seit Freitag.", published=SUNDAY, lexicon=GERMAN)
    assert (when.earliest, when.latest, when.role) == (date(2023, 9, 15), None, "since")
    words = "Freitag vor der Veröffentlichung am Sonntag, 17. September 2023; ein Ende ist nicht genannt"
    assert explain(when, wording=WORDING) == words
    (ago,) = times("Sie kam vor zwei Tagen.", published=SUNDAY, lexicon=GERMAN)
    assert ago.explanation == "vor zwei Tagen: 2 Tage vor der Veröffentlichung am Sonntag, 17. September 2023"


_OF_A_LANGUAGE = {"english.py", "wording.py", "grammar.py", "dateline.py"}
_COMPARED = re.compile(r"""\b(?:word|lower|bare)(?:\([^)]*\))? (?:==|!=|in|not in) [\["'{(]""")


def test_no_word_is_named_outside_the_files_of_the_language() -> None:
    for path in Path(geoevents.timex.__file__).parent.glob("*.py"):
        if path.name not in _OF_A_LANGUAGE:
            assert not _COMPARED.search(path.read_text("utf-8")), path.name
