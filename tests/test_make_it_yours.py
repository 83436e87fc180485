"""The page "Make it yours", followed line by line: what it tells a newcomer to write does what it says."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest
from editions import standard
from plates import PLATES

from digest.cli import run
from digest.press import locales, renditions, themes
from digest.settings import EmailSettings, NewsletterSettings, Settings
from digest.workspace import Templates, shipped_templates

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "make-it-yours.md").read_text("utf-8")
NEWS = NewsletterSettings(id="daily", name="The Daily Take")


def blocks() -> list[str]:
    """Return the page's indented passages, in order."""
    return [dedent(found) for found in re.findall(r"(?:^    .*\n(?:\n(?=    ))?)+", PAGE, re.M)]


def passage(first: str) -> str:
    """Return the passage that begins with *first*."""
    return next(block for block in blocks() if block.startswith(first))


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "digest.toml").write_text('[newsletter]\nid = "daily"\nname = "The Daily Take"\n', "utf-8")
    return tmp_path


def own(here: Path) -> Templates:
    return Templates(here / "templates", shipped_templates())


def drawn(here: Path, **email: object) -> dict[str, str]:
    edition = replace(standard(), note="Rain before noon.")
    settings = Settings(newsletter=NEWS, email=replace(EmailSettings(), **email))  # type: ignore[arg-type]
    return renditions.render(edition, settings, own(here), PLATES)


def test_the_theme_of_the_page_is_drawn_in_its_own_colours(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = next(line for line in PAGE.splitlines() if "digest theme new" in line).split()
    assert run([*command[1:], "-w", str(here)]) == 0
    path = here / "templates" / "themes" / "evening.toml"
    path.write_text(passage("[light]"))
    assert run(["theme", "show", "evening", "-w", str(here)]) == 0
    assert ":1" in capsys.readouterr().out
    html = drawn(here, theme="evening")["email.html"]
    for value in ("#7A2E0E", "#FFB68A", "Iowan Old Style", "border-radius:24px"):
        assert value in html, value


def test_a_pale_colour_in_it_is_refused_and_a_passing_one_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["theme", "new", "evening", "--like", "calm", "-w", str(here)]) == 0
    path = here / "templates" / "themes" / "evening.toml"
    path.write_text(passage("[light]").replace("#7A2E0E", "#E7B9A4"))
    assert run(["theme", "show", "evening", "-w", str(here)]) != 0
    told = capsys.readouterr().err
    (proposed, *_) = re.findall(r"#[0-9A-Fa-f]{6}", told.partition("fix")[2])
    path.write_text(passage("[light]").replace("#7A2E0E", proposed))
    assert themes.load(own(here), "evening")


def test_the_block_of_the_page_stands_in_all_three_forms(here: Path) -> None:
    folder = here / "templates" / "email" / "blocks"
    folder.mkdir(parents=True)
    (folder / "weather.mjml.j2").write_text(passage("{#- weather"))
    (folder / "weather.txt.j2").write_text("Tomorrow: {{ edition.note }}\n")
    (here / "templates" / "web" / "blocks").mkdir(parents=True)
    (here / "templates" / "web" / "blocks" / "weather.html.j2").write_text("<p>{{ edition.note }}</p>")
    out = drawn(here, blocks=("masthead", "weather", "lead", "footer"))
    assert ">Tomorrow</h2>" in out["email.html"]
    assert all("Rain before noon." in text for text in out.values())


def test_the_wrapped_block_of_the_page_holds_the_shipped_one(here: Path) -> None:
    folder = here / "templates" / "email" / "blocks"
    folder.mkdir(parents=True)
    (folder / "lead.mjml.j2").write_text("<mj-text>Before it</mj-text>" + passage('{% include "builtin'))
    html = drawn(here)["email.html"]
    assert html.index("Before it") < html.rindex(standard().lead.headline)  # type: ignore[union-attr]


def test_the_commands_of_the_page_copy_compare_and_list(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "email/blocks/closing.mjml.j2"
    for line in passage("digest templates ls").splitlines():
        if line.startswith("digest templates"):
            assert run([*re.split(r"\s{2,}", line)[0].split()[1:], "-w", str(here)]) == 0, line
    assert "Wrote" in (told := capsys.readouterr().out)
    assert f"{name} is as shipped" in told
    path = here / "templates" / name
    path.write_text(path.read_text() + "<mj-text>Mine</mj-text>\n")
    run(["templates", "diff", name, "-w", str(here)])
    assert "+<mj-text>Mine</mj-text>" in capsys.readouterr().out


def test_the_locale_of_the_page_is_a_translated_copy(here: Path) -> None:
    folder = here / "templates" / "locales"
    folder.mkdir(parents=True)
    text = (shipped_templates() / "locales" / "en.toml").read_text("utf-8")
    (folder / "nl.toml").write_text(text.replace("Read the full story", "Lees het hele verhaal"), "utf-8")
    say = locales.load(own(here), "nl")
    assert (say.language, say.direction) == ("nl", "ltr")
    news = replace(standard().newsletter, locale="nl")
    settings = Settings(newsletter=replace(NEWS, locale="nl"))
    html = renditions.render(replace(standard(), newsletter=news), settings, own(here), PLATES)["email.html"]
    assert "Lees het hele verhaal" in html
    assert "zondag 9 augustus 2026" in html


def test_the_foreign_template_of_the_page_is_pressed(here: Path) -> None:
    source = here / "their-template.mjml"
    text = "<mj-section><mj-column><mj-text>Hi *|FNAME|*</mj-text></mj-column></mj-section>"
    source.write_text(f"<mjml><mj-body>{text}</mj-body></mjml>")
    assert run(["press", str(source), "-o", str(here / "out.html"), "-w", str(here)]) == 0
    assert "Hi *|FNAME|*" in (here / "out.html").read_text()
