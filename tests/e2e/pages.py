"""Pages to drop into a bucket."""

from collections.abc import Sequence

from notices import EVENTS

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>{title}</h1>
{paragraphs}</article><footer>Imprint</footer></body></html>"""

QUAY = (
    "The harbour authority closed the northern quay of Port Ellery on Tuesday after divers found cracks in "
    "its foundations.",
    "Ferries to the islands will leave from the southern quay until the repairs are finished, which the "
    "authority expects to take about six weeks.",
    "A first inspection in March had found no damage, and the authority has asked an independent engineer to "
    "find out why it was missed.",
)
OTHERS = tuple(EVENTS.values())
"""Events that are none of one another's stories, a sentence a paragraph."""


def article(title: str, event: Sequence[str] = QUAY) -> bytes:
    paragraphs = "\n".join(f"<p>{each}</p>" for each in event)
    return PAGE.format(title=title, paragraphs=paragraphs).encode()
