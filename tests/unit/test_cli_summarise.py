import json
import subprocess
import sys
from pathlib import Path

import pytest

from unit.command import EXAMPLES, lines, pagebrief


def test_summarise_answers_each_line_with_places_in_its_text() -> None:
    text = (EXAMPLES / "harbour-bridge.txt").read_text("utf-8")
    given = [{"id": 7, "text": text, "title": "A bridge"}, {"id": "b", "text": "One sentence of five words."}]
    found = lines(
        pagebrief(
            "summarise", "--jsonl", "-n", "2", given="".join(json.dumps(g) + "\n" for g in given)
        ).stdout
    )
    assert [line["id"] for line in found] == [7, "b"]
    assert found[0]["headline"] == "A bridge"
    assert [len(line["sentences"]) for line in found] == [2, 1]
    for line, source in zip(found, given, strict=True):
        for sentence in line["sentences"]:
            assert sentence.keys() == {"text", "start", "end", "score"}
            assert str(source["text"])[sentence["start"] : sentence["end"]] == sentence["text"]


@pytest.mark.parametrize(
    ("bad", "known"),
    [
        ("{", None),
        ("[]", None),
        ("5", None),
        ('{"id": 1}', 1),
        ('{"id": "five", "text": 5}', "five"),
        ('{"id": 1, "text": "x", "title": 5}', 1),
        ('{"id": 1, "text": ' + "[" * 100_000, None),
        ('{"id": NaN, "text": "A sentence."}', None),
        ('{"id": [1e999], "text": "A sentence."}', None),
    ],
)
def test_summarise_answers_a_bad_line_by_its_id_and_goes_on(bad: str, known: object) -> None:
    given = f'{bad}\n{{"id": 2, "text": "A sentence that is good enough to be told."}}\n'
    first, second = lines(pagebrief("summarise", "--jsonl", given=given).stdout)
    assert first["id"] == known
    assert first["sentences"] == []
    assert "a string" in first["error"]
    assert len(second["sentences"]) == 1


def test_summarise_says_nothing_of_an_empty_text() -> None:
    (line,) = lines(pagebrief("summarise", given='{"id": 1, "text": ""}').stdout)
    assert line == {
        "id": 1,
        "headline": "",
        "sentences": [],
        "method": "the whole page",
        "gist": "",
        "key_phrases": [],
        "reading_minutes": 0,
    }


def test_summarise_keeps_lone_surrogates_and_the_places_behind_them() -> None:
    text = "A lone \ud800 surrogate stands here.\nThen the council \udc00 met again on Monday evening."
    (line,) = lines(
        pagebrief("summarise", given=json.dumps({"id": 1, "text": text, "title": "\ud800"})).stdout
    )
    assert [sentence["text"] for sentence in line["sentences"]] == text.split("\n")
    for sentence in line["sentences"]:
        assert text[sentence["start"] : sentence["end"]] == sentence["text"]


def test_summarise_reads_any_bytes(tmp_path: Path) -> None:
    latin, utf8 = (
        b'\xef\xbb\xbf{"id": 1, "text": "One caf\xe9 is open again."}\r\n\r\n',
        b'{"id": 2, "text": "Un caf\xc3\xa9."}',
    )
    run = subprocess.run(
        [sys.executable, "-m", "pagebrief", "summarise"],
        input=latin + utf8,
        capture_output=True,
        check=True,
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "HOME": str(tmp_path)},
    )
    found = lines(run.stdout.decode())
    assert [line["headline"] for line in found] == ["One caf\ufffd is open again.", "Un café."]
