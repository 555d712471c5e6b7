"""Bytes → text: the encodings that reports come in, and what is no text at all."""

from __future__ import annotations

import codecs
import re

from geoevents.errors import UnreadableDocument

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.02  # prose has none; a stray control from a copied terminal is no binary file
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = {
    b"%PDF-": "a PDF: name the file itself, or save it as text first",
    b"PK\x03\x04": "a ZIP container, and neither DOCX nor a table .xlsx or .ods by name: save it as text or CSV first",
    b"PAR1": "a Parquet table: let its name end in .parquet",
    b"\x1f\x8b": "compressed with gzip: unpack it first",
    b"\xd0\xcf\x11\xe0": "an old Office file: save it as text or CSV first",
    b"{\\rtf": "rich text: save it as plain text first",
}


def decode(data: bytes, *, name: str, charset: str | None = None) -> str:
    r"""Turn the bytes of a file into text without changing any character.

    A byte-order mark decides; then the charset that the file declares; then UTF-8; then Windows-1252.

    Args:
        data: The whole file.
        name: What to call it in an error.
        charset: Encoding that the file or its server declares, if any.

    Returns:
        The text, without the byte-order mark; line ends are untouched.

    Raises:
        UnreadableDocument: The file is empty, binary, or in none of these encodings.

    Example:
        >>> decode("Komsomolsk\u2011on\u2011Amur".encode("utf-16"), name="note.txt")
        'Komsomolsk‑on‑Amur'
    """
    if not data.strip(b"\x00 \t\r\n\x0b\x0c\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument(f"{name} is empty: there is no report to read in it")
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableDocument(f"{name} is {what}")
    text = _decoded(data, name=name, charset=charset)
    if "\x00" in text or len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise UnreadableDocument(
            f"{name} is binary, or text in UTF-16 without a byte-order mark: "
            "save it as UTF-8 text (`iconv -f UTF-16LE -t UTF-8`) or leave it out"
        )
    if not text.strip():
        raise UnreadableDocument(f"{name} is empty: there is no report to read in it")
    return text


def unix_newlines(text: str) -> str:
    r"""Write every line end as ``\n``; the one change a text undergoes, before any offset is counted.

    Example:
        >>> unix_newlines("Artyom\r\nVladivostok\rPyongyang")
        'Artyom\nVladivostok\nPyongyang'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, *, name: str, charset: str | None) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name=name)
    for encoding in (charset or "utf-8", "utf-8"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeError):  # an unknown or untrue declaration is common on the web
            continue
    return _strict(data, "cp1252", name=name)


def _strict(data: bytes, encoding: str, *, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as problem:
        raise UnreadableDocument(
            f"{name} is binary or in an encoding we do not guess ({problem}): "
            "save it as UTF-8 text, for example with `iconv -t UTF-8`"
        ) from problem
