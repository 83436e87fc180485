"""Snapshots: whole or not at all, found again, tidied."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from fetch.serving import NOW

from digest.errors import BusyError, TrustError
from digest.fetch.snapshots import KEPT, Failure, Snapshot, Snapshots

URL = "https://post.example/feed.xml?section=harbour"
RECORD = Snapshot(url=URL, final=URL, media_type="text/xml", etag='"7"', fetched=NOW, checked=NOW)


def files(snapshots: Snapshots) -> list[str]:
    return sorted(path.name for path in snapshots.folder.glob("*/*"))


def test_what_is_kept_is_found_again_whole(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path)
    kept = snapshots.keep(RECORD, b"<rss/>")
    assert snapshots.load(URL) == (kept, b"<rss/>")
    assert (kept.size, kept.etag) == (6, '"7"')
    assert files(snapshots)[0].startswith("feed-xml-section-harbour-"), "a person sees which is which"


def kept_of(snapshots: Snapshots, url: str) -> bytes:
    found = snapshots.load(url)
    assert found is not None
    return found[1]


def test_new_bytes_replace_the_old_and_leave_nothing_behind(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path)
    snapshots.keep(RECORD, b"old")
    snapshots.keep(replace(RECORD, etag='"8"'), b"new")
    assert kept_of(snapshots, URL) == b"new"
    assert len(files(snapshots)) == 2


def test_a_record_without_new_bytes_keeps_the_bytes(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path)
    kept = snapshots.keep(RECORD, b"words")
    snapshots.keep(replace(kept, checked=NOW + timedelta(days=1)))
    assert snapshots.load(URL) == (replace(kept, checked=NOW + timedelta(days=1)), b"words")


def test_bytes_that_are_not_what_they_were_are_none(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path)
    kept = snapshots.keep(RECORD, b"words")
    next(tmp_path.glob("*/*.body")).write_bytes(b"other")
    assert snapshots.body(kept) is None
    assert snapshots.load(URL) is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"url": 7}'])
def test_a_damaged_record_is_as_if_never_fetched(tmp_path: Path, damage: bytes) -> None:
    snapshots = Snapshots(tmp_path)
    snapshots.keep(RECORD, b"words")
    next(tmp_path.glob("*/*.json")).write_bytes(damage)
    assert snapshots.load(URL) is None
    assert snapshots.keep(RECORD, b"again").file


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/",
        "https://a.example",
        "https://../../x/../y",
        "https://[::1]:8/a",
        "https://a.example/" + "x/" * 900,
    ],
)
def test_no_address_leads_out_of_the_folder(tmp_path: Path, url: str) -> None:
    folder = tmp_path / "cache"
    snapshots = Snapshots(folder)
    snapshots.keep(Snapshot(url=url), b"words")
    assert kept_of(snapshots, url) == b"words"
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


def test_two_addresses_that_look_alike_are_two(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path)
    for url in ("https://a.example/b-c", "https://a.example/b/c", "https://a.example/b_c"):
        snapshots.keep(Snapshot(url=url), url.encode())
    assert kept_of(snapshots, "https://a.example/b/c") == b"https://a.example/b/c"


@pytest.mark.parametrize(
    ("hours", "says"), [(72, "3 days"), (1, "1 hour"), (0, "moments"), (49, "2 days")]
)  # fmt: skip
def test_a_snapshot_whose_fetch_failed_says_how_old_it_is(hours: int, says: str) -> None:
    failure = Failure(at=NOW + timedelta(hours=hours), what="the server is silent", fix="try again later")
    notice = replace(RECORD, failure=failure).warning()
    assert notice is not None
    assert notice.what == f"not fetched: the server is silent; its snapshot of {says} before is used"
    assert (notice.where, notice.fix) == (URL, "try again later")


def test_without_a_snapshot_the_warning_promises_none() -> None:
    notice = Snapshot(url=URL, failure=Failure(at=NOW, what="the server is silent")).warning()
    assert notice is not None
    assert notice.what == "not fetched: the server is silent"
    assert RECORD.warning() is None


def test_only_what_nobody_asked_for_long_enough_goes(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path)
    old = NOW - KEPT - timedelta(days=1)
    for name, seen in (("wanted", old), ("new", NOW), ("old", old)):
        snapshots.keep(Snapshot(url=f"https://a.example/{name}", checked=seen), b"words")
    failing = Snapshot(url="https://a.example/failing", checked=old, failure=Failure(at=NOW, what="silent"))
    snapshots.keep(failing, b"words")
    assert snapshots.tidy({"https://a.example/wanted"}, NOW) == 1
    assert snapshots.load("https://a.example/old") is None
    assert len(files(snapshots)) == 6


def test_one_fetch_at_a_time(tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path)
    with snapshots.locked(), pytest.raises(BusyError, match="another digest fetch"), Snapshots(tmp_path).locked():
        pass
    with snapshots.locked():
        pass


@pytest.mark.parametrize("name", ["../../secret", "/etc/passwd", "..", "secret.txt", "a.0123456789abcdef.body/../../x"])
def test_a_record_that_came_along_names_no_file_but_ours(tmp_path: Path, name: str) -> None:
    snapshots = Snapshots(tmp_path / "cache")
    (tmp_path / "secret").write_text("secret")
    snapshots.keep(RECORD, b"words")
    record = next(tmp_path.glob("cache/*/*.json"))
    said = json.loads(record.read_text())
    record.write_text(json.dumps(said | {"file": name, "sha256": sha256(b"secret").hexdigest()}))
    assert snapshots.load(URL) is None
    snapshots.keep(RECORD, b"new")
    snapshots.tidy(set(), NOW + 2 * KEPT)
    assert (tmp_path / "secret").read_text() == "secret"


def test_a_hosts_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache/post.example").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TrustError, match="link"):
        Snapshots(tmp_path / "cache").keep(RECORD, b"words")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_folder_that_everybody_may_change_is_not_printed_from(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    with pytest.raises(TrustError, match="everybody"):
        Snapshots(tmp_path)
    tmp_path.chmod(0o700)
