"""digest build: make a slot's edition and publish it to the outbox."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli._options import (
    JsonOption,
    LogOption,
    OutboxOption,
    QuietOption,
    SegmentsOption,
    SlotOption,
    SourceOption,
    StrictOption,
    VerboseOption,
    WorkspaceOption,
)
from digest.cli._say import Voice, paint, voice

if TYPE_CHECKING:
    from digest.errors import Notice
    from digest.jobs.build import Built

WorkersOption = Annotated[
    int, typer.Option("--workers", min=0, metavar="N", help="Processes for --segments. Default: one a core.")
]
OnOption = Annotated[str, typer.Option("--on", metavar="MACHINE", help="Who builds --segments: local, ray or dask.")]
AddressOption = Annotated[
    str, typer.Option("--address", metavar="HOST", help="The cluster's; without it one is started here.")
]
SHOWN = ("email.html", "email.txt", "web.html", "share.html")


def command(
    workspace: WorkspaceOption = Path(),
    slot: SlotOption = "",
    source: SourceOption = None,
    outbox: OutboxOption = None,
    revise: Annotated[str, typer.Option(metavar="REASON", help="Publish a correction of an edition that exists.")] = "",
    anyway: Annotated[bool, typer.Option("--anyway", help="A correction although nothing changed.")] = False,
    subject: Annotated[str, typer.Option(metavar="TEXT", help="The subject line; replaces the configured one.")] = "",
    catch_up: Annotated[
        bool, typer.Option("--catch-up", help="Build every slot that was missed, oldest first.")
    ] = False,
    segments: SegmentsOption = "",
    workers: WorkersOption = 0,
    on: OnOption = "local",
    address: AddressOption = "",
    strict: StrictOption = False,
    force: Annotated[bool, typer.Option("--force", help="Publish although a check found errors.")] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    log_format: LogOption = "text",
) -> int:
    """Make a slot's edition and publish it to the outbox; with --segments those of the segments."""
    from datetime import UTC, datetime

    from digest.jobs import build as job
    from digest.line.choose import Wish
    from digest.workspace import open_workspace

    say = voice(json=as_json, quiet=quiet, verbose=verbose, log=log_format)
    opened = open_workspace(workspace, sources=source or (), outbox=outbox)
    wish = Wish(slot=slot, revise=revise, anyway=anyway, subject=subject, strict=strict, force=force)
    now = datetime.now(UTC)  # noqa: TID251 - the clock is read here
    if segments:
        from digest.cli import _segments
        from digest.jobs.segments import Workers

        hands = Workers(workers=workers, on=on, address=address)
        return _segments.build(opened, segments, wish, now=now, say=say, hands=hands, catch_up=catch_up)
    if catch_up:
        made = job.catch_up(opened, wish, now=now, tell=say.step)
        say.notices(notice for built in made for notice in warnings(built))
        told = [f"{built.key}  {built.status}" for built in made] or ["Nothing was missed."]
        say.report({"editions": [answer(built) for built in made]}, [] if quiet else told)
        return 0
    built = job.build(opened, wish, now=now, tell=say.step)
    say.notices(warnings(built))
    say.report(answer(built), report(built, say))
    return 0


def answer(built: Built) -> dict[str, object]:
    """Return what ``--json`` answers."""
    from digest.edition.model import as_plain

    return {
        "key": built.key,
        "slot": built.edition.slot,
        "status": built.status,
        "path": str(built.path),
        "stories": [as_plain(item) for item in built.edition.items()],
        # After gc the edition has its mark alone: these are the files it had.
        "files": sorted(path.name for path in built.path.iterdir()) if built.path.is_dir() else sorted(built.files),
        "warnings": [notice.as_dict() for notice in warnings(built)],
    }


def warnings(built: Built) -> list[Notice]:
    """Return what an editor should look at: the line's notices, then what the checks found."""
    from digest.errors import Notice

    found = [Notice(what=f"{f.rule}: {f.what}", where=f.where, fix=f.fix) for f in built.findings]
    return [*built.notices, *found]


def report(built: Built, say: Voice) -> list[str]:
    """Return the lines that end a run: what was picked, what was written, what to open."""
    import sys

    if say.quiet:
        return []
    edition = built.edition
    number = f"No. {edition.number}, " if edition.number else ""
    lines = [
        "",
        f"{paint('name', edition.newsletter.name, sys.stdout)}  {number}{edition.at:%A} {edition.slot}",
    ]
    lines += [f"  {n:>2}  {item.headline}" for n, item in enumerate(edition.items(), 1)]
    lines += ["", f"  {_near(built.path)}/"]
    lines += [f"    {name:<12} {len(built.files[name]) / 1000:5.0f} KB" for name in SHOWN if name in built.files]
    if not built.path.is_dir():
        return [*lines, "", "Already delivered, and removed by gc since: nothing was changed."]
    word = "Published." if built.status == "published" else "Already there: nothing was changed."
    return [*lines, "", f"{word} Open {_near(built.path / 'email.html')} in a browser."]


def _near(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
