"""One file that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import folium
import pytest
from folium import plugins
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import HOSTILE, STORIES, hostile, visit

from geoevents import page
from geoevents.errors import AssetMissing, GeoEventsError, UncarriedAsset, UnwritableOutput
from geoevents.maps import draw


class Reader(HTMLParser):
    """Reads a page as a browser would, as far as the tests need it."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.scripts, self.inside = [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.inside = dict(attrs)
            self.scripts.append([self.inside, ""])

    def handle_data(self, data):
        if self.inside is not None:
            self.scripts[-1][1] += data

    def handle_endtag(self, tag):
        if tag == "script":
            self.inside = None


@pytest.fixture(scope="module")
def pages():
    return {name: page.html(draw(**make())) for name, make in STORIES.items()}


@pytest.mark.parametrize("name", STORIES)
def test_a_page_has_no_part_elsewhere(pages, name):
    for tag, given_ in Reader(pages[name]).tags:
        assert "src" not in given_, tag
        assert tag not in {"link", "iframe", "object", "embed", "base"}
    styles = "".join(re.findall(r"<style>(.*?)</style>", pages[name], re.DOTALL))
    assert not re.search(r"@import|url\((?!data:|#)", styles)


@pytest.mark.parametrize("name", STORIES)
def test_the_policy_names_exactly_the_scripts_of_the_page(pages, name):
    reader = Reader(pages[name])
    policy = next(
        given_["content"] for tag, given_ in reader.tags if given_.get("http-equiv") == "Content-Security-Policy"
    )
    run = [text for given_, text in reader.scripts if given_.get("type") != "application/json"]
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in run}
    assert set(re.search(r"script-src ([^;]*);", policy)[1].split()) == hashes
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert re.search(r"img-src ([^;]*);", policy)[1] == "data:"


@pytest.mark.parametrize("name", STORIES)
def test_a_page_is_small(pages, name):
    assert len(pages[name].encode()) < 400_000


def test_a_page_says_its_language_and_title_and_may_be_zoomed(pages):
    reader = Reader(pages["visit"])
    assert ("html", {"lang": "en"}) in reader.tags
    assert "<title>Six days by armoured train</title>" in pages["visit"]
    assert "user-scalable" not in pages["visit"]
    assert "<title>Other</title>" in page.html(draw(**visit()), title="Other")


def test_attribution_is_in_every_page(pages):
    for text in pages.values():
        assert "GeoNames (CC BY 4.0)" in text
        assert "Natural Earth" in text


def test_hostile_text_is_data_and_nothing_else(pages):
    text = pages["hostile"]
    reader = Reader(text)
    (data,) = (body for given_, body in reader.scripts if given_.get("type") == "application/json")
    assert json.loads(data)["cards"][0]["what"] == HOSTILE
    assert not re.search(r"\{[{%#]", data)
    assert "<" not in data
    assert len(reader.scripts) == len(Reader(pages["visit"]).scripts)
    assert "49" not in re.sub(r"[^{}*0-9]", "", data.split('"ground"')[0])
    assert html.escape(HOSTILE) in text


class Canary:
    """An object that notices when a template touches it."""

    touched = False

    def __str__(self):
        Canary.touched = True
        return "touched"


def test_no_python_runs_from_text(monkeypatch):
    import builtins

    monkeypatch.setattr(builtins, "canary", Canary(), raising=False)
    story = hostile()
    story["title"] = (
        "{{ cycler.__init__.__globals__.__builtins__.canary }}{% for x in ().__class__.__mro__ %}{% endfor %}"
    )
    text = page.html(draw(**story))
    assert Canary.touched is False
    assert html.escape(story["title"]) in text


@given(
    st.recursive(
        st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
    )
)
def test_json_reads_back_and_holds_neither_tag_nor_template(value):
    text = page.script_json(value)
    assert json.loads(text) == value
    assert "<" not in text
    assert not re.search(r"\{[{%#]|[\u2028\u2029]", text)


PIECES = st.sampled_from(
    ["{{", "}}", "{%", "%}", "{#", "</script", "<!--", "${", "`", "\\", "\u2028", "&lt;", '"', "'"]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=12).map("".join))
def test_any_text_travels_whole_and_runs_nowhere(words):
    story = visit()
    story["events"] = [replace(entry, what=words, actors=(words,)) for entry in story["events"]]
    story["stops"] = ()
    text = page.html(draw(**story | {"title": words or "-"}))
    reader = Reader(text)
    scripts = [body for given_, body in reader.scripts if given_.get("type") != "application/json"]
    (data,) = (body for given_, body in reader.scripts if given_.get("type") == "application/json")
    assert json.loads(data)["cards"][0].get("what", "") == words
    assert len(scripts) == 5
    assert not re.search(r"\{[{%#]", data)


def test_half_a_character_does_not_stop_a_page(tmp_path):
    story = visit()
    story["title"] = "half \ud83d of a pair \x00"
    text = page.save(draw(**story), tmp_path / "half.html").read_text(encoding="utf-8")
    assert "<title>half \ufffd of a pair \ufffd</title>" in text


@pytest.mark.parametrize(
    ("layer", "asset"),
    [
        (lambda: folium.Marker([0, 0], icon=folium.Icon(color="red")), "awesome-markers"),
        (plugins.MarkerCluster, "markercluster"),
        (lambda: plugins.HeatMap([[0, 0]]), "leaflet_heat"),
        (lambda: plugins.FloatImage("https://img.example/a.png"), "https://img.example/a.png"),
        (lambda: folium.Marker([0, 0], popup="<img src='https://img.example/b.png'>"), "https://img.example/b.png"),
        (lambda: folium.raster_layers.ImageOverlay("https://img.example/c.png", [[0, 0], [1, 1]]), "img.example/c.png"),
    ],
)
@pytest.mark.parametrize("make", [lambda: draw([]), lambda: folium.Map(tiles=None)])
def test_a_layer_whose_files_are_not_carried_is_named(layer, asset, make):
    map_ = make()
    layer().add_to(map_)
    with pytest.raises(UncarriedAsset, match=asset) as caught:
        page.html(map_)
    assert isinstance(caught.value, GeoEventsError)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("link", [*folium.Map.default_js, *folium.Map.default_css], ids=lambda link: link[0])
def test_what_folium_loads_with_every_map_is_known(link):
    rules = [asked for asked, _ in (*page._CARRIED, *page._WHEN_USED)]
    assert any(asked.search(link[1]) for asked in rules)
    assert page._asset(link[1], used="") is None or "leaflet" in link[0]


def test_a_popup_brings_jquery_and_only_a_popup_does():
    plain, with_popup = draw([]), draw([])
    folium.Marker([0, 0], popup="a note").add_to(with_popup)
    assert "jQuery" not in page.html(plain)
    assert "jQuery" in page.html(with_popup)


def test_tiles_are_asked_for_only_where_the_author_says_so():
    story = draw([], tiles="https://{s}.tiles.example/{z}/{x}/{y}.png")
    assert "img-src data: https://*.tiles.example;" in html.unescape(page.html(story))
    own = draw([])
    folium.TileLayer("https://other.example/{z}/{x}/{y}.png", attr="Other").add_to(own)
    assert "img-src data: https://other.example;" in html.unescape(page.html(own))


def test_a_page_is_the_same_when_made_again():
    story = draw(**visit())
    assert page.html(story) == page.html(story)


def test_saving_replaces_a_file_as_a_whole(tmp_path):
    target = tmp_path / "story.html"
    target.write_text("old")
    assert page.save(draw(**visit()), str(target)) == target
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [path.name for path in tmp_path.iterdir()] == ["story.html"]


def test_save_of_the_map_writes_the_same_page(tmp_path):
    story = draw(**visit())
    story.save(tmp_path / "own.html")
    assert (tmp_path / "own.html").read_text(encoding="utf-8") == page.html(story)


@pytest.mark.parametrize(
    ("name", "cause"),
    [("no/such/folder/a.html", "No such file"), ("", "directory"), ("file/a.html", "Not a directory")],
)
def test_an_output_that_cannot_be_written_is_named(tmp_path, name, cause):
    (tmp_path / "file").write_text("")
    target = tmp_path / name
    with pytest.raises(UnwritableOutput, match=cause) as caught:
        page.save(draw([]), target)
    assert str(target) in str(caught.value)
    assert isinstance(caught.value, OSError)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "story.html"
    target.write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(page.Path, "replace", full)
    with pytest.raises(UnwritableOutput, match="No space left"):
        page.save(draw([]), target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["story.html"]


def test_a_package_without_its_assets_says_how_to_mend_it(monkeypatch, tmp_path):
    monkeypatch.setattr(page, "files", lambda _: tmp_path)
    page._npm_text.cache_clear()
    page._joined.cache_clear()
    with pytest.raises(AssetMissing, match="pip install"):
        page.html(draw([]))


NAMED = {
    "http://www.w3.org",  # a name of SVG, not an address that is asked
    "https://leafletjs.com",  # the credits' links
    "https://www.geonames.org",
    "http://leafletjs.com",
}


def test_scripts_and_styles_of_a_page_name_no_address_to_ask():
    text = page.html(draw(**visit()))
    parts = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", text, re.DOTALL)
    assert len(parts) > 10
    assert set(re.findall(r"https?://[\w.]+", "".join(parts))) <= NAMED
    assert not re.search(r"@import|<(?:link|img|iframe)\b|<script\b[^>]*\bsrc=", text)
    assert re.search(r'<meta name="geoevents-parts" content="geoevents [\d.]+\w*; leaflet [\d.]+ \(', text)
