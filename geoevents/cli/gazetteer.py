"""``geoevents gazetteer …``: look into the gazetteer, add places to it, install the full GeoNames."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geoevents.cli.reporting import STOPPED, say, stopped_by_sigterm_too, tell

gazetteer_app = typer.Typer(
    help="Look into the gazetteer, add places of your own, install the full GeoNames.", no_args_is_help=True
)
# Arguments and options that several commands share.
Atlas = Annotated[
    Path | None,
    typer.Option("--gazetteer", envvar="GEOEVENTS_GAZETTEER", help="Another gazetteer file.", metavar="FILE"),
]
Places = Annotated[
    Path | None,
    typer.Option(help="The project's places, rather than geoevents-places.csv here.", metavar="FILE"),
]
Project = Annotated[
    bool, typer.Option("--project", help="Into geoevents-places.csv here, rather than your own for all projects.")
]
Overlay = Annotated[Path | None, typer.Option("--overlay", help="Into this CSV file.", metavar="FILE")]
Kind = Annotated[str, typer.Option(help="city, site, region, airport, admin1, sea, nature …", metavar="KIND")]


@gazetteer_app.command("info")
def info(
    *,
    gazetteer: Atlas = None,
    places: Places = None,
    verify: Annotated[bool, typer.Option("--verify", help="Compare the full GeoNames with its sum.")] = False,
) -> None:
    """Say what the gazetteer holds, what it was made from, and whom to name."""
    from geoevents.cli.lookup import described

    for line in described(gazetteer, places):
        say(line)
    if verify:
        from geoevents.gazetteer.install import verify as compare

        say(f"the full GeoNames is as it was made: sha256 {compare()}")


@gazetteer_app.command("search")
def search(
    name: Annotated[str, typer.Argument(help="A name as it stands in a text.", metavar="NAME")],
    *,
    fuzzy: Annotated[bool, typer.Option("--fuzzy", help="Also names one letter away.")] = False,
    limit: Annotated[int, typer.Option(help="Lines, at most.", min=1)] = 10,
    gazetteer: Atlas = None,
    places: Places = None,
) -> None:
    """List the places that a name may mean, best first. Exits with 1 when there is none."""
    from geoevents.cli.lookup import bearers

    found = False
    for line in bearers(gazetteer, name, fuzzy=fuzzy, limit=limit, places=places):
        found = True
        say(line)
    if not found:
        tell(f"no place is called {name!r}" + ("" if fuzzy else "; --fuzzy also tries names one letter away"))
        raise typer.Exit(1)


@gazetteer_app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="The name as reports write it.", metavar="NAME")],
    *,
    lat: Annotated[float | None, typer.Option(help="Degrees, WGS 84.", min=-90, max=90)] = None,
    lon: Annotated[float | None, typer.Option(help="Degrees, WGS 84.", min=-180, max=180)] = None,
    country: Annotated[str | None, typer.Option(help="ISO 3166-1 code, such as RU.")] = None,
    admin1: Annotated[str | None, typer.Option(help="GeoNames admin-1 code within the country, such as 59.")] = None,
    kind: Kind = "site",
    radius: Annotated[float | None, typer.Option(help="Kilometres around the point.", min=0.001)] = None,
    population: Annotated[int, typer.Option(help="People.", min=0)] = 0,
    alias: Annotated[list[str] | None, typer.Option(help="Another name; may be repeated.")] = None,
    ident: Annotated[str, typer.Option("--id", help="Identifier: of a place to put right or to name.")] = "",
    suppress: Annotated[bool, typer.Option("--suppress", help="The name means no place (or not --id).")] = False,
    reason: Annotated[str, typer.Option(help="Why, for whoever reads the file.")] = "",
    project: Project = False,
    overlay: Overlay = None,
) -> None:
    """Add a place, or with --id and no point a further name of a known one, or refuse a name with --suppress."""
    from geoevents.cli.lookup import kept
    from geoevents.gazetteer import OverlayRow, add_place

    row = OverlayRow(
        action="suppress" if suppress else "name" if ident and lat is None and lon is None else "place",
        name=name,
        lat=lat,
        lon=lon,
        country=country.upper() if country else None,
        admin1=admin1,
        kind=kind.lower(),
        radius_km=radius,
        population=population,
        aliases=tuple(alias or ()),
        id=ident or ("*" if suppress else ""),
        reason=reason,
    )
    path = add_place(row, overlay=_overlay(overlay, project=project))
    say(kept(row, path))


@gazetteer_app.command("promote")
def promote(
    corrections: Annotated[
        Path | None, typer.Argument(help="A file of corrections that a timeline wrote.", metavar="CORRECTIONS")
    ] = None,
    *,
    answer: Annotated[
        str | None, typer.Option(help="A name that a geocoder was asked for before.", metavar="NAME")
    ] = None,
    provider: Annotated[str, typer.Option(help="nominatim or photon.")] = "nominatim",
    endpoint: Annotated[str | None, typer.Option(help="The geocoder's address, if not the public one.")] = None,
    project: Project = False,
    overlay: Overlay = None,
) -> None:
    """Keep places that were put right, or that a geocoder found, as places of your own. Asks nobody."""
    from geoevents.cli.lookup import kept, remembered
    from geoevents.corrections import load
    from geoevents.gazetteer import promote as keep

    if (corrections is None) == (answer is None):
        raise typer.BadParameter("give a file of corrections, or --answer NAME")
    target = _overlay(overlay, project=project)
    if corrections is not None:
        rows = keep(load(corrections), overlay=target)
    else:
        rows = keep(remembered(str(answer), provider=provider, endpoint=endpoint), name=str(answer), overlay=target)
    for row in rows:
        say(kept(row, target))


@gazetteer_app.command("install")
def install(
    what: Annotated[str, typer.Argument(help="geonames.", metavar="geonames")],
    *,
    countries: Annotated[str, typer.Option(help="ISO 3166-1 codes apart by commas, or all.")] = "all",
    folder: Annotated[
        Path | None, typer.Option("--from", help="Folder with GeoNames' dump files, .zip or .txt.", metavar="FOLDER")
    ] = None,
    download: Annotated[bool, typer.Option("--download", help="Download the dump files first.")] = False,
    url: Annotated[str | None, typer.Option(help="Where to download from.")] = None,
    alternates: Annotated[
        bool, typer.Option("--alternates", help="Download the file of alternate names, too (large).")
    ] = False,
    restart: Annotated[bool, typer.Option("--restart", help="Do not go on with an import that was stopped.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No progress bar.")] = False,
) -> None:
    """Install the full GeoNames, from its dump files: villages, streams, mountains, parks, farms, schools."""
    from geoevents.cli.lookup import codes_of, installed

    if what.lower() != "geonames":
        raise typer.BadParameter(f"{what!r} cannot be installed: write geonames")
    if (folder is None) == (not download):
        raise typer.BadParameter("give --from FOLDER with GeoNames' dump files, or --download")
    codes = codes_of(countries)
    try:
        with stopped_by_sigterm_too():
            lines = installed(codes, folder=folder, url=url, alternates=alternates, restart=restart, progress=not quiet)
    except KeyboardInterrupt as stop:
        tell("stopped; the same command goes on where this ended")
        raise typer.Exit(STOPPED) from stop
    for line in lines:
        say(line)


@gazetteer_app.command("uninstall")
def uninstall() -> None:
    """Remove the full GeoNames; places of your own stay."""
    from geoevents.gazetteer.install import uninstall as remove

    gone = remove()
    for path in gone:
        say(f"removed {path}")
    if not gone:
        tell("the full GeoNames is not installed")
        raise typer.Exit(1)


def _overlay(given: Path | None, *, project: bool) -> Path:
    from geoevents.gazetteer.home import project_overlay, user_overlay

    if given is not None and project:
        raise typer.BadParameter("give --project or --overlay, not both")
    return given or (project_overlay() if project else user_overlay())
