"""Digest → SlackMessage."""

from pagebrief.digest import Digest
from pagebrief.errors import TemplateError
from pagebrief.message import SlackMessage
from pagebrief.messages import blocks
from pagebrief.messages.context import context, shown
from pagebrief.messages.fitting import most_that_fits
from pagebrief.messages.templates import Templates

TEMPLATE = "slack/digest.json.j2"


def render_slack(digest: Digest, templates: Templates) -> SlackMessage:
    """The digest as one message within Slack's limits: what has no room is counted in it.

    Raises TemplateError.
    """
    return _most(digest, templates)[1]


def entries_in_slack(digest: Digest, templates: Templates) -> int:
    """How many of the digest's entries that message shows. Raises TemplateError."""
    return min(_most(digest, templates)[0], len(digest.entries))


def _most(digest: Digest, templates: Templates) -> tuple[int, SlackMessage]:
    """The most of its entries and then rejections that have room, and the message that shows them."""
    visible = shown(digest)

    def message(items: int) -> tuple[int, SlackMessage]:
        output = templates.render(TEMPLATE, context(visible, items))
        try:
            return items, blocks.read(output)
        except blocks.MalformedError as error:
            complaint = f"The output of template {TEMPLATE} is no Slack message: {error}."
            raise TemplateError(complaint, error.near) from None

    def fits(rendered: tuple[int, SlackMessage]) -> bool:
        return blocks.fits(rendered[1])

    found = most_that_fits(message, fits, len(digest.entries) + len(digest.rejections))
    if found is None:
        raise TemplateError(f"Template {TEMPLATE} is too long for Slack with no page in it: shorten it.")
    return found
