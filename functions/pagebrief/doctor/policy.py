"""Whether a queue's policy lets a service send for a bucket or a rule.

As much of IAM's language as such a policy needs; for the rest the answer is None, not a guess.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

_KNOWN = {"StringEquals", "ArnEquals", "ArnLike", "StringLike"}
_SEND = "sqs:sendmessage"
_NEGATED = {"NotAction", "NotPrincipal", "NotResource"}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: the service, and what it does so for."""

    service: str
    """``s3.amazonaws.com``"""
    source_arn: str
    account: str


def lets_send(policy: str, queue_arn: str, sender: Sender) -> bool | None:
    """None: it depends on something that can't be judged from here."""
    try:
        statements = _several(json.loads(policy).get("Statement", [])) if policy else []
    except (ValueError, AttributeError):
        return None
    about = [
        (each.get("Effect"), None if _NEGATED & each.keys() else _holds(each.get("Condition", {}), sender))
        for each in statements
        if isinstance(each, Mapping) and _concerns(each, queue_arn, sender.service)
    ]
    denials = [holds for effect, holds in about if effect == "Deny"]
    grants = [holds for effect, holds in about if effect == "Allow"]
    if True in denials or not any(holds is not False for holds in grants):
        return False
    return True if True in grants and None not in denials else None


def _concerns(statement: Mapping[str, Any], queue_arn: str, service: str) -> bool:
    if _NEGATED & statement.keys():
        return True
    principal = statement.get("Principal")
    named = principal.values() if isinstance(principal, Mapping) else [principal]
    principals = [each for names in named for each in _several(names)]
    actions = [str(action).lower() for action in _several(statement.get("Action"))]
    return (
        (service in principals or "*" in principals)
        and any(fnmatchcase(_SEND, action) for action in actions)
        and any(fnmatchcase(queue_arn, str(each)) for each in _several(statement.get("Resource")))
    )


def _holds(condition: Mapping[str, Mapping[str, Any]], sender: Sender) -> bool | None:
    known = {"aws:sourcearn": sender.source_arn, "aws:sourceaccount": sender.account}
    answers: list[bool | None] = []
    for operator, tests in condition.items():
        for key, values in tests.items():
            actual = known.get(key.lower())
            if operator == "Bool" and key.lower() == "aws:securetransport":
                answers.append(str(values).lower() == "true")  # AWS's services send over TLS
            elif operator not in _KNOWN or actual is None:
                answers.append(None)
            elif operator == "StringEquals":
                answers.append(actual in _several(values))
            else:
                answers.append(any(fnmatchcase(actual, str(value)) for value in _several(values)))
    if False in answers:
        return False
    return None if None in answers else True


def _several(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
