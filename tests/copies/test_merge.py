"""A copy for each reader: whole parts, everybody once, whoever was left out with the reason."""

from __future__ import annotations

import csv
import email
import json
import mailbox
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from copies.copying import KEY, read_back

from digest.cli import run
from digest.copies.parts import PartFile
from digest.message.signed import signed_token, verify
from digest.outbox import read
from digest.outbox.publish import publish

DOCS = Path(__file__).resolve().parents[2] / "docs/copies.md"
CODE = re.compile("```python\n(.*?)```", re.DOTALL)
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
    (
        "jörg@example.org",
        "A",
        "email has more than plain letters before its @, which few servers take: 'jörg@example.org'",
    ),
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
        with PartFile(path) as part:
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
    assert [row["row"] for row in rows] == [str(n) for n in range(6, 18)]
    assert [row["reason"] for row in rows[:9]] == [why for _, _, why in BAD]
    assert [row["reason"] for row in rows[9:11]] == ["email is missing", "email is no text: list"]


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


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("E-Mail,first\nann@example.org,A\n", ("no column email, but E-Mail, first", "call the column 'E-Mail' email")),
        ("first|code\nA|1\n", ("no column email, but first|code", "add the column")),
        ("ann@example.org,A\nbo@example.org,B\n", ("no column email", "the first row must name the columns")),
        ("email,Email,first\na@example.org,b@example.org,A\n", ("2 columns called email", "rename all but one")),
        ("email,First,first\na@example.org,A,B\n", ("2 columns called first", "rename all but one")),
    ],
)
def test_a_table_whose_columns_do_not_do_is_told_with_those_it_has(
    content: str, said: tuple[str, str], paper: Path, edition: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.csv").write_text(content)
    arguments = ["--recipients", str(tmp_path / "r.csv"), "-o", str(tmp_path / "out")]
    assert run(["merge", edition, "-w", str(paper), *arguments]) == 65
    assert not (tmp_path / "out").exists()
    told = capsys.readouterr().err
    assert all(words in told for words in said), told


@pytest.mark.parametrize(
    ("rows", "why"),
    [("", "the file has no rows"), ("nobody,A\n", "every row was rejected"), ("r1@example.org,A\n", "")],
)
def test_a_list_of_which_nobody_gets_a_copy_is_told(
    rows: str, why: str, paper: Path, edition: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.csv").write_text(f"email,first\n{rows}")
    arguments = ["--recipients", str(tmp_path / "r.csv"), "-o", str(tmp_path / "out")]
    assert run(["merge", edition, "-w", str(paper), *arguments]) == 0
    told = capsys.readouterr().err
    assert ("nobody gets a copy" in told) == bool(why) and why in told


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


def test_several_editions_go_to_the_readers_of_their_segment_in_their_locale(tmp_path: Path) -> None:
    editions = {
        "daily-2026-08-10": ("", "en"),
        "daily-2026-08-10-de": ("", "de"),
        "daily-2026-08-10-planet": ("planet", "en"),
    }
    for key, (segment, locale) in editions.items():
        message = f"From: d@example.org\r\nTo: x@example.org\r\nSubject: {key}\r\nMessage-ID: <{key}@example.org>\r\n"
        files = {
            "message.eml": f"{message}MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nhello\r\n".encode(),
            "edition.json": json.dumps({"newsletter": {"locale": locale}}).encode(),
        }
        publish(tmp_path / "outbox", key, files, {"segment": segment} if segment else {})
    rows = [("a", "", "de-AT"), ("b", "", "fr"), ("c", "planet", "en"), ("d", "planet", "de"), ("e", "other", "en")]
    lines = "".join(f"{name}@example.org,{segment},{locale}\n" for name, segment, locale in rows)
    (tmp_path / "r.csv").write_text(f"email,segment,locale\n{lines}")
    arguments = ["--outbox", str(tmp_path / "outbox"), "--recipients", str(tmp_path / "r.csv")]
    keys = ["daily-2026-08-10-planet", "daily-2026-08-10", "daily-2026-08-10-de"]
    assert run(["merge", *keys, *arguments, "-o", str(tmp_path / "all"), "-q"]) == 0
    subjects = {to[0]: str(email.message_from_bytes(m)["Subject"]) for to, m in messages(tmp_path / "all").items()}
    assert subjects == {
        "a": "daily-2026-08-10-de",
        "b": "daily-2026-08-10",
        "c": "daily-2026-08-10-planet",
        "d": "daily-2026-08-10-de",
        "e": "daily-2026-08-10",
    }
    assert run(["merge", keys[0], *arguments, "-o", str(tmp_path / "planet"), "-q"]) == 0
    assert sorted(messages(tmp_path / "planet")) == ["c@example.org", "d@example.org"]


def test_a_mailbox_and_values_for_others_say_the_same(paper: Path, edition: str, tmp_path: Path) -> None:
    file = people(tmp_path / "r.jsonl", 3)
    begin = ["merge", edition, "-w", str(paper), "-q", "--recipients", str(file), "-o"]
    assert run([*begin, str(tmp_path / "parts")]) == 0
    assert run([*begin, str(tmp_path / "mbox"), "--as", "mbox"]) == 0
    assert run([*begin, str(tmp_path / "values"), "--as", "values"]) == 0
    whole = messages(tmp_path / "parts")
    [box] = (tmp_path / "mbox").glob("*.mbox")
    found = mailbox.mbox(box)
    made = {str(found[key]["To"]): found.get_bytes(key) for key in found.iterkeys()}
    assert made == {to: message.replace(b"\r\n", b"\n") for to, message in whole.items()}
    assert run([*begin, str(tmp_path / "maildir"), "--as", "maildir"]) == 0
    folder = mailbox.Maildir(tmp_path / "maildir/Maildir", create=False)
    assert {str(folder[key]["To"]): folder.get_bytes(key) for key in folder.iterkeys()} == whole
    [rows] = (tmp_path / "values").glob("*.jsonl")
    assert [json.loads(line)["first"] for line in rows.read_text().splitlines()] == ["Reader 1", "Reader 2", "Reader 3"]
    assert b"{{first}}" in (tmp_path / "values/template.eml").read_bytes()


@pytest.mark.parametrize("option", [["--on", "spark"], ["--as", "letters"], ["--format", "xls"], ["--address", "head"]])
def test_an_option_that_means_nothing_leaves_no_folder(
    option: list[str], paper: Path, edition: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begin = ["merge", edition, "-w", str(paper), "--recipients", str(people(tmp_path / "r.jsonl", 3))]
    assert run([*begin, "-o", str(tmp_path / "out"), *option]) == 2
    assert f"where  {option[0]}" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("call", ["exists", "open", "cat_file"])
def test_a_store_that_does_not_answer_is_told(
    call: str,
    paper: Path,
    edition: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    memory = pytest.importorskip("fsspec").filesystem("memory")

    class Down(Exception):
        """As drivers have them: of no family that we know."""

    def down(*_: object, **__: object) -> None:
        raise Down("Could not connect to the endpoint")

    begin = ["merge", edition, "-w", str(paper), "--recipients", str(people(tmp_path / "r.jsonl", 3))]
    begin += ["-o", f"memory://{call}", "--workers", "1"]
    if call == "cat_file":  # it was there yesterday
        memory.makedirs(call)
        memory.pipe_file(f"/{call}/MERGE.json", b"{}")
    monkeypatch.setattr(type(memory), call, down)
    assert run(begin) == 74
    told = capsys.readouterr().err
    assert "does not answer: Could not connect to the endpoint" in told and "it goes on" in told


def test_the_ten_lines_of_the_docs_read_a_part(paper: Path, edition: str, tmp_path: Path) -> None:
    file, to = people(tmp_path / "r.jsonl", 3), tmp_path / "out"
    assert run(["merge", edition, "-w", str(paper), "-q", "--recipients", str(file), "-o", str(to)]) == 0
    [code] = [block for block in CODE.findall(DOCS.read_text()) if "def messages" in block]
    known: dict[str, Any] = {}
    exec(code, known)
    [part] = to.glob("*.mails")
    assert dict(known["messages"](part)) == messages(to)


def test_the_verifier_of_the_docs_agrees_with_ours() -> None:
    [code] = [block for block in CODE.findall(DOCS.read_text()) if "def who_leaves" in block]
    known: dict[str, Any] = {}
    exec(code, known)
    made = signed_token(KEY, "Ann@example.org", "daily.example")
    assert known["who_leaves"](made, KEY, "daily.example") == "Ann@example.org"
    assert verify(made, KEY, "daily.example") == "Ann@example.org"
    for wrong in (made[:-1], f"x{made}", made.replace(".", ""), "", ".", "é.x", made.partition(".")[2]):
        assert known["who_leaves"](wrong, KEY, "daily.example") == "" == verify(wrong, KEY, "daily.example")
    assert known["who_leaves"](made, KEY, "other.example") == "" == verify(made, KEY, "other.example")


def test_no_engine_and_no_reader_is_loaded_before_it_is_asked_for() -> None:
    script = (
        "import sys, digest.jobs.merge, digest.cli.merge, digest.machines.local, digest.copies.work\n"
        "heavy = {'ray', 'dask', 'distributed', 'pyarrow', 'fsspec', 'sqlite3'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=DOCS.parents[1], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr
