"""``digest deliver``: once a recipient, whatever happens on the way."""

from __future__ import annotations

import email
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from digest.cli import run
from digest.deliver.recipients import addresses
from digest.deliver.servers import Server
from digest.deliver.servers import server as read_server
from digest.deliver.smtp import smtp
from digest.errors import SettingsError, UsageError
from digest.outbox import read

ROOT = Path(__file__).resolve().parents[2]
KEY = "daily-2026-08-10"


def state(outbox: Path) -> tuple[str, str]:
    entry = read.entries(outbox)[0]
    return entry.state, entry.note


def deliver(outbox: Path, *args: object, people: str = "ann@example.org\nbo@example.org\n") -> int:
    (outbox.parent / "people").write_text(people)
    return run(["deliver", "--outbox", str(outbox), "--recipients", str(outbox.parent / "people"), *map(str, args)])


def test_nothing_is_sent_without_send(
    outbox: Path, server: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deliver(outbox, "--smtp", server.url) == 0
    assert "would go to 2 recipients" in capsys.readouterr().out
    assert server.inbox.mails == [] and state(outbox) == ("ready", "")


def test_each_recipient_gets_a_message_of_their_own(outbox: Path, server: SimpleNamespace) -> None:
    assert deliver(outbox, "--smtp", server.url, "--send") == 0
    assert [m.to for m in server.inbox.mails] == [["ann@example.org"], ["bo@example.org"]]
    parsed = [email.message_from_bytes(m.content) for m in server.inbox.mails]
    assert [m["To"] for m in parsed] == ["ann@example.org", "bo@example.org"]
    assert {m["Message-ID"] for m in parsed} == {"<1@example.org>"}
    assert {m.get_payload() for m in parsed} == {"hello\r\n..dots\r\n"}
    assert {m.sender for m in server.inbox.mails} == {"digest@example.org"}
    assert state(outbox) == ("done", "2 sent")


def test_a_list_address_gets_one_message_as_it_is(outbox: Path, server: SimpleNamespace) -> None:
    command = ["deliver", KEY, "--outbox", str(outbox), "--smtp", server.url, "--to-list", "--send"]
    assert run(command) == 0
    original = (outbox / "editions" / KEY / "message.eml").read_bytes()
    assert [(m.to, m.content) for m in server.inbox.mails] == [(["readers@example.org"], original)]


def test_a_refusal_for_good_is_recorded_and_the_others_get_it(
    outbox: Path, server: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    people = "bad@example.org\nann@example.org\n"
    assert deliver(outbox, "--smtp", server.url, "--send", "--json", people=people) == 0
    assert json.loads(capsys.readouterr().out) == {
        "key": KEY,
        "status": "done",
        "sent": 1,
        "refused": ["bad@example.org"],
        "unknown": [],
        "suppressed": 0,
    }
    assert state(outbox) == ("done", "1 sent, 1 refused")
    book = outbox.parent / ".digest/deliveries" / f"{KEY}.jsonl"
    assert book.stat().st_mode & 0o777 == 0o600
    assert "550 5.1.1 no such mailbox" in book.read_text()
    everything = b"".join(p.read_bytes() for p in outbox.rglob("*") if p.is_file())
    assert b"ann@example.org" not in everything and b"bad@example.org" not in everything


def test_who_must_wait_is_tried_again_and_nobody_else(outbox: Path, server: SimpleNamespace) -> None:
    people = "ann@example.org\nslow@example.org\n"
    for _ in range(2):
        assert deliver(outbox, "--smtp", server.url, "--send", people=people) == 75
        assert state(outbox)[0] == "ready"
    assert server.inbox.to() == ["ann@example.org"]
    assert deliver(outbox, "--smtp", server.url, "--send", people="ann@example.org\n") == 0
    assert server.inbox.to() == ["ann@example.org"] and state(outbox) == ("done", "1 sent")


def test_an_edition_that_nobody_takes_has_failed(outbox: Path, server: SimpleNamespace) -> None:
    assert deliver(outbox, "--smtp", server.url, "--send", people="bad@example.org\n") == 1
    assert state(outbox) == ("failed", "refused by every recipient's server")


def test_a_kill_in_the_middle_repeats_one_recipient_at_most(outbox: Path, server: SimpleNamespace) -> None:
    people = [f"reader{n}@example.org" for n in range(40)]
    (outbox.parent / "people").write_text("\n".join(people))
    command = [sys.executable, "-m", "digest", "deliver", "--outbox", str(outbox), "--smtp", server.url, "--send"]
    command += ["--recipients", str(outbox.parent / "people"), "-q"]
    child = subprocess.Popen([*command, "--rate", "1200"], cwd=ROOT)
    while len(server.inbox.mails) < 7:
        assert child.poll() is None
    child.kill()
    child.wait()
    assert subprocess.run(command, cwd=ROOT).returncode == 0
    got = server.inbox.to()
    assert set(got) == set(people) and len(got) <= len(people) + 1
    assert state(outbox) == ("done", "40 sent")


def test_a_test_goes_to_one_address_is_marked_and_leaves_no_mark(outbox: Path, server: SimpleNamespace) -> None:
    command = ["deliver", "--outbox", str(outbox), "--smtp", server.url, "--test", "me@example.org"]
    assert run(command) == 0
    parsed = email.message_from_bytes(server.inbox.mails[0].content)
    assert parsed["Subject"] == "Test: Harbour reopens" and parsed["Message-ID"] == "<test.1@example.org>"
    assert (parsed["To"], parsed["X-Digest-Test"]) == ("me@example.org", "yes")
    assert state(outbox) == ("ready", "") and not list((outbox / "claims").iterdir())


def test_the_rate_is_kept(outbox: Path, server: SimpleNamespace) -> None:
    import time

    started = time.monotonic()
    assert deliver(outbox, "--smtp", server.url, "--send", "--rate", 600) == 0
    assert time.monotonic() - started >= 0.1


def test_sendmail_is_given_every_message_with_a_guard_for_lone_dots(outbox: Path, tmp_path: Path) -> None:
    program = tmp_path / "sendmail"
    program.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\ncat >> {tmp_path}/mail\n')
    program.chmod(0o755)
    assert deliver(outbox, "--sendmail", program, "--send") == 0
    assert (tmp_path / "calls").read_text().splitlines() == [
        "-i -f digest@example.org -- ann@example.org",
        "-i -f digest@example.org -- bo@example.org",
    ]
    assert b"\r" not in (tmp_path / "mail").read_bytes()


def test_a_mail_program_that_refuses_is_believed(outbox: Path, tmp_path: Path) -> None:
    program = tmp_path / "sendmail"
    for code, exit_code in [(75, 75), (67, 1)]:
        program.write_text(f"#!/bin/sh\necho no >&2\nexit {code}\n")
        program.chmod(0o755)
        assert deliver(outbox, "--sendmail", program, "--send") == exit_code


def test_no_server_means_try_again_later(outbox: Path) -> None:
    assert deliver(outbox, "--smtp", "smtp://127.0.0.1:9", "--send") == 75
    assert state(outbox)[0] == "ready"


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://x", "not an address"),
        ("smtp://", "not an address"),
        ("smtp://a:secret@host", "password on the command line"),
        ("smtp://host:99999", "not an address"),
    ],
)
def test_a_server_is_named_by_its_address_and_never_with_a_password(url: str, fault: str) -> None:
    with pytest.raises(UsageError, match=fault) as error:
        read_server(url, "")
    assert "secret" not in f"{error.value.what} {error.value.where} {error.value.fix}"


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("localhost", True), ("127.0.0.9", True), ("[::1]", True), ("10.0.0.1", False), ("localhost.evil.example", False)],
)
def test_only_this_machine_may_be_spoken_to_in_clear(host: str, loopback: bool) -> None:
    assert read_server(f"smtp://{host}", "").loopback is loopback


class Elsewhere(Server):
    """The test's own server, taken for one on another machine."""

    loopback = False


def test_a_server_elsewhere_without_tls_is_refused_before_anything_is_said(server: SimpleNamespace) -> None:
    with pytest.raises(SettingsError, match="no TLS"), smtp(Elsewhere(host="127.0.0.1", port=server.port)):
        pass
    assert server.inbox.mails == []


def test_starttls_comes_before_name_password_and_message(
    strict_server: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def to(password: str) -> Elsewhere:
        return Elsewhere(host="localhost", port=strict_server.port, user="ann", password=password)

    with pytest.raises(SettingsError, match="no trusted TLS"), smtp(to("secret")):
        pass
    monkeypatch.setenv("SSL_CERT_FILE", str(strict_server.certificate))
    with pytest.raises(SettingsError, match="name and password") as error, smtp(to("wrong one")):
        pass
    assert "wrong one" not in f"{error.value.what}{error.value.where}{error.value.fix}"
    with smtp(to("secret")) as send:
        assert send("digest@example.org", "bo@example.org", b"Subject: x\r\n\r\nx\r\n").state == "sent"
    assert strict_server.inbox.to() == ["bo@example.org"]


def test_a_password_is_in_no_repr_and_its_file_is_nobody_elses(tmp_path: Path, outbox: Path) -> None:
    from digest.deliver.servers import read_password as password

    assert "secret" not in repr(read_server("smtps://a@host", "secret"))
    file = tmp_path / "password"
    file.write_text("secret\n")
    file.chmod(0o640)
    with pytest.raises(UsageError, match="others may read"):
        password("", file)
    file.chmod(0o600)
    assert password("", file) == "secret"


def test_tls_is_verified(outbox: Path, tls_server: SimpleNamespace) -> None:
    (outbox.parent / "people").write_text("ann@example.org\n")
    command = [sys.executable, "-m", "digest", "deliver", "--outbox", str(outbox), "--send"]
    command += ["--recipients", str(outbox.parent / "people"), "--smtp", f"smtps://localhost:{tls_server.port}"]
    untrusted = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert untrusted.returncode == 78 and "no trusted TLS" in untrusted.stderr
    trusted = subprocess.run(command, cwd=ROOT, env=os.environ | {"SSL_CERT_FILE": str(tls_server.certificate)})
    assert trusted.returncode == 0 and tls_server.inbox.to() == ["ann@example.org"]


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("ann@example.org", "ann@example.org"),
        ("  Ann Lee <ann@example.org>  ", "ann@example.org"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
    ],
)
def test_a_recipients_line_holds_an_address(line: str, address: str) -> None:
    assert addresses([line], where="people") == ((address,), ())


def test_recipients_come_once_and_bad_lines_are_named(tmp_path: Path) -> None:
    found, notices = addresses(
        ["# readers", "", "Ann@example.org", "ann@EXAMPLE.org", "nobody", "-x@example.org"], where="p"
    )
    assert found == ("Ann@example.org", "-x@example.org")
    assert [n.where for n in notices] == ["p, line 5"]


def test_half_a_list_is_no_list(outbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = "sh -c 'echo ann@example.org; echo no database >&2; exit 3'"
    assert run(["deliver", "--outbox", str(outbox), "--recipients-from", command, "--smtp", "smtp://localhost"]) == 75
    assert "no database" in capsys.readouterr().err


def test_the_samples_sender_is_told_before_anybody_has_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper, people = tmp_path / "paper", tmp_path / "people"
    people.write_text("ann@example.org\n")
    assert run(["init", str(paper)]) == 0 and run(["build", "-w", str(paper), "-q"]) == 0
    command = ["deliver", "-w", str(paper), "--recipients", str(people), "--sendmail", "/bin/true"]
    capsys.readouterr()
    assert run(command) == 0
    assert "the sender is still the sample's: digest@daily.example" in capsys.readouterr().err
