"""Each place where a page may say its author, and each rule that chooses between them."""

import pytest

from unit.metadata_pages import HEADLINE, PROSE, json_ld, meta, told


@pytest.mark.parametrize(
    "head",
    [
        meta("author", "Ada Moss"),
        meta("author", "By Ada Moss, Staff Writer"),
        meta("parsely-author", "Ada Moss"),
        meta("sailthru.author", "Ada Moss"),
        meta("citation_author", "Ada Moss"),
        meta("dc.creator", "Ada Moss"),
        meta("article:author", "https://social.example.com/ada") + meta("author", "Ada Moss"),
        meta("twitter:label1", "Written by") + meta("twitter:data1", "Ada Moss"),
        json_ld(headline=HEADLINE, author="Ada Moss"),
        json_ld(headline=HEADLINE, author={"@type": "Person", "name": "Ada Moss"}),
        json_ld(headline=HEADLINE, author=[{"name": ["Ada Moss"]}]),
        '<script type="application/ld+json">{"@graph": [{"@type": "Article", "headline": "'
        + HEADLINE
        + '", "author": {"@id": "#ada"}}, {"@type": "Person", "@id": "#ada", "name": "Ada Moss"}]}</script>',
    ],
)
def test_the_author_is_whom_the_page_declares(head: str) -> None:
    assert told(head).author == "Ada Moss"


@pytest.mark.parametrize(
    "byline",
    [
        "<p>By Ada Moss</p>",
        "<p>By <a href='/about'>Ada Moss</a> | March 4, 2026</p>",
        "<div>By</div><div>Ada Moss</div>",
        "<p>Written by: Ada Moss, Senior Editor</p>",
        "<p>4. März 2026 von Ada Moss</p>",
        "<span class='post-author'>Ada Moss</span>",
        "<a rel='author' href='/ada'>Ada Moss</a>",
        "<a href='/authors/ada'>Ada Moss</a>",
        "<p itemprop='author'><span itemprop='name'>Ada Moss</span></p>",
        "<div>Ada Moss</div><div>March 4, 2026</div>",
        "<div>Ada Moss</div><div>5 min read</div>",
    ],
)
def test_the_author_is_whom_the_lines_around_the_headline_name(byline: str) -> None:
    body = f"<h1>{HEADLINE}</h1>{byline}{PROSE}"
    assert told(f"<title>{HEADLINE}</title>", body).author == "Ada Moss"


def test_several_authors_are_joined_with_commas() -> None:
    assert told(meta("author", "Ada Moss and Ben Reed")).author == "Ada Moss, Ben Reed"
    assert told(json_ld(headline=HEADLINE, author=[{"name": "Ada Moss"}, "Ben Reed"])).author == (
        "Ada Moss, Ben Reed"
    )


def test_a_byline_that_names_more_people_completes_the_declared_one() -> None:
    body = f"<h1>{HEADLINE}</h1><p>By Ada Moss, Ben Reed and Cleo Hart</p>{PROSE}"
    assert told(meta("author", "Ada Moss"), body).author == "Ada Moss, Ben Reed, Cleo Hart"


def test_credentials_stay_behind_their_name() -> None:
    assert told(meta("author", "Ada Moss, MS, RD")).author == "Ada Moss, MS, RD"


@pytest.mark.parametrize(
    "rubbish",
    [
        "admin",
        "Staff Writer",
        "https://gazette.example.com/ada",
        "ada@gazette.example.com",
        "{{author}}",
        "12",
    ],
)
def test_what_is_no_name_is_no_author(rubbish: str) -> None:
    assert told(meta("author", rubbish)).author is None


def test_the_site_is_the_author_only_where_nobody_else_is_named() -> None:
    site = meta("og:site_name", "Northland Gazette") + meta("author", "Northland Gazette")
    assert told(site).author == "Northland Gazette"
    assert told(site, f"<h1>{HEADLINE}</h1><p>By Ada Moss</p>{PROSE}").author == "Ada Moss"


def test_prose_that_opens_with_by_names_no_author() -> None:
    body = f"<h1>{HEADLINE}</h1><p>By streamlining the list of works the town will save money.</p>{PROSE}"
    assert told("", body).author is None


def test_who_comments_is_no_author() -> None:
    body = f"<h1>{HEADLINE}</h1>{PROSE}<div class='comments'><a rel='author'>Angry Reader</a></div>"
    assert told("", body).author is None


def test_a_list_of_authors_is_cut_at_a_whole_name() -> None:
    author = told(meta("author", ", ".join(f"Ada Moss{chr(97 + n)}" for n in range(26)))).author
    assert author is not None
    assert len(author) <= 200
    assert author.endswith(tuple("abcdefghijklmnopqrstuvwxyz"))


@pytest.mark.parametrize(
    "byline",
    [
        "<p>Ada Moss | Senior Writer | March 4, 2026</p>",
        "<p>March 4, 2026 • Ada Moss in Politics</p>",
        "<div>Ada Moss in Politics</div><div>March 4, 2026</div>",
        "<p>By Ada Moss 2–3 minutes</p>",
        "<p>May 3, 2026 By Ada Moss 4 Comments</p>",
        "<p>4 Mar Written By Ada Moss</p>",
        "<p>Eingestellt von Ada Moss</p>",
        "<div>Article Authors</div><div>Ada Moss</div>",
    ],
)
def test_what_stands_beside_a_name_in_its_line_is_left_out(byline: str) -> None:
    body = f"<h1>{HEADLINE}</h1>{byline}{PROSE}"
    assert told(f"<title>{HEADLINE}</title>", body).author == "Ada Moss"


def test_sections_and_menus_beside_a_date_are_no_author() -> None:
    body = f"<div>Blog Education</div><h1>{HEADLINE}</h1><div>Ada Moss</div><p>March 4, 2026</p>{PROSE}"
    assert told("", body).author == "Ada Moss"
    assert told("", f"<div>Travel Tips</div><h1>{HEADLINE}</h1><p>March 4, 2026</p>{PROSE}").author is None


def test_a_byline_below_the_headline_goes_before_another_who_is_declared() -> None:
    body = f"<h1>{HEADLINE}</h1><p>By Ada Moss</p>{PROSE}"
    assert told(meta("author", "Ben Reed"), body).author == "Ada Moss"


def test_who_reviewed_an_article_has_not_written_it() -> None:
    body = f"<h1>{HEADLINE}</h1><p>Reviewed by Cleo Hart</p>{PROSE}"
    assert told(meta("author", "Ada Moss"), body).author == "Ada Moss"


def test_an_account_is_the_author_only_where_no_name_stands_below_the_headline() -> None:
    account = meta("author", "ben.reed2")
    named = f"<h1>{HEADLINE}</h1><div>Ada Moss</div><p>March 4, 2026</p>{PROSE}"
    assert told(account, named).author == "Ada Moss"
    assert told(account, f"<h1>{HEADLINE}</h1>{PROSE}").author == "ben.reed2"


def test_the_site_under_a_longer_or_shorter_name_is_the_site_still() -> None:
    for own in ("Northland Gazette Ltd", "Northland"):
        site = meta("og:site_name", "Northland Gazette") + meta("author", own)
        assert told(site, f"<h1>{HEADLINE}</h1><p>By Ada Moss</p>{PROSE}").author == "Ada Moss"


@pytest.mark.parametrize(
    "signature",
    [
        "<h3>Written by Ada Moss</h3>",
        "<div class='elementor-widget-container'><p>Written by <a href='/ada'>Ada Moss</a></p></div>",
        "<h2>Written by</h2><div>Ada Moss</div>",
        "<p>Author: Ada Moss</p>",
        "<div class='author-bio'><h3 class='author-name'>Ada Moss</h3></div>",
    ],
)
def test_the_signature_at_the_end_of_an_article_names_its_author(signature: str) -> None:
    assert told("", f"<h1>{HEADLINE}</h1>{PROSE * 30}{signature}").author == "Ada Moss"


def test_the_authors_of_several_other_pages_are_not_this_ones() -> None:
    others = "<a href='/authors/ada'>Ada Moss</a><a href='/authors/ben'>Ben Reed</a>"
    assert told("", f"<h1>{HEADLINE}</h1>{PROSE * 300}<div>{others}</div>").author is None


def test_the_classes_of_the_whole_page_do_not_make_its_author_a_commenter() -> None:
    body = f"<main class='comments-open'><h1>{HEADLINE}</h1><a rel='author'>Ada Moss</a>{PROSE}</main>"
    assert told("", body).author == "Ada Moss"
