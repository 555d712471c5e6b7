"""The network: MiniLM's encoder with a case embedding and three heads, and the loss over allowed tags."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH, LAYERS, HEADS, INNER, EPS = 384, 6, 12, 1536, 1e-12
"""Shape of all-MiniLM-L6-v2."""


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPS)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.last = nn.LayerNorm(WIDTH, eps=EPS)
        self.dropout = dropout

    def attended(self, x: Tensor, mask: Tensor) -> Tensor:
        """The first half.

        ``x``: batch × pieces × width; ``mask``: batch × 1 × 1 × pieces, true where a piece stands.
        """
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        rate = self.dropout if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, WIDTH))
        return self.norm(x + functional.dropout(mixed, rate, self.training))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Both halves, of the same shapes."""
        x = self.attended(x, mask)
        y = self.down(functional.gelu(self.up(x)))
        return self.last(x + functional.dropout(y, self.dropout, self.training))


class Network(nn.Module):
    """Encoder and heads.

    Args:
        pieces: Size of the vocabulary.
        cases: Number of case patterns.
        policies: Number of annotation policies.
        heads: Number of tags of each head.
        dropout: Share of activations dropped in training.
    """

    def __init__(self, pieces: int, cases: int, policies: int, heads: Mapping[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(pieces, WIDTH)
        self.place = nn.Embedding(512, WIDTH)
        self.case = nn.Embedding(cases, WIDTH)
        self.policy = nn.Embedding(policies, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPS)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.heads = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in heads.items()})
        self.dropout = dropout

    def forward(
        self, numbers: Tensor, cases: Tensor, mask: Tensor, policy: Tensor, firsts: Tensor
    ) -> dict[str, Tensor]:
        """Scores of every word's tags.

        Args:
            numbers: Batch × pieces, piece numbers.
            cases: Batch × pieces, case patterns.
            mask: Batch × pieces, true where a piece stands.
            policy: Batch, number of the annotation policy.
            firsts: Batch × words, position of each word's first piece.

        Returns:
            Head → batch × words × tags.
        """
        x = functional.dropout(self.embedded(numbers, cases, policy), self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, mask[:, None, None])
        x = functional.dropout(x.gather(1, firsts[..., None].expand(-1, -1, WIDTH)), self.dropout, self.training)
        return {name: head(x) for name, head in self.heads.items()}

    def embedded(self, numbers: Tensor, cases: Tensor, policy: Tensor) -> Tensor:
        """What the first layer reads: batch × pieces × width; arguments as in :meth:`forward`."""
        places = torch.arange(numbers.shape[1], device=numbers.device)
        return self.norm(self.word(numbers) + self.place(places) + self.case(cases) + self.policy(policy)[:, None])

    def adopt(self, base: Mapping[str, Tensor], generator: torch.Generator) -> None:
        """Start from the published weights of all-MiniLM-L6-v2.

        Args:
            base: Its tensors, by name.
            generator: Source of the noise that tells the case patterns apart.
        """
        with torch.no_grad():
            self.word.weight.copy_(base["embeddings.word_embeddings.weight"])
            self.place.weight.copy_(base["embeddings.position_embeddings.weight"])
            noise = torch.randn(self.case.weight.shape, generator=generator) * 0.02
            noise[0] = 0
            self.case.weight.copy_(base["embeddings.token_type_embeddings.weight"][:1] + noise)
            self.policy.weight.zero_()
            _norm(self.norm, base, "embeddings.LayerNorm")
            for number, layer in enumerate(self.layers):
                at = f"encoder.layer.{number}."
                for part in ("weight", "bias"):
                    three = [base[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(three))
                _linear(layer.out, base, f"{at}attention.output.dense")
                _norm(layer.norm, base, f"{at}attention.output.LayerNorm")
                _linear(layer.up, base, f"{at}intermediate.dense")
                _linear(layer.down, base, f"{at}output.dense")
                _norm(layer.last, base, f"{at}output.LayerNorm")
            for head in self.heads.values():
                head.weight.normal_(0, 0.02, generator=generator)
                head.bias.zero_()


def _linear(module: nn.Linear, base: Mapping[str, Tensor], name: str) -> None:
    module.weight.copy_(base[f"{name}.weight"])
    module.bias.copy_(base[f"{name}.bias"])


def _norm(module: nn.LayerNorm, base: Mapping[str, Tensor], name: str) -> None:
    module.weight.copy_(base[f"{name}.weight"])
    module.bias.copy_(base[f"{name}.bias"])


def allowed_loss(scores: Tensor, masks: Tensor) -> Tensor:
    """Mean negative log of the probability that a word's tag is an allowed one, over words that say something.

    Args:
        scores: Batch × words × tags.
        masks: Batch × words, bit masks of the tags allowed; 0 or all bits where nothing is known.

    Returns:
        A scalar.
    """
    tags = scores.shape[-1]
    bits = (masks[..., None] >> torch.arange(tags, device=masks.device)) & 1
    says = (masks > 0) & (masks < (1 << tags) - 1)
    scores = scores.float()
    inside = torch.logsumexp(scores.masked_fill(bits == 0, -math.inf)[says], dim=-1)
    return (torch.logsumexp(scores[says], dim=-1) - inside).mean() if bool(says.any()) else scores.sum() * 0
