"""How posts leave for a scheduler: its files, with times that no other edition has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from digest import whole
from digest.errors import Notice, UnknownNameError, UsageError, nearest

if TYPE_CHECKING:
    from digest.export._scheduling import PostBatch
    from digest.jobs.posts import Shelved
    from digest.posts import Post


def written(
    editions: Sequence[Shelved],
    posts: Sequence[Post],
    tool: str,
    output: Path | None,
    *,
    header: bool = False,
    start: str = "",
    again: bool = False,
) -> tuple[dict[str, object], list[str], list[Notice]]:
    """Write a scheduler's file (or files) and say which; without *output*, one file goes to stdout.

    What the tool cannot take is reported, and the times are noted, so that other editions keep
    away from them.
    """
    from digest.export._scheduling import fit_for
    from digest.jobs.posts import approved_only

    module = scheduler(tool)
    posts, told = approved_only(posts, editions[0].social) if editions else (posts, [])
    batch, left_out = fit_for(module, tool, _batch(editions, posts, header=header, start=start, again=again))
    files = module.export(batch)
    told += [*left_out, *(module.told(batch) if hasattr(module, "told") else ())]
    if editions and output is not None:
        _note(batch, editions[0], again=again)
    notices = [Notice(what=what, where=f"--export {tool}") for what in told]
    if output is None and len(files) == 1:
        text = next(iter(files.values()))
        return {"files": files, "told": told}, text.removesuffix("\n").split("\n"), notices
    names = _on_disk(files, output or Path())
    return {"files": names, "told": told}, [f"wrote {name}" for name in names], notices


def scheduler(tool: str) -> Any:
    """Return the exporter called *tool*; `UnknownNameError` lists those that take posts."""
    from digest import export, shelf

    known = [name for name in shelf.names(export) if getattr(shelf.take(export, name), "KIND", "") == "scheduler"]
    if tool not in shelf.names(export):
        raise _unknown("scheduler's format", tool, known, "--export")
    module = shelf.take(export, tool)
    if tool not in known:
        raise UsageError(f"{tool} takes editions, not posts", where="--export", fix=f"digest outbox export --to {tool}")
    return module


def _on_disk(files: dict[str, str], folder: Path) -> list[str]:
    inside = folder.is_dir() or len(files) > 1 or not folder.suffix
    places = {folder / name if inside else folder: content for name, content in files.items()}
    for place, content in places.items():
        whole.write_output(place, content.encode())
    return [str(place) for place in places]


def _batch(editions: Sequence[Shelved], posts: Sequence[Post], *, header: bool, start: str, again: bool) -> PostBatch:
    from digest.export._scheduling import PostBatch
    from digest.jobs.export import refuse_withdrawn
    from digest.jobs.plan import AGAIN, notes, taken_by_others, taken_by_rest
    from digest.jobs.posts import pictures_of, with_public_pictures

    if not editions:
        raise UsageError(
            "there is nothing to offer again yet", where="--again", fix="wait, or lower social.plan.evergreen"
        )
    first = editions[0]
    for edition in editions:
        refuse_withdrawn(edition.root, edition.key)
    now = moment(start, first.zone)
    at = now if again else datetime.fromisoformat(first.facts["at"])
    known = first.workspace
    kept = notes(known, first.key) if known and not again else {}
    taken = taken_by_others(known, AGAIN if again else first.key, at) if known else ()
    if known and not again:
        taken += taken_by_rest(first, posts, kept)
    if again:
        posts = with_public_pictures(editions, posts)
    return PostBatch(
        key=AGAIN if again else first.key,
        newsletter=first.facts["newsletter"]["name"],
        at=at,
        zone=first.zone,
        posts=tuple(post.as_dict() for post in posts),
        plan=first.social.plan,
        images="" if again else pictures_of(first),
        header=header,
        now=now,
        taken=taken,
        kept=kept,
    )


def moment(start: str, zone: str) -> datetime:
    """Return when a plan may begin: now, or what was asked for, in the plan's zone where it names none."""
    if not start:
        return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the clock is read here
    try:
        found = datetime.fromisoformat(start)
    except ValueError as fault:
        raise UsageError(f"{start!r} is no moment", where="--start", fix="write it like 2026-08-10T08:00") from fault
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))


def _note(batch: PostBatch, edition: Shelved, *, again: bool) -> None:
    from digest.export._scheduling import thread_of
    from digest.jobs.plan import note

    if edition.workspace is None:
        return
    moments = {str(post["quote"]) if again else thread_of(post): when for post, when in batch.scheduled()}
    note(edition.workspace, batch.key, moments)


def _unknown(what: str, name: str, known: Sequence[str], where: str) -> UnknownNameError:
    hint = nearest(name, known)
    fix = f"did you mean {hint}? " if hint else ""
    return UnknownNameError(f"no {what} is called {name!r}", where=where, fix=f"{fix}known: {', '.join(known)}")
