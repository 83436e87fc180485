"""Where an edition stands, as its marks say."""

from __future__ import annotations

import os
from pathlib import Path

from digest.outbox import read
from digest.outbox.publish import publish


def states(root: Path) -> dict[str, tuple[str, int]]:
    return {e.key: (e.state, e.attempt) for e in read.entries(root)}


def test_a_shell_can_claim_and_finish_with_nothing_but_files(tmp_path: Path) -> None:
    publish(tmp_path, "a", {"message.eml": b"x"}, {})
    assert states(tmp_path) == {"a": ("ready", 0)}
    (tmp_path / "claims/a.1").touch()
    assert states(tmp_path) == {"a": ("claimed", 1)}
    (tmp_path / "done/a").touch()
    assert states(tmp_path) == {"a": ("done", 1)}


def test_an_empty_claim_is_respected_for_fifteen_minutes(tmp_path: Path) -> None:
    publish(tmp_path, "a", {"message.eml": b"x"}, {})
    claim = tmp_path / "claims/a.1"
    claim.touch()
    now = claim.stat().st_mtime
    os.utime(claim, (now, now - 890))
    assert states(tmp_path) == {"a": ("claimed", 1)}
    os.utime(claim, (now, now - 910))
    assert states(tmp_path) == {"a": ("ready", 1)}


def test_the_newest_slot_stands_first(tmp_path: Path) -> None:
    for key in ["daily-2026-08-09", "daily-2026-08-10", "daily-2026-08-10-r2"]:
        publish(tmp_path, key, {"message.eml": b"x"}, {})
    assert list(states(tmp_path)) == ["daily-2026-08-10-r2", "daily-2026-08-10", "daily-2026-08-09"]


def test_an_outbox_that_is_not_there_yet_is_empty(tmp_path: Path) -> None:
    assert read.entries(tmp_path / "none") == ()
    assert not read.exists(tmp_path / "none", "a")
