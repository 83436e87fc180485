"""``digest check``: an edition, a folder or a file goes through every rule.

The rules themselves are in `digest.check`; here their input is read, and their
findings put into the forms that people, scripts and CI services take.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import which
from typing import Any

from digest import __version__
from digest.check import Finding, rules, run
from digest.edition.model import Edition, edition_from
from digest.errors import UsageError
from digest.outbox.read import entries, manifest, read
from digest.settings import Settings

MAX_BYTES = 20_000_000
SARIF = "https://json.schemastore.org/sarif-2.1.0.json"
_SPAM_SECONDS = 60


def check_target(target: str, outbox: Path, settings: Settings | None) -> tuple[str, dict[str, bytes], list[Finding]]:
    """Check *target*: a file, a folder, an edition's key, or '' for the newest edition of *outbox*.

    Returns its name, its files and what was found.  Raises `UsageError` when there is nothing of that name.
    """
    name, files = files_of(target, outbox)
    return name, files, list(run(files, _edition(files), settings))


def files_of(target: str, outbox: Path) -> tuple[str, dict[str, bytes]]:
    """Return what to call *target* and its files by name."""
    path = Path(target)
    if target and path.is_file():
        return target, _file(path)
    if target and path.is_dir():
        found = {p.name: _bytes(p) for p in sorted(path.iterdir()) if p.is_file()}
        if not found:
            raise UsageError("the folder is empty", where=target, fix="name an edition's folder or an HTML file")
        return target, found
    if target and ("/" in target or path.suffix):
        raise UsageError("no such file", where=target, fix="name a file, a folder or an edition's key")
    key = target or next((entry.key for entry in entries(outbox)), "")
    if not key:
        raise UsageError("there is no edition yet", where=str(outbox), fix="digest build makes one")
    return key, {name: read(outbox, key, name) for name in _names(manifest(outbox, key))}


def spam(files: Mapping[str, bytes]) -> list[Finding]:
    """Return SpamAssassin's score as a finding; `UsageError` where it is not installed.

    It may ask the network for block lists: only on demand, never during a build.
    """
    program = which("spamassassin")
    if program is None:
        raise UsageError("SpamAssassin is not installed", where="--spam", fix="apt-get install spamassassin")
    if "message.eml" not in files:
        raise UsageError("there is no message.eml to score", where="--spam", fix="name an edition")
    done = subprocess.run(  # noqa: S603 - a fixed program, the message goes in by its standard input
        [program, "--local", "--test-mode"],
        input=files["message.eml"],
        capture_output=True,
        timeout=_SPAM_SECONDS,
        check=False,
    )
    told = done.stdout.decode("utf-8", "replace")
    status = next((line for line in told.splitlines() if line.lower().startswith("x-spam-status:")), "")
    what = status.partition(":")[2].strip() or "SpamAssassin gave no score"
    severity = "error" if what.startswith("Yes") else "warning"
    return [Finding(rule="spam", severity=severity, what=what, where="message.eml", fix="see the tests it names")]


def sarif(findings: Sequence[Finding]) -> dict[str, Any]:
    """Return findings as SARIF 2.1.0, which code hosts show beside the change."""
    known = rules()
    driver = {
        "name": "digest check",
        "version": __version__,
        "rules": [{"id": rule, "shortDescription": {"text": text}} for rule, text in known.items()],
    }
    return {
        "$schema": SARIF,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": [_result(f) for f in findings]}],
    }


def _result(finding: Finding) -> dict[str, Any]:
    file, _, rest = finding.where.partition(", line ")
    line = rest.partition(":")[0]
    place: dict[str, Any] = {"artifactLocation": {"uri": file.partition(":")[0] or "edition"}}
    if line.isdigit():
        place["region"] = {"startLine": int(line)}
    text = f"{finding.what}. How to fix it: {finding.fix}" if finding.fix else finding.what
    return {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }


def _edition(files: Mapping[str, bytes]) -> Edition | None:
    try:
        return edition_from(files["edition.json"].decode()) if "edition.json" in files else None
    except ValueError:
        return None


def _file(path: Path) -> dict[str, bytes]:
    content = _bytes(path)
    if path.suffix != ".eml":
        return {path.name: content}
    from email import message_from_bytes

    files = {"message.eml": content}
    for part in message_from_bytes(content).walk():
        name = {"text/html": "email.html", "text/plain": "email.txt"}.get(part.get_content_type(), "")
        payload = part.get_payload(decode=True)
        if name and name not in files and isinstance(payload, bytes):
            files[name] = payload
    return files


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise UsageError(f"larger than {MAX_BYTES // 1_000_000} MB", where=str(path), fix="name a smaller file")
    return path.read_bytes()


def _names(manifest: Mapping[str, object]) -> list[str]:
    rows = manifest.get("files")
    return [str(row["path"]) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
