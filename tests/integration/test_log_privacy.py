"""What a page says is in no log, metric or trace, whatever becomes of the page."""

import gzip
import json
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import aws_xray_sdk  # type: ignore[import-untyped] # ships no types
import pytest
from aws_xray_sdk.core import xray_recorder  # type: ignore[import-untyped]

import on_delivery
import on_page
import on_rewrite
import on_schedule
from integration.account import CONTEXT, Account, Log, sqs
from notices import text_of
from pagebrief.errors import UnexpectedError
from pagebrief.messages import Templates
from unit import files
from unit.digests import BUILT_IN

SECRET = "Quartzenheim"
TEXT = f"{SECRET} council votes on its bridge\n\nThe town of {SECRET} has a new bridge. {text_of(0)}"

Heard = Callable[[], str]


class Emitter:
    """Takes what would go to X-Ray."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send_entity(self, entity: Any) -> None:
        self.sent.append(entity.serialize())


@pytest.fixture
def heard(log: Log, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[Heard]:
    """All that was logged, printed, counted and traced so far."""
    emitter, before = Emitter(), (xray_recorder.emitter, xray_recorder.sampling)
    enabled = aws_xray_sdk.global_sdk_config.sdk_enabled()
    aws_xray_sdk.global_sdk_config.set_sdk_enabled(True)
    xray_recorder.configure(emitter=emitter, sampling=False, plugins=())
    xray_recorder.begin_segment("function")

    def all_of_it() -> str:
        if xray_recorder.current_segment():
            xray_recorder.end_segment()
        assert any("##" in sent for sent in emitter.sent), "nothing was traced"
        others = [record for record in caplog.records if record.name != "werkzeug"]
        words = [f"{record.getMessage()} {vars(record)}" for record in others]
        return "\n".join([json.dumps(log()), *capfd.readouterr(), *words, *emitter.sent])

    yield all_of_it
    xray_recorder.clear_trace_entities()
    xray_recorder.configure(emitter=before[0], sampling=before[1])
    aws_xray_sdk.global_sdk_config.set_sdk_enabled(enabled)


def drop(account: Account, body: bytes, key: str = "in/page") -> dict[str, Any]:
    return sqs({"Records": [account.drop(key, body)]})


PAGES = {
    "an article": TEXT.encode(),
    "a log-in wall": f"<title>{SECRET}</title><p>Log in: {SECRET}<form><input type=password>".encode(),
    "a paywall": f"{SECRET} votes.\nSubscribe to {SECRET} to continue reading".encode(),
    "too short": SECRET.encode(),
    "a list of links": f"<ul>{f'<li><a href=/>{SECRET}</a></li>' * 40}</ul>".encode(),
    "an object without a page": json.dumps({SECRET: SECRET}).encode(),
    "objects cut off": f'{{"text": "{SECRET}"}}\n{{"text": "{SECRET}'.encode(),
    "a feed without entries": f"<rss><channel><title>{SECRET}</title></channel></rss>".encode(),
    "a broken feed": f"<?xml version='1.0'?><rss><{SECRET}<item>".encode(),
    "a broken PDF": f"%PDF-1.7 {SECRET}".encode(),
    "a PDF": files.pdf([SECRET] * 3),
    "no charset": SECRET.encode() + bytes(range(128, 256)) * 20,
    "half a gzip": gzip.compress(TEXT.encode())[:-20],
    "a broken archive": f"WARC/1.0\r\nContent-Length: {SECRET}\r\n\r\n".encode(),
    "a broken zip": b"PK\x03\x04" + SECRET.encode(),
    "broken MHTML": f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary={SECRET}\n\n".encode(),
    "front matter": f"---\ntitle: [{SECRET}\ndate: {SECRET}\n---\n{TEXT}".encode(),
}


@pytest.mark.parametrize("kind", PAGES)
def test_whatever_a_page_is(account: Account, heard: Heard, kind: str) -> None:
    account.handle(drop(account, PAGES[kind]))
    account.deliver()
    assert SECRET not in heard()
    record = json.dumps([account.kept("briefs"), account.kept("discarded")])
    assert "in/page" in record


class Quoting:
    """Fails at every call, and quotes what it was given, as much of Python and many libraries do."""

    languages = frozenset({"en"})

    def __getattr__(self, _name: str) -> Callable[..., NoReturn]:
        def fail(*given: object, **named: object) -> NoReturn:
            try:
                {}[f"{given} {named} {SECRET}"]
            except KeyError as error:
                raise ValueError(f"invalid literal: {given} {named} {SECRET}") from error
            raise AssertionError

        return fail


@pytest.mark.parametrize("part", ["pages", "encoder", "store", "archive", "queue"])
def test_whatever_breaks_while_a_page_is_saved(
    account: Account, heard: Heard, log: Log, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    broken = replace(on_page.desk(), **{part: Quoting()})
    monkeypatch.setattr(on_page, "desk", cache(lambda: broken))
    assert account.handle(drop(account, TEXT.encode()))["batchItemFailures"]
    (line,) = [line for line in log() if line["message"] == "page failed unexpectedly"]
    assert line["error"] == "ValueError"
    assert "test_log_privacy.py" in line["exception"]
    assert "KeyError" in line["exception"]
    assert SECRET not in heard()


@pytest.mark.parametrize("part", ["encoder", "store"])
def test_whatever_breaks_where_lambda_itself_logs_the_error(
    account: Account, heard: Heard, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    broken = replace(on_page.desk(), **{part: Quoting()})
    monkeypatch.setattr(on_page, "desk", cache(lambda: broken))
    with pytest.raises(UnexpectedError) as raised:
        account.handle({"Records": [account.drop("in/page", TEXT.encode())]})
    assert SECRET not in "".join(traceback.format_exception(raised.value)) + repr(raised.value)
    assert SECRET not in heard()


@pytest.mark.parametrize("part", ["store", "archive", "templates", "channels", "decide"])
def test_whatever_breaks_while_a_page_is_told(
    account: Account, heard: Heard, log: Log, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    account.handle(drop(account, TEXT.encode()))
    desk, queue = on_delivery.desk_and_queue()
    broken = Quoting()
    monkeypatch.setattr(
        on_delivery,
        "desk_and_queue",
        cache(
            lambda: (
                replace(desk, **{part: broken.call if part in {"channels", "decide"} else broken}),
                queue,
            )
        ),
    )
    assert account.deliver()
    assert any(line.get("error") == "ValueError" for line in log())
    assert SECRET not in heard()


HEADLINE = "{{ digest.entries[0].brief.headline }}"


@pytest.mark.parametrize(
    "source",
    [
        HEADLINE,
        f'{{"text": "{HEADLINE}" "{HEADLINE}"}}',
        f'{{"text": "x", "blocks": [{{"type": "section", "text": "{HEADLINE}"}}]}}',
        f'{{"text": "x", "blocks": [{{"{HEADLINE}": 1}}]}}',
    ],
)
def test_a_template_whose_output_is_no_message(
    account: Account, heard: Heard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, source: str
) -> None:
    (tmp_path / "slack").mkdir()
    (tmp_path / "slack/digest.json.j2").write_text(source, "utf-8")
    account.handle(drop(account, TEXT.encode()))
    desk, queue = on_delivery.desk_and_queue()
    mine = replace(desk, templates=Templates(tmp_path, BUILT_IN))
    monkeypatch.setattr(on_delivery, "desk_and_queue", cache(lambda: (mine, queue)))
    assert len(account.deliver()) == 1
    said = heard()
    assert "is no Slack message" in said
    assert SECRET not in said


@pytest.mark.parametrize("status", [200, 400, 429, 500])
def test_a_slack_that_repeats_what_it_was_sent(account: Account, heard: Heard, status: int) -> None:
    account.handle(drop(account, TEXT.encode()))
    account.slack.answer_next(status, {}, TEXT)
    account.deliver()
    assert SECRET not in heard()


def test_a_schedule_that_breaks(account: Account, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = replace(on_schedule.desk(), store=Quoting())
    monkeypatch.setattr(on_schedule, "desk", cache(lambda: broken))
    with pytest.raises(UnexpectedError) as raised:
        account.sweep()
    assert SECRET not in json.dumps(log()) + "".join(traceback.format_exception(raised.value))
    assert "test_log_privacy.py" in json.dumps(log())


def test_a_rewriter_that_breaks(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(on_rewrite, "rewriter", Quoting)
    with pytest.raises(UnexpectedError) as raised:
        on_rewrite.handler({"sentences": [TEXT]}, CONTEXT)  # type: ignore[arg-type] # a context of ours
    assert SECRET not in "".join(traceback.format_exception(raised.value)) + "".join(capfd.readouterr())


LINE = '{"level": "ERROR", "message": "forged"}'
FORGED = f"in/a.txt\n{LINE}\r\n\x1b[2J\u2028{LINE}\x85{LINE}"


def assert_each_line_is_a_record_of_ours(lines: str) -> None:
    for line in lines.split("\n"):
        assert not line or json.loads(line).get("message") != "forged"


@pytest.mark.parametrize("body", [text_of(0).encode(), b"", b"%PDF-1.7"])
def test_a_key_adds_no_record_to_the_log(
    account: Account, log: Log, capfd: pytest.CaptureFixture[str], body: bytes
) -> None:
    account.handle(drop(account, body, FORGED.replace("\r", "").replace("\n", "")))  # moto takes no such key
    account.handle(sqs({"Records": [account.notification(FORGED)]}))
    account.deliver()
    told = ["page saved", "page discarded", "page told", "page told"]
    assert [line["message"] for line in log()] == (told if b"Ellery" in body else ["page discarded"] * 2)
    assert_each_line_is_a_record_of_ours(capfd.readouterr().out)


def test_an_address_and_a_title_add_no_record_to_the_log(
    account: Account, log: Log, capfd: pytest.CaptureFixture[str]
) -> None:
    crawled = json.dumps({"url": f"https://example.org/{FORGED}", "title": FORGED, "text": text_of(0)})
    account.handle(drop(account, crawled.encode()))
    account.deliver()
    assert [line["message"] for line in log()] == ["page saved", "page told", "page told"]
    assert_each_line_is_a_record_of_ours(capfd.readouterr().out)
