"""What the pages on delivery tell people to type, typed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.cli import run
from digest.outbox import claims, read
from digest.outbox.publish import publish

ROOT = Path(__file__).resolve().parents[2]
CONSUMER = ROOT / "docs/outbox-consumer.sh"
MORNING = ROOT / "docs/every-morning"
PAGES = (ROOT / "docs/delivery.md").read_text() + (ROOT / "docs/every-morning.md").read_text()
FILES = {"message.eml": b"Subject: x\r\n\r\nhello\r\n"}
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(heading: str, kind: str) -> list[str]:
    section = PAGES.partition(f"### {heading}\n")[2]
    return [
        text for language, text in BLOCK.findall(re.split(r"^##+ ", section, flags=re.MULTILINE)[0]) if language == kind
    ]


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder for PATH: digest itself, and a curl and a sendmail that keep what they get."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program(folder / "digest", f'PYTHONPATH={ROOT} exec {sys.executable} -m digest "$@"')
    program(folder / "sendmail", f'echo "$@" >> {tmp_path}/calls; cat >> {tmp_path}/mail; exit $(cat {tmp_path}/code)')
    program(folder / "curl", f'echo "$@" > {tmp_path}/curl.args; cat > {tmp_path}/curl.in')
    (tmp_path / "code").write_text("0")
    return folder


def program(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def as_cron(command: list[str], programs: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run with the environment that cron gives: hardly any."""
    environment = {"PATH": f"{programs}:/usr/bin:/bin", "HOME": str(programs.parent), "SHELL": "/bin/sh", **more}
    return subprocess.run(command, env=environment, capture_output=True, text=True, cwd="/", check=False)


def consume(outbox: Path, programs: Path) -> subprocess.CompletedProcess[str]:
    return as_cron(["/bin/sh", str(CONSUMER), str(outbox)], programs, SENDMAIL=str(programs / "sendmail"))


def states(outbox: Path) -> dict[str, tuple[str, int]]:
    return {e.key: (e.state, e.attempt) for e in read.entries(outbox)}


def test_the_page_shows_the_very_script_that_is_tested() -> None:
    assert CONSUMER.read_text() in (ROOT / "docs/outbox.md").read_text()
    assert len(CONSUMER.read_text().splitlines()) <= 13


def test_the_shell_consumer_delivers_what_waits_once(tmp_path: Path, programs: Path) -> None:
    outbox = tmp_path / "outbox"
    for key in ["a", "b", "busy", "dead", "over"]:
        publish(outbox, key, FILES, {})
    (outbox / "editions/b/message.eml").write_bytes(b"changed")
    claims.done(outbox, "over", result="", by="")
    with claims.claimed(outbox, "dead", by="x"):
        pass
    with claims.claimed(outbox, "busy", by="x"):
        make_older(outbox / "claims/busy.1")
        make_older(outbox / "claims/dead.1")
        for _ in range(2):
            assert consume(outbox, programs).returncode == 0
        assert states(outbox) == {
            "a": ("done", 1),
            "b": ("failed", 1),
            "busy": ("claimed", 1),
            "dead": ("done", 2),
            "over": ("done", 0),
        }
    assert (tmp_path / "calls").read_text().splitlines() == ["-t -i", "-t -i"]
    assert (tmp_path / "mail").read_bytes() == FILES["message.eml"] * 2


def test_what_the_shell_consumer_could_not_send_waits_for_a_retry(tmp_path: Path, programs: Path) -> None:
    outbox = tmp_path / "outbox"
    publish(outbox, "a", FILES, {})
    (tmp_path / "code").write_text("75")
    consume(outbox, programs)
    assert states(outbox) == {"a": ("failed", 1)}
    assert read.entries(outbox)[0].note == "sendmail ended with 75"
    claims.retry(outbox, "a", reason="", by="ops")
    make_older(outbox / "claims/a.2")
    (tmp_path / "code").write_text("0")
    consume(outbox, programs)
    assert states(outbox) == {"a": ("done", 3)}


def test_the_shell_consumer_leaves_superseded_and_withdrawn_editions_alone(tmp_path: Path, programs: Path) -> None:
    outbox = tmp_path / "outbox"
    for key in ["a", "a-r2", "a-r3", "x-r2d2", "x-run", "b"]:
        publish(outbox, key, FILES, {})
    claims.withdraw(outbox, "b", reason="", by="ops")
    assert consume(outbox, programs).returncode == 0
    found = {key: state for key, (state, _) in states(outbox).items()}
    assert found == {
        "a": "superseded",
        "a-r2": "superseded",
        "a-r3": "done",
        "x-r2d2": "done",
        "x-run": "done",
        "b": "withdrawn",
    }


def make_older(path: Path) -> None:
    made = path.stat().st_mtime - 16 * 60
    os.utime(path, (made, made))


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A workspace whose articles are of today and whose slot is not pinned."""
    workspace = tmp_path / "paper"
    assert run(["init", str(workspace)]) == 0
    settings = workspace / "digest.toml"
    settings.write_text(re.sub(r"(?m)^slot = .*\n", "", settings.read_text()))
    shutil.rmtree(workspace / "seeds")
    (workspace / "seeds").mkdir()
    # Due since the beginning of this hour, whenever the tests run.
    due = datetime.now(ZoneInfo("Europe/Berlin")).replace(minute=0, second=0, microsecond=0)
    settings.write_text(re.sub(r'(?m)^at = ".*"', f'at = "{due:%H:%M}"', settings.read_text()))
    before = (due - timedelta(hours=1)).isoformat()
    text = "The harbour of Kestrel Bay opens its gates again after two years of work.\n\n" * 6
    rows = [
        {"id": f"a{n}", "headline": f"Harbour {w} reopens", "text": f"{w}. {text}", "published": before}
        for n, w in enumerate(["Anley", "Brock", "Corran", "Dunmere"])
    ]
    (workspace / "seeds/today.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (workspace / "readers.txt").write_text("ann@example.org\n")
    return workspace


def test_the_morning_script_builds_once_delivers_once_and_is_silent(
    paper: Path, programs: Path, tmp_path: Path
) -> None:
    script = next(text for text in blocks("cron", "sh") if "morning.sh" in text)
    newsletter = re.search(r'(?m)^id = "(.+)"', (paper / "digest.toml").read_text())
    assert newsletter is not None
    script = script.replace("key=daily-", f"key={newsletter[1]}-").replace("due=06", "due=00")
    (tmp_path / "morning.sh").write_text(script.replace("/usr/sbin/sendmail", str(programs / "sendmail")))
    for _ in range(3):
        done = as_cron(["/bin/sh", str(tmp_path / "morning.sh"), str(paper)], programs)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    [entry] = read.entries(paper / "outbox")
    assert (entry.state, entry.note) == ("done", "1 sent")
    assert (tmp_path / "calls").read_text().count("ann@example.org") == 1


def test_the_morning_script_shows_its_log_when_something_is_wrong(paper: Path, programs: Path, tmp_path: Path) -> None:
    script = next(text for text in blocks("cron", "sh") if "morning.sh" in text)
    (tmp_path / "morning.sh").write_text(script.replace("due=06", "due=00"))
    (paper / "digest.toml").write_text("[newsletter]\nnmae = 'x'\n")
    done = as_cron(["/bin/sh", str(tmp_path / "morning.sh"), str(paper)], programs)
    assert done.returncode == 78 and "nmae" in done.stdout


INSTALLED = sorted(path.name for path in MORNING.iterdir())


@pytest.mark.parametrize("name", INSTALLED)
def test_the_page_shows_the_very_files_that_are_installed(name: str) -> None:
    assert f"\n{(MORNING / name).read_text()}```" in (ROOT / "docs/every-morning.md").read_text()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_the_units_are_valid_and_the_timers_know_their_zone(tmp_path: Path) -> None:
    units = [name for name in INSTALLED if name.endswith((".service", ".timer"))]
    for name in units:
        (tmp_path / name).write_text((MORNING / name).read_text().replace("/usr/local/bin/digest", "/bin/true"))
    named = [str(tmp_path / name.replace("@", "@digest.service")) for name in units]
    (tmp_path / "digest-alarm@digest.service.service").write_text((tmp_path / "digest-alarm@.service").read_text())
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *named], capture_output=True, text=True)
    assert not [line for line in done.stderr.splitlines() if "digest" in line], done.stderr
    for name in units:
        for calendar in re.findall(r"OnCalendar=(.+)", (MORNING / name).read_text()):
            subprocess.run(["systemd-analyze", "calendar", calendar], check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("logrotate", path="/usr/sbin:/usr/bin") is None, reason="logrotate is not installed")
def test_the_log_is_rotated_and_a_new_run_writes_a_new_one(tmp_path: Path) -> None:
    log = tmp_path / "digest.jsonl"
    log.write_text("old\n")
    rules = (MORNING / "logrotate.conf").read_text().replace("/var/log/digest.jsonl", str(log))
    (tmp_path / "conf").write_text(rules.replace("0640 digest adm", "0640"))
    (tmp_path / "conf").chmod(0o644)
    command = ["/usr/sbin/logrotate", "--force", "--state", str(tmp_path / "state"), str(tmp_path / "conf")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "digest.jsonl.1.gz").exists() and log.read_text() == ""


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="sqlite3 is not installed")
def test_a_backup_brings_everything_back(paper: Path, programs: Path, tmp_path: Path) -> None:
    assert run(["build", "-w", str(paper), "-q"]) == 0
    [entry] = read.entries(paper / "outbox")
    claims.done(paper / "outbox", entry.key, result="1 sent", by="van")
    assert run(["suppress", "add", "bo@example.org", "-w", str(paper)]) == 0
    told = as_cron(["digest", "ledger", "export", "-w", str(paper)], programs).stdout
    archive = tmp_path / "paper.tgz"
    done = as_cron(["/bin/sh", str(MORNING / "backup.sh"), str(paper), str(archive)], programs)
    assert (done.returncode, done.stderr) == (0, "") and archive.stat().st_mode & 0o777 == 0o600
    again = tmp_path / "again"
    done = as_cron(["/bin/sh", str(MORNING / "restore.sh"), str(archive), str(again)], programs)
    assert done.returncode == 0, done.stderr
    assert read.entries(again / "outbox")[0].state == "done" and read.verify(again / "outbox", entry.key) == ()
    assert (again / "suppressed.csv").read_text() == (paper / "suppressed.csv").read_text()
    assert told and as_cron(["digest", "ledger", "export", "-w", str(again)], programs).stdout == told
    assert json.loads(as_cron(["digest", "build", "-w", str(again), "--json"], programs).stdout)["status"] == "exists"
    refused = as_cron(["/bin/sh", str(MORNING / "restore.sh"), str(archive), str(paper)], programs)
    assert refused.returncode == 73 and "not empty" in refused.stderr


def test_the_ci_schedule_keeps_the_outbox_in_a_branch(paper: Path, programs: Path, tmp_path: Path) -> None:
    import yaml

    [text] = blocks("A CI schedule", "yaml")
    step = next(s for s in yaml.safe_load(text)["jobs"]["edition"]["steps"] if s.get("name") == "build")
    program(programs / "python", f'PYTHONPATH={ROOT} exec {sys.executable} "$@"')
    script = f"set -eu\ncd {paper}\n{step['run']}"
    git = "git -c user.name=x -c user.email=x@example.org"
    setup = f"{git} init -q --bare {tmp_path}/origin; cd {paper}; {git} init -q; {git} add digest.toml seeds; "
    setup += f"{git} commit -qm x; {git} remote add origin {tmp_path}/origin"
    assert as_cron(["/bin/sh", "-ec", setup], programs).returncode == 0
    for _ in range(2):
        done = as_cron(["/bin/sh", "-c", script], programs)
        assert done.returncode == 0, done.stderr
        as_cron(["git", "-C", str(paper), "worktree", "remove", "--force", "outbox"], programs)
    listed = as_cron(["git", "-C", f"{tmp_path}/origin", "ls-tree", "-r", "--name-only", "outbox"], programs).stdout
    assert "message.eml" in listed and "tmp/" not in listed


SERVICES = ["listmonk", "Keila", "Buttondown", "Ghost", "Kit", "Mailchimp"]


@pytest.fixture(scope="module")
def of_the_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An outbox with the sample's edition; tests take a copy of it."""
    outbox = tmp_path_factory.mktemp("sample") / "outbox"
    assert run(["build", "-w", str(ROOT), "--outbox", str(outbox), "-q"]) == 0
    return outbox


@pytest.mark.parametrize("service", SERVICES)
def test_every_curl_line_sends_the_payload_as_json(
    service: str, of_the_sample: Path, programs: Path, tmp_path: Path
) -> None:
    shutil.copytree(of_the_sample, tmp_path / "paper" / "outbox")
    (tmp_path / "paper/digest.toml").write_text('[newsletter]\nid = "daily"\nname = "x"\nfrom = "x@example.org"\n')
    for block in blocks(service, "sh"):
        script = f"cd {tmp_path}/paper; KEY=daily-2026-08-10; DC=us1; CAMPAIGN=1\n" + block.replace(
            "/srv/www", str(tmp_path)
        )
        for name in re.findall(r"\$([A-Z_]+)", block):
            script = f"{name}=x\n{script}" if name not in {"KEY", "DC", "CAMPAIGN"} else script
        done = as_cron(["/bin/sh", "-ec", script], programs)
        assert done.returncode == 0, done.stderr
        if "curl" in block:
            assert isinstance(json.loads((tmp_path / "curl.in").read_text()), dict)
            assert "https://" in (tmp_path / "curl.args").read_text()
        else:
            assert (tmp_path / "digest.xml").read_text().startswith("<?xml")
