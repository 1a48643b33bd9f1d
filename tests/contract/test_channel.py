"""What every channel does alike, over real HTTP where a provider is behind it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from fakes import MemoryChannel
from http_double import HttpDouble, Reply
from pagebrief.adapters.ses import SesEmail
from pagebrief.adapters.slack import SlackBot, SlackWebhook
from pagebrief.adapters.smtp import SmtpEmail
from pagebrief.errors import DeliveryRefused, TransientError
from pagebrief.message import EmailMessage, Medium, Message, SlackMessage
from pagebrief.ports import Channel
from slack_double import SlackDouble
from smtp_double import PASSWORD, SmtpDouble

MESSAGES: dict[Medium, Callable[[str], Message]] = {
    Medium.EMAIL: lambda text: EmailMessage(subject=text, html=f"<p>{text}</p>", text=text),
    Medium.SLACK: lambda text: SlackMessage(
        text=text, blocks=({"type": "section", "text": {"type": "mrkdwn", "text": text}},)
    ),
}


@dataclass(frozen=True)
class Line:
    """A channel, and the same channel on a bad day."""

    channel: Channel
    arrived: Callable[[], list[str]]
    """The texts (an email's subject) that arrived, in order."""
    secrets: tuple[str, ...]
    overloaded: Channel
    refusing: Channel

    def message(self, text: str) -> Message:
        return MESSAGES[self.channel.medium](text)


@pytest.fixture(params=["memory_slack", "memory_email", "bot", "webhook", "ses", "smtp"])
def line(request: pytest.FixtureRequest) -> Line:
    found: Line = request.getfixturevalue(f"{request.param}_line")
    return found


@pytest.fixture
def busy() -> Iterator[str]:
    """The URL of a server that asks everybody to come back in 30 seconds."""
    headers = {"Retry-After": "30", "x-amzn-ErrorType": "TooManyRequestsException"}
    with HttpDouble(Reply(429, b"{}", headers)) as double:
        yield double.url


@pytest.fixture
def memory_slack_line() -> Line:
    return _memory_line(Medium.SLACK)


@pytest.fixture
def memory_email_line() -> Line:
    return _memory_line(Medium.EMAIL)


def _memory_line(medium: Medium) -> Line:
    channel, overloaded, refusing = (MemoryChannel(f"{medium}:desk", medium) for _ in range(3))
    overloaded.fail_with(TransientError("busy"))
    refusing.fail_with(DeliveryRefused("no"))

    def arrived() -> list[str]:
        return [m.subject if isinstance(m, EmailMessage) else m.text for m in channel.messages]

    return Line(channel, arrived, (), overloaded, refusing)


@pytest.fixture
def bot_line(slack: SlackDouble, busy: str) -> Line:
    return Line(
        SlackBot(slack.token, "#desk", slack.url),
        lambda: [message["text"] for message in slack.messages],
        (slack.token,),
        overloaded=SlackBot(slack.token, "#desk", f"{busy}/api/"),
        refusing=SlackBot("xoxb-revoked", "#desk", slack.url),
    )


@pytest.fixture
def webhook_line(slack: SlackDouble, busy: str) -> Line:
    return Line(
        SlackWebhook(slack.webhook_url, "webhook:desk"),
        lambda: [message["text"] for message in slack.messages],
        (slack.webhook_url,),
        overloaded=SlackWebhook(f"{busy}/services/T0/B0/x", "webhook:desk"),
        refusing=SlackWebhook(f"{slack.webhook_url}-revoked", "webhook:desk"),
    )


@pytest.fixture
def ses_line(
    ses: Any, sent_mail: Callable[[str], list[dict[str, Any]]], make_client: Callable[..., Any], busy: str
) -> Line:
    recipients = [f"{uuid4().hex}@example.org", "desk@example.org"]
    return Line(
        SesEmail(ses, "Pagebrief <desk@example.org>", recipients),
        lambda: [mail["subject"] for mail in sent_mail(recipients[0])],
        (),
        overloaded=SesEmail(make_client("sesv2", busy), "desk@example.org", recipients),
        refusing=SesEmail(ses, "stranger@example.net", recipients),
    )


@pytest.fixture
def smtp_line() -> Iterator[Line]:
    with SmtpDouble() as server, SmtpDouble() as overloaded, SmtpDouble() as refusing:
        overloaded.answers["RCPT"] = "451 Later"
        refusing.answers["MAIL"] = "550 Not you"
        yield Line(
            _smtp(server),
            lambda: [mail["Subject"] for mail in server.messages],
            (PASSWORD,),
            _smtp(overloaded),
            _smtp(refusing),
        )


def _smtp(server: SmtpDouble) -> SmtpEmail:
    return SmtpEmail(
        lambda fresh=False: server.secret,
        "desk@example.org",
        ["a@example.org", "b@example.org"],
        server.trust,
    )


def test_what_is_sent_arrives_once_and_in_order(line: Line) -> None:
    texts = ["First: «ä» & 日本", "Second"]
    receipts = [line.channel.send(line.message(text)) for text in texts]
    assert line.arrived() == texts
    assert all(receipt.id for receipt in receipts)


def test_the_address_names_the_kind_and_holds_no_secret(line: Line) -> None:
    assert line.channel.address.partition(":")[0] in {line.channel.medium, "webhook"}
    assert not any(secret in line.channel.address for secret in line.secrets)


def test_a_thread_stays_that_of_its_first_message(line: Line) -> None:
    first = line.channel.send(line.message("First"))
    second = line.channel.send(line.message("Second"), first.thread)
    third = line.channel.send(line.message("Third"), second.thread)
    assert first.thread == second.thread == third.thread
    assert len(line.arrived()) == 3


def test_an_overloaded_provider_is_a_transient_error_and_nothing_arrives(line: Line) -> None:
    with pytest.raises(TransientError) as failure:
        line.overloaded.send(line.message("not now"))
    assert line.arrived() == []
    assert not any(secret in str(failure.value) for secret in line.secrets)


def test_a_refusal_is_permanent_and_nothing_arrives(line: Line) -> None:
    with pytest.raises(DeliveryRefused) as failure:
        line.refusing.send(line.message("not to you"))
    assert line.arrived() == []
    assert not any(secret in str(failure.value) for secret in line.secrets)


def test_a_message_of_another_medium_is_a_mistake_of_ours(line: Line) -> None:
    other = Medium.SLACK if line.channel.medium is Medium.EMAIL else Medium.EMAIL
    with pytest.raises(TypeError):
        line.channel.send(MESSAGES[other]("wrong"))
    assert line.arrived() == []
