# ruff: noqa: INP001 - a script, no package
"""The API reference as HTML, from the docstrings, with every warning an error.

pip install 'geoevents[docs]'
python docs/build_api.py site
"""

from __future__ import annotations

import contextlib
import pkgutil
import sys
import warnings
from pathlib import Path

import geoevents


def modules() -> list[str]:
    """Every module of the package that a user may import."""
    found = (module.name for module in pkgutil.walk_packages(geoevents.__path__, "geoevents."))
    return ["geoevents", *sorted(name for name in found if not name.endswith("__main__"))]


def build(folder: Path) -> None:
    """Write one page a module.

    Args:
        folder: Where to; it is made when it is not there.
    """
    import pdoc
    import pdoc.render

    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    # from a folder without a geoevents/ of its own, which pdoc takes for a rival of the installed package
    with contextlib.chdir(folder), warnings.catch_warnings():
        warnings.simplefilter("error")
        # a package without __all__ brings its modules along, one with it hides them: all are asked for by name
        warnings.filterwarnings("ignore", message="The module specification")
        # a type that only type checkers import, in a circle: it is written as it stands, without a link
        warnings.filterwarnings("ignore", message="Error parsing type annotation")
        # what a frame has from geopandas, whose types name libraries that nobody needs to have
        inherited = r"Failed to run TYPE_CHECKING code while parsing .* for geoevents\.frame\.EventFrame"
        warnings.filterwarnings("ignore", message=inherited)
        pdoc.render.configure(docformat="google", show_source=False, search=False)
        pdoc.pdoc(*modules(), output_directory=folder)


if __name__ == "__main__":
    build(Path(sys.argv[1] if len(sys.argv) > 1 else "site"))
