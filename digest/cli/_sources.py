"""What `digest init --from` and `digest add` share: look at a target, fetch what became a source."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli._say import Voice
from digest.text.plurals import counted

if TYPE_CHECKING:
    from digest.fetch.runs import FetchOutcome
    from digest.jobs.add import FoundSources
    from digest.settings import SourceSettings

AllowOption = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="HOST", help="A host inside your network that may be fetched from."),
]

WORDS = {
    "new": "new",
    "same": "nothing new",
    "fresh": "still fresh, not asked",
    "waiting": "the server asked to wait",
    "failed": "failed",
}


def look_for(target: str, *, root: Path, allowed: Sequence[str], now: datetime, say: Voice) -> FoundSources:
    """Look at what somebody has and say what it is."""
    from digest.jobs.add import find
    from digest.settings import FetchSettings

    settings = FetchSettings(allow_hosts=tuple(allowed), pause=0.2, tries=2)
    say.passing(f"looking at {target}")
    found = find(target, root=root.resolve(), here=Path.cwd(), settings=settings, now=now)
    many = len(found.dates)
    number = f"{counted(many, 'article')} with a date" if many else ""
    without = f"{found.undated} without a date" if found.undated else ""
    say.step("found", ", ".join(part for part in (found.what, found.name, number, without) if part))
    return found


def fetch_new(root: Path, sources: Sequence[SourceSettings], *, now: datetime, say: Voice) -> None:
    """Fetch those of *sources* that are addresses, or lists of them, so that a build has something to read."""
    from digest.errors import UsageError
    from digest.jobs.fetch import fetch
    from digest.workspace import open_workspace

    if not sources:
        return
    try:
        done = fetch(open_workspace(root), now=now, told=teller(say), only=sources)
    except UsageError:
        return  # files that name nothing to fetch
    say.notices(done.notices())


def teller(say: Voice) -> Callable[[FetchOutcome, int], None]:
    """Return what says what became of each address, and on a terminal how many are under way."""

    def told(one: FetchOutcome, left: int) -> None:
        number = f", {counted(one.articles, 'article')}" if one.usable else ""
        mark = "!" if one.status == "failed" else "✓"
        say.step("fetch", f"{one.wanted.url}  {WORDS[one.status]}{number}", mark=mark, seconds=one.seconds)
        say.passing(f"{left} under way" if left else "")

    return told


def machine_zone() -> str:
    """Return the zone that this machine keeps, such as Europe/Berlin; '' when it does not say."""
    if given := os.environ.get("TZ", "").removeprefix(":"):  # noqa: TID251 - the machine is asked here, at the edge
        return given
    link = os.path.realpath("/etc/localtime")
    return link.partition("/zoneinfo/")[2]
