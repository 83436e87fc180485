"""The email, its text and its page: what every edition of the standard set shows."""

from __future__ import annotations

import os
from pathlib import Path
from shutil import copytree

import pytest
from editions import standard, with_locale
from plates import PLATES, pairs

from digest.errors import TemplateError
from digest.press import locales, plate, platecase, renditions, themes
from digest.settings import EmailSettings, NewsletterSettings, Settings
from digest.text.direction import language_direction
from digest.workspace import Templates, shipped_templates

TEMPLATES = Templates(Path("/nonexistent"), shipped_templates())


def settings(theme: str = "calm") -> Settings:
    return Settings(newsletter=NewsletterSettings(id="daily", name="The Daily Take"), email=EmailSettings(theme=theme))


@pytest.mark.parametrize(("theme", "locale"), pairs(themes.names(TEMPLATES), locales.names(TEMPLATES)))
def test_every_theme_and_every_locale_prints_all_three_renditions(theme: str, locale: str) -> None:
    edition = with_locale(standard(), locale, language_direction(locale))
    out = renditions.render(edition, settings(theme), TEMPLATES, PLATES)
    assert set(out) == {"email.html", "email.txt", "web.html"}
    for text in out.values():
        for item in edition.items():
            assert item.headline in " ".join(text.split())


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Return a folder with one entry of plates, and what they print."""
    folder = tmp_path_factory.mktemp("case")
    return folder, renditions.render(standard(), settings(), TEMPLATES, folder)


def test_the_cache_changes_nothing_but_time(pressed: tuple[Path, dict[str, str]]) -> None:
    folder, first = pressed
    fresh = renditions.render(standard(), settings(), TEMPLATES)
    assert list((folder / "plates").glob("*.json"))
    second = renditions.render(standard(), settings(), TEMPLATES, folder)
    assert fresh == first == second


def test_what_jinja_made_of_a_plate_is_not_made_again(
    pressed: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, first = pressed
    plate._compiled.cache_clear()
    monkeypatch.setattr(plate, "with_python", lambda one: pytest.fail("made again"))
    assert renditions.render(standard(), settings(), TEMPLATES, folder) == first


@pytest.mark.parametrize("harm", [b"", b"{}", b"\xff" * 40, b"\x00" * 5000], ids=["empty", "short", "noise", "zeros"])
def test_a_torn_or_foreign_cache_entry_is_ignored(
    tmp_path: Path, pressed: tuple[Path, dict[str, str]], harm: bytes
) -> None:
    folder, good = pressed
    copytree(folder, tmp_path, dirs_exist_ok=True)
    (entry,) = (tmp_path / "plates").glob("*.json")
    entry.write_bytes(harm)
    assert good == renditions.render(standard(), settings(), TEMPLATES, tmp_path)
    assert entry.read_bytes() != harm


def test_the_oldest_plates_go(tmp_path: Path) -> None:
    for number in range(platecase.MOST + 3):
        platecase.save(tmp_path, f"{number:03}", {})
        os.utime(tmp_path / f"{number:03}.json", (number, number))
    platecase.save(tmp_path, "new", {})
    names = {path.stem for path in tmp_path.glob("*.json")}
    assert "new" in names and "000" not in names and len(names) == platecase.MOST


@pytest.mark.parametrize(
    ("block", "says", "repair", "line"),
    [
        ("<mj-text>\n{{ editon.note }}</mj-text>", "'editon' is undefined", "edition", 2),
        ("<mj-text>\n{{ edition.noet }}</mj-text>", "no 'noet'", "note", 2),
        ("\n<mj-txt>x</mj-txt>", "MJML has no mj-txt", "mj-text", 2),
        ("\n<mj-text>a\nb < c</mj-text>", "cannot read it", "&lt;", 3),
        ("<mj-section><mj-column>\n<mj-text>x</mj-column></mj-section>", "cannot read it", "</mj-column>", 2),
        ("<mj-text>\n{{ edition.note }\n</mj-text>", "unexpected", "correct", 2),
    ],
)
def test_a_slip_in_a_block_of_ones_own_is_told_with_its_own_file_and_line(
    tmp_path: Path, block: str, says: str, repair: str, line: int
) -> None:
    path = tmp_path / "email" / "blocks" / "closing.mjml.j2"
    path.parent.mkdir(parents=True)
    path.write_text(block, "utf-8")
    with pytest.raises(TemplateError) as fault:
        renditions.render(standard(), settings(), Templates(tmp_path, shipped_templates()))
    assert says in fault.value.what
    assert fault.value.where == f"{path}, line {line}"
    assert repair in fault.value.fix
