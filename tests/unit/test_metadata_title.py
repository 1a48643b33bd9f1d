"""Each place where a page may say its title, and each rule that chooses between them."""

import pytest

from unit.metadata_pages import HEADLINE, PROSE, json_ld, meta, told


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{HEADLINE}</title>",
        f"<title>{HEADLINE} | Northland Gazette</title>" + meta("og:site_name", "Northland Gazette"),
        f"<title>Northland Gazette: {HEADLINE} - Politics</title>{meta('og:title', HEADLINE)}",
        meta("og:title", f"{HEADLINE} - Northland Gazette") + meta("og:site_name", "Northland Gazette"),
        meta("citation_title", HEADLINE),
        meta("dc.title", HEADLINE),
        json_ld(headline=HEADLINE),
        json_ld(headline=HEADLINE.replace("a", "&amp;#97;")),
    ],
)
def test_the_title_is_the_headline_without_the_site(head: str) -> None:
    assert told(head).title == HEADLINE


def test_the_heading_that_the_tab_repeats_goes_before_longer_ones() -> None:
    page = told(
        f"<title>{HEADLINE} | Gazette</title>",
        f"<h1>Register now and never miss a story of ours</h1><h1>{HEADLINE}</h1>{PROSE}",
    )
    assert page.title == HEADLINE


def test_a_heading_that_is_the_name_of_the_site_is_no_title() -> None:
    page = told(f"<title>{HEADLINE} - Bridges and Rivers</title>", f"<h1>Bridges and Rivers</h1>{PROSE}")
    assert page.title == HEADLINE


def test_an_articles_heading_goes_before_a_title_for_search_engines() -> None:
    head = "<title>Bridge vote explained 2026</title>" + meta("og:type", "article")
    assert told(head, f"<h1>{HEADLINE}</h1>{PROSE}").title == HEADLINE


def test_the_slogan_of_a_page_that_is_no_article_is_not_its_title() -> None:
    head = "<title>Bridge Inspection Services</title>"
    assert told(head, f"<h1>We keep your bridges standing</h1>{PROSE}").title == "Bridge Inspection Services"


def test_a_second_line_within_the_heading_is_left_out() -> None:
    head = f"<title>{HEADLINE}</title>" + json_ld(headline=HEADLINE)
    body = f"<h1>{HEADLINE} <span>What comes next, and what it will cost the people of the town</span></h1>"
    assert told(head, body).title == HEADLINE


def test_a_title_has_no_tags_references_or_line_breaks_and_an_end() -> None:
    assert told("<title>A &amp;amp; B\n&lt;b&gt;won\u202e</title>").title == "A & B won"
    assert len(told(meta("og:title", "long word " * 500)).title or "") <= 300


def test_a_short_heading_in_other_words_than_the_head_is_the_headline_of_an_article() -> None:
    head = "<title>7 great bridge designs for 2026</title>" + meta("og:type", "article")
    assert told(head, f"<h1>7 Bridge Designs</h1>{PROSE}").title == "7 Bridge Designs"
    assert told(head, f"<h1>Our Blog</h1>{PROSE}").title == "7 great bridge designs for 2026"


def test_the_first_heading_that_may_be_a_headline_is_one() -> None:
    head = "<title>Vote for a bridge explained</title>" + meta("og:type", "article")
    assert told(head, f"<h1>The Diary</h1><h1>{HEADLINE}</h1>{PROSE}").title == HEADLINE


def test_of_two_headings_that_the_head_says_the_longer_is_the_title() -> None:
    head = "<title>News - Gazette</title>" + meta("og:title", HEADLINE)
    assert told(head, f"<h1>News</h1><h1>{HEADLINE}</h1>{PROSE}").title == HEADLINE


def test_a_heading_that_stands_before_the_title_in_the_tab_is_the_name_of_the_site() -> None:
    head = f"<title>Ada Writes Things: {HEADLINE}</title>" + meta("og:title", HEADLINE)
    assert told(head, f"<h1>Ada Writes Things</h1>{PROSE}").title == HEADLINE
    whole = "Bridges and rivers: What the council decided"
    head = f"<title>{whole}</title>" + meta("og:title", whole)
    assert told(head, f"<h1>{whole}</h1>{PROSE}").title == whole
