"""A timeline as a readable table: HTML for notebooks, text for consoles.

What reports say is hostile: it is escaped once here, kept away from MathJax (a ``$`` in a report
is money, not mathematics), isolated in its own writing direction, and stripped of control signs
before it reaches a console.
"""

from __future__ import annotations

import html
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoevents.frame import source_names
from geoevents.payload import safe_url
from geoevents.wording import place_as_written, when_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.model import Event, Evidence

HEADINGS = ("When", "Where", "What", "Who", "Status", "Sure", "Evidence")
MOST_ROWS = 100
"""Rows shown; a table that fills the notebook helps nobody, and the frame holds all."""

# Only inherited colours and one translucent grey: readable on light and on dark pages.
_STYLE = (
    "<style scoped>"
    ".geoevents table{border-collapse:collapse;table-layout:auto;width:100%;font-size:13px;line-height:1.4}"
    ".geoevents caption{text-align:left;font-weight:600;padding:4px 8px}"
    ".geoevents th,.geoevents td{text-align:left!important;vertical-align:top;padding:4px 8px;"
    "border-bottom:1px solid rgba(128,128,128,.35);overflow-wrap:break-word}"
    ".geoevents thead th,.geoevents td:first-child{white-space:nowrap}"
    ".geoevents .quiet{opacity:.72}"
    ".geoevents td:last-child{min-width:22em}"
    ".geoevents .not-yet{border-left:3px dashed rgba(128,128,128,.7)}"
    "</style>"
)
# The columns that a console shows, with the characters that each may take; the last takes the rest.
_WIDTHS = (27, 20, 9, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Events in the order in which they are shown, under one heading."""

    heading: str
    """One line: a title and what is counted."""
    events: Sequence[Event]
    """One row each."""

    def as_html(self) -> str:
        """Return the table as HTML without scripts, links limited to the web.

        Example:
            >>> Table(heading="<no> events", events=()).as_html().count("&lt;no&gt; events")
            1
        """
        shown = self.events[:MOST_ROWS]
        head = "".join(f'<th scope="col">{name}</th>' for name in HEADINGS)
        body = "".join(_html_row(event) for event in shown)
        rest = len(self.events) - len(shown)
        more = f'<p class="quiet">and {rest} more: <code>.frame</code> holds them all</p>' if rest else ""
        return (
            f'{_STYLE}<div class="geoevents tex2jax_ignore mathjax_ignore"><table>'
            f"<caption>{_safe(self.heading)}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>{more}</div>"
        )

    def as_text(self, width: int = 100) -> str:
        """Return the table as lines for a console.

        Args:
            width: Columns that a line may take, at least 80.

        Example:
            >>> print(Table(heading="no events", events=()).as_text())
            no events
        """
        shown = self.events[:MOST_ROWS]
        lines = [_fit(printable(self.heading), width)]
        if shown:
            lines.append(_text_row(("WHEN", "WHERE", "STATUS", "SURE", "WHO DID WHAT"), width))
        lines.extend(_text_row(_short(event), width) for event in shown)
        if rest := len(self.events) - len(shown):
            lines.append(f"and {rest} more: .frame holds them all")
        return "\n".join(lines)


def printable(text: str) -> str:
    r"""Text for a console: control signs and direction marks become one space each.

    Example:
        >>> printable("a\x1b[31mred\u202e")
        'a [31mred '
    """
    return "".join(sign if sign.isprintable() else " " for sign in text)


def place_in_words(event: Event) -> str:
    """Name the place and its country, or the words of the report with the remark that it is not placed.

    Args:
        event: Any event.

    Returns:
        ``Artyom, RU``, or ``the old mill (not placed)``.
    """
    place = event.place.place
    if place is None:
        return f"{event.place.mention.text} (not placed)"
    outer = place.country if place.precision != "country" else None
    name = place_as_written(event)
    return f"{name}, {outer}" if outer else name


def _html_row(event: Event) -> str:
    cells = (
        _safe(when_in_words(event.when)),
        _html_place(event),
        _safe(event.what),
        _safe(", ".join(event.actors)),
        _safe(event.status),
        f"{event.confidence:.0%}",
        _html_evidence(event),
    )
    mark = "" if event.status in {"occurred", "ongoing"} else ' class="not-yet"'
    first, *others = cells
    return f"<tr><td{mark}>{first}</td>" + "".join(f"<td>{cell}</td>" for cell in others) + "</tr>"


def _html_place(event: Event) -> str:
    words = _safe(place_in_words(event))
    if event.place.place is not None:
        return words
    return f'{words}<br><span class="quiet">{_safe(event.place.reason)}</span>'


def _html_evidence(event: Event) -> str:
    shown = event.evidence[0]
    quote = _html_quote(shown, event.place.mention.text)
    names = ", ".join(dict.fromkeys(source_names(event)))
    link = safe_url(shown.url)
    credit = f'<a href="{html.escape(link)}" rel="noopener noreferrer">{_safe(names)}</a>' if link else _safe(names)
    doubts = "".join(f"<br>{_safe(conflict)}" for conflict in event.conflicts)
    return f'“{quote}” <span class="quiet">{credit}{doubts}</span>'


def _html_quote(passage: Evidence, place: str) -> str:
    """The passage with its place in bold, where the offsets fit the words."""
    text, start, end = passage.text, passage.place_start - passage.start, passage.place_end - passage.start
    if start < 0 or text[start:end] != place or not place:
        return _safe(text)
    before, named, after = (html.escape(part) for part in (text[:start], place, text[end:]))
    return f"<bdi>{before}<strong>{named}</strong>{after}</bdi>"


def _safe(text: str) -> str:
    # <bdi> keeps direction marks of one cell from turning its neighbours round.
    return f"<bdi>{html.escape(text)}</bdi>"


def _short(event: Event) -> tuple[str, ...]:
    who = ", ".join(event.actors)
    deed = f"{who}: {event.what}" if who else event.what
    cells = (when_in_words(event.when), place_in_words(event), event.status, f"{event.confidence:.0%}", deed)
    return tuple(printable(cell) for cell in cells)


def _text_row(cells: Sequence[str], width: int) -> str:
    fixed = [_pad(_fit(cell, room), room) for cell, room in zip(cells, _WIDTHS, strict=False)]
    left = "  ".join(fixed)
    room = max(width, 80) - _cells_wide(left) - 2
    return f"{left}  {_fit(cells[-1], room)}".rstrip()


def _fit(text: str, room: int) -> str:
    """Cut text to so many console columns, with an ellipsis where something is missing."""
    if _cells_wide(text) <= room:
        return text
    kept, used = [], 1
    for sign in text:
        used += _cells_wide(sign)
        if used > room:
            break
        kept.append(sign)
    return "".join(kept).rstrip() + "…"


def _pad(text: str, room: int) -> str:
    return text + " " * (room - _cells_wide(text))


def _cells_wide(text: str) -> int:
    """Console columns: wide East Asian signs take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )
