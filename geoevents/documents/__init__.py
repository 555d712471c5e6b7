"""The door in: text, file, folder, page, feed, table or address → :class:`~geoevents.model.Document`."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geoevents.documents.publication import as_day
from geoevents.documents.sources import Wanted, outcomes
from geoevents.documents.tables import Columns
from geoevents.documents.tongue import ENGLISH, told
from geoevents.documents.web import Visitor
from geoevents.errors import DocumentMissing, GeoEventsError, SkippedDocument

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date as Date  # noqa: N812 - the argument below is called date
    from pathlib import Path

    from geoevents.model import Document

__all__ = ["as_day", "read"]


def read(
    source: str | Path | Document | Any | Iterable[Any],
    *,
    published: Date | str | None = None,
    text: str | None = None,
    date: str | None = None,
    id: str | None = None,  # noqa: A002 - the column's name in every table
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
    allow_network: bool = False,
    allow_private: bool = False,
    ignore_robots: bool = False,
    progress: bool = False,
) -> tuple[Document, ...]:
    r"""Read reports, whatever they come in.

    Line ends of files and strings become one newline character; otherwise the text is kept as it is, and all
    offsets refer to it. The cells of a table are not touched at all.

    Args:
        source: Path of a text, Markdown, HTML, feed, e-mail (.eml), Word (.docx) or PDF file, or of a table: CSV, JSON,
            JSON Lines, Excel or Parquet; a folder (its reports, but no tables, also in folders below it); a glob
            pattern; the text itself, when it holds a line end or more than 200 characters; ``"clipboard:"``; a
            DataFrame; an http address; documents; or several of these.
        published: Publication day of the reports, ISO 8601. It comes before what a page, a dateline or a file
            name says; in a table it fills the rows without a date.
        text: Column of the text, for tables. Without it a table's columns are read by the batch record's names.
        date: Column of the publication day, for tables.
        id: Column of the identifier, for tables.
        title: Column of the headline, for tables; for a single report, its headline.
        url: Column of the address, for tables; for a single report, its address.
        language: ISO 639-1 code of the reports; guessed from each when left out.
        allow_network: Fetch http addresses: one request each, at most 5 MB, 20 seconds, and one more a site for its
            ``robots.txt``, which says what programs may read there.
        allow_private: Also fetch from this machine and its own network.
        ignore_robots: Do not ask for ``robots.txt``; for pages of your own, or that you have leave to read.
        progress: Show a progress bar on stderr.

    Returns:
        The documents in the order of the source; files of a folder or pattern sorted by path.

    Raises:
        DocumentMissing: A path or pattern matches nothing.
        UnreadableDocument: No report could be read; of several, the unreadable ones are left out with a warning.
        InvalidDate: ``published`` is no date.
        InvalidFrame: A column that was named does not exist.
        ExtraMissing: The file needs an optional package.

    Warns:
        SkippedDocument: One report of many was left out.
        OtherLanguage: Reports are not in English, and the language was not given; what still works is said.

    Example:
        >>> [document] = read("BERGEN, Norway\n\nRain fell on Saturday.", published="2023-09-17")
        >>> document.published, document.published_source
        (datetime.date(2023, 9, 17), 'given')
    """
    columns = Columns(text=text, date=date, id=id, title=title, url=url)
    wanted = Wanted(
        columns=columns,
        published=as_day(published),
        language=language or ENGLISH,
        allow_network=allow_network,
        visitor=Visitor(allow_private=allow_private, ignore_robots=ignore_robots),
    )
    found: list[Document] = []
    problems: list[GeoEventsError] = []
    for outcome in _shown(outcomes(source, wanted), progress=progress):
        if isinstance(outcome, GeoEventsError):
            problems.append(outcome)
        else:
            found.append(outcome)
    _report(found, problems, source)
    return told(_unique(found), given=language)


def _shown(items: Iterable[Any], *, progress: bool) -> Iterable[Any]:
    if not progress:
        return items
    from tqdm.auto import tqdm

    shown: Iterable[Any] = tqdm(items, desc="reading", unit=" reports")
    return shown


def _report(found: Sequence[Document], problems: Sequence[GeoEventsError], source: object) -> None:
    if not found and len(problems) == 1:
        raise problems[0]
    if not found and problems:
        raise type(problems[0])(f"{problems[0]} (and {len(problems) - 1} more could not be read)")
    if not found:
        raise DocumentMissing(f"no report in {source!r:.200}")
    for problem in problems:
        warnings.warn(f"left out: {problem}", SkippedDocument, stacklevel=3)


def _unique(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Keep ids apart: evidence points at its report by id."""
    taken: set[str] = set()
    kept: list[Document] = []
    for document in documents:
        name, number = document.id, 1
        while name in taken:
            number += 1
            name = f"{document.id}-{number}"
        taken.add(name)
        kept.append(document if name == document.id else replace(document, id=name))
    return tuple(kept)
