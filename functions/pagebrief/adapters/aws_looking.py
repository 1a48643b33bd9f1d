"""Calls by a person's own credentials, whose answer people look at: what is absent is None, not an error."""

from collections.abc import Callable
from typing import Any

from pagebrief.adapters.aws_errors import AWS_ERRORS, AwsError, describe, error_code, is_transient
from pagebrief.errors import NotAllowed, PagebriefError, PermanentError, TransientError

_DENIED = frozenset(
    {"403", "AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation"}
)
_ABSENT = frozenset(
    {
        "404",
        "AWS.SimpleQueueService.NonExistentQueue",
        "NoSuchBucket",
        "NotFoundException",
        "ParameterNotFound",
        "QueueDoesNotExist",
        "ResourceNotFoundException",
    }
)


def look(
    permission: str, call: Callable[..., Any], absent: frozenset[str] = _ABSENT, **arguments: Any
) -> Any | None:
    """The answer; None where there is no such thing. ``permission`` is what the call needs.

    Raises NotAllowed, TransientError, PermanentError.
    """
    try:
        return call(**arguments)
    except AWS_ERRORS as error:
        if error_code(error) in absent:
            return None
        raise _translate(error, permission) from error


def _translate(error: AwsError, permission: str) -> PagebriefError:
    if error_code(error) in _DENIED:
        return NotAllowed(f"AWS refused ({describe(error)}). Allow the caller {permission}.", permission)
    if is_transient(error):
        return TransientError(f"AWS does not answer just now ({describe(error)}). Try again later.")
    return PermanentError(
        f"AWS could not be asked ({describe(error)}). Check your credentials (AWS_PROFILE) and region "
        "(AWS_DEFAULT_REGION)."
    )
