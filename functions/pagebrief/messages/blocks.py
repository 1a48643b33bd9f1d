"""Slack's blocks: read from a template's output and held within Slack's limits.

Lengths are in characters after escaping, by https://docs.slack.dev/reference/block-kit/blocks.
"""

import json
from typing import Any

from pagebrief.message import SlackMessage
from pagebrief.messages.mrkdwn import clipped

BLOCKS = 50
HEADER_TEXT = 150
SECTION_TEXT = 3_000
SECTION_FIELDS, FIELD_TEXT = 10, 2_000
CONTEXT_ELEMENTS, CONTEXT_TEXT = 10, 2_000  # the text by experience of others: 3,000 are documented
FALLBACK_TEXT = 4_000
"""https://docs.slack.dev/reference/methods/chat.postMessage: a longer one may be refused."""
BLOCKS_JSON = 12_000
"""Of all blocks together. Slack documents no limit, and answers msg_blocks_too_long from about 13,200
on, counting more than the texts (https://github.com/slackapi/bolt-js/issues/2509 and 2867)."""

Json = dict[str, Any]


class MalformedError(ValueError):
    """The output of a template is no Slack message: where and why, and the output ``near`` the place."""

    def __init__(self, message: str, near: str = "") -> None:
        super().__init__(message)
        self.near = near


def fits(message: SlackMessage) -> bool:
    """Whether Slack takes the message as a whole."""
    return len(message.blocks) <= BLOCKS and _size(message) <= BLOCKS_JSON


def _size(message: SlackMessage) -> int:
    return len(json.dumps(message.blocks, ensure_ascii=False, separators=(",", ":")))


def read(output: str) -> SlackMessage:
    """``{"text": …, "blocks": […]}`` as a message whose single texts are within their limits.

    Slack refuses empty texts: they go, and so does a block that has nothing else. Addresses and names
    of channels are not turned into links (``verbatim``) unless the template says so.
    Raises MalformedError.
    """
    try:
        message = json.loads(output)
    except json.JSONDecodeError as error:
        near = output[max(0, error.pos - 40) : error.pos + 40]
        raise MalformedError(f"line {error.lineno} is not JSON: {error.msg}", near) from None
    match message:
        case {"text": str(text), "blocks": list(blocks)}:
            kept = tuple(trimmed for block in blocks if (trimmed := _block(block)))
            return SlackMessage(clipped(text, FALLBACK_TEXT), kept)
    raise MalformedError('it must be an object with a "text" and a list of "blocks"')


def _block(block: Any) -> Json | None:
    match block:
        case {"type": "header", "text": text}:
            trimmed = _text(text, HEADER_TEXT)
            return {**block, "text": trimmed} if trimmed else None
        case {"type": "section"}:
            return _section(block)
        case {"type": "context", "elements": list(elements)}:
            kept = [trimmed for part in elements[:CONTEXT_ELEMENTS] if (trimmed := _element(part))]
            return {**block, "elements": kept} if kept else None
        case {"type": str(kind)} if kind not in {"header", "context"}:
            return {**block}
    raise MalformedError("one of its blocks is none", _excerpt(block))


def _section(block: Json) -> Json | None:
    parts = {name: part for name, part in block.items() if name not in {"text", "fields"}}
    text = _text(block["text"], SECTION_TEXT) if "text" in block else None
    fields = [trimmed for part in block.get("fields", ()) if (trimmed := _text(part, FIELD_TEXT))]
    if text:
        parts["text"] = text
    if fields:
        parts["fields"] = fields[:SECTION_FIELDS]
    return parts if text or fields else None


def _element(element: Any) -> Json | None:
    match element:
        case {"type": "image"}:
            return {**element}
    return _text(element, CONTEXT_TEXT)


def _text(text: Any, limit: int) -> Json | None:
    match text:
        case {"type": "mrkdwn" | "plain_text" as kind, "text": str(words)}:
            manner = {"verbatim": True} if kind == "mrkdwn" else {}
            return {**manner, **text, "text": clipped(words, limit)} if words.strip() else None
    raise MalformedError("one of its text objects is none", _excerpt(text))


def _excerpt(part: object) -> str:
    return json.dumps(part, ensure_ascii=False)[:80]
