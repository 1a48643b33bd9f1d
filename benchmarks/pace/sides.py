"""``python -m benchmarks.pace.sides SIDE MODEL``: one side, in a process of its own.

Prints JSON: CPU seconds from the process's start to the end of its first page (``cold``), of a warm page
(``warm``, the median of several, and ``best``), and the most memory held at once (``megabytes``).
"""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.pace.pages import html, sentences, text

_REPEATS, _ENOUGH = 15, 5.0  # runs of a page, or seconds: a long page is run less often
_BATCHES = (4, 8)  # the ones that are fastest for transformers here; the faster of the two counts

Work = Callable[[], object]


def ours(model: Path) -> list[Work]:
    from pagebrief.bootstrap import find_encoder  # noqa: PLC0415 # its time is measured

    encoder = find_encoder(model)
    return [lambda: encoder.encode(sentences())]


def transformers(model: Path) -> list[Work]:
    """Sorted by length, so that there is little padding."""
    import torch  # noqa: PLC0415 # its time is measured
    from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415 # the same

    torch.set_num_threads(1)
    tokenizer, bert = AutoTokenizer.from_pretrained(model), AutoModel.from_pretrained(model).eval()

    def vectors(batch: Sequence[str]) -> Any:
        given = tokenizer(batch, padding=True, truncation=True, max_length=256, return_tensors="pt")
        mask = given["attention_mask"].unsqueeze(-1)
        with torch.inference_mode():
            total = (bert(**given).last_hidden_state * mask).sum(1)
        return torch.nn.functional.normalize(total)

    def page(size: int) -> Any:
        given = sorted(sentences(), key=len)
        return [vectors(given[start : start + size]) for start in range(0, len(given), size)]

    return [lambda size=size: page(size) for size in _BATCHES]  # type: ignore[misc]


def sentence_transformers(model: Path) -> list[Work]:
    """As its documentation has it: it sorts by length and takes batches of 32."""
    import torch  # noqa: PLC0415 # its time is measured
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 # the same

    torch.set_num_threads(1)
    encoder = SentenceTransformer(str(model), device="cpu")
    return [lambda: encoder.encode(sentences(), normalize_embeddings=True)]


def whole(model: Path) -> list[Work]:
    """Cleaning and summary: of the page as HTML, and as text."""
    from pagebrief.bootstrap import find_encoder  # noqa: PLC0415 # its time is measured
    from pagebrief.model import CleanPage, PageRef, RawPage  # noqa: PLC0415 # the same
    from pagebrief.pages import clean  # noqa: PLC0415 # the same
    from pagebrief.summary import summarise  # noqa: PLC0415 # the same

    encoder = find_encoder(model)

    def brief(body: str) -> object:
        page = clean(RawPage(PageRef("", "page"), body.encode()))
        assert isinstance(page, CleanPage), page  # noqa: S101 # a discarded page is not what is measured
        return summarise(page, encoder)

    return [lambda body=body: brief(body) for body in (html(), text())]  # type: ignore[misc]


def long_pages(model: Path) -> list[Work]:
    from pagebrief.bootstrap import find_encoder  # noqa: PLC0415 # only where it is measured
    from pagebrief.pages.paragraphs import page_of  # noqa: PLC0415 # the same
    from pagebrief.summary import summarise  # noqa: PLC0415 # the same

    encoder = find_encoder(model)
    pages = [page_of(text(times)) for times in (1, 10, 100)]
    return [lambda page=page: summarise(page, encoder) for page in pages]  # type: ignore[misc]


SIDES = {each.__name__: each for each in (ours, transformers, sentence_transformers, whole, long_pages)}


def main() -> None:
    works = SIDES[sys.argv[1]](Path(sys.argv[2]))
    works[0]()
    cold = time.process_time()
    taken = [_taken(work) for work in works]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1e6 if sys.platform == "darwin" else 1e3)  # macOS says bytes, Linux kB
    warm, best = [statistics.median(each) for each in taken], [min(each) for each in taken]
    print(json.dumps({"cold": cold, "warm": warm, "best": best, "megabytes": megabytes}))


def _taken(work: Work) -> list[float]:
    """CPU seconds of several runs; the first, which makes room, is left out."""
    work()
    taken: list[float] = []
    while len(taken) < _REPEATS and sum(taken) < _ENOUGH:
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return taken


if __name__ == "__main__":
    main()
