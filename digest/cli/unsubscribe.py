"""digest unsubscribe: who unsubscribes? Checks the token of a one-click address."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from digest.cli import _say
from digest.cli._options import JsonOption, OutboxOption, QuietOption, VerboseOption, WorkspaceOption

Token = Annotated[str, typer.Option("--verify", metavar="TOKEN", help="The token, or the whole address.")]
Recipient = Annotated[
    str, typer.Option("--recipient", metavar="ADDRESS", help="Whose address, for a token that does not hold it.")
]
Suppress = Annotated[bool, typer.Option("--suppress", help="Put the address on the suppression list.")]


def command(
    verify: Token,
    recipient: Recipient = "",
    suppress: Suppress = False,
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Print the address that a token belongs to; exit 1 when it is not genuine.

    The key is DIGEST_UNSUBSCRIBE_KEY, the list is newsletter.list_id.
    """
    from datetime import UTC, datetime

    from digest.jobs.unsubscribe import leave, who
    from digest.workspace import open_workspace

    voice = _say.voice(json=json, quiet=quiet, verbose=verbose)
    opened = open_workspace(workspace, outbox=outbox)
    key = os.environ.get("DIGEST_UNSUBSCRIBE_KEY", "")  # noqa: TID251 - the command line is asked here, at the edge
    list_id = opened.settings.newsletter.list_id
    address = who(verify, key, list_id, recipient)
    new = leave(opened.outbox, address, today=datetime.now(UTC).date().isoformat()) if suppress else False  # noqa: TID251
    voice.report({"address": address, "list": list_id, "suppressed": suppress, "new": new}, [address])
