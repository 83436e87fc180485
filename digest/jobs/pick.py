"""Pick without building: propose a running order, explain it, approve it, or score everything given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from digest.articles import Article
from digest.errors import DigestError, Notice, UsageError
from digest.intake.files import Intake
from digest.line.choose import (
    Tell,
    faults_of,
    gather,
    page_of,
    quotes_of,
    read,
    see_that_there_is_something,
    select,
)
from digest.line.encoding import encoder_of
from digest.line.warnings import of_the_slot, outside_the_slot
from digest.picks.choose import Pick, Picks, score_all
from digest.picks.memory import Memory
from digest.picks.slots import Slot
from digest.settings import NewsletterSettings, PicksSettings, Settings, SourceSettings
from digest.stories.story import Story, group
from digest.text.plurals import counted
from digest.workspace import SETTINGS_FILE, Workspace, open_workspace, templates_at

if TYPE_CHECKING:
    from digest.line.pool import Pool
    from digest.order.writing import Proposal
    from digest.picks.recognition import SegmentMemory
    from digest.quotes.select.highlights import Dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What a run proposed: the file it is in, what changed there, what was taken over from it, warnings.

    `picks` are the page as the file has it, with the editor's words in `Pick.edits`;
    `misfits` are edits that do not fit, and among the notices too.
    """

    slot: Slot
    picks: Picks
    path: Path
    taken_over: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    misfits: tuple[Notice, ...] = ()


def propose(
    workspace: Workspace,
    slot: Slot,
    *,
    now: datetime,
    tell: Tell,
    strict: bool = False,
    write: bool = True,
    pool: Pool | None = None,
) -> Proposed:
    """Pick for *slot* and merge the picks into its running order; nothing is written unless *write*.

    *pool* is what several segments share, where this is one of them.  An edit that does not fit is a
    warning here; the build would stop at it.  Raises `NothingToPublishError` when nothing is due.
    """
    from digest.order.file import order_name, order_text, write_order
    from digest.order.merging import merge, taken_out
    from digest.order.regrouping import remaining
    from digest.order.sheet import read_sheet

    intake = pool.intake if pool else read(workspace, tell, strict=strict, at=slot.at)
    before, where = order_text(workspace, slot), order_name(workspace, slot)
    sheet = read_sheet(before, where)
    known, due, stories = gather(workspace, intake, slot, tell, before, pool=pool)
    picks = _choose(workspace, slot, intake, remaining(stories, sheet, taken_out(sheet)), known, tell)
    see_that_there_is_something(picks, workspace, slot, intake, found=bool(taken_out(sheet)))
    proposals, shown = [_proposal(pick, workspace) for pick in picks.chosen], workspace.settings.picks.stories
    merged = merge(before, proposals, picks.bench, title=_title(workspace, slot), where=where, shown=shown)
    page, misfits = page_of(workspace, intake, slot, picks, stories, known, merged.text)
    if write and merged.text != before:
        write_order(workspace, slot, merged.text, before=before)
    return Proposed(
        slot=slot,
        picks=page,
        path=workspace.running_order(slot.name),
        taken_over=_taken_over(merged.text, where),
        changes=merged.changes,
        notices=(*_of_sources(intake, page, due, slot), *page.notices, *misfits, *faults_of(page, intake, slot, now)),
        misfits=misfits,
    )


def _of_sources(intake: Intake, page: Picks, due: Sequence[Article], slot: Slot) -> list[Notice]:
    own = [*due, *(member for pick in page.chosen for member in pick.story.members)]
    return [*of_the_slot(intake, own), *outside_the_slot(intake, own, slot.name)]


def _taken_over(text: str, where: str) -> tuple[str, ...]:
    from digest.order.sheet import read_sheet
    from digest.order.taken import taken_over

    return taken_over(read_sheet(text, where))


def _title(workspace: Workspace, slot: Slot) -> str:
    """Return what the head of a running order calls its edition."""
    return f"{workspace.settings.newsletter.name}, {slot.name}, due {slot.at:%H:%M} ({slot.at.tzname()})"


def propose_all(
    views: Sequence[Workspace], slot: Slot, *, now: datetime, tell: Tell, strict: bool = False, write: bool = True
) -> list[tuple[str, Proposed | DigestError]]:
    """Propose the running orders of several segments from one pool; one that breaks stops no other.

    *views* are their workspaces.  Returns by name what was proposed, or what broke it.
    """
    from digest.line.pool import open_pool

    whole = views[0].whole or views[0]
    intake = read(whole, tell, strict=strict, at=slot.at)
    found: list[tuple[str, Proposed | DigestError]] = []
    with open_pool(whole, intake, slot) as pool:
        for view in views:
            try:
                found.append((view.segment, propose(view, slot, now=now, tell=tell, write=write, pool=pool)))
            except DigestError as fault:
                found.append((view.segment, fault))
    return found


def echoes_of(pick: Pick, settings: PicksSettings) -> tuple[Dropped, ...]:
    """Return the highlights of a picked story that the reader would have met already, each with what stays instead."""
    from digest.quotes.select.highlights import choose_highlights, opening
    from digest.quotes.select.strength import best_to_show

    if pick.place in ("", "brief"):
        return ()
    lead = pick.story.lead
    shown = best_to_show(quotes_of(lead), settings.quotes_per_story)
    return choose_highlights(lead, shown, deck=opening(lead)).dropped


def approve(workspace: Workspace, slot: Slot, by: str) -> Path:
    """Sign the present running order as *by*; `UsageError` when there is none."""
    from digest.line.history import retracted
    from digest.order.approval import signed
    from digest.order.file import order_name, order_text, with_posts, write_order
    from digest.order.sheet import read_sheet

    text, where = order_text(workspace, slot), order_name(workspace, slot)
    if not text:
        raise UsageError("there is no running order to approve", where=where, fix="digest pick")
    gone = frozenset(str(item["id"]) for item in retracted(workspace, slot))
    sheet = with_posts(read_sheet(text, where), workspace, slot)
    write_order(workspace, slot, signed(text, sheet, by=by, gone=gone), before=text)
    return workspace.running_order(slot.name)


def anywhere(root: Path, sources: Sequence[Path]) -> Workspace:
    """Open the workspace at *root*; where there is none, one with every default, to score given *sources* in."""
    if not sources or (root / SETTINGS_FILE).is_file():
        return open_workspace(root, sources=sources)
    named = tuple(SourceSettings(path=str(path.absolute())) for path in sources)
    settings = Settings(newsletter=NewsletterSettings(id="given", name="What was given"), source=named)
    templates, _ = templates_at(root)
    return Workspace(root.resolve(), settings, templates, root / "outbox")


def everything(workspace: Workspace, slot: Slot, *, tell: Tell, strict: bool = False) -> tuple[list[Pick], Intake]:
    """Group and score all articles given, best first: no window, no ledger, nothing written."""
    intake = read(workspace, tell, strict=strict, keep=False)
    stories = group(intake.articles, workspace.settings.columns, encoder_of(workspace.settings))
    tell("group", f"{counted(len(intake.articles), 'article')} in {counted(len(stories), 'story', 'stories')}")
    return score_all(stories, workspace.settings, slot, weights=intake.weight, pictured=intake.pictured), intake


def _choose(
    workspace: Workspace,
    slot: Slot,
    intake: Intake,
    stories: Sequence[Story],
    known: Memory | SegmentMemory,
    tell: Tell,
) -> Picks:
    picks = select(workspace, intake, slot, stories, known)
    brief = sum(pick.place == "brief" for pick in picks.chosen)
    full = counted(len(picks.chosen) - brief, "story", "stories")
    tell("pick", f"{full}, {brief} in brief, {len(picks.bench)} on the bench")
    return picks


def _proposal(pick: Pick, workspace: Workspace) -> Proposal:
    from digest.order.writing import proposal
    from digest.quotes.select.highlights import choose_highlights, opening
    from digest.quotes.select.strength import best_to_show

    lead = pick.story.lead
    best = best_to_show(quotes_of(lead), workspace.settings.picks.quotes_per_story)
    shown = pick.place != "brief"
    highlights = [extract.text for extract in choose_highlights(lead, best, deck=opening(lead)).kept] if shown else []
    every = [quote for member in pick.story.members for quote in quotes_of(member)]
    return proposal(pick, every, best, highlights)
