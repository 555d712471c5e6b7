"""Speed and quality, measured: ``cases.py``, ``gate.py``, ``speed.py``; floors in ``floors.json``."""
