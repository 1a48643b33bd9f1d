"""What every message keeps to, whatever a page says: size, valid HTML, web links; nothing runs or loads."""

import re
from collections.abc import Iterator

import html5lib
import pytest
from lxml import html

from pagebrief.digest import Digest
from pagebrief.messages import Templates, render_archived, render_email
from pagebrief.messages.samples import SAMPLES, saying
from unit import digests

TEMPLATES = Templates(None, digests.BUILT_IN)
PAGES = {
    **{f"email, {name}": render_email(digest, TEMPLATES).html for name, digest in SAMPLES.items()},
    **{f"archive, {name}": render_archived(digest, TEMPLATES) for name, digest in SAMPLES.items()},
}
# Outlook's own, which other programs take for comments.
CONDITIONAL = re.compile(r"<!--\[if mso\]>.*?<!\[endif\]-->")
RUNS_OR_LOADS = (
    "//script | //link | //iframe | //object | //embed | //form | //base | //audio | //video"
    " | //@*[starts-with(name(), 'on')] | //@srcset | //@background | //meta[@http-equiv='refresh']"
)
SOURCES = "//@src[not(starts-with(., 'cid:') or starts-with(., 'data:image/'))]"


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return PAGES[request.param]


def mistakes(page: str) -> list[str]:
    """Parse errors, by the names that html5lib gives those of the standard."""
    parser = html5lib.HTMLParser()
    parser.parse(page)
    return [f"{name} {values}" for _, name, values in parser.errors]


def dangling(page: str) -> Iterator[str]:
    """An id that stands twice, and what leads to one that isn't there."""
    document = html.document_fromstring(page)
    ids = [str(each) for each in document.xpath("//@id")]
    yield from (each for each in ids if ids.count(each) > 1)
    yield from (each for each in document.xpath("//@href") if each[0] == "#" and each[1:] not in ids)


def test_the_html_is_valid(page: str) -> None:
    assert mistakes(page) == []
    assert list(dangling(page)) == []


@pytest.mark.parametrize(
    "mistake",
    [
        "<table><p>In no cell.</p></table>",
        "<p><b><i>Crossed</b></i></p>",
        "<p>Ends twice.</p></p>",
        '<a href="/a" href="/b">Two addresses</a>',
        "<div>Never ends.",
        "&harbour; is no letter",
    ],
)
def test_html_that_is_not_valid_is_noticed(mistake: str) -> None:
    assert mistakes(PAGES["email, one page"].replace("</body>", f"{mistake}</body>"))


@pytest.mark.parametrize("mistake", ['<a href="#nowhere">x</a>', '<p id="page-1">x</p>'])
def test_a_place_that_is_not_there_or_twice_is_noticed(mistake: str) -> None:
    assert list(dangling(PAGES["email, one page"].replace("</body>", f"{mistake}</body>")))


def test_nothing_runs_and_nothing_is_loaded(page: str) -> None:
    document = html.document_fromstring(page)
    assert document.xpath(f"{RUNS_OR_LOADS} | {SOURCES}") == []
    assert not re.search(r"url\(|@import|expression\(", "".join(document.xpath("//style/text() | //@style")))
    assert [each for each in CONDITIONAL.findall(page) if not re.match(r".*</?table\b", each)] == []


def test_links_lead_to_the_web_or_to_their_own_page(page: str) -> None:
    for address in html.document_fromstring(page).xpath("//@href"):
        assert re.match(r"https?://[a-z0-9.-]+/|#", address), address


@pytest.mark.parametrize("attack", ["javascript url", "data url", "url with backslash", "url without host"])
def test_an_address_that_is_none_of_the_webs_is_no_link(attack: str) -> None:
    digest = digests.carrying(digests.ATTACKS[attack], "url")
    for page in (render_email(digest, TEMPLATES).html, render_archived(digest, TEMPLATES)):
        assert [each for each in html.document_fromstring(page).xpath("//@href") if each[0] != "#"] == []


@pytest.mark.parametrize("digest", SAMPLES.values(), ids=SAMPLES)
def test_no_mail_program_clips_an_email(digest: Digest) -> None:
    message = render_email(digest, TEMPLATES)
    assert len((message.html + message.text + message.subject).encode()) <= 90_000


@pytest.mark.parametrize("attack", digests.ATTACKS)
def test_the_html_stays_valid_whatever_a_page_says(attack: str) -> None:
    digest = saying(digests.ATTACKS[attack])
    for page in (render_email(digest, TEMPLATES).html, render_archived(digest, TEMPLATES)):
        assert mistakes(page) == []
