"""Names over all classes of places, each with the place that it must give: ``data/names.csv``.

Each row is judged twice: as read in its sentence, and as looked up alone. A row whose note says ``needs context``
names a place that its sentence alone tells from a better known bearer of the name; alone, it must be among the
candidates. Negative rows must give no pin, or no pin near the wrong place that they name. Demonyms and metonyms are
judged once more by whether they are told as such. To see the rows that fail:
``PYTHONPATH=tests python -m test_names``.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from geopy.distance import great_circle

from geoevents.gazetteer import default_gazetteer
from geoevents.model import Document
from geoevents.pipeline import Extractor

if TYPE_CHECKING:
    from geoevents.model import Place, Resolution

FLOORS = {"text": 0.95, "lookup": 0.98, "negative": 0.98, "kind": 0.93}
"""Shares reached; never to be lowered."""
CONTEXT = "needs context"
CLASSES = {
    "city", "country", "admin1", "admin2", "us county", "sea", "region", "river", "range", "island", "airport",
    "university", "bridge", "crossing", "station", "plant", "cosmodrome", "building", "lake", "park", "base", "seat",
    "hospital", "stadium", "quarter", "historic", "exonym",
    "abbreviation", "division", "hyphenated", "demonym", "metonym", "negative",
}  # fmt: skip
KINDS = {"literal", "demonym", "metonym", "none"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One row."""

    text: str
    name: str
    group: str
    country: str
    point: tuple[float, float] | None
    tolerance: float
    kind: str
    note: str

    def is_place(self, place: Place | None) -> bool:
        """Whether a place is the one that the row names; a row without a point asks for the country alone."""
        if place is None or (self.country and place.country != self.country):
            return False
        return self.point is None or self.is_near(place)

    def is_near(self, place: Place) -> bool:
        return great_circle(self.point, (place.latitude, place.longitude)).km <= self.tolerance


def _read() -> list[Name]:
    with (Path(__file__).parent / "data" / "names.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Name(
                text=row["text"],
                name=row["name"],
                group=row["class"],
                country=row["expected_country"],
                point=(float(row["lat"]), float(row["lon"])) if row["lat"] else None,
                tolerance=float(row["tolerance_km"] or 0),
                kind=row["kind"],
                note=row["note"],
            )
            for row in csv.DictReader(lines)
        ]


NAMES = _read()
POSITIVE = [row for row in NAMES if row.kind != "none"]
NEGATIVE = [row for row in NAMES if row.kind == "none"]


@cache
def _extractor() -> Extractor:
    return Extractor()


def _mentions(row: Name) -> list[Resolution]:
    """What was made of the row's name in its sentence."""
    start = row.text.index(row.name)
    end = start + len(row.name)
    reading = _extractor().read_one(Document(id="row", text=row.text))
    return [r for r in reading.resolutions if r.mention.start < end and start < r.mention.end]


def read_right(row: Name) -> str:
    """Judge a row in its sentence.

    Returns:
        Nothing when it is right, else what is wrong.
    """
    found = _mentions(row)
    if not found:
        return "not recognised"
    right = [r for r in found if row.is_place(r.place)]
    if not right:
        return "; ".join(f"{r.mention.text}: {_told(r.place) or 'unresolved: ' + r.reason}" for r in found)
    if row.kind == "literal" and right[0].mention.kind != "literal":
        return f"right place, but taken for {right[0].mention.kind}"
    return ""


def looked_up_right(row: Name) -> str:
    """Judge a row by its name alone.

    Returns:
        Nothing when it is right, else what is wrong.
    """
    answers = [candidate.place for candidate in default_gazetteer().lookup(row.name)]
    if not answers:
        return "not in the gazetteer"
    judged = answers if row.note == CONTEXT else answers[:1]
    if any(map(row.is_place, judged)):
        return ""
    rank = next((str(n) for n, place in enumerate(answers, 1) if row.is_place(place)), "none")
    return f"{_told(answers[0])}; the right one stands at {rank} of {len(answers)}"


def no_pin_right(row: Name) -> str:
    """Judge a negative row: no pin, or no pin near the wrong place.

    Returns:
        Nothing when it is right, else what is wrong.
    """
    pins = [r for r in _mentions(row) if r.place is not None and r.mention.kind == "literal"]
    wrong = [r for r in pins if row.point is None or row.is_near(r.place)]
    return "; ".join(f"pin for {r.mention.text}: {_told(r.place)}" for r in wrong)


def kind_right(row: Name) -> str:
    """Judge whether a demonym or a metonym is told as such, whatever its place.

    Returns:
        Nothing when it is right, else what is wrong.
    """
    kinds = {r.mention.kind for r in _mentions(row)}
    return "" if row.kind in kinds else f"taken for {', '.join(sorted(kinds)) or 'nothing'}"


def _told(place: Place | None) -> str:
    if place is None:
        return ""
    return f"{place.name} ({place.layer}, {place.country}, {place.latitude:.2f} {place.longitude:.2f})"


JUDGES = {
    "text": (read_right, POSITIVE),
    "lookup": (looked_up_right, POSITIVE),
    "negative": (no_pin_right, NEGATIVE),
    "kind": (kind_right, [row for row in POSITIVE if row.kind != "literal"]),
}


@cache
def _judged(judge: str) -> dict[str, list[tuple[Name, str]]]:
    """Rows and what is wrong with them, by class."""
    judged = defaultdict(list)
    call, rows = JUDGES[judge]
    for row in rows:
        judged[row.group].append((row, call(row)))
    return dict(judged)


def _report(judge: str) -> str:
    lines = []
    for group, rows in _judged(judge).items():
        lines.append(f"{judge:8} {group:12} {sum(not why for _, why in rows):3} of {len(rows):3}")
        lines += [f"    {row.name!r} in {row.text!r}: {why}" for row, why in rows if why]
    return "\n".join(lines)


def _share(judge: str) -> float:
    judged = [why for rows in _judged(judge).values() for _, why in rows]
    return sum(not why for why in judged) / len(judged)


@pytest.mark.parametrize("judge", JUDGES)
def test_as_many_names_are_right_as_before(judge):
    assert _share(judge) >= FLOORS[judge], _report(judge)


def test_the_list_covers_all_classes():
    assert len(POSITIVE) >= 170
    assert len(NEGATIVE) >= 30
    groups = defaultdict(int)
    for row in NAMES:
        groups[row.group] += 1
    assert min(groups.values()) >= 5, groups
    assert set(groups) == CLASSES


@pytest.mark.parametrize("row", NAMES, ids=lambda row: f"{row.group}-{row.name}")
def test_rows_are_well_formed(row):
    assert row.name in row.text
    assert row.kind in KINDS
    assert row.country == "" or (len(row.country) == 2 and row.country.isupper())
    if row.point:
        assert abs(row.point[0]) <= 90
        assert abs(row.point[1]) <= 180
        assert row.tolerance > 0
    elif row.kind != "none":
        assert row.country


def test_no_row_stands_twice():
    assert len({(row.text, row.name) for row in NAMES}) == len(NAMES)


if __name__ == "__main__":
    for kind in JUDGES:
        print(_report(kind))  # noqa: T201
        print(f"{kind}: {_share(kind):.3f}\n")  # noqa: T201
