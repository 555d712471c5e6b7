"""Who may import whom, and how long a module and a function may be."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import tokenize
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "geoevents"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 400
LONGEST_FUNCTION = 60


def room(path):
    """The noun of a module: ``documents`` for ``documents/html.py`` and for ``documents.py``."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def named(path):
    return str(path.relative_to(PACKAGE.parent))


@cache
def tree(path):
    return ast.parse(path.read_text("utf-8"))


@cache
def imports(path, *, inside=True):
    """Full names of what a module imports, without what only type checkers read."""
    found = set()
    waiting = list(tree(path).body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            waiting.extend(node.orelse)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif inside or not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))
    return found


def importers(package, *, inside=True):
    """Rooms of geoevents that import a package."""
    return {
        room(path)
        for path in MODULES
        if any(name == package or name.startswith(f"{package}.") for name in imports(path, inside=inside))
    }


def loaded(statement):
    """Top names in ``sys.modules`` after a statement in a fresh interpreter."""
    code = f"{statement}\nimport sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    ran = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=PACKAGE.parent, timeout=60
    )
    return set(ran.stdout.split())


def test_import_geoevents_loads_nothing_heavy():
    assert not loaded("import geoevents") & {"spacy", "geopandas", "pandas", "folium", "onnxruntime", "geopy", "numpy"}


@pytest.mark.parametrize(
    ("rooms", "never"),
    [
        (("maps", "page"), {"spacy", "onnxruntime", "geopy"}),
        (
            (
                "model",
                "errors",
                "frame",
                "export",
                "corrections",
                "timeline",
                "table",
                "wording",
                "mentions",
                "itinerary",
            ),
            {"spacy", "onnxruntime", "geopy", "folium"},
        ),
    ],
    ids=["maps", "tables"],
)
def test_what_shows_events_loads_nothing_that_reads_them(rooms, never):
    assert not loaded("import " + ", ".join(f"geoevents.{name}" for name in rooms)) & never


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("geopy", {"geocode"}),
        ("folium", {"maps", "page", "timeline"}),
        ("branca", {"maps", "page"}),
        ("jinja2", {"page"}),
        ("urllib.request", {"documents", "geocode", "gazetteer"}),
        ("http.client", {"documents", "geocode", "gazetteer"}),
        ("socket", {"documents", "geocode"}),
        ("requests", set()),
        ("subprocess", set()),
        ("pickle", set()),
        ("geoevents.pipeline", {"cli", "__init__", "components", "__main__"}),
        ("geoevents.cli", {"__main__"}),
    ],
)
def test_only_these_rooms_import(package, allowed):
    assert importers(package) - {package.removeprefix("geoevents.")} <= allowed


@pytest.mark.parametrize("forbidden", ["frame", "maps", "page", "export", "timeline", "corrections", "itinerary"])
def test_spacy_stays_on_the_reading_side(forbidden):
    assert forbidden not in importers("spacy")


def test_the_timeline_loads_folium_only_when_asked():
    assert "timeline" not in importers("folium", inside=False)


def test_there_are_no_rooms_for_leftovers():
    assert not {room(path) for path in MODULES} & {"utils", "helpers", "base", "common", "misc"}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_the_clock_is_an_argument(path):
    if room(path) in {"geocode", "cli"}:
        return  # a cache's age and a progress bar are about now, a report never is
    asked = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "Timestamp.now", "Timestamp.today"}
    names = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)]
    assert not [name.lineno for name in names if any(ast.unparse(name).endswith(clock) for clock in asked)]


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_the_library_never_prints(path):
    if room(path) in {"cli", "__main__"}:
        return
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert not [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]


def code_lines(path):
    """Line numbers that hold code: neither blank, nor comment, nor docstring."""
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
        if token.type not in silent:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            lines.difference_update(range(node.lineno, node.end_lineno + 1))
    return lines


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_modules_and_functions_stay_short(path):
    lines = code_lines(path)
    assert len(lines) <= LONGEST_MODULE, f"{named(path)} has {len(lines)} lines of code: make it a folder of its name"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = len(lines & set(range(node.lineno, node.end_lineno + 1)))
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"
