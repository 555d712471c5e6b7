"""Itineraries as trajectories of movingpandas (extra ``tracks``), for its plots, speeds and generalisations."""

from __future__ import annotations

import warnings
from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from geoevents.errors import ExtraMissing, RowsLeftOut
from geoevents.frame import CRS, to_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.model import Stop

_STEP = timedelta(seconds=1)


def trajectories(stops: Sequence[Stop]) -> Any:
    """Make a trajectory of every mover that has two dated stops or more.

    A report gives days, movingpandas wants moments: a stop stands at midnight of its first day, and further stops of
    one day follow in seconds, so that their order is kept. Speeds within a day therefore mean nothing.

    Args:
        stops: What ``Timeline.itinerary`` returns.

    Returns:
        A ``movingpandas.TrajectoryCollection``: one row per stop with the columns of ``story.frame`` and ``mover``, in
        EPSG:4326, moments without a time zone (civil days at the place).

    Raises:
        ExtraMissing: movingpandas is not installed.

    Warns:
        RowsLeftOut: Stops without a day or a place, or movers with one dated stop.
    """
    try:
        with warnings.catch_warnings():
            # it says at import which further packages its smoothers would need; nothing here smooths
            warnings.simplefilter("ignore", UserWarning)
            import movingpandas as mpd
    except ImportError as cause:
        raise ExtraMissing("trajectories need movingpandas: pip install 'geoevents[tracks]'") from cause
    dated = [stop for stop in stops if stop.event.place.place is not None and stop.event.when.earliest is not None]
    counts: dict[str, int] = defaultdict(int)
    for stop in dated:
        counts[stop.mover] += 1
    kept = [stop for stop in dated if counts[stop.mover] > 1]
    if len(kept) < len(stops):
        warnings.warn(
            f"{len(stops) - len(kept)} of {len(stops)} stops left out of the trajectories: they have no day or no "
            "place, or are the only one of their mover.",
            RowsLeftOut,
            stacklevel=2,
        )
    frame = to_frame([stop.event for stop in kept])
    frame["mover"] = [stop.mover for stop in kept]
    frame["t"] = _moments(kept)
    return mpd.TrajectoryCollection(frame, traj_id_col="mover", t="t", crs=CRS, min_length=0)


def _moments(stops: Sequence[Stop]) -> list[datetime]:
    """Midnight of the first day, a second later for each stop of the mover that came before on that day."""
    found: list[datetime] = []
    last: dict[str, datetime] = {}
    for stop in stops:
        day = stop.event.when.earliest
        assert day is not None  # noqa: S101 - only dated stops come here
        moment = datetime.combine(day, time())
        if stop.mover in last and moment <= last[stop.mover]:
            moment = last[stop.mover] + _STEP
        last[stop.mover] = moment
        found.append(moment)
    return found
