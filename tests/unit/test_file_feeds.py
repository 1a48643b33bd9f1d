"""RSS and Atom: each entry of a feed is a page."""

from pagebrief.model import CleanPage, Discarded, DiscardReason
from pagebrief.pages import Limits
from unit.files import only, refusal, results, text

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Courier</title>
<item><title>Bridge &amp; ferry</title><link>https://example.org/bridge</link>
<author>ada@example.org (Ada)</author>
<pubDate>Mon, 02 Mar 2026 11:05:00 +0100</pubDate><description>Short.</description>
<content:encoded><![CDATA[{html}]]></content:encoded></item>
<item><title>In short</title><guid>2</guid><description>{text}</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>A bridge</title>
<link href="https://example.org/bridge"/><author><name>Ada Example</name></author>
<updated>2026-03-02T11:05:00Z</updated><content type="html">{html}</content></entry></feed>"""
FRAGMENT = "".join(f"<p>{part}</p>" for part in text().split("\n\n"))


def test_each_entry_of_an_rss_feed_is_a_page() -> None:
    found = results(RSS.format(html=FRAGMENT, text=text()).encode())
    (first_ref, first), (second_ref, second) = found
    assert isinstance(first, CleanPage)
    assert isinstance(second, CleanPage)
    assert first.text == second.text == text()
    assert (first.title, second.title) == ("Bridge & ferry", "In short")
    assert (first.url, first.site) == ("https://example.org/bridge", "Courier")
    assert first.published_at == "2026-03-02T10:05:00+00:00"
    assert (first_ref.member, second_ref.member) == ("https://example.org/bridge", "2")


def test_each_entry_of_an_atom_feed_is_a_page() -> None:
    escaped = FRAGMENT.replace("<", "&lt;").replace(">", "&gt;")
    page = only(ATOM.format(html=escaped).encode())
    assert (page.title, page.author, page.published_at) == (
        "A bridge",
        "Ada Example",
        "2026-03-02T11:05:00+00:00",
    )
    assert page.text == text()


def test_only_so_many_entries_of_a_feed_are_read() -> None:
    item = f"<item><title>A bridge</title><description>{text()}</description></item>"
    body = f"<rss version='2.0'><channel>{item * 5}</channel></rss>".encode()
    found = [result for _, result in results(body, limits=Limits(pages=3))]
    assert [isinstance(result, CleanPage) for result in found] == [True, True, True, False]
    assert isinstance(found[-1], Discarded)
    assert "more than 3 pages" in found[-1].detail


def test_a_feed_of_nothing_but_tags_is_too_large_at_once() -> None:
    assert refusal(b"<rss><channel><item>" + b"<a>" * 1_000_000).reason is DiscardReason.TOO_LARGE


def test_a_feed_without_entries_says_so() -> None:
    assert refusal(b"<rss version='2.0'><channel><title>x</title></channel></rss>").reason is (
        DiscardReason.NO_ARTICLE
    )


def test_entities_that_expand_without_end_do_not_in_a_feed() -> None:
    kin = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "{"ha" * 50}">{kin}]>'
    body = f"{head}<rss><channel><item><description>&a11;</description></item></channel></rss>"
    for _, result in results(body.encode()):
        assert isinstance(result, Discarded)


def test_a_feed_reads_no_file_and_no_address() -> None:
    head = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    item = f"<item><title>&x;</title><description>{text()} &x;</description></item>"
    body = f"{head}<rss><channel>{item}</channel></rss>"
    assert "root:" not in str(results(body.encode()))
