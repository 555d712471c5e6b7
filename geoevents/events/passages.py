"""Where a report goes on about the same happening: the sentence behind tells it again, with more, or with its day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geoevents.events.dates import stem
from geoevents.places import distance_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.events.trigger import Trigger
    from geoevents.language import Analysis, Sentence
    from geoevents.model import Place, Resolution

_SAME_SPOT_KM = 50.0
_KIN = tuple(
    frozenset(words.split())
    for words in (
        "arrest capture detain seize catch apprehend arrests detention",
        "die kill death deaths killing shoot stab murder",
        "crash collide collision derail derailment plunge accident",
        "attack bomb bombing shell shelling strike raid blast explosion explode",
        "steal rob theft robbery burgle loot break",
        "fire blaze burn gut destroy",
        "meet meeting talk talks negotiate negotiations summit",
    )
)
"""Words that may tell one happening twice."""


_GATHERING = "meeting"


def kin(word: str) -> frozenset[str]:
    """Other words that may tell the same happening; none for a meeting, of which there are many.

    Example:
        >>> "bombing" in kin("blast"), kin("meeting")
        (True, frozenset())
    """
    groups = [group for group in _KIN if word in group and _GATHERING not in group]
    return frozenset().union(*groups)


def passage_of(
    analysis: Analysis, sentence: Sentence, trigger: Trigger, place: Place | None, found: Sequence[Resolution]
) -> tuple[Sentence, int | None]:
    """Widen the passage of a happening by the sentence behind it, where that one tells it again.

    Args:
        analysis: The document, read.
        sentence: The sentence that places the happening.
        trigger: Its word.
        place: Where it happened.
        found: The place mentions of the report, in text order.

    Returns:
        ``(passage, token)``: the passage, and the word that tells it again; None when nothing does.
    """
    if sentence.last >= len(analysis.words):
        return sentence, None
    following = analysis.sentence_at(sentence.last)
    if following.block != sentence.block or following.kind != sentence.kind:
        return sentence, None
    verbs = _joined(analysis, trigger)
    for index in range(following.first, following.last):
        word = analysis.words[index]
        if word.tag in {"VERB", "WORD"} and any(_same(word.lemma, verb) for verb in verbs) and word.form != "VBG":
            clause = analysis.clause_at(index)
            last = _purpose(analysis, index, clause.last)
            span = analysis.tokens[clause.first].start, analysis.tokens[last - 1].end
            if _elsewhere(place, [r for r in found if span[0] <= r.mention.start < span[1]]):
                return sentence, None
            return replace(sentence, last=following.last, end=following.end), index
    return sentence, None


def _joined(analysis: Analysis, trigger: Trigger) -> list[str]:
    """The trigger's lemma with those of verbs of its form that *and* joins to it: *boarding a bus and leaving*."""
    words, last = analysis.words, analysis.clause_at(trigger.index).last
    form = words[trigger.index].form
    joined = (
        words[i].lemma
        for i in range(trigger.index + 2, last)
        if words[i].tag == "VERB" and words[i].form == form and words[i - 1].lemma == "and"
    )
    return [trigger.lemma, *joined]


def _purpose(analysis: Analysis, index: int, last: int) -> int:
    """Where what somebody does a thing for begins behind a verb: *left on Saturday* / *to fly home*."""
    words = analysis.words
    return next((i for i in range(index + 1, last - 1) if words[i].lemma == "to" and words[i + 1].tag == "VERB"), last)


def _same(one: str, other: str) -> bool:
    return stem(one) == stem(other) or any(one in kin and other in kin for kin in _KIN)


def _elsewhere(place: Place | None, named: Sequence[Resolution]) -> bool:
    """Whether a clause names another place, where it may happen again."""
    return any(
        place is None or (r.place is not None and r.mention.kind == "literal" and _far(place, r.place)) for r in named
    )


def _far(one: Place, other: Place) -> bool:
    """Whether two places are apart, neither inside the other."""
    return distance_km(one, other) > _SAME_SPOT_KM + max(one.radius_km, other.radius_km)
