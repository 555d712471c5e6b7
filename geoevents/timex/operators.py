"""What an expression means before anyone knows the day: small operator trees.

``str()`` of a tree is its written form, such as ``Shift(-1 week, published)``; ``resolve`` computes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Reference = Literal["published", "previous"]
Unit = Literal[
    "second", "minute", "hour", "day", "night", "week", "fortnight", "weekend", "month", "quarter", "half", "season",
    "year", "decade", "century", "millennium",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A calendar date whose year, month or day may be missing."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """1 to 7 from Monday, for a day of the month that is given without its month."""
    which: int | None = None
    """-1 last, 0 this, 1 next; None when the text does not say."""
    years: int | None = None
    """-1 of last year, 0 of this, 1 of next; None when the text does not say."""
    reference: Reference = "published"

    def __str__(self) -> str:
        parts = [f"{name}={value}" for name in ("year", "month", "day", "which")
                 if (value := getattr(self, name)) is not None]  # fmt: skip
        return f"Date({', '.join(parts)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A member of a recurring series: a weekday, a season, a quarter, a half-year, a holiday."""

    unit: Literal["weekday", "season", "quarter", "half", "holiday", "weekend"]
    index: int | str
    """1–7 from Monday, ``SP SU FA WI``, 1–4, 1–2, a key of ``holidays``."""
    year: int | None = None
    which: int | None = None
    """-1 last, 0 this, 1 next; None when the text does not say."""
    years: int | None = None
    """-1 of last year, 0 of this, 1 of next; None when the text does not say."""
    reference: Reference = "published"
    definite: bool = False
    """True behind an article: *the Tuesday deadline*."""
    skips: bool = False
    """True for *next Friday*, which on a Monday is not the Friday that *Friday* alone would name."""

    def __str__(self) -> str:
        which = {None: "Nearest", -1: "Last", 0: "This", 1: "Next"}[self.which]
        return f"{which}({self.unit} {self.index}{f' of {self.year}' if self.year else ''})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """So many units from a reference: yesterday, last week, two days later, that month."""

    amount: int | None
    """None when the text says only several."""
    unit: Unit
    reference: Reference = "published"
    exact: bool = False
    """True for ``ago`` and ``later``, which keep the kind of time they start from."""
    sign: int = 1
    """Direction of an unknown amount: -1 back, 1 ahead."""
    told: bool = False
    """True for *the next year*, which in a telling of the past follows the one told of."""

    def __str__(self) -> str:
        amount = "?" if self.amount is None else f"{self.amount:+d}" if self.amount else "0"
        return f"Shift({amount} {self.unit}, {self.reference})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The start, middle or end of something."""

    of: Tree
    mod: str
    """``START MID END APPROX``, ``BEFORE AFTER`` now, or ``LASTDAY`` for the last day itself."""

    def __str__(self) -> str:
        return f"Part({self.of}, {self.mod})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """A part of a day: morning, night, 14:30."""

    of: Tree | None
    """The day; None when the text does not name it here."""
    part: str = ""
    """``MO AF EV NI``, or empty."""
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    zone: str = ""
    overnight: bool = False
    """True where the night runs from the day before into the day."""

    def __str__(self) -> str:
        clock = self.part or f"{self.hour:02d}:{self.minute or 0:02d}"
        return f"Within({self.of or 'day'}, {clock}{self.zone and ' ' + self.zone})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The unit that a time lies in: the week of 6 March."""

    of: Tree
    unit: Unit

    def __str__(self) -> str:
        return f"Around({self.of}, {self.unit})"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayIn:
    """A weekday of a week that is named: Tuesday of last week."""

    of: Tree
    weekday: int
    """1 to 7 from Monday."""

    def __str__(self) -> str:
        return f"DayIn({self.of}, weekday {self.weekday})"


@dataclass(frozen=True, slots=True, kw_only=True)
class NthDay:
    """The first Monday of something: of October."""

    of: Tree
    weekday: int
    """1 to 7 from Monday."""
    nth: int
    """From 1; -1 the last."""

    def __str__(self) -> str:
        return f"NthDay({self.of}, weekday {self.weekday}, {self.nth})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A stretch of time without a place on the calendar."""

    amount: float | None
    """None for ``several``."""
    unit: Unit
    above: int | None = None
    """Upper amount of ``two to three weeks``."""
    frame: int | None = None
    """-1 the last, 1 the next so many; None when unframed."""
    ordinal: bool = False
    """True for ``for a third day``: the length so far."""
    compound: bool = False
    """True for ``six-day``: an attribute of something that lasts so long."""

    def __str__(self) -> str:
        return f"Length({'?' if self.amount is None else f'{self.amount:g}'} {self.unit})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """A set: each Monday, daily."""

    of: Tree

    def __str__(self) -> str:
        return f"Every({self.of})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """Now, recently, soon: a direction without a day."""

    value: str
    """``PRESENT_REF PAST_REF FUTURE_REF``."""

    def __str__(self) -> str:
        return f"Vague({self.value})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """A decade, a century, given by its first year."""

    first: int
    unit: Literal["decade", "century"]

    def __str__(self) -> str:
        return f"Era({self.first}, {self.unit})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """From one time to another."""

    first: Tree
    last: Tree

    def __str__(self) -> str:
        return f"Range({self.first}, {self.last})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that happens, which another time is counted from: the vote."""

    words: str
    """In lower case, up to the end of the clause."""
    head: str
    """Its noun, by which a dated mention of it is found."""

    def __str__(self) -> str:
        return f"Happening({self.words})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """So many units before or after a time or a happening: two days after the vote, a week on Tuesday."""

    of: Tree
    amount: int | None
    """Negative before; None when the text says only several."""
    unit: Unit
    length: Length | None = None
    """The stretch as written, where the text gives one."""
    sign: int = 1
    """Direction of an unknown amount: -1 before, 1 after."""
    same: bool = False
    """True for *twenty years ago this week*: of the same kind as what it is counted from."""

    def __str__(self) -> str:
        amount = "?" if self.amount is None else f"{self.amount:+d}"
        return f"Beside({amount} {self.unit}, {self.of})"


Tree = (
    Fixed
    | Cycle
    | Shift
    | Part
    | Around
    | DayIn
    | NthDay
    | Within
    | Length
    | Every
    | Vague
    | Era
    | Range
    | Happening
    | Beside
)
