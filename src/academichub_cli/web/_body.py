"""A body read off the wire and decoded, never more of it in memory than the cap allows."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator

ENCODINGS = "gzip, deflate"
_EITHER = 32 + zlib.MAX_WBITS  # gzip or zlib, by its header
_BARE = -zlib.MAX_WBITS  # what some servers mean by deflate


class OversizeError(Exception):
    """The decoded body is larger than the cap."""


class UndecodableError(Exception):
    """The body is not in the encoding it is said to be in, or in one that was not asked for."""


class BrokenOffError(Exception):
    """The compressed body ends before its end."""


async def read_body(chunks: AsyncIterator[bytes], encoding: str, *, cap: int) -> bytes:
    """The decoded body. Raises OversizeError as soon as it is larger than the cap."""
    decoder = _decoder(encoding, cap)
    async for chunk in chunks:
        decoder.feed(chunk)
    return decoder.finished()


class _Plain:
    """A body as it is."""

    def __init__(self, cap: int) -> None:
        self._cap = cap
        self.body = bytearray()

    def feed(self, chunk: bytes) -> None:
        self.body += chunk
        if len(self.body) > self._cap:
            raise OversizeError

    def finished(self) -> bytes:
        return bytes(self.body)


class _Compressed(_Plain):
    """A body of one or more gzip members, or of one zlib or bare deflate stream."""

    def __init__(self, cap: int) -> None:
        super().__init__(cap)
        self._inflate = zlib.decompressobj(_EITHER)
        self._is_fresh = True

    def feed(self, chunk: bytes) -> None:
        while chunk:
            if self._inflate.eof:
                self._inflate, self._is_fresh = zlib.decompressobj(_EITHER), True
            super().feed(self._inflated(chunk))
            chunk = self._inflate.unused_data or self._inflate.unconsumed_tail

    def finished(self) -> bytes:
        if not self._inflate.eof and not (self._is_fresh and not self.body):
            raise BrokenOffError
        return super().finished()

    def _inflated(self, chunk: bytes) -> bytes:
        room = self._cap - len(self.body) + 1
        try:
            inflated = self._inflate.decompress(chunk, room)
        except zlib.error as error:
            if not self._is_fresh:
                raise UndecodableError from error
            inflated = self._bare(chunk, room)
        self._is_fresh = False
        return inflated

    def _bare(self, chunk: bytes, room: int) -> bytes:
        self._inflate = zlib.decompressobj(_BARE)
        try:
            return self._inflate.decompress(chunk, room)
        except zlib.error as error:
            raise UndecodableError from error


def _decoder(encoding: str, cap: int) -> _Plain:
    match encoding.strip().lower():
        case "" | "identity":
            return _Plain(cap)
        case "gzip" | "x-gzip" | "deflate":
            return _Compressed(cap)
        case _:
            raise UndecodableError
