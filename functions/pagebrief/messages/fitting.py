"""How much of a digest fits into a message."""

from collections.abc import Callable
from typing import TypeVar

Rendered = TypeVar("Rendered")


def most_that_fits(
    render: Callable[[int], Rendered], fits: Callable[[Rendered], bool], items: int
) -> Rendered | None:
    """The rendering of the most items, up to ``items``, that fits; None where not even none does.

    Bisects: a rendering is taken to grow with its items, and only one that was seen to fit is given.
    """
    whole = render(items)
    if fits(whole):
        return whole
    best = None
    fewest, most = 0, items - 1
    while fewest <= most:
        tried = (fewest + most) // 2
        rendered = render(tried)
        if fits(rendered):
            best, fewest = rendered, tried + 1
        else:
            most = tried - 1
    return best
