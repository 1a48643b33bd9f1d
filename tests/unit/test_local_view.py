"""The web page of ``make local``: what it shows of a house."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from tools.local.house import Told
from tools.local.said import Log
from tools.local.view import View

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
EMPTY = {"PageQueue": 0, "DeliveryQueue": 0, "PageDeadLetterQueue": 0, "DeliveryDeadLetterQueue": 0}


@dataclass
class HouseDouble:
    """What a view asks a house, and nothing that runs."""

    folder: Path
    told: list[Told] = field(default_factory=list)
    refused: list[Mapping[str, Any]] = field(default_factory=list)
    due: list[Mapping[str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict(EMPTY))
    thread: str = ""
    log: Log = field(default_factory=Log)

    @property
    def pages(self) -> Path:
        return self.folder / "pages"

    def queued(self) -> Mapping[str, int]:
        return self.counts

    def discarded(self) -> list[Mapping[str, Any]]:
        return self.refused

    def waiting(self) -> list[Mapping[str, str]]:
        return self.due

    def thread_of(self, _payload: Mapping[str, Any]) -> str:
        return self.thread

    def reachable(self, page: str) -> str:
        return page


@pytest.fixture
def house(tmp_path: Path) -> HouseDouble:
    return HouseDouble(tmp_path)


def page(house: HouseDouble) -> str:
    return View(house).page()  # type: ignore[arg-type]


def slack(text: str, **more: str) -> Told:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]
    return Told(NOON, "slack", {"text": text, "blocks": blocks, **more})


def mail(body: str) -> Told:
    facts = {"source": "a@example.org", "destinations": {"ToAddresses": ["b@example.org"]}}
    return Told(NOON, "email", {"subject": "<b>Quay</b>", "body": body, **facts})


def test_at_first_it_says_what_to_do_and_who_would_be_told(house: HouseDouble) -> None:
    shown = page(house)
    assert "Drop pages into" in shown
    assert "every page is told to #pages and desk@example.org" in shown
    assert "no messages arrived" in shown


def test_messages_are_shown_newest_first_by_channel_webhook_and_thread(house: HouseDouble) -> None:
    house.told = [slack("first", channel="#pages"), slack("second")]
    house.thread = "Quay closed"
    shown = page(house)
    assert shown.index(">second<") < shown.index(">first<")
    assert "#pages" in shown
    assert "by webhook" in shown
    assert "in the thread of «Quay closed»" in shown


def test_what_comes_from_pages_is_escaped(house: HouseDouble) -> None:
    house.told = [mail("<script>alert(1)</script>")]
    house.refused = [{"uri": "s3://b/<i>.html", "discarded": {"reason": "empty", "detail": "<script>"}}]
    house.log.take("PageFunction", "<script>")
    shown = page(house)
    assert "&lt;b&gt;Quay&lt;/b&gt;" in shown
    assert shown.count("<script") == 1  # its own


def test_what_waits_what_was_discarded_and_dead_letters_are_named(house: HouseDouble) -> None:
    due = {"channel": "slack:#harbour", "due": "2026-03-02T17:00:00Z"}
    house.due = [{"uri": "s3://b/quay.html", **due}, {"uri": "s3://b/in/ferry.html", **due}]
    house.refused = [
        {"uri": "s3://b/in/wall.html", "discarded": {"reason": "consent wall", "detail": "it says «OK»"}}
    ]
    house.counts["DeliveryDeadLetterQueue"] = 2
    shown = page(house)
    for text in (
        "in/ferry.html, quay.html",
        "slack:#harbour, ",
        "in/wall.html",
        "consent wall",
        "it says «OK»",
    ):
        assert text in shown
    assert "Dead letters: 2 deliveries could not be told" in shown


def test_watches_are_listed_and_their_mistakes_have_line_and_column(house: HouseDouble) -> None:
    file = house.folder / "watches.yaml"
    file.write_text("watches: [{name: bridges, send: [{to: 'slack:#harbour', when: hourly}]}]", "utf-8")
    assert "slack:#harbour, hourly" in page(house)
    file.write_text("watches: 3", "utf-8")
    assert "watches.yaml:1:" in page(house)


def test_a_line_of_the_log_shows_what_it_has_of_its_own_and_metrics_are_left_out(house: HouseDouble) -> None:
    house.log.take(
        "PageFunction",
        '{"level": "ERROR", "message": "page failed", "page": "s3://b/in/quay.html", "reason": "no key", '
        '"timestamp": "2026-03-02", "function_name": "PageFunction"}',
    )
    house.log.take("PageFunction", '{"_aws": {}, "PagesFailed": [1]}')
    shown = page(house)
    assert '<li class="bad">page failed' in shown
    assert "page: in/quay.html" in shown
    assert "reason: no key" in shown
    assert "function_name" not in shown
    assert "PagesFailed" not in shown


def test_mail_is_served_where_nothing_in_it_runs_or_loads(house: HouseDouble) -> None:
    bars = '<img src="cid:bars-188f8a-0018@pagebrief" alt="0, 9">'
    house.told = [slack("first"), mail(f"<html><head></head><body>Quay{bars}</body></html>")]
    with View(house) as view:  # type: ignore[arg-type]
        with urlopen(f"{view.url}mail/1") as answer:
            policy = answer.headers["Content-Security-Policy"]
            shown = answer.read().decode()
        assert '<base target="_blank">' in shown
        assert '<img src="data:image/png;base64,' in shown
        assert "img-src data:" in policy
        assert "default-src 'none'" in policy
        assert "sandbox allow-popups" in policy
        assert "script" not in policy
        for missing in ("mail/0", "mail/2", "mail/x", "etc/passwd"):
            with pytest.raises(HTTPError, match="404") as refused:
                urlopen(view.url + missing)
            refused.value.close()
