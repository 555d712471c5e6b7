"""A text as a row of items, with an operator tree where it names a time."""

from __future__ import annotations

from geoevents.timex.english import ENGLISH
from geoevents.timex.lexicon import CLASSES, Lexicon
from geoevents.timex.reduce import reduce_items
from geoevents.timex.tokens import Item, tokenise

TREES = frozenset(CLASSES[name] for name in ("XDAY", "XDATE", "XTIME", "XLENGTH", "XSET", "XREF"))
"""Classes of items whose value is an operator tree."""


def find(text: str, lexicon: Lexicon = ENGLISH) -> list[Item]:
    """The text as a row of items, time expressions among them as operator trees.

    Example:
        >>> [str(item.value) for item in find("They met two days ago.") if item.code in TREES]
        ['Shift(-2 day, published)']
    """
    items = _join_holidays(tokenise(text, lexicon), lexicon)
    for rules in lexicon.grammar.compiled:
        items = reduce_items(items, rules)
    return items


def _join_holidays(items: list[Item], lexicon: Lexicon) -> list[Item]:
    names, word = lexicon.holidays, CLASSES["WORD"]
    made: list[Item] = []
    done = 0
    for at in [k for k, item in enumerate(items) if item.word in names and item.code != word]:
        key, size = _longest(items, at, names[items[at].word]) if at >= done else ("", 0)
        if key:
            made += items[done:at]
            made.append(Item(CLASSES["HOLIDAY"], key, items[at].start, items[at + size - 1].end, key))
            done = at + size
    return made + items[done:] if done else items


def _longest(items: list[Item], at: int, names: tuple[tuple[tuple[str, ...], str], ...]) -> tuple[str, int]:
    for words, key in names:
        if all(item.word == word for item, word in zip(items[at : at + len(words)], words, strict=False)) and (
            at + len(words) <= len(items)
        ):
            return key, len(words)
    return "", 1
