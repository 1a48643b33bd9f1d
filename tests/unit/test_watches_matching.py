"""A watch finds the pages that it asks for, and says why."""

import pytest

from pagebrief.model import CleanPage, PageRef, Reason
from pagebrief.pages.paragraphs import page_of
from pagebrief.watch import Found, Match, Watch
from pagebrief.watches import match

REF = PageRef("pages", "news/2026/a page.html")


def page(text: str, title: str | None = None, **known: str) -> CleanPage:
    made = page_of(text, title)
    return CleanPage(made.text, made.paragraphs, title, **known)  # type: ignore[arg-type] # texts alone


def found(wanted: Match, said: CleanPage) -> Found | None:
    return next(iter(match([Watch("w", wanted, ())], said, REF)), None)


def matched(term: str, text: str) -> str | None:
    """What of the text the term finds, at the place that the reason names."""
    if not (result := found(Match(any=(term,)), page(text))):
        return None
    (reason,) = result.reasons
    assert reason.matched is not None
    assert reason.start is not None
    assert text[reason.start : reason.start + len(reason.matched)] == reason.matched
    return reason.matched


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("ai", "training said paid AIs", None),
        ("ai", "Models (AI) for all.", "AI"),
        ("AI", "an ai-powered tool", "ai"),
        ("Kiew", "In KIEW, heute", "KIEW"),
        ("Kiew", "Der Kiewer Bürgermeister", None),
        ("north  korea", "in North\nKorea today", "North\nKorea"),
        ("North Korea", "North Korean troops", None),
        ("Pyongyang", "PYONGYANG’s envoy", "PYONGYANG"),
        ("Strasse", "Die Straße ist zu", "Straße"),
        ("Straße", "DIE STRASSE IST ZU", "STRASSE"),
        ("Muenchen", "München", None),
        ("Munchen", "München", "München"),
        ("Munchen", "Mu\u0308nchen", "Mu\u0308nchen"),
        ("Malmo", "in Malmö and Tromsø", "Malmö"),
        ("Tromso", "in Malmö and Tromsø", "Tromsø"),
        ("office", "the oﬃce is open", "oﬃce"),
        ("ABC 12", "ＡＢＣ\u3000１２", "ＡＢＣ\u3000１２"),
        ("Istanbul", "İSTANBUL", "İSTANBUL"),
        ("Οδοσ", "ΟΔΟΣ", "ΟΔΟΣ"),
        ("平壌", "首都平壌で会談", "平壌"),
        ("か", "が", None),
        ("iPhone", "新しいiPhoneが出た", "iPhone"),
        ("พรรค", "หัวหน้าพรรคการเมือง", "พรรค"),
        ("평양", "평양에서 회담", "평양"),
        ("가", "각", None),
        ("محمد", "قال مُحَمَّد اليوم", "مُحَمَّد"),
        ("cooperation", "co\u00adoperation", "co\u00adoperation"),
        ("C++", "written in C++, mostly", "C++"),
        ("5G", "the 15G network", None),
        ("a.b", "axb", None),
        ("a a", "ba a a", "a a"),
        ("/Kursk( region)?/", "the Kursk region", "Kursk region"),
        ("/kursk/", "the Kursk region", None),
        ("/kursk/i", "the Kursk region", "Kursk"),
        (r"/\bUS\b/", "tell us of the US", "US"),
    ],
)
def test_a_term_is_found_as_people_read_it(term: str, text: str, expected: str | None) -> None:
    assert matched(term, text) == expected


def test_what_stands_in_the_title_is_found_there_first() -> None:
    result = found(Match(any=("bridge",)), page("The bridge is open.", "A Bridge opens"))
    assert result
    assert result.reasons == (Reason("it says “bridge”", "w", "Bridge"),)


def test_all_that_a_watch_asks_for_must_hold() -> None:
    said = page("Ferries cross the inner basin.", language="en", url="https://www.port.example:443/news/x")
    wanted = {
        "any": ("tram", "ferries"),
        "all": ("inner", "basin"),
        "none": ("tunnel",),
        "sites": ("port.example",),
        "languages": ("de", "en"),
        "paths": ("*.html",),
    }
    assert found(Match(**wanted), said)  # type: ignore[arg-type]
    wrong = {
        "any": ("tram",),
        "all": ("inner", "tunnel"),
        "none": ("basin",),
        "sites": ("other.example",),
        "languages": ("de",),
        "paths": ("sport/*",),
    }
    for condition, value in wrong.items():
        assert not found(Match(**{**wanted, condition: value}), said), condition  # type: ignore[arg-type]


def test_every_condition_gives_its_reason() -> None:
    said = page("Ferries cross.", language="en", url="https://a.port.example/news/x")
    result = found(
        Match(
            any=("tram", "ferries"),
            all=("cross",),
            sites=("*.port.example",),
            languages=("en",),
            paths=("/news/?",),
        ),
        said,
    )
    assert result
    assert [reason.rule for reason in result.reasons] == [
        "it says “ferries”",
        "it says “cross”",
        "it is from *.port.example",
        "its language is en",
        "its path is like /news/?",
    ]


def test_a_watch_that_asks_for_nothing_is_told_every_page() -> None:
    result = found(Match(), page("Anything."))
    assert result
    assert result.reasons == (Reason("every page is told", "w"),)


def test_a_page_in_a_language_that_is_not_known_is_in_none() -> None:
    assert not found(Match(languages=("en",)), page("Hm."))


@pytest.mark.parametrize(
    ("site", "known", "expected"),
    [
        ("reuters.com", {"url": "https://www.Reuters.com./x"}, True),
        ("www.reuters.com", {"url": "http://reuters.com:8080/x"}, True),
        ("reuters.com", {"url": "https://uk.reuters.com/x"}, False),
        ("*.reuters.com", {"url": "https://uk.reuters.com/x"}, True),
        ("*.reuters.com", {"url": "https://reuters.com/x"}, True),
        ("*.reuters.com", {"url": "https://notreuters.com/x"}, False),
        ("bücher.example", {"url": "https://xn--bcher-kva.example/x"}, True),
        ("devdiscourse.com", {"site": "Devdiscourse"}, True),
        ("devdiscourse.com", {"site": "Com"}, False),
        ("Northland Gazette", {"site": "NORTHLAND GAZETTE", "url": "https://gazette.example/"}, True),
        ("Gazette", {"url": "https://gazette.example/"}, False),
        ("reuters.com", {"url": "https://[broken/x"}, False),
    ],
)
def test_a_site_is_known_by_its_host_or_its_name(site: str, known: dict[str, str], expected: bool) -> None:
    assert bool(found(Match(sites=(site,)), page("x", **known))) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("news/*", True),
        ("/news/*", True),
        ("*/a page.html", True),
        ("world/[a-c]?.htm", True),
        ("news", False),
        ("*.HTML", False),
    ],
)
def test_a_path_is_like_the_key_or_the_address(path: str, expected: bool) -> None:
    said = page("x", url="https://a.example/world/b%C3%A9.htm?q=1")
    assert bool(found(Match(paths=(path,)), said)) is expected


def test_an_expression_that_takes_too_long_is_taken_to_hold_and_counted() -> None:
    slow = "/(=+=+)+-/"
    said = page(f"{'=' * 5_000} basin")
    result = found(Match(any=(slow,), all=("basin",)), said)
    assert result
    assert [(each.watch, each.term) for each in result.undecided] == [("w", slow)]
    assert result.reasons[0].rule == f"{slow} could not be checked within 0.2 s, so that it may match"


def test_an_expression_that_takes_too_long_excludes_no_page() -> None:
    result = found(Match(none=("/(=+=+)+-/",)), page("=" * 5_000))
    assert result
    assert len(result.undecided) == 1


def test_many_slow_expressions_share_one_time() -> None:
    slow = tuple(f"/(=+=+)+-{number}/" for number in range(60))
    result = found(Match(any=slow), page("=" * 5_000))
    assert result
    assert len(result.undecided) == len(slow)
    assert sum(each.seconds for each in result.undecided) < 2.5
