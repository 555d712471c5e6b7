"""The command line: ``geoevents demo | map | extract | gazetteer``. Each command loads what it needs itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geoevents import __version__
from geoevents.cli.gazetteer import Atlas, Places, gazetteer_app
from geoevents.cli.geocoding import Options, Provider, UserAgent, geocoder_of, last_words, surveyed
from geoevents.cli.reporting import Bar, Group, finish, say, stopped_by_sigterm_too, tell, tell_failure

if TYPE_CHECKING:
    from geoevents.pipeline import Extractor
    from geoevents.provenance import Provenance

app = typer.Typer(
    name="geoevents",
    cls=Group,
    help="Reads reports and puts who did what, where and when on an interactive map, offline.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(gazetteer_app, name="gazetteer")

MinScore = Annotated[
    float | None,
    typer.Option(help="Leave places less sure than this unresolved; 0 takes the best guess.", min=0, max=1),
]


def _known_kinds(given: list[str] | None) -> list[str]:
    from geoevents.model import KINDS

    if unknown := [kind for kind in given or () if kind not in KINDS]:
        raise typer.BadParameter(f"{unknown[0]!r} is no kind: use {', '.join(KINDS)}")
    return given or ["literal"]


Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        help="What a name may stand for to be the place of an event: literal (the default), metonym, demonym, "
        "embedded or other. Give the option again for several.",
        metavar="KIND",
        callback=_known_kinds,
    ),
]


def main() -> None:
    """Run the command line and exit: 0 done, 1 some records failed, 2 usage or set-up, 130 stopped."""
    app(prog_name="geoevents")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"geoevents {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error; goes anywhere.")] = False,
) -> None:
    """Take the options that go before a command; both are dealt with when they are read."""
    del version, debug


@app.command()
def demo(
    *,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Folder for the maps; made when it is not there.")
    ] = Path("geoevents-demo"),
) -> None:
    """Read the example reports that ship with geoevents and write one map for each story."""
    from geoevents.cli.demo import write_stories

    for written in write_stories(output):
        say(written)


@app.command("map")
def draw(
    reports: Annotated[
        list[str], typer.Argument(help="Text, HTML or table files, folders, patterns.", metavar="FILE...")
    ],
    *,
    published: Annotated[
        str | None, typer.Option("-p", "--published", help="Publication day, such as 2023-09-17.", metavar="DAY")
    ] = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="The map, one HTML file.")] = Path("map.html"),
    title: Annotated[str | None, typer.Option(help="Headline above the map.")] = None,
    standfirst: Annotated[str | None, typer.Option(help="Sentence under the headline.")] = None,
    byline: Annotated[str, typer.Option(help="Who made the map, under the headline.")] = "",
    credit: Annotated[str, typer.Option(help="Whom the page thanks, at its foot.")] = "",
    language: Annotated[
        str, typer.Option(help="Language of the page: en, ru, ko, zh, ja, de, fr, es or ar.", metavar="CODE")
    ] = "en",
    text: Annotated[str | None, typer.Option(help="Tables: the column that holds the text.", metavar="COLUMN")] = None,
    date: Annotated[str | None, typer.Option(help="Tables: the column of the day.", metavar="COLUMN")] = None,
    ident: Annotated[str | None, typer.Option("--id", help="Tables: the identifier.", metavar="COLUMN")] = None,
    min_score: MinScore = None,
    kinds: Kinds = None,
    gazetteer: Atlas = None,
    places: Places = None,
    borders: Annotated[bool, typer.Option("--borders", help="Draw country borders.")] = False,
    allow_network: Annotated[
        bool, typer.Option("--allow-network", help="Fetch reports given as http addresses.")
    ] = False,
    ignore_robots: Annotated[
        bool, typer.Option("--ignore-robots", help="Fetch also what a site's robots.txt asks programs to leave alone.")
    ] = False,
    geocode: Provider = None,
    user_agent: UserAgent = None,
    geocode_option: Options = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file that is no map of ours.")] = False,
) -> None:
    """Read reports and write what happened as one interactive map."""
    from geoevents.cli.mapping import check_output, write_map
    from geoevents.documents import read
    from geoevents.interface import interface

    geocoder = geocoder_of(geocode, user_agent, geocode_option)
    interface(language)  # an unknown one is said before any report is read
    check_output(output, inputs=reports, force=force)
    network: dict[str, Any] = {"allow_network": allow_network, "ignore_robots": ignore_robots}
    documents = read(reports, published=published, text=text, date=date, id=ident, **network)
    options: dict[str, Any] = {"title": title, "borders": borders, "min_score": min_score, "gazetteer": gazetteer}
    options |= {"places": places, "kinds": kinds}
    options["page"] = {"standfirst": standfirst, "byline": byline, "credits": credit, "language": language}
    say(write_map(documents, output, geocoder=geocoder, **options))
    if geocoder is not None:
        tell(last_words(geocoder))


@app.command()
def extract(
    source: Annotated[
        str, typer.Argument(help="Records, one JSON object a line; .gz too; - for standard input.", metavar="RECORDS")
    ],
    *,
    output: Annotated[
        str, typer.Option("-o", "--output", help="Where to; .gz compresses; - for standard output.")
    ] = "-",
    min_score: MinScore = None,
    kinds: Kinds = None,
    gazetteer: Atlas = None,
    places: Places = None,
    geocode: Provider = None,
    user_agent: UserAgent = None,
    geocode_option: Options = None,
    resume: Annotated[bool, typer.Option("--resume", help="Keep the records already in the output.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No progress bar.")] = False,
) -> None:
    """Read batch records ({"doc_id", "text", "published"}) and write what was found in each."""
    from geoevents.cli import batch

    geocoder = geocoder_of(geocode, user_agent, geocode_option)

    made: list[Provenance] = []

    def prepare() -> Any:
        extractor = _extractor(min_score, gazetteer, places, source=source, geocoder=geocoder, kinds=kinds)
        made.append(extractor.provenance)
        return _reader(extractor)

    with stopped_by_sigterm_too(), Bar(unit=" records", shown=not quiet) as bar:
        watcher = batch.Watcher(begin=bar.begin, step=bar.step, failed=tell_failure)
        tally = batch.run(source, output, prepare=prepare, resume=resume, watcher=watcher)
    if geocoder is not None:
        tell(last_words(geocoder))
    batch.write_made_with(output, made, resume=resume)
    finish(tally, output)


def _extractor(
    min_score: float | None,
    gazetteer: Path | None,
    places: Path | None,
    *,
    source: str,
    geocoder: Any,
    kinds: Any,
) -> Extractor:
    from geoevents.cli.lookup import opened
    from geoevents.pipeline import Extractor

    options: dict[str, Any] = {} if min_score is None else {"min_score": min_score}
    extractor = Extractor(opened(gazetteer, places), kinds=kinds, **options)
    return extractor if geocoder is None else extractor.asking(surveyed(source, extractor, geocoder))


def _reader(extractor: Extractor) -> Any:
    from geoevents.itinerary import main_itinerary
    from geoevents.records import record_from_reading

    def read_one(document: Any) -> dict[str, Any]:
        reading = extractor.read_one(document)
        return record_from_reading(reading, itinerary=main_itinerary(reading.events))

    return read_one
