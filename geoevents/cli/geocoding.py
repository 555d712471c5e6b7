"""``--geocode``: a geocoder for what the gazetteer lacks, and its last words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from geoevents.errors import InvalidGeocoder, InvalidRecord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.geocode import Geocoder
    from geoevents.geocode.corpus import Asks
    from geoevents.pipeline import Extractor

Provider = Annotated[
    str | None,
    typer.Option(
        "--geocode",
        metavar="PROVIDER",
        help="Ask a geocoder for names that the gazetteer lacks: nominatim, photon, pelias or any other of geopy's.",
    ),
]
UserAgent = Annotated[
    str | None,
    typer.Option(
        "--user-agent",
        metavar="WORDS",
        envvar="GEOEVENTS_USER_AGENT",
        help="Who asks: your program and how to reach you.",
    ),
]
Options = Annotated[
    list[str] | None,
    typer.Option(
        "--geocode-option",
        metavar="NAME=VALUE",
        envvar="GEOEVENTS_GEOCODE_OPTIONS",
        help="endpoint, budget, offline, cache, timeout, or what geopy takes: domain, username, api_key. Repeatable.",
    ),
]
_READ: dict[str, Any] = {"budget": int, "timeout": float, "min_delay": float}
_YES, _NO = frozenset(["1", "true", "yes"]), frozenset(["0", "false", "no"])


def geocoder_of(provider: str | None, user_agent: str | None, options: Sequence[str] | None) -> Geocoder | None:
    """Make the geocoder that the command line names; None when it names none.

    Args:
        provider: geopy's name of it.
        user_agent: Who asks.
        options: ``NAME=VALUE`` each.

    Raises:
        InvalidGeocoder: It cannot be set up as asked for.

    Example:
        >>> geocoder_of("nominatim", "desk/1.0 (desk@coast.example)", ["budget=7", "offline=yes"])
        <Geocoder nominatim at https://nominatim.openstreetmap.org: 0 of 7 requests, offline>
    """
    if provider is None:
        return None
    from geoevents.geocode import Geocoder

    return Geocoder(provider, user_agent=user_agent, **dict(map(_option, options or ())))


def surveyed(source: str, extractor: Extractor, geocoder: Geocoder) -> Asks:
    """Read all records once and put their names to the geocoder, the most mentioned first.

    Args:
        source: The records; standard input, ``-``, cannot be read twice, so that its records ask one by one.
        extractor: Reads them, without a geocoder.
        geocoder: Who is asked.

    Returns:
        What answers for the single records.
    """
    if source == "-":
        return geocoder
    from geoevents.cli.batch import lines_in
    from geoevents.geocode.corpus import Survey
    from geoevents.records import document_from_line

    survey = Survey()
    with lines_in(source) as lines:
        try:
            for number, line in lines:
                try:
                    document = document_from_line(line.decode("utf-8-sig" if number == 1 else "utf-8"), number)
                    survey.add(extractor.read_one(document).resolutions)
                except Exception:  # noqa: BLE001, S112 -- told when the record is done
                    continue
        except InvalidRecord:  # the file breaks off, which is told then, too
            pass
    return survey.ask(geocoder)


def last_words(geocoder: Geocoder) -> str:
    """Say what was asked and whom to name.

    Example:
        >>> last_words(geocoder_of("nominatim", "desk/1.0 (desk@coast.example)", ["offline=yes"]))
        'nominatim: 0 names asked for, 0 of them found, with 0 requests'
    """
    asked = geocoder.consultations
    found = sum(1 for one in asked if one.found)
    whom = f"; name {geocoder.licence}" if found else ""
    counts = f"{len(asked)} names asked for, {found} of them found, with {geocoder.requests} requests"
    return f"{geocoder.provider}: {counts}{whom}"


def _option(words: str) -> tuple[str, Any]:
    name, given, value = words.partition("=")
    if not given or not name.isidentifier():
        raise InvalidGeocoder(f"--geocode-option {name!r}: write NAME=VALUE, such as endpoint=http://localhost:8080")
    if name == "offline" and value.lower() in _YES | _NO:
        return name, value.lower() in _YES
    try:
        return name, _READ.get(name, str)(value)
    except ValueError as problem:
        raise InvalidGeocoder(f"--geocode-option {name}={value!r} is no number") from problem
