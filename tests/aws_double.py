"""AWS on this machine: a moto server over real HTTP."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from threading import Lock
from typing import Any, Self

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from moto.ses.models import ses_backends
from tests.serving import Serving
from werkzeug.serving import make_server


class AwsDouble(Serving):
    """``with AwsDouble() as aws: boto3.client("s3", endpoint_url=aws.url, …)``.

    ``around``: makes of its WSGI application another one, which counts what is asked, say.
    """

    def __init__(
        self, host: str = "127.0.0.1", port: int = 0, around: Callable[[Any], Any] = lambda app: app
    ) -> None:
        self._server = make_server(
            host, port, around(_AtomicDynamoDb()), threaded=True, request_handler=MotoRequestHandler
        )

    @property
    def url(self) -> str:
        return f"http://{self._server.host}:{self._server.server_port}"

    def __enter__(self) -> Self:
        self.serve(self._server)
        return self


def sent_mail() -> list[dict[str, Any]]:
    """What the SES of this process was given to send: source, subject, body, destinations; in order.

    moto's own page of all that it holds fails where any of it can't be shown: a function without Docker.
    """
    regions = ses_backends[DEFAULT_ACCOUNT_ID]
    return [vars(mail) for region in list(regions) for mail in list(regions[region].sent_messages)]


class _AtomicDynamoDb:
    """One DynamoDB request at a time.

    DynamoDB checks a condition and writes in one step. moto does it in two, without a lock, so that
    its threads can grant the same claim twice.
    """

    def __init__(self) -> None:
        self._app: Any = DomainDispatcherApplication(create_backend_app)
        self._lock = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        is_dynamodb = environ.get("HTTP_X_AMZ_TARGET", "").startswith("DynamoDB_")
        with self._lock if is_dynamodb else nullcontext():
            response: Iterable[bytes] = self._app(environ, start_response)
        return response
