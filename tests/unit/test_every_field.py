"""Whatever a page says, in whichever field of an entry: it arrives as text, in all forms in which it is told.

The fields are those of the dataclasses: one that is added tomorrow is among them.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from lxml import html

from pagebrief import console, console_digest
from pagebrief.digest import Counts, Days, Digest, Entry, Later, Rejection
from pagebrief.message import SlackMessage
from pagebrief.messages import Templates, render_archived, render_email, render_slack
from pagebrief.model import (
    Brief,
    CleanPage,
    Discarded,
    DiscardReason,
    Dropped,
    DropReason,
    Link,
    PageRef,
    Paragraph,
    Reason,
    Rewritten,
    Sentence,
)
from unit.digests import ATTACKS, BUILT_IN, NOW
from unit.fields import Place, missing, places, put, put_everywhere
from unit.slack_texts import assert_inert

TEMPLATES = Templates(None, BUILT_IN)

REF = PageRef("pages", "in/page.html", "1", "e", "5", 9, "https://example.org/#2", "d")
SENTENCE = Sentence("A sentence.", 0, 11, 0.5)
PAGE = CleanPage(
    "A sentence.",
    (Paragraph(0, 11),),
    "A title",
    "https://example.org/page",
    "A site",
    "An author",
    "2026-03-01",
    "de",
    (Dropped(DropReason.FOOTER, "A footer", 3),),
)
BRIEF = Brief(
    "A headline",
    (SENTENCE, replace(SENTENCE, text="Another.")),
    "a method",
    "A gist.",
    ("a phrase",),
    3,
    (Rewritten("Written.", (SENTENCE,)), Rewritten("Quoted.", (SENTENCE,), quoted=True)),
)
REASON = Reason("A rule", "a watch", "A match", 3, 0.5, 0.25)
LATER = Later("A later site", "https://example.org/later", NOW, ("It adds this.",), 1)
ENTRY = Entry(
    REF,
    PAGE,
    BRIEF,
    (REASON,),
    ("elsewhere.example",),
    (LATER,),
    (NOW, NOW + timedelta(hours=1)),
    (replace(LATER, shown=True), LATER),
    "2026-03-02T08:00:00.000000Z-0f",
)
REFUSED = (Rejection(REF, Discarded(DiscardReason.TOO_SHORT, "A detail")),)
WHOLE = Link("https://example.org/whole?signed", "s3://state/digests/x.html", NOW)
COUNTS = Counts((1, 0, 2), 2, "a watch")
DAYS = Days(NOW.date() - timedelta(days=2), NOW.date(), COUNTS, COUNTS, (COUNTS,), 1)
REWRITTEN = Digest(
    "A desk", NOW, (ENTRY,), REFUSED, 1, WHOLE, NOW - timedelta(days=1), 1, DAYS, "slack:#desk", True
)
# What a model wrote is told in place of the sentences.
QUOTED = replace(REWRITTEN, entries=(replace(ENTRY, brief=replace(BRIEF, rewritten=())),))
TOLD = {"in its own sentences": QUOTED, "rewritten": REWRITTEN}

SAID = {
    **{
        name: said for name, said in ATTACKS.items() if len(said) < 10_000
    },  # test_*_safety.py has the long ones
    "template": "{{ 191 * 7 }}{% for x in [191 * 7] %}{{ x }}{% endfor %}",
    "style": 'red;background:url(https://example.net/)"><style>*{display:none}</style>',
    "rich": "[red]bold[/red][link=https://example.net]x[/link]",
    "terminal link": "\x1b]8;;https://example.net\x1b\\x\x1b]8;;\x07 \x9b31m",
    "vbscript url": "VBScript:msgbox(1)",
    "javascript url, hidden": "java\tscript:alert(1)",
    "address with a name": "https://bank.example@example.net/",
    "entities of Slack": "&lt;!here&gt; &lt;https://example.net|x&gt;",
    "date of Slack": "<!date^0^{date}|x> <!subteam^S1>",
}
HONEST = [
    *TOLD.values(),
    *(put(told, ("entries", 0, "page", "language"), "ar") for told in TOLD.values()),
    *(put_everywhere(told, "") for told in TOLD.values()),
    *(put(told, ("entries", 0, "page", "url"), "") for told in TOLD.values()),
]

Attributes = dict[tuple[str, str], set[str]]


# The link to the whole digest is the archive's, whatever a page says.
OURS: Place = ("whole", "url")
CASES = [
    *(("rewritten", place) for place in places(REWRITTEN) if place != OURS),
    *(("in its own sentences", place) for place in places(QUOTED) if "brief" in place),
]
# What is read by browsers and mail clients.
HTML: dict[str, Callable[[Digest], str]] = {
    "email": lambda digest: render_email(digest, TEMPLATES).html,
    "archived page": lambda digest: render_archived(digest, TEMPLATES),
}
FORMS = pytest.mark.parametrize("form", HTML)


def attributes(page: str) -> Attributes:
    """By the names of element and attribute; elements without any have one that is empty."""
    found: Attributes = {}
    for element in html.document_fromstring(page).iter():
        for name, value in {**element.attrib, "": ""}.items():
            found.setdefault((str(element.tag), str(name)), set()).add(str(value))
    return found


def comments(page: str) -> list[str]:
    return [str(each) for each in html.document_fromstring(page).xpath("//comment()")]


def allowed(form: str) -> Attributes:
    """What honest pages make of the template."""
    made: Attributes = {}
    for told in HONEST:
        for where, values in attributes(HTML[form](told)).items():
            made.setdefault(where, set()).update(values)
    return made


ALLOWED = {form: allowed(form) for form in HTML}
BLOCKS = Counter(block["type"] for block in render_slack(QUOTED, TEMPLATES).blocks)


def texts(message: SlackMessage) -> Iterator[str]:
    yield message.text
    for block in message.blocks:
        for part in [block.get("text"), *block.get("elements", ())]:
            if part:
                yield part["text"]


def assert_steers_nothing(text: str) -> None:
    """Neither a terminal nor the order or the lines in which it is read."""
    assert {unicodedata.category(each) for each in text if each != "\n"}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
    assert "1337" not in text


def test_the_sample_has_something_in_every_field() -> None:
    assert [*missing(REWRITTEN)] == []
    assert len([*places(ENTRY)]) > 25


@FORMS
@pytest.mark.parametrize(("told", "place"), CASES)
def test_no_element_attribute_or_address_of_ours_is_a_pages(form: str, told: str, place: Place) -> None:
    for said in SAID.values():
        made = HTML[form](put(TOLD[told], place, said))
        for where, values in attributes(made).items():
            assert where in ALLOWED[form], said
            if where == ("a", "href"):
                assert all(re.match("https?://|#(page|text)-1", value) for value in values)
            elif where == ("meta", "content"):
                assert len(values - ALLOWED[form][where]) <= 1  # the card, which is text
            elif where[1] == "lang":
                assert all(re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value) for value in values)
            else:
                assert values <= ALLOWED[form][where], said
        assert comments(made) == comments(HTML[form](TOLD[told]))
        assert_steers_nothing(re.sub("[\u2028\u2029]", " ", made))  # to HTML they are white space


@pytest.mark.parametrize(("told", "place"), CASES)
def test_the_subject_is_a_line_and_the_plain_part_is_text(told: str, place: Place) -> None:
    for said in SAID.values():
        message = render_email(put(TOLD[told], place, said), TEMPLATES)
        assert "\n" not in message.subject
        assert_steers_nothing(message.subject)
        assert_steers_nothing(message.text)


@pytest.mark.parametrize(("told", "place"), CASES)
def test_a_slack_message_has_no_block_mention_link_or_format_of_a_page(told: str, place: Place) -> None:
    for said in SAID.values():
        message = render_slack(put(TOLD[told], place, said), TEMPLATES)
        assert Counter(block["type"] for block in message.blocks) <= BLOCKS
        for text in texts(message):
            assert_inert(text)
            assert_steers_nothing(text)


@pytest.mark.parametrize(("told", "place"), CASES)
def test_the_terminal_is_shown_text(told: str, place: Place) -> None:
    for said in SAID.values():
        digest = put(TOLD[told], place, said)
        (entry,), (refused,) = digest.entries, digest.rejections
        with console.out.capture() as shown, console.err.capture() as complained:
            console_digest.show_digest(digest)
            console.show_page(entry.ref, entry.page)
            console.show_metadata(entry.ref, entry.page)
            console.show_ledger(entry.page)
            console.show_page(refused.ref, refused.discarded)
            console.show_error(said)
        assert_steers_nothing(re.sub("[\t\u2028\u2029]", " ", shown.get() + complained.get()))
