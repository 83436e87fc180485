"""The whole line: articles in, one finished edition a slot, the same bytes anywhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from paper import files, run, sample, started

from digest import shelf

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's edition, built once for the tests that only look at it."""
    folder = sample(tmp_path_factory.mktemp("built") / "paper")
    done = run(folder, "build", "-q")
    assert done.returncode == 0, done.stderr
    return folder


def test_a_stranger_gets_a_whole_edition(built: Path) -> None:
    names = set(files(built))
    assert {
        "manifest.json",
        "SHA256SUMS",
        "message.eml",
        "email.html",
        "email.txt",
        "web.html",
        "edition.json",
        "sources.jsonl",
        "posts.jsonl",
    } <= names


def test_the_same_input_gives_the_same_bytes_anywhere(built: Path, tmp_path: Path) -> None:
    other = sample(tmp_path / "a folder with spaces" / "über")
    done = started(other, "build", "-q", TZ="Pacific/Kiritimati", PYTHONHASHSEED="7", LC_ALL="C", LANG="C")
    assert done.returncode == 0, done.stderr
    assert files(built) == files(other)


def test_the_order_in_which_files_were_written_does_not_matter(built: Path, tmp_path: Path) -> None:
    other = sample(tmp_path / "paper")
    for path in sorted((other / "seeds").iterdir(), reverse=True):
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
    assert run(other, "build", "-q").returncode == 0
    assert files(built) == files(other)


def test_a_second_run_finds_it_there_and_changes_nothing(built: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in (built / "outbox" / "editions").rglob("*")}
    again = run(built, "build", "--json")
    assert again.returncode == 0
    assert json.loads(again.stdout)["status"] == "exists"
    assert before == {p: p.stat().st_mtime_ns for p in (built / "outbox" / "editions").rglob("*")}


def test_nothing_of_the_machine_is_in_an_edition(built: Path) -> None:
    import getpass
    import socket

    for name, content in files(built).items():
        assert str(built).encode() not in content, name
        assert str(ROOT).encode() not in content, name
        for word in (socket.gethostname(), getpass.getuser()):
            assert len(word) < 6 or word.encode() not in content, name  # "vm" and "root" are words, too


def test_the_edition_keeps_to_its_schema(built: Path) -> None:
    schema = json.loads(shelf.data("schema/edition.schema.json"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(files(built)["edition.json"]))


def test_every_part_of_a_page_has_its_place(built: Path) -> None:
    page = files(built)["web.html"].decode()
    edition = json.loads(files(built)["edition.json"])
    lead = edition["lead"]
    for words in (
        lead["headline"],
        lead["deck"],
        lead["source_headline"],
        lead["standfirst"],
        lead["quotes"][0]["text"],
        lead["quotes"][0]["note"],
        lead["highlights"][0]["text"],
        lead["why"][0]["text"],
        lead["watch"]["heading"],
        lead["watch"]["text"],
        edition["closing"],
        edition["in_brief"][-1]["headline"],
    ):
        assert words
        assert words.replace("'", "&#39;") in page or words in page, words


def test_every_word_between_quotation_marks_is_in_the_sources(built: Path) -> None:
    sources = {r["id"]: r["text"] for r in map(json.loads, files(built)["sources.jsonl"].decode().splitlines())}
    edition = json.loads(files(built)["edition.json"])
    items = [edition["lead"], *edition["stories"], *edition["briefs"]]
    quotes = [q for item in items for q in item["quotes"]]
    assert quotes
    for quote in quotes:
        text = sources[quote["article"]]
        assert quote["text"] == " ".join(text[a:b] for a, b in quote["pieces"])
    for extract in [e for item in items for e in (*item["highlights"], *item["why"])]:
        assert extract["text"] == sources[extract["article"]][extract["start"] : extract["end"]]


def test_the_json_answer_is_the_contract(built: Path) -> None:
    answer = json.loads(run(built, "build", "--json").stdout)
    assert set(answer) == {"key", "slot", "status", "path", "stories", "files", "warnings"}
    assert (answer["key"], answer["slot"]) == ("daily-2026-08-10", "2026-08-10")
    assert Path(answer["path"]).is_absolute()
    assert "email.html" in answer["files"]
    assert all(set(w) == {"what", "where", "fix"} for w in answer["warnings"])
    assert len(answer["stories"]) >= 6


def test_a_warm_build_imports_neither_premailer_nor_mjml(built: Path) -> None:
    code = (
        "import sys; from digest.cli import run; code = run(['build', '-q']); "
        "print([m for m in ('premailer', 'cssutils', 'mjml', 'lxml') if m in sys.modules]); sys.exit(code)"
    )
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"]}
    done = subprocess.run([sys.executable, "-c", code], cwd=built, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("[]")


def test_a_build_opens_no_socket(built: Path) -> None:
    code = (
        "import sys\n"
        "def watch(event, args):\n"
        "    if event.startswith('socket.'):\n"
        "        sys.stderr.write(f'{event}\\n'); sys.stderr.flush(); import os; os._exit(99)\n"
        "sys.addaudithook(watch)\n"
        "from digest.cli import run\n"
        "sys.exit(run(['build', '-q', '--outbox', 'elsewhere']))"
    )
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"]}
    shutil.rmtree(built / ".digest", ignore_errors=True)
    done = subprocess.run([sys.executable, "-c", code], cwd=built, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_correction_is_a_new_edition_with_its_reason(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    shutil.copytree(built, folder)
    path = folder / "seeds" / "corvane-goes-dark.txt"
    path.write_text(path.read_text().replace("3.1 million", "3.2 million"))
    refused = run(folder, "build")
    assert refused.returncode == 73
    assert "--revise" in refused.stderr
    done = run(folder, "build", "--json", "--revise", "The number of people was wrong.")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["key"] == "daily-2026-08-10-r2"
    manifest = json.loads((Path(answer["path"]) / "manifest.json").read_text())
    assert manifest["revision"] == "The number of people was wrong."
    assert "The number of people was wrong." in (Path(answer["path"]) / "web.html").read_text()
    first, second = (
        message_from_bytes((folder / "outbox/editions" / key / "message.eml").read_bytes())
        for key in ("daily-2026-08-10", "daily-2026-08-10-r2")
    )
    subjects = [" ".join(form["Subject"].split()) for form in (first, second)]
    assert subjects[1] == f"Correction: {subjects[0].replace('3.1', '3.2')}"
    assert second["Message-ID"] != first["Message-ID"]
    later = parsedate_to_datetime(second["Date"]) - parsedate_to_datetime(first["Date"])
    assert later.total_seconds() == 60
    text = (Path(answer["path"]) / "email.txt").read_text()
    corvane = next(story["headline"] for story in answer["stories"] if story["id"] == "corvane-goes-dark")
    notice = " ".join(text.partition("Concerns: ")[2].split())
    assert notice.startswith(corvane) and text.index("Concerns: ") < text.index("The day in brief")
    again = json.loads(run(folder, "build", "--json", "--revise", "The number of people was wrong.").stdout)
    assert (again["key"], again["status"]) == ("daily-2026-08-10-r2", "exists")
    why = ["--revise", "The number is right, the town was wrong."]
    assert run(folder, "build", *why).returncode == 66, "nothing changed but the reason"
    other = json.loads(run(folder, "build", "--json", *why, "--anyway").stdout)
    assert (other["key"], other["status"]) == ("daily-2026-08-10-r3", "published")
    third = (Path(other["path"]) / "email.txt").read_text()
    assert third.index("the town was wrong") < third.index("number of people was"), "all are told, the newest first"


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["build", "--slot", "soon"], 2, "2026-08-10"),
        (["build", "--source", "seed"], 2, "seeds"),
        (["build", "--bogus"], 2, "--bogus"),
        (["nothing"], 2, "nothing"),
        (["build", "-w", "elsewhere"], 2, "digest init"),
        (["build", "--slot", "2020-01-01", "--source", "seeds/wire.jsonl"], 66, "2020-01-01"),
        (["outbox", "show", "../x"], 2, "key"),
        (["build", "--revise", "why", "--outbox", "new"], 2, "without --revise"),
    ],
)
def test_the_exit_code_tells_what_happened_and_the_message_how_to_mend_it(
    built: Path, args: list[str], code: int, words: str
) -> None:
    done = run(built, *args)
    assert done.returncode == code, done.stderr
    assert "error:" in done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_json_errors_are_one_object_on_stdout(built: Path) -> None:
    done = run(built, "build", "--slot", "soon", "--json")
    answer = json.loads(done.stdout)
    assert answer["exit"] == 2
    assert set(answer["error"]) == {"what", "where", "fix", "near"}


def test_one_bad_article_never_costs_the_edition(tmp_path: Path) -> None:
    folder = sample(tmp_path / "paper")
    (folder / "seeds" / "broken.jsonl").write_text('{"headline": "x"\n')
    done = run(folder, "build", "--json")
    assert done.returncode == 0
    warning = next(w for w in json.loads(done.stdout)["warnings"] if "broken" in w["where"])
    assert warning["where"] == "seeds/broken.jsonl, line 1"
    assert warning["fix"]
    strict = run(folder, "build", "--strict", "--outbox", "strict")
    assert strict.returncode == 65
    assert not (folder / "strict").exists()


def test_a_world_writable_outbox_is_not_trusted(built: Path, tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    assert run(built, "build", "--outbox", str(tmp_path / "open")).returncode == 73


def test_a_new_workspace_builds_an_edition(tmp_path: Path) -> None:
    assert run(tmp_path, "init", "paper").returncode == 0
    done = run(tmp_path / "paper", "build")
    assert done.returncode == 0, done.stderr
    assert "Published." in done.stdout
    assert run(tmp_path, "init", "paper").returncode == 2


def test_without_a_first_edition_nothing_is_numbered(tmp_path: Path) -> None:
    folder = sample(tmp_path / "paper")
    settings = folder / "digest.toml"
    settings.write_text(re.sub("(?m)^first_edition.*\n", "", settings.read_text()))
    done = run(folder, "build")
    assert done.returncode == 0, done.stderr
    assert "No. " not in done.stdout
    edition = next((folder / "outbox" / "editions").iterdir())
    for name in ("email.html", "email.txt", "web.html", "share.html", "posts.jsonl"):
        assert "No. " not in (edition / name).read_text(), name


def test_what_the_checks_would_have_looked_at_is_told(tmp_path: Path) -> None:
    folder = sample(tmp_path / "paper")
    done = run(folder, "build", "--subject", "READ THIS NOW AND DO NOT WAIT")
    assert "subject: " in done.stderr
    assert "READ THIS" in (next((folder / "outbox" / "editions").iterdir()) / "message.eml").read_text()


def test_the_log_can_be_json_lines_with_one_run_id(built: Path) -> None:
    done = run(built, "build", "--log-format", "json")
    rows = [json.loads(row) for row in done.stderr.splitlines()]
    assert len({row["run"] for row in rows}) == 1
    assert [row["step"] for row in rows if "step" in row] == ["read", "group", "pick", "render", "check", "publish"]


def test_no_colour_reaches_a_pipe(built: Path) -> None:
    done = run(built, "build")
    assert "\x1b" not in done.stdout + done.stderr


def test_the_schema_is_that_of_the_types() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import edition_schema, sys; sys.stdout.write(edition_schema.written())"],
        cwd=ROOT / "tools",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == shelf.data("schema/edition.schema.json").decode()


def test_a_cold_and_a_warm_cache_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    folder = sample(tmp_path / "paper")
    for outbox in ("cold", "warm"):
        done = started(folder, "build", "-q", "--outbox", outbox, XDG_CACHE_HOME=str(tmp_path / "cache"))
        assert done.returncode == 0, done.stderr
    cold, warm = ({p.name: p.read_bytes() for p in (folder / o / "editions").glob("*/*")} for o in ("cold", "warm"))
    assert cold == warm == files(built)


def test_no_output_shows_the_inside_of_a_program(built: Path) -> None:
    for name, content in files(built).items():
        for leak in (b"built-in method", b"<bound method", b"object at 0x", b"&lt;function", b"Undefined", b"None</"):
            assert leak not in content, name
