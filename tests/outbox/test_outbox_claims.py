"""Who may deliver, and how a delivery ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from digest.cli import run
from digest.errors import BusyError, CheckError, UsageError
from digest.outbox import claims, read
from digest.outbox.folder import opened
from digest.outbox.publish import publish

FACTS = {"slot": "2026-08-10", "items": [{"id": "harbour"}], "message": {"subject": "Harbour reopens"}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for key in ["a", "b"]:
        publish(tmp_path / "outbox", key, {"message.eml": b"x"}, FACTS)
    return tmp_path / "outbox"


def state(root: Path, key: str = "a") -> tuple[str, int, str]:
    return next((e.state, e.attempt, e.note) for e in read.entries(root) if e.key == key)


def test_a_claim_is_held_while_its_block_runs_and_free_after(root: Path) -> None:
    with claims.claimed(root, "a", by="van") as claim:
        assert claim.attempt == 1
        assert state(root) == ("claimed", 1, "by van")
        with pytest.raises(BusyError, match="van is delivering it, attempt 1"), claims.claimed(root, "a", by="bike"):
            pass
    assert state(root) == ("ready", 1, "attempt 1 broke off")
    with claims.claimed(root, "a", by="bike") as claim:
        assert claim.attempt == 2


def test_done_is_final_and_remembers_what_was_published(root: Path) -> None:
    with claims.claimed(root, "a", by="van") as claim:
        assert claim.done("250 OK") is True
        assert claim.done("250 OK") is False
    assert state(root) == ("done", 1, "250 OK")
    with pytest.raises(UsageError, match="delivered already"), claims.claimed(root, "a", by="van"):
        pass
    mark = json.loads((root / "done/a").read_text())
    assert mark["items"] == [{"id": "harbour"}] and mark["attempt"] == 1 and len(mark["content"]) == 64


def test_failed_is_final_until_an_operator_orders_another_try(root: Path) -> None:
    with claims.claimed(root, "a", by="van") as claim:
        claim.failed("550 mailbox unavailable")
    assert state(root) == ("failed", 1, "550 mailbox unavailable")
    with pytest.raises(UsageError, match="failed") as error, claims.claimed(root, "a", by="van"):
        pass
    assert error.value.fix == "digest outbox retry a"
    assert claims.retry(root, "a", reason="mailbox is back", by="ops") == 2
    assert state(root) == ("ready", 2, "to be tried again")
    with claims.claimed(root, "a", by="van") as claim:
        assert claim.attempt == 3
        claim.failed("again")
    assert state(root) == ("failed", 3, "again")


def test_only_what_failed_can_be_retried(root: Path) -> None:
    with pytest.raises(UsageError, match="it is ready"):
        claims.retry(root, "a", reason="", by="ops")


def test_a_retry_that_was_killed_halfway_is_finished_by_the_next(root: Path) -> None:
    claims.failed(root, "a", reason="550", by="van")
    mark = (root / "failed/a").read_bytes()
    claims.retry(root, "a", reason="", by="ops")
    (root / "failed/a").write_bytes(mark)  # as if the kill fell before the removal
    assert state(root) == ("ready", 1, "to be tried again")
    assert claims.retry(root, "a", reason="", by="ops") == 1
    assert not (root / "failed/a").exists()
    (root / "failed/a").write_bytes(mark)
    with claims.claimed(root, "a", by="van") as claim:
        claim.failed("551")
    assert state(root) == ("failed", 2, "551")


def test_a_lease_runs_out_by_the_file_systems_clock(root: Path) -> None:
    assert claims.take(root, "a", by="cron", lease=60) == 1
    with pytest.raises(BusyError):
        claims.take(root, "a", by="cron", lease=60)
    made = (root / "claims/a.1").stat().st_mtime
    os.utime(root / "claims/a.1", (made - 61, made - 61))
    assert claims.take(root, "a", by="cron", lease=60) == 2


def test_who_comes_late_may_still_say_done_but_not_failed(root: Path) -> None:
    claims.take(root, "a", by="slow", lease=0)
    claims.take(root, "a", by="fast", lease=600)
    with pytest.raises(BusyError, match="newer one"):
        claims.failed(root, "a", reason="550", by="slow", attempt=1)
    assert claims.done(root, "a", result="250", by="slow", attempt=1) is True
    assert state(root) == ("done", 1, "250")


def test_without_a_key_the_newest_days_edition_is_claimed_and_earlier_ones_wait_to_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    box = tmp_path / "outbox"
    for key in ("daily-2026-08-08", "daily-2026-08-09", "daily-2026-08-10", "daily-2026-08-10-sport"):
        publish(box, key, {"message.eml": b"x"}, FACTS)

    def claim(*more: str) -> tuple[int, str, str]:
        code = run(["outbox", "claim", "--outbox", str(box), *more])
        said = capsys.readouterr()
        return code, said.out.strip(), said.err

    code, key, told = claim()
    assert (code, key) == (0, "daily-2026-08-10") and "daily-2026-08-08, daily-2026-08-09" in told
    code, key, told = claim()
    assert (code, key) == (66, "") and "name one (KEY)" in told, "another list's edition is never given out unasked"
    assert claim("--segment", "sport")[:2] == (0, "daily-2026-08-10-sport")
    assert claim("--catch-up")[:2] == (0, "daily-2026-08-08")
    assert claim("daily-2026-08-09")[:2] == (0, "daily-2026-08-09")


def test_a_damaged_edition_is_not_handed_out(root: Path) -> None:
    (root / "editions/a/message.eml").write_bytes(b"y")
    with pytest.raises(CheckError, match="must not be delivered"), claims.claimed(root, "a", by="van"):
        pass
    assert not list((root / "claims").iterdir())


def test_a_killed_owner_frees_its_claim_at_once(root: Path) -> None:
    script = (
        "import sys, os, signal; from pathlib import Path; from digest.outbox.claims import claimed\n"
        "with claimed(Path(sys.argv[1]), 'a', by='doomed'): os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(root)], cwd=Path(__file__).parents[2]).returncode == -9
    assert state(root) == ("ready", 1, "attempt 1 broke off")


def test_the_delivery_that_ended_between_look_and_claim_is_not_repeated(root: Path) -> None:
    # As if we looked before attempt 1 was made and linked after it had ended.
    claims.take(root, "a", by="first", lease=0)
    claims.done(root, "a", result="250", by="first")
    with opened(root) as box, pytest.raises(UsageError, match="delivered already"):
        claims._step_back_if_ended(box, "a", 2)


def test_a_failure_between_look_and_claim_stands_also_in_a_mark_that_numbers_no_attempt(root: Path) -> None:
    claims.take(root, "a", by="first", lease=0)
    claims.failed(root, "a", reason="550", by="first")
    mark = json.loads((root / "failed/a").read_text())
    del mark["attempt"]  # as an operator's own script writes it
    (root / "failed/a").write_text(json.dumps(mark))
    with opened(root) as box, pytest.raises(UsageError, match="the delivery of a failed"):
        claims._step_back_if_ended(box, "a", 2)


def test_a_failure_of_an_attempt_long_before_does_not_stop_the_next(root: Path) -> None:
    claims.take(root, "a", by="first", lease=0)
    claims.failed(root, "a", reason="550", by="first")
    (root / "claims/a.3").touch()
    with opened(root) as box:
        claims._step_back_if_ended(box, "a", 3)
    assert (root / "claims/a.3").exists()


def test_what_is_taken_back_is_marked_as_the_attempt_after_the_last(root: Path) -> None:
    claims.withdraw(root, "a", reason="wrong figure", by="ops")
    assert json.loads((root / "failed/a").read_text())["attempt"] == 1
    claims.take(root, "b", by="van", lease=0)
    claims.withdraw(root, "b", reason="wrong figure", by="ops")
    assert json.loads((root / "failed/b").read_text())["attempt"] == 2
