"""What stands in an email's header, whoever carries it: subject, thread, list, and that no person wrote it.

https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4 (threads), 2369 and 2919 (lists), 3834
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import formataddr
from urllib.parse import quote

MAX_RECIPIENTS = 50
"""Of one message: https://docs.aws.amazon.com/ses/latest/dg/quotas.html; SMTP knows 100 at least."""

_NO_TEXT = {"Cc", "Cs"}  # control characters and halves of surrogate pairs


def address_of(recipients: Sequence[str]) -> str:
    """The channel's. Raises ValueError if one message can't go to them all."""
    if not 1 <= len(recipients) <= MAX_RECIPIENTS:
        raise ValueError(f"an email goes to 1 to {MAX_RECIPIENTS} recipients, not {len(recipients)}")
    return f"email:{','.join(recipients)}"


@dataclass(frozen=True, slots=True)
class Sender:
    """``desk@example.org``, or with a name before it: ``Pagebrief <desk@example.org>``."""

    name: str
    address: str

    @classmethod
    def parse(cls, text: str) -> "Sender":
        name, _, address = one_line(text).rpartition("<")
        return cls(name.strip().strip('"'), address.removesuffix(">"))

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    def __str__(self) -> str:
        """A name outside ASCII as a MIME encoded word."""
        return formataddr((self.name, self.address))


@dataclass(frozen=True, slots=True)
class Thread:
    """The message that began it. As text, which receipts carry: ``<id@example.org> Its subject``."""

    message_id: str
    subject: str

    @classmethod
    def parse(cls, text: str) -> "Thread":
        message_id, _, subject = one_line(text).partition(" ")
        return cls(message_id, subject)

    def __str__(self) -> str:
        return f"{self.message_id} {self.subject}".rstrip()


def subject_in(thread: Thread | None, subject: str) -> str:
    """One line. In a thread it is that of the first message: mail clients part what has another subject."""
    return f"Re: {thread.subject or one_line(subject)}" if thread else one_line(subject)


def headers_of(sender: Sender, thread: Thread | None) -> Mapping[str, str]:
    found = {
        "Auto-Submitted": "auto-generated",
        "List-Id": f"Pagebrief <pagebrief.{sender.domain}>",
        "List-Unsubscribe": f"<mailto:{quote(sender.address, safe='@')}?subject=unsubscribe>",
    }
    if thread:
        found |= {"In-Reply-To": thread.message_id, "References": thread.message_id}
    return found


def one_line(text: str) -> str:
    """Without line breaks and control characters: nothing that could begin another header."""
    return " ".join("".join(" " if unicodedata.category(c) in _NO_TEXT else c for c in text).split())
