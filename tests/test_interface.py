"""The dictionaries of the interface: the same keys everywhere, and days said as each language says them."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import visit

from geoevents import page
from geoevents.errors import GeoEventsError, UnknownLanguage
from geoevents.interface import LANGUAGES, interface, plural
from geoevents.interface.dates import dated_words, full_words, reach, short_words
from geoevents.maps import draw
from geoevents.model import STATUSES, When
from geoevents.page import EDITING, MANY_SCRIPTS, SCRIPTS
from geoevents.wording import when_in_words

FOLDER = files("geoevents").joinpath("interface")
OTHERS = [code for code in LANGUAGES if code != "en"]
LONG = {
    **dict(
        zip(
            "Mon Tue Wed Thu Fri Sat Sun".split(),
            "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
            strict=True,
        )
    ),
    **dict(
        zip(
            "Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec".split(),
            "January February March April June July August September October November December".split(),
            strict=True,
        )
    ),
}


def raw(code):
    return json.loads(FOLDER.joinpath(f"{code}.json").read_bytes())


def values(text):
    return set(re.findall(r"\{(\w+)\}", text))


def test_there_is_a_file_for_each_language_and_no_other():
    assert sorted(entry.name for entry in FOLDER.iterdir() if entry.name.endswith(".json")) == sorted(
        f"{code}.json" for code in LANGUAGES
    )


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("part", ["dates", "said", "page", "edit", "many"])
def test_every_dictionary_has_the_same_keys_and_values_to_fill(code, part):
    english, other = raw("en")[part], raw(code)[part]
    assert [key for key in other if key in english or not re.search("_(two|few|many)$", key)] == list(english)
    for key, words in english.items():
        assert other[key], key
        if part != "dates" and key.endswith("_one"):
            assert values(other[key]) <= {"n"}, key
        elif part != "dates" and key != "confidence":
            assert values(other[key]) == values(words), key


@pytest.mark.parametrize("code", OTHERS)
def test_every_form_of_a_noun_is_asked_for_and_has_its_number(code):
    forms = {plural(code, number) for number in range(250)}
    for words in raw(code).values():
        for key in words if isinstance(words, dict) else ():
            noun, _, form = key.rpartition("_")
            if form in {"two", "few", "many"} and f"{noun}_one" in words:
                assert form in forms, key
                assert form == "two" or "{n}" in words[key], key


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("ru", ["1 событие", "2 события", "5 событий", "11 событий", "21 событие", "112 событий"]),
        ("ar", ["حدث واحد", "حدثان", "5 أحداث", "11 حدثًا", "21 حدثًا", "112 حدثًا"]),
        ("fr", ["1 événement", "2 événements", "5 événements", "11 événements", "21 événements", "112 événements"]),
        ("ja", ["出来事1件", "出来事2件", "出来事5件", "出来事11件", "出来事21件", "出来事112件"]),
    ],
)
def test_so_many_events(code, said):
    assert [interface(code).count("event", number) for number in (1, 2, 5, 11, 21, 112)] == said


@pytest.mark.parametrize("code", LANGUAGES)
def test_calendars_are_whole(code):
    calendar = interface(code).calendar
    assert {name: len(words) for name, words in calendar.items()} == {
        "months": 12,
        "months_of": 12,
        "months_short": 12,
        "weekdays": 7,
        "weekdays_short": 7,
    }


def test_scripts_ask_only_for_words_that_there_are():
    known = interface("en").for_page(editable=True, many=True)
    static = files("geoevents").joinpath("static")
    for name in (*SCRIPTS, *EDITING, *MANY_SCRIPTS):
        text = static.joinpath(name).read_text(encoding="utf-8")
        for key in re.findall(r"""(?<![\w.])(?:t|words\.t|pieces)\("([\w]+)"[,)]""", text):
            assert key in known, (name, key)
        for key in re.findall(r"""\bcount\("(\w+)",""", text):
            assert {key, f"{key}_one"} <= set(known), (name, key)


def test_an_unknown_language_is_named():
    with pytest.raises(UnknownLanguage, match=r"'tlh'.*en, ru, ko") as caught:
        draw([], language="tlh")
    assert isinstance(caught.value, GeoEventsError)
    assert isinstance(caught.value, ValueError)


days = st.dates(date(1850, 1, 1), date(2150, 1, 1))


@st.composite
def times(draw_):
    first, last = sorted((draw_(days), draw_(days)))
    kind = draw_(st.sampled_from(["day", "span", "within", "since", "until", "frame", "after", "before"]))
    about = draw_(st.booleans())
    if kind == "frame":
        return When(not_before=first, not_after=last)
    if kind == "after":
        return When(not_before=first)
    if kind == "before":
        return When(not_after=last)
    if kind == "since":
        precision = draw_(st.sampled_from(["day", "month", "year"]))
        first = first.replace(day=1) if precision == "month" else first
        first = first.replace(month=1, day=1) if precision == "year" else first
        return When(earliest=first, precision=precision, role="since", approximate=about)
    if kind == "until":
        return When(latest=last, precision="day", role="until", approximate=about)
    end = first if kind == "day" else last
    hour = draw_(st.sampled_from(["", "T14:30", "TMO"])) if kind == "day" else ""
    return When(
        earliest=first,
        latest=end,
        precision="hour" if hour else "day",
        value=f"{first.isoformat()}{hour}",
        role="span" if kind == "span" else "at",
        approximate=about,
    )


@settings(max_examples=60, deadline=None)
@given(times())
def test_english_is_that_of_tables_with_the_names_written_out(when):
    short = when_in_words(when)
    written_out = re.sub(rf"\b(?:{'|'.join(LONG)})\b", lambda found: LONG[found[0]], short)
    assert full_words(when, interface("en")) == written_out


@settings(max_examples=60, deadline=None)
@given(times(), st.sampled_from(OTHERS), st.sampled_from(STATUSES))
def test_every_language_says_every_time(when, code, status):
    words = interface(code)
    said = dated_words(when, status, words)
    assert said
    assert not re.search(r"[{}]|\bNone\b", said)
    if code in {"ru", "ko", "zh", "ja", "ar"}:
        assert not re.search(r"[A-Za-z]", said)
    assert not re.search(r"[{}]", short_words(when.earliest, when.latest, words))


@pytest.mark.parametrize(
    ("code", "day", "span", "since"),
    [
        ("ru", "суббота, 16 сентября 2023 г.", "12–17 сентября 2023 г.", "с 12 сентября 2023 г."),
        ("ko", "2023년 9월 16일 토요일", "2023년 9월 12일–17일", "2023년 9월 12일부터"),
        ("zh", "2023年9月16日星期六", "2023年9月12日至17日", "自2023年9月12日起"),
        ("ja", "2023年9月16日土曜日", "2023年9月12日〜17日", "2023年9月12日から"),
        ("de", "Samstag, 16. September 2023", "12.–17. September 2023", "seit 12. September 2023"),
        ("fr", "samedi 16 septembre 2023", "12–17 septembre 2023", "depuis le 12 septembre 2023"),
        ("es", "sábado, 16 de septiembre de 2023", "12–17 de septiembre de 2023", "desde el 12 de septiembre de 2023"),
        ("ar", "السبت 16 سبتمبر 2023", "12–17 سبتمبر 2023", "منذ 12 سبتمبر 2023"),
    ],
)
def test_days_as_each_language_says_them(code, day, span, since):
    words = interface(code)
    saturday, tuesday, sunday = date(2023, 9, 16), date(2023, 9, 12), date(2023, 9, 17)
    assert full_words(When(earliest=saturday, latest=saturday, precision="day"), words) == day
    assert reach(tuesday, sunday, words) == span
    assert full_words(When(earliest=tuesday, precision="day", role="since"), words) == since


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "28 September – 3 October 2023"),
        ("zh", "2023年9月28日至10月3日"),
        ("ja", "2023年9月28日〜10月3日"),
        ("ko", "2023년 9월 28일 – 10월 3일"),
        ("fr", "28 septembre – 3 octobre 2023"),
    ],
)
def test_a_year_said_once_stands_where_the_language_has_it(code, said):
    assert reach(date(2023, 9, 28), date(2023, 10, 3), interface(code)) == said
    assert "1er" not in said
    assert ("1er" in reach(date(2023, 9, 1), date(2023, 10, 1), interface(code))) == (code == "fr")


def test_a_page_carries_only_its_own_language():
    text = page.html(draw(**visit(), language="ar"))
    assert '<html lang="ar" dir="rtl">' in text
    assert "تابع القصة" in text
    assert "Follow the story" not in text
    assert "Suivre le récit" not in text


def test_readers_names_stand_before_those_of_the_reports():
    story = draw(**visit(), language="de", place_names={"Vladivostok": "Wladiwostok", "test:Khasan": "Chassan"}).story
    assert [(card.place, card.original) for card in story.cards[:4:3]] == [
        ("Chassan", "Khasan"),
        ("Wladiwostok", "Vladivostok"),
    ]
    assert story.cards[1].leg.startswith("etwa 1.060 km von Station 1, Chassan")
    assert story.cards[2].original is None
