"""digest articles: where each article is for a slot, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.cli._options import (
    JsonOption,
    QuietOption,
    SegmentOption,
    SlotOption,
    SourceOption,
    VerboseOption,
    WorkspaceOption,
)
from digest.cli._say import table, voice

if TYPE_CHECKING:
    from digest.jobs.articles import Whereabouts


def command(
    words: Annotated[
        str, typer.Argument(metavar="[TEXT]", help="Only those with these words in id, headline, site or file.")
    ] = "",
    workspace: WorkspaceOption = Path(),
    slot: SlotOption = "",
    source: SourceOption = None,
    segment: SegmentOption = "",
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Show where every article is: its place, what it is folded into, or why readers do not get it."""
    from datetime import UTC, datetime

    from digest.cli import _segments
    from digest.jobs.articles import whereabouts
    from digest.workspace import open_workspace

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    opened = open_workspace(workspace, sources=source or ())
    now = datetime.now(UTC)  # noqa: TID251 - the clock is read here
    opened, due = _segments.view(opened, segment, slot, now)
    found, warnings = whereabouts(opened, due, tell=say.step)
    say.notices(warnings)
    found = [one for one in found if _has(one, words)]
    say.answer({"slot": due.name, "articles": [_record(one) for one in found]}, [*_lines(found), *_counts(found)])


def _has(one: Whereabouts, words: str) -> bool:
    text = " ".join((one.id, one.headline, one.site, one.where)).casefold()
    return all(word in text for word in words.casefold().split())


def _record(one: Whereabouts) -> dict[str, Any]:
    return {
        "id": one.id,
        "headline": one.headline,
        "site": one.site,
        "published": one.published.isoformat() if one.published else None,
        "where": one.where,
        "state": one.state,
        "number": one.number,
        "story": one.story,
        "why": one.why,
        "warnings": list(one.warnings),
    }


def _lines(found: Sequence[Whereabouts]) -> list[str]:
    rows = [(str(one.number or ""), one.state, one.id or "–", one.headline, one.where, _why(one)) for one in found]
    return table(("#", "place", "article", "headline", "file", "why"), rows, widths=(-2,), cut=(5, 3, 2, 4))


def _why(one: Whereabouts) -> str:
    return "; ".join((one.why, *(f"warning: {text}" for text in one.warnings)))


def _counts(found: Sequence[Whereabouts]) -> Iterator[str]:
    from digest.jobs.articles import STATES

    counts = {state: sum(one.state == state for one in found) for state in STATES}
    yield ""
    yield ", ".join(f"{count} {state}" for state, count in counts.items() if count) or "No articles."
