"""A geocoder's candidates → the resolution of a mention, marked as the geocoder's and as sure as it deserves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geoevents.geocode.corpus import is_unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geoevents.model import Candidate, Resolution

_ALIKE = 0.4
"""How sure an answer is whose name is alike and of which nothing else is known."""
_AGREEMENT = {
    "name": (0.15, "the name agrees"),
    "country": (0.1, "the country agrees"),
    "near": (0.1, "it lies near the report's other places"),
}
"""How much surer an answer is for what the second look found to agree, and the words for it; at most 0.75 in all."""


def resolved(resolution: Resolution, candidates: Sequence[Candidate], *, min_score: float) -> Resolution:
    """Give a mention that nothing in the gazetteer bears the best answer of a geocoder.

    Args:
        resolution: Of the mention; it is returned as it is when it is resolved, no literal name, or has no answer.
        candidates: The geocoder's, in its order.
        min_score: From 0 to 1; when the best is less sure than this, the mention stays unresolved and says so.

    Returns:
        The resolution, with rung ``geocoder``, the source in its reason, and the other answers as alternatives.
    """
    if not is_unknown(resolution) or resolution.mention.kind != "literal" or not candidates:
        return resolution
    scored = (replace(candidate, score=_score(candidate)) for candidate in candidates)
    best, *others = sorted(scored, key=lambda candidate: -candidate.score)
    if best.score < min_score:
        reason = f"not in the gazetteer; the best answer of the geocoder, {best.place.name}, is {best.score:.2f} sure"
        return replace(resolution, alternatives=(best, *others[:4]), reason=reason, rung="geocoder")
    agrees = [words for flag, (_, words) in _AGREEMENT.items() if flag in best.flags] or ["only the name is alike"]
    return replace(
        resolution,
        place=best.place,
        score=best.score,
        alternatives=tuple(others[:5]),
        reason=f"not in the gazetteer; the best answer of the geocoder ({best.place.source}): {', '.join(agrees)}",
        rung="geocoder",
    )


def _score(candidate: Candidate) -> float:
    return round(_ALIKE + sum(more for flag, (more, _) in _AGREEMENT.items() if flag in candidate.flags), 2)
