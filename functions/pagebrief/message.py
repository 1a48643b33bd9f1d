"""The nouns of what is sent, rendered."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Medium(StrEnum):
    """What kind of message a channel takes."""

    EMAIL = "email"
    SLACK = "slack"


@dataclass(frozen=True, slots=True)
class EmailMessage:
    """A rendered email, both parts."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """A rendered Slack message: Block Kit blocks, and the text that notifications show."""

    text: str
    blocks: tuple[Mapping[str, object], ...]


Message = EmailMessage | SlackMessage
