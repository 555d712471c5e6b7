"""Every plugin and layer of folium: a page carries it whole, or says which file it cannot carry."""

from __future__ import annotations

import re

import folium
import pytest
from folium import plugins
from layers import LAYERS, PLUGINS

from geoevents import page
from geoevents.errors import UncarriedAsset
from geoevents.maps import draw

# What only a map with the network could show; everything else stands in the page.
_FETCHED = re.compile(r"""<(?:script|link|img)\b[^>]*\b(?:src|href)=["']?https?:""")


@pytest.mark.parametrize("name", sorted(plugins.__all__))
def test_a_plugin_is_carried_or_its_file_is_named(name):
    assert name in PLUGINS, f"folium {folium.__version__} has a new plugin: add it to tests/layers.py"
    checked(PLUGINS[name]())


@pytest.mark.parametrize("name", sorted(LAYERS))
def test_a_layer_is_carried_or_its_file_is_named(name):
    checked(LAYERS[name]())


def test_a_plugin_on_a_story_is_named_too():
    map_ = draw([])
    plugins.MarkerCluster([[43.1, 131.9]]).add_to(map_)
    with pytest.raises(UncarriedAsset, match=r"https://\S+\.(js|css)"):
        page.html(map_)


def checked(map_):
    try:
        text, words = page.html(map_), ""
    except UncarriedAsset as problem:
        text, words = "", str(problem)
    assert text or re.search(r"needs https?://\S+.*take the layer off", words)
    assert not _FETCHED.search(text)
