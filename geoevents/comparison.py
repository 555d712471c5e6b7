"""Two versions of a story side by side: what is new, what is told no longer, and what is told otherwise."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geoevents.merge import merge
from geoevents.table import Table, place_in_words, printable
from geoevents.wording import when_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas as gpd

    from geoevents.model import Event

ChangeKind = Literal["new", "changed", "gone", "same"]
_HEADINGS: dict[ChangeKind, str] = {
    "new": "New",
    "changed": "Told otherwise",
    "gone": "Told no longer",
    "same": "As before",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One happening in two versions of a story."""

    kind: ChangeKind
    """``new`` (only later), ``gone`` (only earlier), ``changed`` or ``same``."""
    before: Event | None
    """As the earlier version tells it; None when it is new."""
    after: Event | None
    """As the later version tells it; None when it is gone."""
    words: tuple[str, ...] = ()
    """What differs, in words."""

    @property
    def event(self) -> Event:
        """The later of both."""
        event = self.after or self.before
        assert event is not None  # noqa: S101 - a change is about an event
        return event


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Comparison:
    """What became of the events of a story; in a notebook it shows itself as tables."""

    changes: tuple[Change, ...]
    """New ones first, then changed, gone and same, each in order of time."""

    @property
    def new(self) -> tuple[Event, ...]:
        """Events that only the later version tells."""
        return tuple(change.event for change in self.changes if change.kind == "new")

    @property
    def gone(self) -> tuple[Event, ...]:
        """Events that only the earlier version tells."""
        return tuple(change.event for change in self.changes if change.kind == "gone")

    @property
    def changed(self) -> tuple[Change, ...]:
        """Happenings that both tell, but with another day, place, status or with more reports."""
        return tuple(change for change in self.changes if change.kind == "changed")

    @property
    def frame(self) -> gpd.GeoDataFrame:
        """All changes as a GeoDataFrame: ``change``, ``difference``, and the columns of ``story.frame``."""
        from geoevents.frame import to_frame

        frame = to_frame([change.event for change in self.changes])
        frame.insert(0, "change", [change.kind for change in self.changes])
        frame.insert(1, "difference", ["; ".join(change.words) for change in self.changes])
        return frame

    def __repr__(self) -> str:
        lines = [self._counted()]
        for change in self.changes:
            if change.kind != "same":
                more = f" ({'; '.join(change.words)})" if change.words else ""
                event = change.event
                lines.append(
                    f"{change.kind:8} {when_in_words(event.when)}, {place_in_words(event)}: {event.what}{more}"
                )
        return "\n".join(printable(line) for line in lines)

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(self._counted())}</p>" + "".join(self._tables())

    def _counted(self) -> str:
        counts = {kind: sum(change.kind == kind for change in self.changes) for kind in _HEADINGS}
        return ", ".join(f"{counts[kind]} {heading.lower()}" for kind, heading in _HEADINGS.items())

    def _tables(self) -> Iterator[str]:
        for kind, heading in _HEADINGS.items():
            mine = [change for change in self.changes if change.kind == kind]
            if not mine or kind == "same":
                continue
            yield Table(heading=heading, events=[change.event for change in mine]).as_html()
            told = [f"{place_in_words(change.event)}: {'; '.join(change.words)}" for change in mine if change.words]
            yield "".join(f"<li><bdi>{html.escape(words)}</bdi></li>" for words in told).join(("<ul>", "</ul>"))


def compare(before: Sequence[Event], after: Sequence[Event]) -> Comparison:
    """Find out what is new between two versions of a story.

    A happening is the same in both when the same passage tells it, or when two reports that tell it would be put
    together as one event: the same place, days that do not contradict each other, a shared actor or kind.

    Args:
        before: Events of the earlier version.
        after: Events of the later version.

    Returns:
        Every happening of both, once.

    Example:
        >>> compare((), ())
        0 new, 0 told otherwise, 0 told no longer, 0 as before
    """
    partners = _partners(before, after)
    known = {id(one) for one in partners.values()}
    found = [_change(partners.get(id(event)), event) for event in after]
    found += [Change(kind="gone", before=event, after=None) for event in before if id(event) not in known]
    order = list(_HEADINGS)
    return Comparison(changes=tuple(sorted(found, key=lambda change: order.index(change.kind))))


def _partners(before: Sequence[Event], after: Sequence[Event]) -> dict[int, Event]:
    """Later event, by its ``id()``, → the earlier one that is the same happening; each at most once."""
    partners: dict[int, Event] = {}
    free = list(before)
    for same in (_same_event, _share_passage, _one_happening):
        for event in after:
            if id(event) in partners:
                continue
            fitting = [other for other in free if same(other, event)]
            if fitting:
                best = max(fitting, key=lambda other: _closeness(other, event))
                partners[id(event)] = best
                free = [other for other in free if other is not best]
    return partners


def _same_event(one: Event, other: Event) -> bool:
    return one.id == other.id


def _share_passage(one: Event, other: Event) -> bool:
    return bool(_passages(one) & _passages(other))


def _one_happening(one: Event, other: Event) -> bool:
    if (one.place.place and one.place.place.id) != (other.place.place and other.place.place.id):
        return False
    return len(merge((one, other))) == 1


def _passages(event: Event) -> set[tuple[str, str]]:
    """Passages with their words for the place; one passage may tell of several places."""
    return {
        (" ".join(proof.text.split()), proof.text[proof.place_start - proof.start : proof.place_end - proof.start])
        for proof in event.evidence
    }


def _closeness(one: Event, other: Event) -> tuple[int, bool, bool, int]:
    return (
        len(_passages(one) & _passages(other)),
        one.status == other.status,
        one.when.earliest == other.when.earliest,
        len(set(one.actors) & set(other.actors)),
    )


def _change(before: Event | None, after: Event) -> Change:
    if before is None:
        return Change(kind="new", before=None, after=after)
    words = tuple(_differences(before, after))
    return Change(kind="changed" if words else "same", before=before, after=after, words=words)


def _differences(before: Event, after: Event) -> Iterator[str]:
    told = [
        (when_in_words(before.when), when_in_words(after.when)),
        (place_in_words(before), place_in_words(after)),
        (before.status, after.status),
    ]
    yield from (f"{earlier} is now {later}" for earlier, later in told if earlier != later)
    earlier_reports = {proof.doc_id for proof in before.evidence}
    fresh = {proof.doc_id: proof.source or proof.doc_id for proof in after.evidence}
    if more := [name for report, name in fresh.items() if report not in earlier_reports]:
        yield f"now also told by {', '.join(dict.fromkeys(more))}"
