"""``python -m tools.looks accept``: the pictures that messages are compared with, as they look now.

``python -m tools.looks pictures``: those of README.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from PIL import Image
from tools.looks.browser import chromium
from tools.looks.comparing import difference, keep, kept
from tools.looks.readme import readme_pictures
from tools.looks.samples import GOLDEN, PAGES, path_of, sheet


def write(pictures: Iterable[tuple[Path, Image.Image]]) -> None:
    """Only those that differ."""
    for path, new in pictures:
        if not path.is_file() or difference(kept(path), new):
            keep(new, path)
            print(path.name)


def accept() -> None:
    """What is of nothing any more goes."""
    with chromium() as browser:
        write((path_of(name), sheet(browser, render())) for name, render in PAGES.items())
    for path in set(GOLDEN.iterdir()) - set(map(path_of, PAGES)):
        path.unlink()
        print(f"{path.name}: gone")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["accept"]:
            accept()
        case ["pictures"]:
            with chromium() as browser:
                write(readme_pictures(browser))
        case _:
            sys.exit(__doc__)
