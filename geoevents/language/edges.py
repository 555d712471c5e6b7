"""Where a name begins and ends, when the network is a word off: by the gazetteer and the words around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geoevents.gazetteer import name_key
from geoevents.language import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.gazetteer import Gazetteer
    from geoevents.language.layout import Token

Range = tuple[int, int]
"""First token, and past the last."""

ROADS = frozenset("road route highway interstate freeway autoroute motorway rte hwy".split())
"""Words of roads that a number may follow."""
TAILS = frozenset(
    "street st road rd avenue ave drive dr lane ln boulevard blvd highway hwy court ct terrace square bridge park "
    "beach bay hills heights valley creek lake falls springs".split()
)
"""Words that end a place's name and are none by themselves."""
DIVISIONS = frozenset("city county state town district municipal borough".split())


def mended(tokens: Sequence[Token], spans: Sequence[Range], text: str, gazetteer: Gazetteer) -> list[Range]:
    """Put the edges of place names right.

    A tail alone (*St.*) takes the capitalised words before it; a road takes its number. A compass word before a town
    goes where it makes a known name unknown (*West Wichita*; *West Wales* is a region of its own), and so does *City*,
    *County* or *State* before the authority that it belongs to (*Bristol City Council*).

    Args:
        tokens: All tokens.
        spans: Token ranges of names, not overlapping.
        text: The text.
        gazetteer: Where names are looked up.

    Returns:
        A range for each, in the same order.
    """
    widened = [_widened(tokens, first, last) for first, last in spans]
    shorter = [_shorter(tokens, first, last) for first, last in widened]

    def key(span: Range) -> str:
        return name_key(text[tokens[span[0]].start : tokens[span[1] - 1].end])

    keys = {key(span) for pair in zip(widened, shorter, strict=True) if pair[0] != pair[1] for span in pair}
    known = gazetteer.scan({k for k in keys if k}) if keys else {}

    def better(wide: Range, short: Range) -> Range:
        hint = known.get(key(short))
        part = hint is not None and (hint.best_layer == "city" or not tokens[wide[0]].capital or short[0] == wide[0])
        return short if short != wide and key(wide) not in known and part else wide

    return [better(wide, short) for wide, short in zip(widened, shorter, strict=True)]


def _widened(tokens: Sequence[Token], first: int, last: int) -> Range:
    if last - first == 1 and tokens[first].lower.rstrip(".") in TAILS:
        while first > 0 and tokens[first - 1].capital and tokens[first - 1].text[-1].isalnum():
            first -= 1
    if tokens[last - 1].lower.rstrip(".") in ROADS and last < len(tokens) and tokens[last].text.isdigit():
        last += 1
    return first, last


def _shorter(tokens: Sequence[Token], first: int, last: int) -> Range:
    if last - first < 2:
        return first, last
    if tokens[first].lower in lexicon.COMPASS:
        return first + 1, last
    following = tokens[last].lower.rstrip(".") if last < len(tokens) else ""
    authority = following in lexicon.GOVERNMENT_NOUNS | lexicon.PERSON_TITLES or following.startswith("council")
    if tokens[last - 1].lower in DIVISIONS and authority:
        return first, last - 1
    return first, last
