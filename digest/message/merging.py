"""``merge.json``: an edition's message with markers where each recipient's own words go.

The edition itself is plain: its fields hold their defaults.  This file beside it is
the same message before the defaults were filled in, for whoever merges: `digest merge`,
or a sender that merges itself.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

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
    """A message whose markers (`prefix`, three digits, ``x``) stand for `blanks` by number; `subject` may hold some."""

    message: bytes
    subject: str = ""
    prefix: str = ""
    blanks: tuple[Blank, ...] = ()

    def pieces(self, text: str) -> list[str | Blank]:
        """Cut *text* at its markers: texts at even places, blanks at odd ones."""
        if not self.prefix:
            return [text]
        cut: list[str | Blank] = list(re.split(f"{self.prefix}([0-9]{{3}})x", text))
        cut[1::2] = [self.blanks[int(str(number))] for number in cut[1::2]]
        return cut


def merge_json(form: MergeForm) -> bytes:
    """Return the file's content: canonical JSON, ending in a line feed."""
    said = {
        "format": FORMAT,
        "prefix": form.prefix,
        "subject": form.subject,
        "fields": [{"name": blank.name, "default": blank.default} for blank in form.blanks],
        "message": form.message.decode("ascii"),
    }
    return json.dumps(said, sort_keys=True, ensure_ascii=False, indent=1).encode() + b"\n"


def merge_form(content: bytes, *, where: str) -> MergeForm:
    """Read the file; `OutboxError` when it is none of ours."""
    try:
        said = json.loads(content)
        if said["format"] != FORMAT or not re.fullmatch("[a-z]{4,8}", said["prefix"]):
            raise ValueError("another format")
        blanks = tuple(Blank(name=str(row["name"]), default=_text(row["default"])) for row in said["fields"])
        form = MergeForm(
            message=said["message"].encode("ascii"), subject=str(said["subject"]), prefix=said["prefix"], blanks=blanks
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise OutboxError("the form for merging cannot be read", where=where, fix="digest outbox verify") from fault
    return form


def _text(value: object) -> str | None:
    return None if value is None else str(value)
