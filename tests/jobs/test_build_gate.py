"""What stops an edition before it is published, and who may let it pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from digest.check import Finding
from digest.cli import run
from digest.errors import CheckError
from digest.jobs.build import forced, stop_on_errors

ERROR = Finding(rule="quote-verbatim", severity="error", what="it is not there", where="story a", fix="take it out")
WARNING = Finding(rule="subject", severity="warning", what="it shouts")
TOML = """\
[newsletter]
id = "daily"
name = "The Daily Take"
from = "Desk <desk@daily.example>"
address = "12 Quay Street, Marrow Bay"
unsubscribe = ["https://daily.example/u"]
[schedule]
slot = "2026-08-10"
[email]
warn_kb = 1
max_kb = {kb}
"""
ARTICLE = {"id": "one", "headline": "Ferry opens", "text": "It opened.", "published": "2026-08-09T12:00:00Z"}


@pytest.mark.parametrize(
    ("findings", "force", "stops"),
    [
        ((), False, False),
        ((WARNING,), False, False),
        ((ERROR,), False, True),
        ((WARNING, ERROR), False, True),
        ((ERROR,), True, False),
    ],
)
def test_errors_stop_an_edition_unless_somebody_forces_it(
    findings: tuple[Finding, ...], force: bool, stops: bool
) -> None:
    if not stops:
        stop_on_errors(findings, force=force)
        return
    with pytest.raises(CheckError, match="quote-verbatim: it is not there") as stopped:
        stop_on_errors(findings, force=force)
    assert (stopped.value.where, stopped.value.fix) == ("story a", "take it out; or publish all the same with --force")


@pytest.mark.parametrize(("more", "says"), [(0, ""), (1, " (and 1 more)"), (2, " (and 2 more)")])
def test_the_first_error_is_told_and_how_many_more_there_are(more: int, says: str) -> None:
    with pytest.raises(CheckError) as stopped:
        stop_on_errors([WARNING, ERROR, *[ERROR] * more], force=False)
    assert stopped.value.what == f"quote-verbatim: it is not there{says}"


def test_what_was_overruled_is_named_once_a_rule() -> None:
    other = Finding(rule="html-size", severity="error", what="too large")
    assert forced([ERROR, WARNING, other, ERROR]) == ("html-size", "quote-verbatim")
    assert forced([WARNING]) == ()


def test_an_edition_with_an_error_is_not_published_and_the_manifest_says_who_forced_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "digest.toml").write_text(TOML.format(kb=2))
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.jsonl").write_text(json.dumps(ARTICLE) + "\n")
    build = ["build", "-w", str(tmp_path), "--json"]
    assert run(build) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["error"]["what"].startswith("html-size: ") and "--force" in answer["error"]["fix"]
    assert not (tmp_path / "outbox/editions").exists() or not list((tmp_path / "outbox/editions").iterdir())
    assert run([*build, "--force"]) == 0
    published = Path(json.loads(capsys.readouterr().out)["path"])
    assert json.loads((published / "manifest.json").read_text())["forced"] == ["html-size"]
