"""Text inside Slack's mrkdwn: how a page's words are kept from being read as markup.

Slack asks to escape exactly & < > and offers no way to escape its formatting characters
(https://docs.slack.dev/messaging/formatting-message-text). Zero-width characters beside them make
formatting more likely, not less, so they are replaced by look-alikes, as the library jsx-slack does.
"""

import re

from pagebrief.messages.places import DIRECTIVE

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

_LOOKALIKES = str.maketrans("*_~`＊＿～｀>＞", "∗ˍ∼ˋ﹡⸏∼ˋ››")

# Slack formats between characters that stand at the edge of a word («snake_case» and «5*4» stay as they
# are), code anywhere, and takes what follows a leading > for a quotation.
_FORMATTING = re.compile(r"(?<![0-9A-Za-z])[*_~＊＿～]|[*_~＊＿～](?![0-9A-Za-z])|[`｀]|^[>＞]+")

_URL = re.compile(r"https?://[^\s|<>]+")

_UNFINISHED = re.compile(r"(<[^>]*|&[a-z]*)$")  # a link or an entity that a cut left open


def escaped(text: str) -> str:
    """Inert text: no mention, no link, no formatting. An address stays one that can be followed."""
    if _URL.fullmatch(text):
        address, directive, words = text.partition(DIRECTIVE)  # its tilde stays one
        inert = f"{_unformatted(address)}{directive}{_unformatted(words)}"
    else:
        inert = _FORMATTING.sub(lambda found: found[0].translate(_LOOKALIKES), text)
    return inert.translate(_ENTITIES)


def _unformatted(address: str) -> str:
    return _FORMATTING.sub(lambda found: _percent_encoded(found[0]), address)


def _percent_encoded(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


def clipped(text: str, limit: int) -> str:
    """Escaped text of at most ``limit`` characters, cut before an entity or a link that would break."""
    if len(text) <= limit:
        return text
    return _UNFINISHED.sub("", text[: limit - 1]).rstrip() + "…"
