"""digest press: one template through MJML and the inliner."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from digest.cli._options import JsonOption, QuietOption, VerboseOption, WorkspaceOption
from digest.cli._say import voice


def command(
    template: Annotated[Path, typer.Argument(metavar="TEMPLATE", help="A .mjml, .html or .mjml.j2 file.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write; - is stdout.")
    ] = None,
    workspace: WorkspaceOption = Path(),
    theme: Annotated[str, typer.Option(metavar="NAME", help="The theme for [[ … ]]; default: the workspace's.")] = "",
    locale: Annotated[str, typer.Option(metavar="TAG", help="The locale for [[ … ]]; default: the workspace's.")] = "",
    keep_tags: Annotated[
        bool, typer.Option("--keep-tags", help="Leave a plain file's {{ tags }} as they are, in addresses too.")
    ] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = 0,
) -> None:
    """Press a template: MJML to HTML, style sheets into style attributes."""
    from digest import whole
    from digest.errors import Notice
    from digest.press.pressing import encoded_tags, press_file
    from digest.workspace import templates_at

    say = voice(json=as_json, quiet=quiet, verbose=verbose)
    templates, settings = templates_at(workspace)
    html = press_file(
        template, templates, settings, theme=theme, locale=locale, root=workspace.absolute(), keep_tags=keep_tags
    )
    if tags := encoded_tags(html):
        what = f"the inliner encoded tags in addresses: {', '.join(tags)}"
        say.notices([Notice(what=what, where=str(template), fix="use --keep-tags")])
    written = str(out) if out and str(out) != "-" else ""
    if written:
        whole.write_output(Path(written), html.encode())
    say.report(
        {"template": str(template), "file": written, "bytes": len(html.encode())} | ({} if written else {"html": html}),
        [] if written else [html],
    )
