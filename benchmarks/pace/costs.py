"""What 1,000 pages cost: CPU seconds at Lambda's price, and tokens at those of hosted models."""

from collections.abc import Iterator, Mapping
from typing import Any

from pagebrief.pricing import of_lambda, prices

_PAGES = 1000
_ASKED, _ANSWERED = 50, 60
"""Tokens of the shortest instruction that says what is wanted, and of a summary of three sentences."""


def of_model(tokens: int, found: Mapping[str, Any]) -> float:
    """US dollars, for pages of so many tokens: only what the tokens cost."""
    each = (tokens + _ASKED) * found["million_in"] + _ANSWERED * found["million_out"]
    return float(_PAGES * each / 1e6)


def rows(seconds: float, tokens: int) -> Iterator[tuple[str, float, str]]:
    """(what, US dollars for 1,000 pages, source and day of the price)."""
    table = prices()
    ours = table["lambda"]
    for architecture in ours["gigabyte_second"]:
        cost = _PAGES * of_lambda(seconds, architecture, ours)
        yield f"Pagebrief on Lambda, {architecture}", cost, _source(ours)
    for model in table["models"]:
        yield model["name"], of_model(tokens, model), _source(model)


def _source(found: Mapping[str, Any]) -> str:
    return f"{found['source']}, {found['read']}"
