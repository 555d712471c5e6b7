"""Events on a folium map."""

from __future__ import annotations

import folium
import pytest
from stories import HOSTILE, hostile, outbreak, scattered, storm, visit

from geoevents.maps import draw


def test_a_story_is_a_real_folium_map():
    story = draw(**visit())
    assert isinstance(story, folium.Map)
    folium.CircleMarker([45.0, 135.0]).add_to(story)
    assert "L.circleMarker" in story.get_root().render()


def test_the_story_holds_what_was_given():
    story = draw(**visit()).story
    assert story.title == "Six days by armoured train"
    assert story.movers == ("Kim Jong Un",)
    assert story.statuses == ("occurred", "planned")
    assert story.types == ("travel", "meeting", "ceremony")
    assert [report.title for report in story.reports] == ["An armoured train goes home", "Guest sees fleet and theatre"]
    assert story.cards[3].conflicts == (
        "Example Rail Gazette says Saturday; Example Harbour Post says Saturday and Sunday.",
    )


def test_a_general_mention_does_not_move_the_view():
    (south, west), (north, east) = draw(**visit()).story.bounds
    assert (south, west, north, east) == (39.0339, 125.7543, 51.8843, 137.0099)


def test_the_first_view_leaves_out_what_lies_far_off():
    story = draw(**scattered()).story
    assert story.bounds[0][1] == -84.39
    assert story.focus == ((45.8, 21.32), (47.05, 24.15))
    assert draw(**visit()).story.focus == draw(**visit()).story.bounds


def test_longitudes_go_on_beyond_the_date_line():
    story = draw(**storm()).story
    assert [card.lon for card in story.cards] == [179.2, 187.9, 188.2333, 184.8, 190.13]


@pytest.mark.parametrize(
    ("make", "title", "standfirst"),
    [
        (storm, "A storm crosses the islands", "5 events from 1 report, 3–8 February 2024."),
        (outbreak, "Measles in four towns", "6 events from 1 report, 1 March – 2 April 2019."),
        (lambda: {**visit(), "title": None}, "Kim Jong Un: from Khasan to Pyongyang", None),
        (lambda: {"events": []}, "No events found", "No event that could be put on the map."),
    ],
)
def test_a_headline_is_found_where_none_is_given(make, title, standfirst):
    story = draw(**make()).story
    assert story.title == title
    assert standfirst is None or story.standfirst == standfirst


def test_nothing_is_dropped_in_silence():
    given = storm()
    story = draw(**given).story
    listed = {entry.text: entry.reason for group in story.missing for entry in group.entries}
    assert listed == {
        "boat lost": "no place of that name is known",
        "storm not expected: Tonga": "the report gives no date",
    }
    assert len(story.cards) + 1 == len(given["events"])


def test_what_lies_beside_the_story_has_reason_report_and_passage():
    (group,) = draw(**visit()).story.missing
    (entry,) = group.entries
    assert entry.text == "Moscow"
    assert entry.reason == "stands for the government of Russia"
    assert entry.source == "An armoured train goes home"
    assert entry.quote == "Moscow said nothing had been signed."


@pytest.mark.parametrize(
    "tiles", ["http://tiles.example/{z}/{x}/{y}.png", "https://tiles.example/", "osm", "javascript:{z}{x}{y}"]
)
def test_tiles_must_be_an_https_address(tiles):
    with pytest.raises(ValueError, match="no https address"):
        draw([], tiles=tiles)


def test_a_name_that_comes_again_for_the_same_reason_is_one_entry():
    given = visit()
    given["aside"] = [given["aside"][0]] * 3
    (group,) = draw(**given).story.missing
    assert [(entry.text, entry.times) for entry in group.entries] == [("Moscow", 3)]


def test_other_maps_are_left_alone():
    before = list(folium.Map.default_js), list(folium.Map.default_css)
    draw(**visit())._repr_html_()
    assert (folium.Map.default_js, folium.Map.default_css) == before


def test_hostile_text_never_reaches_a_template():
    story = draw(**hostile())
    assert "7*7" not in story.get_root().render()
    assert story.story.title == HOSTILE


def test_the_notebook_frame_is_cut_off_from_the_notebook():
    frame = draw(**visit())._repr_html_()
    assert frame.startswith("<iframe")
    assert "allow-same-origin" not in frame.partition("srcdoc=")[0]
    assert "<script" not in frame
