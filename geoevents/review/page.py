"""The page of a review as one HTML file: texts travel as JSON and are written by our script as plain text."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import tempfile
from dataclasses import asdict
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from geoevents import basemap
from geoevents.errors import UnwritableOutput
from geoevents.model import STATUSES
from geoevents.page import script_json, tight_script, tight_style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geoevents.review.items import Item, Report

SCRIPTS = (
    ("static", "elements.js"),
    ("static", "ground.js"),
    ("static", "filing.js"),
    ("review", "rows.js"),
    ("review", "locator.js"),
    ("review", "review.js"),
)
"""Folder and name of the scripts, in the order in which they run."""
BRIDGE = ("static", "bridge.js")
"""The script of a page that is a notebook's widget; it runs before the others use it."""
STYLE = ("review", "review.css")
_POLICY = (
    "default-src 'none'; script-src {script}; style-src {style}; img-src data:; base-uri 'none'; form-action 'none'"
)
_WORLD = basemap.Frame(west=-170.0, south=-55.0, east=190.0, north=75.0)
_NO_JAVASCRIPT = 200
"""Events listed for readers without JavaScript."""


def html(title: str, items: Sequence[Item], reports: Sequence[Report], *, bridged: bool = False) -> str:
    """Make the page.

    Args:
        title: Headline.
        items: What can be checked, in the order of the list.
        reports: The texts.
        bridged: Let the page and the frame around it talk, as a notebook's widget does.

    Returns:
        The page as text.

    Raises:
        AssetMissing: The package was installed without its base map.

    Example:
        >>> "default-src 'none'" in html("Nothing yet", (), ()).replace("&#x27;", "'")
        True
    """
    script, style = _script(bridged=bridged), _style()
    policy = _POLICY.format(script=_hash(script), style=_hash(style))
    content = {
        "title": title,
        "statuses": STATUSES,
        "items": [asdict(item) for item in items],
        "reports": [asdict(report) for report in reports],
        "ground": basemap.packed(basemap.around(_ground(items), borders=False)),
    }
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="generator" content="geoevents review">\n<meta name="color-scheme" content="light dark">\n',
            f"<title>{_plain(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n",
            f'<main class="geoevents-review"><noscript>{"".join(_list(title, items))}</noscript></main>\n',
            f'<script type="application/json" id="geoevents-review">{script_json(content)}</script>\n',
            f"<script>{script}</script>\n</body>\n</html>\n",
        )
    )


def write(content: str, target: Path) -> Path:
    """Write the page; a file that was there before is replaced only when the new one is whole.

    Raises:
        UnwritableOutput: The file cannot be written there.
    """
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".geoevents-") as folder:
            part = f"{folder}/review.html"
            with open(part, "wb") as file:  # noqa: PTH123 - beside os.replace
                file.write(content.encode("utf-8"))
            os.replace(part, target)  # noqa: PTH105 - over what is there
    except OSError as cause:
        raise UnwritableOutput(f"cannot write {target}: {cause}. Name a folder that exists and is yours.") from cause
    return target


def _ground(items: Sequence[Item]) -> basemap.Frame:
    """The ground of the places that were chosen; other bearers of their names stand on the coarse world around it."""
    points = [(choice.lon, choice.lat) for item in items for choice in item.choices if choice.chosen]
    return basemap.frame(basemap.core(points)) if points else _WORLD


def _list(title: str, items: Sequence[Item]) -> Iterator[str]:
    """What is to be checked, for readers without JavaScript."""
    yield f"<h1>{_plain(title)}</h1><ol>"
    for item in [item for item in items if item.told][:_NO_JAVASCRIPT]:
        yield f"<li><h2>{_plain(item.name)}</h2><p>{_plain(item.what)} ({_plain(item.when)}, {_plain(item.status)})</p>"
        yield f"<p>{_plain('; '.join(item.doubts))}</p><blockquote>{_plain(item.base['evidence'])}</blockquote><ul>"
        for choice in item.choices:
            yield f"<li><code>{_plain(choice.value)}</code> {_plain(choice.name)}: {_plain(choice.detail)}</li>"
        yield f"</ul><p>event <code>{_plain(item.base['event_id'])}</code></p></li>"
    yield "</ol>"


@cache
def _script(*, bridged: bool) -> str:
    first, *rest = SCRIPTS
    text = "\n".join(tight_script(_text(*name)) for name in (first, *([BRIDGE] if bridged else []), *rest))
    return re.sub(r"<(?=/script|!--)", r"\\x3c", text, flags=re.IGNORECASE)


@cache
def _style() -> str:
    return tight_style(_text(*STYLE)).replace("</style", "<\\/style")


def _text(folder: str, name: str) -> str:
    # Browsers read line ends as plain newlines before they take a script's hash.
    return re.sub("\r\n?", "\n", files("geoevents").joinpath(folder, name).read_text(encoding="utf-8"))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _plain(text: str) -> str:
    return escape(re.sub("[\x00\ud800-\udfff]", "\ufffd", text))
