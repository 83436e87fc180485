"""Every source of a workspace becomes articles: its files, or the snapshots of what was fetched."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from digest.articles import Article
from digest.errors import Notice, SettingsError, UsageError
from digest.fetch.following import Wanted, follow
from digest.fetch.snapshots import Snapshots
from digest.fetch.stored import Stored, stored
from digest.intake.files import Intake, finished, read_files
from digest.intake.joining import Joining
from digest.intake.kept import kept
from digest.picks.slots import Slot
from digest.settings import SourceSettings
from digest.sources import Batch
from digest.sources._recognise import read
from digest.text.hosts import public_url
from digest.text.urls import host
from digest.workspace import Workspace


def read_sources(workspace: Workspace, *, keep: bool = True, at: datetime | None = None) -> Intake:
    """Read all sources; nothing is fetched, and nothing written unless *keep* (what unchanged files gave).

    A snapshot that is old at the moment *at* is told.
    Raises `UsageError` for a file or folder that is not there.
    """
    joining = Joining()
    for source in workspace.settings.source:
        read_source(workspace, source, joining, keep=keep, at=at)
    return with_public_links(finished(joining), workspace.settings.fetch.allow_hosts)


def with_public_links(intake: Intake, allowed: Collection[str]) -> Intake:
    """Return *intake* without the links and pictures that lead into somebody's own network, and say so.

    *allowed* holds the hosts that a newsletter for readers inside may link to.
    """
    notices: list[Notice] = []

    def leads_out(article: Article, name: str, url: str) -> bool:
        if not url or public_url(url) or host(url) in allowed:
            return True
        what = f"{name} left out: {host(url)} is no public host"
        fix = "correct it; for readers inside that network name the host in fetch.allow_hosts"
        notices.append(Notice(what=what, where=f"{article.where}: {name}", fix=fix))
        return False

    def seen(article: Article) -> Article:
        if not leads_out(article, "url", article.url):
            article = replace(article, url="")
        if article.image and not leads_out(article, "image", article.image.url):
            article = replace(article, image=None)
        return article

    articles = tuple(map(seen, intake.articles))
    if not notices:
        return intake
    told, faults = (*intake.notices, *notices), (*intake.faults, *notices)
    return replace(intake, articles=articles, notices=told, faults=faults)


def read_source(
    workspace: Workspace, source: SourceSettings, joining: Joining, *, keep: bool = True, at: datetime | None = None
) -> list[Stored]:
    """Add one source to *joining*, and return the addresses that it is fetched from."""
    zone = ZoneInfo(workspace.settings.schedule.zone)
    folder = workspace.derived / "articles" if workspace.derived and keep else None
    with kept(folder, f"{workspace.root} {source.path} {source.url}", read) as reading:
        starts = [Wanted(url=source.url)] if source.url else []
        if source.path:
            with _told(workspace, source):
                links = read_files(source, joining, root=workspace.root, zone=zone, reading=reading)
            starts = follow(Batch(links=tuple(links)), Wanted(url=""), full=source.full)
        snapshots = Snapshots(workspace.snapshots)
        found = list(stored(starts, snapshots, reading, full=source.full, zone=zone, link=source.link))
    for one in found:
        if notice := one.notice(at):
            # Without its page, an article stands there as its feed told it: nothing is wrong with the edition.
            (joining.left_out if one.wanted.again else joining.notices).append(notice)
        joining.take(one.batch, source, workspace.root)
    return found


def too_old(article: Article, intake: Intake, slot: Slot) -> bool:
    """Say whether an article's source wants none so old (source.max_age)."""
    limit = intake.sources[article.id].max_age
    return bool(limit) and article.published is not None and slot.at - article.published > limit


@contextmanager
def _told(workspace: Workspace, source: SourceSettings) -> Iterator[None]:
    """Turn what is wrong with a configured path into a fault of the settings, with its line."""
    try:
        yield
    except UsageError as fault:
        if workspace.given:
            raise
        where = workspace.place(f"source[{workspace.settings.source.index(source)}].path")
        raise SettingsError([UsageError(fault.what, where=where, fix=fault.fix)]) from fault
