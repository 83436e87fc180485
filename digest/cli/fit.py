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
    network: Annotated[
        list[str],
        typer.Option("--network", "-n", metavar="NAME", help="Such as x, bluesky, mastodon; several, or all."),
    ],
    workspace: Annotated[
        Path | None, typer.Option("-w", "--workspace", metavar="DIR", help="The workspace whose social.limits apply.")
    ] = None,
    as_json: JsonOption = False,
) -> int:
    """Count the text on standard input exactly as given; exit 1 when it does not fit."""
    from digest import networks, shelf
    from digest.networks._names import networks_named
    from digest.posts.fitness import fitness

    say = voice(json=as_json)
    names = networks_named(network) or tuple(shelf.names(networks))
    rules = {name: _rules(name, workspace) for name in names}
    text = _given()
    found = {name: fitness(text, its) for name, its in rules.items()}
    if len(network) == len(found) == 1:
        (only,) = found.values()
        say.answer(only.as_dict(), only.lines())
    else:
        answer = {name: its.as_dict() for name, its in found.items()}
        say.answer({"networks": answer}, [f"{name}: {next(iter(its.lines()))}" for name, its in found.items()])
    return 0 if all(its.valid for its in found.values()) else 1


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
