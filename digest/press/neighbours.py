"""Files that a template from elsewhere includes: those of its own folder and project, nothing else.

mj-include is resolved here, as MJML's own program does it, before the template is
compiled: the compiler would leave included sections without the width that Outlook needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from digest.errors import TemplateError, in_words

_ENDINGS = (".mjml", ".css", ".html", ".htm", ".j2", ".jinja", ".jinja2")
_INCLUDE = re.compile(
    r"""<!--.*?-->|<mj-include\b((?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(?:/>|>\s*</mj-include\s*>)""", re.S
)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*["']([^"']*)["']""")
_WHOLE = re.compile(r"<mjml\b[^>]*>(.*)</mjml>", re.S)
_HEAD = re.compile(r"<mj-head\b[^>]*>(.*?)</mj-head>", re.S)
_BODY = re.compile(r"<mj-body\b[^>]*>(.*)</mj-body>", re.S)
MAX_BYTES = 1_000_000
MAX_FILES = 200


def neighbours(folder: Path, root: Path | None = None) -> Callable[[str], str]:
    """Return a function that reads what a template in *folder* includes by name.

    A name without an ending means ``.mjml``, as with MJML.  `TemplateError` for a file
    outside of *folder* and *root*, of no template's kind, or that is not there: a
    template that somebody sent must not copy this machine's files into a mail.
    """
    inside = [place.resolve() for place in (folder, root) if place is not None]

    def read(name: str) -> str:
        path = Path(name)
        wanted = folder / (path if path.suffix else path.with_name(f"{path.name}.mjml"))
        found = wanted.resolve()
        if path.is_absolute() or ":" in name or not any(found.is_relative_to(place) for place in inside):
            raise TemplateError(f"{name!r} lies outside the template's folder", fix="copy it beside the template")
        if found.suffix not in _ENDINGS:
            raise TemplateError(f"{name!r} is no template", fix=f"include files that end in {', '.join(_ENDINGS)}")
        if not found.is_file() or found.stat().st_size > MAX_BYTES:
            raise TemplateError(f"there is no file {name!r} to include", fix=f"put it here: {wanted}")
        try:
            return found.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as fault:
            raise TemplateError(f"cannot read {name!r}: {in_words(fault)}", fix="save it as UTF-8") from fault

    return read


def included(source: str, where: str, read: Callable[[str], str]) -> str:
    """Return *source* with every mj-include replaced by what it names; `TemplateError` gives its line.

    Of a whole template the body's content stands in its place, and the head's joins the head.
    """
    heads: list[str] = []
    left = [MAX_FILES]
    made = _resolved(source, where, read, "", heads, left)
    more = "".join(heads)
    if not more:
        return made
    if "</mj-head>" in made:
        return made.replace("</mj-head>", f"{more}</mj-head>", 1)
    return re.sub(r"(<mjml\b[^>]*>)", lambda m: f"{m[1]}<mj-head>{more}</mj-head>", made, count=1)


def _resolved(
    source: str, where: str, read: Callable[[str], str], folder: str, heads: list[str], left: list[int]
) -> str:
    def put(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        told = dict(_ATTRIBUTE.findall(found[1]))
        place = f"{where}, line {source.count(chr(10), 0, found.start()) + 1}"
        left[0] -= 1
        if left[0] < 0:
            raise TemplateError("the template includes itself", where=place, fix="take that mj-include out")
        name = told.get("path", "")
        path = name if name.startswith("/") else f"{folder}{name.removeprefix('./')}"
        try:
            text = read(path)
        except TemplateError as fault:
            raise TemplateError(fault.what, where=place, fix=fault.fix) from fault
        if told.get("type") == "css":
            inline = ' inline="inline"' if told.get("css-inline") == "inline" else ""
            heads.append(f"<mj-style{inline}>{text}</mj-style>")
            return ""
        if told.get("type") == "html":
            return f"<mj-raw>{text}</mj-raw>"
        below = path.rpartition("/")[0]
        return _parts(_resolved(text, path, read, f"{below}/" if below else "", heads, left), heads)

    return _INCLUDE.sub(put, source)


def _parts(text: str, heads: list[str]) -> str:
    """Take a whole template apart: return its body's content, its head's goes to *heads*."""
    whole = _WHOLE.search(text)
    if not whole:
        return text
    head, body = _HEAD.search(whole[1]), _BODY.search(whole[1])
    heads += [head[1]] if head else []
    return body[1] if body else "" if head else whole[1]
