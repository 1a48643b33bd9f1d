"""``python -m tools.abstractive``: all that goes into the image of the rewriting function, in one folder.

Packages (only wheels, for Lambda's processor and Python), our code, and a sequence-to-sequence model: one of
the Hugging Face hub by name and revision, or a folder that ``save_pretrained`` wrote.
"""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

from tools.package import GLIBC_MINORS, MACHINES, PYTHON, ROOT

MODEL, REVISION = "sshleifer/distilbart-cnn-12-6", "a4f8f3ea906ed274767e9906dbaede7531d660ff"
DOCKERFILE = ROOT / "infra/abstractive/Dockerfile"
MANIFEST = "rewriter.json"
OWN = ("on_rewrite.py", "pagebrief")

# The model's weights once, in the safer form where there is one, and no other framework's.
SETTINGS = ["*.json", "*.txt", "*.model"]
SAFE, PICKLED = "*.safetensors", "pytorch_model*.bin"


def main() -> int:
    arguments = _parser().parse_args()
    out: Path = arguments.to
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    try:
        place_model(arguments.model, arguments.revision, out / "model")
    except (OSError, ValueError) as error:  # the hub's errors are OSErrors
        print(f"{arguments.model} can't be had: {error}", file=sys.stderr)
        return 1
    install(arguments.architecture, arguments.python, arguments.index, out / "packages")
    copy_own(out / "code")
    shutil.copy(DOCKERFILE, out / "Dockerfile")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.abstractive", description=__doc__)
    parser.add_argument("--model", default=MODEL, help="a name on the hub, or a folder (%(default)s)")
    parser.add_argument("--revision", default=REVISION, help="of a model on the hub (%(default)s)")
    parser.add_argument("--architecture", choices=MACHINES, default="arm64", help="(%(default)s)")
    parser.add_argument("--python", default=PYTHON, help="of the base image (%(default)s)")
    parser.add_argument("--index", default="", metavar="URL", help="where torch's builds without CUDA are")
    parser.add_argument("--to", type=Path, default=ROOT / "build/abstractive", metavar="FOLDER")
    return parser


def place_model(model: str, revision: str, target: Path) -> None:
    """The model's files, and the manifest that names it. Raises OSError or ValueError."""
    if Path(model).is_dir():
        shutil.copytree(model, target)
        told = {"name": Path(model).name, "revision": ""}
    else:
        _download(model, revision, target)
        told = {"name": model, "revision": revision}
    (target / MANIFEST).write_text(json.dumps(told) + "\n", "utf-8")


def _download(model: str, revision: str, target: Path) -> None:
    # Comes with tokenizers; imported here, since a folder needs no hub.
    from huggingface_hub import HfApi, snapshot_download  # noqa: PLC0415

    files = HfApi().list_repo_files(model, revision=revision)
    weights = SAFE if any(name.endswith(".safetensors") for name in files) else PICKLED
    snapshot_download(model, revision=revision, local_dir=target, allow_patterns=[*SETTINGS, weights])
    shutil.rmtree(target / ".cache", ignore_errors=True)


def install(architecture: str, python: str, index: str, target: Path) -> None:
    """Install the locked packages: all of them, so none of their dependencies is looked for.

    Torch by itself: where one requirement has no hash, pip checks none.
    """
    machine = MACHINES[architecture]
    platforms = [f"manylinux_2_{minor}_{machine}" for minor in GLIBC_MINORS] + [f"manylinux2014_{machine}"]
    command = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    command += ["--target", str(target), "--no-deps"]
    command += ["--python-version", python, "--implementation", "cp", "--only-binary", ":all:"]
    command += [f"--platform={platform}" for platform in platforms]
    command += ["--ignore-requires-python", "--no-compile"]
    torch = ["--extra-index-url", index] if index else []
    for name, more in (("abstractive", []), ("torch", torch)):
        requirements = ["--requirement", str(ROOT / f"requirements/{name}.txt")]
        subprocess.run([*command, *requirements, *more], check=True)  # noqa: S603 - constants, a folder and what our own caller named


def copy_own(target: Path) -> None:
    target.mkdir()
    without = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in OWN:
        source = ROOT / "functions" / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=without)
        else:
            shutil.copy(source, target)


if __name__ == "__main__":
    sys.exit(main())
