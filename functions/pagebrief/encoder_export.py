"""Any sentence encoder of transformers → the folder that ``OnnxEncoder.load`` reads. Needs torch.

The model is traced with its pooling into one graph, quantised to int8 like the built-in one, and compared
with itself before anything is kept.
"""

import json
import re
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]
from transformers import AutoModel, AutoTokenizer
from transformers.utils.logging import disable_progress_bar

from pagebrief.encoder_files import GRAPH, MANIFEST, TOKENIZER, write_manifest
from pagebrief.errors import ModelError
from pagebrief.summary.encoder import OnnxEncoder

LEAST_COSINE = 0.95
"""Between a vector of the int8 graph and the model's own: what the built-in encoder keeps, too."""

PROBES = (
    "The council voted nine to four on Monday to close the old quay to freighters.",
    "Der Rat stimmte am Montag dafür, den alten Kai zu schließen.",
    "Le conseil a voté lundi la fermeture du vieux quai.",
    "理事会は月曜日に古い埠頭を閉鎖することを決めた。",
    "Quay.",
)
_OTHERS = ["*.onnx", "*.h5", "*.msgpack", "*.ot", "openvino*"]  # the same weights for other frameworks
_LONGEST = 512  # tokens, where nobody says how many


@dataclass(frozen=True, slots=True)
class Pooling:
    """``way``: mean or cls. ``max_tokens``: what a sentence is cut to."""

    way: str
    max_tokens: int


def export(model: str, revision: str | None, out: Path, languages: Sequence[str]) -> Path:
    """Leave graph, tokenizer and manifest of the model, a name on the hub or a folder, in ``out``.

    ``languages``: those (ISO 639-1) in which its vectors choose the sentences. Raises ModelError where the
    model can't be had, is pooled in a way we don't know, or loses too much as int8.
    """
    disable_progress_bar()
    folder = _folder(model, revision)
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        encoder = AutoModel.from_pretrained(folder, local_files_only=True, attn_implementation="eager").eval()
    except (OSError, ValueError, KeyError) as error:
        reason = str(error).strip().splitlines()[0]
        raise ModelError(f"{model} is no encoder that transformers can read: {reason}") from error
    if not tokenizer.is_fast:
        raise ModelError(
            f"{model} has no tokenizer of the kind that is read without transformers (tokenizer.json)."
        )
    pooling = read_pooling(folder, encoder.config)
    whole = _Pooled(encoder, pooling.way).eval()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch:
        made = Path(scratch)
        tokenizer.backend_tokenizer.save(str(made / TOKENIZER))
        _write_graph(whole, made)
        told = {
            "format": 3,  # of this export; the built-in encoder counts by itself (tools/encoder)
            "name": model if revision is None else f"{model}@{revision}",
            "languages": sorted(languages),
            "dimensions": encoder.config.hidden_size,
            "max_tokens": pooling.max_tokens,
        }
        write_manifest(made, told, (GRAPH, TOKENIZER))
        _compare(made, whole, tokenizer, pooling)
        out.mkdir(exist_ok=True)
        for name in (GRAPH, TOKENIZER, MANIFEST):  # the manifest last: its hashes need the others there
            (made / name).replace(out / name)
    return out


def read_pooling(folder: Path, config: Any) -> Pooling:
    """As sentence-transformers' own files say; the mean of a model that has none. Raises ModelError."""
    modules = _json(folder / "modules.json") or []
    kinds = [str(module.get("type", "")).rsplit(".", 1)[-1] for module in modules]
    if unknown := sorted(set(kinds) - {"Transformer", "Pooling", "Normalize"}):
        raise ModelError(f"{folder.name} has layers that are not exported: {', '.join(unknown)}.")
    path = next((m["path"] for m, kind in zip(modules, kinds, strict=True) if kind == "Pooling"), "1_Pooling")
    settings = _json(folder / path / "config.json") or {"pooling_mode_mean_tokens": True}
    modes = (name for name, on in settings.items() if name.startswith("pooling_mode_") and on is True)
    ways = [re.sub("^pooling_mode_|_tokens?$", "", mode) for mode in modes]
    ways = ways or [str(settings.get("pooling_mode", "mean"))]
    if ways not in (["mean"], ["cls"]):
        raise ModelError(f"{folder.name} pools by {' and '.join(ways)}: only mean and cls are known here.")
    named = (_json(folder / "sentence_bert_config.json") or {}).get("max_seq_length")
    positions = int(getattr(config, "max_position_embeddings", 0) or _LONGEST)
    # RoBERTa counts positions from the one after its padding.
    positions -= 2 if "roberta" in config.model_type or config.model_type == "mpnet" else 0
    return Pooling(ways[0], min(int(named or _LONGEST), positions))


def _folder(model: str, revision: str | None) -> Path:
    if Path(model).is_dir():
        return Path(model)
    from huggingface_hub import snapshot_download  # noqa: PLC0415 # a folder needs no hub

    try:
        return Path(snapshot_download(model, revision=revision, ignore_patterns=_OTHERS))
    except (OSError, ValueError) as error:  # the hub's errors are OSErrors
        reason = str(error).strip().splitlines()[0]
        raise ModelError(f"{model} is no folder here and can't be had from the hub: {reason}") from error


class _Pooled(torch.nn.Module):  # type: ignore[misc] # torch is not there for mypy
    """Token ids and mask, int32 of shape (batch, tokens) → unit vectors."""

    def __init__(self, encoder: Any, way: str) -> None:
        super().__init__()
        self._encoder = encoder
        self._way = way

    def forward(self, input_ids: Any, attention_mask: Any) -> Any:
        ids, mask = input_ids.long(), attention_mask.long()
        hidden = self._encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        if self._way == "cls":
            return torch.nn.functional.normalize(hidden[:, 0])
        weights = mask.unsqueeze(-1).to(hidden.dtype)
        return torch.nn.functional.normalize((hidden * weights).sum(1) / weights.sum(1))


def _write_graph(whole: Any, folder: Path) -> None:
    ids = torch.ones((2, 7), dtype=torch.int32)
    axes = {name: {0: "batch", 1: "tokens"} for name in ("input_ids", "attention_mask")}
    with warnings.catch_warnings():
        # The tracer warns of what it takes for constant, and of its age: the comparison decides.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            whole,
            (ids, ids),
            folder / "float.onnx",
            input_names=list(axes),
            output_names=["vectors"],
            dynamic_axes={**axes, "vectors": {0: "batch"}},
            opset_version=17,
            dynamo=False,
        )
    quantize_dynamic(
        folder / "float.onnx",
        folder / GRAPH,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        reduce_range=True,  # as the built-in one: tools/encoder/quantise.py says why
        extra_options={"DefaultTensorType": 1},
    )


def _compare(folder: Path, whole: Any, tokenizer: Any, pooling: Pooling) -> None:
    """Raises ModelError where the graph is another model than the one it was made from."""
    probes = [*PROBES, " ".join(PROBES) * 8]
    ours = OnnxEncoder.load(folder).encode(probes)
    theirs: list[NDArray[np.float32]] = []
    for probe in probes:
        batch = tokenizer(probe, truncation=True, max_length=pooling.max_tokens, return_tensors="pt")
        with torch.inference_mode():
            theirs.append(whole(batch["input_ids"], batch["attention_mask"])[0].numpy())
    least = float(np.min((ours * np.stack(theirs)).sum(axis=1)))
    if not least >= LEAST_COSINE:
        raise ModelError(
            f"As int8 the model is too far from itself: cosine {least:.3f}, at least {LEAST_COSINE}."
        )


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8")) if path.is_file() else None
