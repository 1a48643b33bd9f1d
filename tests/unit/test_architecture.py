"""The arrows of the house point inward: entry points → bootstrap → adapters → ports → the core."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FUNCTIONS = Path(__file__).parents[2] / "functions"
VENDORS = {"boto3", "botocore", "aws_lambda_powertools", "slack_sdk", "smtplib", "sqlite3", "pydantic"}
ROOMS = ("pages", "summary", "messages", "stories", "watches", "doctor")
EDGES = (
    "adapters",
    "encoder_export",
    "bootstrap",
    "bootstrap_archive",
    "bootstrap_aws",
    "bootstrap_channels",
    "bootstrap_delivery",
    "bootstrap_doctor",
    "bootstrap_page",
    "bootstrap_replay",
    "bootstrap_sweep",
    "cli",
    "cli_archive",
    "cli_backfill",
    "cli_backtest",
    "cli_digest",
    "cli_doctor",
    "cli_models",
    "cli_options",
    "cli_replay",
    "cli_state",
    "cli_templates",
    "cli_watches",
    "console",
    "console_backtest",
    "console_digest",
    "console_replay",
    "settings",
    "settings_page",
    "__main__",
)
# A form that people fill in is pydantic's, with the schema for their editors; what comes out of it is not.
AT_HOME = {f"pagebrief/watches/{name}.py": {"pydantic"} for name in ("configuration", "form")}

MODULES = sorted(path.relative_to(FUNCTIONS).as_posix() for path in FUNCTIONS.rglob("*.py"))


def place(module: str) -> str:
    """``pagebrief/pages/html.py`` → ``pages``, ``pagebrief/cli.py`` → ``cli``, ``on_page.py`` → itself."""
    parts = module.removesuffix(".py").split("/")
    return parts[1] if parts[0] == "pagebrief" else parts[0]


def imports(module: str) -> Iterator[str]:
    """Dotted names of all that a module imports, inside its functions too."""
    for node in ast.walk(ast.parse((FUNCTIONS / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(module: str) -> set[str]:
    """The places in the house that a module imports from."""
    names = (name.split(".") for name in imports(module))
    return {parts[1] for parts in names if parts[0] == "pagebrief" and len(parts) > 1}


def is_core(module: str) -> bool:
    return module.startswith("pagebrief/") and place(module) not in EDGES


def test_there_is_a_house_to_look_at() -> None:
    assert {"pages", "summary", "messages", "adapters", "pipeline", "delivering"} <= {
        place(module) for module in MODULES
    }


@pytest.mark.parametrize("module", [module for module in MODULES if is_core(module)])
def test_the_core_knows_no_vendor_and_no_environment(module: str) -> None:
    names = set(imports(module))
    assert not {name.split(".")[0] for name in names} & (VENDORS - AT_HOME.get(module, set()))
    assert not any(name.startswith(("os.environ", "os.getenv")) for name in names)
    assert "os.environ" not in (FUNCTIONS / module).read_text(encoding="utf-8")


@pytest.mark.parametrize("module", [module for module in MODULES if is_core(module)])
def test_the_core_does_not_know_its_edges(module: str) -> None:
    assert not ours(module) & set(EDGES)


@pytest.mark.parametrize("module", [module for module in MODULES if place(module) in ROOMS])
def test_a_room_does_not_know_the_other_rooms(module: str) -> None:
    assert not ours(module) & (set(ROOMS) - {place(module)})
    assert not ours(module) & {"pipeline", "delivering"}


@pytest.mark.parametrize("module", [module for module in MODULES if place(module) == "adapters"])
def test_an_adapter_knows_ports_and_model_only(module: str) -> None:
    nouns = {"model", "message", "day", "delivery", "deployment", "errors"}
    assert ours(module) <= {"adapters", "ports", *nouns}


@pytest.mark.parametrize("vendor", ["boto3", "slack_sdk"])
def test_a_vendor_is_at_home_in_one_place(vendor: str) -> None:
    users = {
        place(module) for module in MODULES if vendor in {name.split(".")[0] for name in imports(module)}
    }
    assert users <= {"adapters", "bootstrap_aws"}


def test_nouns_and_errors_know_nothing_else_of_the_house() -> None:
    assert ours("pagebrief/model.py") == set()
    assert ours("pagebrief/message.py") == set()
    assert ours("pagebrief/story.py") == set()
    assert ours("pagebrief/errors.py") == {"model"}
    assert ours("pagebrief/watch.py") == {"model"}
    assert ours("pagebrief/delivery.py") == {"model"}
    assert ours("pagebrief/deployment.py") == {"delivery", "model"}
    assert ours("pagebrief/day.py") == {"delivery"}
    assert ours("pagebrief/ports.py") == {"model", "message", "day", "delivery"}


def test_what_delivers_does_not_import_what_reads_pages() -> None:
    light = (
        "on_delivery",
        "bootstrap_channels",
        "bootstrap_delivery",
        "bootstrap_aws",
        "settings",
        "delivering",
        "records",
    )
    for module in MODULES:
        if place(module) in light:
            assert not ours(module) & {"pages", "summary", "pipeline", "settings_page", "bootstrap_page"}, (
                module
            )


@pytest.mark.parametrize("vendor", ["torch", "transformers"])
def test_half_a_gigabyte_is_imported_where_it_is_asked_for_alone(vendor: str) -> None:
    users = {module for module in MODULES if vendor in {name.split(".")[0] for name in imports(module)}}
    assert users == {"pagebrief/encoder_export.py", "pagebrief/summary/seq2seq.py"}


def test_what_imports_it_is_imported_within_functions_only() -> None:
    heavy = {"pagebrief.encoder_export", "pagebrief.summary.seq2seq"}
    for module in MODULES:
        tree = ast.parse((FUNCTIONS / module).read_text(encoding="utf-8"))
        top = {node.module for node in tree.body if isinstance(node, ast.ImportFrom)}
        assert not top & heavy, module
