"""Which blocks of an HTML page are its article."""

from lxml.html import HtmlElement

from pagebrief.pages import line_model
from pagebrief.pages.choice import certainties, chosen, expected_f1
from pagebrief.pages.html_blocks import Blocks, blocks_of
from pagebrief.pages.html_features import html_features
from pagebrief.pages.line_features import Features
from pagebrief.pages.line_runs import smoothed
from pagebrief.pages.metadata.json_ld import nodes_of
from pagebrief.pages.second_opinion import with_second_opinion

_TITLES = "//head/title/text() | //meta[@property='og:title']/@content"
_DESCRIPTIONS = (
    "//meta[@name='description' or @property='og:description' or @name='twitter:description']/@content"
)
_LONGEST = 1_000  # characters of a title or a description
_LONGEST_BODY = 200_000
_SURE = 0.9  # expected F1; one page in four is under it
_MOST_FOR_OPINION = 5_000  # blocks; the extractor takes seconds for more
MOST_BLOCKS = 20_000
"""Blocks of a page that are looked at, four times as many as the longest development page has."""


def article_blocks(tree: HtmlElement) -> tuple[Blocks, list[float]]:
    """The blocks of a page, and for each how likely it is of the article; 0 for those not taken for it."""
    page, features = blocks_and_features(tree)
    if features is None:
        return page, []
    likely = line_model.load(line_model.BLOCKS).likelihoods(features)
    if expected_f1(likely, features.lengths) < _SURE and len(page.blocks) <= _MOST_FOR_OPINION:
        likely = with_second_opinion(likely, [block.text for block in page.blocks], tree)
    likely = smoothed(likely)
    kept = chosen(likely, features.lengths)
    return page, certainties(likely, kept, len(page.blocks))


def blocks_and_features(tree: HtmlElement) -> tuple[Blocks, Features | None]:
    """The blocks of a page, and what the model sees of the first MOST_BLOCKS; None where there is none."""
    page = blocks_of(tree)
    if not page.blocks:
        return page, None
    title = " ".join(tree.xpath(_TITLES)[:2])[:_LONGEST]
    description = " ".join(tree.xpath(_DESCRIPTIONS)[:3])[:_LONGEST]
    return page, html_features(page, page.blocks[:MOST_BLOCKS], title, description, _article_body(tree))


def _article_body(tree: HtmlElement) -> str:
    """The article as the page's JSON-LD has it; empty where it has none."""
    bodies = (node.get("articleBody") for node in nodes_of(tree))
    return next((body[:_LONGEST_BODY] for body in bodies if isinstance(body, str)), "")
