"""Small files in GeoNames' format, of invented places, for the tests of the full import."""

from __future__ import annotations

import zipfile

PLACES = (
    # id, name, plain name, alternates, lat, lon, class, code, country, admin1, people
    (20_000_001, "Ébélé", "Ebele", "Ebele Town,Эбеле,EBL", 10.5, 20.5, "P", "PPL", "FD", "01", 700),
    (20_000_002, "Duck Creek", "Duck Creek", "", 10.6, 20.6, "H", "STM", "FD", "01", 0),
    (20_000_003, "Klopstok", "Klopstok", "", 10.9, 20.9, "P", "PPL", "FD", "02", 1_200_000),
    (20_000_004, "Ebele", "Ebele", "", 12.5, 24.5, "P", "PPL", "SY", "02", 90_000),
    (20_000_005, "Klopstok Oblast", "Klopstok Oblast", "", 10.3, 20.3, "A", "ADM1", "FD", "01", 900_000),
    (20_000_006, "Sylvania", "Sylvania", "", 12.1, 24.1, "A", "PCLI", "SY", "", 3_000_000),
    (3, "Klopstok", "Klopstok", "Old Noise", 10.25, 20.45, "P", "PPLA", "FD", "01", 400_000),
    (20_000_007, "Port Marx", "Port Marx", "", 12.9, 24.9, "P", "PPL", "SY", "03", 40),
)
DIVISIONS = "FD.01\tKlopstok Oblast\tKlopstok Oblast\t20000005\nSY.03\tFar Shore\tFar Shore\t9\n"
ALTERNATES = (
    # geonameid, language, name, historic
    (20_000_001, "fr", "Ébélé-la-Neuve", False),
    (20_000_001, "", "Groucholand", True),
    (20_000_001, "abbr", "EB", False),
    (20_000_001, "wkdt", "Q1", False),
    (20_000_004, "link", "https://example.org/Ebele", False),
    (999_999_999, "en", "Nowhere", False),
)


def line(place):
    number, name, plain, others, lat, lon, kind, code, country, admin1, people = place
    fields = (
        number,
        name,
        plain,
        others,
        lat,
        lon,
        kind,
        code,
        country,
        "",
        admin1,
        "",
        "",
        "",
        people,
        "",
        5,
        "Z",
        "2020",
    )
    return "\t".join(map(str, fields)) + "\n"


def text(places=PLACES):
    return "".join(map(line, places))


def many(count):
    """So many villages: enough lines for several blocks."""
    return "".join(
        line((21_000_000 + n, f"Village {n}", f"Village {n}", f"Dorf {n}", 10.0, 20.0, "P", "PPL", "FD", "01", n))
        for n in range(count)
    )


def alternates(rows=ALTERNATES):
    return "".join(
        f"{number}\t{ident}\t{language}\t{name}\t\t\t\t{'1' if old else ''}\t\t\n"
        for number, (ident, language, name, old) in enumerate(rows)
    )


def pack(path, member, content):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
