"""The support gate on a part of the held-out articles: a floor under what it catches and what it passes."""

from itertools import islice
from pathlib import Path

import pytest
from benchmarks.support.__main__ import judged, share
from benchmarks.support.cases import articles

from pagebrief.bootstrap import find_encoder

pytestmark = pytest.mark.shared

ARTICLES = 40  # of those that no constant was chosen on; all take a minute


def test_the_gate_catches_corrupted_sentences_and_passes_faithful_ones(
    request: pytest.FixtureRequest,
) -> None:
    folder = Path(request.config.getoption("--shared") or "", "data/summaries")
    if not folder.is_dir():
        pytest.fail("name the folder of development articles: make quality SHARED=…")
    held_out = (article for article in articles(folder, every=10) if article.held_out)
    counts = judged(islice(held_out, ARTICLES), find_encoder())
    (caught, corrupted), (passed, faithful) = share(counts, True, False), share(counts, True, True)
    assert corrupted > 200
    assert faithful > 100
    assert caught >= 0.95
    assert passed >= 0.90
