"""Where the output goes: terminals wide and narrow, pipes, full disks, locales, readers who leave."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pagebrief import console, console_digest
from pagebrief.console import visible
from pagebrief.model import Reason
from unit import digests
from unit.command import EXAMPLES

PAGEBRIEF = (sys.executable, "-m", "pagebrief")


def on_a_terminal(columns: int, *arguments: str | Path) -> str:
    """What the command prints to a terminal of so many columns, without colours."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm"}
    with subprocess.Popen([*PAGEBRIEF, *arguments], stdout=theirs, env=env) as process:
        os.close(theirs)
        printed = b""
        try:
            while chunk := os.read(ours, 1 << 16):
                printed += chunk
        except OSError:  # how Linux says that the other end is closed
            pass
    os.close(ours)
    assert process.returncode == 0
    return re.sub(r"\x1b\[[0-9;]*m", "", printed.decode())


def test_it_is_said_why_a_page_is_told() -> None:
    found = Reason("it says “quay”", "port", "Quay\x1b[31m")
    with console.out.capture() as said:
        console_digest.show_digest(digests.digest(replace(digests.HARBOUR, reasons=(found,))))
    assert "Why you get this: port: it says “quay” (“Quay\ufffd[31m”, in the title)\n" in said.get()


@pytest.mark.parametrize("command", ["digest", "explain"])
def test_what_is_piped_is_neither_wrapped_nor_padded(command: str, tmp_path: Path) -> None:
    arguments = [EXAMPLES / "harbour-bridge.txt", *(["--out", tmp_path] if command == "digest" else [])]
    run = subprocess.run(
        [*PAGEBRIEF, command, *arguments], capture_output=True, check=True, encoding="utf-8", cwd=tmp_path
    )
    assert [line for line in run.stdout.split("\n") if line != line.rstrip()] == []
    assert (
        "  The council of Eastharbour has approved a new lifting bridge over the inner basin, to be paid for "
        in (run.stdout)
    )


def test_on_a_narrow_terminal_sentences_keep_half_of_its_width() -> None:
    printed = on_a_terminal(40, "explain", EXAMPLES / "harbour-bridge.txt").splitlines()
    assert max(map(len, printed)) <= 40
    assert "* 0.40 1.00 1.00 0.11       0–125  The" in [line.rstrip() for line in printed]
    assert "    9  caption or image note: This image" in [line.rstrip() for line in printed]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("clean", EXAMPLES),
        ("clean", "--jsonl", EXAMPLES),
        ("explain", EXAMPLES / "night-train.txt"),
    ],
)
def test_a_full_disk_is_one_clear_line(arguments: tuple[str | Path, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [*PAGEBRIEF, *arguments], stdout=full, stderr=subprocess.PIPE, check=False, text=True
        )
    assert run.returncode == 2
    assert run.stderr.splitlines()[-1] == "pagebrief: the output: No space left on device"
    assert "Traceback" not in run.stderr
    assert "Exception ignored" not in run.stderr


@pytest.mark.parametrize("form", [(), ("--jsonl",)])
def test_a_reader_who_leaves_is_no_news(form: tuple[str, ...]) -> None:
    pages = [EXAMPLES / "night-train.txt"] * 100  # more than a pipe holds
    with subprocess.Popen(
        [*PAGEBRIEF, "clean", *form, *pages], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_characters_that_a_terminal_does_not_know_are_question_marks(tmp_path: Path) -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "HOME": str(tmp_path)}
    for command in (["clean"], ["explain"], ["digest", "--out", tmp_path]):
        run = subprocess.run(
            [*PAGEBRIEF, *command, EXAMPLES / "stadtbuecherei.html"], capture_output=True, check=True, env=env
        )
        assert b"Stadtb?cherei" in run.stdout
        assert run.stderr == b""


def test_lines_are_answered_one_by_one_until_ctrl_c_ends_it_quietly() -> None:
    with subprocess.Popen(
        [*PAGEBRIEF, "summarise"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # What a shell runs in the background ignores Ctrl-C, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 # no threads here
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        for number in range(2):
            process.stdin.write(b'{"id": %d, "text": "One sentence."}\n' % number)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b""
    assert process.returncode == 130


def test_a_page_cannot_steer_the_terminal_yet_keeps_its_joiners() -> None:
    assert visible("a\x1b[31m\rb\x9bc\ud800") == "a\ufffd[31m\ufffdb\ufffdc\ufffd"
    assert visible("cod.\u202eexe\u202c \u2066isolated\u2069") == "cod.exe isolated"
    assert visible("می\u200cخواهم\n\t👩\u200d🚒") == "می\u200cخواهم\n\t👩\u200d🚒"


def test_nor_can_the_name_of_a_file_that_an_error_quotes() -> None:
    command = [*PAGEBRIEF, "watches", "check", "no\x1b[2J[red]such\u202efile"]
    run = subprocess.run(command, capture_output=True, check=False, text=True)
    assert "no\ufffd[2J[red]suchfile" in run.stderr
    assert "\x1b" not in run.stderr
