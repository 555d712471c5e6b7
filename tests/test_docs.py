"""What the pages say is so: their code runs, their links lead somewhere, and nothing public is missing."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import shutil
from pathlib import Path

import click
import pytest
import typer

import geoevents

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(geoevents.__path__, "geoevents.")
    if not module.name.endswith("__main__")
)
BLOCK = re.compile(r"(<!-- not run: [^\n]+ -->\n)?^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def shown(path):
    return str(path.relative_to(ROOT))


def blocks(page):
    """Python blocks of a page that are to be run; one is spared by ``<!-- not run: reason -->`` above it."""
    return [code for spared, code in BLOCK.findall(page.read_text("utf-8")) if not spared]


@pytest.fixture
def reports(tmp_path, monkeypatch):
    """A working folder with ``reports/``: the three of the visit, as the pages take for granted."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for path in (ROOT / "geoevents" / "examples" / "visit").glob("*.txt"):
        shutil.copy(path, folder / path.name)
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name):
    module = importlib.import_module(name)
    outcome = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert outcome.failed == 0


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)], ids=shown)
@pytest.mark.usefixtures("reports")
def test_the_code_of_a_page_runs(page):
    names = {"__name__": "page"}
    for code in blocks(page):
        exec(compile(code, shown(page), "exec"), names)  # noqa: S102 - our own pages


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_lead_to_files_that_are_there(page):
    for target in LINK.findall(page.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{shown(page)} links to {target}"


def test_every_page_is_in_the_index():
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    assert [page.name for page in (ROOT / "docs").glob("*.md") if f"({page.name})" not in index] == ["README.md"]


def commands(command, name="geoevents"):
    """Full names of a command and of all below it."""
    if isinstance(command, click.Group) or hasattr(command, "commands"):
        for below, inner in command.commands.items():
            yield from commands(inner, f"{name} {below}")
    else:
        yield name, command


def test_every_command_is_in_the_pages_and_has_help():
    from geoevents.cli import app

    told = "\n".join(page.read_text("utf-8") for page in PAGES)
    found = dict(commands(typer.main.get_command(app)))
    assert {"geoevents demo", "geoevents map", "geoevents extract"} <= set(found)
    for name, command in found.items():
        assert command.help, f"{name} has no help"
        assert name in told, f"{name} is in no page"


@pytest.mark.parametrize("name", [name for name in geoevents.__all__ if not name.startswith("_")])
def test_every_public_name_is_explained(name):
    assert getattr(geoevents, name).__doc__
    assert f"`ge.{name}`" in (ROOT / "docs" / "README.md").read_text("utf-8")


def test_pages_name_no_place_on_our_machines():
    for page in PAGES:
        assert not re.search(r"(?<![\w.:])/(?:home|tmp|work|root|Users)/", page.read_text("utf-8")), shown(page)
