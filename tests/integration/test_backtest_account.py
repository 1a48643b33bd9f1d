"""``pagebrief backtest --since`` on a moto account: what the pages in its bucket would have been told as."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from conftest import MakeClient
from integration.account import ROOT, Account
from integration.stacks import stand
from pagebrief.cli import app

WATCHES = """
watches:
  - name: bridge
    match: {any: [bridge]}
    send:
      - {to: "slack:#desk", when: immediately}
"""


@pytest.fixture
def stack(account: Account, aws_endpoint: str, make_client: MakeClient) -> Iterator[str]:
    name = f"brief-{uuid4().hex[:8]}"
    buckets = {"PageBucketName": account.bucket, "StateBucketName": account.state_bucket}
    cloudformation = make_client("cloudformation", aws_endpoint)
    stand(cloudformation, name, buckets, "PageQueue")
    yield name
    cloudformation.delete_stack(StackName=name)


def backtest(tmp_path: Path, *arguments: str, expect: int = 0) -> str:
    file = tmp_path / "watches.yaml"
    file.write_text(WATCHES, "utf-8")
    run = CliRunner().invoke(app, ["backtest", str(file), *arguments])
    assert run.exit_code == expect, run.output
    return run.output


def test_the_pages_of_the_account_are_tested_and_nothing_is_sent_or_kept(
    account: Account, stack: str, tmp_path: Path
) -> None:
    account.drop("in/bridge é.txt")
    account.drop("in/train.txt", (ROOT / "examples/pages/night-train.txt").read_bytes())

    said = backtest(tmp_path, "--since", "1h", "--stack", stack)

    assert "slack:#desk  alert: " in said
    assert f"s3://{account.bucket}/in/train.txt" in said  # nobody watches it
    assert account.slack.messages == []
    assert account.kept("briefs") == []


def test_a_time_before_which_nothing_came_says_so(account: Account, stack: str, tmp_path: Path) -> None:
    account.drop("in/bridge.txt")

    assert "no pages came in then" in backtest(tmp_path, "--since", "2999-01-01", "--stack", stack, expect=1)


@pytest.mark.parametrize(
    "arguments", [[], ["--since", "1d", "--pages", "examples/pages"], ["--since", "yesterday"]]
)
def test_pages_are_either_here_or_in_the_account(arguments: list[str], tmp_path: Path) -> None:
    backtest(tmp_path, *arguments, expect=2)
