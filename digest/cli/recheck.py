"""digest recheck: do the quotes you published still stand in their sources?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli._options import (
    JsonOption,
    OutboxOption,
    QuietOption,
    SegmentsOption,
    VerboseOption,
    WorkspaceOption,
)
from digest.cli._say import paint, voice
from digest.text.plurals import counted

if TYPE_CHECKING:
    from digest.jobs.recheck import Rechecked


def command(
    key: Annotated[str, typer.Argument(metavar="[KEY]", help="An edition; default: those of the last days.")] = "",
    days: Annotated[int, typer.Option("--days", min=1, metavar="N", help="How far back to look.")] = 14,
    segments: SegmentsOption = "",
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> int:
    """Fetch the sources of published quotes again and report which quotes no longer stand there.

    Exit 1 when something changed, so that cron mails it; a page that cannot be reached
    is a warning.  Nothing is changed: the correction's command is printed.
    """
    from datetime import UTC, datetime

    from digest.errors import Notice, UsageError
    from digest.jobs.recheck import correction, recheck
    from digest.workspace import open_workspace

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    if key and segments:
        fix = f"leave --segments out: {key} names its edition already"
        raise UsageError("an edition and --segments exclude each other", where="--segments", fix=fix)
    now = datetime.now(UTC)  # noqa: TID251 - the clock is read here
    rows = recheck(open_workspace(workspace, outbox=outbox), key, days=days, segments=segments, now=now)
    changed = [row for row in rows if row.changed]
    missed = [row for row in rows if row.state == "not reached"]
    say.notices(Notice(what=f"not reached: {row.why}", where=row.url, fix="run it again later") for row in missed)
    commands = correction(changed, _places(workspace, outbox))
    lines = [line for row in changed for line in _lines(row)]
    lines += [f"{counted(len(rows), 'quote')}: {len(changed)} changed, {len(missed)} not reached."]
    if commands:
        lines += ["", "Correct the running order, then:", *(f"  {one}" for one in commands)]
    answer = {"quotes": [asdict(row) for row in rows], "corrections": commands}
    say.answer(answer, lines if changed or not quiet else [])
    return 1 if changed else 0


def _places(workspace: Path, outbox: Path | None) -> list[str]:
    """Return the options that name this run's workspace and outbox, none where they are the usual ones."""
    here = [] if workspace == Path() else ["-w", str(workspace)]
    return [*here, "--outbox", str(outbox)] if outbox else here


def _lines(row: Rechecked) -> list[str]:
    head = f"{paint('stop', '✕')} {paint('name', row.state)}  {row.headline} ({row.key})"
    told = row.diff or row.quote
    return [head, f"    quote  {told}", f"    where  {row.url}", *([f"    why    {row.why}"] if row.why else [])]
