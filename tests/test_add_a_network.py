"""The page "Add a network", followed line by line: one new file and its test, nothing else edited."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "add-a-network.md").read_text("utf-8")


def passage(first: str) -> str:
    """Return the page's passage of code that begins with *first*."""
    return next(str(block) for block in re.findall(r"```\w+\n(.*?)```", PAGE, re.S) if str(block).startswith(first))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the page's two files in it, and nothing changed."""
    copy = tmp_path_factory.mktemp("checkout")
    for folder in ("digest", "templates", "seeds"):
        shutil.copytree(ROOT / folder, copy / folder)  # with what Python compiled of it
    (copy / "tests/networks").mkdir(parents=True)
    (copy / "tests/contracts").mkdir()
    for file in ("pyproject.toml", "digest.toml", "tests/conftest.py", "tests/contracts/test_networks.py"):
        shutil.copy(ROOT / file, copy / file)
    (copy / "digest/networks/harbour.py").write_text(passage('"""Harbour: 400'), "utf-8")
    (copy / "tests/networks/test_network_harbour.py").write_text(passage('"""Harbour counts'), "utf-8")
    return copy


def ran(checkout: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run a module of Python in the copy."""
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(checkout), "HOME": str(checkout)}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(
        command, cwd=checkout, env=env, input=given, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_its_own_test_and_what_every_network_promises(checkout: Path) -> None:
    line = next(line for line in passage("$ pytest").splitlines() if line.startswith("$ pytest"))
    done = ran(checkout, *line[2:].split(), "-q", "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "100%" in done.stdout


def test_the_command_line_knows_it_and_says_what_the_page_says(checkout: Path) -> None:
    asked, said = passage("$ pytest").splitlines()[1:3]
    text = re.search(r'"(.*)"', asked)
    assert text is not None
    done = ran(checkout, "digest", "fit", "-n", "harbour", given=text[1])
    assert (done.returncode, done.stdout.strip()) == (0, said)


def test_the_next_edition_has_its_posts_its_tab_and_its_rows(checkout: Path) -> None:
    told = (checkout / "digest.toml").read_text("utf-8")
    wanted = re.search(r"networks = \[.*?\]", PAGE)
    assert wanted is not None
    told = re.sub(r"(?m)^networks = .*$", wanted[0], told) if "\nnetworks = " in told else f"{told}\n{wanted[0]}\n"
    (checkout / "digest.toml").write_text(told, "utf-8")
    built = ran(checkout, "digest", "build", "--json")
    assert built.returncode == 0, built.stderr
    edition = Path(json.loads(built.stdout)["path"])
    posts = [json.loads(line) for line in (edition / "posts.jsonl").read_text("utf-8").splitlines()]
    assert {post["network"] for post in posts} == {"bluesky", "harbour"}
    assert ">Harbour<" in (edition / "share.html").read_text("utf-8")
    done = ran(checkout, "digest", "posts", "--export", "csv", "-o", "plan/posts.csv")
    assert "harbour" in (checkout / "plan/posts.csv").read_text("utf-8"), done.stderr
