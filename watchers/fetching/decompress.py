"""Unpack a response body piece by piece, counting what comes out.

A few kilobytes can unpack to gigabytes, so output is bounded while unpacking and never only afterwards; a compressed
body that ends early is an error, since the missing half of a feed would look like entries that were taken down.
"""

from __future__ import annotations

import zlib
from typing import Protocol

from watchers.errors import FetchError

OFFERED_CODINGS = "gzip, deflate"  # what the standard library can unpack; nothing else is asked for

_GZIP_START = b"\x1f\x8b"
_MOST_LAYERS = 2  # of content coding; real servers apply one


class Decoder(Protocol):
    """One layer of content coding. `feed` raises FetchError past the cap, `finish` when the end is missing."""

    def feed(self, data: bytes) -> bytes: ...

    def finish(self) -> None: ...


class _Gzip:
    """gzip (RFC 1952) with any number of members; what follows the last one is padding, as gzip tools take it."""

    def __init__(self, most_bytes: int) -> None:
        self._inner = _Inflater("gzip", zlib.MAX_WBITS | 16, most_bytes)
        self._after_member = b""  # until it shows whether another member begins

    def feed(self, data: bytes) -> bytes:
        pieces = []
        while data:
            if self._inner.ended:
                data, self._after_member = self._after_member + data, b""
                if not data.startswith(_GZIP_START):
                    self._after_member = data[:1] if data == _GZIP_START[:1] else b""
                    break
                self._inner = _Inflater("gzip", zlib.MAX_WBITS | 16, self._inner.room)
            pieces.append(self._inner.feed(data))
            data = self._inner.rest
        return b"".join(pieces)

    def finish(self) -> None:
        self._inner.finish()


class _Deflate:
    """deflate with the zlib header (RFC 1950), or without it as many servers send it (RFC 1951)."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._head = b""
        self._inner: _Inflater | None = None

    def feed(self, data: bytes) -> bytes:
        if self._inner is None:
            self._head += data
            if len(self._head) < 2:
                return b""
            method, check = self._head[0] & 15, int.from_bytes(self._head[:2], "big") % 31
            has_header = method == zlib.DEFLATED and check == 0
            self._inner = _Inflater("deflate", zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS, self._most_bytes)
            data = self._head
        return self._inner.feed(data)

    def finish(self) -> None:
        if self._inner is not None:
            self._inner.finish()
        elif self._head:
            raise FetchError("the deflate body ends early", kind="protocol")


class _Inflater:
    """One zlib stream. `room`: how many bytes may still come out."""

    def __init__(self, coding: str, window: int, room: int) -> None:
        self._coding = coding
        self._stream = zlib.decompressobj(window)
        self._begun = False
        self.room = room

    @property
    def ended(self) -> bool:
        return self._stream.eof

    @property
    def rest(self) -> bytes:
        return self._stream.unused_data

    def feed(self, data: bytes) -> bytes:
        self._begun = self._begun or bool(data)
        try:
            out = self._stream.decompress(data, self.room + 1)
        except zlib.error as error:
            raise FetchError(f"the {self._coding} body is damaged: {error}", kind="protocol") from error
        self.room -= len(out)
        if self.room < 0:
            raise FetchError(f"the {self._coding} body unpacks to more than is accepted", kind="size")
        return out

    def finish(self) -> None:
        if self._begun and not self._stream.eof:
            raise FetchError(f"the {self._coding} body ends early", kind="protocol")


class Unpacker:
    """A body of any supported content coding, with one cap on the bytes that come out."""

    def __init__(self, content_encoding: str, most_bytes: int) -> None:
        codings = [coding.strip().lower() for coding in content_encoding.split(",")]
        codings = [coding.removeprefix("x-") for coding in codings if coding not in ("", "identity")]
        unknown = next((coding for coding in codings if coding not in ("gzip", "deflate")), None)
        if unknown is not None or len(codings) > _MOST_LAYERS:
            raise FetchError(
                f"the body is encoded as {content_encoding[:60]!r}, which was not offered", kind="protocol"
            )
        self._layers: list[Decoder] = [
            _Gzip(most_bytes) if coding == "gzip" else _Deflate(most_bytes) for coding in reversed(codings)
        ]
        self._pieces: list[bytes] = []
        self._size = 0
        self._most_bytes = most_bytes

    def feed(self, data: bytes) -> None:
        for layer in self._layers:
            data = layer.feed(data)
        self._size += len(data)
        if self._size > self._most_bytes:
            raise too_large(self._most_bytes, "unpacked")
        self._pieces.append(data)

    def finish(self) -> bytes:
        """The whole body; raises FetchError when a layer ends early."""
        for layer in self._layers:
            layer.finish()
        return b"".join(self._pieces)


def too_large(most_bytes: int, how: str) -> FetchError:
    """The error for a body past its cap; `how` says which: `on the wire` or `unpacked`."""
    return FetchError(f"the answer is larger than {most_bytes // 1_000_000} MB {how}; it was cut off", kind="size")
