"""``python -m tools.package``: what Lambda runs, in one folder: packages, code, templates, and the model.

``sam build`` calls it by way of the Makefile. Neither the processor nor the Python of this machine
matters: only wheels are installed, for Lambda's.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = "3.13"
MACHINES = {"arm64": "aarch64", "x86_64": "x86_64"}

# Lambda's Python 3.13 stands on Amazon Linux 2023, which has glibc 2.34. pip takes a wheel only if
# its platform is named, so every older one is.
GLIBC_MINORS = range(34, 16, -1)

MODEL_FILES = ("encoder.int8.onnx", "tokenizer.json", "encoder.json")

# What no function ever opens. Licences and metadata (*.dist-info) stay.
UNUSED = (
    "bin",
    "**/tests",
    "**/*.py[cdix]",
    "**/*.pxd",
    "**/*.pxi",
    "**/*.[ach]",
    "babel/locale-data",  # courlan's link filter asks for it; we follow no links
    "numpy/f2py",
    "onnxruntime/capi/libonnxruntime.so.*",  # for C programs; the Python module brings its own copy
    "onnxruntime/datasets",
    "onnxruntime/quantization",
    "onnxruntime/tools",
    "onnxruntime/transformers",
)


def main() -> int:
    arguments = _parser().parse_args()
    target: Path = arguments.to
    if arguments.model and not (ROOT / "build/model/encoder.json").exists():
        print("build/model is missing: run make setup.", file=sys.stderr)
        return 1
    target.mkdir(parents=True, exist_ok=True)
    install(arguments.architecture, target)
    prune(target)
    copy_own(target)
    if arguments.model:
        copy_model(target)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.package", description=__doc__)
    parser.add_argument("--architecture", choices=MACHINES, default="arm64", help="(%(default)s)")
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--without-model", dest="model", action="store_false")
    return parser


def install(architecture: str, target: Path) -> None:
    """Install the locked packages: all of them, so none of their dependencies is looked for."""
    machine = MACHINES[architecture]
    platforms = [f"manylinux_2_{minor}_{machine}" for minor in GLIBC_MINORS] + [f"manylinux2014_{machine}"]
    command = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    command += ["--target", str(target), "--requirement", str(ROOT / "requirements/lambda.txt"), "--no-deps"]
    command += ["--python-version", PYTHON, "--implementation", "cp", "--only-binary", ":all:"]
    command += [f"--platform={platform}" for platform in platforms]
    # pip compares Requires-Python with the Python that runs it, not with the one it installs for.
    command += ["--ignore-requires-python", "--no-compile"]
    subprocess.run(command, check=True)  # noqa: S603 - constants and a folder


def prune(target: Path) -> None:
    for pattern in UNUSED:
        _remove(target.glob(pattern))


def copy_own(target: Path) -> None:
    without = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "functions", target, ignore=without, dirs_exist_ok=True)
    shutil.copytree(ROOT / "templates", target / "templates", dirs_exist_ok=True)


def copy_model(target: Path) -> None:
    (target / "model").mkdir(exist_ok=True)
    for name in MODEL_FILES:
        shutil.copy(ROOT / "build/model" / name, target / "model" / name)


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
