from __future__ import annotations

from datetime import date

import pytest

from geoevents.errors import InvalidDate
from geoevents.timex import times

SUNDAY = date(2023, 9, 17)


@pytest.mark.parametrize(
    ("text", "mention", "value"),
    [
        ("She met him on Saturday.", "Saturday", "2023-09-16"),
        ("She left on Sunday.", "Sunday", "2023-09-17"),
        ("She is expected to return on Monday afternoon.", "Monday afternoon", "2023-09-18TAF"),
        ("The flood reached the town on 3 May 2021.", "3 May 2021", "2021-05-03"),
        ("They met yesterday.", "yesterday", "2023-09-16"),
        ("Prices fell last week.", "last week", "2023-W36"),
    ],
)
def test_value(text: str, mention: str, value: str) -> None:
    (when,) = times(text, published=SUNDAY)
    assert (when.text, when.value) == (mention, value)
    assert text[when.start : when.end] == mention


def test_published_must_be_an_iso_day() -> None:
    with pytest.raises(InvalidDate, match="17 Sept"):
        times("Today.", published="17 Sept")
