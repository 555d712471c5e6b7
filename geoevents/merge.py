"""Events of many reports → one event per happening, with all its sources and what they differ in.

Events can only be the same when they have the same place, so only events of one place, or of a place and a
site inside it, are compared: the work grows with the events of a place, not with all pairs.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geoevents.places import distance_km
from geoevents.places.surroundings import LAYER as NEAR
from geoevents.wording import when_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geoevents.model import Event, Place, When

_SITE_KM = 12.0
_EVERYWHERE = frozenset(
    "police officers officials people soldiers troops residents authorities men women children others".split()
)
"""Who has to do with too much to tell one happening by."""
_VAGUE_TYPES = frozenset({"other", "business"})
"""Kinds too wide for two happenings of one day to be the same by them alone."""
_MONTH = timedelta(days=31)
_MUCH = 6
"""So many content words in common are no chance: two short notes on neighbouring days may be two happenings."""
_SITES = frozenset(
    "airport apartment arena bank barn bridge cafe cathedral church cinema clinic club college courthouse depot "
    "factory farm garage hospital hotel kindergarten laboratory library mall market mill mine mosque museum nursery "
    "palace park plant prison refinery restaurant school shop square stadium station store supermarket synagogue "
    "temple theatre theater tower tunnel university warehouse workshop".split()
)
"""Kinds of site that tell one happening of a town from another."""
_GUESSED_KM = 300.0
"""Kilometres between the neighbourhoods that two reports give one name; beyond, two places bear it."""
_HAPPENED = frozenset({"occurred", "ongoing"})


def merge(events: Iterable[Event]) -> tuple[Event, ...]:
    """Tell happenings that several reports tell as one event.

    Two events are one when they are at the same place, agree in whether it happened, do not contradict each
    other in the day, and share an actor or the kind of happening. An undated event joins a dated one when only
    one fits. A plan that a later report tells as done becomes done, and the plan stays as evidence.

    Args:
        events: Events of any number of reports.

    Returns:
        Events with all their evidence, in the order of the reports that lead them.

    Example:
        >>> merge(())
        ()
    """
    order: dict[str, int] = {}
    groups: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        order.setdefault(event.id, len(order))
        groups[_cell(event)].append(event)
    merged = [event for group in _neighbours(groups) for event in _merge_place(group)]
    return tuple(sorted(merged, key=lambda e: order[e.id]))


def _cell(event: Event) -> str:
    place = event.place.place
    known = place is not None and place.layer != NEAR  # near what it lies is each report's own guess
    return place.id if place is not None and known else f"?{event.place.mention.text.casefold()}"


def _neighbours(groups: dict[str, list[Event]]) -> list[list[Event]]:
    """Join the groups of sites to the group of the town they stand in."""
    grid: dict[tuple[int, int], list[str]] = defaultdict(list)
    towns = {}
    for cell, events in groups.items():
        place = events[0].place.place
        if place is not None and place.precision in {"locality", "site"} and not cell.startswith("?"):
            towns[cell] = place
            grid[round(place.latitude * 4), round(place.longitude * 4)].append(cell)
    joined: dict[str, str] = {}
    for cell, place in towns.items():
        if place.precision == "site":
            near = [c for c in _around(grid, place) if c != cell and towns[c].precision == "locality"]
            named = [c for c in near if distance_km(place, towns[c]) <= _SITE_KM and _named_for(place, towns[c])]
            if named:
                joined[cell] = min(named, key=lambda c: distance_km(place, towns[c]))
    result: dict[str, list[Event]] = {cell: list(events) for cell, events in groups.items() if cell not in joined}
    for cell, town in joined.items():
        result[town].extend(groups[cell])
    return list(result.values())


def _around(grid: dict[tuple[int, int], list[str]], place: Place) -> list[str]:
    row, column = round(place.latitude * 4), round(place.longitude * 4)
    return [cell for dr in (-1, 0, 1) for dc in (-1, 0, 1) for cell in grid.get((row + dr, column + dc), ())]


def _named_for(site: Place, town: Place) -> bool:
    return town.name.casefold() in site.name.casefold()


def _merge_place(events: Sequence[Event]) -> list[Event]:
    """Merge the events of one place: those with a day first, then wider ones, then those without a day."""
    result: list[Event] = []
    days: dict[date, list[int]] = defaultdict(list)  # the day before and behind are looked at, too
    wide: list[int] = []
    for event in sorted(events, key=lambda e: (_undated(e.when), _span(e.when), e.id)):
        own = _days_of(event.when)
        near = range(len(result)) if own is None else sorted({i for day in _beside(own) for i in days[day]}.union(wide))
        fits = [i for i in near if _same(result[i], event)]
        vague = _undated(event.when) or _span(event.when) > timedelta(days=3)
        if fits and (not vague or len(fits) == 1 or _one_best(result, fits, event)):
            best = max(fits, key=lambda i: _likeness(result[i], event))
            result[best] = _join(result[best], event)
            continue
        for day in own or ():
            days[day].append(len(result))
        if own is None:
            wide.append(len(result))
        result.append(event)
    return result


def _days_of(when: When) -> list[date] | None:
    """The days of a short time; None when it is open or longer than a month, and any day may be meant."""
    if when.earliest is None or when.latest is None or _span(when) > _MONTH:
        return None
    return [when.earliest + timedelta(days=n) for n in range(_span(when).days + 1)]


def _beside(days: Sequence[date]) -> list[date]:
    """Days with the day before and the day behind."""
    edge = timedelta(days=1)
    before = [days[0] - edge] if days[0] > date.min else []
    return [*before, *days, *([days[-1] + edge] if days[-1] < date.max else [])]


def _undated(when: When) -> bool:
    return when.earliest is None and when.latest is None


def _one_best(result: Sequence[Event], fits: Sequence[int], event: Event) -> bool:
    scores = sorted((_likeness(result[i], event) for i in fits), reverse=True)
    return scores[0] > scores[1]


def _likeness(one: Event, other: Event) -> float:
    shared = len(_folded(one) & _folded(other))
    return shared + 1.5 * (one.type == other.type) + 2.0 * (one.when.earliest == other.when.earliest)


def _folded(event: Event) -> set[str]:
    """Actors by the words of their names, so that *Kim Jong-un* and *Kim Jong Un* agree; others by what they are."""
    words = set()
    for actor in event.actors:
        parts = actor.casefold().replace("-", " ").split()
        if is_name(actor):
            words |= {part for part in parts if len(part) > 2}
        elif parts[-1] not in _EVERYWHERE:
            words.add(parts[-1].removesuffix("s"))
    return words


def is_name(actor: str) -> bool:
    """Whether an actor is told by name; *displaced persons* and *the trade minister* are not.

    Example:
        >>> is_name("Kim Jong Un"), is_name("Russian diplomats"), is_name("")
        (True, False, False)
    """
    return any(word[0].isupper() for word in actor.split()[-1:])


def _same(one: Event, other: Event) -> bool:
    if one.umbrella != other.umbrella:
        return False
    if not _agree(one, other) or _far_apart(one, other):
        return False
    if not _compatible(one.when, other.when):
        return _a_day_apart(one, other) and _the_same_but_for_its_day(one, other)
    if one.place.place is not None and one.place.place.precision in {"country", "region"} and one.type != other.type:
        return False
    alike = one.type == other.type and one.type not in _VAGUE_TYPES and not _at_other_sites(one, other)
    if alike or bool(_folded(one) & _folded(other)) or _told_alike(one, other):
        return True
    return (_undated(one.when) or _undated(other.when)) and not (_folded(one) and _folded(other))


def _far_apart(one: Event, other: Event) -> bool:
    """Whether two names alike are those of a mill near Dayton and of one near Leeds."""
    first, second = one.place.place, other.place.place
    return first is not None and second is not None and distance_km(first, second) > _GUESSED_KM


def _a_day_apart(one: Event, other: Event) -> bool:
    """Whether two reports give neighbouring days."""
    days = [e.when.earliest for e in (one, other) if _span(e.when) == timedelta(0)]
    first, second = [*days, None, None][:2]
    near = first is not None and second is not None and abs(first - second) == timedelta(days=1)
    return near and {p.doc_id for p in one.evidence}.isdisjoint(p.doc_id for p in other.evidence)


def _the_same_but_for_its_day(one: Event, other: Event) -> bool:
    """Whether two passages agree in nearly all they say, or in who it was and in half of the rest."""
    if one.type != other.type:
        return False
    first, second = _content(one), _content(other)
    shared, least = len(first & second), min(len(first), len(second))
    named = any(is_name(a) and is_name(b) and _words(a) & _words(b) for a in one.actors for b in other.actors)
    return shared >= max(_MUCH, least * (0.5 if named else 0.7))


def _at_other_sites(one: Event, other: Event) -> bool:
    """Whether two passages tell of different sites in a town: a fire in a mill, a fire in a school."""
    first, second = _content(one) & _SITES, _content(other) & _SITES
    return bool(first and second) and not first & second


def _told_alike(one: Event, other: Event) -> bool:
    """Whether the two passages share a third of their content words, names of the place and days left out."""
    first, second = _content(one), _content(other)
    return len(first & second) >= max(2, min(len(first), len(second)) / 3)


def _content(event: Event) -> set[str]:
    passage = event.evidence[0]
    words = {w.strip(".,;:'’\"”“").casefold() for w in passage.text.split()}
    own = event.place.mention.text.casefold().split() + event.when.text.casefold().split()
    return {w.removesuffix("s") for w in words if len(w) > 3} - set(own)


def _agree(one: Event, other: Event) -> bool:
    """The same status, or a plan and its fulfilment told by a later report."""
    if one.status == other.status or {one.status, other.status} <= _HAPPENED:
        return True
    plan, done = (one, other) if one.status in {"planned", "possible"} else (other, one)
    if plan.status not in {"planned", "possible"} or done.status not in _HAPPENED:
        return False
    told = plan.evidence[0].published, done.evidence[0].published
    return told[0] is not None and told[1] is not None and told[0] <= told[1] and plan.when.earliest is not None


def _compatible(one: When, other: When) -> bool:
    if _undated(one):
        return _within_frame(one, other)
    if _undated(other):
        return _within_frame(other, one)
    low = max(one.earliest or date.min, other.earliest or date.min)
    high = min(one.latest or one.earliest or date.max, other.latest or other.earliest or date.max)
    return low <= high


def _within_frame(undated: When, dated: When) -> bool:
    day = dated.earliest or dated.latest
    if day is None:
        return True
    after = undated.not_before is None or day >= undated.not_before
    return after and (undated.not_after is None or day <= undated.not_after)


def _join(one: Event, other: Event) -> Event:
    """One event of two: the dated, the done and the surer one leads; differences are kept in words."""
    first, second = sorted((one, other), key=_rank)
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    conflicts = (*first.conflicts, *second.conflicts, *_differences(first, second))
    agreed = {e.doc_id for e in evidence}
    gain = 1.0 - (1.0 - first.confidence) * (1.0 - 0.5 * second.confidence) if len(agreed) > 1 else first.confidence
    return replace(
        first,
        place=first.place if first.place.place is not None else second.place,
        evidence=evidence,
        actors=_actors(first, second),
        confidence=round(min(gain, 0.99), 3),
        conflicts=tuple(dict.fromkeys(conflicts)),
        when=_narrower(first.when, second.when),
    )


def _rank(event: Event) -> tuple[bool, bool, float]:
    return _undated(event.when), event.status not in _HAPPENED, -event.confidence


def _actors(first: Event, second: Event) -> tuple[str, ...]:
    """Both reports' actors, each person once in the fuller form."""
    kept = list(first.actors)
    for actor in second.actors:
        twin = next((i for i, a in enumerate(kept) if _words(a) <= _words(actor) or _words(actor) <= _words(a)), None)
        if twin is None:
            kept.append(actor)
        elif len(_words(actor)) > len(_words(kept[twin])):
            kept[twin] = actor
    return tuple(kept[:4])


def _words(name: str) -> set[str]:
    return set(name.casefold().replace("-", " ").split())


def _differences(first: Event, second: Event) -> list[str]:
    if first.status != second.status and {first.status, second.status} - _HAPPENED:
        return [f"one report tells it as {second.status}, another as {first.status}"]
    return [*_other_days(first, second), *_other_figures(first, second)]


def _other_days(first: Event, second: Event) -> list[str]:
    one, other = first.when, second.when
    if (
        one.earliest
        and other.earliest
        and one.earliest != other.earliest
        and _span(one) == _span(other) == timedelta(0)
    ):
        return [f"one report says {when_in_words(one)}, another {when_in_words(other)}"]
    return []


_NUMBERS = {
    word: str(number)
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_FIGURE = re.compile(rf"\b(\d[\d,.]*\d|\d|{'|'.join(_NUMBERS)})\s+([a-z]{{2,}})", re.IGNORECASE)
_UNITS = {"kilometre": "km", "kilometer": "km", "metre": "m", "meter": "m", "mile": "mi", "hectare": "ha"}
_NO_UNITS = frozenset("of to in on at and or the was were is are am pm per more other time times year years".split())
_NO_UNITS |= frozenset(name.casefold() for name in (*calendar.month_name, *calendar.day_name) if name)


def _other_figures(first: Event, second: Event) -> list[str]:
    """What the two lead passages count differently: *200 km* and *250 km*, *nine dead* and *eleven dead*."""
    if first.evidence[0].doc_id == second.evidence[0].doc_id:
        return []
    one, other = _figures(first.evidence[0].text), _figures(second.evidence[0].text)
    pairs = [(one[unit], other[unit]) for unit in one if unit in other and one[unit][0] != other[unit][0]]
    return [f"one report says {a[1]}, another {b[1]}" for a, b in pairs]


def _figures(passage: str) -> dict[str, tuple[str, str]]:
    """What a passage counts → ``(number, as written)``; what it counts more than once is left out."""
    counted: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for found in _FIGURE.finditer(passage):
        unit = found[2].casefold()
        unit = _UNITS.get(unit.removesuffix("s"), unit.removesuffix("s") if len(unit) > 3 else unit)
        number = _NUMBERS.get(found[1].casefold(), found[1].replace(",", ""))
        if unit not in _NO_UNITS:
            counted[unit].append((number, f"{found[1]} {found[2]}"))
    return {unit: told[0] for unit, told in counted.items() if len({number for number, _ in told}) == 1}


def _closed(when: When) -> bool:
    return when.earliest is not None and when.latest is not None


def _span(when: When) -> timedelta:
    """Length of a dated time; an open end counts as a year."""
    if not _closed(when):
        return timedelta(days=365) if not _undated(when) else timedelta(0)
    return (when.latest or date.max) - (when.earliest or date.min)


def _narrower(one: When, other: When) -> When:
    """The narrower of two times that agree; of two frames what both leave open."""
    if not _undated(one) and not _undated(other):
        told = _closed(other) and not other.inferred
        return other if told and _span(other) < _span(one) else one
    if not _undated(one):
        return one
    befores = [d for d in (one.not_before, other.not_before) if d]
    afters = [d for d in (one.not_after, other.not_after) if d]
    return replace(one, not_before=max(befores) if befores else None, not_after=min(afters) if afters else None)
