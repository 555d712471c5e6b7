"""One of each of folium's plugins and layers, each on a map of its own, for the tests of what a page can carry."""

from __future__ import annotations

import folium
import numpy as np
from folium import plugins

HERE = [43.1, 131.9]
THERE = [42.4, 130.6]
LINE = [HERE, THERE]
POINTS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "port", "start": "2023-09-12", "end": "2023-09-13", "times": ["2023-09-12"]},
            "geometry": {"type": "Point", "coordinates": [131.9, 43.1]},
        }
    ],
}
STYLES = {"0": {"1694476800": {"color": "#1f5f99", "opacity": 0.5}}}
SQUARE = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": "0",
            "properties": {},
            "geometry": {"type": "Polygon", "coordinates": [[[131, 42], [132, 42], [132, 43], [131, 42]]]},
        }
    ],
}


def _map():
    return folium.Map(HERE, zoom_start=6, tiles=None, max_zoom=18)


def _on_map(make):
    """A map with one thing on it."""

    def made():
        map_ = _map()
        make().add_to(map_)
        return map_

    return made


def _icon(make):
    return _on_map(lambda: folium.Marker(HERE, icon=make()))


def _pattern(make):
    def made():
        map_ = _map()
        pattern = make().add_to(map_)
        folium.GeoJson(SQUARE, style_function=lambda _: {"fillPattern": pattern}).add_to(map_)
        return map_

    return made


def _groups(then):
    """A map with two groups of points, and what ``then`` makes of them."""

    def made():
        map_ = _map()
        groups = [folium.FeatureGroup(name=name).add_to(map_) for name in ("one", "two")]
        for group, place in zip(groups, LINE, strict=True):
            folium.CircleMarker(place).add_to(group)
        then(*groups).add_to(map_)
        return map_

    return made


def _side_by_side():
    map_ = _map()
    sides = [folium.TileLayer("https://tiles.example/{z}/{x}/{y}.png", attr="example").add_to(map_) for _ in "12"]
    plugins.SideBySideLayers(*sides).add_to(map_)
    return map_


def _text_path():
    map_ = _map()
    line = folium.PolyLine(LINE).add_to(map_)
    plugins.PolyLineTextPath(line, "to the port").add_to(map_)
    return map_


def _search():
    map_ = _map()
    plugins.Search(folium.GeoJson(POINTS).add_to(map_), search_label="name").add_to(map_)
    return map_


def _timeline():
    """folium brings the script of a timeline with its slider only."""
    map_ = _map()
    plugins.TimelineSlider().add_timelines(plugins.Timeline(POINTS).add_to(map_)).add_to(map_)
    return map_


def _wms():
    map_ = _map()
    layer = folium.WmsTileLayer("https://wms.example/wms", layers="rain", attr="example").add_to(map_)
    plugins.TimestampedWmsTileLayers(layer).add_to(map_)
    return map_


PLUGINS = {
    "AntPath": _on_map(lambda: plugins.AntPath(LINE)),
    "BeautifyIcon": _icon(lambda: plugins.BeautifyIcon(number=3)),
    "BoatMarker": _on_map(lambda: plugins.BoatMarker(HERE, heading=45)),
    "CirclePattern": _pattern(plugins.CirclePattern),
    "Draw": _on_map(plugins.Draw),
    "DualMap": lambda: plugins.DualMap(location=HERE, tiles=None),
    "FastMarkerCluster": _on_map(lambda: plugins.FastMarkerCluster(LINE)),
    "FeatureGroupSubGroup": _groups(lambda one, _: plugins.FeatureGroupSubGroup(one, name="sub")),
    "FloatImage": _on_map(lambda: plugins.FloatImage("https://pictures.example/logo.png")),
    "Fullscreen": _on_map(plugins.Fullscreen),
    "Geocoder": _on_map(plugins.Geocoder),
    "GeoMan": _on_map(plugins.GeoMan),
    "GroupedLayerControl": _groups(lambda one, two: plugins.GroupedLayerControl({"both": [one, two]})),
    "HeatMap": _on_map(lambda: plugins.HeatMap(LINE)),
    "HeatMapWithTime": _on_map(lambda: plugins.HeatMapWithTime([LINE, LINE])),
    "LocateControl": _on_map(plugins.LocateControl),
    "MarkerCluster": _on_map(lambda: plugins.MarkerCluster(LINE)),
    "MeasureControl": _on_map(plugins.MeasureControl),
    "MiniMap": _on_map(
        lambda: plugins.MiniMap(tile_layer=folium.TileLayer("https://tiles.example/{z}/{x}/{y}.png", attr="x"))
    ),
    "MousePosition": _on_map(plugins.MousePosition),
    "OverlappingMarkerSpiderfier": _on_map(plugins.OverlappingMarkerSpiderfier),
    "PolyLineFromEncoded": _on_map(lambda: plugins.PolyLineFromEncoded("_p~iF~ps|U_ulLnnqC_mqNvxq`@")),
    "PolyLineOffset": _on_map(lambda: plugins.PolyLineOffset(LINE, offset=4)),
    "PolyLineTextPath": _text_path,
    "PolygonFromEncoded": _on_map(lambda: plugins.PolygonFromEncoded("w`j~FpxivO}jz@qnnCd}~Bsa{@~f`C`lkH")),
    "Realtime": _on_map(lambda: plugins.Realtime("https://data.example/points.json")),
    "ScrollZoomToggler": _on_map(plugins.ScrollZoomToggler),
    "Search": _search,
    "SemiCircle": _on_map(lambda: plugins.SemiCircle(HERE, 20_000, direction=30, arc=90)),
    "SideBySideLayers": _side_by_side,
    "StripePattern": _pattern(plugins.StripePattern),
    "TagFilterButton": _on_map(lambda: plugins.TagFilterButton(["port", "plant"])),
    "Terminator": _on_map(plugins.Terminator),
    "TimeSliderChoropleth": _on_map(lambda: plugins.TimeSliderChoropleth(SQUARE, STYLES)),
    "Timeline": _timeline,
    "TimelineSlider": _timeline,
    "TimestampedGeoJson": _on_map(lambda: plugins.TimestampedGeoJson(POINTS)),
    "TimestampedWmsTileLayers": _wms,
    "TreeLayerControl": _groups(lambda one, _: plugins.TreeLayerControl(overlay_tree={"label": "both", "layer": one})),
    "VectorGridProtobuf": _on_map(lambda: plugins.VectorGridProtobuf("https://tiles.example/{z}/{x}/{y}.pbf")),
}
"""Name of a plugin → a map with it."""


def _choropleth():
    map_ = _map()
    folium.Choropleth(SQUARE, data={"0": 3.0}, key_on="feature.id", bins=[0, 1, 2, 4]).add_to(map_)
    return map_


def _control():
    map_ = _map()
    group = folium.FeatureGroup(name="points").add_to(map_)
    folium.CircleMarker(HERE, tooltip="port", popup="the port").add_to(group)
    folium.LayerControl().add_to(map_)
    return map_


_PICTURE = np.array([[[1.0, 0.0, 0.0, 1.0], [0.0, 0.0, 1.0, 0.5]]])
_TOPOLOGY = {
    "type": "Topology",
    "objects": {"one": {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "arcs": [[0]]}]}},
    "arcs": [[[131, 42], [132, 42], [132, 43], [131, 42]]],
}

LAYERS = {
    "Choropleth": _choropleth,
    "Circle": _on_map(lambda: folium.Circle(HERE, radius=4000)),
    "CircleMarker": _on_map(lambda: folium.CircleMarker(HERE)),
    "ClickForLatLng": _on_map(folium.ClickForLatLng),
    "ClickForMarker": _on_map(folium.ClickForMarker),
    "ColorLine": _on_map(lambda: folium.ColorLine([HERE, THERE, HERE], [0.2, 0.8], colormap=["red", "blue"])),
    "DivIcon": _icon(lambda: folium.DivIcon(html="port")),
    "FeatureGroup": _on_map(folium.FeatureGroup),
    "FitBounds": _on_map(lambda: folium.FitBounds(LINE)),
    "FitOverlays": _on_map(folium.FitOverlays),
    "GeoJson": _on_map(lambda: folium.GeoJson(POINTS)),
    "GeoJsonPopup": _on_map(lambda: folium.GeoJson(POINTS, popup=folium.GeoJsonPopup(["name"]))),
    "GeoJsonTooltip": _on_map(lambda: folium.GeoJson(POINTS, tooltip=folium.GeoJsonTooltip(["name"]))),
    "Icon": _icon(lambda: folium.Icon(color="red")),
    "ImageOverlay": _on_map(lambda: folium.raster_layers.ImageOverlay(_PICTURE, LINE)),
    "LatLngPopup": _on_map(folium.LatLngPopup),
    "LayerControl": _control,
    "LinearColormap": _on_map(lambda: folium.LinearColormap(["red", "blue"], vmin=0, vmax=9)),
    "Marker": _on_map(lambda: folium.Marker(HERE, tooltip="port")),
    "PolyLine": _on_map(lambda: folium.PolyLine(LINE)),
    "Polygon": _on_map(lambda: folium.Polygon([HERE, THERE, [42.0, 132.0]])),
    "Popup": _on_map(lambda: folium.Marker(HERE, popup="the port")),
    "Rectangle": _on_map(lambda: folium.Rectangle(LINE)),
    "RegularPolygonMarker": _on_map(lambda: folium.RegularPolygonMarker(HERE)),
    "TileLayer": _on_map(lambda: folium.TileLayer("https://tiles.example/{z}/{x}/{y}.png", attr="example")),
    "TopoJson": _on_map(lambda: folium.TopoJson(_TOPOLOGY, "objects.one")),
    "VegaLite": _on_map(lambda: folium.Marker(HERE, popup=folium.Popup().add_child(folium.VegaLite({"mark": "bar"})))),
    "VideoOverlay": _on_map(lambda: folium.raster_layers.VideoOverlay("https://pictures.example/a.webm", LINE)),
    "WmsTileLayer": _on_map(lambda: folium.WmsTileLayer("https://wms.example/wms", layers="rain", attr="example")),
}
"""Name of a layer → a map with it."""
