"""Four hundred hostile strings through every public call, as ``benchmarks/hostile.py`` does with ten thousand."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.hostile import strings

ROOT = Path(__file__).parents[2]


@pytest.mark.usefixtures("chromium")
def test_nothing_runs_in_python_or_in_the_page():
    # A process of its own: it watches what its interpreter does.
    ran = subprocess.run(
        [sys.executable, "benchmarks/hostile.py", "400"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
    assert re.search(r"^400 strings, 4 pages opened, 0 faults$", ran.stdout, re.MULTILINE)


def test_the_strings_are_the_same_each_time_and_each_attempt_is_made():
    first, again = list(strings(500)), list(strings(500))
    assert first == again
    assert len(set(first)) > 490
    assert any("{{" in text for text in first)
    assert any("onerror" in text for text in first)
