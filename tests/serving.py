"""Running a server in a thread, for as long as a ``with`` block lasts."""

from threading import Thread
from typing import Protocol


class Server(Protocol):
    def serve_forever(self, poll_interval: float) -> None: ...
    def shutdown(self) -> None: ...
    def server_close(self) -> None: ...


class Serving:
    """To be inherited: ``__enter__`` calls ``serve``, and leaving the block ends it."""

    def serve(self, server: Server) -> None:
        self._served = server
        self._thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._served.shutdown()
        self._thread.join()
        self._served.server_close()
