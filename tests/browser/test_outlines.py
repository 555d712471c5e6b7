"""A region on the map is its ground, and opens its event."""

from __future__ import annotations

from stories import day, document, event, said

from geoevents.gazetteer import default_gazetteer
from geoevents.maps import draw
from geoevents.page import save

NEWS = document("flood", "Floods", "Rivers rose in Primorye on 8 August. Rain fell in Telangana and in Japan.")


def floods():
    """One event each in a surveyed region, an approximate one and a country."""
    places = default_gazetteer()
    for name, place_id in (("Primorye", "admin1:RU.59"), ("Telangana", "admin1:IN.40"), ("Japan", None)):
        where = places.place(place_id) if place_id else places.lookup(name)[0].place
        yield event(name, "floods", where, day("2023-08-08"), said(NEWS, NEWS.text, name), type="disaster")


def test_a_region_is_its_ground_and_opens_its_event(show, tmp_path):
    view = show(save(draw(list(floods())), tmp_path / "floods.html"))
    page = view.page
    drawn = page.eval_on_selector_all(
        "path.ge-area", "nodes => nodes.map(n => [n.className.baseVal, n.getBBox().width])"
    )
    kinds = sorted(" ".join(name for name in names.split() if name.startswith("ge-area-")) for names, _ in drawn)
    assert [kind for kind in kinds if "legend" not in kind][-3:] == kinds[-3:]
    assert {
        "ge-area-region ge-area-survey",
        "ge-area-region ge-area-approximate",
        "ge-area-country ge-area-survey",
    } <= set(kinds)
    assert page.locator(".ge-reach").count() == 0
    region = page.locator(".leaflet-pane path.ge-area-region.ge-area-survey")
    assert region.evaluate("node => getComputedStyle(node).strokeDasharray") == "none"
    dashed = page.locator(".leaflet-pane path.ge-area-approximate")
    assert dashed.evaluate("node => getComputedStyle(node).strokeDasharray") != "none"
    # A point of the ground beside the mark.
    region.evaluate(
        """node => {
            const at = node.getPointAtLength(0);
            node.dispatchEvent(new MouseEvent('click', {bubbles: true, clientX: at.x, clientY: at.y}));
        }"""
    )
    assert view.selected() == {"list": ["1"], "map": ["1"], "time": ["1"]}
    assert "ge-chosen" in region.get_attribute("class")
    where = page.locator('.ge-card[data-key="1"] .ge-facts').inner_text()
    assert "somewhere in the region; outline: Natural Earth" in where
    assert (
        "outlines: Natural Earth, GeoNames (countries as GeoNames has them)"
        in page.locator(".leaflet-control-attribution").inner_text()
    )
    assert view.faults() == []
