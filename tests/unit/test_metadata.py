"""What a page says of its site, language and address, and what its data says of other things."""

import json

from pagebrief.pages.metadata import Metadata
from unit.metadata_pages import HEADLINE, json_ld, meta, told


def test_a_page_that_says_nothing_has_no_metadata() -> None:
    assert told() == Metadata(None, None, None, None, "en", None)


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
