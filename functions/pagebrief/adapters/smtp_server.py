"""The SMTP server that a secret names, and the way in: encrypted, then logged in."""

import json
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

TIMEOUT = 10  # seconds, for each answer


class Security(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
_EXPECTED = (
    'it must hold {"host": "smtp.example.org", "username": "…", "password": "…"}, both in ASCII or neither, '
    'and may hold "port" and "security": "starttls" (the default), "tls" or "none" (without a password)'
)


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Without a ``username`` nobody logs in. A password is never sent in the clear."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    username: str = ""
    password: str = field(default="", repr=False)


_Ascii = Annotated[str, StringConstraints(pattern=r"^[ -~]+$")]


class _Form(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    host: Annotated[str, StringConstraints(pattern=r"^[!-~]+$")]
    port: Annotated[int, Field(ge=1, le=65_535)] | None = None
    security: Security = Security.STARTTLS
    username: _Ascii | None = None
    password: _Ascii | None = None

    @model_validator(mode="after")
    def _holds_together(self) -> "_Form":
        if (self.username is None) != (self.password is None):
            raise ValueError("username and password go together")
        if self.password and self.security is Security.NONE:
            raise ValueError("a password is never sent in the clear")
        return self


def parse_smtp_secret(text: str) -> SmtpServer:
    """Raises ValueError, which says what is expected and nothing of what is there."""
    try:
        form = _Form.model_validate(json.loads(text))
    except ValueError:  # pydantic's own is one
        raise ValueError(_EXPECTED) from None
    return SmtpServer(
        form.host,
        form.port or _PORTS[form.security],
        form.security,
        form.username or "",
        form.password or "",
    )


@contextmanager
def connection(server: SmtpServer, tls: ssl.SSLContext) -> Iterator[smtplib.SMTP]:
    """Encrypted and logged in. Raises what smtplib and ssl do."""
    smtp = _connect(server, tls)
    try:
        if server.security is Security.STARTTLS:
            smtp.starttls(context=tls)
        if server.username:
            _log_in(smtp, server)
        yield smtp
    finally:
        with suppress(smtplib.SMTPException, OSError):  # whatever was to be sent, was or wasn't by now
            smtp.quit()
        smtp.close()


def _connect(server: SmtpServer, tls: ssl.SSLContext) -> smtplib.SMTP:
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=tls)
    return smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)


def _log_in(smtp: smtplib.SMTP, server: SmtpServer) -> None:
    try:
        smtp.login(server.username, server.password)
    except smtplib.SMTPAuthenticationError as error:
        code = error.smtp_code
    else:
        return
    raise smtplib.SMTPAuthenticationError(code, "")  # a server may repeat what it was told, password and all
