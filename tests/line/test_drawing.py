"""Cards of an edition: which files stand for which quote, and the theme's logo on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from editions import standard

from digest.errors import DataError, TemplateError
from digest.line import drawing
from digest.settings import SocialSettings
from digest.workspace import Workspace, open_workspace


@dataclass(frozen=True)
class Drawn:
    """As much of a card as its file's name is told by."""

    of: str
    shape: str
    mode: str = "light"
    width: int = 1200
    height: int = 630

    @property
    def name(self) -> str:
        return f"card-{self.of}-{self.shape}-{self.mode}.png"

    @property
    def alt(self) -> str:
        return f"Quote {self.of}"


def cards(*drawn: Drawn) -> Any:
    return drawn


@pytest.fixture
def paper(tmp_path: Path) -> Workspace:
    (tmp_path / "digest.toml").write_text('[newsletter]\nid = "daily"\nname = "Daily"\n')
    return open_workspace(tmp_path)


def test_each_quote_has_its_light_cards_by_shape() -> None:
    found = drawing.files_of(cards(Drawn("q1", "wide", "dark"), Drawn("q1", "wide"), Drawn("q1", "square")))
    assert {of: (one.wide, one.square, one.alt) for of, one in found.items()} == {
        "q1": ("card-q1-wide-light.png", "card-q1-square-light.png", "Quote q1")
    }


@pytest.mark.parametrize("shape", ["wide", "square", "tall"])
def test_where_a_shape_could_not_hold_the_words_another_stands_in(shape: str) -> None:
    (found,) = drawing.files_of(cards(Drawn("q1", shape))).values()
    assert found.wide == found.square == f"card-q1-{shape}-light.png"


def test_a_quote_with_dark_cards_alone_has_none() -> None:
    assert drawing.files_of(cards(Drawn("q1", "wide", "dark"))) == {}


@pytest.mark.parametrize(
    ("card", "shown"),
    [
        (Drawn("edition", "wide"), True),
        (Drawn("edition", "wide", "dark"), False),
        (Drawn("edition", "square"), False),
        (Drawn("q1", "wide"), False),
    ],
)
def test_a_preview_of_the_web_version_shows_the_editions_own_wide_card(card: Drawn, shown: bool) -> None:
    made = drawing._with_card(standard(), cards(card)).card
    assert (made is not None and (made.src, made.width, made.height) == (card.name, 1200, 630)) is shown


def test_no_cards_are_drawn_where_none_are_wanted_or_nothing_is_posted(paper: Workspace) -> None:
    edition = standard()
    assert drawing.draw(edition, paper) == (edition, [], [])
    wanted = replace(paper, settings=replace(paper.settings, social=SocialSettings(cards=True, networks=())))
    assert not drawing.silent(wanted)
    assert drawing.silent(replace(wanted, segment="sea"))
    assert drawing.draw(edition, replace(wanted, segment="sea")) == (edition, [], [])
    posting = replace(paper.settings, social=SocialSettings(cards=True))
    assert not drawing.silent(replace(paper, settings=posting, segment="sea"))


def logo(paper: Workspace, name: str) -> Any:
    theme: Any = SimpleNamespace(name="calm", values={"card-logo": name})
    return drawing._logo(theme, paper)


def test_a_theme_without_a_logo_has_none_on_its_cards(paper: Workspace) -> None:
    assert logo(paper, "") is None


@pytest.mark.parametrize(("name", "form"), [("logo.png", "png"), ("logo.JPEG", "jpg"), ("logo.svg", "svg")])
def test_a_logo_is_a_file_of_the_workspace(paper: Workspace, name: str, form: str) -> None:
    (paper.root / name).write_bytes(b"its bytes")
    assert (logo(paper, name).content, logo(paper, name).format) == (b"its bytes", form)


@pytest.mark.parametrize("name", ["../logo.png", "missing.png", "."])
def test_a_logo_elsewhere_names_the_themes_key(paper: Workspace, name: str) -> None:
    (paper.root.parent / "logo.png").write_bytes(b"its bytes")
    with pytest.raises(TemplateError) as refused:
        logo(paper, name)
    assert refused.value.where == "themes/calm.toml: card-logo"
    assert refused.value.what == f"there is no {name} in the workspace"


@pytest.mark.parametrize("more", [0, 1])
def test_a_logo_has_200_000_bytes_at_most(paper: Workspace, more: int) -> None:
    (paper.root / "logo.png").write_bytes(b"x" * (drawing.MAX_LOGO + more))
    if more:
        with pytest.raises(DataError):
            logo(paper, "logo.png")
    else:
        assert len(logo(paper, "logo.png").content) == drawing.MAX_LOGO
