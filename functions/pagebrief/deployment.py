"""The nouns of a deployment as somebody sees it from outside, and the ports to look at it through.

Whatever looks raises NotAllowed where the caller lacks a permission, else PermanentError or TransientError.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from pagebrief.delivery import Replay
from pagebrief.model import PageRef


@dataclass(frozen=True, slots=True)
class Resource:
    """``id`` is what the service calls it: a queue's URL, a bucket's, a function's, a rule's name."""

    name: str
    """In the template."""
    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Stack:
    """What CloudFormation made of the template."""

    name: str
    status: str
    """Such as UPDATE_COMPLETE."""
    parameters: Mapping[str, str]
    outputs: Mapping[str, str]
    resources: tuple[Resource, ...]

    def parameter(self, name: str) -> str:
        """``""`` where it is empty or unknown to that version of the template."""
        return self.parameters.get(name, "")

    def resource(self, name: str) -> Resource | None:
        return next((each for each in self.resources if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Queue:
    url: str
    arn: str
    messages: int
    """Those in flight and delayed ones, too: about."""
    policy: str
    """JSON, or ``""``."""

    @property
    def name(self) -> str:
        return self.arn.rpartition(":")[2]


@dataclass(frozen=True, slots=True)
class Notice:
    """A bucket tells a queue of events; only of keys for which ``filters`` hold, if there are any."""

    queue_arn: str
    events: tuple[str, ...]
    filters: tuple[str, ...] = ()
    """``prefix incoming/``"""


@dataclass(frozen=True, slots=True)
class BucketNotices:
    to_queues: tuple[Notice, ...] = ()
    to_event_bridge: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """Of EventBridge. ``pattern`` is JSON."""

    arn: str
    enabled: bool
    pattern: str
    targets: tuple[str, ...]
    """ARNs."""


@dataclass(frozen=True, slots=True)
class Schedule:
    enabled: bool
    expression: str
    """``rate(5 minutes)``"""
    target: str
    """An ARN."""


@dataclass(frozen=True, slots=True)
class MailAccount:
    """An account of SES in one region."""

    in_sandbox: bool
    sending: bool
    standing: str
    """HEALTHY, PROBATION or SHUTDOWN."""


@dataclass(frozen=True, slots=True)
class SlackRoom:
    """A channel that a bot can see."""

    id: str
    name: str
    joined: bool
    archived: bool


@dataclass(frozen=True, slots=True)
class SlackBotSeen:
    """Whose a token is, and what it may do. ``scopes`` is empty where Slack did not say."""

    team: str
    user: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class SlackRooms:
    """``complete``: there are no more of the kinds that the bot may see."""

    rooms: tuple[SlackRoom, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class SlackKeys:
    """Which keys the Slack secret holds. The values stay where they are, but for the token in use."""

    bot_token: str | None = field(default=None, repr=False)
    has_webhook: bool = False
    webhooks: tuple[str, ...] = ()
    """Names."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An object as its bucket lists it; ``at``: when it was put."""

    key: str
    size: int
    at: datetime


class Account(Protocol):
    """An AWS account in one region. None: there is no such thing."""

    def stack(self, name: str) -> Stack | None: ...

    def queue(self, url: str) -> Queue | None: ...

    def oldest(self, queue_name: str) -> timedelta | None:
        """Since when its oldest message waits; None where that is not known."""
        ...

    def bucket_notices(self, bucket: str) -> BucketNotices | None: ...

    def rule(self, name: str) -> Rule | None: ...

    def schedule(self, name: str) -> Schedule | None: ...

    def secret(self, name: str) -> str | None:
        """What is in it, without the space around it. Raises SettingsError where it lies in the clear."""
        ...


class Mail(Protocol):
    """SES in one region."""

    def account(self) -> MailAccount: ...

    def is_verified(self, identity: str) -> bool | None:
        """Of an address or a domain. None: it is no identity here."""
        ...


class Workspace(Protocol):
    """Slack, as a bot token sees it. Raises PermanentError, whose text says what Slack said."""

    def bot(self) -> SlackBotSeen: ...

    def rooms(self, kinds: tuple[str, ...]) -> SlackRooms:
        """``kinds``: public_channel, private_channel."""
        ...


class Buckets(Protocol):
    def listed(self, bucket: str, prefix: str, after: str) -> Iterator[Listed]:
        """In the order of their keys, those behind ``after``."""
        ...

    def size(self, ref: PageRef) -> int | None:
        """Of an object, in the version that it names, if it does. None: it is gone."""
        ...


class PageQueue(Protocol):
    def put(self, replay: Replay, refs: Sequence[PageRef]) -> None:
        """Let at most ten pages come in once more, a message each."""
        ...
