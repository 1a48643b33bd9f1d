"""Float graph → int8 graph: a quarter of the size, and faster where the processor multiplies int8."""

from pathlib import Path

from onnx import ModelProto

# onnxruntime has no types
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]
from onnxruntime.quantization.quant_utils import add_pre_process_metadata  # type: ignore[import-untyped]

OPERATORS = ["MatMul", "Attention", "EmbedLayerNormalization"]


def quantise(model: ModelProto, path: Path) -> None:
    """Write ``model`` with int8 weights and embedding table; activations are scaled as it runs."""
    # Its pre-processing would fuse operators: ours are fused already, and it warns without this mark.
    add_pre_process_metadata(model)
    quantize_dynamic(
        model,
        path,
        op_types_to_quantize=OPERATORS,
        per_channel=True,
        weight_type=QuantType.QInt8,
        # Seven bits: processors without VNNI add pairs of products in 16 bits, which eight overflow, so that
        # they would see other vectors than those with it.
        reduce_range=True,
    )
