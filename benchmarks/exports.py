"""Every export written and read back by another program: what came back of rows, days, statuses, quotes and points.

    python benchmarks/exports.py                    # the example reports
    python benchmarks/exports.py texts.jsonl …      # records with doc_id, text and published, one story a file

A cell says how many came back of how many there were. What a format cannot hold by its nature shows as missing here and
stands in ``docs/export.md``. Readers: GDAL for GeoJSON, GeoPackage, KML and GPX, pyarrow, the csv module, calamine,
icalendar, mistune for Markdown, lxml for the report. A format whose packages are not installed is named and left out.
"""

from __future__ import annotations

import argparse
import csv
import html
import importlib.util
import json
import re
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

import geoevents as ge  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geoevents.model import Event

Row = dict[str, Any]
FIELDS = ("rows", "days", "frames", "status", "quotes", "passages", "points")
"""Events; those with a day that came back; frames of open days; statuses; first quotes; all quotes; coordinates."""
_NEEDS = {"geoparquet": "pyarrow", "excel": "xlsxwriter", "icalendar": "icalendar", "markdown": "mistune"}


def stories(paths: Sequence[Path]) -> list[ge.Timeline]:
    """One timeline a file, or the example stories."""
    if paths:
        return [ge.extract(ge.read(path), title=path.stem) for path in paths]
    found = []
    for story in sorted((ROOT / "geoevents" / "examples").glob("*/story.json")):
        told = json.loads(story.read_text("utf-8"))["reports"]
        reports = [
            one for report in told for one in ge.read(story.parent / report["file"], published=report["published"])
        ]
        found.append(ge.extract(reports, title=story.parent.name))
    return found


def expected(event: Event) -> Row:
    """What a file should hold of an event."""
    when, place = event.when, event.place.place
    dated = when.earliest is not None or when.latest is not None
    frame = not dated and (when.not_before is not None or when.not_after is not None)
    return {
        "id": event.id,
        "days": (_iso(when.earliest), _iso(when.latest)) if dated else None,
        "frames": (_iso(when.not_before), _iso(when.not_after)) if frame else None,
        "status": event.status,
        "quotes": _bare(event.evidence[0].text),
        "passages": [_bare(proof.text) for proof in event.evidence],
        "points": (round(place.latitude, 6), round(place.longitude, 6)) if place else None,
    }


def from_columns(rows: Sequence[Row], events: Sequence[Event]) -> list[Row]:  # noqa: ARG001 - one form for all readers
    """Rows of a table with the columns of the frame."""
    return [
        {
            "id": row["event_id"],
            "days": _pair(row, "start", "end"),
            "frames": _pair(row, "not_before", "not_after"),
            "status": row["status"],
            "quotes": _bare(str(row["evidence"])),
            "passages": [_bare(str(row["evidence"]))],
            "points": row["points"],
        }
        for row in rows
    ]


def gdal(path: Path, events: Sequence[Event]) -> list[Row]:
    """GeoJSON, GeoPackage, KML and GPX by GDAL."""
    import pyogrio

    layer = "waypoints" if path.suffix == ".gpx" else "events" if path.suffix == ".kml" else None
    frame = pyogrio.read_dataframe(path, layer=layer).rename(columns=lambda name: name.removeprefix("ogr_"))
    rows = from_columns([_row(frame, number) for number in range(len(frame))], events)
    return [row | {"passages": [*row["passages"], *_further(path, frame, number)]} for number, row in enumerate(rows)]


def _further(path: Path, frame: Any, number: int) -> list[str]:
    """The further passages: a layer of their own, members that GDAL passes over, or words in the description."""
    import pyogrio

    ident = frame["event_id"].iloc[number]
    if path.suffix == ".gpkg":
        if "passages" not in pyogrio.list_layers(path)[:, 0]:
            return []
        table = pyogrio.read_dataframe(path, layer="passages")
        return [_bare(words) for words in table.loc[table["event_id"] == ident, "evidence"]]
    if path.suffix == ".geojson":
        features = json.loads(path.read_text("utf-8"))["features"]
        return [_bare(one["evidence"]) for one in features[number].get("passages", ())]
    return _quotes(frame[next(name for name in ("Description", "description", "desc") if name in frame)].iloc[number])


def parquet(path: Path, events: Sequence[Event]) -> list[Row]:
    """GeoParquet by pyarrow and GeoPandas."""
    import geopandas as gpd

    frame = gpd.read_parquet(path)
    return from_columns([_row(frame, number) for number in range(len(frame))], events)


def table(path: Path, events: Sequence[Event]) -> list[Row]:
    """CSV by the csv module, with the apostrophe before formulas taken off."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return from_columns(
        [{**row, "evidence": _unarmed(row["evidence"]), "points": _latlon(row)} for row in rows], events
    )


def workbook(path: Path, events: Sequence[Event]) -> list[Row]:
    """Excel by calamine."""
    import pandas as pd

    sheets = pd.read_excel(path, sheet_name=None, engine="calamine", keep_default_na=False)
    rows = from_columns([{**row, "points": _latlon(row)} for row in sheets["events"].to_dict("records")], events)
    further = sheets.get("passages", pd.DataFrame({"event_id": [], "evidence": []}))
    for row in rows:
        row["passages"] += map(_bare, further.loc[further["event_id"] == row["id"], "evidence"])
    return rows


def timeline(path: Path, events: Sequence[Event]) -> list[Row]:
    """TimelineJS: days as parts, status in the text."""
    found = []
    for slide in json.loads(path.read_text("utf-8"))["events"]:
        ends = [slide["start_date"], slide.get("end_date", slide["start_date"])]
        found.append(_told(slide["unique_id"], slide["text"]["text"], _parts(ends, slide["unique_id"], events)))
    return found


def storymap(path: Path, events: Sequence[Event]) -> list[Row]:
    """StoryMapJS: slides in the order of the events with a place; days in words."""
    placed = [event for event in events if event.place.place is not None]
    slides = json.loads(path.read_text("utf-8"))["storymap"]["slides"][1:]
    found = []
    for event, slide in zip(placed, slides, strict=True):
        row = _told(event.id, slide["text"]["text"], {})
        found.append(row | {"points": (round(slide["location"]["lat"], 6), round(slide["location"]["lon"], 6))})
    return found


def calendar(path: Path, events: Sequence[Event]) -> list[Row]:
    """ICalendar: whole days."""
    import icalendar

    found = []
    for entry in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        first, after = entry.decoded("dtstart"), entry.decoded("dtend")
        ident = str(entry["uid"]).partition("@")[0]
        days = (first, after.fromordinal(max(after.toordinal() - 1, first.toordinal())))
        row = _told(ident, str(entry["description"]), _spans(tuple(day.isoformat() for day in days), ident, events))
        geo = entry.get("geo")
        found.append(row | {"points": geo and (round(geo.latitude, 6), round(geo.longitude, 6))})
    return found


def report(path: Path, events: Sequence[Event]) -> list[Row]:
    """Markdown and the printable report: read as text; days are words."""
    text = path.read_text("utf-8")
    if path.suffix == ".md":
        import mistune

        text = str(mistune.create_markdown(plugins=["footnotes"])(text))
    body = _text(text)
    lines = [_text(item) for item in re.findall(r"<li>(.*?)</li>", text, re.DOTALL)]
    found = []
    for event, line in zip(events, [line for line in lines if "% sure" in line], strict=True):
        quotes = [_bare(proof.text) for proof in event.evidence if f"“{_bare(proof.text)}”" in body]
        status = event.status if f"({event.status}," in line or f"{event.status}," in line else None
        lead = _bare(event.evidence[0].text)
        found.append({"id": event.id, "status": status, "quotes": lead if lead in quotes else None, "passages": quotes})
    return found


READERS: dict[str, Callable[[Path, Sequence[Event]], list[Row]]] = {
    **dict.fromkeys(("geojson", "gpkg", "kml", "gpx"), gdal),
    "geoparquet": parquet,
    "csv": table,
    "excel": workbook,
    "timelinejs": timeline,
    "storymapjs": storymap,
    "icalendar": calendar,
    "markdown": report,
    "report": report,
}


def kept(story: ge.Timeline, form: str, folder: Path) -> tuple[Counter[str], Counter[str]]:
    """What came back of one story through one format, and what there was."""
    from geoevents.export import FORMATS

    path = story.export(folder / f"{story.title}{FORMATS[form].suffix}")
    back = {row["id"]: row for row in READERS[form](path, story.events)}
    came: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for event in story.events:
        wanted, found = expected(event), back.get(event.id, {})
        there["rows"] += 1
        came["rows"] += bool(found)
        for field in FIELDS[1:]:
            if field == "passages":
                there[field] += len(set(wanted[field]))
                came[field] += len(set(wanted[field]) & set(found.get(field) or ()))
            elif wanted[field] is not None:
                there[field] += 1
                came[field] += found.get(field) == wanted[field]
    return came, there


def _iso(day: Any) -> str | None:
    return None if day is None else str(day)[:10]


def _bare(text: str) -> str:
    return " ".join(text.split())


def _text(markup: str) -> str:
    return _bare(html.unescape(re.sub(r"<[^>]*>", "", markup)))


def _pair(row: Row, first: str, last: str) -> tuple[str | None, str | None] | None:
    ends = tuple(_iso(value) if (value := row.get(name)) and value == value else None for name in (first, last))  # noqa: PLR0124
    return (ends[0], ends[1]) if any(ends) else None


def _row(frame: Any, number: int) -> Row:
    point = frame.geometry.iloc[number]
    place = None if point is None or point.is_empty else (round(point.y, 6), round(point.x, 6))
    return {**frame.drop(columns="geometry").iloc[number].to_dict(), "points": place}


def _latlon(row: Row) -> tuple[float, float] | None:
    if str(row["latitude"]) in {"", "None", "nan"}:
        return None
    return round(float(row["latitude"]), 6), round(float(row["longitude"]), 6)


def _unarmed(cell: str) -> str:
    return cell[1:] if re.match(r"'(?:\s*[=+\-@]|[\t\r\n])", cell) else cell


def _told(ident: str, text: str, days: Row) -> Row:
    """What a text of who, where, when, status, quote and sources holds."""
    status = next(
        (one for one in ("occurred", "ongoing", "planned", "possible", "negated") if f"; {one}" in text), None
    )
    quotes = _quotes(text)
    return {"id": ident, "status": status, "quotes": quotes[0] if quotes else None, "passages": quotes, **days}


def _quotes(text: str) -> list[str]:
    """The passages that a text of HTML or of plain lines quotes."""
    if "<blockquote>" in text:
        return [_text(one) for one in re.findall(r"<blockquote>(.*?)</blockquote>", text, re.DOTALL)]
    whole = text.partition("“")[2].rpartition("”\n")[0]
    return [_bare(one) for one in whole.split("”\n“")] if whole else []


def _parts(ends: Sequence[dict[str, int]], ident: str, events: Sequence[Event]) -> Row:
    event = next(event for event in events if event.id == ident)
    first, last = event.when.earliest or event.when.not_before, event.when.latest or event.when.not_after
    fits = all(
        day is None or {"year": day.year, "month": day.month, "day": day.day}.items() >= end.items()
        for day, end in zip((first or last, last or first), ends, strict=True)
    )
    wanted = expected(event)
    return {"days": wanted["days"], "frames": wanted["frames"]} if fits else {}


def _spans(days: tuple[str, ...], ident: str, events: Sequence[Event]) -> Row:
    wanted = expected(next(event for event in events if event.id == ident))
    told = wanted["days"] or wanted["frames"]
    ends = (told[0] or told[1], told[1] or told[0]) if told else None
    return {"days": wanted["days"], "frames": wanted["frames"]} if ends == days else {}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*", type=Path)
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    told = stories(given.texts)
    print(f"{len(told)} stories, {sum(map(len, told))} events")
    print(f"{'format':11}" + "".join(f"{field:>12}" for field in FIELDS))
    for form in READERS:
        if (needed := _NEEDS.get(form)) and not importlib.util.find_spec(needed):
            print(f"{form:11} {needed} is not installed")
            continue
        came: Counter[str] = Counter()
        there: Counter[str] = Counter()
        for story in told:
            with tempfile.TemporaryDirectory() as folder:
                one = kept(story, form, Path(folder))
            came, there = came + one[0], there + one[1]
        print(f"{form:11}" + "".join(f"{f'{came[field]}/{there[field]}':>12}" for field in FIELDS))


if __name__ == "__main__":
    main()
