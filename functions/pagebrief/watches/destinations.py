"""Where it is told, as people write it: ``slack:#desk``, ``webhook:alerts``, ``email:desk@example.org``."""

import re
from difflib import get_close_matches

from pagebrief.watch import Destination, Kind

FORMS = "slack:#channel, slack:C0123ABCD, webhook:NAME, or email:ADDRESS[, ADDRESS]"
_CHANNEL = re.compile(r"#[^\s#@,:<>&]{1,80}|[CGD][A-Z0-9]{8,20}")
_WEBHOOK = re.compile(r"[\w.-]{1,60}")
_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s.,;<>]+")
_MOST_ADDRESSES = 50  # https://docs.aws.amazon.com/ses/latest/dg/quotas.html


class DestinationError(ValueError):
    """Nowhere that there is; the text is a sentence for whoever wrote it."""


def parse_destination(text: str) -> Destination:
    """Raises DestinationError."""
    kind, colon, rest = text.partition(":")
    kind, rest = kind.strip().lower(), rest.strip()
    if not colon or kind not in set(Kind):
        near = get_close_matches(kind, [str(known) for known in Kind], n=1)
        hint = f"did you mean {near[0]}:? Write" if near and colon else "write"
        raise DestinationError(f"«{text}» is no channel: {hint} {FORMS}")
    if kind == Kind.EMAIL:
        return Destination(Kind.EMAIL, _addresses(rest))
    if kind == Kind.SLACK and not _CHANNEL.fullmatch(rest):
        raise DestinationError(
            f"«{rest}» is no Slack channel: write slack:#channel, or its id as slack:C0123ABCD"
        )
    if kind == Kind.WEBHOOK and not _WEBHOOK.fullmatch(rest):
        # The address of a webhook is its password: whoever wrote it here shall not find it in a log as well.
        raise DestinationError(
            "a webhook goes by the name it has in the secret, never its address: webhook:NAME"
        )
    return Destination(Kind(kind), (rest,))


def _addresses(text: str) -> tuple[str, ...]:
    """Each once, in order."""
    found = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    wrong = next((address for address in found if not _ADDRESS.fullmatch(address)), None)
    if wrong or not found:
        raise DestinationError(f"«{wrong or text}» is no email address")
    if len(found) > _MOST_ADDRESSES:
        raise DestinationError(
            f"{len(found)} addresses are too many for one email: at most {_MOST_ADDRESSES}"
        )
    return found
