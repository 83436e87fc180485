"""values: no messages, but each recipient's values as JSON lines, for a sender that merges itself.

The template beside them is ``template.eml``; what stands in it for a field is ``{{name}}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from digest.copies.writers import Copy

ENDING = ".jsonl"


def chunks(copies: Iterable[Copy]) -> Iterator[Sequence[bytes]]:
    """Yield a line a recipient."""
    encode = msgspec.json.Encoder().encode
    for copy in copies:
        yield [encode(dict(zip(copy.columns, copy.values, strict=True))), b"\n"]
