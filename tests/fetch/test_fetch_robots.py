"""What a site asks robots to leave alone."""

from __future__ import annotations

import pytest

from digest.fetch.robots import LONGEST_DELAY, address, rules_of

TEXT = b"""
User-agent: *
Disallow: /desk/
Allow: /desk/feed.xml$
Crawl-delay: 2

User-agent: digest
Disallow: /private*
"""


@pytest.mark.parametrize(
    ("agent", "path", "fine"),
    [
        ("other", "/feed.xml", True),
        ("other", "/desk/plan", False),
        ("other", "/desk/feed.xml", True),
        ("digest", "/desk/plan", True),  # a group of its own counts alone (RFC 9309, 2.2.1)
        ("digest", "/private-notes", False),
        ("other", "/robots.txt", True),
    ],
)
def test_rules_are_read_as_the_standard_says(agent: str, path: str, fine: bool) -> None:
    assert rules_of(200, TEXT).allows(f"https://paper.example{path}", agent) is fine


@pytest.mark.parametrize(("status", "fine"), [(404, True), (401, True), (403, True), (500, False), (503, False)])
def test_no_rules_allow_and_an_error_forbids(status: int, fine: bool) -> None:
    assert rules_of(status, b"").allows("https://paper.example/feed", "digest") is fine


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe\0", b"<html>not found</html>", b"Disallow", b"User-agent: *\nCrawl-delay: x"]
)
def test_rules_that_cannot_be_read_are_no_rules(raw: bytes) -> None:
    rules = rules_of(200, raw)
    assert rules.allows("https://paper.example/feed", "digest")
    assert rules.delay("digest") == 0


@pytest.mark.parametrize(("said", "delay"), [(b"2", 2.0), (b"3600", LONGEST_DELAY), (b"-1", 0.0)])
def test_a_delay_is_kept_within_reason(said: bytes, delay: float) -> None:
    assert rules_of(200, b"User-agent: *\nCrawl-delay: " + said).delay("digest") == delay


def test_rules_stand_at_the_root_of_the_host() -> None:
    assert address("http://paper.example:8080/a/b?c") == "http://paper.example:8080/robots.txt"
