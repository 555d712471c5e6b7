"""Which bearer of a name comes first, and which stray names go."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from gazetteer.entry import size
from gazetteer.tables import read_overlay
from geoevents.gazetteer.flags import Layer, NameFlag
from geoevents.gazetteer.key import name_key

if TYPE_CHECKING:
    from gazetteer.entry import Book, Entry
    from gazetteer.words import Words

DIVISION_WORDS = (
    "oblast|krai|okrug|respublika|republic|region|province|governorate|county|state|district|department|prefecture|"
    "voivodeship|canton|municipality|territory|autonomous|autonomnyy|special|parish|division|emirate|wilaya|"
    "shi|sheng|do|si|to|fu|ken|tinh|thanh pho|qarku i|judet|zupanija|megye|apskritis|kraj|kray|city"
)
AFTER = re.compile(rf"(?:\s+(?:{DIVISION_WORDS}))+$")
BEFORE = re.compile(
    r"^(?:(?:autonomous|federal|special)\s+)?(?:republic|state|province|region|department|governorate|canton|"
    r"municipality|autonomous region|autonomous republic|city|free state|county|territory|departamento|provincia|"
    r"estado|provincia di|region de|region d|muhafazat|ostan e|wilayat|gobernacion|city state|respublika|wojewodztwo)"
    r"\s+(?:of\s+|de\s+|do\s+|da\s+|di\s+|du\s+)?(?:the\s+)?"
)
ARTICLE = re.compile(r"^(?:al|ad|an|ar|as|ash|at|az|el) (?=\w{4})")
ARABIC = frozenset("AE BH DZ EG IQ JO KW LB LY MA OM PS QA SA SD SY TN YE".split())
ARTICLE_PEOPLE = 5_000
RIVAL = 1.3
"""An alternate stands back where a place of a twentieth of the people or more has it as its name."""
NAMESAKE = 4.0
"""Importance of a town that a former name of another place stands back for."""
WELL_KNOWN = 100_000
SEAT_SHARE = 0.08
SEAT_PEOPLE = 50_000


def stem(key: str) -> str:
    """Take the word for the kind of division off a key: ``sverdlovsk oblast`` → ``sverdlovsk``.

    Example:
        >>> stem("sverdlovsk oblast"), stem("republic of tyva"), stem("primorye")
        ('sverdlovsk', 'tyva', 'primorye')
    """
    short = BEFORE.sub("", AFTER.sub("", key))
    return short if len(short) > 3 else key


def add_stems(book: Book) -> None:
    """Let first-level divisions be found without the word for their kind."""
    for entry in book.layer(Layer.ADMIN1):
        for key in list(entry.names):
            for short in (stem(key), ARTICLE.sub("", stem(key))):
                entry.names.setdefault(short, NameFlag.ALTERNATE)


KIND_OF_COUNTY = re.compile(
    r"^(?:(?:city and )?county of|city of|sir|provincia (?:de|di|da|del|do)|province (?:of|du|de)|kabupaten|powiat|"
    r"okres|amphoe|huyen|gemeente|obshtina|municipio de|departamento de|distrito de|partido de|commune of|nomos|"
    r"politischer bezirk) (?:la |el )?(?=\w{4})|"
    r"(?<=\w{4}) (?:county borough|shi|ilcesi|kommune?|district|rayon|raion|gun|province|prefecture|county|barrio)$"
)
"""Words of many languages for a second-level division, before or behind its name."""


def add_county_stems(book: Book) -> None:
    """Let second-level divisions be found by the bare name: Provincia de Sevilla, County of Ceredigion, Sir Powys."""
    for entry in book.layer(Layer.ADMIN2):
        if entry.country != "US":
            for key in list(entry.names):
                if (short := KIND_OF_COUNTY.sub("", key)) != key:
                    entry.names.setdefault(short, NameFlag.ALTERNATE)


def add_without_articles(book: Book) -> None:
    """Let Arabic names be found without their article: Al Qāmishlī as Qamishli."""
    for entry in book.layer(Layer.CITY):
        if entry.country in ARABIC and entry.population >= ARTICLE_PEOPLE:
            for key in list(entry.names):
                entry.names.setdefault(ARTICLE.sub("", key), NameFlag.ALTERNATE)


def drop_strays(book: Book) -> None:
    """Drop alternates that are the name of a country, its people or a much larger division elsewhere.

    Among the alternates of small towns stand "Ukraine" and "Western": names of something else.
    """
    countries = {key for entry in book.layer(Layer.COUNTRY) for key in entry.names}
    divisions: dict[str, list[Entry]] = defaultdict(list)
    for entry in book.layer(Layer.ADMIN1):
        for key in entry.names:
            divisions[key].append(entry)
    for entry in book.layer(Layer.CITY):
        for key, flags in list(entry.names.items()):
            if flags & (NameFlag.MAIN | NameFlag.OVERLAY):
                continue
            stray = key in countries and entry.population < 1_000_000
            if stray or any(_dwarfs(division, entry) for division in divisions.get(key, ())):
                del entry.names[key]


def suppress(book: Book) -> None:
    """Drop the names that our table refuses, of one place or of every place that only happens to bear them."""
    for row in read_overlay("suppress"):
        key = name_key(row["name"])
        entries = book.entries.values() if row["target"] == "*" else [book.entries[row["target"]]]
        for entry in entries:
            if not entry.names.get(key, 0) & (NameFlag.MAIN | NameFlag.OVERLAY):
                entry.names.pop(key, None)


def _dwarfs(division: Entry, city: Entry) -> bool:
    """Tell whether an alternate of a city is rather the name of a division that it does not lie in."""
    inside = (division.country, division.admin1) == (city.country, city.admin1)
    return not inside and city.population < 100_000 and division.population > 20 * city.population


def mark_seats(book: Book) -> None:
    """Mark the bare names that mean a city rather than the division named for it: Kharkiv, Istanbul, Yangon."""
    regions = {name_key(row["name"]) for row in read_overlay("division_first")}
    cities: dict[tuple[str | None, str | None, str], int] = defaultdict(int)
    for entry in book.layer(Layer.CITY):
        for key, flags in entry.names.items():
            if flags & NameFlag.MAIN or entry.population > SEAT_PEOPLE:
                cell = (entry.country, entry.admin1, key)
                cities[cell] = max(cities[cell], entry.population)
    for entry in list(book.layer(Layer.ADMIN1)) + list(book.layer(Layer.ADMIN2)):
        for key in entry.names:
            people = cities.get((entry.country, entry.admin1, key), 0)
            if key not in regions and (people > SEAT_PEOPLE or people > SEAT_SHARE * entry.population > 0):
                entry.names[key] |= NameFlag.SEAT


def mark_rivals(book: Book) -> None:
    """Let the city that is called Philadelphia come before Amman, which was once.

    A former name stands back behind any town of that name; other alternates only where the namesake is not dwarfed.
    """
    best: dict[str, float] = {}
    for entry in book.entries.values():
        if entry.layer in {Layer.ADMIN1, Layer.ADMIN2}:  # these stand back themselves: see mark_seats
            continue
        for key, flags in entry.names.items():
            if flags & (NameFlag.MAIN | NameFlag.OVERLAY) and not flags & NameFlag.HISTORIC:
                best[key] = max(best.get(key, 0.0), entry.importance)
    for entry in book.entries.values():
        if entry.layer not in {Layer.CITY, Layer.COUNTRY}:
            continue
        enough = size(entry.population) - RIVAL
        for key, flags in entry.names.items():
            least = NAMESAKE if flags & NameFlag.HISTORIC and entry.layer is Layer.CITY else enough
            own = flags & NameFlag.MAIN or (flags & NameFlag.OVERLAY and not flags & NameFlag.HISTORIC)
            if not own and best.get(key, 0.0) >= least:
                entry.names[key] |= NameFlag.SEAT


def mark_words(book: Book, words: Words) -> None:
    """Mark the names that are ordinary words or people's names."""
    known: set[str] = set()
    for entry in book.entries.values():
        if entry.layer in {Layer.COUNTRY, Layer.ADMIN1} or entry.population >= WELL_KNOWN:
            known.update(key for key in entry.names if key in words.rare)
    marked = words.marked | dict.fromkeys(words.rare - known, NameFlag.COMMON)
    for entry in book.entries.values():
        for key in entry.names.keys() & marked.keys():
            entry.names[key] |= marked[key]
