"""digest pick, slots and ledger, as a user types them."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import paper as papers
import pytest

from digest.errors import BusyError
from digest.order.file import order_text, write_order
from digest.picks.slots import slot_named
from digest.workspace import open_workspace

ROOT = Path(__file__).resolve().parents[2]
ORDER = "running-order/2026-08-10.toml"


def run(folder: Path, *args: str, code: int = 0, seed: str = "") -> str:
    command = (*args, "-w", str(folder))
    done = papers.started(folder.parent, *command, PYTHONHASHSEED=seed) if seed else papers.run(folder.parent, *command)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout if not code else done.stderr


def asked(folder: Path, *args: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(folder, *args, "--json"))
    return found


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    folder.mkdir()
    shutil.copy(ROOT / "digest.toml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


def headlines() -> list[dict[str, str]]:
    lines = {
        "barrier": [
            "Velmar closes its tidal barrier",
            "Tidal barrier at Velmar shut as storm nears",
            "Storm: Velmar shuts barrier",
        ],
        "grain": ["Grain prices ease as northern harvest comes in", "Northern harvest brings grain prices down"],
        "choir": ["Ostrell choir sings for the last time"],
    }
    return [
        {"id": f"{event}-{n}", "headline": line, "text": ""}
        for event, found in lines.items()
        for n, line in enumerate(found)
    ]


def lines(path: Path, records: Iterable[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def test_all_groups_and_scores_what_is_given_and_writes_nothing(paper: Path, tmp_path: Path) -> None:
    source = lines(tmp_path / "wire.jsonl", headlines())
    stories = asked(paper, "pick", "--all", "--source", str(source))["stories"]
    events = [{member.rpartition("-")[0] for member in story["members"]} for story in stories]
    assert sorted(events, key=str) == [{"barrier"}, {"choir"}, {"grain"}]
    for story in stories:
        assert story["lead"] in story["members"]
        assert story["score"] == pytest.approx(sum(story["terms"].values()), abs=1e-3)
        assert story["reason"].endswith(".")
    assert sorted(path.name for path in paper.iterdir()) == ["digest.toml", "seeds"]


def test_all_needs_no_workspace_for_given_files(tmp_path: Path) -> None:
    source = lines(tmp_path / "wire.jsonl", headlines())
    assert len(asked(tmp_path, "pick", "--all", "--source", str(source))["stories"]) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["wire.jsonl"]


def test_no_shuffling_of_the_lines_and_no_hash_seed_changes_a_byte(paper: Path, tmp_path: Path) -> None:
    records = headlines()
    answers = set()
    for seed in range(3):
        random.Random(seed).shuffle(records)
        source = lines(tmp_path / f"wire{seed}.jsonl", records)
        answers.add(run(paper, "pick", "--all", "--json", "--source", str(source), seed=str(seed)))
    assert len(answers) == 1


def test_pick_writes_the_running_order_once_and_explain_does_not(paper: Path) -> None:
    assert "fresh" in run(paper, "pick", "--explain")
    assert not (paper / ORDER).exists()
    answer = asked(paper, "pick")
    assert Path(answer["path"]) == paper / ORDER
    first = (paper / ORDER).read_text()
    assert asked(paper, "pick")["changes"] == []
    assert (paper / ORDER).read_text() == first


def test_build_does_what_the_running_order_says(paper: Path) -> None:
    run(paper, "pick")
    text = (paper / ORDER).read_text()
    original = next(row for row in text.split("\n") if row.startswith("headline = "))
    (paper / ORDER).write_text(text.replace(original, 'headline = "Mine"', 1))
    first = asked(paper, "build")["stories"][0]
    assert (first["headline"], json.dumps(first["original_headline"], ensure_ascii=False)) == ("Mine", original[11:])


def test_build_waits_for_an_editor_and_a_later_edit_asks_again(paper: Path) -> None:
    settings = (paper / "digest.toml").read_text()
    (paper / "digest.toml").write_text(settings.replace("[picks]", '[picks]\napproval = "required"'))
    assert "--approve" in run(paper, "build", code=77)
    run(paper, "pick")
    run(paper, "build", code=77)
    assert not (paper / "outbox" / "editions").exists() or not list((paper / "outbox" / "editions").iterdir())
    run(paper, "pick", "--approve", "Mira")
    run(paper, "build")
    text = (paper / ORDER).read_text()
    (paper / ORDER).write_text(text.replace('subject = ""', 'subject = "Later"'))
    assert "changed after Mira approved it" in run(paper, "build", "--revise", "subject", code=77)


def test_slots_are_shown_with_their_windows(paper: Path) -> None:
    slots = asked(paper, "slots", "--next", "3")["slots"]
    assert len(slots) == 3
    for slot in slots:
        assert slot["looks_back"] < slot["opens"] < slot["at"]
        assert slot["exists"] is False


def test_a_slot_with_no_article_ends_with_66_and_writes_nothing(paper: Path) -> None:
    shutil.rmtree(paper / "seeds")
    (paper / "seeds").mkdir()
    run(paper, "pick", code=66)
    assert not (paper / "running-order").exists()


def test_the_ledger_is_listed_moved_rebuilt_and_retracts(paper: Path, tmp_path: Path) -> None:
    assert asked(paper, "ledger", "ls") == {"stories": []}
    run(paper, "build")
    stories = asked(paper, "ledger", "ls")["stories"]
    assert {row["state"] for row in stories} == {"published"}
    file = tmp_path / "ledger.jsonl"
    run(paper, "ledger", "export", "--file", str(file))
    assert file.read_text().splitlines() == sorted(file.read_text().splitlines(), key=lambda x: json.loads(x)["story"])
    shutil.rmtree(paper / ".digest")
    assert asked(paper, "ledger", "rebuild")["stories"] == len(stories)
    again = tmp_path / "again.jsonl"
    run(paper, "ledger", "export", "--file", str(again))
    assert again.read_text() == file.read_text()
    lead = stories[0]["story"]
    assert "--revise" in run(paper, "ledger", "retract", lead, "--why", "it was wrong")
    assert lead in {row["story"] for row in asked(paper, "ledger", "ls")["stories"] if row["retracted"]}
    assert asked(paper, "ledger", "import", "--file", str(file))["imported"] == len(stories)
    assert "digest ledger ls" in run(paper, "ledger", "forget", "nobody", code=2)


def test_a_retracted_story_is_in_no_correction_and_no_editor_s_file_brings_it_back(paper: Path) -> None:
    run(paper, "pick")
    lead = asked(paper, "build")["stories"][0]["id"]
    run(paper, "ledger", "retract", lead, "--why", "it was wrong")
    text = (paper / ORDER).read_text()
    (paper / ORDER).write_text(re.sub(r'(?m)^headline = ".*"', 'headline = "My own"', text, count=1))
    assert "was retracted" in run(paper, "build", "--revise", "it was wrong", code=65)
    (paper / ORDER).write_text(text)
    # As `ledger retract` prints it: a block that nobody touched stands in no one's way.
    built = asked(paper, "build", "--revise", "it was wrong")
    assert lead not in {story["id"] for story in built["stories"]}
    assert f"{lead} was retracted: left out" in [warning["what"] for warning in built["warnings"]]
    run(paper, "pick")
    assert f'id = "{lead}"' not in (paper / ORDER).read_text()


def test_line_ends_stay_the_editor_s_and_the_version_before_is_kept(paper: Path) -> None:
    run(paper, "pick", "-q")
    order = next((paper / "running-order").iterdir())
    edited = order.read_bytes().replace(b'note = ""', b'note = "Hello"').replace(b"\n", b"\r\n")
    order.write_bytes(edited.replace(b'reason = "', b'reason = "Mine. ', 1))  # the machine notes whose it is
    run(paper, "pick", "-q")
    after = order.read_bytes()
    assert b'note = "Hello"' in after
    assert after.count(b"\r\n") == after.count(b"\n")
    assert (paper / ".digest" / "running-order" / order.name).read_bytes() != after


def test_what_an_editor_saved_meanwhile_is_not_written_over(paper: Path) -> None:
    run(paper, "pick", "-q")
    order = next((paper / "running-order").iterdir())
    opened = open_workspace(paper)
    slot = slot_named(opened.settings.schedule, order.stem)
    before = order_text(opened, slot)
    order.write_text(before + "# saved meanwhile\n", "utf-8")
    with pytest.raises(BusyError, match="meanwhile"):
        write_order(opened, slot, before + "# machine\n", before=before)
    assert order.read_text("utf-8").endswith("# saved meanwhile\n")


def test_pick_tells_of_an_edit_that_does_not_fit(paper: Path) -> None:
    run(paper, "pick", "-q")
    order = next((paper / "running-order").iterdir())
    order.write_text(order.read_text("utf-8") + '\n[[story]]\npath = "seeds/none.txt"\n', "utf-8")
    warnings = asked(paper, "pick", "--json")["warnings"]
    assert [one["what"] for one in warnings if "none.txt" in one["what"]] == ["no article is in seeds/none.txt"]


def test_a_damaged_ledger_says_how_to_mend_it_and_rebuild_does(paper: Path) -> None:
    run(paper, "build", "-q")
    before = run(paper, "ledger", "export")
    (paper / ".digest" / "ledger.db").write_bytes(b"no database at all, though it is long enough to be one" * 99)
    assert "digest ledger rebuild" in run(paper, "ledger", "ls", code=65)
    run(paper, "ledger", "rebuild")
    assert run(paper, "ledger", "export") == before
    assert (paper / ".digest" / "ledger.db.damaged").is_file()


@pytest.mark.parametrize("line", [b"\xff", b"[]", b'{"facts": 1}', b'{"facts": "{"}', b"nonsense"])
def test_an_import_that_is_no_export_names_its_line(paper: Path, tmp_path: Path, line: bytes) -> None:
    run(paper, "build", "-q")
    file = tmp_path / "ledger.jsonl"
    file.write_bytes(run(paper, "ledger", "export").encode() + line + b"\n")
    count = len(file.read_bytes().splitlines())
    assert f"ledger.jsonl, line {count}" in run(paper, "ledger", "import", "-f", str(file), code=65)


def test_a_retraction_outlives_the_ledger_once_its_correction_is_out(paper: Path) -> None:
    run(paper, "build", "-q")
    run(paper, "ledger", "retract", "corvane-goes-dark", "--why", "the figure was wrong")
    run(paper, "build", "-q", "--revise", "the figure was wrong")
    shutil.rmtree(paper / ".digest")
    told = {row["story"]: row["retracted"] for row in asked(paper, "ledger", "ls")["stories"]}
    assert told["corvane-goes-dark"] == "the figure was wrong"


def test_a_retraction_asks_for_a_new_signature(paper: Path) -> None:
    """The order that was signed told the story; without it the edition is another one."""
    settings = paper / "digest.toml"
    settings.write_text(settings.read_text().replace("[picks]", '[picks]\napproval = "required"'))
    run(paper, "pick", "-q")
    run(paper, "pick", "-q", "--approve", "Mira")
    lead = asked(paper, "build")["stories"][0]["id"]
    run(paper, "ledger", "retract", lead, "--why", "it was wrong")
    revise = ["build", "--revise", "it was wrong"]
    assert "a story was retracted after Mira approved it" in run(paper, *revise, code=77)
    run(paper, "pick", "-q", "--approve", "Mira")
    told = asked(paper, *revise)["stories"]
    assert lead not in {story["id"] for story in told}
    assert asked(paper, *revise)["status"] == "exists"
