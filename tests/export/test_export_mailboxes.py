"""mbox and Maildir: what a mail program reads back is the message, byte for byte."""

from __future__ import annotations

import mailbox
import re
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from bundles import BUNDLE, EDITION, NEWSLETTER
from hypothesis import given
from hypothesis import strategies as st

from digest.edition.model import edition_json
from digest.errors import UsageError
from digest.export import maildir, mbox
from digest.jobs.export import bundle_of, hand_off
from digest.outbox.publish import publish

KEY = "daily-2026-08-10"


def read_back(path: Path) -> list[bytes]:
    """The messages of an mbox as its readers give them, the quoting of mboxrd taken off."""
    box = mailbox.mbox(path)
    return [re.sub(rb"(?m)^>(>*From )", rb"\1", box.get_bytes(key)) for key in box.iterkeys()]


@pytest.fixture(scope="session")
def outbox(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The sample's edition, with pictures inside its message."""
    from digest.cli import run

    made = tmp_path_factory.mktemp("mailboxes") / "outbox"
    assert run(["build", "-w", str(root), "--outbox", str(made), "-q"]) == 0
    return made


def test_an_mbox_gives_the_samples_message_back(outbox: Path, tmp_path: Path) -> None:
    message = bundle_of(outbox, KEY).message.replace(b"\r\n", b"\n")
    content = hand_off(outbox, KEY, "mbox", options={}, output=None)
    (tmp_path / "m").write_bytes(content + content)
    assert read_back(tmp_path / "m") == [message, message]
    first = next(iter(mailbox.mbox(tmp_path / "m")))
    [image, *_] = [part for part in first.walk() if part.get_content_maintype() == "image"]
    assert image.get_payload(decode=True) in {p.read_bytes() for p in (outbox / "editions" / KEY).glob("image-*")}


LINE = st.sampled_from([b"From ", b">From here", b">>From x", b"From: a", b"", b"words", b" From"])


@given(st.lists(LINE), st.sampled_from([b"", b"\r\n"]))
def test_whatever_lines_a_message_has_they_come_back(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], end: bytes
) -> None:
    message = b"\r\n".join([b"Subject: x", b"", *lines]) + end
    made = mbox.export(replace(BUNDLE, message=message))
    path = tmp_path_factory.mktemp("m") / "m"
    path.write_bytes(made + made)
    expected = message.replace(b"\r\n", b"\n")
    expected += b"" if expected.endswith(b"\n") else b"\n"
    assert read_back(path) == [expected, expected]


@pytest.mark.parametrize(
    ("sender", "named"),
    [
        ("The Daily Take <digest@example.org>", b"digest@example.org"),
        ("Die Zeitung <redaktion@bücher.example>", b"MAILER-DAEMON"),
        ("nobody", b"MAILER-DAEMON"),
    ],
)
def test_the_separator_is_what_rfc_4155_asks_for(sender: str, named: bytes) -> None:
    edition = replace(EDITION, newsletter=replace(NEWSLETTER, sender=sender))
    first = mbox.export(replace(BUNDLE, edition=edition)).partition(b"\n")[0]
    assert first == b"From " + named + b" Mon Aug 10 04:00:00 2026"


def test_a_maildir_gets_the_samples_message_once_and_byte_for_byte(outbox: Path, tmp_path: Path) -> None:
    for _ in range(2):
        hand_off(outbox, KEY, "maildir", options={}, output=tmp_path / "mail")
    box = mailbox.Maildir(tmp_path / "mail", create=False)
    [name] = box.keys()
    [file] = (tmp_path / "mail" / "new").iterdir()
    assert file.read_bytes() == bundle_of(outbox, KEY).message and file.name == name
    assert not list((tmp_path / "mail" / "tmp").iterdir())


def test_a_message_that_was_read_and_filed_does_not_arrive_again(outbox: Path, tmp_path: Path) -> None:
    """A mail program moves a message to cur and puts its flags after a colon."""
    hand_off(outbox, KEY, "maildir", options={}, output=tmp_path)
    [file] = (tmp_path / "new").iterdir()
    file.rename(tmp_path / "cur" / f"{file.name}:2,S")
    hand_off(outbox, KEY, "maildir", options={}, output=tmp_path)
    assert not list((tmp_path / "new").iterdir())


def test_a_maildirs_names_and_folders_are_the_makers(tmp_path: Path) -> None:
    """Hold the names to common use: tmp, new and cur; time.unique.host without "/" and ":", no flags, no leading dot.

    Only the opening of maildir(5) was read.
    """
    publish(tmp_path / "o", KEY, {"message.eml": b"x", "edition.json": edition_json(EDITION).encode()}, {})
    hand_off(tmp_path / "o", KEY, "maildir", options={}, output=tmp_path / "mail")
    assert sorted(p.name for p in (tmp_path / "mail").iterdir()) == ["cur", "new", "tmp"]
    assert {stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "mail").iterdir()} == {0o700}
    [file] = (tmp_path / "mail" / "new").iterdir()
    assert file.name == maildir.name(BUNDLE) == "1786334400.daily-2026-08-10.digest"
    assert re.fullmatch(r"[0-9]+\.[^/:.][^/:]*\.[a-z]+", file.name)
    with pytest.raises(UsageError, match="folder"):
        hand_off(tmp_path / "o", KEY, "maildir", options={}, output=None)
