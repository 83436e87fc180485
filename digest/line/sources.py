"""Every source of a workspace becomes articles: its files, or the snapshots of what was fetched."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from digest.fetch.following import Wanted, follow
from digest.fetch.snapshots import Snapshots
from digest.fetch.stored import Stored, stored
from digest.intake.files import Intake, finished, read_files
from digest.intake.joining import Joining
from digest.intake.kept import kept
from digest.settings import SourceSettings
from digest.sources import Batch
from digest.sources._recognise import read
from digest.workspace import Workspace


def read_sources(workspace: Workspace, *, keep: bool = True) -> Intake:
    """Read all sources; nothing is fetched, and nothing written unless *keep* (what unchanged files gave).

    Raises `UsageError` for a file or folder that is not there.
    """
    joining = Joining()
    for source in workspace.settings.source:
        read_source(workspace, source, joining, keep=keep)
    return finished(joining)


def read_source(workspace: Workspace, source: SourceSettings, joining: Joining, *, keep: bool = True) -> list[Stored]:
    """Add one source to *joining*, and return the addresses that it is fetched from."""
    zone = ZoneInfo(workspace.settings.schedule.zone)
    folder = workspace.derived / "articles" if workspace.derived and keep else None
    with kept(folder, f"{workspace.root} {source.path} {source.url}", read) as reading:
        starts = [Wanted(url=source.url)] if source.url else []
        if source.path:
            links = read_files(source, joining, root=workspace.root, zone=zone, reading=reading)
            starts = follow(Batch(links=tuple(links)), Wanted(url=""), full=source.full)
        snapshots = Snapshots(workspace.snapshots)
        found = list(stored(starts, snapshots, reading, full=source.full, zone=zone, link=source.link))
    for one in found:
        if notice := one.notice():
            joining.notices.append(notice)
        joining.take(one.batch, source, workspace.root)
    return found
