"""The gazetteer: name → candidate places, from one read-only SQLite file.

Names are found by a ladder of rungs, from the name as written to its parts; every candidate says which rung found it.
"""

from __future__ import annotations

from geoevents.gazetteer.flags import NameFlag
from geoevents.gazetteer.key import name_key
from geoevents.gazetteer.lookup import Gazetteer, default_gazetteer
from geoevents.gazetteer.store import GazetteerInfo, NameHint

__all__ = ["Gazetteer", "GazetteerInfo", "NameFlag", "NameHint", "default_gazetteer", "name_key"]
