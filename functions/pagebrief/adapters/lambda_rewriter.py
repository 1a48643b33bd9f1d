"""The rewriter in a Lambda function of its own: infra/abstractive.yaml."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pagebrief.adapters.aws_errors import AWS_ERRORS, AwsError, describe, error_code, is_transient
from pagebrief.errors import PagebriefError, RewriterError, TransientError
from pagebrief.model import Rewriting

# The function is being made or updated: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
_SOON = frozenset({"ResourceConflictException"})
_ADVICE = {
    "AccessDeniedException": "Allow the function lambda:InvokeFunction on it.",
    "ResourceNotFoundException": "Check REWRITER_ARN: deploy infra/abstractive.yaml and take its output.",
}
_TIMED_OUT = re.compile(r"Sandbox\.Timedout|timed out", re.IGNORECASE)
_NO_MEMORY = re.compile(r"OutOfMemory|signal: killed", re.IGNORECASE)


class LambdaRewriter:
    """The client's read timeout bounds a call; what it tries again by itself counts towards that, too."""

    def __init__(self, client: Any, arn: str) -> None:
        self._client = client
        self._arn = arn

    def rewrite(self, sentences: Sequence[str]) -> Rewriting:
        try:
            response = self._client.invoke(FunctionName=self._arn, Payload=_payload(sentences))
            body: bytes = response["Payload"].read()
        except AWS_ERRORS as error:
            raise _translate(error, self._arn) from error
        if "FunctionError" in response:
            raise _failure(body, self._arn)
        return _read(body, self._arn)


def _payload(sentences: Sequence[str]) -> bytes:
    return json.dumps({"sentences": list(sentences)}).encode()  # ASCII: lone surrogates can't be UTF-8


def _read(body: bytes, arn: str) -> Rewriting:
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    match answer:
        case {"text": str(text), "model": str(model)}:
            return Rewriting(text, model)
    raise RewriterError(f"{arn} answers something else than a rewriting. Check REWRITER_ARN.")


def _failure(body: bytes, arn: str) -> PagebriefError:
    """The function ran and failed: only a time-out may go better the next time, on a warm one."""
    said = _said(body)
    if _TIMED_OUT.search(said):
        return TransientError(f"{arn} ran out of time ({said}).")
    advice = "Give it more memory." if _NO_MEMORY.search(said) else "Its own log says more."
    return RewriterError(f"{arn} failed ({said}). {advice}")


def _said(body: bytes) -> str:
    try:
        error: Mapping[str, Any] = json.loads(body)
        return f"{error.get('errorType', 'Unknown')}: {error.get('errorMessage', '')}"[:300]
    except (ValueError, AttributeError):
        return body[:300].decode("utf-8", "replace")


def _translate(error: AwsError, arn: str) -> PagebriefError:
    if is_transient(error) or error_code(error) in _SOON:
        return TransientError(f"{arn} does not answer just now ({describe(error)}).")
    advice = _ADVICE.get(error_code(error), "Check REWRITER_ARN and the function's state.")
    return RewriterError(f"{arn} can't be called ({describe(error)}). {advice}")
