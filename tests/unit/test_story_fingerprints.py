"""What is remembered of a page: small, complete, the same everywhere."""

from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.model import CleanPage
from pagebrief.stories import fingerprint, from_bytes, to_bytes
from unit.storied import START, printed, prose


def test_a_fingerprint_survives_the_store() -> None:
    page = printed(prose("garden"), url="https://a.example/ü?x=1", site="a.example", title="Gärten")
    page = replace(page, page=b"\x00\n\x7f", published="2026-03-01")
    assert from_bytes(to_bytes(page)) == page


def test_the_largest_fingerprint_has_four_kilobytes() -> None:
    sentences = [f"Word{n} Name{n}x {n} " + " ".join(f"w{n}o{m}rd" for m in range(30)) for n in range(400)]
    page = CleanPage(" ".join(sentences), (), title="語" * 5_000, url="https://a.example/" + "x" * 480)
    vectors = np.full((400, 384), 384**-0.5, np.float32)
    stored = to_bytes(
        fingerprint(page, "s3://bucket/" + "k" * 300 + "#" + "e" * 40, START, sentences, vectors)
    )
    assert 2_500 < len(stored) <= 4_096


def test_a_fingerprint_of_another_version_is_not_read() -> None:
    stored = to_bytes(printed(prose("garden"))).replace(b'"v":1', b'"v":0')
    assert from_bytes(stored) is None


def test_a_fingerprint_is_the_same_on_every_machine_and_in_every_run() -> None:
    stored = to_bytes(printed(["Nine ferries left Kolberg on 4 May 2026, and 1,200 people watched them go."]))
    assert sha256(stored).hexdigest()[:16] == "2826857ec1d1fdac"


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_text_has_a_fingerprint_that_survives_the_store(sentences: list[str]) -> None:
    page = printed(sentences, title=sentences[0] if sentences else None)
    assert from_bytes(to_bytes(page)) == page


@pytest.mark.parametrize(
    ("said", "day"), [("2026-03-01T08:00:00+01:00", "2026-03-01"), ("2026", None), (None, None)]
)
def test_the_day_of_publication_is_kept_where_it_is_known(said: str | None, day: str | None) -> None:
    page = CleanPage("Nothing happened.", (), published_at=said)
    assert fingerprint(page, "page", START, ["Nothing happened."]).published == day
