"""Each place where a page may say its metadata, and each rule that chooses between them."""

import json

import pytest
from lxml.html import HtmlElement, document_fromstring

from pagebrief.pages.metadata import Metadata, metadata_of

PROSE = "<p>The council met on Monday and decided, after a long debate, to build a new bridge.</p>"


def tree(head: str = "", body: str = PROSE, lang: str = "en") -> HtmlElement:
    markup = f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    return document_fromstring(markup)


def told(head: str = "", body: str = PROSE, *, url: str | None = None, lang: str = "en") -> Metadata:
    return metadata_of(tree(head, body, lang), url)


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def json_ld(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **node})}</script>'


HEADLINE = "Northland council votes for a bridge"


def test_a_page_that_says_nothing_has_no_metadata() -> None:
    assert told() == Metadata(None, None, None, None, "en", None)


# ── Title ─────────────────────────────────────────────────────────────────────────────────────────


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


# ── Author ────────────────────────────────────────────────────────────────────────────────────────


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


# ── Date ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "head",
    [
        meta("article:published_time", "2026-03-04T07:30:00Z"),
        meta("datePublished", "2026-03-04 07:30:00+0000"),
        meta("parsely-pub-date", "2026-03-04T07:30:00.123Z"),
        json_ld(headline=HEADLINE, datePublished="2026-03-04T07:30:00+00:00"),
        '<script type="application/ld+json">{"datePublished": "2026-03-04T07:30:00Z",}</script>',
    ],
)
def test_the_date_is_as_exact_as_it_is_declared(head: str) -> None:
    assert told(head).published_at == "2026-03-04T07:30:00+00:00"


@pytest.mark.parametrize(
    "shown",
    [
        "<p>March 4, 2026</p>",
        "<p>Published on March 4, 2026. Updated on May 5, 2026</p>",
        "<p>Updated May 5, 2026</p><p>Published 4 March 2026</p>",
        "<time datetime='2026-03-04'>last Wednesday</time>",
        "<p itemprop='datePublished'>04.03.2026</p>",
        "<p>04-mar-2026</p>",
    ],
)
def test_the_date_is_the_one_of_publication_near_the_headline(shown: str) -> None:
    assert told("", f"<h1>{HEADLINE}</h1>{shown}{PROSE}").published_at == "2026-03-04"


def test_the_day_of_an_update_stands_in_only_where_the_page_tells_no_other() -> None:
    updated = f"<h1>{HEADLINE}</h1><p>Updated May 5, 2026</p>{PROSE}"
    assert told("", updated).published_at == "2026-05-05"
    assert told(meta("article:published_time", "2026-03-04"), updated).published_at == "2026-03-04"


def test_a_byline_older_than_the_declared_day_tells_when_a_moved_page_was_published() -> None:
    body = f"<h1>{HEADLINE}</h1><p>March 4, 2026</p>{PROSE}"
    assert told(meta("article:published_time", "2026-06-01"), body).published_at == "2026-03-04"


def test_a_byline_one_day_older_may_be_the_same_moment_in_another_time_zone() -> None:
    body = f"<h1>{HEADLINE}</h1><p>March 3, 2026</p>{PROSE}"
    at = "2026-03-04T00:57:30+00:00"
    assert told(meta("article:published_time", at), body).published_at == at


def test_a_short_heading_in_other_words_than_the_head_is_the_headline_of_an_article() -> None:
    head = "<title>7 great bridge designs for 2026</title>" + meta("og:type", "article")
    assert told(head, f"<h1>7 Bridge Designs</h1>{PROSE}").title == "7 Bridge Designs"
    assert told(head, f"<h1>Our Blog</h1>{PROSE}").title == "7 great bridge designs for 2026"


def test_the_address_tells_the_day_where_nothing_else_does() -> None:
    assert told(url="https://gazette.example.com/2026/03/04/bridge").published_at == "2026-03-04"


@pytest.mark.parametrize(("lang", "day"), [("en-US", "2026-03-04"), ("en-GB", "2026-04-03")])
def test_the_country_decides_between_day_and_month(lang: str, day: str) -> None:
    assert told("", f"<h1>{HEADLINE}</h1><p>03/04/2026</p>{PROSE}", lang=lang).published_at == day


@pytest.mark.parametrize("value", ["1970-01-01T00:00:00Z", "0001-01-01", "soon", "2026-13-45"])
def test_a_place_holder_is_no_date(value: str) -> None:
    assert told(meta("article:published_time", value)).published_at is None


# ── Site, language, address ───────────────────────────────────────────────────────────────────────


def test_the_site_is_what_the_page_calls_it() -> None:
    assert told(meta("og:site_name", "Northland Gazette")).site == "Northland Gazette"
    assert told(json_ld(headline=HEADLINE, publisher={"name": "Northland Gazette"})).site == (
        "Northland Gazette"
    )
    tab = f"<title>{HEADLINE} - Northland Gazette</title>"
    assert told(tab, url="https://www.northlandgazette.example/bridge").site == "Northland Gazette"
    assert told(tab).site is None


def test_the_address_is_where_the_page_was_fetched_else_its_own() -> None:
    canonical = '<link rel="canonical" href="https://gazette.example.com/bridge">'
    assert told(canonical).url == "https://gazette.example.com/bridge"
    assert told(canonical, url="https://copy.example.org/").url == "https://copy.example.org/"
    assert told('<link rel="canonical" href="javascript:alert(1)">').url is None


def test_the_language_is_the_one_declared() -> None:
    assert told(lang="de-AT").language == "de"
    assert told(meta("og:locale", "fr_FR"), lang="").language == "fr"


# ── What structured data says of other things ─────────────────────────────────────────────────────


def test_a_list_of_other_pages_says_nothing_of_this_one() -> None:
    others = [{"@type": "NewsArticle", "headline": f"Story {n}", "author": "Ben Reed"} for n in range(3)]
    listed = f'<script type="application/ld+json">{json.dumps(others)}</script>'
    assert told(f"<title>{HEADLINE}</title>{listed}").author is None


def test_the_node_whose_headline_the_tab_repeats_is_the_pages() -> None:
    other = json_ld(headline="Something else entirely", author="Ben Reed", datePublished="2020-01-01")
    own = json_ld(headline=HEADLINE, author="Ada Moss", datePublished="2026-03-04")
    page = told(f"<title>{HEADLINE}</title>{other}{own}")
    assert (page.author, page.published_at) == ("Ada Moss", "2026-03-04")


def test_a_script_that_is_no_json_still_says_its_pairs() -> None:
    broken = f'{{"@type": "NewsArticle", "headline": "{HEADLINE}", "author": "Ada Moss", oops'
    page = told(f'<script type="application/ld+json">{broken}</script>')
    assert (page.title, page.author) == (HEADLINE, "Ada Moss")
