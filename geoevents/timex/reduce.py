"""The machine of the grammar: productions over the class string of a text, longest first.

A stage is one pass from left to right that replaces what a production matches by one item; the next
stage works on the shorter row. Each pass looks at each item once, so the whole is linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from geoevents.timex.lexicon import CLASSES, codes
from geoevents.timex.tokens import Item

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geoevents.timex.operators import Reference, Tree, Unit


_ANAPHORIC = codes("THAT FOLLOWING PRIOR")


class Match:
    """What a production sees of its match."""

    __slots__ = ("_match", "items")

    def __init__(self, match: re.Match[str], items: Sequence[Item]) -> None:
        self._match = match
        self.items = items

    def get(self, group: str) -> object:
        """Meaning of the group's first item, None when the group is not there."""
        return self.items[self._match.start(group)].value if self.has(group) else None

    def all(self, group: str) -> list[object]:
        """Meanings of all items of a group."""
        first, last = self._match.span(group)
        return [item.value for item in self.items[first:last]] if first >= 0 else []

    def number(self, group: str) -> float:
        """A number that the group must hold."""
        return float(cast("float", self.get(group)))

    def integer(self, group: str) -> int | None:
        """A whole number, None when the group is not there."""
        value = self.get(group)
        return None if value is None else int(cast("float", value))

    def amount(self, group: str) -> float | None:
        """A count; None for *several*, which the lexicon writes as an empty count."""
        value = self.get(group)
        if isinstance(value, tuple):
            value = value[0]
        return None if value is None else float(cast("float", value))

    def unit(self, group: str = "unit") -> tuple[Unit, bool]:
        """A unit and whether the word is a plural."""
        return cast("tuple[Unit, bool]", self.get(group))

    def tree(self, group: str = "of") -> Tree:
        """The operator tree that an earlier stage made."""
        return cast("Tree", self.get(group))

    def has(self, group: str) -> bool:
        """Whether the group is there."""
        return group in self._match.re.groupindex and self._match.start(group) >= 0

    def code(self, group: str) -> str:
        """Class character of the group's first item, empty when it is not there."""
        return self.items[self._match.start(group)].code if self.has(group) else ""

    def reference(self) -> Reference:
        """What the pointing word of the group ``which`` counts from: *that* and *following* go back to the text."""
        return "previous" if self.code("which") in _ANAPHORIC else "published"

    def first(self) -> str:
        """Class character of the first item."""
        return self.items[self._match.start()].code

    def word(self, group: str) -> str:
        """Lower-case form of the group's first item, empty when it is not there."""
        return self.items[self._match.start(group)].word if self.has(group) else ""

    def before(self, steps: int = 1) -> Item | None:
        """The item so many places before the match."""
        at = self._match.start() - steps
        return self.items[at] if at >= 0 else None

    def after(self, steps: int = 1) -> Item | None:
        """The item so many places behind the match."""
        at = self._match.end() + steps - 1
        return self.items[at] if at < len(self.items) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Production:
    """One rule: a pattern over classes, and what it makes of a match.

    Kept as it is written and translated when the first text is read, for a light import.
    """

    written: str
    """Class names in capitals, ``name=CLASS`` for a group; spaces do not count."""
    makes: str
    """Class character of what it makes."""
    build: Callable[[Match], object]
    """Returns the meaning, or None where the match is none after all."""

    @property
    def pattern(self) -> str:
        """Regular expression over class characters."""
        grouped = re.sub(r"(\w+)=(\([^()]*\)|\[[^]]*\]|[A-Z]+)(\+?)", r"(?P<\1>\2\3)", self.written)
        coded = re.sub(r"(?<![?<])\b[A-Z]{2,}\b", lambda name: re.escape(CLASSES[name[0]]), grouped)
        return coded.replace(" ", "")

    @property
    def starts(self) -> frozenset[str]:
        """Class characters that a match may begin with."""
        return _first(re.sub(r"\(\?(?:<=|<!|=|!)[^()]*\)", "", self.written))[0]


def production(makes: str, pattern: str, build: Callable[[Match], object]) -> Production:
    """A production from its readable form.

    Example:
        >>> production("XDAY", "month=MONTH day=[DAYNUM ORDINAL] YEAR?", lambda m: m.integer("day")).pattern
        '(?P<month>M)(?P<day>[do])y?'
    """
    return Production(written=pattern, makes=CLASSES[makes], build=build)


_ELEMENT = re.compile(
    r"(?:\w+=)?(?:\((?:\?:)?(?P<group>[^()]*)\)|\[(?P<any>[^]]*)\]|(?P<name>[A-Z]{2,}))(?P<optional>\??)"
)


def _first(pattern: str) -> tuple[frozenset[str], bool]:
    """Classes that a readable pattern without look-around may begin with, and whether it may be empty."""
    found: set[str] = set()
    for element in _ELEMENT.finditer(pattern):
        if element["group"] is not None:
            branches = [_first(branch) for branch in element["group"].split("|")]
            found.update(*(starts for starts, _ in branches))
            empty = any(nullable for _, nullable in branches)
        else:
            found |= codes(element["any"] or element["name"])
            empty = False
        if not element["optional"] and not empty:
            return frozenset(found), False
    return frozenset(found), True


Rule = tuple["Callable[[str, int], re.Match[str] | None]", str, "Callable[[Match], object]"]
"""A compiled production: its matcher, what it makes, and how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The productions of one pass, compiled."""

    rules: dict[str, list[Rule]]
    """By the class that a match begins with, in the order of their declaration."""
    starts: re.Pattern[str]
    """Any of these classes: where a match may begin at all."""


@dataclass(frozen=True, eq=False)
class Grammar:
    """The productions of a language, in stages."""

    stages: tuple[tuple[Production, ...], ...]
    """In the order in which they run; each works on what the one before left."""

    @cached_property
    def compiled(self) -> tuple[Stage, ...]:
        """The stages, ready to run."""
        return tuple(stage(productions) for productions in self.stages)


def stage(productions: Sequence[Production]) -> Stage:
    """The compiled form of productions that run in one pass."""
    rules: dict[str, list[Rule]] = {}
    for made in productions:
        rule = (re.compile(made.pattern).match, made.makes, made.build)
        for code in made.starts:
            rules.setdefault(code, []).append(rule)
    return Stage(rules=rules, starts=re.compile("[" + "".join(re.escape(code) for code in sorted(rules)) + "]"))


def reduce_items(items: list[Item], stage: Stage) -> list[Item]:
    """One pass of a stage.

    Args:
        items: The row so far.
        stage: Its productions; of equally long matches the first declared wins.

    Returns:
        The row with matches replaced by items of the class that the production makes.
    """
    row = "".join([item.code for item in items])
    made: list[Item] = []
    search, rules = stage.starts.search, stage.rules
    at = done = 0
    while (start := search(row, at)) is not None:
        at = start.start()
        best = _longest(row, at, items, rules[row[at]])
        if best is None:
            at += 1
            continue
        end, code, value = best
        made += items[done:at]
        made.append(Item(code, value, items[at].start, items[end - 1].end, ""))
        at = done = end
    return made + items[done:]


def _longest(row: str, at: int, items: list[Item], rules: Sequence[Rule]) -> tuple[int, str, object] | None:
    best: tuple[int, str, object] | None = None
    end = at
    for match, makes, build in rules:
        found = match(row, at)
        if found is None or found.end() <= end:
            continue
        value = build(Match(found, items))
        if value is not None:
            end = found.end()
            best = (end, makes, value)
    return best
