"""``python -m tools.local``: all of it on this machine, until Ctrl-C."""

import argparse
import errno
import logging
import signal
import sys
import time
from pathlib import Path

from tools.local.house import WATCHES, House
from tools.local.places import Containers, Place, Processes
from tools.local.view import View
from tools.sam_local import NoEngineError


def main() -> int:
    for noisy in ("werkzeug", "samtranslator"):  # every request to moto, and flags that only AWS can set
        logging.getLogger(noisy).setLevel(logging.ERROR)
    for each in (
        signal.SIGINT,
        signal.SIGTERM,
    ):  # the first is ignored by what a shell runs in the background
        signal.signal(each, signal.default_int_handler)
    parser = argparse.ArgumentParser(prog="python -m tools.local", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("local"), help="(%(default)s)")
    parser.add_argument("--port", type=int, default=8016, help="of the page (%(default)s)")
    parser.add_argument(
        "--containers",
        action="store_true",
        help="run the built functions, by sam local start-lambda",
    )
    arguments = parser.parse_args()
    try:
        _live(arguments.folder, arguments.port, Containers() if arguments.containers else Processes())
    except KeyboardInterrupt:
        print("\nEnded. What was told is forgotten; the folder stays as it is.")
    except NoEngineError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        print(f"{error}\nIs another one running? make local PORT=…" if taken else error, file=sys.stderr)
        return 1
    return 0


def _live(folder: Path, port: int, place: Place) -> None:
    with House(folder, place) as house, View(house, port) as view:
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
