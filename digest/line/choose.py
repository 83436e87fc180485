"""The first stages of the line: find the slot, read, pick.  In memory, nothing published.

`digest.jobs.build` goes on from here and publishes; the preview goes on and shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from digest.articles import Article
from digest.errors import DataError, NothingToPublishError, Notice, UsageError
from digest.intake.files import Intake
from digest.line.drawers import Drawer
from digest.line.groups import stories_of
from digest.line.history import memory
from digest.line.illustrate import amiss
from digest.line.misdated import misdated
from digest.line.sources import read_sources, too_old
from digest.order.applying import Applied, Material, apply
from digest.order.file import order_name, order_text
from digest.order.posts import post_wishes, told_by_picks
from digest.order.posts_file import posts_name, posts_sheet
from digest.order.regrouping import regrouped
from digest.order.sheet import read_sheet
from digest.picks.choose import Picks, choose
from digest.picks.edits import PostWish
from digest.picks.memory import Memory, due, embargoed
from digest.picks.slots import Slot, current_slot, next_slots, slot_named
from digest.quotes.quote import Quote
from digest.settings import Settings
from digest.stories.story import Story
from digest.text.plurals import counted
from digest.workspace import Workspace

if TYPE_CHECKING:
    from digest.line.pool import Pool
    from digest.picks.recognition import SegmentMemory

Tell = Callable[[str, str], None]
# What readers had, the slot's articles, its stories.
Gathered = tuple["Memory | SegmentMemory", tuple[Article, ...], tuple[Story, ...]]

FOUND: dict[Article, tuple[Quote, ...]] = {}  # the quotes of the articles that were asked for
QUOTED = 1_000  # articles whose quotes are kept for the next run


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a run was asked for: the slot ('' for the current one), a correction's reason, how strict to be.

    With `anyway` a correction is published although nothing changed.
    """

    slot: str = ""
    revise: str = ""
    anyway: bool = False
    subject: str = ""
    strict: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a slot's edition will tell: the picks in order with the editor's words, and all articles it looked at.

    `rested` are the texts of earlier editions' quotes of the day.
    """

    order: Applied
    due: tuple[Article, ...]
    rested: tuple[str, ...] = ()

    @property
    def picks(self) -> Picks:
        """The picks in order."""
        return self.order.picks


def find_slot(settings: Settings, name: str, now: datetime) -> Slot:
    """Return the slot called *name*, else the current one."""
    return slot_named(settings.schedule, name) if name else current_slot(settings.schedule, now)


def read(
    workspace: Workspace, tell: Tell, *, strict: bool = False, keep: bool = True, at: datetime | None = None
) -> Intake:
    """Read the configured sources; with *strict* the first bad article stops the run.

    Nothing is written unless *keep*: what unchanged files gave, for the next run.  What
    was fetched long before the moment *at* is told.
    """
    settings = workspace.settings
    if not settings.source:
        fix = "add [[source]] with path = …, or use --source PATH"
        raise UsageError("there is nothing to read", where=f"{settings.path}: source", fix=fix)
    intake = read_sources(workspace, keep=keep, at=at)
    if strict and intake.notices:
        first = intake.notices[0]
        raise DataError(first.what, where=first.where, fix=first.fix)
    _forget(intake.articles)
    tell("read", counted(len(intake.articles), "article"))
    return intake


def _forget(articles: Iterable[Article]) -> None:
    """Forget the quotes of all but *articles*: who catches up, or keeps the desk open, reads again and again."""
    if FOUND:
        kept = {article: FOUND[article] for article in articles if article in FOUND}
        FOUND.clear()
        FOUND.update(kept)


def pick(
    workspace: Workspace, intake: Intake, slot: Slot, tell: Tell, *, now: datetime, pool: Pool | None = None
) -> Chosen:
    """Group the slot's articles into stories, choose, and let the editor's running order have the last word.

    For a segment the *pool* has them grouped already.  Raises `NothingToPublishError`,
    and `DataError` for an edit that no longer fits.
    """
    text = order_text(workspace, slot)
    gathered = gather(workspace, intake, slot, tell, text, pool=pool)
    if pool and pool.articles and not gathered[2]:
        _see_that_an_empty_list_is_wanted(workspace, pool)
    picks = select(workspace, intake, slot, gathered[2], gathered[0])
    dates = pool.misdated(now) if pool else misdated(intake, slot, now)
    chosen = settled(workspace, intake, slot, gathered, picks, text, dates)
    see_that_there_is_something(chosen.picks, workspace, slot, intake, found=bool(picks.chosen))
    places = [one.place for one in chosen.picks.chosen]
    brief = places.count("brief")
    tell("pick", f"{counted(len(places) - brief, 'story', 'stories')}, {brief} in brief")
    return chosen


def gather(
    workspace: Workspace, intake: Intake, slot: Slot, tell: Tell, order: str = "", *, pool: Pool | None = None
) -> Gathered:
    """Return what readers already had, the slot's articles, and the stories they tell.

    The running order's text, *order*, may part stories and join them.
    """
    known, articles, stories = _of_segment(workspace, intake, slot, pool) or _of_all(workspace, intake, slot)
    if order:
        where = order_name(workspace, slot)
        free = [one for one in intake.articles if not embargoed(one, slot)]
        stories = regrouped(stories, read_sheet(order, where), where, free)
    tell("group", f"{counted(len(articles), 'article')} of this slot in {counted(len(stories), 'story', 'stories')}")
    return known, articles, stories


def _of_all(
    workspace: Workspace, intake: Intake, slot: Slot
) -> tuple[Memory | SegmentMemory, tuple[Article, ...], tuple[Story, ...]]:
    known = memory(workspace, slot)
    articles = tuple(one for one in due(intake.articles, slot, known) if not too_old(one, intake, slot))
    columns, own = workspace.settings.columns, {one.id for one in articles}
    known = known.beside((one for one in intake.articles if one.id not in own), slot, columns)
    return known, articles, stories_of(workspace, articles)


def _of_segment(
    workspace: Workspace, intake: Intake, slot: Slot, pool: Pool | None
) -> tuple[Memory | SegmentMemory, tuple[Article, ...], tuple[Story, ...]] | None:
    if not workspace.whole:
        return None
    from digest.line.pool import open_pool

    if pool:
        own = pool.of(workspace)
    else:
        with open_pool(workspace.whole, intake, slot) as opened:
            own = opened.of(workspace)
    return own.memory, own.articles, own.stories


def select(
    workspace: Workspace, intake: Intake, slot: Slot, stories: Sequence[Story], known: Memory | SegmentMemory
) -> Picks:
    """Let the machine choose among *stories*."""
    drawer: Drawer[tuple[Quote, ...]] = Drawer(
        folder=None if workspace.whole else workspace.derived,  # segments share a run's
        name="quotes",
        form=tuple[Quote, ...],
        rooms=("quotes", "text", "data"),
        most=QUOTED,
    )

    def kept(article: Article) -> tuple[Quote, ...]:
        if article not in FOUND:
            FOUND[article] = drawer.of([article], lambda: quotes_of(article))
        return FOUND[article]

    return choose(
        stories,
        workspace.settings,
        slot,
        quotes=kept,
        weights=intake.weight,
        memory=known,
        pictured=intake.pictured,
    )


def settled(
    workspace: Workspace,
    intake: Intake,
    slot: Slot,
    gathered: Gathered,
    picks: Picks,
    text: str,
    dates: Iterable[Notice],
) -> Chosen:
    """Return the machine's *picks* as the running order *text* has them ('' for none), with what is to be told.

    *dates* is what is amiss with the articles' (`digest.line.misdated`).  `DataError` for an edit that does not fit.
    """
    known, articles, stories = gathered
    order = ordered(workspace, intake, slot, picks, stories, known, text) if text else Applied(picks=picks)
    order = replace(order, posts=(*order.posts, *wanted_posts(workspace, slot, order.picks)))
    notices = (
        *order.picks.notices,
        *dates,
        *_wordless(order.picks),
    )
    order = replace(order, picks=replace(order.picks, notices=notices))
    return Chosen(order=order, due=articles, rested=known.quotes)


def ordered(
    workspace: Workspace,
    intake: Intake,
    slot: Slot,
    picks: Picks,
    stories: Sequence[Story],
    known: Memory | SegmentMemory,
    text: str,
) -> Applied:
    """Return the picks as the running order *text* wants them; `DataError` for an edit that does not fit."""
    material = Material(
        stories=stories,
        quotes=quotes_of,
        pages=intake.articles,
        at=slot.at,
        retracted=known.retracted,
        withheld=lambda article: workspace.settings.picks.risk_with_quotes and article.risk is not None,
    )
    shown = workspace.settings.picks.stories
    return apply(text, picks, material, shown=shown, where=order_name(workspace, slot))


def wanted_posts(workspace: Workspace, slot: Slot, picks: Picks) -> tuple[PostWish, ...]:
    """Return what the slot's file of posts wants; `DataError` with its line for what means nothing here."""
    sheet = posts_sheet(workspace, slot.name)
    if not sheet.posts:
        return ()
    told = told_by_picks(picks.chosen, lambda story: [q for member in story.members for q in quotes_of(member)])
    return post_wishes(sheet, told, posts_name(workspace, slot.name))


def see_that_there_is_something(
    picks: Picks, workspace: Workspace, slot: Slot, intake: Intake, *, found: bool = False
) -> None:
    """Raise `NothingToPublishError` for no picks at all, unless empty editions are wanted.

    *found* says that there were picks before an editor took them out.
    """
    settings = workspace.settings
    if picks.chosen or settings.picks.empty == "publish":
        return
    if found:
        fix = "take one out of dropped, or drop = true out of its block; or delete the file and `digest pick` again"
        where = order_name(workspace, slot)
        raise NothingToPublishError(f"every story of {slot.name} was taken out", where=where, fix=fix)
    if picks.bench:
        fix = "lower picks.least, or the least of a section"
        raise NothingToPublishError(f"no story of {slot.name} has the score it needs", where=settings.path, fix=fix)
    fix = 'check the sources and schedule.window; picks.empty = "publish" sends an empty edition'
    fix = _other_slot(intake.articles, settings, slot) or fix
    raise NothingToPublishError(f"nothing new belongs to {slot.name}", where=settings.path, fix=fix)


def _see_that_an_empty_list_is_wanted(workspace: Workspace, pool: Pool) -> None:
    """Raise `NothingToPublishError` where the day has articles, and none for this list: a filter may be misspelt."""
    if workspace.settings.picks.empty != "publish":
        what = f"none of the day's {counted(len(pool.articles), 'article')} fits this list and is new to it"
        fix = f"digest articles --segment {workspace.segment} says why"
        raise NothingToPublishError(what, where=workspace.settings.path, fix=fix)


def _other_slot(articles: Iterable[Article], settings: Settings, slot: Slot) -> str:
    """Say which slot has articles where this one has none: a later one, or else the newest article's."""
    dates = sorted(one.published for one in articles if one.published and not embargoed(one, slot))
    if not dates or any(map(slot.holds, dates)):
        return ""
    later = [date for date in dates if date >= slot.at]
    other = next_slots(settings.schedule, later[0] if later else dates[-1], 1)[0].name
    if later:
        return f"{counted(len(later), 'article is', 'articles are')} newer: --slot {other}"
    return f"the newest article belongs to {other}: check the sources, widen schedule.window, or --slot {other}"


def quotes_of(article: Article) -> tuple[Quote, ...]:
    """Return an article's quotes, found once a run: choosing and composing both ask."""
    if article not in FOUND:
        from digest.quotes.of_article import find_quotes  # a fifth of the start of a run that only scores

        FOUND[article] = find_quotes(article)
    return FOUND[article]


def page_of(
    workspace: Workspace,
    intake: Intake,
    slot: Slot,
    picks: Picks,
    stories: Sequence[Story],
    known: Memory | SegmentMemory,
    text: str,
) -> tuple[Picks, tuple[Notice, ...]]:
    """Return the page that the running order *text* makes; where an edit does not fit, the machine's and why."""
    if not text:
        return picks, ()
    try:
        return ordered(workspace, intake, slot, picks, stories, known, text).picks, ()
    except DataError as misfit:
        return picks, (misfit.notice(),)


def faults_of(picks: Picks, intake: Intake, slot: Slot, now: datetime) -> list[Notice]:
    """Return what is amiss with the articles of a page, before it is built: dates, words, pictures."""
    return [*misdated(intake, slot, now), *_wordless(picks), *amiss(picks, intake)]


def _wordless(picks: Picks) -> list[Notice]:
    """Tell of stories with a place of their own and nothing to say in it."""
    found = [pick for pick in picks.chosen if pick.place != "brief" and not pick.edits.deck]
    what, fix = "the article has neither body nor deck", 'check the capture, or write a deck, or place = "brief"'
    leads = [pick.story.lead for pick in found]
    empty = [one for one in leads if not (one.text.strip() or one.deck or one.standfirst)]
    return [Notice(what=f"{what}: {one.headline}", where=one.where, fix=fix) for one in empty]
