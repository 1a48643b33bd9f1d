"""``pagebrief archive index``: an archive of local digests, without an account."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from pagebrief.bootstrap import find_templates
from pagebrief.digest import Digest
from pagebrief.indexing import with_way_back
from pagebrief.messages import render_archived
from unit import digests
from unit.command import EXAMPLES, pagebrief
from unit.test_digesting import FIRE, MORE

TEMPLATES = find_templates()


def keep(folder: Path, name: str, digest: Digest) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(render_archived(digest, TEMPLATES), "utf-8")


def indexed(folder: Path) -> html.HtmlElement:
    run = pagebrief("archive", "index", folder)
    assert run.stdout == f"{folder / 'index.html'}\n"
    return html.document_fromstring((folder / "index.html").read_text("utf-8"))


def hrefs(document: html.HtmlElement) -> list[str]:
    return list(document.xpath("//h4/a/@href"))


def test_digests_of_one_machine_make_an_archive(tmp_path: Path) -> None:
    for day in ("monday", "tuesday"):
        pagebrief("digest", EXAMPLES / "kelp-farm.md", "--out", tmp_path / day)
    run = pagebrief("archive", "index", tmp_path)
    assert "2 stories in 2 pages" in run.stderr
    assert f"Not listed: {tmp_path / 'monday/digest.html'}: it holds no list of its stories" in run.stderr
    document = html.document_fromstring((tmp_path / "index.html").read_text("utf-8"))
    assert hrefs(document) == ["tuesday/archive.html#page-1", "monday/archive.html#page-1"]
    for href in hrefs(document):
        path, _, place = href.partition("#")
        page = html.document_fromstring((tmp_path / path).read_text("utf-8"))
        assert "kelp" in page.get_element_by_id(place).text_content()


@pytest.mark.parametrize(
    "name", ["a b.html", "50% & more?.html", "javascript:x.html", 'q"uote#.html', "日本/ü.html"]
)
def test_a_page_of_any_name_is_led_to(tmp_path: Path, name: str) -> None:
    keep(tmp_path, name, digests.SINGLE)
    (href,) = hrefs(indexed(tmp_path))
    parts = urlsplit(href)
    assert (parts.scheme, parts.netloc, unquote(parts.path), parts.fragment) == ("", "", name, "page-1")


def test_a_page_that_cannot_be_read_is_listed_with_the_reason(tmp_path: Path) -> None:
    keep(tmp_path, "a.html", digests.SINGLE)
    (tmp_path / "large.html").write_bytes(b"x" * 10_000_001)
    (tmp_path / "lost.html").symlink_to(tmp_path / "nowhere")
    listed = indexed(tmp_path).xpath("//section[@class='unread']//li")
    said = sorted(" ".join(each.text_content().split()) for each in listed)
    assert "large.html" in said[0]
    assert "it has more than the 10,000,000 bytes that are read" in said[0]
    assert "lost.html" in said[1]


def test_it_is_made_anew_and_lists_itself_never(tmp_path: Path) -> None:
    keep(tmp_path, "a.html", digests.SINGLE)
    indexed(tmp_path)
    keep(tmp_path, "b.html", replace(digests.SINGLE, created_at=digests.NOW + timedelta(days=1)))
    assert hrefs(indexed(tmp_path)) == ["b.html#page-1", "a.html#page-1"]


def test_somebody_elses_index_stays(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>My site</h1>")
    run = pagebrief("archive", "index", tmp_path, expect=2)
    assert "is no index of Pagebrief: name another folder, or remove it." in run.stderr
    assert (tmp_path / "index.html").read_text() == "<h1>My site</h1>"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "no folder" in pagebrief("archive", "index", tmp_path / "nowhere", expect=2).stderr


def test_a_template_of_the_user_makes_it(tmp_path: Path) -> None:
    (tmp_path / "mine/archive").mkdir(parents=True)
    (tmp_path / "mine/archive/index.html.j2").write_text("{{ stories }} of mine")
    keep(tmp_path / "pages", "a.html", digests.SINGLE)
    pagebrief("archive", "index", tmp_path / "pages", "--templates", tmp_path / "mine")
    assert (tmp_path / "pages/index.html").read_text() == "1 of mine"


def test_a_copied_page_leads_back_to_its_index() -> None:
    page = render_archived(digests.SINGLE, TEMPLATES)
    back = [html.document_fromstring(with_way_back(page, name)) for name in ("a.html", "b/c/d.html")]
    assert [each.xpath("//section//a/@href") for each in back] == [["index.html"], ["../../index.html"]]
    assert html.document_fromstring(page).xpath("//section") == []


def test_a_page_that_says_where_the_way_back_goes_gets_none_there() -> None:
    page = render_archived(digests.carrying("<!-- index -->", *digests.FIELDS), TEMPLATES)
    back = html.document_fromstring(with_way_back(page, "a.html"))
    (link,) = back.xpath("//a[@href='index.html']")
    assert link.xpath("ancestor::article") == []


def test_a_story_that_goes_on_in_a_later_digest_of_one_machine_has_one_place(tmp_path: Path) -> None:
    for day, name, said in (("monday", "fire", FIRE), ("tuesday", "more", [*FIRE, *MORE])):
        page = tmp_path / f"{name}.html"
        paragraphs = "".join(f"<p>{sentence}</p>" for sentence in said)
        page.write_text(f"<title>Fire in the fish market</title><article>{paragraphs}</article>", "utf-8")
        pagebrief("digest", page, "--state", tmp_path / "state.db", "--out", tmp_path / "archive" / day)
    (timeline,) = indexed(tmp_path / "archive").xpath("//ol[@class='timeline']")
    assert timeline.xpath(".//a/@href") == ["monday/archive.html#page-1"]
    assert timeline.getparent().xpath("./h4/a/@href") == ["tuesday/archive.html#page-1"]
