"""The API reference builds from the docstrings, with every warning an error."""

from __future__ import annotations

import importlib.util
import runpy
from pathlib import Path

import pytest

import geoevents

SCRIPT = Path(__file__).parents[1] / "docs" / "build_api.py"


@pytest.mark.skipif(not importlib.util.find_spec("pdoc"), reason="pdoc is not installed: pip install 'geoevents[docs]'")
def test_the_reference_builds_without_a_warning(tmp_path):
    script = runpy.run_path(str(SCRIPT))
    script["build"](tmp_path)
    pages = {path.relative_to(tmp_path).with_suffix("").as_posix() for path in tmp_path.rglob("*.html")}
    assert {name.replace(".", "/") for name in script["modules"]()} <= pages
    timeline = (tmp_path / "geoevents" / "timeline.html").read_text("utf-8")
    for name in ("map", "frame", "correct", "review", "compare", "export"):
        assert f'id="Timeline.{name}"' in timeline
    front = (tmp_path / "geoevents.html").read_text("utf-8")
    assert [name for name in geoevents.__all__ if name not in front] == []
