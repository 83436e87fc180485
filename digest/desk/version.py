"""One text of the running order, and the edition that it makes: composed at once, drawn and checked when asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from digest.desk.journal import name_of
from digest.desk.morning import Grouped, Morning
from digest.edition.length import words_of
from digest.edition.model import Edition
from digest.errors import DigestError, Notice
from digest.line.choose import Chosen, Wish, settled
from digest.line.drawing import draw
from digest.line.misdated import misdated
from digest.line.render import Composed, Form, Pressed, composed, finished, posts_before_cards
from digest.line.telling import tell_nobody
from digest.message.parts import html_part
from digest.order.file import order_name
from digest.order.sheet import OrderSheet, read_sheet
from digest.posts import Post
from digest.press.links import FILE as LINKS
from digest.text.reading import WORDS_A_MINUTE

if TYPE_CHECKING:
    from digest.line.drawing import Drawn

SHOWN = ("posts.jsonl", LINKS)  # of the files that are made to be checked, those that the page asks for


@dataclass
class Version:
    """What a running order and the file of *posts* make; an edit that does not fit is `misfit`, and makes nothing."""

    text: str
    morning: Morning
    now: datetime
    posts: str = ""
    misfit: Notice | None = None

    @cached_property
    def name(self) -> str:
        """How the page names it."""
        return version_name(self.text, self.posts)

    @cached_property
    def sheet(self) -> OrderSheet:
        """The text taken apart; `DataError` where it cannot be read."""
        return read_sheet(self.text, order_name(self.morning.workspace, self.morning.slot))

    @cached_property
    def grouped(self) -> Grouped:
        """The stories and the machine's picks; where `split` or `join` does not fit, as if it were not there."""
        try:
            return self.morning.grouped(self.sheet)
        except DigestError as fault:
            self.misfit = fault.notice()
            return self.morning.grouped(OrderSheet())

    @cached_property
    def chosen(self) -> Chosen | None:
        """The page as the editor wants it, None where an edit does not fit."""
        grouped, morning = self.grouped, self.morning
        if self.misfit:
            return None
        known, articles, _ = morning.gathered
        gathered = (known, articles, grouped.stories)
        dates = misdated(morning.intake, morning.slot, self.now)
        try:
            found = settled(morning.workspace, morning.intake, morning.slot, gathered, grouped.picks, self.text, dates)
        except DigestError as fault:
            self.misfit = fault.notice()
            return None
        return found

    @cached_property
    def composed(self) -> Composed | None:
        """The edition, cut to its length."""
        if self.chosen is None:
            return None
        workspace, slot = self.morning.workspace, self.morning.slot
        form = Form(key=workspace.key(slot.name), shop=self.morning.shop)
        try:
            with self.morning.lock:
                wish = Wish(slot=slot.name)
                return composed(workspace, self.morning.intake, self.chosen, slot, form=form, wish=wish)
        except DigestError as fault:
            self.misfit = fault.notice()
            return None

    @property
    def edition(self) -> Edition | None:
        """The edition, None where an edit does not fit."""
        return self.composed.edition if self.composed else None

    @cached_property
    def fronts(self) -> dict[str, str]:
        """The parts of the email and the web version, by file name; nothing where there is no edition."""
        return self.drawn(self.composed.edition) if self.composed else {}

    def drawn(self, edition: Edition) -> dict[str, str]:
        """Print *edition*, this one or one like it."""
        with self.morning.lock:
            return self.morning.shop.draw(edition, self.morning.workspace)

    @cached_property
    def posted(self) -> tuple[Post, ...] | None:
        """The posts as if every card could be drawn, None where an edit does not fit; nobody waits for pictures."""
        if self.composed is None or self.chosen is None:
            return None
        try:
            return posts_before_cards(self.morning.workspace, self.chosen, self.composed)
        except DigestError as fault:
            self.misfit = fault.notice()
            return None

    @cached_property
    def cards(self) -> Drawn | None:
        """The edition with its own card, all cards and what could not be drawn; takes seconds the first time."""
        if self.composed is None:
            return None
        try:
            with self.morning.drawing:  # of its own: an edit is shown while cards are drawn
                return draw(self.composed.edition, self.morning.workspace)
        except DigestError as fault:
            self.misfit = fault.notice()
            return None

    @cached_property
    def pressed(self) -> Pressed | None:
        """Every rendition, checked, and of their files those in `SHOWN`; an edit that fits no post is a misfit, too."""
        if self.composed is None or self.chosen is None or self.posted is None or self.cards is None:
            return None
        try:
            with self.morning.lock:
                made = finished(self.morning.workspace, self.chosen, self.composed, tell_nobody, drawn=self.cards)
        except DigestError as fault:
            self.misfit = fault.notice()
            return None

        # Several versions are kept: each without the 15 MB of its sheet and its message, pictures included.
        return replace(made, files={name: made.files[name] for name in SHOWN if name in made.files})

    def card(self, name: str) -> bytes | None:
        """Return a card's file."""
        return next((one.content for one in self.cards[1] if one.name == name), None) if self.cards else None

    @cached_property
    def weight(self) -> int:
        """The bytes of the email's HTML part as it is sent."""
        return len(html_part(self.fronts["email.html"])) if self.fronts else 0

    @property
    def words(self) -> int:
        """The words of the stories as they are printed."""
        return words_of(self.edition) if self.edition else 0

    @property
    def minutes(self) -> float:
        """How long the stories take to read, in minutes."""
        return self.words / WORDS_A_MINUTE


def version_name(text: str, posts: str) -> str:
    """Return how a version of the running order and the file of posts is named."""
    return name_of(f"{text}\0{posts}" if posts else text)
