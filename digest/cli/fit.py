"""digest fit: does a text fit a network?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli._options import JsonOption
from digest.cli._say import voice

if TYPE_CHECKING:
    from digest.networks import Network
    from digest.settings import SocialSettings


def command(
    network: Annotated[str, typer.Option("--network", "-n", metavar="NAME", help="Such as x, bluesky, mastodon.")],
    workspace: Annotated[
        Path | None, typer.Option("-w", "--workspace", metavar="DIR", help="Take social.limits from there.")
    ] = None,
    as_json: JsonOption = False,
) -> int:
    """Count the text on standard input exactly as given; exit 1 when it does not fit."""
    from digest.posts.fitness import fitness

    say = voice(json=as_json)
    found = fitness(_given(), _rules(network, workspace))
    say.answer(found.as_dict(), found.lines())
    return 0 if found.valid else 1


def _rules(name: str, workspace: Path | None) -> Network:
    from digest.errors import UnknownNameError
    from digest.posts.making import network

    social = _social(workspace)
    try:
        return network(name, social)
    except UnknownNameError as fault:
        raise UnknownNameError(f"no network is called {name!r}", where="--network", fix=fault.fix) from fault


def _given() -> str:
    from digest.errors import DataError

    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as fault:
        raise DataError(f"this is not UTF-8: {fault.reason}", where=f"standard input, byte {fault.start}") from fault


def _social(workspace: Path | None) -> SocialSettings | None:
    from digest.workspace import open_workspace

    return open_workspace(workspace).settings.social if workspace else None
