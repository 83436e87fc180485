"""What one run has at hand for all the editions that it makes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from digest.articles import Article
from digest.edition.model import Edition
from digest.press.recipient import Nobody
from digest.press.renditions import Rack
from digest.press.renditions import render as draw_renditions
from digest.quotes.quote import Extract, Quote
from digest.quotes.select.highlights import choose_highlights
from digest.workspace import Workspace


class Shop:
    """What one run has at hand for all its editions: plates, the highlights of each article, what was drawn last."""

    def __init__(self, cache: Path | None = None) -> None:
        self._rack = Rack(cache)
        self._chosen: dict[tuple[str, ...], tuple[Extract, ...]] = {}
        self._drawn: tuple[Edition, dict[str, str]] | None = None
        self.asked = False  # what was drawn last names a recipient's field

    def draw(self, edition: Edition, workspace: Workspace) -> dict[str, str]:
        """Print all renditions of *edition*; of the one that was drawn last nothing is printed again."""
        if self._drawn is None or self._drawn[0] is not edition:
            nobody = Nobody()
            made = draw_renditions(edition, workspace.settings, workspace.templates, nobody=nobody, rack=self._rack)
            self._drawn, self.asked = (edition, made), nobody.asked
        return self._drawn[1]

    def highlights(self, article: Article, shown: Sequence[Quote]) -> tuple[Extract, ...]:
        """Return the highlights of an article beside the quotes that are *shown*."""
        name = (article.id, *(quote.id for quote in shown))
        if name not in self._chosen:
            self.keep(article, shown, choose_highlights(article, shown).kept)
        return self._chosen[name]

    def keep(self, article: Article, shown: Sequence[Quote], highlights: tuple[Extract, ...]) -> None:
        """Keep the *highlights* of an article beside the quotes that are *shown*."""
        self._chosen[(article.id, *(quote.id for quote in shown))] = highlights
