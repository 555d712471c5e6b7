"""geoevents: reports in, a timeline on a map out.

Public names load on first use, so that ``import geoevents`` stays light: neither spaCy nor
geopandas nor folium is imported before something needs it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geoevents.documents import read
    from geoevents.incidents import from_table
    from geoevents.model import Document, Event, Mention, Place, Stop, When
    from geoevents.pipeline import extract
    from geoevents.timeline import Timeline
    from geoevents.timex import times

__version__ = "0.1.0"

_HOMES = {
    "Document": "geoevents.model",
    "Event": "geoevents.model",
    "Mention": "geoevents.model",
    "Place": "geoevents.model",
    "Stop": "geoevents.model",
    "Timeline": "geoevents.timeline",
    "When": "geoevents.model",
    "extract": "geoevents.pipeline",
    "from_table": "geoevents.incidents",
    "read": "geoevents.documents",
    "times": "geoevents.timex",
}

__all__ = [
    "Document",
    "Event",
    "Mention",
    "Place",
    "Stop",
    "Timeline",
    "When",
    "__version__",
    "extract",
    "from_table",
    "read",
    "times",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'geoevents' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
