"""Digest → EmailMessage."""

from css_inline import CSSInliner, InlineError

from pagebrief.digest import Digest
from pagebrief.errors import TemplateError
from pagebrief.message import EmailMessage
from pagebrief.messages.context import context, line, shown
from pagebrief.messages.fitting import most_that_fits
from pagebrief.messages.pictures import pictures_in
from pagebrief.messages.templates import Templates

SUBJECT_CHARACTERS = 150
MESSAGE_BYTES = 90_000
"""Both parts together, in UTF-8. Gmail hides what is beyond about 102 KB of a message."""

# Only what stands in the page itself is read: no style sheet is fetched, nor read from a file.
_INLINER = CSSInliner(keep_at_rules=True, minify_css=True, load_remote_stylesheets=False)

HTML, TEXT, SUBJECT = "email/digest.html.j2", "email/digest.txt.j2", "email/subject.txt.j2"


def render_email(digest: Digest, templates: Templates) -> EmailMessage:
    """The digest as an email of at most MESSAGE_BYTES: what has no room is counted in it.

    Raises TemplateError.
    """
    visible = shown(digest)

    def message(items: int) -> EmailMessage:
        variables = context(visible, items)
        html = templates.render(HTML, variables)
        return EmailMessage(
            subject=line(templates.render(SUBJECT, variables), SUBJECT_CHARACTERS),
            html=_inlined(html),
            text=templates.render(TEXT, variables),
            pictures=pictures_in(html),
        )

    found = most_that_fits(message, _fits, len(digest.entries) + len(digest.rejections))
    if found is None:
        raise TemplateError(
            f"Templates {HTML} and {TEXT} take more than {MESSAGE_BYTES:,} bytes with no page in them: "
            "shorten them."
        )
    return found


def _inlined(html: str) -> str:
    """With the rules of its styles at the elements. Comments stay, for Outlook's sake."""
    try:
        return _INLINER.inline(html)
    except InlineError as error:
        raise TemplateError(f"The styles of template {HTML} can't be inlined: {error}") from error


def _fits(message: EmailMessage) -> bool:
    return len((message.subject + message.html + message.text).encode()) <= MESSAGE_BYTES
