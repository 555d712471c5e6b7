"""What several test modules share."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

# What a developer has installed or added must not answer here; set before anything opens the gazetteer.
os.environ["GEOEVENTS_DATA"] = tempfile.mkdtemp(prefix="geoevents-data-")
os.environ.pop("GEOEVENTS_PLACES", None)

ROOT = Path(__file__).resolve().parent.parent
# At the end, so that an installed geoevents is tested rather than the checkout; only the build scripts come from here.
sys.path.append(str(ROOT))

from gazetteer.entry import Book, Entry  # noqa: E402 -- after the path is right
from gazetteer.order import mark_seats  # noqa: E402
from gazetteer.write import write  # noqa: E402
from geoevents.gazetteer import Gazetteer, NameFlag  # noqa: E402
from geoevents.gazetteer.flags import Layer, Precision  # noqa: E402

SMALL = (
    # ident, name, layer, lat, lon, country, admin1, people, importance, other names
    ("geonames:1", "Freedonia", Layer.COUNTRY, 10.0, 20.0, "FD", None, 5_000_000, 9.7, {"FD.": NameFlag.ABBREVIATION}),
    ("geonames:2", "Sylvania", Layer.COUNTRY, 12.0, 24.0, "SY", None, 3_000_000, 9.5, {}),
    ("admin1:FD.01", "Klopstok Oblast", Layer.ADMIN1, 10.2, 20.4, "FD", "01", 900_000, 5.95, {"Klopstok": 2}),
    ("geonames:3", "Klopstok", Layer.CITY, 10.25, 20.45, "FD", "01", 400_000, 5.6, {"Klopstadt": NameFlag.HISTORIC}),
    ("geonames:4", "Port Marx", Layer.CITY, 10.9, 21.0, "FD", "01", 80_000, 4.9, {}),
    ("geonames:5", "Port Marx", Layer.CITY, 12.3, 24.1, "SY", "02", 9_000, 3.95, {}),
    ("geonames:6", "Artëm", Layer.CITY, 10.4, 20.8, "FD", "01", 60_000, 4.8, {"Artyom": NameFlag.ALTERNATE}),
    ("overlay:sea-of-groucho", "Sea of Groucho", Layer.SEA, 11.0, 22.0, None, None, 0, 6.5, {}),
    ("overlay:old-palace-fd", "Old Palace", Layer.SITE, 10.26, 20.46, "FD", "01", 0, 4.5, {}),
)


@pytest.fixture(scope="session")
def small_gazetteer_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gazetteer file of nine invented places."""
    book = Book()
    for ident, name, layer, lat, lon, country, admin1, people, importance, names in SMALL:
        precision = {Layer.COUNTRY: Precision.COUNTRY, Layer.CITY: Precision.LOCALITY, Layer.SITE: Precision.SITE}
        entry = Entry(
            ident=ident, name=name, layer=layer, lat=lat, lon=lon, country=country, admin1=admin1, population=people,
            importance=importance, precision=precision.get(layer, Precision.REGION),
        )  # fmt: skip
        entry.add_main()
        for other, flags in names.items():
            entry.add(other, flags)
        book.put(entry)
    book.entries["geonames:1"].add("Freedonian", NameFlag.DEMONYM)
    book.entries["geonames:1"].add("Old Palace", NameFlag.METONYM | NameFlag.OVERLAY)
    book.entries["overlay:sea-of-groucho"].members = ("FD", "SY")
    mark_seats(book)
    path = tmp_path_factory.mktemp("gazetteer") / "small.sqlite"
    write(book, path, {"packages": {"nothing": "1"}, "attribution": "Invented."})
    return path


@pytest.fixture
def small_gazetteer(small_gazetteer_path: Path) -> Gazetteer:
    """A gazetteer of nine invented places."""
    return Gazetteer(small_gazetteer_path)
