"""Each line of the threat model names tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
THREATS = [row for row in PAGE.partition("## What is not trusted")[2].splitlines() if row.count("|") == 4]


def test_every_threat_has_an_answer_and_a_test() -> None:
    rows = [row for row in THREATS if not row.startswith(("| threat", "|---"))]
    assert len(rows) > 20
    for row in rows:
        _, threat, answer, test, _ = row.split("|")
        assert threat.strip() and answer.strip() and "`tests/" in test, row


def test_every_test_that_is_named_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
    assert len(named) > 25
    for file, name in named:
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, f"{file}::{name}"
