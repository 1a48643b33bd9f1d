"""What templates are given, and the filters they may use."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.digest import Digest, Entry
from pagebrief.messages.context import LIMITS, context, line, shown
from pagebrief.messages.filters import byline, direction, host, language_name, safe_url, when, why, wrap
from pagebrief.messages.fitting import most_that_fits
from pagebrief.model import Brief, CleanPage, PageRef, Reason, Sentence
from unit import digests


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2025-04-28T03:31+05:30", "28 Apr 2025, 03:31 (UTC+05:30)"),
        ("2025-04-28T03:31:59Z", "28 Apr 2025, 03:31 (UTC)"),
        ("2025-04-28T03:31:00+05:30[Asia/Kolkata]", "28 Apr 2025, 03:31 (Asia/Kolkata)"),
        ("2025-04-28T03:31:00+00:00[../../etc/passwd]", "28 Apr 2025, 03:31 (UTC)"),
        ("2025-04-28T03:31:00+00:00[Europe]", "28 Apr 2025, 03:31 (UTC)"),
        ("9999-12-31T23:59:59-23:59[Europe/London]", ""),
        ("2025-04-28T03:31", "28 Apr 2025, 03:31"),
        ("2025-04-28", "28 Apr 2025"),
        (date(2025, 4, 8), "8 Apr 2025"),
        (datetime(2025, 4, 8, 7, 5, tzinfo=UTC), "8 Apr 2025, 07:05 (UTC)"),
        (datetime(2025, 4, 8, 7, 5, tzinfo=timezone(-timedelta(hours=4))), "8 Apr 2025, 07:05 (UTC-04:00)"),
        ("yesterday", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_moment_is_told_as_exactly_as_it_is_known(moment: str | date | None, told: str):
    assert when(moment) == told


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&d=e#f"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("https://example.org/a b|c>d\"e'", "https://example.org/a%20b%7Cc%3Ed%22e'"),
        ("https://example.org/übersicht/মানচিত্র", "https://example.org/übersicht/মানচিত্র"),
        ("https://example.org/\u202egpj", "https://example.org/%E2%80%AEgpj"),
        ("javascript:alert(1)", None),
        (" javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("https:example.org", None),
        ("https://", None),
        ("//example.org/a", None),
        ("ftp://example.org/a", None),
        ("https://example.org\\@example.net", None),
        ("https://[example", None),
        ("https://example.org/" + "a" * 2_000, None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_pass_and_nothing_in_them_can_end_them(url: str | None, link: str | None):
    assert safe_url(url) == link


@given(st.text(st.characters(exclude_categories=())))
def test_a_safe_address_has_no_character_that_ends_one(path: str):
    assert not set(safe_url("https://example.org/" + path) or "") & set(' "<>\\^`{|}\n\u2028')


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.Example.org:8080/a", "example.org"),
        ("https://user:secret@news.example.org/", "news.example.org"),
        ("javascript:alert(1)", ""),
        (None, ""),
    ],
)
def test_the_host_of_an_address_is_its_bare_name(url: str | None, name: str):
    assert host(url) == name


def test_a_byline_has_what_is_known():
    page = CleanPage("", (), url="https://www.example.org/a", published_at="2026-03-01", language="fr")
    assert byline(page) == ["example.org", "1 Mar 2026", "in\u00a0French"]
    assert byline(CleanPage("", (), language="en")) == []
    assert byline(CleanPage("", (), site="Rail Review", author="Rail Review")) == ["Rail Review"]


def test_a_language_has_a_name_and_a_direction():
    assert [language_name(code) for code in ("ar", "pt-BR", "tlh", None)] == [
        "Arabic",
        "Portuguese",
        "tlh",
        "",
    ]
    assert [direction(code) for code in ("ar", "fa", "he", "ur", "ar-EG", "en", None)] == ["rtl"] * 5 + [
        "ltr"
    ] * 2


def test_reasons_are_told_in_one_line():
    assert (
        why([Reason("It names Kursk."), Reason("It is from example.org")])
        == "It names Kursk; It is from example.org"
    )


def test_a_reason_says_what_it_found_where_and_how_like_it_is():
    reasons = [
        Reason("it says “ferry”", "port", "ferry", 12),
        Reason("it says “ferry”", "port", "FERRY"),
        Reason("it matches /Kursk( region)?/", "east", "Kursk region", 3),
        Reason("it is about “ships”", "east", "Ferries cross.", 0, 0.412, 0.29),
        Reason("every page is told"),
    ]
    assert why(reasons) == (
        "port: it says “ferry”; it says “ferry” (“FERRY”, in the title); "
        "east: it matches /Kursk( region)?/ (“Kursk region”); "
        "it is about “ships” (similarity 0.41, at least 0.29: “Ferries cross.”); "
        "every page is told"
    )


def test_the_first_reasons_are_shown_and_the_others_counted():
    many = replace(digests.HARBOUR, reasons=tuple(Reason(f"it says “{number}”") for number in range(9)))
    rules = [reason.rule for reason in shown(digests.digest(many)).entries[0].reasons]
    assert rules == [*(f"it says “{number}”" for number in range(6)), "3 more reasons"]


def test_wide_characters_take_two_columns():
    assert max(len(part) for part in wrap("港の町が" * 40).splitlines()) == 36
    assert max(len(part) for part in wrap("harbour " * 40).splitlines()) == 71


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("  two \n\t words\u2028here\x00\x1b ", "two words here"),
        ("half \ud83d", "half \ufffd"),
        ("\u202eevil\u202c \u2067x\u2069", "evil x"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a" * 21, "a" * 19 + "…"),
        ("a" * 18 + " bcd", "a" * 18 + "…"),
        ("a" * 20, "a" * 20),
    ],
)
def test_a_text_becomes_one_line_of_limited_length(text: str, told: str):
    assert line(text, 20) == told


def test_many_sentences_share_the_room_of_an_entry():
    shared = shown(digests.digest(digests.entry("H", *["s" * 2_000] * 12))).entries[0].brief.sentences
    assert [len(sentence.text) for sentence in shared] == [LIMITS.sentences // 12] * 12
    few = shown(digests.digest(digests.entry("H", *["s" * 2_000] * 3))).entries[0].brief.sentences
    assert [len(sentence.text) for sentence in few] == [LIMITS.sentence] * 3


def test_a_page_without_words_has_something_to_show():
    visible = shown(digests.digest(digests.entry(" ", "s", site="\n"), title=""))
    assert visible.title == "Pagebrief"
    assert visible.entries[0].brief.headline == "Untitled page"
    assert visible.entries[0].page.site is None


def test_templates_do_not_get_the_text_of_a_page():
    assert shown(digests.SINGLE).entries[0].page.text == ""


def test_entries_come_before_rejections_and_what_is_left_out_is_counted():
    def counts(items: int) -> tuple[int, int, object, object]:
        given = context(digests.SEVERAL, items)
        told = given["digest"]
        assert isinstance(told, Digest)
        return len(told.entries), len(told.rejections), given["left_out"], given["rejections_left_out"]

    assert [counts(items) for items in (0, 3, 5, 6, 7)] == [
        (0, 0, 5, 2),
        (3, 0, 2, 2),
        (5, 0, 0, 2),
        (5, 1, 0, 1),
        (5, 2, 0, 0),
    ]


@given(items=st.integers(0, 300), room=st.integers(-1, 300))
def test_as_much_as_fits_is_found(items: int, room: int):
    assert most_that_fits(lambda count: count, lambda size: size <= room, items) == (
        None if room < 0 else min(items, room)
    )


def test_a_gist_that_only_says_the_headline_again_is_not_told() -> None:
    gist = "The dam is full, and the valley waits."
    for headline, told in ((gist, ""), ("The dam is full…", ""), ("Full to the brim", gist)):
        (entry,) = shown(digests.digest(digests.entry(headline, gist, gist=gist))).entries
        assert entry.brief.gist == told


def test_a_headline_that_is_a_sentence_is_not_said_twice() -> None:
    first, second = Sentence("The dam is full.", 0, 16, 1.0), Sentence("It was built in 1911.", 17, 38, 0.5)
    brief = Brief(first.text, (first, second), "")
    digest = Digest(
        "x", datetime(2026, 3, 2, tzinfo=UTC), (Entry(PageRef("", "k"), CleanPage("", ()), brief, ()),)
    )
    (entry,) = shown(digest).entries
    assert [each.text for each in entry.brief.sentences] == [second.text]
