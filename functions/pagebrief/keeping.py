"""The page that has all of a digest, kept before the message that links it is sent."""

from dataclasses import dataclass, replace

from pagebrief.digest import Digest
from pagebrief.errors import PermanentError
from pagebrief.messages import Templates, render_archived
from pagebrief.model import Link
from pagebrief.ports import Shelf

PREFIX = "digests/"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the page lies; without a link, ``why`` there is none, if somebody should know."""

    link: Link | None = None
    why: str = ""

    def linked_in(self, digest: Digest) -> Digest:
        return replace(digest, whole=self.link)


def keep_whole(delivery: str, digest: Digest, shelf: Shelf | None, templates: Templates) -> Kept:
    """Keep all of a digest under its delivery's name: another attempt puts it in the same place.

    An empty one has nothing to keep. What fails for good costs the link, not the message.
    Raises TransientError.
    """
    if shelf is None or not digest.entries:
        return Kept()
    try:
        return Kept(shelf.keep(page_name(delivery), render_archived(digest, templates)))
    except PermanentError as error:
        return Kept(why=str(error))


def page_name(delivery: str) -> str:
    """``digests/2026-01-02T083000.000000Z-1f0c….html``. An id is unlike those of other channels."""
    return f"{PREFIX}{delivery.replace(':', '')}.html"
