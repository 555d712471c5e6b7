"""A saved e-mail (``.eml``) → its text, with subject, sender and day."""

from __future__ import annotations

import email
import email.policy
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geoevents.documents.feeds import plain_text
from geoevents.errors import GeoEventsWarning, UnreadableDocument

if TYPE_CHECKING:
    from datetime import date
    from email.message import EmailMessage

_HEADER = re.compile(
    rb"^(?:From|Subject|Date|Message-ID|Received|MIME-Version|To)[ \t]*:", re.IGNORECASE | re.MULTILINE
)
_SIGNATURE = re.compile(r"^-- $.*\Z", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What a message says, and what its head says."""

    text: str
    """The plain text, else the words of the HTML; the signature below ``--`` is left out."""
    title: str | None
    """Subject."""
    published: date | None
    """Civil day on which it was sent, as its head writes it."""
    author: str | None
    """Name of the sender, else the address."""
    source: str | None
    """Domain of the sender."""


def message(data: bytes, *, name: str) -> Mail:
    r"""Read a message.

    Args:
        data: The whole file.
        name: What to call it in an error.

    Raises:
        UnreadableDocument: The file is no message, or there is no text in it.

    Warns:
        GeoEventsWarning: Attachments were left out.

    Example:
        >>> message(b"Subject: Rain\nDate: Sun, 17 Sep 2023 23:30:00 +0900\n\nRain fell.", name="a.eml").published
        datetime.date(2023, 9, 17)
    """
    if not _HEADER.search(data[:100_000]):
        raise UnreadableDocument(f"{name} is no e-mail: it has neither sender nor subject nor date in its head")
    found: EmailMessage = email.message_from_bytes(data, policy=email.policy.default)
    text = _SIGNATURE.sub("", _body(found)).strip()
    if not text:
        raise UnreadableDocument(f"{name} has no text: only attachments or pictures, or nothing at all")
    if attached := _attachments(found):
        warnings.warn(
            f"left out {len(attached)} attachments of {name}: {', '.join(attached[:5])}; save and read them one by one",
            GeoEventsWarning,
            stacklevel=2,
        )
    sender, address = _sender(found)
    return Mail(
        text=text,
        title=_header(found, "subject"),
        published=_sent(found),
        author=sender or address,
        source=address.rpartition("@")[2] or None if address else None,
    )


def _body(found: EmailMessage) -> str:
    for kind in ("plain", "html"):
        part = found.get_body(preferencelist=(kind,))
        if part is None:
            continue
        text = _decoded(part)  # type: ignore[arg-type]
        if kind == "html":
            text = plain_text(text)
        elif str(part.get_param("format", "")).lower() == "flowed":
            text = re.sub(r"(?<=[^ \n]) \n(?!>)", " ", text)
        if text.strip():
            return text
    return ""


def _decoded(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError, ValueError):  # an encoding that nobody knows
        data = part.get_payload(decode=True)
        return data.decode("utf-8", "replace") if isinstance(data, bytes) else ""


def _attachments(found: EmailMessage) -> list[str]:
    return [part.get_filename() or part.get_content_type() for part in found.iter_attachments()]


def _header(found: EmailMessage, name: str) -> str | None:
    try:
        words = " ".join(str(found[name] or "").split())
    except (ValueError, IndexError, AttributeError):  # a head that the standard library cannot take apart
        return None
    return words or None


def _sender(found: EmailMessage) -> tuple[str | None, str | None]:
    try:
        sender = found["from"].addresses[0]
    except (AttributeError, IndexError, ValueError, TypeError):
        return None, None
    return " ".join(sender.display_name.split()) or None, sender.addr_spec if sender.domain else None


def _sent(found: EmailMessage) -> date | None:
    try:
        moment = found["date"].datetime
    except (AttributeError, ValueError, IndexError, TypeError, OverflowError):
        return None
    return moment.date() if moment else None
