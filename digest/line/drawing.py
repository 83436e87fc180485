"""Cards of an edition: its quotes and the edition itself as pictures, in the theme's colours, with its logo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.edition.model import Edition, Picture
from digest.errors import Notice, TemplateError
from digest.intake.folders import read_file
from digest.posts import CardFile
from digest.workspace import Workspace

if TYPE_CHECKING:
    from digest.cards.studio import Card, Logo
    from digest.press.themes import Theme

    Drawn = tuple[Edition, list[Card], list[Notice]]  # the edition with its own card, all cards, what could not be

MAX_LOGO = 200_000  # bytes of a theme's logo for cards
EDITION = "edition"


def draw(edition: Edition, workspace: Workspace) -> Drawn:
    """Return the edition with its own card, all cards, and what could not be drawn; nothing where none are wanted."""
    if not workspace.settings.social.cards or silent(workspace):
        return edition, [], []
    from digest.cards.day import day_cards
    from digest.cards.draw import draw_cards, studio_of
    from digest.cards.fonts import CardError
    from digest.press import locales, themes

    theme = themes.load(workspace.templates, workspace.settings.email.theme)
    palette = {mode: theme.colours(mode) for mode in ("light", "dark")}
    say = locales.load(workspace.templates, edition.newsletter.locale)
    head, logo = theme.values["font"]["head"], _logo(theme, workspace)
    cards, notices = draw_cards(edition, workspace.templates, palette, head, digits=say.digits, logo=logo)
    studio = studio_of(workspace.templates, palette, head, digits=say.digits, logo=logo)
    social = locales.table(workspace.templates, say.script, "social")
    number = say.number(edition.number) if edition.number else ""
    titled = social["titled"].format(name=edition.newsletter.name, n=number) if number else edition.newsletter.name
    try:
        cards += day_cards(studio, edition, titled=titled, date=say.date(edition.at), bio=social["bio"])
    except CardError as refusal:
        notices.append(refusal.notice())
    return _with_card(edition, cards), cards, notices


def expected(edition: Edition, workspace: Workspace) -> dict[str, CardFile]:
    """Return the cards that `draw` will draw, as posts name them, without drawing them."""
    if not workspace.settings.social.cards or silent(workspace):
        return {}
    from digest.cards.day import STEM, cover_alt
    from digest.cards.draw import alt_text, quotes_for_cards
    from digest.press import locales

    say = locales.load(workspace.templates, edition.newsletter.locale)
    found = {
        quote.id: CardFile(wide=f"{stem}-wide.png", square=f"{stem}-square.png", alt=alt_text(quote, edition, item))
        for item, quote, stem in quotes_for_cards(edition)
    }
    if edition.lead:
        alt = cover_alt(edition, edition.lead, say.date(edition.at))
        found[EDITION] = CardFile(wide=f"{STEM}-wide.png", square=f"{STEM}-square.png", alt=alt)
    return found


def silent(workspace: Workspace) -> bool:
    """Say whether an edition posts nowhere: a segment's, unless it says so."""
    return bool(workspace.segment) and not workspace.settings.social.networks


def files_of(cards: Sequence[Card]) -> dict[str, CardFile]:
    """Return the light cards by quote and the edition's; where a shape could not hold the words, another stands in."""
    found: dict[str, dict[str, Card]] = {}
    for card in cards:
        if card.mode == "light":
            found.setdefault(card.of, {})[card.shape] = card

    def name(shapes: Mapping[str, Card], wanted: str) -> str:
        return shapes[wanted if wanted in shapes else next(iter(shapes))].name

    return {
        of: CardFile(wide=name(its, "wide"), square=name(its, "square"), alt=next(iter(its.values())).alt)
        for of, its in found.items()
    }


def _with_card(edition: Edition, cards: Sequence[Card]) -> Edition:
    """Return the edition with the picture that previews of its web version show."""
    wide = next((card for card in cards if (card.of, card.shape, card.mode) == (EDITION, "wide", "light")), None)
    if wide is None:
        return edition
    return replace(edition, card=Picture(src=wide.name, alt=wide.alt, width=wide.width, height=wide.height))


def _logo(theme: Theme, workspace: Workspace) -> Logo | None:
    """Return the theme's logo for cards, a file of the workspace; `TemplateError` when it cannot be read."""
    from digest.cards.studio import Logo

    name = str(theme.values["card-logo"])
    if not name:
        return None
    path, where = (workspace.root / name).resolve(), f"themes/{theme.name}.toml: card-logo"
    if not path.is_relative_to(workspace.root.resolve()) or not path.is_file():
        raise TemplateError(
            f"there is no {name} in the workspace", where=where, fix="put it there, as PNG, JPEG or SVG"
        )
    kind = path.suffix.lower().removeprefix(".").replace("jpeg", "jpg")
    return Logo(content=read_file(path, limit=MAX_LOGO, show=where), format=kind)
