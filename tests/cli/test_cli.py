"""The command line: found by folder, one place for errors, nothing a terminal could trip over."""

from __future__ import annotations

import json

import pytest

from digest import cli, shelf
from digest.cli import run
from digest.cli._say import Voice, bare
from digest.errors import DigestError, Notice, SettingsError


def test_help_lists_every_command_on_the_shelf_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    for name in shelf.names(cli):
        assert f"  {name}" in shown
    for code in ("0", "65", "66", "73", "74", "75", "77", "78"):
        assert code in shown


@pytest.mark.parametrize("name", shelf.names(cli))
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    assert "Usage: digest" in capsys.readouterr().out


def test_the_version_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("digest ")


def test_what_should_not_happen_is_told_without_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digest.workspace.open_workspace", lambda *a, **k: 1 / 0)
    assert run(["build"]) == 70
    shown = capsys.readouterr().err
    assert "ZeroDivisionError" in shown
    assert "Traceback" not in shown
    assert run(["build", "-vv"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_all_faults_of_the_settings_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    from digest.cli._say import fail, voice

    voice(json=True)
    faults = [DigestError("one", where="a"), DigestError("two", where="b", fix="mend")]
    assert fail(SettingsError(faults)) == 78
    out, err = capsys.readouterr()
    assert err.count("error:") == 2
    assert json.loads(out)["exit"] == 78
    voice()


def test_quiet_says_only_errors(capsys: pytest.CaptureFixture[str]) -> None:
    say = Voice(quiet=True)
    say.step("read", "3 articles")
    say.note("hello")
    say.notices([Notice(what="careful")])
    assert capsys.readouterr().err == ""
    say.error(DigestError("stop"))
    assert "stop" in capsys.readouterr().err


def test_text_from_outside_cannot_command_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Voice().notices([Notice(what="evil \x1b[2J title \x07", where="a\x1b]0;x\x07")])
    assert "\x1b[2J" not in capsys.readouterr().err
    assert bare("a\x1bb\u202ec") == "a b c"


def test_an_unknown_log_format_is_refused() -> None:
    assert run(["build", "--log-format", "xml"]) == 2


@pytest.mark.parametrize("name", [n for n in shelf.names(cli) if not hasattr(shelf.take(cli, n), "app")])
def test_every_command_takes_the_common_options(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["-w", "nowhere", "--slot", "2026-08-10", "--source", "x", "--outbox", "y", "--json", "-q", "-v"]
    run([name, *options, "--help"])
    assert "No such option" not in capsys.readouterr().err
    run([name, *options, "--bogus"])
    assert "--bogus" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["posts"], ["check"], ["recheck"], ["deliver", "--sendmail", "x"], ["outbox", "verify"]]
)
def test_a_slot_is_never_ignored_where_an_edition_is_meant(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command, "--slot", "2026-08-10"]) == 2
    assert "name the edition, such as daily-2026-08-10" in capsys.readouterr().err


def test_a_group_without_its_command_says_so_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["outbox"]) == 2
    told = capsys.readouterr().err
    assert "digest outbox needs a command" in told and "digest outbox --help" in told and "Usage" not in told
