"""``python -m benchmarks.pace.roof``: the machine's limit, and the work that a page is.

Prints JSON: billions of operations a second (a multiplication and an addition are two) that one thread
of ONNX Runtime does in large square matrix products, of int8 and of float; and the operations of a page.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime  # type: ignore[import-untyped] # it has no types
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from benchmarks.pace.pages import sentences

_SIZES = (1024, 2048)
_LAYERS, _WIDTH, _INNER = 6, 384, 1536  # the encoder's config.json


def operations(lengths: Sequence[int]) -> int:
    """Of sentences of these numbers of tokens, in matrix products: 21.2 million a token, and attention."""
    weights = _LAYERS * (4 * _WIDTH * _WIDTH + 2 * _WIDTH * _INNER)
    attention = _LAYERS * 2 * _WIDTH  # for each pair of tokens: queries by keys, and by values
    return 2 * sum(weights * length + attention * length * length for length in lengths)


def throughput(*, int8: bool) -> float:
    """Billions of operations a CPU second, the best of some runs and sizes."""
    return max(_measure(size, int8=int8) for size in _SIZES)


def _measure(size: int, *, int8: bool) -> float:
    session = onnxruntime.InferenceSession(_product(size, int8=int8).SerializeToString(), _one_thread())
    given = np.full((size, size), 3, dtype=np.uint8 if int8 else np.float32)
    return max(2 * size**3 / _seconds(session, given) / 1e9 for _ in range(8))


def _seconds(session: onnxruntime.InferenceSession, given: object) -> float:
    start = time.process_time()
    session.run(None, {"x": given})
    return time.process_time() - start


def _product(size: int, *, int8: bool) -> ModelProto:
    weight = np.random.default_rng(7).integers(-63, 63, (size, size)).astype(np.int8 if int8 else np.float32)
    kinds = (TensorProto.UINT8, TensorProto.INT32) if int8 else (TensorProto.FLOAT, TensorProto.FLOAT)
    node: NodeProto = helper.make_node("MatMulInteger" if int8 else "MatMul", ["x", "w"], ["y"])
    given, made = (
        helper.make_tensor_value_info(name, kind, [size, size])
        for name, kind in zip("xy", kinds, strict=True)
    )
    graph = helper.make_graph([node], "product", [given], [made], [numpy_helper.from_array(weight, "w")])
    return helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)])


def _one_thread() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return options


def main() -> None:
    tokenizer = Tokenizer.from_file(str(Path(sys.argv[1]) / "tokenizer.json"))
    tokenizer.no_padding()
    lengths = [len(tokenizer.encode(sentence).ids) for sentence in sentences()]
    work = {"sentences": len(lengths), "tokens": sum(lengths), "operations": operations(lengths)}
    print(json.dumps(work | {"int8": throughput(int8=True), "float": throughput(int8=False)}))


if __name__ == "__main__":
    main()
