"""Pick without building: propose a running order, explain it, approve it, or score everything given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from digest.errors import DataError, Notice, UsageError
from digest.intake.files import Intake
from digest.line.choose import Tell, counted, gather, ordered, quotes_of, read, see_that_there_is_something, select
from digest.picks.choose import Pick, Picks, score_all
from digest.picks.memory import Memory
from digest.picks.slots import Slot
from digest.settings import NewsletterSettings, PicksSettings, Settings, SourceSettings
from digest.stories.story import Story, group
from digest.workspace import SETTINGS_FILE, Workspace, open_workspace, templates_at

if TYPE_CHECKING:
    from digest.order.writing import Proposal
    from digest.quotes.select.highlights import Dropped


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What a run proposed: the picks, the file they are in, what changed there, warnings."""

    slot: Slot
    picks: Picks
    path: Path
    changes: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


def propose(workspace: Workspace, slot: Slot, *, tell: Tell, strict: bool = False, write: bool = True) -> Proposed:
    """Pick for *slot* and merge the picks into its running order; nothing is written unless *write*.

    An edit that does not fit is told at once, as a warning: the build would stop at it.
    Raises `NothingToPublishError` when no article belongs to the slot.
    """
    from digest.order.file import order_name, order_text, write_order
    from digest.order.merging import merge, removed
    from digest.order.sheet import read_sheet

    intake = read(workspace, tell, strict=strict)
    before = order_text(workspace, slot)
    out = removed(read_sheet(before, order_name(slot))) if before else ()
    known, _, stories = gather(workspace, intake, slot, tell)
    picks = _choose(workspace, slot, intake, [story for story in stories if not _taken_out(story, out)], known, tell)
    see_that_there_is_something(picks, workspace.settings, slot, found=bool(out))
    merged = merge(
        before,
        [_proposal(pick, workspace) for pick in picks.chosen],
        picks.bench,
        title=f"{workspace.settings.newsletter.name}, {slot.name}, due {slot.at:%H:%M} ({slot.at.tzname()})",
        where=order_name(slot),
        shown=workspace.settings.picks.stories,
    )
    misfits: tuple[Notice, ...] = ()
    try:
        ordered(workspace, intake, slot, picks, stories, known, merged.text)
    except DataError as misfit:
        misfits = (misfit.notice(),)
    if write and merged.text != before:
        write_order(workspace, slot, merged.text, before=before)
    return Proposed(
        slot=slot,
        picks=picks,
        path=workspace.running_order(slot.name),
        changes=merged.changes,
        notices=(*intake.notices, *picks.notices, *misfits),
    )


def echoes_of(pick: Pick, settings: PicksSettings) -> tuple[Dropped, ...]:
    """Return the highlights of a picked story that the reader would have met already, each with what stays instead."""
    from digest.quotes.select.highlights import choose_highlights
    from digest.quotes.select.strength import strongest

    if pick.place in ("", "brief"):
        return ()
    lead = pick.story.lead
    return choose_highlights(lead, strongest(quotes_of(lead), settings.quotes_per_story)).dropped


def approve(workspace: Workspace, slot: Slot, by: str) -> Path:
    """Sign the present running order as *by*; `UsageError` when there is none."""
    from digest.order.approval import signed
    from digest.order.file import order_name, order_text, write_order
    from digest.order.sheet import read_sheet

    text = order_text(workspace, slot)
    if not text:
        raise UsageError("there is no running order to approve", where=order_name(slot), fix="digest pick")
    write_order(workspace, slot, signed(text, read_sheet(text, order_name(slot)), by=by), before=text)
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
    intake = read(workspace, tell, strict=strict)
    stories = group(intake.articles)
    tell("group", f"{counted(len(intake.articles), 'article')} in {counted(len(stories), 'story', 'stories')}")
    return score_all(stories, workspace.settings, slot, weights=lambda article: intake.weights[article.id]), intake


def _choose(
    workspace: Workspace, slot: Slot, intake: Intake, stories: Sequence[Story], known: Memory, tell: Tell
) -> Picks:
    picks = select(workspace, intake, slot, stories, known)
    brief = sum(pick.place == "brief" for pick in picks.chosen)
    full = counted(len(picks.chosen) - brief, "story", "stories")
    tell("pick", f"{full}, {brief} in brief, {len(picks.bench)} on the bench")
    return picks


def _taken_out(story: Story, out: Sequence[str]) -> bool:
    return any(member.id in out for member in story.members)


def _proposal(pick: Pick, workspace: Workspace) -> Proposal:
    from digest.order.writing import proposal
    from digest.quotes.select.highlights import choose_highlights
    from digest.quotes.select.strength import strongest

    lead = pick.story.lead
    found = quotes_of(lead)
    count = workspace.settings.picks.quotes_per_story
    best = strongest(found, count)
    shown = pick.place != "brief"
    highlights = [extract.text for extract in choose_highlights(lead, best).kept] if shown else []
    return proposal(pick, found, count, highlights)
