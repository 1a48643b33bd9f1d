"""The rewriter over HTTP, as Lambda answers: what can be tried again and what can't, each with what to do."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from http_double import SILENCE, HttpDouble, Reply, refusing_url
from pagebrief.adapters.lambda_rewriter import LambdaRewriter
from pagebrief.errors import RewriterError, TransientError
from pagebrief.model import Rewriting
from pagebrief.ports import Rewriter

MakeClient = Callable[..., Any]
ARN = "arn:aws:lambda:eu-west-1:123456789012:function:pagebrief-rewrite-1"
SENTENCES = ("The quay closes.", "half \ud83d of a pair")


def rewriter(make_client: MakeClient, url: str) -> Rewriter:
    return LambdaRewriter(make_client("lambda", url, read_timeout=0.5), ARN)


def answer(body: object) -> Reply:
    return Reply(body=json.dumps(body).encode())


def failure(kind: str, message: str) -> Reply:
    body = json.dumps({"errorType": kind, "errorMessage": message}).encode()
    return Reply(body=body, headers={"X-Amz-Function-Error": "Unhandled"})


def refusal(status: int, code: str) -> Reply:
    body = json.dumps({"Type": "User", "Message": "no"}).encode()
    return Reply(status, body, {"X-Amzn-ErrorType": code, "Content-Type": "application/json"})


def test_the_sentences_are_sent_and_the_text_comes_back(make_client: MakeClient) -> None:
    with HttpDouble(answer({"text": "It closes.", "model": "a/model@0123456"})) as function:
        made = rewriter(make_client, function.url).rewrite(SENTENCES)
    assert made == Rewriting("It closes.", "a/model@0123456")
    assert json.loads(function.bodies[0]) == {"sentences": list(SENTENCES)}
    assert "pagebrief-rewrite-1/invocations" in function.paths[0]


@pytest.mark.parametrize(
    "reply",
    [
        refusal(429, "TooManyRequestsException"),
        refusal(500, "ServiceException"),
        refusal(502, "EC2UnexpectedException"),
        refusal(409, "ResourceConflictException"),
        failure("Sandbox.Timedout", "RequestId: 1 Error: Task timed out after 60.00 seconds"),
        SILENCE,
        Reply(body=b"{", announced=100),
    ],
)
def test_what_passes_can_be_tried_again(make_client: MakeClient, reply: Reply) -> None:
    with HttpDouble(reply) as function, pytest.raises(TransientError, match="pagebrief-rewrite-1"):
        rewriter(make_client, function.url).rewrite(SENTENCES)


def test_a_function_that_cannot_be_reached_can_be_tried_again(make_client: MakeClient) -> None:
    with pytest.raises(TransientError):
        rewriter(make_client, refusing_url()).rewrite(SENTENCES)


@pytest.mark.parametrize(
    ("reply", "advice"),
    [
        (refusal(404, "ResourceNotFoundException"), "deploy infra/abstractive.yaml"),
        (refusal(403, "AccessDeniedException"), "lambda:InvokeFunction"),
        (refusal(413, "RequestTooLargeException"), "Check REWRITER_ARN"),
        (failure("ValueError", "expected sentences"), "Its own log says more"),
        (failure("Runtime.ExitError", "RequestId: 1 Error: Runtime exited: signal: killed"), "memory"),
        (answer({"pages": []}), "answers something else"),
        (answer(None), "answers something else"),
        (Reply(body=b"Task timed out"), "answers something else"),
    ],
)  # fmt: skip
def test_what_does_not_pass_says_what_to_do(make_client: MakeClient, reply: Reply, advice: str) -> None:
    with HttpDouble(reply) as function, pytest.raises(RewriterError, match=advice):
        rewriter(make_client, function.url).rewrite(SENTENCES)
