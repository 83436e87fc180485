"""The first stages of the line: find the slot, read, pick.  In memory, nothing published.

`digest.build` goes on from here and publishes; the preview goes on and shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from digest.articles import Article
from digest.errors import ApprovalError, DataError, NothingToPublishError, Notice, UsageError
from digest.intake import Intake, read_sources
from digest.picks.choose import Picks, choose
from digest.picks.memory import Memory
from digest.picks.order.applying import Applied, apply
from digest.picks.order.approval import approved
from digest.picks.order.sheet import read_sheet
from digest.picks.slots import Slot, current_slot, slot_named
from digest.picks.stories import Story, group
from digest.quotes.find import find_quotes
from digest.settings import Settings
from digest.workspace import Workspace

Tell = Callable[[str, str], None]

FAR = timedelta(days=366)  # a date this far behind its slot is a slip of the keyboard


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a run was asked for: the slot ('' for the current one), a correction's reason, how strict to be."""

    slot: str = ""
    revise: str = ""
    subject: str = ""
    strict: bool = False
    force: bool = False


def find_slot(settings: Settings, name: str, now: datetime) -> Slot:
    """Return the slot called *name*, else the current one."""
    return slot_named(settings.schedule, name) if name else current_slot(settings.schedule, now)


def read(workspace: Workspace, tell: Tell, *, strict: bool = False) -> Intake:
    """Read the configured sources; with *strict* the first bad article stops the run."""
    settings = workspace.settings
    if not settings.source:
        fix = "add [[source]] with path = …, or use --source PATH"
        raise UsageError("there is nothing to read", where=f"{settings.path}: source", fix=fix)
    intake = read_sources(settings.source, root=workspace.root, zone=ZoneInfo(settings.schedule.zone))
    if strict and intake.notices:
        first = intake.notices[0]
        raise DataError(first.what, where=first.where, fix=first.fix)
    tell("read", counted(len(intake.articles), "article"))
    return intake


def pick(workspace: Workspace, intake: Intake, slot: Slot, tell: Tell, *, memory: Memory | None = None) -> Applied:
    """Group the slot's articles into stories, choose, and let the editor's running order have the last word.

    Raises `NothingToPublishError`, `ApprovalError` while the running order waits
    for an approval, and `DataError` for an edit that no longer fits.
    """
    settings = workspace.settings
    due = [article for article in intake.articles if _is_due(article, slot)]
    stories = group(due)
    tell("group", f"{counted(len(due), 'article')} of this slot in {counted(len(stories), 'story', 'stories')}")
    picks = choose(stories, settings, slot, quotes=find_quotes, weights=lambda a: intake.weights[a.id], memory=memory)
    chosen = _ordered(workspace, slot, picks, stories)
    if not chosen.picks.picks and settings.picks.empty == "skip":
        fix = 'check the sources and schedule.window; picks.empty = "publish" sends an empty edition'
        raise NothingToPublishError(f"no article belongs to {slot.name}", where=settings.path, fix=fix)
    places = [one.place for one in chosen.picks.picks]
    brief = places.count("brief")
    tell("pick", f"{counted(len(places) - brief, 'story', 'stories')}, {brief} in brief")
    notices = (*chosen.picks.notices, *_from_the_future(intake, slot))
    return replace(chosen, picks=replace(chosen.picks, notices=notices))


def _ordered(workspace: Workspace, slot: Slot, picks: Picks, stories: Sequence[Story]) -> Applied:
    """Apply the running order where there is one, and see that it is approved where it must be."""
    path = workspace.running_order(slot.name)
    shown = f"running-order/{path.name}"
    required = workspace.settings.picks.approval == "required"
    if not path.is_file():
        if required:
            raise ApprovalError(f"{slot.name} waits for an editor", where=shown, fix="digest pick writes it")
        return Applied(picks=picks)
    text = path.read_text("utf-8")
    if required and not approved(read_sheet(text, shown)):
        fix = 'write approved_by = "your name" above the first story; a later edit asks again'
        raise ApprovalError(f"{slot.name} is not approved as it stands", where=shown, fix=fix)
    return apply(text, picks, stories, quotes=find_quotes, shown=workspace.settings.picks.stories, where=shown)


def _is_due(article: Article, slot: Slot) -> bool:
    return article.published is None or slot.holds(article.published)


def _from_the_future(intake: Intake, slot: Slot) -> list[Notice]:
    what = "published lies more than a year after this slot; is the date right?"
    late = [a for a in intake.articles if a.published is not None and a.published - slot.at > FAR]
    return [Notice(what=what, where=f"{a.where}: date (published)", fix="correct it") for a in late]


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: 1 story, 3 stories."""
    return f"{number} {one if number == 1 else many or one + 's'}"
