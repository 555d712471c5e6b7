"""The gazetteer: name → candidate places, from one read-only SQLite file.

Names are found by a ladder of rungs, from the name as written to its parts; every candidate says which rung found it.
Places of one's own lie over the file, the full GeoNames under it where it was installed.
"""

from __future__ import annotations

from geoevents.gazetteer.flags import NameFlag
from geoevents.gazetteer.key import name_key
from geoevents.gazetteer.lookup import Gazetteer, default_gazetteer
from geoevents.gazetteer.overlay import OverlayRow, read_overlay
from geoevents.gazetteer.promote import add_place, promote
from geoevents.gazetteer.store import GazetteerInfo, NameHint

__all__ = [
    "Gazetteer",
    "GazetteerInfo",
    "NameFlag",
    "NameHint",
    "OverlayRow",
    "add_place",
    "default_gazetteer",
    "name_key",
    "promote",
    "read_overlay",
]
