"""Themes: data that is checked before it becomes style."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.errors import TemplateError, UsageError
from digest.press import overrides, themes
from digest.text.colours import contrast
from digest.workspace import Templates, shipped_templates

SHIPPED = Templates(Path("/nonexistent"), shipped_templates())


def own(folder: Path, text: str) -> Templates:
    path = folder / "themes" / "mine.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return Templates(folder, shipped_templates())


@pytest.mark.parametrize("name", themes.names(SHIPPED))
def test_every_shipped_theme_is_readable_in_both_modes(name: str) -> None:
    rows = themes.contrasts(themes.load(SHIPPED, name))
    assert min(row["ratio"] for row in rows if row["text"] != "chip") >= 4.5
    assert min(row["ratio"] for row in rows if row["text"] == "chip") >= 3, "edges of what can be pressed"
    body = [row["ratio"] for row in rows if row["text"] == "ink"]
    assert min(body) >= 7


def test_the_shipped_themes_differ() -> None:
    looks = {(t.values["light"]["accent"], t.values["font"]["head"], t.values["radius"]["button"])
             for t in (themes.load(SHIPPED, n) for n in themes.names(SHIPPED))}  # fmt: skip
    assert len(looks) == len(themes.names(SHIPPED))


def test_a_theme_states_only_what_it_changes(tmp_path: Path) -> None:
    made = themes.load(own(tmp_path, '[light]\naccent = "#7A0012"\n'), "mine")
    assert made.values["light"]["accent"] == "#7A0012"
    assert made.values["light"]["ink"] == themes.load(SHIPPED, "calm").values["light"]["ink"]


@pytest.mark.parametrize(
    ("text", "says", "line"),
    [
        ('[light]\nacent = "#000000"\n', "no theme has this key", 2),
        ('\n[light]\naccent = "red"\n', "a colour is needed", 3),
        ("[size]\ntext = 13\n", "a whole number from 14", 2),
        ("[size]\ntext = true\n", "a whole number", 2),
        ('[font]\nhead = "Georgia; } body { display:none"\n', "a list of font names", 2),
        ('[font]\nhead = "Georgia</style>"\n', "a list of font names", 2),
        ('logo = "javascript:alert(1)"\n', "an https address", 1),
        ('name = "<b>"\n', "letters, digits", 1),
        ('[radius]\nbutton = "4px;x"\n', "a whole number", 2),
        ('logo-dark = "http://a.example/b.png"\n', "an https address", 1),
        ('design = "../x"\n', "a folder's name", 1),
        ('blocks = ["<b>"]\n', "a list of blocks", 1),
        ("blocks = []\n", "a list of blocks", 1),
    ],
)
def test_a_value_that_is_no_style_is_refused_with_its_line(tmp_path: Path, text: str, says: str, line: int) -> None:
    with pytest.raises(TemplateError) as fault:
        themes.load(own(tmp_path, text), "mine")
    assert says in fault.value.what
    assert fault.value.where.endswith(f"mine.toml, line {line}")


def test_a_pale_colour_is_refused_and_the_nearest_that_passes_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as fault:
        themes.load(own(tmp_path, '[light]\nmuted = "#A0A0A0"\n'), "mine")
    assert "4.5:1 is needed" in fault.value.what
    for ground in ("paper", "tint", "page"):
        assert contrast(fault.value.near, themes.load(SHIPPED, "calm").values["light"][ground]) >= 4.5


def test_a_colour_may_follow_another_so_that_a_theme_changes_it_in_one_place(tmp_path: Path) -> None:
    made = themes.load(own(tmp_path, '[light]\ntint = "#FFF4E0"\naccent = "#7A0012"\n'), "mine")
    assert made.values["light"]["quote"] == "#FFF4E0"
    assert made.values["light"]["quote-accent"] == "#7A0012"


def test_edges_that_cannot_be_told_from_their_ground_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"3.0:1 is needed"):
        themes.load(own(tmp_path, '[light]\nchip = "#C3D5CE"\n'), "mine")


def test_an_unknown_theme_names_the_nearest() -> None:
    with pytest.raises(TemplateError) as fault:
        themes.load(SHIPPED, "clam")
    assert fault.value.near == "calm"


def test_a_new_theme_loads_at_once_and_overwrites_nothing(tmp_path: Path) -> None:
    templates = Templates(tmp_path, shipped_templates())
    path = overrides.new_theme(templates, "of-ours", "bold")
    assert themes.load(templates, "of-ours").values["light"] == themes.load(SHIPPED, "bold").values["light"]
    assert themes.load(templates, "of-ours").values["name"] == "Of ours"
    for name in ("of-ours", "calm", "../x", "Über"):
        with pytest.raises(UsageError):
            overrides.new_theme(templates, name, "calm")
    assert path.is_file()


def test_copies_differ_only_where_they_were_changed(tmp_path: Path) -> None:
    templates = Templates(tmp_path, shipped_templates())
    name = "email/blocks/closing.mjml.j2"
    states = {row.name: row.state for row in overrides.listed(templates, "email")}
    assert set(states.values()) == {"shipped"}
    path = overrides.copy(templates, name)
    assert overrides.diff(templates, name) == ""
    path.write_text(path.read_text() + "<!-- mine -->\n")
    assert "+<!-- mine -->" in overrides.diff(templates, name)
    assert {row.name: row.state for row in overrides.listed(templates, "email")}[name] == "changed"
    with pytest.raises(UsageError):
        overrides.copy(templates, name)
    with pytest.raises(UsageError) as fault:
        overrides.copy(templates, "email/blocks/closin.mjml.j2")
    assert fault.value.near == name


def test_a_copy_knows_what_the_shipped_one_changed_since(tmp_path: Path) -> None:
    shipped, name = tmp_path / "shipped", "email/blocks/closing.mjml.j2"
    (shipped / name).parent.mkdir(parents=True)
    (shipped / name).write_text("one\ntwo\n")
    templates = Templates(tmp_path / "own", shipped)
    overrides.copy(templates, name).write_text("one\nmine\n")
    assert [(row.name, row.state) for row in overrides.listed(templates)] == [(name, "changed")]
    (shipped / name).write_text("one\ntwo\nthree\n")
    assert [(row.name, row.state) for row in overrides.listed(templates)] == [(name, "behind")]
    assert "+three" in overrides.diff(templates, name, upstream=True)
    assert "mine" not in overrides.diff(templates, name, upstream=True)
    assert "+mine" in overrides.diff(templates, name)


def test_a_template_that_was_not_copied_by_us_has_no_upstream_to_compare(tmp_path: Path) -> None:
    name = "email/blocks/closing.mjml.j2"
    templates = Templates(tmp_path, shipped_templates())
    with pytest.raises(UsageError, match="of its own"):
        overrides.diff(templates, name)
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("mine")
    with pytest.raises(UsageError, match="nobody remembers"):
        overrides.diff(templates, name, upstream=True)
