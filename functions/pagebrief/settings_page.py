"""The settings of on_page: a module of its own, for on_delivery does without what cleans pages."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from pagebrief.pages.limits import (
    DEFAULT_MAX_PAGE_BYTES,
    DEFAULT_MAX_PAGES,
    DEFAULT_MAX_UNPACKED_BYTES,
    Limits,
)
from pagebrief.settings import Settings


class PageSettings(Settings):
    """What on_page is told beside."""

    sentences: int = Field(3, ge=1, le=10, description="a whole number from 1 to 10")
    max_page_bytes: int = Field(
        DEFAULT_MAX_PAGE_BYTES, ge=1, le=50_000_000, description="a whole number of bytes from 1 to 50000000"
    )
    max_unpacked_bytes: int = Field(
        DEFAULT_MAX_UNPACKED_BYTES,
        ge=1,
        le=500_000_000,
        description="a whole number of bytes from 1 to 500000000",
    )
    max_pages: int = Field(
        DEFAULT_MAX_PAGES, ge=1, le=10_000, description="a whole number of pages of one file from 1 to 10000"
    )
    rewriter_arn: (
        Annotated[str, StringConstraints(pattern=r"^arn:[a-z-]+:lambda:\S+:function:\S+$")] | None
    ) = Field(None, description="the ARN of the function that rewrites pages")
    model_dir: Path | None = Field(None, description="the folder of the encoder's files")

    @property
    def limits(self) -> Limits:
        return Limits(self.max_page_bytes, self.max_unpacked_bytes, self.max_pages)
