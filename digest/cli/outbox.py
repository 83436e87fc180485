"""``digest outbox``: look at finished editions, and keep account of their delivery."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from digest.cli import _say
from digest.cli._options import (
    CatchUpOption,
    JsonOption,
    OutboxOption,
    QuietOption,
    SegmentOption,
    VerboseOption,
    WorkspaceOption,
)
from digest.cli._outbox_looks import collected, diagnosis, formats, listing, place, portrait, raw, shown, verdicts, who
from digest.cli._turn import next_key

app = typer.Typer(
    help="Finished editions: list, look, verify, hand over, clean up.", rich_markup_mode=None, no_args_is_help=True
)

KeyArgument = Annotated[str, typer.Argument(metavar="KEY", help="An edition, such as daily-2026-08-10.")]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who delivers; shown to operators.")]
AttemptOption = Annotated[int, typer.Option("--attempt", metavar="N", help="Which attempt ended. Default: the newest.")]
ROWS = 40  # on a terminal; a pipe and --json get every row


@app.command()
def ls(
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    all_: Annotated[bool, typer.Option("--all", help="Every edition, on a terminal too.")] = False,
    segments: Annotated[
        str, typer.Option("--segments", "--segment", metavar="NAME,…", help="Those of these segments alone.")
    ] = "",
) -> None:
    """List the editions and where each stands."""
    from digest.outbox.keys import made_for
    from digest.outbox.marks import stamp
    from digest.outbox.read import entries

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    root = place(workspace, outbox)
    wanted = {name.strip() for name in segments.split(",") if name.strip()}
    every = entries(root)
    found = tuple(one for one in every if not wanted or made_for(one.key) in wanted)
    lines = listing(found, root, ROWS if not all_ else len(found))
    if wanted and every and not found:
        others = ", ".join(sorted({made_for(one.key) for one in every} - {""})) or "none"
        lines = iter([f"No editions of {segments} in {shown(root)}/. Segments that have some: {others}."])
    voice.answer(
        {"editions": [asdict(e) | {"since": stamp(e.since), "published": stamp(e.published)} for e in found]}, lines
    )


@app.command()
def show(
    key: KeyArgument,
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    file: Annotated[str, typer.Option("--file", metavar="NAME", help="Write this file of it to stdout.")] = "",
) -> None:
    """Show an edition, or write one of its files to stdout."""
    from digest.outbox.read import description, read

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    root = place(workspace, outbox)
    if file:
        return raw(read(root, key, file))
    found = description(root, key)
    voice.answer(found, portrait(found))


@app.command()
def verify(
    keys: Annotated[list[str] | None, typer.Argument(metavar="[KEY]...", help="Default: every edition.")] = None,
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> int:
    """Check every byte of editions; exit 1 on damage."""
    from digest.outbox.read import verify_all

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    root = place(workspace, outbox)
    found = verify_all(root, keys or [])
    voice.answer({"editions": [{"key": key, "faults": list(wrong)} for key, wrong in found]}, verdicts(found, root))
    return int(any(wrong for _, wrong in found))


@app.command()
def claim(
    key: Annotated[str, typer.Argument(metavar="[KEY]", help="Default: the newest day's.")] = "",
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    by: ByOption = "",
    lease: Annotated[int, typer.Option("--lease", metavar="SECONDS", help="How long nobody else can claim it.")] = 900,
    catch_up: CatchUpOption = False,
    segment: SegmentOption = "",
) -> None:
    """Claim an edition and print its key.

    Exit 75 when somebody has it, 66 when none is ready.  Without KEY it is the newest
    day's, as for `digest deliver`: editions of earlier days wait until they are named.
    """
    from digest.outbox import claims

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    root = place(workspace, outbox)
    key = key or next_key(root, voice, segment=segment, catch_up=catch_up)
    attempt = claims.take(root, key, by=by or who(), lease=lease)
    voice.answer({"key": key, "attempt": attempt, "path": str(root / "editions" / key)}, [key])


@app.command()
def done(
    key: KeyArgument,
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    by: ByOption = "",
    result: Annotated[str, typer.Option("--result", help="What the server said, or where it went.")] = "",
    attempt: AttemptOption = 0,
) -> None:
    """Mark an edition delivered; doing it twice does no harm."""
    from digest.outbox import claims

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    new = claims.done(place(workspace, outbox), key, result=result, by=by or who(), attempt=attempt)
    voice.report(
        {"key": key, "status": "done" if new else "exists"}, [f"{key}: {'done' if new else 'was done already'}"]
    )


@app.command()
def fail(
    key: KeyArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why, in the server's own words.")],
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    by: ByOption = "",
    attempt: AttemptOption = 0,
) -> None:
    """Mark an edition failed, until you say retry."""
    from digest.outbox import claims

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    claims.failed(place(workspace, outbox), key, reason=reason, by=by or who(), attempt=attempt)
    voice.report({"key": key, "status": "failed"}, [f"{key}: failed. Retry with digest outbox retry {key}."])


@app.command()
def retry(
    key: KeyArgument,
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    by: ByOption = "",
    reason: Annotated[str, typer.Option("--reason", help="What has changed; kept in the mark.")] = "",
) -> None:
    """Let a failed edition be tried once more."""
    from digest.outbox import claims

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    attempt = claims.retry(place(workspace, outbox), key, reason=reason, by=by or who())
    voice.report({"key": key, "status": "ready", "attempt": attempt}, [f"{key}: ready again."])


@app.command()
def withdraw(
    key: KeyArgument,
    why: Annotated[str, typer.Option("--why", help="The reason, for whoever looks at it later.")],
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    by: ByOption = "",
) -> None:
    """Take an edition back before it is delivered.

    Exit 75 while somebody is delivering it, 2 once it is delivered.
    """
    from digest.outbox import claims

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    claims.withdraw(place(workspace, outbox), key, reason=why, by=by or who())
    voice.report({"key": key, "status": "withdrawn"}, [f"{key}: withdrawn. Nobody delivers it."])


@app.command()
def gc(
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    days: Annotated[int, typer.Option("--days", help="Remove editions delivered more than this many days ago.")] = 30,
    marks: Annotated[int, typer.Option("--marks", help="Forget what was published after this many days.")] = 400,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be removed.")] = False,
) -> None:
    """Remove old delivered editions; their marks stay."""
    from digest.outbox.gc import collect

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    gone = collect(place(workspace, outbox), days=days, marks=marks, dry_run=dry_run)
    voice.report({**asdict(gone), "dry_run": dry_run}, collected(gone, dry_run=dry_run))


@app.command()
def doctor(
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    fix: Annotated[bool, typer.Option("--fix", help="Make the repairs that are announced without it.")] = False,
) -> int:
    """Say what is wrong in the outbox and how to fix it; --fix makes the repairs that are safe.

    Exit 1 while something grave is left.
    """
    from digest.outbox.doctor import examine, repair

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    root = place(workspace, outbox)
    repaired = repair(root) if fix else ()
    found = examine(root)
    said = {"oddities": [asdict(o) for o in found], "repaired": [asdict(o) for o in repaired]}
    voice.answer(said, diagnosis(found, repaired))
    return int(any(o.grave for o in found))


@app.command()
def views(
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Make or refresh maildir/ and index.json beside the editions."""
    from digest.outbox.views import rebuild

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    root = place(workspace, outbox)
    found = rebuild(root)
    voice.report({"editions": list(found)}, [f"{len(found)} editions in {shown(root)}/maildir and index.json"])


@app.command("export")
def export_(
    key: KeyArgument,
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help=f"One of: {', '.join(formats())}.")],
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File or folder instead of stdout.")] = None,
    fields: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Set a field of the format.")
    ] = None,
) -> None:
    """Write what a sending service takes; no network."""
    from digest.jobs.export import hand_off, parse_options

    _say.voice(quiet=quiet, verbose=verbose)
    root = place(workspace, outbox)
    raw(hand_off(root, key, to, options=parse_options(fields or []), output=output))
