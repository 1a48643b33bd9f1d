"""The places of a page that may say something of it, gathered once."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from pagebrief.pages.metadata.structured_data import StructuredData
from pagebrief.pages.metadata.tags import Metas


@dataclass(frozen=True, slots=True)
class Sources:
    tree: HtmlElement
    metas: Metas
    data: StructuredData | None
    tab: str | None  # what stands in the browser's tab
    url: str | None
    site: str | None
