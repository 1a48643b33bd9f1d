"""Templates: where they come from, what they may do, and what is said of a broken one."""

from pathlib import Path

import pytest

from pagebrief.errors import TemplateError
from pagebrief.messages import Templates, render_email, render_slack
from unit import digests

VARIABLES: dict[str, object] = {"word": "<b>&", "number": 3, "none": None}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("email", "slack"):
        (tmp_path / name).mkdir()
    return tmp_path


def output(folder: Path, name: str, source: str) -> str:
    (folder / name).write_text(source, encoding="utf-8")
    return Templates(folder, digests.BUILT_IN).render(name, VARIABLES)


def test_a_file_of_the_user_replaces_that_file_only(folder: Path):
    (folder / "email" / "subject.txt.j2").write_text("News: {{ digest.entries[0].brief.headline | upper }}")
    ours = render_email(digests.SINGLE, Templates(None, digests.BUILT_IN))
    theirs = render_email(digests.SINGLE, Templates(folder, digests.BUILT_IN))
    assert theirs.subject == f"News: {digests.HARBOUR.brief.headline.upper()}"
    assert (theirs.html, theirs.text) == (ours.html, ours.text)


def test_html_is_escaped_and_plain_text_is_not(folder: Path):
    assert output(folder, "email/x.html.j2", "{{ word }}") == "&lt;b&gt;&amp;"
    assert output(folder, "email/x.txt.j2", "{{ word }}") == "<b>&"


def test_slack_text_is_escaped_through_macros_loops_and_captured_blocks(folder: Path):
    source = (
        "{% macro bold(text) %}*{{ text }}*{% endmacro %}{% set kept %}{{ word }}\n{% endset %}"
        "{{ bold(word) }} {{ kept }} {{ [word, 'b'] | join('\"') }} "
        "{% for part in [word, word] %}{{ part }}{% endfor %} {{ number }}"
    )
    inert = "&lt;b&gt;&amp;"
    assert output(folder, "slack/x.json.j2", source) == f'*{inert}* {inert}\n {inert}\\"b {inert}{inert} 3'


@pytest.mark.parametrize("name", ["e", "escape", "forceescape", "safe", "tojson", "urlize", "xmlattr"])
def test_filters_that_would_pass_a_text_unescaped_to_slack_are_not_there(folder: Path, name: str):
    with pytest.raises(TemplateError, match=rf"slack/x\.json\.j2, line 2: No filter named '{name}'"):
        output(folder, "slack/x.json.j2", f"\n{{{{ word | {name} }}}}")


@pytest.mark.parametrize("name", ["email/x.html.j2", "email/x.txt.j2", "slack/x.json.j2"])
def test_an_unknown_variable_is_named_with_its_template_and_line(folder: Path, name: str):
    with pytest.raises(TemplateError) as caught:
        output(folder, name, "first\n{{ word }} {{ headlin }}")
    assert str(caught.value) == (
        f"Template {folder / name}, line 2: 'headlin' is undefined. Templates are given word, number, none."
    )


def test_an_unknown_attribute_is_named(folder: Path):
    (folder / "email" / "subject.txt.j2").write_text("\n\n{{ digest.entries[0].brief.hedline }}")
    with pytest.raises(TemplateError, match=r"subject\.txt\.j2, line 3: .*'hedline'.* digest, left_out"):
        render_email(digests.SINGLE, Templates(folder, digests.BUILT_IN))


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("\n{% if word %}", "line 2: Unexpected end of template"),
        ("\n{{ word + 1 }}", 'line 2: can only concatenate str (not "int") to str'),
        ("\n{{ 1 / 0 }}", "line 2: division by zero"),
        ("\n{{ ''.__class__.__mro__ }}", "line 2: access to attribute '__class__' of 'str' object is unsafe"),
        ("\n{{ word.format.__globals__ }}", "line 2: access to attribute '__globals__'"),
        ("\n{{ word | attr('__class__') }}", "line 2: access to attribute '__class__'"),
        ("\n{{ '{0.__class__}'.format(word) }}", "line 2: access to attribute '__class__'"),
        ("\n{{ lipsum.__globals__ }}", "line 2: access to attribute '__globals__'"),
        ("\n{{ cycler.__init__ }}", "line 2: access to attribute '__init__'"),
        ("\n{{ range(10000000) | list }}", "line 2: Range too big"),
        ("{% import 'os' as os %}", "Template os is in none of:"),
        ("{% include '/etc/hostname' %}", "is in none of:"),
        ("{% include 'email/missing.j2' %}", "Template email/missing.j2 is in none of:"),
        ("{% include 'email/../../../etc/hostname' %}", "is in none of:"),
        ("\n{% include 'email/x.txt.j2' %}", "maximum recursion depth exceeded"),
    ],
)
def test_a_broken_or_forbidden_template_is_refused(folder: Path, source: str, complaint: str):
    with pytest.raises(TemplateError) as caught:
        output(folder, "email/x.txt.j2", source)
    assert complaint in str(caught.value)


def test_a_template_cannot_change_what_it_is_given(folder: Path):
    (folder / "email" / "subject.txt.j2").write_text("{{ [].append(1) }}")
    with pytest.raises(TemplateError, match="access to attribute 'append' of 'list' object is unsafe"):
        render_email(digests.SINGLE, Templates(folder, digests.BUILT_IN))


def test_a_template_that_is_not_utf_8_is_refused(folder: Path):
    (folder / "email" / "subject.txt.j2").write_bytes(b"caf\xe9")
    with pytest.raises(TemplateError, match=r"email/subject\.txt\.j2: 'utf-8' codec can't decode"):
        render_email(digests.SINGLE, Templates(folder, digests.BUILT_IN))


def test_output_that_is_not_json_is_refused_with_its_place(folder: Path):
    (folder / "slack" / "digest.json.j2").write_text('{"text": "x",\n "blocks": [,]}')
    with pytest.raises(
        TemplateError, match=r"slack/digest\.json\.j2 .* line 2 is not JSON: Expecting value"
    ) as found:
        render_slack(digests.SINGLE, Templates(folder, digests.BUILT_IN))
    assert found.value.near == '{"text": "x",\n "blocks": [,]}'


def test_json_that_is_no_message_is_refused(folder: Path):
    (folder / "slack" / "digest.json.j2").write_text('{"blocks": []}')
    with pytest.raises(TemplateError, match='must be an object with a "text" and a list of "blocks"'):
        render_slack(digests.SINGLE, Templates(folder, digests.BUILT_IN))


def test_email_templates_that_are_too_long_by_themselves_are_refused(folder: Path):
    (folder / "email" / "digest.txt.j2").write_text("x" * 90_001)
    with pytest.raises(TemplateError, match=r"email/digest\.txt\.j2 take more than 90,000 bytes"):
        render_email(digests.SINGLE, Templates(folder, digests.BUILT_IN))


def test_a_folder_that_does_not_exist_is_named():
    with pytest.raises(TemplateError, match="no template folder no/such/folder"):
        Templates(Path("no/such/folder"), digests.BUILT_IN)
