"""An editor's "no update" holds when the day is picked again and built, in all that readers get."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess

import paper as papers
import pytest

SETTINGS = """[newsletter]
id = "daily"
name = "The Daily"
first_edition = 2026-08-08
[schedule]
zone = "UTC"
[[source]]
path = "seeds"
"""
FIRST = {
    "id": "kiln-burns",
    "headline": "Fire destroys the Tessel brick kiln in Marrow Bay",
    "deck": "Two workers are in hospital, 140 jobs are at stake.",
    "text": "A fire destroyed the Tessel brick kiln in Marrow Bay on Saturday night. Two workers are in hospital. "
    "The kiln employed 140 people, mayor Rena Holt said. It began in the drying hall of the Tessel kiln.",
    "published": "2026-08-08T20:00:00Z",
}
NEXT = {
    "id": "kiln-plans",
    "headline": "Tessel to rebuild its brick kiln in Marrow Bay for 60 million",
    "deck": "Owner Vera Sund presents plans; the first oven is to run in two years.",
    "text": "The Tessel brick kiln in Marrow Bay will be rebuilt for 60 million crowns, owner Vera Sund said. "
    "The first oven is to run in two years. Until then the staff get three quarters of their wages. "
    "The fire had destroyed the kiln on Saturday. Unions welcomed the plan.",
    "published": "2026-08-09T18:00:00Z",
}
LATER = {
    "id": "kiln-post",
    "headline": "Tessel brick kiln to be rebuilt for 60 million in Marrow Bay",
    "deck": "Owner Vera Sund tells her plans.",
    "text": "Vera Sund wants to rebuild the Tessel brick kiln in Marrow Bay for 60 million crowns. The first oven is "
    "to run in two years, and staff get three quarters of their wages until then. Unions welcomed the plan.",
    "published": "2026-08-09T21:00:00Z",
}
SLOT = "2026-08-10"


def run(folder: Path, *args: str) -> CompletedProcess[str]:
    return papers.run(folder.parent, *args, "-w", str(folder))


def add(folder: Path, article: dict[str, str]) -> None:
    (folder / "seeds").mkdir(exist_ok=True)
    line = json.dumps({**article, "url": f"https://mail.example/{article['id']}"})
    (folder / "seeds" / f"{article['id']}.jsonl").write_text(f"{line}\n", "utf-8")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A paper that told of the fire; the plans are picked for the next day."""
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "digest.toml").write_text(SETTINGS, "utf-8")
    add(folder, FIRST)
    assert run(folder, "build", "-q", "--slot", "2026-08-09").returncode == 0
    add(folder, NEXT)
    assert run(folder, "pick", "-q", "--slot", SLOT).returncode == 0
    return folder


def test_what_an_editor_says_is_no_update_is_none_after_picking_again_with_more_reports(paper: Path) -> None:
    order = paper / "running-order" / f"{SLOT}.toml"
    text = order.read_text("utf-8")
    assert "update = true\n" in text and "Takes the story of 9 August further" in text
    mine = 'update = false  # a plan of its own\ndeck = "What Sund plans."\n'
    order.write_text(text.replace("update = true\n", mine, 1), "utf-8")
    for article in (None, LATER):
        if article:
            add(paper, article)
        assert run(paper, "pick", "-q", "--slot", SLOT).returncode == 0
        text = order.read_text("utf-8")
        assert mine.split("\n")[0] in text and 'deck = "What Sund plans."' in text
        assert "further" not in text
    told = json.loads(run(paper, "articles", "--slot", SLOT, "--json").stdout)
    assert "kiln-post" in text and "further" not in json.dumps(told)
    done = run(paper, "build", "--slot", SLOT, "--json")
    assert done.returncode == 0, done.stderr
    made = Path(json.loads(done.stdout)["path"])
    assert json.loads((made / "edition.json").read_text("utf-8"))["lead"]["update"] is False
    for name in ("email.html", "email.txt", "web.html"):
        page = (made / name).read_text("utf-8")
        assert "What Sund plans." in page and "Update" not in page, name
