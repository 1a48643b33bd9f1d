"""Templates are tried on awkward digests, and what is wrong with them is said in sentences."""

import json
from collections.abc import Callable, Collection, Iterator
from typing import Any

from lxml import etree, html

from pagebrief.digest import Digest
from pagebrief.errors import TemplateError
from pagebrief.messages import archived, blocks, email, index, slack
from pagebrief.messages.card import card_of
from pagebrief.messages.card_reader import NoCard, read_card
from pagebrief.messages.context import context, shown
from pagebrief.messages.pictures import pictures_in
from pagebrief.messages.samples import FIVE, HARMLESS, HOSTILE, ONE, SAMPLES
from pagebrief.messages.templates import Templates

BLOCK_KINDS = frozenset(
    "actions context divider file header image input markdown rich_text section table video".split()
)
"""Of messages: https://docs.slack.dev/reference/block-kit/blocks"""


def problems(templates: Templates) -> list[str]:
    """Each once, with the first sample at which it arose. Empty: all is well."""
    found: dict[str, str] = {}
    for sample, digest in SAMPLES.items():
        for check in (_email, _slack, _archived, _index):
            for problem in _tried(check, digest, templates):
                found.setdefault(problem, sample)
    named = [f"{problem} (seen with {sample})" for problem, sample in found.items()]
    return [*named, *_made_markup(templates), *([] if found else _too_long(templates))]


def _tried(
    check: Callable[[Digest, Templates], Iterator[str]], digest: Digest, templates: Templates
) -> Iterator[str]:
    try:
        yield from check(digest, templates)
    except TemplateError as error:
        yield str(error)


def _email(digest: Digest, templates: Templates) -> Iterator[str]:
    email.render_email(digest, templates)
    output = _output(email.HTML, digest, templates)
    yield from _page(email.HTML, output, {f"cid:{each.id}" for each in pictures_in(output)})


def _archived(digest: Digest, templates: Templates) -> Iterator[str]:
    page = archived.render_archived(digest, templates)
    yield from _page(archived.TEMPLATE, page)
    try:
        read_card(page)
    except NoCard as error:
        yield (
            f"Template {archived.TEMPLATE}: {error}, so an index of pages has its title alone: "
            '<meta name="pagebrief" content="{{ card }}"> holds it'
        )


def _index(digest: Digest, templates: Templates) -> Iterator[str]:
    yield from _page(index.TEMPLATE, _indexed(digest, templates), ours=templates.render(index.SCRIPT, {}))


def _indexed(digest: Digest, templates: Templates) -> str:
    page = index.Page("a.html", digest.created_at, "https://state.example/a.html", card_of(shown(digest)))
    return index.render_index([page], digest.created_at, templates, digest.created_at)


def _slack(digest: Digest, templates: Templates) -> Iterator[str]:
    for block in slack.render_slack(digest, templates).blocks:
        if block["type"] not in BLOCK_KINDS:
            yield f"Template {slack.TEMPLATE}: {block['type']!r} is no kind of block that Slack knows"


def _output(name: str, digest: Digest, templates: Templates) -> str:
    return templates.render(name, context(shown(digest), len(digest.entries) + len(digest.rejections)))


def _page(name: str, output: str, parts: Collection[str] = (), ours: str = "") -> Iterator[str]:
    """Tags that don't match, and what no mail program or archived page should have.

    ``parts``: addresses of the pictures that travel with it. ``ours``: the script that it may have.
    """
    parser = html.HTMLParser(recover=True)
    page = etree.fromstring(output or "<html/>", parser)
    for error in parser.error_log:
        if "mismatch" in error.message or error.message.startswith("Unexpected end tag"):
            yield f"Template {name}: {error.message}"
    if any(script.text != ours for script in page.iterfind(".//script")):
        yield f"Template {name}: it holds a script, which no mail program runs and no archived page"
    for link in page.iterfind(".//a[@href]"):
        if not (address := str(link.get("href"))).startswith(("http://", "https://", "#", "mailto:")):
            yield f"Template {name}: a link leads to {address[:60]!r}, which is no web address"
    for image in page.iterfind(".//img"):
        if image.get("alt") is None:
            yield f"Template {name}: an image has no alt text, which is read where images are off"
        if (address := str(image.get("src"))).startswith("cid:") and address not in parts:
            yield f"Template {name}: no picture is at {address[:60]!r}: the filter picture makes those"


def _too_long(templates: Templates) -> Iterator[str]:
    subject = _output(email.SUBJECT, ONE, templates).strip()
    if len(subject) > email.SUBJECT_CHARACTERS:
        yield f"Template {email.SUBJECT}: an ordinary subject has {len(subject)} characters and is cut at 150"
    size = sum(len(_output(name, FIVE, templates).encode()) for name in (email.HTML, email.TEXT))
    if size > email.MESSAGE_BYTES:
        yield f"Templates {email.HTML} and {email.TEXT}: five ordinary pages take {size:,} bytes of 90,000"
    written = json.loads(_output(slack.TEMPLATE, FIVE, templates))["blocks"]
    size = len(json.dumps(written, ensure_ascii=False, separators=(",", ":")))
    if size > blocks.BLOCKS_JSON or len(written) > blocks.BLOCKS:
        yield f"Template {slack.TEMPLATE}: five pages are {len(written)} blocks, {size:,} characters"
    for kind, length, limit in _cut(written):
        yield f"Template {slack.TEMPLATE}: an ordinary {kind} of {length:,} characters is cut at {limit:,}"


def _cut(written: list[Any]) -> Iterator[tuple[str, int, int]]:
    limits = {"header": blocks.HEADER_TEXT, "section": blocks.SECTION_TEXT, "context": blocks.CONTEXT_TEXT}
    for block in written:
        for part in (block.get("text"), *block.get("elements", ())):
            limit = limits.get(block["type"])
            if limit and part and len(part.get("text", "")) > limit:
                yield block["type"], len(part["text"]), limit


def _made_markup(templates: Templates) -> Iterator[str]:
    """What a page says must not become elements: of a hostile page and a harmless one there are the same."""
    for name in (email.HTML, archived.TEMPLATE, index.TEMPLATE):
        try:
            hostile, harmless = (_tags(name, digest, templates) for digest in (HOSTILE, HARMLESS))
        except TemplateError:  # named before
            continue
        if hostile != harmless:
            yield f"Template {name}: what a page says becomes markup: is it marked as safe?"


def _tags(name: str, digest: Digest, templates: Templates) -> list[str]:
    output = {
        email.HTML: lambda: _output(name, digest, templates),
        archived.TEMPLATE: lambda: archived.render_archived(digest, templates),
        index.TEMPLATE: lambda: _indexed(digest, templates),
    }[name]()
    return [
        str(element.tag) for element in html.document_fromstring(output).iter() if element.tag != "strong"
    ]
