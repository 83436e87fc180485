"""What a build says of its last stages in a line each."""

from __future__ import annotations

import pytest

from digest.check import Finding
from digest.line.telling import made_files, verdict

ERROR = Finding(rule="size", severity="error", what="too large")
WARNING = Finding(rule="subject", severity="warning", what="shouts")


@pytest.mark.parametrize(
    ("findings", "says"),
    [
        ((), "nothing to fix"),
        ((WARNING,), "0 to fix, 1 to look at"),
        ((ERROR, WARNING, WARNING), "1 to fix, 2 to look at"),
    ],
)
def test_errors_are_to_fix_and_warnings_to_look_at(findings: tuple[Finding, ...], says: str) -> None:
    assert verdict(findings) == says


def test_renditions_are_named_and_pictures_and_cards_are_counted() -> None:
    names = ["web.html", "email.html", "email.txt", "image-a.png", "image-b.jpg", "card-q1-wide-light.png", "a.json"]
    assert made_files(dict.fromkeys(names, b"")) == "email, text, web, 2 pictures, 1 card"
    assert made_files({"message.eml": b"", "posts.jsonl": b"", "share.html": b"", "links.html": b""}) == (
        "message, posts, share sheet, link page"
    )
