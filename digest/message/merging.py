"""``merge.json``: an edition's message with markers where each recipient's own words go.

The edition itself is plain: its fields hold their defaults.  This file beside it is
the same message before the defaults were filled in, for whoever merges: `digest merge`,
or a sender that merges itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from digest.errors import OutboxError

FILE = "merge.json"
FORMAT = "digest/merge/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """One field of a recipient: the column's name, and what stands there without a value.

    A `default` of None means that there is none: a recipient without a value gets no message.
    """

    name: str
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeForm:
    """A message with markers, bare words that stand for `blanks`; `subject` may hold some, too.

    `orders` are the same message with the stories of a section first, by the section's name.
    """

    message: bytes
    subject: str = ""
    blanks: Mapping[str, Blank] = field(default_factory=dict)
    orders: Mapping[str, bytes] = field(default_factory=dict)

    def pieces(self, text: str) -> list[str | Blank]:
        """Cut *text* at its markers: texts at even places, blanks at odd ones."""
        if not self.blanks:
            return [text]
        return [self.blanks[piece] if n % 2 else piece for n, piece in enumerate(self.pattern.split(text))]

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds every marker."""
        return re.compile(f"({'|'.join(map(re.escape, sorted(self.blanks)))})")


def merge_json(form: MergeForm) -> bytes:
    """Return the file's content: canonical JSON, ending in a line feed."""
    said: dict[str, Any] = {
        "format": FORMAT,
        "subject": form.subject,
        "fields": [
            {"marker": marker, "name": blank.name, "default": blank.default}
            for marker, blank in sorted(form.blanks.items())
        ],
        "message": form.message.decode("ascii"),
    }
    if form.orders:
        said["orders"] = {section: message.decode("ascii") for section, message in form.orders.items()}
    return json.dumps(said, sort_keys=True, ensure_ascii=False, indent=1).encode() + b"\n"


def merge_form(content: bytes, *, where: str) -> MergeForm:
    """Read the file; `OutboxError` when it is none of ours."""
    try:
        said = json.loads(content)
        if said["format"] != FORMAT or not all(
            re.fullmatch("[a-z]{4,8}[0-9]{3}x", r["marker"]) for r in said["fields"]
        ):
            raise ValueError("another format")
        blanks = {row["marker"]: Blank(name=str(row["name"]), default=_text(row["default"])) for row in said["fields"]}
        message = said["message"].encode("ascii")
        orders = {section: other.encode("ascii") for section, other in said.get("orders", {}).items()}
        form = MergeForm(message=message, subject=str(said["subject"]), blanks=blanks, orders=orders)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise OutboxError("the form for merging cannot be read", where=where, fix="digest outbox verify") from fault
    return form


def _text(value: object) -> str | None:
    return None if value is None else str(value)
