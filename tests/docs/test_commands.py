"""Every command of README and docs/ is run as it stands, by CI itself, or as far as it goes without AWS."""

import os
import re
import shlex
import signal
import subprocess
import sys
import tomllib
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from documented import PAGES, ROOT, Command, commands, files, other_lines
from stack_template import read

TYPED, SERVES, CI, CONTAINER, DEPLOYS, PARSED = "typed", "serves", "by CI", "container", "deploys", "parsed"
KINDS = (
    # A shell types them, one page after the other from top to bottom, over moto where they ask AWS.
    (r"make (demo|costs)\b", TYPED),
    (r"pagebrief (explain|digest(?!.*--model)|watches|backtest|doctor) ?", TYPED),
    (r"pagebrief (archive|replay|backfill|templates) ?", TYPED),
    (r"aws (cloudformation|dynamodb|logs|s3|s3api|secretsmanager|sesv2|ssm) ", TYPED),
    (r"(source|cp|rm|output\(\)|while aws) ?", TYPED),
    (r"\w+=\S+ ", TYPED),
    # Goes on until Ctrl-C, while another terminal types the rest of its page.
    (r"make local$", SERVES),
    # tests/e2e/test_local_doc.py runs them beside containers (make container).
    (r"make local-aws|\.venv-sam/bin/sam local |curl -s http://127", CONTAINER),
    # Sections of .ci/run.
    (r"make (test|invoke|build) ?", CI),
    # What needs an account of AWS's own: SAM's arguments against the template that it deploys.
    (r"make deploy", DEPLOYS),
    # What needs a model hub or the development pages: every option exists.
    (r"pagebrief (model|digest .*--model) ?", PARSED),
    (r"make setup ", PARSED),
    (r"\.venv-(reference|bench)/bin/python -m ", PARSED),
)
ALL = [command for page in PAGES for command in commands(page)]


def kind(command: Command) -> str:
    """Its first line in the table. A command that is in none fails."""
    text = " ".join(command.text.replace("\\\n", " ").split())
    found = [name for pattern, name in KINDS if re.match(pattern, text)]
    assert found, f"nobody runs this: {command}"
    return found[0]


def of_kind(name: str) -> list[Command]:
    return [command for command in ALL if kind(command) == name]


def test_every_command_is_of_a_kind_and_every_kind_has_commands() -> None:
    assert {kind(command) for command in ALL} == {TYPED, SERVES, CI, CONTAINER, DEPLOYS, PARSED}
    unused = [pattern for pattern, _ in KINDS if not any(re.match(pattern, each.text) for each in ALL)]
    assert unused == []


def test_a_command_that_nobody_knows_is_noticed() -> None:
    with pytest.raises(AssertionError, match="nobody runs this"):
        kind(Command("README.md", "terraform apply"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_console_block_holds_commands_alone(page: Path) -> None:
    assert other_lines(page) == []


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if any(kind(each) == TYPED for each in commands(page))],
    ids=lambda page: page.name,
)
def test_what_a_page_has_its_reader_type_works(page: Path, copy: Path, account: dict[str, str]) -> None:
    for name, text in files(page).items():
        (copy / name).write_text(text, "utf-8")
    lines = [line for each in commands(page) for line in _lines(each)]
    if page.name != "quick-start.md":
        lines = [_output(), *lines]
    said = run(lines, copy, account).splitlines()
    assert [line for line in shown(page) if line not in said] == []


def _lines(command: Command) -> list[str]:
    match kind(command):
        case "typed":
            return [command.text]
        case "serves":
            return [
                f"{command.text} > said 2>&1 &",
                "until grep -q http:// said; do kill -0 $! || (cat said; false); sleep 0.2; done",
            ]
    return []


def shown(page: Path) -> list[str]:
    """What a page says that its commands print: a block of text behind a comment."""
    block = re.search(
        r"^<!-- Lines of .*-->\n```text\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return block[1].splitlines() if block else []


def test_the_readme_shows_what_its_command_prints() -> None:
    assert len(shown(ROOT / "README.md")) > 3


def _output() -> str:
    """The function that the quick start defines for all pages."""
    (found,) = [
        each.text for each in commands(ROOT / "docs/quick-start.md") if each.text.startswith("output()")
    ]
    return found


def reader(environment: dict[str, str]) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {
        "PATH": path,
        "HOME": os.environ.get("HOME", "/"),
        "LANG": "C.UTF-8",
        "COLUMNS": "400",
        "PORT": "0",
        **environment,
    }


def run(typed: list[str], folder: Path, environment: dict[str, str]) -> str:
    """One shell types them; the first one that fails ends it, and is shown."""
    lines = ["set -euo pipefail"]
    for each in typed:
        lines += [f"printf '%s\\n' {shlex.quote('$ ' + each)}", each]
    with subprocess.Popen(
        ["bash", "-c", "\n".join(lines)],
        cwd=folder,
        env=reader(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as shell:
        said, _ = shell.communicate(timeout=300)
        with suppress(ProcessLookupError):
            os.killpg(shell.pid, signal.SIGTERM)  # what serves
    assert shell.returncode == 0, said
    return said


@pytest.mark.parametrize("command", of_kind(CI), ids=str)
def test_what_ci_runs_is_one_of_its_sections(command: Command) -> None:
    sections = re.findall(r"^section (.*)$", (ROOT / ".ci/run").read_text("utf-8"), re.MULTILINE)
    assert command.text in sections


@pytest.mark.parametrize("command", of_kind(CONTAINER), ids=str)
def test_what_needs_containers_is_run_beside_them(command: Command) -> None:
    """By the beginning of its line, as it stands in the one page that has such."""
    assert command.page == "local.md"
    run_there = (
        (ROOT / "tests/e2e/test_local_doc.py")
        .read_text("utf-8")
        .replace("{invoke}", ".venv-sam/bin/sam local invoke")
    )
    beginnings = re.findall(r'line\(f?"(.*?)"\)', run_there)
    assert [each for each in beginnings if command.text.startswith(each)]


@pytest.mark.parametrize("command", of_kind(DEPLOYS), ids=str)
def test_sam_is_given_what_the_template_asks_for(command: Command, copy: Path) -> None:
    recipe = run([command.text.replace("make ", "make -n ", 1)], copy, {}).replace("\\\n", " ")
    (line,) = [each for each in recipe.splitlines() if "/sam deploy" in each]
    given = list(_options(shlex.split(line)[2:]))
    assert {name for name, _ in given} <= {
        "--guided",
        "--config-env",
        "--parameter-overrides",
        "--template-file",
        "--stack-name",
        "--resolve-image-repos",
    }
    options = dict(given)
    config = tomllib.loads((ROOT / "samconfig.toml").read_text("utf-8"))
    assert options.get("--config-env", ["default"])[0] in config
    parameters = _parameters(_template(options))
    for pair in options.get("--parameter-overrides", []):
        name, _, value = pair.partition("=")
        assert value in parameters[name]["AllowedValues"]


def _options(words: list[str]) -> list[tuple[str, list[str]]]:
    """Each option with the words behind it."""
    found: list[tuple[str, list[str]]] = []
    for word in words:
        if word.startswith("-"):
            found.append((word, []))
        else:
            found[-1][1].append(word)
    return found


@cache
def _parameters(template: Path) -> Any:
    return read(template)["Parameters"]


def _template(options: dict[str, list[str]]) -> Path:
    """That of which SAM builds what is deployed."""
    (named,) = options.get("--template-file", [".aws-sam/build/template.yaml"])
    built = {
        ".aws-sam/build/template.yaml": "template.yaml",
        ".aws-sam/abstractive/template.yaml": "abstractive.yaml",
    }
    return ROOT / "infra" / built.get(named, Path(named).name)


@pytest.mark.parametrize("command", of_kind(PARSED), ids=str)
def test_what_cannot_be_run_here_names_options_that_exist(command: Command) -> None:
    words = shlex.split(command.text.replace("\\\n", " "))
    options = [word for word in words if word.startswith("--")]
    assert options or words[0] == "make"
    known = _known(words)
    assert [each for each in (options or words[1:]) if each not in known] == []


def _known(words: list[str]) -> str:
    """What names all options of a command: its help, its source, or what this repository itself calls."""
    if words[0] == "pagebrief":
        name = [sys.executable, "-m", "pagebrief", *words[1 : 3 if words[1] == "model" else 2], "--help"]
        return subprocess.run(name, capture_output=True, text=True, check=True).stdout
    if words[0] == "make":
        return (ROOT / "Makefile").read_text("utf-8")
    module = ROOT / words[2].replace(".", "/")
    sources = module.glob("*.py") if module.is_dir() else [module.with_suffix(".py")]
    return "".join(source.read_text("utf-8") for source in sources)
