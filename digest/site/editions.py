"""The pages of one edition: itself, each of its stories, its pictures, and what link previews show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from digest.edition.model import Edition, Item
from digest.errors import Notice
from digest.posts import Post
from digest.press import links
from digest.quotes.quote import Quote
from digest.site import facts
from digest.site.lists import picture_of
from digest.site.pages import PageHead, PagePrinter, at_home
from digest.site.record import EditionRecord, edition_record, with_page
from digest.text.slugs import card_stem, headline_slug

CARD = "preview.png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The edition before or after: its slot and its title."""

    slot: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The editions before and after one."""

    older: Neighbour = field(default_factory=Neighbour)
    newer: Neighbour = field(default_factory=Neighbour)

    @property
    def mark(self) -> str:
        """A text that changes when a page that names both must be printed again."""
        told = "\n".join((self.older.slot, self.older.title, self.newer.slot, self.newer.title))
        return sha256(told.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedEdition:
    """An edition's files by name, below its folder, and what the site remembers of it."""

    told: EditionRecord
    files: Mapping[str, bytes]
    notices: tuple[Notice, ...] = field(default=())


class Editions:
    """Prints editions.  *printer* has the templates; without an address of the site nothing has a whole one."""

    def __init__(self, printer: PagePrinter) -> None:
        self.printer = printer
        self.news = printer.settings.newsletter
        self.home = facts.home_of(self.news)

    def printed(
        self, edition: Edition, shown: Mapping[str, bytes], mark: str, around: Around, posts: Sequence[Post] = ()
    ) -> PrintedEdition:
        """Print *edition* between its neighbours; *shown* are its pictures and cards, by file name.

        The page behind "link in bio" tells what its *posts* tell, where one of their networks needs that page.
        A card that the site has already (`CARD` among *shown*, for what `card_mark` says) is not drawn again.
        """
        edition = at_home(edition, self.news.web)
        card, drawn, notices = self._card(edition, shown)
        shown = {name: content for name, content in shown.items() if name != CARD}
        kept = replace(edition_record(edition, mark), card=card, around=around.mark)
        if card == CARD:
            kept = replace(kept, drawn=self.card_mark(edition.title, edition.newsletter.name))
        files = {**shown, **drawn, "index.html": self._edition(edition, kept, around).encode()}
        for item in edition.items():
            if with_page(item):
                page = self._story(edition, item, kept, _card_of(item, shown))
                files[f"{item.slug}/index.html"] = page.encode()
        if page := links.link_page(edition, posts, self.printer.settings, self.printer.templates):
            files[links.FILE] = page.encode()
        return PrintedEdition(told=replace(kept, files=tuple(sorted(files))), files=files, notices=notices)

    def card_mark(self, title: str, publication: str) -> str:
        """Return a text that changes when the card of an edition must be drawn again."""
        return sha256("\n".join((title, publication, self.printer.card_stamp)).encode()).hexdigest()[:12]

    def withdrawn(self, kept: EditionRecord) -> PrintedEdition:
        """Print the page that replaces a withdrawn edition."""
        title = self.printer.say.words("site.withdrawn")
        page = PageHead(title=f"{title} | {self.news.name}", description=title, hidden=True)
        html = self.printer.page("site/withdrawn.html.j2", {"page": page, "root": "../", "told": kept, "title": title})
        return PrintedEdition(told=replace(kept, files=("index.html",)), files={"index.html": html.encode()})

    def _edition(self, edition: Edition, kept: EditionRecord, around: Around) -> str:
        address = edition.web_address
        picture = picture_of(kept, self.home) if self.home else ""
        told_facts = {**self.printer.facts_of(edition), **facts.edition_facts(edition, self.news, address)}
        if picture:
            told_facts["image"] = picture
        page = PageHead(
            title=edition.title,
            changed=facts.iso_8601(kept.changed),
            picture=picture,
            picture_alt=edition.title,
            width=1200 if picture and kept.card else 0,
            height=630 if picture and kept.card else 0,
        )
        framed = {"root": "../", "page": page, "older": around.older, "newer": around.newer}
        html = self.printer.edition(edition, {"facts": told_facts, "image": ""}, framed)
        for story in kept.stories:
            if story.slug:
                html = html.replace(
                    f'class="permalink" href="#{story.slug}"', f'class="permalink" href="{story.slug}/"'
                )
        return html

    def _story(self, edition: Edition, item: Item, kept: EditionRecord, wide: str) -> str:
        page = self._story_page(edition, item, kept, wide)
        values = {
            "page": page,
            "root": "../../",
            "item": item,
            "edition": edition,
            "topic": headline_slug(item.kicker) if item.kicker else "",
            "quotes": tuple(_quotes(edition, item)),
            "corrections": [one for one in edition.told_corrections if item.headline in one.stories],
            "others": [story for story in kept.stories if story.slug and story.slug != item.slug],
        }
        return self.printer.page("site/story.html.j2", values)

    def _story_page(self, edition: Edition, item: Item, kept: EditionRecord, wide: str) -> PageHead:
        address = f"{edition.web_address}{item.slug}/" if edition.web_address else ""
        picture = self._picture(edition, item, wide)
        card = bool(wide and picture)
        described = item.picture.alt if item.picture and not card else ""
        return PageHead(
            title=f"{item.headline} | {edition.newsletter.name}",
            description=item.deck or item.standfirst or edition.title,
            address=address,
            kind="article",
            picture=picture,
            picture_alt=described or item.headline,
            width=1200 if card else 0,
            height=630 if card else 0,
            published=edition.at.isoformat(),
            changed=facts.iso_8601(kept.changed),
            facts=facts.story_facts(item, edition, self.news, address, picture),
        )

    def _picture(self, edition: Edition, item: Item, wide: str) -> str:
        if not edition.web_address:
            return ""
        if wide:
            return f"{edition.web_address}{wide}"
        src = item.picture.src if item.picture else ""
        return src if ":" in src or not src else f"{edition.web_address}{src}"

    def _card(self, edition: Edition, shown: Mapping[str, bytes]) -> tuple[str, dict[str, bytes], tuple[Notice, ...]]:
        """Return the picture for link previews: the quote of the day's card, else one drawn where the extra is."""
        quoted = next((item for item in edition.items() if item.id == edition.quote_item), None)
        if quoted and quoted.shareable and (wide := _card_of(quoted, shown)):
            return wide, {}, ()
        if CARD in shown:
            return CARD, {CARD: shown[CARD]}, ()
        drawn, notice = self.printer.title_card(edition)
        return (CARD, {CARD: drawn}, ()) if drawn else ("", {}, (notice,) if notice else ())


def neighbours(shown: Sequence[EditionRecord]) -> Iterator[tuple[str, Around]]:
    """Yield for each slot the editions around it; *shown* stand in order, the newest first."""
    for at, one in enumerate(shown):
        older = shown[at + 1] if at + 1 < len(shown) else None
        newer = shown[at - 1] if at else None
        yield one.slot, Around(older=_neighbour(older), newer=_neighbour(newer))


def _neighbour(one: EditionRecord | None) -> Neighbour:
    return Neighbour(slot=one.slot, title=one.title) if one else Neighbour()


def _quotes(edition: Edition, item: Item) -> Iterator[Quote]:
    """Yield a story's quotes, with the quote of the day if it is one of its own."""
    day = edition.quote if edition.quote and edition.quote_item == item.id else None
    seen = {day.text} if day else set()
    if day:
        yield day
    for quote in item.quotes:
        if quote.text not in seen:
            seen.add(quote.text)
            yield quote


def _card_of(item: Item, shown: Mapping[str, bytes]) -> str:
    name = f"{card_stem(item.slug)}-wide.png"
    return name if name in shown and item.shareable else ""
