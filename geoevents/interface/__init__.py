"""The words of the page's interface, one dictionary a language.

A page speaks the language of its readers: buttons, dates, distances, the notes on how sure a place is. What the
reports say stays in the reports' language, and so do the explanations that reading them leaves behind.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from geoevents.errors import AssetMissing, UnknownLanguage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LANGUAGES = ("en", "ru", "ko", "zh", "ja", "de", "fr", "es", "ar")
"""ISO 639-1 codes of the languages that there is a dictionary for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """One language of the interface."""

    code: str
    """ISO 639-1 code."""
    direction: Literal["ltr", "rtl"]
    """Writing direction."""
    calendar: Mapping[str, tuple[str, ...]]
    """``months months_of months_short weekdays weekdays_short``: names, January and Monday first; ``months_of`` as
    they stand beside a day."""
    dates: Mapping[str, str]
    """Patterns of days and spans of days."""
    said: Mapping[str, str]
    """Sentences and words that Python writes."""
    page: Mapping[str, str]
    """Sentences and words that the page's scripts write."""
    edit: Mapping[str, str]
    """Sentences and words with which places are put right, on pages where readers may."""
    many: Mapping[str, str]
    """Those that only pages of very many events need."""

    def say(self, key: str, **values: object) -> str:
        """A sentence with its values.

        Example:
            >>> interface("en").say("leg", distance="about 920 km", number=3, place="Khasan")
            'about 920 km from stop 3, Khasan'
        """
        return self.said[key].format(**values)

    def count(self, noun: str, number: int) -> str:
        """So many of something.

        Example:
            >>> interface("en").count("event", 1), interface("ru").count("event", 3)
            ('1 event', '3 события')
        """
        form = f"{noun}_{plural(self.code, number)}"
        return self.said[form if form in self.said else f"{noun}s"].format(n=self.number(number))

    def number(self, value: int) -> str:
        """A whole number with its thousands told apart.

        Example:
            >>> interface("de").number(12345)
            '12.345'
        """
        return f"{value:,}".replace(",", self.said["thousands"])

    def numbered(self, day: date) -> str:
        """The number of a day in its month.

        Example:
            >>> from datetime import date
            >>> interface("fr").numbered(date(2023, 9, 1)), interface("fr").numbered(date(2023, 9, 2))
            ('1er', '2')
        """
        return self.dates["first"] if day.day == 1 else str(day.day)

    def day(self, pattern: str, day: date, **values: object) -> str:
        """A day by one of the patterns of ``dates``.

        Example:
            >>> from datetime import date
            >>> interface("ja").day("full", date(2023, 9, 16))
            '2023年9月16日土曜日'
        """
        at = day.month - 1
        return self.dates[pattern].format(
            day=self.numbered(day),
            year=day.year,
            number=day.month,
            month=self.calendar["months_of"][at],
            month_alone=self.calendar["months"][at],
            month_short=self.calendar["months_short"][at],
            weekday=self.calendar["weekdays"][day.weekday()],
            **values,
        )

    def for_page(self, *, editable: bool = False, many: bool = False) -> dict[str, Any]:
        """What the page's scripts need of it; of very many events the scripts also say what Python says of few."""
        dates = {f"date_{key}": words for key, words in self.dates.items()}
        return {
            "code": self.code,
            **self.calendar,
            **dates,
            "thousands": self.said["thousands"],
            **self.page,
            **(self.edit if editable else {}),
            **(self._for_many() if many else {}),
        }

    def _for_many(self) -> dict[str, str]:
        spoken = [key for key in self.said if key.startswith("status_")]
        words = {f"said_{key.removeprefix('status_')}": self.said[key] for key in (*spoken, "high", "medium", "low")}
        return {**words, **self.many}


def plural(language: str, number: int) -> Literal["one", "two", "few", "many", "other"]:
    """The form of a noun beside a whole number, as Unicode names them; the browser has the same rules.

    Example:
        >>> [plural("ru", number) for number in (1, 3, 11, 21)]
        ['one', 'few', 'many', 'one']
    """
    if language == "ru":
        ones, tens = number % 10, number % 100
        if ones == 1 and tens != 11:
            return "one"
        return "few" if 2 <= ones <= 4 and not 12 <= tens <= 14 else "many"
    if language == "ar" and number > 1:
        tens = number % 100
        return "two" if number == 2 else "few" if 3 <= tens <= 10 else "many" if tens > 10 else "other"
    return "one" if number == 1 or (number == 0 and language == "fr") else "other"


@cache
def interface(language: str) -> Interface:
    """The words of one language.

    Args:
        language: One of :data:`LANGUAGES`.

    Raises:
        UnknownLanguage: There is no dictionary for it.
        AssetMissing: The package was installed without its dictionaries.

    Example:
        >>> interface("ar").direction
        'rtl'
    """
    if language not in LANGUAGES:
        raise UnknownLanguage(f"the page has no words in {language!r}: language= is one of {', '.join(LANGUAGES)}")
    source = files("geoevents").joinpath("interface", f"{language}.json")
    if not source.is_file():
        raise AssetMissing(f"{source} is missing: the installation is not whole; run `pip install --force-reinstall .`")
    given = json.loads(source.read_bytes())
    calendar = {name: tuple(words) for name, words in given["calendar"].items()}
    return Interface(
        code=language,
        direction=given["direction"],
        calendar=calendar,
        dates=given["dates"],
        said=given["said"],
        page=given["page"],
        edit=given["edit"],
        many=given["many"],
    )
