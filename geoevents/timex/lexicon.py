"""The closed word classes of the temporal tagger, and the shape of a language that fills them.

The grammar never names a word, only classes; another language fills another ``Lexicon``. A class is
one character, so that a text becomes a string of classes and a production a pattern over it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geoevents.timex.reduce import Grammar
    from geoevents.timex.wording import Wording

Lexeme = tuple[str, object]
"""Class name of a word and what it means within that class."""

CLASSES: Mapping[str, str] = {
    # calendar words
    "WEEKDAY": "W",
    "WDABBR": "w",
    "MONTH": "M",
    "WKMONTH": "m",
    "SEASON": "S",
    "WKSEASON": ";",
    "DAYPART": "P",
    "OVERNIGHT": "{",
    "UNIT": "U",
    "SECOND": "2",
    "DECADE": "e",
    "HOLIDAY": "H",
    "NUMDATE": "D",
    # numbers
    "DAYNUM": "d",
    "NUMBER": "n",
    "YEAR": "y",
    "CARDINAL": "c",
    "MAGNITUDE": "g",
    "VAGUE": "v",
    "HALF": "h",
    "FRACTION": "/",
    "ORDINAL": "o",
    # pointers
    "TODAY": "T",
    "LAST": "l",
    "NEXT": "x",
    "THIS": "t",
    "CURRENT": "]",
    "THAT": "a",
    "FOLLOWING": "f",
    "PRIOR": "p",
    "AGO": "A",
    "COMPARE": "B",
    "EDGE": "E",
    "EARLY": "L",
    "EVERY": "F",
    "OFTEN": "Q",
    "REFWORD": "R",
    "ADJREF": "r",
    "APPROX": "~",
    "CLOCK": "C",
    "AMPM": "@",
    "ZONE": "Z",
    "NOON": "N",
    # small words
    "THE": "'",
    "OWN": "i",
    "AN": "1",
    "OF": "O",
    "IN": "I",
    "ON": "j",
    "AND": "&",
    "OR": "|",
    "TO": "k",
    "FROM": "<",
    "BETWEEN": "=",
    "SINCE": "G",
    "UNTIL": "u",
    "BY": "Y",
    "BEFORE": "V",
    "AS": "s",
    "FOR": "4",
    "AFTER": ">",
    "MORE": "+",
    "OLD": "0",
    "LONG": "9",
    "FULL": "8",
    "THAN": "7",
    "LEAST": "6",
    "UPTO": "5",
    "ENDED": "3",
    "BEFORECHRIST": "q",
    "QMARK": "}",
    "TIMEWORD": "*",
    "INTO": "\x11",
    "OCLOCK": "b",
    "PERIOD": "X",
    "POSS": "`",
    "LOCAL": "z",
    "COMING": "\x0e",
    "EVE": "\x0f",
    "ANNO": "\x10",
    # all the rest
    "PLURAL": "J",
    "PEOPLE": "K",
    "CAPITAL": "^",
    "WORD": "_",
    "COMMA": ",",
    "STOP": ".",
    "HYPHEN": "-",
    "DASH": "!",
    "SEMI": ":",
    "OPEN": "(",
    "CLOSE": ")",
    "QUOTE": '"',
    "MONEY": "$",
    "PERCENT": "%",
    "BREAK": "#",
    "OTHER": "?",
    # what productions make
    "XDAY": "\x01",
    "XDATE": "\x02",
    "XTIME": "\x03",
    "XLENGTH": "\x04",
    "XSET": "\x05",
    "XREF": "\x06",
}
"""Class name → its character."""


def codes(names: str) -> frozenset[str]:
    """Characters of the classes named, for tests of membership."""
    return frozenset(CLASSES[name] for name in names.split())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """The words of one language."""

    grammar: Grammar
    """Productions in the language's word order."""
    wording: Wording
    """Phrases for explanations."""
    forms: Mapping[str, str]
    """Patterns of what is written in digits or cut off: ``clock decade ordinal clitic word``."""
    day_first: bool
    """Whether ``3/5/2021`` is 3 May where nothing else in the text decides."""
    left_over: str
    """Pattern of the words that may stand beside the time of a line that holds nothing else."""
    words: Mapping[str, Lexeme]
    """Lower-case word → class and meaning."""
    abbreviations: frozenset[str]
    """Words that may carry a full stop of their own."""
    proper: frozenset[str]
    """Words that count only with a capital, such as ``march``."""
    holidays: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    """First word → names that begin so, longest first, each with its key of ``holidays.day_of``."""
    past: frozenset[str]
    """Verb forms that are past and do not end in the regular suffix."""
    future: frozenset[str]
    """Auxiliaries that make a verb future."""
    planning: frozenset[str]
    """Words whose complement lies ahead: ``scheduled``, ``plans``, ``due``."""
    scheduled: frozenset[str]
    """Present forms that tell a timetable: ``opens``, ``begins``."""
    plural_plans: frozenset[str]
    """Present forms without ending that look ahead behind a plural subject: *the leaders meet Monday*."""
    subjects: frozenset[str]
    """Small words that make such a form a verb: ``they``, ``and``."""
    maybe: frozenset[str]
    """Modals that are past as well as present: ``could``."""
    arranging: frozenset[str]
    """Verb forms that fix a date: *set a hearing for Tuesday*."""
    sudden: frozenset[str]
    """Nouns of what nobody announces: *Friday's attack* lies behind whatever the verb says."""
    cancelling: frozenset[str]
    """Participles that call something off."""
    copula: frozenset[str]
    """Finite past forms of the copula, before such a participle."""
    be: frozenset[str]
    """Present forms of the copula."""
    past_perfect: frozenset[str]
    """Auxiliaries that put a plan behind us: ``had been scheduled``."""
    infinitive: frozenset[str]
    """Particles before an infinitive."""
    leading: frozenset[str]
    """Those of ``planning`` that count only before an infinitive or ``for``: ``set``, ``about``."""
    passive: frozenset[str]
    """Non-finite forms of the copula that let the auxiliary before them decide: ``be``, ``been``."""
    regular_past: tuple[str, ...]
    """Suffixes of regular past forms."""
    plural: str
    """Suffix of plural nouns."""
    not_plural: tuple[str, ...]
    """Endings and words with that suffix that are no plurals."""
    progressive: str
    """Suffix of the progressive participle."""
    not_past: frozenset[str]
    """Words with the past suffix that are no past forms."""
    titles: frozenset[str]
    """Abbreviations whose full stop ends no sentence."""
    clause: frozenset[str]
    """Words that open a clause of their own."""
    ahead: frozenset[tuple[str, str]]
    """Word pairs before a time that lies ahead: ``soon as``."""
    coordinators: frozenset[str]
    """Those of ``clause`` that join words as well as clauses."""
    named_days: frozenset[str]
    """Words that make a weekday behind them a name: ``Bloody Sunday``."""
    begin: frozenset[str]
    """Verb forms that say an interval began."""
    finish: frozenset[str]
    """Verb forms that say an interval ended."""
    moving: frozenset[str]
    """Verb forms that move a date: *postponed from Monday to Wednesday* is no range."""
    deadline: frozenset[str]
    """Prepositions that make a time the last one."""
    stamps: frozenset[str]
    """What stands between the head of a line and the time that the page was changed."""
    rights: tuple[str, ...]
    """What stands right before the year of a copyright."""
    furniture: tuple[str, ...]
    """How short lines begin that belong to the page and not to the report."""
