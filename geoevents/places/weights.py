"""Weights of the evidence, in powers of ten of population: set by hand, judged by ``benchmarks/places.py``.

A fit to development data did not beat them (``docs/decisions/0002-the-ranker.md``). A feature that is not listed
weighs nothing.
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    "layer country": 10.0,
    "layer admin1": 3.7,
    "layer region": 6.3,
    "layer sea": 5.6,
    "layer admin2": 4.4,
    "layer site": 5.0,
    "layer airport": 4.4,
    "layer nature": 4.9,
    "layer continent": 4.5,
    "layer minor": 1.5,
    "no country's own": 4.5,
    "a hamlet": -1.0,
    "people of a town": 1.0,
    "a capital or a million people": 1.0,
    "people of a state": 0.3,
    "people of a county": 0.3,
    "rung normalised": -0.15,
    "rung affix": -0.4,
    "rung head": -1.2,
    "rung fuzzy": -2.0,
    "another name": -0.9,
    "a short name": -0.2,
    "a former name": -1.0,
    "named for a town": -1.5,
    "a code": -2.0,
    "division named": 2.0,
    "division named, not this": -0.5,
    "definite town": -1.5,
    "water named, not this": -3.0,
    "facility named": 2.5,
    "named in full": 4.0,
    "in the container": 6.0,
    "country's share": 3.0,
    "division's share": 2.5,
    "lone country": -2.0,
    "stranger": -1.5,
    "a town of it is named": 1.5,
    "near 25 km": 1.0,
    "near 120 km": 1.8,
    "near 400 km": 0.3,
    "near the stop before": 0.5,
    "near the headline": 0.3,
    "its country beside": 1.0,
    "listed with its like": 2.0,
    "of the reader's own": 8.0,
    "a tiny country": -4.0,
    "holds what is put in it": 2.5,
    "a metonym": -6.0,
    "a country of that name": -2.5,
    "publisher's country": 1.0,
    "home 60 km": 1.0,
    "home 300 km": 1.0,
    "home division": 1.0,
}
SHARPNESS = 1.6
"""Turns points into odds: e to the power of this times the points."""
NOBODY = 2.8
"""Points of the answer that none of the candidates is meant."""
CEILING = 0.96
"""What the surest answer is worth: measured, one in twenty-five of them is wrong."""
