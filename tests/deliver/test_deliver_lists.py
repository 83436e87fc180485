"""Lists of people: recipients from files and commands, and tables of who gets nothing any more."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from digest.deliver.recipients import addresses, from_command, from_file
from digest.deliver.servers import read_password
from digest.deliver.servers import server as read_server
from digest.deliver.suppression import Suppressed, Suppression, entries, known_reason, parsed, table
from digest.errors import BusyError, DataError, SettingsError, UsageError


def read(*lines: str) -> tuple[str, ...]:
    return addresses(lines, where="people")[0]


def test_each_address_is_taken_once_in_the_order_they_came() -> None:
    assert read("b@example.org", "", "  ", "# old", " # older", "Ann <a@example.org>", "B@Example.org") == (
        "b@example.org",
        "a@example.org",
    )


@pytest.mark.parametrize(
    "hidden", ["a\u200b@example.org", "a@exam\u00adple.org", "a\x00@example.org", "\u202ea@b.example"]
)
def test_a_character_that_nobody_sees_is_not_repaired(hidden: str) -> None:
    found, notices = addresses(["ok@example.org", hidden], where="people")
    assert found == ("ok@example.org",)
    assert [notice.where for notice in notices] == ["people, line 2"]
    assert "U+" in notices[0].what and notices[0].what.isascii()


def test_a_name_may_hold_the_joiners_of_its_script() -> None:
    assert read("می\u200cروم <a@example.org>") == ("a@example.org",)
    assert read("a\x07b <a@example.org>") == ()


def test_a_file_may_begin_with_a_mark_and_end_its_lines_as_windows_does(tmp_path: Path) -> None:
    (tmp_path / "people").write_bytes(b"\xef\xbb\xbfa@example.org\r\nb@example.org\r\n")
    assert from_file(tmp_path / "people") == ["a@example.org", "b@example.org", ""]
    (tmp_path / "people").write_bytes(b"a\x0bb\x85@example.org".replace(b"\x85", "\x85".encode()))
    assert len(from_file(tmp_path / "people")) == 1, "half an address is another one"


@pytest.mark.parametrize("content", [b"\xff\xfe", None])
def test_a_file_that_is_none_or_no_text_is_named(tmp_path: Path, content: bytes | None) -> None:
    if content:
        (tmp_path / "people").write_bytes(content)
    with pytest.raises(UsageError, match="cannot read the recipients") as refused:
        from_file(tmp_path / "people")
    assert refused.value.where == str(tmp_path / "people")


def test_a_command_prints_the_list() -> None:
    assert from_command(f"{sys.executable} -c \"print('a@example.org')\"") == ["a@example.org", ""]


@pytest.mark.parametrize(
    ("command", "error", "says"),
    [
        ("", SettingsError, "cannot be run: it is empty"),
        ("'", SettingsError, "cannot be run"),
        ("/nowhere/at/all", SettingsError, "cannot be run"),
        (f"{sys.executable} -c \"import sys; sys.stderr.write('x\\ndown\\n'); sys.exit(3)\"", BusyError, "3: down"),
        (f'{sys.executable} -c "import sys; sys.exit(1)"', BusyError, "ended with 1: no message"),
        (f'{sys.executable} -c "import os; os.kill(os.getpid(), 9)"', BusyError, "stopped by signal 9"),
        (f'{sys.executable} -c "import os; os.write(1, bytes([255]))"', DataError, "is no text"),
    ],
)
def test_half_a_list_is_no_list(command: str, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        from_command(command)


SINCE = "2026-08-10"


def rows(text: str) -> list[tuple[str, str, str, str]]:
    found, notices = parsed(text, where="t.csv", reason="bounced", since=SINCE)
    assert notices == ()
    return [(row.address, row.reason, row.since, row.note) for row in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a@b.example\n", [("a@b.example", "bounced", SINCE, "")]),
        ("Name,E-Mail\nAnn,a@b.example\n", [("a@b.example", "bounced", SINCE, "")]),
        ("name;email address\nAnn;a@b.example\n", [("a@b.example", "bounced", SINCE, "")]),
        ("recipient\treason\na@b.example\tComplained\n", [("a@b.example", "complained", SINCE, "")]),
        ("email,reason,since,note\na@b.example,lost,2026-01-02, x \n", [("a@b.example", "bounced", "2026-01-02", "x")]),
        ("\ufeffemail\n\na@b.example\n,\n", [("a@b.example", "bounced", SINCE, "")]),
        ('email,note\na@b.example,"two\nlines"\n', [("a@b.example", "bounced", SINCE, "two\nlines")]),
        ("email,note\na@b.example,x;y;z;w\n", [("a@b.example", "bounced", SINCE, "x;y;z;w")]),
        ("", []),
        ("email\n", []),
    ],
)
def test_a_table_of_another_service_will_do(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    if text.endswith(",\n"):
        found, notices = parsed(text, where="t.csv", reason="bounced", since=SINCE)
        assert (len(found), notices) == (1, ())
    else:
        assert rows(text) == expected


def test_a_row_without_an_address_is_told_by_its_number() -> None:
    found, notices = parsed("email,note\na@b.example,x\nnobody,y\n,z\n", where="t.csv", reason="other", since="")
    assert [row.address for row in found] == ["a@b.example"]
    assert [notice.where for notice in notices] == ["t.csv, row 3", "t.csv, row 4"]


def test_an_open_quotation_mark_does_not_swallow_the_rest() -> None:
    with pytest.raises(DataError, match="not a table"):
        parsed('email\na@b.example\n"b@b.example\nc@b.example\n', where="t.csv", reason="other", since="")


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t="])
def test_no_cell_is_a_formula_and_all_is_read_back(begin: str) -> None:
    written = table([Suppressed(address="a@b.example", reason="bounced", since=SINCE, note=f"{begin}1+1\nx")])
    assert written.startswith("address,reason,since,note\n")
    (row,) = rows(written)
    assert row[3].startswith("'") or begin == "\t="
    assert "\n" not in row[3]
    assert table([Suppressed(address="a@b.example", note="plain")]).endswith(",plain\n")


@pytest.mark.parametrize("reason", ["bounced", "unsubscribed", "complained", "other"])
def test_a_reason_is_one_of_four(reason: str) -> None:
    assert known_reason(reason) == reason
    with pytest.raises(UsageError, match="no reason is called") as refused:
        known_reason(reason.upper())
    assert "bounced, unsubscribed, complained, other" in refused.value.fix


def test_entries_that_are_no_address_are_refused() -> None:
    (one,) = entries(["Ann <a@b.example>"], reason="other", since=SINCE, note="by phone")
    assert (one.address, one.reason, one.since, one.note) == ("a@b.example", "other", SINCE, "by phone")
    with pytest.raises(UsageError, match="not a mail address"):
        entries(["a@b.example", "nobody"], reason="other", since=SINCE)


def test_a_list_is_kept_on_disk_in_order_and_an_entry_stays_as_it_was_first(tmp_path: Path) -> None:
    path = tmp_path / "suppressed.csv"
    kept = Suppression(path)
    first = Suppressed(address="b@b.example", reason="bounced", since=SINCE)
    assert kept.add([first, Suppressed(address="a@b.example")]) == 2
    assert kept.add([Suppressed(address="B@b.example", reason="other")]) == 0
    assert "B@B.example" in kept and "c@b.example" not in kept
    assert [row.address for row in Suppression(path).rows()] == ["b@b.example", "a@b.example"]
    assert Suppression(path).rows()[0] == first
    assert path.stat().st_mode & 0o777 == 0o600
    other = Suppression(path)
    assert other.remove(["A@B.example", "z@b.example"]) == ("A@B.example",)
    assert kept.add([Suppressed(address="c@b.example")]) == 1
    assert [row.address for row in kept.rows()] == ["b@b.example", "c@b.example"], "what another took off stays off"


def test_a_list_that_cannot_be_read_stops_the_delivery(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("address\nnobody\n")
    with pytest.raises(DataError, match="the suppression list") as refused:
        Suppression(tmp_path / "s.csv")
    assert refused.value.where.endswith("row 2")
    (tmp_path / "s.csv").write_bytes(b"\xff")
    with pytest.raises(DataError, match="cannot read"):
        Suppression(tmp_path / "s.csv")


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "user"),
    [
        ("smtp://mail.example", "mail.example", 587, False, ""),
        ("smtps://mail.example", "mail.example", 465, True, ""),
        ("smtp://ann%40b@mail.example:25", "mail.example", 25, False, "ann@b"),
    ],
)
def test_a_server_is_read_from_its_address(url: str, host: str, port: int, tls: bool, user: str) -> None:
    found = read_server(url, "secret")
    assert (found.host, found.port, found.implicit_tls, found.user) == (host, port, tls, user)
    assert found.shown == f"{host}:{port}"
    assert "secret" not in repr(found)


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://a:99999", "smtp://a:x", ""])
def test_what_is_no_server_is_refused(url: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_server(url, "")
    assert refused.value.where == "--smtp"


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("localhost", True), ("127.8.9.1", True), ("[::1]", True), ("localhost.example", False), ("10.0.0.1", False)],
)
def test_only_this_machine_may_be_spoken_to_in_clear(host: str, loopback: bool) -> None:
    assert read_server(f"smtp://{host}", "").loopback is loopback


def test_a_password_is_the_first_line_of_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_bytes(b"\xef\xbb\xbfse cret\r\nnot this\n")
    path.chmod(0o600)
    assert read_password("given", path) == "se cret"
    assert read_password("given", None) == "given"
    for mode in (0o640, 0o604, 0o610):
        path.chmod(mode)
        with pytest.raises(UsageError, match="others may read"):
            read_password("", path)
    path.chmod(0o600)
    path.write_bytes("sécret\n".encode())
    with pytest.raises(SettingsError, match="printable ASCII"):
        read_password("", path)
    with pytest.raises(UsageError, match="no file"):
        read_password("", tmp_path)
