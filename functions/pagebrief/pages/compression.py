"""Compressed bytes → a stream that is unpacked as it is read, never further, and within a budget."""

import gzip
import io
import zlib
from bz2 import BZ2File
from enum import StrEnum
from typing import Protocol

from pagebrief.pages.limits import Budget

HEAD = 1 << 16  # bytes that are looked at to tell a format; also what is unpacked at once
# Frames that ask for a larger window would take as much memory; ``zstd --long`` asks for this much.
_ZSTD_WINDOW_LOG = 27


class Compression(StrEnum):
    GZIP = "gzip"
    BZIP2 = "bzip2"
    ZSTD = "zstd"
    BROTLI = "brotli"


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Unpacked(io.RawIOBase):
    """What a stream holds, unpacked.

    Where the packed data are damaged or cut short it ends, and ``damage`` says why: what came before is
    good. Raises BudgetError.
    """

    def __init__(self, source: Readable, damages: tuple[type[Exception], ...], budget: Budget) -> None:
        self._source, self._damages, self._budget = source, damages, budget
        # One step at a time: read() would lose what it had gathered when it meets the damage.
        self._step = getattr(source, "read1", source.read)
        self.damage: str | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # the buffer is never anything else
        filled = 0
        while filled < len(buffer) and self.damage is None:
            try:
                chunk = self._step(len(buffer) - filled)
            except self._damages as error:
                self.damage = str(error) or type(error).__name__
                break
            if not chunk:
                break
            self._budget.spend(len(chunk))
            buffer[filled : filled + len(chunk)] = chunk
            filled += len(chunk)
        return filled


def unpacked(stream: io.BufferedReader, compression: Compression, budget: Budget) -> Unpacked:
    """The stream within. Raises nothing for damaged data: see Unpacked."""
    match compression:
        case Compression.GZIP:
            damages = (EOFError, OSError, zlib.error)
            return Unpacked(gzip.GzipFile(fileobj=stream), damages, budget)
        case Compression.BZIP2:
            return Unpacked(BZ2File(stream), (EOFError, OSError, ValueError), budget)
        case Compression.ZSTD:
            from backports.zstd import DecompressionParameter, ZstdError, ZstdFile  # noqa: PLC0415

            options: dict[int, int] = {DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG}
            return Unpacked(ZstdFile(stream, options=options), (EOFError, ZstdError), budget)
        case Compression.BROTLI:
            import brotli  # noqa: PLC0415

            return Unpacked(_Brotli(stream), (EOFError, brotli.error), budget)


def compression_of(head: bytes) -> Compression | None:
    """By the marks of the formats. Brotli has none: see ``in_brotli``."""
    if head.startswith(b"\x1f\x8b\x08"):
        return Compression.GZIP
    if head.startswith(b"BZh") and head[4:10] in {b"1AY&SY", b"\x17rE8P\x90"}:
        return Compression.BZIP2
    if head.startswith(b"\x28\xb5\x2f\xfd") or (head[1:4] == b"\x2a\x4d\x18" and head[0] >> 4 == 5):
        return Compression.ZSTD
    return None


def in_brotli(head: bytes) -> bytes:
    """The first bytes of what the beginning of a brotli stream holds; none where it is no such stream."""
    import brotli  # noqa: PLC0415

    try:
        return bytes(brotli.Decompressor().process(head, output_buffer_limit=HEAD))
    except brotli.error:
        return b""


class _Brotli:
    """brotli.Decompressor as a stream; ``read`` gives what one step yields."""

    def __init__(self, stream: io.BufferedReader) -> None:
        import brotli  # noqa: PLC0415

        self._stream, self._decompressor = stream, brotli.Decompressor()
        self._rest = b""

    def read(self, size: int, /) -> bytes:
        packed = b""
        while not self._rest and not self._decompressor.is_finished():
            # Output stops growing beyond the limit, in steps of the decoder's own. What is left comes when
            # it is given nothing; only when nothing comes does it want more.
            self._rest = self._decompressor.process(packed, output_buffer_limit=size)
            if not self._rest and not self._decompressor.is_finished():
                if not (packed := self._stream.read1(HEAD)):
                    raise EOFError("the brotli stream ends early")
            else:
                packed = b""
        chunk, self._rest = self._rest[:size], self._rest[size:]
        return chunk
