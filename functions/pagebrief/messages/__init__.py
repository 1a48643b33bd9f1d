"""Digest → Message: what people read, in the form that their channel takes."""

from pagebrief.digest import Digest
from pagebrief.message import Medium, Message
from pagebrief.messages.archived import render_archived
from pagebrief.messages.email import render_email
from pagebrief.messages.pictures import as_page
from pagebrief.messages.slack import entries_in_slack, render_slack
from pagebrief.messages.templates import Templates

__all__ = [
    "Templates",
    "as_page",
    "entries_in_slack",
    "render",
    "render_archived",
    "render_email",
    "render_slack",
]


def render(medium: Medium, digest: Digest, templates: Templates) -> Message:
    """The digest as a message for one kind of channel. Raises TemplateError."""
    match medium:
        case Medium.EMAIL:
            return render_email(digest, templates)
        case Medium.SLACK:
            return render_slack(digest, templates)
