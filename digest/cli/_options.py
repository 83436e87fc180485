"""The options that commands have in common; accepted after the command's name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

WorkspaceOption = Annotated[
    Path, typer.Option("-w", "--workspace", metavar="DIR", help="The folder with digest.toml.", show_default=False)
]
SlotOption = Annotated[
    str, typer.Option("--slot", metavar="DATE", help="Which edition, such as 2026-08-10. Default: the current one.")
]
SourceOption = Annotated[
    list[Path] | None,
    typer.Option("--source", metavar="PATH", help="File or folder of articles; replaces the configured ones."),
]
OutboxOption = Annotated[
    Path | None, typer.Option("--outbox", metavar="DIR", help="Where editions go; replaces the configured folder.")
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Bad input stops the run (exit 65).")]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer one JSON object on stdout.")]
QuietOption = Annotated[bool, typer.Option("-q", "--quiet", help="Only errors.")]
VerboseOption = Annotated[int, typer.Option("-v", "--verbose", count=True, help="Say more; -vv shows tracebacks.")]
LogOption = Annotated[
    str, typer.Option("--log-format", metavar="text|json", help="How steps are reported: text or json.")
]
SegmentsOption = Annotated[
    str, typer.Option("--segments", metavar="all|NAME,…", help="Editions of [[segment]] instead of the newsletter's.")
]
SegmentOption = Annotated[
    str, typer.Option("--segment", "--segments", metavar="NAME", help="The edition of this [[segment]].")
]
CatchUpOption = Annotated[
    bool, typer.Option("--catch-up", help="Without KEY: editions of earlier days first, the oldest of them.")
]
