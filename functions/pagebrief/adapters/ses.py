"""Email by Amazon SES, version 2 of its API."""

from collections.abc import Mapping, Sequence
from typing import Any

from botocore.exceptions import HTTPClientError  # type: ignore[import-untyped] # botocore ships no types

from pagebrief.adapters.aws_errors import AWS_ERRORS, AwsError, describe, error_code, is_transient
from pagebrief.adapters.email_headers import Sender, Thread, address_of, headers_of, subject_in
from pagebrief.delivery import Receipt
from pagebrief.errors import DeliveryRefused, PagebriefError, TransientError
from pagebrief.message import EmailMessage, Medium, Message, Picture

# https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
_ADVICE = {
    "AccessDeniedException": "Allow the function ses:SendEmail for the sender's identity.",
    "AccountSuspendedException": "AWS stopped this account's email: answer its notice in the SES console.",
    "BadRequestException": "Check EMAIL_FROM and the recipients.",
    "MailFromDomainNotVerifiedException": "Verify the custom MAIL FROM domain in SES, or remove it.",
    "MessageRejected": (
        "Verify EMAIL_FROM in SES in this region; in the SES sandbox verify each recipient too, "
        "or ask for production access."
    ),
    "NotFoundException": "Verify EMAIL_FROM in SES in this region.",
    "SendingPausedException": "Sending is paused for this account: resume it in the SES console.",
}


class SesEmail:
    """One message to the whole list. ``sender`` may carry a display name: ``Pagebrief <desk@example.org>``.

    The client must not try again by itself (``total_max_attempts`` 1): after a time-out that would send the
    message twice unseen.
    """

    medium = Medium.EMAIL

    def __init__(self, client: Any, sender: str, recipients: Sequence[str]) -> None:
        self.address = address_of(recipients)
        self._client = client
        self._sender = Sender.parse(sender)
        self._recipients = list(recipients)

    def send(self, message: Message, thread: str | None = None) -> Receipt:
        if not isinstance(message, EmailMessage):
            raise TypeError(f"an email channel sends an EmailMessage, not {type(message).__name__}")
        begun = Thread.parse(thread) if thread else None
        subject = subject_in(begun, message.subject)
        headers = headers_of(self._sender, begun)
        try:
            response = self._client.send_email(
                FromEmailAddress=str(self._sender),
                Destination={"ToAddresses": self._recipients},
                Content={"Simple": _simple(message, subject, headers)},
            )
        except AWS_ERRORS as error:
            raise _translate(error, self.address) from error
        if "MessageId" not in response:  # botocore takes an answer that was cut short for an empty one
            raise _no_answer(self.address, "its answer was cut short")
        sent = str(response["MessageId"])
        return Receipt(sent, thread or str(Thread(_message_id(sent, self._client.meta.region_name), subject)))


def _message_id(sent: str, region: str) -> str:
    """The Message-ID that SES gives a message, whatever it is asked to: its own id, at the region's name.

    https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
    """
    return f"<{sent}@{'email' if region == 'us-east-1' else region}.amazonses.com>"


def _simple(message: EmailMessage, subject: str, headers: Mapping[str, str]) -> dict[str, Any]:
    parts = {
        "Subject": _utf8(subject),
        "Body": {"Text": _utf8(message.text), "Html": _utf8(message.html)},
        "Headers": [{"Name": name, "Value": value} for name, value in headers.items()],
    }
    return parts | {"Attachments": list(map(_inline, message.pictures))} if message.pictures else parts


def _inline(picture: Picture) -> dict[str, Any]:
    """https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Attachment.html"""
    return {
        "FileName": picture.name,
        "ContentType": "image/png",
        "ContentDisposition": "INLINE",
        "ContentId": picture.id,
        "ContentTransferEncoding": "BASE64",
        "RawContent": picture.png,
    }


def _utf8(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}


def _no_answer(address: str, why: str) -> TransientError:
    return TransientError(
        f"{address}: no answer from SES ({why}). The message may have arrived: trying again may repeat it.",
        may_have_arrived=True,
    )


def _translate(error: AwsError, address: str) -> PagebriefError:
    # What fails before a connection stands is botocore's ConnectionError, and none of these.
    if isinstance(error, HTTPClientError):
        return _no_answer(address, error_code(error))
    if is_transient(error):
        return TransientError(f"{address}: SES does not send just now ({describe(error)}). Try again later.")
    advice = _ADVICE.get(error_code(error), "Check EMAIL_FROM, recipients and the account's state in SES.")
    return DeliveryRefused(f"{address}: SES refused ({describe(error)}). {advice}")
