"""The page's scripts on their own, run by node: the tests of ``tests/js``; and the types that they are checked by."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from geoevents import basemap, story
from geoevents.corrections.choices import Choice, Edit
from geoevents.review.items import Item, Mark
from geoevents.review.items import Report as Reviewed

FOLDER = Path(__file__).parent / "js"
NODE = shutil.which("node")
TYPES = (FOLDER / "types.d.ts").read_text(encoding="utf-8")


@pytest.mark.skipif(NODE is None, reason="no node on PATH; the test extra brings one: activate its environment")
@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.test.js")))
def test_with_node(name):
    ran = subprocess.run([NODE, "--test", name], cwd=FOLDER, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
    assert re.search(r"^# pass [1-9]|ℹ pass [1-9]", ran.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Source", story.Source),
        ("Outline", story.Outline),
        ("Card", story.Card),
        ("Entry", story.Entry),
        ("Missing", story.Missing),
        ("StoryReport", story.Report),
        ("Tiles", story.Tiles),
        ("Axis", story.Axis),
        ("Story", story.Story),
        ("Columns", story.Columns),
        ("Label", basemap.Label),
        ("Choice", Choice),
        ("Edit", Edit),
        ("Item", Item),
        ("ReviewMark", Mark),
        ("ReviewReport", Reviewed),
    ],
)
def test_the_types_name_what_python_writes(name, value):
    body = re.search(rf"^interface {name} \{{\n(.*?)^\}}", TYPES, re.MULTILINE | re.DOTALL)[1]
    named = [field.name for field in fields(value) if field.name != "made_with"]  # stands in the head of the page
    assert re.findall(r"^  (\w+)\??:", body, re.MULTILINE) == named
