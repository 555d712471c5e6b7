"""What can go wrong, each error also a builtin so that ordinary ``except`` clauses catch it.

A message names the value, the cause and the command that mends it.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class GeoEventsError(Exception):
    """Root of every error that geoevents raises on purpose."""


class GazetteerMissing(GeoEventsError, FileNotFoundError):  # noqa: N818
    """The gazetteer file is not there or is no gazetteer; reinstalling mends it."""


class ModelMissing(GeoEventsError, FileNotFoundError):  # noqa: N818
    """The recogniser's weights are not where they should be, or were made for another version."""


class InvalidPipeline(GeoEventsError, ValueError):  # noqa: N818
    """A spaCy pipeline cannot take the recogniser's place."""


class InvalidOverlay(GeoEventsError, ValueError):  # noqa: N818
    """A row of places of your own cannot be; the message names file, line and cause."""


class InvalidDump(GeoEventsError, ValueError):  # noqa: N818
    """A file is not GeoNames' dump, is damaged, or changed while it was read."""


class DumpMissing(GeoEventsError, FileNotFoundError):  # noqa: N818
    """The folder holds no dump of the countries asked for, or the full gazetteer is not installed."""


class DownloadFailed(GeoEventsError, OSError):  # noqa: N818
    """A dump could not be downloaded; the part that came is kept, and asking again goes on from there."""


class UnreadableDocument(GeoEventsError, ValueError):  # noqa: N818
    """A report could not be read: empty, binary, or without an article in it."""


class DocumentMissing(GeoEventsError, FileNotFoundError):  # noqa: N818
    """The file, folder or pattern that was named matches nothing."""


class InvalidDate(GeoEventsError, ValueError):  # noqa: N818
    """A date is not an ISO 8601 day such as ``2023-09-17``."""


class InvalidRecord(GeoEventsError, ValueError):  # noqa: N818
    """One line of a batch is no record; the other lines are still done."""


class InvalidFrame(GeoEventsError, ValueError):  # noqa: N818
    """A table lacks a column that the caller named, or the columns of the contract."""


class InvalidCorrection(GeoEventsError, ValueError):  # noqa: N818
    """A correction is malformed or names a field that cannot be corrected."""


class AssetMissing(GeoEventsError, FileNotFoundError):  # noqa: N818
    """A script, style or base map that the page carries is not in the package."""


class UncarriedAsset(GeoEventsError, ValueError):  # noqa: N818
    """A folium layer needs a file from the network that the package does not carry."""


class InvalidFilter(GeoEventsError, ValueError):  # noqa: N818
    """A filter names a status, a day or a number that no event can have."""


class UnknownLanguage(GeoEventsError, ValueError):  # noqa: N818
    """The page's interface has no words in the language that was asked for."""


class UnknownEvent(GeoEventsError, LookupError):  # noqa: N818
    """No event of the timeline has the identifier that the caller named."""


class UnknownFormat(GeoEventsError, ValueError):  # noqa: N818
    """The suffix or name of a file format is not one that geoevents writes."""


class UnwritableOutput(GeoEventsError, OSError):  # noqa: N818
    """The output cannot be written where it was asked for."""


class ExtraMissing(GeoEventsError, ImportError):  # noqa: N818
    """A part was asked for whose optional packages are not installed."""


class InvalidGeocoder(GeoEventsError, ValueError):  # noqa: N818
    """A geocoder cannot be set up as it was asked for: unknown, without its key, or nameless."""


class GeocoderUnavailable(GeoEventsError, OSError):  # noqa: N818
    """The geocoder refused, timed out or broke; asking again later may help."""


class GeoEventsWarning(UserWarning):
    """Root of the warnings: a fallback was taken and the result says so."""


class NoPublicationDate(GeoEventsWarning):
    """A report has no publication date, so its relative dates stay open."""


class OtherLanguage(GeoEventsWarning):
    """A report is in another language than English; the message says what still works."""


class SkippedDocument(GeoEventsWarning):
    """One report of many was left out; the message says which and why."""


class RowsLeftOut(GeoEventsWarning):
    """A file format cannot hold some events; the message says how many and why."""


class CorrectionNotApplied(GeoEventsWarning):
    """A correction no longer fits any event."""


@contextmanager
def strict() -> Iterator[None]:
    """Turn every geoevents warning into an error for the length of a ``with`` block.

    Example:
        >>> import warnings
        >>> from geoevents.errors import GeoEventsWarning, strict
        >>> with strict():
        ...     try:
        ...         warnings.warn("a fallback", GeoEventsWarning)
        ...     except GeoEventsWarning as problem:
        ...         print("refused:", problem)
        refused: a fallback
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", GeoEventsWarning)
        yield
