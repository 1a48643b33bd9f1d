"""What Slack would refuse in a message, by its documented limits.

https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/reference/methods/chat.postMessage
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

_MAX_TEXT = 40_000
_MAX_BLOCKS = 50
# Not documented: what msg_blocks_too_long was seen to mean in practice.
_MAX_ALL_BLOCKS = 13_000
_MAX_BLOCK_ID = 255
_MAX_HEADER = 150
_MAX_SECTION = 3000
_MAX_FIELDS, _MAX_FIELD = 10, 2000
_MAX_CONTEXT, _MAX_CONTEXT_TEXT = 10, 2000  # the text by experience of others: 3,000 are documented
_MAX_ACTIONS = 25
_MAX_BUTTON_TEXT, _MAX_URL = 75, 3000


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
                    yield from _check_text(element, _MAX_CONTEXT_TEXT)
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
