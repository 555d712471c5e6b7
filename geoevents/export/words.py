"""An event in words and days, as formats for other readers tell it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from geoevents.frame import SEPARATOR, source_names
from geoevents.payload import safe_url
from geoevents.table import place_in_words
from geoevents.wording import when_in_words

if TYPE_CHECKING:
    from datetime import date

    from geoevents.model import Event, Evidence


def days(event: Event) -> tuple[date | None, date | None]:
    """First and last day of an event, or of the frame that the report leaves."""
    when = event.when
    if when.earliest is None and when.latest is None:
        return when.not_before, when.not_after
    return when.earliest, when.latest


def headline(event: Event) -> str:
    """What and whether: programs that show no status must not show a plan as a fact."""
    return event.what if event.status in {"occurred", "ongoing"} else f"[{event.status}] {event.what}"


def account(event: Event) -> str:
    """Who, where, when and who says so with all passages, in plain text."""
    facts = SEPARATOR.join(fact for fact in (", ".join(event.actors), *where_when(event)) if fact)
    quotes = "\n".join(f"“{proof.text}”" for proof in _passages(event))
    return f"{facts}\n{quotes}\n{', '.join(source_names(event))}"


def html_account(event: Event) -> str:
    """The same as ``account`` as HTML, every word of the reports escaped."""
    facts = [html.escape(fact) for fact in (", ".join(event.actors), *where_when(event)) if fact]
    names = html.escape(", ".join(source_names(event)))
    link = safe_url(event.evidence[0].url)
    credit = f'<a href="{html.escape(link)}">{names}</a>' if link else names
    quotes = "".join(f"<blockquote>{html.escape(proof.text)}</blockquote>" for proof in _passages(event))
    return f"<p>{'; '.join(facts)}</p>{quotes}<p>{credit}</p>"


def _passages(event: Event) -> list[Evidence]:
    """The passages that are known: a frame holds one, and names the further reports."""
    return [event.evidence[0], *(proof for proof in event.evidence[1:] if proof.text)]


def where_when(event: Event) -> tuple[str, str, str]:
    """Place, time and status in words."""
    return place_in_words(event), when_in_words(event.when), event.status


def iso(day: date | None) -> str | None:
    """A day in ISO 8601."""
    return None if day is None else day.isoformat()
