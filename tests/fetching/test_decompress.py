"""Bodies unpacked piece by piece: counted, and whole or an error."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import pytest

from watchers.errors import FetchError
from watchers.fetching.decompress import Unpacker

BODY = b"<rss>" + bytes(range(256)) * 40 + b"</rss>"


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def unpack(data: bytes, encoding: str, *, piece: int = 1_000, most: int = 1_000_000) -> bytes:
    unpacker = Unpacker(encoding, most)
    for start in range(0, len(data), piece):
        unpacker.feed(data[start : start + piece])
    return unpacker.finish()


ENCODED: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("", bytes),
    ("identity", bytes),
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("GZIP", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", raw_deflate),
    ("deflate, gzip", lambda data: gzip.compress(zlib.compress(data))),
    ("gzip", lambda data: gzip.compress(data[:500]) + gzip.compress(data[500:])),
    ("gzip", lambda data: gzip.compress(data) + b"\0\0\0padding"),
]


@pytest.mark.parametrize("piece", [1, 7, 100_000])
@pytest.mark.parametrize(("encoding", "encode"), ENCODED)
def test_a_body_comes_out_as_it_went_in_however_it_is_cut(
    encoding: str, encode: Callable[[bytes], bytes], piece: int
) -> None:
    assert unpack(encode(BODY), encoding, piece=piece) == BODY


@pytest.mark.parametrize(("encoding", "encode"), [pair for pair in ENCODED if pair[0] not in ("", "identity")][:5])
@pytest.mark.parametrize("length", [1, 20, -1])
def test_a_compressed_body_that_ends_early_is_an_error(
    encoding: str, encode: Callable[[bytes], bytes], length: int
) -> None:
    with pytest.raises(FetchError, match="ends early"):
        unpack(encode(BODY)[:length], encoding)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "gzip, gzip"])
def test_a_bomb_is_stopped_while_it_unpacks(encoding: str) -> None:
    packed = gzip.compress(b"\0" * 50_000_000) if "gzip" in encoding else zlib.compress(b"\0" * 50_000_000)
    packed = gzip.compress(packed) if encoding == "gzip, gzip" else packed
    with pytest.raises(FetchError) as failure:
        unpack(packed, encoding, piece=len(packed), most=100_000)
    assert failure.value.kind == "size"


def test_a_plain_body_past_the_cap_is_an_error() -> None:
    with pytest.raises(FetchError, match="larger than"):
        unpack(b"x" * 2_000_001, "", most=2_000_000)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip, gzip", "nonsense"])
def test_an_encoding_that_was_not_offered_is_named(encoding: str) -> None:
    with pytest.raises(FetchError, match="not offered"):
        Unpacker(encoding, 1)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_damaged_bytes_are_an_error_and_no_text(encoding: str) -> None:
    packed = bytearray(gzip.compress(BODY) if encoding == "gzip" else zlib.compress(BODY))
    packed[12:40] = b"\xff" * 28
    with pytest.raises(FetchError, match=r"damaged|ends early"):
        unpack(bytes(packed), encoding)


def test_an_empty_body_is_empty_in_any_encoding() -> None:
    assert unpack(b"", "gzip") == unpack(b"", "deflate") == b""
