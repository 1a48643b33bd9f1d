"""What moto lacks of SES: an account's state, and identities that wait to be verified.

https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html
"""

import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import unquote

from tests.serving import Serving


@dataclass
class SesDouble(Serving):
    """``identities``: address or domain → whether it is verified."""

    production: bool = True
    sending: bool = True
    standing: str = "HEALTHY"
    identities: dict[str, bool] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.serve(self._server)
        return self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, path: str) -> tuple[int, str, dict[str, Any]]:
        """Status, error code, body."""
        name = unquote(path.removeprefix("/v2/email/identities/"))
        if path == "/v2/email/account":
            return 200, "", self._account()
        if name in self.identities:
            return 200, "", {"VerifiedForSendingStatus": self.identities[name]}
        return 404, "NotFoundException", {"message": f"Email identity {name} does not exist."}

    def _account(self) -> dict[str, Any]:
        return {
            "ProductionAccessEnabled": self.production,
            "SendingEnabled": self.sending,
            "EnforcementStatus": self.standing,
        }


def _handler(ses: SesDouble) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(*ses.answer(self.path))

        def do_POST(self) -> None:
            """An identity is made, which waits to be verified."""
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            ses.identities.setdefault(asked["EmailIdentity"], False)
            self._say(200, "", {"VerifiedForSendingStatus": False})

        def _say(self, status: int, code: str, body: dict[str, Any]) -> None:
            raw = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            self.send_header("Content-Type", "application/json")
            if code:
                self.send_header("x-amzn-ErrorType", code)
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler
