"""digest theme: list the themes, check one, begin a new one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli._options import JsonOption, WorkspaceOption
from digest.cli._say import paint, voice

app = typer.Typer(help="List themes, check one, begin one.", no_args_is_help=True)


@app.command("ls")
def ls(workspace: WorkspaceOption = Path(), as_json: JsonOption = False) -> None:
    """List the themes there are."""
    from digest.press.themes import names
    from digest.workspace import templates_at

    found = names(templates_at(workspace)[0])
    voice(json=as_json).answer({"themes": found}, found)


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    workspace: WorkspaceOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Check a theme and show the contrast of its pairs."""
    from digest.press.themes import contrasts, load
    from digest.workspace import templates_at

    theme = load(templates_at(workspace)[0], name)
    design, blocks = theme.values["design"], theme.values["blocks"]
    rows = contrasts(theme)
    lines = [f"design {design}: {', '.join(blocks)}"]
    lines += [f"{row['mode']:<5}  {row['text']:<17} on {row['ground']:<8}  {row['ratio']:>5.2f}:1" for row in rows]
    voice(json=as_json).answer({"theme": name, "design": design, "blocks": blocks, "contrasts": rows}, lines)


@app.command()
def new(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    like: Annotated[str, typer.Option(metavar="THEME", help="Which theme it begins as.")] = "calm",
    workspace: WorkspaceOption = Path(),
    as_json: JsonOption = False,
) -> None:
    """Begin a theme of your own in templates/themes/."""
    from digest.press.overrides import new_theme
    from digest.workspace import templates_at

    path = new_theme(templates_at(workspace)[0], name, like)
    lines = [f"Wrote {paint('name', str(path))}", f'Use it with [email] theme = "{name}" in digest.toml.']
    voice(json=as_json).answer({"theme": name, "path": str(path)}, lines)
