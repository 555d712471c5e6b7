"""What was copied last, on a machine with a clipboard."""

from __future__ import annotations

from geoevents.errors import UnreadableDocument

CLIPBOARD = "clipboard:"
"""Stands for the clipboard where a path is expected."""


def clipboard() -> str:
    """The text on the clipboard, by what pandas uses for its tables.

    Raises:
        UnreadableDocument: The machine has no clipboard (a server has none), or there is no text on it.
    """
    from pandas.errors import PyperclipException
    from pandas.io.clipboard import clipboard_get

    try:
        text = str(clipboard_get())
    except (PyperclipException, OSError, RuntimeError) as problem:
        first = str(problem).strip().partition("\n")[0]
        raise UnreadableDocument(
            f"there is no clipboard to read: {first or type(problem).__name__}. A notebook on a server does not see "
            "yours; paste the text into a string"
        ) from problem
    if not text.strip():
        raise UnreadableDocument("the clipboard holds no text")
    return text
