"""What SES is sent and what it may answer."""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import boto3  # type: ignore[import-untyped] # boto3 ships no types
import pytest

from http_double import NOTHING, SILENCE, HttpDouble, Reply, refusing_url
from pagebrief.adapters.ses import SesEmail
from pagebrief.delivery import Receipt
from pagebrief.errors import DeliveryRefused, TransientError
from pagebrief.message import EmailMessage, Picture

MESSAGE = EmailMessage(subject="Über\r\nBcc: all@example.net\n«日本»", html="<p>é</p>", text="é")
RECIPIENTS = ["a@example.org", "b@example.org"]

MakeClient = Callable[..., Any]


def error(status: int, code: str, message: str = "As told.") -> Reply:
    return Reply(status, json.dumps({"message": message}).encode(), {"x-amzn-ErrorType": code})


@pytest.mark.parametrize(
    ("sender", "sent"),
    [
        ("desk@example.org", "desk@example.org"),
        ("The Desk <desk@example.org>", "The Desk <desk@example.org>"),
        ("Büro <desk@example.org>", "=?utf-8?b?QsO8cm8=?= <desk@example.org>"),
        ("Desk, night <desk@example.org>", '"Desk, night" <desk@example.org>'),
    ],
)
def test_both_parts_go_to_all_recipients_with_a_subject_of_one_line(
    make_client: MakeClient, sender: str, sent: str
) -> None:
    with HttpDouble(Reply(200, b'{"MessageId": "0102"}')) as ses:
        receipt = SesEmail(make_client("sesv2", ses.url), sender, RECIPIENTS).send(MESSAGE)
    assert receipt == Receipt("0102", "<0102@eu-west-1.amazonses.com> Über Bcc: all@example.net «日本»")
    assert [json.loads(body) for body in ses.bodies] == [
        {
            "FromEmailAddress": sent,
            "Destination": {"ToAddresses": RECIPIENTS},
            "Content": {
                "Simple": {
                    "Subject": {"Data": "Über Bcc: all@example.net «日本»", "Charset": "UTF-8"},
                    "Body": {
                        "Text": {"Data": "é", "Charset": "UTF-8"},
                        "Html": {"Data": "<p>é</p>", "Charset": "UTF-8"},
                    },
                    "Headers": [
                        {"Name": "Auto-Submitted", "Value": "auto-generated"},
                        {"Name": "List-Id", "Value": "Pagebrief <pagebrief.example.org>"},
                        {
                            "Name": "List-Unsubscribe",
                            "Value": "<mailto:desk@example.org?subject=unsubscribe>",
                        },
                    ],
                }
            },
        }
    ]


def test_pictures_go_as_parts_that_the_html_shows(make_client: MakeClient) -> None:
    with HttpDouble(Reply(200, b'{"MessageId": "0102"}')) as ses:
        shown = replace(MESSAGE, pictures=(Picture("bars-1@pagebrief", b"\x89PNG"),))
        SesEmail(make_client("sesv2", ses.url), "desk@example.org", RECIPIENTS).send(shown)
    assert json.loads(ses.bodies[0])["Content"]["Simple"]["Attachments"] == [
        {
            "FileName": "bars-1.png",
            "ContentType": "image/png",
            "ContentDisposition": "INLINE",
            "ContentId": "bars-1@pagebrief",
            "ContentTransferEncoding": "BASE64",
            "RawContent": b64encode(b"\x89PNG").decode(),
        }
    ]


@pytest.mark.parametrize("region", ["eu-west-1", "us-east-1"])
def test_a_later_message_refers_to_the_one_that_began_its_thread_and_keeps_its_subject(region: str) -> None:
    where = {"eu-west-1": "eu-west-1", "us-east-1": "email"}[region]
    with HttpDouble(Reply(200, b'{"MessageId": "0102"}'), Reply(200, b'{"MessageId": "0103"}')) as ses:
        client = boto3.client(
            "sesv2",
            region_name=region,
            endpoint_url=ses.url,
            aws_access_key_id="testing",
            aws_secret_access_key="testing",
        )
        email = SesEmail(client, "desk@example.org", RECIPIENTS)
        first = email.send(MESSAGE)
        second = email.send(EmailMessage(subject="Another", html="", text=""), first.thread)
    assert (second.id, second.thread) == ("0103", first.thread)
    simple = json.loads(ses.bodies[1])["Content"]["Simple"]
    assert simple["Subject"]["Data"] == "Re: Über Bcc: all@example.net «日本»"
    headers = {header["Name"]: header["Value"] for header in simple["Headers"]}
    assert headers["In-Reply-To"] == headers["References"] == f"<0102@{where}.amazonses.com>"


def test_the_address_is_the_list_of_recipients() -> None:
    assert SesEmail(None, "desk@example.org", RECIPIENTS).address == "email:a@example.org,b@example.org"


@pytest.mark.parametrize("count", [0, 51])
def test_no_recipient_and_more_than_fifty_are_refused_at_once(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 50 recipients"):
        SesEmail(None, "desk@example.org", ["a@example.org"] * count)


@pytest.mark.parametrize(
    "reply",
    [
        error(429, "TooManyRequestsException", "Maximum sending rate exceeded."),
        error(400, "LimitExceededException", "Daily message quota exceeded."),
        error(400, "ThrottlingException"),
        error(500, "InternalFailure"),
        Reply(503),
    ],
    ids=["rate", "quota", "throttling", "500", "503"],
)
def test_what_may_pass_is_transient(make_client: MakeClient, reply: Reply | None) -> None:
    with HttpDouble(reply) as ses:
        email = SesEmail(make_client("sesv2", ses.url), "desk@example.org", RECIPIENTS)
        with pytest.raises(TransientError, match="email:a@example") as failure:
            email.send(MESSAGE)
        assert len(ses.paths) == 1
    assert not failure.value.may_have_arrived


def test_a_refused_connection_is_transient_and_nothing_can_have_arrived(make_client: MakeClient) -> None:
    email = SesEmail(make_client("sesv2", refusing_url()), "desk@example.org", RECIPIENTS)
    with pytest.raises(TransientError) as failure:
        email.send(MESSAGE)
    assert not failure.value.may_have_arrived


@pytest.mark.parametrize(
    "reply",
    [SILENCE, NOTHING, Reply(200, b"{", announced=100), Reply(200, b"{", announced=100, then_silent=True)],
    ids=["silence", "hung up", "hung up in mid-body", "silence in mid-body"],
)
def test_without_an_answer_the_message_may_have_arrived(make_client: MakeClient, reply: Reply | None) -> None:
    with HttpDouble(reply) as ses:
        client = make_client("sesv2", ses.url, read_timeout=0.2)
        with pytest.raises(TransientError, match="may have arrived") as failure:
            SesEmail(client, "desk@example.org", RECIPIENTS).send(MESSAGE)
        assert len(ses.paths) == 1
    assert failure.value.may_have_arrived


@pytest.mark.parametrize(
    ("reply", "advice"),
    [
        (
            error(400, "MessageRejected", "Email address is not verified."),
            "in the SES sandbox verify each recipient",
        ),
        (error(400, "MailFromDomainNotVerifiedException"), "MAIL FROM domain"),
        (error(400, "AccountSuspendedException"), "answer its notice"),
        (error(400, "SendingPausedException"), "resume it"),
        (error(400, "BadRequestException"), "Check EMAIL_FROM and the recipients"),
        (error(404, "NotFoundException"), "Verify EMAIL_FROM"),
        (error(403, "AccessDeniedException"), "ses:SendEmail"),
        (error(400, "SomethingNew"), "the account's state in SES"),
    ],
)
def test_a_refusal_says_what_to_do(make_client: MakeClient, reply: Reply, advice: str) -> None:
    with HttpDouble(reply) as ses:
        email = SesEmail(make_client("sesv2", ses.url), "desk@example.org", RECIPIENTS)
        with pytest.raises(DeliveryRefused, match=advice) as failure:
            email.send(MESSAGE)
    assert json.loads(reply.body)["message"] in str(failure.value)
