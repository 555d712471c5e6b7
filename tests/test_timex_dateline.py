from __future__ import annotations

from datetime import date

import pytest

from geoevents.timex import dateline


@pytest.mark.parametrize(
    ("text", "place", "agency", "day"),
    [
        ("VLADIVOSTOK, Sept 16 (Agency) – Herders met", "VLADIVOSTOK", "Agency", (9, 16)),
        ("LONDON -- The minister resigned.", "LONDON", "", (None, None)),
        ("ULAN BATOR, Mongolia, 16 September (Wire) - Herders met", "ULAN BATOR", "Wire", (9, 16)),
        ("SPRINGFIELD, Ill. (AG) --\n\nAbout forty people met.", "SPRINGFIELD", "AG", (None, None)),
        ("Seoul (Wire) — The minister resigned.", "Seoul", "Wire", (None, None)),
        ("A headline about herders\n\nHOVD — Police said", "HOVD", "", (None, None)),
        ("Hovd, Mongolia — The town celebrates.", "Hovd", "", (None, None)),
        ("BEIJING, 3 May - Police said", "BEIJING", "", (5, 3)),
        ("GENEVA/NAIROBI, 3 May (Wire) - Doctors said", "GENEVA/NAIROBI", "Wire", (5, 3)),
        ("CHICAGO _ A storm passed.", "CHICAGO", "", (None, None)),
    ],
)
def test_dateline(text: str, place: str, agency: str, day: tuple[int | None, int | None]) -> None:
    line = dateline(text)
    assert line is not None
    assert (line.place_text, line.agency, (line.month, line.day)) == (place, agency, day)
    assert text[line.place_start : line.place_end] == place
    assert line.start <= line.place_start < line.place_end <= line.end


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The leader — a man of fifty — left.",
        "Kim - who came on Sunday - left.",
        "The minister resigned. LONDON -- was calm.",
        "Security Council members met – which nobody had expected.",
        "HEADLINE IN CAPITALS WITHOUT A DASH\n\nThe minister resigned.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert dateline(text) is None


def test_the_year_comes_from_the_text_or_from_publication() -> None:
    written = dateline("ULAN BATOR, 31 December 2022 (Wire) - Herders met")
    assert written is not None
    assert written.date == date(2022, 12, 31)
    bare = dateline("ULAN BATOR, Dec. 31 (Wire) - Herders met")
    assert bare is not None
    assert bare.date is None
    assert bare.near(date(2023, 1, 1)) == date(2022, 12, 31)
    assert bare.near(date(2023, 1, 9)) is None
    leap = dateline("ULAN BATOR, Feb. 29 (Wire) - Herders met")
    assert leap is not None
    assert leap.near(date(2023, 3, 1)) is None
