"""``digest press``: one template file in, the HTML that MJML and premailer make of it out.

A plain file (``.mjml``, ``.html``) is some sender's own and pressed uninterpreted:
whatever tags stand in it come out as they went in.  A file that ends in ``.j2``
is ours: press-time values are filled in, edition-time tags survive.
"""

from __future__ import annotations

from pathlib import Path

from digest.errors import TemplateError, UsageError
from digest.press import inking, locales, themes
from digest.press.plates import Press
from digest.press.renditions import press_values
from digest.settings import EmailSettings, Settings
from digest.workspace import Templates

KINDS = (".mjml", ".html", ".htm", ".mjml.j2", ".html.j2", ".txt.j2")


def press_file(
    path: Path, templates: Templates, settings: Settings | None = None, *, theme: str = "", locale: str = ""
) -> str:
    """Press the template at *path*; *theme* and *locale* are those of *settings* unless named.

    Raises `UsageError` for a file that is not there or of no known kind, and
    `TemplateError` with file and line for one that cannot be pressed.
    """
    source = _read(path)
    if path.name.endswith(".j2"):
        email = settings.email if settings else EmailSettings()
        say = locales.load(templates, locale or (settings.newsletter.locale if settings else "en"))
        values = press_values(themes.load(templates, theme or email.theme), say, email.blocks)
        return Press(templates, values).press_text(source, str(path)).text
    if path.suffix == ".mjml":
        source = inking.compile_mjml(source, str(path))
    return inking.inline(source, str(path))


def _read(path: Path) -> str:
    if not path.name.endswith(KINDS):
        fix = f"name a file that ends in {', '.join(KINDS)}"
        raise UsageError(f"not a template: {path.name}", where=str(path), fix=fix)
    if not path.is_file():
        raise UsageError("no such file", where=str(path), fix="see: digest templates ls")
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise TemplateError(
            "the template is not UTF-8", where=f"{path}, byte {fault.start}", fix="save it as UTF-8"
        ) from fault
