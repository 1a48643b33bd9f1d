"""One file as a reader of its format is given it: a stream whose compression is undone."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from pagebrief.errors import PageError
from pagebrief.model import DiscardReason, RawPage
from pagebrief.pages.charsets import is_utf8
from pagebrief.pages.compression import HEAD, Compression, Unpacked, compression_of, in_brotli, unpacked
from pagebrief.pages.formats import is_binary
from pagebrief.pages.limits import Budget, Limits


@dataclass(frozen=True, slots=True)
class Source:
    """``name`` is for messages; ``layers`` are the streams that were unpacked on the way, outermost first."""

    name: str
    content_type: str | None
    stream: io.BufferedReader
    limits: Limits
    budget: Budget
    layers: tuple[Unpacked, ...] = ()

    @property
    def head(self) -> bytes:
        """The first 64 KiB, or all there is; they are read again."""
        return self.stream.peek(HEAD)[:HEAD]

    @property
    def damage(self) -> str | None:
        """Why less came out than was packed."""
        return next((layer.damage for layer in self.layers if layer.damage), None)

    def whole(self) -> bytes:
        """All of it. Raises PageError (TOO_LARGE), or UNREADABLE where nothing but damage came out."""
        body = self.stream.read(self.limits.page_bytes + 1)
        if len(body) > self.limits.page_bytes:
            raise PageError(
                DiscardReason.TOO_LARGE,
                f"{self.name} unpacks to more than the {self.limits.page_bytes / 1_000_000:g} MB that are "
                "read of a page.",
            )
        if not body and self.damage:
            raise PageError(DiscardReason.UNREADABLE, f"{self.name} can't be unpacked: {self.damage}.")
        return body


def source_of(raw: RawPage, limits: Limits) -> Source:
    """The file, unpacked. Raises PageError for compression within compression without end."""
    budget = Budget(limits, len(raw.body), raw.ref.key)
    stream: io.BufferedReader = io.BufferedReader(io.BytesIO(raw.body), HEAD)
    source = Source(raw.ref.key, raw.content_type, stream, limits, budget)
    declared = raw.content_encoding == "br" or raw.ref.key.lower().endswith(".br")
    return peeled(source, declared_brotli=declared)


def peeled(source: Source, *, declared_brotli: bool = False) -> Source:
    """The source without the compression around it."""
    while compression := _compression(source.head, declared_brotli):
        if len(source.layers) >= source.limits.layers:
            raise PageError(
                DiscardReason.TOO_LARGE,
                f"{source.name} is packed within itself more than {source.limits.layers} times.",
            )
        layer = unpacked(source.stream, compression, source.budget)
        source = within(source, layer)
    return source


def within(source: Source, layer: Unpacked, name: str | None = None) -> Source:
    """What an unpacked stream of the source holds."""
    stream: io.BufferedReader = io.BufferedReader(layer, HEAD)
    layers = (*source.layers, layer)
    return Source(name or source.name, source.content_type, stream, source.limits, source.budget, layers)


def _compression(head: bytes, declared_brotli: bool) -> Compression | None:
    if marked := compression_of(head):
        return marked
    if not declared_brotli and is_utf8(head) and not is_binary(head):
        return None
    found = in_brotli(head)
    # What a name or a header says may be out of date; what nobody says must read like text.
    plausible = bool(found) and (declared_brotli or (len(found) >= 64 and not is_binary(found)))
    return Compression.BROTLI if plausible and (is_binary(head) or not is_binary(found)) else None


def lines_of(stream: io.TextIOWrapper, longest: int) -> Iterator[str | None]:
    """The lines of a stream; None for one of more than ``longest`` characters, which is passed over."""
    while line := stream.readline(longest + 1):
        if len(line) <= longest:
            yield line
            continue
        yield None
        while line and not line.endswith("\n"):
            line = stream.readline(HEAD)
