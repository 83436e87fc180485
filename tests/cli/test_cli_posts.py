"""digest fit and digest posts, as scripts use them."""

import io
import json
from pathlib import Path

import pytest

from digest.cli import run


def fit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: bytes, network: str
) -> tuple[int, dict]:
    """Run ``digest fit --json`` on *text*."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    code = run(["fit", "--network", network, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_text_that_fits(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = fit(monkeypatch, capsys, "図 hello\n".encode(), "x")
    assert code == 0
    assert answer == {
        "length": 9, "limit": 280, "unit": "weighted characters", "valid": True, "parts": ["図 hello\n"],
    }  # fmt: skip


def test_a_text_that_does_not_fit_comes_back_as_a_thread(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, answer = fit(monkeypatch, capsys, b"The ferry left before noon. " * 20, "bluesky")
    assert code == 1
    assert answer["valid"] is False
    assert [part.rpartition("\n\n")[2] for part in answer["parts"]] == ["1/2", "2/2"]


def test_both_limits_of_bluesky_bind(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = fit(monkeypatch, capsys, ("👨‍👩‍👧‍👦" * 121).encode(), "bluesky")
    assert (code, answer["length"], answer["valid"]) == (1, 121, False)


def test_what_is_not_utf8_is_bad_data(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = fit(monkeypatch, capsys, b"\xff", "x")
    assert code == 65
    assert "byte 0" in answer["error"]["where"]


def test_an_unknown_network_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, answer = fit(monkeypatch, capsys, b"a", "blusky")
    assert code == 2
    assert "bluesky" in answer["error"]["fix"]


def test_an_editions_posts_and_a_schedulers_file(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outbox = str(tmp_path / "out")
    assert run(["build", "-w", str(root), "--outbox", outbox, "-q"]) == 0
    capsys.readouterr()
    assert run(["posts", "-w", str(root), "--outbox", outbox, "-n", "x", "--json"]) == 0
    posts = json.loads(capsys.readouterr().out)["posts"]
    assert {post["network"] for post in posts} == {"x"}
    assert run(["posts", "-w", str(root), "--outbox", outbox, "--export", "csv", "-o", str(tmp_path / "plan")]) == 0
    assert (tmp_path / "plan/posts.csv").read_text("utf-8").startswith('\ufeff"network"')
    assert run(["posts", "-w", str(root), "--outbox", outbox, "--export", "listmonk"]) == 2
