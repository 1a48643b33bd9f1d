"""What Slack would interpret in a text of ours."""

import re

LINK = re.compile(r"<https?://[^|<>\s]+\|[^<>]*>")
ENTITY = re.compile("&(amp|lt|gt);")
# Ours: a heading, and words for which a page is told, which hold no formatting and stand apart.
BOLD = re.compile(r"(?:(?<=[ .,;:!?()“])|^)\*[^*_~`\n]+\*(?=[ .,;:!?()”]|$)", re.MULTILINE)
EDGE = r"(?<![0-9A-Za-z])[*_~]|[*_~](?![0-9A-Za-z])|`"


def assert_inert(text: str) -> None:
    """Nothing but our own links, bold and quotation bars is left for Slack to interpret."""
    links = LINK.findall(text)
    assert len([link for link in links if "#:~:text=" not in link]) <= 1
    for link in links:
        text = text.replace(link, "link" + link.partition("|")[2][:-1])
    bare = ENTITY.sub("", re.sub("^>", "", text, flags=re.MULTILINE))
    assert not set("<>&") & set(bare)
    assert not re.search(EDGE, BOLD.sub("bold", bare))
    text.encode()
