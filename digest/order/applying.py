"""A running order becomes the picks of an edition; what no longer fits is an error with its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from digest.articles import Article
from digest.errors import DataError, Notice
from digest.order.marks import line_mark, line_marks, three_ways
from digest.order.merging import absent, articles_of, taken_out
from digest.order.offers import Misfit, quote_meant
from digest.order.posts import post_wishes, told_by_picks
from digest.order.regrouping import is_at
from digest.order.sheet import read_sheet
from digest.order.sponsor import sponsor_of
from digest.picks.choose import Pick, Picks
from digest.picks.edits import Edits, PostWish, SponsorWish
from digest.picks.memory import held_until
from digest.quotes.quote import Quote
from digest.stories.story import Story
from digest.text.clean import line

if TYPE_CHECKING:
    from digest.order.sheet import OrderBlock, OrderSheet

_HIGHER = 'write place = "story" in its block, or choose a quote of another story'
_OTHER = "choose a quote of another story (picks.risk_with_quotes asks for the note)"

FindQuotes = Callable[[Article], tuple[Quote, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What an editor may draw on in one slot.

    *stories* are all of the slot, picked or not; *quotes* finds those of an article;
    *pages* are further articles that may be brought in by path, none of them
    *retracted* or under embargo *at* the slot's moment.  Quotes of a story whose lead
    is *withheld* never stand without its risk note.
    """

    stories: Sequence[Story]
    quotes: FindQuotes
    pages: Sequence[Article] = ()
    retracted: Callable[[Article], bool] = lambda article: False
    withheld: Callable[[Article], bool] = lambda article: False
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The picks as the editor wants them, and the editor's words for the edition ('' for none).

    `day_quote` is the id of the quote of the day, `posts` what is wanted of the posts.
    """

    picks: Picks
    subject: str = ""
    preheader: str = ""
    note: str = ""
    day_quote: str = ""
    posts: tuple[PostWish, ...] = ()
    sponsor: SponsorWish | None = None


def apply(text: str, picks: Picks, material: Material, *, shown: int, where: str) -> Applied:
    """Return *picks* as the running order *text* wants them, of what *material* has.

    *shown* is how many have a place of their own, *where* names the file in errors.
    Raises `DataError` with file and line for an edit that does not fit: an unknown
    story or quote, a highlight that is not verbatim, a dropped story that came back
    changed.
    """
    sheet = read_sheet(text, where)
    desk = _Desk(sheet, picks, material, where)
    desk.check_dropped()
    chosen = desk.picks()
    placed = _placed(chosen, shown)
    notices = [*picks.notices, *desk.notices, *_unasked(picks, sheet, where)]
    return Applied(
        picks=replace(picks, chosen=tuple(placed), notices=tuple(notices)),
        subject=clean_line(sheet.values, "subject"),
        preheader=clean_line(sheet.values, "preheader"),
        note=clean_line(sheet.values, "note"),
        day_quote=_day_quote(desk, placed),
        posts=post_wishes(sheet, told_by_picks(placed, desk.quotes_of), where) if sheet.posts else (),
        sponsor=sponsor_of(sheet, where),
    )


class _Desk:
    """One application: finds who is meant, and keeps what to warn of."""

    def __init__(self, sheet: OrderSheet, picks: Picks, material: Material, where: str) -> None:
        self.sheet = sheet
        self.material = material
        self.where = where
        self.notices: list[Notice] = []
        # A picked story may have fewer members than the slot's: those that were published already are left out.
        every = [*material.stories, *(pick.story for pick in (*picks.told, *picks.bench, *picks.chosen))]
        self.stories = {story.id: story for story in every}
        self.by_article = {member.id: story for story in every for member in story.members}
        self.retracted = {pick.story.id for pick in picks.retracted}
        self.had = {pick.story.id: pick.left_out for pick in picks.told}
        left_out = {pick.story.id: _brought_in(pick) for pick in (*picks.told, *picks.bench)}
        self.known = left_out | {pick.story.id: pick for pick in picks.chosen}

    def refuse(self, what: str, row: int, fix: str) -> DataError:
        return DataError(what, where=f"{self.where}, line {row}", fix=fix)

    def check_dropped(self) -> None:
        """Refuse where the text of a story that was taken out has changed since."""
        for id in absent(self.sheet):
            story = self.stories.get(id)
            text = self.sheet.known.get(id, {}).get("text", "")
            if story and text and text != story.lead.sha256[:8]:
                fix = "delete it there to let it back in, or delete its line in [machine.stories] to keep it out"
                raise self.refuse(f"{id} was taken out, and has changed since", self.sheet.line_of("dropped"), fix)

    def picks(self) -> list[tuple[Pick, str]]:
        """Return the picks in the sheet's order, each with the place the editor gave it ('' for none)."""
        found: list[tuple[Pick, str]] = []
        ids: set[str] = set()
        again: list[tuple[str, OrderBlock]] = []
        for block in self.sheet.blocks:
            story = self._story(block)
            if story is None or block.values.get("drop") is True:
                self._check_drop(block, story)
                continue
            if story.id in ids:
                raise self.refuse(f"{story.id} is here twice", block.line_of("id"), "delete one of the blocks")
            ids.add(story.id)
            if story.id in self.retracted or self.material.retracted(story.lead):
                self._leave_out(block, f"{story.id} was retracted")
                continue
            if not block.touched and story.id in self.had:
                again.append((story.id, block))
            pick = self.known.get(story.id) or Pick(story=story, reason="Added by the editor.")
            found.append((_edited(pick, self._edits(block, story)), clean_line(block.values, "place")))
        self._tell_again(again)
        return found

    def _tell_again(self, again: Sequence[tuple[str, OrderBlock]]) -> None:
        """Warn in one line of all stories that readers had already: a list that is built late may have many."""
        if not again:
            return
        names = [name for name, _ in again]
        what = f"{names[0]}: {self.had[names[0]]}"
        fix = "`digest pick` takes it out; to keep it, change anything in its block"
        if len(names) > 1:
            what = f"{len(names)} stories were told before: {', '.join(names)}"
            fix = "`digest pick` takes them out; to keep one, change anything in its block"
        self._told(what, again[0][1], fix)

    def _leave_out(self, block: OrderBlock, why: str) -> None:
        """Leave out, with a warning, a block that only the machine wrote; one that an editor touched is an error."""
        if block.touched:
            raise self.refuse(why, block.line_of("id"), "delete its block")
        self._told(f"{why}: left out", block, "run `digest pick` to take its block out")

    def _story(self, block: OrderBlock) -> Story | None:
        if path := clean_line(block.values, "path"):
            return self._at(path, block)
        if block.id in self.sheet.joined and block.id not in self.stories:
            self._told(f"{block.id} is told with another story, to which it was joined", block)
            return None
        story = self.stories.get(block.id) or self.by_article.get(block.id)
        if story is None:
            names = [name for name in sorted(articles_of(block)) if name in self.by_article]
            story = self.by_article[names[0]] if names else None
        if story is None:
            self._see_embargo(next((page for page in self.material.pages if page.id == block.id), None), block, "id")
        if story is None and block.touched and block.values.get("drop") is not True:
            what = f"no article of this slot is called {block.id!r}"
            fix = "delete its block; `digest articles` says where each article is"
            raise self.refuse(what, block.line_of("id"), fix)
        if story is None:
            self._told(f"{block.id} is no longer there", block)
        return story

    def _told(self, what: str, block: OrderBlock, fix: str = "") -> None:
        self.notices.append(Notice(what=what, where=f"{self.where}, line {block.line}", fix=fix))

    def _at(self, path: str, block: OrderBlock) -> Story:
        """Return the story that the page at *path* tells; a page of another day is a story by itself."""
        own = next((m for story in self.stories.values() for m in story.members if is_at(m, path)), None)
        if own:
            return self._told_by(own.id)
        page = next((page for page in self.material.pages if is_at(page, path)), None)
        if page is None:
            fix = "write it as messages do, such as seeds/page.txt; it must be in a [[source]]"
            raise self.refuse(f"no article is in {path}", block.line_of("path"), fix)
        self._see_embargo(page, block, "path")
        return Story(page.id, page, (page,))

    def _see_embargo(self, page: Article | None, block: OrderBlock, key: str) -> None:
        """Refuse a page under embargo: its agency wants nobody to read it before a later moment."""
        at = self.material.at
        if page is None or page.embargo is None or at is None or page.embargo <= at:
            return
        fix = "take its block out; it belongs to the first slot after that"
        raise self.refuse(f"{page.id} is {held_until(page)}", block.line_of(key), fix)

    def _told_by(self, article: str) -> Story:
        """Return the article's story with it as the lead: who adds a page by path wants that page."""
        story = self.by_article[article]
        lead = next(member for member in story.members if member.id == article)
        rest = tuple(member for member in story.members if member is not lead)
        return story if story.lead is lead else Story(lead.id, lead, (lead, *rest))

    def _check_drop(self, block: OrderBlock, story: Story | None) -> None:
        text = block.marks.get("text", "")
        if story and text and text != story.lead.sha256[:8]:
            fix = "take drop = true away to have it, or delete its line in [machine.stories] to keep it out"
            raise self.refuse(f"{block.id} was dropped, and has changed since", block.line_of("drop"), fix)

    def _edits(self, block: OrderBlock, story: Story) -> Edits:
        article = story.lead
        own = {name: clean_line(block.values, name) for name in ("deck", "kicker", "note")}
        headline = clean_line(block.values, "headline") if block.edited("headline") else ""
        section = clean_line(block.values, "section") if block.edited("section") else ""
        update: bool | None = block.values.get("update", False) if block.edited("update") else None
        return Edits(
            headline=headline if headline != article.headline else "",
            deck=own["deck"],
            kicker=own["kicker"] or section,
            note=own["note"],
            byline=clean_line(block.values, "byline") if block.edited("byline") else None,
            update=update,
            quotes=self._quotes(block, story),
            highlights=self._highlights(block, article),
            hidden=self._hidden(block, story),
            related=_related(block, article),
            where=f"{self.where}, line {block.line_of('id')}",
        )

    def _quotes(self, block: OrderBlock, story: Story) -> tuple[str, ...] | None:
        if not block.edited("quotes") or "quotes" not in block.values:
            return None
        pool = self.quotes_of(story)
        try:
            return tuple(dict.fromkeys(quote_meant(wish, pool, story.lead.id).id for wish in block.lines("quotes")))
        except Misfit as misfit:
            raise self.refuse(f"{story.lead.id}: {misfit.what}", block.line_of("quotes"), misfit.fix) from misfit

    def quotes_of(self, story: Story) -> list[Quote]:
        """Return the quotes of all articles that tell a story."""
        return [quote for member in story.members for quote in self.material.quotes(member)]

    def _hidden(self, block: OrderBlock, story: Story) -> frozenset[str]:
        """Return the other articles of a story that the editor took out of `also`."""
        gone = block.taken_out("also")
        return frozenset(one.id for one in story.members[1:] if line_mark("also", f"{one.id}: ") in gone)

    def _highlights(self, block: OrderBlock, article: Article) -> tuple[str, ...] | None:
        if not block.edited("highlights") or "highlights" not in block.values:
            return None
        wanted = tuple(block.values["highlights"])
        for text in wanted:
            if text not in article.source_text:
                fix = "copy the sentence from the article, letter by letter"
                what = f"the highlight is not in the article: {text[:60]!r}"
                raise self.refuse(what, block.line_of("highlights"), fix)
        return wanted


def _edited(pick: Pick, edits: Edits) -> Pick:
    """Return a pick with an editor's *edits*; what is no update is not said to go on."""
    if edits.update is False and pick.as_new:
        return replace(pick, edits=edits, reason=pick.as_new)
    return replace(pick, edits=edits)


def _day_quote(desk: _Desk, picks: Sequence[Pick]) -> str:
    """Return the id of the quote that the editor leads with, '' where the machine chooses."""
    wish = clean_line(desk.sheet.values, "quote_of_the_day")
    if not wish:
        return ""
    row = desk.sheet.line_of("quote_of_the_day")
    for pick in picks:  # story by story: #7acf means one of the first story that has it
        with suppress(Misfit):
            found = quote_meant(wish, desk.quotes_of(pick.story), pick.story.lead.id)
            if pick.place == "brief":
                raise desk.refuse(f"{pick.story.id} stands in brief, where no quote is shown", row, _HIGHER)
            if desk.material.withheld(pick.story.lead):
                raise desk.refuse(f"{pick.story.id} has a risk note, which this quote would leave", row, _OTHER)
            return found.id
    every = [quote for pick in picks for quote in desk.quotes_of(pick.story)]
    try:
        return quote_meant(wish, every, "").id
    except Misfit as misfit:
        raise desk.refuse(misfit.what, row, misfit.fix) from misfit


def _related(block: OrderBlock, article: Article) -> tuple[str, ...] | None:
    """Return the related headlines as the editor wants them; None where nothing was changed."""
    if not block.edited("related"):
        return None
    lines = three_ways("related", block.lines("related"), line_marks(block.marks, "related"), article.related)
    return tuple(line(text) for text in lines)


def _brought_in(pick: Pick) -> Pick:
    """Return a pick that was left out as one that an editor wants, without the reason why it was left out."""
    return replace(pick, reason=f"Brought in by the editor. {pick.merits}".rstrip(), left_out="")


def clean_line(values: Mapping[str, Any], name: str) -> str:
    """Return one line of the editor's, clean; '' when it is not there."""
    return line(values.get(name, ""))


def _placed(chosen: Sequence[tuple[Pick, str]], shown: int) -> list[Pick]:
    """Give places by order: the first leads, the next follow, the rest in brief; the editor's word first."""
    lead = next((n for n, (_, place) in enumerate(chosen) if place == "lead"), None)
    if lead is None:
        lead = next((n for n, (_, place) in enumerate(chosen) if not place), 0)
    placed: list[Pick] = []
    places = ("lead", "story", "brief")
    for number, (pick, place) in enumerate(chosen):
        of_order = "story" if number < shown else "brief"
        placed.append(replace(pick, place="lead" if number == lead else place.replace("lead", "story") or of_order))
    return sorted(placed, key=lambda pick: places.index(pick.place))


def _unasked(picks: Picks, sheet: OrderSheet, where: str) -> list[Notice]:
    """Return a warning about picks that came up after the running order was written."""
    present = {name for block in sheet.blocks for name in articles_of(block)}
    gone = taken_out(sheet)
    news = [p for p in picks.chosen if p.story.id not in gone and not present & {m.id for m in p.story.members}]
    if not news:
        return []
    what = f"{len(news)} newer {'story is' if len(news) == 1 else 'stories are'} not in the running order"
    return [Notice(what=what, where=where, fix="run `digest pick` to merge what is new")]
