"""What goes into the zip, and what is refused."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def size(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.size", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def put(folder: Path, name: str, mebibytes: float) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(int(mebibytes * 1024 * 1024))  # a sparse file: no disk is filled


def test_a_small_function_passes_and_its_largest_parts_are_named(tmp_path: Path) -> None:
    put(tmp_path, "numpy/core.so", 30)
    put(tmp_path, "numpy/linalg.so", 1)
    put(tmp_path, "on_page.py", 0.1)
    result = size(tmp_path)
    assert result.returncode == 0
    assert result.stdout.splitlines()[0].split() == ["31.0", "MiB", "numpy"]


def test_a_function_of_240_mib_is_refused(tmp_path: Path) -> None:
    put(tmp_path, "numpy/core.so", 240)
    result = size(tmp_path)
    assert (result.returncode, result.stderr) == (1, "240.0 MiB is too large\n")


@pytest.mark.parametrize("name", ["torch", "transformers", "boto3"])
def test_a_function_with_a_package_that_does_not_belong_is_refused(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"{name}/__init__.py", 0.1)
    result = size(tmp_path)
    assert (result.returncode, result.stderr) == (1, f"{name} does not belong in the function\n")


def test_a_function_that_was_not_built_is_refused(tmp_path: Path) -> None:
    assert size(tmp_path).returncode == 1


def pins(name: str) -> list[str]:
    """The requirements of a file, each a line with its hashes: ``numpy==2.4.0 --hash=sha256:…``."""
    text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
    return re.sub(r" \\\n +", " ", text).splitlines()


def test_the_zips_requirements_depend_on_nothing_of_the_machine_that_builds_it() -> None:
    # pip would decide markers by its own Python and processor, not by Lambda's.
    versions = [pin.partition(" --hash")[0] for pin in pins("lambda")]
    assert [each for each in versions if not re.fullmatch(r"[a-z0-9.-]+==[^\s;]+", each)] == []


def test_the_zip_has_the_versions_of_the_working_copy() -> None:
    assert {pin.split()[0] for pin in pins("lambda")} <= {pin.split()[0] for pin in pins("local")}


@pytest.mark.parametrize("name", ["lambda", "local", "abstractive", "test", "bench", "sam", "audit"])
def test_pip_takes_no_file_but_those_whose_hash_is_pinned(name: str) -> None:
    # One hash in a file makes pip ask for one of each: https://pip.pypa.io/en/stable/topics/secure-installs/
    assert pins(name)
    for pin in pins(name):
        assert re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==\S+( ; [^-]+)?( --hash=sha256:[0-9a-f]{64})+", pin), pin


def test_torch_alone_is_pinned_without_a_hash() -> None:
    assert [pin.split("==")[0] for pin in pins("torch")] == ["torch"]
    assert not any(pin.startswith("torch==") for pin in pins("abstractive"))


def test_what_builds_the_working_copy_is_pinned_too() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    editable = [line for line in makefile.splitlines() if "--editable" in line]
    assert editable
    assert all("--no-build-isolation" in line for line in editable)
    assert any(pin.startswith("setuptools==") for pin in pins("local"))


def test_an_audit_that_cannot_ask_fails() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    recipe = makefile[makefile.index("\naudit:") :].partition("\n\n")[0]
    assert "pip-audit --strict " in recipe
    assert '|| failed=yes; done; test -z "$$failed"' in recipe
