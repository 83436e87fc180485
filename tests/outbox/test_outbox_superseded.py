"""Which form of an edition is given out: the newest, unless somebody took it back."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from digest.cli import run
from digest.errors import BusyError, UsageError
from digest.outbox import claims, read
from digest.outbox.folder import opened
from digest.outbox.gc import collect
from digest.outbox.marks import superseded_by
from digest.outbox.publish import publish
from digest.outbox.turn import next_key

FILES = {"message.eml": b"Subject: x\r\n\r\nx\r\n"}
DAY = 86400


def states(root: Path) -> dict[str, str]:
    return {e.key: e.state for e in read.entries(root)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for key in ["a", "a-r2", "b"]:
        publish(tmp_path / "o", key, FILES, {})
    return tmp_path / "o"


@pytest.mark.parametrize(
    ("there", "key", "newer"),
    [
        (["a"], "a", ""),
        (["a", "a-r2"], "a", "a-r2"),
        (["a", "a-r2"], "a-r2", ""),
        (["a", "a-r2", "a-r3"], "a", "a-r3"),
        (["a", "a-r2", "a-r3"], "a-r2", "a-r3"),
        (["a-r1", "a-r2"], "a-r1", "a-r2"),
        (["a", "ab-r2"], "a", ""),
        (["x-r2d2", "x-r2"], "x-r2d2", ""),
    ],
)
def test_a_correction_stands_for_all_forms_before_it(there: list[str], key: str, newer: str, tmp_path: Path) -> None:
    for one in there:
        publish(tmp_path, one, FILES, {})
    with opened(tmp_path) as box:
        assert superseded_by(box, key) == newer


def test_a_superseded_edition_is_never_given_out(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="superseded by a-r2"):
        claims.take(root, "a", by="van", lease=900)
    with pytest.raises(UsageError, match="superseded by a-r2"), claims.claimed(root, "a", by="van"):
        pass
    for wanted in ("a-r2", "b"):
        key, _ = next_key(root)
        assert key == wanted
        claims.take(root, key, by="van", lease=900)
    assert run(["outbox", "ls", "--outbox", str(root)]) == 0
    row = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("a\t"))
    assert "superseded" in row and row.endswith("superseded by a-r2")


def test_deliver_passes_over_it_and_refuses_it_by_name(root: Path, tmp_path: Path) -> None:
    assert next_key(root) == ("a-r2", ())
    there = ["--outbox", str(root), "--smtp", "smtp://localhost", "--to-list", "--sender", "x@example.org"]
    for key in ["a", "a-r2"]:
        assert run(["deliver", key, *there]) == (2 if key == "a" else 0)


def test_a_failed_edition_is_not_retried_once_its_correction_is_there(tmp_path: Path) -> None:
    publish(tmp_path, "a", FILES, {})
    claims.failed(tmp_path, "a", reason="550", by="van")
    publish(tmp_path, "a-r2", FILES, {})
    with pytest.raises(UsageError, match="superseded"):
        claims.retry(tmp_path, "a", reason="", by="ops")


def test_what_is_delivered_or_being_delivered_keeps_its_state(tmp_path: Path) -> None:
    for key in ["a", "b"]:
        publish(tmp_path, key, FILES, {})
    claims.done(tmp_path, "a", result="250", by="van")
    with claims.claimed(tmp_path, "b", by="van"):
        for key in ["a-r2", "b-r2"]:
            publish(tmp_path, key, FILES, {})
        assert states(tmp_path) == {"a": "done", "a-r2": "ready", "b": "claimed", "b-r2": "ready"}
    assert states(tmp_path)["b"] == "superseded"


def test_a_correction_that_came_between_look_and_claim_wins(root: Path) -> None:
    # As if we looked at "a" before "a-r2" was there and linked our claim after.
    with opened(root) as box:
        (root / "claims/a.1").touch()
        with pytest.raises(UsageError, match="superseded"):
            claims._step_back_if_ended(box, "a", 1)
    assert not (root / "claims/a.1").exists()


def test_gc_never_brings_an_old_form_back(root: Path) -> None:
    claims.done(root, "a-r2", result="250", by="van")
    collect(root, days=0)
    assert states(root) == {"a": "superseded", "b": "ready"}
    long_ago = (root / "done/a-r2").stat().st_mtime - 500 * DAY
    os.utime(root / "done/a-r2", (long_ago, long_ago))
    assert collect(root, days=30).marks == ()
    assert states(root)["a"] == "superseded"


def test_an_edition_can_be_taken_back_before_anybody_claims_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["outbox", "withdraw", "b", "--why", "wrong figure", "--outbox", str(root)]) == 0
    assert states(root)["b"] == "withdrawn"
    for attempt in (claims.take, claims.retry):
        with pytest.raises(UsageError, match="withdrawn"):
            attempt(root, "b", by="x", **({"lease": 9} if attempt is claims.take else {"reason": ""}))
    assert run(["outbox", "withdraw", "b", "--why", "again", "--outbox", str(root)]) == 2
    capsys.readouterr()
    assert run(["outbox", "ls", "--outbox", str(root), "--json"]) == 0
    assert {e["key"]: e["note"] for e in json.loads(capsys.readouterr().out)["editions"]}["b"] == "wrong figure"
    assert (root / "failed/b").exists(), "a consumer that knows no such state stops at the failed mark"


def test_nobody_is_interrupted_and_nothing_delivered_is_taken_back(root: Path) -> None:
    with claims.claimed(root, "b", by="van") as claim:
        with pytest.raises(BusyError):
            claims.withdraw(root, "b", reason="", by="ops")
        claim.done("250")
    with pytest.raises(UsageError, match="delivered already"):
        claims.withdraw(root, "b", reason="", by="ops")
    assert states(root)["b"] == "done"


def test_a_delivery_that_broke_off_a_failed_and_a_superseded_edition_can_be_taken_back(root: Path) -> None:
    claims.take(root, "b", by="van", lease=0)
    claims.failed(root, "a-r2", reason="550", by="van")
    for key in ["a", "a-r2", "b"]:
        claims.withdraw(root, key, reason="enough", by="ops")
    assert states(root) == {"a": "withdrawn", "a-r2": "withdrawn", "b": "withdrawn"}


def test_a_withdrawn_correction_brings_no_older_form_back(root: Path) -> None:
    claims.withdraw(root, "a-r2", reason="worse", by="ops")
    assert states(root)["a"] == "superseded"
