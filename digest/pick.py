"""Pick without building: propose a running order, explain it, approve it, or score everything given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.articles import Article
from digest.errors import DataError, NothingToPublishError, Notice, UsageError
from digest.intake import Intake, read_sources
from digest.picks.choose import Pick, Picks, choose, score_all
from digest.picks.slots import Slot
from digest.picks.stories import Story, group
from digest.quotes.quote import Quote
from digest.workspace import Workspace

if TYPE_CHECKING:
    from digest.picks.order.writing import Proposal

Tell = Callable[[str, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What a run proposed: the picks, the file they are in, what changed there, warnings."""

    slot: Slot
    picks: Picks
    path: Path
    changes: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


@cache
def quotes_of(article: Article) -> tuple[Quote, ...]:
    """Return an article's quotes, found once a run."""
    from digest.quotes.find import find_quotes

    return find_quotes(article)


def propose(workspace: Workspace, slot: Slot, *, tell: Tell, strict: bool = False, write: bool = True) -> Proposed:
    """Pick for *slot* and merge the picks into its running order; nothing is written unless *write*.

    Raises `NothingToPublishError` when no article belongs to the slot.
    """
    from digest.picks.order.merging import merge, removed
    from digest.picks.order.sheet import read_sheet
    from digest.recall import order_name, order_text, write_order

    intake = _read(workspace, tell, strict=strict)
    before = order_text(workspace, slot)
    out = removed(read_sheet(before, order_name(slot))) if before else ()
    picks = _choose(workspace, slot, intake, out, tell)
    shown = workspace.settings.picks.stories
    merged = merge(
        before,
        [_proposal(pick, workspace) for pick in picks.picks],
        picks.bench,
        title=f"{workspace.settings.newsletter.name}, {slot.name}, due {slot.at:%H:%M} ({slot.at.tzname()})",
        where=order_name(slot),
        shown=shown,
    )
    if write and merged.text != before:
        write_order(workspace, slot, merged.text)
    return Proposed(
        slot=slot,
        picks=picks,
        path=workspace.running_order(slot.name),
        changes=merged.changes,
        notices=(*intake.notices, *picks.notices),
    )


def approve(workspace: Workspace, slot: Slot, by: str) -> Path:
    """Sign the present running order as *by*; `UsageError` when there is none."""
    from digest.picks.order.approval import signed
    from digest.picks.order.sheet import read_sheet
    from digest.recall import order_name, order_text, write_order

    text = order_text(workspace, slot)
    if not text:
        raise UsageError("there is no running order to approve", where=order_name(slot), fix="digest pick")
    write_order(workspace, slot, signed(text, read_sheet(text, order_name(slot)), by=by))
    return workspace.running_order(slot.name)


def everything(workspace: Workspace, slot: Slot, *, tell: Tell, strict: bool = False) -> tuple[list[Pick], Intake]:
    """Group and score all articles given, best first: no window, no ledger, nothing written."""
    intake = _read(workspace, tell, strict=strict)
    stories = group(intake.articles)
    tell("group", f"{len(intake.articles):,} articles in {len(stories):,} stories")
    return score_all(stories, workspace.settings, slot, weights=_weights(intake)), intake


def _read(workspace: Workspace, tell: Tell, *, strict: bool) -> Intake:
    settings = workspace.settings
    intake = read_sources(settings.source, root=workspace.root, zone=ZoneInfo(settings.schedule.zone))
    if strict and intake.notices:
        first = intake.notices[0]
        raise DataError(first.what, where=first.where, fix=first.fix)
    tell("read", f"{len(intake.articles):,} articles")
    return intake


def _choose(workspace: Workspace, slot: Slot, intake: Intake, out: Sequence[str], tell: Tell) -> Picks:
    from digest.picks.memory import due
    from digest.recall import memory

    known = memory(workspace, slot)
    articles = due(intake.articles, slot, known)
    stories = group(articles)
    tell("group", f"{len(articles):,} articles of this slot in {len(stories):,} stories")
    wanted = [story for story in stories if not _taken_out(story, out)]
    picks = choose(wanted, workspace.settings, slot, quotes=quotes_of, weights=_weights(intake), memory=known)
    if not picks.picks and workspace.settings.picks.empty == "skip":
        fix = 'check the sources and schedule.window; picks.empty = "publish" sends an empty edition'
        raise NothingToPublishError(f"no article belongs to {slot.name}", where=workspace.settings.path, fix=fix)
    counts = [sum(pick.place == "brief" for pick in picks.picks), len(picks.picks), len(picks.bench)]
    tell("pick", f"{counts[1] - counts[0]} stories, {counts[0]} in brief, {counts[2]} on the bench")
    return picks


def _taken_out(story: Story, out: Sequence[str]) -> bool:
    return any(member.id in out for member in story.members)


def _weights(intake: Intake) -> Callable[[Article], float]:
    return lambda article: intake.weights.get(article.id, 1.0)


def _proposal(pick: Pick, workspace: Workspace) -> Proposal:
    from digest.picks.order.writing import proposal
    from digest.quotes.highlights import choose_highlights

    lead = pick.story.lead
    found = quotes_of(lead)
    count = workspace.settings.picks.quotes_per_story
    best = tuple(sorted(found, key=lambda quote: (-quote.score, quote.start))[:count])
    shown = pick.place != "brief"
    highlights = [extract.text for extract in choose_highlights(lead, best).kept] if shown else []
    return proposal(pick, found, count, highlights)
