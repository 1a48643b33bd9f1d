"""What befalls a worker: each call may kill it, or fail, before or after it is done."""

from collections.abc import Callable
from typing import Any, Protocol


class Killed(BaseException):
    """The process ended: nothing of ours catches it."""


class Fate(Protocol):
    """Asked before and after each call; raises what befalls the worker there."""

    def before(self, thing: str, call: str) -> None: ...

    def after(self, thing: str, call: str) -> None: ...


class KillAt:
    """Killed once: before the n-th call, counted from 1, or after it. Calls count while it is ``on``."""

    def __init__(self, n: int, *, after: bool) -> None:
        self._n, self._after = n, after
        self.calls, self.on = 0, False

    @property
    def struck(self) -> bool:
        return self.calls >= self._n

    def before(self, thing: str, call: str) -> None:
        self.calls += self.on
        if self.on and self.calls == self._n and not self._after:
            raise Killed(f"before {thing}.{call}")

    def after(self, thing: str, call: str) -> None:
        if self.on and self.calls == self._n and self._after:
            raise Killed(f"after {thing}.{call}")


class Fated:
    """Any object, each of whose methods may go wrong; ``name`` it for the fate."""

    def __init__(self, thing: Any, name: str, fate: Fate) -> None:
        self._thing, self._name, self._fate = thing, name, fate

    def __getattr__(self, attribute: str) -> Any:
        found = getattr(self._thing, attribute)
        return self._wrapped(found, attribute) if callable(found) else found

    def _wrapped(self, method: Callable[..., Any], call: str) -> Callable[..., Any]:
        def fated(*arguments: Any, **named: Any) -> Any:
            self._fate.before(self._name, call)
            result = method(*arguments, **named)
            self._fate.after(self._name, call)
            return result

        return fated
