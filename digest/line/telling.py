"""What a build tells of its last stages in a line each, and the listener that wants nothing told."""

from __future__ import annotations

from collections.abc import Mapping

from digest.check import Finding
from digest.text.plurals import counted


def tell_nobody(_step: str, _text: str) -> None:
    """Report a step to nobody: for jobs whose caller shows the result only."""


def verdict(findings: tuple[Finding, ...]) -> str:
    """Say how many findings are to fix, and how many to look at."""
    errors = sum(finding.severity == "error" for finding in findings)
    return f"{errors} to fix, {len(findings) - errors} to look at" if findings else "nothing to fix"


def made_files(files: Mapping[str, bytes]) -> str:
    """Say what was drawn: the renditions by name, pictures and cards by number."""
    names = {"email.html": "email", "email.txt": "text", "web.html": "web", "message.eml": "message"}
    names |= {"posts.jsonl": "posts", "share.html": "share sheet", "links.html": "link page"}
    told = [name for file, name in names.items() if file in files]
    for begin, one in (("image-", "picture"), ("card-", "card")):
        if number := sum(name.startswith(begin) for name in files):
            told.append(counted(number, one))
    return ", ".join(told)
