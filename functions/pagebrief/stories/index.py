"""Which of many texts a page may resemble, without comparing it with all."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from pagebrief.stories.likeness import address
from pagebrief.stories.sketch import unpacked
from pagebrief.story import Fingerprint

_KEYS = 64  # smallest hashes of a sketch that are looked up
_SHARED = 4  # of them, or of the words of an opening, that two texts share before they are compared
_LOOKED_AT = 300  # texts that have a key, the rarest keys first


@dataclass(frozen=True, slots=True)
class Text:
    """A page that stands for its story: no copy of an earlier one of it."""

    story: int
    page: Fingerprint


class Index:
    """Texts by the shingles that they have and the words that they open with, and pages by their address."""

    def __init__(self) -> None:
        self._shingles = _Keys()
        self._openings = _Keys()
        self._versions: defaultdict[str, list[Text]] = defaultdict(list)

    def add_text(self, text: Text) -> None:
        self._shingles.add(text, unpacked(text.page.sketch)[:_KEYS])

    def add_event(self, text: Text) -> None:
        self._openings.add(text, unpacked(text.page.opening))

    def add_version(self, text: Text) -> None:
        """Also of a page that is a copy, so that its later versions find it."""
        if text.page.url:
            self._versions[address(text.page.url)].append(text)

    def versions(self, page: Fingerprint) -> list[Text]:
        """The earlier versions of a page, the latest first."""
        return self._versions.get(address(page.url), [])[::-1] if page.url else []

    def copied(self, page: Fingerprint) -> list[Text]:
        """Texts that the page may be a copy of, in the order in which they were added."""
        return self._shingles.sharing(unpacked(page.sketch)[:_KEYS])

    def opening_alike(self, page: Fingerprint) -> list[int]:
        """Stories of texts that may tell the same event, in the order in which they were added."""
        return list(dict.fromkeys(text.story for text in self._openings.sharing(unpacked(page.opening))))


class _Keys:
    """Texts by their keys. Nearly all keys have one text: lists for those would be most of the memory."""

    def __init__(self) -> None:
        self._texts: list[Text] = []
        self._first: dict[int, int] = {}
        self._several: dict[int, list[int]] = {}

    def add(self, text: Text, keys: Iterable[int]) -> None:
        place = len(self._texts)
        for key in keys:
            if (first := self._first.setdefault(key, place)) != place:
                self._several.setdefault(key, [first]).append(place)
        self._texts.append(text)

    def sharing(self, keys: Iterable[int]) -> list[Text]:
        """Those with at least four of the keys, as far as one looks: what few texts have tells most."""
        known = sorted((self._having(key) for key in keys), key=len)
        counts = Counter(islice(chain.from_iterable(known), _LOOKED_AT))
        return [self._texts[place] for place in sorted(counts) if counts[place] >= _SHARED]

    def _having(self, key: int) -> Sequence[int]:
        if key in self._several:
            return self._several[key]
        return (self._first[key],) if key in self._first else ()
