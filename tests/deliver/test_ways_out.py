"""SMTP and sendmail: nothing torn, nothing twice, and the right word for what went wrong."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from digest.cli import run
from digest.deliver.journal import Journal, states
from digest.deliver.recipients import addresses
from digest.deliver.sendmail import sendmail
from digest.deliver.servers import Server
from digest.deliver.smtp import Patience, smtp
from digest.errors import BusyError, DigestError, DiskError, SettingsError
from digest.outbox import read

ROOT = Path(__file__).resolve().parents[2]
KEY = "daily-2026-08-10"
MESSAGE = b"Subject: x\r\n\r\n.\r\n..\r\nx\r\n"


def to(server: SimpleNamespace) -> Server:
    return Server(host="127.0.0.1", port=server.port)


def deliver(outbox: Path, people: list[str], *more: str) -> int:
    (outbox.parent / "people").write_text("\n".join(people))
    return run(["deliver", "--outbox", str(outbox), "--recipients", str(outbox.parent / "people"), "-q", *more])


def program(tmp_path: Path, script: str) -> str:
    path = tmp_path / "sendmail"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_every_step_waits_as_long_as_the_rfc_asks() -> None:
    least = Patience(greeting=300, command=300, data_start=120, data_block=180, data_end=600)
    assert Patience() == least, "RFC 5321, 4.5.3.2"


def test_a_server_that_takes_its_time_over_a_message_is_waited_for(server: SimpleNamespace) -> None:
    server.inbox.after = {"ann": 0.6}
    with smtp(to(server), Patience(command=0.2, data_start=0.2, data_block=0.2, data_end=20)) as send:
        assert send("a@example.org", "ann@example.org", MESSAGE).state == "sent"
    assert server.inbox.to() == ["ann@example.org"]


@pytest.mark.parametrize("after", ["hang up", 5.0])
def test_what_was_handed_over_without_an_answer_is_not_sent_again(after: str | float, server: SimpleNamespace) -> None:
    server.inbox.after = {"ann": after}
    with smtp(to(server), Patience(data_end=0.3)) as send:
        assert send("a@example.org", "ann@example.org", MESSAGE).state == "unsure"
        assert send("a@example.org", "bo@example.org", MESSAGE).state == "sent", "the others get it all the same"
    assert server.inbox.to() == ["ann@example.org", "bo@example.org"]


def test_a_lost_answer_is_tried_once_more_in_a_later_run_and_never_again(
    outbox: Path, server: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    server.inbox.after = {"ann": "hang up"}
    people = ["ann@example.org", "bo@example.org"]
    assert deliver(outbox, people, "--smtp", server.url, "--send") == 75
    assert server.inbox.to() == people
    assert deliver(outbox, people, "--smtp", server.url, "--send", "--json") == 0
    assert json.loads(capsys.readouterr().out)["unknown"] == ["ann@example.org"]
    assert server.inbox.to() == [*people, "ann@example.org"]
    assert read.entries(outbox)[0].note == "1 sent, 1 unknown"


def test_a_server_that_loses_every_answer_is_left_alone_after_three(outbox: Path, server: SimpleNamespace) -> None:
    server.inbox.after = {"reader": "hang up"}
    assert deliver(outbox, [f"reader{n}@example.org" for n in range(9)], "--smtp", server.url, "--send") == 75
    assert len(server.inbox.mails) == 3


def test_a_connection_that_was_closed_between_two_messages_is_opened_again(server: SimpleNamespace) -> None:
    server.inbox.says = {"idle": "421 4.4.2 idle for too long"}
    with smtp(to(server)) as send:
        assert send("a@example.org", "idle@example.org", MESSAGE).state == "deferred"
        assert send("a@example.org", "ann@example.org", MESSAGE).state == "sent"


def test_a_dot_at_the_start_of_a_line_arrives_as_one(server: SimpleNamespace) -> None:
    with smtp(to(server)) as send:
        send("a@example.org", "ann@example.org", MESSAGE)
        send("a@example.org", "ann@example.org", b"Subject: x\r\n\r\n" + b".x\r\n" * 60_000)
    assert server.inbox.mails[0].content == MESSAGE
    assert server.inbox.mails[1].content.endswith(b".x\r\n" * 60_000)


@contextmanager
def speaking(*lines: bytes) -> Iterator[int]:
    """A server that says these lines, one after each that it gets, then closes; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def talk() -> None:
            link, _ = listening.accept()
            with link, link.makefile("rb") as heard:
                for line in lines:
                    link.sendall(line)
                    heard.readline()

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(2)
        assert not thread.is_alive(), "the other side is still waiting for a command"


@pytest.mark.parametrize(
    ("says", "user", "error"),
    [
        ([b"554 5.7.1 go away\r\n"], "", SettingsError),
        ([b"421 4.3.2 not now\r\n"], "", BusyError),
        ([], "", BusyError),
        ([b"220 hi\r\n", b"250 hi\r\n"], "ann", SettingsError),  # no AUTH offered
        ([b"220 hi\r\n", b"250-hi\r\n250 AUTH PLAIN\r\n", b"535 5.7.8 no\r\n"], "ann", SettingsError),
        ([b"220 hi\r\n", b"250-hi\r\n250 AUTH PLAIN\r\n", b"454 4.7.0 not now\r\n"], "ann", BusyError),
    ],
)
def test_a_session_that_does_not_begin_says_whether_time_helps(
    says: list[bytes], user: str, error: type[DigestError]
) -> None:
    with speaking(*says) as port, pytest.raises(error), smtp(Server(host="127.0.0.1", port=port, user=user)):
        pass


def test_a_host_that_does_not_exist_is_a_fault_of_the_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    def later(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    with pytest.raises(SettingsError), smtp(Server(host="a..b", port=25)):
        pass
    for answer, error in [(unknown, SettingsError), (later, BusyError)]:
        monkeypatch.setattr(socket, "getaddrinfo", answer)  # the resolver of the machine is not ours to break
        with pytest.raises(error), smtp(Server(host="mail.example.org", port=25)):
            pass


@pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")
def test_a_password_is_taken_over_a_login_that_is_offered() -> None:
    seen: list[bytes] = []

    def known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword) -> AuthResult:
        seen.append(data.password)
        return AuthResult(success=True)

    class Taking:
        async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
            return "250 OK"

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(
        Taking(), hostname="127.0.0.1", port=port, authenticator=known, auth_require_tls=False, auth_required=True
    )
    controller.start()
    try:
        with smtp(Server(host="127.0.0.1", port=port, user="ann", password="secret")) as send:
            assert send("a@example.org", "bo@example.org", MESSAGE).state == "sent"
    finally:
        controller.stop()
    assert seen == [b"secret"]


def test_the_mail_program_gets_a_whole_file_and_not_a_pipe(tmp_path: Path) -> None:
    path = program(tmp_path, f"test -f /dev/stdin && cat > {tmp_path}/got")
    with sendmail(path) as send:
        assert send("a@example.org", "ann@example.org", MESSAGE).state == "sent"
    assert (tmp_path / "got").read_bytes() == MESSAGE.replace(b"\r\n", b"\n")


def test_a_kill_while_the_mail_program_reads_tears_nothing(outbox: Path, tmp_path: Path) -> None:
    # It reads the first line, tells us so, and goes on when we are dead.
    script = f"read first; echo $first > {tmp_path}/begun; sleep 1; (echo $first; cat) > {tmp_path}/got.part\n"
    path = program(tmp_path, f"{script}mv {tmp_path}/got.part {tmp_path}/got")
    (tmp_path / "people").write_text("ann@example.org\n")
    command = [sys.executable, "-m", "digest", "deliver", "--outbox", str(outbox), "--send", "-q"]
    child = subprocess.Popen([*command, "--recipients", str(tmp_path / "people"), "--sendmail", path], cwd=ROOT)
    until(lambda: (tmp_path / "begun").exists())
    child.send_signal(signal.SIGKILL)
    child.wait()
    until(lambda: (tmp_path / "got").exists())
    assert (tmp_path / "got").read_bytes().endswith(b"hello\n..dots\n")


def until(happened: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_mail_program_that_never_ends_is_stopped(tmp_path: Path) -> None:
    with sendmail(program(tmp_path, "sleep 60 & sleep 60"), limit=0.2) as send:
        started = time.monotonic()
        assert send("a@example.org", "ann@example.org", MESSAGE).state == "unsure"
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("script", [None, "echo broken >&2; exit 78"])
def test_a_mail_program_that_is_not_set_up_is_a_fault_of_the_configuration(
    script: str | None, outbox: Path, tmp_path: Path
) -> None:
    path = program(tmp_path, script) if script else str(tmp_path / "none")
    assert deliver(outbox, ["ann@example.org"], "--sendmail", path, "--send") == 78
    assert read.entries(outbox)[0].state == "ready"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["--smtp", "smtp://ann:secret@localhost"], 2),
        (["--smtp", "smtp://ann:sec/ret@[host"], 2),
        (["--smtp", "smtp://localhost", "--sender", "nobody"], 78),
        (["--smtp", "smtp://localhost", "--sender", "a@b.example\0"], 78),
        (["--smtp", "smtp://localhost", "--password-file", "."], 2),
        (["--smtp", "smtp://localhost", "--password-file", "none"], 2),
        (["--sendmail", "/nowhere/sendmail"], 78),
        ([], 2),
    ],
)
def test_a_dry_run_says_what_send_would_say_and_shows_no_password(
    args: list[str], code: int, outbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for send in ([], ["--send"]):
        assert deliver(outbox, ["ann@example.org"], *args, *send) == code
        said = "".join(capsys.readouterr())
        assert "secret" not in said and "sec/ret" not in said


def test_a_dry_run_knows_the_state_of_the_edition(outbox: Path) -> None:
    (outbox / "done" / KEY).touch()
    (outbox.parent / "people").write_text("ann@example.org")
    there = ["--outbox", str(outbox), "--recipients", str(outbox.parent / "people"), "--smtp", "smtp://localhost"]
    assert run(["deliver", KEY, *there]) == 2


@pytest.mark.parametrize("content", [b"\xff\xfe\x00secret", "schlüssel".encode(), b"a\tb", b"\x80"])
def test_a_password_file_that_is_no_line_of_ascii_is_a_clear_fault(content: bytes, outbox: Path) -> None:
    file = outbox.parent / "password"
    file.write_bytes(content)
    file.chmod(0o600)
    assert deliver(outbox, ["ann@example.org"], "--smtp", "smtp://ann@localhost", "--password-file", str(file)) == 78


def test_a_password_beyond_ascii_is_a_clear_fault(outbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_SMTP_PASSWORD", "schlüssel")
    assert deliver(outbox, ["ann@example.org"], "--smtp", "smtp://ann@localhost") == 78


@pytest.mark.parametrize(
    "line",
    [
        "ann@example.org\0",
        "\0ann@example.org",
        "an\u200bn@example.org",
        "ann@exam\u00adple.org",
        "\u202eann@example.org",
        "Ann\x07 <ann@example.org>",
        "ann@example.org\x0bbo@example.org",
        "ann@example.org\u2028bo@example.org",
        "ann@example.org\x1cbo@example.org",
    ],
)
def test_a_line_with_a_hidden_character_is_skipped_and_never_repaired(line: str, tmp_path: Path) -> None:
    from digest.deliver.recipients import from_file

    (tmp_path / "people").write_text(f"{line}\nbo@example.org\r\n", newline="")
    found, notices = addresses(from_file(tmp_path / "people"), where="people")
    assert found == ("bo@example.org",)
    assert [notice.where for notice in notices] == ["people, line 1"]


def test_a_display_name_may_hold_the_joiners_of_its_script() -> None:
    assert addresses(["می\u200cخواهم <ann@example.org>"], where="people") == (("ann@example.org",), ())


def test_two_deliveries_never_write_one_journal(tmp_path: Path) -> None:
    first = Journal(tmp_path / "j")
    with pytest.raises(BusyError):
        Journal(tmp_path / "j")
    first.close()
    Journal(tmp_path / "j").close()


@pytest.mark.parametrize(
    "junk", [b"[" * 100_000, b"[]", b"null", b'{"to": 1, "state": []}', b"\xff\x00", b'{"to": "bo@example.org", "st']
)
def test_a_journal_with_junk_in_it_still_says_who_has_it(junk: bytes, tmp_path: Path) -> None:
    book = Journal(tmp_path / "j")
    book.note("Ann@example.org", "sent", "250")
    book.close()
    with (tmp_path / "j").open("ab") as file:
        file.write(junk)
    again = Journal(tmp_path / "j")
    again.note("bo@example.org", "sent", "250")
    again.close()
    assert states((tmp_path / "j").read_bytes()) == {"ann@example.org": "sent", "bo@example.org": "sent"}


def test_a_journal_that_the_disk_does_not_take_stops_the_delivery(outbox: Path, server: SimpleNamespace) -> None:
    full = outbox.parent / "full"
    full.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(full)], capture_output=True).returncode:
        pytest.skip("cannot mount a tmpfs")
    try:
        Journal(full / f"{KEY}.jsonl").close()
        filler = os.open(full / "filler", os.O_WRONLY | os.O_CREAT)
        with pytest.raises(OSError):
            while True:
                os.write(filler, b"x" * 4096)
        people = [f"reader{n}@example.org" for n in range(9)]
        assert deliver(outbox, people, "--smtp", server.url, "--send", "--journal", str(full)) == 74
        assert len(server.inbox.mails) == 1, "only the one whose line could not be written"
        os.close(filler)
        (full / "filler").unlink()
        assert deliver(outbox, people, "--smtp", server.url, "--send", "--journal", str(full)) == 0
        assert len(server.inbox.mails) == 10
    finally:
        subprocess.run(["umount", str(full)], check=True)


def test_a_short_write_of_the_journal_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, real = Journal(tmp_path / "j"), os.write
    monkeypatch.setattr(os, "write", lambda fd, content: real(fd, content[:5]))  # as a file system may at any time
    book.note("ann@example.org", "sent", "250 OK")
    assert states((tmp_path / "j").read_bytes()) == {"ann@example.org": "sent"}


def test_an_error_of_the_journal_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DiskError) as error:
        Journal(tmp_path / "file" / "j")
    assert error.value.where.endswith("file/j")


def test_the_journal_and_every_folder_made_for_it_are_nobody_elses(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        Journal(tmp_path / "paper/.digest/deliveries/j").close()
    finally:
        os.umask(before)
    made = [tmp_path / "paper", *(tmp_path / "paper").rglob("*")]
    assert {path.stat().st_mode & 0o077 for path in made} == {0}
