"""Each place where a page may say its date, and each rule that chooses between them."""

import pytest

from unit.metadata_pages import HEADLINE, PROSE, json_ld, meta, told


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


def test_the_address_tells_the_day_where_nothing_else_does() -> None:
    assert told(url="https://gazette.example.com/2026/03/04/bridge").published_at == "2026-03-04"


@pytest.mark.parametrize(("lang", "day"), [("en-US", "2026-03-04"), ("en-GB", "2026-04-03")])
def test_the_country_decides_between_day_and_month(lang: str, day: str) -> None:
    assert told("", f"<h1>{HEADLINE}</h1><p>03/04/2026</p>{PROSE}", lang=lang).published_at == day


@pytest.mark.parametrize("value", ["1970-01-01T00:00:00Z", "0001-01-01", "soon", "2026-13-45"])
def test_a_place_holder_is_no_date(value: str) -> None:
    assert told(meta("article:published_time", value)).published_at is None


def test_a_byline_of_a_day_that_was_over_everywhere_is_no_matter_of_time_zones() -> None:
    body = f"<h1>{HEADLINE}</h1><p>March 3, 2026</p>{PROSE}"
    late = meta("article:published_time", "2026-03-04T22:02:58Z")
    assert told(late, body).published_at == "2026-03-03"
    midnight = meta("article:published_time", "2026-03-04T00:00:00Z")
    assert told(midnight, body).published_at == "2026-03-04T00:00:00+00:00"
    assert told(meta("article:published_time", "2026-03-04T29:61:00Z"), body).published_at is not None


def test_a_byline_that_can_be_read_as_the_declared_day_is_read_so() -> None:
    body = f"<h1>{HEADLINE}</h1><p>04/03/2026</p>{PROSE}"
    for lang in ("en-US", "en-GB"):
        day = told(meta("article:published_time", "2026-04-03"), body, lang=lang).published_at
        assert day == "2026-04-03"


@pytest.mark.parametrize(
    ("shown", "lang", "day"),
    [
        ("<p>03/04/2026</p>", "en", "2026-03-04"),
        ("<p>03/04/2026</p>", "de", "2026-04-03"),
        ("<p>03-04-2026</p>", "en", "2026-04-03"),
        ("<p>03/04/2026 7:38:01 PM</p>", "", "2026-03-04"),
        ("<p>03/04/2026</p><p>Updated 05/25/2026</p>", "de", "2026-03-04"),
        ("<p>03/04/2026</p><p>Updated 25/05/2026</p>", "en-US", "2026-04-03"),
    ],
)
def test_another_date_the_clock_or_the_language_decides_between_day_and_month(
    shown: str, lang: str, day: str
) -> None:
    page = told("", f"<h1>{HEADLINE}</h1>{shown}{PROSE}", lang=lang)
    assert (page.published_at or "")[:10] == day


def test_english_on_another_countrys_domain_writes_the_day_first() -> None:
    body = f"<h1>{HEADLINE}</h1><p>03/04/2026</p>{PROSE}"
    assert told("", body, url="https://gazette.example.co.uk/bridge").published_at == "2026-04-03"
