"""Marks are data: whatever somebody wrote into one is named and set aside, and no command breaks."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.cli import run
from digest.outbox import doctor, read
from digest.outbox.publish import publish
from digest.outbox.said import is_mark, mark_fields, read_object

KEY = "daily-2026-08-10"
FILES = {"message.eml": b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\nx\r\n"}
FACTS = {"slot": "2026-08-10", "message": {"from": "a@example.org", "subject": "x", "message_id": "<1@x.example>"}}
NASTY = [
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"items": ' + b"[" * 900 + b"]" * 900 + b"}",  # can be read, but not written again
    b'{"lease": 1' + b"0" * 400 + b"}",
    b'{"attempt": 1' + b"0" * 400 + b', "lock": false}',
    b'{"attempt": -1, "lease": -1}',
    b'{"lease": NaN, "attempt": Infinity}',
    b'{"lease": "soon", "attempt": "first", "lock": 1, "retry": "yes"}',
    b'{"by": "\\ud800", "result": "\\udfff"}',
    b'{"by": ["x"], "result": {"a": 1}, "reason": null, "content": 7}',
    b'{"result": "\\u001b[31m\\u0000"}',
    b"[]",
    b"null",
    b'"text"',
    b"7",
    b'{"result": "25',
    b"\xff\xfe\x00",
    b"\x00" * 4096,
]
COMMANDS = [
    ["outbox", "ls"],
    ["outbox", "ls", "--json"],
    ["outbox", "show", KEY],
    ["outbox", "show", KEY, "--json"],
    ["outbox", "verify"],
    ["outbox", "views"],
    ["outbox", "doctor"],
    ["outbox", "doctor", "--fix", "--json"],
    ["outbox", "gc", "--days", "0", "--dry-run"],
    ["deliver", KEY, "--to-list", "--smtp", "smtp://localhost"],
    ["outbox", "claim"],
    ["outbox", "retry", KEY],
    ["outbox", "fail", KEY, "--reason", "x"],
    ["outbox", "withdraw", KEY, "--why", "x"],
    ["outbox", "done", KEY],
    ["outbox", "gc", "--days", "0"],
    ["outbox", "ls"],
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    publish(tmp_path / "o", KEY, FILES, FACTS)
    return tmp_path / "o"


@pytest.mark.parametrize("junk", NASTY, ids=[repr(junk[:24]) for junk in NASTY])
@pytest.mark.parametrize("place", [f"claims/{KEY}.1", f"done/{KEY}", f"failed/{KEY}", "OUTBOX.json"])
def test_no_command_breaks_over_a_junk_mark(place: str, junk: bytes, root: Path) -> None:
    (root / place).write_bytes(junk)
    for command in COMMANDS:
        assert run([*command, "--outbox", str(root), "-q"]) != 70, command


LYING = [
    b'{"files": 7}',
    b'{"files": [1, 2], "message": {}}',
    b'{"files": [{"path": "message.eml"}], "message": 7}',
    b'{"files": [{"path": ["x"], "sha256": {}}]}',
]


@pytest.mark.parametrize("junk", NASTY + LYING, ids=[repr(junk[:24]) for junk in NASTY + LYING])
def test_no_command_breaks_over_a_junk_manifest_whose_sum_is_right(junk: bytes, root: Path) -> None:
    edition = root / "editions" / KEY
    (edition / "manifest.json").write_bytes(junk)
    sums = [f"{sha256((edition / n).read_bytes()).hexdigest()}  {n}\n" for n in ("manifest.json", "message.eml")]
    (edition / "SHA256SUMS").write_text("".join(sums))
    for command in COMMANDS:
        assert run([*command, "--outbox", str(root), "-q"]) != 70, command


@pytest.mark.parametrize("junk", NASTY, ids=[repr(junk[:24]) for junk in NASTY])
def test_a_junk_mark_counts_by_being_there(junk: bytes, root: Path) -> None:
    (root / f"claims/{KEY}.1").write_bytes(junk)
    assert read.entries(root)[0].state == "claimed", "for fifteen minutes, as an empty one would"
    (root / f"failed/{KEY}").write_bytes(junk)
    assert read.entries(root)[0].state == "failed"
    (root / f"done/{KEY}").write_bytes(junk)
    assert read.entries(root)[0].state == "done"
    assert publish(root, KEY, FILES, FACTS).status == "exists"


@pytest.mark.parametrize("place", [f"claims/{KEY}.1", f"done/{KEY}", f"failed/{KEY}"])
def test_doctor_names_a_mark_that_cannot_be_read(place: str, root: Path) -> None:
    (root / place).write_bytes(b"[" * 100_000)
    assert str(root / place) in [oddity.where for oddity in doctor.examine(root) if "cannot be read" in oddity.what]
    (root / place).write_bytes(b"")
    assert not [oddity for oddity in doctor.examine(root) if "cannot be read" in oddity.what]


def test_a_claim_beyond_a_gap_counts_for_nothing_and_is_named(root: Path) -> None:
    for name in [f"{KEY}.01", f"{KEY}.7", f"{KEY}.99999999999999999999"]:
        (root / "claims" / name).touch()
    assert read.entries(root)[0].state == "ready"
    assert len([o for o in doctor.examine(root) if "counts for nothing" in o.what]) == 3
    doctor.repair(root)
    assert not list((root / "claims").iterdir())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=9,
)
OURS = st.sampled_from(
    ["key", "attempt", "lease", "lock", "retry", "by", "result", "content", "items", "after", "message"]
)


@given(st.dictionaries(OURS | st.text(), JSON))
@settings(deadline=None)
def test_what_a_mark_says_has_our_types_and_nothing_else_is_lost(said: dict[str, object]) -> None:
    found = mark_fields(json.dumps(said).encode())
    assert isinstance(found.get("attempt", 0), int) and isinstance(found.get("by", ""), str)
    assert isinstance(found.get("lock", True), bool) and isinstance(found.get("items", []), list)
    lease = found.get("lease", 0)
    assert isinstance(lease, str | int | float) and 0 <= float(lease) < 1e10
    json.dumps(found, ensure_ascii=False).encode()  # nothing in it that could not be printed


@pytest.mark.parametrize(("levels", "fine"), [(63, True), (64, False), (900, False)])
def test_what_is_nested_deeper_than_the_format_allows_says_nothing(levels: int, fine: bool) -> None:
    content = b'{"theirs": ' + b"[" * levels + b"]" * levels + b"}"
    assert is_mark(content) is fine and bool(mark_fields(content)) is fine


@given(st.binary())
@settings(deadline=None)
def test_any_bytes_are_a_mark_or_not_and_reading_them_never_fails(content: bytes) -> None:
    assert isinstance(mark_fields(content), dict) and is_mark(content) in {True, False}


@pytest.mark.parametrize("said", [{}, {"result": "250"}, {"items": [{"deep": {"er": [1]}}]}, {"theirs": {"id": 7}}])
def test_what_is_a_mark_comes_back_as_it_is(said: dict[str, object]) -> None:
    assert mark_fields(json.dumps(said).encode()) == said and is_mark(json.dumps(said).encode())
    assert read_object(json.dumps(said).encode()) == said
