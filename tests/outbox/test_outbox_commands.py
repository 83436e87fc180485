"""``digest outbox`` as scripts and people use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from digest.cli import run
from digest.outbox.publish import publish

FACTS = {"slot": "2026-08-10", "message": {"subject": "Harbour reopens"}}


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    for key in ["daily-2026-08-09", "daily-2026-08-10"]:
        publish(tmp_path / "outbox", key, {"message.eml": b"x" * 3000, "email.txt": b"hello\n"}, FACTS)
    return tmp_path / "outbox"


def answer(capsys: pytest.CaptureFixture[str], *args: object) -> dict[str, Any]:
    assert run([str(a) for a in [*args, "--json"]]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_ls_lists_every_edition_the_newest_first(outbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "outbox", "ls", "--outbox", outbox)["editions"]
    assert [(e["key"], e["state"], e["size"]) for e in found] == [
        ("daily-2026-08-10", "ready", 3000),
        ("daily-2026-08-09", "ready", 3000),
    ]


def test_ls_in_a_pipe_is_tab_separated_with_a_head(outbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["outbox", "ls", "--outbox", str(outbox)]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert rows[0] == "edition\tstate\tattempt\tsize\tsince\tnote"
    assert rows[1].split("\t") == ["daily-2026-08-10", "ready", "–", "3 KB", "now", ""]


@pytest.mark.parametrize("segments", [[], ["--segments", "planet"]])
def test_ls_of_nothing_says_what_makes_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], segments: list[str]
) -> None:
    assert run(["outbox", "ls", "--outbox", str(tmp_path / "none"), *segments]) == 0
    assert "digest build makes one" in capsys.readouterr().out


def test_ls_of_a_segment_without_editions_names_those_that_have_some(
    outbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(outbox, "daily-2026-08-10-planet", {"message.eml": b"x"}, FACTS)
    assert run(["outbox", "ls", "--outbox", str(outbox), "--segments", "planets"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("No editions of planets in ") and said.endswith("Segments that have some: planet.\n")
    assert [
        e["key"] for e in answer(capsys, "outbox", "ls", "--outbox", outbox, "--segments", "planet")["editions"]
    ] == ["daily-2026-08-10-planet"]


def test_show_gives_the_manifest_and_one_file_on_request(
    outbox: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["outbox", "show", "daily-2026-08-10", "--outbox", str(outbox), "--json"]) == 0
    assert json.loads(capsysbinary.readouterr().out)["manifest"]["slot"] == "2026-08-10"
    assert run(["outbox", "show", "daily-2026-08-10", "--outbox", str(outbox), "--file", "email.txt"]) == 0
    assert capsysbinary.readouterr().out == b"hello\n"


def test_an_unknown_key_is_wrong_usage_and_the_nearest_is_named(
    outbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["outbox", "show", "daily-2026-08-1", "--outbox", str(outbox)]) == 2
    assert "did you mean daily-2026-08-" in capsys.readouterr().err


def test_verify_exits_1_when_an_edition_is_damaged(outbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["outbox", "verify", "--outbox", str(outbox)]) == 0
    (outbox / "editions/daily-2026-08-09/email.txt").write_bytes(b"hellO\n")
    capsys.readouterr()
    assert run(["outbox", "verify", "--outbox", str(outbox), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["editions"] == [
        {"key": "daily-2026-08-10", "faults": []},
        {"key": "daily-2026-08-09", "faults": ["email.txt was changed"]},
    ]


def test_a_delivery_by_hand_is_claim_then_done_or_fail_then_retry(
    outbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = ("--outbox", outbox)
    assert answer(capsys, "outbox", "claim", "--catch-up", *there)["key"] == "daily-2026-08-09"
    assert run(["outbox", "claim", "daily-2026-08-09", "--outbox", str(outbox)]) == 75
    capsys.readouterr()
    assert answer(capsys, "outbox", "done", "daily-2026-08-09", "--result", "250 OK", *there)["status"] == "done"
    assert answer(capsys, "outbox", "done", "daily-2026-08-09", *there)["status"] == "exists"
    assert answer(capsys, "outbox", "fail", "daily-2026-08-10", "--reason", "550", *there)["status"] == "failed"
    assert run(["outbox", "claim", "--outbox", str(outbox)]) == 66
    capsys.readouterr()
    assert answer(capsys, "outbox", "retry", "daily-2026-08-10", *there) == {
        "key": "daily-2026-08-10",
        "status": "ready",
        "attempt": 1,
    }
    assert answer(capsys, "outbox", "gc", "--days", "0", *there)["editions"] == ["daily-2026-08-09"]
    assert answer(capsys, "outbox", "views", *there)["editions"] == ["daily-2026-08-10"]


def test_doctor_exits_1_only_while_something_grave_is_left(outbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (outbox / "tmp/half").mkdir()
    assert [o["repair"] for o in answer(capsys, "outbox", "doctor", "--outbox", outbox)["oddities"]] == ["remove it"]
    assert len(answer(capsys, "outbox", "doctor", "--fix", "--outbox", outbox)["repaired"]) == 1
    (outbox / "editions/daily-2026-08-09/email.txt").write_bytes(b"x")
    assert run(["outbox", "doctor", "--outbox", str(outbox)]) == 1
    assert "damaged: email.txt was changed" in capsys.readouterr().out
