"""Bars, as heights, as text, in words and as pictures that travel within an email."""

import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from struct import unpack

import numpy as np
import pytest
from lxml import html
from numpy.typing import NDArray

from pagebrief.digest import Counts, Days, Digest
from pagebrief.errors import TemplateError
from pagebrief.lately import SHOWN as SHOWN_DAYS
from pagebrief.messages import Templates, as_page, render_archived, render_email, render_slack
from pagebrief.messages.bars import blocks, course, heights
from pagebrief.messages.pictures import picture, pictures_in
from unit import digests
from unit.contrast import contrast

TEMPLATES = Templates(None, digests.BUILT_IN)
FOUR = Counts((0, 1, 50, 100), 100)
NONE = Counts((0, 0, 0, 0), 100)
DAYS = Days(
    date(2026, 2, 27),
    date(2026, 3, 2),
    Counts((4, 0, 9, 1), 9),
    Counts((2, 0, 1, 1), 9),
    (Counts((3, 0, 6, 0), 6, "harbour works"), Counts((1, 0, 3, 1), 6, "ferries <b>")),
    2,
)
SHOWN = replace(digests.SEVERAL, days=DAYS)


def decoded(png: bytes) -> tuple[NDArray[np.uint8], bytes]:
    """Which dots are coloured, and the colour: what a decoder that checks everything makes of the file."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = dict[bytes, bytes](), 8
    while at < len(png):
        (length,) = unpack(">I", png[at : at + 4])
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert unpack(">I", png[at + 8 + length : at + 12 + length]) == (zlib.crc32(kind + body),)
        chunks[kind] = body
        at += 12 + length
    assert [*chunks] == [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"]
    width, height, *form = unpack(">IIBBBBB", chunks[b"IHDR"])
    assert form == [1, 3, 0, 0, 0]  # one bit, by palette, neither filtered nor interlaced otherwise
    lines = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, -1)
    assert not lines[:, 0].any()  # no filter
    assert chunks[b"tRNS"] == b"\x00\xff"  # all but the colour is seen through
    return np.unpackbits(lines[:, 1:], axis=1)[:, :width], chunks[b"PLTE"][3:]


def drawn(counts: Counts, colour: str = "#188f8a") -> NDArray[np.uint8]:
    (found,) = pictures_in(f'<img src="{picture(counts, colour)}">')
    return decoded(found.png)[0]


# ── Heights and characters ────────────────────────────────────────────────────────────────────────


def test_a_bar_is_as_high_as_its_share_of_the_scale_and_never_taken_for_none() -> None:
    assert heights(FOUR, 24) == [0, 3, 12, 24]
    assert heights(replace(FOUR, scale=200), 24) == [0, 3, 6, 12]
    assert heights(NONE, 24) == [0, 0, 0, 0]
    assert heights(Counts((3,), 2), 24) == [24]


def test_a_day_without_any_has_a_character_of_its_own() -> None:
    assert blocks(FOUR) == "▁▂▅▇"
    assert blocks(NONE) == "▁▁▁▁"
    assert blocks(Counts((3,), 2)) == "▇"


@pytest.mark.parametrize(
    ("pages", "stories", "said"),
    [
        ((4, 0, 9, 1), (2, 0, 1, 1), "14 pages and 4 new stories; most pages on Sunday, 1 Mar: 9"),
        ((2, 1, 1, 2), (0, 1, 0, 0), "6 pages and 1 new story; most pages on Friday, 27 Feb: 2"),
        ((1, 1, 1, 0), (0, 0, 0, 0), "3 pages and no new stories; most pages on Friday, 27 Feb: 1"),
    ],
)
def test_it_is_said_in_words(pages: tuple[int, ...], stories: tuple[int, ...], said: str) -> None:
    assert course(replace(DAYS, pages=Counts(pages, 9), stories=Counts(stories, 9))) == said


# ── Pictures ──────────────────────────────────────────────────────────────────────────────────────


def test_a_picture_has_two_dots_to_the_pixel_and_a_bar_a_day() -> None:
    dots = drawn(FOUR)
    assert dots.shape == (48, 80)
    bars = dots.reshape(48, 4, 20)
    assert [bar.any(axis=1).sum() // 2 for bar in bars.swapaxes(0, 1)] == [1, 3, 12, 24]
    assert {bar[-1].sum() // 2 for bar in bars.swapaxes(0, 1)} == {7}


def test_a_picture_is_of_the_colour_it_was_asked_for_and_the_same_bytes_each_time() -> None:
    (one,), (two,) = (
        pictures_in(f"<img src='{picture(FOUR, colour)}'>") for colour in ("#aBcDeF", "#abcdef")
    )
    assert one == two
    assert decoded(one.png)[1] == bytes.fromhex("abcdef")
    assert one != pictures_in(f'<img src="{picture(FOUR)}">')[0]


def test_an_address_is_one_that_ses_takes() -> None:
    """https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Attachment.html"""
    assert len(picture(Counts((99_999,) * SHOWN_DAYS, 99_999)).removeprefix("cid:")) <= 78


@pytest.mark.parametrize("colour", ["teal", "#fff", "#12345g", '#123456"'])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(ValueError, match="six digits"):
        picture(FOUR, colour)


def test_the_bars_are_seen_on_the_cards_of_both_schemes() -> None:
    style = (digests.BUILT_IN / "email" / "style.html.j2").read_text()
    chart = style.split('set chart = "')[1][:7]
    assert f"bars-{chart[1:]}-" in render_email(SHOWN, TEMPLATES).html
    for card in ("#ffffff", "#1b1f22"):
        assert card in style
        assert contrast(chart, card) >= 3.5  # https://www.w3.org/TR/WCAG22/#non-text-contrast asks 3


# ── In messages ───────────────────────────────────────────────────────────────────────────────────


def test_each_picture_of_an_email_is_a_part_of_it_and_has_its_numbers_as_text() -> None:
    message = render_email(SHOWN, TEMPLATES)
    images = html.document_fromstring(message.html).xpath("//img")
    assert [image.get("src") for image in images] == [f"cid:{each.id}" for each in message.pictures]
    assert [image.get("alt") for image in images] == ["4, 0, 9, 1", "2, 0, 1, 1", "3, 0, 6, 0", "1, 0, 3, 1"]
    assert {(image.get("width"), image.get("height")) for image in images} == {("140", "24")}
    assert all(len(each.png) < 500 for each in message.pictures)


def test_lines_that_look_alike_share_a_picture() -> None:
    same = replace(DAYS, stories=DAYS.pages, watches=())
    assert len(render_email(replace(SHOWN, days=same), TEMPLATES).pictures) == 1


def test_a_digest_without_days_has_neither_pictures_nor_words_of_them() -> None:
    message = render_email(digests.SEVERAL, TEMPLATES)
    assert message.pictures == ()
    said = (message.html, message.text, str(render_slack(digests.SEVERAL, TEMPLATES)))
    assert not any("The last 4 days" in each for each in (*said, render_archived(digests.SEVERAL, TEMPLATES)))


def test_no_page_can_have_a_picture_drawn() -> None:
    text = f'src="{picture(FOUR)}"'
    assert render_email(digests.carrying(text, *digests.FIELDS), TEMPLATES).pictures == ()


def test_the_plain_part_says_it_in_words() -> None:
    text = render_email(SHOWN, TEMPLATES).text
    assert (
        "The last 4 days: 14 pages and 4 new stories; most pages on Sunday, 1\nMar: 9\n"
        "  harbour works: 9 pages\n"
        "  ferries <b>: 5 pages\n"
        "  2 more watches had pages\n"
    ) in text


def test_slack_has_the_sentence_first_and_the_bars_as_text() -> None:
    (said,) = [str(block) for block in render_slack(SHOWN, TEMPLATES).blocks if "last 4 days" in str(block)]
    assert (
        "*The last 4 days:* 14 pages and 4 new stories; most pages on Sunday, 1 Mar: 9\\n▃▁▇▂ pages" in said
    )
    assert "▅▁▇▁ harbour works: 9\\n▂▁▅▂ ferries &lt;b&gt;: 5\\n2 more watches had pages" in said


def test_the_archived_page_draws_them_itself_with_the_numbers_for_screen_readers() -> None:
    page = html.document_fromstring(render_archived(SHOWN, TEMPLATES))
    lines = page.xpath("//section[@class='days']//svg")
    assert [svg.get("aria-label") for svg in lines][:2] == ["4, 0, 9, 1", "2, 0, 1, 1"]
    assert {svg.get("role") for svg in lines} == {"img"}
    assert [rect.get("height") for rect in lines[0].iter("rect")] == ["11", "1", "24", "3"]
    assert page.xpath("//section[@class='days']//th/bdi/text()")[2:] == ["harbour works", "ferries <b>"]


def test_browsers_are_given_the_pictures_within_the_page() -> None:
    page = html.document_fromstring(as_page(render_email(SHOWN, TEMPLATES).html))
    sources = page.xpath("//img/@src")
    assert len(sources) == 4
    assert all(source.startswith("data:image/png;base64,") for source in sources)


def test_an_older_style_of_the_users_own_still_gives_bars_a_colour(tmp_path: Path) -> None:
    (tmp_path / "email").mkdir()
    (tmp_path / "email" / "style.html.j2").write_text("<style>h1 { color: #123456; }</style>")
    (first, *_) = render_email(SHOWN, Templates(tmp_path, digests.BUILT_IN)).pictures
    assert decoded(first.png)[1] == bytes.fromhex("188f8a")


def test_a_colour_of_the_users_own_that_is_none_is_named_with_its_template(tmp_path: Path) -> None:
    (tmp_path / "email").mkdir()
    (tmp_path / "email" / "style.html.j2").write_text('{% set chart = "teal" %}<style></style>')
    with pytest.raises(TemplateError, match=r"days\.html\.j2, line \d+: 'teal' is no colour"):
        render_email(SHOWN, Templates(tmp_path, digests.BUILT_IN))


def test_the_longest_digest_with_days_fits() -> None:
    long = Digest("Long", digests.NOW, (digests.HARBOUR,) * 60, days=DAYS)
    message = render_email(long, TEMPLATES)
    assert len((message.html + message.text).encode()) <= 90_000
    assert "The last 4 days" in message.html
    assert "The last 4 days" in str(render_slack(long, TEMPLATES).blocks)
