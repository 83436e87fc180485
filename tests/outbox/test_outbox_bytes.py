"""What the outbox and an edition write, to the byte: sorted, in UTF-8, and the same twice."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

from editions import standard

from digest.edition.model import canonical_line, edition_json
from digest.outbox.marks import write_mark
from digest.outbox.read import known_keys


def test_a_mark_is_sorted_utf_8_one_entry_a_line_and_says_when(tmp_path: Path) -> None:
    path = tmp_path / "daily.failed.json"
    fd = os.open(path, os.O_WRONLY | os.O_CREAT)
    write_mark(fd, {"reason": "Server müde", "by": "mila", "attempt": 2})
    os.close(fd)
    lines = path.read_text("utf-8").splitlines()
    assert [line.strip().partition(":")[0] for line in lines[1:-1]] == ['"at"', '"attempt"', '"by"', '"reason"']
    assert lines[4] == ' "reason": "Server müde"'
    assert path.read_bytes().endswith(b"}\n")


def test_an_edition_is_sorted_utf_8_indented_by_one_and_ends_its_line() -> None:
    text = edition_json(replace(standard(), subject="Fähre zurück"))
    assert ' "subject": "Fähre zurück",\n' in text and text.endswith("}\n")
    assert text.startswith('{\n "') and not text.startswith('{\n  "')
    keys = list(json.loads(text))
    assert keys == sorted(keys)


def test_a_line_of_json_lines_is_one_line_and_sorted() -> None:
    assert canonical_line({"b": "ü\n", "a": [1, 2]}) == '{"a": [1, 2], "b": "ü\\n"}\n'


def test_the_keys_of_no_outbox_are_none(tmp_path: Path) -> None:
    assert known_keys(tmp_path / "nowhere") == set()
