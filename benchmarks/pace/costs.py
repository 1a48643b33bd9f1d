"""What 1,000 pages cost: CPU seconds at Lambda's price, and tokens at those of hosted models."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PRICES = Path(__file__).with_name("prices.toml")
_PAGES = 1000
_ASKED, _ANSWERED = 50, 60
"""Tokens of the shortest instruction that says what is wanted, and of a summary of three sentences."""


def prices() -> dict[str, Any]:
    return tomllib.loads(PRICES.read_text("utf-8"))


def of_lambda(seconds: float, architecture: str, found: Mapping[str, Any]) -> float:
    """US dollars, for so many CPU seconds a page: one whole processor, a request a page."""
    each = seconds * found["gigabytes"] * found["gigabyte_second"][architecture]
    return float(_PAGES * (each + found["million_requests"] / 1e6))


def of_model(tokens: int, found: Mapping[str, Any]) -> float:
    """US dollars, for pages of so many tokens: only what the tokens cost."""
    each = (tokens + _ASKED) * found["million_in"] + _ANSWERED * found["million_out"]
    return float(_PAGES * each / 1e6)


def rows(seconds: float, tokens: int) -> Iterator[tuple[str, float, str]]:
    """(what, US dollars for 1,000 pages, source and day of the price)."""
    table = prices()
    ours = table["lambda"]
    for architecture in ours["gigabyte_second"]:
        yield f"Pagebrief on Lambda, {architecture}", of_lambda(seconds, architecture, ours), _source(ours)
    for model in table["models"]:
        yield model["name"], of_model(tokens, model), _source(model)


def _source(found: Mapping[str, Any]) -> str:
    return f"{found['source']}, {found['read']}"
