"""Other encoders than the built-in one: tiny ones of several kinds, through the code for real ones."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

import tiny_models
from pagebrief.cli import app
from pagebrief.errors import ModelError
from pagebrief.summary.encoder import OnnxEncoder

pytestmark = pytest.mark.reference

SENTENCES = [
    "The quay closes.",
    "Der alte Kai bleibt offen, sagte sie.",
    "理事会は古い埠頭を閉鎖する。",
    "Ja",
]


@pytest.fixture(params=["bert-mean", "bert-cls", "xlm-roberta-mean", "mpnet-mean"])
def model(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    kind, pooling = str(request.param).rsplit("-", 1)
    return tiny_models.save_encoder(tmp_path / "model", kind, pooling)


def reference(folder: Path) -> Any:
    """What sentence-transformers would make of it: token vectors pooled as its files say, of length 1."""
    import torch  # noqa: PLC0415 - only make reference has it
    from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415

    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    cls = json.loads((folder / "1_Pooling/config.json").read_text("utf-8"))["pooling_mode_cls_token"]
    rows = []
    for sentence in SENTENCES:
        batch = tokenizer(sentence, return_tensors="pt", return_token_type_ids=False)
        with torch.inference_mode():
            hidden = model(**batch).last_hidden_state[0]
        vector = (hidden[0] if cls else hidden.mean(0)).numpy()
        rows.append(vector / np.linalg.norm(vector))
    return np.stack(rows)


def test_an_encoder_of_another_kind_keeps_its_vectors(model: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["model", "add", str(model), "--out", str(tmp_path / "encoder")])
    assert result.exit_code == 0, result.output
    ours = OnnxEncoder.load(tmp_path / "encoder").encode(SENTENCES)
    assert ours.shape == (len(SENTENCES), 32)
    assert (ours * reference(model)).sum(axis=1).min() >= 0.95
    manifest = json.loads((tmp_path / "encoder/encoder.json").read_text("utf-8"))
    assert (manifest["format"], manifest["dimensions"], manifest["max_tokens"]) == (3, 32, 40)


def test_a_digest_is_made_with_it(tmp_path: Path) -> None:
    model = tiny_models.save_encoder(tmp_path / "model", "bert", "mean")
    CliRunner().invoke(app, ["model", "add", str(model), "--out", str(tmp_path / "encoder")])
    page = Path(__file__).parents[2] / "examples/pages/harbour-bridge.txt"
    arguments = ["digest", str(page), "--model", str(tmp_path / "encoder"), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out/digest.html").exists()


@pytest.mark.parametrize("damage", ["max pooling", "dense layer", "no model"])
def test_what_cannot_be_exported_is_named_and_leaves_nothing(damage: str, tmp_path: Path) -> None:
    model = tiny_models.save_encoder(tmp_path / "model", "bert", "mean")
    match damage:
        case "max pooling":
            (model / "1_Pooling/config.json").write_text('{"pooling_mode_max_tokens": true}', "utf-8")
        case "dense layer":
            (model / "modules.json").write_text(
                '[{"type": "sentence_transformers.models.Dense", "path": "2"}]', "utf-8"
            )
        case "no model":
            (model / "model.safetensors").unlink()
    result = CliRunner().invoke(app, ["model", "add", str(model), "--out", str(tmp_path / "encoder")])
    assert isinstance(result.exception, ModelError)
    assert not (tmp_path / "encoder").exists()
