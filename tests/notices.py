"""Pages for tests of delivery: each key tells an event of its own, each version another state of it."""

from pagebrief.model import CleanPage
from pagebrief.pages.paragraphs import page_of

_EVENTS = (
    "The harbour authority closed the quay of Port Ellery after divers found cracks in its foundations.\n\n"
    "Ships to the islands will leave from another quay until the repairs are finished in six weeks.",
    "A mountain hut above Lake Tarn sold its last bowl of soup on Sunday and will not open again.\n\n"
    "Walkers carried chairs, pans and the guest book of ninety years down to the village museum.",
    "Astronomers in Ostrava photographed a comet whose tail is longer than any that was seen since 1910.\n\n"
    "They ask schools to send drawings of it, which a printer will bind into an atlas of the winter sky.",
)


def notice(number: int, title: str) -> CleanPage:
    """The page of event ``number`` under a title of its own."""
    return page_of(_EVENTS[number % len(_EVENTS)], title)
