"""Whatever a server says, in whatever phase: sent means that it took the whole message and said so."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from smtplib import SMTPServerDisconnected

import pytest
from deliver.scripted import ENDLESS, HANG_UP, RESET, scripted

from digest.deliver.dialogue import Plain, in_words
from digest.deliver.servers import Server
from digest.deliver.smtp import Patience, smtp
from digest.errors import BusyError, DigestError, SettingsError
from digest.outbox import read

MESSAGE = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\nhello\r\n"
ODD = (
    b"hello there\r\n",
    b"199 odd\r\n",
    b"299 odd\r\n",
    b"354 odd\r\n",
    b"250\r\n",
    b"250",
    b"25",
    b"\r\n",
    b"\xff\xfe\x00\r\n",
    b"250-yes\r\n550 5.1.1 no\r\n",
    b"250 " + b"x" * 20_000 + b"\r\n",
    b"421 4.3.2 going down\r\n",
    b"451 4.7.1 later\r\n",
    b"550 5.7.1 policy\r\n",
    HANG_UP,
    RESET,
    ENDLESS,
)


@pytest.mark.parametrize("says", ODD, ids=lambda says: ascii(says[:12]))
@pytest.mark.parametrize("phase", ["greeting", "ehlo", "mail", "rcpt", "data", "end", "rset"])
def test_sent_means_that_the_server_took_it_whole_and_said_yes(phase: str, says: bytes) -> None:
    with scripted(**{phase: says}) as server:
        to = Server(host="127.0.0.1", port=server.port)
        states = []
        try:
            with smtp(to, Patience(greeting=5, command=5, data_start=5, data_block=5, data_end=5)) as send:
                states = [send("a@example.org", f"{who}@example.org", MESSAGE).state for who in ("ann", "bo")]
        except (BusyError, SettingsError):
            pass  # no session, or a sender that is not taken: nothing was claimed
        sent = [who for who, state in zip(("ann", "bo"), states, strict=False) if state == "sent"]
        unsure = states.count("unsure")
        assert set(sent) <= {to.partition("@")[0] for to in server.whole}, "a yes to another question is no yes"
        assert len(server.whole) == len(set(server.whole)), "nothing is handed over twice"
        if phase == "end":
            yes = says.startswith(b"2") and says.endswith(b"\r\n") and len(says) < 9000 and b"550" not in says
            assert bool(sent) == yes
            no = says[:1] in b"45" or b"550" in says
            assert (unsure == 2) == (not yes and not no), "taken whole, and no answer that means anything"
        else:
            assert not unsure, "what was not handed over whole can be sent again"


def test_a_server_that_talks_nonsense_is_told_as_such_and_nobody_is_marked(
    outbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from digest.cli import run

    people = tmp_path / "people"
    people.write_text("ann@example.org\n")
    with scripted(mail=b"hello there\r\n") as server:
        url = f"smtp://127.0.0.1:{server.port}"
        words = ["deliver", "--outbox", str(outbox), "--recipients", str(people), "--smtp", url, "--send"]
        assert run(words) == 75
    assert read.entries(outbox)[0].state == "ready"
    book = tmp_path / ".digest" / "deliveries" / "daily-2026-08-10.jsonl"
    row = json.loads(book.read_text().splitlines()[0])
    assert row["state"] == "deferred"
    assert row["said"] == "that is no mail server's answer: 'hello there'"
    assert "Errno" not in capsys.readouterr().err


def test_a_quota_at_the_door_is_cured_by_time_and_a_policy_is_not() -> None:
    for line, kind in ((b"554 5.4.5 quota\r\n", BusyError), (b"554 5.7.1 you are blocked\r\n", SettingsError)):
        with (
            scripted(greeting=line) as server,
            pytest.raises(kind),
            smtp(Server(host="127.0.0.1", port=server.port)),
        ):
            pass


@pytest.mark.parametrize(
    ("says", "error"),
    [(b"500 5.5.2 what\r\n", True), (b"550 5.1.8 no such sender\r\n", True), (b"550 5.7.1 policy\r\n", False)],
)
def test_a_sender_that_is_not_taken_is_for_somebody_to_change_and_a_policy_is_an_answer(
    says: bytes, error: bool
) -> None:
    with scripted(mail=says) as server, smtp(Server(host="127.0.0.1", port=server.port)) as send:
        if error:
            with pytest.raises(SettingsError, match="refuses the sender"):
                send("a@example.org", "ann@example.org", MESSAGE)
        else:
            assert send("a@example.org", "ann@example.org", MESSAGE).state == "refused"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (ConnectionResetError(104, "Connection reset by peer"), "connection reset by peer"),
        (TimeoutError("timed out"), "the server does not answer"),
        (OSError("Server not connected"), "the server hung up"),
        (DigestError("anything"), "anything"),
    ],
)
def test_why_a_connection_is_not_there_is_said_in_words(fault: Exception, words: str) -> None:
    assert in_words(fault) == words


@pytest.mark.parametrize(("octets", "read"), [(8192, True), (8193, True), (8194, False)])
def test_a_line_may_have_8192_octets_and_its_end(octets: int, read: bool) -> None:
    ours, theirs = socket.socketpair()
    client = Plain()
    client.sock = ours
    with ours, theirs:
        theirs.sendall(b"250 " + b"x" * (octets - 5) + b"\n")
        if read:
            assert client.getreply() == (250, b"x" * (octets - 5))
        else:
            with pytest.raises(SMTPServerDisconnected):
                client.getreply()
