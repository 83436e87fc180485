"""digest posts: an edition's posts, to read, to copy, or as a scheduler's file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli import _say
from digest.cli._options import JsonOption, OutboxOption, QuietOption, VerboseOption, WorkspaceOption
from digest.cli._posts_looks import chosen, copied, listing, older, taken


def command(
    key: Annotated[str, typer.Argument(metavar="[KEY]", help="An edition. Default: the newest.")] = "",
    network: Annotated[
        list[str] | None, typer.Option("--network", "-n", metavar="NAME", help="Only this network's posts; repeatable.")
    ] = None,
    kind: Annotated[str, typer.Option(metavar="KIND", help="Only story, quote, edition or thread.")] = "",
    story: Annotated[str, typer.Option(metavar="WORDS", help="Only stories with these words in the headline.")] = "",
    copy: Annotated[
        bool, typer.Option("--copy", help="Only the texts, ready to paste; a terminal copies them.")
    ] = False,
    export: Annotated[str, typer.Option(metavar="TOOL", help="A scheduler's file, such as csv or buffer.")] = "",
    again: Annotated[bool, typer.Option("--again", help="The best quotes of older editions instead.")] = False,
    start: Annotated[
        str,
        typer.Option("--start", metavar="MOMENT", help="Plan from then on, such as 2026-08-10T08:00. Default: now."),
    ] = "",
    take: Annotated[
        Path | None, typer.Option("--take", metavar="FILE", help="Take over what the share sheet saved in FILE.")
    ] = None,
    header: Annotated[bool, typer.Option("--header", help="Write a header row, for Hootsuite.")] = False,
    output: Annotated[Path | None, typer.Option("-o", metavar="FILE", help="Where it goes; a folder for many.")] = None,
    workspace: WorkspaceOption = Path(),
    outbox: OutboxOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Show an edition's posts, copy them, or write a scheduler's file."""
    from digest.cli._posts_export import written
    from digest.jobs.posts import posts_of
    from digest.networks._names import networks_named

    say = _say.voice(json=as_json, quiet=quiet, verbose=verbose)
    if take:
        return say.report(*taken(workspace, outbox, take, key))
    editions = older(workspace, outbox, start) if again else [posts_of(workspace, outbox, key)]
    names = networks_named(network or [])
    every = [post for edition in editions for post in edition.posts]
    posts = chosen(every, networks=names, kind=kind, story=story)
    if export:
        made, lines, notices = written(editions, posts, export, output, header=header, start=start, again=again)
        say.notices(notices)
        return say.report(made, lines)
    say.answer({"posts": [post.as_dict() for post in posts]}, copied(posts) if copy else listing(posts))
