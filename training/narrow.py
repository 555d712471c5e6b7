"""Trained weights → weights of a narrower network that answers alike: half of the units between each layer's matrices.

    python -m training.narrow ../shared/training work/fold0.pt work/small0.pt --fold 0

Nothing is trained. Layer by layer, from texts of the corpora (never those of the fold left out), the units that a
least squares fit of the others can best do without are taken away, 64 at a time, and the second matrix is fitted anew
to what the whole layer said. The layers after it are fitted to what the narrowed ones before them hand on. The
criterion is that of optimal brain surgeon (Hassibi and Stork 1993), for whole rows: unit j costs |W_j|² / (H⁻¹)_jj,
with H = XᵀX.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

from geoevents.language.pieces import CASES, Vocabulary
from training.base import base_vocabulary
from training.corpora import CLOSE, POLICIES
from training.network import Network
from training.train import FOLDS, OUTPUTS, batches, chunked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.corpora import Chunk

KEPT = 768
"""Units kept between the two matrices of each layer."""
STEP = 64
"""Units taken away at once."""
RIDGE = 1e-4
"""Added to H's diagonal, as a share of its mean."""
SAMPLES = {"close": 500, "broad": 300}
"""Chunks of the corpora of each stage that the fit looks at."""


def narrowed(network: Network, chunks: Sequence[Chunk], vocabulary: Vocabulary) -> dict[str, Tensor]:
    """The weights of a network that keeps ``KEPT`` units in each layer.

    Args:
        network: Trained.
        chunks: Texts to fit to; they are read by the house's policy.
        vocabulary: Of the pieces.

    Returns:
        All weights, by name.
    """
    network.eval()
    weights = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    texts = list(batches(chunks, vocabulary, random.Random(0)))
    house = POLICIES.index("house")
    with torch.no_grad():
        states = [
            network.embedded(text["numbers"], text["cases"], torch.full_like(text["policy"], house)) for text in texts
        ]
        for number, layer in enumerate(network.layers):
            states = [layer.attended(x, t["mask"][:, None, None]) for x, t in zip(states, texts, strict=True)]
            second = torch.cat([layer.down.weight.T, layer.down.bias[None]]).double()
            gram = torch.zeros(len(second), len(second), dtype=torch.float64)
            for x, text in zip(states, texts, strict=True):
                units = functional.pad(functional.gelu(layer.up(x[text["mask"]])), (0, 1), value=1.0)
                gram += (units.T @ units).double()
            kept, fitted = fit(gram, second, KEPT)
            up, bias = layer.up.weight[kept[:-1]], layer.up.bias[kept[:-1]]
            down, shift = fitted[:-1].T.float().contiguous(), fitted[-1].float()
            named = {"up.weight": up, "up.bias": bias, "down.weight": down, "down.bias": shift}
            weights.update({f"layers.{number}.{name}": tensor.clone() for name, tensor in named.items()})
            states = [layer.last(x + functional.gelu(x @ up.T + bias) @ down.T + shift) for x in states]
            print(f"layer {number}: {_lost(gram, second, kept, fitted):.2%} of the output's energy lost", flush=True)
    return weights


def fit(gram: Tensor, second: Tensor, wanted: int) -> tuple[Tensor, Tensor]:
    """The rows to keep of a matrix, and what they become.

    Args:
        gram: Rows × rows, sums of products of what the rows are multiplied with; the last row is the bias.
        second: Rows × outputs, the matrix with its bias.
        wanted: Rows to keep besides the bias.

    Returns:
        ``(sorted indices of the rows kept, the bias' last; their fitted rows × outputs)``.
    """
    kept = torch.arange(len(second))
    ridge = RIDGE * gram.diagonal()[:-1].mean()
    while True:
        hessian = gram[kept][:, kept] + ridge * torch.eye(len(kept), dtype=gram.dtype)
        fitted = torch.linalg.solve(hessian, gram[kept] @ second)
        spare = len(kept) - 1 - wanted
        if spare <= 0:
            return kept, fitted
        cost = fitted.square().sum(dim=1) / torch.linalg.inv(hessian).diagonal()
        away = cost[:-1].topk(min(STEP, spare), largest=False).indices
        stays = torch.ones(len(kept), dtype=torch.bool)
        stays[away] = False
        kept = kept[stays]


def _lost(gram: Tensor, second: Tensor, kept: Tensor, fitted: Tensor) -> float:
    """Share of the squared output that the kept rows do not give."""
    whole = (second * (gram @ second)).sum()
    both = (fitted * (gram[kept] @ second)).sum()
    part = (fitted * (gram[kept][:, kept] @ fitted)).sum()
    return float((whole - 2 * both + part) / whole)


def main() -> None:
    """Narrow one network."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--fold", type=int, help=f"the fold of {FOLDS} that the weights were trained without")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    vocabulary = Vocabulary.of(base_vocabulary())
    network = Network(len(vocabulary.pieces), CASES, len(POLICIES), OUTPUTS)
    network.load_state_dict(torch.load(options.weights, weights_only=True))
    close = chunked(options.corpora, CLOSE, vocabulary, options.fold)
    broad = chunked(options.corpora, ("wwn", "gmb"), vocabulary)
    rng = random.Random(1)
    looked_at = ((close, SAMPLES["close"]), (broad, SAMPLES["broad"]))
    chunks = [chunk for chunks, most in looked_at for chunk in rng.sample(chunks, min(most, len(chunks)))]
    torch.save(narrowed(network, chunks, vocabulary), options.output)


if __name__ == "__main__":
    main()
