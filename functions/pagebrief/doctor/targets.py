"""Whom the deployment tells: whom the watches name, or else the parameters of the stack."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pagebrief.deployment import Stack
from pagebrief.watch import Kind, Watch


@dataclass(frozen=True, slots=True)
class Targets:
    """Each name once, in order."""

    slack: tuple[str, ...] = ()
    webhooks: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


def targets_of(stack: Stack, watches: Sequence[Watch] | None) -> Targets:
    """``watches`` is None where there is no watches.yaml: then the parameters say who is told."""
    if watches is None:
        channel, emails = stack.parameter("SlackChannel"), stack.parameter("EmailTo").split(",")
        return Targets((channel,) if channel else (), (), _once(each.strip() for each in emails))
    return Targets(*(_once(_named(watches, kind)) for kind in (Kind.SLACK, Kind.WEBHOOK, Kind.EMAIL)))


def _named(watches: Sequence[Watch], kind: Kind) -> Iterator[str]:
    for watch in watches:
        for send in watch.send:
            if send.to.kind is kind:
                yield from send.to.names


def _once(names: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
