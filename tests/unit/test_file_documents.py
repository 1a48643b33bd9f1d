"""MHTML, PDF, feeds and Markdown with front matter; and any bytes at all."""

import io
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from pagebrief.model import CleanPage, Discarded, DiscardReason, DropReason
from pagebrief.pages.paragraphs import page_of
from pagebrief.summary.sentences import split
from unit.files import html, only, pages, pdf, refusal, responses, results, text, warc


def mhtml(subject: str = "A bridge is rebuilt") -> bytes:
    """As Chromium saves a page."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://example.org/bridge"
    message["Subject"] = subject
    message.set_content(html("Überlingen"), subtype="html", charset="utf-8", cte="quoted-printable")
    message.add_related(b"\x89PNG", "image", "png", cid="<picture>")
    message.add_related("<html><body>An advertisement in a frame</body></html>", subtype="html")
    return message.as_bytes()


def test_a_page_as_a_browser_saves_it_is_read_without_its_frames() -> None:
    ((ref, page),) = results(mhtml())
    assert isinstance(page, CleanPage)
    assert page.title == "A bridge is rebuilt"
    assert page.url == "https://example.org/bridge"
    assert "council of Überlingen" in page.text
    assert ref.member is None


def test_mhtml_without_a_page_is_unreadable() -> None:
    message = EmailMessage()
    message["Subject"] = "Pictures"
    message.set_content(b"\x89PNG", "image", "png")
    message.make_mixed()
    assert refusal(message.as_bytes()).reason is DiscardReason.UNREADABLE


def test_parts_within_parts_without_end_get_an_answer() -> None:
    parts = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(3_000))
    body = f"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b0\n\n{parts}".encode()
    assert "parts within parts" in refusal(body).detail


def test_mhtml_of_a_million_lines_is_too_large() -> None:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    assert refusal(head + b"a\n" * 1_100_000).reason is DiscardReason.TOO_LARGE


def test_the_text_of_a_pdf_is_a_page() -> None:
    lines = ["A bridge is rebuilt", "", *(line for part in text().split("\n\n") for line in wrapped(part))]
    page = only(
        pdf(lines, Title="A bridge is rebuilt", Author="Ada Example", CreationDate="D:20260302110500+01'00'")
    )
    assert page.title == "A bridge is rebuilt"
    assert (page.author, page.published_at) == ("Ada Example", "2026-03-02")
    assert "decided to rebuild the old bridge over the river before winter." in page.text


def wrapped(paragraph: str) -> list[str]:
    words, lines = paragraph.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 80:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def test_the_title_of_a_pdf_is_not_the_name_of_the_file_it_was_made_of() -> None:
    page = only(pdf(wrapped(text()), Title="Microsoft Word - minutes-final2.doc"))
    assert "Word" not in (page.title or "")


def test_a_pdf_that_asks_for_a_password_is_unsupported() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(wrapped(text())))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    result = refusal(stream.getvalue())
    assert result.reason is DiscardReason.UNSUPPORTED
    assert "encrypted" in result.detail


def test_a_pdf_of_pictures_says_that_it_holds_no_text() -> None:
    result = refusal(pdf([]))
    assert result.reason is DiscardReason.NO_ARTICLE
    assert "scan" in result.detail


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7",
        b"%PDF-1.7\n" + bytes(range(256)) * 100,
        b"%PDF-1.7\n" + b"1 0 obj << /Length 9999999 >> stream\n" * 1000,
        pdf(["x"])[:-200],
        pdf(["x"]).replace(b"/Kids [ 3 0 R ]", b"/Kids [ 1 0 R ]"),
    ],
    ids=["head", "garbage", "objects", "cut", "its own child"],
)
def test_a_damaged_pdf_is_discarded_with_its_reason(body: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    result = refusal(body)
    assert result.reason in {DiscardReason.UNREADABLE, DiscardReason.NO_ARTICLE, DiscardReason.TOO_SHORT}
    assert "broke" not in result.detail
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_front_matter_says_is_known_and_not_in_the_text(newline: str) -> None:
    lines = [
        "---", 'title: "Bridge: work begins"', "author: [Ada Example, Bo Example]", "date: 2026-03-02",
        "url: https://example.org/bridge", "---", "", "# Bridge: work begins", "", *text().split("\n"),
    ]  # fmt: skip
    page = only(newline.join(lines).encode())
    assert page.title == "Bridge: work begins"
    assert (page.author, page.published_at) == ("Ada Example, Bo Example", "2026-03-02")
    assert page.url == "https://example.org/bridge"
    assert page.text == text()
    assert page.ledger[0].reason is DropReason.BYLINE
    assert "author: [Ada" in page.ledger[0].text
    assert [entry.line for entry in page.ledger if entry.reason is DropReason.TITLE] == [8]


@pytest.mark.parametrize(
    "head",
    [
        "---\njust words between rules\n---\n",
        "---\nbroken: [\n---\n",
        "---\n" + "[" * 5_000 + "\n---\n",
        "---\ntitle: never closed\n",
        "---\na: &a [x]\nb: &b [*a, *a]\n" + "".join(f"c{n}: &c{n} [*b, *b]\n" for n in range(50)) + "---\n",
    ],
    ids=["rules", "broken", "deep", "open", "aliases"],
)
def test_what_only_looks_like_front_matter_does_no_harm(head: str) -> None:
    assert text() in only((head + "\n" + text()).encode()).text


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        (
            "市议会周一再次开会，决定重建河上的旧桥。工程师们三月份关闭了这座桥！费用是多少？由地区政府承担大部分。",
            4,
        ),
        (
            "اجتمع المجلس يوم الاثنين وقرر إعادة بناء الجسر القديم. ماذا يقول المهندسون؟ أغلقوه في مارس.",
            3,
        ),
        ("नगर परिषद ने सोमवार को पुराने पुल को फिर से बनाने का निर्णय लिया। काम सर्दियों से पहले पूरा होगा।", 2),
    ],
    ids=["zh", "ar", "hi"],
)
def test_sentences_of_other_scripts_end_where_their_scripts_end_them(sentence: str, count: int) -> None:
    assert len(list(split(page_of(sentence, None)))) == count


HEADS = st.sampled_from(
    [
        b"", b"\x1f\x8b\x08\x00", b"BZh91AY&SY", b"\x28\xb5\x2f\xfd", b"%PDF-1.7\n", b"PK\x03\x04",
        b'{"text": "',
        b'[{"text": "', b'{"text": "x"}\n', b"WARC/1.0\r\n", b"<rss><channel><item>", b"MIME-Version: 1.0\n",
        b"Content-Type: multipart/related; boundary=x\n\n--x\n", b"---\ntitle: x\n", b"\xff\xfe", b"<html>",
        b"filedesc://", warc(*responses("north"))[:700], pdf(["x"])[:-100],
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(HEADS, st.binary(max_size=1500), st.sampled_from(["page", "page.br"]))
def test_any_file_gets_an_answer_for_each_of_its_pages(head: bytes, body: bytes, name: str) -> None:
    found = results(head + body, name)
    assert found
    for ref, result in found:
        assert ref.identity
        assert isinstance(result, CleanPage | Discarded)
        if isinstance(result, Discarded):
            assert "broke the" not in result.detail


def test_pages_of_one_file_are_told_apart() -> None:
    found = results(warc(*responses("north", "south")))
    assert len({ref.identity for ref, _ in found}) == len(pages(warc(*responses("north", "south")))) == 2
