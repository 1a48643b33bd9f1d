"""``python -m benchmarks.load.soak PAGES``: what a process holds that cleans, briefs and compares so many.

Without AWS, so that thousands take minutes: the load's own pages, one after the other, and what the process
holds after each 500 of them. A page that makes it grow by more than 3 MB is named.
"""

import os
import sys
from datetime import UTC, datetime

from benchmarks.load import mix
from benchmarks.load.process import resident_megabytes
from pagebrief.bootstrap import find_encoder
from pagebrief.model import CleanPage, PageRef, RawPage
from pagebrief.pages import clean_all
from pagebrief.ports import Encoder
from pagebrief.stories import fingerprint
from pagebrief.summary import summarise
from pagebrief.summary.compared import EncodedOnce, compared

_EACH, _STEP = 500, 3.0


def main() -> int:
    encoder = find_encoder(None)
    with_a_body = ((page.key, page.body) for page in mix.pages(int(sys.argv[1])) if page.body is not None)
    held = resident_megabytes(os.getpid())
    for number, (key, body) in enumerate(with_a_body, 1):
        _work(key, body, encoder)
        before, held = held, resident_megabytes(os.getpid())
        if held - before > _STEP:
            print(f"page {number:,} ({key}, {len(body):,} bytes): {held - before:+.1f} MB", flush=True)
        if number % _EACH == 0:
            print(f"{number:>7,} pages: {held:.1f} MB", flush=True)
    return 0


def _work(key: str, body: bytes, encoder: Encoder) -> None:
    for ref, page in clean_all(RawPage(PageRef("pages", key), body)):
        if isinstance(page, CleanPage):
            once = EncodedOnce(encoder)
            summarise(page, once)
            found = compared(page, once)
            fingerprint(page, ref.uri, datetime.now(UTC), found.texts, found.vectors)


if __name__ == "__main__":
    sys.exit(main())
