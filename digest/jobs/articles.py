"""``digest articles``: where is my article?  Each one that was read, and each file or line that was not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from digest.articles import Article
from digest.errors import Notice
from digest.intake.files import Intake
from digest.line.choose import Tell, gather, page_of, read, select
from digest.line.sources import too_old
from digest.line.warnings import home
from digest.order.file import order_name, order_text
from digest.order.merging import taken_out
from digest.order.regrouping import remaining
from digest.order.sheet import read_sheet
from digest.picks.choose import Pick, Picks
from digest.picks.memory import Memory, embargoed, held_until, keys_of
from digest.picks.slots import Slot
from digest.settings import Settings
from digest.stories.story import Story
from digest.workspace import Workspace

if TYPE_CHECKING:
    from digest.picks.recognition import SegmentMemory

# In the order of the list: what readers see first, what nobody read last.
STATES = (
    "lead", "story", "brief", "folded", "bench", "not picked", "told", "retracted", "taken out", "excluded",
    "outside", "skipped",
)  # fmt: skip

LEFT_OUT = ("skipped: ", "left out: ")  # how a warning begins that gave no article

MEANT = "did you mean"  # of a misspelt name the mending says which


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """Where one article is: its `state`, one of `STATES`, and why in words.

    `story` is the id of the story it tells, `number` that story's place on the page
    from 1, 0 where it has none.  An article that could not be read has no id.
    `warnings` say what else is wrong with it.
    """

    where: str
    state: str
    why: str
    id: str = ""
    headline: str = ""
    site: str = ""
    published: datetime | None = None
    story: str = ""
    number: int = 0
    warnings: tuple[str, ...] = ()


def whereabouts(workspace: Workspace, slot: Slot, *, tell: Tell) -> tuple[list[Whereabouts], tuple[Notice, ...]]:
    """Return where every article of the sources is for *slot*, the page first, and warnings; nothing is written.

    Where the running order has an edit that does not fit, the page is the machine's, with a warning.
    """
    intake = read(workspace, tell)
    text, where = order_text(workspace, slot), order_name(workspace, slot)
    sheet = read_sheet(text, where)
    known, due, stories = gather(workspace, intake, slot, tell, text)
    out = taken_out(sheet)
    picks = select(workspace, intake, slot, remaining(stories, sheet, out), known)
    page, misfits = page_of(workspace, intake, slot, picks, stories, known, text)
    finding = _Finding(page, known, slot, workspace.settings, stories, out, {article.id for article in due})
    finding.fresh = {member.id for pick in (*picks.chosen, *picks.bench) for member in pick.story.members}
    finding.stale = {article.id for article in intake.articles if too_old(article, intake, slot)}
    fits = _fits(workspace, intake)
    other = "the segment asks for other articles"
    found = [finding.find(article) if fits(article) else _outside(article, other) for article in intake.articles]
    rows, about_sources = _with_files(found, intake, {source.name for source in workspace.settings.source})
    return sorted(rows, key=_in_order), (*misfits, *about_sources)


def _fits(workspace: Workspace, intake: Intake) -> Callable[[Article], bool]:
    """Return what says whether an article is one that the workspace's segment asks for."""
    if not workspace.whole:
        return lambda article: True
    from digest.picks.filters import Index

    whole = workspace.whole.settings
    own = next(segment for segment in whole.segment if segment.name == workspace.segment)
    return Index(intake.articles, whole, intake.sources).fits(own)


def _outside(article: Article, why: str = "") -> Whereabouts:
    return Whereabouts(
        where=article.where,
        state="outside",
        why=why,
        id=article.id,
        headline=article.headline,
        site=article.site,
        published=article.published,
    )


class _Finding:
    """One search: what is known of each article, the place that readers see first."""

    def __init__(
        self,
        page: Picks,
        known: Memory | SegmentMemory,
        slot: Slot,
        settings: Settings,
        stories: Sequence[Story],
        out: Sequence[str],
        due: set[str],
    ) -> None:
        self.known, self.slot, self.out, self.due = known, slot, out, due
        self.stale: Collection[str] = ()
        self.fresh: Collection[str] = ()  # what the machine would pick now
        self.exclude = settings.picks.exclude
        self.stories = {member.id: story for story in stories for member in story.members}
        self.seen: dict[str, tuple[str, Pick, int]] = {}
        rest = (("bench", page.bench), ("told", page.told), ("retracted", page.retracted))
        for state, picks in (("", page.chosen), *rest):
            for number, pick in enumerate(picks, 1):
                for member in pick.story.members:
                    self.seen.setdefault(member.id, (state or pick.place, pick, 0 if state else number))

    def find(self, article: Article) -> Whereabouts:
        """Return where one article is."""
        at = _outside(article)
        if article.id in self.seen:
            return self._seen(at, article)
        if article.id not in self.due:
            return replace(at, why=self._outside(article))
        story = self.stories[article.id]
        at = replace(at, story=story.id)
        if any(fnmatchcase(name, rule) for rule in self.exclude for name in (article.id, article.url) if name):
            return replace(at, state="excluded", why="picks.exclude names it")
        if any(member.id in self.out for member in story.members):
            return replace(at, state="taken out", why="an editor took its story out of the running order")
        if slot := self._told(article):
            return replace(at, state="told", why=f"the edition of {slot} had it")
        if article.id in self.fresh:
            return replace(at, state="not picked", why="the running order was written without it: pick again")
        return replace(at, state="not picked", why="its score is too low for the page and the bench")

    def _seen(self, at: Whereabouts, article: Article) -> Whereabouts:
        state, pick, number = self.seen[article.id]
        at = replace(at, state=state, story=pick.story.id, number=number, why=pick.reason)
        if state == "told" and (slot := self._told(article)):
            at = replace(at, why=f"the edition of {slot} had it")
        if pick.story.lead.id == article.id:
            return at
        place = {"": "", "bench": " on the bench", "brief": " in brief"}.get(state, "")
        told = f"; {at.why}" if state in ("told", "retracted") else ""
        why = f"told with {pick.story.lead.id}{place}: {pick.story.lead.headline}{told}"
        return replace(at, state="folded" if state not in ("told", "retracted") else state, why=why)

    def _outside(self, article: Article) -> str:
        if slot := self._told(article):
            return f"not of this slot; the edition of {slot} had it"
        if embargoed(article, self.slot):
            return f"{held_until(article)}; it belongs to the first slot after that"
        if article.published is None:
            return "it has no date, and an earlier run looked at it"
        moment = article.published.astimezone(self.slot.at.tzinfo)
        said = f"published {moment:%Y-%m-%d %H:%M}"
        if moment.astimezone(UTC) >= self.slot.at.astimezone(UTC):
            return f"{said}, after the deadline of {self.slot.name}"
        if self.slot.reaches(article.published) and self.known.seen.intersection(keys_of(article)):
            return f"{said}, and an earlier run looked at it"
        if article.id in self.stale and self.slot.reaches(article.published):
            return f"{said}, which is older than its source's max_age"
        opens = self.slot.opens.astimezone(self.slot.at.tzinfo)
        return f"{said}, before the window of {self.slot.name} opened ({opens:%Y-%m-%d %H:%M})"

    def _told(self, article: Article) -> str:
        """Return the slot of the edition that had an article, '' for none."""
        keys = set(keys_of(article))
        return next((told.slot for told in self.known.told if keys & told.articles), "")


def _with_files(
    found: list[Whereabouts], intake: Intake, sources: Collection[str]
) -> tuple[list[Whereabouts], list[Notice]]:
    """Add what could not be read, or was not wanted, and give each article the warnings about it.

    Warnings about one of the *sources* as a whole belong to no article: they are returned separately.
    """
    warnings: dict[str, list[str]] = {}
    by_where = {one.where: one.where for one in found}
    rest: list[Whereabouts] = []
    others: list[Notice] = []
    for notice in intake.details:
        if place := home(notice, by_where):
            meant = f" ({notice.fix})" if notice.fix.startswith(MEANT) else ""
            warnings.setdefault(place, []).append(notice.what + meant)
        elif notice.where in sources and not notice.what.startswith(LEFT_OUT):
            others.append(notice)
        else:
            rest.append(Whereabouts(where=notice.where, state="skipped", why=_said(notice)))
    rows = [*(replace(one, warnings=tuple(warnings.get(one.where, ()))) for one in found), *rest]
    return rows, others


def _said(notice: Notice) -> str:
    what = notice.what
    for prefix in LEFT_OUT:
        what = what.removeprefix(prefix)
    return f"{what} ({notice.fix})" if notice.fix else what


def _in_order(one: Whereabouts) -> tuple[int, int, str, str]:
    places: Mapping[str, int] = {state: number for number, state in enumerate(STATES)}
    rank = places["lead"] if one.number else places[one.state]
    return rank, one.number, "" if one.state != "folded" else one.id, one.where
