"""What Slack would refuse in a message: blocks by tests/block_kit.schema.json, and what they are together.

https://docs.slack.dev/reference/methods/chat.postMessage
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

_BLOCKS = Draft202012Validator(
    json.loads(Path(__file__).with_name("block_kit.schema.json").read_text("utf-8"))
)
_MAX_TEXT = 40_000
# Not documented: what msg_blocks_too_long was seen to mean in practice.
_MAX_ALL_BLOCKS = 13_000


def check(payload: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What Slack would refuse: its error code, and where."""
    blocks = payload.get("blocks", [])
    if not payload:
        yield "invalid_payload", "not a JSON object"
    elif not payload.get("text") and not blocks:
        yield "no_text", "neither text nor blocks"
    if len(payload.get("text", "")) > _MAX_TEXT:
        yield "msg_too_long", f"text of more than {_MAX_TEXT} characters"
    for error in _BLOCKS.iter_errors(blocks):
        yield "invalid_blocks", _said(error)
    block_ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(block_ids)) < len(block_ids):
        yield "invalid_blocks", "block_id used twice"
    if len(json.dumps(blocks, ensure_ascii=False)) > _MAX_ALL_BLOCKS:
        yield "msg_blocks_too_long", f"blocks of more than {_MAX_ALL_BLOCKS} characters"


def _said(error: ValidationError) -> str:
    """What is wrong with the kind of block that was probably meant, and where."""
    wrong = best_match([error])
    pointer = "".join(f"/{each}" for each in ("blocks", *wrong.absolute_path))
    is_long = wrong.validator == "maxLength"
    said = f"must be less than {wrong.validator_value + 1} characters" if is_long else wrong.message[:200]
    return f"{said} [json-pointer:{pointer}]"
