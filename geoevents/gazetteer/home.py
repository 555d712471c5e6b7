"""Where a user's own gazetteer files lie: the full GeoNames, and places of one's own."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = "geoevents-places.csv"
"""Places of a project, in the folder that geoevents is called in."""


def data_folder() -> Path:
    """The user's data folder, or the one that the environment variable ``GEOEVENTS_DATA`` names."""
    if folder := os.environ.get("GEOEVENTS_DATA"):
        return Path(folder)
    from platformdirs import user_data_path

    return user_data_path("geoevents")


def full_path() -> Path:
    """Where the full GeoNames is, once installed."""
    return data_folder() / "geonames.sqlite"


def staging_path() -> Path:
    """Where an import is half-made."""
    return data_folder() / "geonames.half"


def user_overlay() -> Path:
    """The user's own places, valid in every project."""
    return data_folder() / "places.csv"


def project_overlay() -> Path:
    """The places of the project: ``geoevents-places.csv`` here, or the file that ``GEOEVENTS_PLACES`` names."""
    return Path(os.environ.get("GEOEVENTS_PLACES") or PROJECT)


def own_overlays(project: Path | str | None = None) -> tuple[Path, ...]:
    """The files of own places that are there, highest precedence first: the user's, then the project's.

    A file that was named, here or in ``GEOEVENTS_PLACES``, is in the list even when it is not there, so that opening
    it says so.

    Args:
        project: The project's file, instead of the usual one.
    """
    named = project is not None or bool(os.environ.get("GEOEVENTS_PLACES"))
    theirs = Path(project) if project is not None else project_overlay()
    found = [user_overlay()] if user_overlay().is_file() else []
    return (*found, theirs) if named or theirs.is_file() else tuple(found)
