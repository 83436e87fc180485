"""digest quotes: what it answers, and whether words are the source's."""

import json
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from digest.cli import run

ROWS: list[dict[str, Any]] = [
    {
        "id": "ferry",
        "headline": "Ferry returns",
        "text": "“The ferry is back,” said Mayor Anna Holm, “and it is full every day.”\n\nShe called it “a gift”.",
        "takeaways": [{"text": "A crossing is a promise to the other shore.", "note": "On ferries"}],
    },
    {"id": "grid", "headline": "Netz", "text": "„Das Netz hält“, so Berg.", "language": "de"},
]
FIELDS = {"id", "article", "text", "pieces", "note", "speaker", "verb", "source", "sha256", "start", "end"}
FIELDS |= {"prefix", "suffix", "score", "reasons"}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), "utf-8")
    return path


def answer(capsys: pytest.CaptureFixture[str], *args: str) -> dict[str, Any]:
    run(["quotes", *args, "--json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_all_gives_every_quote_of_every_article_without_a_workspace(
    source: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    quotes = answer(capsys, "--all", "--source", str(source))["quotes"]
    assert [(q["article"], q["text"], q["speaker"], q["note"]) for q in quotes] == [
        ("ferry", "A crossing is a promise to the other shore.", "", "On ferries"),
        ("ferry", "The ferry is back, and it is full every day.", "Mayor Anna Holm", ""),
        ("ferry", "a gift", "Mayor Anna Holm", ""),
        ("grid", "Das Netz hält", "Berg", ""),
    ]
    assert all(set(q) >= FIELDS for q in quotes)
    body = ROWS[0]["text"]
    assert [body[start:end] for start, end in quotes[1]["pieces"]] == [
        "The ferry is back,",
        "and it is full every day.",
    ]
    assert (quotes[1]["start"], quotes[1]["end"]) == (quotes[1]["pieces"][0][0], quotes[1]["pieces"][-1][1])


def test_an_id_stays_when_the_text_around_the_quote_changes(
    source: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    before = [q["id"] for q in answer(capsys, "--all", "--source", str(source))["quotes"]]
    rows = [row | {"text": "New first line.\n\n" + str(row["text"])} for row in ROWS]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert before == [q["id"] for q in answer(capsys, "--all", "--source", str(source))["quotes"]]
    assert len(set(before)) == len(before)


def test_top_gives_the_strongest_first(
    source: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    quotes = answer(capsys, "--top", "2", "--source", str(source))["quotes"]
    assert len(quotes) == 2
    assert quotes[0]["score"] >= quotes[1]["score"]


def test_a_pipe_gets_tab_separated_columns(
    source: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["quotes", "--all", "--source", str(source)]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split("\t") == ["strength", "quote", "speaker or note", "story", "where", "id"]
    assert len(rows) == 4


@pytest.mark.parametrize(("line", "code"), [
    ("A crossing is a promise to the other shore.", 0),
    ('"The ferry is back, and it is full every day."', 0),
    ("A crossing is a promise to the far shore.", 1),
])  # fmt: skip
def test_verify_exits_1_and_shows_the_nearest_wording(
    line: str,
    code: int,
    source: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    claims = tmp_path / "claims.txt"
    claims.write_text(line, "utf-8")
    assert run(["quotes", "--source", str(source), "--verify", str(claims)]) == code
    out = capsys.readouterr().out
    assert ("near   A crossing is a promise to the other shore." in out) == (code == 1)


@pytest.mark.parametrize(
    ("claim", "code", "says"),
    [
        ("“The ferry is back,” said Carl Berg.", 1, "said, but by Mayor Anna Holm, not by Carl Berg"),
        ("“The ferry is back,” said Holm.", 0, "1 of 1 stand in the sources."),
        ("“The ferry is”", 0, "the sentence goes on: back\n"),
        ("“She called it”", 0, "as the paper's own"),
        ("a crossing is a promise to the other shore.", 1, "only case differs"),
        ("A crossing is a promise to the far shore.", 1, "diff   far → other"),
        ("Bread is cheap in the valley.", 1, "nothing like it stands"),
    ],
)
def test_standard_input_is_verified_and_every_verdict_says_why(
    claim: str,
    code: int,
    says: str,
    source: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(claim.encode()), "utf-8"))
    assert run(["quotes", "--source", str(source), "--verify", "-"]) == code
    assert says in capsys.readouterr().out


@pytest.mark.parametrize(("content", "code"), [(b"", 65), (b"\xff\xfe", 65)])
def test_a_file_without_a_readable_line_is_bad_data(
    content: bytes, code: int, source: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    claims = tmp_path / "claims.txt"
    claims.write_bytes(content)
    assert run(["quotes", "--source", str(source), "--verify", str(claims)]) == code


def test_without_a_workspace_or_sources_it_says_how_to_name_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["quotes"]) == 2
    assert "digest init" in capsys.readouterr().err


def test_an_answer_without_quotes_says_whose_articles_were_asked(
    source: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    settings = f'[newsletter]\nid = "daily"\nname = "Daily"\n[[source]]\npath = "{source}"\noutside = true\n'
    (tmp_path / "digest.toml").write_text(settings, "utf-8")
    source.write_text('{"headline": "Netz", "text": "Ruhe."}\n', "utf-8")
    run(["quotes", "-w", str(tmp_path), "--slot", "2026-08-10"])
    assert capsys.readouterr().out.startswith("No quotes in the articles of 2026-08-10.")
    assert answer(capsys, "-w", str(tmp_path), "--slot", "2026-08-10") == {"slot": "2026-08-10", "quotes": []}
