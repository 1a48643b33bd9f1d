"""Pages of our own to measure on: 25 different sentences and about 700 tokens, or many times that."""

from collections.abc import Iterator

_PLACES = "harbour market station library theatre bridge hospital".split()
_PEOPLE = ("The mayor", "A spokesman for the port", "The engineer who led the work", "An owner of a shop")
_ACTS = (
    "said that the {0} would open in the spring",
    "asked the council to look at the plans for the {0} again",
    "did not want to say who had paid for the repairs of the {0}",
    "called the {0} a success",
    "warned that the roof of the {0}, which was built after the flood and mended twice since then, may not "
    "last another winter, and that nothing was set aside for a new one",
)
_TAILS = ("", ", and many agreed", ", although the figures tell another story")
_PER_PAGE = 25


def sentences(times: int = 1) -> list[str]:
    """``times`` x 25 sentences, no two the same."""
    return [_sentence(number) for number in range(_PER_PAGE * times)]


def text(times: int = 1) -> str:
    """The same as paragraphs of five sentences."""
    return "\n\n".join(" ".join(part) for part in _paragraphs(sentences(times)))


def html(times: int = 1) -> str:
    menu = "".join(f"<li><a href='/{place}'>{place}</a></li>" for place in _PLACES)
    body = "".join(f"<p>{' '.join(part)}</p>" for part in _paragraphs(sentences(times)))
    head = "<title>The town and its buildings</title>"
    return f"<html><head>{head}</head><body><ul>{menu}</ul><article>{body}</article></body></html>"


def _paragraphs(given: list[str]) -> Iterator[list[str]]:
    return (given[start : start + 5] for start in range(0, len(given), 5))


def _sentence(number: int) -> str:
    act = _ACTS[number % len(_ACTS)].format(_PLACES[number % len(_PLACES)])
    when = f"on day {number + 1}"
    return f"{_PEOPLE[number % len(_PEOPLE)]} {act} {when}{_TAILS[number % len(_TAILS)]}."
