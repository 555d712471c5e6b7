"""A still picture, without a browser."""

from __future__ import annotations

import re
import sys

import pytest
from stories import HOSTILE, STORIES, storm, visit

from geoevents import picture as drawing
from geoevents.basemap import decode, encode
from geoevents.errors import ExtraMissing, GeoEventsError, UnknownFormat, UnwritableOutput
from geoevents.maps import draw
from geoevents.picture import picture
from geoevents.timeline import Timeline

SIGNS = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF", ".jpg": b"\xff\xd8\xff"}


@pytest.fixture
def matplotlib():
    return pytest.importorskip("matplotlib", reason="the extra `static` is not installed")


@pytest.mark.usefixtures("matplotlib")
@pytest.mark.parametrize("suffix", SIGNS)
def test_a_picture_is_what_its_name_says(tmp_path, suffix):
    path = picture(draw(**visit()).story, tmp_path / f"visit{suffix}")
    assert path.read_bytes().startswith(SIGNS[suffix])


@pytest.mark.usefixtures("matplotlib")
def test_a_picture_has_the_size_that_was_asked_for(tmp_path):
    path = picture(draw(**visit()).story, tmp_path / "visit.png", width=1200, height=800)
    header = path.read_bytes()[16:24]
    assert (int.from_bytes(header[:4], "big"), int.from_bytes(header[4:], "big")) == (1200, 800)


@pytest.mark.usefixtures("matplotlib")
@pytest.mark.parametrize("name", STORIES)
def test_every_story_can_be_drawn(tmp_path, name):
    assert picture(draw(**STORIES[name]()).story, tmp_path / "story.png").stat().st_size > 10_000


def words(path):
    """Texts of an SVG drawing, as far as it says them beside their outlines: those without a halo."""
    return re.findall(r"<!-- (.*?) -->", path.read_text("utf-8"), re.DOTALL)


@pytest.mark.usefixtures("matplotlib")
def test_a_picture_has_headline_numbers_and_credits(tmp_path):
    told = words(picture(draw(**visit(), byline="Ada Example").story, tmp_path / "visit.svg"))
    assert {"Six days by armoured train", "1", "2", "3", "4", "5", "6"} <= set(told)
    assert "Ada Example · Places: GeoNames (CC BY 4.0). Outlines: Natural Earth." in told


@pytest.mark.usefixtures("matplotlib")
@pytest.mark.parametrize("name", ["visit", "storm", "outbreak"])
def test_every_place_in_view_is_named_and_no_name_covers_another(tmp_path, monkeypatch, name):
    written, boxes = [], []
    kept = drawing._Paper.write

    def write(self, text, *given, **options):
        found = kept(self, text, *given, **options)
        if found:
            written.append(text)
            boxes.append(self.taken[-1])
        return found

    monkeypatch.setattr(drawing._Paper, "write", write)
    story = draw(**STORIES[name]()).story
    picture(story, tmp_path / "story.png")
    named = {text.split("\n")[0] for text in written}
    assert {card.place for card in story.cards if card.group != "general"} <= named
    assert not any(one.crosses(other) for at, one in enumerate(boxes) for other in boxes[at + 1 :])


@pytest.mark.usefixtures("matplotlib")
def test_a_picture_is_the_same_when_drawn_again(tmp_path):
    story = draw(**storm()).story
    assert picture(story, tmp_path / "a.png").read_bytes() == picture(story, tmp_path / "b.png").read_bytes()


@pytest.mark.usefixtures("matplotlib")
def test_dollar_signs_are_no_formula(tmp_path):
    story = draw(**visit() | {"title": "A bill of $5 and $\\frac{1}{2}$", "standfirst": HOSTILE}).story
    assert any("$5" in text.replace("\\", "") for text in words(picture(story, tmp_path / "bill.svg")))


@pytest.mark.usefixtures("matplotlib")
def test_a_timeline_draws_itself(tmp_path):
    story = Timeline(readings=(), events=tuple(visit()["events"]), title="Six days")
    assert story.picture(tmp_path / "visit.png").is_file()


def test_without_matplotlib_the_error_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ExtraMissing, match=r"pip install 'geoevents\[static\]'") as caught:
        picture(draw([]).story, tmp_path / "a.png")
    assert isinstance(caught.value, GeoEventsError)


@pytest.mark.parametrize("name", ["visit.gif", "visit", "visit.html"])
def test_an_unknown_format_is_named(tmp_path, name):
    with pytest.raises(UnknownFormat, match=r"\.png"):
        picture(draw([]).story, tmp_path / name)


@pytest.mark.parametrize("size", [(100, 1000), (1000, 20_000)])
def test_a_size_that_no_picture_has_is_refused(tmp_path, size):
    with pytest.raises(ValueError, match="200 to 10,000"):
        picture(draw([]).story, tmp_path / "a.png", width=size[0], height=size[1])


@pytest.mark.usefixtures("matplotlib")
def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnwritableOutput, match="No such file"):
        picture(draw([]).story, tmp_path / "no" / "a.png")


@pytest.mark.parametrize("points", [[(0, 0)], [(0, 0), (3, -2), (40, 1000)], [(-9, 5), (-9, 5)], []])
def test_packed_points_read_back(points):
    assert decode(encode(points)) == points
