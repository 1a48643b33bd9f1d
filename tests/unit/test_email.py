"""What an email says, and how it looks to a mail program."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from pagebrief.digest import Digest
from pagebrief.message import EmailMessage, Medium
from pagebrief.messages import Templates, render, render_email
from pagebrief.model import Reason
from unit import digests
from unit.contrast import contrast

TEMPLATES = Templates(None, digests.BUILT_IN)


def email(digest: Digest) -> EmailMessage:
    return render_email(digest, TEMPLATES)


def document(digest: Digest) -> html.HtmlElement:
    return html.document_fromstring(email(digest).html)


def text_of(digest: Digest) -> str:
    return " ".join(document(digest).text_content().split())


def size(message: EmailMessage) -> int:
    return len(message.html.encode()) + len(message.text.encode()) + len(message.subject.encode())


def test_a_digest_for_an_email_channel_becomes_an_email():
    assert render(Medium.EMAIL, digests.SINGLE, TEMPLATES) == email(digests.SINGLE)


def test_one_page_gives_its_headline_to_the_subject():
    assert email(digests.SINGLE).subject == digests.HARBOUR.brief.headline


def test_several_pages_are_counted_in_the_subject():
    assert email(digests.SEVERAL).subject == "North Sea desk: 5 pages"


def test_a_digest_of_rejections_only_says_so_in_the_subject():
    assert email(digests.digest(rejections=digests.REJECTIONS)).subject == "North Sea desk: no pages"


@pytest.mark.parametrize("part", ["html", "text"])
def test_both_parts_tell_all_of_an_entry(part: str):
    told = getattr(email(digests.SINGLE), part)
    told = html.document_fromstring(told).text_content() if part == "html" else told
    told = " ".join(told.replace("\n> ", " ").split())
    assert "Example Courier · Port Desk · 2 Mar 2026, 06:45 (UTC+01:00)" in told
    assert "Why you get this: every page is told at once to this channel" in told
    assert "s3://example-pages/pages/2026/03/harbour-quay.html" in told
    assert "Every sentence is quoted verbatim from its page." in told
    assert digests.HARBOUR.brief.headline in told
    for sentence in digests.HARBOUR.brief.sentences:
        assert sentence.text in told


@pytest.mark.parametrize("part", ["html", "text"])
def test_what_a_page_is_about_and_how_long_it_takes_stands_below_its_byline(part: str):
    told = getattr(email(digests.digest(digests.TOLD)), part)
    told = html.document_fromstring(told).text_content() if part == "html" else told
    assert "3\u00a0min\u00a0read · old quay · port authority · Eastharbour" in told


def test_the_preview_of_one_page_is_its_gist():
    preview = document(digests.digest(digests.TOLD)).xpath("//body/div")[0]
    assert preview.text_content().strip() == digests.TOLD.brief.gist


def test_sentences_are_marked_as_quotations_in_reading_order():
    (quotation,) = document(digests.SINGLE).iter("blockquote")
    assert [p.text_content().removesuffix("\xa0↗") for p in quotation.iter("p")] == [
        s.text for s in digests.HARBOUR.brief.sentences
    ]
    quoted = [line for line in email(digests.SINGLE).text.splitlines() if line.startswith("> ")]
    assert quoted[0] == "> The council voted nine to four on Monday to close the old quay to"


def test_the_headline_is_a_link_where_the_page_has_an_address():
    links = document(digests.SINGLE).xpath("//h2/a")
    assert [(link.get("href"), link.text) for link in links] == [
        (digests.HARBOUR.page.url, digests.HARBOUR.brief.headline)
    ]
    assert not document(digests.digest(digests.BARE)).xpath("//a")


def test_missing_metadata_leaves_no_empty_separators():
    assert "·" not in email(digests.digest(digests.BARE)).text.splitlines()[4]
    assert not document(digests.digest(digests.BARE)).xpath("//bdi")


def test_a_page_in_another_language_is_marked_as_such():
    arabic = document(digests.SEVERAL).xpath("//td[@lang='ar']")[0]
    assert arabic.get("dir") == "rtl"
    assert "in\u00a0Arabic" in arabic.text_content()
    french = document(digests.SEVERAL).xpath("//td[@lang='fr']")[0]
    assert french.get("dir") == "ltr"
    assert "in English" not in text_of(digests.SINGLE)


@pytest.mark.parametrize("part", ["html", "text"])
def test_rejections_stand_at_the_end_with_their_reasons(part: str):
    told = getattr(email(digests.SEVERAL), part)
    end = told[told.index("Pages without a digest") :]
    for rejection in digests.REJECTIONS:
        assert rejection.ref.uri in end
        assert rejection.discarded.detail in end


def test_an_empty_digest_says_that_there_is_nothing():
    assert "There is nothing to tell this time." in text_of(digests.digest())
    assert "There is nothing to tell this time." in email(digests.digest()).text


def test_the_plain_part_keeps_to_72_columns_except_for_addresses():
    lines = email(digests.SEVERAL).text.splitlines()
    assert [line for line in lines if len(line) > 72 and "://" not in line] == []


def test_more_than_five_pages_have_a_list_of_contents_that_leads_to_them():
    page = document(digests.digest(*[digests.HARBOUR] * 6))
    links = page.xpath("//ol/li/a")
    assert [link.get("href") for link in links] == [f"#page-{number}" for number in range(1, 7)]
    assert page.xpath("//td[@id='page-6']//h2/a/@href") == [digests.HARBOUR.page.url]
    assert not document(digests.SEVERAL).xpath("//ol")


def test_the_plain_part_lists_its_contents_too():
    told = email(digests.digest(*[digests.GRID] * 6)).text
    contents, *_ = told.split("=" * 72)[1:]
    assert [line[:3] for line in contents.split("\n") if line[:1].isdigit()] == [
        f"{n}. " for n in range(1, 7)
    ]


def test_two_hundred_pages_fit_and_the_rest_is_counted():
    message = email(digests.digest(*[digests.HARBOUR] * 200, rejections=digests.REJECTIONS))
    told = len(html.document_fromstring(message.html).findall(".//blockquote"))
    assert 10 < told < 200
    assert message.text.count("\nFrom s3://") == told
    assert size(message) <= 90_000
    assert message.subject == "North Sea desk: 200 pages"
    for part in (message.html, message.text):
        assert f"And {200 - told} more pages that this email has no room for." in part
        assert "There are 2, and this email has no room for them." in part


def test_three_more_pages_would_not_have_fitted():
    entries = [digests.HARBOUR] * 200
    told = email(digests.digest(*entries)).text.count("\nFrom s3://")
    exact = email(digests.digest(*entries[:told]))
    three_more = email(digests.digest(*entries[: told + 3]))  # what counts the rest is shorter here
    assert exact.text.count("\nFrom s3://") == told
    assert three_more.text.count("\nFrom s3://") <= told + 1


def test_too_many_rejections_are_counted():
    message = email(digests.digest(digests.HARBOUR, rejections=digests.REJECTIONS * 500))
    assert size(message) <= 90_000
    assert re.search(r"And \d+ more that this email has no room for\.", message.html)
    assert digests.HARBOUR.brief.headline in message.html


def test_a_monstrous_page_still_fits_alone():
    monster = digests.entry(
        "&" * 100_000, *["\U0001f6a2&" * 50_000] * 12, author="&" * 100_000, key="&" * 9_000
    )
    message = email(digests.digest(monster))
    assert size(message) <= 90_000
    assert len(html.document_fromstring(message.html).findall(".//blockquote/p")) == 12
    assert "…" in message.text


def test_the_html_needs_nothing_from_elsewhere():
    page = document(digests.SEVERAL)
    assert not page.xpath("//script | //img | //link | //iframe | //object | //form | //svg")
    assert not page.xpath("//@src | //@background | //@srcset")
    assert "url(" not in email(digests.SEVERAL).html
    assert all(re.match("https?://|#page-", href) for href in page.xpath("//@href"))


def test_the_html_is_laid_out_for_mail_programs_and_screen_readers():
    page = document(digests.SEVERAL)
    assert page.get("lang") == "en"
    assert len(page.findall(".//h1")) == 1
    assert {table.get("role") for table in page.iter("table")} == {"presentation"}
    assert page.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]
    assert all(
        len(colour) == 7 for colour in re.findall(r"(?<!&)#[0-9a-fA-F]+\b", email(digests.SEVERAL).html)
    )


def test_the_styles_are_inlined_and_those_for_dark_schemes_and_wide_screens_stay_in_the_head():
    page = document(digests.SINGLE)
    (style,) = page.xpath("//head/style/text()")
    assert re.findall(r"@media \(([\w-]+)", style) == ["min-width", "prefers-color-scheme"]
    assert "Georgia" not in style
    assert "Georgia" in page.xpath("//blockquote/p/@style")[0]
    assert email(digests.SINGLE).html.count("<!--[if mso]>") == 2


def test_a_style_of_the_users_own_replaces_ours_alone(tmp_path: Path):
    (tmp_path / "email").mkdir()
    (tmp_path / "email" / "style.html.j2").write_text("<style>h1 { color: #123456; }</style>")
    page = html.document_fromstring(render_email(digests.SINGLE, Templates(tmp_path, digests.BUILT_IN)).html)
    assert page.xpath("//h1/@style") == ["color:#123456"]
    assert page.xpath("//h1/text()") == document(digests.SINGLE).xpath("//h1/text()")


def test_no_style_sheet_is_read_from_elsewhere(tmp_path: Path):
    (tmp_path / "email").mkdir()
    elsewhere = tmp_path / "secret.css"
    elsewhere.write_text("h1 { color: #123456; }")
    for place in (elsewhere, elsewhere.as_uri(), "https://127.0.0.1:9/x.css"):
        link = f'<link rel="stylesheet" href="{place}">'
        (tmp_path / "email" / "style.html.j2").write_text(link)
        assert "#123456" not in render_email(digests.SINGLE, Templates(tmp_path, digests.BUILT_IN)).html


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast_on_every_background(scheme: str):
    told = replace(digests.HARBOUR, reasons=(Reason("it says it", "port", "quay"),))
    head, body = email(digests.digest(told)).html.split("</head>")
    styles = head[head.index("prefers-color-scheme: dark") :] if scheme == "dark" else body
    backgrounds = set(re.findall(r"background-color: ?(#\w{6})", styles))
    colours = set(re.findall(r"(?<![\w-])color: ?(#\w{6})", styles))
    assert len(backgrounds) == 3
    assert len(colours) == 3
    for colour in colours:
        for background in backgrounds:
            assert contrast(colour, background) >= 4.5, (colour, background)


def test_what_we_say_of_a_story_is_laid_out_from_left_to_right_among_arabic():
    story = replace(digests.ARABIC, also_on=("b.example",))
    (facts,) = document(digests.digest(story)).xpath("//p[contains(., 'also on')]")
    assert (facts.get("lang"), facts.get("dir"), facts.text_content()) == ("en", "ltr", "also on b.example")
