"""``digest press``: one template file in, the HTML that MJML and premailer make of it out.

A plain file (``.mjml``, ``.html``) is some sender's own and pressed uninterpreted:
whatever tags stand in its text come out as they went in.  A file that ends in ``.j2``
(or ``.jinja``, ``.jinja2``) is ours: press-time values are filled in, edition-time
tags survive.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from digest.errors import TemplateError, UsageError
from digest.press import inking, locales, themes
from digest.press.neighbours import included, neighbours
from digest.press.plates import Press
from digest.press.renditions import press_values
from digest.press.tags import sentinels_for
from digest.settings import EmailSettings, Settings
from digest.workspace import Templates

_KIND = re.compile(r"\.(mjml|html?)$|\.(mjml|html?|txt)\.(j2|jinja2?)$")
_KINDS = ".mjml, .html, .mjml.j2, .html.j2, .txt.j2"
# Tags of the usual senders and template languages, for --keep-tags.
_TAG = re.compile(r"\{\{.*?\}\}+|\{%.*?%\}|\*\|.*?\|\*|<%.*?%>|\[\[.*?\]\]", re.S)
_ENCODED = re.compile(r"\{\{(?:(?!\}\})[^\"'<>\s])*%(?:20|22|7C)(?:(?!\}\})[^\"'<>\s])*\}\}", re.I)


def press_file(
    path: Path,
    templates: Templates,
    settings: Settings | None = None,
    *,
    theme: str = "",
    locale: str = "",
    root: Path | None = None,
    keep_tags: bool = False,
) -> str:
    """Press the template at *path*; *theme* and *locale* are those of *settings* unless named.

    What it includes must lie in its own folder, or below *root*.  With *keep_tags* a
    plain file's tags are hidden from MJML and the inliner and come out to the letter,
    also where those would encode them or stumble over them.
    Raises `UsageError` for a file that is not there or of no known kind, and
    `TemplateError` with file and line for one that cannot be pressed.
    """
    source = _read(path)
    near = neighbours(path.parent, root)
    if not path.suffix.startswith((".j2", ".jinja")):
        return _kept(source, path, near) if keep_tags else _pressed(source, path, near)
    email = settings.email if settings else EmailSettings()
    say = locales.load(templates, locale or (settings.newsletter.locale if settings else "en"))
    values = press_values(themes.load(templates, theme or email.theme), say, email.blocks)
    return Press(templates, values, near=near).press_text(source, str(path)).text


def encoded_tags(html: str) -> list[str]:
    """List the ``{{ tags }}`` in addresses that the inliner wrote as ``{{%20tags%20}}``, each once."""
    return list(dict.fromkeys(_ENCODED.findall(html)))


def _pressed(source: str, path: Path, near: Callable[[str], str]) -> str:
    if path.suffix == ".mjml":
        source = inking.compile_mjml(included(source, str(path), near), str(path))
    return inking.inline(source, str(path))


def _kept(source: str, path: Path, near: Callable[[str], str]) -> str:
    """Press with a bare word in place of every tag, then put the tags back."""
    tags: list[str] = []
    words = sentinels_for(source, len(_TAG.findall(source)))

    def word(found: re.Match[str]) -> str:
        tags.append(found[0])
        return words.word(len(tags) - 1)

    html = _pressed(_TAG.sub(word, source), path, near)
    for number, tag in enumerate(tags):
        if words.word(number) not in html:
            where = f"{path}, line {source.count(chr(10), 0, source.index(tag)) + 1}"
            fix = "a width, a height or a padding takes no tag: write the number"
            raise TemplateError(f"MJML drops the tag {tag}", where=where, fix=fix)
    return re.sub(words.prefix + "([0-9]{4})x", lambda m: tags[int(m[1])], html)


def _read(path: Path) -> str:
    if not _KIND.search(path.name):
        raise UsageError(f"not a template: {path.name}", where=str(path), fix=f"name a file that ends in {_KINDS}")
    if not path.is_file():
        raise UsageError("no such file", where=str(path), fix="see: digest templates ls")
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise TemplateError(
            "the template is not UTF-8", where=f"{path}, byte {fault.start}", fix="save it as UTF-8"
        ) from fault
