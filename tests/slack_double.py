"""A Slack on this machine: chat.postMessage and one incoming webhook, with Slack's documented limits.

Beside them auth.test and conversations.list, for those who look whether all is well.

Limits: https://docs.slack.dev/reference/block-kit/blocks and
https://docs.slack.dev/reference/methods/chat.postMessage
https://docs.slack.dev/reference/methods/conversations.list
"""

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any, Self
from urllib.parse import parse_qsl

from tests.serving import Serving

_WEBHOOK_PATH = "/services/T00000000/B00000000/the-double-s-own-secret"
_API = "/api/"

_MAX_TEXT = 40_000
_MAX_BLOCKS = 50
# Not documented: what msg_blocks_too_long was seen to mean in practice.
_MAX_ALL_BLOCKS = 13_000
_MAX_BLOCK_ID = 255
_MAX_HEADER = 150
_MAX_SECTION = 3000
_MAX_FIELDS, _MAX_FIELD = 10, 2000
_MAX_CONTEXT = 10
_MAX_ACTIONS = 25
_MAX_BUTTON_TEXT, _MAX_URL = 75, 3000

Answer = tuple[int, Mapping[str, str], bytes]


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
    _answers: deque[Answer] = field(default_factory=deque)
    _lock: Lock = field(default_factory=Lock)

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
        if not payload.get("channel"):
            return _api({"ok": False, "error": "channel_not_found"})
        problems = list(check(payload))
        if problems:
            messages = [f"[ERROR] {problem}" for _, problem in problems]
            return _api({"ok": False, "error": problems[0][0], "response_metadata": {"messages": messages}})
        self.messages.append(payload)
        ts = f"{1_767_342_600 + len(self.messages)}.000100"
        return _api({"ok": True, "channel": "C00000000", "ts": ts, "message": payload})

    def _webhook(self, body: bytes) -> Answer:
        payload = _parse(body)
        problems = list(check(payload))
        if problems:
            return HTTPStatus.BAD_REQUEST, {}, problems[0][0].encode()
        self.messages.append(payload)
        return HTTPStatus.OK, {}, b"ok"


def check(payload: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What Slack would refuse: its error code, and where."""
    blocks = payload.get("blocks", [])
    if not payload:
        yield "invalid_payload", "not a JSON object"
    elif not payload.get("text") and not blocks:
        yield "no_text", "neither text nor blocks"
    if len(payload.get("text", "")) > _MAX_TEXT:
        yield "msg_too_long", f"text of more than {_MAX_TEXT} characters"
    if len(blocks) > _MAX_BLOCKS:
        yield "invalid_blocks", f"more than {_MAX_BLOCKS} blocks"
    block_ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(block_ids)) < len(block_ids):
        yield "invalid_blocks", "block_id used twice"
    for number, block in enumerate(blocks):
        for problem in _check_block(block):
            yield "invalid_blocks", f"{problem} [json-pointer:/blocks/{number}]"
    if len(json.dumps(blocks, ensure_ascii=False)) > _MAX_ALL_BLOCKS:
        yield "msg_blocks_too_long", f"blocks of more than {_MAX_ALL_BLOCKS} characters"


def _check_block(block: Mapping[str, Any]) -> Iterator[str]:
    if len(block.get("block_id", "")) > _MAX_BLOCK_ID:
        yield f"block_id of more than {_MAX_BLOCK_ID} characters"
    match block:
        case {"type": "divider"}:
            pass
        case {"type": "header", "text": text}:
            yield from _check_text(text, _MAX_HEADER, kinds={"plain_text"})
        case {"type": "section", **rest} if "text" in rest or rest.get("fields"):
            yield from _check_section(block)
        case {"type": "context", "elements": [_, *_] as elements} if len(elements) <= _MAX_CONTEXT:
            for element in elements:
                if element.get("type") != "image":
                    yield from _check_text(element, _MAX_SECTION)
        case {"type": "actions", "elements": [_, *_] as elements} if len(elements) <= _MAX_ACTIONS:
            for element in elements:
                yield from _check_button(element)
        case {"type": "image", "image_url": str(url), "alt_text": str()} if len(url) <= _MAX_URL:
            pass
        case _:
            yield f"not a block that Slack takes: type {block.get('type')!r}"


def _check_section(block: Mapping[str, Any]) -> Iterator[str]:
    if "text" in block:
        yield from _check_text(block["text"], _MAX_SECTION)
    fields = block.get("fields", [])
    if len(fields) > _MAX_FIELDS:
        yield f"more than {_MAX_FIELDS} fields"
    for text in fields:
        yield from _check_text(text, _MAX_FIELD)
    if block.get("accessory", {}).get("type") == "button":
        yield from _check_button(block["accessory"])


def _check_button(element: Mapping[str, Any]) -> Iterator[str]:
    if element.get("type") != "button":
        yield f"not an element that the double knows: type {element.get('type')!r}"
        return
    yield from _check_text(element.get("text"), _MAX_BUTTON_TEXT, kinds={"plain_text"})
    if len(element.get("url", "")) > _MAX_URL:
        yield f"url of more than {_MAX_URL} characters"


def _check_text(
    text: object, most: int, kinds: frozenset[str] | set[str] = frozenset({"plain_text", "mrkdwn"})
) -> Iterator[str]:
    match text:
        case {"type": str(kind), "text": str(words)} if kind in kinds:
            if not words:
                yield "must be more than 0 characters"
            elif len(words) > most:
                yield f"must be less than {most + 1} characters"
        case _:
            yield f"not a text object of {' or '.join(sorted(kinds))}"


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
