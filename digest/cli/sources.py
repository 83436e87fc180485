"""digest sources: what each source gives, how old it is, what was skipped and why."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from digest.cli._options import JsonOption, QuietOption, VerboseOption, WorkspaceOption
from digest.cli._say import table, voice

if TYPE_CHECKING:
    from digest.jobs.sources import Looked


def command(
    workspace: WorkspaceOption = Path(),
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Show each source: its articles, its age, and warnings: what was skipped, and why.  Nothing is fetched.

    With -v also what was left out because its own source does not want it read.
    """
    from datetime import UTC

    from digest.jobs.sources import look
    from digest.workspace import open_workspace

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    found = look(open_workspace(workspace))
    now = datetime.now(UTC)  # noqa: TID251 - the clock is read here
    rows = [_cells(one, now) for one in found]
    head = ("source", "articles", "newest", "fetched", "warnings", "left out")
    lines = table(head, rows, widths=(0, -1, 0, 0, -1, -1), cut=0)
    say.answer({"sources": [_plain(one) for one in found]}, lines)
    if not as_json:
        say.notices(notice for one in found for notice in (*one.notices, *(one.left_out if verbose else ())))


def _cells(one: Looked, now: datetime) -> tuple[str, ...]:
    from digest.text.ages import age

    newest = f"{age(now - one.newest)} ago" if one.newest else "no date"
    fetched = f"{age(now - one.checked)} ago" if one.checked else "never" if one.addresses else "a file"
    return (one.name, str(one.articles), newest, fetched, str(len(one.notices)), str(len(one.left_out)))


def _plain(one: Looked) -> dict[str, object]:
    return {
        "source": one.name,
        "articles": one.articles,
        "newest": one.newest.isoformat() if one.newest else "",
        "fetched": one.checked.isoformat() if one.checked else "",
        "addresses": [
            {"url": each.wanted.url, "articles": len(each.batch.articles), "fetched": each.snapshot is not None}
            for each in one.addresses
        ],
        "skipped": [notice.as_dict() for notice in one.notices],
        "left_out": [notice.as_dict() for notice in one.left_out],
    }
