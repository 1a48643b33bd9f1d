"""BERT's weights → an ONNX graph in ONNX Runtime's fused operators.

``input_ids`` and ``attention_mask``, int32 of shape (batch, tokens), padded on the right
→ ``vectors``, float32 of shape (batch, dimensions), of length 1.

The operators of com.microsoft, with their inputs in order:
https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import safetensors.numpy
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto, checker, helper, numpy_helper

FUSED = "com.microsoft"
OPSETS = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
IR_VERSION = 8  # the one that came with opset 17: older ONNX Runtimes read it too

Weights = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Config:
    """What the weights alone don't tell."""

    layers: int
    heads: int
    epsilon: float


def read_weights(content: bytes) -> Weights:
    """The tensors of a safetensors file, by name."""
    return safetensors.numpy.load(content)


def read_config(content: bytes) -> Config:
    """The part of a model's config.json that the graph needs."""
    values = json.loads(content)
    return Config(values["num_hidden_layers"], values["num_attention_heads"], values["layer_norm_eps"])


def build(weights: Weights, config: Config) -> ModelProto:
    """The float graph, checked. Fused operators only where they are faster (docs/decisions.md)."""
    writer = _Writer(weights, config)
    hidden = writer.embeddings()
    for layer in range(config.layers):
        hidden = writer.layer(f"encoder.layer.{layer}", hidden)
    writer.sentence_vectors(hidden)
    model = writer.model()
    checker.check_model(model)
    return model


class _Writer:
    """Writes the graph from its inputs on; each method returns the name of its output."""

    def __init__(self, weights: Weights, config: Config) -> None:
        self._weights = weights
        self._config = config
        self._nodes: list[NodeProto] = []
        self._types: list[ValueInfoProto] = []
        self._initialisers: list[TensorProto] = []

    def embeddings(self) -> str:
        """Word + position + segment, normalised; also ``lengths``: tokens of each row but the padding."""
        # A sentence is all in segment 0, whose vector can as well be added to the positions here.
        segment = self._weights["embeddings.token_type_embeddings.weight"][0]
        positions = self._weights["embeddings.position_embeddings.weight"] + segment
        words = self._constant("embeddings.words", self._weights["embeddings.word_embeddings.weight"])
        tables = [words, self._constant("embeddings.positions", positions), ""]
        inputs = ["input_ids", "", *tables, *self._norm("embeddings"), "attention_mask"]
        outputs = ["embeddings", "lengths"]
        return self._add("EmbedLayerNormalization", inputs, *outputs, epsilon=self._config.epsilon)

    def layer(self, name: str, hidden: str) -> str:
        """One transformer block: attention, then feed-forward, each added to its input and normalised."""
        attended = self._attention(f"{name}.attention", hidden)
        hidden = self._add_and_norm(f"{name}.attention.output", attended, hidden)
        active = self._add("Gelu", [self._linear(f"{name}.intermediate", hidden)], f"{name}.gelu")
        return self._add_and_norm(f"{name}.output", active, hidden)

    def sentence_vectors(self, hidden: str) -> str:
        """The mean over the tokens that are not padding, scaled to length 1.

        The sum does: the number of tokens, by which the mean divides it, drops out when scaling.
        """
        axis = self._constant("tokens-axis", np.array([1], dtype=np.int64))
        mask = self._add("Cast", ["attention_mask"], "mask", domain="", to=TensorProto.FLOAT)
        row = self._add("Unsqueeze", [mask, axis], "mask-row", domain="")
        total = self._add("MatMul", [row, hidden], "sum-row", domain="")
        flat = self._add("Squeeze", [total, axis], "sum", domain="")
        return self._add("LpNormalization", [flat], "vectors", domain="", axis=-1, p=2)

    def model(self) -> ModelProto:
        dimensions = self._weights["embeddings.LayerNorm.weight"].shape[0]
        rows = ["batch", "tokens"]
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT32, rows)
            for name in ("input_ids", "attention_mask")
        ]
        output = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", dimensions])
        types = self._types[:-1]  # the last is the output's
        graph = helper.make_graph(
            self._nodes, "sentence-encoder", inputs, [output], self._initialisers, value_info=types
        )
        return helper.make_model(
            graph, producer_name="pagebrief", ir_version=IR_VERSION, opset_imports=OPSETS
        )

    def _attention(self, name: str, hidden: str) -> str:
        parts = [f"{name}.self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([self._weights[f"{part}.weight"].T for part in parts], axis=1)
        bias = np.concatenate([self._weights[f"{part}.bias"] for part in parts])
        qkv = [self._constant(f"{name}.qkv.weight", weight), self._constant(f"{name}.qkv.bias", bias)]
        return self._add("Attention", [hidden, *qkv, "lengths"], name, num_heads=self._config.heads)

    def _add_and_norm(self, name: str, inner: str, outer: str) -> str:
        # Not SkipLayerNormalization: ONNX Runtime's is written without vector instructions.
        total = self._add("Add", [self._linear(name, inner), outer], f"{name}.sum", domain="")
        inputs = [total, *self._norm(name)]
        return self._add("LayerNormalization", inputs, name, domain="", epsilon=self._config.epsilon)

    def _linear(self, name: str, source: str) -> str:
        # torch keeps a linear layer's weight as (out, in).
        weight = self._constant(f"{name}.weight", self._weights[f"{name}.dense.weight"].T)
        bias = self._constant(f"{name}.bias", self._weights[f"{name}.dense.bias"])
        product = self._add("MatMul", [source, weight], f"{name}.matmul", domain="")
        return self._add("Add", [product, bias], f"{name}.linear", domain="")

    def _norm(self, name: str) -> list[str]:
        parts = [f"{name}.LayerNorm.{part}" for part in ("weight", "bias")]
        return [self._constant(part, self._weights[part]) for part in parts]

    def _constant(self, name: str, values: NDArray[Any]) -> str:
        self._initialisers.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _add(
        self, operator: str, inputs: Sequence[str], *outputs: str, domain: str = FUSED, **attributes: Any
    ) -> str:
        name = outputs[0]
        self._nodes.append(
            helper.make_node(operator, inputs, outputs, name=name, domain=domain, **attributes)
        )
        # ONNX can't infer types through com.microsoft's operators, and the quantiser needs them.
        self._types.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
        return name
