"""Which of many texts a page may resemble, without comparing it with all."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from pagebrief.stories.likeness import address
from pagebrief.stories.sketch import unpacked
from pagebrief.story import Fingerprint

_KEYS = 64  # smallest hashes of a sketch that are looked up
_SHARED = 3  # keys that two pages share before they are compared
_COMMON = 256  # texts with the same key, and it tells nothing


@dataclass(frozen=True, slots=True)
class Text:
    """A page that stands for its story: no copy of an earlier one of it."""

    story: int
    page: Fingerprint


class Index:
    """Texts by the shingles and names that they have, and pages by their address."""

    def __init__(self) -> None:
        self._texts: list[Text] = []
        self._places: defaultdict[Hashable, list[int]] = defaultdict(list)
        self._versions: defaultdict[str, list[Text]] = defaultdict(list)

    def add_text(self, text: Text) -> None:
        for key in _keys(text.page):
            self._places[key].append(len(self._texts))
        self._texts.append(text)

    def add_version(self, text: Text) -> None:
        """Also of a page that is a copy, so that its later versions find it."""
        if text.page.url:
            self._versions[address(text.page.url)].append(text)

    def versions(self, page: Fingerprint) -> list[Text]:
        """The earlier versions of a page, the latest first."""
        return self._versions.get(address(page.url), [])[::-1] if page.url else []

    def near(self, page: Fingerprint) -> list[Text]:
        """In the order in which they were added."""
        counts: Counter[int] = Counter()
        for key in _keys(page):
            places = self._places.get(key, ())
            if len(places) <= _COMMON:
                counts.update(places)
        return [self._texts[place] for place in sorted(counts) if counts[place] >= _SHARED]


def _keys(page: Fingerprint) -> Iterator[Hashable]:
    yield from unpacked(page.sketch)[:_KEYS]
    yield from unpacked(page.names)
