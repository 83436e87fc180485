"""What becomes of those who were refused: retried, written off, suppressed."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from digest.cli import run
from digest.deliver.suppression import Suppressed, Suppression, parsed
from digest.errors import DataError
from digest.outbox import read

KEY = "daily-2026-08-10"


def deliver(outbox: Path, server: SimpleNamespace, people: list[str], *more: str) -> int:
    (outbox.parent / "people").write_text("\n".join(people))
    there = ["--outbox", str(outbox), "--recipients", str(outbox.parent / "people")]
    return run(["deliver", KEY, *there, "--smtp", server.url, "--send", "-q", *more])


def readers(count: int, name: str = "reader") -> list[str]:
    return [f"{name}{n}@example.org" for n in range(count)]


def state(outbox: Path) -> str:
    return read.entries(outbox)[0].state


def suppressed(outbox: Path) -> list[str]:
    return [row.address for row in Suppression(outbox.parent / "suppressed.csv").rows()]


@pytest.mark.parametrize("words", ["550 5.7.1 policy", "550 no", "554 5.1.1 no such mailbox"])
def test_a_run_of_refusals_stops_the_delivery_and_nobody_is_written_off(
    words: str, outbox: Path, server: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    server.inbox.says = {"reader": words}
    everybody = ["ann@example.org", *readers(40)]
    assert deliver(outbox, server, everybody) == 1
    assert "5 were refused in a row" in capsys.readouterr().err
    assert server.inbox.to() == ["ann@example.org"]
    assert (state(outbox), suppressed(outbox)) == ("ready", [])
    server.inbox.says = {}
    assert deliver(outbox, server, everybody) == 0
    assert sorted(server.inbox.to()) == sorted(everybody), "each of them once"


def test_a_quota_stops_at_once_and_time_mends_it(outbox: Path, server: SimpleNamespace) -> None:
    server.inbox.says = {"reader3": "550 5.4.5 daily user sending quota exceeded"}
    assert deliver(outbox, server, readers(9)) == 75
    assert server.inbox.to() == readers(3)
    server.inbox.says = {}
    assert deliver(outbox, server, readers(9)) == 0
    assert server.inbox.to() == readers(9)


def test_a_quota_named_to_the_sender_stops_as_well(outbox: Path, server: SimpleNamespace) -> None:
    server.inbox.says = {"MAIL": "550 5.4.5 daily quota"}
    assert deliver(outbox, server, readers(3)) == 75


def test_a_sender_that_is_refused_is_a_fault_of_the_configuration(outbox: Path, server: SimpleNamespace) -> None:
    server.inbox.says = {"MAIL": "553 5.1.8 sender unknown"}
    assert deliver(outbox, server, readers(3)) == 78
    assert state(outbox) == "ready"


def test_a_mailbox_that_does_not_exist_gets_nothing_any_more(outbox: Path, server: SimpleNamespace) -> None:
    server.inbox.says = {"full": "552 5.2.2 mailbox full", "odd": "550 no"}
    people = ["bad@example.org", "full@example.org", "odd@example.org", "ann@example.org"]
    assert deliver(outbox, server, people) == 0
    assert suppressed(outbox) == ["bad@example.org"], "only the one that is said not to exist"
    book = (outbox.parent / ".digest/deliveries" / f"{KEY}.jsonl").read_text()
    last = {json.loads(line)["to"]: json.loads(line)["state"] for line in book.splitlines()}
    assert last == {a: "sent" if a.startswith("ann") else "refused" for a in people}


def test_a_server_that_knows_no_mailbox_at_all_puts_nobody_on_the_list(outbox: Path, server: SimpleNamespace) -> None:
    people = ["bad1@example.org", "bad2@example.org", "ann@example.org"]
    assert deliver(outbox, server, people[:2]) == 1
    assert state(outbox) == "failed"
    assert suppressed(outbox) == [], "three digits from one server are no proof against three readers"
    assert deliver(outbox, server, people, "--retry-refused") == 0
    assert suppressed(outbox) == [], "one who took it against two"
    more = [*people, "bo@example.org"]
    assert deliver(outbox, server, more, "--retry-refused") == 0
    assert suppressed(outbox) == people[:2]


def test_the_suppression_list_is_read_at_every_delivery(
    outbox: Path, server: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    there = ["--outbox", str(outbox)]
    assert run(["suppress", "add", "Ann@example.org", *there]) == 0
    assert deliver(outbox, server, ["ann@EXAMPLE.org", "bo@example.org"], "--json") == 0
    assert server.inbox.to() == ["bo@example.org"]
    assert json.loads(capsys.readouterr().out.partition("\n")[2])["suppressed"] == 1


def test_when_everybody_is_suppressed_there_is_nothing_to_do(outbox: Path, server: SimpleNamespace) -> None:
    assert run(["suppress", "add", "ann@example.org", "--outbox", str(outbox)]) == 0
    assert deliver(outbox, server, ["ann@example.org"]) == 66


def test_a_suppression_list_that_cannot_be_read_stops_the_delivery(outbox: Path, server: SimpleNamespace) -> None:
    for damage in [b"\xff\xfe", b'address\n"ann@example.org', b"address,reason\nno address,bounced\n"]:
        (outbox.parent / "suppressed.csv").write_bytes(damage)
        assert deliver(outbox, server, readers(2)) == 65
    assert server.inbox.mails == []


def test_of_several_wrong_rows_the_first_is_named_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "suppressed.csv"
    path.write_text("address,reason\nann at example,bounced\nbo at example,bounced\n")
    with pytest.raises(DataError) as fault:
        Suppression(path).rows()
    assert "ann at example" in str(fault.value) and "bo at example" not in str(fault.value)


def test_who_was_refused_is_tried_again_on_demand_only(outbox: Path, server: SimpleNamespace) -> None:
    server.inbox.says = {"reader1": "550 5.7.1 policy"}
    assert deliver(outbox, server, readers(3)) == 0
    assert deliver(outbox, server, readers(3)) == 2, "delivered already"
    server.inbox.says = {}
    assert deliver(outbox, server, readers(3), "--retry-refused") == 0
    assert sorted(server.inbox.to()) == readers(3)
    assert deliver(outbox, server, readers(3), "--retry-refused") == 0
    assert sorted(server.inbox.to()) == readers(3)


def test_a_failed_edition_is_tried_again_the_same_way(outbox: Path, server: SimpleNamespace) -> None:
    server.inbox.says = {"reader": "550 no"}
    assert deliver(outbox, server, readers(2)) == 1 and state(outbox) == "failed"
    server.inbox.says = {}
    assert deliver(outbox, server, readers(2), "--retry-refused") == 0
    assert (server.inbox.to(), state(outbox)) == (readers(2), "done")


def test_a_damaged_edition_goes_to_nobody_on_no_way(
    outbox: Path, server: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    server.inbox.says = {"reader1": "550 5.7.1 policy"}
    assert deliver(outbox, server, readers(2)) == 0
    for name in ("message.eml", "email.html"):
        (outbox / "editions" / KEY / name).write_bytes(b"torn")
    server.inbox.says = {}
    assert deliver(outbox, server, readers(2), "--retry-refused") == 73
    assert server.inbox.to() == readers(1)
    assert f"the edition is damaged: {read.verify(outbox, KEY)[0]}\n" in capsys.readouterr().err


def test_which_edition_is_tried_again_has_to_be_said(outbox: Path, server: SimpleNamespace) -> None:
    assert run(["deliver", "--outbox", str(outbox), "--retry-refused", "--to-list", "--smtp", server.url]) == 2


def test_the_list_goes_out_and_comes_in_as_csv(
    outbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = ["--outbox", str(outbox)]
    note = '=HYPERLINK("x"), said she'
    assert run(["suppress", "add", "ann@example.org", "--reason", "complained", "--note", note, *there]) == 0
    capsys.readouterr()
    assert run(["suppress", "export", *there]) == 0
    exported = capsys.readouterr().out
    [head, row] = csv.reader(exported.splitlines())
    assert head == ["address", "reason", "since", "note"]
    assert (row[0], row[1], row[3]) == ("ann@example.org", "complained", f"'{note}"), "no formula in a spreadsheet"
    (tmp_path / "again.csv").write_text(exported)
    assert run(["suppress", "remove", "ANN@example.org", *there]) == 0 and suppressed(outbox) == []
    assert run(["suppress", "import", str(tmp_path / "again.csv"), *there]) == 0
    assert suppressed(outbox) == ["ann@example.org"]
    assert (outbox.parent / "suppressed.csv").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Email Address,First Name\nann@example.org,Ann\n", ["ann@example.org"]),
        ("\ufeffstatus;email\r\nok;ann@example.org\r\n", ["ann@example.org"]),
        (
            "created,email\n1700000000,bo@example.org\n1700000001,ann@example.org\n",
            ["bo@example.org", "ann@example.org"],
        ),
        ("ann@example.org\nbo@example.org\n", ["ann@example.org", "bo@example.org"]),
        ('email\n"Lee, Ann <ann@example.org>"\n\n', ["ann@example.org"]),
        ("", []),
    ],
)
def test_a_table_of_another_service_is_read_by_its_head(text: str, found: list[str]) -> None:
    rows, _ = parsed(text, where="x", reason="bounced", since="2026-08-10")
    assert [row.address for row in rows] == found
    assert {(row.reason, row.since) for row in rows} <= {("bounced", "2026-08-10")}


def test_a_row_without_an_address_is_named_and_an_open_quotation_mark_is_no_table() -> None:
    _, notices = parsed("email\nann@example.org\nnobody\n", where="x", reason="bounced", since="")
    assert [notice.where for notice in notices] == ["x, row 3"]
    with pytest.raises(DataError, match="not a table"):
        parsed('email\n"ann@example.org\nbo@example.org\n', where="x", reason="bounced", since="")


def test_two_who_add_at_once_lose_no_address(tmp_path: Path) -> None:
    one, other = Suppression(tmp_path / "s.csv"), Suppression(tmp_path / "s.csv")
    one.add([Suppressed(address="ann@example.org")])
    other.add([Suppressed(address="bo@example.org")])
    assert [row.address for row in Suppression(tmp_path / "s.csv").rows()] == ["ann@example.org", "bo@example.org"]


@pytest.mark.parametrize("words", [["add", "nobody"], ["add", "a@b.example", "--reason", "bored"]])
def test_what_is_no_address_or_reason_is_refused(words: list[str], outbox: Path) -> None:
    assert run(["suppress", *words, "--outbox", str(outbox)]) == 2
    assert not (outbox.parent / "suppressed.csv").exists()
