"""Pages are hostile input: each of these once took minutes, in time that grew with the square of it."""

import signal
from collections.abc import Iterator
from types import FrameType

import pytest

from fakes import HashingEncoder
from pagebrief.model import CleanPage, DropReason, PageRef, RawPage
from pagebrief.pages import clean
from pagebrief.pages.plaintext import article_of_text
from pagebrief.summary import summarise

PROSE = "The council met again on Monday and decided to rebuild the old bridge over the river before winter. "
SIZE = 400_000  # characters; the slowest takes a second
SECONDS = 15  # no claim about speed: what grows with the square takes minutes

TEXTS = {
    "copyright and dashes": f"{PROSE}\n©{'-' * SIZE} a",
    "copyright, many": f"{PROSE}\n{'(c)' * (SIZE // 3)}",
    "domains": PROSE + "\n" + "www.1-" * (SIZE // 6),
    "a domain of many labels": PROSE + "\n@" + ".".join(f"lab{n}" for n in range(SIZE // 8)) + ".com",
    "lines that each name a site": "\n".join(
        f"The council met at www.abcd{n}.org and decided to rebuild the bridge." for n in range(SIZE // 80)
    ),
    "emphasis": "](](](\n" + "*a " * (SIZE // 3),
    "brackets": "](](](\n" + "[a](" * (SIZE // 4),
    "one letter a line": "a\n" * (SIZE // 2),
    "bullets": "* " * (SIZE // 2),
    "digits": "1" * SIZE,
    "share buttons": "share | " * (SIZE // 8) + "!",
    "spaces": f"a{' ' * SIZE}b",
    "questions": PROSE + "?! " * (SIZE // 3),
    "open quotes": "“He said it. " * (SIZE // 13),
    "walls": "".join(f"We and our {n} partners use cookies\n" for n in range(SIZE // 35)),
    "separators": " – " * (SIZE // 3),
    "dates": "1 Jan 2025 at 10:00 " * (SIZE // 20),
}
MARKUP = {
    "tags never closed": "<a " * (SIZE // 3),
    "comments never closed": "<!--" * (SIZE // 4),
    "instructions": "<?" * (SIZE // 2),
    "sections": "<![CDATA[" * (SIZE // 9),
    "declarations": "<![" * (SIZE // 3),
    "ends never closed": "</a" * (SIZE // 3),
    "attributes never closed": "<p a='" * (SIZE // 6),
    "elements within elements": "<div>" * (SIZE // 5),
    "references": "<i>" * 60_000 + "&#9" * (SIZE // 3),
    "structured data within structured data": f"<script type='application/ld+json'>{'[' * 200_000}</script>",
    "structured data without end": '<script type=\'application/ld+json\'>{"headline": "'
    + "\\\\" * (SIZE // 2),
    "many scripts": "<script type='application/ld+json'>[{}]</script>" * 9_000,
    "many metas": "<meta name='author' content='Ada Moss, Ben Reed'>" * 9_000,
    "many headings": "<h1>The council met</h1>" * 9_000,
    "a heading before everything": "<h1>The council met</h1>" + "<b>by </b>" * 9_000,
    "a title of separators": f"<title>{' - a | ' * (SIZE // 7)}</title>",
    "an author of commas": f"<meta name='author' content='{'A, ' * (SIZE // 3)}'>",
    "a byline of bys": f"<h1>The council met</h1><p>{'by ' * (SIZE // 3)}</p>",
    "noscripts": "<noscript>" * (SIZE // 10),
    "fields": f"<input{' a' * 150}" * (SIZE // 306),
    "empty roots": f'<div id="root">{" " * 199}' * (SIZE // 214),
    "attributes of one element": "<p " + " ".join(f"a{number}=b" for number in range(SIZE // 4)) + ">",
    "a long class": f"<p class='{'x ' * (SIZE // 2)}'>",
    "long classes, many blocks": f"<div class='{'x ' * 2000}'>" * 90 + "<li>Menu entry</li>" * 3000,
}


@pytest.fixture(autouse=True)
def _alarm() -> Iterator[None]:
    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # of this process: others may be busy
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


@pytest.fixture(autouse=True)
def _no_library_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """In Lambda their lines are no JSON, and quote pages."""
    yield
    assert [record.name for record in caplog.get_records("call")] == []


def answer(text: str) -> None:
    page = clean(RawPage(PageRef("", "page"), text.encode()))
    if isinstance(page, CleanPage):
        summarise(page, HashingEncoder())
    else:
        assert "broke the cleaner" not in page.detail


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_gets_its_answer(name: str) -> None:
    answer(TEXTS[name])


@pytest.mark.parametrize("name", MARKUP)
def test_hostile_markup_gets_its_answer(name: str) -> None:
    answer(f"<html><body><p>{PROSE * 3}{MARKUP[name]}")


def test_what_is_behind_the_part_of_a_long_page_that_is_read_stands_in_the_ledger() -> None:
    tail = "".join(f"Entry {number}\n" for number in range(60_000))
    page = article_of_text(f"{PROSE * 3}\n\n{tail}The end")
    assert isinstance(page, CleanPage)
    last = page.ledger[-1]
    assert (last.reason, last.line) == (DropReason.UNREAD, 50_001)
    assert last.text.startswith("Entry 49998\n")
    assert last.text.endswith("The end")
    kept_and_dropped = [page.text, *(entry.text for entry in page.ledger)]
    assert sum(text.count("Entry ") for text in kept_and_dropped) == 60_000


def test_of_a_line_of_many_megabytes_the_rest_stands_in_the_ledger() -> None:
    page = clean(RawPage(PageRef("", "page"), (PROSE * 50_000).encode()))
    assert isinstance(page, CleanPage)
    assert len(page.text) + len(page.ledger[-1].text) == pytest.approx(len(PROSE) * 50_000, abs=2)


def test_of_markup_beyond_eight_million_characters_the_rest_stands_in_the_ledger() -> None:
    page = clean(
        RawPage(PageRef("", "page"), f"<html><p>{PROSE * 3}</p>{'<p></p>' * 1_500_000}<p>End".encode())
    )
    assert isinstance(page, CleanPage)
    assert page.text == (PROSE * 3).strip()
    assert page.ledger[-1].reason is DropReason.UNREAD
    assert page.ledger[-1].text.endswith("<p>End")
