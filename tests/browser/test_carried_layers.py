"""What a page carries of folium's plugins and layers works in it, without a request."""

from __future__ import annotations

from layers import LAYERS, PLUGINS

from geoevents import page
from geoevents.errors import UncarriedAsset

ASKED = ("https://tiles.example/", "https://wms.example/", "ERR_CONNECTION_REFUSED")
"""Tiles are asked for because the map's author said so, and there is no such server here."""


def test_what_is_carried_opens_without_a_fault(show, tmp_path):
    faults, opened = {}, []
    for name, make in {**PLUGINS, **LAYERS}.items():
        try:
            path = page.save(make(), tmp_path / f"{name}.html")
        except UncarriedAsset:
            continue
        view = show(path)
        view.page.locator(".leaflet-container").first.wait_for()
        opened.append(name)
        faults[name] = view.faults()
        if name.endswith("TileLayer"):
            faults[name] = [fault for fault in view.faults() if not any(words in fault for words in ASKED)]
        view.page.context.close()
    assert {name: found for name, found in faults.items() if found} == {}
    assert len(opened) >= 22
