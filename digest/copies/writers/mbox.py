"""mbox: a mailbox file a part (RFC 4155), lines ending in LF; no body line begins with "From "."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from digest.copies.writers import Copy

ENDING = ".mbox"
_FROM = b"From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n"  # the same whenever it is made again


def chunks(copies: Iterable[Copy]) -> Iterator[Sequence[bytes]]:
    """Yield each message between its separator line and an empty one."""
    for copy in copies:
        yield [_FROM, b"".join(copy.pieces).replace(b"\r\n", b"\n"), b"\n"]
