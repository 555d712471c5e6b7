"""Trained weights → one int8 ONNX file that holds its vocabulary, its tags and the digest of its weights.

    python -m training.export work/final.pt geoevents/data/model.onnx [--float32]

The graph is written out by hand, so that nothing of torch's exporter is in it. Word pieces are int8 with a scale a
row; every matrix is int8 with a scale a column, in seven bits: on processors without VNNI instructions eight would
overflow. Activations are quantised as they come, one window at a time, so an answer never depends on what else is
read beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from geoevents.language.recogniser import KINDS, NAMES, TOPONYMS
from training.base import base_vocabulary
from training.corpora import POLICIES
from training.network import EPS, HEADS, LAYERS, WIDTH
from training.train import LIMIT

if TYPE_CHECKING:
    from collections.abc import Mapping

OPSET = 20
_MOST = 63
"""Largest weight in seven bits."""


class Graph:
    """Collects nodes and constants."""

    def __init__(self, weights: Mapping[str, np.ndarray], *, quantised: bool) -> None:
        self.weights = weights
        self.quantised = quantised
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        """Keep an array under a name."""
        self.constants.append(numpy_helper.from_array(value, name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        """Add an operation with one output."""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def linear(self, x: str, name: str) -> str:
        """``x`` times a weight matrix plus its bias."""
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        weight = self.weights[f"{name}.weight"].T
        if not self.quantised:
            product = self.node(
                "MatMul", [x, self.constant(f"{name}.weight", np.ascontiguousarray(weight))], f"{name}.mm"
            )
            return self.node("Add", [product, bias], f"{name}.out")
        scale = np.maximum(np.abs(weight).max(axis=0), 1e-8) / _MOST
        small = np.clip(np.rint(weight / scale), -_MOST, _MOST).astype(np.int8)
        outputs = [f"{x}.q", f"{x}.scale", f"{x}.zero"]
        if not any(n.output[0] == outputs[0] for n in self.nodes):
            self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], outputs, name=outputs[0]))
        matrix = self.constant(f"{name}.weight", np.ascontiguousarray(small))
        zero = self.constant(f"{name}.zero", np.zeros(small.shape[1], np.int8))
        whole = self.node("MatMulInteger", [outputs[0], matrix, outputs[2], zero], f"{name}.int")
        cast = self.node("Cast", [whole], f"{name}.cast", to=TensorProto.FLOAT)
        both = self.node(
            "Mul", [outputs[1], self.constant(f"{name}.scale", scale.astype(np.float32))], f"{name}.scales"
        )
        product = self.node("Mul", [cast, both], f"{name}.mm")
        return self.node("Add", [product, bias], f"{name}.out")

    def norm(self, x: str, name: str) -> str:
        """Layer normalisation."""
        parts = [self.constant(f"{name}.{p}", self.weights[f"{name}.{p}"]) for p in ("weight", "bias")]
        return self.node("LayerNormalization", [x, *parts], f"{name}.out", axis=-1, epsilon=EPS)

    def words(self) -> str:
        """Embeddings of the pieces: piece, position, case and the house's annotation policy."""
        table = self.weights["word.weight"]
        if self.quantised:
            scale = np.maximum(np.abs(table).max(axis=1), 1e-8) / 127
            small = np.clip(np.rint(table / scale[:, None]), -127, 127).astype(np.int8)
            rows = self.node("Gather", [self.constant("word.weight", small), "numbers"], "word.rows", axis=0)
            cast = self.node("Cast", [rows], "word.cast", to=TensorProto.FLOAT)
            scales = self.constant("word.scale", scale.astype(np.float32)[:, None])
            x = self.node("Mul", [cast, self.node("Gather", [scales, "numbers"], "word.scales", axis=0)], "word.out")
        else:
            x = self.node("Gather", [self.constant("word.weight", table), "numbers"], "word.out", axis=0)
        house = self.weights["policy.weight"][POLICIES.index("house")]
        cases = self.constant("case.weight", self.weights["case.weight"] + house)
        x = self.node("Add", [x, self.node("Gather", [cases, "cases"], "case.out", axis=0)], "case.sum")
        places = self.constant("place.weight", self.weights["place.weight"][: LIMIT + 2])
        length = self.node("Shape", ["numbers"], "length")
        zero, axis = self.constant("zero", np.array([0])), self.constant("axis", np.array([0]))
        cut = self.node("Slice", [places, zero, length, axis], "place.out")
        return self.norm(self.node("Add", [x, cut], "place.sum"), "norm")

    def layer(self, x: str, number: int) -> str:
        """One transformer layer over pieces × width."""
        at = f"layers.{number}."
        qkv = self.linear(x, f"{at}qkv")
        shape = self.constant(f"{at}shape", np.array([-1, 3, HEADS, WIDTH // HEADS]))
        split = self.node("Reshape", [qkv, shape], f"{at}split")
        turned = self.node("Transpose", [split], f"{at}turned", perm=[1, 2, 0, 3])
        three = [f"{at}q", f"{at}k", f"{at}v"]
        self.nodes.append(helper.make_node("Split", [turned], three, name=f"{at}three", axis=0, num_outputs=3))
        keys = self.node("Transpose", [three[1]], f"{at}keys", perm=[0, 1, 3, 2])
        scale = self.constant(f"{at}root", np.array((WIDTH // HEADS) ** -0.5, np.float32))
        asked = self.node("Mul", [three[0], scale], f"{at}asked")
        scores = self.node("MatMul", [asked, keys], f"{at}scores")
        mixed = self.node("MatMul", [self.node("Softmax", [scores], f"{at}soft", axis=-1), three[2]], f"{at}mixed")
        back = self.node("Transpose", [mixed], f"{at}back", perm=[0, 2, 1, 3])
        flat = self.node("Reshape", [back, self.constant(f"{at}flat", np.array([-1, WIDTH]))], f"{at}joined")
        x = self.norm(self.node("Add", [x, self.linear(flat, f"{at}out")], f"{at}sum"), f"{at}norm")
        up = self.node("Gelu", [self.linear(x, f"{at}up")], f"{at}gelu")
        return self.norm(self.node("Add", [x, self.linear(up, f"{at}down")], f"{at}last.sum"), f"{at}last")


def model_of(weights: Mapping[str, np.ndarray], *, quantised: bool = True) -> onnx.ModelProto:
    """The ONNX model: ``numbers`` and ``cases`` of pieces, ``firsts`` of words → scores of each head, words × tags."""
    graph = Graph(weights, quantised=quantised)
    x = graph.words()
    for number in range(LAYERS):
        x = graph.layer(x, number)
    x = graph.node("Gather", [x, "firsts"], "heads.in", axis=0)
    for head in ("toponyms", "names", "kinds"):
        graph.node("Identity", [graph.linear(x, f"heads.{head}")], head)
    inputs = [("numbers", "pieces"), ("cases", "pieces"), ("firsts", "words")]
    outputs = [("toponyms", TOPONYMS), ("names", NAMES), ("kinds", KINDS)]
    made = helper.make_graph(
        graph.nodes,
        "recogniser",
        [helper.make_tensor_value_info(name, TensorProto.INT64, [size]) for name, size in inputs],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["words", len(tags)]) for name, tags in outputs],
        graph.constants,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="geoevents")
    model.ir_version = 9
    digest = hashlib.sha256(b"".join(t.raw_data for t in graph.constants)).hexdigest()
    facts = {
        "vocabulary": "\n".join(base_vocabulary()),
        "toponyms": json.dumps(TOPONYMS),
        "names": json.dumps(NAMES),
        "kinds": json.dumps(KINDS),
        "limit": str(LIMIT),
        "digest": digest,
    }
    helper.set_model_props(model, facts)
    onnx.checker.check_model(model, full_check=True)
    return model


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--float32", action="store_true", help="for comparison: nothing quantised")
    options = parser.parse_args()
    state = torch.load(options.weights, weights_only=True)
    weights = {name: tensor.float().numpy() for name, tensor in state.items()}
    options.output.write_bytes(model_of(weights, quantised=not options.float32).SerializeToString())
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
