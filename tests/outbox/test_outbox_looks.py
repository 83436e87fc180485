"""What an operator reads of an outbox: names, notes, times, what is gone and still remembered."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest

from digest.errors import DiskError, OutboxError, UsageError
from digest.outbox import claims, read, views
from digest.outbox.gc import collect
from digest.outbox.keys import base, check_key, in_order, made_for, name_fault, revised, revision, segment_of
from digest.outbox.manifest import canonical, contents, fingerprint, media_type, role
from digest.outbox.marks import claim_name, stamp
from digest.outbox.publish import publish

KEY = "daily-2026-08-10"
FACTS = {"slot": "2026-08-10", "items": [{"id": "harbour"}], "message": {"date": "2026-08-10T06:00:00+02:00"}}
FILES = {"message.eml": b"Subject: x\r\n\r\nx\r\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    publish(tmp_path / "o", KEY, FILES, FACTS)
    return tmp_path / "o"


def entry(root: Path, key: str = KEY) -> read.OutboxEntry:
    return next(one for one in read.entries(root) if one.key == key)


@pytest.mark.parametrize(
    ("name", "usable"), [("a" * 80, True), ("a" * 81, False), ("0", True), ("-a", False), ("", False)]
)
def test_a_key_has_80_characters_and_begins_with_a_letter_or_digit(name: str, usable: bool) -> None:
    assert (name_fault(name) == "") is usable
    if usable:
        check_key(name)
    else:
        with pytest.raises(UsageError, match="not a usable edition key"):
            check_key(name)


def test_what_cannot_be_a_key_is_shown_without_harm() -> None:
    with pytest.raises(UsageError) as refused:
        check_key("\x1b[31m" + "x" * 200)
    assert refused.value.what.isascii() and "\x1b" not in refused.value.what and len(refused.value.what) < 260


@pytest.mark.parametrize(("size", "shown"), [(100, "X" * 100), (101, "X" * 97 + "...")])
def test_a_long_name_is_shown_by_its_beginning(size: int, shown: str) -> None:
    with pytest.raises(UsageError) as refused:
        check_key("X" * size)
    assert f"'{shown}'" in refused.value.what


@pytest.mark.parametrize(
    ("key", "number", "first"),
    [(KEY, 1, KEY), (f"{KEY}-r2", 2, KEY), (f"{KEY}-r10", 10, KEY), (f"{KEY}-r", 1, f"{KEY}-r"), ("r2", 1, "r2")],
)
def test_a_correction_says_its_number(key: str, number: int, first: str) -> None:
    assert (revision(key), base(key), in_order(key)) == (number, first, (first, number))


def test_a_correction_whose_key_would_be_too_long_is_refused() -> None:
    assert revised("a" * 77, 2) == "a" * 77 + "-r2"
    with pytest.raises(UsageError):
        revised("a" * 78, 2)


@pytest.mark.parametrize(
    ("key", "segment"),
    [
        ("daily-2026-08-10", ""),
        ("daily-2026-08-10-am", ""),
        ("daily-2026-08-10-sea", "sea"),
        ("daily-2026-08-10-am-sea-and-land", "sea-and-land"),
        ("daily-2026-08-10-pm-r2", ""),
        ("daily-2026-08-10-sea-r2", "sea"),
        ("weekly-2026-08-10-sea", ""),
    ],
)
def test_a_key_says_which_segment_it_was_made_for(key: str, segment: str) -> None:
    assert segment_of(key, "daily") == segment
    assert made_for(key) == ("sea" if key.startswith("weekly") else segment)


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        ("a.1", ("a", 1)),
        ("daily-2026.08.10", ("daily-2026.08", 10)),
        ("a.12", ("a", 12)),
        ("a.x", None),
        ("a", None),
        ("a.", None),
        (".1", None),
        ("A.1", None),
        ("a.\u0661", None),  # a digit of another script is none of ours
        ("con.1", None),
    ],
)
def test_the_name_of_a_claim_is_a_key_and_a_number(name: str, claim: tuple[str, int] | None) -> None:
    assert claim_name(name) == claim


def test_a_time_is_shown_in_utc() -> None:
    assert stamp(0) == "1970-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("name", "what", "media"),
    [
        ("message.eml", "message", "message/rfc822"),
        ("card-q1-wide-light.png", "card", "image/png"),
        ("image-a.jpeg", "image", "image/jpeg"),
        ("posts.jsonl", "posts", "application/jsonl"),
        ("notes", "other", "application/octet-stream"),
    ],
)
def test_a_manifest_says_what_each_file_is_for(name: str, what: str, media: str) -> None:
    assert (role(name), media_type(name)) == (what, media)


def test_the_same_arguments_give_the_same_bytes_and_nothing_that_is_no_number() -> None:
    assert contents("a", {"b.txt": b"", "a.txt": b"x"}, FACTS) == contents("a", {"a.txt": b"x", "b.txt": b""}, FACTS)
    with pytest.raises(ValueError):
        canonical({"x": float("nan")})
    with pytest.raises(ValueError):
        fingerprint(b"[]")
    assert fingerprint(b'{"a": 1, "generator": "x"}') == fingerprint(b'{"generator": "y", "a": 1}')
    assert fingerprint(b'{"a": 1}') != fingerprint(b'{"a": 2}')


@pytest.mark.parametrize("name", ["manifest.json", "../x", "SHA256SUMS", "CON.txt"])
def test_a_file_may_not_take_the_outboxs_own_names(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not a usable file name"):
        publish(tmp_path / "o", KEY, {**FILES, name: b"x"}, FACTS)
    assert not (tmp_path / "o").exists()


def test_an_entry_tells_its_size_and_when_it_was_published(root: Path) -> None:
    made = (root / "editions" / KEY).stat().st_mtime
    found = entry(root)
    assert (found.state, found.attempt, found.size, found.note) == ("ready", 0, len(FILES["message.eml"]), "")
    assert found.since == found.published == made


def test_a_message_that_is_not_there_or_leads_elsewhere_has_no_size_of_its_own(root: Path, tmp_path: Path) -> None:
    message = root / "editions" / KEY / "message.eml"
    message.parent.chmod(0o750)
    message.unlink()
    assert entry(root).size == 0
    (tmp_path / "large").write_bytes(b"x" * 9999)
    message.symlink_to(tmp_path / "large")
    assert entry(root).size < 9999, "what a link leads to is not in the outbox"


def test_a_note_says_the_last_word_on_an_edition(root: Path) -> None:
    with claims.claimed(root, KEY, by="van"):
        assert (entry(root).state, entry(root).note) == ("claimed", "by van")
    assert (entry(root).state, entry(root).note) == ("ready", "attempt 1 broke off")
    (root / "claims" / f"{KEY}.2").touch()
    assert entry(root).note == "by a shell"
    claims.failed(root, KEY, reason="550 no", by="van")
    assert (entry(root).state, entry(root).note) == ("failed", "550 no")
    claims.retry(root, KEY, reason="again", by="ann")
    assert (entry(root).state, entry(root).note) == ("ready", "to be tried again")
    publish(root, f"{KEY}-r2", FILES, FACTS)
    assert entry(root).note == f"superseded by {KEY}-r2"


def test_when_an_edition_was_delivered_stays_known_when_it_is_gone(root: Path, tmp_path: Path) -> None:
    assert read.delivered_since(tmp_path / "none", KEY) == read.delivered_since(root, KEY) == 0.0
    claims.done(root, KEY, result="2 sent", by="van")
    made = (root / "done" / KEY).stat().st_mtime
    assert read.delivered_since(root, KEY) == made
    os.utime(root / "done" / KEY, (made - 86400, made - 86400))
    collect(root, days=0)
    assert read.delivered_since(root, KEY) == made - 86400
    assert read.known_keys(root) == {KEY} and read.known_keys(tmp_path / "none") == set()


def test_what_was_published_is_told_the_oldest_first_and_only_what_is_asked_for(root: Path) -> None:
    for key in (f"{KEY}-r10", f"{KEY}-r2", "daily-2026-08-09"):
        publish(root, key, FILES, FACTS)
    claims.done(root, "daily-2026-08-09", result="", by="")
    collect(root, days=0)
    told = [str(one["key"]) for one in read.published(root)]
    assert told == ["daily-2026-08-09", KEY, f"{KEY}-r2", f"{KEY}-r10"]
    assert [one["key"] for one in read.published(root, lambda key: key == KEY)] == [KEY]
    (root / "done" / "spent").touch()  # a mark that says nothing of what was published
    assert [str(one["key"]) for one in read.published(root)] == told


def test_the_forms_of_an_edition_are_counted_without_a_gap(root: Path) -> None:
    assert read.revisions(root, "daily-2026-08-09") == ()
    publish(root, f"{KEY}-r3", FILES, FACTS)
    assert read.revisions(root, KEY) == (KEY,)
    publish(root, f"{KEY}-r2", FILES, FACTS)
    assert read.revisions(root, KEY) == (KEY, f"{KEY}-r2", f"{KEY}-r3")


def test_a_file_or_edition_that_is_not_there_names_those_that_are(root: Path) -> None:
    with pytest.raises(UsageError, match="no file called") as fault_:
        read.read(root, KEY, "nothing.txt")
    assert "message.eml" in fault_.value.fix
    with pytest.raises(UsageError) as near:
        read.manifest(root, "daily-2026-08-11")
    assert near.value.fix == f"did you mean {KEY}?"
    with pytest.raises(UsageError) as far:
        read.manifest(root, "zzz")
    assert far.value.fix == "digest outbox ls shows what is there"


def test_a_manifest_of_another_shape_is_refused_with_the_way_to_look(root: Path) -> None:
    (root / "editions" / KEY / "manifest.json").write_bytes(b'{"files": [{"path": 3}]}')
    with pytest.raises(OutboxError) as broken:
        read.manifest(root, KEY)
    assert broken.value.fix == f"digest outbox verify {KEY}"


def test_all_or_some_editions_are_verified(root: Path, tmp_path: Path) -> None:
    publish(root, f"{KEY}-r2", FILES, FACTS)
    (root / "editions" / KEY / "message.eml").write_bytes(b"other")
    assert read.verify_all(root) == [(f"{KEY}-r2", ()), (KEY, ("message.eml was changed",))]
    assert read.verify_all(root, [KEY]) == [(KEY, ("message.eml was changed",))]
    assert read.verify_all(tmp_path / "none") == []


@pytest.mark.parametrize(
    ("there", "stays"),
    [
        (("", "-r2"), True),
        (("-r2",), True),  # it would be delivered again, and its correction was
        (("-r4",), False),  # a newer one stands for itself
        ((), False),
    ],
)
def test_a_done_mark_stays_while_an_older_form_would_be_delivered_without_it(
    tmp_path: Path, there: tuple[str, ...], stays: bool
) -> None:
    root = tmp_path / "o"
    for form in (*there, "-r3"):
        publish(root, f"{KEY}{form}", FILES, FACTS)
    claims.done(root, f"{KEY}-r3", result="", by="")
    os.utime(root / "done" / f"{KEY}-r3", (0, 0))
    told, gone = collect(root, days=0, dry_run=True), collect(root, days=0)
    assert gone.editions == (f"{KEY}-r3",)
    assert gone.marks == (() if stays else (f"{KEY}-r3",))
    assert told == gone, "a dry run says what would go, and no more"
    ready = {f"{KEY}-r4"} if "-r4" in there else set()
    assert {one.key for one in read.entries(root) if one.state == "ready"} == ready


def test_nobody_keeps_less_than_no_day(root: Path) -> None:
    with pytest.raises(UsageError):
        collect(root, days=-1)


def test_an_edition_alone_takes_its_old_mark_with_it(root: Path) -> None:
    claims.done(root, KEY, result="", by="")
    os.utime(root / "done" / KEY, (0, 0))
    gone = collect(root, days=0)
    assert (gone.editions, gone.marks) == ((KEY,), (KEY,))


@pytest.mark.parametrize(
    ("date", "name"),
    [
        ("2026-08-10T06:00:00+02:00", "1786334400.a.digest"),
        ("1970-01-01T00:00:00+00:00", "0.a.digest"),
        ("", "0.a.digest"),
        ("noon", "0.a.digest"),
    ],
)
def test_a_message_has_one_name_in_a_maildir(date: str, name: str) -> None:
    assert views.mail_name("a", date) == name


@pytest.mark.parametrize(
    ("bytes_", "nodes", "total", "room"),
    [
        (4096 * 100, 4, 10, True),
        (4096 * 66, 4, 10, False),  # a quarter of a million bytes must stay free
        (4096 * 67, 4, 10, True),
        (4096 * 100, 3, 10, False),  # three files and their folder
        (4096 * 100, 0, 0, True),  # a file system that counts no inodes
    ],
)
def test_a_disk_is_not_filled_to_the_brim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bytes_: int, nodes: int, total: int, room: bool
) -> None:
    publish(tmp_path / "o", "first", FILES, FACTS)
    disk = SimpleNamespace(f_frsize=4096, f_bavail=bytes_ // 4096, f_favail=nodes, f_files=total)
    monkeypatch.setattr(os, "fstatvfs", lambda fd: disk)
    if room:
        assert publish(tmp_path / "o", KEY, FILES, FACTS).status == "published"
    else:
        with pytest.raises(DiskError, match="not enough room") as full:
            publish(tmp_path / "o", KEY, FILES, FACTS)
        assert full.value.fix.startswith("free some space")
        assert not read.exists(tmp_path / "o", KEY)


def test_an_edition_is_for_its_owner_and_group(root: Path) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (root / "editions" / KEY).iterdir()}
    assert modes <= {0o640, 0o440, 0o600} and len(modes) == 1
