"""What Slack is sent, what it may answer, and that neither URL nor token is ever seen."""

import gc
import logging
import traceback
from collections.abc import Callable
from contextlib import suppress

import pytest

from http_double import NOTHING, SILENCE, HttpDouble, Reply, refusing_url
from integration.slack_channels import MESSAGE, PATH, TOKEN, bot, failure_of, says_no, webhook
from pagebrief.adapters.slack import SlackBot, SlackWebhook
from pagebrief.delivery import Receipt
from pagebrief.errors import DeliveryRefused, PagebriefError, TransientError
from pagebrief.ports import Channel
from slack_double import SlackDouble

MakeChannel = Callable[..., Channel]


@pytest.fixture(params=[bot, webhook], ids=["bot", "webhook"])
def make_channel(request: pytest.FixtureRequest) -> MakeChannel:
    made: MakeChannel = request.param
    return made


def test_a_bot_posts_text_and_blocks_to_its_channel_and_unfurls_nothing(slack: SlackDouble) -> None:
    receipt = SlackBot(slack.token, "#desk", slack.url).send(MESSAGE)
    assert slack.messages == [
        {
            "channel": "#desk",
            "text": MESSAGE.text,
            "blocks": list(MESSAGE.blocks),
            "unfurl_links": False,
            "unfurl_media": False,
        }
    ]
    assert receipt == Receipt("1767342601.000100", thread="1767342601.000100")


def test_a_bot_answers_in_the_thread_of_an_earlier_message(slack: SlackDouble) -> None:
    bot = SlackBot(slack.token, "#desk", slack.url)
    first = bot.send(MESSAGE)
    second = bot.send(MESSAGE, first.thread)
    assert [message.get("thread_ts") for message in slack.messages] == [None, first.id]
    assert (second.id, second.thread) == ("1767342602.000100", first.id)


def test_where_the_first_message_of_a_thread_was_deleted_another_thread_begins(slack: SlackDouble) -> None:
    bot = SlackBot(slack.token, "#desk", slack.url)
    first = bot.send(MESSAGE)
    slack.threads.clear()
    second = bot.send(MESSAGE, first.thread)
    assert second == Receipt("1767342602.000100", thread="1767342602.000100")
    assert [message.get("thread_ts") for message in slack.messages] == [None, None]


def test_a_webhook_posts_text_and_blocks_and_unfurls_nothing(slack: SlackDouble) -> None:
    assert SlackWebhook(slack.webhook_url).send(MESSAGE) == Receipt("ok")
    assert slack.messages == [
        {
            "text": MESSAGE.text,
            "blocks": list(MESSAGE.blocks),
            "unfurl_links": False,
            "unfurl_media": False,
        }
    ]


def test_the_address_is_the_channel_or_the_one_that_the_webhook_was_given() -> None:
    assert SlackBot(TOKEN, "C0123456789").address == "slack:C0123456789"
    assert SlackWebhook(f"https://hooks.slack.com{PATH}").address == "slack:webhook"
    assert SlackWebhook(f"https://hooks.slack.com{PATH}", "webhook:desk").address == "webhook:desk"


@pytest.mark.parametrize(
    ("header", "seconds"), [("30", 30.0), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("", None), (None, None)]
)
def test_a_429_is_transient_and_names_the_time_to_wait(
    make_channel: MakeChannel, header: str | None, seconds: float | None
) -> None:
    headers = {} if header is None else {"Retry-After": header}
    with HttpDouble(Reply(429, b'{"ok": false, "error": "ratelimited"}', headers)) as slack:
        failure = failure_of(make_channel(slack.url))
        assert len(slack.paths) == 1
    assert isinstance(failure, TransientError)
    assert failure.retry_after == seconds


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_5xx_is_transient(make_channel: MakeChannel, status: int) -> None:
    with HttpDouble(Reply(status, b"<html>not now</html>")) as slack:
        failure = failure_of(make_channel(slack.url))
        assert len(slack.paths) == 1
    assert isinstance(failure, TransientError)
    assert not failure.may_have_arrived
    assert f"Slack answered {status}" in str(failure)


@pytest.mark.parametrize(
    "code",
    [
        "ratelimited",
        "rate_limited",
        "service_unavailable",
        "internal_error",
        "fatal_error",
        "request_timeout",
    ],
)
def test_a_code_that_may_pass_is_transient(code: str) -> None:
    with HttpDouble(says_no(code)) as slack:
        failure = failure_of(bot(slack.url))
    assert isinstance(failure, TransientError)
    assert code in str(failure)


# slack_sdk leaves the socket of a broken answer to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    "reply",
    [SILENCE, NOTHING, Reply(200, b"o", announced=100), Reply(200, b"o", announced=100, then_silent=True)],
    ids=["silence", "hung up", "hung up in mid-body", "silence in mid-body"],
)
def test_without_an_answer_the_message_may_have_arrived(
    make_channel: MakeChannel, reply: Reply | None
) -> None:
    with HttpDouble(reply) as slack:
        failure = failure_of(make_channel(slack.url, timeout=1))
        assert len(slack.paths) == 1
    assert isinstance(failure, TransientError)
    assert failure.may_have_arrived
    assert "may have arrived" in str(failure)
    del failure
    gc.collect()


def test_what_was_never_sent_can_not_have_arrived(make_channel: MakeChannel) -> None:
    failure = failure_of(make_channel(refusing_url()))
    assert isinstance(failure, TransientError)
    assert "can't be reached" in str(failure)
    assert not failure.may_have_arrived


@pytest.mark.parametrize(
    "channel",
    [
        SlackBot("xoxb-private\r\nX-Header: private", "#desk", "http://127.0.0.1:9/api/"),
        SlackWebhook("http://127.0.0.1:9/services/private of ours", "#desk"),
        SlackWebhook("ftp://127.0.0.1/services/private", "#desk"),
        SlackWebhook("hooks.slack.com/services/private", "#desk"),
    ],
    ids=["token", "url with spaces", "ftp", "no scheme"],
)
def test_a_malformed_secret_is_refused_without_being_shown(channel: Channel) -> None:
    failure = failure_of(channel)
    assert isinstance(failure, DeliveryRefused)
    assert "Correct the Slack secret" in str(failure)
    assert "private" not in "".join(traceback.format_exception(failure))


ANSWERS = [Reply(200, b"ok"), says_no("invalid_auth"), Reply(404, b"no_service"), Reply(503), NOTHING]


@pytest.mark.parametrize("reply", ANSWERS)
def test_neither_url_nor_token_is_ever_logged(
    make_channel: MakeChannel, reply: Reply | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with HttpDouble(reply) as slack, suppress(PagebriefError):
        make_channel(slack.url).send(MESSAGE)
    assert "private" not in caplog.text


@pytest.mark.parametrize("reply", ANSWERS[1:])
def test_neither_url_nor_token_is_in_an_error_or_its_traceback(
    make_channel: MakeChannel, reply: Reply | None
) -> None:
    with HttpDouble(reply) as slack:
        failure = failure_of(make_channel(slack.url))
    assert "private" not in "".join(traceback.format_exception(failure))
