"""A copy for each reader: whole parts, everybody once, whoever was left out with the reason."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from copies.copying import KEY, read_back

from digest.cli import run
from digest.copies.parts import Part
from digest.outbox import read

HELLO = """{#- hello: a word to the reader. -#}
<mj-section><mj-column><mj-text>
<p id="hello">Good morning, {{ recipient.first | default("reader") }}!</p>
</mj-text></mj-column></mj-section>
"""
BLOCKS = '["masthead", "hello", "brief", "lead", "quote", "stories", "in-brief", "closing", "share", "footer"]'
SUBJECT = "\"{{ recipient.first | default('Today') }}: {{ edition.lead.headline }}\""
BAD = [
    ("no@example.org", "A\r\nBcc: x@y.example", "first holds a line break, U+000D"),
    ("nul@example.org", "A\0B", "first holds a NUL, U+0000"),
    ("big@example.org", "x" * 1_000_000, "first is longer than 1,000 characters (1,000,000)"),
    ("not an address", "A", "email is not a mail address: 'not an address'"),
    ("", "A", "email is missing"),
    ("half@example.org", "\ud800", "first holds half a character, U+D800"),
    ("hid\u200bden@example.org", "A", "email holds a character that nobody sees"),
    ("r1@example.org", "A", "email stands in row 1 already"),
]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = tmp_path_factory.mktemp("merge") / "paper"
    assert run(["init", str(workspace)]) == 0
    blocks = workspace / "templates/email/blocks"
    blocks.mkdir(parents=True)
    (blocks / "hello.mjml.j2").write_text(HELLO)
    (blocks / "hello.txt.j2").write_text('Good morning, {{ recipient.first | default("reader") }}!\n')
    settings = workspace / "digest.toml"
    text = re.sub(r"(?m)^\[email\]$", f"[email]\nblocks = {BLOCKS}\nsubject = {SUBJECT}", settings.read_text())
    settings.write_text(re.sub(r"(?m)^unsubscribe = .*", 'unsubscribe = ["https://daily.example/leave"]', text))
    assert run(["build", "-w", str(workspace), "-q"]) == 0
    return workspace


@pytest.fixture(scope="module")
def edition(paper: Path) -> str:
    [entry] = read.entries(paper / "outbox")
    return entry.key


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_UNSUBSCRIBE_KEY", KEY.decode())


def people(path: Path, count: int) -> Path:
    rows = [{"email": f"r{n}@example.org", "first": f"Reader {n}"} for n in range(1, count + 1)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def messages(folder: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for path in sorted(folder.glob("*.mails")):
        with Part(path) as part:
            for line, message in part:
                assert line.address not in found
                found[line.address] = message
    return found


def test_an_edition_is_plain_for_everybody_and_has_a_form_for_merging_beside_it(paper: Path, edition: str) -> None:
    got = read_back(read.read(paper / "outbox", edition, "message.eml"))
    assert "Good morning, reader!" in got.text
    assert got.subject.startswith("Today: ")
    said = json.loads(read.read(paper / "outbox", edition, "merge.json"))
    assert [(row["name"], row["default"]) for row in said["fields"]] == [("first", "Today"), ("first", "reader")]


def test_each_reader_gets_a_message_of_their_own(paper: Path, edition: str, tmp_path: Path) -> None:
    to = tmp_path / "out"
    file = people(tmp_path / "r.jsonl", 25)
    assert run(["merge", edition, "-w", str(paper), "--recipients", str(file), "-o", str(to), "--rows", "10"]) == 0
    made = messages(to)
    assert sorted(made) == sorted(f"r{n}@example.org" for n in range(1, 26))
    assert len(list(to.glob("*.mails"))) == 3
    for n in (1, 25):
        got = read_back(made[f"r{n}@example.org"])
        assert f"Good morning, Reader {n}!" in got.text
        assert got.words["hello"] == f"Good morning, Reader {n}!"
        assert got.subject.startswith(f"Reader {n}: ")
        assert got.parsed["To"] == f"r{n}@example.org"
    assert (to.stat().st_mode | next(to.glob("*.mails")).stat().st_mode) & 0o077 == 0  # they hold addresses


def test_rows_that_cannot_be_used_are_told_with_their_reason(paper: Path, edition: str, tmp_path: Path) -> None:
    file, to = people(tmp_path / "r.jsonl", 5), tmp_path / "out"
    with file.open("a") as more:
        more.writelines(json.dumps({"email": email, "first": first}) + "\n" for email, first, _ in BAD)
        more.write('{"first": "nobody"}\n{"email": ["a@example.org"]}\nnothing\n')
    assert run(["merge", edition, "-w", str(paper), "--recipients", str(file), "-o", str(to)]) == 0
    assert len(messages(to)) == 5
    rows = list(csv.DictReader((to / "rejects.csv").open()))
    assert [row["row"] for row in rows] == [str(n) for n in range(6, 17)]
    assert [row["reason"] for row in rows[:8]] == [why for _, _, why in BAD]
    assert [row["reason"] for row in rows[8:10]] == ["email is missing", "email is no text: list"]


def test_who_left_gets_no_copy(paper: Path, edition: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, to = people(tmp_path / "r.jsonl", 5), tmp_path / "out"
    assert run(["suppress", "add", "R3@example.org", "-w", str(paper)]) == 0
    try:
        arguments = ["--recipients", str(file), "-o", str(to), "--json", "-q"]
        capsys.readouterr()
        assert run(["merge", edition, "-w", str(paper), *arguments]) == 0
        assert json.loads(capsys.readouterr().out)["suppressed"] == 1
    finally:
        assert run(["suppress", "remove", "R3@example.org", "-w", str(paper)]) == 0
    assert "r3@example.org" not in messages(to)


def test_a_second_run_makes_nothing_again_and_one_of_another_kind_is_refused(
    paper: Path, edition: str, tmp_path: Path
) -> None:
    file, to = people(tmp_path / "r.jsonl", 25), tmp_path / "out"
    begin = ["merge", edition, "-w", str(paper), "-o", str(to), "--recipients"]
    assert run([*begin, str(file), "--rows", "10"]) == 0
    before = {path.name: (path.stat().st_ino, path.read_bytes()) for path in to.iterdir() if path.name != "rejects.csv"}
    victim = sorted(to.glob("*.mails"))[1]
    victim.with_suffix(".json").unlink()  # as if it had been killed before the note
    (to / f".{victim.name}.1.abc.tmp").write_bytes(b"half")
    assert run([*begin, str(file), "--rows", "10"]) == 0
    after = {path.name: (path.stat().st_ino, path.read_bytes()) for path in to.iterdir() if path.name != "rejects.csv"}
    assert {name: content for name, (_, content) in after.items()} == {n: c for n, (_, c) in before.items()}
    again = {name for name in before if before[name][0] != after[name][0]}
    assert again == {victim.name, victim.with_suffix(".json").name}
    assert run([*begin, str(people(tmp_path / "s.jsonl", 24)), "--rows", "10"]) == 73
    assert run([*begin, str(file), "--rows", "11"]) == 73
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.txt").write_text("x")
    assert run(["merge", edition, "-w", str(paper), "-o", str(other), "--recipients", str(file)]) == 73


def test_a_table_without_the_column_email_is_no_list(paper: Path, edition: str, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("mail\nann@example.org\n")
    arguments = ["--recipients", str(tmp_path / "r.csv"), "-o", str(tmp_path / "out")]
    assert run(["merge", edition, "-w", str(paper), *arguments]) == 65
    assert not (tmp_path / "out").exists()


def test_one_click_leads_back_to_who_clicked(
    paper: Path, edition: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, to = people(tmp_path / "r.jsonl", 2), tmp_path / "out"
    assert run(["merge", edition, "-w", str(paper), "--recipients", str(file), "-o", str(to)]) == 0
    got = read_back(messages(to)["r2@example.org"])
    [address] = re.findall("<(.*?)>", " ".join(str(got.parsed["List-Unsubscribe"]).split()))
    assert address.startswith("https://daily.example/leave?signed=")
    assert address in [attrs.get("href") for _, attrs in got.tags]
    capsys.readouterr()
    assert run(["unsubscribe", "-w", str(paper), "--verify", address, "-q"]) == 0
    assert run(["unsubscribe", "-w", str(paper), "--verify", address.partition("=")[2], "-q"]) == 0
    assert capsys.readouterr().out == "r2@example.org\n" * 2
    changed = address.replace("signed=", "signed=x")
    assert run(["unsubscribe", "-w", str(paper), "--verify", changed]) == 1
    assert run(["unsubscribe", "-w", str(paper), "--verify", "\udcff"]) == 1
    assert run(["unsubscribe", "-w", str(paper), "--verify", address, "--suppress", "-q"]) == 0
    assert run(["merge", edition, "-w", str(paper), "--recipients", str(file), "-o", str(tmp_path / "next")]) == 0
    assert list(messages(tmp_path / "next")) == ["r1@example.org"]
    assert run(["suppress", "remove", "r2@example.org", "-w", str(paper)]) == 0


def test_without_a_key_nothing_is_signed_and_a_short_one_is_refused(
    paper: Path, edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGEST_UNSUBSCRIBE_KEY", "short")
    assert run(["unsubscribe", "-w", str(paper), "--verify", "x"]) == 78
