"""The folder of an encoder: graph, tokenizer, and a manifest that knows both by their hashes.

Not in ``summary``, which loads numpy: who only checks a folder (tools/encoder) needs none of it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

MANIFEST = "encoder.json"
GRAPH = "encoder.int8.onnx"
TOKENIZER = "tokenizer.json"


def write_manifest(folder: Path, told: Mapping[str, object], names: Iterable[str]) -> None:
    """What is ``told`` of the encoder, and the hashes of the named files, which have to be there."""
    manifest = {**told, "files": {name: sha256(folder / name) for name in names}}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def strangers(folder: Path, hashes: Mapping[str, str], names: Iterable[str]) -> list[str]:
    """Those of the files that are not the ones which the manifest describes. Raises OSError and KeyError."""
    return [name for name in names if sha256(folder / name) != hashes[name]]


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
