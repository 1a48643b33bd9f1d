"""A hostile page's way through the account: told as inert text, and no harm to the page beside it."""

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

import pytest
from lxml import html

from conftest import SentMail
from integration.account import Account, failed, sqs
from notices import text_of
from unit.digests import ATTACKS
from unit.slack_texts import assert_inert

SAID = {
    **{
        name: ATTACKS[name]
        for name in ("script", "broken attribute", "channel mention", "slack link", "jinja")
    },
    "entities": ATTACKS["entities"],
    "javascript url": ATTACKS["javascript url"],
    "headers": "Votes\r\nBcc: all@example.org\r\n\r\n<b>x</b>",
    "controls": "bell \x07 escape \x1b[31m \x9b2J \u202eelif\u202c \u2028",
    "everything": " ".join(ATTACKS[name] for name in ("script", "user mention", "quotes", "emphasis")),
    "letters without end": "x" * 300_000,
    "wide letters": "漢" * 990,
}


def of_page(said: str) -> bytes:
    """A page that says it wherever a page can say something of itself."""
    quoted, prose = (
        escape(said),
        "".join(f"<p>{line}</p>" for line in text_of(0).splitlines() if line.strip()),
    )
    who = {"@type": "Organization", "name": said}
    data = {"@type": "NewsArticle", "headline": said, "author": who, "publisher": who, "url": said}
    names = ("og:title", "og:site_name", "og:url", "author", "article:published_time", "description")
    metas = "".join(f'<meta name="{name}" property="{name}" content="{quoted}">' for name in names)
    linked = json.dumps(data).replace("<", "\\u003c")
    return (
        f'<html lang="{quoted}"><head><title>{quoted}</title>{metas}'
        f'<link rel="canonical" href="https://example.org/{quoted}">'
        f'<script type="application/ld+json">{linked}</script></head>'
        f"<body><article><h1>{quoted}</h1><p>By {quoted}</p>{prose}<p>{quoted}</p></article></body></html>"
    ).encode("utf-8", "replace")


def of_crawler(said: str) -> bytes:
    fields = dict.fromkeys(("title", "author", "site", "date", "language"), said)
    return json.dumps({"url": f"https://example.org/{said}", **fields, "text": text_of(0)}).encode()


def texts(message: dict[str, Any]) -> Iterator[str]:
    yield message["text"]
    for block in message["blocks"]:
        yield from (part["text"] for part in [block.get("text"), *block.get("elements", ())] if part)


@pytest.mark.parametrize("form", [of_page, of_crawler])
@pytest.mark.parametrize("attack", SAID)
def test_what_a_page_says_of_itself_arrives_as_text(  # fixtures
    account: Account, sent_mail: SentMail, monkeypatch: pytest.MonkeyPatch, form: Any, attack: str
) -> None:
    monkeypatch.setenv("MAX_PAGE_BYTES", "9000000")
    records = [account.drop("in/a", form(SAID[attack])), account.drop("in/b", text_of(1).encode())]
    assert failed(account.handle(sqs({"Records": records}))) == []
    assert account.deliver() == []

    (mail, _), (message, _) = sent_mail(account.recipient), account.slack.messages
    assert len(mail["subject"].splitlines()) == 1
    document = html.document_fromstring(mail["body"])
    assert document.xpath("//script | //img | //b | //@onmouseover | //@onerror") == []
    whole = f"/{account.state_bucket}/digests/"  # the archive's own link
    assert all(
        re.match(f"https://example.org/|http://[^/]+{whole}", link) for link in document.xpath("//@href")
    )
    assert {block["type"] for block in message["blocks"]} == {"header", "section", "context"}
    for text in texts(message):
        assert_inert(text)


KEYS = ["in/../../x", "in/<!channel>&<script>", "in/*a* _b_ `c`", "in/\u202elmth.x", "{{ 7*7 }}"]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_arrives_as_text(account: Account, sent_mail: SentMail, key: str) -> None:
    assert failed(account.handle(sqs({"Records": [account.drop(key, text_of(0).encode())]}))) == []
    account.deliver()
    (mail,), (message,) = sent_mail(account.recipient), account.slack.messages
    assert html.document_fromstring(mail["body"]).xpath("//script") == []
    for text in texts(message):
        assert_inert(text)
    kept = account.s3.list_objects_v2(Bucket=account.state_bucket)["Contents"]
    assert {each["Key"].partition("/")[0] for each in kept} == {"briefs", "digests"}
