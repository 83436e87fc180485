"""Content-Encoding, undone piece by piece under a cap: a small answer may unpack to gigabytes.

gzip and deflate are asked for and read; other codings were not asked for.
"""

from __future__ import annotations

import zlib

from digest.errors import DataError

ACCEPTED = "gzip, deflate"
MOST_LAYERS = 2  # a proxy may pack what was packed; more is an attack

_GZIP = b"\x1f\x8b"


class Unpacker:
    """Takes an answer's bytes as they come and gives them unpacked; `DataError` beyond *limit* bytes."""

    def __init__(self, coding: str, limit: int) -> None:
        names = [name.strip().lower() for name in coding.split(",")]
        layers = [name for name in names if name not in ("", "identity")]
        if unknown := [name for name in layers if name not in ("gzip", "x-gzip", "deflate")]:
            raise DataError(f"it is packed as {unknown[0]}, which was not asked for", fix="tell the site's operator")
        if len(layers) > MOST_LAYERS:
            raise DataError(f"it is packed {len(layers)} times over", fix="tell the site's operator")
        self._layers = [_Layer(name, limit) for name in reversed(layers)]
        self._limit = limit
        self._size = 0

    def feed(self, piece: bytes) -> bytes:
        """Return what *piece* unpacks to; empty while a layer waits for more."""
        for layer in self._layers:
            piece = layer.feed(piece)
        self._size += len(piece)
        if self._size > self._limit:
            raise too_large(self._limit)
        return piece

    def end(self) -> bytes:
        """Say that no more comes, and get what was held back; `DataError` when something is missing."""
        if any(layer.waiting for layer in self._layers):
            raise DataError("the answer broke off in the middle of its packed data", fix="try again later")
        return b"".join(layer.head for layer in self._layers)


def too_large(limit: int) -> DataError:
    """Return the refusal of an answer beyond *limit* bytes."""
    fix = "raise fetch.max_mb if this source really is so large"
    return DataError(f"the answer is larger than {limit / 1_000_000:g} MB", fix=fix)


class _Layer:
    """One coding.  What is not packed although it says so passes through: such servers exist."""

    def __init__(self, name: str, limit: int) -> None:
        self._name = name
        self._limit = limit
        self._inflater: zlib._Decompress | None = None
        self._plain = False
        self.head = b""

    @property
    def waiting(self) -> bool:
        """Whether the packed data has begun and not ended."""
        return not self._plain and self._inflater is not None and not self._inflater.eof

    def feed(self, piece: bytes) -> bytes:
        if self._plain or not piece:
            return piece
        if self._inflater is None:
            self.head += piece
            if len(self.head) < len(_GZIP):
                return b""
            piece, self.head = self.head, b""
            self._inflater = self._begin(piece)
            if self._inflater is None:
                self._plain = True
                return piece
        return self._inflate(self._inflater, piece)

    def _begin(self, head: bytes) -> zlib._Decompress | None:
        if self._name != "deflate":
            return zlib.decompressobj(zlib.MAX_WBITS | 16) if head.startswith(_GZIP) else None
        # "deflate" is zlib's form (RFC 9110, 8.4.1.2); some servers send the bare stream.
        wrapped = head[0] & 0x0F == 8 and int.from_bytes(head[:2]) % 31 == 0
        return zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)

    def _inflate(self, inflater: zlib._Decompress, piece: bytes) -> bytes:
        if inflater.eof:
            return b""  # what comes after the end is padding, and no browser shows it
        try:
            out = inflater.decompress(piece, self._limit + 1)
        except zlib.error as fault:
            raise DataError("its packed data is damaged", fix="try again later") from fault
        if len(out) > self._limit or inflater.unconsumed_tail:
            raise too_large(self._limit)
        return out
