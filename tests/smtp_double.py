"""A real SMTP server on this machine: STARTTLS or TLS, a log-in, and bad days on request."""

import ssl
from asyncio import Server
from email import message_from_bytes, policy
from email.message import EmailMessage
from socket import create_connection
from typing import Any, Self

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from pagebrief.adapters.smtp_server import Security, SmtpServer

USERNAME, PASSWORD = "desk", "the-double-s-own-secret"
_YES = "250 OK"


class _AnyPort(Controller):
    """aiosmtpd's own first visitor knows neither a port that is chosen late nor a certificate of ours."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        create_connection((self.hostname, self.port)).close()


class SmtpDouble:
    """``messages`` and ``envelopes`` (sender, recipients): what it took. ``answers``: command → what it says.

    The command END is the dot after the message. An answer of "" hangs up.
    """

    host = "localhost"

    def __init__(
        self, security: Security = Security.STARTTLS, *, log_in: bool = True, address: str = "127.0.0.1"
    ) -> None:
        self.security, self._log_in, self._address = security, log_in, address
        self.messages: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.answers: dict[str, str] = {}
        self.refused: dict[str, str] = {}
        """Recipient → answer."""

    @property
    def secret(self) -> SmtpServer:
        who = (USERNAME, PASSWORD) if self._log_in else ("", "")
        return SmtpServer(self.host, self.port, self.security, *who)

    @property
    def port(self) -> int:
        return int(self._controller.port)

    def __enter__(self) -> Self:
        authority = trustme.CA()
        mine = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(self.host).configure_cert(mine)
        self.trust = ssl.create_default_context()
        authority.configure_trust(self.trust)
        self._controller = _AnyPort(
            self,
            self._address,
            port=0,
            ssl_context=mine if self.security is Security.TLS else None,
            tls_context=mine if self.security is Security.STARTTLS else None,
            require_starttls=self.security is Security.STARTTLS,
            # Behind a socket that is TLS from the first byte it doesn't see that there is TLS.
            auth_require_tls=self.security is Security.STARTTLS,
            authenticator=self._authenticate,
        )
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
    ) -> AuthResult:
        right = LoginPassword(USERNAME.encode(), PASSWORD.encode())
        if "AUTH" in self.answers:
            return AuthResult(success=False, handled=False, message=self.answers["AUTH"])
        return AuthResult(success=data == right, handled=False)

    async def handle_MAIL(  # noqa: N802 # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._log_in and not session.authenticated:
            return "530 Log in first"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self._answer("MAIL", server)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return self._answer("RCPT", server)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if not self.answers.get("END"):  # before it hangs up, as whoever looks then must see it
            body = envelope.original_content or b""
            self.raw.append(body)
            self.messages.append(message_from_bytes(body, policy=policy.default))
            self.envelopes.append((envelope.mail_from or "", list(envelope.rcpt_tos)))
        return self._answer("END", server)

    async def handle_QUIT(self, server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802
        return self._answer("QUIT", server)

    def _answer(self, command: str, server: SMTP) -> str:
        answer = self.answers.get(command, _YES)
        if not answer and server.transport:
            server.transport.close()
        return answer
