"""Slack's blocks as HTML: what Slack shows, and nothing that runs."""

import pytest
from tools.local.slack_html import blocks_html, mrkdwn


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "*bold* and _slanted_, ~gone~ and `code`",
            "<b>bold</b> and <i>slanted</i>, <s>gone</s> and <code>code</code>",
        ),
        ("snake_case_name and 5*4*3", "snake_case_name and 5*4*3"),
        ("Q&amp;A &lt;b&gt;", "Q&amp;A &lt;b&gt;"),
        ("<script>alert(1)</script>", "scriptalert(1)/script"),
        ('"quoted" & raw', "&quot;quoted&quot; &amp; raw"),
        ("<!channel> <@U012>", "!channel @U012"),
        ("a\ue0000\ue001b", "ab"),
    ],
)
def test_text_is_shown_as_slack_shows_it(text: str, shown: str) -> None:
    assert mrkdwn(text) == f'<p dir="auto">{shown}</p>'


def test_a_link_has_its_label_and_may_be_bold() -> None:
    assert mrkdwn("*<https://example.com/a_b_c?x=1&amp;y=*2*|Read it>*") == (
        '<p dir="auto"><b><a href="https://example.com/a_b_c?x=1&amp;y=*2*" target="_blank" rel="noreferrer">'
        "Read it</a></b></p>"
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//example.com"])
def test_an_address_that_is_none_of_the_webs_is_text(address: str) -> None:
    assert "<a" not in mrkdwn(f"<{address}|Read it>")


def test_an_address_cannot_leave_its_attribute() -> None:
    assert 'href="https://example.com/&#34; onclick=&#34;x"' in mrkdwn('<https://example.com/" onclick="x>')


def test_lines_that_begin_so_are_quotations() -> None:
    assert mrkdwn("Also:\n>one\n>two\nthree") == (
        '<p dir="auto">Also:</p><blockquote dir="auto">one<br>two</blockquote><p dir="auto">three</p>'
    )


def test_blocks_are_shown_and_one_that_is_not_known_is_shown_as_it_came() -> None:
    shown = blocks_html(
        [
            {"type": "header", "text": {"type": "plain_text", "text": "A <b> day"}},
            {"type": "section", "fields": [{"type": "mrkdwn", "text": "*one*"}]},
            {"type": "divider"},
            {"type": "context", "elements": [{"type": "plain_text", "text": "*two*"}]},
            {"type": "carousel"},
        ]
    )
    assert shown.splitlines() == [
        '<h3 dir="auto">A &lt;b&gt; day</h3>',
        '<p dir="auto"><b>one</b></p>',
        "<hr>",
        '<div class="context"><p dir="auto">*two*</p></div>',
        "<pre>{&#39;type&#39;: &#39;carousel&#39;}</pre>",
    ]
