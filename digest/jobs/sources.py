"""``digest sources``: what each source gives, how old it is, what was skipped and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.errors import DigestError, Notice
from digest.fetch.stored import Stored
from digest.intake.joining import Joining, settings_by_id, summed
from digest.intake.undated import undated
from digest.line.sources import read_source
from digest.settings import SourceSettings
from digest.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One source as it would go into a build now.

    `addresses` are what it is fetched from, none for files; `newest` is its newest
    article's date; `checked` when a server last said that the oldest of its snapshots
    still holds.  `notices` are faults, `left_out` what was not wanted.
    """

    source: SourceSettings
    articles: int = 0
    newest: datetime | None = None
    checked: datetime | None = None
    addresses: tuple[Stored, ...] = ()
    notices: tuple[Notice, ...] = ()
    left_out: tuple[Notice, ...] = ()

    @property
    def name(self) -> str:
        """What the source is called in ``digest.toml``."""
        return self.source.url or self.source.path


def look(workspace: Workspace) -> list[Looked]:
    """Return every source of the workspace as a build would read it now; nothing is fetched.

    A source that cannot be read at all says so in its notices.
    """
    return [_look(workspace, source) for source in workspace.settings.source]


def _look(workspace: Workspace, source: SourceSettings) -> Looked:
    joining = Joining()
    try:
        addresses = read_source(workspace, source, joining)
    except DigestError as fault:
        return Looked(source=source, notices=(fault.notice(),))
    taken = joining.articles()
    articles = [one.article for one in taken.values()]
    lines, rest = undated(articles, joining.notices, settings_by_id(taken))
    return Looked(
        source=source,
        articles=len(articles),
        newest=max((one.published for one in articles if one.published), default=None),
        checked=_oldest(addresses),
        addresses=tuple(addresses),
        notices=summed((*rest, *lines)),
        left_out=summed(joining.left_out),
    )


def _oldest(addresses: Sequence[Stored]) -> datetime | None:
    found = [one.snapshot.checked for one in addresses if one.snapshot and one.snapshot.checked]
    return min(found, default=None)
