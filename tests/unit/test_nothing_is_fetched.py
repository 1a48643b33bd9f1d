"""No page makes Pagebrief ask anybody for anything, nor read a file: an address is a text like any other."""

import json
import socket
from pathlib import Path
from typing import NoReturn

import pytest

from pagebrief.model import PageRef, RawPage
from pagebrief.pages import clean_all
from unit import files

PROSE = (
    "The council met again on Monday and decided to rebuild the old bridge over the river before winter. " * 5
)


def forms(url: str) -> dict[str, bytes]:
    """Pages that name the address wherever somebody might follow it."""
    entity = (
        f'<!DOCTYPE html PUBLIC "-//x" "{url}" [<!ENTITY x SYSTEM "{url}"><!ENTITY % y SYSTEM "{url}"> %y;]>'
    )
    head = (
        f'<base href="{url}"><link rel="stylesheet" href="{url}"><link rel="canonical" href="{url}">'
        f'<link rel="amphtml" href="{url}"><meta http-equiv="refresh" content="0;url={url}">'
        f'<script src="{url}"></script>'
    )
    body = f'<iframe src="{url}"></iframe><img src="{url}"><object data="{url}"></object><p>{PROSE}&x;</p>'
    linked = json.dumps({"@context": url, "@id": url, "@type": "NewsArticle", "url": url})
    frame = f'<script type="application/ld+json">{linked}</script>'
    page = f'{entity}<html manifest="{url}"><head>{head}{frame}</head><body>{body}</body></html>'
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}"/>'
    item = f"<item><link>{url}</link><description>{PROSE}&x;{include}</description></item>"
    feed = f"<rss><channel><link>{url}</link>{item}</channel></rss>"
    return {
        "HTML": page.encode(),
        "XHTML": f'<?xml version="1.0"?><?xml-stylesheet href="{url}"?>{page}'.encode(),
        "feed": f'<?xml version="1.0"?><?xml-stylesheet href="{url}"?>{entity}{feed}'.encode(),
        "JSON": json.dumps({"url": url, "content_url": url, "html": page}).encode(),
        "Markdown": f"---\nurl: {url}\nimport: !include {url}\n---\n![x]({url})\n\n{PROSE}".encode(),
        "WARC": files.warc((url, "200 OK", {"Content-Type": "text/html", "Location": url}, page.encode())),
        "a redirect": files.warc((url, "302 Found", {"Location": url}, b"")),
        "PDF": files.pdf([PROSE[:90]] * 6, Title=url),
    }


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Whom anybody tried to reach."""
    found: list[object] = []

    def refuse(*whom: object, **_more: object) -> NoReturn:
        found.append(whom)
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return found


@pytest.mark.parametrize("form", forms(""))
@pytest.mark.parametrize("scheme", ["http", "https", "ftp", "link-local"])
def test_nobody_is_asked(asked: list[object], form: str, scheme: str) -> None:
    url = "http://169.254.169.254/latest/" if scheme == "link-local" else f"{scheme}://example.org/x"
    found = list(clean_all(RawPage(PageRef("pages", "in/page", etag="1"), forms(url)[form])))
    assert found
    assert asked == []


@pytest.mark.parametrize("form", forms(""))
def test_no_file_is_read(tmp_path: Path, form: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Quartzenheim")
    for url in (secret.as_uri(), str(secret)):
        found = list(clean_all(RawPage(PageRef("pages", "in/page", etag="1"), forms(url)[form])))
        assert "Quartzenheim" not in repr(found)


def test_the_guard_sees_a_connection(asked: list[object]) -> None:
    with pytest.raises(OSError, match="no network"):
        socket.create_connection(("example.org", 80))
    assert asked
