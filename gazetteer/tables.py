"""Reading our reviewed tables, one CSV file each in ``overlay/``."""

from __future__ import annotations

import csv
from pathlib import Path

OVERLAY = Path(__file__).parent / "overlay"


def read_overlay(name: str) -> list[dict[str, str]]:
    """Read one reviewed table of ours."""
    with (OVERLAY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(cell: str) -> list[str]:
    """Split a cell that lists several names.

    Example:
        >>> parts("UK|U.K.")
        ['UK', 'U.K.']
    """
    return [part.strip() for part in cell.split("|") if part.strip()]
