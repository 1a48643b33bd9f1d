"""Email by SMTP, to a real server on this machine."""

import socket
import ssl
import traceback
from collections.abc import Iterator
from dataclasses import replace

import pytest

from pagebrief.adapters import smtp_server
from pagebrief.adapters.smtp import SmtpEmail
from pagebrief.adapters.smtp_server import Security, SmtpServer
from pagebrief.errors import CredentialRefused, DeliveryRefused, PagebriefError, TransientError
from pagebrief.message import EmailMessage, Picture
from smtp_double import PASSWORD, SmtpDouble

RECIPIENTS = ["a@example.org", "b@example.org"]
MESSAGE = EmailMessage(
    subject="Brücke\r\nBcc: all@example.net\n«日本»", html="<p>é</p>", text="é\n.\n..\nend"
)


@pytest.fixture
def server() -> Iterator[SmtpDouble]:
    with SmtpDouble() as double:
        yield double


def email(server: SmtpDouble, sender: str = "Büro, nachts <desk@example.org>", **secret: object) -> SmtpEmail:
    named = replace(server.secret, **secret)  # type: ignore[arg-type] # fields of a dataclass
    return SmtpEmail(lambda fresh=False: named, sender, RECIPIENTS, server.trust)


def failure_of(channel: SmtpEmail) -> PagebriefError:
    with pytest.raises(PagebriefError) as failure:
        channel.send(MESSAGE)
    assert PASSWORD not in "".join(traceback.format_exception(failure.value))
    return failure.value


@pytest.mark.parametrize("security", Security)
def test_a_message_arrives_whole_over_each_kind_of_connection(security: Security) -> None:
    with SmtpDouble(security, log_in=security is not Security.NONE) as server:
        receipt = email(server).send(MESSAGE)
    (mail,) = server.messages
    assert server.envelopes == [("desk@example.org", RECIPIENTS)]
    assert mail["Subject"] == "Brücke Bcc: all@example.net «日本»"
    assert "Bcc" not in mail
    assert mail["From"].addresses[0].display_name == "Büro, nachts"
    assert [each.addr_spec for each in mail["To"].addresses] == RECIPIENTS
    assert mail["Message-ID"] == receipt.id
    text, html = mail.iter_parts()
    assert text.get_content().splitlines() == ["é", ".", "..", "end"]  # type: ignore[attr-defined]
    assert html.get_content().strip() == "<p>é</p>"  # type: ignore[attr-defined]
    assert server.raw[0].isascii()


def test_pictures_stand_beside_the_html_that_shows_them_and_are_no_attachments(server: SmtpDouble) -> None:
    pictures = (Picture("bars-1@pagebrief", b"\x89PNG 1"), Picture("bars-2@pagebrief", b"\x89PNG 2"))
    email(server).send(replace(MESSAGE, pictures=pictures))
    (mail,) = server.messages
    assert mail.get_content_type() == "multipart/alternative"
    text, related = mail.iter_parts()
    assert (text.get_content_type(), related.get_content_type()) == ("text/plain", "multipart/related")
    html, *shown = related.iter_parts()  # type: ignore[attr-defined]
    assert html.get_content().strip() == "<p>é</p>"
    assert [(each["Content-ID"], each.get_content()) for each in shown] == [
        ("<bars-1@pagebrief>", b"\x89PNG 1"),
        ("<bars-2@pagebrief>", b"\x89PNG 2"),
    ]
    assert {each.get_content_disposition() for each in shown} == {"inline"}
    assert list(mail.iter_attachments()) == []
    assert server.raw[0].isascii()


def test_a_later_message_refers_to_the_one_that_began_its_thread_and_keeps_its_subject(
    server: SmtpDouble,
) -> None:
    channel = email(server)
    first = channel.send(MESSAGE)
    second = channel.send(EmailMessage(subject="Another", html="<p>b</p>", text="b"), first.thread)
    third = channel.send(EmailMessage(subject="A third", html="<p>c</p>", text="c"), second.thread)
    assert first.thread == second.thread == third.thread
    assert len({first.id, second.id, third.id}) == 3
    begun, *later = server.messages
    assert begun["In-Reply-To"] is None
    for mail in later:
        assert mail["In-Reply-To"] == mail["References"] == begun["Message-ID"]
        assert mail["Subject"] == "Re: Brücke Bcc: all@example.net «日本»"


def test_a_subject_longer_than_a_line_and_halves_of_characters_do_not_break_a_message(
    server: SmtpDouble,
) -> None:
    subject = "Überlanges Wort " * 40
    email(server).send(EmailMessage(subject=f"{subject}\ud83d", html="<p>\ud83d</p>", text="\ud83d"))
    assert server.messages[0]["Subject"] == subject.strip()
    assert max(len(line) for line in server.raw[0].splitlines()) <= 998


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "END"])
@pytest.mark.parametrize(("answer", "error"), [("451 Later", TransientError), ("550 Never", DeliveryRefused)])
def test_four_is_for_now_and_five_for_good_and_nothing_arrives(
    server: SmtpDouble, command: str, answer: str, error: type[PagebriefError]
) -> None:
    server.answers[command] = answer
    failure = failure_of(email(server))
    assert type(failure) is error
    assert answer in str(failure)
    assert not getattr(failure, "may_have_arrived", False)
    assert server.messages == []


def test_if_one_recipient_is_refused_nobody_gets_it_and_the_error_names_them(server: SmtpDouble) -> None:
    server.refused["b@example.org"] = "550 No such user"
    failure = failure_of(email(server))
    assert isinstance(failure, DeliveryRefused)
    assert "b@example.org: 550 No such user" in str(failure)
    assert "Correct the addresses" in str(failure)
    assert server.messages == []


def test_a_recipient_who_is_refused_for_now_is_asked_for_again_with_all(server: SmtpDouble) -> None:
    server.refused["b@example.org"] = "450 Greylisted"
    assert isinstance(failure_of(email(server)), TransientError)
    server.refused.clear()
    email(server).send(MESSAGE)
    assert server.envelopes == [("desk@example.org", RECIPIENTS)]


@pytest.mark.parametrize("answer", ["", "<html>", "354 Go on"], ids=["hung up", "nonsense", "neither"])
def test_without_yes_or_no_after_the_message_it_may_have_arrived(server: SmtpDouble, answer: str) -> None:
    server.answers["END"] = answer
    failure = failure_of(email(server))
    assert isinstance(failure, TransientError)
    assert failure.may_have_arrived


@pytest.mark.parametrize("answer", ["", "500 Stay"], ids=["hung up", "no"])
def test_once_the_message_is_taken_nothing_else_is_of_interest(server: SmtpDouble, answer: str) -> None:
    server.answers["QUIT"] = answer
    assert email(server).send(MESSAGE).id == server.messages[0]["Message-ID"]


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
def test_a_connection_lost_before_the_message_is_transient_and_nothing_can_have_arrived(
    server: SmtpDouble, command: str
) -> None:
    server.answers[command] = ""
    failure = failure_of(email(server))
    assert isinstance(failure, TransientError)
    assert not failure.may_have_arrived


def test_nobody_there_is_transient() -> None:
    with SmtpDouble() as gone:
        channel = email(gone)
    failure = failure_of(channel)
    assert isinstance(failure, TransientError)
    assert not failure.may_have_arrived


def test_a_server_that_says_nothing_is_transient(server: SmtpDouble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp_server, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        failure = failure_of(email(server, port=silent.getsockname()[1]))
    assert isinstance(failure, TransientError)
    assert not failure.may_have_arrived


def test_a_wrong_password_says_what_to_correct_and_is_not_shown(server: SmtpDouble) -> None:
    failure = failure_of(email(server, password=f"{PASSWORD}-wrong"))
    assert isinstance(failure, DeliveryRefused)
    assert "Correct username and password in the SMTP secret" in str(failure)


def test_what_a_server_repeats_of_a_log_in_is_not_shown(server: SmtpDouble) -> None:
    server.answers["AUTH"] = f"535 I don't know desk with {PASSWORD}"
    assert isinstance(failure_of(email(server)), DeliveryRefused)


def test_a_log_in_that_fails_for_now_is_transient(server: SmtpDouble) -> None:
    server.answers["AUTH"] = "454 Later"
    assert isinstance(failure_of(email(server)), TransientError)


def test_a_server_without_starttls_is_given_neither_password_nor_message() -> None:
    with SmtpDouble(Security.NONE, log_in=False) as server:
        failure = failure_of(email(server, security=Security.STARTTLS, username="desk", password=PASSWORD))
    assert isinstance(failure, DeliveryRefused)
    assert "Check host, port and security in the SMTP secret" in str(failure)
    assert server.messages == []


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(security: Security) -> None:
    with SmtpDouble(security) as server:
        server.trust = ssl.create_default_context()
        failure = failure_of(email(server))
    assert isinstance(failure, DeliveryRefused)
    assert "the server's certificate" in str(failure)
    assert server.messages == []


@pytest.mark.parametrize("sender", ["büro@example.org", "desk@münchen.example.org", "a..b@example.org"])
def test_an_address_that_no_header_takes_says_what_to_do(server: SmtpDouble, sender: str) -> None:
    failure = failure_of(email(server, sender=sender))
    assert isinstance(failure, DeliveryRefused)
    assert "punycode" in str(failure)


def test_a_refused_log_in_is_tried_once_more_with_what_the_secret_holds_by_now(server: SmtpDouble) -> None:
    old, now = replace(server.secret, password="old"), server.secret
    channel = SmtpEmail(
        lambda fresh=False: now if fresh else old, "desk@example.org", RECIPIENTS, server.trust
    )
    channel.send(MESSAGE)
    assert len(server.messages) == 1


def test_a_log_in_that_is_refused_with_the_secret_of_now_is_not_tried_again(server: SmtpDouble) -> None:
    asked: list[bool] = []

    def secret(*, fresh: bool = False) -> SmtpServer:
        asked.append(fresh)
        return replace(server.secret, password="wrong")

    failure = failure_of(SmtpEmail(secret, "desk@example.org", RECIPIENTS, server.trust))
    assert isinstance(failure, CredentialRefused)
    assert asked == [False, True]
