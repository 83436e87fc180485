"""Pages say what is: every key with its default, every command, every link."""

from __future__ import annotations

import re
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from digest import cli, shelf
from digest.config import read_settings
from digest.settings import NewsletterSettings, Settings

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools"))

import docs_tables  # noqa: E402

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def settings_block() -> str:
    found = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "settings.md").read_text("utf-8"), re.S)
    assert found is not None
    return found[1]


def keys(kind: type[Any]) -> list[str]:
    """Return every key's name of a table and of the tables in it."""
    found = []
    for spec in fields(kind):
        hint = get_type_hints(kind)[spec.name]
        inner = [a for a in (hint, *get_args(hint)) if isinstance(a, type) and is_dataclass(a)]
        name = spec.metadata.get("key", spec.name)
        found += [name] + [key for table in inner for key in keys(table)]
    return found


def test_the_settings_page_shows_every_key() -> None:
    page = settings_block()
    missing = [key for key in keys(Settings) if key != "path" and not re.search(rf"\b{key}\b", page)]
    assert missing == []


def test_the_settings_page_shows_the_defaults() -> None:
    shown = read_settings(settings_block())
    default = Settings(newsletter=NewsletterSettings(id="daily", name="The Daily Take"))
    for spec in fields(Settings):
        assert getattr(shown, spec.name) == getattr(default, spec.name), spec.name


@pytest.mark.parametrize("page", docs_tables.pages(), ids=lambda p: p.name)
def test_a_table_of_a_folder_says_what_is_in_the_folder(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text == docs_tables.renewed(text), "make tables"


def test_every_made_table_stands_on_a_page() -> None:
    shown = "".join(page.read_text("utf-8") for page in docs_tables.pages())
    assert [name for name in docs_tables.TABLES if f"<!-- table: {name} -->" not in shown] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in shelf.names(cli) if f"digest {name}" not in text] == []


def test_the_readme_gives_the_two_commands_and_a_picture_first() -> None:
    first = (ROOT / "README.md").read_text("utf-8")[:1500]
    for words in ("make edition", "make test", "docs/pictures/edition.png"):
        assert words in first
