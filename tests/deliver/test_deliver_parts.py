"""Copies sent over several connections: each once, within the limits, on again after a kill."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from email import message_from_bytes
from itertools import pairwise
from pathlib import Path
from time import sleep
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.cli import run
from digest.copies.parts import ENDING, PartFile
from digest.copies.writers import Copy
from digest.copies.writers.parts import chunks
from digest.deliver.journal import tally
from digest.deliver.pace import Pace, RateLimits, limits
from digest.deliver.suppression import Suppression
from digest.errors import UsageError
from digest.jobs.merge import MergeWish, merge
from digest.outbox import read
from digest.outbox.publish import publish

KEY = "daily-2026-08-10"
MESSAGE = (
    b"From: The Daily Take <digest@example.org>\r\nTo: readers@example.org\r\nSubject: Harbour reopens\r\n"
    b"Message-ID: <1@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhello\r\n"
)
FACTS = {"message": {"from": "The Daily Take <digest@example.org>", "subject": "x", "message_id": "<1@example.org>"}}
ROOT = Path(__file__).resolve().parents[2]


def copies(place: Path, addresses: list[str], rows: int = 10) -> tuple[Path, Path]:
    """Return an outbox and the folder with copies of its edition."""
    outbox, folder = place / "outbox", place / "copies"
    edition = json.dumps({"newsletter": {"locale": "en"}}).encode()
    publish(outbox, KEY, {"message.eml": MESSAGE, "edition.json": edition}, FACTS)
    (place / "r.csv").write_text("email\n" + "".join(f"{address}\n" for address in addresses))
    wish = MergeWish(keys=[KEY], recipients=place / "r.csv", to=str(folder), rows=rows, workers=1)
    done = merge(outbox, wish, Suppression(place / "suppressed.csv"), tell=lambda number, total: None)
    assert done.made == len(addresses)
    return outbox, folder


def arguments(outbox: Path, folder: Path, server: SimpleNamespace, *more: str) -> list[str]:
    return ["deliver", "--outbox", str(outbox), "--parts", str(folder), "--smtp", server.url, "-q", *more]


def state(outbox: Path) -> str:
    return str(read.description(outbox, KEY)["state"])


def test_every_copy_goes_out_once_over_several_connections(tmp_path: Path, server: SimpleNamespace) -> None:
    people = [f"r{n}@example.org" for n in range(55)]
    outbox, folder = copies(tmp_path, people)
    assert run(arguments(outbox, folder, server)) == 0
    assert server.inbox.to() == []  # a dry run
    assert run(arguments(outbox, folder, server, "--connections", "4", "--send")) == 0
    assert sorted(server.inbox.to()) == sorted(people)
    for mail in server.inbox.mails:
        assert message_from_bytes(mail.content)["To"] == mail.to[0]
    assert state(outbox) == "done"
    assert run(arguments(outbox, folder, server, "--send")) != 0  # delivered already
    assert len(server.inbox.mails) == 55


def test_who_left_since_the_merge_gets_nothing(tmp_path: Path, server: SimpleNamespace) -> None:
    outbox, folder = copies(tmp_path, ["ann@example.org", "bo@example.org"])
    assert run(["suppress", "add", "ann@example.org", "--outbox", str(outbox)]) == 0
    assert run(arguments(outbox, folder, server, "--send")) == 0
    assert server.inbox.to() == ["bo@example.org"]


def test_refusals_are_final_and_those_who_must_wait_are_tried_again(tmp_path: Path, server: SimpleNamespace) -> None:
    outbox, folder = copies(tmp_path, ["ann@example.org", "bad@example.org", "later@example.org", "bo@example.org"], 2)
    server.inbox.says = {"later": "451 4.7.1 try again later"}
    assert run(arguments(outbox, folder, server, "--connections", "2", "--send")) == 75
    assert state(outbox) == "ready"
    assert sorted(server.inbox.to()) == ["ann@example.org", "bo@example.org"]
    assert "bad@example.org" in Suppression(tmp_path / "suppressed.csv")
    server.inbox.says = {}
    assert run(arguments(outbox, folder, server, "--send")) == 0
    assert sorted(server.inbox.to()) == ["ann@example.org", "bo@example.org", "later@example.org"]
    assert state(outbox) == "done"


def test_a_refusal_is_noted_in_the_journal_of_its_part_alone(tmp_path: Path, server: SimpleNamespace) -> None:
    people = ["bad1@example.org", "ann@example.org", "bo@example.org", "bad2@example.org"]
    outbox, folder = copies(tmp_path, people, 2)
    run(arguments(outbox, folder, server, "--send"))
    books = [path.read_text().splitlines() for path in sorted(tmp_path.rglob("*.jsonl")) if "bad" in path.read_text()]
    noted = [{row["to"] for row in map(json.loads, book) if row["state"] == "refused"} for book in books]
    assert noted == [{"bad1@example.org"}, {"bad2@example.org"}]


def test_a_fault_of_ours_stops_every_connection_and_writes_nobody_off(tmp_path: Path, server: SimpleNamespace) -> None:
    outbox, folder = copies(tmp_path, [f"bad{n}@example.org" for n in range(40)])
    assert run(arguments(outbox, folder, server, "--connections", "3", "--send")) == 1
    assert state(outbox) == "ready"
    assert not Suppression(tmp_path / "suppressed.csv").rows()
    assert run(arguments(outbox, folder, server, "--send", "--stop-after", "50")) == 1, "its journals are free again"


def test_a_server_that_refuses_everybody_means_us_and_takes_nobody_off_the_list(
    tmp_path: Path, server: SimpleNamespace
) -> None:
    outbox, folder = copies(tmp_path, [f"bad{n}@example.org" for n in range(3)] + ["ann@example.org"], rows=2)
    server.inbox.says = {"ann": "451 4.7.1 try again later"}
    assert run(arguments(outbox, folder, server, "--send")) == 75
    assert Suppression(tmp_path / "suppressed.csv").rows() == ()


def test_a_merge_that_is_not_complete_is_not_sent(tmp_path: Path, server: SimpleNamespace) -> None:
    outbox, folder = copies(tmp_path, [f"r{n}@example.org" for n in range(25)])
    next(folder.glob("part-*.json")).unlink()
    assert run(arguments(outbox, folder, server, "--send")) == 65
    assert run(arguments(outbox, tmp_path, server, "--send")) == 2
    assert server.inbox.mails == []


def test_killed_at_any_moment_it_goes_on_where_it_was(tmp_path: Path, server: SimpleNamespace) -> None:
    people = [f"r{n}@example.org" for n in range(300)]
    outbox, folder = copies(tmp_path, people, rows=50)
    command = [sys.executable, "-m", "digest", *arguments(outbox, folder, server, "--connections", "3", "--send")]
    kills = 0
    for seconds in (0.9, 1.0, 1.1, 1.3):
        sender = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        for _ in range(int(seconds * 100)):
            if len(server.inbox.mails) > 60 * (kills + 1) or sender.poll() is not None:
                break
            sleep(0.01)
        kills += sender.poll() is None
        sender.kill()
        sender.wait()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 or state(outbox) == "done", done.stderr
    got = Counter(server.inbox.to())
    assert set(got) == set(people)
    assert sum(got.values()) - len(people) <= kills * 3  # what was in flight, one for each connection
    ids = {(mail.to[0], message_from_bytes(mail.content)["Message-ID"]) for mail in server.inbox.mails}
    assert len(ids) == len(people)  # a repeat carries the same one


def test_limits_are_read_in_two_forms() -> None:
    assert limits(60, ["600", "Gmail.com=30"]) == RateLimits(rate=60, domain=600, domains={"gmail.com": 30})
    for wrong in ("x", "=5", "gmail.com=", "-1"):
        with pytest.raises(UsageError):
            limits(0, [wrong])


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=60), st.integers(0, 900), st.integers(0, 300))
def test_nobody_goes_too_early_or_is_forgotten(domains: list[str], rate: int, each: int) -> None:
    given = RateLimits(rate=rate, domain=each, domains={"c": 0})
    pace = Pace(iter([(domain, (domain, number)) for number, domain in enumerate(domains)]), given)
    now, out = 0.0, []
    while (found := pace.take(now)) is not None:
        if isinstance(found, float):
            assert found > 0
            now += found
        else:
            out.append((now, found))
    assert sorted(number for _, (_, number) in out) == list(range(len(domains)))
    for domain in ("a", "b", "c"):
        mine = [(at, number) for at, (name, number) in out if name == domain]
        assert [number for _, number in mine] == sorted(number for _, number in mine)
        pause = 60 / each if each and domain != "c" else 0
        assert all(b - a >= pause - 1e-9 for (a, _), (b, _) in pairwise(mine))
    assert all(b - a >= (60 / rate if rate else 0) - 1e-9 for (a, _), (b, _) in pairwise(out))


def test_who_stands_in_two_parts_gets_the_first_copy_alone(
    tmp_path: Path, server: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    outbox, folder = copies(tmp_path, ["ann@example.org", "bo@example.org", "cy@example.org", "Ann@Example.org"], 3)
    assert run(arguments(outbox, folder, server, "--json")) == 0
    assert json.loads(capsys.readouterr().out)["doubled"] == 1
    assert run(arguments(outbox, folder, server, "--connections", "3", "--send", "--json")) == 0
    assert sorted(server.inbox.to()) == ["ann@example.org", "bo@example.org", "cy@example.org"]
    assert json.loads(capsys.readouterr().out)["doubled"] == 1
    assert state(outbox) == "done"


def test_a_part_that_names_somebody_twice_mails_them_once(tmp_path: Path, server: SimpleNamespace) -> None:
    outbox, folder = copies(tmp_path, ["ann@example.org", "bo@example.org"])
    path = next(folder.glob(f"part-*{ENDING}"))
    with PartFile(path) as part:
        copied = [Copy(line.row, "ann@example.org", [content], ("email",), [line.address]) for line, content in part]
    path.write_bytes(b"".join(piece for chunk in chunks(copied) for piece in chunk))
    assert run(arguments(outbox, folder, server, "--connections", "2", "--send")) == 0
    assert server.inbox.to() == ["ann@example.org"]


def test_health_reads_the_journals_of_parts(tmp_path: Path, server: SimpleNamespace) -> None:
    outbox, folder = copies(tmp_path, [f"r{n}@example.org" for n in range(39)] + ["later@example.org"], 10)
    server.inbox.says = {"later": "451 4.7.1 try again later"}
    assert run(arguments(outbox, folder, server, "--connections", "2", "--send")) == 75
    seen = tally(tmp_path / ".digest" / "deliveries" / f"{KEY}.jsonl")
    assert seen.counts == Counter(sent=39, deferred=1)
    assert seen.but_for_a_few is not None
