"""A Slack on this machine: chat.postMessage and one incoming webhook, with Slack's documented limits.

Beside them auth.test and conversations.list, for those who look whether all is well.

https://docs.slack.dev/reference/methods/chat.postMessage
https://docs.slack.dev/reference/methods/conversations.list
https://docs.slack.dev/apis/web-api/rate-limits
"""

import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from time import monotonic
from typing import Any, Self
from urllib.parse import parse_qsl

from tests.serving import Serving
from tests.slack_limits import check

_WEBHOOK_PATH = "/services/T00000000/B00000000/the-double-s-own-secret"
_API = "/api/"

Answer = tuple[int, Mapping[str, str], bytes]
_TOO_SOON: Answer = (
    HTTPStatus.TOO_MANY_REQUESTS,
    {"Retry-After": "1"},
    b'{"ok": false, "error": "ratelimited"}',
)


@dataclass
class SlackDouble(Serving):
    """``messages`` holds the payloads that were taken, in order; those of the bot carry their channel."""

    host: str = "127.0.0.1"
    port: int = 0
    token: str = "xoxb-the-double-s-own-token"
    messages: list[dict[str, Any]] = field(default_factory=list)
    scopes: tuple[str, ...] = ("chat:write", "channels:read", "groups:read")
    channels: list[dict[str, Any]] = field(default_factory=list)
    """As conversations.list gives them; those that are private have ``is_private``."""
    channels_a_page: int = 200
    pause: float = 0.0
    """Seconds between two messages to one channel. Slack documents 1, of which tests would have to wait."""
    _answers: deque[Answer] = field(default_factory=deque)
    _lock: Lock = field(default_factory=Lock)
    _last: dict[str, float] = field(default_factory=dict)
    """Of each channel, when it was told something, in seconds."""
    threads: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    """By channel and ts the messages that may be answered: those that are no answers themselves."""

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer((self.host, self.port), _handler(self))
        self.port = self._server.server_port
        self.serve(self._server)
        return self

    @property
    def url(self) -> str:
        """What SLACK_API_URL is to be."""
        return f"http://{self.host}:{self.port}/api/"

    @property
    def webhook_url(self) -> str:
        return f"http://{self.host}:{self.port}{_WEBHOOK_PATH}"

    def answer_next(
        self, status: int, headers: Mapping[str, str] | None = None, body: bytes | str = b""
    ) -> None:
        """Answer the next request so, whatever it says; several calls queue up."""
        self._answers.append((status, headers or {}, body.encode() if isinstance(body, str) else body))

    def take(self, path: str, authorization: str, body: bytes) -> Answer:
        """Answer one request; messages are numbered in the order of arrival."""
        with self._lock:
            if self._answers:
                return self._answers.popleft()
            if path == _WEBHOOK_PATH:
                return self._webhook(body)
            methods = {
                "chat.postMessage": self._post_message,
                "auth.test": self._auth_test,
                "conversations.list": self._conversations_list,
            }
            method = methods.get(path.removeprefix(_API))
            if method is None:
                return HTTPStatus.NOT_FOUND, {}, b"no_service"
            if authorization != f"Bearer {self.token}":
                return _api({"ok": False, "error": "invalid_auth" if authorization else "not_authed"})
            status, headers, answer = method(body)
            return status, {**headers, "x-oauth-scopes": ",".join(self.scopes)}, answer

    def _auth_test(self, body: bytes) -> Answer:
        return _api({"ok": True, "team": "The Desk", "user": "pagebrief", "bot_id": "B00000000"})

    def _conversations_list(self, body: bytes) -> Answer:
        asked = dict(parse_qsl(body.decode()))
        kinds = asked.get("types", "public_channel").split(",")
        needed = {"public_channel": "channels:read", "private_channel": "groups:read"}
        if lacking := [needed[kind] for kind in kinds if needed[kind] not in self.scopes]:
            return _api({"ok": False, "error": "missing_scope", "needed": lacking[0]})
        found = [
            each
            for each in self.channels
            if ("private_channel" if each.get("is_private") else "public_channel") in kinds
        ]
        start, size = int(asked.get("cursor", "0")), min(int(asked["limit"]), self.channels_a_page)
        rest = str(start + size) if start + size < len(found) else ""
        page = found[start : start + size]
        return _api({"ok": True, "channels": page, "response_metadata": {"next_cursor": rest}})

    def _post_message(self, body: bytes) -> Answer:
        payload = _parse(body)
        channel, thread = str(payload.get("channel") or ""), payload.get("thread_ts")
        if not channel:
            return _api({"ok": False, "error": "channel_not_found"})
        if self._too_soon(channel):
            return _TOO_SOON
        if thread and (channel, thread) not in self.threads:
            return _api({"ok": False, "error": "thread_not_found"})
        problems = list(check(payload))
        if problems:
            messages = [f"[ERROR] {problem}" for _, problem in problems]
            return _api({"ok": False, "error": problems[0][0], "response_metadata": {"messages": messages}})
        self.messages.append(payload)
        ts = f"{1_767_342_600 + len(self.messages)}.000100"
        if not thread:
            self.threads[channel, ts] = payload
        return _api({"ok": True, "channel": "C00000000", "ts": ts, "message": payload})

    def _webhook(self, body: bytes) -> Answer:
        payload = _parse(body)
        if self._too_soon(_WEBHOOK_PATH):
            return _TOO_SOON
        problems = list(check(payload))
        if problems:
            return HTTPStatus.BAD_REQUEST, {}, problems[0][0].encode()
        self.messages.append(payload)
        return HTTPStatus.OK, {}, b"ok"

    def _too_soon(self, channel: str) -> bool:
        now = monotonic()
        if now - self._last.get(channel, -self.pause) < self.pause:
            return True
        self._last[channel] = now
        return False


def _parse(body: bytes) -> dict[str, Any]:
    """The JSON object, or {} where it is none."""
    try:
        payload = json.loads(body)
    except ValueError:
        return {}
    return payload if isinstance(payload, dict) else {}


def _api(answer: Mapping[str, Any]) -> Answer:
    # Slack's Web API says no with a 200.
    return HTTPStatus.OK, {"Content-Type": "application/json; charset=utf-8"}, json.dumps(answer).encode()


def _handler(slack: SlackDouble) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            status, headers, answer = slack.take(self.path, self.headers.get("Authorization", ""), body)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(answer)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: a test that wants to see requests looks at ``messages``."""

    return Handler
