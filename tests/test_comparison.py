from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from made import VLADIVOSTOK, day, event, passage, visit
from stories import HOSTILE

from geoevents.comparison import compare
from geoevents.timeline import Timeline


def kinds(comparison):
    return [(change.kind, change.event.id, change.words) for change in comparison.changes]


def test_a_story_has_nothing_new_against_itself():
    assert {change.kind for change in compare(visit(), visit()).changes} == {"same"}


def test_what_is_new_changed_and_gone():
    before, after = visit()[:4], list(visit()[1:])
    other = replace(before[2].evidence[0], doc_id="b", source="b.example", text="Another report of Artyom.")
    after[0] = replace(after[0], id="later", when=day(17), status="ongoing")
    after[1] = replace(after[1], evidence=(*after[1].evidence, other))
    found = Timeline((), tuple(after)).compare(Timeline((), before))
    assert sorted(kinds(found)) == [
        ("changed", "e3", ("now also told by b.example",)),
        ("changed", "later", ("Sat 16 Sep 2023 is now Sun 17 Sep 2023", "occurred is now ongoing")),
        ("gone", "e1", ()),
        ("new", "e5", ()),
        ("same", "e4", ()),
    ]
    assert [one.id for one in found.new] == ["e5"]
    assert [one.id for one in found.gone] == ["e1"]
    assert found.frame["change"].tolist() == ["new", "changed", "changed", "gone", "same"]
    assert repr(found).splitlines()[0] == "1 new, 2 told otherwise, 1 told no longer, 1 as before"


def test_another_report_of_one_happening_is_the_same():
    proof = passage("Missiles were shown to Kim in Vladivostok.", "Vladivostok", doc_id="b",
                    report="Missiles were shown to Kim in Vladivostok.", source="b.example")  # fmt: skip
    again = replace(visit()[1], id="b1", evidence=(proof,), what="shown missiles")
    (change,) = compare([visit()[1]], [again]).changes
    assert (change.kind, change.words) == ("changed", ("now also told by b.example",))
    later = replace(again, when=day(25))
    assert [one.kind for one in compare([visit()[1]], [later]).changes] == ["new", "gone"]


def test_two_places_of_one_passage_stay_apart():
    text = "On Saturday Kim saw missiles in Vladivostok."
    one = event(2, text, "Vladivostok", VLADIVOSTOK, day(16))
    start = one.evidence[0].start
    kim = replace(one.evidence[0], place_start=start + 12, place_end=start + 15)
    other = replace(one, id="k", evidence=(kim,), place=replace(one.place, place=None))
    assert [change.kind for change in compare([one], [other]).changes] == ["new", "gone"]


@given(st.lists(st.sampled_from(visit()), unique_by=id), st.lists(st.sampled_from(visit()), unique_by=id))
def test_every_event_is_counted_once(before, after):
    found = compare(before, after)
    assert sorted(change.after.id for change in found.changes if change.after) == sorted(one.id for one in after)
    assert sorted(change.before.id for change in found.changes if change.before) == sorted(one.id for one in before)


def test_hostile_words_are_shown_as_written():
    before = replace(visit()[1], place=replace(visit()[1].place, place=replace(VLADIVOSTOK, name=HOSTILE, layer="x")))
    shown = (
        compare([before], [visit()[1]])._repr_html_() + compare([], [replace(visit()[1], what=HOSTILE)])._repr_html_()
    )
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;" in shown
