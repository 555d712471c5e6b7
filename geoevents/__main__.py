"""``python -m geoevents`` is the command line."""

from __future__ import annotations

from geoevents.cli import main

if __name__ == "__main__":
    main()
