"""How a rewritten page is shown: its quotes marked, everything escaped, the footer's promise kept."""

from dataclasses import replace

import pytest
from lxml import html

from pagebrief import console_digest
from pagebrief.bootstrap import find_templates
from pagebrief.digest import Digest, Entry
from pagebrief.messages import render_email, render_slack
from pagebrief.model import Rewritten
from unit.digests import ATTACKS, HARBOUR, SINGLE, digest

TEMPLATES = find_templates()
WRITTEN = "The council will close the old quay to large ships."


def rewritten(*told: Rewritten) -> Entry:
    brief = replace(HARBOUR.brief, rewritten=told, method="rewritten by a/model@0123456")
    return replace(HARBOUR, brief=brief)


def page(written: str = WRITTEN) -> Digest:
    support = HARBOUR.brief.sentences[:1]
    quote = Rewritten(HARBOUR.brief.sentences[1].text, support, quoted=True)
    return digest(rewritten(Rewritten(written, support), quote))


QUOTE = f"“{HARBOUR.brief.sentences[1].text}”"


def test_an_email_tells_the_rewritten_sentences_and_marks_the_quotes() -> None:
    email = render_email(page(), TEMPLATES)
    for part in (email.html, " ".join(email.text.replace("\n>", "").split())):
        assert WRITTEN in part
        assert QUOTE in part
        assert HARBOUR.brief.sentences[2].text not in part
        assert "Rewritten by a/model@0123456" in part
        assert "nothing is rewritten" not in part
    assert email.html.count("<blockquote") == 1


def test_slack_tells_them_too() -> None:
    texts = [
        block["text"]["text"]
        for block in render_slack(page(), TEMPLATES).blocks
        if block["type"] == "section"
    ]
    assert texts[0].startswith(f"{WRITTEN}\n\n>{QUOTE} <https://www.example.org/")
    assert "Rewritten by a/model@0123456" in str(render_slack(page(), TEMPLATES).blocks)


def test_the_terminal_shows_them_too(capsys: pytest.CaptureFixture[str]) -> None:
    console_digest.show_digest(page())
    shown = capsys.readouterr().out
    assert f"  {WRITTEN}\n" in shown
    assert f"  {QUOTE}\n" in shown
    assert "rewritten by a/model@0123456" in shown


def test_a_page_in_its_own_sentences_is_promised_to_be_so() -> None:
    assert "nothing is rewritten" in render_email(SINGLE, TEMPLATES).html
    assert "nothing is rewritten" in render_email(SINGLE, TEMPLATES).text


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS.keys())
def test_what_a_model_wrote_is_as_inert_as_a_page(text: str) -> None:
    email, slack = render_email(page(text), TEMPLATES), render_slack(page(text), TEMPLATES)
    page_of = html.document_fromstring(email.html)
    assert not page_of.xpath("//script | //img | //@onerror | //@onmouseover")
    assert len(email.html.encode()) < 90_000
    assert "<!channel>" not in str(slack.blocks)
    assert "<@U123>" not in str(slack.blocks)
    assert len(slack.blocks) <= 50
