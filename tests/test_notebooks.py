"""Every notebook runs from the first cell to the last, and none holds outputs in git."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# A kernel talks over sockets, which the tests block, so it runs in a process of its own.
RUN = """
import sys, nbformat
from nbclient import NotebookClient
source, target, folder = sys.argv[1:]
notebook = nbformat.read(source, as_version=4)
NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
nbformat.write(notebook, target)
"""


def name(path):
    return path.name


def cells(path, kind="code"):
    return [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == kind]


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_notebook_holds_no_outputs(path):
    for cell in cells(path):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_notebook_is_short_and_numbered(path):
    assert path.name[:2].isdigit()
    assert len(cells(path)) <= 12
    assert cells(path, "markdown")[0]["source"][0].startswith("# ")


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Run a notebook once, in a folder of its own, and give back that folder."""
    folders = {}

    def run(path):
        if path not in folders:
            folder = tmp_path_factory.mktemp(path.stem)
            done = subprocess.run(
                [sys.executable, "-c", RUN, str(path), str(folder / "ran.ipynb"), str(folder)],
                capture_output=True,
                text=True,
                timeout=400,
                check=False,
                env=os.environ
                | {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))},
            )
            assert done.returncode == 0, done.stderr[-3000:]
            folders[path] = folder
        return folders[path]

    return run


needs_kernel = pytest.mark.skipif(
    not (importlib.util.find_spec("nbclient") and importlib.util.find_spec("ipykernel")),
    reason="nbclient and ipykernel are not installed: pip install 'geoevents[test]'",
)


@needs_kernel
@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_notebook_runs_without_a_warning(path, ran):
    outputs = [output for cell in cells(ran(path) / "ran.ipynb") for output in cell["outputs"]]
    assert [output for output in outputs if output.get("name") == "stderr"] == []


@needs_kernel
def test_the_visit_shows_a_table_a_map_and_files(ran):
    folder = ran(ROOT / "notebooks" / "01_a_visit_on_a_map.ipynb")
    shown = [
        "".join(output["data"]["text/html"])
        for cell in cells(folder / "ran.ipynb")
        for output in cell["outputs"]
        if "text/html" in output.get("data", {})
    ]
    table, story_map = shown[:2]
    assert "Vladivostok" in table
    assert table.count("<tr>") > 5
    assert "<iframe" in story_map
    assert (folder / "visit.html").stat().st_size > 100_000
    assert json.loads((folder / "visit.geojson").read_text("utf-8"))["features"]
    assert len((folder / "corrections.jsonl").read_text("utf-8").splitlines()) == 1
