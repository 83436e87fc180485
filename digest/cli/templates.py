"""digest templates: what is overridden, and what changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli._options import JsonOption, WorkspaceOption
from digest.cli._say import paint, voice

app = typer.Typer(help="See, compare and copy templates.", no_args_is_help=True)
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Such as email/blocks/lead.mjml.j2.")]


@app.command("ls")
def ls(
    folder: Annotated[str, typer.Argument(metavar="[FOLDER]", help="Only below this one: email, web, themes …")] = "",
    workspace: WorkspaceOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """List all templates; marked are those that the workspace has of its own."""
    from digest.press.overrides import listed
    from digest.workspace import templates_at

    rows = listed(templates_at(workspace)[0], folder)
    lines = [f"{row.state if row.state != 'shipped' else '':<8} {row.name}".rstrip() for row in rows]
    voice(json=as_json).answer({"templates": [row.as_dict() for row in rows]}, lines)


@app.command()
def diff(
    name: NameArgument,
    upstream: Annotated[
        bool, typer.Option("--upstream", help="What the shipped one changed since you copied it.")
    ] = False,
    workspace: WorkspaceOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Show what the workspace's template changes of the shipped one."""
    from digest.press.overrides import diff as difference
    from digest.workspace import templates_at

    text = difference(templates_at(workspace)[0], name, upstream=upstream)
    same = f"{name} is as shipped" if not upstream else f"the shipped {name} is as you copied it"
    voice(json=as_json).answer({"name": name, "diff": text}, [text or same])


@app.command()
def copy(name: NameArgument, workspace: WorkspaceOption = Path(), as_json: JsonOption = False) -> None:
    """Copy a shipped template into the workspace, to change it there."""
    from digest.press.overrides import copy as copied
    from digest.workspace import templates_at

    path = copied(templates_at(workspace)[0], name)
    voice(json=as_json).answer({"name": name, "path": str(path)}, [f"Wrote {paint('name', str(path))}"])
