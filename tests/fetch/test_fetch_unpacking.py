"""Content-Encoding under a cap."""

from __future__ import annotations

import contextlib
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import DataError
from digest.fetch.unpacking import Unpacker


def unpack(coding: str, raw: bytes, *, limit: int = 10_000, step: int = 7) -> bytes:
    unpacker = Unpacker(coding, limit)
    pieces = [unpacker.feed(raw[at : at + step]) for at in range(0, len(raw), step)]
    return b"".join(pieces) + unpacker.end()


WORDS = b"The harbour gates hold. " * 20
BARE = zlib.compress(WORDS)[2:-4]


@pytest.mark.parametrize(
    ("coding", "raw"),
    [
        ("", WORDS),
        ("identity", WORDS),
        ("gzip", gzip.compress(WORDS, mtime=0)),
        ("x-gzip", gzip.compress(WORDS, mtime=0)),
        ("GZIP", gzip.compress(WORDS, mtime=0)),
        ("deflate", zlib.compress(WORDS)),
        ("deflate", BARE),                                    # what some servers send for it
        ("gzip, gzip", gzip.compress(gzip.compress(WORDS, mtime=0), mtime=0)),
        ("deflate, gzip", gzip.compress(zlib.compress(WORDS), mtime=0)),
        ("gzip", WORDS),                                      # it says so and is not
        ("gzip", gzip.compress(WORDS, mtime=0) + b"\0\0\0"),           # padding
    ],
)  # fmt: skip
@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_the_bytes_come_back(coding: str, raw: bytes, step: int) -> None:
    assert unpack(coding, raw, step=step) == WORDS


@given(st.binary(max_size=300), st.sampled_from(["", "gzip", "deflate", "gzip, deflate"]))
def test_no_bytes_raise_anything_but_a_data_error(raw: bytes, coding: str) -> None:
    with contextlib.suppress(DataError):
        unpack(coding, raw)


@pytest.mark.parametrize("raw", [b"", b"a", b"\x1f"])
def test_a_body_shorter_than_a_mark_is_kept(raw: bytes) -> None:
    assert unpack("gzip", raw) == raw


@pytest.mark.parametrize("coding", ["gzip", "gzip, gzip"])
def test_a_bomb_stops_at_the_limit(coding: str) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    packed = gzip.compress(bomb) if coding != "gzip" else bomb
    with pytest.raises(DataError, match=r"larger than 0.01 MB"):
        unpack(coding, packed, step=1_000)


def test_what_a_layer_unpacks_to_counts_though_the_next_makes_it_small() -> None:
    with pytest.raises(DataError, match=r"larger than"):
        unpack("gzip, gzip", gzip.compress(gzip.compress(WORDS) + b"\0" * 20_000), step=100_000)


@pytest.mark.parametrize(
    ("coding", "raw", "why"),
    [
        ("br", b"x", "packed as br, which was not asked for"),
        ("gzip, gzip, gzip", b"x", "packed 3 times over"),
        ("gzip", gzip.compress(WORDS, mtime=0)[:40], "broke off"),
        ("gzip", gzip.compress(WORDS, mtime=0)[:-8] + b"\xff" * 8, "damaged"),
        ("", b"x" * 10_001, "larger than"),
    ],
)
def test_what_cannot_be_unpacked_says_why(coding: str, raw: bytes, why: str) -> None:
    with pytest.raises(DataError, match=why):
        unpack(coding, raw)
