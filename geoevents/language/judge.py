"""How likely each candidate is a place name with just these edges: boosted trees over what is known of it.

The trees travel inside the recogniser's file; ``training/judge.py`` grows them on the answers of networks that had
not seen the documents.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK = 2048
"""Candidates that are judged at once, so that a long text takes no more memory than a short one."""


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """Trees in flat arrays, one entry a node; a leaf's ``feature`` is -1."""

    features: tuple[str, ...]
    """Names of the columns that the trees ask for."""
    roots: NDArray[np.int64]
    """First node of each tree."""
    feature: NDArray[np.int64]
    """Column that a node asks for."""
    threshold: NDArray[np.float64]
    """A value up to this one goes left."""
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float64]
    """What a leaf adds, in log odds."""
    base: float
    """Log odds before the first tree."""

    @classmethod
    def of(cls, text: str) -> Judge:
        """Read the trees from JSON as ``training/judge.py`` writes it."""
        data = json.loads(text)
        return cls(
            features=tuple(data["features"]),
            roots=np.array(data["roots"], np.int64),
            feature=np.array(data["feature"], np.int64),
            threshold=np.array(data["threshold"], np.float64),
            left=np.array(data["left"], np.int64),
            right=np.array(data["right"], np.int64),
            value=np.array(data["value"], np.float64),
            base=data["base"],
        )

    def probability(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability of each candidate to be a place name with its edges right.

        Args:
            rows: Candidates × ``features``.

        Returns:
            One number each, from 0 to 1.

        Example:
            >>> tree = {"features": ["sure"], "roots": [0], "feature": [0, -1, -1], "threshold": [0.5, 0, 0]}
            >>> tree |= {"left": [1, 0, 0], "right": [2, 0, 0], "value": [0, -2, 2], "base": 0}
            >>> Judge.of(json.dumps(tree)).probability(np.array([[0.1], [0.9]])).round(2).tolist()
            [0.12, 0.88]
        """
        blocks = [self._odds(rows[start : start + _BLOCK]) for start in range(0, len(rows), _BLOCK)]
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-np.concatenate([*blocks, np.zeros(0)])))
        return chances

    def _odds(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Log odds of some candidates: every tree is walked from its root to a leaf, all of them a level at a time."""
        at = np.broadcast_to(self.roots, (len(rows), len(self.roots))).copy()
        row = np.arange(len(rows))[:, None]
        while (open_ := self.feature[at] >= 0).any():
            lower = rows[row, self.feature[at]] <= self.threshold[at]
            at = np.where(open_, np.where(lower, self.left[at], self.right[at]), at)
        total: NDArray[np.float64] = self.base + self.value[at].sum(axis=1)
        return total
