"""Email by an SMTP server of your own, in place of SES."""

import smtplib
import ssl
from collections.abc import Sequence
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage as MimeMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid

from pagebrief.adapters.email_headers import Sender, Thread, address_of, headers_of, subject_in
from pagebrief.adapters.secret_stores import Current, try_current
from pagebrief.adapters.smtp_server import SmtpServer, connection
from pagebrief.delivery import Receipt
from pagebrief.errors import CredentialRefused, DeliveryRefused, PagebriefError, TransientError
from pagebrief.message import EmailMessage, Medium, Message

# Not every server takes eight bits.
_POLICY = SMTP.clone(cte_type="7bit")
_MAX_DETAIL = 300
_ADVICE: Sequence[tuple[type[Exception], str]] = (
    (smtplib.SMTPRecipientsRefused, "Correct the addresses."),
    (smtplib.SMTPAuthenticationError, "Correct username and password in the SMTP secret."),
    (smtplib.SMTPResponseException, "Check EMAIL_FROM and the recipients."),
    (ssl.SSLCertVerificationError, "Check the host in the SMTP secret, and the server's certificate."),
    (smtplib.SMTPException, "Check host, port and security in the SMTP secret."),
    (Exception, "Write addresses in ASCII, their domains in punycode."),
)


class SmtpEmail:
    """One message to the whole list: if the server refuses one of it, nobody gets it; the error says whom.

    ``server`` is asked for each message: secrets rotate. ``tls``: whose certificates are trusted.
    """

    medium = Medium.EMAIL

    def __init__(
        self,
        server: Current[SmtpServer],
        sender: str,
        recipients: Sequence[str],
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.address = address_of(recipients)
        self._server = server
        self._sender = Sender.parse(sender)
        self._recipients = list(recipients)
        self._tls = tls or ssl.create_default_context()

    def send(self, message: Message, thread: str | None = None) -> Receipt:
        if not isinstance(message, EmailMessage):
            raise TypeError(f"an email channel sends an EmailMessage, not {type(message).__name__}")
        begun = Thread.parse(thread) if thread else None
        sent = Thread(make_msgid(domain=self._sender.domain), subject_in(begun, message.subject))
        try_current(self._server, lambda server: self._hand_over(message, sent, begun, server))
        return Receipt(sent.message_id, thread or str(sent))

    def _mime(self, message: EmailMessage, sent: Thread, begun: Thread | None) -> MimeMessage:
        mime = MimeMessage(_POLICY)
        mime["From"] = Address(self._sender.name, addr_spec=self._sender.address)
        mime["To"] = ", ".join(self._recipients)
        mime["Subject"] = sent.subject
        mime["Date"] = formatdate()
        mime["Message-ID"] = sent.message_id
        for name, value in headers_of(self._sender, begun).items():
            mime[name] = value
        mime.set_content(_encodable(message.text))
        mime.add_alternative(_encodable(message.html), subtype="html")
        _, html = mime.iter_parts()
        for each in message.pictures:  # beside the HTML that shows them, so that they are no attachments
            html.add_related(
                each.png, "image", "png", cid=f"<{each.id}>", disposition="inline", filename=each.name
            )
        return mime

    def _hand_over(
        self, message: EmailMessage, sent: Thread, begun: Thread | None, server: SmtpServer
    ) -> None:
        try:
            self._talk(self._mime(message, sent, begun).as_bytes(), server)
        except (OSError, ValueError, MessageError) as error:  # smtplib's and ssl's own are among them
            raise _translate(error, self.address) from error

    def _talk(self, body: bytes, server: SmtpServer) -> None:
        with connection(server, self._tls) as smtp:
            smtp.ehlo_or_helo_if_needed()
            _expect_yes(smtp.mail(self._sender.address))
            _expect_all([(who, *smtp.rcpt(who)) for who in self._recipients])
            try:
                _expect_yes(smtp.data(body))
            except OSError as error:
                if _is_no(error):
                    raise
                raise _no_answer(self.address, error) from error


def _encodable(text: str) -> str:
    """A half of a surrogate pair is in no encoding."""
    return text.encode("utf-8", "replace").decode()


def _expect_yes(answer: tuple[int, bytes]) -> None:
    code, said = answer
    if code != 250:
        raise smtplib.SMTPResponseException(code, said)


def _expect_all(answers: Sequence[tuple[str, int, bytes]]) -> None:
    refused = {who: (code, said) for who, code, said in answers if code not in {250, 251}}
    if refused:
        raise smtplib.SMTPRecipientsRefused(refused)


def _is_no(error: Exception) -> bool:
    return isinstance(error, smtplib.SMTPResponseException) and 400 <= error.smtp_code < 600


def _no_answer(address: str, error: Exception) -> TransientError:
    return TransientError(
        f"{address}: no answer from the SMTP server ({type(error).__name__}). The message may have arrived: "
        "trying again may repeat it.",
        may_have_arrived=True,
    )


def _translate(error: Exception, address: str) -> PagebriefError:
    """Of all that happens until the message is out, or is answered with no: it did not arrive."""
    said = _said(error)
    if _may_pass(error):
        return TransientError(
            f"{address}: the SMTP server takes nothing just now ({said}). Try again later; if that stays so, "
            "check the SMTP secret."
        )
    advice = next(advice for kind, advice in _ADVICE if isinstance(error, kind))
    kind = CredentialRefused if isinstance(error, smtplib.SMTPAuthenticationError) else DeliveryRefused
    return kind(f"{address}: the SMTP server refused, and nobody got it ({said}). {advice}")


def _may_pass(error: Exception) -> bool:
    """5xx is for good, 4xx for now: RFC 5321, 4.2.1."""
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            return all(code < 500 for code, _ in refused.values())
        case smtplib.SMTPResponseException(smtp_code=code):
            return code < 500
        case smtplib.SMTPServerDisconnected():
            return True
        case smtplib.SMTPException() | ssl.SSLCertVerificationError():
            return False
        case _:
            return isinstance(error, OSError)


def _said(error: Exception) -> str:
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            said = ", ".join(f"{who}: {code} {_text(reply)}" for who, (code, reply) in refused.items())
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=reply):
            said = f"{code} {_text(reply)}"
        case _:
            said = f"{type(error).__name__}: {error}"
    return " ".join(said.split())[:_MAX_DETAIL]


def _text(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
