"""No page can ping a channel, place a link or a format, or break the JSON of a Slack message."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagebrief.message import SlackMessage
from pagebrief.messages import Templates, render_slack
from pagebrief.messages.mrkdwn import escaped
from pagebrief.messages.samples import SAMPLES
from slack_limits import check
from unit import digests
from unit.slack_texts import assert_inert

TEMPLATES = Templates(None, digests.BUILT_IN)
ANYTHING = st.text(st.characters(exclude_categories=())) | st.sampled_from(sorted(digests.ATTACKS.values()))


def slack(text: str, *fields: str) -> SlackMessage:
    return render_slack(digests.carrying(text, *fields), TEMPLATES)


def words(message: SlackMessage) -> Iterator[str]:
    yield message.text
    for block in message.blocks:
        for part in [block.get("text"), *block.get("elements", ())]:
            if part:
                yield part["text"]


def assert_fits(message: SlackMessage) -> None:
    """Slack takes it, with some room left: what its limit of all blocks counts isn't documented."""
    assert list(check({"text": message.text, "blocks": list(message.blocks)})) == []
    assert len(json.dumps(message.blocks, ensure_ascii=False, separators=(",", ":"))) <= 12_000
    assert 0 < len(message.text) <= 4_000


@pytest.mark.parametrize("field", digests.FIELDS)
@pytest.mark.parametrize("attack", digests.ATTACKS)
def test_what_a_page_says_is_inert(attack: str, field: str):
    message = slack(digests.ATTACKS[attack], field)
    assert_fits(message)
    for text in words(message):
        assert_inert(text)


@pytest.mark.parametrize("field", digests.FIELDS)
@pytest.mark.parametrize("attack", digests.ATTACKS)
def test_a_page_adds_no_block(attack: str, field: str):
    kinds = [block["type"] for block in slack(digests.ATTACKS[attack], field).blocks]
    assert kinds == ["header", "section", "context", "divider", "section", "context"]


@pytest.mark.parametrize("sample", SAMPLES)
def test_slack_takes_every_sample(sample: str):
    assert_fits(render_slack(SAMPLES[sample], TEMPLATES))


@settings(deadline=None)  # texts of 100 kB are among them
@given(text=ANYTHING, fields=st.sets(st.sampled_from(digests.FIELDS)))
def test_any_text_anywhere_yields_an_inert_message_within_the_limits(text: str, fields: set[str]):
    message = slack(text, *fields)
    assert_fits(message)
    for part in words(message):
        assert_inert(part)


@settings(deadline=None)  # texts of 100 kB are among them
@given(texts=st.lists(ANYTHING, min_size=2, max_size=30))
def test_any_texts_together_yield_a_message_within_the_limits(texts: list[str]):
    entries = [digests.carrying(text, *digests.FIELDS).entries[0] for text in texts]
    assert_fits(render_slack(digests.digest(*entries, title=texts[0]), TEMPLATES))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("R&D <soon>", "R&amp;D &lt;soon&gt;"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("a *bold* claim", "a ∗bold∗ claim"),
        ("snake_case and 5*4", "snake_case and 5*4"),
        ("f**k", "f∗∗k"),
        ("`rm -rf ~`", "ˋrm -rf ∼ˋ"),
        (">>> quoted", "››› quoted"),
        ("3 > 2", "3 &gt; 2"),
        ("https://example.org/~desk/a_b?x=1&y=*", "https://example.org/%7Edesk/a_b?x=1&amp;y=%2A"),
    ],
)
def test_text_is_escaped_so_that_it_reads_the_same(said: str, shown: str):
    assert escaped(said) == shown


def test_a_headline_with_asterisks_does_not_end_the_bold_around_it():
    hostile = digests.entry("Two *stars* here", "A sentence.")
    message = render_slack(digests.digest(hostile, digests.BARE), TEMPLATES)
    assert any(text.startswith("*Two ∗stars∗ here*\n") for text in words(message))
