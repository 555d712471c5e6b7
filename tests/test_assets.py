"""How the carried files and the base map are made."""

from __future__ import annotations

import hashlib
import json

import pytest
from shapely.geometry import Polygon

from gazetteer import assets, basemap
from gazetteer.topology import absolute_arcs, joined_ring, rolled, unrolled


@pytest.fixture
def packages(tmp_path):
    """A lock file and the packages that it asks for, with made-up content."""
    locked = {}
    for package in assets.PACKAGES:
        folder = tmp_path / "node_modules" / package.name
        for name in filter(None, (package.notice, package.header, *package.files)):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(f"{package.name} {name}".encode())
        about = {"name": package.name, "version": "1.2.3", "license": package.licence}
        (folder / "package.json").write_text(json.dumps(about))
        locked[f"node_modules/{package.name}"] = {"version": "1.2.3", "integrity": "sha512-x"}
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": locked}))
    (tmp_path / "data").mkdir()
    return tmp_path


def install(root):
    assets.install(root, root / "node_modules", root / "data")


def test_files_manifest_and_notices_are_written(packages):
    install(packages)
    content = (packages / "data/npm/leaflet/leaflet.js").read_bytes()
    assert content == b"leaflet dist/leaflet.js"
    (leaflet, *_) = json.loads((packages / "data/manifest.json").read_bytes())["packages"]
    assert leaflet["files"]["leaflet.js"]["sha256"] == hashlib.sha256(content).hexdigest()
    assert "leaflet 1.2.3 (BSD-2-Clause)" in (packages / "data/npm/THIRD_PARTY.txt").read_text()


def test_making_them_again_changes_nothing(packages):
    install(packages)
    before = {path: path.read_bytes() for path in (packages / "data").rglob("*") if path.is_file()}
    install(packages)
    assert before == {path: path.read_bytes() for path in (packages / "data").rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"version": "9.9.9"}, ValueError, "the lock file says 1.2.3; run `npm ci`"),
        ({"license": "GPL-3.0-only"}, ValueError, "states the licence 'GPL-3.0-only'"),
    ],
)
def test_a_package_that_is_not_the_expected_one_stops_the_build(packages, change, error, words):
    path = packages / "node_modules/leaflet/package.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(error, match=words):
        install(packages)


def test_a_missing_file_is_named_with_the_command_that_brings_it(packages):
    (packages / "node_modules/leaflet/dist/leaflet.css").unlink()
    with pytest.raises(FileNotFoundError, match=r"leaflet\.css is missing; run `npm ci"):
        install(packages)


def test_a_base_map_without_its_sources_says_what_to_run(tmp_path):
    with pytest.raises(FileNotFoundError, match="run `npm ci --ignore-scripts`"):
        basemap.build(tmp_path, tmp_path / "basemap.json")
    assert not (tmp_path / "basemap.json").exists()


def topology(arcs, geometries):
    return {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": arcs,
        "objects": {"countries": {"geometries": geometries}},
    }


def test_arcs_are_joined_forwards_and_backwards():
    square = topology([[[0, 0], [0, 4]], [[4, 4], [0, -4]], [[0, 4], [4, 0]], [[0, 0], [4, 0]]], [])
    assert joined_ring(absolute_arcs(square), [0, 2, 1, ~3]) == [(0, 0), (0, 4), (4, 4), (4, 0), (0, 0)]


def test_borders_are_what_two_countries_share():
    shared, west, east = [[2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2], [2, 0]], [[2, 2], [2, 0], [0, -2], [-2, 0]]
    pair = topology(
        [shared, west, east], [{"type": "Polygon", "arcs": [[0, 1]]}, {"type": "Polygon", "arcs": [[0, 2]]}]
    )
    (border,) = basemap._borders(pair)
    assert list(border.coords) == [(2, 0), (2, 2)]


def test_a_ring_over_the_date_line_becomes_two_pieces():
    ring = unrolled([(178, 0), (-178, 0), (-178, 2), (178, 2), (178, 0)])
    pieces = list(rolled(Polygon(ring)))
    assert sorted(piece.bounds for piece in pieces) == [(-180, 0, -178, 2), (178, 0, 180, 2)]


def test_a_ring_around_the_pole_is_closed_beyond_it():
    ring = unrolled([(-180, -70), (-60, -75), (60, -70), (180, -70), (-180, -70)])
    assert sum(piece.area for piece in rolled(Polygon(ring))) == pytest.approx(360 * 20 - 5 * 120, rel=0.02)


def test_a_cell_holds_its_part_and_a_little_more():
    level = basemap.Level(name="test", unit=0.1, tolerance=0.1, smallest=0.0)
    pieces = dict(basemap._cut(Polygon([(1, 1), (9, 1), (9, 4), (1, 4)]), level, (0, 0, 4, 4)))
    assert set(pieces) == {(0, 0), (1, 0)}
    assert pieces[0, 0].bounds == pytest.approx((1, 1, 5.2, 4))
    assert pieces[1, 0].bounds == pytest.approx((4.8, 1, 9, 4))
