"""``digest check`` as people and CI services call it: forms of answer, silences, the spam score."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from digest.cli import run
from digest.jobs.check import SARIF

PAGE = '<html lang="en" dir="ltr"><head><title>T</title></head><body><h1>a</h1><h3>b</h3>%s</body></html>'
NEWS = '[newsletter]\nid = "daily"\nname = "The Daily Take"\n'
HARMLESS = "X-Spam-Status: No, score=1.2 required=5.0 tests=MIME_HTML_ONLY"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "digest.toml").write_text(NEWS)
    (tmp_path / "page.html").write_text(PAGE % '<a href="#">x</a>')
    return tmp_path


def check(here: Path, *options: str, target: str = "page.html") -> int:
    return run(["check", str(here / target), "-w", str(here), *options])


def told(here: Path, capsys: pytest.CaptureFixture[str], *options: str, target: str = "page.html") -> dict[str, str]:
    """Return the severity of every rule that spoke."""
    capsys.readouterr()
    check(here, "--json", *options, target=target)
    return {f["rule"]: f["severity"] for f in json.loads(capsys.readouterr().out)["findings"]}


def test_an_error_is_exit_1_and_a_warning_is_not(here: Path) -> None:
    assert check(here) == 1
    (here / "page.html").write_text(PAGE % '<p>x</p><div style="display:none">x</div>')
    assert check(here) == 0


def test_every_finding_says_where_and_how_to_mend_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(here)
    out = capsys.readouterr().out
    assert out.count("    where  page.html") == out.count("    fix    ") > 1
    assert "to fix" in out.splitlines()[-1]


def test_sarif_names_every_rule_and_the_line_of_every_finding(here: Path) -> None:
    check(here, "--sarif", str(here / "out.sarif"))
    made = json.loads((here / "out.sarif").read_text("utf-8"))
    assert (made["$schema"], made["version"]) == (SARIF, "2.1.0")
    (one,) = made["runs"]
    known = {rule["id"] for rule in one["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in one["results"]} <= known
    for result in one["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "page.html"
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"]


def test_a_rule_is_silent_with_a_reason_and_loud_without(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "link-empty" in told(here, capsys)
    for because, silent in (("filled in by the sender", True), ("", False)):
        silence = f'[check]\nsilence = [{{ rule = "link-empty", because = "{because}" }}]\n'
        (here / "digest.toml").write_text(NEWS + silence)
        heard = told(here, capsys)
        assert ("link-empty" not in heard) is silent
        assert ("silence" in heard) is not silent


def spamassassin(here: Path, status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program of that name on the path that gives every message *status*."""
    program = here / "bin" / "spamassassin"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f"#!/bin/sh\ncat > /dev/null\necho '{status}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize(("status", "severity"), [(HARMLESS, "warning"), (HARMLESS.replace("No", "Yes"), "error")])
def test_the_spam_score_is_a_finding_where_the_program_is(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, status: str, severity: str
) -> None:
    (here / "message.eml").write_bytes(b"From: a@b.example\r\nSubject: x\r\n\r\nhi\r\n")
    spamassassin(here, status, monkeypatch)
    assert told(here, capsys, "--spam", target="message.eml")["spam"] == severity
    assert "spam" not in told(here, capsys, target="message.eml")


def test_without_the_program_the_way_to_it_is_named(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "message.eml").write_bytes(b"Subject: x\r\n\r\nhi\r\n")
    monkeypatch.setenv("PATH", str(here))
    assert check(here, "--spam", target="message.eml") == 2
    assert "apt-get install spamassassin" in capsys.readouterr().err
