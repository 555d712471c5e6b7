from __future__ import annotations

import html
import pickle
import re
import sys
from dataclasses import FrozenInstanceError, replace
from datetime import date, datetime
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import DOCUMENT, REPORT, VLADIVOSTOK, day, event, reading, visit

from geoevents.errors import InvalidDate, InvalidFilter, UnknownEvent
from geoevents.model import Resolution
from geoevents.table import MOST_ROWS, Table, printable
from geoevents.timeline import Timeline

HOSTILE = "{{7*7}} {% raw %} ${alert(1)} </script><img src=x onerror=alert(1)> \\1 \u202egnp"


@pytest.fixture
def story():
    return Timeline((reading(),), visit(), title="The visit")


def test_it_counts_and_iterates_over_its_events(story):
    assert len(story) == 5
    assert [one.id for one in story] == ["e1", "e2", "e3", "e4", "e5"]
    assert story.documents == (DOCUMENT,)
    assert story.problems == ("report.txt: a line was cut",)


def test_an_empty_timeline_is_still_a_timeline():
    empty = Timeline((), ())
    assert empty
    assert len(empty) == 0
    assert repr(empty) == "0 events, 0 places, 0 reports"
    assert list(empty.mentions.columns)[:4] == ["doc_id", "start", "end", "text"]
    assert len(empty.frame) == len(empty.times) == 0


def test_it_cannot_be_changed(story):
    with pytest.raises(FrozenInstanceError):
        story.title = "another"


def test_it_travels_between_processes(story):
    assert pickle.loads(pickle.dumps(story)) == story  # noqa: S301 - we made it
    assert hash(story) == hash(replace(story))


def test_mentions_hold_every_place_with_its_reason(story):
    mentions = story.mentions
    assert (mentions["text"] == [REPORT[a:b] for a, b in zip(mentions["start"], mentions["end"], strict=True)]).all()
    by_name = mentions.set_index("text")
    assert by_name["on_map"].to_dict() == {
        "Artyom": True,
        "Vladivostok": True,
        "Komsomolsk-on-Amur": True,
        "Pyongyang": True,
        "Moscow": False,
        "Slavianka Halt": False,
    }
    assert by_name.loc["Moscow", "reason"] == "speaks, so it is a government"
    assert by_name.loc["Slavianka Halt", "reason"] == "the gazetteer does not know it"


def test_times_hold_every_expression(story):
    assert list(story.times["text"]) == ["Saturday", "Sunday", "Monday"]
    assert list(story.times["words"]) == ["Sat 16 Sep 2023", "Sun 17 Sep 2023", "Mon 18 Sep 2023"]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({}, "12345"),
        ({"status": "planned"}, "4"),
        ({"status": ["planned", "occurred"]}, "12345"),
        ({"actor": "kozhemyako"}, "3"),
        ({"actor": "Kim Jong-un"}, "1234"),
        ({"place": "vladi"}, "2"),
        ({"place": "Владивосток"}, "2"),
        ({"place": "Komsomolsk on Amur"}, "1"),
        ({"place": "Primorye"}, "23"),
        ({"place": "halt"}, "5"),
        ({"place": "KP"}, "4"),
        ({"since": "2023-09-17"}, "134"),
        ({"since": date(2023, 9, 18)}, "4"),
        ({"since": datetime(2023, 9, 18, 12)}, "4"),  # noqa: DTZ001 - a civil day
        ({"until": "2023-09-16"}, "12"),
        ({"since": "2023-09-16", "until": "2023-09-16"}, "12"),
        ({"min_confidence": 0.7}, "123"),
        ({"status": "occurred", "min_confidence": 0.7, "since": "2023-09-17"}, "13"),
    ],
)
def test_a_filter_keeps_what_matches_all_of_it(story, asked, kept):
    chosen = story.filter(**asked)
    assert "".join(one.id[1:] for one in chosen) == kept
    assert chosen.readings == story.readings
    assert len(story) == 5


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ({"status": "done"}, InvalidFilter, "no event has status done: use occurred, ongoing"),
        ({"since": "last week"}, InvalidDate, "'last week' is no day"),
        ({"since": "2023-09-17", "until": "2023-09-16"}, InvalidFilter, "swap them"),
        ({"min_confidence": 80}, InvalidFilter, "from 0 to 1"),
    ],
)
def test_a_filter_that_can_match_nothing_is_refused(story, asked, error, message):
    with pytest.raises(error, match=message):
        story.filter(**asked)


def test_an_open_end_may_fall_on_any_later_day():
    since = event(
        1,
        "On Saturday Kim saw missiles in Vladivostok.",
        "Vladivostok",
        VLADIVOSTOK,
        day(12, role="since", latest=None),
    )
    story = Timeline((), (since,))
    assert len(story.filter(since="2030-01-01")) == 1
    assert len(story.filter(until="2023-09-11")) == 0


def test_the_text_table_fits_the_console(story):
    lines = repr(story).splitlines()
    assert lines[0] == "The visit: 5 events, 4 places, 1 report"
    assert len(lines) == 7
    assert max(map(len, lines)) <= 100
    assert "between 12 and 17 Sep 2023" in lines[2]
    assert "Slavianka Halt" in lines[6]


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_line_of_the_text_table_is_too_wide_or_controls_the_console(what, actor):
    one = replace(visit()[0], what=what, actors=(actor,))
    for line in Table(heading=what, events=(one,)).as_text().splitlines():
        assert len(line) <= 100 or any(not sign.isascii() for sign in line)
        assert line.isprintable()


def test_control_signs_do_not_reach_the_console():
    assert printable("a\x1b[31m\u202eb") == "a [31m b"


def test_the_html_table_shows_what_a_reader_needs(story):
    shown = html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", story._repr_html_(), flags=re.DOTALL))
    for words in ("The visit", "Komsomolsk-on-Amur, RU", "Sat 16 Sep 2023", "planned", "80%", "saw missiles"):
        assert words in shown
    assert "Slavianka Halt (not placed)" in shown
    assert "the gazetteer does not know it" in shown
    assert 'href="https://example.org/visit"' in story._repr_html_()
    assert "“<bdi>The train left <strong>Artyom</strong> on Sunday.</bdi>”" in story._repr_html_()


def test_hostile_text_is_shown_as_written():
    evidence = replace(visit()[0].evidence[0], text=HOSTILE, source=HOSTILE, url="javascript:alert(1)")
    bad = replace(
        visit()[4], what=HOSTILE, actors=(HOSTILE,), evidence=(evidence,), conflicts=(HOSTILE,), status="possible"
    )
    page = Timeline((), (bad,), title=HOSTILE)._repr_html_()
    assert "<script" not in page
    assert "<img" not in page
    assert "javascript:" not in page
    assert page.count(html.escape(HOSTILE)) == 6
    assert "mathjax_ignore" in page


@pytest.mark.parametrize(
    ("url", "linked"),
    [("https://example.org/a?b=1&c", True), ("javascript:alert(1)", False), ("http://[broken", False), (None, False)],
)
def test_only_web_addresses_become_links(url, linked):
    one = visit()[0]
    told = replace(one, evidence=(replace(one.evidence[0], url=url),))
    shown = Timeline((), (told,))._repr_html_()
    assert ("<a href=" in shown) is linked
    assert not linked or html.escape(url) in shown


@pytest.mark.parametrize("form", ["as_html", "as_text"])
def test_a_long_table_says_what_it_leaves_out(form):
    shown = getattr(Table(heading="many", events=visit()[:1] * (MOST_ROWS + 7)), form)()
    assert "and 7 more" in shown


def test_geojson_comes_as_a_mapping_too(story):
    features = story.__geo_interface__["features"]
    assert [feature["geometry"] is None for feature in features] == [False, False, False, False, True]


@pytest.fixture
def drawn(monkeypatch):
    """Maps, pages and itineraries that only remember what they were asked."""
    calls = {}

    def put(name, **members):
        module = ModuleType(f"geoevents.{name}")
        module.__dict__.update(members)
        monkeypatch.setitem(sys.modules, f"geoevents.{name}", module)
        monkeypatch.setattr(f"geoevents.{name}", module, raising=False)

    def draw(events, **options):
        calls["draw"] = (events, options)
        return "a map"

    def save(made, path, *, title):
        calls["save"] = (made, path, title)
        return path

    def itinerary(events, mover):
        calls["itinerary"] = (events, mover)
        return (SimpleNamespace(mover="Kim Jong Un"),) * 2

    def movers(events):
        return tuple(dict.fromkeys(one.actors[0] for one in events if one.actors))

    put("maps", draw=draw, Aside=SimpleNamespace)
    put("page", save=save)
    put("itinerary", itinerary=itinerary, movers=movers)
    return calls


def test_the_map_gets_events_stops_reports_and_what_was_left_aside(story, drawn):
    assert story.map(tiles="none") == "a map"
    events, options = drawn["draw"]
    assert events == story.events
    assert len(options["stops"]) == 2
    assert (options["title"], options["tiles"], options["documents"]) == ("The visit", "none", (DOCUMENT,))
    moscow, halt = options["aside"]
    assert (moscow.text, moscow.reason) == ("Moscow", "speaks, so it is a government")
    assert REPORT[moscow.start : moscow.end] == "Moscow"
    assert moscow.quote.startswith("The gifts cost $5")
    assert halt.reason == "the gazetteer does not know it"


def test_saving_draws_and_writes_with_one_title(story, drawn, tmp_path):
    assert story.save(tmp_path / "a.html", "Mine") == tmp_path / "a.html"
    assert drawn["save"] == ("a map", tmp_path / "a.html", "Mine")
    assert drawn["draw"][1]["title"] == "Mine"


@pytest.mark.parametrize(
    ("kept", "mover", "asked"),
    [(slice(None), None, None), (slice(None), "Kozhemyako", "Kozhemyako"), (slice(0, 0), "Kim", "Kim")],
)
def test_the_way_of_one_mover_is_drawn(story, drawn, kept, mover, asked):
    chosen = replace(story, events=story.events[kept])
    chosen.map(mover=mover)
    assert drawn["itinerary"] == (chosen.events, asked)


def test_no_way_is_drawn_where_nobody_moves(drawn):
    one = replace(visit()[0], actors=())
    Timeline((), (one,)).map()
    assert drawn["draw"][1]["stops"] == ()


def test_movers_and_stops_come_from_the_events(story):
    assert story.movers == ("Kim Jong Un",)
    stops = story.itinerary("Kim")
    assert [(stop.number, stop.event.id) for stop in stops] == [(1, "e1"), (2, "e2"), (3, "e3"), (4, "e4")]
    with pytest.raises(KeyError, match="nobody called 'Putin'"):
        story.itinerary("Putin")


@given(st.permutations(visit()))
def test_events_stand_in_order_of_time(shuffled):
    assert [one.id for one in Timeline((), tuple(shuffled))] == ["e1", "e2", "e3", "e4", "e5"]


def test_an_unknown_event_is_named(story):
    with pytest.raises(UnknownEvent, match="no event 'e9'"):
        story.correct("e9", drop=True)


def test_a_place_named_without_an_event_says_so(drawn):
    first, *others = visit()
    story = Timeline((reading(),), tuple(others))
    assert "no event is told here" in story.mentions.set_index("text").loc["Komsomolsk-on-Amur", "reason"]
    story.map()
    assert [one.text for one in drawn["draw"][1]["aside"]] == ["Komsomolsk-on-Amur", "Moscow", "Slavianka Halt"]
    assert first.id not in {one.id for one in story}


def test_a_place_on_the_map_is_not_left_aside_where_it_is_named_again(drawn):
    again = replace(visit()[1].place, mention=replace(visit()[1].place.mention, start=0, end=11))
    told = replace(reading(), resolutions=(again, *reading().resolutions, reading().resolutions[-2]))
    Timeline((told,), visit()).map()
    assert [one.text for one in drawn["draw"][1]["aside"]] == ["Moscow", "Slavianka Halt"]


def test_the_quote_of_a_long_paragraph_is_its_sentence(drawn):
    long = "It rained. " * 40 + "Moscow said no. " + "It rained. " * 40
    start = long.index("Moscow")
    mention = replace(visit()[0].place.mention, start=start, end=start + 6, text="Moscow", kind="metonym")
    told = replace(
        reading(()), document=replace(DOCUMENT, text=long), resolutions=(Resolution(mention=mention, place=None),)
    )
    Timeline((told,), ()).map()
    (aside,) = drawn["draw"][1]["aside"]
    assert (aside.quote, aside.reason) == ("Moscow said no.", "named as metonym")
