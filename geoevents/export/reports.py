"""A story to read or to print: events in their order, each with its passages as footnotes."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import tempfile
import warnings
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from geoevents.errors import ExtraMissing, GeoEventsWarning
from geoevents.export.files import Told, plain, write_text
from geoevents.export.words import headline
from geoevents.frame import from_frame, source_names
from geoevents.payload import safe_url
from geoevents.table import place_in_words
from geoevents.wording import day_in_words, when_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import geopandas as gpd

    from geoevents.model import Event, Evidence

_BARE = Told()
# Signs that Markdown, or the HTML inside it, would take for markup; a backslash before each makes it a plain sign.
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&:@^=])")
_STYLE = """
body { max-width: 46em; margin: 2em auto; padding: 0 1.2em; color: #1d1d1b; background: #fff;
  font: 11.5pt/1.45 Georgia, "Noto Serif", "Times New Roman", serif; overflow-wrap: anywhere; }
h1 { font-size: 1.7em; line-height: 1.15; margin: 0 0 .3em; }
h2 { font-size: 1.15em; margin: 1.8em 0 .4em; border-bottom: 1px solid #bbb; }
.lead, .about, .who, figcaption { color: #55585c; }
figure { margin: 1.2em 0; break-inside: avoid; } figure img { display: block; width: 100%; border: 1px solid #ccc; }
figcaption { font-size: .8em; margin-top: .3em; }
.mark { font: bold .72em/1.5 system-ui, "Noto Sans", sans-serif; }
.mark { border: 1.5px solid; border-radius: 1em; padding: 0 .4em; }
ol.events { padding-left: 2.2em; } ol.events li { margin: 0 0 .7em; break-inside: avoid; }
ol.notes { padding-left: 2.2em; font-size: .88em; } ol.notes li { margin: 0 0 .5em; break-inside: avoid; }
.status { font-variant: small-caps; font-weight: bold; } sup a { text-decoration: none; }
a { color: inherit; } .about { font-size: .8em; margin-top: 2em; }
@page { size: A4; margin: 18mm 16mm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 10.5pt; } h2 { break-after: avoid; }
  a[href^="http"]::after { content: " <" attr(href) ">"; }
}
"""

_LEGEND = (
    "What stands in a mark stands behind its event below; an event without one lies far off or has no known place. "
    "Lines join stops in their order and are no roads. Solid: the reports say how somebody travelled; dotted: the "
    "order or the way is doubtful."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    """One footnote: a passage and where it stands."""

    number: int
    proof: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One event with its footnotes."""

    event: Event
    notes: tuple[_Note, ...]
    mark: str = ""
    """What stands in its mark on the map; empty without a map, or where it is not on it."""


def write_markdown(frame: gpd.GeoDataFrame, path: str | Path, told: Told = _BARE) -> Path:
    """Write Markdown with footnotes; what reports say is escaped, so that no renderer makes markup of it."""
    return write_text(path, "\n".join(_markdown(_entries(frame, told), told)) + "\n")


def write_html(frame: gpd.GeoDataFrame, path: str | Path, told: Told = _BARE) -> Path:
    """Write a page for reading and printing, with the map as a picture: no script, nothing from the network.

    Without matplotlib, which draws the map, the report has none and a warning says so.
    """
    entries = _entries(frame, told)
    data, marks = _map(told) if any(entry.event.place.place for entry in entries) else (b"", {})
    marked = [replace(entry, mark=marks.get(entry.event.id, "")) for entry in entries]
    return write_text(path, "".join(_html(marked, told, data)))


def _map(told: Told) -> tuple[bytes, Mapping[str, str]]:
    """The map as a picture, and what stands in the mark of each event."""
    if told.draw is None:
        return b"", {}
    with tempfile.TemporaryDirectory(prefix="geoevents-") as folder:
        target = Path(folder) / "map.png"
        try:
            marks = told.draw(target)
        except ExtraMissing as problem:
            warnings.warn(f"the report has no map: {problem}", GeoEventsWarning, stacklevel=5)
            return b"", {}
        return target.read_bytes(), marks


def _entries(frame: gpd.GeoDataFrame, told: Told) -> list[_Entry]:
    events = from_frame(frame) if told.events is None else tuple(told.events)
    entries, number = [], 0
    for event in events:
        # of a frame, further reports come back as names without a passage: they are named, not quoted
        proofs = [proof for proof in event.evidence if proof.text]
        notes = tuple(_Note(number=number + at, proof=proof) for at, proof in enumerate(proofs, start=1))
        number += len(notes)
        entries.append(_Entry(event=event, notes=notes))
    return entries


def _summary(entries: Sequence[_Entry]) -> str:
    places = {entry.event.place.place.id for entry in entries if entry.event.place.place is not None}
    reports = {proof.doc_id for entry in entries for proof in entry.event.evidence}
    return f"Events: {len(entries)}. Places: {len(places)}. Reports that tell them: {len(reports)}."


def _facts(event: Event) -> tuple[str, str, str]:
    """Who and what, the doubt, and what the reports differ in."""
    what = headline(event)
    deed = f"{', '.join(event.actors)}: {what}" if event.actors else what
    sure = f"{event.status}, {event.confidence:.0%} sure, told by {', '.join(dict.fromkeys(source_names(event)))}"
    return deed, sure, "; ".join(event.conflicts)


def _stated(proof: Evidence) -> str:
    """Where a passage stands, in words."""
    day = day_in_words(proof.published) if proof.published else ""
    name = proof.title or proof.doc_id
    where = f"characters {proof.start} to {proof.end}"
    return ", ".join(part for part in (name, proof.source, day, where) if part)


def _markdown(entries: Sequence[_Entry], told: Told) -> Iterator[str]:
    yield f"# {_marked(told.title or 'Events')}\n"
    yield f"{_marked(_summary(entries))}\n"
    for entry in entries:
        deed, sure, conflicts = _facts(entry.event)
        refs = "".join(f"[^{note.number}]" for note in entry.notes)
        when, where = _marked(when_in_words(entry.event.when)), _marked(place_in_words(entry.event))
        yield f"- **{when}**, {where}\\: {_marked(deed)} \\({_marked(sure)}\\){refs}"
        if conflicts:
            yield f"    - The reports differ\\: {_marked(conflicts)}"
    yield ""
    for entry in entries:
        for note in entry.notes:
            link = safe_url(note.proof.url)
            address = f" <{quote(link, safe=_URL_SIGNS)}>" if link else ""
            yield f"[^{note.number}]: “{_marked(note.proof.text)}” {_marked(_stated(note.proof))}{address}\n"
    if told.provenance:
        yield f"---\n\n{_marked(told.provenance.in_words())}"


_URL_SIGNS = "/:?#[]@!$&'()*+,;=%~-._"


def _marked(text: str) -> str:
    """Words on one line, every sign of markup as itself."""
    return _MARKUP.sub(r"\\\1", " ".join(plain(text).split()))


def _html(entries: Sequence[_Entry], told: Told, picture: bytes) -> Iterator[str]:
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode("ascii")
    images = "; img-src data:" if picture else ""
    policy = f"default-src 'none'; style-src 'sha256-{digest}'{images}; base-uri 'none'; form-action 'none'"
    title = _escaped(told.title or "Events")
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{html.escape(told.title or 'Events')}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    yield f'<h1>{title}</h1>\n<p class="lead">{_escaped(_summary(entries))}</p>\n'
    yield from _figure(entries, picture)
    yield '<h2>Events</h2>\n<ol class="events">\n'
    for entry in entries:
        yield from _html_entry(entry)
    yield '</ol>\n<h2>Sources</h2>\n<ol class="notes">\n'
    for entry in entries:
        for note in entry.notes:
            link, words = safe_url(note.proof.url), _escaped(_stated(note.proof))
            credit = f'<a href="{html.escape(link)}" rel="noopener noreferrer">{words}</a>' if link else words
            back = f'<a href="#r{note.number}" aria-label="back">↑</a>'
            yield f'<li id="n{note.number}" value="{note.number}">“{_escaped(note.proof.text)}” {credit} {back}</li>\n'
    yield "</ol>\n"
    if told.provenance:
        yield f'<p class="about">{_escaped(told.provenance.in_words())}</p>\n'
    yield "</body>\n</html>\n"


def _figure(entries: Sequence[_Entry], picture: bytes) -> Iterator[str]:
    """The map, with what it shows in words for whoever cannot see it."""
    if not picture:
        return
    marked = [entry for entry in entries if entry.mark]
    told = "; ".join(f"{entry.mark} {place_in_words(entry.event)}" for entry in marked)
    words = html.escape(plain(f"Map of the events. Marks: {told}." if told else "Map of the events."))
    data = base64.b64encode(picture).decode("ascii")
    yield f'<figure><img alt="{words}" src="data:image/png;base64,{data}">\n'
    yield f"<figcaption>{_LEGEND}</figcaption>\n</figure>\n"


def _html_entry(entry: _Entry) -> Iterator[str]:
    event = entry.event
    deed, sure, conflicts = _facts(event)
    refs = "".join(
        f'<sup><a id="r{note.number}" href="#n{note.number}">[{note.number}]</a></sup>' for note in entry.notes
    )
    mark = f' <span class="mark" title="mark on the map">{_escaped(entry.mark)}</span>' if entry.mark else ""
    yield f"<li><strong>{_escaped(when_in_words(event.when))}</strong>, {_escaped(place_in_words(event))}{mark}: "
    yield f'{_escaped(deed)}{refs}<br><span class="who">{_escaped(sure)}'
    yield f". The reports differ: {_escaped(conflicts)}</span></li>\n" if conflicts else "</span></li>\n"


def _escaped(text: str) -> str:
    # <bdi> keeps direction marks of a report from turning what stands around it
    return f"<bdi>{html.escape(' '.join(plain(text).split()))}</bdi>"
