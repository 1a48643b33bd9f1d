"""``python -m benchmarks.hostile.child CLEANER FILE SECONDS``: one cleaner on one page.

Prints ``{"outcome", "seconds", "megabytes"}``: of CPU, start-up included, and the most memory held at once.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.hostile.cases import SENTENCE

MAX_BYTES = 20_000_000
"""The raw size of a page beyond which it is discarded unread."""
_ADDRESSES = 8 << 30  # bytes: a safeguard for this machine, not the limit that is measured


def ours(file: Path) -> str:
    from pagebrief.adapters.folder_pages import FolderPages  # noqa: PLC0415 # its time is measured
    from pagebrief.errors import PageError  # noqa: PLC0415 # the same
    from pagebrief.model import Discarded, PageRef  # noqa: PLC0415 # the same
    from pagebrief.pages import clean  # noqa: PLC0415 # the same

    try:
        page = clean(FolderPages(MAX_BYTES).fetch(PageRef("", str(file))))
    except PageError as error:
        return f"discarded: {error.reason}"
    if isinstance(page, Discarded):
        broke = " (BROKE)" if "broke the cleaner" in page.detail else ""
        return f"discarded: {page.reason}{broke}"
    return _outcome(page.text)


def trafilatura(file: Path) -> str:
    from trafilatura import extract  # noqa: PLC0415 # in the environment of benchmarks only

    return _outcome(extract(file.read_bytes()) or "")


def readability(file: Path) -> str:
    from lxml.html import fromstring  # noqa: PLC0415 # its time is measured
    from readability import Document  # noqa: PLC0415 # in the environment of benchmarks

    return _outcome(" ".join(map(str, fromstring(Document(file.read_bytes()).summary()).itertext())))


def resiliparse(file: Path) -> str:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 # ships no types
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding  # noqa: PLC0415 # the same

    body = file.read_bytes()
    return _outcome(extract_plain_text(bytes_to_str(body, detect_encoding(body)), main_content=True))


CLEANERS: dict[str, Callable[[Path], str]] = {
    each.__name__: each for each in (ours, trafilatura, readability, resiliparse)
}


def _outcome(text: str) -> str:
    if not text.strip():
        return "nothing"
    return "article" if SENTENCE in " ".join(text.split()) else "other text"


def main() -> None:
    name, file, seconds = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    try:
        outcome = CLEANERS[name](Path(file))
    except MemoryError:
        outcome = "no memory left"
    except Exception as error:  # noqa: BLE001 # a cleaner that raises is an outcome
        outcome = f"raises {type(error).__name__}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1e6 if sys.platform == "darwin" else 1e3)  # macOS says bytes, Linux kB
    print(json.dumps({"outcome": outcome, "seconds": time.process_time(), "megabytes": megabytes}))


if __name__ == "__main__":
    main()
