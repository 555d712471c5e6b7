"""How good the outlines are, and what they cost: ``python -m benchmarks.areas``.

Prints, for the packaged ``areas.sqlite``: how many outlines of which quality, the share of people in cities that lie
inside the outline of their own division and country, times of the first and of later questions, and page sizes with
and without outlines.
"""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import shapely

import geoevents as ge
from gazetteer.areas import Cities
from geoevents import areas, page
from geoevents.gazetteer import default_gazetteer

ROOT = Path(__file__).resolve().parent.parent
NEAR = 0.05
"""Degrees, about 5 km: what outlines may cut off at a coast."""
QUESTIONS = 2000


def qualities() -> dict[str, str]:
    """Code → quality of every outline."""
    rows = areas._opened()._connection.execute("SELECT code, quality FROM area").fetchall()  # noqa: SLF001
    return {code: areas.QUALITIES[quality] for code, quality in rows}


def kind(code: str) -> str:
    """What an outline is of."""
    return "county" if ":" in code else "division" if "." in code else "country"


def inside(cities: Cities, keys: Any, known: dict[str, str]) -> tuple[float, float]:
    """Share of people in cities that lie in their own outline, and within some kilometres of it."""
    exact, near = np.zeros(len(keys), dtype=bool), np.zeros(len(keys), dtype=bool)
    for key in np.unique(keys):
        if str(key) in known:
            here = np.flatnonzero(keys == key)
            points = shapely.points(cities.points[here])
            ground = areas._opened().geometry(str(key))  # noqa: SLF001
            exact[here], near[here] = shapely.intersects(ground, points), shapely.dwithin(ground, points, NEAR)
    whole = cities.people.sum()
    return float(cities.people[exact].sum() / whole), float(cities.people[near].sum() / whole)


def main() -> None:
    """Print the figures."""
    began = time.perf_counter()
    known = qualities()
    print(f"opened in {1000 * (time.perf_counter() - began):.0f} ms, {areas._opened().path.stat().st_size:,} bytes")  # noqa: SLF001
    for (what, quality), count in sorted(Counter((kind(code), known[code]) for code in known).items()):
        print(f"{count:5} {what} outlines: {quality}")
    cities = Cities.load()
    of_people = Counter[str]()
    for code, people in zip(cities.codes, cities.people, strict=True):
        of_people[known.get(str(code), "none")] += int(people)
    for quality, people in of_people.most_common():
        print(f"{people / cities.people.sum():8.2%} of people in divisions with outline: {quality}")
    for name, keys in (("division", cities.codes), ("country", np.array([code[:2] for code in cities.codes]))):
        exact, near = inside(cities, keys, known)
        print(f"{exact:8.2%} of people inside the outline of their own {name}, {near:.2%} within {NEAR} degrees")
    places = default_gazetteer()
    began = time.perf_counter()
    places.reverse(43.11, 131.88)
    print(f"first reverse question {1000 * (time.perf_counter() - began):.0f} ms")
    asked = cities.points[np.random.default_rng(1).integers(0, len(cities.points), QUESTIONS)]
    began = time.perf_counter()
    right = sum(places.reverse(float(y), float(x)).kilometres < 0.02 for x, y in asked)
    each = 1000 * (time.perf_counter() - began) / QUESTIONS
    print(f"later ones {each:.2f} ms, {right / QUESTIONS:.1%} find the city itself")
    for example in ("visit", "storm", "outbreak"):
        story = ge.extract(ge.read(ROOT / "geoevents" / "examples" / example, published="2023-09-17"))
        without, drawn = (len(page.html(story.map(outlines=wanted)).encode()) for wanted in (False, True))
        print(f"page of {example}: {without:,} bytes without outlines, {drawn:,} with them")


if __name__ == "__main__":
    main()
