"""What one run has at hand for all the editions that it makes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from pathlib import Path

from digest.articles import Article
from digest.check import Kept
from digest.edition.compose import Gleaned, glean
from digest.edition.model import Edition
from digest.intake.files import Intake
from digest.line.drawers import Drawer
from digest.line.warnings import Faults
from digest.press.recipient import Nobody
from digest.press.renditions import Rack, look_of
from digest.press.renditions import render as draw_renditions
from digest.quotes.quote import Quote
from digest.workspace import Workspace

GLEANED = 500  # articles of which it is kept for the next run


class Shop:
    """What one run has at hand for all its editions: plates, what was gleaned of each article, what was drawn last.

    With *keeps* what was gleaned is kept below *cache* for the next run.
    """

    def __init__(self, cache: Path | None = None, *, keeps: bool = True) -> None:
        self._rack = Rack(cache)
        rooms = ("quotes", "edition", "text", "data")
        self._drawer: Drawer[Gleaned] = Drawer(
            folder=cache if keeps else None, name="gleaned", form=Gleaned, rooms=rooms, most=GLEANED
        )
        self._gleaned: dict[tuple[str, ...], Gleaned] = {}
        self._drawn: tuple[Edition, dict[str, str]] | None = None
        self._faults: Faults | None = None
        self.kept = Kept()  # what checks learned of the pages so far
        self.asked = False  # what was drawn last names a recipient's field

    def look(self, workspace: Workspace) -> Hashable:
        """Get ready for what is drawn with the theme, locale and order of blocks of *workspace*; return that look."""
        settings = workspace.settings
        self._rack.ready(settings.newsletter.locale, settings, workspace.templates, careful=False)
        return look_of(settings.newsletter.locale, settings, workspace.templates)

    def draw(self, edition: Edition, workspace: Workspace) -> dict[str, str]:
        """Print all renditions of *edition*; of the one that was drawn last nothing is printed again."""
        if self._drawn is None or self._drawn[0] is not edition:
            nobody = Nobody()
            made = draw_renditions(edition, workspace.settings, workspace.templates, nobody=nobody, rack=self._rack)
            self._drawn, self.asked = (edition, made), nobody.asked
        return self._drawn[1]

    def faults(self, intake: Intake) -> Faults:
        """Return the warnings of the run's articles."""
        if self._faults is None:
            self._faults = Faults(intake)
        return self._faults

    def gleaned(self, article: Article, shown: Sequence[Quote]) -> Gleaned:
        """Return what an article says for itself beside the quotes that are *shown*."""
        name = (article.id, *(quote.id for quote in shown))
        if name not in self._gleaned:
            self._gleaned[name] = self._drawer.of([article], lambda: glean(article, shown), shown)
        return self._gleaned[name]

    def keep(self, article: Article, shown: Sequence[Quote], gleaned: Gleaned) -> None:
        """Keep what an article says for itself beside the quotes that are *shown*."""
        self._gleaned[(article.id, *(quote.id for quote in shown))] = gleaned
