"""``geoevents demo``: the example reports, one map a story."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geoevents.cli.mapping import counted
from geoevents.documents import as_day, read
from geoevents.errors import AssetMissing, UnwritableOutput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geoevents.model import Document


def stories() -> dict[str, dict[str, Any]]:
    """The example stories by name, as their ``story.json`` describes them.

    Raises:
        AssetMissing: The package was installed without them.
    """
    folder = files("geoevents") / "examples"
    found = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name) if folder.is_dir() else ():
        description = entry / "story.json"
        if entry.is_dir() and description.is_file():
            found[entry.name] = json.loads(description.read_text("utf-8"))
    if not found:
        raise AssetMissing("the example reports are not in this installation: pip install --force-reinstall geoevents")
    return found


def reports(story: str) -> tuple[Document, ...]:
    """Read the reports of one example story, in the order of its description."""
    folder = files("geoevents") / "examples" / story
    documents = []
    for entry in stories()[story]["reports"]:
        with as_file(folder / entry["file"]) as path:
            (document,) = read(path, published=as_day(entry["published"]))
        documents.append(replace(document, title=entry.get("title"), source=entry.get("source"), url=entry.get("url")))
    return tuple(documents)


def write_stories(folder: Path) -> Iterator[str]:
    """Write one map for each story and yield the line that says where.

    Raises:
        UnwritableOutput: The folder cannot be made or written to.
    """
    from geoevents.pipeline import extract

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UnwritableOutput(f"cannot make folder {str(folder)!r}: {problem.strerror or problem}") from problem
    for name, story in stories().items():
        timeline = extract(reports(name), title=story["title"])
        path = timeline.save(folder / f"{name}.html", title=story["title"], standfirst=story.get("standfirst"))
        yield f"{Path(path).resolve()}  {story['title']}: {counted(timeline)}"
