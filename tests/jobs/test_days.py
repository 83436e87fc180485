"""Day after day: no story twice, follow-ups known as such, every slot one edition however late."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import paper as papers
import pytest

ROOT = Path(__file__).resolve().parents[2]
DAYS = ("2026-08-08", "2026-08-09", "2026-08-10")


def run(folder: Path, *args: str) -> CompletedProcess[str]:
    return papers.run(folder.parent, *args, "-w", str(folder))


def workspace(folder: Path) -> Path:
    folder.mkdir()
    shutil.copy(ROOT / "digest.toml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


def editions(folder: Path) -> dict[str, Any]:
    found = sorted((folder / "outbox" / "editions").iterdir())
    return {path.name: json.loads((path / "edition.json").read_text()) for path in found}


def items(edition: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for item in [edition["lead"], *edition["stories"], *edition["briefs"]] if item]


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's three days, built in order."""
    folder = workspace(tmp_path_factory.mktemp("days") / "paper")
    for day in DAYS:
        done = run(folder, "build", "-q", "--slot", day)
        assert done.returncode == 0, done.stderr
    return folder


def test_three_days_give_three_editions_and_no_article_twice(paper: Path) -> None:
    made = editions(paper)
    assert list(made) == [f"daily-{day}" for day in DAYS]
    told = [member for edition in made.values() for item in items(edition) for member in item["members"]]
    assert len(told) == len(set(told))


def test_the_same_event_is_one_story_and_another_town_is_another(paper: Path) -> None:
    made = editions(paper)
    groups = [set(item["members"]) for edition in made.values() for item in items(edition)]
    assert {"corvane-goes-dark", "forty-seven-minutes-short", "nw-0809-corvane"} in groups
    assert {"vessa-by-one-vote", "nw-0810-vessa-vote"} in groups
    # What the gates cost others, and another town's gates, are stories of their own.
    assert {"six-hours-at-anchor"} in groups
    assert {"dunmere-delays-gates"} in groups


def test_a_follow_up_of_an_earlier_edition_is_an_update(paper: Path) -> None:
    made = editions(paper)
    updates = {item["slug"] for edition in made.values() for item in items(edition) if item["update"]}
    assert {"vessa-by-one-vote"} <= updates
    assert "harbour-gates-hold" not in updates


@pytest.mark.parametrize("day", DAYS)
def test_building_a_day_again_however_late_changes_nothing(paper: Path, day: str) -> None:
    done = run(paper, "build", "--slot", day, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["status"] == "exists"


def test_an_article_that_came_after_its_slot_is_in_the_next_also_when_the_slot_ran_twice(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "late")
    settings = (folder / "digest.toml").read_text("utf-8")
    (folder / "digest.toml").write_text(settings.replace("brief = 6", "brief = 12"), "utf-8")
    assert run(folder, "build", "-q", "--slot", DAYS[1]).returncode == 0
    late = {
        "id": "late-one",
        "url": "https://late.example/one",
        "headline": "Ferry pilots of Sandholm vote to strike over night shifts",
        "deck": "The vote was 41 to 9.",
        "section": "Travel",
        "text": "The pilots voted on Saturday. A strike could begin on Thursday.",
        "published": "2026-08-08T12:00:00+02:00",
    }
    (folder / "seeds" / "late.jsonl").write_text(json.dumps(late) + "\n")
    assert run(folder, "build", "-q", "--slot", DAYS[1]).returncode == 73
    answer = json.loads(run(folder, "build", "--json", "--slot", DAYS[2]).stdout)
    assert "late-one" in [member for story in answer["stories"] for member in story["members"]]


def test_losing_the_ledger_loses_nothing(paper: Path, tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    shutil.copytree(paper, folder)
    shutil.rmtree(folder / ".digest")
    for day in DAYS:
        assert run(folder, "build", "-q", "--slot", day).returncode == 0


def test_catching_up_builds_what_was_missed_oldest_first(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "paper")
    assert run(folder, "build", "-q", "--slot", DAYS[1]).returncode == 0
    done = run(folder, "build", "--catch-up", "--json", "--slot", DAYS[2])
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert [one["slot"] for one in answer["editions"]] == [DAYS[0], DAYS[2]]
    assert list(editions(folder)) == [f"daily-{day}" for day in DAYS]
    again = run(folder, "build", "--catch-up", "--json", "--slot", DAYS[2])
    assert json.loads(again.stdout)["editions"] == []


def test_approval_is_waited_for(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "paper")
    settings = folder / "digest.toml"
    settings.write_text(settings.read_text().replace("[picks]", '[picks]\napproval = "required"'))
    waiting = run(folder, "build")
    assert waiting.returncode == 77
    assert not (folder / "outbox").exists()
    assert run(folder, "pick").returncode == 0
    assert run(folder, "build").returncode == 77
    order = folder / "running-order" / f"{DAYS[2]}.toml"
    order.write_text(order.read_text().replace('approved_by = ""', 'approved_by = "Ida Varga"', 1))
    done = run(folder, "build")
    assert done.returncode == 0, done.stderr
    order.write_text(order.read_text().replace('headline = "', 'headline = "New: ', 1))
    assert run(folder, "build", "--revise", "A better headline.").returncode == 77


def test_an_editor_previews_before_approving_and_the_order_stays_as_it_is(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "paper")
    settings = folder / "digest.toml"
    settings.write_text(settings.read_text().replace("[picks]", '[picks]\napproval = "required"'))
    assert run(folder, "pick").returncode == 0
    order = folder / "running-order" / f"{DAYS[2]}.toml"
    named = order.read_text().replace('approved_by = ""', 'approved_by = "Ida Varga"', 1)
    order.write_text(named)
    done = run(folder, "preview", "-o", str(tmp_path / "look"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "look" / "index.html").is_file()
    assert order.read_text() == named


def test_no_story_is_lost_when_more_go_to_brief_than_lines_are_wanted(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "paper")
    settings = folder / "digest.toml"
    settings.write_text(settings.read_text().replace("brief = 6", "brief = 3\nwords = 500"))
    answer = json.loads(run(folder, "build", "--json").stdout)
    edition = json.loads((Path(answer["path"]) / "edition.json").read_text())
    assert len(edition["briefs"]) > 3
    shown = [line["headline"] for line in edition["in_brief"]]
    assert [item["headline"] for item in edition["briefs"]] == shown[: len(edition["briefs"])]


def test_the_editors_words_are_printed_and_the_original_kept(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "paper")
    assert run(folder, "pick").returncode == 0
    order = folder / "running-order" / f"{DAYS[2]}.toml"
    text = order.read_text()
    first = next(row for row in text.split("\n") if row.startswith("headline = "))
    order.write_text(text.replace(first, 'headline = "Five hours without a light"', 1))
    done = run(folder, "build", "--json")
    assert done.returncode == 0, done.stderr
    lead = json.loads((Path(json.loads(done.stdout)["path"]) / "edition.json").read_text())["lead"]
    assert lead["headline"] == "Five hours without a light"
    assert lead["original_headline"] in first


def test_an_edit_that_does_not_fit_is_an_error_with_its_line(tmp_path: Path) -> None:
    folder = workspace(tmp_path / "paper")
    assert run(folder, "pick").returncode == 0
    order = folder / "running-order" / f"{DAYS[2]}.toml"
    text = order.read_text()
    row = next(n for n, line in enumerate(text.split("\n"), 1) if line.startswith("quotes = "))
    lines = text.split("\n")
    lines[row - 1] = 'quotes = ["no-such-quote"]'
    order.write_text("\n".join(lines))
    done = run(folder, "build")
    assert done.returncode == 65
    assert f"running-order/{DAYS[2]}.toml, line {row}" in done.stderr
    assert not (folder / "outbox").exists()
