"""Sentences → vectors by a small transformer on ONNX Runtime: no torch, no transformers.

Importing this module loads ONNX Runtime (0.1 s): import it where an encoder is made, not before, and set
ORT_DISABLE_TELEMETRY first, as ``bootstrap.find_encoder`` does.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
import onnxruntime  # type: ignore[import-untyped]  # it has no types
from numpy.typing import NDArray
from tokenizers import Tokenizer

from pagebrief.encoder_files import GRAPH, MANIFEST, TOKENIZER, strangers
from pagebrief.errors import ModelError

onnxruntime.disable_telemetry_events()  # a second lock, for who imports this module by another way

MAX_CHARACTERS = 10_000
"""More of a sentence isn't even tokenised: it holds 256 tokens many times over, and would cost seconds."""


class OnnxEncoder:
    """The sentence encoder in a folder made by ``python -m tools.encoder``. Safe to share by threads."""

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        tokenizer: Tokenizer,
        dimensions: int,
        max_tokens: int,
        languages: frozenset[str],
    ) -> None:
        self.languages = languages
        self._session = session
        self._tokenizer = tokenizer
        self._dimensions = dimensions
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The encoder in ``folder``.

        Raises ModelError where a file is missing or is not the one that the manifest was written for.
        """
        try:
            manifest = json.loads((folder / MANIFEST).read_bytes())
            dimensions, max_tokens, hashes = (manifest[key] for key in ("dimensions", "max_tokens", "files"))
            languages = frozenset(manifest["languages"])
            changed = strangers(folder, hashes, (GRAPH, TOKENIZER))
        except OSError as error:
            raise _unusable(folder, f"{error.filename}: {error.strerror}") from error
        except (ValueError, KeyError, TypeError) as error:
            raise _unusable(folder, f"{MANIFEST} is damaged") from error
        if changed:
            raise _unusable(folder, f"{changed[0]} is not the file that {MANIFEST} describes")
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        return cls(_session(folder / GRAPH), tokenizer, dimensions, max_tokens, languages)

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(sentences), 384), in the order given.

        A sentence's vector is that of its first 256 tokens, and doesn't depend on the others.
        """
        vectors = {sentence: self._vector(sentence) for sentence in dict.fromkeys(sentences)}
        rows = [vectors[sentence] for sentence in sentences]
        return np.array(rows, dtype=np.float32).reshape(len(rows), self._dimensions)

    def _vector(self, sentence: str) -> NDArray[np.float32]:
        # One at a time. Activations are scaled to int8 over a whole batch, so company would change a
        # sentence's vector. It is faster, too: 0.09 s for 25 sentences, 0.14 s in batches of up to 8 of
        # similar length, which need padding.
        ids = np.array([self._tokenizer.encode(_clipped(sentence)).ids], dtype=np.int32)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        vector: NDArray[np.float32] = self._session.run(["vectors"], inputs)[0][0]
        return vector


def _clipped(sentence: str) -> str:
    """The part that is tokenised, without lone surrogates, which the tokenizer refuses."""
    return sentence[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def _unusable(folder: Path, reason: str) -> ModelError:
    return ModelError(f"The encoder in {folder} can't be used: {reason}. Run `make setup` to build it.")


_SLOWER_FUSIONS = {"SkipLayerNormFusion", "BiasGeluFusion"}
"""What ONNX Runtime would fuse on its own, to operators that are slower than their parts (docs/pace.md)."""


def _session(graph: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # a sentence is too little work to share
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # made for inputs of one shape: here every length would be kept
    return onnxruntime.InferenceSession(
        graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER_FUSIONS
    )
