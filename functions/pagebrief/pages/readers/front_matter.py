"""YAML front matter: what a Markdown page says of itself above its text."""

import re
from collections.abc import Mapping

from pagebrief.model import Dropped, DropReason
from pagebrief.pages.readers.fields import Fields
from pagebrief.pages.single_page import Markup, SinglePage

_LONGEST = 10_000  # characters
_FENCE = re.compile(r"\n(?:---|\.\.\.)[ \t]*\r?(?:\n|$)")


def without_front_matter(text: str) -> SinglePage:
    """A plain-text page; what stood in its front matter is known of it and blank lines are in its place.

    The lines keep their numbers, by which the ledger names them.
    """
    block, rest = _split(text)
    said = _parsed(block) if block else None
    if said is None:
        return SinglePage(text, Markup.TEXT)
    fields = Fields(said)
    return SinglePage(
        "\n" * block.count("\n") + rest,
        Markup.TEXT,
        url=fields.url,
        title=fields.title,
        author=fields.author,
        published_at=fields.published_at,
        site=fields.site,
        ledger=(Dropped(DropReason.BYLINE, block.strip(), 1),),
    )


def _split(text: str) -> tuple[str, str]:
    """(front matter with its fences, the text below it); the first is empty where there is none."""
    start = text.removeprefix("\ufeff")
    if not re.match(r"---[ \t]*\r?\n", start) or not (end := _FENCE.search(start, 3, _LONGEST)):
        return "", text
    return start[: end.end()], start[end.end() :]


def _parsed(block: str) -> Mapping[object, object] | None:
    """None where a text merely stands between two rules."""
    import yaml  # noqa: PLC0415

    inside = block.strip().strip("-.").strip()
    try:
        said = yaml.load(inside, _loader())  # noqa: S506 # the safe one, or the same in C
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _loader() -> type:
    import yaml  # noqa: PLC0415

    # PyYAML's own parser takes seconds for what its C one, which few builds lack, reads at once.
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)
