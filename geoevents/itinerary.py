"""Events → the ordered stops of each mover, and the legs between them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from pyproj import Geod

from geoevents.errors import GeoEventsError
from geoevents.merge import is_name
from geoevents.model import Leg, Stop
from geoevents.places import distance_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.model import Event

_WGS84 = Geod(ellps="WGS84")
_FASTEST = 900.0
"""Kilometres an hour: an airliner's."""
_SAME_DAY = 12.0
"""Hours that remain for the way when something happens at both ends on one day."""

_DONE = frozenset({"occurred", "ongoing"})
_LAST = frozenset({"planned", "possible"})


class UnknownMover(GeoEventsError, KeyError):  # noqa: N818
    """The mover that was asked for is in no event; the message names those that are."""

    def __str__(self) -> str:
        return str(self.args[0])


def movers(events: Sequence[Event]) -> tuple[str, ...]:
    """Who or what is told at two places or more, most often first.

    Example:
        >>> movers(())
        ()
    """
    seen: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for event in events:
        for actor in event.actors:
            key = _plain(actor)
            forms.setdefault(key, actor)
            counts[key] += 1
            seen.setdefault(key, set()).add(event.place.place.id if event.place.place else event.place.mention.text)
    return tuple(forms[key] for key, _ in counts.most_common() if len(seen[key]) > 1)


def itinerary(events: Sequence[Event], mover: str | None = None) -> tuple[Stop, ...]:
    """Order the stops of one mover: dated ones by day, framed ones inside their frame, planned ones last.

    Args:
        events: Events of a story.
        mover: A name, or a part of it such as a surname; None for the mover told most often.

    Returns:
        Stops numbered from 1. What did not happen is no stop, nor is a country that only covers finer stops.

    Raises:
        UnknownMover: When no event has such an actor.

    Example:
        >>> itinerary(())
        ()
    """
    chosen = _events_of(events, mover)
    stops = _unentangled(sorted((e for e in chosen if _is_stop(e)), key=_order))
    name = _display(events, mover)
    result: list[Stop] = []
    for number, event in enumerate(stops, 1):
        before = stops[number - 2] if number > 1 else None
        alone = sum(_order(e) == _order(event) for e in stops) == 1
        known = alone and (event.when.earliest is not None or event.when.latest is not None)
        leg = _leg(before, event) if before else None
        result.append(Stop(number=number, mover=name, event=event, leg=leg, order_known=known))
    return tuple(result)


def main_itinerary(events: Sequence[Event]) -> tuple[int, ...]:
    """Indices of the events on the main mover's way, in order; all dated happenings when nobody moves.

    Example:
        >>> main_itinerary(())
        ()
    """
    positions = {id(event): index for index, event in enumerate(events)}
    chosen = _events_of(events, None)
    days = [e.when.earliest for e in chosen if e.when.earliest and not e.umbrella]
    if days:  # what happens meanwhile without a named actor belongs to the story's way, too
        named = {id(e) for e in chosen}
        chosen += [
            e
            for e in events
            if not any(map(is_name, e.actors))
            and id(e) not in named
            and e.when.earliest
            and min(days) <= e.when.earliest <= max(days)
        ]
    ordered = _unentangled(sorted((e for e in chosen if e.status in _DONE | _LAST), key=_order))
    return tuple(positions[id(e)] for e in ordered)


def _events_of(events: Sequence[Event], mover: str | None) -> list[Event]:
    if mover is None:
        known = movers(events)
        if not known:
            return list(events)
        mover = known[0]
    wanted = _plain(mover)
    found = [e for e in events if any(_alike(_plain(a), wanted) for a in e.actors)]
    if not found:
        names = sorted({a for e in events for a in e.actors})
        raise UnknownMover(f"nobody called {mover!r} moves in these events; they name {', '.join(names) or 'nobody'}")
    return found


def _alike(one: str, other: str) -> bool:
    return one == other or f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _plain(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())


def _display(events: Sequence[Event], mover: str | None) -> str:
    if mover is None:
        known = movers(events)
        return known[0] if known else ""
    wanted = _plain(mover)
    forms = Counter(a for e in events for a in e.actors if _alike(_plain(a), wanted))
    return max(forms, key=lambda a: (forms[a], len(a)), default=mover)


def _is_stop(event: Event) -> bool:
    return event.status in _DONE | _LAST and not event.umbrella and event.place.place is not None


def _order(event: Event) -> tuple[bool, date, date]:
    """Planned ones last; a framed event after the frame's first day, before the dated ones of its last."""
    when = event.when
    first = when.earliest or when.not_before or when.latest or when.not_after or date.max
    last = when.latest or when.not_after or first
    if when.earliest is None and when.not_before is not None and when.not_after is not None:
        first = when.not_before + (when.not_after - when.not_before) / 2
    return event.status in _LAST, first, last


def _unentangled(ordered: list[Event]) -> list[Event]:
    """Order stops that share a day, or a frame, by the shorter way: from the stop before, or towards the next.

    The text does not say in which order they came, so ``Stop.order_known`` stays false for them.
    """
    result: list[Event] = []
    for _, group in groupby(ordered, key=_order):
        tied = list(group)
        following = ordered[len(result) + len(tied)] if len(result) + len(tied) < len(ordered) else None
        if result:
            while tied:
                nearest = min(tied, key=lambda e: (_distance(result[-1], e), tied.index(e)))
                tied.remove(nearest)
                result.append(nearest)
        elif following is not None:
            goal = following
            result += sorted(tied, key=lambda e: -_distance(e, goal))
        else:
            result += tied
    return result


def _distance(one: Event, other: Event) -> float:
    here, there = one.place.place, other.place.place
    return distance_km(here, there) if here and there else 0.0


def _leg(before: Event, event: Event) -> Leg:
    one, other = before.place.place, event.place.place
    if one is None or other is None:
        return Leg(kilometres=0.0, doubt="one of the two places is not known")
    metres = _WGS84.inv(one.longitude, one.latitude, other.longitude, other.latitude)[2]
    kilometres = round(metres / 1000, 1)
    days = _days_between(before, event)
    doubt = ""
    if days is not None and kilometres > _FASTEST * (24.0 * days + _SAME_DAY):
        within = "on one day" if days == 0 else f"in {days:.0f} days"
        doubt = f"{kilometres:,.0f} km {within} is faster than an airliner: one of the two places or days is wrong"
    return Leg(kilometres=kilometres, days=days, doubt=doubt)


def _days_between(before: Event, event: Event) -> float | None:
    start = before.when.latest or before.when.earliest
    end = event.when.earliest or event.when.latest
    return float(max((end - start).days, 0)) if start and end else None
