"""What a correction tells: that it is one, why, which stories it is about, and what was corrected before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from digest.edition.model import Correction, Edition, Item


def corrected(edition: Edition, before: Edition | None, headed: Callable[[str], str]) -> Edition:
    """Return *edition* as the correction of *before*: its subject headed, its notice complete.

    *headed* puts the locale's "Correction:" before a subject.  Without *before* (gc
    has removed it) the notice names no stories.
    """
    stories = concerned(before, edition) if before else ()
    told = before.corrections if before else ()
    this = Correction(reason=edition.revision, stories=stories)
    return replace(edition, subject=headed(edition.subject), corrections=(*told, this))


def concerned(before: Edition, after: Edition) -> tuple[str, ...]:
    """Return the headlines of the stories that say something else now, are new, or are gone, in running order."""
    old = {item.id: _shown(item) for item in before.items()}
    changed = [item.headline for item in after.items() if old.get(item.id) != _shown(item)]
    there = {item.id for item in after.items()}
    return tuple(changed + [item.headline for item in before.items() if item.id not in there])


def same_content(before: Edition, after: Edition, headed: Callable[[str], str]) -> bool:
    """Say whether readers of *before* would read the same in *after*, the notice of a correction aside."""
    subjects = {after.subject, headed(after.subject)}
    return before.subject in subjects and _content(before) == _content(after)


def _content(edition: Edition) -> Edition:
    """Return an edition without what differs between two forms of one content."""
    return replace(
        edition,
        key="",
        subject="",
        revision="",
        corrections=(),
        lead=_shown(edition.lead) if edition.lead else None,
        stories=tuple(map(_shown, edition.stories)),
        briefs=tuple(map(_shown, edition.briefs)),
    )


def _shown(item: Item) -> Item:
    """Return an item without the machine's remarks on it, which no reader sees."""
    return replace(item, reason="", score=0.0, terms={})
