"""A fault in the settings is told with file, line and key; a template's with the file that the user wrote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from editions import standard
from paper import run, sample

from digest import cli
from digest.errors import SettingsError, TemplateError
from digest.press import renditions
from digest.settings import NewsletterSettings, Settings
from digest.text.toml_text import TomlFault, read_toml
from digest.workspace import Templates, open_workspace, shipped_templates

HEAD = '[newsletter]\nid = "daily"\nname = "Daily"\n'


def workspace(here: Path, rest: str) -> Path:
    here.mkdir()
    (here / "digest.toml").write_text(HEAD + rest, "utf-8")
    return here


def refused(here: Path) -> SettingsError:
    with pytest.raises(SettingsError) as fault:
        open_workspace(here)
    return fault.value


def test_a_key_given_twice_is_told_with_both_lines(tmp_path: Path) -> None:
    fault = refused(workspace(tmp_path / "paper", 'locale = "en"\nname = "Weekly"\n'))
    assert (fault.what, fault.where) == ("newsletter.name is given twice", "digest.toml, line 5: newsletter.name")
    assert "line 3" in fault.fix


@pytest.mark.parametrize("path", ["../articles", "/srv/articles", "seeds/../../articles"])
def test_a_source_outside_the_workspace_needs_to_be_said(tmp_path: Path, path: str) -> None:
    here = workspace(tmp_path / "paper", f'[[source]]\npath = "seeds"\n[[source]]\npath = "{path}"\n')
    fault = refused(here)
    assert fault.where == "digest.toml, line 7: source.path"
    assert "outside = true" in fault.fix
    (here / "digest.toml").write_text(f'{HEAD}[[source]]\npath = "{path}"\noutside = true\n', "utf-8")
    assert open_workspace(here).settings.source[0].outside


def test_a_link_out_of_the_workspace_leads_outside_too(tmp_path: Path) -> None:
    here = workspace(tmp_path / "paper", '[[source]]\npath = "seeds"\n')
    (tmp_path / "articles").mkdir()
    (here / "seeds").symlink_to(tmp_path / "articles")
    assert refused(here).where == "digest.toml, line 5: source.path"


def test_a_source_that_is_not_there_is_told_with_its_line(tmp_path: Path) -> None:
    here = sample(tmp_path / "paper")
    (here / "digest.toml").write_text((here / "digest.toml").read_text("utf-8").replace('"seeds"', '"seds"'), "utf-8")
    done = run(here, "build", "-q")
    assert done.returncode == 78
    assert "source.path" in done.stderr and "digest.toml, line" in done.stderr and "did you mean seeds?" in done.stderr


def test_a_source_named_on_the_command_line_may_lie_anywhere(tmp_path: Path) -> None:
    here = sample(tmp_path / "paper")
    assert run(here, "build", "-q", "--source", str(here / "seeds")).returncode == 0
    (here / "seeds").rename(tmp_path / "elsewhere")
    assert run(here, "build", "-q", "--source", str(tmp_path / "elsewhere"), "--outbox", "other").returncode == 0


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("a = 1\nb = 2\na = 3", "a is given twice", 3),
        ("[a]\nb = 1\n[c]\n[a]\n", "a is given twice", 4),
        ("a = ", "not TOML", 1),
        ("x = " + "[" * 5000, "nested", 1),
        ("x = " + "9" * 5000, "4300 digits", 1),
        ("ok = 1\n" + "a." * 20 + "b = 1", "more than 16 parts", 2),
        ("ok = {" + "a." * 20 + "b = 1}", "more than 16 parts", 1),
    ],
)
def test_a_fault_in_toml_is_told_in_words(text: str, what: str, line: int) -> None:
    with pytest.raises(TomlFault) as fault:
        read_toml(text)
    assert what in fault.value.what
    assert fault.value.line == line


def test_long_names_in_values_are_no_keys() -> None:
    assert read_toml('a = "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s"')["a"].count(".") == 18


@pytest.mark.parametrize("block", ['<mj-text css-class="x" <b>a</mj-text>', "<mj-text =x>a</mj-text>"])
def test_a_fault_without_a_place_names_what_the_user_wrote_and_not_our_frame(tmp_path: Path, block: str) -> None:
    path = tmp_path / "email" / "blocks" / "closing.mjml.j2"
    path.parent.mkdir(parents=True)
    path.write_text(block, "utf-8")
    settings = Settings(newsletter=NewsletterSettings(id="daily", name="Daily"))
    with pytest.raises(TemplateError) as fault:
        renditions.render(standard(), settings, Templates(tmp_path, shipped_templates()))
    assert fault.value.where.startswith(str(path))


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (r"(?m)^id = .*", 'id = ""', "newsletter.id"),
        (r"(?m)^name = .*", 'name = " "', "newsletter.name"),
        (r"(?m)^zone = .*", 'zone = ""', "schedule.zone"),
        (r"(?m)^stories = .*", "stories = " + "9" * 400, "picks.stories"),
        (r"(?m)^brief = .*", "brief = 3\nleast = nan", "picks.least"),
        (r"(?m)^brief = .*", "brief = 3\nleast = -inf", "picks.least"),
    ],
)
def test_a_value_that_means_nothing_is_told_with_file_line_and_key(
    old: str, new: str, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["init", str(tmp_path / "paper")]) == 0
    settings = tmp_path / "paper" / "digest.toml"
    settings.write_text(re.sub(old, new, settings.read_text(), count=1))
    capsys.readouterr()
    assert cli.run(["slots", "-w", str(tmp_path / "paper")]) == 78
    said = capsys.readouterr().err
    assert re.search(rf"where  digest\.toml, line \d+: {key}\n", said), said


def test_a_giant_where_settings_or_a_template_belong_is_told_and_not_read(tmp_path: Path) -> None:
    paper = tmp_path / "paper"
    assert cli.run(["init", str(paper)]) == 0
    theme = paper / "templates" / "themes" / "calm.toml"
    theme.parent.mkdir(parents=True)
    for path in (theme, paper / "digest.toml"):
        with path.open("wb") as file:
            file.truncate(1 << 40)
        assert cli.run(["build", "-w", str(paper), "-q"]) == 78
        path.unlink()
        assert path == theme or not path.exists()
