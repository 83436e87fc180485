"""An edition through the mail programs people use: what arrives is what was published."""

from __future__ import annotations

import email
import os
import re
import shutil
import subprocess
import sys
import time
from email.message import Message
from pathlib import Path

import pytest
from delivery.servers import Mailboxes, Postfix

from digest.cli import run
from digest.deliver.suppression import Suppression
from digest.outbox import read
from digest.outbox.publish import publish

ROOT = Path(__file__).resolve().parents[2]
KEY = "daily-2026-08-10"
SENDER = "digest@daily.example"


@pytest.fixture(scope="session")
def outbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's edition, built from the repository itself."""
    made = tmp_path_factory.mktemp("delivery") / "outbox"
    assert run(["build", "-w", str(ROOT), "--outbox", str(made), "-q"]) == 0
    return made


@pytest.fixture(scope="session")
def message(outbox: Path) -> Path:
    return outbox / "editions" / KEY / "message.eml"


@pytest.fixture
def reader() -> str:
    """A mailbox of the test's own."""
    return f"reader{os.getpid()}x{os.urandom(3).hex()}@example.org"


def content_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def assert_intact(raw: bytes, message: Path) -> None:
    sent = email.message_from_bytes(message.read_bytes())
    got = email.message_from_bytes(raw)
    assert [encoded(part) for part in got.walk()] == [encoded(part) for part in sent.walk()]
    own = ["From", "Subject", "Date", "Message-ID", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"]
    assert {name: unfolded(got[name]) for name in own} == {name: unfolded(sent[name]) for name in own}
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    html = next(part for part in got.walk() if part.get_content_type() == "text/html")
    published = (message.parent / "email.html").read_text()
    assert words(content_of(html).decode()) == words(published)


def encoded(part: Message) -> tuple[str, str, object]:
    whole = part.is_multipart()
    return part.get_content_type(), str(part["Content-Transfer-Encoding"]), None if whole else part.get_payload()


def unfolded(value: str | None) -> str:
    return re.sub(r"\s+", " ", str(value))


def words(html: str) -> str:
    from html import unescape

    return re.sub(r"\s+", "", unescape(re.sub(r'src="[^"]*"', "", html)))


def body_of(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2].rstrip(b"\n")


def test_deliver_through_postfix_into_dovecot(
    outbox: Path, message: Path, postfix: Postfix, mailboxes: Mailboxes, reader: str, tmp_path: Path
) -> None:
    (tmp_path / "people").write_text(f"{reader}\n")
    command = ["deliver", KEY, "--outbox", str(outbox), "--recipients", str(tmp_path / "people"), "--send"]
    assert run([*command, "--smtp", f"smtp://127.0.0.1:{postfix.port}", "--journal", str(tmp_path)]) == 0
    [raw] = mailboxes.fetch(reader)
    assert_intact(raw, message)
    assert email.message_from_bytes(raw)["To"] == reader
    assert body_of(raw) == body_of(message.read_bytes())
    assert read.entries(outbox)[0].state == "done"


def test_dovecot_reads_an_exported_maildir_byte_for_byte(
    outbox: Path, message: Path, place: Path, mailboxes: Mailboxes, reader: str
) -> None:
    home = place / "dovecot" / "mail" / reader
    for _ in range(2):
        assert run(["outbox", "export", KEY, "--outbox", str(outbox), "--to", "maildir", "-o", str(home)]) == 0
    for path in (home, *home.rglob("*")):
        shutil.chown(path, "mail", "mail")
    assert mailboxes.fetch(reader) == [message.read_bytes()]


def test_a_test_copy_arrives_through_opensmtpd(
    outbox: Path, message: Path, opensmtpd: int, mailboxes: Mailboxes, reader: str
) -> None:
    command = ["deliver", KEY, "--outbox", str(outbox), "--smtp", f"smtp://127.0.0.1:{opensmtpd}", "--test", reader]
    assert run(command) == 0
    [raw] = mailboxes.fetch(reader)
    got = email.message_from_bytes(raw)
    assert got["Subject"].startswith("Test: ") and "relay.example.org" in "".join(got.get_all("Received", []))
    assert body_of(raw) == body_of(message.read_bytes())


def test_opensmtpd_changes_nothing(message: Path, opensmtpd: int, mailboxes: Mailboxes, reader: str) -> None:
    swaks(message, opensmtpd, reader)
    [raw] = mailboxes.fetch(reader)
    assert_intact(raw, message)
    assert body_of(raw) == body_of(message.read_bytes())


def test_msmtp_reads_the_file_as_it_is(message: Path, postfix: Postfix, mailboxes: Mailboxes, reader: str) -> None:
    command = ["msmtp", "--host=127.0.0.1", f"--port={postfix.port}", "--tls=off", "--auth=off", f"--from={SENDER}"]
    subprocess.run([*command, "--", reader], stdin=message.open("rb"), check=True)
    [raw] = mailboxes.fetch(reader)
    assert_intact(raw, message)


def test_swaks_sends_the_file_as_it_is(message: Path, postfix: Postfix, mailboxes: Mailboxes, reader: str) -> None:
    swaks(message, postfix.port, reader)
    [raw] = mailboxes.fetch(reader)
    assert_intact(raw, message)
    assert body_of(raw) == body_of(message.read_bytes())


def test_curl_sends_the_file_as_it_is(message: Path, postfix: Postfix, mailboxes: Mailboxes, reader: str) -> None:
    command = ["curl", "-sS", f"smtp://127.0.0.1:{postfix.port}", "--mail-from", SENDER, "--mail-rcpt", reader]
    subprocess.run([*command, "-T", str(message)], check=True)
    [raw] = mailboxes.fetch(reader)
    assert_intact(raw, message)


def test_the_systems_sendmail_takes_the_file_with_its_line_ends(
    message: Path, postfix: Postfix, mailboxes: Mailboxes, reader: str
) -> None:
    command = ["/usr/sbin/sendmail", "-C", str(postfix.config), "-i", "-f", SENDER, "--", reader]
    subprocess.run(command, stdin=message.open("rb"), check=True)
    [raw] = mailboxes.fetch(reader)
    assert_intact(raw, message)
    assert b"\r\r" not in raw


def test_opensmtpds_sendmail_takes_the_file_with_its_line_ends(
    message: Path, opensmtpd: int, mailboxes: Mailboxes, reader: str, tmp_path: Path
) -> None:
    program = tmp_path / "sendmail"  # smtpctl is what it is called
    program.symlink_to("/usr/sbin/smtpctl")
    subprocess.run([str(program), "-i", "-f", SENDER, "--", reader], stdin=message.open("rb"), check=True)
    [raw] = mailboxes.fetch(reader)
    assert_intact(raw, message)
    assert b"\r\r" not in raw


def test_deliver_hands_to_sendmail(
    outbox: Path, message: Path, postfix: Postfix, mailboxes: Mailboxes, reader: str, tmp_path: Path
) -> None:
    program = tmp_path / "sendmail"
    program.write_text(f'#!/bin/sh\nexec /usr/sbin/sendmail -C {postfix.config} "$@"\n')
    program.chmod(0o755)
    command = ["deliver", KEY, "--outbox", str(outbox), "--sendmail", str(program), "--test", reader]
    assert run(command) == 0
    [raw] = mailboxes.fetch(reader)
    assert body_of(raw) == body_of(message.read_bytes())


def test_the_shell_consumer_delivers_into_a_mailbox_that_an_imap_client_reads(
    message: Path, postfix: Postfix, mailboxes: Mailboxes, reader: str, tmp_path: Path
) -> None:
    workspace = tmp_path / "paper"
    assert run(["init", str(workspace)]) == 0
    settings = workspace / "digest.toml"
    settings.write_text(re.sub(r'(?m)^to = ".*"', f'to = "{reader}"', settings.read_text()))
    assert run(["build", "-w", str(workspace), "-q"]) == 0
    program = tmp_path / "sendmail"
    program.write_text(f'#!/bin/sh\nexec /usr/sbin/sendmail -C {postfix.config} -f {SENDER} "$@"\n')
    program.chmod(0o755)
    consumer = [str(ROOT / "docs/outbox-consumer.sh"), str(workspace / "outbox")]
    for _ in range(2):
        subprocess.run(["sh", *consumer], env=os.environ | {"SENDMAIL": str(program)}, check=True)
    [entry] = read.entries(workspace / "outbox")
    assert (entry.state, entry.note) == ("done", "queued")
    [raw] = mailboxes.fetch(reader)
    assert_intact(raw, workspace / "outbox/editions" / entry.key / "message.eml")


def test_a_signature_made_before_the_journey_holds_after_it(
    message: Path, postfix: Postfix, mailboxes: Mailboxes, reader: str, tmp_path: Path
) -> None:
    import dkim

    secret = tmp_path / "dkim.pem"
    subprocess.run(["openssl", "genrsa", "-out", str(secret), "2048"], check=True, capture_output=True)
    public = subprocess.run(["openssl", "rsa", "-in", str(secret), "-pubout"], check=True, capture_output=True).stdout
    record = b"v=DKIM1; k=rsa; p=" + b"".join(public.splitlines()[1:-1])
    plain = message.read_bytes()
    names = [b"from", b"to", b"subject", b"date", b"message-id", b"list-id", b"list-unsubscribe"]
    signature = dkim.sign(
        plain,
        b"digest",
        b"daily.example",
        secret.read_bytes(),
        include_headers=[*names, b"list-unsubscribe-post", b"mime-version", b"content-type"],
        canonicalize=(b"simple", b"simple"),
    )
    signed = tmp_path / "signed.eml"
    signed.write_bytes(signature + plain)
    swaks(signed, postfix.port, reader)
    [raw] = mailboxes.fetch(reader)
    arrived = raw[raw.index(b"DKIM-Signature:") :]
    assert dkim.verify(arrived, dnsfunc=lambda name, timeout=5: record)


def test_spamassassin_finds_nothing_against_it(message: Path) -> None:
    done = subprocess.run(["spamassassin", "-L", "-t"], stdin=message.open("rb"), capture_output=True, check=True)
    head = done.stdout.decode("utf-8", "replace")
    told = re.search(r"score=(-?[\d.]+)", head)
    assert told is not None, head[:3000]
    score = float(told[1])
    assert score <= 1.0, head[:3000]


def swaks(file: Path, port: int, to: str) -> None:
    command = ["swaks", "--server", f"127.0.0.1:{port}", "--from", SENDER, "--to", to, "--data", f"@{file}"]
    done = subprocess.run([*command, "--suppress-data"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout


def test_a_kill_while_sendmail_reads_delivers_the_whole_message_or_none(
    postfix: Postfix, mailboxes: Mailboxes, tmp_path: Path
) -> None:
    """Through a pipe, Postfix took the 64 KiB that fitted into it for the message."""
    lines = b"".join(b"%06d of a long message that no pipe holds at once\r\n" % n for n in range(2_400))
    head = (
        b"From: %b\r\nTo: x@example.org\r\nSubject: long\r\nMessage-ID: <long@daily.example>\r\n\r\n" % SENDER.encode()
    )
    publish(tmp_path / "outbox", KEY, {"message.eml": head + lines}, {"message": {"from": SENDER}})
    program, begun = tmp_path / "sendmail", tmp_path / "begun"
    program.write_text(f'#!/bin/sh\n: > {begun}\nsleep 0.3\nexec /usr/sbin/sendmail -C {postfix.config} "$@"\n')
    program.chmod(0o755)
    command = [sys.executable, "-m", "digest", "deliver", "--outbox", str(tmp_path / "outbox"), "--send", "-q"]
    command += ["--sendmail", str(program), "--recipients", str(tmp_path / "people")]
    readers = [f"killed{os.getpid()}x{n}@example.org" for n in range(4)]
    for n, reader in enumerate(readers):
        (tmp_path / "people").write_text(f"{reader}\n")
        begun.unlink(missing_ok=True)
        child = subprocess.Popen(command, cwd=ROOT)
        while not begun.exists():
            time.sleep(0.01)
        time.sleep(0.1 * n)  # while it sleeps, and while it reads
        child.kill()
        child.wait()
    for reader in readers:
        [raw] = mailboxes.fetch(reader)
        assert body_of(raw) == body_of(head + lines), "whole"


def test_a_recipient_that_postfix_does_not_know_is_suppressed_and_the_others_get_it(
    postfix: Postfix, mailboxes: Mailboxes, reader: str, tmp_path: Path
) -> None:
    """Postfix itself says 5.1.1; what it says of a domain without mail is about the domain."""
    message = b"From: %b\r\n\r\nx\r\n" % SENDER.encode()
    publish(tmp_path / "outbox", KEY, {"message.eml": message}, {"message": {"from": SENDER}})
    (tmp_path / "people").write_text(f"nobody@unknown.example\n{reader}\n")
    command = ["deliver", "--outbox", str(tmp_path / "outbox"), "--recipients", str(tmp_path / "people"), "--send"]
    assert run([*command, "--smtp", f"smtp://127.0.0.1:{postfix.port}", "-q"]) == 0
    assert len(mailboxes.fetch(reader)) == 1
    assert [row.address for row in Suppression(tmp_path / "suppressed.csv").rows()] == ["nobody@unknown.example"]
