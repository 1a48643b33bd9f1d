"""What a Slack message says, and that Slack takes it."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from pagebrief.digest import Digest
from pagebrief.errors import TemplateError
from pagebrief.message import Medium, SlackMessage
from pagebrief.messages import Templates, render, render_slack
from pagebrief.model import Reason
from unit import digests

TEMPLATES = Templates(None, digests.BUILT_IN)


def slack(digest: Digest) -> SlackMessage:
    return render_slack(digest, TEMPLATES)


def texts(message: SlackMessage, kind: str) -> list[str]:
    """The texts of all blocks of one type."""
    found = [block for block in message.blocks if block["type"] == kind]
    return [part["text"] for block in found for part in block.get("elements") or [block["text"]]]


def custom(folder: Path, *parts: object, text: str = "A notification") -> SlackMessage:
    """What becomes of these blocks when a user's template gives them."""
    (folder / "slack").mkdir()
    (folder / "slack" / "digest.json.j2").write_text(json.dumps({"text": text, "blocks": parts}))
    return render_slack(digests.SINGLE, Templates(folder, digests.BUILT_IN))


def mrkdwn(text: str) -> dict[str, object]:
    return {"type": "mrkdwn", "text": text}


def test_a_digest_for_a_slack_channel_becomes_a_slack_message():
    assert render(Medium.SLACK, digests.SINGLE, TEMPLATES) == slack(digests.SINGLE)


def test_one_page_is_headed_by_its_headline():
    message = slack(digests.SINGLE)
    assert message.text == digests.HARBOUR.brief.headline
    assert [block["type"] for block in message.blocks] == ["header", "section", "context"]
    assert texts(message, "header") == [digests.HARBOUR.brief.headline]
    (told,) = texts(message, "section")
    first, _, second, *_ = told.split("\n")
    link = "<https://www.example.org/news/2026/03/harbour-quay?ref=front&amp;lang=en#:~:text="
    assert first.startswith(f">{digests.HARBOUR.brief.sentences[0].text} {link}")
    assert second.startswith(f">{digests.HARBOUR.brief.sentences[1].text} {link}")
    assert told.endswith("?ref=front&amp;lang=en|Read it on example.org>")


def test_the_notification_of_one_page_is_its_headline_and_its_gist():
    message = slack(digests.digest(digests.TOLD))
    assert message.text == f"{digests.TOLD.brief.headline}\n{digests.TOLD.brief.gist}"
    assert "3\u00a0min\u00a0read · old quay · port authority · Eastharbour\n" in texts(message, "context")[0]


def test_several_pages_each_have_a_linked_headline_their_sentences_and_their_origin():
    message = slack(digests.SEVERAL)
    assert texts(message, "header") == ["North Sea desk"]
    told, origin = re.sub(" <[^>]*↗>", "", texts(message, "section")[1]), texts(message, "context")[2]
    assert told == (
        f"*<{digests.GRID.page.url}|{digests.GRID.brief.headline}>*\n"
        f">{digests.GRID.brief.sentences[0].text}\n>\n>{digests.GRID.brief.sentences[1].text}"
    )
    assert origin == (
        "Example Energy Review · 1 Mar 2026\n"
        "Why you get this: every page is told at once to this channel\n"
        "s3://example-pages/pages/2026/03/wind-record.txt"
    )


def test_the_notification_lists_the_headlines():
    assert slack(digests.SEVERAL).text.splitlines()[:2] == [
        "North Sea desk: 5 pages",
        f"• {digests.HARBOUR.brief.headline}",
    ]


def test_rejections_stand_at_the_end_with_their_reasons():
    message = slack(digests.SEVERAL)
    assert texts(message, "section")[-1] == "*Pages without a digest*"
    assert texts(message, "context")[-1] == (
        "s3://example-pages/pages/2026/03/scan 01+02.pdf\n"
        "Unsupported format: It is a PDF; send HTML or plain text."
    )


def test_an_empty_digest_says_that_there_is_nothing():
    assert texts(slack(digests.digest()), "section") == ["There is nothing to tell this time."]


def test_two_hundred_pages_fit_and_the_rest_is_counted():
    message = slack(digests.digest(*[digests.GRID] * 200, rejections=digests.REJECTIONS))
    told = sum(digests.GRID.brief.headline in text for text in texts(message, "section"))
    assert 5 < told < 200
    assert len(message.blocks) <= 50
    assert len(json.dumps(message.blocks, ensure_ascii=False, separators=(",", ":"))) <= 12_000
    assert f"*And {200 - told} more pages* that this message has no room for." in texts(message, "section")
    assert texts(message, "context")[-1] == "There are 2, and this message has no room for them."


def test_long_pages_fit_by_their_length():
    long = digests.entry("A headline", *["Ten words that go on and on and on again. " * 20] * 3)
    message = slack(digests.digest(*[long] * 20))
    told = sum("A headline" in text for text in texts(message, "section"))
    assert told == 4
    assert len(message.blocks) < 20
    assert "*And 16 more pages* that this message has no room for." in texts(message, "section")


def test_too_many_rejections_are_counted():
    message = slack(digests.digest(rejections=digests.REJECTIONS * 100))
    told = len(texts(message, "context")) - 2
    assert texts(message, "context")[-1] == f"And {200 - told} more that this message has no room for."


def test_addresses_and_channel_names_are_not_turned_into_links():
    assert all(
        part["verbatim"] is True
        for block in slack(digests.SEVERAL).blocks
        for part in [block.get("text"), *block.get("elements", ())]
        if part and part["type"] == "mrkdwn"
    )


def test_a_template_may_ask_for_links(tmp_path: Path):
    message = custom(tmp_path, {"type": "section", "text": mrkdwn("example.org") | {"verbatim": False}})
    assert message.blocks[0]["text"] == {"type": "mrkdwn", "text": "example.org", "verbatim": False}


def test_texts_beyond_slacks_limits_are_cut(tmp_path: Path):
    long = "word " * 2_000
    header, section, context = custom(
        tmp_path,
        {"type": "header", "text": {"type": "plain_text", "text": long}},
        {"type": "section", "text": mrkdwn(long), "fields": [mrkdwn("field")] * 12},
        {"type": "context", "elements": [mrkdwn(long), *[mrkdwn("element")] * 12]},
        text=long,
    ).blocks
    assert header["text"]["text"] == ("word " * 30).strip() + "…"
    assert 2_990 < len(section["text"]["text"]) <= 3_000
    assert len(section["fields"]) == 10
    assert len(context["elements"]) == 10
    assert 1_990 < len(context["elements"][0]["text"]) <= 2_000


def test_the_notification_is_cut_too(tmp_path: Path):
    assert len(custom(tmp_path, text="word " * 2_000).text) <= 4_000


@pytest.mark.parametrize("end", ["&amp;", "<https://example.org/page|label>"])
def test_a_cut_leaves_no_half_of_an_entity_or_a_link(tmp_path: Path, end: str):
    for position in range(len(end) + 1):
        folder = tmp_path / str(position)
        folder.mkdir()
        text = "x" * (3_000 - position) + end
        cut = custom(folder, {"type": "section", "text": mrkdwn(text)}).blocks[0]["text"]["text"]
        assert len(cut) <= 3_000
        assert cut.strip("x") in {"…", end, end + "…"}


def test_empty_texts_which_slack_refuses_are_dropped(tmp_path: Path):
    message = custom(
        tmp_path,
        {"type": "header", "text": {"type": "plain_text", "text": " "}},
        {"type": "section", "text": mrkdwn("")},
        {"type": "section", "text": mrkdwn(""), "fields": [mrkdwn(""), mrkdwn("field")], "expand": False},
        {"type": "context", "elements": [mrkdwn("")]},
        {"type": "divider"},
    )
    assert message.blocks == (
        {"type": "section", "expand": False, "fields": [mrkdwn("field") | {"verbatim": True}]},
        {"type": "divider"},
    )


def test_blocks_we_do_not_know_pass_as_they_are(tmp_path: Path):
    image = {"type": "image", "image_url": "https://example.org/map.png", "alt_text": "A map"}
    small = {"type": "context", "elements": [image]}
    assert custom(tmp_path, image, small).blocks == (image, small)


@pytest.mark.parametrize(
    "block",
    [
        "text",
        {},
        {"type": "header"},
        {"type": "header", "text": "bare"},
        {"type": "context", "elements": ["bare"]},
        {"type": "context"},
        {"type": "section", "text": {"type": "html", "text": "x"}},
    ],
)
def test_a_malformed_block_is_named(tmp_path: Path, block: object):
    with pytest.raises(TemplateError, match=r"slack/digest\.json\.j2 is no Slack message: one of its"):
        custom(tmp_path, block)


def test_a_template_that_is_too_long_by_itself_is_refused(tmp_path: Path):
    with pytest.raises(TemplateError, match=r"slack/digest\.json\.j2 is too long for Slack"):
        custom(tmp_path, *[{"type": "divider"}] * 51)


def test_it_is_said_why_a_page_is_told() -> None:
    found = (
        Reason("it says “quay”", "port", "QUAY", 12),
        Reason("it is about “harbours”", "port", "The <!channel> quay.", 0, 0.412, 0.29),
    )
    message = slack(digests.digest(replace(digests.HARBOUR, reasons=found)))
    assert (
        "Why you get this: port: it says “quay” (“QUAY”); it is about “harbours” "
        "(similarity 0.41, at least 0.29: “The &lt;!channel&gt; quay.”)"
    ) in texts(message, "context")[0]
