"""A story to read or to print: events in their order, each with its passages as footnotes."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from geoevents.export.files import Told, plain, write_text
from geoevents.export.words import headline
from geoevents.frame import from_frame, source_names
from geoevents.payload import safe_url
from geoevents.table import place_in_words
from geoevents.wording import day_in_words, when_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

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
.lead, .about, .who { color: #55585c; }
ol.events { padding-left: 2.2em; } ol.events li { margin: 0 0 .7em; break-inside: avoid; }
ol.notes { padding-left: 2.2em; font-size: .88em; } ol.notes li { margin: 0 0 .5em; break-inside: avoid; }
.status { font-variant: small-caps; font-weight: bold; } sup a { text-decoration: none; }
a { color: inherit; } .about { font-size: .8em; margin-top: 2em; }
@media print {
  body { margin: 0; max-width: none; } h2 { break-after: avoid; }
  a[href^="http"]::after { content: " <" attr(href) ">"; }
}
"""


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


def write_markdown(frame: gpd.GeoDataFrame, path: str | Path, told: Told = _BARE) -> Path:
    """Write Markdown with footnotes; what reports say is escaped, so that no renderer makes markup of it."""
    return write_text(path, "\n".join(_markdown(_entries(frame, told), told)) + "\n")


def write_html(frame: gpd.GeoDataFrame, path: str | Path, told: Told = _BARE) -> Path:
    """Write a page for reading and printing: no script, nothing from the network."""
    return write_text(path, "".join(_html(_entries(frame, told), told)))


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


def _html(entries: Sequence[_Entry], told: Told) -> Iterator[str]:
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = _escaped(told.title or "Events")
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{html.escape(told.title or 'Events')}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    yield f'<h1>{title}</h1>\n<p class="lead">{_escaped(_summary(entries))}</p>\n<h2>Events</h2>\n<ol class="events">\n'
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


def _html_entry(entry: _Entry) -> Iterator[str]:
    event = entry.event
    deed, sure, conflicts = _facts(event)
    refs = "".join(
        f'<sup><a id="r{note.number}" href="#n{note.number}">[{note.number}]</a></sup>' for note in entry.notes
    )
    yield f"<li><strong>{_escaped(when_in_words(event.when))}</strong>, {_escaped(place_in_words(event))}: "
    yield f'{_escaped(deed)}{refs}<br><span class="who">{_escaped(sure)}'
    yield f". The reports differ: {_escaped(conflicts)}</span></li>\n" if conflicts else "</span></li>\n"


def _escaped(text: str) -> str:
    # <bdi> keeps direction marks of a report from turning what stands around it
    return f"<bdi>{html.escape(' '.join(plain(text).split()))}</bdi>"
