"""A workspace with segments, made of JSON lines, and how its commands are run."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from paper import run

SLOT = "2026-08-10"
HEAD = """\
[newsletter]
id = "daily"
name = "The Daily Take"
from = "The Daily Take <digest@daily.example>"
to = "readers@daily.example"
list_id = "readers.daily.example"
address = "12 Quay Street, 40210 Marrow Bay"
unsubscribe = ["https://daily.example/unsubscribe"]
web = "https://daily.example/editions"
first_edition = 2026-08-08

[picks]
stories = 3
brief = 2
"""
SEGMENTS = """
[[segment]]
name = "sea"
section = ["Sea"]

[[segment]]
name = "land"
section = ["Land"]
stories = 2
theme = "news"
"""


def words(chance: random.Random, count: int) -> str:
    """Return words that nobody has read, so that no two stories tell one event."""
    return " ".join("".join(chance.choices("bdfgklmnprstv", k=3)) + chance.choice("aeiou") * 2 for _ in range(count))


def story(number: int, section: str, day: str = "2026-08-09", **more: object) -> dict[str, Any]:
    """Return one article with words of its own."""
    chance = random.Random(f"{number} {section}")
    return {
        "id": f"{section.lower()}-{number}",
        "url": f"https://wire.example/{section.lower()}/{number}",
        "headline": words(chance, 6).capitalize(),
        "text": f"{words(chance, 20).capitalize()}.\n\n“{words(chance, 8).capitalize()},” said Ida Varga.",
        "published": f"{day}T12:00:00Z",
        "section": section,
        **more,
    }


def workspace(folder: Path, settings: str, stories: Iterable[dict[str, Any]]) -> Path:
    """Make a workspace of *settings* behind `HEAD` and *stories*."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "digest.toml").write_text(HEAD + settings, "utf-8")
    write(folder, stories)
    return folder


def write(folder: Path, stories: Iterable[dict[str, Any]], name: str = "wire") -> None:
    """Write *stories* as one more source file."""
    (folder / "seeds" / f"{name}.jsonl").write_text("".join(json.dumps(one) + "\n" for one in stories), "utf-8")


def build(folder: Path, *args: str, slot: str = SLOT, exit_code: int = 0) -> dict[str, dict[str, Any]]:
    """Build segments and return what became of each, by name."""
    done = run(folder, "build", "--json", "--slot", slot, *(args or ("--segments", "all")))
    assert done.returncode == exit_code, done.stdout + done.stderr
    return {one["segment"]: one for one in json.loads(done.stdout)["segments"]}


def told(folder: Path, segment: str, slot: str = SLOT) -> list[str]:
    """Return the ids of the stories in a segment's edition, in order; with '' in the newsletter's own."""
    key = f"daily-{slot}-{segment}" if segment else f"daily-{slot}"
    edition = json.loads((folder / "outbox" / "editions" / key / "edition.json").read_text("utf-8"))
    return [item["id"] for item in [edition["lead"], *edition["stories"], *edition["briefs"]]]


def edition_files(folder: Path, key: str) -> dict[str, bytes]:
    """Return the files of one edition by name."""
    return {path.name: path.read_bytes() for path in sorted((folder / "outbox" / "editions" / key).iterdir())}
