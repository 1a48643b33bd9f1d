"""``pagebrief templates``: templates of the user's own are tried before anybody is told by them."""

from pathlib import Path

import pytest

from pagebrief.messages import Templates
from pagebrief.messages.checking import problems
from unit import digests
from unit.command import pagebrief

HTML = "<!doctype html><html><head><title>x</title></head><body>{}</body></html>"
BLOCKS = '{{"text": "x", "blocks": [{}]}}'
SECTION = '{{"type": "section", "text": {{"type": "mrkdwn", "text": "{}"}}}}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("email", "slack", "archive"):
        (tmp_path / name).mkdir()
    return tmp_path


def found(folder: Path, name: str, source: str) -> list[str]:
    (folder / name).write_text(source, encoding="utf-8")
    return problems(Templates(folder, digests.BUILT_IN))


def test_ours_are_well() -> None:
    assert problems(Templates(None, digests.BUILT_IN)) == []


@pytest.mark.parametrize(
    ("name", "source", "problem"),
    [
        (
            "email/digest.txt.j2",
            "a\n{{ digest.titel }}",
            "Digest object' has no attribute 'titel'",
        ),
        ("email/subject.txt.j2", "{{ nobody }}", "subject.txt.j2, line 1: 'nobody' is undefined"),
        ("email/subject.txt.j2", "{{ digest.entries[0].brief.headline }}", "(seen with an empty digest)"),
        ("email/subject.txt.j2", "{{ digest.__class__ }}", "access to attribute '__class__'"),
        ("email/digest.txt.j2", "{% if %}", "line 1: "),
        ("email/digest.txt.j2", "x" * 90_001, "take more than 90,000 bytes"),
        ("email/subject.txt.j2", "x" * 151, "an ordinary subject has 151 characters"),
        (
            "email/digest.txt.j2",
            "{% for e in digest.entries %}{{ 'x' * 17000 }}{% endfor %}",
            "five ordinary pages take",
        ),
        ("email/digest.html.j2", HTML.format("<p>x</div>"), "digest.html.j2: Unexpected end tag : div"),
        ("email/digest.html.j2", HTML.format("<script>1</script>"), "it holds a script"),
        ("email/digest.html.j2", HTML.format("<a href='javascript:x'>x</a>"), "leads to 'javascript:x'"),
        ("email/digest.html.j2", HTML.format("<img src='https://example.org/x.png'>"), "no alt text"),
        ("email/digest.html.j2", HTML.format("<img src='cid:logo' alt=''>"), "no picture is at 'cid:logo'"),
        (
            "email/digest.html.j2",
            HTML.format("{{ digest.title | safe }}"),
            "digest.html.j2: it holds a script",
        ),
        ("archive/digest.html.j2", HTML.format("<b>x</i>"), "archive/digest.html.j2: "),
        ("archive/digest.html.j2", HTML.format("x"), '<meta name="pagebrief" content="{{ card }}"> holds it'),
        ("archive/index.html.j2", "a\n{{ nobody }}", "index.html.j2, line 2: 'nobody' is undefined"),
        ("archive/index.html.j2", HTML.format("<script>1</script>" * 2), "it holds a script"),
        (
            "archive/index.html.j2",
            HTML.format("{{ channels[0].digests[0].title | safe }}"),
            "index.html.j2: it holds a script",
        ),
        ("archive/search.js.j2", "{{ nobody }}", "search.js.j2, line 1: 'nobody' is undefined"),
        ("slack/digest.json.j2", "{", "is no Slack message"),
        ("slack/digest.json.j2", BLOCKS.format('{"type": "sections"}'), "'sections' is no kind of block"),
        (
            "slack/digest.json.j2",
            BLOCKS.format(SECTION.format("x" * 3001)),
            "section of 3,001 characters is cut at 3,000",
        ),
        (
            "slack/digest.json.j2",
            BLOCKS.format(", ".join([SECTION.format("x" * 2900)] * 5)),
            "too long for Slack",
        ),
    ],
)
def test_what_is_wrong_is_named(folder: Path, name: str, source: str, problem: str) -> None:
    assert any(problem in each for each in found(folder, name, source)), found(folder, name, source)


def test_a_problem_is_named_once_with_the_first_digest_that_shows_it(folder: Path) -> None:
    told = found(folder, "email/subject.txt.j2", "{{ nobody }}")
    assert len(told) == 1
    assert told[0].endswith("(seen with an empty digest)")


def test_words_of_a_page_that_become_elements_are_noticed(folder: Path) -> None:
    source = HTML.format("{{ digest.title | safe }}")
    assert any(
        "what a page says becomes markup" in each for each in found(folder, "email/digest.html.j2", source)
    )


def test_the_command_says_that_all_is_well_or_what_is_not(folder: Path) -> None:
    (folder / "email" / "subject.txt.j2").write_text("News")
    assert pagebrief("templates", "check", folder).stdout == "All templates are well.\n"
    (folder / "email" / "subjekt.txt.j2").write_text("News")
    slip = pagebrief("templates", "check", folder, expect=1)
    assert "subjekt.txt.j2 replaces no template and is used by none" in slip.stderr


def test_what_is_exported_is_ours_and_keeps_what_lies_there(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "email").mkdir(parents=True)
    (mine / "email" / "subject.txt.j2").write_text("Mine")
    told = pagebrief("templates", "export", mine)
    assert f"kept     {mine / 'email' / 'subject.txt.j2'}" in told.stdout
    for path in digests.BUILT_IN.rglob("*.j2"):
        copied = (mine / path.relative_to(digests.BUILT_IN)).read_text()
        assert copied == ("Mine" if path.name == "subject.txt.j2" else path.read_text())
    pagebrief("templates", "check", mine)
