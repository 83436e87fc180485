"""digest check: every rule over an edition, a folder or a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli._options import JsonOption, OutboxOption, QuietOption, VerboseOption, WorkspaceOption
from digest.cli._say import paint, voice

if TYPE_CHECKING:
    from digest.check import Finding
    from digest.settings import Settings


def command(
    target: Annotated[
        str, typer.Argument(metavar="[TARGET]", help="An HTML file, a folder, or a key; default: the newest edition.")
    ] = "",
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    sarif: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the findings as SARIF 2.1.0.")] = None,
    spam: Annotated[bool, typer.Option("--spam", help="Add SpamAssassin's score, where it is installed.")] = False,
    links: Annotated[bool, typer.Option("--links", help="Visit every link: dead, moved, slow, soft 404.")] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> int:
    """Check an edition, or any HTML file, for everything that goes wrong in mail."""
    from digest import whole
    from digest.jobs import check as checking
    from digest.workspace import outbox_at

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    root, settings = outbox_at(workspace, outbox)
    name, files, found = checking.check_target(target, root, settings)
    if spam:
        found += checking.spam(files)
    if links:
        found += _visited(files, settings)
    if sarif:
        text = json.dumps(checking.sarif(found), indent=1, ensure_ascii=False) + "\n"
        whole.write_output(sarif, text.encode(), option="--sarif")
    errors = sum(finding.severity == "error" for finding in found)
    lines = [line for finding in found for line in _lines(finding.as_dict())]
    verdict = f"{name}: {errors} to fix, {len(found) - errors} to look at" if found else f"{name}: nothing to fix"
    say.answer({"target": name, "errors": errors, "findings": [f.as_dict() for f in found]}, [*lines, verdict])
    return 1 if errors else 0


def _visited(files: Mapping[str, bytes], settings: Settings | None) -> list[Finding]:
    from datetime import UTC, datetime

    from digest.jobs.links import check_links
    from digest.settings import FetchSettings

    fetch = settings.fetch if settings else FetchSettings()
    return check_links(files, fetch, now=datetime.now(UTC))  # noqa: TID251 - the clock is read here


def _lines(finding: dict[str, str]) -> list[str]:
    mark = paint("stop", "✕") if finding["severity"] == "error" else paint("look", "!")
    head = f"{mark} {paint('name', finding['rule'])}  {finding['what']}"
    return [head, f"    where  {finding['where']}", f"    fix    {finding['fix']}"]
