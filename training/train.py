"""Train the recogniser: one stage on corpora of named entities, one on corpora of geoparsing.

    python -m training.train broad  ../shared/training work/broad.pt
    python -m training.train close  ../shared/training work/fold0.pt --start work/broad.pt --fold 0
    python -m training.train close  ../shared/training work/final.pt --start work/broad.pt

``--fold K`` leaves the documents of fold K of five out. training/make.py runs everything in order.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor

from geoevents.language.pieces import CASES, Vocabulary, encoded
from geoevents.language.recogniser import KINDS, NAMES, TOPONYMS
from training.base import base_vocabulary, base_weights
from training.corpora import BROAD, CLOSE, POLICIES, Chunk, chunks_of, fold_of, read, recased
from training.network import Network, allowed_loss

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDS = 5
LIMIT = 158
"""Pieces of a chunk, end marks left out."""
BUDGET = 4096
"""Pieces of a batch, padding included."""
WEIGHTS = {"toponyms": 1.0, "names": 0.5, "kinds": 0.4}
OUTPUTS = {"toponyms": len(TOPONYMS), "names": len(NAMES), "kinds": len(KINDS)}


def batches(chunks: Sequence[Chunk], vocabulary: Vocabulary, rng: random.Random) -> Iterator[dict[str, Tensor]]:
    """One pass over the chunks in random batches of like length."""
    order = sorted(range(len(chunks)), key=lambda i: len(chunks[i].words) + rng.random() * 24)
    groups: list[list[tuple[Chunk, tuple[list[int], list[int], list[int]]]]] = [[]]
    for index in order:
        chunk = chunks[index]
        row = encoded(recased(chunk.words, rng), vocabulary)
        longest = max([len(row[0]), *(len(r[0]) for _, r in groups[-1])])
        if groups[-1] and longest * (len(groups[-1]) + 1) > BUDGET:
            groups.append([])
        groups[-1].append((chunk, row))
    rng.shuffle(groups)
    for group in groups:
        yield _tensors(group, rng)


def _tensors(
    group: list[tuple[Chunk, tuple[list[int], list[int], list[int]]]], rng: random.Random
) -> dict[str, Tensor]:
    pieces = max(len(row[0]) for _, row in group)
    words = max(len(c.words) for c, _ in group)

    def padded(rows: list[Sequence[int]], length: int) -> Tensor:
        return torch.tensor([[*row, *[0] * (length - len(row))] for row in rows])

    house = POLICIES.index("house")
    policy = [house if c.corpus in CLOSE and rng.random() < 0.4 else POLICIES.index(c.corpus) for c, _ in group]
    lengths = torch.tensor([len(row[0]) for _, row in group])
    return {
        "numbers": padded([row[0] for _, row in group], pieces),
        "cases": padded([row[1] for _, row in group], pieces),
        "mask": torch.arange(pieces)[None] < lengths[:, None],
        "policy": torch.tensor(policy),
        "firsts": padded([row[2] for _, row in group], words),
        "toponyms": padded([c.toponyms for c, _ in group], words),
        "names": padded([c.names for c, _ in group], words),
        "kinds": padded([c.kinds for c, _ in group], words),
    }


def fit(network: Network, epochs: Sequence[Sequence[Chunk]], vocabulary: Vocabulary, rate: float, seed: int) -> None:
    """Train with AdamW, warm-up and linear decay; one sequence of chunks is one epoch."""
    rng = random.Random(seed)
    device = next(network.parameters()).device
    flat = [p for name, p in network.named_parameters() if p.ndim < 2 or "norm" in name]
    deep = [p for name, p in network.named_parameters() if not (p.ndim < 2 or "norm" in name)]
    groups = [{"params": deep, "weight_decay": 0.01}, {"params": flat, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=rate, fused=True)
    steps = sum(1 for chunks in epochs for _ in batches(chunks, vocabulary, random.Random(0)))
    warm = max(1, int(0.06 * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm, max(0.0, (steps - n) / (steps - warm)))
    )
    network.train()
    step, begun = 0, time.time()
    for chunks in epochs:
        for batch in batches(chunks, vocabulary, rng):
            there = {name: tensor.to(device) for name, tensor in batch.items()}
            with torch.autocast(device.type, dtype=torch.bfloat16):
                scores = network(*(there[n] for n in ("numbers", "cases", "mask", "policy", "firsts")))
            loss = sum(
                (w * allowed_loss(scores[n], there[n]) for n, w in WEIGHTS.items()),
                start=torch.zeros((), device=device),
            )
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            if step % 50 == 0:
                print(f"step {step}/{steps}  loss {loss.item():.4f}  {time.time() - begun:.0f} s", flush=True)


def main() -> None:
    """Train one stage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=("broad", "close"))
    parser.add_argument("corpora", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--start", type=Path, help="weights of the stage before")
    parser.add_argument("--fold", type=int, help=f"leave this fold of {FOLDS} out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--rate", type=float)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    vocabulary = Vocabulary.of(base_vocabulary())
    network = Network(len(vocabulary.pieces), CASES, len(POLICIES), OUTPUTS)
    if options.start:
        network.load_state_dict(torch.load(options.start, weights_only=True))
    else:
        network.adopt(load_file(base_weights()), torch.Generator().manual_seed(options.seed))
    network.to("cuda" if torch.cuda.is_available() else "cpu")
    broad = chunked(options.corpora, BROAD, vocabulary)
    if options.stage == "broad":
        epochs = [broad] * (options.epochs or 2)
    else:
        near = chunked(options.corpora, ("lgl", "gwn", "gwn"), vocabulary, options.fold)
        epochs = [[*near, *rng.sample(broad, len(near) // 4)] for _ in range(options.epochs or 2)]
    rate = options.rate or (3e-4 if options.stage == "broad" else 2e-4)
    fit(network, epochs, vocabulary, rate, options.seed)
    torch.save({name: tensor.cpu() for name, tensor in network.state_dict().items()}, options.output)


def chunked(folder: Path, names: Sequence[str], vocabulary: Vocabulary, fold: int | None = None) -> list[Chunk]:
    """Chunks of some corpora, without the documents of a fold."""
    return [
        chunk
        for name in names
        for record in read(folder, name)
        if fold_of(name, str(record["doc_id"]), FOLDS) != fold
        for chunk in chunks_of(name, record, vocabulary, LIMIT)
    ]


if __name__ == "__main__":
    main()
