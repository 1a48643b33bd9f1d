"""What was told, as people would see it, and what wasn't, with its reason: a page on this machine."""

from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, Self
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from tests.serving import Serving
from tools.local.folder import files_below
from tools.local.house import CHANNEL, DESK, WATCHES, House
from tools.local.server import LocalHandler, LocalServer
from tools.local.slack_html import blocks_html

from pagebrief.bootstrap import SystemClock, find_templates
from pagebrief.errors import WatchesError
from pagebrief.indexing import listed
from pagebrief.messages import as_page
from pagebrief.messages.index import render_index
from pagebrief.watches import told
from pagebrief.watches.configuration import read_watches

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
)
_TEMPLATES.filters |= {
    "blocks_html": blocks_html,
    "name": lambda uri: urlsplit(uri).path.lstrip("/"),
    "clock": lambda stamp: datetime.fromisoformat(stamp).astimezone().strftime("%a %d %b, %H:%M"),
}
_OF_PAGE = "default-src 'none'; style-src {own}; script-src {own}; connect-src 'self'; frame-src 'self'"
_OF_MAIL = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "sandbox allow-popups allow-popups-to-escape-sandbox",
    )
)
"""Mail may be as hostile as the page that it tells of: nothing runs in it, and it loads nothing."""

_OF_ARCHIVE = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
"""The index itself says which script."""


class View(Serving):
    """``with View(house, port) as view: view.url``. For this machine alone."""

    def __init__(self, house: House, port: int = 0) -> None:
        self._house, self._port = house, port
        self.nonce = token_urlsafe(16)

    def __enter__(self) -> Self:
        self._server = LocalServer(self._port, _handler(self))
        self.serve(self._server)
        return self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/"

    def page(self) -> str:
        house = self._house
        problems, watches = self._watches()
        page = _TEMPLATES.get_template("view.html.j2").render(
            nonce=self.nonce,
            folder=house.folder,
            files=len(list(files_below(house.pages))),
            told=[*self._told()][::-1],
            queued=house.queued(),
            problems=problems,
            watches=watches,
            everybody=(CHANNEL, DESK),
            waiting=self._waiting(),
            discarded=[*house.discarded()],
            log=house.log.lines(),
        )
        return house.reachable(page)

    def mail(self, number: int) -> str | None:
        """The HTML of an email, its links to be opened beside it."""
        if number < len(self._house.told) and (mail := self._house.told[number]).kind == "email":
            page = as_page(str(mail.what["body"])).replace("<head>", '<head><base target="_blank">', 1)
            return self._house.reachable(page)
        return None

    def archive(self) -> str:
        """The index of the archived pages."""
        shelf = self._house.shelf()
        found = (listed(shelf, name, at, lambda name, _: shelf.link(name).url) for at, name in shelf.names())
        pages = [page for page in found if page]
        return self._house.reachable(render_index(pages, SystemClock().now(), find_templates()))

    def _told(self) -> Iterator[dict[str, Any]]:
        for number, each in enumerate(self._house.told):
            yield {**vars(each), "number": number, "thread": self._house.thread_of(each.what)}

    def _waiting(self) -> list[tuple[tuple[str, str], list[str]]]:
        """Due time and channel of what is told together, and the pages; what is due first comes first."""
        items = sorted((each["due"], each["channel"], each["uri"]) for each in self._house.waiting())
        return [
            (when, [uri for *_, uri in several]) for when, several in groupby(items, key=itemgetter(0, 1))
        ]

    def _watches(self) -> tuple[tuple[str, ...], list[tuple[str, list[str]]]]:
        """The mistakes of watches.yaml, or whom it tells, and when."""
        try:
            found = read_watches((self._house.folder / WATCHES).read_bytes(), WATCHES)
        except FileNotFoundError:
            return (), []
        except WatchesError as error:
            return error.problems, []
        return (), [(w.name, [f"{send.to.address}, {told(send.cadence)}" for send in w.send]) for w in found]


def _handler(view: View) -> type[LocalHandler]:
    class Handler(LocalHandler):
        def do_GET(self) -> None:  # noqa: N802 - http.server's name
            kind, _, number = self.path.strip("/").partition("/")
            if self.path == "/":
                self._show(view.page(), _OF_PAGE.format(own=f"'nonce-{view.nonce}'"))
            elif kind == "mail" and number.isdecimal() and (mail := view.mail(int(number))) is not None:
                self._show(mail, _OF_MAIL)
            elif kind == "archive":
                self._show(view.archive(), _OF_ARCHIVE)
            else:
                self.answer(HTTPStatus.NOT_FOUND, b"", {})

        def _show(self, page: str, policy: str) -> None:
            headers = {
                "Content-Type": "text/html; charset=utf-8",
                "Content-Security-Policy": policy,
                "Referrer-Policy": "no-referrer",
            }
            self.answer(HTTPStatus.OK, page.encode(), headers)

    return Handler
