"""Events over time and by place, as figures of matplotlib (extra ``static``)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from geoevents.errors import ExtraMissing, InvalidFilter
from geoevents.model import STATUSES
from geoevents.table import place_in_words
from geoevents.wording import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geoevents.model import Event, Status

PlotKind = Literal["time", "place"]
KINDS: tuple[PlotKind, ...] = ("time", "place")
# Distinct in grey too: told apart by lightness and hatching, not by colour alone.
_LOOK: dict[Status, tuple[str, str]] = {
    "occurred": ("#1f4e79", ""),
    "ongoing": ("#4f8ac9", ""),
    "planned": ("#a9cbe8", "//"),
    "possible": ("#d9d9d9", ".."),
    "negated": ("#ffffff", "xx"),
}
_MOST_BARS = 60


def plot(events: Sequence[Event], kind: str = "time", *, ax: Any = None, most: int = 15) -> Any:
    """Draw events as bars, stacked by whether they happened.

    Args:
        events: Events in any order.
        kind: ``time`` for how many began on each day, month or year, whichever gives at most sixty bars; ``place``
            for the places with most events.
        ax: Axes of matplotlib to draw on; new ones when left out.
        most: Places shown.

    Returns:
        The axes. Events without a day, or without a place, are counted in the title.

    Raises:
        ExtraMissing: matplotlib is not installed.
        InvalidFilter: There is no such kind.
    """
    if kind not in KINDS:
        raise InvalidFilter(f"no plot of kind {kind!r}: use {' or '.join(KINDS)}.")
    if ax is None:
        ax = _axes()
    return _over_time(events, ax) if kind == "time" else _by_place(events, ax, most)


def _axes() -> Any:
    try:
        import matplotlib.pyplot as plt
    except ImportError as cause:
        raise ExtraMissing("plots need matplotlib: pip install 'geoevents[static]'") from cause
    return plt.subplots(figsize=(9, 3.6), layout="constrained")[1]


def _over_time(events: Sequence[Event], ax: Any) -> Any:
    dated = [(_day(event), event) for event in events]
    known = [(day, event) for day, event in dated if day is not None]
    unit = _unit([day for day, _ in known])
    spans = _spans([day for day, _ in known], unit)
    counts = Counter((_begin(day, unit), event.status) for day, event in known)
    _stack(ax, range(len(spans)), [[counts[span, status] for span in spans] for status in STATUSES], lying=False)
    shown = range(0, len(spans), max(1, len(spans) // 12))
    ax.set_xticks(list(shown), [_label(spans[at], unit) for at in shown], rotation=30, ha="right")
    ax.set_ylabel("events")
    missing = len(events) - len(known)
    ax.set_title(f"Events by their first {unit}" + (f" ({missing} without a day)" if missing else ""), loc="left")
    return ax


def _by_place(events: Sequence[Event], ax: Any, most: int) -> Any:
    placed = [event for event in events if event.place.place is not None]
    names = [name for name, _ in Counter(place_in_words(event) for event in placed).most_common(most)]
    counts = Counter((place_in_words(event), event.status) for event in placed)
    _stack(ax, range(len(names)), [[counts[name, status] for name in names] for status in STATUSES], lying=True)
    ax.set_yticks(range(len(names)), [whole(name).replace("$", r"\$") for name in names])
    ax.invert_yaxis()
    ax.set_xlabel("events")
    missing = len(events) - len(placed)
    ax.set_title("Events by place" + (f" ({missing} without a known place)" if missing else ""), loc="left")
    return ax


def _stack(ax: Any, places: Iterable[int], rows: Sequence[Sequence[int]], *, lying: bool) -> None:
    at = list(places)
    base = [0] * len(at)
    for status, row in zip(STATUSES, rows, strict=True):
        if not any(row):
            continue
        colour, hatch = _LOOK[status]
        look = {"color": colour, "hatch": hatch, "edgecolor": "#333333", "linewidth": 0.6, "label": status}
        if lying:
            ax.barh(at, row, left=base, **look)
        else:
            ax.bar(at, row, bottom=base, **look)
        base = [low + high for low, high in zip(base, row, strict=True)]
    (ax.xaxis if lying else ax.yaxis).get_major_locator().set_params(integer=True)
    if any(base):
        ax.legend(frameon=False)


def _day(event: Event) -> date | None:
    return event.when.earliest or event.when.latest


def _unit(days: Sequence[date]) -> Literal["day", "month", "year"]:
    span = (max(days) - min(days)).days if days else 0
    return "day" if span < _MOST_BARS else "month" if span < 30 * _MOST_BARS else "year"


def _begin(day: date, unit: str) -> date:
    return day if unit == "day" else day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _spans(days: Sequence[date], unit: str) -> list[date]:
    """Every day, month or year from the first to the last, those without events too."""
    if not days:
        return []
    found, last = [_begin(min(days), unit)], _begin(max(days), unit)
    step = timedelta(days={"day": 1, "month": 32, "year": 367}[unit])
    while found[-1] < last:
        found.append(_begin(found[-1] + step, unit))
    return found


def _label(day: date, unit: str) -> str:
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[unit]]
