"""The nouns of what is sent, rendered."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Medium(StrEnum):
    """What kind of message a channel takes."""

    EMAIL = "email"
    SLACK = "slack"


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG that the HTML of an email names as ``cid:`` and ``id``."""

    id: str
    png: bytes

    @property
    def name(self) -> str:
        """Of the file, where somebody saves it."""
        return f"{self.id.partition('@')[0]}.png"


@dataclass(frozen=True, slots=True)
class EmailMessage:
    """A rendered email, both parts, and what its HTML shows."""

    subject: str
    html: str
    text: str
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """A rendered Slack message: Block Kit blocks, and the text that notifications show."""

    text: str
    blocks: tuple[Mapping[str, object], ...]


Message = EmailMessage | SlackMessage
