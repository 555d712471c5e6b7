"""Whether the verb that governs a time looks back or ahead.

No tagger: auxiliaries, irregular pasts and the regular suffix are closed classes and carry most of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from geoevents.timex.lexicon import CLASSES, Lexicon, codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.timex.tokens import Item

Direction = Literal["past", "future", "near", "since"]
"""``near``: the verb leaves the side open (*could*, a plan that was called off), so the nearer day is meant;
``since``: never ahead."""

_WINDOW = 40
"""Words: a verb further away governs something else, and the scan stays linear."""
_SHORT = 6
"""Words between a present form and the time it looks ahead to."""
_SENTENCE = codes("STOP BREAK SEMI")
_OPEN = codes("WORD PLURAL")
_ARTICLES = codes("AN THE")
_AS = CLASSES["AS"]
_TOWARDS = codes("UNTIL TO FOR")
_SUBJECTS = codes("PLURAL CAPITAL PEOPLE")
_VERBAL = codes("WORD PLURAL CAPITAL POSS MONTH WKMONTH APPROX TO ENDED")


def direction(items: Sequence[Item], at: int, lexicon: Lexicon) -> Direction | None:
    """Where the governing verb of the time at index ``at`` looks; None when no verb says so."""
    possessed = at + 1 < len(items) and items[at + 1].code == CLASSES["POSS"]
    if possessed and any(item.word in lexicon.sudden for item in items[at + 2 : at + 4]):
        return "past"  # will respond to Wednesday's attack
    if at and not possessed and items[at - 1].code in _TOWARDS and _was_moved(items, at, lexicon):
        return "future"
    here, ended = _leftward(items, at, lexicon, stop_at_clause=True)
    if here == "future" and _plan_was_called_off(items, at, lexicon):
        return "near"
    if possessed and here is None:
        return "near" if _called_off(items, at, lexicon) else None
    if possessed and here == "past" and any(i.word in lexicon.cancelling for i in items[max(0, at - _SHORT) : at]):
        return "near"  # has cancelled Saturday's concert
    if here is not None or ended == "verb":
        return here
    if _called_off(items, at, lexicon):
        return "near"
    ahead = _rightward(items, at, lexicon)
    if ahead is not None or ended != "clause" or items[at - 1].code == CLASSES["UNTIL"]:
        return ahead
    return _leftward(items, at, lexicon, stop_at_clause=False)[0]


def _leftward(
    items: Sequence[Item], at: int, lexicon: Lexicon, *, stop_at_clause: bool
) -> tuple[Direction | None, Literal["verb", "clause", "sentence"]]:
    """The direction of the nearest verb before a time, and what ended the search."""
    infinitive = False
    until = at > 0 and items[at - 1].code == CLASSES["UNTIL"]
    for k in range(at - 1, max(-1, at - _WINDOW), -1):
        item = items[k]
        if item.code in _SENTENCE:
            break
        found = _verb(items, k, lexicon) or _present(items, k, at, lexicon)
        if found is not None:
            # "a bill to raise the tax on 1 September": the past verb governs the bill, not the day.
            return (None if found == "past" and infinitive else found), "verb"
        infinitive = infinitive or _before_infinitive(items, k, lexicon)
        if (
            stop_at_clause
            and item.word in lexicon.clause
            and (k >= at - 2 or until or item.word not in lexicon.coordinators)
        ):
            return None, "clause"
    return None, "sentence"


def _rightward(items: Sequence[Item], at: int, lexicon: Lexicon) -> Direction | None:
    for k in range(at + 1, min(len(items), at + _WINDOW)):
        item = items[k]
        if item.code in _SENTENCE or (item.word in lexicon.clause and item.word not in lexicon.coordinators):
            break
        found = _verb(items, k, lexicon)
        if found is not None:
            return "past" if found == "future" and _decided(items, k, lexicon) else found
    return None


def _decided(items: Sequence[Item], k: int, lexicon: Lexicon) -> bool:
    """``On Monday the court agreed to …``: the time before such a verb is its own, not that of the plan."""
    word, helper = items[k].word, items[k - 1].word
    planned = word in lexicon.planning and word.endswith(lexicon.regular_past)
    return planned and helper not in lexicon.be and helper not in lexicon.passive and helper not in lexicon.copula


def _was_moved(items: Sequence[Item], at: int, lexicon: Lexicon) -> bool:
    """``postponed until Tuesday``, ``called a vote for Friday``: the new day lies ahead of the change."""
    words = {items[k].word for k in range(max(0, at - _SHORT), at - 1)}
    return bool(words & lexicon.moving) or (items[at - 1].code == CLASSES["FOR"] and bool(words & lexicon.arranging))


def _called_off(items: Sequence[Item], at: int, lexicon: Lexicon) -> bool:
    """Whether the verb behind a time calls off or moves what the time belongs to: ``Saturday's concert is off``."""
    for k in range(at + 1, min(len(items), at + _WINDOW)):
        item = items[k]
        if item.code in _SENTENCE or item.word in lexicon.clause:
            return False
        if item.word in lexicon.cancelling or item.word in lexicon.moving:
            return items[k - 1].word in lexicon.passive or items[k - 1].word in lexicon.copula
    return False


def _plan_was_called_off(items: Sequence[Item], at: int, lexicon: Lexicon) -> bool:
    """``the concert planned for Saturday was cancelled``: by now the day may be over."""
    if at == 0 or items[at - 1].code != CLASSES["FOR"]:
        return False
    planned = any(items[k].word in lexicon.planning for k in range(max(0, at - _WINDOW // 4), at))
    return planned and _called_off(items, at, lexicon)


def _verb(items: Sequence[Item], k: int, lexicon: Lexicon) -> Direction | None:
    item = items[k]
    word = item.word
    if not word or item.code not in _VERBAL:
        return None
    if word in lexicon.future:
        return "future"
    if word in lexicon.planning and _AS in {item.code for item in items[max(0, k - 2) : k]}:
        return None  # as previously planned
    if word in lexicon.planning and (word not in lexicon.leading or _leads(items, k, lexicon)):
        return "past" if _perfect(items, k, lexicon) else "future"
    if word in lexicon.infinitive:
        return _infinitive(items, k, lexicon)
    if word in lexicon.past or (word.endswith(lexicon.regular_past) and len(word) > 3 and word not in lexicon.not_past):
        helper = items[k - 1].word if k else ""
        modal = helper in lexicon.maybe or helper in lexicon.future  # could hit, will set
        helped = modal or helper in lexicon.passive or helper in lexicon.be or helper in lexicon.infinitive
        return None if helped else "past"
    if word in lexicon.maybe:
        return "near"
    if word in lexicon.scheduled or (k and word in lexicon.plural_plans and _is_subject(items[k - 1], lexicon)):
        return "future"
    return None


def _is_subject(item: Item, lexicon: Lexicon) -> bool:
    """Whether a word in front of a bare present form makes it a finite verb: ``leaders meet``, ``they leave``."""
    return item.code in _SUBJECTS or item.word in lexicon.subjects


def _leads(items: Sequence[Item], k: int, lexicon: Lexicon) -> bool:
    """``set to``, ``set for``, ``plans a``."""
    after = items[k + 1] if k + 1 < len(items) else None
    if after is None:
        return False
    led = after.word in lexicon.infinitive or after.code == CLASSES["FOR"]
    return led or (after.code in _ARTICLES and items[k].word not in lexicon.past)


def _present(items: Sequence[Item], k: int, at: int, lexicon: Lexicon) -> Direction | None:
    """``The vote is Tuesday``, ``he is leaving Tuesday``, ``as soon as Tuesday``: ahead without a future form."""
    if k and at - k == 1 and (items[k - 1].word, items[k].word) in lexicon.ahead:
        return "future"
    if items[k].code not in _VERBAL or items[k].word not in lexicon.be or at - k > _SHORT:
        return None
    progressive = items[k + 1].word.endswith(lexicon.progressive) and k + 1 < at
    return "future" if progressive or at - k == 1 or (at - k == 2 and items[k + 1].code == CLASSES["ON"]) else None


def _perfect(items: Sequence[Item], k: int, lexicon: Lexicon) -> bool:
    """``had been scheduled``: what was planned lies behind."""
    return any(items[j].word in lexicon.past_perfect for j in range(max(0, k - 2), k))


def _before_infinitive(items: Sequence[Item], k: int, lexicon: Lexicon) -> bool:
    return items[k].word in lexicon.infinitive and k + 1 < len(items) and items[k + 1].code in _OPEN


def _infinitive(items: Sequence[Item], k: int, lexicon: Lexicon) -> Direction | None:
    """``is to leave`` lies ahead; elsewhere the finite verb before the infinitive decides."""
    if k == 0 or not _before_infinitive(items, k, lexicon):
        return None
    return "future" if items[k - 1].word in lexicon.be else None
