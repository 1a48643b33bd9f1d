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
    visible = shown(digest)

    def message(items: int) -> SlackMessage:
        output = templates.render(TEMPLATE, context(visible, items))
        try:
            return blocks.read(output)
        except blocks.MalformedError as error:
            complaint = f"The output of template {TEMPLATE} is no Slack message: {error}."
            raise TemplateError(complaint, error.near) from None

    found = most_that_fits(message, blocks.fits, len(digest.entries) + len(digest.rejections))
    if found is None:
        raise TemplateError(f"Template {TEMPLATE} is too long for Slack with no page in it: shorten it.")
    return found
