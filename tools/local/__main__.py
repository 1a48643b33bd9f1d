"""``python -m tools.local``: all of it on this machine, until Ctrl-C."""

import argparse
import logging
import signal
import sys
import time
from pathlib import Path

from tools.local.house import WATCHES, House
from tools.local.view import View


def main() -> int:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # not every request to moto
    for each in (
        signal.SIGINT,
        signal.SIGTERM,
    ):  # the first is ignored by what a shell runs in the background
        signal.signal(each, signal.default_int_handler)
    parser = argparse.ArgumentParser(prog="python -m tools.local", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("local"), help="(%(default)s)")
    parser.add_argument("--port", type=int, default=8016, help="of the page (%(default)s)")
    arguments = parser.parse_args()
    try:
        _live(arguments.folder, arguments.port)
    except KeyboardInterrupt:
        print("\nEnded. What was told is forgotten; the folder stays as it is.")
    except OSError as error:
        print(f"{error}\nIs another one running? make local PORT=…", file=sys.stderr)
        return 1
    return 0


def _live(folder: Path, port: int) -> None:
    with House(folder) as house, View(house, port) as view:
        print(
            f"Drop a page into {house.pages}, and see at\n\n  {view.url}\n\nwhat is told of it. "
            f"To begin with:\n\n  cp examples/pages/* {house.pages}\n"
            f"  cp examples/watches.yaml {folder / WATCHES}\n\nCtrl-C ends it.",
            flush=True,
        )
        while True:
            if not house.work():
                time.sleep(0.3)


if __name__ == "__main__":
    sys.exit(main())
