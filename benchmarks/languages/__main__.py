"""``python -m benchmarks.languages PAGES``: how often a sentence is most like its own page, by language.

Of up to eight pages in a language at a time: a sentence's mean likeness to the others of its own page is
compared with that to each other page. PAGES: the folder of the development pages, of which trafilatura's
set is read.
"""

import argparse
import gzip
import json
import warnings
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pagebrief.bootstrap import find_encoder
from pagebrief.model import CleanPage, PageRef, RawPage
from pagebrief.pages import clean
from pagebrief.summary import lexical
from pagebrief.summary.sentences import split

_GROUP, _FEWEST, _MOST = 8, 6, 16  # pages compared; sentences of a page
_PAGES = 64  # of a language, at most


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    encoder = find_encoder()
    print("language  pages  sentences  encoder  words  ratio")
    for language, pages in sorted(_pages(parser.parse_args().pages / "trafilatura").items()):
        groups = [pages[first : first + _GROUP] for first in range(0, len(pages), _GROUP)]
        groups = [group for group in groups if len(group) > 1]
        if not groups:
            continue
        encoded = _share([(encoder.encode(_flat(group)), _owners(group)) for group in groups])
        by_words = _share([(lexical.vectors(_flat(group)), _owners(group)) for group in groups])
        counts = f"{sum(map(len, groups)):6}{sum(len(_flat(group)) for group in groups):11}"
        print(f"{language:<9}{counts}{encoded:9.3f}{by_words:7.3f}{encoded / by_words:7.2f}")


def _pages(folder: Path) -> dict[str, list[list[str]]]:
    """Language → the sentences of its pages."""
    found: defaultdict[str, list[list[str]]] = defaultdict(list)
    for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        page = clean(RawPage(PageRef("", row["id"]), gzip.decompress((folder / row["html"]).read_bytes())))
        if isinstance(page, CleanPage) and page.language:
            texts = [page.text[span.start : span.end] for span in split(page)]
            texts = [text for text in texts if 40 <= len(text) <= 400][:_MOST]
            if len(texts) >= _FEWEST and len(found[page.language]) < _PAGES:
                found[page.language].append(texts)
    return found


def _flat(group: Sequence[Sequence[str]]) -> list[str]:
    return [text for page in group for text in page]


def _owners(group: Sequence[Sequence[str]]) -> NDArray[np.int64]:
    """The number of the page of each sentence."""
    return np.repeat(np.arange(len(group)), [len(page) for page in group])


def _share(groups: Sequence[tuple[NDArray[np.float32], NDArray[np.int64]]]) -> float:
    """Of all sentences, those that are most like their own page."""
    right = [_right(vectors, owners) for vectors, owners in groups]
    return float(np.concatenate(right).mean())


def _right(vectors: NDArray[np.float32], owners: NDArray[np.int64]) -> NDArray[np.bool_]:
    likeness = (vectors @ vectors.T).astype(np.float64)
    np.fill_diagonal(likeness, np.nan)
    to_page = np.stack([np.nanmean(likeness[:, owners == page], 1) for page in range(owners.max() + 1)], 1)
    return np.asarray(to_page.argmax(1) == owners)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
