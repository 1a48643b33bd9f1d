"""How much of a file is read: hostile files are small and unpack to anything."""

from dataclasses import dataclass

from pagebrief.errors import PageError
from pagebrief.model import DiscardReason

DEFAULT_MAX_PAGE_BYTES = 20_000_000
DEFAULT_MAX_UNPACKED_BYTES = 200_000_000
DEFAULT_MAX_PAGES = 1_000


@dataclass(frozen=True, slots=True)
class Limits:
    """``page_bytes`` holds for one page, and for whatever else is read whole (a PDF, a feed, a JSON object).

    ``unpacked_bytes`` is all that may come out of one file, its archives and every layer of compression
    counted. ``ratio`` bounds it further by the file's own size, beyond the first ``ratio_free_bytes``: a
    small page may be packed as well as it likes. Deflate reaches 1,032, brotli and zstd far more; of 1,585
    real HTML pages gzip packs none more than 20 times, and zstd at its level 19 none more than 33 times.
    """

    page_bytes: int = DEFAULT_MAX_PAGE_BYTES
    unpacked_bytes: int = DEFAULT_MAX_UNPACKED_BYTES
    pages: int = DEFAULT_MAX_PAGES
    ratio: int = 100
    ratio_free_bytes: int = 10_000_000
    layers: int = 2
    """Of compression around one another; an archive counts as one."""


class BudgetError(PageError):
    """A file unpacks to more than may come out of it: no further page of it can be read."""

    def __init__(self, detail: str) -> None:
        super().__init__(DiscardReason.TOO_LARGE, detail)


class Budget:
    """What may still come out of one file of ``size`` bytes."""

    def __init__(self, limits: Limits, size: int, name: str) -> None:
        by_ratio = max(limits.ratio_free_bytes, limits.ratio * size)
        self._allowed = min(limits.unpacked_bytes, by_ratio)
        self._because = "" if by_ratio >= limits.unpacked_bytes else ", far more than text of its size does"
        self._spent, self._name = 0, name

    def spend(self, count: int) -> None:
        """Raises BudgetError once it is used up."""
        self._spent += count
        if self._spent > self._allowed:
            raise BudgetError(
                f"{self._name} unpacks to more than {self._allowed / 1_000_000:g} MB{self._because}; "
                "nothing behind that was read"
            )
