"""What the file stores as small numbers: flags of a name row, layers and precisions."""

from __future__ import annotations

from enum import IntEnum

SCHEMA_VERSION = 1
"""Raised when an older file can no longer be read."""


class NameFlag:
    """What one name is to one place; plain numbers, as an enum's operators cost more than a look-up."""

    MAIN = 1
    ALTERNATE = 2
    CODE = 4
    ABBREVIATION = 8
    DEMONYM = 16
    HISTORIC = 32
    METONYM = 64
    OVERLAY = 128
    COMMON = 256
    PERSON = 512
    SEAT = 1024
    """The bare name means another place first: the city rather than the division that is named for it."""
    OWN = 2048
    """A name of a user's or a project's own places; no file holds this flag."""
    MINOR = 4096
    """A creek, farm or school of the full GeoNames, unlike the packaged file's few great ones; no file holds this."""
    CAPITAL = 8192
    """A name of a country's capital."""


class Layer(IntEnum):
    """Kinds of places."""

    CITY = 0
    COUNTRY = 1
    ADMIN1 = 2
    ADMIN2 = 3
    SEA = 4
    AIRPORT = 5
    REGION = 6
    SITE = 7
    NATURE = 8
    CONTINENT = 9


class Precision(IntEnum):
    """How much ground a name covers."""

    SITE = 0
    LOCALITY = 1
    REGION = 2
    COUNTRY = 3


FLAGS: dict[str, int] = {name.lower(): bit for name, bit in vars(NameFlag).items() if name.isupper()}
"""Flag as written in tables and answers → its bit."""


def flag_names(flags: int) -> frozenset[str]:
    """Spell out the flags of a name row.

    Example:
        >>> sorted(flag_names(NameFlag.MAIN | NameFlag.COMMON))
        ['common', 'main']
    """
    return frozenset(name for name, bit in FLAGS.items() if flags & bit)
