"""Heavenly bodies: the crew returns to Earth, and no pin stands in Earth, Texas."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.language.grammar import Word
    from geoevents.language.layout import Token

_BODIES = frozenset("Earth Moon Sun Mercury Venus Mars Jupiter Saturn Uranus Neptune Pluto".split())


def is_celestial(tokens: Sequence[Token], words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a name is that of a heavenly body where it stands.

    A town of the name is lived *in*, or has its state behind it: *in Jupiter*, *Mars, Pennsylvania*.

    Args:
        tokens: All tokens of the text.
        words: Their tags.
        first: Index of the name's first token.
        last: Index past its last token.
    """
    if last - first != 1 or tokens[first].text not in _BODIES:
        return False
    inside = first > 0 and words[first - 1].lemma in {"in", "near", "outside"}
    placed = last + 1 < len(words) and words[last].lemma == "," and words[last + 1].tag == "NAME"
    return not inside and not placed
