"""In a message the later pages of a story are quoted, three sentences at most, and the whole is linked."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from pagebrief.digest import Digest, Entry, Later
from pagebrief.message import EmailMessage
from pagebrief.messages import Templates, blocks, render_email, render_slack
from pagebrief.messages.context import LIMITS, later
from pagebrief.messages.email import MESSAGE_BYTES
from pagebrief.messages.filters import elsewhere
from pagebrief.model import Link
from unit import digests

TEMPLATES = Templates(None, digests.BUILT_IN)
KEY = "digests/2026-03-02T080000.000000Z-0123456789abcdef.html"
# A function's link has its session token in it.
SIGNED = (
    f"https://state.s3.eu-west-1.amazonaws.com/{KEY}?X-Amz-Security-Token={'a%2F' * 500}&X-Amz-Expires=604800"
)
WHOLE = Link(SIGNED, f"s3://state/{KEY}")
B = Later("b.example", "https://b.example/1", digests.NOW, ("First of b.", "Second of b.", "Third of b."))
C = Later("c.example", None, digests.NOW, ("First of c.", "Second of c."))
STORY = replace(digests.HARBOUR, also_on=("b.example", "c.example"), later=(B, C))


def sections(digest: Digest) -> list[str]:
    found = [block["text"]["text"] for block in render_slack(digest, TEMPLATES).blocks if "text" in block]
    return [*found, *contexts(digest)]


def contexts(digest: Digest) -> list[str]:
    made = render_slack(digest, TEMPLATES).blocks
    return [each["text"] for block in made for each in block.get("elements", ())]


def email(digest: Digest) -> EmailMessage:
    return render_email(digest, TEMPLATES)


def test_each_site_has_its_first_sentence_before_any_has_a_second():
    assert [(each.sentences, each.more) for each in later((B, C), 3)] == [
        (("First of b.", "Second of b."), 1),
        (("First of c.",), 1),
    ]
    assert [(each.sentences, each.more) for each in later((B, C, B, B), 3)][3] == ((), 3)


def test_a_site_without_a_name_has_that_of_its_address():
    shown = later((replace(B, site=None, url="https://www.b.example/1"), replace(C, site=" ")))
    assert [each.site for each in shown] == ["b.example", "another page"]


def test_an_email_quotes_what_later_pages_add_by_site():
    message = email(digests.digest(STORY))
    assert (
        "Also, on b.example:\n> “First of b.”\n> “Second of b.”\nhttps://b.example/1\n\n"
        "Also, on c.example:\n> “First of c.”\nAnd 2 more sentences there.\n"
    ) in message.text
    assert "Third of b." not in message.html
    assert 'href="https://b.example/1"' in message.html
    assert "<bdi>“First of c.”</bdi>" in message.html


def test_slack_quotes_what_later_pages_add_by_site():
    assert (
        "Also, on <https://b.example/1|b.example>:\n>First of b.\n>Second of b.\n"
        "Also, on c.example:\n>First of c.\nAnd 2 more sentences there."
    ) in sections(digests.digest(STORY))


def test_a_page_that_stands_alone_is_told_as_it_was():
    (single,) = [block for block in sections(digests.SINGLE) if "The council voted" in block]
    assert "Also" not in single
    assert elsewhere(digests.HARBOUR) == []


def test_it_is_said_when_a_story_was_first_and_last_seen():
    seen = (digests.NOW, digests.NOW + timedelta(hours=1))
    assert elsewhere(replace(STORY, seen=seen)) == [
        "also on 2 sites: b.example, c.example",
        "first seen 2 Mar 2026, 08:00 (UTC), last 2 Mar 2026, 09:00 (UTC)",
    ]
    assert elsewhere(replace(STORY, also_on=(), seen=(digests.NOW, digests.NOW))) == [
        "other pages tell it, too"
    ]


def test_a_digest_links_the_whole_and_says_where_it_stays():
    several = replace(digests.SEVERAL, whole=WHOLE)
    message = email(several)
    assert f'href="{SIGNED.replace("&", "&amp;")}"' in message.html
    assert SIGNED in message.text
    for part in (message.html, message.text, *contexts(several)[-3:-2]):
        assert WHOLE.place in part
    assert f"<{SIGNED.replace('&', '&amp;')}|Open the whole digest>" in sections(several)


def test_an_alert_links_it_last_and_in_few_words():
    alert = replace(digests.SINGLE, whole=WHOLE)
    assert f"<{SIGNED.replace('&', '&amp;')}|All of it, sentence by sentence>" in sections(alert)
    assert "All of it, sentence by sentence" in email(alert).html
    assert "All of it, sentence by sentence:\n" in email(alert).text


def test_what_has_no_room_is_said_with_the_link():
    many = digests.digest(*[STORY] * 200)
    linked = replace(many, whole=WHOLE)
    (said,) = [text for text in sections(linked) if "no room" in text]
    assert said.endswith(f"<{SIGNED.replace('&', '&amp;')}|see all>")
    assert "no room for: <a " in email(linked).html
    assert "no room for: see below" in email(linked).text
    assert "no room for." in email(many).text


def test_nothing_is_linked_where_nothing_was_kept():
    for part in (email(digests.SEVERAL).html, email(digests.SEVERAL).text, str(sections(digests.SEVERAL))):
        assert "whole digest" not in part
        assert "s3://state" not in part


def test_an_address_that_slack_would_cut_is_not_linked():
    long = replace(digests.SEVERAL, whole=Link(SIGNED + "a" * LIMITS.link, WHOLE.place))
    assert email(long) == email(digests.SEVERAL)
    assert render_slack(long, TEMPLATES) == render_slack(digests.SEVERAL, TEMPLATES)


@pytest.mark.parametrize("story", [STORY, digests.ARABIC])
def test_messages_stay_within_their_limits(story: Entry):
    long = replace(
        story, later=tuple(replace(B, site="s" * 500, sentences=("&<>" * 5_000,) * 9) for _ in range(40))
    )
    digest = replace(digests.digest(*[long] * 60), whole=WHOLE)
    message = email(digest)
    assert len((message.subject + message.html + message.text).encode()) <= MESSAGE_BYTES
    slack = render_slack(digest, TEMPLATES)
    assert len(slack.blocks) <= blocks.BLOCKS
    assert len(json.dumps(slack.blocks, ensure_ascii=False, separators=(",", ":"))) <= blocks.BLOCKS_JSON
    assert "Also, on" in message.text
