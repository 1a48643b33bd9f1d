"""A server on this machine that misbehaves as told: errors, silence, bodies that are cut short."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event
from typing import Self

from tests.serving import Serving


@dataclass(frozen=True)
class Reply:
    """One answer. ``announced`` is the Content-Length, where it is to differ from the truth."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    announced: int | None = None
    then_silent: bool = False
    """Keep the connection open and say nothing more, until the double is closed."""

    def head(self) -> bytes:
        length = len(self.body) if self.announced is None else self.announced
        fields = {"Connection": "close", **self.headers}
        if "Transfer-Encoding" not in fields:
            fields["Content-Length"] = str(length)
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return f"HTTP/1.1 {self.status} Told\r\n{lines}\r\n".encode()


NOTHING = None
"""Instead of a reply: hang up without a word."""

SILENCE = Reply(status=0, then_silent=True)
"""Instead of a reply: never answer."""


class HttpDouble(Serving):
    """Gives ``replies`` in order, the last one for ever; ``paths`` and ``bodies`` are what was asked."""

    def __init__(self, *replies: Reply | None) -> None:
        self.paths: list[str] = []
        self.bodies: list[bytes] = []
        self._replies = list(replies)
        self._closing = Event()

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.serve(self._server)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        super().__exit__()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, path: str, body: bytes) -> Reply | None:
        self.paths.append(path)
        self.bodies.append(body)
        return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]

    def wait_for_the_end(self) -> None:
        self._closing.wait()


def refusing_url() -> str:
    """The URL of a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


def _handler(double: HttpDouble) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # boto3 awaits «100 Continue» before it uploads

        def _reply(self) -> None:
            self.close_connection = True
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            reply = double.answer(self.path, body)
            if reply is NOTHING:
                return
            if reply is not SILENCE:
                self.wfile.write(reply.head() + reply.body)
            if reply.then_silent:
                double.wait_for_the_end()

        do_GET = do_POST = do_PUT = _reply  # noqa: N815 # names that http.server looks up

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: ``paths`` tells what was asked."""

    return Handler
