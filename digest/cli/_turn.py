"""Which edition a command takes when it gets no KEY, and which editions wait until somebody names them."""

from __future__ import annotations

from pathlib import Path

from digest.cli import _say
from digest.errors import Notice


def next_key(root: Path, voice: _say.Voice, *, segment: str, catch_up: bool) -> str:
    """Return the key of the edition to deliver next, and report which editions of earlier days wait.

    Raises `NothingToPublishError` (66) when no edition is ready.
    """
    from digest.outbox import turn

    key, waiting = turn.next_key(root, segment, catch_up=catch_up)
    if waiting and not catch_up:
        what = f"left until you name it, for it is of an earlier day: {', '.join(waiting)}"
        fix = "name one (KEY), or --catch-up for all of them; or digest outbox withdraw KEY --why …"
        voice.notices([Notice(what=what, where=str(root), fix=fix)])
    return key
